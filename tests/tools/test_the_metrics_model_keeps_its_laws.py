"""What must hold for any numbers, not only for the worked ones."""

import math
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data import each, examples
from tonghao_widgets import desk, metrics
from tonghao_widgets.hub import Hub
from tonghao_widgets.inputs import InputError, from_form
from tonghao_widgets.metrics_picture import lorenz
from tools.conftest import FRESH, hub_of

ENOUGH = examples(60)
COUNT = st.one_of(st.integers(0, 30), st.sampled_from([0, 1, 500, 501, 900, 901, 1000, 10**9]))
POSTS = st.lists(st.one_of(st.integers(0, 5), st.floats(0, 1e6, allow_subnormal=False)), max_size=40)
SCORES = st.lists(st.one_of(st.integers(0, 10), st.floats(0, 10)), max_size=40)


@st.composite
def part_and_whole(draw: st.DrawFn) -> tuple[int | None, int | None]:
    low, high = sorted((draw(COUNT), draw(COUNT)))
    return draw(st.sampled_from([(low, high), (low, high), (None, high), (low, None), (None, None)]))


@st.composite
def answers(draw: st.DrawFn) -> dict[str, Any]:
    """Any numbers a program may send, with gaps, zeros and the largest."""
    values: dict[str, Any] = {"start": draw(st.one_of(st.none(), COUNT))}
    for part, whole in metrics.PARTS_AND_WHOLES:
        values[part], values[whole] = draw(part_and_whole())
    tries = st.one_of(st.just([]), st.tuples(COUNT, COUNT).map(sorted))
    return {
        **values,
        "posts_per_member": draw(POSTS),
        "nps_scores": draw(SCORES),
        "group_days": draw(st.lists(st.floats(0, 36500), max_size=5)),
        "gate_tries": {"kindred": draw(tries), "others": draw(tries)},
    }


def asked() -> Hub:
    return hub_of("metrics").on(FRESH)


def answer(values: dict[str, Any]) -> dict[str, Any]:
    return desk.evaluate("metrics", values, asked())


@ENOUGH
@given(values=answers())
def test_every_result_lies_where_it_can(values: dict[str, Any]) -> None:
    result = answer(values)
    for name in ("activation", "stickiness", "contributors", "top_tenth", "gini", "self_running"):
        assert result[name] is None or 0 <= result[name] <= 1 + 1e-12
    assert result["nps"] is None or -100 <= result["nps"] <= 100
    assert (result["nps_margin"] is None) == (not values["nps_scores"])
    assert (result["verdict"] in metrics.STAGES) == (result["stage"] is not None)
    for interval in result["intervals"].values():
        share = interval.get("pass", interval.get("share"))
        assert 0 <= interval["low"] <= share + 1e-12 and share <= interval["high"] + 1e-12 <= 1 + 2e-12


@ENOUGH
@given(values=answers(), language=st.sampled_from(["en", "zh"]))
def test_everything_that_can_be_answered_can_be_drawn(values: dict[str, Any], language: str) -> None:
    hub = hub_of("metrics", language).on(FRESH)
    result = metrics.evaluate(values, hub)
    assert "[" not in metrics.view(values, result, hub, "../")


@ENOUGH
@given(posts=POSTS.filter(any), factor=st.sampled_from([0.5, 2, 1000]))
def test_the_gini_knows_neither_order_nor_unit(posts: list[float], factor: float) -> None:
    gini = metrics.gini(posts)
    assert metrics.gini(sorted(posts, reverse=True)) == pytest.approx(gini)
    assert metrics.gini([one * factor for one in posts]) == pytest.approx(gini)
    assert metrics.gini(posts * 2) == pytest.approx(gini, abs=1e-9)


@ENOUGH
@given(posts=POSTS.filter(any))
def test_the_gini_is_twice_the_room_between_the_curve_and_the_diagonal(posts: list[float]) -> None:
    points = lorenz(posts)
    below = math.fsum((y0 + y1) / 2 * (x1 - x0) for (x0, y0), (x1, y1) in pairwise(points))
    assert metrics.gini(posts) == pytest.approx(1 - 2 * below, abs=1e-9)


@ENOUGH
@given(posts=st.lists(st.integers(1, 9), min_size=2, max_size=20))
def test_taking_from_the_quietest_makes_the_gini_larger(posts: list[int]) -> None:
    posts.sort()
    robbed = [posts[0] - 1, *posts[1:-1], posts[-1] + 1]
    assert metrics.gini(robbed) > metrics.gini(posts)


