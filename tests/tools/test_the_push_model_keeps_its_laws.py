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
from tonghao_widgets import push
from tonghao_widgets.hub import Hub
from tonghao_widgets.inputs import from_values
from tools.conftest import FRESH, hub_of, real_library

NO_NUMBER = re.compile(r"""["\s,](?:nan|-?inf)["\s,]""")
ENOUGH = examples(40)
EXAMPLE = {
    "members": 400,
    "gain": 6,
    "saturation": 3,
    "base_loss": 0.01,
    "extra_loss": 0.002,
    "tolerance": 5,
    "cost": 30,
    "weeks": 12,
}
MET = dict.fromkeys(push.DUTIES, True)
STALE = "2030-01-01"


def hub(language: str = "en", day: str = FRESH) -> Hub:
    return hub_of("push", language).on(day)


def some(*points: float, high: float) -> st.SearchStrategy[float]:
    return st.one_of(st.sampled_from([*points, high]), st.floats(0, high, allow_subnormal=False))


@st.composite
def answers(draw: st.DrawFn) -> dict[str, Any]:
    """Any legal set of values, often at a bound, with duties known or not."""
    given_: dict[str, Any] = {
        "members": draw(some(0, 1, 400, high=1e7)),
        "gain": draw(some(0, 6, high=1e6)),
        "saturation": draw(st.one_of(st.sampled_from([1e-12, 0.5, 3, 1000]), st.floats(0.1, 20))),
        "base_loss": draw(some(0, 0.01, 0.5, high=1)),
        "extra_loss": draw(some(0, 0.002, high=1)),
        "tolerance": draw(some(0, 2, 5, high=200)),
        "cost": draw(some(0, 30, high=1e6)),
        "weeks": draw(st.sampled_from([1, 2, 12, 12.0, 520])),
        "cap": draw(st.sampled_from([0, 1, 14, 100])),
        "channel": draw(st.sampled_from(["wechat-group", "wecom", "service-account", "public-account"])),
        "current": draw(st.sampled_from([None, 0, 3, 6, 10, 200])),
        "other_posts": draw(st.sampled_from([None, 0, 7, 12.5])),
        "items": draw(st.sampled_from([None, 0, 1, 2])),
    }
    given_ |= {duty: draw(st.sampled_from([True, True, True, False, None])) for duty in push.DUTIES}
    return from_values(given_, hub())


def plainly(values: dict[str, Any], n: int) -> float:
    """The value of n pushes a week by the model's own words, summed week by week."""
    loss = min(1.0, values["base_loss"] + values["extra_loss"] * max(0, n - values["tolerance"]) ** 2)
    there = math.fsum((1 - loss) ** week for week in range(int(values["weeks"])))
    benefit = values["gain"] * (1 - math.exp(-n / values["saturation"]))
    return values["members"] * benefit * there - values["cost"] * n * values["weeks"]


@ENOUGH
@given(values=answers(), day=st.sampled_from([FRESH, STALE]))
def test_any_legal_answers_get_a_result_that_can_be_taken_away(values: dict[str, Any], day: str) -> None:
    before = deepcopy(values)
    result = push.evaluate(values, hub(day=day))
    assert result.verdict in push.OUTCOMES
    assert result == push.evaluate(values, hub(day=day)) and values == before
    json.dumps(dict(result.fields), allow_nan=False)


@examples(15)
@given(values=answers(), language=st.sampled_from(["en", "zh"]))
def test_every_answer_can_be_drawn(values: dict[str, Any], language: str) -> None:
    drawn = push.view(values, push.evaluate(values, hub(language)), hub(language), "../")
    assert not NO_NUMBER.search(drawn) and "{" not in drawn
    assert 'class="tg-push-key"' in drawn


