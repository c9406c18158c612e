"""What contributors read is written as they are asked to write: its marks, its Chinese, the glossary's words."""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from content.fingerprints import print_of, runs, unpack
from contribute import samples
from data import each, golden
from data import library as real_playbook
from tonghao import check_terms, inline, pages
from tonghao.errors import Problem
from tonghao.guide import said
from tonghao.strict_yaml import Document, parse

ROOT = Path(__file__).parents[2]
LANGUAGES = {"en", "zh"}
FILES = sorted(path for path in (*(ROOT / "docs/guide").glob("*.yml"), said.FILE) if path.name != "samples.yml")
RULES = golden(ROOT / "tests/content/chinese_rules.yml")
LINK = re.compile(r"\[\[[^\]|]*(?:\|([^\]]*))?\]\]")
LITERAL = re.compile(r"`[^`]*`|--[a-z]+")
Text = tuple[tuple[Any, ...], dict[str, str]]


@cache
def read(path: Path) -> tuple[Document, list[Text]]:
    """A file of the guide with its texts and the way to each."""
    document = parse(path.read_bytes(), f"docs/guide/{path.name}")
    assert document.problems == []
    return document, list(texts(document.data))


def texts(data: Any, way: tuple[Any, ...] = ()) -> Iterator[Text]:
    """Every text in ``data``: what is written by language."""
    if isinstance(data, dict) and set(data) & LANGUAGES and all(isinstance(one, str) for one in data.values()):
        yield way, {language: str(words) for language, words in data.items()}
    elif isinstance(data, dict | list):
        for key, value in data.items() if isinstance(data, dict) else enumerate(data):
            yield from texts(value, (*way, key))


EACH = each("path", FILES, ids=lambda path: path.name)


@EACH
def test_every_text_is_there_in_both_languages(path: Path) -> None:
    found = read(path)[1]
    assert len(found) > 4
    assert [way for way, text in found if set(text) != LANGUAGES or not all(text.values())] == []


@EACH
@each("rule", RULES, [rule["rule"] for rule in RULES])
def test_its_chinese_keeps_the_rule(path: Path, rule: dict[str, str]) -> None:
    pattern = rule["never"].replace("{zh}", r"[\u3400-\u9fff]").replace("{{", "{").replace("}}", "}")
    slips = []
    for way, text in read(path)[1]:
        # A reader sees a link's own words or a Chinese title, and what stands in a file as it is, in Latin letters.
        shown = LITERAL.sub("A", LINK.sub(lambda link: link[1] or "页", text["zh"])).replace("**", "")
        if found := re.search(pattern, shown):
            slips.append(f"{way}: …{shown[max(0, found.start() - 9) : found.end() + 9]}…")
    assert slips == []


@EACH
def test_its_marks_are_closed_and_its_links_lead_somewhere(path: Path) -> None:
    library = real_playbook()
    menu = str(pages.navigation(library, "en"))
    known = {**inline.addresses(library), **samples.guide().addresses, "problems": {}, "sandbox": {}}
    known |= {name: {} for name in re.findall(r"'en/([a-z]+)\.md'", menu)}
    assert "coverage" in known
    for way, text in read(path)[1]:
        for words in text.values():
            assert list(inline.mistakes(re.sub("`[^`]*`", "", words), known, set())) == [], way
            assert words.count("`") % 2 == 0, way


def test_its_words_are_those_of_the_glossary() -> None:
    problems: list[Problem] = []
    check_terms.term_problems(real_playbook(), [], [read(path) for path in FILES], problems)
    assert [str(problem) for problem in problems] == []


@EACH
def test_nothing_in_it_is_copied(path: Path) -> None:
    known = unpack((ROOT / "tests/content/seed_fingerprints.bin").read_bytes())
    assert {run for run in runs(path.read_text("utf-8")) if print_of(run) in known} == set()