@ENOUGH
@given(passed=st.integers(0, 200), more=st.integers(0, 200), times=st.integers(2, 50))
def test_more_tries_never_widen_an_interval(passed: int, more: int, times: int) -> None:
    tried = passed + more or 1
    low, high = metrics.wilson(min(passed, tried), tried, 1.96)
    lower, higher = metrics.wilson(min(passed, tried) * times, tried * times, 1.96)
    assert higher - lower < high - low


@ENOUGH
@given(scores=st.lists(st.integers(0, 10), min_size=1, max_size=40))
def test_the_nps_counts_from_nine_and_up_to_six(scores: list[int]) -> None:
    nps, margin = metrics.net_promoters(scores, 1.96)
    votes = [(score >= 9) - (score <= 6) for score in scores]
    mean = sum(votes) / len(votes)
    spread = sum((vote - mean) ** 2 for vote in votes) / len(votes)
    assert nps == pytest.approx(100 * mean)
    assert margin == pytest.approx(196 * math.sqrt(spread / len(votes)), abs=1e-6)


@ENOUGH
@given(all_posts=st.integers(1, 2000), data=st.data())
def test_more_posts_by_members_never_lead_back_a_stage(all_posts: int, data: st.DataObject) -> None:
    fewer, more = sorted(data.draw(st.lists(st.integers(0, all_posts), min_size=2, max_size=2)))
    stages = [answer({"member_posts": posts, "all_posts": all_posts})["stage"] for posts in (fewer, more)]
    assert metrics.STAGES.index(stages[0]) <= metrics.STAGES.index(stages[1])


@ENOUGH
@given(values=answers())
def test_every_flip_flips_and_contradicts_nothing(values: dict[str, Any]) -> None:
    result = answer(values)
    for flip in result["flips"]:
        assert answer({**values, flip["input"]: flip["to"]})["verdict"] == flip["verdict"] != result["verdict"]


@ENOUGH
@given(values=answers())
def test_what_is_offered_to_other_tools_is_a_share_they_take(values: dict[str, Any]) -> None:
    offers = metrics.evaluate(values, asked()).offers
    assert all(0 <= value <= 1 for name, value in offers.items() if not name.endswith("_tried"))
    for group in ("kindred", "others"):
        if f"{group}_pass" in offers:
            assert offers[f"{group}_pass_low"] <= offers[f"{group}_pass_high"]


@each(
    "values, named",
    [
        ({"joined": 5, "activated": 6}, "activated' must be at most joined"),
        ({"end": 5, "new": 6}, "new' must be at most end"),
        ({"dau": 5.5, "mau": 5}, "dau' must be at most mau"),
        ({"member_posts": 2, "all_posts": 1}, "member_posts' must be at most all_posts"),
        ({"gate_tries": {"kindred": [21, 20]}}, "gate_tries.kindred' must be at most 20 tries"),
        ({"gate_tries": {"others": [1]}}, "must have 2 numbers"),
        ({"nps_scores": [11]}, "at most 10"),
        ({"posts_per_member": [-1]}, "at least 0"),
    ],
)
def test_what_contradicts_itself_is_refused(values: dict[str, Any], named: str) -> None:
    with pytest.raises(InputError, match=named):
        answer(values)


def test_an_emptied_form_is_nobodys_example() -> None:
    empty = dict.fromkeys((*metrics.COUNTS, *metrics.LISTS, "gate_tries.kindred", "gate_tries.others"), "")
    values, problems = from_form(empty, asked())
    assert problems == {}
    assert metrics.evaluate(values, asked()).verdict == "not-enough"


def test_a_program_gets_no_example_numbers() -> None:
    assert answer({})["verdict"] == "not-enough"
    assert answer({"gate_tries": {"kindred": [1, 2]}})["inputs"]["gate_tries"] == {"kindred": [1, 2], "others": []}


def test_a_form_that_contradicts_itself_is_answered_all_the_same() -> None:
    form = {"joined": "5", "activated": "900", "end": "3", "new": "8", "gate_tries.kindred": "30/20"}
    values, problems = desk.read_form(form, asked())
    assert set(problems) == {"activated", "new", "gate_tries.kindred"}
    assert metrics.evaluate(values, asked()).verdict in metrics.OUTCOMES
