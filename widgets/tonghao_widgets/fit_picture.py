"""The fit tool's picture: four quadrants with the reader's point, and the margin on its own scale.

Both axes are logarithmic, because a business that sells ten times dearer is one step away, not ten.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

from tonghao_widgets import pieces
from tonghao_widgets.hub import Hub
from tonghao_widgets.markup import Markup, h
from tonghao_widgets.words import plain_number, shown

LEFT, TOP, SIDE = 24.0, 24.0, 290.0
NARROWEST, LOWEST = 60.0, 46.0  # a quarter below this has no room for its name
WIDTH, HEIGHT = 320.0, 334.0
ORDERS = (0.3, 100.0)
VALUE = (6.0, 40_000.0)


def draw(values: Mapping[str, Any], result: Any, hub: Hub) -> Markup:
    """The figure with its caption and the table of what it shows."""
    zones = _zones(_x(values["frequency_cut"]), _y(values["value_cut"]), values)
    return h(
        "figure",
        {"class": "tg-figure"},
        h(
            "svg",
            {
                "class": "tg-quadrant",
                "viewBox": f"0 0 {WIDTH:g} {HEIGHT:g}",
                "role": "img",
                "aria-label": _alternative(values, result, hub),
            },
            [_zone(name, box, result) for name, box in zones.items()],
            _grey_bands(values),
            _neighbours(hub),
            [_zone_name(name, box, hub) for name, box in zones.items()],
            _axes(hub),
            _reader(values, hub),
        ),
        _margin_bar(values, result, hub),
        h(
            "details",
            {"class": "tg-data", "id": f"tg-{hub.tool}-data"},
            h("summary", hub.words("picture-data")),
            _table(values, result, hub),
        ),
    )


def _x(orders: float) -> float:
    return LEFT + SIDE * _share(orders, ORDERS)


def _y(value: float) -> float:
    return TOP + SIDE * (1 - _share(value, VALUE))


def _share(value: float, span: tuple[float, float]) -> float:
    """Where ``value`` lies between the ends of a logarithmic axis; beyond the ends it stays at the edge."""
    low, high = span
    clipped = min(max(value, low), high)
    return math.log(clipped / low) / math.log(high / low)


Box = tuple[float, float, float, float]


def _zones(x: float, y: float, values: Mapping[str, Any]) -> dict[str, Box]:
    """The four corners as left, top, right, bottom."""
    right, bottom = LEFT + SIDE, TOP + SIDE
    dear_often = "not-needed" if values["monopoly"] is not False else "hybrid"
    return {
        "service": (LEFT, TOP, x, y),
        dear_often: (x, TOP, right, y),
        "not-suitable": (LEFT, y, x, bottom),
        "native": (x, y, right, bottom),
    }


def _zone(name: str, box: Box, result: Any) -> Markup:
    left, top, right, bottom = box
    kind = "tg-zone tg-zone--here" if name == result["quadrant"] else "tg-zone"
    size = {"x": left, "y": top, "width": max(0.0, right - left), "height": max(0.0, bottom - top)}
    return h("rect", {"class": kind, "data-zone": name, **size})


def _zone_name(name: str, box: Box, hub: Hub) -> Markup:
    left, top, right, bottom = box
    if right - left < NARROWEST or bottom - top < LOWEST:
        return Markup()  # the name would lie in another quarter, and on that one's name
    at_left, at_top = left == LEFT, name not in {"not-suitable", "native"}
    x, y = (left + 9 if at_left else right - 9), (top + 21 if at_top else bottom - 26)
    return h(
        "text",
        {"class": "tg-zone__name", "x": x, "y": y, "text-anchor": "start" if at_left else "end"},
        hub.words(f"zone-{name}"),
        h("tspan", {"class": "tg-zone__what", "x": x, "dy": "1.3em"}, hub.words(f"zone-{name}-what")),
    )


def _grey_bands(values: Mapping[str, Any]) -> list[Markup]:
    band = values["band"]
    x0, x1 = _x(values["frequency_cut"] / band), _x(values["frequency_cut"] * band)
    y0, y1 = _y(values["value_cut"] * band), _y(values["value_cut"] / band)
    return [
        h("rect", {"class": "tg-band", "x": x0, "y": TOP, "width": x1 - x0, "height": SIDE}),
        h("rect", {"class": "tg-band", "x": LEFT, "y": y0, "width": SIDE, "height": y1 - y0}),
        h(
            "line",
            {
                "class": "tg-cut",
                "x1": _x(values["frequency_cut"]),
                "x2": _x(values["frequency_cut"]),
                "y1": TOP,
                "y2": TOP + SIDE,
            },
        ),
        h(
            "line",
            {
                "class": "tg-cut",
                "x1": LEFT,
                "x2": LEFT + SIDE,
                "y1": _y(values["value_cut"]),
                "y2": _y(values["value_cut"]),
            },
        ),
    ]


def _axes(hub: Hub) -> list[Markup]:
    below, left = TOP + SIDE + 16, LEFT - 7
    ticks = [
        h("text", {"class": "tg-tick", "x": _x(orders), "y": below, "text-anchor": "middle"}, str(orders))
        for orders in (1, 6)
    ]
    for value, name in ((30, "30"), (300, "300"), (3000, "3000")):
        turned = f"translate({left:g} {_y(value):.2f}) rotate(-90)"
        ticks.append(h("text", {"class": "tg-tick", "transform": turned, "text-anchor": "middle"}, name))
    ticks.append(
        h("text", {"class": "tg-axis", "x": LEFT + SIDE, "y": below, "text-anchor": "end"}, hub.words("axis-orders"))
    )
    ticks.append(h("text", {"class": "tg-axis", "x": LEFT, "y": TOP - 9}, hub.words("axis-value")))
    return ticks


def _neighbours(hub: Hub) -> list[Markup]:
    """The worked cases as small marks, so that the reader's own point has company."""
    marks = []
    for preset in hub.presets:
        orders, value = preset["inputs"].get("orders_per_year"), preset["inputs"].get("order_value")
        if orders and value:
            marks.append(
                h(
                    "circle",
                    {"class": "tg-case", "cx": _x(orders), "cy": _y(value), "r": 3.0},
                    h("title", preset["label"]),
                )
            )
    return marks


