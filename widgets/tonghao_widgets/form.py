"""The questions of a tool as a form. The builder draws it once; the browser never redraws what is being typed."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from tonghao_widgets.hub import Hub, Input
from tonghao_widgets.inputs import LONGEST_NAME, MAX_LIST, UNKNOWN, as_typed, flat
from tonghao_widgets.markup import Markup, h
from tonghao_widgets.pieces import badge, cites

OPTIONS = frozenset({"flag", "choice", "level"})


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


def _field(spec: Input, value: Any, hub: Hub, place: str, path: str = "") -> Markup:
    path = path or spec.id
    if spec.type == "group":
        return _group(spec, value, hub, place)
    if spec.type == "rows":
        return _rows(spec, value, hub, place)
    control = f"{place}-{path.replace('.', '-')}"
    return h(
        "div",
        {"class": f"tg-field tg-field--{spec.type}", "data-input": path},
        h(
            "div",
            {"class": "tg-field__head"},
            h("label", {"for": control}, spec.label),
            badge(hub, spec.source) if path == spec.id and _assumed(spec) else None,
            cites({"cites": spec.cites}),
        ),
        _control(spec, value, hub, control, path),
        h("p", {"class": "tg-field__help", "id": f"{control}-help"}, spec.help) if spec.help else None,
        _slider(spec, value, path) if spec.slider else None,
        _dont_know(spec, value, hub, path) if spec.unknown and spec.type not in OPTIONS else None,
        h("p", {"class": "tg-field__problem", "id": f"{control}-problem", "aria-live": "polite"}),
    )


def _assumed(spec: Input) -> bool:
    """Whether a number stands there that the reader did not give: then it says where it comes from."""
    return spec.group == "more" or (spec.default is not None and spec.type not in OPTIONS)


def _control(spec: Input, value: Any, hub: Hub, control: str, path: str) -> Markup:
    if spec.type in OPTIONS:
        return _select(spec, value, hub, control, path)
    if spec.type == "text":
        return _text(spec, value, control, path)
    if spec.type == "numbers":
        return _numbers(spec, value, control, path)
    return _number(spec, value, control, path)


def _group(spec: Input, value: Any, hub: Hub, place: str) -> Markup:
    """Questions of one kind under one name: ratings, tasks, the slots of a week."""
    return h(
        "fieldset",
        {"class": f"tg-group tg-group--{spec.layout or 'list'}", "data-group": spec.id},
        h("legend", spec.label, " ", badge(hub, spec.source) if spec.group == "more" else None),
        h("p", {"class": "tg-field__help"}, spec.help) if spec.help else None,
        [_field(item, value[item.id], hub, place, f"{spec.id}.{item.id}") for item in spec.items],
        h("p", {"class": "tg-field__problem", "data-problem": spec.id, "aria-live": "polite"}),
    )


def _rows(spec: Input, value: Any, hub: Hub, place: str) -> Markup:
    """Records, of which the library's are offered ready to switch on, and the reader's own can be named."""
    given = {row["id"]: row for row in value}
    known = [_row(spec, given.pop(entry["id"], None), hub, place, entry) for entry in spec.library]
    blank = [spec.row("")] * max(0, spec.own - len(given))
    own = [_own_row(spec, row, hub, place, number) for number, row in enumerate([*given.values(), *blank], 1)]
    return h(
        "fieldset",
        {"class": "tg-rows", "data-group": spec.id},
        h("legend", spec.label, " ", badge(hub, spec.source)),
        h("p", {"class": "tg-field__help"}, spec.help) if spec.help else None,
        known,
        h("details", {"class": "tg-rows__own", "open": bool(given)}, h("summary", hub.words("add-own")), own)
        if own
        else None,
        h("p", {"class": "tg-field__problem", "data-problem": spec.id, "aria-live": "polite"}),
    )


def _row(spec: Input, row: Mapping[str, Any] | None, hub: Hub, place: str, entry: Mapping[str, Any]) -> Markup:
    path = f"{spec.id}.{entry['id']}"
    control = f"{place}-{path.replace('.', '-')}-use"
    cells = row or spec.row(entry["id"])
    switch = {"type": "checkbox", "id": control, "name": f"{path}.use", "value": "true", "checked": row is not None}
    return h(
        "div",
        {"class": "tg-row"},
        h("p", {"class": "tg-row__head"}, h("input", switch), h("label", {"for": control}, entry["label"])),
        h("p", {"class": "tg-field__help"}, entry["help"]) if entry.get("help") else None,
        h(
            "div",
            {"class": "tg-row__cells"},
            [_cell(item, cells, hub, place, path, entry["label"]) for item in spec.items],
        ),
    )


def _own_row(spec: Input, row: Mapping[str, Any], hub: Hub, place: str, number: int) -> Markup:
    path = f"{spec.id}.own-{number}"
    control = f"{place}-{path.replace('.', '-')}-id"
    title = hub.words("own-name", number=number)
    name = {
        "type": "text",
        "id": control,
        "name": f"{path}.id",
        "maxlength": LONGEST_NAME,
        "value": row["id"],
        "class": "tg-text",
    }
    return h(
        "div",
        {"class": "tg-row tg-row--own"},
        h(
            "p",
            {"class": "tg-row__head"},
            h("label", {"for": control}, title),
            h("input", {**name, "class": "tg-text"}),
        ),
        h("div", {"class": "tg-row__cells"}, [_cell(item, row, hub, place, path, title) for item in spec.items]),
    )


def _cell(item: Input, row: Mapping[str, Any], hub: Hub, place: str, path: str, title: str) -> Markup:
    """A cell's label is short; those who listen hear the row's name with it."""
    path = f"{path}.{item.id}"
    control = f"{place}-{path.replace('.', '-')}"
    heard = h("span", {"class": "tg-visually-hidden"}, title, hub.words("colon"))
    return h(
        "div",
        {"class": f"tg-cell tg-cell--{item.type}", "data-input": path},
        h("label", {"for": control}, heard, item.label),
        _control(replace(item, help=""), row[item.id], hub, control, path),
        h("p", {"class": "tg-field__problem", "id": f"{control}-problem", "aria-live": "polite"}),
    )


def _described(spec: Input, control: str) -> str:
    return f"{control}-help {control}-problem" if spec.help else f"{control}-problem"


def _select(spec: Input, value: Any, hub: Hub, control: str, path: str) -> Markup:
    options = [("true", hub.words("yes")), ("false", hub.words("no"))] if spec.type == "flag" else list(spec.choices)
    if spec.unknown:
        missing = (UNKNOWN, hub.words("not-answered" if spec.type == "level" else "dont-know"))
        options = [missing, *options] if spec.type == "level" else [*options, missing]
    chosen = as_typed(value, spec)
    return h(
        "select",
        {"id": control, "name": path, "aria-describedby": _described(spec, control)},
        [h("option", {"value": key, "selected": key == chosen}, text) for key, text in options],
    )


def _text(spec: Input, value: Any, control: str, path: str) -> Markup:
    attributes = {"id": control, "name": path, "type": "text", "class": "tg-text"}
    limits = {"maxlength": spec.most or LONGEST_NAME, "aria-describedby": _described(spec, control)}
    return h("input", {**attributes, **limits, "value": as_typed(value, spec)})


def _numbers(spec: Input, value: Any, control: str, path: str) -> Markup:
    attributes = {"id": control, "name": path, "class": "tg-text", "aria-describedby": _described(spec, control)}
    if spec.length:
        return h("input", {**attributes, "type": "text", "maxlength": 60, "value": as_typed(value, spec)})
    return h("textarea", {**attributes, "rows": 3, "maxlength": MAX_LIST}, as_typed(value, spec))


def _number(spec: Input, value: Any, control: str, path: str) -> Markup:
    unit = "%" if spec.type == "fraction" else ("¥" if spec.type == "money" else spec.unit)
    return h(
        "span",
        {"class": "tg-number", "data-unit": unit, "data-unit-side": "before" if unit == "¥" else "after"},
        h(
            "input",
            {
                "id": control,
                "name": path,
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


def _dont_know(spec: Input, value: Any, hub: Hub, path: str) -> Markup:
    """Hidden until there is a script: without one it could do nothing."""
    pressed = "true" if value is None else "false"
    return h(
        "button",
        {"type": "button", "class": "tg-unknown", "data-unknown": path, "aria-pressed": pressed, "hidden": True},
        hub.words("dont-know"),
        h("span", {"class": "tg-visually-hidden"}, hub.words("colon"), spec.label),
    )


def _slider(spec: Input, value: Any, path: str) -> Markup:
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
            "data-for": path,
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
        given = flat(preset["inputs"], hub)
        filled = {name: as_typed(*answer) for name, answer in given.items() if name.split(".")[0] in preset["inputs"]}
        attributes = {"href": f"{cases}{preset['id']}/", "class": "tg-preset", "data-preset": preset["id"]}
        attributes["data-set"] = json.dumps(filled, ensure_ascii=False, separators=(",", ":"))
        links.append(h("li", h("a", attributes, preset["label"])))
    return h("details", {"class": "tg-presets"}, h("summary", hub.words("try-a-case")), h("ul", links))