@ENOUGH
@given(values=answers())
def test_the_curve_is_the_models(values: dict[str, Any]) -> None:
    curve = push.evaluate(values, hub())["curve"]
    assert [point["n"] for point in curve] == list(range(values["cap"] + 1))
    for point in curve[:: max(1, len(curve) // 5)]:
        size = values["members"] * values["gain"] * values["weeks"] + values["cost"] * 100 * values["weeks"]
        assert point["value"] == pytest.approx(plainly(values, point["n"]), rel=1e-9, abs=1e-9 * size + 1e-9)


@ENOUGH
@given(values=answers())
def test_the_best_is_the_highest_and_the_first_of_equals(values: dict[str, Any]) -> None:
    result = push.evaluate(values, hub())
    best, curve = result["best"], result["curve"]
    assert all(point["value"] <= result["value"] + 1e-9 for point in curve)
    assert all(point["value"] < result["value"] for point in curve[:best])
    assert (result["value"], result["loss"]) == (curve[best]["value"], curve[best]["loss"])


@ENOUGH
@given(values=answers(), dearer=some(0, 30, high=1e6))
def test_a_dearer_push_never_asks_for_more_of_them(values: dict[str, Any], dearer: float) -> None:
    low, high = sorted((values["cost"], dearer))
    bests = [
        push.evaluate({**values, "cost": cost, "gain": min(values["gain"], 1e3)}, hub())["best"] for cost in (low, high)
    ]
    assert bests[1] <= bests[0]


@ENOUGH
@given(values=answers())
def test_what_is_recommended_passes_the_channel(values: dict[str, Any]) -> None:
    result = push.evaluate(values, hub())
    if result["recommended"] is not None:
        assert result["recommended"] <= min(result["best"], result["channel_cap"] or 200)
        low, high = result["near_best"]
        assert low <= result["recommended"] <= high


@ENOUGH
@given(values=answers(), duty=st.sampled_from(push.DUTIES))
def test_one_no_blocks_and_offers_nothing(values: dict[str, Any], duty: str) -> None:
    result = push.evaluate({**values, duty: False}, hub())
    assert result.verdict == "blocked" and result["recommended"] is None and not result.offers
    assert f"no-{duty.replace('_', '-')}" in result.rules


@ENOUGH
@given(values=answers())
def test_no_number_makes_up_for_an_open_duty(values: dict[str, Any]) -> None:
    result = push.evaluate(values, hub())
    assert (result.verdict == "undecided") == (
        None in (duties := [values[d] for d in push.DUTIES]) and False not in duties
    )
    for branch in result.branches:
        assert branch["is"] or branch["verdicts"] == ["blocked"]


@ENOUGH
@given(values=answers())
def test_overdue_facts_leave_no_reassurance(values: dict[str, Any]) -> None:
    fresh = push.evaluate(values, hub()).verdict
    stale = push.evaluate(values, hub(day=STALE)).verdict
    assert stale == ("recheck" if fresh in push.REASSURING else fresh)


@examples(12)
@given(values=answers())
def test_every_flip_flips(values: dict[str, Any]) -> None:
    values = {**values, "cap": min(values["cap"], 14)}
    result = push.evaluate(values, hub())
    for flip in result.flips:
        assert push.evaluate({**values, flip["input"]: flip["to"]}, hub()).verdict == flip["verdict"] != result.verdict


def test_following_the_advice_is_never_told_to_change_again() -> None:
    for tolerance in (2, 5, 14):
        values = from_values({**EXAMPLE, **MET, "tolerance": tolerance, "current": 10}, hub())
        advised = push.evaluate(values, hub())["recommended"]
        assert push.evaluate({**values, "current": advised}, hub()).verdict == "keep"


def test_the_caps_are_those_of_the_dated_facts() -> None:
    facts, channels = real_library().facts, hub().constants["channels"]
    assert {name: (bound["most"], bound["per"]) for name, bound in channels.items()} == {
        "wecom": (facts["wecom-push-cap"].value, "week"),
        "service-account": (facts["service-account-month"].value, "month"),
        "public-account": (facts["public-account-day"].value, "day"),
    }
    assert {"wecom-push-cap", "service-account-month", "public-account-day"} <= {fact["id"] for fact in hub().facts}


@pytest.mark.parametrize(("sent", "others", "rule"), [(6, 12, "mix-fine"), (6, 11.9, "mix-goods"), (0, 0, "mix-fine")])
def test_goods_are_at_most_a_third_of_what_is_posted(sent: int, others: float, rule: str) -> None:
    values = from_values({**EXAMPLE, **MET, "current": sent, "other_posts": others}, hub())
    assert rule in push.evaluate(values, hub()).rules
