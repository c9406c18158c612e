"""How the pictures of order are drawn: the spine, the gates, the tiers, the layers.

Every drawing flows downwards by the height its words need; a longer text makes a taller picture, never an overlap.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from tonghao.model import Gates, Layers, Spine, Tiers
from tonghao.pages.canvas import WIDTH, Canvas, block_high, width_of

Say = Callable[[Mapping[str, str]], str]


def spine(picture: Spine, canvas: Canvas, say: Say) -> float:
    """Three columns, one row for each cause; its elements branch off like ribs."""
    left, middle, right = (0.0, 76.0), (86.0, 104.0), (219.0, 101.0)
    heads = [
        canvas.block(x, 0, width, say(head), "note")
        for (x, width), head in zip((left, middle, right), picture.columns, strict=True)
    ]
    y = max(heads) + 6
    canvas.line(0, y, WIDTH, y, "ink")
    for number, row in enumerate(picture.rows):
        if number:
            canvas.line(0, y, WIDTH, y, "faint")
        names = [say(element.name) for element in row.elements]
        highs = [block_high(name, right[1]) + 7 for name in names]
        symptom, cause = say(row.symptom), say(row.cause)
        inside = max(sum(highs) - 7, block_high(symptom, left[1], "title"), block_high(cause, middle[1]))
        centre = y + 12 + inside / 2
        canvas.middle(left[0], centre, left[1], symptom, "title")
        canvas.middle(middle[0], centre, middle[1], cause)
        top, ribs = centre - (sum(highs) - 7) / 2, []
        for name, high, element in zip(names, highs, row.elements, strict=True):
            rib = top + (high - 7) / 2
            ribs.append(rib)
            canvas.line(200, rib, 204, rib)
            canvas.dot(208, rib, 3.5, "key" if element.key else "hollow")
            canvas.block(right[0], top, right[1], name)
            top += high
        canvas.line(194, centre, 200, centre)
        if len(ribs) > 1:
            canvas.line(200, ribs[0], 200, ribs[-1])
        y += inside + 24
    canvas.line(0, y, WIDTH, y, "ink")
    canvas.dot(4, y + 17, 3.5, "key")
    return canvas.block(14, y + 9, WIDTH - 14, say(picture.key), "note")


SIGNS = {
    "badge": "M0 -9 a4.2 4.2 0 1 1 -.01 0 M-8.5 9.5 v-1 a8.5 7.5 0 0 1 17 0 v1",
    "heart": "M0 8 C-14 -1 -8 -10 0 -3.5 C8 -10 14 -1 0 8Z",
    "coin": "M0 -9.5 a9.5 9.5 0 1 1 -.01 0 M-3.2 -3.2 h6.4 v6.4 h-6.4Z",
    "two": "",
    "word": "M-9 -8 h18 v12 h-10 l-5 5 v-5 h-3Z",
    "question": "M-4.2 -4.4 a4.4 4.4 0 1 1 6.6 3.8 q-2.4 1.4 -2.4 4.2 M0 8.2 v1",
}


def gates(picture: Gates, canvas: Canvas, say: Say, ours: str) -> float:
    """One door for each type, standing on its sill; a dashed door is ours."""
    y, left = 0.0, 66.0
    for gate in picture.gates:
        tag = width_of(ours, "note") + 10 if gate.ours else 0.0
        name, example = say(gate.name), say(gate.example)
        words = block_high(name, WIDTH - left - tag, "title") + block_high(example, WIDTH - left) + 2
        high = max(words, 50.0)
        floor = y + high + 12
        _door(canvas, 4, floor, gate.sign, "dash" if gate.ours else "ink")
        top = y + 8 + (high - words) / 2
        below = canvas.block(left, top, WIDTH - left - tag, name, "title")
        if gate.ours:
            canvas.block(WIDTH, top + 1, tag, ours, "note", anchor="end")
        canvas.block(left, below + 2, WIDTH - left, example)
        canvas.line(0, floor, WIDTH, floor, "faint")
        y = floor
    return y + 1


def _door(canvas: Canvas, x: float, floor: float, sign: str, kind: str) -> None:
    canvas.path("M0 0 V-46 H42 V0", kind, x=x, y=floor)
    if sign == "two":
        canvas.path("M9 0 V-36 H33 V0", kind, x=x, y=floor)
    else:
        canvas.path(SIGNS[sign], "thin", x=x + 21, y=floor - 24)
    canvas.box(x + 1.5, floor - 4, 39, 4, "key")


def tiers(picture: Tiers, canvas: Canvas, say: Say) -> float:
    """Three floors: the operator, the KOL layer with its core, the members; two steps from top to bottom."""
    left, width, heart = 187.0, 132.0, 88.0
    places = [18.0, 46.0, 74.0, 102.0, 130.0, 158.0]
    core = {1: (0, 2), 4: (3, 5)}

    def high(level: str) -> float:
        label = getattr(picture, level)
        return block_high(say(label.name), width, "title") + block_high(say(label.note), width, "note")

    def label(level: str, top: float) -> float:
        said = getattr(picture, level)
        below = canvas.block(left, top, width, say(said.name), "title")
        return canvas.block(left, below, width, say(said.note), "note")

    links = [say(text) for text in picture.links]
    gaps = [max(46.0, block_high(link, width - 14, "note") + 22) for link in links]
    operator = high("operator") / 2 + 2
    band = operator + high("operator") / 2 + gaps[0]
    inside = high("core") + high("kol") + 12
    knots = band + 12 + inside / 2
    below = band + inside + 24
    members = below + gaps[1] + high("members") / 2
    canvas.box(0, band, WIDTH, below - band, "wash", round_=8)
    for x in places:
        canvas.line(heart, operator, x, knots)
        for offset in (-9.0, 0.0, 9.0):
            canvas.line(x, knots, x + offset, members - 5, "hair")
            canvas.dot(x + offset, members - 5, 2.2, "slate")
        for offset in (-4.5, 4.5):
            canvas.dot(x + offset, members + 3, 2.2, "slate")
    for knot, coached in core.items():
        for other in coached:
            x1, x2 = places[knot], places[other]
            canvas.path(f"M{x1:g} {knots:g} Q{(x1 + x2) / 2:g} {knots + 26:g} {x2:g} {knots:g}", "dash")
    for index, x in enumerate(places):
        if index in core:
            canvas.dot(x, knots, 8.5, "hollow")
            canvas.dot(x, knots, 5.5, "key")
        else:
            canvas.dot(x, knots, 4.5, "ink")
    canvas.box(heart - 9, operator - 9, 18, 18, "ink", round_=3)
    label("operator", operator - high("operator") / 2)
    label("kol", label("core", band + 12) + 12)
    label("members", members - high("members") / 2)
    for link, start, gap in ((links[0], band - gaps[0], gaps[0]), (links[1], below, gaps[1])):
        canvas.line(left + 3, start + 7, left + 3, start + gap - 7)
        canvas.arrow(left + 3, start + gap - 7, towards="down")
        canvas.middle(left + 14, start + gap / 2, width - 14, link, "note")
    return max(members + high("members") / 2, members + 6) + 2


def layers(picture: Layers, canvas: Canvas, say: Say, ours: str) -> float:
    """Sheets above each other; the more is hatched, the more of it is the members' own."""
    left, centre, room = 176.0, 90.0, WIDTH - 176.0
    y = canvas.block(18, 0, WIDTH - 18, say(picture.up), "note") + 10
    top = y
    sheets = [(say(picture.ground.name), say(picture.ground.note), 0.0, "thin")]
    for number, layer in enumerate(picture.layers, 1):
        name = f"{say(layer.name)} · {ours}" if layer.ours else say(layer.name)
        kind = "dash" if layer.ours else "key" if number == len(picture.layers) else "ink"
        sheets.append((name, say(layer.note), layer.share, kind))
    for name, note, share, kind in reversed(sheets):
        words = block_high(name, room, "title") + block_high(note, room, "note")
        high = max(words, 56.0)
        _sheet(canvas, centre, y + high / 2, share, kind)
        below = canvas.block(left, y + (high - words) / 2, room, name, "title")
        canvas.block(left, below, room, note, "note")
        y += high + 14
    canvas.line(6, top - 8, 6, y - 14)
    canvas.arrow(6, top - 8, towards="up")
    return y - 12


def _sheet(canvas: Canvas, x: float, y: float, share: float, kind: str) -> None:
    """A sheet seen from the side, hatched from its near corner on."""
    wide, deep = 66.0, 24.0
    canvas.path(f"M{-wide:g} 0 L0 {-deep:g} L{wide:g} 0 L0 {deep:g}Z", f"{kind} tg-stroke--filled", x=x, y=y)
    steps = 14
    for step in range(1, round(steps * share)):
        along = step / steps
        x1, y1 = -wide + wide * along, deep * along
        canvas.line(x + x1, y + y1, x + x1 + wide, y + y1 - deep)
