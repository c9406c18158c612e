"""The threshold tool's pictures: the crowd at its gates, and purity against recall for every choice worth making.

In the second picture each point is a choice of gates and can be pressed.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from typing import Any

from tonghao_widgets import charts, pieces, threshold_model
from tonghao_widgets.hub import Hub
from tonghao_widgets.markup import Markup, h, join
from tonghao_widgets.threshold_crowd import crowd, name, people
from tonghao_widgets.threshold_model import Gate, Point
from tonghao_widgets.words import percent

WIDTH, HEIGHT = 320.0, 262.0
MOST_SUBSETS = 12
APART = 15.0
LEFT, RIGHT, TOP, BOTTOM = 44.0, 12.0, 26.0, 34.0


def combination(identities: Sequence[str], hub: Hub) -> str:
    """A choice of gates in words."""
    return " + ".join(name(identity, hub) for identity in identities) or hub.words("no-gate-at-all")


def draw(values: Mapping[str, Any], result: Any, gates: Sequence[Gate], hub: Hub) -> Markup:
    """Both figures, each with its table."""
    return join([crowd(values, gates, hub), _choices(values, result, gates, hub)])


def by_base(values: Mapping[str, Any], result: Any, gates: Sequence[Gate], hub: Hub) -> Markup:
    """Purity for every base rate: the picture for a reader who does not know it."""
    points = []
    for hundredth in range(101):
        there = {**values, "base_rate": hundredth / 100}
        points.append((hundredth / 100, threshold_model.admit(gates, there).purity))
    target = values["target_purity"]
    needed = threshold_model.needed_base(target, result["recall"], result["pass_others"])
    marks = [] if needed is None else [charts.Mark(needed, None, percent(needed))]
    picture = charts.lines(
        [charts.Series(1, "", points), charts.Series(3, hub.words("target"), [(0.0, target), (1.0, target)])],
        alternative=hub.words("base-alternative", target=percent(target), needed=percent(needed or 0.0)),
        x_name=hub.words("axis-base"),
        y_name=hub.words("axis-purity"),
        say_x=percent,
        say_y=percent,
        marks=marks,
        y_span=(0.0, 1.0),
    )
    rows = [[percent(x), hub.words("not-known") if y is None else percent(y)] for x, y in points[::10]]
    table = pieces.table(hub.words("base-title"), [hub.words("column-base"), hub.words("column-purity")], rows)
    return charts.figure(hub, picture, table, hub.words("base-title"))


# --- recall against purity -----------------------------------------------------------------------------------------


def _choices(values: Mapping[str, Any], result: Any, gates: Sequence[Gate], hub: Hub) -> Markup:
    words = hub.words
    across = charts.Scale(0.0, 1.0, LEFT, WIDTH - RIGHT)
    up = charts.Scale(0.0, 1.0, HEIGHT - BOTTOM, TOP)
    here = frozenset(gate.id for gate in gates)
    shown = _apart(_candidates(values, result, gates, hub), here, result, across, up)
    own = [point for point in shown if here.issuperset(point.gates)]
    trail = " ".join(f"{across(point.recall):.1f},{up(point.purity):.1f}" for point in own)
    parts = [*_frame(across, up, values, hub), h("polyline", {"class": "tg-trail", "points": trail})]
    parts += [_choice(point, here, result, values, hub, (across(point.recall), up(point.purity))) for point in shown]
    parts += _reader(result, hub, across, up)
    label = words("choices-alternative", count=len(shown), target=percent(values["target_purity"]))
    attributes = {"class": "tg-chart tg-choices", "viewBox": f"0 0 {WIDTH:g} {HEIGHT:g}", "role": "group"}
    picture = h("svg", {**attributes, "aria-label": label}, parts)
    rows = [
        [combination(point.gates, hub), percent(point.recall), percent(point.purity), people(point.size), point.effort]
        for point in shown
    ]
    head = [words(f"column-{key}") for key in ("gates", "recall", "purity", "size", "effort")]
    key = h("p", {"class": "tg-key tg-choices__key"}, h("span", words("choices-key")))
    table = pieces.table(words("choices-title"), head, rows)
    return charts.figure(hub, join([picture, key]), table, words("choices-title"), "-choices")


def _candidates(values: Mapping[str, Any], result: Any, gates: Sequence[Gate], hub: Hub) -> list[Point]:
    """The front of the reader's gates, and choices that would need another gate of the library."""
    own = [
        Point(0, tuple(one["gates"]), *(one[key] for key in ("recall", "purity", "size", "effort")))
        for one in result["front"]
    ]
    spec, given = hub.inputs["gates"], {gate.id for gate in gates}
    others = [spec.row(entry["id"]) for entry in spec.library if entry["id"] not in given and entry["id"] != "measured"]
    if not others or len(gates) + len(others) > MOST_SUBSETS:
        return own
    more = threshold_model.gates({**values, "gates": others}, hub.constants["paid_words"])
    wider = threshold_model.front([*gates, *more], values)
    return own + [point for point in wider if not given.issuperset(point.gates)]


