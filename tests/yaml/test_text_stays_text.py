"""YAML 1.1 makes ``no`` false, ``3.10`` 3.1 and ``1:30`` ninety. Here text is what was typed."""

from pathlib import Path
from typing import Any

from data import each, golden
from pages import small
from tonghao import strict_yaml

CASES = golden(Path(__file__).with_name("text_cases.yml"))


def value_of(text: str) -> Any:
    document = strict_yaml.parse(f"text: {text}\n".encode(), "x.yml")
    assert document.problems == []
    return document.data["text"]


@each("case", CASES, ids=[case["typed"] for case in CASES])
def test_an_unquoted_word_is_the_text_as_typed(case: dict[str, Any]) -> None:
    value = value_of(case["typed"])
    assert value == case["typed"]
    number, flag = strict_yaml.number(value), strict_yaml.flag(value)
    assert (number, flag) == (case["number"], case["flag"])
    assert type(number) is type(case["number"])


@each("case", CASES, ids=[case["typed"] for case in CASES])
def test_a_quoted_word_is_never_a_number_or_a_flag(case: dict[str, Any]) -> None:
    value = value_of(f'"{case["typed"]}"')
    assert value == case["typed"]
    assert strict_yaml.number(value) is strict_yaml.flag(value) is None
    assert strict_yaml.resolve(value) == case["typed"]


@each("text", ["", "~", "null", "Null", "NULL"])
def test_nothing_is_nothing(text: str) -> None:
    assert value_of(text) is None


def test_a_quoted_nothing_is_text() -> None:
    assert [value_of(f'"{text}"') for text in ("", "~", "null")] == ["", "~", "null"]


@each("text", ["no", "3.10", "1:30", "2026-11-22", "0777", "true"])
def test_a_reader_sees_what_was_typed(text: str, tmp_path: Path) -> None:
    playbook = small.put(tmp_path)
    path = playbook / "alpha.yml"
    path.write_text(path.read_text("utf-8").replace("en: Think first.", f"en: {text}"), "utf-8")
    page = small.made(small.library(playbook))["en/alpha.md"]
    assert f"<p>{text}</p>" in page.html


def test_blanks_inside_quotes_are_kept_and_line_ends_of_a_block_are_not(tmp_path: Path) -> None:
    playbook = small.put(tmp_path)
    path = playbook / "alpha.yml"
    path.write_text(
        path.read_text("utf-8").replace(
            "{ en: Think first., zh: 先想。 }", '\n      en: " or "\n      zh: |\n        甲\n\n        乙\n\n'
        ),
        "utf-8",
    )
    assert small.library(playbook).playbooks["alpha"].ideas[0].text == {"en": " or ", "zh": "甲\n\n乙"}


def test_a_byte_order_mark_and_windows_line_ends_do_no_harm(tmp_path: Path) -> None:
    playbook = small.put(tmp_path)
    before = small.library(playbook)
    for path in playbook.rglob("*.yml"):
        path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
    after = small.library(playbook)
    assert (before.playbooks, before.tools, before.cases, before.words) == (
        after.playbooks,
        after.tools,
        after.cases,
        after.words,
    )


def test_every_value_knows_its_place() -> None:
    document = strict_yaml.parse("a:\n  - b: 一\n    c: [1, 二]\n".encode(), "x.yml")
    assert document.place(("a", 0, "c", 1)) == (3, 12)
    assert document.place(("a", 0, "c"), key=True) == (3, 5)
    assert document.place(("a", 0, "gone")) == (2, 5)
    assert strict_yaml.where(("a", 0, "c", 1)) == "a 1, c 2"
