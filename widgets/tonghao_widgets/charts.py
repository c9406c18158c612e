"""Charts as SVG, drawn from numbers only: lines, bars, a waterfall, a tornado. All in one look.

A chart is 320 units wide, so that on the narrowest phone one unit is one pixel and text stays at 12. Every figure
comes with a text alternative and the same data as a table. Colour never says anything alone: series differ by
dash, bars by pattern and label.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from tonghao_widgets import pieces
from tonghao_widgets.hub import Hub
from tonghao_widgets.markup import Markup, h
from tonghao_widgets.saying import name_of, said

WIDTH = 320.0
LEFT, RIGHT, TOP, BOTTOM = 44.0, 12.0, 26.0, 34.0
Say = Callable[[float], str]


@dataclass(frozen=True, slots=True)
class Series:
    """A line: ``id`` picks its dash and colour (1 to 4), ``points`` are (x, y) in data units, in order of x.

    A point whose y is None is a gap. ``name`` stands at its end.
    """

    id: int
    name: str
    points: Sequence[tuple[float, float | None]]


@dataclass(frozen=True, slots=True)
class Mark:
    """Something worth pointing at: a dot with words (``y`` given) or an upright line with words (``y`` None)."""

    x: float
    y: float | None
    text: str
    strong: bool = False


@dataclass(frozen=True, slots=True)
class Scale:
    """From data to drawing. ``log`` needs ``low`` above 0."""

    low: float
    high: float
    start: float
    end: float
    log: bool = False

    def __call__(self, value: float) -> float:
        """The place of ``value``; beyond the ends it stays at the edge."""
        inside = min(max(value, self.low), self.high)
        if self.log:
            share = math.log(inside / self.low) / math.log(self.high / self.low)
        else:
            share = (inside - self.low) / ((self.high - self.low) or 1.0)
        return self.start + (self.end - self.start) * share


def ticks(low: float, high: float, count: int = 4) -> list[float]:
    """Round numbers between ``low`` and ``high``, about ``count`` of them."""
    if high <= low:
        return [low]
    rough = (high - low) / count
    unit = 10.0 ** math.floor(math.log10(rough))
    step = next(unit * factor for factor in (1, 2, 2.5, 5, 10) if unit * factor >= rough * 0.999)
    first = math.ceil(low / step - 1e-9)
    return [float(f"{index * step:.12g}") for index in range(first, math.floor(high / step + 1e-9) + 1)]


def figure(hub: Hub, picture: Markup, table: Markup | None, title: str = "", suffix: str = "") -> Markup:
    """A picture with its title and, folded, its data as a table. ``suffix`` tells two figures of a tool apart."""
    return h(
        "figure",
        {"class": "tg-figure"},
        h("figcaption", title) if title else None,
        picture,
        h(
            "details",
            {"class": "tg-data", "id": f"tg-{hub.tool}-data{suffix}"},
            h("summary", hub.words("picture-data")),
            table,
        )
        if table
        else None,
    )


def lines(
    series: Sequence[Series],
    *,
    alternative: str,
    x_name: str,
    y_name: str,
    say_x: Say,
    say_y: Say,
    marks: Iterable[Mark] = (),
    height: float = 230.0,
    y_span: tuple[float, float] | None = None,
    x_log: bool = False,
) -> Markup:
    """A line chart. The axes span the data, and zero where it is near, unless ``y_span`` says otherwise."""
    marks = list(marks)
    xs = [x for one in series for x, _ in one.points] or [0.0, 1.0]
    ys = [y for one in series for _, y in one.points if y is not None] + [
        mark.y for mark in marks if mark.y is not None
    ]
    low, high = y_span or _span(ys)
    across = Scale(min(xs), max(xs), LEFT, WIDTH - RIGHT, x_log)
    up = Scale(low, high, height - BOTTOM, TOP)
    return h(
        "svg",
        {"class": "tg-chart", "viewBox": f"0 0 {WIDTH:g} {height:g}", "role": "img", "aria-label": alternative},
        _axes(across, up, height, say_x, say_y, x_name, y_name),
        [_line(one, across, up) for one in series],
        _names(series, across, up),
        [_mark(mark, across, up, height) for mark in marks],
    )


def _span(ys: Sequence[float]) -> tuple[float, float]:
    low, high = (min(ys), max(ys)) if ys else (0.0, 1.0)
    if low > 0 and low < high * 0.6:
        low = 0.0
    if low == high:
        low, high = min(low, 0.0), high or 1.0
    room = (high - low) * 0.04
    return (low if low == 0 else low - room), high + room


def _axes(across: Scale, up: Scale, height: float, say_x: Say, say_y: Say, x_name: str, y_name: str) -> list[Markup]:
    base = height - BOTTOM
    parts: list[Markup] = []
    for value in ticks(up.low, up.high):
        y = up(value)
        parts.append(h("line", {"class": "tg-grid", "x1": LEFT, "x2": WIDTH - RIGHT, "y1": y, "y2": y}))
        parts.append(h("text", {"class": "tg-tick", "x": LEFT - 5, "y": y + 4, "text-anchor": "end"}, say_y(value)))
    values = _powers(across) if across.log else ticks(across.low, across.high)
    for value in values:
        x = across(value)
        edge = "end" if x > WIDTH - RIGHT - 12 else "middle"
        parts.append(h("text", {"class": "tg-tick", "x": x, "y": base + 15, "text-anchor": edge}, say_x(value)))
    parts.append(h("line", {"class": "tg-base", "x1": LEFT, "x2": WIDTH - RIGHT, "y1": base, "y2": base}))
    if up.low < 0 < up.high:
        parts.append(h("line", {"class": "tg-zero", "x1": LEFT, "x2": WIDTH - RIGHT, "y1": up(0), "y2": up(0)}))
    parts.append(h("text", {"class": "tg-axis", "x": WIDTH - RIGHT, "y": height - 4, "text-anchor": "end"}, x_name))
    parts.append(h("text", {"class": "tg-axis", "x": 2, "y": 12}, y_name))
    return parts


def _powers(across: Scale) -> list[float]:
    low, high = math.ceil(math.log10(across.low) - 1e-9), math.floor(math.log10(across.high) + 1e-9)
    return [10.0**power for power in range(low, high + 1)]


def _line(one: Series, across: Scale, up: Scale) -> list[Markup]:
    """One polyline for each stretch without a gap."""
    stretches: list[list[str]] = [[]]
    for x, y in one.points:
        if y is None:
            stretches.append([])
        else:
            stretches[-1].append(f"{across(x):.1f},{up(y):.1f}")
    return [
        h("polyline", {"class": f"tg-line tg-line--{one.id}", "points": " ".join(points)})
        for points in stretches
        if points
    ]


def _names(series: Sequence[Series], across: Scale, up: Scale) -> list[Markup]:
    """Each line's name near its end, pushed apart so that none covers another."""
    ends = []
    for one in series:
        last = next(((x, y) for x, y in reversed(one.points) if y is not None), None)
        if last and one.name:
            ends.append([up(last[1]), across(last[0]), one])
    ends.sort(key=lambda end: end[0])
    floor = TOP - 4
    placed = []
    for y, x, one in ends:
        place = max(y - 6, floor + 14)
        floor = place
        attributes = {
            "class": f"tg-name tg-name--{one.id}",
            "x": min(x, WIDTH - RIGHT),
            "y": place,
            "text-anchor": "end",
        }
        placed.append(h("text", attributes, one.name))
    return placed


