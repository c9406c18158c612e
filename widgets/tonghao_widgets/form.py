"""The questions of a tool as a form. The builder draws it once; the browser never redraws what is being typed."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

from tonghao_widgets.hub import Hub, Input
from tonghao_widgets.inputs import UNKNOWN, as_typed
from tonghao_widgets.markup import Markup, h
from tonghao_widgets.pieces import badge


def form(hub: Hub, values: Mapping[str, Any], place: str, cases: str | None = None) -> Markup:
    """The form with ``values`` filled in.

    ``place`` makes element ids unique when a page holds the tool more than once. ``cases`` is the relative
    address of the cases: presets are links there, so that they lead somewhere without any script.
    """
    words = hub.words
    main = [_field(spec, values[spec.id], hub, place) for spec in hub.inputs.values() if spec.group == "main"]
    more = [_field(spec, values[spec.id], hub, place) for spec in hub.inputs.values() if spec.group == "more"]
    return h(
        "form",
        {"class": "tg-form", "novalidate": True, "autocomplete": "off", "aria-label": hub.title},
        h("div", {"class": "tg-form__main"}, main),
        h(
            "div",
            {"class": "tg-form__folds"},
            _presets(hub, cases) if cases is not None else None,
            h(
                "details",
                {"class": "tg-form__more"},
                h("summary", words("more-inputs")),
                h("div", {"class": "tg-form__cuts"}, more),
            )
            if more
            else None,
        ),
    )


def _field(spec: Input, value: Any, hub: Hub, place: str) -> Markup:
    control = f"{place}-{spec.id}"
    return h(
        "div",
        {"class": f"tg-field tg-field--{spec.type}", "data-input": spec.id},
        h(
            "div",
            {"class": "tg-field__head"},
            h("label", {"for": control}, spec.label),
            badge(hub, spec.source) if spec.group == "more" else None,
        ),
        _flag(spec, value, hub, control) if spec.type == "flag" else _number(spec, value, control),
        h("p", {"class": "tg-field__help", "id": f"{control}-help"}, spec.help) if spec.help else None,
        _slider(spec, value) if spec.slider else None,
        _dont_know(spec, value, hub) if spec.unknown and spec.type != "flag" else None,
        h("p", {"class": "tg-field__problem", "id": f"{control}-problem", "aria-live": "polite"}),
    )


def _described(spec: Input, control: str) -> str:
    return f"{control}-help {control}-problem" if spec.help else f"{control}-problem"


def _flag(spec: Input, value: Any, hub: Hub, control: str) -> Markup:
    options = [("true", hub.words("yes")), ("false", hub.words("no"))]
    if spec.unknown:
        options.append((UNKNOWN, hub.words("dont-know")))
    chosen = as_typed(value, spec)
    return h(
        "select",
        {"id": control, "name": spec.id, "aria-describedby": _described(spec, control)},
        [h("option", {"value": key, "selected": key == chosen}, label) for key, label in options],
    )


def _number(spec: Input, value: Any, control: str) -> Markup:
    unit = "%" if spec.type == "fraction" else ("¥" if spec.type == "money" else spec.unit)
    return h(
        "span",
        {"class": "tg-number", "data-unit": unit, "data-unit-side": "before" if unit == "¥" else "after"},
        h(
            "input",
            {
                "id": control,
                "name": spec.id,
                "type": "text",
                "inputmode": "decimal",
                "enterkeyhint": "done",
                "maxlength": 40,
                "value": as_typed(value, spec),
                "data-scale": 100 if spec.type == "fraction" else 1,
                "aria-describedby": _described(spec, control),
            },
        ),
    )


def _dont_know(spec: Input, value: Any, hub: Hub) -> Markup:
    """Hidden until there is a script: without one it could do nothing."""
    pressed = "true" if value is None else "false"
    return h(
        "button",
        {"type": "button", "class": "tg-unknown", "data-unknown": spec.id, "aria-pressed": pressed, "hidden": True},
        hub.words("dont-know"),
        h("span", {"class": "tg-visually-hidden"}, hub.words("colon"), spec.label),
    )


def _slider(spec: Input, value: Any) -> Markup:
    """A slider beside the number. Its own positions are 0 to 1000; the shell translates, because a logarithmic
    slider is a matter of the hand and not of the model. Hidden until there is a script to serve it, and from
    assistive technology always: the number field is the same control with a better name.
    """
    low, high = spec.slider or (0.0, 1.0)
    factor = 100 if spec.type == "fraction" else 1
    return h(
        "input",
        {
            "type": "range",
            "class": "tg-slider",
            "min": 0,
            "max": 1000,
            "value": _position(value, low, high, spec.scale),
            "data-for": spec.id,
            "data-low": as_typed(low, spec) if factor == 100 else f"{low:g}",
            "data-high": as_typed(high, spec) if factor == 100 else f"{high:g}",
            "data-log": spec.scale == "log",
            "data-step": f"{(spec.step or 1) * factor:g}",
            "tabindex": -1,
            "aria-hidden": "true",
            "hidden": True,
        },
    )


def _position(value: Any, low: float, high: float, scale: str) -> int:
    if not isinstance(value, int | float) or isinstance(value, bool):
        return 500
    clipped = min(max(float(value), low), high)
    share = math.log(clipped / low) / math.log(high / low) if scale == "log" else (clipped - low) / (high - low)
    return round(1000 * share)


def _presets(hub: Hub, cases: str) -> Markup | None:
    if not hub.presets:
        return None
    links = []
    for preset in hub.presets:
        filled = {
            name: as_typed(value, hub.inputs[name]) for name, value in preset["inputs"].items() if name in hub.inputs
        }
        data = {f"data-set-{name.replace('_', '-')}": text for name, text in filled.items()}
        links.append(
            h(
                "li",
                h(
                    "a",
                    {"href": f"{cases}{preset['id']}/", "class": "tg-preset", "data-preset": preset["id"], **data},
                    preset["label"],
                ),
            )
        )
    return h("details", {"class": "tg-presets"}, h("summary", hub.words("try-a-case")), h("ul", links))
