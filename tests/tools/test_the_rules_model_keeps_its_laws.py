"""What must hold for any case: the ladder only rises, ends at its end, and two people reach the same step."""

from itertools import product
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data import examples
from tonghao_widgets import rules, rules_page
from tonghao_widgets.hub import Hub
from tonghao_widgets.inputs import from_values
from tools.conftest import FRESH, hub_of

ENOUGH = examples(60)
CASES = {
    "severity": st.sampled_from(rules.SEVERITIES),
    "prior": st.integers(0, 100),
    "aggravators": st.integers(0, 10),
}
KNOWN = st.fixed_dictionaries(CASES)
MAYBE = st.fixed_dictionaries({name: st.one_of(st.none(), drawn) for name, drawn in CASES.items()})


@pytest.fixture(scope="module")
def rules_hub() -> Hub:
    return hub_of("rules").on(FRESH)


def asked(case: dict[str, Any], hub: Hub) -> dict[str, Any]:
    """The whole set of values, with the page as it opens."""
    return from_values(case, hub)


@ENOUGH
@given(case=KNOWN)
def test_the_ladder_never_falls_when_a_case_gets_worse(case: dict[str, Any], rules_hub: Hub) -> None:
    before = rules.evaluate(asked(case, rules_hub), rules_hub)["index"]
    at = rules.SEVERITIES.index(case["severity"])
    worse = [{"severity": severity} for severity in rules.SEVERITIES[at:]]
    worse += [{"prior": min(100, case["prior"] + 1)}, {"aggravators": min(10, case["aggravators"] + 1)}]
    for step in worse:
        assert before <= rules.evaluate(asked({**case, **step}, rules_hub), rules_hub)["index"] <= 5


@ENOUGH
@given(case=KNOWN)
def test_only_what_is_illegal_is_reported_and_it_always_ends_outside(case: dict[str, Any], rules_hub: Hub) -> None:
    result = rules.evaluate(asked(case, rules_hub), rules_hub)
    assert result["report"] is (case["severity"] == "illegal")
    assert result.verdict == result["step"] == rules.STEPS[result["index"]]
    assert not result["report"] or result["step"] == "remove"
    assert (result["days"] is not None) == (result["step"] in {"mute-1d", "mute-7d", "mute-15d"})


@ENOUGH
@given(case=KNOWN)
def test_every_flip_flips_and_nothing_nearer_does(case: dict[str, Any], rules_hub: Hub) -> None:
    result = rules.evaluate(asked(case, rules_hub), rules_hub)
    for flip in result.flips:
        name = flip["input"]
        changed = rules.evaluate(asked({**case, name: flip["to"]}, rules_hub), rules_hub)
        assert changed.verdict == flip["verdict"] != result.verdict
        if name != "severity":
            way = 1 if flip["to"] > flip["from"] else -1
            for nearer in range(flip["from"], flip["to"], way):
                same = rules.evaluate(asked({**case, name: nearer}, rules_hub), rules_hub)
                assert same.verdict == result.verdict


@ENOUGH
@given(case=MAYBE, filled=KNOWN)
def test_what_is_not_known_leaves_open_exactly_what_it_can_change(
    case: dict[str, Any], filled: dict[str, Any], rules_hub: Hub
) -> None:
    result = rules.evaluate(asked(case, rules_hub), rules_hub)
    world = {name: filled[name] if value is None else value for name, value in case.items()}
    step = rules.evaluate(asked(world, rules_hub), rules_hub)
    assert rules.STEPS.index(result["lowest"]) <= step["index"] <= rules.STEPS.index(result["highest"])
    assert (result["step"] is None) == (result.verdict == "undecided") == bool(result.branches)
    for branch in result.branches:
        value = world[branch["input"]]
        if "is" in branch:
            inside = value == branch["is"]
        else:
            inside = (branch["from"] or 0) <= value and (branch["below"] is None or value < branch["below"])
        assert not inside or step.verdict in branch["verdicts"]


@pytest.mark.parametrize("language", ["en", "zh"])
def test_every_case_can_be_drawn_and_said(language: str) -> None:
    hub = hub_of("rules", language).on(FRESH)
    for severity, prior, facts in product((None, *rules.SEVERITIES), (None, 0, 1, 100), (None, 0, 2)):
        values = asked({"severity": severity, "prior": prior, "aggravators": facts}, hub)
        markup = rules.view(values, rules.evaluate(values, hub), hub, "../")
        assert "{" not in markup and "[mark" not in markup


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_page_has_each_class_once_with_its_own_example_and_its_start(language: str) -> None:
    hub = hub_of("rules", language).on(FRESH)
    classes = [
        {"id": "spam", "severity": "serious", "example": "<b>selling</b> socks"},
        {"id": "clickbait"},
        {"id": "晒娃", "severity": "minor"},
    ]
    page = {"deciders": "Lin, Chen", "reviewer": "Xu"}
    text = rules_page.text(asked({"severity": "minor", "classes": classes, "page": page}, hub), hub)
    numbered = [line for line in text.splitlines() if line[:2] in {"1.", "2.", "3.", "4."}]
    assert len(numbered) == 3
    assert "<b>selling</b> socks" in numbered[0] and hub.outcomes["mute-7d"]["label"] in numbered[0]
    assert hub.words("example-clickbait") in numbered[1]
    assert "晒娃" in numbered[2] and hub.outcomes["warning"]["label"] in numbered[2]
    assert "Lin, Chen" in text and "Xu" in text and "72" in text and "180" in text and "{" not in text
    assert "______" in text  # what was not filled in stays a blank


def test_without_classes_the_page_still_says_what_follows(rules_hub: Hub) -> None:
    text = rules_page.text(asked({"severity": "minor", "classes": []}, rules_hub), rules_hub)
    assert rules_hub.words("page-classes") not in text
    assert all(outcome in text for outcome in ("muted 1 day", "muted for good"))
