"""What must hold for any fields: worse handling is never judged better, and the form says exactly what is kept."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data import examples
from tonghao_widgets import directory, directory_form
from tonghao_widgets.directory_picture import shortened
from tonghao_widgets.hub import Hub
from tools.conftest import FRESH, hub_of

ENOUGH = examples(40)
NAMES = ["nickname", "phone", "child-birthday", "health", "photo", "own <b>", "自己的一项"]
FIELD = st.fixed_dictionaries(
    {
        "class": st.sampled_from(["necessary", "optional", "sensitive"]),
        "visible_to": st.sampled_from(["operator", "kol", "members", "public"]),
        "consent": st.sampled_from(["none", "general", "separate"]),
        "retention_days": st.one_of(st.none(), st.sampled_from([0, 365, 366, 36500])),
        "purpose": st.sampled_from([None, "", " ", "✓", "find each other"]),
        "photo": st.booleans(),
        "child": st.booleans(),
    }
)
FIELDS = st.dictionaries(st.sampled_from(NAMES), FIELD, max_size=7).map(
    lambda named: [{"id": name, **cells} for name, cells in named.items()]
)
KNOWN = {name: st.booleans() for name in directory.ASKED}
ANSWERS = st.fixed_dictionaries({"fields": FIELDS, **KNOWN})
MAYBE = st.fixed_dictionaries({"fields": FIELDS, **{name: st.one_of(st.none(), st.booleans()) for name in KNOWN}})


@pytest.fixture(scope="module")
def directory_hub() -> Hub:
    return hub_of("directory").on(FRESH)


def rank(severity: str) -> int:
    return directory.SEVERITIES.index(severity)


@ENOUGH
@given(values=ANSWERS, data=st.data())
def test_worse_handling_is_never_judged_better(values: dict[str, Any], data: st.DataObject, directory_hub: Hub) -> None:
    whole = [{"minors": True}, {"guardian_consent": False}, {"shared_with_others": True}, {"delete_on_exit": False}]
    worlds = [{**values, **step} for step in whole]
    if values["fields"]:
        at = data.draw(st.integers(0, len(values["fields"]) - 1))
        field = values["fields"][at]
        worse = {"class": "sensitive", "visible_to": "public", "consent": "none", "retention_days": None}
        worse |= {"purpose": "", "photo": True, "child": True}
        for cell, bad in worse.items():
            fields = [*values["fields"]]
            fields[at] = {**field, cell: bad}
            worlds.append({**values, "fields": fields})
    before = rank(directory.evaluate(values, directory_hub)["overall"])
    for world in worlds:
        assert rank(directory.evaluate(world, directory_hub)["overall"]) >= before


@ENOUGH
@given(values=ANSWERS)
def test_the_overall_is_the_worst_flag_and_the_score_counts_clean_fields(
    values: dict[str, Any], directory_hub: Hub
) -> None:
    result = directory.evaluate(values, directory_hub)
    assert rank(result["overall"]) == max((rank(flag["severity"]) for flag in result["flags"]), default=0)
    named = {flag["field"] for flag in result["flags"]} - {None}
    if values["fields"]:
        assert result["score"] == pytest.approx(1 - len(named) / len(values["fields"]))
    else:
        assert result["score"] is None
    assert set(result["flagged"]) == named <= {field["id"] for field in values["fields"]}


@ENOUGH
@given(values=ANSWERS)
def test_every_flip_flips(values: dict[str, Any], directory_hub: Hub) -> None:
    result = directory.evaluate(values, directory_hub)
    for flip in result.flips:
        first, *rest = flip["input"].split(".")
        if rest:
            fields = [{**one, rest[1]: flip["to"]} if one["id"] == rest[0] else one for one in values["fields"]]
            changed = {**values, "fields": fields}
        else:
            changed = {**values, first: flip["to"]}
        assert directory.evaluate(changed, directory_hub).verdict == flip["verdict"] != result.verdict


@ENOUGH
@given(values=MAYBE, filled=ANSWERS)
def test_an_open_question_never_counts_as_harmless(
    values: dict[str, Any], filled: dict[str, Any], directory_hub: Hub
) -> None:
    result = directory.evaluate(values, directory_hub)
    world = {name: filled[name] if value is None else value for name, value in values.items()}
    told = directory.evaluate(world, directory_hub)
    assert rank(told["overall"]) <= rank(result["at_most"])
    if result["overall"] is None:
        assert result.verdict == "undecided" and result.branches and result.measure_first in result.unknown
    else:
        assert rank(result["overall"]) <= rank(told["overall"])
    for flag in result["flags"]:
        assert flag["field"] is None or flag in told["flags"]
    for branch in result.branches:
        if world[branch["input"]] is branch["is"]:
            assert told.verdict in branch["verdicts"]


@ENOUGH
@given(values=MAYBE)
def test_old_law_holds_back_only_what_would_reassure(values: dict[str, Any], directory_hub: Hub) -> None:
    fresh, old = (directory.evaluate(values, directory_hub.on(day)) for day in (FRESH, "2031-01-01"))
    assert old["overall"] == fresh["overall"] and old["stale"] and not fresh["stale"]
    assert old.verdict == ("withheld" if fresh.verdict == "none" else fresh.verdict)


@pytest.mark.parametrize("language", ["en", "zh"])
@examples(20)
@given(values=MAYBE)
def test_the_form_asks_for_every_field_once_and_for_a_yes_where_one_is_due(
    language: str, values: dict[str, Any]
) -> None:
    hub = hub_of("directory", language).on(FRESH)
    text = directory_form.text(values, hub)
    assert "{" not in text and "[" not in text
    starts = [line for line in text.splitlines() if line.startswith(("- ", "□ "))]
    for field in values["fields"]:
        name = directory_form.label_of(field["id"], hub)
        lines = [
            line for line in starts if line[2:].startswith(name) and "______ " in line.replace("______（", "______ ")
        ]
        assert len(lines) == 1, name
        assert lines[0].startswith("□") == directory_form.needs_own_yes(field)
    markup = directory.view(values, directory.evaluate(values, hub), hub, "../")
    assert "own <b>" not in markup
    assert "合法" not in markup and "is legal" not in markup


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("Nickname", "Nickname"),
        ("昵称", "昵称"),
        ("Favourite brand of flour", "Favourite brand…"),
        ("一二三四五六七八", "一二三四五六七八"),
    ],
)
def test_a_long_name_is_cut_by_its_width(name: str, short: str) -> None:
    assert shortened(name, 16) == short