def _apart(
    points: Sequence[Point], here: frozenset[str], result: Any, across: charts.Scale, up: charts.Scale
) -> list[Point]:
    """The points far enough apart to be pressed, by recall; the reader's own and the pick are kept before others."""
    wanted = set(result["pick"]["gates"]) if result["pick"] else None
    ranked = sorted(points, key=lambda point: (set(point.gates) != here, set(point.gates) != wanted))
    kept: list[Point] = []
    for point in ranked:
        x, y = across(point.recall), up(point.purity)
        if all(math.hypot(x - across(other.recall), y - up(other.purity)) >= APART for other in kept):
            kept.append(point)
    return sorted(kept, key=lambda point: (-point.recall, point.purity))


def _choice(
    point: Point, here: frozenset[str], result: Any, values: Mapping[str, Any], hub: Hub, at: tuple[float, float]
) -> Markup | None:
    """One choice as something to press. The reader's own is drawn elsewhere; own gates cannot be switched off here."""
    if set(point.gates) == here:
        return None
    x, y = at
    library = [entry["id"] for entry in hub.inputs["gates"].library]
    picked = result["pick"] is not None and set(point.gates) == set(result["pick"]["gates"])
    new = not here.issuperset(point.gates)
    drawn = h("circle", {"class": f"tg-choice{' tg-choice--new' if new else ''}", "cx": x, "cy": y, "r": 5.0})
    name_ = combination(point.gates, hub)
    said = hub.words("choose", gates=name_, purity=percent(point.purity), recall=percent(point.recall))
    label = _beside(x, y - 8, hub.words("our-pick")) if picked else None
    said = f"{hub.words('our-pick')}{hub.words('colon')}{said}" if picked else said  # what is seen is also heard
    if any(row["id"] not in library and row["id"] not in point.gates for row in values["gates"]):
        return h("g", h("title", f"{name_}{hub.words('colon')}{percent(point.purity)}"), drawn, label)
    form = {f"gates.{identity}.use": "true" if identity in point.gates else "false" for identity in library}
    attributes = {"class": "tg-pick", "role": "button", "tabindex": 0, "aria-label": said}
    attributes["data-set"] = json.dumps(form, separators=(",", ":"))
    room = h("circle", {"class": "tg-pick__room", "cx": x, "cy": y, "r": 12.0})
    # The label stands beside what is pressed, not in it: the name of a button must hold its visible words in order.
    return h("g", h("g", attributes, h("title", said), room, drawn), label)


def _reader(result: Any, hub: Hub, across: charts.Scale, up: charts.Scale) -> list[Markup]:
    """The reader's gates: a strong point, and a line over all the purities these rates allow."""
    if result["purity"] is None:
        return []
    x, y = across(result["recall"]), up(result["purity"])
    parts = []
    if result["purity_low"] is not None and result["purity_high"] is not None:
        low, high = up(result["purity_low"]), up(result["purity_high"])
        parts.append(h("line", {"class": "tg-whisker", "x1": x, "x2": x, "y1": low, "y2": high}))
        for end in (low, high):
            parts.append(h("line", {"class": "tg-whisker", "x1": x - 4, "x2": x + 4, "y1": end, "y2": end}))
    parts.append(h("circle", {"class": "tg-dot tg-dot--strong", "cx": x, "cy": y, "r": 7.0}))
    return [*parts, _beside(x, y + 18, hub.words("yours"))]


def _beside(x: float, y: float, text: str) -> Markup:
    """Words to the right of a point, or to its left where the right has no room."""
    left = x > WIDTH - 70
    words = {"class": "tg-mark", "x": x - 9 if left else x + 9, "y": y, "text-anchor": "end" if left else "start"}
    return h("text", words, text)


def _frame(across: charts.Scale, up: charts.Scale, values: Mapping[str, Any], hub: Hub) -> list[Markup]:
    base, parts = HEIGHT - BOTTOM, []
    for quarter in (0.0, 0.25, 0.5, 0.75, 1.0):
        x, y, said = across(quarter), up(quarter), percent(quarter)
        parts.append(h("line", {"class": "tg-grid", "x1": LEFT, "x2": WIDTH - RIGHT, "y1": y, "y2": y}))
        parts.append(h("text", {"class": "tg-tick", "x": LEFT - 5, "y": y + 4, "text-anchor": "end"}, said))
        edge = "end" if quarter == 1 else "middle"
        at = WIDTH if quarter == 1 else x
        parts.append(h("text", {"class": "tg-tick", "x": at, "y": base + 15, "text-anchor": edge}, said))
    parts.append(h("line", {"class": "tg-base", "x1": LEFT, "x2": WIDTH - RIGHT, "y1": base, "y2": base}))
    parts.append(
        h(
            "text",
            {"class": "tg-axis", "x": WIDTH - RIGHT, "y": HEIGHT - 4, "text-anchor": "end"},
            hub.words("axis-recall"),
        )
    )
    parts.append(h("text", {"class": "tg-axis", "x": 2, "y": 12}, hub.words("axis-purity")))
    y = up(values["target_purity"])
    parts.append(h("line", {"class": "tg-cut tg-target", "x1": LEFT, "x2": WIDTH - RIGHT, "y1": y, "y2": y}))
    words = {"class": "tg-tick", "x": LEFT + 4, "y": y - 4 if y > TOP + 12 else y + 14}
    parts.append(h("text", words, hub.words("target")))
    return parts
