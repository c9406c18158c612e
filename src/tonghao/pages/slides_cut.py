"""Words on a projector: how much room they take, and where a text too long for one slide is cut."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise
from math import ceil

from tonghao.pages.canvas import wide

TYPES = (("big", 4.5, 27.0), ("middle", 3.7, 30.0), ("small", 3.1, 34.0))
"""Sizes of type and the room each may fill, in hundredths of a slide's width (``--u`` in ``slides.css``)."""
LEADING, WIDE, SLACK = 1.45, 82.0, 1.08
"""Line height; width of a line, in hundredths; how much wider than its words a broken line may be."""

LINES = 5
"""The most lines of a list on one slide."""
MOST = 165.0
"""The most text on one slide, in widths of a Chinese character."""
_ENDS = (
    re.compile(r"(?<=[.!?。！？])[”’\"']?(?=\s|[\u2e80-\uffff]|$)"),
    re.compile(r"(?<=[;:,；：，])"),
    re.compile(r"(?=\s)"),
)


def room(text: str) -> float:
    """How much room ``text`` takes, in widths of a Chinese character; a Latin letter counts half."""
    return sum(1.0 if wide(char) else 0.5 for char in text)


def size(texts: Sequence[str], gap: float = 0.7, indent: float = 0.0) -> str:
    """The largest size of type in which all ``texts`` fit on one slide, with ``gap`` lines between them and each set
    in by ``indent`` widths of a character; empty when they fit in none."""
    for name, font, high in TYPES:
        lines = sum(ceil(room(text) * SLACK / (WIDE / font - indent)) for text in texts)
        if (lines * LEADING + (len(texts) - 1) * gap) * font <= high:
            return name
    return ""


def parts_needed(text: Mapping[str, str], most: float = MOST) -> int:
    """On how many slides ``text`` must be spread so that it fits in each of its languages."""
    return max(1, *(ceil(room(said) / most) for said in text.values()))


def cut(said: str, count: int) -> list[str]:
    """``said`` in ``count`` pieces of about the same length, cut after sentences; where there are too few, after
    clauses, then between words. Fewer pieces only if it has fewer words."""
    for ends in _ENDS:
        places = sorted({found.end() for found in ends.finditer(said) if 0 < found.end() < len(said.rstrip())})
        if len(places) >= count - 1:
            return _at(said, _nearest(said, places, count))
    return _at(said, places)


def _nearest(said: str, places: list[int], count: int) -> list[int]:
    """Of the possible ``places``, those that come closest to equal pieces."""
    before = [room(said[:place]) for place in places]
    whole, chosen = room(said), []
    for number in range(1, count):
        # Enough places must stay for the cuts to come.
        first, last = (chosen[-1] + 1 if chosen else 0), len(places) - (count - 1 - number)
        chosen.append(min(range(first, last), key=lambda one: abs(before[one] - whole * number / count)))
    return [places[one] for one in chosen]


def _at(said: str, places: Sequence[int]) -> list[str]:
    edges = [0, *places, len(said)]
    pieces = [said[start:end].strip() for start, end in pairwise(edges)]
    return [piece for piece in pieces if piece]


def shared[Item](items: Sequence[Item], slides: int) -> list[Sequence[Item]]:
    """A list on ``slides`` slides, as many lines on each as on the others."""
    each = ceil(len(items) / slides)
    return [items[start : start + each] for start in range(0, len(items), each)]


def spread(
    texts: Sequence[Mapping[str, str]], say: Callable[[Mapping[str, str]], str], gap: float, indent: float
) -> list[tuple[Sequence[Mapping[str, str]], str]]:
    """Lines on as few slides as hold them in every language, each with the size of type for what ``say`` says."""
    languages = sorted({language for text in texts for language in text})
    for slides in range(1, len(texts) + 1):
        parts = shared(texts, slides)
        there = [[text[one] for text in part if one in text] for part in parts for one in languages]
        if slides == len(texts) or all(len(said) <= LINES and size(said, gap, indent) for said in there):
            return [(part, size([say(text) for text in part], gap, indent) or TYPES[-1][0]) for part in parts]
    return []