def _reader(values: Mapping[str, Any], hub: Hub) -> list[Markup]:
    """The reader's point with the +-20 % around it; a stripe where one axis is unknown; nothing where both are."""
    orders, value = values["orders_per_year"], values["order_value"]
    if orders is None and value is None:
        return []
    x0, x1 = (LEFT, LEFT + SIDE) if orders is None else (_x(orders * 0.8), _x(orders * 1.2))
    y0, y1 = (TOP, TOP + SIDE) if value is None else (_y(value * 1.2), _y(value * 0.8))
    marks = [
        h(
            "rect",
            {
                "class": "tg-spread",
                "x": x0,
                "y": y0,
                "width": max(x1 - x0, 2.0),
                "height": max(y1 - y0, 2.0),
                "rx": 4.0,
            },
        )
    ]
    if orders is not None and value is not None:
        x, y = _x(orders), _y(value)
        near_right, near_top = x > LEFT + SIDE - 52, y < TOP + 62
        marks.append(
            h(
                "g",
                {"class": "tg-you", "transform": f"translate({x:.2f} {y:.2f})"},
                h("circle", {"class": "tg-you__dot", "r": 7.0}),
                h(
                    "text",
                    {
                        "class": "tg-you__name",
                        "x": -13 if near_right else 13,
                        "y": round(max(22.0, TOP + 57 - y), 2) if near_top else -9,  # below the quarter's name
                        "text-anchor": "end" if near_right else "start",
                    },
                    hub.words("you"),
                ),
            )
        )
    return marks


def _margin_bar(values: Mapping[str, Any], result: Any, hub: Hub) -> Markup:
    """The margin between nothing and everything, with the two cuts."""
    width = WIDTH - 12
    warn, passing = 6 + width * values["margin_warn"], 6 + width * values["margin_pass"]
    marks = [
        h("rect", {"class": "tg-bar tg-bar--fail", "x": 6, "y": 24, "width": warn - 6, "height": 10}),
        h("rect", {"class": "tg-bar tg-bar--conditional", "x": warn, "y": 24, "width": passing - warn, "height": 10}),
        h("rect", {"class": "tg-bar tg-bar--pass", "x": passing, "y": 24, "width": 6 + width - passing, "height": 10}),
        h(
            "text",
            {"class": "tg-tick", "x": warn, "y": 51, "text-anchor": "middle"},
            shown("fraction", values["margin_warn"], hub.words),
        ),
        h(
            "text",
            {"class": "tg-tick", "x": passing, "y": 51, "text-anchor": "middle"},
            shown("fraction", values["margin_pass"], hub.words),
        ),
    ]
    name = hub.inputs["margin"].label
    if values["margin"] is not None:
        x = 6 + width * min(1.0, values["margin"])
        marks.append(
            h(
                "g",
                {"class": "tg-you", "transform": f"translate({x:.2f} 29)"},
                h("path", {"class": "tg-you__dot", "d": "M0 -9 8 0 0 9 -8 0Z"}),
            )
        )
    shown_margin = shown("fraction", values["margin"], hub.words)
    band = hub.words(f"margin-{result['margin_band']}") if result["margin_band"] else hub.words("open")
    return h(
        "svg",
        {
            "class": "tg-margin",
            "viewBox": f"0 0 {WIDTH:g} 56",
            "role": "img",
            "aria-label": f"{name}: {shown_margin}. {band}",
        },
        h("text", {"class": "tg-axis", "x": 6, "y": 13}, f"{name} {shown_margin}"),
        h("text", {"class": "tg-axis tg-axis--strong", "x": WIDTH - 6, "y": 13, "text-anchor": "end"}, band),
        *marks,
    )


def _alternative(values: Mapping[str, Any], result: Any, hub: Hub) -> str:
    where = hub.words(f"zone-{result['quadrant']}") if result["quadrant"] else hub.words("open")
    return hub.words(
        "picture-alternative",
        orders=shown("number", values["orders_per_year"], hub.words),
        value=shown("money", values["order_value"], hub.words),
        where=where,
    )


def _table(values: Mapping[str, Any], result: Any, hub: Hub) -> Markup:
    words = hub.words
    rows = []
    for name, low, high in (
        ("margin", values["margin_warn"], values["margin_pass"]),
        ("orders_per_year", values["frequency_cut"] / values["band"], values["frequency_cut"] * values["band"]),
        ("order_value", values["value_cut"] / values["band"], values["value_cut"] * values["band"]),
    ):
        spec = hub.inputs[name]
        cut = {"margin": "margin_pass", "orders_per_year": "frequency_cut", "order_value": "value_cut"}[name]
        rows.append(
            [
                spec.label,
                shown(spec.type, values[name], words),
                shown(spec.type, values[cut], words),
                f"{_rounded(spec.type, low, hub)} – {_rounded(spec.type, high, hub)}",
            ]
        )
    return pieces.table(
        words("picture-caption"),
        [words("column-input"), words("column-yours"), words("column-cut"), words("column-grey")],
        rows,
    )


def _rounded(kind: str, value: float, hub: Hub) -> str:
    return shown(kind, value, hub.words) if kind == "fraction" else plain_number(value, 1)
