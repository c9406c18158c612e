"""What must hold for any gates, not only for the worked ones."""

import json
from itertools import combinations
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data import examples
from tonghao_widgets import desk, threshold, threshold_model
from tonghao_widgets.hub import Hub
from tonghao_widgets.inputs import EPS, from_form, from_values
from tools.conftest import FRESH, hub_of

ENOUGH = examples(30)
WORDS = ("paid", "fee", "会费")
RATES = st.one_of(st.sampled_from([0.0, 0.1, 0.5, 0.9, 1.0]), st.floats(0, 1, allow_subnormal=False))
LIBRARY = st.sampled_from(["identity", "interest", "paid", "referral", "measured"])


@pytest.fixture(scope="module")
def hub() -> Hub:
    return hub_of("threshold").on(FRESH)


@st.composite
def gates(draw: st.DrawFn, least: int = 0, most: int = 4, tried: bool = True) -> list[Any]:
    """Rows of the reader's own, and sometimes one of the library."""
    counts = st.sampled_from([0, 1, 20]) if tried else st.just(0)
    rows: list[Any] = []
    for number in range(draw(st.integers(least, most))):
        cells = {"pass_kindred": draw(RATES), "pass_others": draw(RATES), "effort": draw(st.integers(1, 5))}
        tries = {"kindred_tried": draw(counts), "others_tried": draw(counts)}
        rows.append({"id": draw(st.sampled_from(["g", "fee "])) + str(number), **cells, **tries})
    if tried and draw(st.booleans()):
        rows.append(draw(LIBRARY))
    return rows


@st.composite
def inputs(draw: st.DrawFn, least: int = 0, tried: bool = True) -> dict[str, Any]:
    """Any legal question."""
    return {
        "reached": draw(st.sampled_from([1, 30, 1000, 10_000_000])),
        "base_rate": draw(RATES),
        "gates": draw(gates(least=least, tried=tried)),
        "mode": draw(st.sampled_from(["all", "any"])),
        "dependence": draw(st.one_of(st.just(0.0), RATES)),
        "courtesy_share": draw(st.one_of(st.just(0.0), RATES)),
        "target_purity": draw(RATES),
        "min_size": draw(st.sampled_from([0, 0, 50, 10_000_000])),
    }


def group(given_: dict[str, Any], hub: Hub) -> threshold_model.Group:
    values = from_values(given_, hub)
    return threshold_model.admit(threshold_model.gates(values, WORDS), values)


@examples(50)
@given(asked=inputs(), unknown=st.booleans(), buys=st.sampled_from(["membership-only", "earning"]))
def test_every_legal_question_has_an_answer_that_can_be_written_down(
    asked: dict[str, Any], unknown: bool, buys: str, hub: Hub
) -> None:
    asked = {**asked, "paid_buys": buys, **({"base_rate": None} if unknown else {})}
    values = from_values(asked, hub)
    result = threshold.evaluate(values, hub)
    assert result.verdict in threshold.OUTCOMES
    json.dumps(desk.evaluate("threshold", asked, hub), allow_nan=False)
    markup = threshold.view(values, result, hub, "../../")
    assert f'data-verdict="{result.verdict}"' in markup and "{" not in threshold.facts(values, result, hub)["recall"]
    for name in ("purity", "recall", "purity_low", "purity_high"):
        assert result[name] is None or 0 <= result[name] <= 1


@ENOUGH
@given(asked=inputs(least=1, tried=False), lower=RATES)
def test_purity_never_falls_when_fewer_others_pass(asked: dict[str, Any], lower: float, hub: Hub) -> None:
    first, *rest = asked["gates"]
    tighter = {**asked, "gates": [{**first, "pass_others": first["pass_others"] * lower}, *rest]}
    before, after = group(asked, hub).purity, group(tighter, hub).purity
    assert before is None or after is None or after >= before - EPS


