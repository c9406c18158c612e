"""Other worlds close to the reader's: what would flip the verdict, how steady it is, what moves a number most.

``judge`` is any function from a tool's values to a verdict, ``measure`` one to a number. They are called a few
hundred times, so they should compute and nothing else. Names may be dotted (``ratings.threshold``).
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping
from itertools import product
from typing import Any

from tonghao_widgets.hub import Hub, Input
from tonghao_widgets.inputs import EPS, flat

Judge = Callable[[Mapping[str, Any]], str]
Measure = Callable[[Mapping[str, Any]], "float | None"]

NUMERIC = frozenset({"fraction", "money", "number", "count", "ratio"})
AWAY = 0.2
CLOSE_CALL = 0.6
FRAGILE_EACH = 0.9
_STEPS = (0.02, 0.05, 0.1, 0.2, 0.35, 0.5, 0.75, 1.0)
_MOST_WORLDS = 400


def world(values: Mapping[str, Any], name: str, value: Any) -> dict[str, Any]:
    """``values`` with one answer changed."""
    first, _, rest = name.partition(".")
    return {**values, first: {**values[first], rest: value} if rest else value}


def asked(hub: Hub, values: Mapping[str, Any]) -> list[str]:
    """Dotted names of the reader's own questions (not the cuts) that are answered, but for rows and lists."""
    main = {spec.id for spec in hub.inputs.values() if spec.group == "main" and spec.type in {*NUMERIC, *_KINDS}}
    return [
        name
        for name, (value, spec) in flat(values, hub).items()
        if name.split(".")[0] in main and value is not None and spec.type in {*NUMERIC, "flag", "choice", "level"}
    ]


_KINDS = ("flag", "choice", "level", "group")


def flips(
    values: Mapping[str, Any], hub: Hub, judge: Judge, names: Iterable[str] | None = None
) -> tuple[dict[str, Any], ...]:
    """For each answer the nearest change, each way, that gives another verdict; nearest first.

    ``{"input", "from", "to", "verdict", "direction", "change"}``: ``direction`` is ``at-least`` or ``at-most`` for
    numbers, ``is`` for the others; ``change`` is the distance relative to the answer (0.1 is 10 %). A number is
    searched to the end of its slider's span in growing steps, then by bisection: a second edge within one step
    can be missed, an edge that is reported is real.
    """
    if hub.brief:
        return ()
    verdict, answers, found = judge(values), flat(values, hub), []
    for name in names if names is not None else asked(hub, values):
        value, spec = answers[name]
        if value is None:
            continue
        if spec.type in NUMERIC:
            for direction in (1, -1):
                flip = _edge(values, name, float(value), spec, direction, judge, verdict)
                if flip:
                    found.append(flip)
        else:
            found.extend(_others(values, name, value, spec, judge, verdict))
    return tuple(sorted(found, key=lambda flip: (flip["change"], flip["input"], str(flip["to"]))))


def _others(
    values: Mapping[str, Any], name: str, value: Any, spec: Input, judge: Judge, verdict: str
) -> list[dict[str, Any]]:
    """The nearest other answer each way of a scale; every other answer of a plain choice."""
    found = []
    options = _options(spec)
    here = options.index(value) if value in options else 0
    ways = [options[here + 1 :], options[:here][::-1]] if spec.type == "level" else [[one] for one in options]
    for way in ways:
        for other in way:
            changed = judge(world(values, name, other)) if other != value else verdict
            if changed != verdict:
                steps = abs(options.index(other) - here) / len(options) if spec.type == "level" else 1.0
                flip = {"input": name, "from": value, "to": other, "verdict": changed, "direction": "is"}
                found.append({**flip, "change": steps})
                break
    return found


def _options(spec: Input) -> list[Any]:
    if spec.type == "flag":
        return [True, False]
    ids = [identity for identity, _ in spec.choices]
    return [_whole(float(identity)) for identity in ids] if spec.type == "level" else ids


def _whole(value: float) -> float:
    return int(value) if value == int(value) else value


def span(spec: Input) -> tuple[float, float]:
    """How far a number may reasonably go: its slider's span, else its bounds."""
    low, high = spec.slider or (spec.min or 0.0, spec.max if spec.max is not None else 1e6)
    return float(low), float(high)


def _edge(
    values: Mapping[str, Any], name: str, value: float, spec: Input, direction: int, judge: Judge, verdict: str
) -> dict[str, Any] | None:
    low, high = span(spec)
    end = max(high, value) if direction > 0 else min(low, value)
    inside = value
    for share in _STEPS:
        outside = value + (end - value) * share
        if spec.type == "count":
            outside = float(math.ceil(outside) if direction > 0 else math.floor(outside))
        if abs(outside - inside) <= EPS or judge(world(values, name, _as(outside, spec))) == verdict:
            inside = outside
            continue
        target = _bisect(inside, outside, lambda at: judge(world(values, name, _as(at, spec))) != verdict, spec)
        return {
            "input": name,
            "from": values.get(name, value),
            "to": target,
            "verdict": judge(world(values, name, target)),
            "direction": "at-least" if direction > 0 else "at-most",
            "change": abs(target - value) / abs(value) if value else 1.0,
        }
    return None


def _as(value: float, spec: Input) -> float:
    return round(value) if spec.type == "count" else value


