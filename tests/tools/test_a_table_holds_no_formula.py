"""A spreadsheet runs what begins with = + - @; what we export as CSV must stay text there, and numbers numbers."""

import csv
import io
from types import SimpleNamespace

from hypothesis import given
from hypothesis import strategies as st

from data import each
from tonghao import batch
from tonghao_widgets import export
from tonghao_widgets.hub import Hub

STARTS = ["=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠"]


def exported(value: object, hub: Hub) -> str:
    """The cell a value becomes, as a spreadsheet reads it."""
    rows = list(
        csv.reader(io.StringIO(export.as_csv({"margin": value}, SimpleNamespace(verdict="native"), hub), newline=""))
    )
    assert rows[0][0] == "margin" and rows[0][-1] == "verdict" and rows[1][-1] == "native"
    return rows[1][0]


@each("start", STARTS)
def test_text_that_looks_like_a_formula_is_kept_text(start: str, hub: Hub) -> None:
    assert exported(f"{start}cmd|' /C calc'!A0", hub) == f"'{start}cmd|' /C calc'!A0"


@each("value, cell", [(-5, "-5"), (-0.5, "-0.5"), (0.45, "0.45"), (True, "true"), (None, ""), ("plain", "plain")])
def test_numbers_and_flags_are_themselves(value: object, cell: str, hub: Hub) -> None:
    assert exported(value, hub) == cell


@given(text=st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1))
def test_any_text_comes_back_and_never_as_a_formula(text: str, hub: Hub) -> None:
    cell = exported(text, hub)
    assert cell.removeprefix("'") == text.removeprefix("'") or cell == f"'{text}"
    assert cell[0] not in STARTS


def test_a_batch_gives_back_the_cells_it_was_given() -> None:
    lines = list(
        batch.table('a,b\n1,"x, ""y"""\n', lambda inputs: {"sum": inputs["a"], "list": [1, "二"], "flag": True})
    )
    assert list(csv.reader(lines)) == [
        ["a", "b", "sum", "list", "flag", "error"],
        ["1", 'x, "y"', "1", '[1, "二"]', "true", ""],
    ]
