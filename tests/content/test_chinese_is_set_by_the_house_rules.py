"""Full-width punctuation, a space between Chinese and Latin, curly quotes, none of the scraper's damage."""

import re
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from content.texts import FILES, ROOT, listed, said
from data import each, golden
from tonghao.load import Shelf

RULES = golden(Path(__file__).with_name("chinese_rules.yml"))
DAMAGED = [item for line in listed("damaged_letters.txt") for item in line.split()]
CHINESE = r"[\u3400-\u9fff]"
LINK = re.compile(r"\[\[[^\]|]*(?:\|([^\]]*))?\]\]")
RULE = each("rule", RULES, [rule["rule"] for rule in RULES])


@cache
def shown(text: str) -> str:
    """What a reader sees: a link's own words, or the title of its page, which is Chinese."""
    return LINK.sub(lambda link: link[1] or "页", text).replace("**", "")


def broken(rule: dict[str, Any], text: str) -> re.Match[str] | None:
    pattern = rule["never"].replace("{zh}", CHINESE).replace("{{", "{").replace("}}", "}")
    return re.search(pattern, shown(text))


@pytest.fixture(scope="module")
def chinese(shelf: Shelf) -> list[tuple[str, str]]:
    return list(said(shelf, "zh"))


@RULE
def test_a_rule_knows_right_from_wrong(rule: dict[str, Any]) -> None:
    assert [text for text in rule["bad"] if not broken(rule, text)] == []
    assert [text for text in rule["good"] if broken(rule, text)] == []


@RULE
def test_every_chinese_text_keeps_the_rule(rule: dict[str, Any], chinese: list[tuple[str, str]]) -> None:
    slips = []
    for place, text in chinese:
        if found := broken(rule, text):
            slips.append(f"{place}: …{found.string[max(0, found.start() - 10) : found.end() + 10]}…")
    assert slips == []


@each("file", FILES)
def test_no_damage_of_the_scraper_is_left(file: str) -> None:
    text = (ROOT / file).read_text("utf-8")
    assert [letters for letters in DAMAGED if letters in text] == []


def test_english_says_no_chinese_but_what_is_allowed(shelf: Shelf) -> None:
    allowed = re.compile("|".join(map(re.escape, listed("english_may_say.txt"))))
    slips = [
        f"{place}: {text[:60]}"
        for place, text in said(shelf, "en")
        if re.search(r"[\u3000-\u303f\u3400-\u9fff\uff00-\uffef]", allowed.sub("", text))
    ]
    assert slips == []


def test_a_chinese_text_is_not_the_english_one(shelf: Shelf) -> None:
    english = dict(said(shelf, "en"))
    for place, text in said(shelf, "zh"):
        assert re.search(CHINESE, text) or len(re.findall(r"[A-Za-z]+", text)) < 3, f"{place}: {text}"
    assert len(english) > 500


def test_both_languages_fill_the_same_blanks(shelf: Shelf) -> None:
    from tonghao import check

    for record, document in shelf.entries:
        for path, words in check.texts(record):
            blanks = {frozenset(re.findall(r"\{([a-z_]+)\}", text)) for text in words.values()}
            assert len(blanks) == 1, f"{document.file}:{document.place(path)[0]}: {words}"
