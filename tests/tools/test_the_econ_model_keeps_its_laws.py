"""What must hold for any numbers put into the economics tool, not only for the worked ones."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data import examples
from tonghao_widgets import desk, econ
from tonghao_widgets.econ import judge, sums
from tonghao_widgets.hub import Hub
from tonghao_widgets.inputs import from_values
from tools.conftest import FRESH, hub_of

ENOUGH = examples(40)
FEW = examples(25)

fractions = st.one_of(
    st.sampled_from([0.0, 0.03, 0.05, 0.1, 0.15, 0.45, 0.5, 1.0]), st.floats(0, 1).map(lambda x: round(x, 4))
)
SPANS: dict[str, st.SearchStrategy[Any]] = {
    "orders_per_month": st.one_of(st.sampled_from([0, 0.5, 1.5, 100]), st.floats(0, 100).map(lambda x: round(x, 3))),
    "order_value": st.one_of(st.sampled_from([0, 120, 1e6]), st.floats(0, 1e6).map(lambda x: round(x, 2))),
    "margin": fractions,
    "variable_cost": fractions,
    "kol_commission": fractions,
    "kol_share": fractions,
    "rebates": fractions,
    "fixed_cost": st.one_of(st.sampled_from([0, 15000, 19800, 1e9]), st.floats(0, 1e9).map(lambda x: round(x, 2))),
    "members": st.one_of(st.sampled_from([0, 1, 379, 500, 10_000_000]), st.integers(0, 10_000_000)),
    "entry_fee_year": st.sampled_from([0, 120, 365, 1e6]),
    "profit_target": st.sampled_from([0, 0.05, 0.1, 1]),
    "retention": st.one_of(st.none(), st.sampled_from([0, 0.9, 0.999999, 1]), st.floats(0, 1)),
    "discount": st.sampled_from([0, 0.01, 1]),
    "cac": st.one_of(st.none(), st.sampled_from([0, 200, 396, 1e6]), st.floats(0, 1e6)),
}
anything = st.fixed_dictionaries({}, optional=SPANS)
UNKNOWN = st.sets(st.sampled_from(econ.MAY_BE_UNKNOWN), max_size=4)


def english() -> Hub:
    return hub_of("econ").on(FRESH)


def values(given_: dict[str, Any]) -> dict[str, Any]:
    return from_values(given_, english())


@ENOUGH
@given(given_=anything, unknown=UNKNOWN, language=st.sampled_from(["en", "zh"]))
def test_every_legal_answer_gets_an_answer_in_words_and_in_json(
    given_: dict[str, Any], unknown: set[str], language: str
) -> None:
    asked = {**given_, **dict.fromkeys(unknown)}
    hub = hub_of("econ", language).on(FRESH)
    result = econ.evaluate(from_values(asked, hub), hub)
    assert result.verdict in econ.OUTCOMES and set(dict.fromkeys(result.rules)) <= set(econ.RULES)
    json.dumps(desk.evaluate("econ", asked, hub), allow_nan=False)
    for text in (econ.view(from_values(asked, hub), result, hub, "../"), desk.as_text("econ", asked, hub)):
        assert "{" not in text and "[" not in text and "nan" not in text.lower().split()


@ENOUGH
@given(given_=anything, more=fractions)
def test_a_higher_margin_never_leaves_less(given_: dict[str, Any], more: float) -> None:
    before = values(given_)
    after = {**before, "margin": max(more, before["margin"])}
    assert sums(after)["net"] >= sums(before)["net"]
    if sums(before)["breakeven_members"] is not None:
        assert sums(after)["breakeven_members"] <= sums(before)["breakeven_members"]


@ENOUGH
@given(
    given_=anything, name=st.sampled_from(["variable_cost", "kol_commission", "kol_share", "rebates"]), more=fractions
)
def test_a_higher_cost_never_leaves_more_and_never_lowers_the_margin_it_takes(
    given_: dict[str, Any], name: str, more: float
) -> None:
    before = values(given_)
    after = {**before, name: max(more, before[name])}
    assert sums(after)["net"] <= sums(before)["net"]
    if sums(before)["margin_required"] is not None:
        assert sums(after)["margin_required"] >= sums(before)["margin_required"] - 1e-9


@ENOUGH
@given(given_=anything)
def test_the_needed_margin_is_the_one_that_just_pays(given_: dict[str, Any]) -> None:
    world = {**values(given_), "profit_target": 0}
    needed = sums(world)["margin_required"]
    if needed is None:
        assert not world["members"] or not world["orders_per_month"] * world["order_value"]
    else:
        sales = world["members"] * sums(world)["revenue_per_member"]
        scale = max(1.0, world["fixed_cost"], sales * max(1, abs(needed)))
        assert sums({**world, "margin": needed})["net"] == pytest.approx(0, abs=1e-9 * scale)


@ENOUGH
@given(given_=anything)
def test_room_and_plan_say_the_same_as_the_needed_margin(given_: dict[str, Any]) -> None:
    found, world = sums(values(given_)), values(given_)
    if found["margin_required"] is not None:
        spare = world["margin"] - found["margin_required"]
        assert found["incentive_room"] - found["planned_incentives"] == pytest.approx(spare, rel=1e-9, abs=1e-9)


@ENOUGH
@given(given_=anything)
def test_break_even_is_the_fewest_members_that_lose_nothing(given_: dict[str, Any]) -> None:
    world = values(given_)
    needed, each = sums(world)["breakeven_members"], sums(world)["per_member"]
    if needed is None:
        assert each <= 1e-9
        return
    slack = 1e-8 * max(1.0, world["fixed_cost"], each)
    assert needed * each >= world["fixed_cost"] - slack
    assert needed == 0 or (needed - 1) * each < world["fixed_cost"] + slack


@ENOUGH
@given(given_=anything)
def test_every_flip_flips_inside_its_bounds(given_: dict[str, Any]) -> None:
    world = values(given_)
    result = econ.evaluate(world, english())
    assert result.verdict == judge(world)
    for flip in result.flips:
        spec = english().inputs[flip["input"]]
        assert spec.min <= flip["to"] <= spec.max
        assert judge(values({**world, flip["input"]: flip["to"]})) == flip["verdict"] != result.verdict
        assert (flip["to"] > flip["from"]) == (flip["direction"] == "at-least")


def test_the_example_says_what_would_change_it() -> None:
    edges = {(flip["input"], flip["direction"]): flip["to"] for flip in econ.evaluate(values({}), english()).flips}
    assert edges["margin", "at-most"] == 0.396 and edges["members", "at-most"] == 378


@FEW
@given(given_=anything, name=st.sampled_from(econ.MAIN), share=st.floats(0, 0.98))
def test_nothing_short_of_the_nearest_flip_flips(given_: dict[str, Any], name: str, share: float) -> None:
    world = values(given_)
    result = econ.evaluate(world, english())
    for flip in (one for one in result.flips if one["input"] == name):
        grid = 1.0 if abs(flip["to"]) >= 1000 or name == "members" else 0.011
        way = 1 if flip["direction"] == "at-least" else -1
        short = world[name] + (flip["to"] - 2.1 * way * grid - world[name]) * share
        if (short - world[name]) * way > 0:
            assert judge({**world, name: round(short) if name == "members" else short}) == result.verdict


@ENOUGH
@given(given_=anything, cost=st.floats(0, 1e4), kept=st.one_of(st.sampled_from([0, 0.5, 0.9, 1]), st.floats(0, 0.999)))
def test_payback_is_the_first_month_with_the_cost_back(given_: dict[str, Any], cost: float, kept: float) -> None:
    found = sums(values({**given_, "cac": cost, "retention": kept}))
    months, each, total = found["payback_months"], found["per_member"], 0.0
    if months is None:
        assert each <= 1e-9 or each / max(1e-12, 1 - kept) <= cost * (1 + 1e-8)
    elif months <= 5000:
        for month in range(months):
            assert total < cost + 1e-8 * max(1.0, cost) or cost <= 1e-9
            total += each * kept**month
        assert total >= cost - 1e-6 * max(1.0, cost)


@ENOUGH
@given(given_=anything, longer=st.floats(0, 1))
def test_who_stays_longer_is_worth_more(given_: dict[str, Any], longer: float) -> None:
    short = values({**given_, "retention": longer / 2, "discount": 0.01})
    long = {**short, "retention": longer}
    if sums(short)["per_member"] > 0:
        assert sums(long)["ltv"] >= sums(short)["ltv"]


@ENOUGH
@given(given_=anything)
def test_what_it_offers_to_the_fit_check_is_a_margin_and_enough(given_: dict[str, Any]) -> None:
    world = values(given_)
    offers, needed = econ.evaluate(world, english()).offers, sums(world)["margin_required"]
    assert ("margin_required" in offers) == (needed is not None and -1e-9 <= needed <= 1 + 1e-9)
    if "margin_required" in offers:
        assert 0 <= offers["margin_required"] <= 1 and needed - 1e-9 <= offers["margin_required"] < needed + 1.1e-4


def test_a_reward_between_members_or_a_fee_is_always_sent_to_the_risk_check() -> None:
    for given_, sent in (
        ({}, True),
        ({"kol_share": 0, "rebates": 0}, False),
        ({"kol_commission": 0, "rebates": 0}, False),
        ({"kol_commission": 0}, True),
        ({"kol_share": 0, "rebates": 0, "entry_fee_year": 99}, True),
    ):
        fired = econ.evaluate(values(given_), english()).rules
        assert any(english().rules[rule].get("task", {}).get("to") == "tools/dist" for rule in fired) == sent


def test_the_increment_is_always_said() -> None:
    for unknown in ({}, {"margin": None}, {"orders_per_month": None, "variable_cost": None}):
        world = values(unknown)
        result = econ.evaluate(world, english())
        assert "increment" in result.rules
        assert str(english().words("increment-line")) in econ.view(world, result, english(), "")
