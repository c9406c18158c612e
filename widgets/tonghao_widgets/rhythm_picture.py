"""The rhythm tool's picture: the week as days by parts of the day, rituals as full bars, pushes as marked outlines."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from tonghao_widgets import charts, pieces
from tonghao_widgets.hub import Hub
from tonghao_widgets.markup import Markup, h

WIDTH, LEFT, TOP = 320.0, 38.0, 36.0
ROW, COLUMN, GAP = 31.0, 94.0, 3.0
ROOM = 10  # Latin letters that fit a slot; a Chinese character takes two
DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
PARTS = ("morning", "noon", "evening")
SLOTS = tuple(f"{day}-{part}" for day in DAYS for part in PARTS)


def draw(values: Mapping[str, Any], pushes: Iterable[str], rituals: Mapping[str, str], hub: Hub) -> Markup:
    """The figure with its table. ``pushes`` are slots, ``rituals`` names by slot in week order."""
    words, placed = hub.words, set(pushes)
    parts: list[object] = []
    for column, part in enumerate(PARTS):
        middle = LEFT + (column + 0.5) * COLUMN
        head = {"class": "tg-axis", "x": middle, "y": 12, "text-anchor": "middle"}
        hour = {"class": "tg-tick", "x": middle, "y": 28, "text-anchor": "middle"}
        parts += [h("text", head, words(f"part-{part}")), h("text", hour, clock(values[f"{part}_at"]))]
    for row, day in enumerate(DAYS):
        name = {"class": "tg-week__day", "x": 0, "y": TOP + row * ROW + 19}
        parts.append(h("text", name, words(f"day-{day}")))
        for column, part in enumerate(PARTS):
            parts += _slot(f"{day}-{part}", LEFT + column * COLUMN, TOP + row * ROW, placed, rituals, hub)
    height = TOP + 7 * ROW
    attributes = {"class": "tg-chart tg-week", "viewBox": f"0 0 {WIDTH:g} {height:g}", "role": "img"}
    planned = [(slot, what) for slot, what, _ in _planned(placed, rituals, hub)]
    said = words("list-comma").join(f"{_name(slot, hub)} {what}" for slot, what in planned)
    alternative = words("picture-alternative", plan=said or words("nowhere"))
    table = pieces.table(
        words("picture-caption"),
        [words("column-slot"), words("column-hour"), words("column-what"), words("column-kind")],
        [
            [_name(slot, hub), clock(values[f"{slot.split('-')[1]}_at"]), what, words(f"kind-{kind}")]
            for slot, what, kind in _planned(placed, rituals, hub)
        ],
    )
    picture = h("svg", {**attributes, "aria-label": alternative}, parts)
    return charts.figure(hub, picture, table, words("picture-caption"))


def _slot(slot: str, x: float, y: float, placed: set[str], rituals: Mapping[str, str], hub: Hub) -> list[Markup]:
    box = {"x": x + GAP / 2, "y": y + GAP / 2, "width": COLUMN - GAP, "height": ROW - GAP}
    middle, base = x + COLUMN / 2, y + ROW / 2 + 4.5
    if slot in rituals:
        text = {"class": "tg-week__ritual-name", "x": middle, "y": base, "text-anchor": "middle"}
        return [
            h("rect", {"class": "tg-week__ritual", **box, "rx": 2.0}),
            h("text", text, h("title", rituals[slot]), shortened(rituals[slot])),
        ]
    if slot in placed:
        mark = {"class": "tg-week__mark", "d": f"M{x + 17:g} {y + ROW / 2 - 5:g}l5 5-5 5-5-5Z"}
        text = {"class": "tg-week__push-name", "x": x + 28, "y": base}
        outline = {"class": "tg-week__push", **box, "rx": (ROW - GAP) / 2}
        return [h("rect", outline), h("path", mark), h("text", text, hub.words("push-short"))]
    return [h("rect", {"class": "tg-week__room", **box, "rx": 2.0})]


def shortened(name: str) -> str:
    """``name`` cut to what a slot can show."""
    sizes = [2 if ord(char) > 0x2E7F else 1 for char in name]
    if sum(sizes) <= ROOM + 1:
        return name
    kept = next(at for at in range(len(name), 0, -1) if sum(sizes[:at]) <= ROOM)
    return name[:kept].rstrip() + "…"


def clock(hours: float) -> str:
    """Hours since midnight as a clock shows them: ``20.5`` is 20:30."""
    minutes = min(round(hours * 60), 24 * 60 - 1)
    return f"{minutes // 60:02d}:{minutes % 60:02d}"


def _name(slot: str, hub: Hub) -> str:
    return hub.find(f"rituals.{slot}").label


def _planned(placed: set[str], rituals: Mapping[str, str], hub: Hub) -> list[tuple[str, str, str]]:
    """What stands in the week, in order: slot, name, kind."""
    found = []
    for slot in SLOTS:
        if slot in rituals:
            found.append((slot, rituals[slot], "ritual"))
        elif slot in placed:
            found.append((slot, hub.words("push-short"), "push"))
    return found
