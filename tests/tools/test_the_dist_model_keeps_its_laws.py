"""What must hold for any answers: risk never falls when risk is added, and nothing ever reassures wrongly."""

import json
from itertools import product
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data import examples
from tonghao_widgets import dist
from tonghao_widgets.dist_law import day_number
from tonghao_widgets.hub import Hub
from tools.conftest import FRESH, hub_of

ENOUGH = examples(80)
FEES = ("none", "membership-only", "required-purchase-for-earning", "fee-for-earning")
SPANS: dict[str, st.SearchStrategy[Any]] = {
    "entry_fee": st.sampled_from(FEES),
    "pay_levels": st.integers(0, 10),
    "depth": st.one_of(st.sampled_from([0, 1, 2, 3, 4, 51, 1000]), st.integers(0, 1000)),
    "headcount": st.one_of(st.sampled_from([0, 1, 29, 30, 31, 10**9]), st.integers(0, 10**9)),
    "end_consumer_share": st.one_of(st.sampled_from([0, 0.4999, 0.5, 0.5001, 1]), st.floats(0, 1)),
    "platform": st.sampled_from(["wechat", "other", "none"]),
    **dict.fromkeys(dist.FLAGS, st.booleans()),
}
ANSWERS = st.fixed_dictionaries({name: SPANS[name] for name in dist.INPUTS})
MAYBE = st.fixed_dictionaries({name: st.one_of(st.none(), SPANS[name], SPANS[name]) for name in dist.INPUTS})


@pytest.fixture(scope="module")
def dist_hub() -> Hub:
    return hub_of("dist").on(FRESH)


def rank(severity: str) -> int:
    return dist.SEVERITIES.index(severity)


def riskier(values: dict[str, Any]) -> list[dict[str, Any]]:
    """Each single answer one step worse."""
    steps = [{name: True} for name in dist.FLAGS] + [{"platform": "wechat"}]
    steps += [{"entry_fee": fee} for fee in FEES[FEES.index(values["entry_fee"]) :]]
    steps += [{"pay_levels": more} for more in range(values["pay_levels"], 11)]
    steps += [{"depth": max(values["depth"], 3)}, {"headcount": max(values["headcount"], 30)}]
    steps += [{"end_consumer_share": min(values["end_consumer_share"], 0.2)}]
    return [{**values, **step} for step in steps]


@ENOUGH
@given(values=ANSWERS)
def test_the_severity_never_falls_when_something_risky_is_switched_on(values: dict[str, Any], dist_hub: Hub) -> None:
    before = rank(dist.evaluate(values, dist_hub)["overall"])
    for worse in riskier(values):
        assert rank(dist.evaluate(worse, dist_hub)["overall"]) >= before, worse


@ENOUGH
@given(values=ANSWERS)
def test_the_overall_is_the_worst_flag_and_flags_keep_their_order(values: dict[str, Any], dist_hub: Hub) -> None:
    result = dist.evaluate(values, dist_hub)
    assert rank(result["overall"]) == max((rank(flag["severity"]) for flag in result["flags"]), default=0)
    places = [dist.CODES.index(one) for one in result["codes"]]
    assert places == sorted(set(places))
    assert all(flag["basis"] for flag in result["flags"])
    assert result.verdict == result["overall"] == result["at_most"]


@ENOUGH
@given(values=ANSWERS)
def test_people_and_levels_below_the_lines_leave_the_numbers_silent(values: dict[str, Any], dist_hub: Hub) -> None:
    silent = values["headcount"] < 30 or values["depth"] < 3
    rules = [flag["rule"] for flag in dist.evaluate(values, dist_hub)["flags"]]
    assert not (silent and "R4" in rules)
    assert ("R4" in rules) == (not silent and bool({"R1", "R2", "R3", "R3b"} & set(rules)))


@ENOUGH
@given(values=ANSWERS)
def test_every_flip_flips_and_none_leads_below_the_lines_of_prosecution(values: dict[str, Any], dist_hub: Hub) -> None:
    result = dist.evaluate(values, dist_hub)
    for flip in result.flips:
        assert flip["from"] == values[flip["input"]]
        changed = dist.evaluate({**values, flip["input"]: flip["to"]}, dist_hub)
        assert changed.verdict == flip["verdict"] != result.verdict
        if flip["input"] in {"depth", "headcount"}:
            assert flip["to"] > flip["from"]
        if flip["direction"] in {"at-least", "at-most"}:
            short_of = flip["to"] - (1 if flip["to"] > flip["from"] else -1)
            if isinstance(flip["to"], int) and flip["input"] != "end_consumer_share":
                nearer = {**values, flip["input"]: short_of}
                assert dist.evaluate(nearer, dist_hub).verdict == result.verdict


