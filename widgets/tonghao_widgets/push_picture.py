"""The push tool's picture: what each number of pushes a week earns, with the best, the cap and today's."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tonghao_widgets import charts, pieces
from tonghao_widgets.hub import Hub
from tonghao_widgets.markup import Markup, h
from tonghao_widgets.words import money, percent, plain_number

#: A curve may fall far below zero; what lies deeper than this share of its height is cut off, so that the top shows.
DEEPEST = 0.6
#: Below which height the upright axis counts in what, so that its numbers stay short.
UNITS = (
    (1e4, 1.0, "axis-money"),
    (1e7, 1e3, "axis-thousands"),
    (1e10, 1e6, "axis-millions"),
    (1e13, 1e9, "axis-thousand-millions"),
)


def draw(values: Mapping[str, Any], result: Any, hub: Hub) -> Markup:
    """The figure with its key and the table of what it shows."""
    words, curve = hub.words, result["curve"]
    earned = [point["value"] for point in curve]
    top = max(earned)
    low = min(earned) if top <= 0 else max(min(*earned, 0.0), -DEEPEST * top)
    unit, axis = next(((unit, axis) for most, unit, axis in UNITS if max(top, -low) < most), UNITS[-1][1:])
    points = [(point["n"], max(point["value"], low) / unit) for point in curve]
    aim = result["best"] if result["recommended"] is None else result["recommended"]
    marks = [charts.Mark(aim, points[aim][1], "", strong=True)]
    current, cap = values["current"], result["channel_cap"]
    if current is not None and current <= curve[-1]["n"]:
        marks.append(charts.Mark(current, _between(points, current), ""))
    if cap is not None and cap <= curve[-1]["n"]:
        marks.append(charts.Mark(cap, None, ""))
    room = (top - low) / unit * 0.06 or 1.0
    picture = charts.lines(
        [charts.Series(1, "", points)],
        alternative=_alternative(aim, values, result, hub),
        x_name=words("axis-pushes"),
        y_name=words(axis),
        say_x=lambda value: plain_number(value, 1),
        say_y=lambda value: plain_number(value, 2),
        marks=marks,
        y_span=(low / unit - (room if low < 0 else 0), top / unit + room),
    )
    return charts.figure(
        hub, h("div", picture, _key(aim, values, result, hub)), _table(result, hub), words("curve-title")
    )


def _between(points: list[tuple[int, float]], at: float) -> float:
    """The height of the drawn line at ``at``, which may lie between two whole numbers."""
    left = min(int(at), len(points) - 1)
    right = min(left + 1, len(points) - 1)
    return points[left][1] + (points[right][1] - points[left][1]) * (at - left)


def _key(aim: int, values: Mapping[str, Any], result: Any, hub: Hub) -> Markup:
    """What the marks are: dots side by side would cover each other's words."""
    words, items = hub.words, [_entry(_dot(" tg-dot--strong"), hub.words("mark-best", pushes=aim))]
    if values["current"] is not None:
        items.append(_entry(_dot(""), words("mark-today", pushes=plain_number(values["current"]))))
    if result["channel_cap"] is not None:
        line = h("line", {"class": "tg-cut", "x1": 8, "x2": 8, "y1": 0, "y2": 16})
        items.append(_entry(line, words("mark-cap", pushes=result["channel_cap"])))
    return h("ul", {"class": "tg-push-key"}, items)


def _dot(kind: str) -> Markup:
    return h("circle", {"class": f"tg-dot{kind}", "cx": 8, "cy": 8, "r": 5.0})


def _entry(sample: Markup, text: str) -> Markup:
    return h("li", h("svg", {"viewBox": "0 0 16 16", "aria-hidden": "true"}, sample), text)


def _alternative(aim: int, values: Mapping[str, Any], result: Any, hub: Hub) -> str:
    words = hub.words
    said = [words("curve-alternative", pushes=aim, value=money(round(result["curve"][aim]["value"])))]
    if values["current"] is not None:
        said.append(words("mark-today", pushes=plain_number(values["current"])))
    if result["channel_cap"] is not None:
        said.append(words("mark-cap", pushes=result["channel_cap"]))
    return words("list-comma").join(said)


def _table(result: Any, hub: Hub) -> Markup:
    words = hub.words
    rows = [[str(p["n"]), money(round(p["value"])), percent(p["loss"], 2)] for p in result["curve"]]
    head = [words("column-pushes"), words("column-value"), words("column-loss")]
    return pieces.table(words("curve-title"), head, rows)
