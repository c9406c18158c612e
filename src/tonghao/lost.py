"""Saved results and shared links of an earlier version: what in them a changed tool would no longer understand.

A tool's ``renamed:`` leads old names to new ones: ``margin: gross_margin``, inside a group or list
``ratings.gate: ratings.threshold``, an answer ``platform=wechat: wecom``. A name that leads to ``""`` was given up
on purpose.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from tonghao.errors import Problem, did_you_mean
from tonghao.model import Choice, Tool, ToolInput
from tonghao.strict_yaml import Document
from tonghao_widgets.hub import Hub, Input

Entry = tuple[Any, Document]
_APART = {"flag", "choice", "level", "text", "numbers", "group", "rows"}


def lost_answers(before: Sequence[Entry], after: Sequence[Entry]) -> list[Problem]:
    """A line for each name or answer of an earlier tool that leads nowhere in the present one."""
    earlier = {record.id: record for record, _ in before if isinstance(record, Tool)}
    found = []
    for tool, document in after:
        if not isinstance(tool, Tool) or tool.id not in earlier:
            continue
        for name in _lost(earlier[tool.id], tool):
            known = [item.id for item in tool.inputs]
            message = (
                f"results and links that hold '{name}' would no longer open{did_you_mean(name, known)}; "
                f"say under 'renamed' what it is called now, or '\"{name}\": \"\"' to give it up"
            )
            path = ("renamed",) if tool.renamed else ("inputs",)
            found.append(document.problem(path, "lost-answer", message, key=True))
    return sorted(found)


def moved(given: Mapping[str, Any], hub: Hub) -> dict[str, Any]:
    """Contract values of an earlier version under the names of the present one; what was given up is left out."""
    found = {}
    for old, value in given.items():
        name = hub.renamed.get(old, old)
        if name in hub.inputs:
            found[name] = _moved(value, name, hub.inputs[name], hub.renamed)
    return found


def _moved(value: Any, name: str, spec: Input, renamed: Mapping[str, str]) -> Any:
    if isinstance(value, str):
        return renamed.get(f"{name}={value}", value)
    items = {item.id: item for item in spec.items}
    if spec.type == "group" and isinstance(value, Mapping):
        parts = {}
        for old, part in value.items():
            key = renamed.get(f"{name}.{old}", f"{name}.{old}").rpartition(".")[2]
            if key in items:
                parts[key] = _moved(part, f"{name}.{key}", items[key], renamed)
        return parts
    if spec.type == "rows" and isinstance(value, list):
        rows = []
        for row in value:
            dotted = f"{name}.{row['id']}"
            cells = {cell: part for cell, part in row.items() if cell in items}
            rows.append({"id": renamed.get(dotted, dotted).partition(".")[2], **cells})
        return [row for row in rows if row["id"]]
    return value


def _lost(old: Tool, new: Tool) -> Iterator[str]:
    now = {item.id: item for item in new.inputs}
    for item in old.inputs:
        name = new.renamed.get(item.id, item.id)
        if name not in now:
            if name:
                yield item.id
        else:
            yield from _inside(item, now[name], name, new.renamed)


def _inside(
    old: ToolInput,
    new: ToolInput,
    name: str,
    renamed: Mapping[str, str],
    levels: tuple[Sequence[Choice], Sequence[Choice]] = ((), ()),
) -> Iterator[str]:
    """What is lost inside one question that is still there. ``levels``: the steps it shares with its group."""
    if _kind(old) != _kind(new):
        yield name
        return
    answers = {choice.id for choice in new.choices or levels[1]}
    for choice in old.choices or levels[0]:
        to = renamed.get(f"{name}={choice.id}", choice.id)
        if old.type != "text" and to and to not in answers:
            yield f"{name}={choice.id}"
    items = {item.id: item for item in new.items}
    for item in old.items:
        dotted = f"{name}.{item.id}" if old.type == "group" else f"{name}.*.{item.id}"
        key = renamed.get(dotted, dotted).rpartition(".")[2]
        if key in items:
            yield from _inside(item, items[key], dotted, renamed, (old.levels, new.levels))
        elif key:
            yield dotted
    rows = {row.id for row in new.library}
    for row in old.library:
        to = renamed.get(f"{name}.{row.id}", f"{name}.{row.id}").partition(".")[2]
        if to and to not in rows:
            yield f"{name}.{row.id}"


def _kind(item: ToolInput) -> str:
    return item.type if item.type in _APART else "number"
