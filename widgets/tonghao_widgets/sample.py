"""A fixed sample of answers to a tool: the same on every machine, and nearly the same after an input was added.

Drawn from what the tool's YAML says of its inputs: bounds, sliders, steps, defaults, choices, library, and the cases
that have numbers for it. Every draw hangs on the tool, the number of the answer and the name of the input alone.
Only the tools' own package is needed, so that a page can draw the same sample.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Mapping
from typing import Any

from tonghao_widgets import desk
from tonghao_widgets.hub import Hub, Input
from tonghao_widgets.inputs import InputError, from_values

COUNT = 200
MOST_TRIES = 4
_OPEN = 1000.0
_LONGEST = 8


def draw(hub: Hub, count: int = COUNT) -> list[dict[str, Any]]:
    """``count`` sets of contract values the tool takes; fewer only if it refuses most of what its bounds allow."""
    found: list[dict[str, Any]] = []
    for number in range(count * MOST_TRIES):
        if len(found) == count:
            break
        given = _answers(hub, number)
        if taken(given, hub) is not None:
            found.append(given)
    return found


def taken(given: Mapping[str, Any], hub: Hub) -> dict[str, Any] | None:
    """The values a tool computes with when it is given these; None when it refuses them."""
    try:
        values = from_values(given, hub)
    except InputError:
        return None
    return None if desk.module(hub.tool).check(values) else values


def _answers(hub: Hub, number: int) -> dict[str, Any]:
    """One set of answers. Four ways in turn: one answer changed, all of the form's first part redrawn, a case nearly
    as it is, and everything anywhere. What is left out is assumed by the tool.
    """
    chance = _Chance(f"{hub.tool}/{number}")
    way = number % 4
    main = [spec for spec in hub.inputs.values() if spec.group == "main"]
    given = {spec.id: spec.opening for spec in main}
    if number == 0:
        return _said(given, hub)
    if way == 0:
        spec = max(hub.inputs.values(), key=lambda one: chance(f"{one.id}!"))
        given[spec.id] = _changed(spec, spec.opening, chance)
    elif way == 1:
        given = {spec.id: _value(spec, spec.id, chance) for spec in main}
    elif way == 2:
        presets = hub.presets or ({"inputs": given},)
        given = dict(presets[number // 4 % len(presets)]["inputs"])
        for name in [name for name in hub.inputs if name in given and chance(f"{name}?") < 2 / len(given)]:
            given[name] = _changed(hub.inputs[name], given[name], chance)
    else:
        for spec in hub.inputs.values():
            if chance(f"{spec.id}?") < (0.9 if spec.group == "main" else 0.4):
                given[spec.id] = _value(spec, spec.id, chance, wild=True)
    return _said(given, hub)


def _said(given: Mapping[str, Any], hub: Hub) -> dict[str, Any]:
    """Without the questions that have no answer to give and may be left out, and without what rows bring along."""
    return {
        name: _own_cells(value, hub.inputs[name]) if hub.inputs[name].type == "rows" and value else value
        for name, value in given.items()
        if value is not None or hub.inputs[name].unknown
    }


def _own_cells(rows: list[dict[str, Any]], spec: Input) -> list[dict[str, Any]]:
    """Rows with what differs from the library alone, so that a change of the library is a change of the answers."""
    made = []
    for row in rows:
        usual = spec.row(row["id"])
        made.append({name: cell for name, cell in row.items() if name == "id" or cell != usual[name]})
    return made


class _Chance:
    """Numbers in [0, 1) by name: no state, so that one input more or less leaves the others as they were."""

    def __init__(self, seed: str) -> None:
        self._seed = seed

    def __call__(self, name: str) -> float:
        mixed = zlib.crc32(f"{self._seed}/{name}".encode()) * 0x9E3779B97F4A7C15 & 0xFFFFFFFFFFFFFFFF
        mixed = (mixed ^ mixed >> 29) * 0xBF58476D1CE4E5B9 & 0xFFFFFFFFFFFFFFFF
        return (mixed >> 11) / 2**53

    def of(self, name: str, options: Any) -> Any:
        """One of ``options``."""
        return options[int(self(name) * len(options))]


def _changed(spec: Input, value: Any, chance: _Chance) -> Any:
    """The answer with one thing about it changed: a number a little or anywhere, of a group or row one cell."""
    name = spec.id
    if spec.type == "group" and isinstance(value, Mapping):
        item = chance.of(f"{name}#", spec.items)
        return {**value, item.id: _value(item, f"{name}.{item.id}", chance)}
    if spec.type == "rows" and value:
        rows = [dict(row) for row in value]
        row, item = chance.of(f"{name}#", rows), chance.of(f"{name}##", spec.items)
        row[item.id] = _value(item, f"{name}.{row['id']}.{item.id}", chance)
        return rows
    if isinstance(value, int | float) and not isinstance(value, bool) and spec.type != "level" and chance("near") < 0.5:
        return _fitting(value * (0.7 + 0.6 * chance("by")), spec)
    return _value(spec, name, chance)


def _value(spec: Input, name: str, chance: _Chance, *, wild: bool = False) -> Any:
    """An answer to one question. ``wild``: now and then "don't know", or a bound."""
    if spec.type == "group":
        return {item.id: _value(item, f"{name}.{item.id}", chance, wild=wild) for item in spec.items}
    if spec.type == "rows":
        return list(_rows(spec, name, chance, wild))
    if wild and spec.unknown and chance(f"{name}?unknown") < 0.12:
        return None
    if spec.type == "flag":
        return chance(name) < 0.5
    if spec.type == "choice":
        return chance.of(name, spec.choices)[0]
    if spec.type == "level":
        return _whole(float(chance.of(name, spec.choices)[0]))
    if spec.type == "text":
        return chance.of(name, [identity for identity, _ in spec.choices] or [spec.opening or "", "x"])
    if spec.type == "numbers":
        count = spec.length or int(chance(f"{name}#") * (min(spec.most or _LONGEST, _LONGEST) + 1))
        return sorted(_number(spec, f"{name}.{n}", chance, wild) for n in range(count))
    return _number(spec, name, chance, wild)


def _rows(spec: Input, name: str, chance: _Chance, wild: bool) -> Iterator[dict[str, Any]]:
    known = [entry["id"] for entry in spec.library]
    names = [row for row in known if chance(f"{name}.{row}?") < 0.45]
    names += [f"own {n + 1}" for n in range(spec.own) if chance(f"{name}.own-{n + 1}?") < (0.3 if known else 0.8)]
    for row in names[: spec.most or None]:
        cells = spec.row(row)
        for item in spec.items:
            if cells[item.id] is None or chance(f"{name}.{row}.{item.id}?") < 0.4:
                cells[item.id] = _value(item, f"{name}.{row}.{item.id}", chance, wild=wild)
        yield cells


def _number(spec: Input, name: str, chance: _Chance, wild: bool) -> float:
    """A number over the slider's span, or the bounds; evenly, or evenly in its magnitude where the slider is so."""
    low = spec.min if spec.min is not None else 0.0
    usual = spec.opening if isinstance(spec.opening, int | float) else 0
    high = spec.max if spec.max is not None else max(_OPEN, 10 * usual)
    if wild and chance(f"{name}?bound") < 0.08:
        return _fitting(chance.of(f"{name}bound", (low, high)), spec)
    if spec.slider:
        low, high = spec.slider
    at = chance(name)
    if spec.scale == "log" and low > 0:
        return _fitting(low * (high / low) ** at, spec)
    return _fitting(low + (high - low) * (at**4 if high - low > _OPEN else at), spec)


def _fitting(value: float, spec: Input) -> float:
    """The nearest number the question takes, on its raster, and short enough to be read."""
    step = 1 if spec.type == "count" else spec.step
    if step:
        value = round(value / step) * step
    if spec.min is not None and (value < spec.min or (spec.open_min and value <= spec.min)):
        value = spec.min + ((step or 1e-3) if spec.open_min else 0)
    if spec.max is not None and value > spec.max:
        value = spec.max
    return _whole(float(f"{value:.6g}"))


def _whole(value: float) -> float:
    return int(value) if value == int(value) else value
