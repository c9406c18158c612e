"""One Python, two places: CPython, which makes the page, and Pyodide, which answers in it, may not differ in a byte."""

import json
from pathlib import Path

import pytest

from data import SHARE
from runtime.pyodide_node import answer_in_pyodide
from same_bytes.questions import WANTS, questions
from tonghao_widgets import desk

pytestmark = pytest.mark.pyodide

EACH = 200 if SHARE >= 1 else 100  # good answers, hostile ones and nonsense, for each tool


@pytest.fixture(scope="module")
def asked(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    return questions(EACH, tmp_path_factory.mktemp("same"))


@pytest.fixture(scope="module")
def here(asked: list[str]) -> list[str]:
    """CPython's answers."""
    return [desk.answer(question) for question in asked]


def test_every_answer_is_the_same_in_both_places(asked: list[str], here: list[str]) -> None:
    there = answer_in_pyodide(asked, quick=True)
    assert len(there) == len(here) >= EACH * len(desk.TOOLS)
    for question, one, other in zip(asked, here, there, strict=True):
        assert one.encode("utf-8", "surrogatepass") == other.encode("utf-8", "surrogatepass"), question[-400:]


def test_every_answer_is_the_same_after_the_long_start(asked: list[str], here: list[str]) -> None:
    """The same bytecode on the same program, so some of each kind will do."""
    there = answer_in_pyodide(asked[::7])
    for question, one, other in zip(asked[::7], here[::7], there, strict=True):
        assert one.encode("utf-8", "surrogatepass") == other.encode("utf-8", "surrogatepass"), question[-400:]


def test_the_questions_cover_what_can_be_asked(asked: list[str], here: list[str]) -> None:
    answers = [json.loads(answer) for answer in here]
    for language in ("en", "zh"):
        assert sum(f'language\\":\\"{language}' in question for question in asked) > len(asked) / 4
    assert {name for answer in answers for name in answer} >= {*WANTS, "code", "compare", "form", "error", "verdict"}
    assert sum("error" in answer for answer in answers) >= EACH / 3
    assert sum(bool(answer.get("problems")) for answer in answers) >= EACH * 2
    for tool in desk.TOOLS:
        verdicts = {answer["verdict"] for answer in answers if answer.get("tool") == tool}
        assert len(verdicts) >= 3, f"{tool}: only {sorted(verdicts)}"


def test_the_questions_are_the_same_on_every_machine(tmp_path: Path) -> None:
    assert questions(40, tmp_path / "a") == questions(40, tmp_path / "b")