@ENOUGH
@given(values=MAYBE, filled=ANSWERS)
def test_an_open_question_never_counts_as_harmless(
    values: dict[str, Any], filled: dict[str, Any], dist_hub: Hub
) -> None:
    result = dist.evaluate(values, dist_hub)
    world = dist.evaluate({name: filled[name] if values[name] is None else values[name] for name in values}, dist_hub)
    assert rank(world["overall"]) <= rank(result["at_most"])
    if result["overall"] is None:
        assert result.verdict == "undecided" and result.branches and result.measure_first in result.unknown
    else:
        assert rank(result["overall"]) <= rank(world["overall"])
        assert result["overall"] == result["at_most"] or rank(result["overall"]) >= rank("red")
    assert result.verdict != "none" or world.verdict == "none"
    loudest = {flag["rule"]: rank(flag["severity"]) for flag in [*result["flags"], *result["possible"]]}
    assert all(rank(flag["severity"]) <= loudest[flag["rule"]] for flag in world["flags"])
    certain = {flag["rule"]: rank(flag["severity"]) for flag in result["flags"]}
    told = {flag["rule"].rstrip("b"): rank(flag["severity"]) for flag in world["flags"]}
    assert all(told[rule.rstrip("b")] >= severity for rule, severity in certain.items())


@ENOUGH
@given(values=MAYBE, filled=ANSWERS)
def test_the_branches_tell_what_each_answer_would_mean(
    values: dict[str, Any], filled: dict[str, Any], dist_hub: Hub
) -> None:
    result = dist.evaluate(values, dist_hub)
    world = {name: filled[name] if values[name] is None else values[name] for name in values}
    verdict = dist.evaluate(world, dist_hub)["overall"]
    for branch in result.branches:
        given_ = world[branch["input"]]
        if "is" in branch:
            inside = given_ == branch["is"] or (
                branch["input"] == "platform" and (given_, branch["is"]) == ("none", "other")
            )
        else:
            low, below = branch["from"] or 0, branch["below"]
            inside = low - 1e-9 <= given_ and (below is None or given_ < below - 1e-9)
        assert not inside or verdict in branch["verdicts"]


def test_only_what_would_reassure_is_held_back_by_old_facts(dist_hub: Hub) -> None:
    for fee, heads, claims in product(FEES, (False, True), (False, True)):
        values = {spec.id: spec.opening for spec in dist_hub.inputs.values()}
        values |= {"entry_fee": fee, "headcount_pay": heads, "income_claims": claims, "recruit_chain": True}
        fresh, old = (dist.evaluate(values, dist_hub.on(day)) for day in (FRESH, "2031-01-01"))
        assert old["overall"] == fresh["overall"] and old["stale"] and not fresh["stale"]
        assert old.verdict == ("withheld" if fresh.verdict == "none" else fresh.verdict)


@pytest.mark.parametrize(("day", "old"), [("2027-05-21", False), ("2027-05-22", True)])
def test_law_is_too_old_after_180_days_even_where_its_own_date_is_later(dist_hub: Hub, day: str, old: bool) -> None:
    from dataclasses import replace

    law = tuple({**fact, "recheck_by": "2099-01-01"} for fact in dist_hub.facts)
    values = {spec.id: spec.opening for spec in dist_hub.inputs.values()}
    assert dist.evaluate(values, replace(dist_hub, facts=law).on(day))["stale"] is old


@given(day=st.dates())
def test_days_are_counted_as_the_calendar_does(day: Any) -> None:
    assert day_number(day.isoformat()) - day_number("0001-01-01") == day.toordinal() - 1


@pytest.mark.parametrize("language", ["en", "zh"])
@given(values=MAYBE)
@examples(25)
def test_the_answer_never_clears_anything_and_always_can_be_drawn(language: str, values: dict[str, Any]) -> None:
    hub = hub_of("dist", language).on(FRESH)
    result = dist.evaluate(values, hub)
    markup = dist.view(values, result, hub, "../")
    for said in (markup.lower(), json.dumps(result.fields, ensure_ascii=False).lower()):
        assert not any(word in said for word in ("合法", "合规", "is legal", "lawful", "compliant", "is allowed."))
    assert "[" + "line" not in markup and "{" not in markup
    assert all(hub.rules[rule]["text"] for rule in (one if isinstance(one, str) else one[0] for one in result.rules))
