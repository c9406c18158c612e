"""The metrics tool's pictures: rates against levels, shares with their intervals, and who writes how much."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any

from tonghao_widgets import charts, pieces
from tonghao_widgets.hub import Hub
from tonghao_widgets.markup import Markup, h, join
from tonghao_widgets.words import percent, plain_number

WIDTH = 320.0
LEVELLED = ("activation", "retention", "stickiness", "contributors")
MOST_POINTS = 60


def draw(values: Mapping[str, Any], fields: Mapping[str, Any], hub: Hub) -> Markup:
    """Every figure there are numbers for; one sentence where there is none."""
    figures = [
        _rates(fields, hub),
        _intervals(fields["intervals"], hub),
        _lorenz(values["posts_per_member"], fields, hub),
        _lives(fields, hub),
    ]
    drawn = [figure for figure in figures if figure is not None]
    return join(drawn) if drawn else h("p", {"class": "tg-quiet"}, hub.words("nothing-to-draw"))


def _rates(fields: Mapping[str, Any], hub: Hub) -> Markup | None:
    words, cuts = hub.words, hub.constants
    wanted = {**{name: (cuts[f"{name}_level"],) for name in LEVELLED}, "self_running": tuple(cuts["stage_cuts"])}
    known = [(name, fields[name], levels) for name, levels in wanted.items() if fields[name] is not None]
    if not known:
        return None
    rows = [
        charts.Bar(words(_key(name)), min(max(value, 0.0), 1.0), percent(value), _tone(value, levels), levels)
        for name, value, levels in known
    ]
    said = words("list-comma").join(f"{row.name} {row.said}" for row in rows)
    table = pieces.table(
        words("rates-title"),
        [words("column-input"), words("column-yours"), words("column-level")],
        [
            [words(_key(name)), percent(value), words("list-comma").join(percent(level) for level in levels)]
            for name, value, levels in known
        ],
    )
    picture = charts.bars(rows, 1.0, alternative=f"{words('rates-title')}{words('colon')}{said}")
    return charts.figure(hub, picture, table, words("rates-title"))


def _key(name: str) -> str:
    return f"rate-{name.replace('_', '-')}"


def _tone(value: float, cuts: Sequence[float]) -> str:
    return "go" if value >= cuts[0] else "caution"


def _intervals(intervals: Mapping[str, Mapping[str, float]], hub: Hub) -> Markup | None:
    """Each share as a dot with whiskers over the whole from 0 to 100 %."""
    if not intervals:
        return None
    words, parts, rows = hub.words, [], []
    across = charts.Scale(0.0, 1.0, 8.0, WIDTH - 8)
    step = 44.0
    for index, (name, interval) in enumerate(intervals.items()):
        top, share = index * step, interval.get("pass", interval.get("share", 0.0))
        low, high, y = across(interval["low"]), across(interval["high"]), index * step + 30
        kind = "others" if name == "others" else "known"
        rows.append(
            (words(f"share-{name}"), percent(share), f"{percent(interval['low'])} – {percent(interval['high'])}")
        )
        parts += [
            h("text", {"class": "tg-bar__name", "x": 0, "y": top + 14}, rows[-1][0]),
            h("text", {"class": "tg-bar__said", "x": WIDTH, "y": top + 14, "text-anchor": "end"}, rows[-1][2]),
            h("line", {"class": "tg-interval__room", "x1": across(0.0), "x2": across(1.0), "y1": y, "y2": y}),
            h("path", {"class": "tg-interval", "d": _whisker(low, high, y)}),
            _point(across(share), y, kind),
        ]
    base = len(intervals) * step
    for value, anchor in ((0.0, "start"), (0.5, "middle"), (1.0, "end")):
        x = {"start": 0.0, "middle": across(0.5), "end": WIDTH}[anchor]
        parts.append(h("text", {"class": "tg-tick", "x": x, "y": base + 14, "text-anchor": anchor}, percent(value)))
    said = words("list-comma").join(f"{name} {share} ({span})" for name, share, span in rows)
    attributes = {"class": "tg-chart tg-intervals", "viewBox": f"0 0 {WIDTH:g} {base + 20:g}", "role": "img"}
    alternative = f"{words('intervals-title')}{words('colon')}{said}"
    table = pieces.table(
        words("intervals-title"), [words("column-input"), words("column-yours"), words("column-interval")], rows
    )
    picture = h("svg", {**attributes, "aria-label": alternative}, parts)
    return charts.figure(hub, picture, table, words("intervals-title"), "-intervals")


def _whisker(low: float, high: float, y: float) -> str:
    return f"M{low:.1f} {y - 6:g}v12M{low:.1f} {y:g}H{high:.1f}M{high:.1f} {y - 6:g}v12"


def _point(x: float, y: float, kind: str) -> Markup:
    if kind == "others":  # a square, so that the two kinds of people differ without colour
        return h("rect", {"class": "tg-interval__others", "x": x - 5, "y": y - 5, "width": 10, "height": 10})
    return h("circle", {"class": "tg-interval__known", "cx": x, "cy": y, "r": 5.5})


def _lorenz(posts: Sequence[float], fields: Mapping[str, Any], hub: Hub) -> Markup | None:
    """The Lorenz curve: the quietest part of members on the way right, what they wrote together on the way up."""
    if not posts or fields["gini"] is None or max(posts) <= 0:
        return None
    words, points = hub.words, lorenz(posts)
    gini = plain_number(fields["gini"], 2)
    series = [
        charts.Series(3, "", ((0.0, 0.0), (1.0, 1.0))),
        charts.Series(1, "", points),
    ]
    alternative = words("lorenz-alternative", gini=gini, top=percent(fields["top_tenth"]))
    picture = charts.lines(
        series,
        alternative=alternative,
        x_name=words("lorenz-x"),
        y_name=words("lorenz-y"),
        say_x=lambda value: percent(value, 0),
        say_y=lambda value: percent(value, 0),
        marks=[
            charts.Mark(0.66, 0.66, words("lorenz-even")),
            charts.Mark(0.8, _at(points, 0.8), words("lorenz-yours"), strong=True),
        ],
        y_span=(0.0, 1.0),
        height=220.0,
    )
    marks = [(share, _at(points, share)) for share in (0.5, 0.8, 0.9, 0.99)]
    table = pieces.table(
        words("lorenz-title", gini=gini),
        [words("lorenz-members"), words("lorenz-posts")],
        [[percent(share, 0), percent(value)] for share, value in marks],
    )
    return charts.figure(hub, picture, table, words("lorenz-title", gini=gini), "-lorenz")


def lorenz(posts: Sequence[float]) -> list[tuple[float, float]]:
    """Points (share of members, share of posts), the quietest first; at most 60 of them."""
    most = max(posts)
    ordered = sorted(one / most for one in posts)
    total, count, so_far = math.fsum(ordered), len(posts), 0.0
    every, points = max(1, math.ceil(count / MOST_POINTS)), [(0.0, 0.0)]
    for index, one in enumerate(ordered, 1):
        so_far += one
        if index % every == 0 or index == count or index > count - 3:
            points.append((index / count, min(1.0, so_far / total)))
    return points


def _at(points: Sequence[tuple[float, float]], share: float) -> float:
    """The height of the curve at ``share``, on the straight line between its points."""
    for (x0, y0), (x1, y1) in pairwise(points):
        if x0 <= share <= x1:
            return y0 + (y1 - y0) * ((share - x0) / ((x1 - x0) or 1.0))
    return 1.0


def _lives(fields: Mapping[str, Any], hub: Hub) -> Markup | None:
    """The life of the reader's own groups beside the one the source claims."""
    if fields["survival"] is None:
        return None
    words, claimed = hub.words, hub.constants["claimed_days"]
    pairs = [("lives-yours", fields["survival"], "open"), ("lives-claimed", claimed, "caution")]
    rows = [
        charts.Bar(words(key), value, words("days", days=plain_number(value, 1)), tone) for key, value, tone in pairs
    ]
    said = words("list-comma").join(f"{row.name} {row.said}" for row in rows)
    table = pieces.table(
        words("lives-title"), [words("column-input"), words("column-days")], [[row.name, row.said] for row in rows]
    )
    # A fifth more than the longest bar, so that the days said at its end have room.
    picture = charts.bars(rows, 1.2 * max(fields["survival"], claimed), alternative=said)
    return charts.figure(hub, picture, table, words("lives-title"), "-lives")
