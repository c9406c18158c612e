"""How answers, changes and open questions are said. The words are the hub's."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tonghao_widgets.hub import Hub, Input
from tonghao_widgets.inputs import USE, as_typed, flat
from tonghao_widgets.words import shown


def answered(values: Mapping[str, Any], hub: Hub) -> list[tuple[str, Any, Input]]:
    """The single answers that count, with dotted name and question: of rows only those in use, no empty texts."""
    found, unused = [], ""
    for name, (value, spec) in flat(values, hub).items():
        if spec is USE:
            unused = "" if value else name.removesuffix("use")
            if value:
                found.append((name, value, spec))
        elif not (unused and name.startswith(unused)) and not (spec.type == "text" and value == ""):
            found.append((name, value, spec))
    return found


def name_of(name: str, hub: Hub) -> str:
    """What a dotted name is called: ``ratings.threshold`` -> "Threshold"; a row's cell comes with its row."""
    first, *rest = name.split(".")
    spec = hub.inputs[first]
    if not rest:
        return spec.label
    item = next((item.label for item in spec.items if item.id == rest[-1]), "")
    if spec.type == "group":
        return item
    row = next((str(entry["label"]) for entry in spec.library if entry["id"] == rest[0]), rest[0])
    return f"{row}{hub.words('colon')}{item}" if item else row


def said(value: Any, spec: Input, hub: Hub) -> str:
    """An answer as a reader says it: a choice by its label, a level with its words."""
    for identity, label in spec.choices:
        if value is not None and (value == identity or (spec.type == "level" and float(identity) == value)):
            return label
    if value is None and spec.type == "level":
        return hub.words("not-answered")
    if spec.length == 2 and value:
        return as_typed(value, spec)  # 18/20, passed of tried
    return str(value) if spec.type == "text" else shown(spec.type, value, hub.words)


def named(values: Mapping[str, Any], hub: Hub) -> dict[str, str]:
    """Every plain answer by its id, for ``{blanks}`` in sentences."""
    return {
        name: said(values[name], spec, hub) for name, spec in hub.inputs.items() if spec.type not in {"group", "rows"}
    }


def label(verdict: str, hub: Hub) -> str:
    """The short name of a verdict."""
    outcome = hub.outcomes.get(verdict, {})
    return str(outcome.get("label") or outcome.get("title") or verdict)


def flip(change: Mapping[str, Any], hub: Hub) -> str:
    """One flip as plain words, up to the arrow."""
    name, spec = name_of(change["input"], hub), hub.find(change["input"])
    if isinstance(change["to"], bool):
        return hub.words("flip-yes" if change["to"] else "flip-no", label=name)
    edge = said(change.get("cut", change["to"]), spec, hub)
    return hub.words(f"flip-{change['direction']}", label=name, edge=edge)


def branch(open_: Mapping[str, Any], hub: Hub) -> str:
    """One possible answer to an open question, up to the arrow."""
    name, spec, words = name_of(open_["input"], hub), hub.find(open_["input"]), hub.words
    at = open_.get("is", open_.get("at"))
    if isinstance(at, bool):
        return words("flip-yes" if at else "flip-no", label=name)
    if at is not None:
        return words("flip-is", label=name, edge=said(at, spec, hub))
    low = None if open_["from"] is None else said(open_["from"], spec, hub)
    high = None if open_["below"] is None else said(open_["below"], spec, hub)
    key = "flip-below" if low is None else ("flip-at-least" if high is None else "flip-between")
    return words(key, label=name, edge=low or high, low=low, high=high)
