"""The sample of a tool's answers: large, varied, allowed, and the same today, tomorrow and on any machine."""

import json
from dataclasses import replace
from pathlib import Path

from data import each
from pages import small
from tonghao.model import Library
from tonghao.verdicts import hub_of
from tonghao_widgets import desk, sample
from tonghao_widgets.hub import Hub, as_input

TOOLS = each("tool", desk.TOOLS)
FIRST = [
    {"margin": 0.45, "orders_per_year": 24, "order_value": 60},
    {"margin": 0.86, "orders_per_year": 1, "order_value": 2473},
    {"margin": 0.37, "orders_per_year": 20, "order_value": 60},
]


def made_up(tmp_path: Path) -> Hub:
    return hub_of(small.library(small.put(tmp_path)), "fit")


@TOOLS
def test_every_tool_has_a_large_and_varied_one(tool: str, library: Library) -> None:
    hub = hub_of(library, tool, brief=True)
    drawn = sample.draw(hub)
    assert len(drawn) == sample.COUNT >= 200
    assert len({json.dumps(given) for given in drawn}) > 0.6 * len(drawn)
    values = [sample.taken(given, hub) for given in drawn[::9]]
    verdicts = {desk.module(tool).evaluate(one, hub).verdict for one in values if one is not None}
    assert len(verdicts) > 1 and len(values) == 23


@TOOLS
def test_asked_briefly_a_tool_gives_the_same_verdict(tool: str, library: Library) -> None:
    whole, brief = hub_of(library, tool), hub_of(library, tool, brief=True)
    for given in sample.draw(brief, 8):
        values = sample.taken(given, whole)
        assert values is not None
        answers = [desk.module(tool).evaluate(values, hub) for hub in (whole, brief)]
        assert answers[0].verdict == answers[1].verdict, given


def test_it_is_drawn_the_same_way_every_time(tmp_path: Path) -> None:
    hub = made_up(tmp_path)
    assert sample.draw(hub, 3) == FIRST
    assert sample.draw(hub) == sample.draw(replace(hub, language="zh", today="2031-01-01"))


def test_an_input_more_leaves_most_answers_as_they_were(tmp_path: Path) -> None:
    hub = made_up(tmp_path)
    more = as_input({"id": "mood", "label": "", "type": "flag", "default": True, "group": "more"})
    before = sample.draw(hub)
    after = sample.draw(replace(hub, inputs={**hub.inputs, "mood": more}))
    same = sum({**then, "mood": 0} == {**now, "mood": 0} for then, now in zip(before, after, strict=True))
    assert same > 0.6 * len(before)


def test_numbers_stay_inside_their_bounds_and_on_their_raster(library: Library) -> None:
    hub = hub_of(library, "fit")
    for given in sample.draw(hub):
        for name, value in given.items():
            spec = hub.inputs[name]
            if isinstance(value, int | float) and not isinstance(value, bool) and spec.min is not None:
                assert spec.min <= value <= (spec.max or value)
                assert float(f"{value:.6g}") == value
