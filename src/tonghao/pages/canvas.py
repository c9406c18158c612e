"""A sheet to draw on: text that wraps by estimated widths, thin lines, a few shapes. It grows downwards.

No font is known here, so widths are those of a wide one: on a reader's device text takes a little less room than
was kept for it. Sizes stand in the style sheet too (``picture.css``); a test holds the two together.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache

from tonghao_widgets.markup import Markup, h, number

WIDTH = 320.0
SIZES = {"title": 14.5, "text": 13.0, "note": 12.0}
LEADING = 1.32
BOLD = {"title": 1.06, "text": 1.0, "note": 1.0}

_NARROW, _WIDE = frozenset("iljftIr.,:;'|!()[]·’‘"), frozenset("mwMW@%—…")
_NO_START = frozenset("，。、；：！？）】》」”’…·,.;:!?)]}%")
_NO_END = frozenset("（【《「“‘([{¥")
_PIECE = re.compile(r"\s+|[^\s\u2e80-\uffff-]*-+|[^\s\u2e80-\uffff-]+|[\u2e80-\uffff]")


def wide(char: str) -> bool:
    """Whether a character takes a full square, as Chinese ones do."""
    return unicodedata.east_asian_width(char) in "WF"


def width_of(text: str, kind: str = "text") -> float:
    """How wide ``text`` will be, at most, in units of the drawing."""
    ems, even = zip(*map(_widths, text), strict=True) if text else ((), ())
    return max(sum(ems), sum(even)) * SIZES[kind] * BOLD[kind]


@cache
def _widths(char: str) -> tuple[float, float]:
    """Of one character in ems: by its shape, and as in a font whose Latin letters are all alike."""
    return _ems(char), 1.0 if wide(char) else 0.55


def _ems(char: str) -> float:
    if wide(char) or char in "“”…—":
        return 1.0
    if char == " ":
        return 0.32
    if char in _NARROW:
        return 0.36
    if char in _WIDE:
        return 0.95
    return 0.7 if char.isupper() else 0.6


def wrap(text: str, width: float, kind: str = "text") -> list[str]:
    """``text`` in as few lines as ``width`` needs, then evened out so that no line is left with one word."""
    return [*_wrapped(text, width, kind)]


@lru_cache(maxsize=8192)
def _wrapped(text: str, width: float, kind: str) -> tuple[str, ...]:
    """Kept: how high a block will be is asked before it is drawn, and a drawing is made for several pages."""
    lines = _filled(text, width, kind)
    whole = len(_pieces(text, width, kind))
    for step in range(1, 12 if len(lines) > 1 else 0):
        narrower = width * (1 - step * 0.05)
        tighter = _filled(text, narrower, kind)
        if len(tighter) > len(lines) or len(_pieces(text, narrower, kind)) > whole:
            break
        lines = tighter
    return tuple(lines)


def _filled(text: str, width: float, kind: str) -> list[str]:
    lines, line = [], ""
    for piece in _pieces(text, width, kind):
        if line and width_of((line + piece).rstrip(), kind) > width:
            lines.append(line.rstrip())
            line = ""
        line += piece if line else piece.lstrip()
    return [*lines, line.rstrip()] if line.strip() else lines or [""]


def _pieces(text: str, width: float, kind: str) -> list[str]:
    """What may not be cut: words, Chinese characters with their punctuation, a number with its unit."""
    made: list[str] = []
    for piece in _PIECE.findall(" ".join(text.split())):
        last = made[-1] if made else ""
        if last and (piece.isspace() or _belong(last, piece)):
            made[-1] += piece
        else:
            made.append(piece)
    return [part for piece in made for part in _cut(piece, width, kind)]


def _belong(last: str, piece: str) -> bool:
    """Whether no line may end between the two: punctuation, and a number and its Chinese unit."""
    counted = last.rstrip()[-1:].isdigit() and wide(piece[0])
    return piece[0] in _NO_START or last[-1] in _NO_END or counted


def _cut(piece: str, width: float, kind: str) -> list[str]:
    """A single word too long for any line is cut, rather than leave the drawing."""
    parts = [""]
    for char in piece:
        if parts[-1] and width_of((parts[-1] + char).rstrip(), kind) > width:
            parts.append("")
        parts[-1] += char
    return parts


def lines_high(count: int, kind: str = "text") -> float:
    """How high so many lines are."""
    return count * SIZES[kind] * LEADING


def block_high(text: str, width: float, kind: str = "text") -> float:
    """How high ``text`` is when it is wrapped."""
    return lines_high(len(wrap(text, width, kind)), kind)


class Canvas:
    """What is drawn so far, in the order it was drawn."""

    def __init__(self) -> None:
        self.marks: list[Markup] = []

    def block(
        self, x: float, top: float, width: float, text: str, kind: str = "text", *, anchor: str = "start"
    ) -> float:
        """Wrapped text; ``x`` is where the anchor stands. Returns where the block ends."""
        step = SIZES[kind] * LEADING
        lines = wrap(text, width, kind)
        for index, line in enumerate(lines):
            baseline = top + index * step + step * 0.5 + SIZES[kind] * 0.36
            self.line_of_text(x, baseline, line, kind, anchor=anchor)
        return top + len(lines) * step

    def middle(self, x: float, y: float, width: float, text: str, kind: str = "text", *, anchor: str = "start") -> None:
        """Wrapped text around the height ``y``."""
        self.block(x, y - block_high(text, width, kind) / 2, width, text, kind, anchor=anchor)

    def line_of_text(self, x: float, baseline: float, text: str, kind: str, *, anchor: str = "start") -> None:
        """One line of text as it is."""
        at = {"x": x, "y": baseline, "text-anchor": None if anchor == "start" else anchor}
        self.marks.append(h("text", {"class": f"tg-say tg-say--{kind}", **at}, text))

    def line(self, x1: float, y1: float, x2: float, y2: float, kind: str = "thin") -> None:
        """A straight line."""
        self.marks.append(h("line", {"class": f"tg-stroke tg-stroke--{kind}", "x1": x1, "y1": y1, "x2": x2, "y2": y2}))

    def path(self, points: str, kind: str = "thin", *, x: float = 0, y: float = 0) -> None:
        """A path without a fill, moved to ``x``, ``y``."""
        moved = f"translate({number(x)} {number(y)})" if x or y else None
        self.marks.append(h("path", {"class": f"tg-stroke tg-stroke--{kind}", "d": points, "transform": moved}))

    def box(self, x: float, y: float, width: float, height: float, kind: str, *, round_: float = 0) -> None:
        """A rectangle."""
        corner = round_ or None
        size = {"x": x, "y": y, "width": width, "height": height, "rx": corner}
        self.marks.append(h("rect", {"class": f"tg-shape tg-shape--{kind}", **size}))

    def dot(self, x: float, y: float, radius: float, kind: str = "ink") -> None:
        """A round mark."""
        self.marks.append(h("circle", {"class": f"tg-shape tg-shape--{kind}", "cx": x, "cy": y, "r": radius}))

    def arrow(self, x: float, y: float, kind: str = "thin", *, towards: str = "right") -> None:
        """The head of an arrow whose tip is at ``x``, ``y``."""
        shapes = {"right": "M-5 -3.5 0 0 -5 3.5", "up": "M-3.5 5 0 0 3.5 5", "down": "M-3.5 -5 0 0 3.5 -5"}
        self.path(shapes[towards], kind, x=x, y=y)

    def svg(self, height: float, name: str, alternative: str) -> Markup:
        """The finished drawing."""
        attributes = {
            "class": f"tg-drawing tg-drawing--{name}",
            "viewBox": f"0 0 {number(WIDTH)} {number(round(height + 0.5))}",
            "role": "img",
            "aria-label": alternative,
        }
        return h("svg", attributes, self.marks)
