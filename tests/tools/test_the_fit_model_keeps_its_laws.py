"""What must hold for any numbers, not only for the worked ones."""

from copy import deepcopy
from itertools import product
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from data import examples
from tonghao_widgets import fit
from tonghao_widgets.hub import Hub
from tonghao_widgets.inputs import from_form
from tools.strategies import answers, completions, with_unknowns

WORSE_TO_BETTER = ("fail", "conditional", "pass")
ENOUGH = examples(60)


@ENOUGH
@given(values=answers(cuts=False))
def test_the_unit_of_display_does_not_matter(values: dict[str, Any], hub: Hub) -> None:
    typed = {name: f"{values[name]:f}".rstrip("0").rstrip(".") for name in ("orders_per_year", "order_value")}
    percent = f"{values['margin'] * 100:.10f}".rstrip("0").rstrip(".")
    for margin in (percent, f"{percent}%", f"{percent} ％"):
        read, problems = from_form({**typed, "margin": margin, "monopoly": str(values["monopoly"]).lower()}, hub)
        assert problems == {}
        assert (
            fit.evaluate(read, hub).verdict
            == fit.evaluate({**values, **{n: float(t) for n, t in typed.items()}}, hub).verdict
        )


@ENOUGH
@given(values=answers(), higher=st.floats(0, 1))
def test_a_higher_margin_never_has_a_worse_band(values: dict[str, Any], higher: float, hub: Hub) -> None:
    raised = {**values, "margin": max(higher, values["margin"])}
    bands = [fit.evaluate(world, hub)["margin_band"] for world in (values, raised)]
    assert WORSE_TO_BETTER.index(bands[0]) <= WORSE_TO_BETTER.index(bands[1])


@ENOUGH
@given(values=answers())
def test_what_else_is_near_never_names_the_place_itself(values: dict[str, Any], hub: Hub) -> None:
    result = fit.evaluate(values, hub)
    assert result["quadrant"] not in result["also"]
    assert list(result["also"]) == sorted(set(result["also"]))


@ENOUGH
@given(values=answers())
def test_stability_is_the_share_of_27_worlds_with_the_same_verdict(values: dict[str, Any], hub: Hub) -> None:
    result = fit.evaluate(values, hub)
    same = 0
    for a, b, c in product((0.8, 1.0, 1.2), repeat=3):
        world = {
            **values,
            "margin": min(1.0, values["margin"] * a),
            "orders_per_year": values["orders_per_year"] * b,
            "order_value": values["order_value"] * c,
        }
        same += fit.evaluate(world, hub).verdict == result.verdict
    assert result.stability == same / 27
    assert 1 <= same <= 27
    assert result.close_call == (same / 27 < 0.6)


@ENOUGH
@given(values=answers())
def test_every_flip_flips_and_nothing_smaller_does(values: dict[str, Any], hub: Hub) -> None:
    result = fit.evaluate(values, hub)
    for flip in result.flips:
        name, start, end = flip["input"], flip["from"], flip["to"]
        assert start == values[name]
        assert fit.evaluate({**values, name: end}, hub).verdict == flip["verdict"] != result.verdict
        if "cut" not in flip:
            continue
        assert hub.inputs[name].min <= end <= hub.inputs[name].max
        edge = flip["cut"]
        for step in range(1, 20):
            short_of = start + (edge - start) * step / 20
            assert fit.evaluate({**values, name: short_of}, hub).verdict == result.verdict
            beyond = end + (edge - end) * step / 20  # between the value offered and the edge: already flipped
            assert fit.evaluate({**values, name: beyond}, hub).verdict == flip["verdict"]


@ENOUGH
@given(values=answers())
def test_no_flip_is_kept_back(values: dict[str, Any], hub: Hub) -> None:
    result = fit.evaluate(values, hub)
    told = {(flip["input"], flip.get("direction")) for flip in result.flips}
    for name in fit.ASKED:
        for direction, far in (("below", 0.0), ("at-least", hub.inputs[name].max)):
            if fit.evaluate({**values, name: far}, hub).verdict != result.verdict and far != values[name]:
                assert (name, direction) in told or _too_near(values, name, far)


def _too_near(values: dict[str, Any], name: str, far: float) -> bool:
    """Within the tolerance of ties there is no room for a change."""
    return abs(values[name] - far) < 1e-6


@examples(40)
@given(values=with_unknowns(), data=st.data())
def test_the_verdict_is_decided_exactly_when_all_completions_agree(
    values: dict[str, Any], data: st.DataObject, hub: Hub
) -> None:
    result = fit.evaluate(values, hub)
    reached = set()
    for _ in range(8):
        reached.add(fit.evaluate(data.draw(completions(values)), hub).verdict)
    if result.verdict != "undecided":
        assert reached == {result.verdict}
    else:
        assert len(_all_verdicts(values, hub)) > 1
        assert reached <= _all_verdicts(values, hub)
    assert result.unknown == tuple(name for name in fit.MAY_BE_UNKNOWN if values[name] is None)


def _all_verdicts(values: dict[str, Any], hub: Hub) -> set[str]:
    """By brute force over a grid that has points on every cut and on both sides of it."""

    def grid(*cuts: float, high: float) -> list[float]:
        points = {0.0, high, *cuts, *(cut * 0.999 for cut in cuts), *(cut / 2 for cut in cuts)}
        return sorted(point for point in points if point <= high)

    spans = {
        "margin": grid(values["margin_warn"], values["margin_pass"], high=1.0),
        "orders_per_year": grid(values["frequency_cut"], high=400.0),
        "order_value": grid(values["value_cut"], high=1e6),
        "monopoly": [True, False],
    }
    choices = [spans[name] if values[name] is None else [values[name]] for name in fit.MAY_BE_UNKNOWN]
    worlds = ({**values, **dict(zip(fit.MAY_BE_UNKNOWN, cells, strict=True))} for cells in product(*choices))
    return {fit._verdict(world) for world in worlds}


@ENOUGH
@given(values=with_unknowns())
def test_the_branches_tell_what_each_answer_would_mean(values: dict[str, Any], hub: Hub) -> None:
    result = fit.evaluate(values, hub)
    for branch in result.branches:
        if "is" in branch:
            inside = {**values, branch["input"]: branch["is"]}
        else:
            low, below = branch["from"] or 0.0, branch["below"]
            inside = {**values, branch["input"]: low if below is None else (low + below) / 2}
        assert _all_verdicts(inside, hub) <= set(branch["verdicts"])
    assert bool(result.branches) == (result.verdict == "undecided")
    assert (result.measure_first is None) == (result.verdict != "undecided")


@ENOUGH
@given(values=st.one_of(answers(), with_unknowns()))
def test_evaluating_changes_nothing_and_repeats_itself(values: dict[str, Any], hub: Hub) -> None:
    before = deepcopy(values)
    first, second = fit.evaluate(values, hub), fit.evaluate(values, hub)
    assert first == second
    assert values == before
