"""What must hold for any numbers, not only for the worked ones."""

import json
import math
import re
from copy import deepcopy
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data import examples
from tonghao_widgets import desk, growth, growth_run
from tonghao_widgets.hub import Hub
from tonghao_widgets.inputs import from_values
from tools.conftest import FRESH, hub_of

NO_NUMBER = re.compile(r"""["\s,](?:nan|-?inf)["\s,]""")
ENOUGH = examples(30)
EXAMPLE = {
    "kindred": 50,
    "candidates": 200,
    "base_rate": 0.2,
    "pass_kindred": 0.54,
    "pass_others": 0.02,
    "keep_kindred": 0.92,
    "keep_others": 0.6,
    "invites": 1.5,
    "conversion": 0.2,
    "active_share": 0.3,
}
FRACTIONS = ("base_rate", "pass_kindred", "pass_others", "keep_kindred", "keep_others", "conversion", "active_share")


def hub(language: str = "en") -> Hub:
    return hub_of("growth", language).on(FRESH)


def share() -> st.SearchStrategy[float]:
    return st.one_of(st.sampled_from([0, 0.0, 0.02, 0.5, 0.92, 1.0, 1]), st.floats(0, 1, allow_subnormal=False))


@st.composite
def answers(draw: st.DrawFn, months: int = 24, harm: bool = True) -> dict[str, Any]:
    """Any legal set of values, often at a bound."""
    given_: dict[str, Any] = {name: draw(share()) for name in FRACTIONS}
    given_ |= {name: draw(st.sampled_from([0, 1, 50, 3000, 10_000_000])) for name in ("kindred", "others")}
    given_["candidates"] = draw(st.one_of(st.sampled_from([0, 0.5, 200, 1e7]), st.floats(0, 1e4)))
    given_["invites"] = draw(st.one_of(st.sampled_from([0, 1.5, 50]), st.floats(0, 5)))
    given_["pool"] = draw(st.sampled_from([None, 0.5, 300, 5000, 1e9]))
    given_["harm"] = draw(st.one_of(st.none(), share())) if harm else draw(share())
    given_["months"] = draw(st.sampled_from([1, 2, months]))
    given_["wave_factor"] = draw(st.sampled_from([0, 0.5, 1, 1.25, 50]))
    given_["waves"] = draw(st.sampled_from([0, 1, 10, 60]))
    given_["reward_passes"] = draw(st.sampled_from(["none", "symbolic", "both", "money"]))
    return from_values(given_, hub())


@ENOUGH
@given(values=answers(months=120))
def test_any_legal_answers_get_a_result_that_can_be_taken_away(values: dict[str, Any]) -> None:
    before = deepcopy(values)
    result = growth.evaluate(values, hub())
    assert result.verdict in growth.OUTCOMES
    assert result == growth.evaluate(values, hub()) and values == before
    json.dumps(dict(result.fields), allow_nan=False)
    assert set(growth.RULES) >= {rule if isinstance(rule, str) else rule[0] for rule in result.rules}


@examples(8)
@given(values=answers(), language=st.sampled_from(["en", "zh"]))
def test_every_answer_can_be_drawn(values: dict[str, Any], language: str) -> None:
    drawn = growth.view(values, growth.evaluate(values, hub(language)), hub(language), "../")
    assert not NO_NUMBER.search(drawn) and "{" not in drawn
    assert 'class="tg-growth"' in drawn


@ENOUGH
@given(values=answers())
def test_months_are_counted_and_shares_are_shares(values: dict[str, Any]) -> None:
    result = growth.evaluate(values, hub())
    for months in (result["months"], result["open_door"]):
        assert [month["month"] for month in months] == list(range(1, values["months"] + 1))
        for month in months:
            assert month["kindred"] >= 0 and month["others"] >= 0 and 0 <= month["purity"] <= 1
            assert month["size"] == month["kindred"] + month["others"]


@ENOUGH
@given(values=answers(harm=False), lower=share())
def test_a_gate_that_fewer_others_pass_never_leaves_a_less_pure_first_month(
    values: dict[str, Any], lower: float
) -> None:
    tighter = {**values, "pass_others": min(lower, values["pass_others"])}
    purities = [growth.evaluate({**at, "months": 1}, hub())["months"][0]["purity"] for at in (values, tighter)]
    assert purities[1] >= purities[0] - 1e-9 or tighter["candidates"] == 0


@ENOUGH
@given(values=answers(harm=False), worse=share())
def test_more_harm_never_leaves_more_kindred_members_in_a_world_without_a_pool(
    values: dict[str, Any], worse: float
) -> None:
    low, high = sorted((values["harm"], worse))
    for gate in (True, False):
        ends = [growth_run.course({**values, "pool": None}, harm, gate)[-1][0] for harm in (low, high)]
        assert ends[1] <= ends[0] * (1 + 1e-9) + 1e-9


