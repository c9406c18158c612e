"""The nine tool's pictures: a wheel with nine spokes, and bars for the four causes and the two indices.

Each cause has a shape of its own (round, square, triangle, diamond) on the wheel and before its bar, beside its colour.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

from tonghao_widgets import charts, pieces, saying
from tonghao_widgets.hub import Hub
from tonghao_widgets.markup import Markup, h
from tonghao_widgets.words import plain_number

X, Y, RIM, HUB = 160.0, 130.0, 88.0, 8.0
WIDTH, HEIGHT = 320.0, 244.0
TOP = 4
SHAPES = {
    "shared-attributes": ("●", "M-6 0A6 6 0 1 1 6 0A6 6 0 1 1 -6 0Z"),
    "identity": ("■", "M-5.5 -5.5H5.5V5.5H-5.5Z"),
    "organisation": ("▲", "M0 -7.5 7 5.5H-7Z"),
    "monetisation": ("◆", "M0 -8 8 0 0 8 -8 0Z"),
}
TONES = ("stop", "caution", "go", "go")
Groups = Mapping[str, tuple[str, ...]]


def draw(values: Mapping[str, Any], result: Any, hub: Hub, groups: Groups) -> list[Markup]:
    """The two figures, each with its data as a table."""
    return [
        charts.figure(hub, wheel(values["ratings"], hub, groups), _ratings(values, hub, groups), hub.words("wheel")),
        charts.figure(hub, _bars(result, hub), _scores(result, hub), hub.words("causes"), suffix="-causes"),
    ]


def _reach(rating: float) -> float:
    """How far from the middle a rating stands. 0 keeps off the very middle, so that its mark can be told."""
    return HUB + (RIM - HUB) * rating / TOP


def _at(turn: float, reach: float) -> tuple[float, float]:
    return X + reach * math.sin(turn), Y - reach * math.cos(turn)


def wheel(
    ratings: Mapping[str, Any],
    hub: Hub,
    groups: Groups,
    band: tuple[Mapping[str, Any], Mapping[str, Any]] | None = None,
) -> Markup:
    """The wheel. ``band``: a lower and a higher rating of each element, drawn as a ring between the two."""
    elements = [(element, group) for group, members in groups.items() for element in members]
    step = 2 * math.pi / len(elements)
    turns = {element: index * step for index, (element, _) in enumerate(elements)}
    rated = [(element, group) for element, group in elements if ratings[element] is not None]
    corners = [_at(turns[element], _reach(ratings[element])) for element, _ in rated]
    outline = " ".join(f"{x:.1f},{y:.1f}" for x, y in corners)
    return h(
        "svg",
        {
            "class": "tg-chart tg-wheel",
            "viewBox": f"0 0 {WIDTH:g} {HEIGHT:g}",
            "role": "img",
            "aria-label": _alternative(ratings, hub, elements),
        },
        [h("circle", {"class": "tg-wheel__ring", "cx": X, "cy": Y, "r": _reach(ring)}) for ring in (1, 2, 3, TOP)],
        [_rim(group, [turns[element] for element in members], step) for group, members in groups.items()],
        [_spoke(turns[element], ratings[element] is None) for element, _ in elements],
        _band(turns, band) if band else None,
        h("polygon", {"class": "tg-wheel__shape", "points": outline}) if corners else None,
        [_mark(group, *corner) for (_, group), corner in zip(rated, corners, strict=True)],
        [_label(element, turns[element], ratings[element], hub) for element, _ in elements],
    )


def _band(turns: Mapping[str, float], band: tuple[Mapping[str, Any], Mapping[str, Any]]) -> Markup | None:
    """The ring between two outlines: the outer one, with the inner one cut out of it."""
    edges = []
    for ratings in reversed(band):
        corners = [_at(turn, _reach(ratings[name])) for name, turn in turns.items() if ratings[name] is not None]
        edges.append("M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in corners) + "Z" if corners else "")
    return h("path", {"class": "tg-wheel__band", "d": "".join(edges), "fill-rule": "evenodd"}) if all(edges) else None


def _rim(group: str, turns: list[float], step: float) -> Markup:
    """The arc that holds a cause's spokes together, outside the wheel."""
    (x0, y0), (x1, y1) = _at(turns[0] - step * 0.42, RIM + 5), _at(turns[-1] + step * 0.42, RIM + 5)
    path = f"M{x0:.1f} {y0:.1f}A{RIM + 5:g} {RIM + 5:g} 0 0 1 {x1:.1f} {y1:.1f}"
    return h("path", {"class": f"tg-wheel__rim tg-wheel__rim--{group}", "d": path})


