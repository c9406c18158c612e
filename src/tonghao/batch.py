"""Many inputs through one tool: CSV in, CSV out; JSON Lines in, JSON Lines out. The same code as the page."""

from __future__ import annotations

import csv
import io
import json
import math
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from tonghao_widgets.inputs import InputError

Evaluate = Callable[[dict[str, Any]], dict[str, Any]]


def parse_json(text: str) -> dict[str, Any]:
    """One JSON object of inputs. Raises :class:`InputError` for anything else.

    NaN and Infinity come through as Python reads them: the tool refuses them, and names the input.
    """
    try:
        data = json.loads(text)
    except (ValueError, RecursionError) as error:  # ValueError: not JSON, or a number of thousands of digits
        raise InputError(f"not readable as JSON: {error}") from None
    if not isinstance(data, dict):
        raise InputError('inputs must be a JSON object: {"input": value, …}')
    return data


def json_lines(lines: Iterable[str], evaluate: Evaluate) -> Iterator[str]:
    """One result a line, in order. A line that cannot be used gives ``{"line": n, "error": "…"}`` in its place."""
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            yield dumps(evaluate(parse_json(line)))
        except InputError as error:
            yield dumps({"line": number, "error": str(error)})


def table(text: str, evaluate: Evaluate) -> Iterator[str]:
    """CSV rows to CSV rows: the columns given, then those of the result, then ``error``.

    Nested ids are dotted columns (``ratings.threshold``); lists are JSON text; an empty cell is left out, so that
    the tool's default counts; ``?`` is "don't know". All rows have the same columns, named in the first line.
    """
    reader = csv.DictReader(io.StringIO(text.removeprefix("\ufeff")))
    given = list(reader.fieldnames or [])
    rows: list[tuple[dict[str, str], dict[str, Any], str]] = []
    for row in _readable(reader, rows):
        cells = {name: (row.get(name) or "").strip() for name in given}
        try:
            if None in row:
                raise InputError("the row has more cells than the first line names")
            rows.append((cells, flat(evaluate(nested(cells))), ""))
        except InputError as error:
            rows.append((cells, {}, str(error)))
    results = list(dict.fromkeys(name for _, result, _ in rows for name in result))
    yield _line([*given, *results, "error"])
    for cells, result, error in rows:
        yield _line([*(cells.get(name, "") for name in given), *(result.get(name, "") for name in results), error])


def _readable(reader: csv.DictReader[str], rows: list[Any]) -> Iterator[dict[Any, Any]]:
    """The rows up to the first that is no CSV; that one becomes a row with an error."""
    try:
        yield from reader
    except csv.Error as error:
        rows.append(({}, {}, f"line {reader.line_num} is not readable as CSV, and nothing after it: {error}"))


def nested(cells: dict[str, str]) -> dict[str, Any]:
    """Cells by column to inputs: ``{"ratings.name": "3"}`` -> ``{"ratings": {"name": 3}}``."""
    inputs: dict[str, Any] = {}
    for name, text in cells.items():
        if text == "":
            continue
        place = inputs
        *folders, last = name.split(".")
        for folder in folders:
            place = place.setdefault(folder, {})
            if not isinstance(place, dict):
                raise InputError(f"column '{name}': '{folder}' is already a value")
        place[last] = _cell(text)
    return inputs


def _cell(text: str) -> Any:
    if text == "?":
        return None
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        return text
    return value if not isinstance(value, float) or math.isfinite(value) else text


def flat(result: dict[str, Any]) -> dict[str, Any]:
    """A result as cells: inputs and words are left out, lists and records are JSON text."""
    skip = {"tool", "inputs", "language", "content", "limits"}
    return {
        name: json.dumps(value, ensure_ascii=False) if isinstance(value, list | tuple | dict) else value
        for name, value in result.items()
        if name not in skip
    }


def dumps(value: Any) -> str:
    """One line of JSON."""
    return json.dumps(value, ensure_ascii=False, allow_nan=False)


def _line(cells: Iterable[Any]) -> str:
    buffer = io.StringIO()
    csv.writer(buffer, lineterminator="").writerow(
        ["" if cell is None else (str(cell).lower() if isinstance(cell, bool) else cell) for cell in cells]
    )
    return buffer.getvalue()
