"""Worlds close to the reader's gates: how steady the verdict is, what moves purity most, what flips the verdict.

The general search in ``nearby`` knows questions and groups; here the cells of rows matter most, so they are varied
by row id (``gates.identity.pass_others``). Flips are looked for in steps of the display, whole percents.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from typing import Any

from tonghao_widgets.inputs import EPS
from tonghao_widgets.nearby import AWAY

Judge = Callable[[Mapping[str, Any]], "tuple[str, float | None]"]
MOST_SEARCHED = 6
STEP = {"base_rate": 0.001}
_SHARES = (0.02, 0.05, 0.1, 0.2, 0.35, 0.5, 0.75, 1.0)


def names(values: Mapping[str, Any], paid: bool) -> dict[str, float]:
    """The numbers that can matter here, by dotted name. A row whose id has a dot cannot be named so."""
    found = {"base_rate": values["base_rate"]}
    if paid:
        found["courtesy_share"] = values["courtesy_share"]
    if len(values["gates"]) > 1:
        found["dependence"] = values["dependence"]
    for row in values["gates"]:
        if "." not in row["id"]:
            found.update({f"gates.{row['id']}.{cell}": row[cell] for cell in ("pass_kindred", "pass_others")})
    return found


def world(values: Mapping[str, Any], name: str, value: Any) -> dict[str, Any]:
    """``values`` with one answer changed; ``gates.<id>.<cell>`` is a cell."""
    if "." not in name:
        return {**values, name: value}
    _, identity, cell = name.split(".")
    return {**values, "gates": [{**row, cell: value} if row["id"] == identity else row for row in values["gates"]]}


def swings(values: Mapping[str, Any], judge: Judge, paid: bool) -> tuple[float | None, int, list[dict[str, Any]]]:
    """Each number 20 % lower and 20 % higher, one at a time.

    Returns the share of these worlds with the same verdict, how many they are, and how far each number moves
    purity, the strongest first (``charts.tornado`` draws it).
    """
    verdict, same, tried, bars = judge(values)[0], 0, 0, []
    for name, value in names(values, paid).items():
        if not value:
            continue
        low, high = value * (1 - AWAY), min(1.0, value * (1 + AWAY))
        (at_low, pure_low), (at_high, pure_high) = judge(world(values, name, low)), judge(world(values, name, high))
        tried += 2
        same += (at_low == verdict) + (at_high == verdict)
        if pure_low != pure_high:
            bars.append({"input": name, "low": low, "high": high, "at_low": pure_low, "at_high": pure_high})
    bars.sort(key=lambda bar: (-_swing(bar), bar["input"]))
    return (same / tried if tried else None), tried, bars


def _swing(bar: Mapping[str, Any]) -> float:
    if bar["at_low"] is None or bar["at_high"] is None:
        return math.inf
    return abs(bar["at_high"] - bar["at_low"])


def flips(
    values: Mapping[str, Any], judge: Judge, paid: bool, bars: list[dict[str, Any]]
) -> tuple[dict[str, Any], ...]:
    """The nearest change, each way, of the six numbers that move purity most; and the other way of combining."""
    verdict, answers, found = judge(values)[0], names(values, paid), []
    order = [bar["input"] for bar in bars] + [name for name in answers if not answers[name]]
    for name in order[:MOST_SEARCHED]:
        for end in (1.0, 0.0):
            flip = _edge(values, name, answers[name], end, judge, verdict)
            if flip:
                found.append(flip)
    if len(values["gates"]) > 1:
        other = "any" if values["mode"] == "all" else "all"
        changed = judge({**values, "mode": other})[0]
        if changed != verdict:
            flip = {"input": "mode", "from": values["mode"], "to": other, "verdict": changed, "direction": "is"}
            found.append({**flip, "change": 1.0})
    return tuple(sorted(found, key=lambda flip: (flip["change"], flip["input"], str(flip["to"]))))


def _edge(
    values: Mapping[str, Any], name: str, value: float, end: float, judge: Judge, verdict: str
) -> dict[str, Any] | None:
    """The first step towards ``end`` with another verdict. An edge within a stride can be missed; none is invented."""
    step = STEP.get(name, 0.01)
    up = end > value

    def at(count: int) -> float:
        """The place ``count`` steps away, on the grid of whole steps and never beyond the end."""
        place = (math.floor(value / step + EPS) + count) if up else (math.ceil(value / step - EPS) - count)
        return min(max(float(f"{place * step:.12g}"), 0.0), 1.0)

    def differs(count: int) -> bool:
        return judge(world(values, name, at(count)))[0] != verdict

    most = math.ceil(abs(end - value) / step - EPS)
    inside = 0
    for share in _SHARES if most > 0 else ():
        outside = max(inside + 1, math.ceil(most * share))
        if outside > most:
            break
        if not differs(outside):
            inside = outside
            continue
        while outside - inside > 1:
            middle = (inside + outside) // 2
            inside, outside = (inside, middle) if differs(middle) else (middle, outside)
        target = at(outside)
        return {
            "input": name,
            "from": value,
            "to": target,
            "verdict": judge(world(values, name, target))[0],
            "direction": "at-least" if up else "at-most",
            "change": abs(target - value) / value if value else 1.0,
        }
    return None
