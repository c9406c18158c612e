"""What must hold for any management, not only for the worked ones."""

from itertools import product
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from pytest import approx

from data import examples
from tonghao_widgets import musts
from tonghao_widgets.hub import Hub
from tools.conftest import FRESH, hub_of

SOME = examples(30)
RATING = st.sampled_from([0, 1, 2, 2, 3, 3])
HELD = ("weekly-sharing", "weekly-topic", "weekly-recognition", "offline")


def hub() -> Hub:
    return hub_of("musts").on(FRESH)


def asked(rating: st.SearchStrategy[Any] = RATING) -> st.SearchStrategy[dict[str, Any]]:
    times = st.one_of(st.none(), st.integers(0, 100))
    return st.fixed_dictionaries(
        {
            "ratings": st.fixed_dictionaries(dict.fromkeys(musts.MUSTS, rating)),
            "held": st.fixed_dictionaries(dict.fromkeys(HELD, times)),
        }
    )


def changed(values: dict[str, Any], answers: dict[str, Any]) -> dict[str, Any]:
    return {**values, "ratings": {**values["ratings"], **answers}}


@SOME
@given(values=asked(st.one_of(st.none(), RATING)))
def test_every_legal_answer_gets_a_result_and_a_view(values: dict[str, Any]) -> None:
    result = musts.evaluate(values, hub())
    assert result.verdict in musts.OUTCOMES
    assert "[" not in musts.view(values, result, hub(), "../")


@SOME
@given(values=asked(), must=st.sampled_from(musts.MUSTS))
def test_doing_a_must_better_never_lowers_the_status(values: dict[str, Any], must: str) -> None:
    results = [musts.evaluate(changed(values, {must: rating}), hub()) for rating in musts.STEPS]
    places = [musts.STATUSES.index(result.verdict) for result in results]
    assert places == sorted(places)
    for name in ("score", "coverage", "discipline", "measured"):
        assert [result[name] for result in results] == sorted(result[name] for result in results)


@SOME
@given(values=asked())
def test_the_shares_are_nested_and_the_score_is_their_mean(values: dict[str, Any]) -> None:
    result = musts.evaluate(values, hub())
    shares = [result[name] for name in ("coverage", "discipline", "measured")]
    assert 1 >= shares[0] >= shares[1] >= shares[2] >= 0
    assert result["score"] == approx(100 * sum(shares) / 3)


@SOME
@given(values=asked())
def test_one_missing_must_makes_it_incomplete_however_good_the_rest(values: dict[str, Any]) -> None:
    result = musts.evaluate(values, hub())
    assert (result.verdict == "incomplete") == bool(result["missing"])
    assert result["missing"] == [must for must in musts.MUSTS if values["ratings"][must] == 0]


@SOME
@given(values=asked(), order=st.permutations(musts.MUSTS))
def test_which_must_has_which_rating_does_not_matter_to_the_status(values: dict[str, Any], order: list[str]) -> None:
    swapped = dict(zip(order, values["ratings"].values(), strict=True))
    assert musts.evaluate(changed(values, swapped), hub()).verdict == musts.evaluate(values, hub()).verdict


@examples(40)
@given(values=asked(), open_=st.sets(st.sampled_from(musts.MUSTS), min_size=1, max_size=4))
def test_what_open_ratings_leave_possible_is_exactly_what_they_can_reach(
    values: dict[str, Any], open_: set[str]
) -> None:
    names = sorted(open_)
    ways = product(musts.STEPS, repeat=len(names))
    worlds = (changed(values, dict(zip(names, way, strict=True))) for way in ways)
    reached = {musts.possible(world["ratings"], hub())[0] for world in worlds}
    result = musts.evaluate(changed(values, dict.fromkeys(names)), hub())
    assert set(musts.possible(changed(values, dict.fromkeys(names))["ratings"], hub())) == reached
    assert result.verdict == (reached.pop() if len(reached) == 1 else "undecided")
    assert result["score"] is None


@SOME
@given(values=asked())
def test_what_took_place_changes_no_status_and_stays_between_nothing_and_all(values: dict[str, Any]) -> None:
    result = musts.evaluate(values, hub())
    silent = musts.evaluate({**values, "held": dict.fromkeys(HELD)}, hub())
    assert silent.verdict == result.verdict and silent["score"] == result["score"]
    assert all(share is None or 0 <= share <= 1 for share in result["adherence"].values())
    told = [rule[0] for rule in result.rules if not isinstance(rule, str)]
    short = [
        must
        for must, share in result["adherence"].items()
        if share is not None and share < 1 and values["ratings"][must] >= 2
    ]
    assert told.count("slipping") == len(short)
    assert not ("kept" in result.rules and short)


@SOME
@given(values=asked())
def test_every_flip_flips_and_every_gap_leads_to_something_to_do(values: dict[str, Any]) -> None:
    result = musts.evaluate(values, hub())
    for flip in result.flips:
        world = changed(values, {flip["input"].removeprefix("ratings."): flip["to"]})
        assert musts.evaluate(world, hub()).verdict == flip["verdict"] != result.verdict
    told = {rule[0] for rule in result.rules if not isinstance(rule, str)}
    assert {f"gap-{must}" for must, rating in values["ratings"].items() if rating < 2} == told - {"slipping"}
    assert all("task" in hub().rules[rule] for rule in told)
