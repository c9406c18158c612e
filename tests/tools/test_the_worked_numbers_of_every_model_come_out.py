"""Every number the models state is computed, ties included: ``golden/<tool>.yml``, on the real hubs.

``expect`` names results by dotted path (``months.5.kindred``, ``front.2.recall``); floats are compared to 1e-4, or to
1e-6 of their size when they are large. ``flags`` and other lists are compared whole.
"""

from functools import cache, reduce
from pathlib import Path
from typing import Any

import pytest

from data import each, golden
from tonghao_widgets import desk
from tools.conftest import FRESH, hub_of

FILES = sorted((Path(__file__).parent / "golden").glob("*.yml"))
CASES = [(file.stem, case) for file in FILES for case in golden(file)]
NAMES = [f"{tool}: {case['name']}" for tool, case in CASES]


def at(result: Any, path: str) -> Any:
    """The value at a dotted path; numbers are places in a list."""
    return reduce(
        lambda value, step: value[int(step)] if isinstance(value, list | tuple) else value[step],
        path.split("."),
        result,
    )


def same(got: Any, wanted: Any) -> bool:
    if isinstance(wanted, dict):
        return set(wanted) <= set(got) and all(same(got[name], value) for name, value in wanted.items())
    if isinstance(wanted, list):
        return len(got) == len(wanted) and all(same(one, other) for one, other in zip(got, wanted, strict=True))
    if isinstance(wanted, float) and got is not None and not isinstance(got, str):
        return got == pytest.approx(wanted, abs=1e-4, rel=1e-6)
    return got == wanted


@cache
def answer(number: int, language: str) -> dict[str, Any]:
    """What the tool answers in a golden case. Nobody may change it."""
    tool, case = CASES[number]
    return desk.evaluate(tool, case.get("inputs", {}), hub_of(tool, language).on(case.get("today", FRESH)))


@each("number", range(len(CASES)), NAMES)
def test_the_tool_answers_as_the_model_says(number: int) -> None:
    result = answer(number, "en")
    for path, wanted in CASES[number][1]["expect"].items():
        assert same(at(result, path), wanted), f"{path}: wanted {wanted!r}, got {at(result, path)!r}"


@pytest.mark.parametrize("language", ["en", "zh"])
@each("number", range(len(CASES)), NAMES)
def test_every_reason_names_its_source_and_every_result_its_limits(number: int, language: str) -> None:
    result = answer(number, language)
    assert result["limits"] and result["reasons"] and "{" not in result["title"]
    for reason in result["reasons"]:
        assert reason["text"] and "{" not in reason["text"] and "[" not in reason["text"][:1]
        assert reason["source"] in {"seed", "law", "research", "ours"}


def test_every_tool_has_golden_cases() -> None:
    assert {file.stem for file in FILES} == set(desk.TOOLS)