def _spoke(turn: float, open_: bool) -> Markup:
    x, y = _at(turn, RIM)
    kind = "tg-wheel__spoke tg-wheel__spoke--open" if open_ else "tg-wheel__spoke"
    return h("line", {"class": kind, "x1": X, "y1": Y, "x2": x, "y2": y})


def _mark(group: str, x: float, y: float) -> Markup:
    place = {"class": f"tg-wheel__mark tg-wheel__mark--{group}", "transform": f"translate({x:.1f} {y:.1f})"}
    return h("path", {**place, "d": SHAPES[group][1]})


def _label(element: str, turn: float, rating: float | None, hub: Hub) -> Markup:
    x, y = _at(turn, RIM + 14)
    side = math.sin(turn)
    anchor = "middle" if abs(side) < 0.2 else ("start" if side > 0 else "end")
    return h(
        "text",
        {"class": "tg-wheel__name", "x": x, "y": y + 4 - 4 * math.cos(turn), "text-anchor": anchor},
        hub.words(f"spoke-{element}"),
        " ",
        h("tspan", {"class": "tg-wheel__rating"}, _short(rating)),
    )


def _short(rating: float | None) -> str:
    return "–" if rating is None else plain_number(rating)


def _alternative(ratings: Mapping[str, Any], hub: Hub, elements: list[tuple[str, str]]) -> str:
    words = hub.words
    told = [
        f"{words(f'spoke-{element}')} {words('not-answered') if ratings[element] is None else _short(ratings[element])}"
        for element, _ in elements
    ]
    return f"{words('wheel')}{words('colon')}{words('list-comma').join(told)}"


def _ratings(values: Mapping[str, Any], hub: Hub, groups: Groups) -> Markup:
    words = hub.words
    rows = []
    for group, elements in groups.items():
        for element in elements:
            name, spec = f"ratings.{element}", hub.find(f"ratings.{element}")
            said = saying.said(values["ratings"][element], spec, hub)
            rows.append([saying.name_of(name, hub), said, _cause(group, hub)])
    return pieces.table(words("wheel"), [words("column-element"), words("column-yours"), words("column-cause")], rows)


def _cause(group: str, hub: Hub) -> str:
    return f"{SHAPES[group][0]} {hub.words(f'cause-{group}')}"


def _rows(result: Any, hub: Hub) -> list[tuple[str, float | None]]:
    """Name and score of the four causes and the two indices; the weakest cause says so."""
    rows = []
    for group, value in result["groups"].items():
        weakest = group == result["weakest"] and value is not None and value < 100
        rows.append((f"{_cause(group, hub)}{hub.words('weakest') if weakest else ''}", value))
    return [*rows, *((hub.words(f"index-{name}"), result[name]) for name in ("activity", "conversion"))]


def _bars(result: Any, hub: Hub) -> Markup:
    cuts = hub.constants["level_cuts"]
    rows = _rows(result, hub)
    shown = [
        charts.Bar(
            name,
            value,
            "–" if value is None else plain_number(value, 1),
            "open" if value is None else TONES[sum(value >= cut - 1e-9 for cut in cuts)],
            tuple(cuts),
        )
        for name, value in rows
    ]
    told = hub.words("list-comma").join(f"{bar.name} {bar.said}" for bar in shown)
    return charts.bars(shown, 100.0, alternative=f"{hub.words('causes')}{hub.words('colon')}{told}")


def _scores(result: Any, hub: Hub) -> Markup:
    words = hub.words
    rows = [
        [name, words("not-answered") if value is None else plain_number(value, 1)] for name, value in _rows(result, hub)
    ]
    return pieces.table(words("causes"), [words("column-cause"), words("column-score")], rows)
