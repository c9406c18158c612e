"""What a reader typed, or a program sent, becomes checked values.

Two doors, one set of bounds: :func:`from_form` reads text as people type it (``45 %``, ``１，２００``, ``1.2万``)
and answers with a kind sentence beside each input; :func:`from_values` reads contract values and raises
:class:`InputError` naming the input, the bound and the value.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from tonghao_widgets.hub import Hub, Input
from tonghao_widgets.words import shown

MAX_TEXT = 200
UNKNOWN = "?"
LARGEST = 1e300
SMALLEST = 1e-12
"""What is nearer to nothing is nothing: nobody means it, and divided by it any number leaves the range of floats."""
EPS = 1e-9
MOST_ROWS = 40
MOST_OWN = 12
MOST_NUMBERS = 5000
LONGEST_NAME = 40
MAX_LIST = 40_000
#: A text that opens with this sign is also answered by true and false: said in the usual words, or not said.
TICK = "✓"
COMPOUND = frozenset({"group", "rows", "numbers"})
#: A row's two built-in questions: is it used, and (for a row of the reader's own) what is it called?
USE = Input(id="use", label="", type="flag", default=False)
NAME = Input(id="id", label="", type="text", default="")

_NUMBER = re.compile(r"([-+]?(?:\d+(?:\.\d*)?|\.\d+)(?:e[-+]?\d{1,3})?)([万千wk]?)\Z", re.IGNORECASE)
_BETWEEN = re.compile(r"[\s,;/、；]+")
_GROUPED = re.compile(r"[-+]?\d{1,3}(?:,\d{3})+(?:\.\d*)?[万千wkWK]?\Z")
_HALVES = re.compile("[\ud800-\udfff]")
_FULL_WIDTH = str.maketrans("０１２３４５６７８９．，％＋－￥　？", "0123456789.,%+-¥ ?")
_TIMES = {"": 1, "万": 10_000, "w": 10_000, "千": 1_000, "k": 1_000}


class InputError(ValueError):
    """A value a program sent cannot be used. Its message names the input, the bound and the value."""


def from_form(raw: Mapping[str, str], hub: Hub) -> tuple[dict[str, Any], dict[str, str]]:
    """Values by input id, and a sentence for each question that could not be read, by its dotted name.

    An empty input takes its default; ``?`` means the reader does not know. An input with a problem takes its
    opening value, so that the rest can still be answered while it is being mended.
    """
    problems: dict[str, str] = {}
    return {spec.id: _asked(raw, spec.id, spec, hub, problems) for spec in hub.inputs.values()}, problems


def unbroken(text: str) -> str:
    """``text`` with the sign for "unreadable" in the place of halves of characters, which no file can hold."""
    return _HALVES.sub("\ufffd", text)


def _asked(raw: Mapping[str, str], name: str, spec: Input, hub: Hub, problems: dict[str, str]) -> Any:
    """The value of one question, simple or made of several, from what stands in the form."""
    if spec.type == "group":
        opening = spec.opening
        return {
            item.id: _asked(raw, f"{name}.{item.id}", _opened(item, opening[item.id]), hub, problems)
            for item in spec.items
        }
    if spec.type == "rows":
        return _asked_rows(raw, name, spec, hub, problems)
    text = str(raw.get(name, "")).translate(_FULL_WIDTH).strip() if spec.type != "text" else str(raw.get(name, ""))
    if name not in raw:
        return spec.opening
    if text == UNKNOWN and spec.unknown:
        return None
    if text.strip() == "":
        if spec.type in {"level", "numbers", "text"} and not spec.required:
            return {"numbers": [], "text": ""}.get(spec.type)
        if spec.required and spec.default is None:
            problems[name] = hub.words("problem-empty" if spec.unknown else "problem-needed", label=spec.label)
        elif spec.unknown and not spec.required and spec.default is None:
            return None  # an example that was cleared away is no answer
        return spec.opening
    value, problem = _read(text, spec, hub)
    if problem:
        problems[name] = problem
        return spec.opening
    return value


def _opened(item: Input, opening: Any) -> Input:
    return item if item.opening == opening else replace(item, default=opening)


def _asked_rows(
    raw: Mapping[str, str], name: str, spec: Input, hub: Hub, problems: dict[str, str]
) -> list[dict[str, Any]]:
    opening = {row["id"]: row for row in spec.opening}
    rows = []
    for entry in spec.library:
        key = f"{name}.{entry['id']}"
        if raw.get(f"{key}.use", "true" if entry["id"] in opening else "false").strip() == "true":
            start = opening.get(entry["id"]) or spec.row(entry["id"])
            rows.append(_asked_row(raw, key, start, spec, hub, problems))
    for number in range(1, MOST_OWN + 1):
        key = f"{name}.own-{number}"
        title = raw.get(f"{key}.id", "").strip()[:LONGEST_NAME]
        if title and title not in {row["id"] for row in rows}:
            rows.append(_asked_row(raw, key, spec.row(title), spec, hub, problems))
    if spec.most and len(rows) > spec.most:
        problems[name] = hub.words("problem-most", label=spec.label, bound=spec.most)
    return rows[: spec.most or None]


def _asked_row(
    raw: Mapping[str, str], key: str, start: Mapping[str, Any], spec: Input, hub: Hub, problems: dict[str, str]
) -> dict[str, Any]:
    cells = {
        item.id: _asked(raw, f"{key}.{item.id}", _opened(item, start[item.id]), hub, problems) for item in spec.items
    }
    return {"id": start["id"], **cells}


def flat(values: Mapping[str, Any], hub: Hub) -> dict[str, tuple[Any, Input]]:
    """Every single answer with its question, by dotted name: what a form's controls and a share link hold."""
    found: dict[str, tuple[Any, Input]] = {}
    for spec in hub.inputs.values():
        value = values.get(spec.id)
        if spec.type == "group":
            for item in spec.items:
                found[f"{spec.id}.{item.id}"] = ((value or {}).get(item.id), item)
        elif spec.type == "rows":
            found.update(_flat_rows(value or [], spec))
        else:
            found[spec.id] = (value, spec)
    return found


