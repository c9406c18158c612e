"""What a reader typed, or a program sent, becomes checked values.

Two doors, one set of bounds: :func:`from_form` reads text as people type it (``45 %``, ``１，２００``, ``1.2万``)
and answers with a kind sentence beside each input; :func:`from_values` reads contract values and raises
:class:`InputError` naming the input, the bound and the value.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from typing import Any

from tonghao_widgets.hub import Hub, Input
from tonghao_widgets.words import shown

MAX_TEXT = 200
UNKNOWN = "?"
LARGEST = 1e300
EPS = 1e-9

_NUMBER = re.compile(r"([-+]?(?:\d+(?:\.\d*)?|\.\d+)(?:e[-+]?\d{1,3})?)([万千wk]?)\Z", re.IGNORECASE)
_GROUPED = re.compile(r"[-+]?\d{1,3}(?:,\d{3})+(?:\.\d*)?[万千wkWK]?\Z")
_FULL_WIDTH = str.maketrans("０１２３４５６７８９．，％＋－￥　？", "0123456789.,%+-¥ ?")
_TIMES = {"": 1, "万": 10_000, "w": 10_000, "千": 1_000, "k": 1_000}


class InputError(ValueError):
    """A value a program sent cannot be used. Its message names the input, the bound and the value."""


def from_form(raw: Mapping[str, str], hub: Hub) -> tuple[dict[str, Any], dict[str, str]]:
    """Values by input id, and a sentence for each input that could not be read.

    An empty input takes its default; ``?`` means the reader does not know. An input with a problem takes its
    opening value, so that the rest can still be answered while it is being mended.
    """
    values: dict[str, Any] = {}
    problems: dict[str, str] = {}
    for spec in hub.inputs.values():
        text = str(raw.get(spec.id, "")).translate(_FULL_WIDTH).strip()
        values[spec.id] = spec.opening
        if text == UNKNOWN and spec.unknown:
            values[spec.id] = None
        elif text == "":
            if spec.required and spec.default is None and spec.id in raw:
                problems[spec.id] = hub.words("problem-empty" if spec.unknown else "problem-needed", label=spec.label)
        else:
            value, problem = _read(text, spec, hub)
            if problem:
                problems[spec.id] = problem
            else:
                values[spec.id] = value
    return values, problems


def from_values(given: Mapping[str, Any], hub: Hub) -> dict[str, Any]:
    """Contract values, defaults filled in. ``None`` (JSON null) means "don't know" where the tool allows it.

    Raises :class:`InputError` for an unknown id, a missing required input, a wrong type, NaN, infinity or a
    value out of bounds.
    """
    for name in given:
        if name not in hub.inputs:
            raise InputError(f"{hub.tool}: unknown input {name!r}; known: {', '.join(hub.inputs)}")
    values: dict[str, Any] = {}
    for spec in hub.inputs.values():
        if spec.id not in given:
            if spec.required and spec.default is None:
                raise InputError(f"{hub.tool}: input '{spec.id}' is required")
            values[spec.id] = spec.default
            continue
        values[spec.id] = typed(given[spec.id], spec, hub.tool)
    return values


def typed(value: Any, spec: Input, tool: str) -> Any:
    """``value`` when ``spec`` allows it. Raises :class:`InputError`, which names ``tool`` and the input."""
    name = f"{tool}: input '{spec.id}'"
    if value is None:
        if not spec.unknown:
            raise InputError(f"{name} cannot be null")
        return None
    if spec.type == "flag":
        if not isinstance(value, bool):
            raise InputError(f"{name} must be true or false, got {value!r}")
        return value
    if spec.type == "choice":
        known = [identity for identity, _ in spec.choices]
        if value not in known:
            raise InputError(f"{name} must be one of {', '.join(known)}, got {value!r}")
        return value
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise InputError(f"{name} must be a number, got {value!r}")
    if not -LARGEST < value < LARGEST:  # false for NaN as well, and safe for whole numbers no float can hold
        raise InputError(f"{name} must be finite, got {value if isinstance(value, float) else 'a number too large'}")
    edge = _edge(float(value), spec)
    if edge:
        words = {"low": "at least", "low-open": "above", "high": "at most"}[edge[0]]
        raise InputError(f"{name} must be {words} {edge[1]:g}, got {value!r}")
    if spec.type == "count" and value != int(value):
        raise InputError(f"{name} must be a whole number, got {value!r}")
    return value


def _edge(value: float, spec: Input) -> tuple[str, float] | None:
    """Which bound ``value`` breaks, and that bound."""
    if spec.min is not None and (value < spec.min or (spec.open_min and value <= spec.min)):
        return ("low-open" if spec.open_min else "low"), spec.min
    if spec.max is not None and value > spec.max:
        return "high", spec.max
    return None


def _read(text: str, spec: Input, hub: Hub) -> tuple[Any, str | None]:
    words = hub.words
    if spec.type == "flag":
        known = {"true": True, "yes": True, "1": True, "false": False, "no": False, "0": False}
        if text.lower() in known:
            return known[text.lower()], None
        return None, words("problem-choice", label=spec.label)
    if spec.type == "choice":
        if text in [identity for identity, _ in spec.choices]:
            return text, None
        return None, words("problem-choice", label=spec.label)
    value = _number(text)
    if value is None:
        return None, words("problem-number", label=spec.label, example=as_typed(spec.opening, spec))
    if spec.type == "fraction":
        # Through text, so that 55 % is the fraction 0.55 and not 0.55000000000000004 on the way back.
        value = float(f"{value / 100:.12g}")
    edge = _edge(value, spec)
    if edge:
        return None, words(f"problem-{edge[0]}", label=spec.label, bound=shown(spec.type, edge[1], words))
    if spec.type == "count" and value != int(value):
        return None, words("problem-whole", label=spec.label)
    return (int(value) if value == int(value) and abs(value) < 2**53 else value), None


def _number(text: str) -> float | None:
    """The number in what a person typed, or None. Units people add out of habit are accepted."""
    if len(text) > MAX_TEXT:
        return None
    bare = text.strip().strip("¥%元").strip().replace(" ", "")
    if "," in bare:
        if not _GROUPED.match(bare):
            return None
        bare = bare.replace(",", "")
    match = _NUMBER.match(bare)
    if not match:
        return None
    value = float(match[1]) * _TIMES[match[2].lower()]
    return value if math.isfinite(value) else None


def as_typed(value: Any, spec: Input) -> str:
    """A value as the form shows it: percentages without the sign, ``?`` for "don't know"."""
    if value is None:
        return UNKNOWN if spec.unknown else ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return f"{value * 100 if spec.type == 'fraction' else value:.12g}"
    return str(value)
