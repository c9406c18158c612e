"""Two sets of answers to one tool, side by side."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tonghao_widgets import pieces
from tonghao_widgets.desk import module
from tonghao_widgets.hub import Hub
from tonghao_widgets.inputs import flat
from tonghao_widgets.markup import Markup, h
from tonghao_widgets.result import Result
from tonghao_widgets.saying import name_of, said
from tonghao_widgets.words import fill, plain_number


def view(hub: Hub, values: Mapping[str, Any], result: Result, other: Mapping[str, Any], name: str) -> Markup:
    """What differs between the version saved as ``name`` (``other``) and now: verdicts, results, answers."""
    words, before = hub.words, module(hub.tool).evaluate(other, hub)
    rows = [[words("answer"), _title(hub, other, before), _title(hub, values, result)]]
    rows += [[words(_word(key)), *pair] for key, pair in _fields(before, result) if words.has(_word(key))]
    then, now = flat(other, hub), flat(values, hub)
    for key in dict.fromkeys((*then, *now)):
        left, right = (side[key][0] if key in side else None for side in (then, now))
        if left != right:
            spec = (now.get(key) or then[key])[1]
            rows.append([name_of(key, hub), said(left, spec, hub), said(right, spec, hub)])
    head = [words("column-input"), name, words("version-now")]
    same = h("p", words("version-same")) if len(rows) == 1 else None
    return h("div", {"class": "tg-compare"}, pieces.table(words("version-beside"), head, rows), same)


def _title(hub: Hub, values: Mapping[str, Any], result: Result) -> str:
    named = module(hub.tool).facts(values, result, hub)
    return fill(hub.outcomes.get(result.verdict, {}).get("title", result.verdict), named)


def _fields(before: Result, after: Result) -> list[tuple[str, tuple[str, str]]]:
    """Plain numbers of the result that have changed."""
    found = []
    for key, value in after.fields.items():
        old = before.fields.get(key)
        if _plain(value) and _plain(old) and value != old:
            found.append((key, (plain_number(old, 3), plain_number(value, 3))))
    return found


def _plain(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _word(field: str) -> str:
    return f"field-{field.replace('_', '-')}"