def _bisect(same: float, other: float, differs: Callable[[float], bool], spec: Input) -> float:
    """The value nearest to ``same`` that differs, then the shortest number close to it that still does."""
    if spec.type == "count":
        lower, upper = round(same), round(other)
        while abs(upper - lower) > 1:
            middle = (lower + upper) // 2
            lower, upper = (lower, middle) if differs(middle) else (middle, upper)
        return upper
    edge, inner = other, same
    for _ in range(26):
        middle = (edge + inner) / 2
        edge, inner = (middle, inner) if differs(middle) else (edge, middle)
    for digits in range(2, 12):
        for nudge in (0, 1, -1):
            short = float(f"{edge:.{digits}g}")
            unit = 10.0 ** (math.floor(math.log10(abs(short))) - digits + 1) if short else 10.0**-digits
            short = float(f"{short + nudge * unit:.12g}")
            if min(edge, other) - EPS <= short <= max(edge, other) + EPS and differs(short):
                return _whole(short)
    return edge


def steadiness(
    values: Mapping[str, Any], hub: Hub, judge: Judge, names: Iterable[str] | None = None
) -> tuple[float | None, int]:
    """Share of the worlds with one number 20 % off (up to its bounds), or one rating a step off, that agree.

    Returns the share and how many worlds were tried; None when nothing can be varied.
    """
    if hub.brief:
        return None, 0
    verdict, answers, same, tried = judge(values), flat(values, hub), 0, 0
    for name in names if names is not None else asked(hub, values):
        value, spec = answers[name]
        for other in _close(value, spec):
            tried += 1
            same += judge(world(values, name, other)) == verdict
    return (same / tried if tried else None), tried


def _close(value: Any, spec: Input) -> list[Any]:
    if value is None:
        return []
    if spec.type == "level":
        options = _options(spec)
        here = options.index(value)
        return [options[at] for at in (here - 1, here + 1) if 0 <= at < len(options)]
    if spec.type not in NUMERIC:
        return []
    return [_clipped(value * (1 - AWAY), spec), _clipped(value * (1 + AWAY), spec)]


def _clipped(value: float, spec: Input) -> float:
    low = spec.min if spec.min is not None else value
    inside = min(max(value, low), spec.max if spec.max is not None else value)
    if spec.open_min and inside <= low:
        inside = (spec.step or 1e-6) + low
    return round(inside) if spec.type == "count" else inside


def tornado(
    values: Mapping[str, Any], hub: Hub, measure: Measure, names: Iterable[str] | None = None
) -> list[dict[str, Any]]:
    """How far each number, 20 % lower and 20 % higher, moves ``measure``; the strongest first.

    ``{"input", "low", "high", "at_low", "at_high"}``; an ``at`` is None where there is no result. Numbers that
    move nothing are left out.
    """
    answers, bars = flat(values, hub), []
    for name in names if names is not None else asked(hub, values):
        value, spec = answers[name]
        if spec.type not in NUMERIC or value is None or not value:
            continue
        low, high = _clipped(value * (1 - AWAY), spec), _clipped(value * (1 + AWAY), spec)
        at_low, at_high = measure(world(values, name, low)), measure(world(values, name, high))
        if at_low != at_high:
            bars.append({"input": name, "low": low, "high": high, "at_low": at_low, "at_high": at_high})
    return sorted(bars, key=lambda bar: (-_swing(bar), bar["input"]))


def _swing(bar: Mapping[str, Any]) -> float:
    if bar["at_low"] is None or bar["at_high"] is None:
        return math.inf
    return abs(bar["at_high"] - bar["at_low"])


def with_unknown(values: Mapping[str, Any], hub: Hub, judge: Judge, unknown: Iterable[str]) -> dict[str, Any]:
    """What is left open when answers are missing.

    Each unknown number is tried at points across its usual span, each unknown choice at all its answers, together
    up to 400 worlds. Returns ``verdicts`` (sorted; one means decided all the same), ``branches``
    (``{"input", "at", "verdicts"}``), ``measure_first`` (the unknown that leaves the fewest verdicts open at
    worst) and ``worlds``.
    """
    names, answers = list(unknown), flat(values, hub)
    each = max(2, int(_MOST_WORLDS ** (1 / len(names)))) if names else 0
    cells = [_points(answers[name][1], min(5, each)) for name in names]
    seen = []
    for combination in product(*cells):
        at = dict(values)
        for name, value in zip(names, combination, strict=True):
            at = world(at, name, value)
        seen.append((combination, judge(at)))
        if len(seen) >= _MOST_WORLDS:
            break
    verdicts = sorted({verdict for _, verdict in seen})
    branches, left_open = [], {}
    for index, name in enumerate(names):
        by_value = {
            value: sorted({verdict for combination, verdict in seen if combination[index] == value})
            for value in cells[index]
        }
        left_open[name] = max(len(found) for found in by_value.values())
        if len(verdicts) > 1 and len({tuple(found) for found in by_value.values()}) > 1:
            branches += [{"input": name, "at": value, "verdicts": found} for value, found in by_value.items()]
    first = min(names, key=lambda name: (left_open[name], names.index(name))) if len(verdicts) > 1 else None
    return {"verdicts": verdicts, "branches": branches, "measure_first": first, "worlds": len(seen)}


def _points(spec: Input, count: int) -> list[Any]:
    if spec.type not in NUMERIC:
        return _options(spec)
    low, high = span(spec)
    shares = [index / (count - 1) for index in range(count)]
    if spec.scale == "log" and low > 0:
        points = [float(f"{low * (high / low) ** share:.2g}") for share in shares]
    else:
        points = [float(f"{low + (high - low) * share:.3g}") for share in shares]
    return [round(point) for point in points] if spec.type == "count" else points
