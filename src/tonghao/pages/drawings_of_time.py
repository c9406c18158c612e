"""How the pictures of a course are drawn: the week, the ladder, the path."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from tonghao.model import Ladder, PathStep, Week
from tonghao.pages.canvas import WIDTH, Canvas, block_high, lines_high
from tonghao.pages.drawings import Say


def week(picture: Week, canvas: Canvas, say: Say) -> float:
    """Days downwards, times of day across: on a narrow screen the words need the width."""
    first, column = 44.0, 92.0
    starts = [first + column * index for index in range(3)]
    heads = zip(starts, picture.parts, strict=True)
    y = top = max(canvas.block(x + 6, 0, column - 10, say(part), "note") for x, part in heads) + 6
    canvas.line(0, y, WIDTH, y, "ink")
    for day, name in enumerate(picture.days, 1):
        cells = [[item for item in picture.items if item.day == day and item.part == part] for part in (1, 2, 3)]
        highs = [sum(_item_high(say(item.name), column) for item in cell) for cell in cells]
        high = max(*highs, block_high(say(name), first - 6, "title"), 26.0) + 8
        canvas.middle(0, y + high / 2, first - 6, say(name), "title")
        for x, cell, inside in zip(starts, cells, highs, strict=True):
            place = y + (high - inside) / 2
            for item in cell:
                place = _item(canvas, x, place, column, say(item.name), item.kind)
        y += high
        canvas.line(0, y, WIDTH, y, "faint" if day < 7 else "ink")
    for x in starts:
        canvas.line(x, top, x, y, "faint")
    for kind, words in (("must", picture.must), ("goods", picture.goods)):
        y = _item(canvas, -4, y + 8, WIDTH + 4, say(words), kind, "note") - 4
    return canvas.block(14, y + 8, WIDTH - 14, say(picture.always), "note")


def _item_high(words: str, column: float, size: str = "text") -> float:
    return block_high(words, column - 20, size) + 4


def _item(canvas: Canvas, x: float, top: float, column: float, words: str, kind: str, size: str = "text") -> float:
    """One thing in its place: a bar for a must, a hollow square for goods, nothing for the rest."""
    end = canvas.block(x + 18, top + 2, column - 20, words, size)
    first = top + 2 + lines_high(1, size) / 2
    if kind == "must":
        canvas.box(x + 7, top + 3, 4, end - top - 4, "key")
    elif kind == "goods":
        canvas.box(x + 5, first - 4, 8, 8, "hollow")
    else:
        canvas.dot(x + 9, first, 1.8, "slate")
    return end + 2


def ladder(picture: Ladder, canvas: Canvas, say: Say) -> float:
    """Stairs rising to the right; from the left, what starts at which stair. The words stand inside the stairs."""
    count = len(picture.rungs)
    start, tread = 92.0, min(24.0, 116.0 / (count - 1))
    names = [say(rung.name) for rung in picture.rungs]
    starts = [say(rung.starts) if rung.starts else "" for rung in picture.rungs]
    what, begins = (say(column) for column in picture.columns)
    last = start + (count - 1) * tread
    heads = (
        canvas.block(last - 22, 0, last - 22, begins, "note", anchor="end"),
        canvas.block(last + 10, 0, WIDTH - last - 10, what, "note"),
    )
    y = max(heads) + 8
    outline, stairs = f"M{WIDTH:g} {y:g}", len(canvas.marks)
    for index in range(count - 1, -1, -1):
        x = start + index * tread
        room = WIDTH - x - 12
        before = block_high(starts[index], x - 22) if starts[index] else 0.0
        high = max(block_high(names[index], room, "title"), before) + 16
        outline += f" H{x:g} V{y + high:g}"
        canvas.middle(x + 10, y + high / 2, room, names[index], "title")
        if starts[index]:
            canvas.middle(x - 22, y + high / 2, x - 22, starts[index], anchor="end")
            canvas.line(x - 16, y + high / 2, x - 3, y + high / 2, "key")
            canvas.arrow(x - 3, y + high / 2, "key")
        if index:
            canvas.line(x + 10, y + high, WIDTH, y + high, "faint")
        y += high
    solid = Canvas()
    solid.path(f"{outline} H{WIDTH:g}", "ink tg-stroke--solid")
    canvas.marks[stairs:stairs] = solid.marks
    canvas.line(0, y, WIDTH, y, "ink")
    y += 10
    for text in picture.rise:
        middle = y + lines_high(1, "note") / 2
        canvas.path("M-6 5 H0 V-5 H6", "ink", x=8, y=middle)
        y = canvas.block(22, y, WIDTH - 22, say(text), "note") + 5
    return y - 4


def path(steps: Sequence[PathStep], canvas: Canvas, say: Say) -> float:
    """A road that winds down past its stops, each with its question."""
    left, near, far = 76.0, 18.0, 46.0
    stops: list[tuple[float, float]] = []
    y = 4.0
    for index, step in enumerate(steps):
        title, question = say(step.title), say(step.question)
        words = block_high(title, WIDTH - left, "title") + block_high(question, WIDTH - left)
        stops.append((near if index % 2 == 0 else far, y + words / 2))
        canvas.block(left, canvas.block(left, y, WIDTH - left, title, "title"), WIDTH - left, question)
        y += words + 20
    road = f"M{stops[0][0]:g} {stops[0][1]:g}"
    for (x1, y1), (x2, y2) in pairwise(stops):
        half = (y1 + y2) / 2
        road += f" C{x1:g} {half:g} {x2:g} {half:g} {x2:g} {y2:g}"
    road_first = Canvas()
    road_first.path(road, "dash")
    canvas.marks[:0] = road_first.marks
    for number, (x, centre) in enumerate(stops, 1):
        canvas.dot(x, centre, 12.5, "key" if number == 1 else "hollow")
        kind = "title tg-say--on-key" if number == 1 else "title"
        canvas.line_of_text(x, centre + 4.6, str(number), kind, anchor="middle")
    return y - 16
