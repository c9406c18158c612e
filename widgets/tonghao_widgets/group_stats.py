"""What a group's answers have in common and where they part: figures per question, on plain lists.

Numbers and steps have a median and quartiles (inclusive, as a spreadsheet's QUARTILE.INC). How far a group is apart is
one figure from 0 to 1 for every kind of question, so that questions can be ranked: for numbers and steps the distance
of the quartiles, as a share of the question's range; for choices how many are outside the commonest answer, as a share
of the most there could be. A question fewer than :data:`LEAST` people answered is left out.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from tonghao_widgets.hub import Hub, Input
from tonghao_widgets.inputs import USE
from tonghao_widgets.layouts import Field, Layout

LEAST = 3
FEW = 7
"""So many different numbers are counted one by one; more are put into as many equal steps."""
MOST_ITEMS = 80
NUMBERS = frozenset({"number", "fraction", "money", "count", "ratio"})


@dataclass(frozen=True, slots=True)
class Item:
    """One question. ``counts``: how many gave an answer, by answer, or by ``(from, to)`` for numbers in steps;
    ``spread`` 0 (all the same) to 1; ``median``, ``low`` and ``high`` (quartiles) are None for choices."""

    name: str
    spec: Input
    count: int
    unknown: int
    counts: tuple[tuple[Any, int], ...]
    spread: float
    median: float | None = None
    low: float | None = None
    high: float | None = None
    range: tuple[float, float] | None = None

    @property
    def shares(self) -> dict[Any, float]:
        """Which part of the group gave each answer; answers nobody gave are left out."""
        return {value: count / self.count for value, count in self.counts if count}


def items_of(answers: Sequence[Sequence[Any]], layout: Layout, hub: Hub | None) -> list[Item]:
    """The questions worth showing, in the order of the form: the main ones, and others somebody answered anew."""
    if len(answers) < LEAST:
        return []
    columns = list(zip(*answers, strict=True))
    items: list[Item] = []
    at = 0
    for block in layout.blocks:
        own = columns[at : at + len(block)]
        at += len(block)
        used = own[0] if block[0].spec is USE else None
        for field, column in zip(block, own, strict=True):
            if not _counts(field, column, hub):
                continue
            if used is not None and field.spec is not USE:
                column = [value for value, in_use in zip(column, used, strict=True) if in_use]
            item = figures(field, column)
            if item and len(items) < MOST_ITEMS:
                items.append(item)
    return items


def _counts(field: Field, column: Sequence[Any], hub: Hub | None) -> bool:
    if field.spec.type in {"text", "numbers"} or ".own-" in field.name:
        return False
    if hub is None or hub.inputs[field.name.split(".")[0]].group == "main":
        return True
    return column.count(field.usual) < len(column)


def figures(field: Field, column: Sequence[Any]) -> Item | None:
    """The figures of one question; None when too few answered it."""
    spec = field.spec
    known = [value for value in column if value is not None]
    if len(known) < LEAST:
        return None
    unknown = len(column) - len(known)
    if spec.type in {"flag", "choice"}:
        options = [option for option in field.options if option is not None]
        if spec.type == "flag":
            options.reverse()  # yes before no
        counts = tuple((option, known.count(option)) for option in options)
        most = max(count for _, count in counts)
        spread = (1 - most / len(known)) / (1 - 1 / len(options)) if len(options) > 1 else 0.0
        return Item(field.name, spec, len(known), unknown, counts, spread)
    known.sort()
    low, median, high = (quantile(known, part) for part in (0.25, 0.5, 0.75))
    least, most_ = span(field, known)
    spread = min((high - low) / (most_ - least), 1.0) if most_ > least else 0.0
    if spec.type == "level":
        counts = tuple((option, known.count(option)) for option in field.options if option is not None)
    else:
        counts = steps(known)
    return Item(field.name, spec, len(known), unknown, counts, spread, median, low, high, (least, most_))


def quantile(ordered: Sequence[float], part: float) -> float:
    """The value below which ``part`` of the ordered numbers lie, straight lines between them."""
    place = (len(ordered) - 1) * part
    below = int(place)
    rest = place - below
    if not rest:
        return ordered[below]
    return ordered[below] + (ordered[below + 1] - ordered[below]) * rest


def span(field: Field, ordered: Sequence[float]) -> tuple[float, float]:
    """The question's range: its steps, else its slider, else its bounds, else from the least to the most answered."""
    spec = field.spec
    if spec.type == "level":
        steps_ = [option for option in field.options if option is not None]
        return min(steps_), max(steps_)
    if spec.slider:
        return spec.slider
    if spec.min is not None and spec.max is not None:
        return spec.min, spec.max
    return ordered[0], ordered[-1]


def steps(ordered: Sequence[float]) -> tuple[tuple[Any, int], ...]:
    """How many gave each number, or, of many different ones, how many lie in each of :data:`FEW` equal steps."""
    different = sorted(set(ordered))
    if len(different) <= FEW:
        return tuple((value, ordered.count(value)) for value in different)
    least, width = ordered[0], (ordered[-1] - ordered[0]) / FEW
    counted = [0] * FEW
    for value in ordered:
        counted[min(int((value - least) / width), FEW - 1)] += 1
    return tuple(((least + place * width, least + (place + 1) * width), many) for place, many in enumerate(counted))


def apart(items: Sequence[Item], most: int = 5) -> list[Item]:
    """Where the group is furthest apart, the furthest first; the form's order decides between equals."""
    return sorted((item for item in items if item.spread > 1e-9), key=lambda item: -item.spread)[:most]
