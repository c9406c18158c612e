"""``desk.answer`` is the page's only door: good questions get all they want, garbage an error, never a crash."""

import json
from copy import deepcopy
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data import each, examples
from tonghao_widgets import desk
from tonghao_widgets.hub import Hub

WANTS = ["view", "link", "text", "markdown", "csv", "json"]
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=12,
)


def ask(**request: Any) -> dict[str, Any]:
    return json.loads(desk.answer(json.dumps(request)))


def test_a_good_question_gets_all_it_wants(hub_texts: dict[str, str]) -> None:
    reply = ask(hub=hub_texts["en"], form={"margin": "55", "orders_per_year": "3", "order_value": "1200"}, want=WANTS)
    assert reply["verdict"] == "service"
    assert reply["problems"] == {}
    assert all(reply[name] for name in WANTS)
    assert json.loads(reply["json"])["verdict"] == "service"


def test_the_page_and_the_command_line_export_the_same_bytes(hub_texts: dict[str, str], hubs: dict[str, Hub]) -> None:
    inputs = {"margin": 0.55, "orders_per_year": 3, "order_value": 1200}
    reply = ask(
        hub=hub_texts["zh"], form={"margin": "55", "orders_per_year": "3", "order_value": "1200"}, want=["json"]
    )
    assert reply["json"] == desk.as_json("fit", inputs, hubs["zh"])


def test_cuts_that_contradict_each_other_are_told_and_the_usual_ones_used(hub_texts: dict[str, str]) -> None:
    form = {"margin": "55", "orders_per_year": "3", "order_value": "1200", "margin_warn": "50", "value_cut": "2000"}
    reply = ask(hub=hub_texts["en"], form=form, want=["json"])
    assert reply["problems"] == {"margin_warn": "thin below enough"}
    assert json.loads(reply["json"])["inputs"]["value_cut"] == 300


@pytest.mark.parametrize("want", [[], "view", ["nothing"], ["view", "view"]])
def test_wanting_little_or_nonsense_still_answers(want: Any, hub_texts: dict[str, str]) -> None:
    assert ask(hub=hub_texts["en"], want=want)["verdict"] == "native"


@each("root", ["https://example.org/", "//example.org/", "javascript:alert(1)", "/", "../x/", "../" * 7, 5, None])
def test_a_root_that_is_no_relative_way_up_is_refused(root: Any, hub_texts: dict[str, str]) -> None:
    assert list(ask(hub=hub_texts["en"], root=root)) == ["error"]


@each(
    "request_text",
    [
        "",
        "null",
        "[]",
        "{}",
        "3",
        '"x"',
        "{",
        "\ud800",
        "[" * 100_000,
        '{"hub": {}}',
        '{"hub": "{}"}',
        "9" * 5000,
        '{"hub": 1e999}',
        "x" * 400_001,
    ],
    ids=lambda text: text[:12],
)
def test_garbage_gets_an_error(request_text: str) -> None:
    assert list(json.loads(desk.answer(request_text))) == ["error"]


@examples(70)
@given(
    request=st.one_of(
        JSON, st.fixed_dictionaries({"hub": JSON.map(json.dumps)}, optional={"form": JSON, "want": JSON, "root": JSON})
    )
)
def test_any_json_gets_json(request: Any) -> None:
    assert isinstance(json.loads(desk.answer(json.dumps(request))), dict)


@examples(70)
@given(
    form=st.dictionaries(st.sampled_from(["margin", "orders_per_year", "order_value", "monopoly", "band", "x"]), JSON),
    want=st.lists(st.sampled_from(WANTS)),
)
def test_any_form_gets_a_verdict(form: dict[str, Any], want: list[str], hub_texts: dict[str, str]) -> None:
    reply = ask(hub=hub_texts["en"], form=form, want=want)
    assert "error" not in reply
    assert {"verdict", "problems", "announce", *want} <= set(reply)


@examples(70)
@given(data=st.data())
def test_a_damaged_hub_gets_an_error_or_an_answer(data: st.DataObject, hub_texts: dict[str, str]) -> None:
    hub = json.loads(hub_texts["en"])
    place: Any = hub
    key = data.draw(st.sampled_from(sorted(hub)))
    while isinstance(place[key], dict | list) and place[key] and data.draw(st.booleans()):
        place = place[key]
        key = data.draw(st.sampled_from(sorted(place) if isinstance(place, dict) else range(len(place))))
    place[key] = deepcopy(data.draw(JSON))
    assert isinstance(ask(hub=json.dumps(hub), want=WANTS), dict)