@ENOUGH
@given(asked=inputs(least=1, tried=False))
def test_one_more_gate_that_all_must_pass_never_raises_recall(asked: dict[str, Any], hub: Hub) -> None:
    asked["mode"] = "all"
    fewer = {**asked, "gates": asked["gates"][:-1]}
    assert group(asked, hub).recall <= group(fewer, hub).recall + EPS
    assert group(asked, hub).leak <= group(fewer, hub).leak + EPS


@ENOUGH
@given(asked=inputs(least=1, tried=False), share=RATES)
def test_whatever_the_overlap_the_shares_stay_within_the_honest_interval(
    asked: dict[str, Any], share: float, hub: Hub
) -> None:
    values = from_values({**asked, "dependence": share}, hub)
    given_ = threshold_model.gates(values, WORDS)
    found = threshold_model.admit(given_, values)
    for name, of in (("kindred_span", found.recall), ("others_span", found.leak)):
        low, high = threshold_model.limits([getattr(gate, name) for gate in given_], values["mode"])
        assert low - EPS <= of <= high + EPS
    ends = threshold_model.range_of_purity(given_, values)
    if None not in (found.purity, *ends):
        assert ends[0] - EPS <= found.purity <= ends[1] + EPS


@ENOUGH
@given(asked=inputs(tried=False))
def test_the_front_is_what_trying_every_pair_of_choices_leaves(asked: dict[str, Any], hub: Hub) -> None:
    rows = asked["gates"]
    points = []
    for count in range(len(rows) + 1):
        for chosen in combinations(rows, count):
            found = group({**asked, "gates": list(chosen)}, hub)
            if found.purity is not None:
                points.append((found.recall, found.purity, {row["id"] for row in chosen}))

    def beaten(recall: float, purity: float) -> bool:
        return any(
            other >= recall - EPS and pure >= purity - EPS and (other > recall + EPS or pure > purity + EPS)
            for other, pure, _ in points
        )

    wanted = [ids for recall, purity, ids in points if not beaten(recall, purity)]
    values = from_values(asked, hub)
    got = [set(point.gates) for point in threshold_model.front(threshold_model.gates(values, WORDS), values)]
    assert len(got) == len(wanted) and all(ids in got for ids in wanted)


@ENOUGH
@given(asked=inputs(least=1))
def test_the_pick_meets_what_was_asked_and_nothing_on_the_front_meets_it_with_more_recall(
    asked: dict[str, Any], hub: Hub
) -> None:
    result = threshold.evaluate(from_values(asked, hub), hub)
    meets = [
        point
        for point in result["front"]
        if point["purity"] >= asked["target_purity"] - EPS and point["size"] >= asked["min_size"] - EPS
    ]
    if meets:
        assert result["pick"] == meets[0] and result["nearest"] == [] and result["no_pick"] is None
        assert result["pick"]["recall"] >= max(point["recall"] for point in meets) - EPS
    else:
        assert result["pick"] is None and result["no_pick"] in {"purity", "size"}
        assert len(result["nearest"]) == min(3, len(result["front"]))


@ENOUGH
@given(asked=inputs(least=1))
def test_every_flip_flips(asked: dict[str, Any], hub: Hub) -> None:
    values = from_values(asked, hub)
    result = threshold.evaluate(values, hub)
    for flip in result.flips:
        name, to = flip["input"], flip["to"]
        changed = {**values, name: to}
        if name.startswith("gates."):
            _, identity, cell = name.split(".")
            rows = [{**row, cell: to} if row["id"] == identity else row for row in values["gates"]]
            changed = {**values, "gates": rows}
        assert threshold.evaluate(changed, hub).verdict == flip["verdict"] != result.verdict
        assert name == "mode" or 0 <= to <= 1


def test_the_example_has_flips_each_way_the_nearest_first(hub: Hub) -> None:
    flips = threshold.evaluate(from_values({}, hub), hub).flips
    assert {"at-least", "at-most", "is"} == {flip["direction"] for flip in flips}
    assert [flip["change"] for flip in flips] == sorted(flip["change"] for flip in flips)


