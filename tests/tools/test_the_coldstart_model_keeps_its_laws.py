"""What must hold for any preparation and any funnel, not only for the worked ones."""

import math
from itertools import product
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from pytest import approx

from data import examples
from tonghao_widgets import coldstart
from tonghao_widgets.hub import Hub
from tools.conftest import FRESH, hub_of

SOME = examples(30)
STATE = st.sampled_from([0, 0.5, 1, 1])
SHARE = st.one_of(st.sampled_from([0, 0.1, 0.5, 0.6, 1]), st.floats(0, 1, allow_subnormal=False))


def hub() -> Hub:
    return hub_of("coldstart").on(FRESH)


def asked(unknown: bool = False) -> st.SearchStrategy[dict[str, Any]]:
    def maybe(answer: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
        return st.one_of(answer, answer, st.none()) if unknown else answer

    flag = st.sampled_from([True, True, False])
    people = st.one_of(st.sampled_from([0, 1, 20, 2000, 10_000_000]), st.integers(0, 10_000_000))
    return st.fixed_dictionaries(
        {
            "tasks": st.fixed_dictionaries(dict.fromkeys(coldstart.TASKS, maybe(STATE))),
            **dict.fromkeys(coldstart.POSITIONS, maybe(flag)),
            "contacts": maybe(people),
            **dict.fromkeys(("reach", "interest", "join"), maybe(SHARE)),
            "target": st.integers(0, 1_000_000),
        }
    )


def place(result: Any) -> int:
    return coldstart.STATUSES.index(result.verdict)


@SOME
@given(values=asked(unknown=True))
def test_every_legal_answer_gets_a_result_and_a_view(values: dict[str, Any]) -> None:
    result = coldstart.evaluate(values, hub())
    assert result.verdict in coldstart.OUTCOMES
    assert "[" not in coldstart.view(values, result, hub(), "../")


@SOME
@given(values=asked(), task=st.sampled_from(coldstart.TASKS))
def test_doing_more_never_makes_it_less_ready(values: dict[str, Any], task: str) -> None:
    worlds = [{**values, "tasks": {**values["tasks"], task: state}} for state in (0, 0.5, 1)]
    places = [place(coldstart.evaluate(world, hub())) for world in worlds]
    assert places == sorted(places)


@SOME
@given(values=asked())
def test_what_blocks_always_blocks(values: dict[str, Any]) -> None:
    result = coldstart.evaluate(values, hub())
    assert not result["blockers"] or result.verdict == "not-ready"
    assert ("commitment" in result["blockers"]) == (values["tasks"]["commitment"] < 1)
    assert ("copy" in result["blockers"]) == (values["tasks"]["copy"] < 0.5)
    assert result["readiness"] == approx(sum(values["tasks"].values()) / 8)


@SOME
@given(values=asked())
def test_the_funnel_has_no_say_in_the_status(values: dict[str, Any]) -> None:
    none_come = {**values, "contacts": 0, "reach": None, "target": 1}
    assert coldstart.evaluate(none_come, hub()).verdict == coldstart.evaluate(values, hub()).verdict


@examples(40)
@given(values=asked(), open_=st.sets(st.sampled_from((*coldstart.TASKS, *coldstart.POSITIONS)), min_size=1, max_size=5))
def test_what_open_answers_leave_possible_is_exactly_what_they_can_reach(
    values: dict[str, Any], open_: set[str]
) -> None:
    names = sorted(open_)
    asking = filled(values, dict.fromkeys(names))
    ways = [(True, False) if name in coldstart.POSITIONS else coldstart.STEPS for name in names]
    reached = {
        coldstart.possible(filled(values, dict(zip(names, way, strict=True))), hub())[0] for way in product(*ways)
    }
    assert set(coldstart.possible(asking, hub())) == reached
    result = coldstart.evaluate(asking, hub())
    assert result.verdict == (reached.pop() if len(reached) == 1 else "undecided")
    assert (result.measure_first is None) == (result.verdict != "undecided") == (not result.branches)


def filled(values: dict[str, Any], answers: dict[str, Any]) -> dict[str, Any]:
    tasks = {**values["tasks"], **{name: state for name, state in answers.items() if name in coldstart.TASKS}}
    return {**values, "tasks": tasks, **{n: state for n, state in answers.items() if n in coldstart.POSITIONS}}


@SOME
@given(values=asked())
def test_the_range_holds_what_is_expected_and_never_falls_below_nobody(values: dict[str, Any]) -> None:
    result = coldstart.evaluate(values, hub())
    assert 0 <= result["low"] <= result["expected"] + 1e-6
    assert result["high"] >= result["expected"] - 1e-6
    assert isinstance(result["low"], int) and isinstance(result["high"], int)


@SOME
@given(values=asked())
def test_the_contacts_needed_reach_the_target_and_one_fewer_does_not(values: dict[str, Any]) -> None:
    needed = coldstart.evaluate(values, hub())["contacts_needed"]
    chance = math.prod(values[name] for name in ("reach", "interest", "join"))
    if needed is None:
        assert chance * 1e300 < values["target"]
    else:
        assert needed * chance >= values["target"] * (1 - 1e-9)
        assert needed == 0 or (needed - 1) * chance < values["target"]


@SOME
@given(values=asked(), more=st.integers(0, 1_000_000))
def test_asking_more_people_never_brings_fewer(values: dict[str, Any], more: int) -> None:
    asked_more = {**values, "contacts": values["contacts"] + more}
    first, second = (coldstart.evaluate(world, hub()) for world in (values, asked_more))
    assert second["expected"] >= first["expected"] - 1e-9
    assert second["high"] >= first["high"]
    assert second["contacts_needed"] == first["contacts_needed"]


@SOME
@given(values=asked())
def test_every_flip_flips(values: dict[str, Any]) -> None:
    result = coldstart.evaluate(values, hub())
    for flip in result.flips:
        world = filled(values, {flip["input"].removeprefix("tasks."): flip["to"]})
        assert coldstart.evaluate(world, hub()).verdict == flip["verdict"] != result.verdict


@SOME
@given(values=asked())
def test_every_task_that_is_not_done_leads_to_something_to_do(values: dict[str, Any]) -> None:
    rules = coldstart.evaluate(values, hub()).rules
    told = {(rule if isinstance(rule, str) else rule[0]).split("-", 1)[1] for rule in rules}
    for task, state in values["tasks"].items():
        assert (task in told) == (state < 1)
    assert all("task" in hub().rules[rule[0]] for rule in rules if not isinstance(rule, str))