def _flat_rows(rows: list[dict[str, Any]], spec: Input) -> dict[str, tuple[Any, Input]]:
    found: dict[str, tuple[Any, Input]] = {}
    given = {row["id"]: row for row in rows}
    for entry in spec.library:
        row = given.pop(entry["id"], None)
        key = f"{spec.id}.{entry['id']}"
        found[f"{key}.use"] = (row is not None, USE)
        found.update({f"{key}.{item.id}": ((row or spec.row(entry["id"]))[item.id], item) for item in spec.items})
    for number, row in enumerate(given.values(), 1):
        key = f"{spec.id}.own-{number}"
        found[f"{key}.id"] = (row["id"], NAME)
        found.update({f"{key}.{item.id}": (row[item.id], item) for item in spec.items})
    return found


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
            values[spec.id] = _assumed(spec)
            continue
        values[spec.id] = typed(given[spec.id], spec, hub.tool)
    return values


def _assumed(spec: Input) -> Any:
    """What a program gets where it says nothing. The example list a form opens with is nobody's data."""
    if spec.type == "numbers":
        return list(spec.default or ())
    if spec.type == "group":
        opening, given = spec.opening, spec.default or {}
        # Nor is the example of a question that may stay unanswered: ratings that nobody gave are not made up.
        said = {item.id: given.get(item.id, item.default) for item in spec.items if item.unknown}
        said |= {item.id: _assumed(item) for item in spec.items if item.type == "numbers"}
        return {**opening, **said}
    return spec.opening if spec.type == "rows" else spec.default


def typed(value: Any, spec: Input, tool: str, path: str = "") -> Any:
    """``value`` when ``spec`` allows it. Raises :class:`InputError`, which names ``tool`` and the input."""
    path = path or spec.id
    name = f"{tool}: input '{path}'"
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
    if spec.type in COMPOUND or spec.type == "text":
        return {"group": _group, "rows": _rows, "numbers": _numbers, "text": _text}[spec.type](value, spec, tool, path)
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise InputError(f"{name} must be a number, got {value!r}")
    if not -LARGEST < value < LARGEST:  # false for NaN as well, and safe for whole numbers no float can hold
        raise InputError(f"{name} must be finite, got {value if isinstance(value, float) else 'a number too large'}")
    if 0 < abs(value) < SMALLEST:
        value = 0
    if spec.type == "level":
        known = [identity for identity, _ in spec.choices]
        if not any(float(identity) == value for identity in known):
            raise InputError(f"{name} must be one of {', '.join(known)}, got {value!r}")
        return value
    edge = _edge(float(value), spec)
    if edge:
        words = {"low": "at least", "low-open": "above", "high": "at most"}[edge[0]]
        raise InputError(f"{name} must be {words} {edge[1]:g}, got {value!r}")
    if spec.type == "count" and value != int(value):
        raise InputError(f"{name} must be a whole number, got {value!r}")
    return value


def _group(value: Any, spec: Input, tool: str, path: str) -> dict[str, Any]:
    if not isinstance(value, Mapping):
        raise InputError(f"{tool}: input '{path}' must be a mapping by id, got {value!r}")
    items = {item.id: item for item in spec.items}
    for name in value:
        if name not in items:
            raise InputError(f"{tool}: unknown input '{path}.{name}'; known: {', '.join(items)}")
    # Texts and lists that are left out are empty: a mapping of names is whole as it is given.
    left_out = {name: item.default or "" for name, item in items.items() if item.type == "text"}
    assumed = {**_assumed(spec), **left_out}
    return {
        name: typed(value[name], item, tool, f"{path}.{name}") if name in value else assumed[name]
        for name, item in items.items()
    }