@ENOUGH
@given(asked=inputs(), base=st.floats(0.001, 0.999))
def test_what_an_unknown_base_rate_leaves_open_is_told_exactly(asked: dict[str, Any], base: float, hub: Hub) -> None:
    unknown = threshold.evaluate(from_values({**asked, "base_rate": None}, hub), hub)
    known = threshold.evaluate(from_values({**asked, "base_rate": base}, hub), hub)
    edges = [branch["from"] for branch in unknown.branches if branch["from"]]
    if any(abs(edge - base) < 1e-6 for edge in edges):
        return
    stretches = unknown.branches or ({"from": None, "below": None, "verdicts": [unknown.verdict]},)
    inside = [one for one in stretches if (one["from"] or 0) <= base < (one["below"] or 1)]
    assert [one["verdicts"] for one in inside] == [[known.verdict]]


def test_the_base_rate_that_is_needed_just_reaches_the_target(hub: Hub) -> None:
    needed = threshold_model.needed_base(0.8, 0.54, 0.02)
    assert needed is not None
    assert group({"gates": ["identity", "paid"], "base_rate": needed}, hub).purity == pytest.approx(0.8)


@pytest.mark.parametrize(
    ("passed", "tried", "low", "high"), [(18, 20, 0.6990, 0.9721), (4, 20, 0.0807, 0.4160), (0, 20, 0.0, 0.1611)]
)
def test_a_measured_rate_has_its_wilson_interval(passed: int, tried: int, low: float, high: float) -> None:
    assert threshold_model.wilson(passed / tried, tried) == pytest.approx((low, high), abs=1e-4)


def test_twelve_gates_are_the_most(hub: Hub) -> None:
    rows = [{"id": f"g{n}", "pass_kindred": 0.9, "pass_others": 0.5} for n in range(13)]
    assert len(threshold.evaluate(from_values({"gates": rows[:12]}, hub), hub)["front"]) > 1
    with pytest.raises(ValueError, match="at most 12"):
        from_values({"gates": rows}, hub)


def test_pressing_a_point_chooses_the_gates_it_stands_for(hub: Hub) -> None:
    values = from_values({"gates": ["identity", "interest", "paid", "referral"]}, hub)
    markup = threshold.view(values, threshold.evaluate(values, hub), hub, "../../")
    presses = [part.split('"')[1] for part in markup.split("data-set=")[1:]]
    assert len(presses) > 5
    for press in presses:
        form = json.loads(press.replace("&quot;", '"'))
        read, problems = from_form(form, hub)
        chosen = {name.split(".")[1] for name, use in form.items() if use == "true"}
        assert problems == {} and {row["id"] for row in read["gates"]} == chosen


def test_a_gate_of_the_readers_own_is_never_switched_off_by_a_press(hub: Hub) -> None:
    own = {"id": "my gate", "pass_kindred": 0.8, "pass_others": 0.1}
    values = from_values({"gates": ["identity", own]}, hub)
    result = threshold.evaluate(values, hub)
    markup = threshold.view(values, result, hub, "../../")
    labels = [
        part.split('"')[1] for part in markup.split('class="tg-pick"')[1:] for part in [part.split("aria-label=")[1]]
    ]
    assert labels and all("my gate" in label for label in labels)


def test_a_gate_may_be_called_anything(hub: Hub) -> None:
    for identity in ("a.b.c", "<b>", "{kindred}", "own-1", "会费？"):
        row = {"id": identity, "pass_kindred": 0.8, "pass_others": 0.1}
        values = from_values({"gates": [row, "identity"]}, hub)
        markup = threshold.view(values, threshold.evaluate(values, hub), hub, "../../")
        assert ("<b></b>" not in markup and "&lt;b&gt;" in markup) or identity != "<b>"
