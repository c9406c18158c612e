"""Inputs of the fit tool as hypothesis draws them: often on a cut or a hair beside it."""

from collections.abc import Mapping
from typing import Any

from hypothesis import strategies as st

from tonghao_widgets.fit import ASKED, MAY_BE_UNKNOWN
from tonghao_widgets.inputs import SMALLEST

DEFAULTS = {
    "monopoly": True,
    "margin_pass": 0.4,
    "margin_warn": 0.25,
    "frequency_cut": 6.0,
    "value_cut": 300.0,
    "band": 1.5,
}


def near(*points: float, low: float = 0.0, high: float) -> st.SearchStrategy[float]:
    """Numbers in the bounds, many of them at ``points`` or close to one."""
    about = [point * factor for point in points for factor in (0.5, 0.8, 0.99, 1.0, 1.01, 1.2, 2.0)]
    inside = [point for point in (low, high, *about) if low <= point <= high]
    return st.one_of(
        st.sampled_from(inside),
        st.floats(low, high, allow_subnormal=False).map(lambda x: float(f"{x:.6g}") if abs(x) >= SMALLEST else 0.0),
    )


@st.composite
def answers(draw: st.DrawFn, cuts: bool = True) -> dict[str, Any]:
    """A complete set of values, with the reader's own cuts or the usual ones."""
    values = dict(DEFAULTS)
    if cuts and draw(st.booleans()):
        values["margin_warn"] = draw(st.integers(0, 79).map(lambda n: n / 100))
        values["margin_pass"] = values["margin_warn"] + draw(st.sampled_from([0.001, 0.004, 0.01, 0.05, 0.2]))
        values["frequency_cut"] = draw(near(6, 0.4, 400, low=0.01, high=400))
        values["value_cut"] = draw(near(300, 1, 1e6, low=0.01, high=1e6))
        values["band"] = draw(st.sampled_from([1.0, 1.1, 1.5, 2.0, 3.0]))
    values["monopoly"] = draw(st.booleans())
    values["margin"] = draw(near(values["margin_warn"], values["margin_pass"], high=1))
    values["orders_per_year"] = draw(near(values["frequency_cut"], high=400))
    values["order_value"] = draw(near(values["value_cut"], high=1e6))
    return values


def completions(values: Mapping[str, Any]) -> st.SearchStrategy[dict[str, Any]]:
    """Any way to fill in what is unknown."""
    spans = {
        "margin": near(values["margin_warn"], values["margin_pass"], high=1),
        "orders_per_year": near(values["frequency_cut"], high=400),
        "order_value": near(values["value_cut"], high=1e6),
        "monopoly": st.booleans(),
    }
    open_ = [name for name in MAY_BE_UNKNOWN if values[name] is None]
    return st.fixed_dictionaries({name: spans[name] for name in open_}).map(lambda known: {**values, **known})


def with_unknowns() -> st.SearchStrategy[dict[str, Any]]:
    """A set of values of which one to four are not known."""
    names = st.sets(st.sampled_from(MAY_BE_UNKNOWN), min_size=1)
    return st.tuples(answers(), names).map(lambda both: {**both[0], **dict.fromkeys(both[1])})


__all__ = ["ASKED", "answers", "completions", "with_unknowns"]
