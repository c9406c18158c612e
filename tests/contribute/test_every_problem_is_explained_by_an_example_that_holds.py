"""The catalogue knows every code; its wrong examples give the code at the line it says, its right ones none."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from contribute import examples
from data import each, golden, nodes
from tonghao.catalogue import CHAPTERS, Catalogue, Explained, catalogue, explain, overview

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "src" / "tonghao"
SAYERS = {"Problem", "problem", "_refuse", "Mistake"}
CODE = re.compile(r"[a-z]+(-[a-z]+)+\Z|cycle\Z")
BOOK: Catalogue = catalogue()
ENTRIES = each("entry", BOOK.problems.values(), BOOK.problems)
RULES = golden(ROOT / "tests/content/chinese_rules.yml")


def codes() -> Iterator[str]:
    """Every problem code in the builder's source: the first word-like text given to whatever makes a problem."""
    for path in SOURCE.rglob("*.py"):
        for node in nodes(path):
            name = getattr(node, "func", None)
            if isinstance(node, ast.Call) and (getattr(name, "attr", "") or getattr(name, "id", "")) in SAYERS:
                texts = [item.value for item in node.args if isinstance(item, ast.Constant)]
                yield from [text for text in texts if isinstance(text, str) and CODE.match(text)][:1]
            if isinstance(node, ast.Dict) and path.name == "decode.py":
                keys = [key.value for key in node.keys if isinstance(key, ast.Constant)]
                if "bad_number" in keys:
                    yield from [value.value for value in node.values if isinstance(value, ast.Constant)]


def test_every_code_there_is_has_an_entry_and_no_other() -> None:
    assert sorted(set(codes())) == sorted(BOOK.problems)
    assert {entry.chapter for entry in BOOK.problems.values()} == set(CHAPTERS)


@ENTRIES
def test_the_wrong_example_is_reported_where_it_says(entry: Explained, tmp_path: Path) -> None:
    problems, file, line = examples.wrong(entry, tmp_path)
    assert (entry.code, file, line) in {(problem.code, problem.file, problem.line) for problem in problems}


@ENTRIES
def test_the_right_example_has_no_problem(entry: Explained, tmp_path: Path) -> None:
    assert [str(problem) for problem in examples.right(entry, tmp_path)] == []


@ENTRIES
def test_the_terminal_says_it_in_each_language(entry: Explained) -> None:
    for language in ("en", "zh"):
        told = explain(entry.code, language)
        assert told.startswith(f"{entry.code}: {entry.title[language]}\n")
        assert entry.means[language] in told and "{" not in entry.means[language]
        assert told.count(f"← {BOOK.words['arrow'][language]}") == entry.shown
        assert f"  {entry.code} " in overview(language)


@each("rule", RULES, [rule["rule"] for rule in RULES])
def test_its_chinese_keeps_the_house_rules(rule: dict[str, str]) -> None:
    pattern = rule["never"].replace("{zh}", r"[\u3400-\u9fff]").replace("{{", "{").replace("}}", "}")
    texts = [text["zh"] for entry in BOOK.problems.values() for text in (entry.title, entry.means)]
    texts += [text["zh"] for text in BOOK.words.values()]
    assert [text for text in texts if re.search(pattern, text)] == []


def test_a_code_nobody_knows_is_answered_with_the_nearest() -> None:
    with pytest.raises(KeyError, match="did you mean 'unknown-key'"):
        explain("unknow-key", "en")