def _mark(mark: Mark, across: Scale, up: Scale, height: float) -> list[Markup]:
    x = across(mark.x)
    side = "end" if x > WIDTH * 0.6 else "start"
    shift = -8 if side == "end" else 8
    if mark.y is None:
        line = {"class": "tg-cut", "x1": x, "x2": x, "y1": TOP, "y2": height - BOTTOM}
        words = {"class": "tg-tick", "x": x + shift / 2, "y": TOP + 9, "text-anchor": side}
        return [h("line", line), h("text", words, mark.text)]
    y = up(mark.y)
    kind = "tg-dot tg-dot--strong" if mark.strong else "tg-dot"
    below = y < TOP + 24
    words = {"class": "tg-mark", "x": x + shift, "y": y + (18 if below else -8), "text-anchor": side}
    return [h("circle", {"class": kind, "cx": x, "cy": y, "r": 5.0}), h("text", words, mark.text)]


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar from 0 to ``value`` of ``most``. ``tone``: go, caution, stop or open; ``said`` stands at its end."""

    name: str
    value: float | None
    said: str
    tone: str = "open"
    levels: tuple[float, ...] = ()


def bars(rows: Sequence[Bar], most: float, *, alternative: str) -> Markup:
    """Horizontal bars, one under the other, each with its name above it and marks at its levels."""
    longest = max((len(row.said) for row in rows), default=0)
    step, right = 38.0, WIDTH - min(max(52.0, 9.5 * longest), WIDTH / 2)  # room for what is said at the end
    across = Scale(0.0, most, 0.0, right)
    parts: list[object] = []
    for index, row in enumerate(rows):
        top = index * step
        parts.append(h("text", {"class": "tg-bar__name", "x": 0, "y": top + 13}, row.name))
        parts.append(
            h("rect", {"class": "tg-bar__room", "x": 0, "y": top + 19, "width": right, "height": 10, "rx": 2.0})
        )
        if row.value is not None:
            size = {"x": 0, "y": top + 19, "width": max(across(row.value), 1.5), "height": 10, "rx": 2.0}
            parts.append(h("rect", {"class": f"tg-bar__value tg-bar__value--{row.tone}", **size}))
        for level in row.levels:
            x = across(level)
            parts.append(h("line", {"class": "tg-bar__level", "x1": x, "x2": x, "y1": top + 16, "y2": top + 32}))
        parts.append(h("text", {"class": "tg-bar__said", "x": WIDTH, "y": top + 29, "text-anchor": "end"}, row.said))
    view = f"0 0 {WIDTH:g} {max(len(rows), 1) * step:g}"
    return h("svg", {"class": "tg-chart tg-bars", "viewBox": view, "role": "img", "aria-label": alternative}, parts)


@dataclass(frozen=True, slots=True)
class Fall:
    """A step of a waterfall: a change by ``amount``, or with ``total`` a bar from zero to where it has come."""

    name: str
    amount: float
    said: str
    total: bool = False


def waterfall(steps: Sequence[Fall], *, alternative: str) -> Markup:
    """What comes in, what goes out, what is left; each step starts where the one before ended."""
    edges, at = [], 0.0
    for step in steps:
        start = 0.0 if step.total else at
        at = step.amount if step.total else at + step.amount
        edges.append((start, at))
    low, high = min(0.0, *(min(edge) for edge in edges)), max(0.0, *(max(edge) for edge in edges))
    across = Scale(low, high, 0.0, WIDTH - 70)
    parts: list[object] = []
    for index, (step, (start, end)) in enumerate(zip(steps, edges, strict=True)):
        top = index * 36.0
        left, right = sorted((across(start), across(end)))
        kind = "total" if step.total else ("in" if step.amount >= 0 else "out")
        if step.total and end < 0:
            kind = "total tg-fall--short"
        parts.append(h("text", {"class": "tg-bar__name", "x": 0, "y": top + 13}, step.name))
        size = {"x": left, "y": top + 18, "width": max(right - left, 1.5), "height": 12, "rx": 2.0}
        parts.append(h("rect", {"class": f"tg-fall tg-fall--{kind}", **size}))
        parts.append(h("text", {"class": "tg-bar__said", "x": WIDTH, "y": top + 28, "text-anchor": "end"}, step.said))
    zero = across(0.0)
    parts.append(h("line", {"class": "tg-zero", "x1": zero, "x2": zero, "y1": 16, "y2": len(steps) * 36.0 - 4}))
    view = f"0 0 {WIDTH:g} {len(steps) * 36.0:g}"
    return h(
        "svg", {"class": "tg-chart tg-waterfall", "viewBox": view, "role": "img", "aria-label": alternative}, parts
    )


def tornado(hub: Hub, rows: Sequence[Mapping[str, Any]], base: float, say: Say, most: int = 6) -> Markup:
    """:func:`tonghao_widgets.nearby.tornado` as a section of the answer: what moves the result most."""
    rows = [row for row in rows if row["at_low"] is not None and row["at_high"] is not None][:most]
    if not rows:
        return Markup()
    ends = [row[side] for row in rows for side in ("at_low", "at_high")]
    across = Scale(min(base, *ends), max(base, *ends), 4.0, WIDTH - 4)
    parts: list[object] = []
    for index, row in enumerate(rows):
        top = index * 40.0
        name = _short(name_of(row["input"], hub))
        parts.append(h("text", {"class": "tg-bar__name", "x": 0, "y": top + 13}, name))
        for side, kind in (("at_low", "lower"), ("at_high", "higher")):
            left, right = sorted((across(base), across(row[side])))
            size = {"x": left, "y": top + 19, "width": max(right - left, 0.8), "height": 12}
            parts.append(h("rect", {"class": f"tg-swing tg-swing--{kind}", **size}))
    middle = across(base)
    parts.append(h("line", {"class": "tg-zero", "x1": middle, "x2": middle, "y1": 16, "y2": len(rows) * 40.0 - 4}))
    words = hub.words
    alternative = words("list-comma").join(name_of(row["input"], hub) for row in rows)
    view = f"0 0 {WIDTH:g} {len(rows) * 40.0:g}"
    attributes = {"class": "tg-chart tg-tornado", "viewBox": view, "role": "img"}
    table = pieces.table(
        words("tornado-note"),
        [words("column-input"), words("tornado-lower"), words("tornado-higher")],
        [[_changed(row, hub), say(row["at_low"]), say(row["at_high"])] for row in rows],
    )
    key = h(
        "p",
        {"class": "tg-key"},
        h("span", {"class": "tg-key__lower"}, words("tornado-lower")),
        " ",
        h("span", {"class": "tg-key__higher"}, words("tornado-higher")),
    )
    label = f"{words('tornado')}{words('colon')}{alternative}"
    picture = h("svg", {**attributes, "aria-label": label}, parts)
    return pieces.section(hub, "tornado", h("p", words("tornado-note")), picture, key, _folded(hub, table, "-tornado"))


def _short(name: str) -> str:
    """As much of a name as fits the width; the table has it whole."""
    room = WIDTH
    for at, letter in enumerate(name):
        room -= 15.0 if letter > "\u2e80" else 8.2
        if room < 0:
            return f"{name[: at - 1]}…"
    return name


def _changed(row: Mapping[str, Any], hub: Hub) -> str:
    spec = hub.find(row["input"])
    return f"{name_of(row['input'], hub)} ({said(row['low'], spec, hub)} – {said(row['high'], spec, hub)})"


def _folded(hub: Hub, table: Markup, suffix: str) -> Markup:
    attributes = {"class": "tg-data", "id": f"tg-{hub.tool}-data{suffix}"}
    return h("details", attributes, h("summary", hub.words("picture-data")), table)