@ENOUGH
@given(values=answers(harm=False), higher=share())
def test_higher_retention_never_leaves_fewer_kindred_members_without_harm_or_pool(
    values: dict[str, Any], higher: float
) -> None:
    calm = {**values, "pool": None}
    better = {**calm, "keep_kindred": max(higher, values["keep_kindred"])}
    ends = [growth_run.course(at, 0.0)[-1][0] for at in (calm, better)]
    assert ends[1] >= ends[0] * (1 - 1e-9)


@ENOUGH
@given(values=answers(harm=False))
def test_without_a_gate_both_doors_are_the_same_and_nothing_tips(values: dict[str, Any]) -> None:
    result = growth.evaluate({**values, "pass_kindred": 1.0, "pass_others": 1.0}, hub())
    assert result["months"] == result["open_door"]
    assert result.verdict == "even" and result["breakeven_harm"] is None


@ENOUGH
@given(values=answers(harm=False))
def test_at_the_tipping_point_both_doors_hold_the_same(values: dict[str, Any]) -> None:
    edge = growth_run.edge(values)
    if edge is not None:
        assert 0 <= edge <= 1
        gated, open_ = growth_run.ends(values, edge)
        assert gated == pytest.approx(open_, rel=1e-6, abs=1e-6)
    else:
        leads = [
            math.copysign(1, a - b) for a, b in (growth_run.ends(values, step / 20) for step in range(21)) if a != b
        ]
        assert len(set(leads)) <= 1


@examples(10)
@given(values=answers(harm=False))
def test_every_flip_flips(values: dict[str, Any]) -> None:
    result = growth.evaluate(values, hub())
    for flip in result.flips:
        assert flip["verdict"] != result.verdict
        assert growth.evaluate({**values, flip["input"]: flip["to"]}, hub()).verdict == flip["verdict"]


@examples(10)
@given(values=answers(), harm=share())
def test_an_unknown_harm_is_decided_only_if_every_harm_agrees(values: dict[str, Any], harm: float) -> None:
    result = growth.evaluate({**values, "harm": None}, hub())
    told = growth.evaluate({**values, "harm": harm}, hub()).verdict
    if result.branches:
        assert result.verdict == "undecided"
        assert told in {branch["verdicts"][0] for branch in result.branches}
    else:
        assert told == result.verdict


def test_the_stretches_of_an_unknown_harm_say_what_each_harm_would_mean() -> None:
    values = from_values({**EXAMPLE, "harm": None}, hub())
    for branch in growth.evaluate(values, hub()).branches:
        for harm in (branch["from"] or 0.0, (branch["below"] or 1.0) - 1e-3):
            assert growth.evaluate({**values, "harm": harm}, hub()).verdict == branch["verdicts"][0]


@ENOUGH
@given(values=answers(harm=False))
def test_a_community_below_one_settles_and_one_above_runs_by_itself(values: dict[str, Any]) -> None:
    alone = {**values, "pool": None, "candidates": 0, "kindred": 1000, "others": 1000}
    sizes = [sum(growth_run.course(alone, 0.0, months=months)[-1][:2]) for months in (60, 61)]
    factor = growth_run.multiplier(alone)
    if sizes[0] > 1e-6:
        assert sizes[1] / sizes[0] == pytest.approx(factor, rel=0.05)


def test_one_class_with_everybody_admitted_multiplies_by_retention_plus_referral() -> None:
    values = {**EXAMPLE, "base_rate": 1.0, "pass_kindred": 1.0}
    assert growth_run.multiplier(values) == pytest.approx(0.92 + 0.09)


@pytest.mark.parametrize("reward", ["both", "money"])
@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_reward_that_passes_between_members_leads_to_the_distribution_check(reward: str, language: str) -> None:
    values = from_values({**EXAMPLE, "reward_passes": reward}, hub(language))
    assert f"reward-{reward}" in growth.evaluate(values, hub(language)).rules
    assert hub(language).rules[f"reward-{reward}"]["task"]["to"] == "tools/dist"


@pytest.mark.parametrize("harm", [0, 0.1, 0.3, None])
def test_the_condition_of_the_claim_stands_with_the_tipping_point(harm: float | None) -> None:
    result = desk.evaluate("growth", {**EXAMPLE, "harm": harm}, hub())
    said = next(reason["text"] for reason in result["reasons"] if reason["rule"] == "tipping")
    assert "22%" in said and "holds only if outsiders really drive kindred people away" in said


@ENOUGH
@given(start=st.floats(0, 1e6), factor=st.floats(0, 50), waves=st.integers(0, 60))
def test_each_wave_adds_its_people(start: float, factor: float, waves: int) -> None:
    added = growth_run.wave(start, factor, waves + 1) - growth_run.wave(start, factor, waves)
    assert added == pytest.approx(
        start * factor ** (waves + 1), rel=1e-6, abs=growth_run.wave(start, factor, waves) * 1e-9
    )
