"""The growth tool's pictures: both doors month by month, and where the harm tips the balance between them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from tonghao_widgets import charts, growth_run, pieces
from tonghao_widgets.hub import Hub
from tonghao_widgets.markup import Markup, h
from tonghao_widgets.words import percent, plain_number

MANY = 1e9
STEPS = 20
MOST_ROWS = 13
#: The four lines in the order they are drawn: which door, which people, and the line's number in the styles.
LINES = (("open_door", "others", 4), ("months", "others", 3), ("open_door", "kindred", 2), ("months", "kindred", 1))
COLUMNS = ("kindred", "others", "purity")


def people(count: float, hub: Hub) -> str:
    """A head count for people: whole from 10 on; beyond a thousand million nobody counts."""
    return plain_number(count, 0 if count >= 10 else 1) if count < MANY else hub.words("too-many")


def draw(values: Mapping[str, Any], result: Any, hub: Hub) -> Markup:
    """Both figures, each with its data as a table."""
    return h("div", {"class": "tg-growth"}, _course(values, result, hub), _harm(values, result, hub))


def _unit(most: float) -> tuple[float, str]:
    """What one step on the upright axis stands for, so that its numbers stay short."""
    return (1.0, "axis-people") if most < 1e4 else ((1e3, "axis-thousands") if most < 1e7 else (1e6, "axis-millions"))


def _course(values: Mapping[str, Any], result: Any, hub: Hub) -> Markup:
    months, words = result["months"], hub.words
    courses = {
        (door, kind): [(0, float(values[kind])), *((month["month"], month[kind]) for month in result[door])]
        for door, kind, _ in LINES
    }
    drawn = [count for points in courses.values() for _, count in points if count < MANY]
    unit, axis = _unit(max(drawn, default=0.0))
    series = [_series(number, courses[door, kind], unit) for door, kind, number in LINES]
    last, other = months[-1], result["open_door"][-1]
    alternative = words(
        "course-alternative",
        months=len(months),
        kindred=people(last["kindred"], hub),
        others=people(last["others"], hub),
        open_kindred=people(other["kindred"], hub),
        open_others=people(other["others"], hub),
    )
    picture = charts.lines(
        series,
        alternative=alternative,
        x_name=words("axis-month"),
        y_name=words(axis),
        say_x=lambda value: plain_number(value, 0),
        say_y=lambda value: plain_number(value, 2),
    )
    return charts.figure(hub, h("div", picture, _key(LINES, hub)), _table(result, hub), words("course-title"))


def _series(number: int, points: Iterable[tuple[float, float]], unit: float) -> charts.Series:
    return charts.Series(number, "", [(x, count / unit if count < MANY else None) for x, count in points])


def _key(drawn: Sequence[tuple[str, str, int]], hub: Hub) -> Markup:
    """The lines' names beside a sample of each: four ends in one corner would cover one another."""
    items = []
    for door, kind, number in reversed(drawn):
        sample = h(
            "svg",
            {"class": "tg-growth__sample", "viewBox": "0 0 34 10", "aria-hidden": "true"},
            h("line", {"class": f"tg-line tg-line--{number}", "x1": 1, "x2": 33, "y1": 5, "y2": 5}),
        )
        items.append(h("li", sample, hub.words(f"line-{kind}-{'gate' if door == 'months' else 'open'}")))
    return h("ul", {"class": "tg-growth__key"}, items)


def _table(result: Any, hub: Hub) -> Markup:
    words, count = hub.words, len(result["months"])
    every = -(-count // MOST_ROWS)
    shown = [at for at in range(count) if (at + 1) % every == 0 or at in {0, count - 1}]
    rows = []
    for at in shown:
        row = [str(at + 1)]
        for door in ("months", "open_door"):
            month = result[door][at]
            row += [people(month["kindred"], hub), people(month["others"], hub)]
            row.append(percent(month["purity"], 0) if month["size"] else "–")
        rows.append(row)
    head = [words("column-month")]
    head += [words(f"column-{key}-{door}") for door in ("gate", "open") for key in COLUMNS]
    return pieces.table(words("course-title"), head, rows)


def _harm(values: Mapping[str, Any], result: Any, hub: Hub) -> Markup:
    words, edge = hub.words, result["breakeven_harm"]
    points = [(step / STEPS, growth_run.ends(values, step / STEPS)) for step in range(STEPS + 1)]
    unit, axis = _unit(max(min(max(ends), MANY) for _, ends in points))
    series = [_series(number, [(harm, ends[at]) for harm, ends in points], unit) for at, number in ((0, 1), (1, 2))]
    marks = []
    if values["harm"] is not None:
        marks.append(charts.Mark(values["harm"], None, words("mark-yours", harm=percent(values["harm"]))))
    if edge is not None and (height := growth_run.ends(values, edge)[0]) < MANY:
        marks.append(charts.Mark(edge, height / unit, words("mark-tipping", tipping=percent(edge)), strong=True))
    months = values["months"]
    said = words("none") if edge is None else percent(edge)
    picture = charts.lines(
        series,
        alternative=words("harm-alternative", months=months, tipping=said),
        x_name=words("axis-harm"),
        y_name=words(axis),
        say_x=lambda value: percent(value, 0),
        say_y=lambda value: plain_number(value, 2),
        marks=marks,
    )
    title = words("harm-title", months=months)
    head = [words("column-harm"), words("line-kindred-gate"), words("line-kindred-open")]
    rows = [[percent(harm, 0), *(people(end, hub) for end in ends)] for harm, ends in points[::2]]
    return charts.figure(hub, h("div", picture, _key(LINES[2:], hub)), pieces.table(title, head, rows), title, "-harm")
