"""A crowd at its gates: a hundred marks for everybody reached.

Kindred people are round, others square, and whoever the next gate turns away is hollow.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any

from tonghao_widgets import charts, pieces, threshold_model
from tonghao_widgets.hub import Hub
from tonghao_widgets.markup import Markup, h, join
from tonghao_widgets.threshold_model import Gate
from tonghao_widgets.words import fill, percent, plain_number

WIDTH = 320.0
IN_ROW, PITCH, MARKS = 25, 12.6, 100
MOST_STAGES = 5


def people(count: float) -> str:
    """A number of people: whole from ten on, one decimal below."""
    return plain_number(count, 0 if count >= 10 else 1)


def name(identity: str, hub: Hub) -> str:
    """What a gate is called: the library's label, or the reader's own name."""
    library = hub.inputs["gates"].library
    return next((str(entry["label"]) for entry in library if entry["id"] == identity), identity)


def _stages(values: Mapping[str, Any], gates: Sequence[Gate], hub: Hub) -> list[tuple[str, float, float]]:
    """Who is left after each gate: its name and the shares of kindred people and others, of those reached."""
    if values["mode"] == "any" and gates:
        label = name(gates[0].id, hub) if len(gates) == 1 else hub.words("any-of", count=len(gates))
        steps = [(label, len(gates))]
    else:
        alone = len(gates) if len(gates) <= MOST_STAGES else MOST_STAGES - 1
        steps = [(name(gate.id, hub), at) for at, gate in enumerate(gates[:alone], 1)]
        if alone < len(gates):
            steps.append((hub.words("more-gates", count=len(gates) - alone), len(gates)))
    base = values["base_rate"]
    stages = [("", base, 1 - base)]
    for label, count in steps:
        group = threshold_model.admit(gates[:count], values)
        stages.append((label, base * group.recall, (1 - base) * group.leak))
    return stages


def crowd(values: Mapping[str, Any], gates: Sequence[Gate], hub: Hub) -> Markup:
    """The figure with its key and the table of what it shows."""
    words, stages = hub.words, _stages(values, gates, hub)
    counts = [(round(MARKS * kindred), round(MARKS * others)) for _, kindred, others in stages]
    counts[0] = (counts[0][0], MARKS - counts[0][0])
    parts: list[object] = []
    y = 0.0
    for at, (here, onward) in enumerate(pairwise([*counts, counts[-1]])):
        label, kindred, others = stages[at]
        if at:
            before = stages[at - 1]
            parts += _gate_line(y, label, _of(kindred, before[1]), _of(others, before[2]))
            y += 26
        else:
            parts.append(
                h("text", {"class": "tg-axis", "x": 0, "y": y + 13}, _said(words("reached-are"), stages[0], values))
            )
            y += 22
        parts += _marks(y, here, onward)
        y += math.ceil(sum(here) / IN_ROW) * PITCH + 6
    inside = _said(words("inside-are"), stages[-1], values)
    parts.append(h("text", {"class": "tg-axis tg-axis--strong", "x": 0, "y": y + 13}, inside))
    attributes = {"class": "tg-chart tg-crowd", "viewBox": f"0 0 {WIDTH:g} {y + 20:g}", "role": "img"}
    label = words("crowd-alternative", reached=people(values["reached"]), inside=inside)
    picture = h("svg", {**attributes, "aria-label": label}, parts)
    key = h(
        "p",
        {"class": "tg-key tg-crowd__key"},
        h("span", {"class": "tg-kindred"}, "● ", words("kindred")),
        h("span", {"class": "tg-others"}, "■ ", words("others")),
        h("span", "○ □ ", words("turned-away")),
        h("span", words("a-mark-is", people=people(values["reached"] / MARKS))),
    )
    return charts.figure(hub, join([picture, key]), _crowd_table(stages, values, hub), words("crowd-title"), "-crowd")


def _said(template: str, stage: tuple[str, float, float], values: Mapping[str, Any]) -> str:
    _, kindred, others = stage
    return fill(
        template, {"kindred": people(values["reached"] * kindred), "others": people(values["reached"] * others)}
    )


def _of(part: float, whole: float) -> str:
    return percent(part / whole, 0) if whole else "–"


def _gate_line(y: float, label: str, kindred: str, others: str) -> list[Markup]:
    rates = h(
        "text",
        {"class": "tg-tick", "x": WIDTH, "y": y + 16, "text-anchor": "end"},
        h("tspan", {"class": "tg-kindred"}, "●"),
        f" {kindred}  ",
        h("tspan", {"class": "tg-others"}, "■"),
        f" {others}",
    )
    text = h("text", {"class": "tg-bar__name tg-gate__name", "x": 0, "y": y + 16}, fitted(label, 176))
    return [h("line", {"class": "tg-gate", "x1": 0, "x2": WIDTH, "y1": y, "y2": y}), text, rates]


def fitted(text: str, room: float) -> str:
    """``text`` cut where it would run out of ``room`` units."""
    used = 0.0
    for at, char in enumerate(text):
        used += 13.7 if ord(char) > 0x2E7F else 7.4
        if used > room:
            return f"{text[: max(at - 1, 1)]}…"
    return text


def _marks(y: float, here: tuple[int, int], onward: tuple[int, int]) -> list[Markup]:
    """The crowd at one place: kindred who go on, kindred turned away, others who go on, others turned away."""
    kinds = ("kindred", "kindred-out", "others", "others-out")
    amounts = (onward[0], here[0] - onward[0], onward[1], here[1] - onward[1])
    parts, at = [], 0
    for kind, amount in zip(kinds, amounts, strict=True):
        shape = "m-4 0a4 4 0 1 0 8 0a4 4 0 1 0-8 0z" if kind.startswith("kindred") else "m-3.6-3.6h7.2v7.2h-7.2z"
        spots = [_spot(place, y) for place in range(at, at + amount)]
        if spots:
            drawn = "".join(f"M{x:.4g} {spot:.5g}{shape}" for x, spot in spots)
            parts.append(h("path", {"class": f"tg-mark-{kind}", "d": drawn}))
        at += amount
    return parts


def _spot(place: int, y: float) -> tuple[float, float]:
    row, column = divmod(place, IN_ROW)
    return 6.0 + column * PITCH, y + 6.0 + row * PITCH


def _crowd_table(stages: Sequence[tuple[str, float, float]], values: Mapping[str, Any], hub: Hub) -> Markup:
    words, rows = hub.words, []
    for label, kindred, others in stages:
        inside = kindred + others
        cells = [people(values["reached"] * share) for share in (kindred, others)]
        rows.append([label or words("reached"), *cells, percent(kindred / inside) if inside else "–"])
    head = [words("column-gate"), words("kindred"), words("others"), words("column-purity")]
    return pieces.table(words("crowd-title"), head, rows)
