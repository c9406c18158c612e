"""The directory's picture: each field, how far it is seen, and by sign whether something is wrong with it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tonghao_widgets import charts, directory_form, pieces
from tonghao_widgets.hub import Hub
from tonghao_widgets.markup import Markup, h
from tonghao_widgets.saying import label, said

WIDTH, ROW, HEAD = 320.0, 27.0, 24.0
VIEWERS = ("operator", "kol", "members", "public")
PLACES = (130.0, 176.0, 224.0, 292.0)
ROOM = 16


def draw(values: Mapping[str, Any], result: Any, hub: Hub) -> Markup:
    """The figure with its caption, its key and the table of what it shows."""
    words = hub.words
    worst = _worst(result["flags"])
    for flag in result["possible"]:
        if flag["field"] is not None:
            worst.setdefault(flag["field"], "open")
    signs = ("none", "amber", "red", *(("open",) if "open" in worst.values() else ()))
    picture = (
        [_grid(values["fields"], worst, hub), _key(signs, hub)] if values["fields"] else h("p", words("grid-empty"))
    )
    return charts.figure(hub, picture, _table(values["fields"], result["flags"], hub), words("grid-title"))


def _worst(flags: list[dict[str, Any]]) -> dict[str, str]:
    """The severity of each field that has a flag."""
    worst: dict[str, str] = {}
    for flag in flags:
        if flag["field"] is not None and worst.get(flag["field"]) != "red":
            worst[flag["field"]] = flag["severity"]
    return worst


def _grid(fields: list[dict[str, Any]], worst: Mapping[str, str], hub: Hub) -> Markup:
    words = hub.words
    height = HEAD + len(fields) * ROW + 4
    parts: list[object] = []
    for viewer, x in zip(VIEWERS, PLACES, strict=True):
        at = {"x": WIDTH, "text-anchor": "end"} if viewer == "public" else {"x": x, "text-anchor": "middle"}
        parts.append(h("text", {"class": "tg-tick", "y": 13, **at}, words(f"see-{viewer}")))
        parts.append(h("line", {"class": "tg-grid", "x1": x, "x2": x, "y1": HEAD - 4, "y2": height}))
    told = []
    for index, field in enumerate(fields):
        y = HEAD + index * ROW + ROW / 2
        name, severity = directory_form.label_of(field["id"], hub), worst.get(field["id"], "none")
        end = PLACES[VIEWERS.index(field["visible_to"])]
        parts.append(h("text", {"class": "tg-bar__name", "x": 0, "y": y + 4.5}, shortened(name, ROOM)))
        parts.append(
            h("line", {"class": f"tg-reach tg-reach--{severity}", "x1": PLACES[0], "x2": end, "y1": y, "y2": y})
        )
        parts.append(_sign(severity, end, y))
        told.append(f"{name} {words(f'see-{field["visible_to"]}')} {_name(severity, hub)}")
    alternative = words("grid-alternative", fields=words("list-comma").join(told))
    view = f"0 0 {WIDTH:g} {height:g}"
    return h(
        "svg", {"class": "tg-chart tg-reachgrid", "viewBox": view, "role": "img", "aria-label": alternative}, parts
    )


def shortened(name: str, room: int) -> str:
    """``name`` in at most ``room`` half-widths; a Chinese character takes two."""
    used, kept = 0, []
    for letter in name:
        used += 2 if ord(letter) > 0x2E7F else 1
        kept.append(letter)
        if used > room:
            return "".join(kept[:-2]).rstrip() + "…"
    return name


def _sign(severity: str, x: float, y: float) -> Markup:
    """A ring, a triangle, a square with a cross, a broken ring where it is open: they differ in black and white."""
    at = {"class": f"tg-sign tg-sign--{severity}", "transform": f"translate({x:g} {y:g})"}
    if severity == "red":
        cross = h("path", {"class": "tg-sign__cross", "d": "M-3.5 -3.5 3.5 3.5M3.5 -3.5 -3.5 3.5"})
        return h("g", at, h("rect", {"x": -8.0, "y": -8.0, "width": 16, "height": 16, "rx": 2.0}), cross)
    if severity == "amber":
        return h(
            "g", at, h("path", {"d": "M0 -9 9 7 -9 7Z"}), h("line", {"class": "tg-sign__cross", "y1": -3, "y2": 2})
        )
    return h("g", at, h("circle", {"r": 6.5}))


def _name(severity: str, hub: Hub) -> str:
    return hub.words("not-known") if severity == "open" else label(severity, hub)


def _key(signs: tuple[str, ...], hub: Hub) -> Markup:
    """What the signs mean."""
    marks = [
        h(
            "span",
            h(
                "svg",
                {"class": "tg-reachkey__sign", "viewBox": "-10 -10 20 20", "aria-hidden": "true"},
                _sign(one, 0, 0),
            ),
            " ",
            _name(one, hub),
        )
        for one in signs
    ]
    return h("p", {"class": "tg-reachkey"}, marks)


def _table(fields: list[dict[str, Any]], flags: list[dict[str, Any]], hub: Hub) -> Markup:
    words = hub.words
    items = {item.id: item for item in hub.inputs["fields"].items}
    shown = ("class", "visible_to", "consent", "retention_days")
    rows = [
        [
            directory_form.label_of(field["id"], hub),
            *(said(field[cell], items[cell], hub) for cell in shown),
            words("list-comma").join(words(f"flag-{flag['rule']}") for flag in flags if flag["field"] == field["id"])
            or "–",
        ]
        for field in fields
    ]
    return pieces.table(
        words("grid-title"),
        [words("column-field"), *(items[cell].label for cell in shown), words("column-flags")],
        rows,
    )
