"""Full-width digits, 万, %, ¥, thousands: read. What cannot be read: one sentence beside the input, never a crash."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data import each, examples, golden
from tonghao_widgets.hub import Hub
from tonghao_widgets.inputs import SMALLEST, as_typed, from_form, typed

CASES = golden(Path(__file__).with_name("form_cases.yml"))
ODD = st.text(st.sampled_from("0123456789０９.,．，eE+-%％¥￥元万千wWkK ?？ \t\n٣²½<>&'\"nainfNAN"), max_size=12)


@pytest.mark.parametrize("language", ["en", "zh"])
@each("case", CASES, [f"{case['input']} {case['typed']!r}" for case in CASES])
def test_a_typed_answer_is_a_value_or_a_sentence(case: dict[str, Any], language: str, hubs: dict[str, Hub]) -> None:
    hub, name = hubs[language], case["input"]
    values, problems = from_form({name: case["typed"]}, hub)
    if "value" in case:
        assert problems == {}
        assert values[name] == case["value"] and isinstance(values[name], type(case["value"]) | int)
    else:
        assert problems == {name: case[language]}
        assert values[name] == hub.inputs[name].opening


@examples(200)
@given(
    text=st.one_of(ODD, st.text(max_size=30)),
    name=st.sampled_from(["margin", "orders_per_year", "order_value", "monopoly", "band"]),
)
def test_any_text_is_read_or_answered(text: str, name: str, hub: Hub) -> None:
    values, problems = from_form({name: text}, hub)
    if values[name] is not None:
        typed(values[name], hub.inputs[name], "fit")
    assert set(problems) <= {name}
    assert "[" not in "".join(problems.values()), "every problem has its sentence"


@examples(100)
@given(number=st.one_of(st.floats(0, 1e6), st.floats(0, 1e-6)), name=st.sampled_from(["margin", "order_value"]))
def test_what_the_form_shows_reads_back_as_the_same_value(number: float, name: str, hub: Hub) -> None:
    spec = hub.inputs[name]
    value = float(f"{number / 1e6 if name == 'margin' else number:.10g}")
    values, problems = from_form({name: as_typed(value, spec)}, hub)
    assert problems == {}
    assert values[name] == pytest.approx(value, rel=1e-11, abs=0 if value > 1e-9 else SMALLEST)


def test_a_very_long_text_is_not_even_tried(hub: Hub) -> None:
    values, problems = from_form({"margin": "1" * 100_000}, hub)
    assert set(problems) == {"margin"}
    assert values["margin"] == hub.inputs["margin"].opening


def test_an_input_that_is_not_in_the_form_takes_its_opening_value(hub: Hub) -> None:
    values, problems = from_form({}, hub)
    assert problems == {}
    assert values == {name: spec.opening for name, spec in hub.inputs.items()}
