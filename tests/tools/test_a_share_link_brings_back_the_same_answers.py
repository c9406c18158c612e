"""The fragment holds what was answered, by id, in no language; opened again it gives the same verdict."""

import re
from typing import Any
from urllib.parse import unquote_plus

from hypothesis import given
from hypothesis import strategies as st

from data import each, examples
from tonghao_widgets import fit, link
from tonghao_widgets.hub import Hub
from tonghao_widgets.inputs import from_form
from tools.strategies import answers


def opened(fragment: str, hub: Hub) -> dict[str, str]:
    """What the page's script puts into the form: percentages times 100 to twelve digits, all else as it stands."""
    tool, _, rest = fragment.partition("?")
    assert tool == hub.tool
    form = {}
    for pair in rest.split("&"):
        name, _, text = pair.partition("=")
        text = unquote_plus(text)
        if hub.inputs[name].type == "fraction" and text != "?":
            text = f"{float(text) * 100:.12g}"
        form[name] = text
    return form


@examples(80)
@given(values=answers(), unknown=st.sets(st.sampled_from(fit.MAY_BE_UNKNOWN), max_size=2))
def test_a_link_round_trip_keeps_every_value(values: dict[str, Any], unknown: set[str], hub: Hub) -> None:
    values = {**values, **dict.fromkeys(unknown)}
    values = {
        name: float(f"{value:.12g}") if isinstance(value, float) and hub.inputs[name].type == "fraction" else value
        for name, value in values.items()
    }
    back, problems = from_form(opened(link.fragment(values, hub), hub), hub)
    assert problems == {}
    assert back == values
    assert fit.evaluate(back, hub) == fit.evaluate(values, hub)


@each("value", [299.9999999999, 1e-7, 123456.789012345, 1e6, 0.1 + 0.2])
def test_no_digit_is_lost_on_the_way(value: float, hub: Hub) -> None:
    values = {**{name: spec.opening for name, spec in hub.inputs.items()}, "order_value": value}
    assert from_form(opened(link.fragment(values, hub), hub), hub)[0]["order_value"] == value


def test_the_link_is_the_same_in_every_language_and_leaves_defaults_out(hubs: dict[str, Hub]) -> None:
    values = {**{name: spec.opening for name, spec in hubs["en"].inputs.items()}, "margin": 0.3}
    assert (
        link.fragment(values, hubs["en"])
        == link.fragment(values, hubs["zh"])
        == "fit?margin=0.3&orders_per_year=24&order_value=60"
    )


@given(text=st.text(st.characters(exclude_categories=["Cs"])))
def test_any_text_is_safe_in_an_address(text: str) -> None:
    assert re.fullmatch(r"(?:[\w.~?-]|%[0-9A-F]{2})*", link._quote(text), re.ASCII)
    assert unquote_plus(link._quote(text)) == text
