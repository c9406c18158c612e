"""The distribution check's pictures: who is paid for one order, the two lines of the law, and each rule's severity."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

from tonghao_widgets import charts, pieces
from tonghao_widgets.hub import Hub
from tonghao_widgets.markup import Markup, h, join
from tonghao_widgets.saying import label, said

WIDTH = 320.0
ROW = 40.0
RULES = ("R1", "R1b", "R2", "R3", "R3b", "R4", "R5", "R6", "R7", "R8")
STEPS = ("amber", "red", "critical")


def draw(values: Mapping[str, Any], result: Any, hub: Hub) -> list[Markup]:
    """The figures with their captions and tables."""
    words = hub.words
    rows = [
        [hub.inputs[name].label, said(values[name], hub.inputs[name], hub), words(f"line-{name.replace('_', '-')}")]
        for name in ("pay_levels", "depth", "headcount")
    ]
    head = [words("column-input"), words("column-yours"), words("column-cut")]
    flags = {flag["rule"]: flag for flag in result["flags"]}
    possible = {flag["rule"]: flag["severity"] for flag in result["possible"]}
    strip_rows = [
        [
            f"{rule} {words(f'name-{rule.lower()}')}",
            _loudness(rule, flags, possible, hub),
            flags[rule]["basis"] if rule in flags else words(f"basis-{rule.lower()}"),
        ]
        for rule in RULES
    ]
    return [
        charts.figure(
            hub,
            join([_ladder(values["pay_levels"], hub), _lines(values, hub)]),
            pieces.table(words("ladder-title"), head, rows),
            words("ladder-title"),
        ),
        charts.figure(
            hub,
            _strips(flags, possible, hub),
            pieces.table(
                words("strips-title"),
                [words("column-rule"), words("column-severity"), words("column-basis")],
                strip_rows,
            ),
            words("strips-title"),
            "-rules",
        ),
    ]


def _ladder(pays: int | None, hub: Hub) -> Markup:
    """One order from below: the buyer, who sold it, who is paid above. Those past the fourth are counted."""
    words = hub.words
    shown = 3 if pays is None else max(3, min(pays, 4))
    height = (shown + 1) * ROW + 8
    parts: list[object] = [_person(0, height, None, words("role-buyer"), "", kind="buyer")]
    for place in range(1, shown + 1):
        paid = None if pays is None else place <= pays
        role = words("role-rest", count=pays) if place == 4 and pays and pays > 4 else words(f"role-{place}")
        told = "" if paid is None else words("paid" if paid else "unpaid")
        parts.append(_person(place, height, paid, role, told))
    for place in (2, 3):
        y = height - place * ROW - 4
        parts.append(h("line", {"class": "tg-cut", "x1": 0, "x2": WIDTH, "y1": y, "y2": y}))
    text = {"class": "tg-tick", "x": WIDTH, "text-anchor": "end"}
    parts.append(h("text", {**text, "y": height - 2 * ROW + 9}, words("from-two")))
    parts.append(h("text", {**text, "y": height - 3 * ROW + 9}, words("from-three")))
    return h(
        "svg",
        {
            "class": "tg-chart tg-payladder",
            "viewBox": f"0 0 {WIDTH:g} {height:g}",
            "role": "img",
            "aria-label": words("ladder-alternative", paid=words("pay-unknown") if pays is None else str(pays)),
        },
        parts,
    )


def _person(place: int, height: float, paid: bool | None, role: str, told: str, kind: str = "") -> Markup:
    y = height - place * ROW - 20
    state = kind or ("open" if paid is None else ("paid" if paid else "unpaid"))
    inside = {"paid": "¥", "open": "?"}.get(state)
    above_own_sale = " tg-payer--above" if paid and place > 1 else ""
    return h(
        "g",
        {"class": f"tg-payer tg-payer--{state}{above_own_sale}"},
        h("line", {"class": "tg-payer__rope", "x1": 16, "x2": 16, "y1": y + 12, "y2": y + ROW - 12}) if place else None,
        h("circle", {"class": "tg-payer__head", "cx": 16, "cy": y, "r": 11.0}),
        h("text", {"class": "tg-payer__coin", "x": 16, "y": y + 4.5, "text-anchor": "middle"}, inside)
        if inside
        else None,
        h("text", {"class": "tg-payer__role", "x": 36, "y": y + 4.5}, role, f" · {told}" if told else ""),
    )


def _lines(values: Mapping[str, Any], hub: Hub) -> Markup:
    """Levels and people, each on its own scale with the line that counts."""
    words, cuts = hub.words, hub.constants
    depth, people = values["depth"], values["headcount"]
    parts = [
        *_gauge(0, "depth", depth, min((depth or 0) / 6, 1.0), cuts["levels_line"] / 6, hub),
        *_gauge(56, "headcount", people, _far(people), _far(cuts["people_line"]), hub),
    ]
    alternative = words("list-comma").join(
        f"{words(f'gauge-{name}')} {said(values[name], hub.inputs[name], hub)}" for name in ("depth", "headcount")
    )
    attributes = {"class": "tg-chart tg-gauges", "viewBox": f"0 0 {WIDTH:g} 116", "role": "img"}
    return h("svg", {**attributes, "aria-label": alternative}, parts)


def _far(people: float | None) -> float:
    """On a logarithmic scale from one person to three thousand."""
    return min(1.0, math.log10(max(people or 1, 1)) / math.log10(3000))


def _gauge(top: float, name: str, value: Any, at: float, cut: float, hub: Hub) -> list[Markup]:
    words, left, room = hub.words, 8.0, WIDTH - 16
    line = left + room * cut
    marks = [
        h("text", {"class": "tg-bar__name", "x": 0, "y": top + 14}, words(f"gauge-{name}")),
        h(
            "text",
            {"class": "tg-bar__said", "x": WIDTH, "y": top + 14, "text-anchor": "end"},
            said(value, hub.inputs[name], hub),
        ),
        h("rect", {"class": "tg-bar__room", "x": left, "y": top + 24, "width": room, "height": 10, "rx": 2.0}),
        h(
            "rect",
            {"class": "tg-gauge__beyond", "x": line, "y": top + 24, "width": left + room - line, "height": 10},
        ),
        h("line", {"class": "tg-gauge__line", "x1": line, "x2": line, "y1": top + 19, "y2": top + 39}),
        h("text", {"class": "tg-tick", "x": line, "y": top + 51, "text-anchor": "middle"}, words(f"from-{name}")),
    ]
    if value is not None:
        x = left + room * at
        spot = {"class": "tg-you", "transform": f"translate({x:.2f} {top + 29:g})"}
        marks.append(h("g", spot, h("path", {"class": "tg-you__dot", "d": "M0 -9 8 0 0 9 -8 0Z"})))
    return marks


def _loudness(rule: str, flags: Mapping[str, Mapping[str, str]], possible: Mapping[str, str], hub: Hub) -> str:
    """How loudly a rule speaks, and how loudly it might once the open answers are in."""
    certain = label(flags[rule]["severity"], hub) if rule in flags else ""
    if rule in possible:
        maybe = hub.words("maybe", severity=label(possible[rule], hub))
        return f"{certain}{hub.words('list-comma')}{maybe}" if certain else maybe
    return certain or hub.words("silent")


def _strips(flags: Mapping[str, Mapping[str, str]], possible: Mapping[str, str], hub: Hub) -> Markup:
    """A row for each rule: three boxes, filled up to its severity, dashed up to what is still possible."""
    words, step = hub.words, 27.0
    parts: list[object] = []
    for index, rule in enumerate(RULES):
        severity, maybe = flags[rule]["severity"] if rule in flags else None, possible.get(rule)
        y = index * step
        kind = "tg-strip__name" if severity or maybe else "tg-strip__name tg-strip__name--silent"
        parts.append(h("text", {"class": kind, "x": 0, "y": y + 17}, f"{rule} {words(f'name-{rule.lower()}')}"))
        for box in range(3):
            shape = {"x": 190.0 + box * 16, "y": y + 6, "width": 13, "height": 13, "rx": 2.0}
            if box < _boxes(severity):
                tone = f"tg-strip__box tg-strip__box--{severity}"
            else:
                tone = "tg-strip__box tg-strip__box--maybe" if box < _boxes(maybe) else "tg-strip__box"
            parts.append(h("rect", {"class": tone, **shape}))
        said_ = words(f"short-{maybe or severity}") if maybe or severity else "–"
        parts.append(h("text", {"class": kind, "x": 244, "y": y + 17}, said_, "?" if maybe else ""))
    told = [f"{rule} {_loudness(rule, flags, possible, hub)}" for rule in RULES if rule in flags or rule in possible]
    alternative = words("strips-alternative", flags=words("list-comma").join(told) or words("silent"))
    view = f"0 0 {WIDTH:g} {len(RULES) * step:g}"
    return h("svg", {"class": "tg-chart tg-strips", "viewBox": view, "role": "img", "aria-label": alternative}, parts)


def _boxes(severity: str | None) -> int:
    return STEPS.index(severity) + 1 if severity in STEPS else 0
