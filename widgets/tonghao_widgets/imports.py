"""A result file comes back: whatever it holds is judged like anybody's text, and what is left out is named."""

from __future__ import annotations

import json
import re
from typing import Any

from tonghao_widgets.hub import Hub, Input
from tonghao_widgets.inputs import InputError, as_typed, flat, typed

LARGEST = 200_000
DEEPEST = 40
MOST_NAMED = 12
MOST_TRIED = 200
_BRACKET = re.compile(r"[\[\]{}]")


def opened(text: str, hub: Hub) -> dict[str, Any]:
    """``{"form", "dropped"}``: form texts by dotted name, and names of what this version does not know; or
    ``{"problem"}``: one sentence when the text is no result of this tool.
    """
    if not text or len(text) > LARGEST:
        return {"problem": hub.words("file-too-large")}
    try:
        data = None if _too_deep(text) else json.loads(text)
    except ValueError:
        return {"problem": hub.words("file-unreadable")}
    if not isinstance(data, dict) or not isinstance(data.get("inputs"), dict):
        return {"problem": hub.words("file-unreadable")}
    if data.get("tool") != hub.tool:
        return {"problem": hub.words("file-other-tool")}
    form: dict[str, str] = {}
    dropped: list[str] = []
    for old, value in data["inputs"].items():
        name = hub.renamed.get(str(old), str(old))
        spec = hub.inputs.get(name)
        kept = _kept(value, spec, name, hub, dropped) if spec else None
        if spec is None or kept is None:
            if not (spec and spec.type in {"group", "rows"}):
                dropped.append(name)
            continue
        answers = flat({name: kept[0]}, hub)
        form.update({key: as_typed(*answer) for key, answer in answers.items() if key.split(".")[0] == name})
    return {"form": form, "dropped": [name[:40] for name in dropped[:MOST_NAMED]]}


def _too_deep(text: str) -> bool:
    """Whether brackets go too deep, those inside texts counted too. In the browser that would break Python itself."""
    depth = 0
    for bracket in _BRACKET.finditer(text):
        depth += 1 if bracket[0] in "[{" else -1
        if depth > DEEPEST:
            return True
    return False


def _kept(value: Any, spec: Input, name: str, hub: Hub, dropped: list[str]) -> tuple[Any] | None:
    """The value, of groups and rows at least the parts that can be used; None when nothing can."""
    value = _answer(value, name, hub)
    try:
        return (typed(value, spec, hub.tool),)
    except InputError:
        pass
    if spec.type == "group" and isinstance(value, dict):
        return (_parts(value, spec, name, hub, dropped),)
    if spec.type == "rows" and isinstance(value, list):
        return (_usable(value, spec, name, hub, dropped),)
    return None


def _parts(value: dict[str, Any], spec: Input, name: str, hub: Hub, dropped: list[str]) -> dict[str, Any]:
    items, whole = {item.id: item for item in spec.items}, spec.opening
    for old, part in value.items():
        key = hub.renamed.get(f"{name}.{old}", f"{name}.{old}").split(".")[-1]
        try:
            whole[key] = typed(_answer(part, f"{name}.{key}", hub), items[key], hub.tool)
        except (InputError, KeyError):
            dropped.append(f"{name}.{key}")
    return whole


def _usable(value: list[Any], spec: Input, name: str, hub: Hub, dropped: list[str]) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = []
    for entry in value[: spec.most or MOST_TRIED]:
        if isinstance(entry, dict) and isinstance(entry.get("id"), str):
            old = f"{name}.{entry['id']}"
            entry = {**entry, "id": hub.renamed.get(old, old).partition(".")[2]}
        try:
            rows = typed([*rows, entry], spec, hub.tool)
        except InputError:
            dropped.append(f"{name}.{entry.get('id', '')}" if isinstance(entry, dict) else f"{name}.{entry}"[:60])
    return rows


def _answer(value: Any, name: str, hub: Hub) -> Any:
    return hub.renamed.get(f"{name}={value}", value) if isinstance(value, str) else value
