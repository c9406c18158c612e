"""What must hold for any numbers put into the capacity tool, not only for the worked ones."""

import json
import math
from fractions import Fraction
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from data import examples
from tonghao_widgets import desk, tier
from tonghao_widgets.hub import Hub
from tonghao_widgets.inputs import from_values
from tonghao_widgets.tier import counted, usable_levels, verdict
from tools.conftest import FRESH, hub_of

ENOUGH = examples(40)
FEW = examples(15)

hundredths = st.integers(0, 100).map(lambda n: n / 100)
SPANS: dict[str, st.SearchStrategy[Any]] = {
    "members": st.one_of(st.sampled_from([0, 1, 40, 41, 1920, 3000, 10_000_000]), st.integers(0, 20_000)),
    "span_kol": st.integers(10, 150),
    "span_core": st.integers(4, 15),
    "span_operator": st.integers(4, 10),
    "redundancy": st.integers(100, 200).map(lambda n: n / 100),
    "group_cap": st.sampled_from([1, 2, 100, 200, 500, 10_000]),
    "fill": st.integers(1, 100).map(lambda n: n / 100),
    "decay": st.one_of(hundredths, st.floats(0, 1)),
    "cutoff": st.one_of(hundredths, st.floats(0, 1)),
    "hours": st.one_of(st.none(), st.sampled_from([0, 1.5, 5, 100]), st.floats(0, 100)),
    "fixed_hours": st.sampled_from([0, 1.5, 100]),
    "minutes_per_member": st.one_of(st.none(), st.sampled_from([0.001, 5, 600])),
}
anything = st.fixed_dictionaries({}, optional=SPANS)
COUNTS = ("kols", "core", "operators", "groups", "flat_operators")


def english() -> Hub:
    return hub_of("tier").on(FRESH)


def values(given_: dict[str, Any]) -> dict[str, Any]:
    return from_values(given_, english())


@FEW
@given(given_=anything, language=st.sampled_from(["en", "zh"]))
def test_every_legal_answer_gets_an_answer_in_words_and_in_json(given_: dict[str, Any], language: str) -> None:
    hub = hub_of("tier", language).on(FRESH)
    world = from_values(given_, hub)
    result = tier.evaluate(world, hub)
    assert result.verdict in tier.OUTCOMES and set(result.rules) <= set(tier.RULES)
    json.dumps(desk.evaluate("tier", given_, hub), allow_nan=False)
    for text in (tier.view(world, result, hub, "../"), desk.as_text("tier", given_, hub)):
        assert "{" not in text and "[" not in text


@ENOUGH
@given(given_=anything, more=st.integers(0, 10_000))
def test_more_members_never_take_fewer_people_or_groups(given_: dict[str, Any], more: int) -> None:
    before = values(given_)
    after = {**before, "members": min(10_000_000, before["members"] + more)}
    for name in COUNTS:
        assert (counted(after)[name] or 0) >= (counted(before)[name] or 0)


@ENOUGH
@given(given_=anything)
def test_rounding_is_that_of_exact_arithmetic(given_: dict[str, Any]) -> None:
    world, found = values(given_), counted(values(given_))
    exact = {name: Fraction(str(world[name])) for name in ("members", "redundancy", "group_cap", "fill")}
    assert found["kols"] == math.ceil(exact["redundancy"] * exact["members"] / world["span_kol"])
    room = math.floor(exact["group_cap"] * exact["fill"])
    assert found["groups"] == (math.ceil(exact["members"] / room) if room else None)


@ENOUGH
@given(given_=anything)
def test_every_tier_is_wide_enough_for_the_one_below_and_no_wider(given_: dict[str, Any]) -> None:
    world, found = values(given_), counted(values(given_))
    below = (world["members"], found["kols"], found["core"])
    above = (found["kols"], found["core"], found["operators"])
    spans = (world["span_kol"], world["span_core"], world["span_operator"])
    for fewer, more, span in zip(above, below, spans, strict=True):
        assert fewer * span >= more
    assert found["core"] <= found["kols"] and (found["core"] - 1) * world["span_core"] < max(1, found["kols"])


@ENOUGH
@given(given_=anything, name=st.sampled_from(["span_kol", "span_core", "span_operator"]))
def test_a_wider_span_never_takes_more_operators(given_: dict[str, Any], name: str) -> None:
    before = values(given_)
    after = {**before, name: english().inputs[name].max}
    assert counted(after)["operators"] <= counted(before)["operators"]
    assert counted(after)["flat_operators"] <= counted(before)["flat_operators"]


@ENOUGH
@given(decay=st.floats(0.01, 0.99), cutoff=st.floats(0.001, 1))
def test_the_usable_levels_are_the_last_that_reach_the_cutoff(decay: float, cutoff: float) -> None:
    levels = usable_levels(decay, cutoff)
    assert decay**levels >= cutoff * (1 - 1e-7)
    assert decay ** (levels + 1) < cutoff * (1 + 1e-7)


@ENOUGH
@given(decay=hundredths, cutoff=st.integers(1, 99).map(lambda n: n / 100))
def test_two_levels_are_usable_exactly_between_the_two_decays_told(decay: float, cutoff: float) -> None:
    found = counted(values({"decay": decay, "cutoff": cutoff}))
    inside = found["two_from"] - 1e-9 <= decay < found["two_below"] - 1e-9
    assert (found["usable_levels"] == 2) == inside


@ENOUGH
@given(given_=anything, more=st.floats(0, 50))
def test_more_hours_never_make_a_span_too_wide(given_: dict[str, Any], more: float) -> None:
    before = values({**given_, "hours": 5, "minutes_per_member": 5})
    after = {**before, "hours": 5 + more}
    assert counted(after)["span_from_time"] >= counted(before)["span_from_time"] >= 0
    if verdict(before, 2) != "span-too-wide":
        assert verdict(after, 2) == verdict(before, 2)


@FEW
@given(given_=anything)
def test_every_flip_flips_inside_its_bounds(given_: dict[str, Any]) -> None:
    world = values(given_)
    result = tier.evaluate(world, english())
    for flip in result.flips:
        spec = english().inputs[flip["input"]]
        assert spec.min <= flip["to"] <= spec.max
        assert verdict(values({**world, flip["input"]: flip["to"]}), 2) == flip["verdict"] != result.verdict


def test_the_example_says_what_would_change_it() -> None:
    edges = {(flip["input"], flip["direction"]): flip["to"] for flip in tier.evaluate(values({}), english()).flips}
    assert edges["members", "at-most"] == 1920 and edges["span_kol", "at-least"] == 43


@FEW
@given(given_=anything, hours=st.floats(0, 20), minutes=st.floats(1, 30))
def test_what_is_decided_without_the_times_stays_so_with_them(
    given_: dict[str, Any], hours: float, minutes: float
) -> None:
    result = tier.evaluate(values({**given_, "hours": None, "minutes_per_member": None}), english())
    if result.verdict != "undecided":
        known = values({**given_, "hours": hours, "minutes_per_member": minutes})
        assert verdict(known, 2) == result.verdict


@ENOUGH
@given(given_=anything)
def test_who_has_tiers_is_sent_to_the_risk_check(given_: dict[str, Any]) -> None:
    world = values(given_)
    fired = tier.evaluate(world, english()).rules
    assert ("rewards-through-tiers" in fired) == (world["members"] > world["span_kol"])
    assert english().rules["rewards-through-tiers"]["task"]["to"] == "tools/dist"
