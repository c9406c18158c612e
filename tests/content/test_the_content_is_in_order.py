"""The real playbook: no problems, every case gives the verdict it promises, every word a page asks for is there."""

import ast
import html
import re
from dataclasses import replace
from pathlib import Path

import pytest

import yaml
from content.texts import FILES, ROOT
from data import KEPT, made, nodes
from data import library as real_playbook
from pages.small import Seen
from tonghao.load import survey
from tonghao.model import Library
from tonghao.verdicts import case_problems, hub_of
from tonghao_widgets import desk

CASES = [Path(file).stem for file in FILES if file.startswith("playbook/cases/")]
TAG = re.compile(r'<\w+ class="tg-hub"[^>]*>[^<]*|<[^>]*>')  # with a tool's data, which is read by nobody
SPEAKERS = [*(ROOT / "src/tonghao/pages").glob("*.py"), *(ROOT / "widgets/tonghao_widgets").glob("*.py")]


@pytest.fixture(scope="module")
def library() -> Library:
    return real_playbook()


def test_the_playbook_has_no_problems() -> None:
    assert [str(problem) for problem in survey(ROOT / "playbook", KEPT)[1]] == []


def test_every_case_gives_the_verdict_it_promises(library: Library) -> None:
    assert {*CASES} == {*library.cases} and len(CASES) > 20
    assert [case for case in CASES if not library.cases[case].playbooks] == []
    assert [str(problem) for problem in case_problems(library)] == []


def test_no_text_is_missing_in_any_language(library: Library) -> None:
    assert library.missing == ()


def test_half_done_is_said_in_its_own_place(library: Library) -> None:
    items = [(page, item) for page in library.playbooks.values() for item in page.checklist]
    assert [f"{page.id}: {item.id}" for page, item in items if re.search(r"\bHalf:|算一半", str(item.done))] == []
    assert sum(bool(item.half) for page, item in items if page.id == "cold-start") == 8  # the source's eight tasks


def shown(pattern: str, unless: set[str]) -> list[str]:
    """Where a page shows such words, except inside elements where they are meant. Only pages are parsed in which they
    stand at all."""
    wanted, found = re.compile(pattern), []
    for file, page in made().items():
        if wanted.search(html.unescape(TAG.sub("\n", page.html))):
            found += [
                f"{file}: {words.strip()[:80]}"
                for inside, words in Seen(page.html).words
                if inside not in unless and wanted.search(words)
            ]
    return found


def test_no_page_shows_a_mark_or_a_missing_word() -> None:
    assert shown(r"\*\*|\[\[|\]\]|\[[a-z]+(-[a-z]+)+\]", {"hub", "pre", "span"}) == []


def test_no_page_shows_a_blank_that_was_not_filled() -> None:
    assert shown(r"\{[a-z_]+\}", {"hub", "pre"}) == []


def test_what_a_page_shows_is_found(library: Library) -> None:
    found = shown(re.escape(library.cases["kaishu"].title["en"]), set())
    assert len(made()) > 200 and any(line.startswith("en/cases/kaishu.md: ") for line in found)


def test_every_word_the_code_asks_for_is_written() -> None:
    known = {
        key
        for shelf in ("words", "tools")
        for key in yaml.load((ROOT / "playbook/words.yml").read_text("utf-8"), yaml.CBaseLoader)[shelf]
    }
    for path in sorted((ROOT / "playbook/tools").glob("*.yml")):
        known |= set(yaml.load(path.read_text("utf-8"), yaml.CBaseLoader).get("words", {}))
    for path in SPEAKERS:
        for node in nodes(path):
            if (
                isinstance(node, ast.Call)
                and getattr(node.func, "attr", getattr(node.func, "id", "")) == "words"
                and node.args
                and isinstance(node.args[0], ast.Constant)
            ):
                assert node.args[0].value in known, (
                    f"{path.name}:{node.lineno}: words.yml has no '{node.args[0].value}'"
                )


def test_a_brief_answer_differs_only_where_it_is_empty(library: Library) -> None:
    for case in library.cases.values():
        for tool, run in case.tools.items():
            hub = hub_of(library, tool)
            whole, brief = (desk.evaluate(tool, run.inputs, replace(hub, brief=short)) for short in (False, True))
            wrong = {name: value for name, value in brief.items() if value and value != whole.get(name)}
            assert not wrong, f"{case.id}, {tool}: a case that expects one of these would be judged wrongly"
