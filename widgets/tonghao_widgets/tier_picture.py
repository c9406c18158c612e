"""The pictures of the tiers: one branch from the operator to the members with counts, and how influence fades."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any

from tonghao_widgets import charts, pieces
from tonghao_widgets.hub import Hub
from tonghao_widgets.inputs import EPS
from tonghao_widgets.markup import Markup, h
from tonghao_widgets.words import percent, plain_number

WIDTH, LEFT, RIGHT = 320.0, 96.0, 314.0
ROW, DOT = 72.0, 9.0
MOST_DOTS = 150
BARS_TOP, BARS_BASE, BAR = 20.0, 128.0, 34.0


def draw(values: Mapping[str, Any], result: Any, hub: Hub) -> list[Markup]:
    """Both figures with their tables."""
    return [_tree(values, result, hub), _fading(values, result, hub)]


Row = tuple[str, int, int]


def _rows(values: Mapping[str, Any], result: Any) -> list[Row]:
    """From the operator down: word, how many there are, how many the one above looks after at most."""
    members = values["members"]
    if members <= values["span_kol"]:
        return [("row-operators", 1, 1), ("row-members", members, members)]
    return [
        ("row-operators", result["operators"], 1),
        ("row-core", result["core"], min(values["span_operator"], result["core"])),
        ("row-kols", result["kols"], min(values["span_core"], result["kols"])),
        ("row-members", members, min(values["span_kol"], members)),
    ]


def _tree(values: Mapping[str, Any], result: Any, hub: Hub) -> Markup:
    rows, words = _rows(values, result), hub.words
    dots = min(rows[-1][2], MOST_DOTS)
    lines = -(-dots // _per_line())
    height = 26 + ROW * (len(rows) - 1) + max(lines * DOT, 22) + 4
    said = words("list-comma").join(f"{words(key)} {plain_number(count)}" for key, count, _ in rows)
    title = words("tree-title" if len(rows) == 4 else "tree-title-flat")
    picture = h(
        "svg",
        {
            "class": "tg-chart tg-tree",
            "viewBox": f"0 0 {WIDTH:g} {height:g}",
            "role": "img",
            "aria-label": f"{title}{words('colon')}{said}",
        },
        _layer() if len(rows) == 4 else None,
        [_branches(above, below, len(rows) - 1) for above, below in _pairs(rows)],
        [_nodes(at, row) for at, row in enumerate(rows[:-1])],
        _crowd(len(rows) - 1, dots),
        [_said(at, row, rows, hub) for at, row in enumerate(rows)],
    )
    return charts.figure(hub, picture, _tree_table(rows, title, hub), title)


def _y(at: int) -> float:
    return 22 + ROW * at


def _places(count: int) -> list[float]:
    """Where nodes of a row stand: spread, but never wider apart than looks like one row."""
    middle, room = (LEFT + RIGHT) / 2, RIGHT - LEFT - 12
    step = min(44.0, room / max(1, count - 1))
    return [middle + (at - (count - 1) / 2) * step for at in range(count)]


def _chosen(count: int) -> int:
    """Which node of a row is followed further down."""
    return count // 2


def _shown(at: int, row: Row) -> int:
    """How many nodes are drawn: of operators one, for the branch shown is hers."""
    return 1 if at == 0 else max(1, row[2])


def _pairs(rows: Sequence[Row]) -> list[tuple[tuple[int, int], tuple[int, int]]]:
    """(row, nodes drawn) of each row with the one below; the members are one crowd."""
    drawn = [(at, _shown(at, row)) for at, row in enumerate(rows)]
    return list(pairwise(drawn))


def _branches(above: tuple[int, int], below: tuple[int, int], last: int) -> Markup:
    """Lines from the node that is followed to everyone she looks after, softly bent."""
    (at, count), (under, many) = above, below
    x, y0, y1 = _places(count)[_chosen(count)], _y(at) + 8, _y(under) - 9
    ends = _crowd_ends(many) if under == last else _places(many)
    middle = (y0 + y1) / 2
    path = "".join(f"M{x:.1f} {y0:.1f}C{x:.1f} {middle:.1f} {end:.1f} {middle:.1f} {end:.1f} {y1:.1f}" for end in ends)
    return h("path", {"class": "tg-tree__branch", "d": path})


def _nodes(at: int, row: Row) -> list[Markup]:
    count = _shown(at, row)
    chosen = _chosen(count)
    size = min(7.0 if at < 2 else 5.5, (RIGHT - LEFT) / count / 2 - 1)
    kind = ("tg-tree__operator", "tg-tree__core", "tg-tree__kol")[at]
    return [
        h("circle", {"class": f"{kind} tg-tree__on" if n == chosen else kind, "cx": x, "cy": _y(at), "r": size})
        for n, x in enumerate(_places(count))
    ]


def _per_line() -> int:
    return int((RIGHT - LEFT) // DOT)


def _wide(dots: int) -> int:
    """How many dots a line holds, so that all lines are about as long."""
    lines = max(1, -(-dots // _per_line()))
    return -(-dots // lines)


def _crowd_ends(dots: int) -> list[float]:
    """A few places along the first line of the crowd."""
    middle, count = (LEFT + RIGHT) / 2, min(9, dots)
    half = max(0, min(_wide(dots), dots) - 1) * DOT / 2
    return [middle + (half * (2 * at / (count - 1) - 1) if count > 1 else 0.0) for at in range(count)]


def _crowd(at: int, dots: int) -> Markup:
    """Members as dots in even lines: one path, for they may be many."""
    wide, marks = _wide(dots), []
    for dot in range(dots):
        line, place = divmod(dot, wide)
        full = min(wide, dots - line * wide)
        x = (LEFT + RIGHT) / 2 + (place - (full - 1) / 2) * DOT
        marks.append(f"M{x:.1f} {_y(at) + line * DOT:.1f}h0")
    return h("path", {"class": "tg-tree__members", "d": "".join(marks)})


def _layer() -> Markup:
    """Core KOL and KOL are one tier: they stand on one ground."""
    top, bottom = _y(1) - 18, _y(2) + 17
    size = {"x": LEFT - 8, "y": top, "width": WIDTH - LEFT + 8, "height": bottom - top, "rx": 8.0}
    return h("rect", {"class": "tg-tree__layer", **size})


def _said(at: int, row: Row, rows: Sequence[Row], hub: Hub) -> list[Markup]:
    key, count, _ = row
    parts = [
        h("text", {"class": "tg-tree__count", "x": 0, "y": _y(at) + 2}, plain_number(count)),
        h("text", {"class": "tg-tick", "x": 0, "y": _y(at) + 17}, hub.words(key)),
    ]
    if at + 1 < len(rows) and len(rows) > 2:
        each = hub.words("tree-each", count=plain_number(rows[at + 1][2]))
        parts.append(h("text", {"class": "tg-tree__each", "x": 0, "y": _y(at) + 33}, each))
    return parts


def _tree_table(rows: Sequence[Row], title: str, hub: Hub) -> Markup:
    words = hub.words
    below = [*(plain_number(row[2]) for row in rows[1:]), words("tree-nobody")]
    return pieces.table(
        title,
        [words("column-who"), words("column-many"), words("column-each")],
        [[words(row[0]), plain_number(row[1]), each] for row, each in zip(rows, below, strict=True)],
    )


def _fading(values: Mapping[str, Any], result: Any, hub: Hub) -> Markup:
    """What is left of the operator's influence after each step, against the least that counts."""
    words, cutoff = hub.words, values["cutoff"]
    usable = result["usable_levels"]
    shown = min(6, max(3, (3 if usable is None else usable) + 1))
    left = [values["decay"] ** step for step in range(1, shown + 1)]
    across = (WIDTH - 40) / shown
    up = charts.Scale(0.0, min(1.0, 1.1 * max(left[0], cutoff)) or 1.0, BARS_BASE, BARS_TOP)
    level = up(cutoff)
    parts: list[object] = []
    for index, share in enumerate(left):
        x, reaches = across * (index + 0.5), share >= cutoff - EPS
        kind = "tg-fade tg-fade--reaches" if reaches else "tg-fade"
        box = {"x": x - BAR / 2, "y": up(share), "width": BAR, "height": max(BARS_BASE - up(share), 1.0), "rx": 2.0}
        parts.append(h("rect", {"class": kind, **box}))
        under = up(share) - 5
        clear = level - 5 if under - 12 < level < under + 4 else under  # the number never lies on the dashed line
        text = {"class": "tg-bar__said", "x": x, "y": clear, "text-anchor": "middle"}
        parts.append(h("text", text, percent(share, 1 if shown < 5 else 0)))
        parts.append(
            h("text", {"class": "tg-tick", "x": x, "y": BARS_BASE + 16, "text-anchor": "middle"}, str(index + 1))
        )
    parts.append(h("line", {"class": "tg-base", "x1": 0, "x2": WIDTH - 40, "y1": BARS_BASE, "y2": BARS_BASE}))
    parts.append(h("line", {"class": "tg-fade__cut", "x1": 0, "x2": WIDTH - 38, "y1": level, "y2": level}))
    parts.append(h("text", {"class": "tg-mark", "x": WIDTH, "y": level + 4, "text-anchor": "end"}, percent(cutoff)))
    parts.append(
        h("text", {"class": "tg-tick", "x": WIDTH, "y": level + 19, "text-anchor": "end"}, words("fade-least"))
    )
    parts.append(h("text", {"class": "tg-axis", "x": 0, "y": BARS_BASE + 35}, words("axis-steps")))
    said = words("list-comma").join(percent(share) for share in left)
    label = f"{words('fade-title')}{words('colon')}{said}"
    attributes = {"class": "tg-chart", "viewBox": f"0 0 {WIDTH:g} {BARS_BASE + 40:g}", "role": "img"}
    table = pieces.table(
        words("fade-title"),
        [words("column-step"), words("column-left"), words("column-reaches")],
        [
            [str(step), percent(share), words("yes" if share >= cutoff - EPS else "no")]
            for step, share in enumerate(left, 1)
        ],
    )
    picture = h("svg", {**attributes, "aria-label": label}, parts)
    return charts.figure(hub, picture, table, words("fade-title"), "-fade")
