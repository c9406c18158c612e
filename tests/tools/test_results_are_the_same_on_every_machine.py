"""Our own logarithm, exponential and error function: as good as the C library's, and made of what never differs."""

import ast
import math
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data import each, nodes
from tonghao_widgets import portable

WIDGETS = Path(portable.__file__).parent


@given(st.floats(1e-300, 1e300))
def test_the_logarithm_is_right_to_the_last_digits(x: float) -> None:
    assert portable.log(x) == pytest.approx(math.log(x), rel=1e-15, abs=1e-16)


@given(st.floats(-600, 600))
def test_the_exponential_is_right_to_the_last_digits(x: float) -> None:
    assert portable.exp(x) == pytest.approx(math.exp(x), rel=1e-15)


@given(st.floats(1e-12, 1e12))
def test_the_cube_root_is_right_to_the_last_digits(x: float) -> None:
    assert portable.cube_root(x) == pytest.approx(math.cbrt(x), rel=5e-16)


@given(st.floats(-8, 8))
def test_the_error_function_is_right_to_the_last_digits(x: float) -> None:
    assert portable.erf(x) == pytest.approx(math.erf(x), abs=3e-15)
    assert portable.erf(-x) == -portable.erf(x)


def test_the_error_function_never_falls() -> None:
    found = [portable.erf(x / 977) for x in range(-8000, 8000)]
    assert all(one <= other + 2e-15 for one, other in pairwise(found))
    assert found[0] == -1 and found[-1] == 1


@each("path", sorted(WIDGETS.glob("*.py")), lambda path: path.name)
def test_what_differs_between_machines_is_used_for_drawing_and_whole_numbers_only(path: Path) -> None:
    """erf and exp have no other use here than results; log serves scales, whose drawings are rounded."""
    names = {
        f"{node.value.id}.{node.attr}"
        for node in nodes(path)
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name)
    }
    assert not names & {"math.erf", "math.erfc", "math.exp", "math.expm1", "math.gamma", "math.pow", "math.cbrt"}
