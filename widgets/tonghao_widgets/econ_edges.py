"""Where a sum changes its sign: exact, because every balance is linear in each single input."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from tonghao_widgets.hub import Hub, Input
from tonghao_widgets.inputs import EPS

Balances = Callable[[Mapping[str, Any]], "tuple[float, ...]"]
_GRID = {"fraction": 0.001, "money": 0.01, "number": 0.01, "ratio": 0.01, "count": 1.0}


def flips(
    values: Mapping[str, Any],
    hub: Hub,
    judge: Callable[[Mapping[str, Any]], str],
    balances: Balances,
    names: Iterable[str],
) -> tuple[dict[str, Any], ...]:
    """For each input the nearest change, each way, that gives another verdict; nearest first.

    The verdict may change only where one of ``balances`` passes zero. ``to`` is that place, rounded away from the
    answer to what the page can show (0.1 %, a fen, a whole member). ``{"input", "from", "to", "verdict",
    "direction", "change"}``; ``change`` is relative to the answer (0.1 is 10 %), 1.0 when the answer is 0.
    """
    verdict, here, found = judge(values), balances(values), []
    for name in names:
        spec, value = hub.inputs[name], values[name]
        there = balances({**values, name: value + 1})
        # How far away each balance is zero; what hardly moves has no such place.
        away = [-at / (moved - at) for at, moved in zip(here, there, strict=True) if abs(moved - at) > 1e-12]
        for direction in (1, -1):
            for distance in sorted((one for one in away if one * direction >= -EPS), key=abs):
                target = _target(value + distance, direction, spec, values, judge, verdict)
                if target is not None:
                    found.append(
                        {
                            "input": name,
                            "from": value,
                            "to": target,
                            "verdict": judge({**values, name: target}),
                            "direction": "at-least" if direction > 0 else "at-most",
                            "change": abs(target - value) / abs(value) if value else 1.0,
                        }
                    )
                    break
    return tuple(sorted(found, key=lambda flip: (flip["change"], flip["input"], flip["to"])))


def _target(
    edge: float,
    direction: int,
    spec: Input,
    values: Mapping[str, Any],
    judge: Callable[[Mapping[str, Any]], str],
    verdict: str,
) -> float | None:
    """The first value on the grid at or beyond ``edge`` that flips, inside the bounds; None if there is none."""
    grid = _GRID[spec.type] if abs(edge) < 1000 else 1.0
    beyond = math.ceil if direction > 0 else math.floor
    first = beyond(edge / grid - direction * EPS)
    for steps in (first, first + direction):
        target = float(f"{steps * grid:.12g}")
        if _outside(target, spec) or (target - values[spec.id]) * direction <= 0:
            continue
        whole = int(target) if target == int(target) else target
        if judge({**values, spec.id: whole}) != verdict:
            return whole
    return None


def _outside(value: float, spec: Input) -> bool:
    low, high = spec.min, spec.max
    return (low is not None and value < low) or (high is not None and value > high)