def _rows(value: Any, spec: Input, tool: str, path: str) -> list[dict[str, Any]]:
    if not isinstance(value, list | tuple):
        raise InputError(f"{tool}: input '{path}' must be a list, got {value!r}")
    if len(value) > (spec.most or MOST_ROWS):
        raise InputError(f"{tool}: input '{path}' must have at most {spec.most or MOST_ROWS} entries, got {len(value)}")
    rows: list[dict[str, Any]] = []
    for number, entry in enumerate(value):
        place = f"{path}.{number}"
        identity = entry.get("id") if isinstance(entry, Mapping) else entry
        if not isinstance(identity, str) or not identity.strip() or len(identity) > LONGEST_NAME:
            raise InputError(f"{tool}: input '{place}' needs an id of 1 to {LONGEST_NAME} characters, got {identity!r}")
        if identity in {row["id"] for row in rows}:
            raise InputError(f"{tool}: input '{place}' repeats the id {identity!r}")
        known = [row["id"] for row in spec.library]
        if isinstance(entry, str) and entry not in known:
            raise InputError(f"{tool}: input '{place}' must be one of {', '.join(known)}, got {entry!r}")
        identity = unbroken(identity)
        cells = {} if isinstance(entry, str) else {name: cell for name, cell in entry.items() if name != "id"}
        whole = spec.row(identity)
        items = {item.id: item for item in spec.items}
        for name, cell in cells.items():
            if name not in items:
                raise InputError(f"{tool}: unknown input '{place}.{name}'; known: id, {', '.join(items)}")
            whole[name] = typed(cell, items[name], tool, f"{place}.{name}")
        for name, item in items.items():
            if whole[name] is None and not item.unknown:
                raise InputError(f"{tool}: input '{place}.{name}' is required")
        rows.append(whole)
    return rows


def _numbers(value: Any, spec: Input, tool: str, path: str) -> list[float]:
    if not isinstance(value, list | tuple):
        raise InputError(f"{tool}: input '{path}' must be a list of numbers, got {value!r}")
    if len(value) > (spec.most or MOST_NUMBERS):
        raise InputError(f"{tool}: input '{path}' must have at most {spec.most or MOST_NUMBERS} numbers")
    if spec.length and len(value) not in {0, spec.length}:
        raise InputError(f"{tool}: input '{path}' must have {spec.length} numbers, got {len(value)}")
    one = replace(spec, type="number", unknown=False)
    return [typed(number, one, tool, f"{path}.{index}") for index, number in enumerate(value)]


def _text(value: Any, spec: Input, tool: str, path: str) -> str:
    most = spec.most or LONGEST_NAME
    if isinstance(value, bool) and spec.default == TICK:
        return TICK if value else ""
    if not isinstance(value, str) or len(value) > most:
        raise InputError(f"{tool}: input '{path}' must be text of at most {most} characters, got {value!r}")
    return unbroken(value)


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
    if spec.type == "level":
        known_levels = {identity: float(identity) for identity, _ in spec.choices}
        level = known_levels.get(text)
        if level is None:
            return None, words("problem-choice", label=spec.label)
        return (int(level) if level == int(level) else level), None
    if spec.type == "text":
        known_words = {label: identity for identity, label in spec.choices}
        return known_words.get(text.strip(), text.strip()[: spec.most or LONGEST_NAME]), None
    if spec.type == "numbers":
        return _read_numbers(text, spec, hub)
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


def _read_numbers(text: str, spec: Input, hub: Hub) -> tuple[Any, str | None]:
    """Numbers apart by commas, blanks, slashes or line ends: ``0, 3, 12`` or ``18/20``."""
    parts = [part for part in _BETWEEN.split(text[:MAX_LIST]) if part]
    if spec.length and len(parts) != spec.length:
        return None, hub.words("problem-length", label=spec.label, count=spec.length)
    if len(parts) > (spec.most or MOST_NUMBERS):
        return None, hub.words("problem-most", label=spec.label, bound=spec.most or MOST_NUMBERS)
    numbers, one = [], replace(spec, type="number", start=0)
    for part in parts:
        value, problem = _read(part, one, hub)
        if problem:
            return None, problem
        numbers.append(value)
    return numbers, None


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
    if not math.isfinite(value):
        return None
    return 0.0 if abs(value) < SMALLEST else value


def as_typed(value: Any, spec: Input) -> str:
    """A value as the form shows it: percentages without the sign, ``?`` for "don't know"."""
    if value is None:
        return UNKNOWN if spec.unknown else ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list | tuple):
        between = "/" if spec.length == 2 else ", "
        return between.join(f"{number:.12g}" for number in value)
    if isinstance(value, int | float):
        return f"{value * 100 if spec.type == 'fraction' else value:.12g}"
    return dict(spec.choices).get(value, value) if spec.type == "text" else str(value)
