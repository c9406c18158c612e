"""The ladder's picture: six stairs, where the severity starts, each step up, and where it ends."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tonghao_widgets import charts, pieces
from tonghao_widgets.hub import Hub
from tonghao_widgets.markup import Markup, h
from tonghao_widgets.rules_page import STEPS
from tonghao_widgets.saying import label, said

WIDTH, RISE, HEAD = 320.0, 36.0, 26.0
RUN = 26.0


def draw(values: Mapping[str, Any], result: Any, hub: Hub) -> Markup:
    """The figure with its caption and the table of how the step came about."""
    words = hub.words
    starts = {index: name for name, index in hub.constants["base"].items()}
    severity = hub.inputs["severity"]
    rows = [
        [label(step, hub), said(starts[index], severity, hub) if index in starts else "–", _mark(index, result, hub)]
        for index, step in enumerate(STEPS)
    ]
    table = pieces.table(
        words("stairs-title"), [words("column-step"), words("column-starts"), words("column-here")], rows
    )
    return charts.figure(hub, _stairs(values, result, hub), table, words("stairs-title"))


def _mark(index: int, result: Any, hub: Hub) -> str:
    words = hub.words
    if index == result["index"]:
        return words("mark-end")
    if index == result["base"]:
        return words("mark-start")
    low, high = (STEPS.index(result[end]) for end in ("lowest", "highest"))
    return words("mark-possible") if result["index"] is None and low <= index <= high else "–"


def _stairs(values: Mapping[str, Any], result: Any, hub: Hub) -> Markup:
    words = hub.words
    height = HEAD + len(STEPS) * RISE + 2
    low, high = (STEPS.index(result[end]) for end in ("lowest", "highest"))
    parts: list[object] = []
    for index, step in enumerate(STEPS):
        left, top = index * RUN, height - (index + 1) * RISE - 1
        reached = low <= index <= high
        kind = "here" if index == result["index"] else ("possible" if reached else "plain")
        shape = {"x": left, "y": top, "width": WIDTH - left, "height": RISE - 3, "rx": 3.0}
        parts.append(h("rect", {"class": f"tg-stair tg-stair--{kind}", **shape}))
        name = {"class": f"tg-stair__name tg-stair__name--{kind}", "x": left + 28, "y": top + 21}
        parts.append(h("text", name, label(step, hub)))
        parts.extend(_sign(left + 14, top + 16.5, index, result))
        note = _note(index, values, result, hub)
        if note:
            end = {"class": f"tg-tick tg-stair__note--{kind}", "x": WIDTH - 8, "y": top + 21, "text-anchor": "end"}
            parts.append(h("text", end, note))
    parts.append(h("text", {"class": "tg-axis", "x": 0, "y": 14}, _path(values, result, hub)))
    ends = [label(result[end], hub) for end in ("lowest", "highest")]
    told = ends[0] if ends[0] == ends[1] else f"{ends[0]} – {ends[1]}"
    attributes = {"class": "tg-chart tg-stairs", "viewBox": f"0 0 {WIDTH:g} {height:g}", "role": "img"}
    alternative = words("stairs-alternative", path=_path(values, result, hub), step=told)
    return h("svg", {**attributes, "aria-label": alternative}, parts)


def _sign(x: float, y: float, index: int, result: Any) -> list[Markup]:
    """A ring where it starts, a full dot where it ends, arrows for the steps between."""
    base, end = result["base"], result["index"]
    if index == end:
        return [h("circle", {"class": "tg-stair__end", "cx": x, "cy": y, "r": 7.0})]
    if index == base:
        return [h("circle", {"class": "tg-stair__start", "cx": x, "cy": y, "r": 6.0})]
    if base is not None and end is not None and base < index < end:
        up = f"M{x - 5:g} {y + 3:g} {x:g} {y - 4:g} {x + 5:g} {y + 3:g}"
        return [h("path", {"class": "tg-stair__up", "d": up})]
    return []


def _note(index: int, values: Mapping[str, Any], result: Any, hub: Hub) -> str:
    if index == result["base"]:
        return said(values["severity"], hub.inputs["severity"], hub)
    if index == result["index"]:
        return hub.words("mark-end")
    return ""


def _path(values: Mapping[str, Any], result: Any, hub: Hub) -> str:
    """``1 + 1 + 0 = 2`` with a question mark for what is not known."""
    parts = [result["base"], values["prior"], values["aggravators"]]
    total = hub.words("not-known") if None in parts else str(sum(parts))
    return hub.words("stairs-path", sum=" + ".join("?" if part is None else str(part) for part in parts), total=total)
