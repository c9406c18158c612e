"""What must hold for any ratings and weights, not only for the worked ones."""

from itertools import product
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from pytest import approx, mark

from data import examples
from tonghao_widgets import desk, nine
from tonghao_widgets.hub import Hub
from tools.conftest import FRESH, hub_of

SOME = examples(25)
RATING = st.sampled_from([0, 1, 2, 3, 4])
WEIGHT = st.one_of(st.sampled_from([0, 0.5, 1, 1, 2, 100]), st.floats(0, 100, allow_subnormal=False))


def hub() -> Hub:
    return hub_of("nine").on(FRESH)


def ratings(rating: st.SearchStrategy[Any] = RATING) -> st.SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries(dict.fromkeys(nine.ELEMENTS, rating))


def asked(rating: st.SearchStrategy[Any] = RATING) -> st.SearchStrategy[dict[str, Any]]:
    weights = st.fixed_dictionaries(dict.fromkeys(nine.ELEMENTS, WEIGHT)).filter(lambda all_: sum(all_.values()) > 0.1)
    equal = st.just(dict.fromkeys(nine.ELEMENTS, 1))
    return st.fixed_dictionaries({"ratings": ratings(rating), "weights": st.one_of(equal, weights)})


ANY = asked(st.one_of(st.none(), RATING))


def place(result: Any) -> int:
    return nine.LEVELS.index(result.verdict)


@SOME
@given(values=ANY)
def test_every_legal_answer_gets_a_result_and_a_view(values: dict[str, Any]) -> None:
    result = nine.evaluate(values, hub())
    assert result.verdict in nine.OUTCOMES
    assert "[" not in nine.view(values, result, hub(), "../")
    assert (result["status"] == "insufficient") == (result["score"] is None) == (result["level"] is None)


@SOME
@given(values=ANY)
def test_scores_lie_between_nothing_and_everything(values: dict[str, Any]) -> None:
    result = nine.evaluate(values, hub())
    scores = [result["score"], result["activity"], result["conversion"], *result["groups"].values()]
    assert all(score is None or 0 <= score <= 100 + 1e-9 for score in scores)


@SOME
@given(values=asked(), element=st.sampled_from(nine.ELEMENTS))
def test_a_better_rating_never_lowers_score_or_level(values: dict[str, Any], element: str) -> None:
    before = nine.evaluate({**values, "ratings": {**values["ratings"], element: 0}}, hub())
    for better in (1, 2, 3, 4):
        after = nine.evaluate({**values, "ratings": {**values["ratings"], element: better}}, hub())
        assert after["score"] >= before["score"] - 1e-9
        assert place(after) >= place(before)
        before = after


@SOME
@given(values=asked(), factor=st.sampled_from([0.01, 0.5, 3.0]))
def test_only_the_proportions_of_the_weights_count(values: dict[str, Any], factor: float) -> None:
    scaled = {name: weight * factor for name, weight in values["weights"].items()}
    first, second = (nine.evaluate({**values, "weights": weights}, hub()) for weights in (values["weights"], scaled))
    assert first["score"] == approx(second["score"])
    assert first["groups"].keys() == second["groups"].keys()


@SOME
@given(values=ANY)
def test_fewer_than_six_answers_are_never_scored(values: dict[str, Any]) -> None:
    answered = sum(rating is not None for rating in values["ratings"].values())
    result = nine.evaluate(values, hub())
    assert result["answered"] == answered
    assert answered >= 6 or result.verdict == "insufficient"


@SOME
@given(values=ANY)
def test_a_weak_gate_never_gets_past_forming(values: dict[str, Any]) -> None:
    weak = {**values, "ratings": {**values["ratings"], "threshold": 1}}
    result = nine.evaluate(weak, hub())
    assert result.verdict in {"insufficient", "traffic-pool", "forming"}
    assert not result["capped"] or result["score"] >= 60 - 1e-9


@SOME
@given(values=ANY)
def test_the_weakest_cause_is_the_lowest_and_the_first_of_equals(values: dict[str, Any]) -> None:
    result = nine.evaluate(values, hub())
    known = {group: score for group, score in result["groups"].items() if score is not None}
    if result["weakest"]:
        lowest = min(known.values())
        assert result["weakest"] == next(
            group for group in nine.GROUPS if group in known and known[group] <= lowest + 1e-9
        )


@SOME
@given(values=ANY)
def test_the_order_holds_every_gap_once_and_the_tasks_follow_it(values: dict[str, Any]) -> None:
    result = nine.evaluate(values, hub())
    if result.verdict == "insufficient":
        assert result["order"] == []
        return
    gaps = {
        name
        for name, rating in values["ratings"].items()
        if rating is not None and rating < 4 and values["weights"][name] > 1e-9
    }
    assert set(result["order"]) == gaps and len(result["order"]) == len(gaps)
    fired = [rule[0] for rule in result.rules if not isinstance(rule, str)]
    assert fired == [f"gap-{element}" for element in result["order"]]


@SOME
@given(values=asked())
def test_every_flip_flips_and_nothing_nearer_does(values: dict[str, Any]) -> None:
    result = nine.evaluate(values, hub())
    for flip in result.flips:
        element, start = flip["input"].split(".")[1], flip["from"]
        step = 1 if flip["to"] > start else -1
        for rating in range(start + step, flip["to"] + step, step):
            world = {**values, "ratings": {**values["ratings"], element: rating}}
            changed = nine.evaluate(world, hub()).verdict
            assert (changed == flip["verdict"] != result.verdict) if rating == flip["to"] else changed == result.verdict


@examples(12)
@given(values=ANY)
def test_the_range_of_levels_is_what_the_open_ratings_can_reach(values: dict[str, Any]) -> None:
    result = nine.evaluate(values, hub())
    open_ = result["unanswered"]
    if result.verdict == "insufficient" or not open_:
        return
    reached = set()
    for filled in product((0, 2, 4), repeat=len(open_)):
        world = {**values["ratings"], **dict(zip(open_, filled, strict=True))}
        reached.add(place(nine.evaluate({**values, "ratings": world}, hub())))
    low, high = (nine.LEVELS.index(level) for level in result["level_range"])
    assert (min(reached), max(reached)) == (low, high)
    assert low <= place(result) <= high
    assert low != high or (not result.branches and result.unknown)


@mark.parametrize("rating", [1, 2, 3])
def test_a_step_that_is_not_complete_names_one_that_is_described(rating: int) -> None:
    values = {"ratings": dict.fromkeys(nine.ELEMENTS, rating), "weights": dict.fromkeys(nine.ELEMENTS, 1)}
    for rule in nine.evaluate(values, hub()).rules:
        if not isinstance(rule, str):
            assert "in between" not in rule[1]["next"] and int(rule[1]["next"][0]) > rating


def test_weights_that_weigh_nothing_are_refused() -> None:
    assert nine.check({"weights": dict.fromkeys(nine.ELEMENTS, 0)})
    assert not nine.check({"weights": {**dict.fromkeys(nine.ELEMENTS, 0), "name": 0.5}})


def test_ratings_nobody_gave_are_not_made_up() -> None:
    result = desk.evaluate("nine", {"ratings": {"threshold": 4}}, hub())
    assert result["answered"] == 1 and result["verdict"] == "insufficient"
