"""What a tool needs in the browser: its hub in one language as JSON text, and the answers it is served with."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from typing import Any

from tonghao.model import Choice, Library, Row, Task, Tool, ToolInput
from tonghao.text import say
from tonghao_widgets.hub import Hub, Input, as_input


def hub_json(library: Library, identity: str, language: str) -> str:
    """The hub of one tool in one language, as the page carries it and ``tonghao_widgets.hub`` reads it."""
    key = ("hub", identity, language)
    if key not in library.kept:
        library.kept[key] = _hub_json(library, identity, language)
    return library.kept[key]


def _hub_json(library: Library, identity: str, language: str) -> str:
    tool = library.tools[identity]
    data: dict[str, Any] = {
        "tool": tool.id,
        "language": language,
        "title": say(tool.title, language, library),
        "question": say(tool.question, language, library),
        "inputs": [_input(item, language, library) for item in tool.inputs],
        "rules": {
            rule.id: _without_empty(
                {
                    "text": say(rule.text, language, library),
                    "source": rule.source,
                    "cites": [_cite(cite, language, library) for cite in rule.cites],
                    "task": _task(rule.task, language, library) if rule.task else None,
                }
            )
            for rule in tool.rules
        },
        "outcomes": {outcome.id: _outcome(outcome, language, library) for outcome in tool.outcomes},
        "limits": [say(line, language, library) for line in tool.limits],
        "constants": {constant.id: constant.value for constant in tool.constants},
        "facts": [_fact(identity, language, library) for identity in tool.facts],
        "feeds": [
            _without_empty(
                {
                    "tool": feed.tool,
                    "offer": feed.offer,
                    "to": feed.to,
                    "text": say(feed.text, language, library),
                    "min": feed.min,
                    "max": feed.max,
                }
            )
            for feed in tool.feeds
        ],
        "renamed": tool.renamed,
        "presets": presets(library, identity, language),
        "words": {key: say(text, language, library) for key, text in {**library.tool_words, **tool.words}.items()},
    }
    data["key"] = _key(tool)
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"), sort_keys=True)


def hub_address(library: Library, identity: str, language: str) -> str:
    """Where the hub lies as a file of its own, from the site's root. The name holds its content's hash."""
    digest = hashlib.sha256(hub_json(library, identity, language).encode()).hexdigest()[:10]
    return f"assets/hubs/{identity}.{language}.{digest}.json"


def presets(library: Library, identity: str, language: str) -> list[dict[str, Any]]:
    """The cases that have numbers for this tool. Rows are whole, so that a form can be filled with them."""
    specs = {item.id: spec(item, language, library) for item in library.tools[identity].inputs}
    return [
        {
            "id": case.id,
            "label": say(case.short, language, library),
            "inputs": {
                name: [specs[name].row(row) for row in value] if name in specs and specs[name].type == "rows" else value
                for name, value in case.tools[identity].inputs.items()
            },
        }
        for case in library.cases.values()
        if identity in case.tools
    ]


def spec(item: ToolInput, language: str, library: Library) -> Input:
    """An input as the tool sees it."""
    return as_input(_input(item, language, library))


def opening(tool: Tool, hub: Hub) -> dict[str, Any]:
    """The values the served page is computed with: defaults, and the example where there is none."""
    return {item.id: hub.inputs[item.id].opening for item in tool.inputs}


def _key(tool: Tool) -> str:
    """Names what the verdict depends on, in no language, so that a saved result can say what it was made with."""
    essence = tool.model_dump(include={"id", "inputs", "rules", "outcomes", "constants"}, mode="json")
    return hashlib.sha256(json.dumps(essence, sort_keys=True).encode()).hexdigest()[:12]


def _input(item: ToolInput, language: str, library: Library, levels: Iterable[Choice] = ()) -> dict[str, Any]:
    data = item.model_dump(
        mode="json", exclude={"label", "help", "unit", "choices", "levels", "items", "library", "cites"}
    )
    data["label"] = say(item.label, language, library)
    data["help"] = say(item.help, language, library) if item.help else None
    data["unit"] = say(item.unit, language, library) if item.unit else None
    choices = item.choices or (levels if item.type in {"level", "text"} else ())
    data["choices"] = [{"id": choice.id, "label": say(choice.label, language, library)} for choice in choices]
    data["items"] = [_input(part, language, library, item.levels) for part in item.items]
    data["library"] = [_row(row, language, library) for row in item.library]
    data["cites"] = [_cite(cite, language, library) for cite in item.cites]
    opening = {name: data[name] for name in ("default", "start") if data[name] is not None}  # false is an answer
    return _without_empty({name: value for name, value in data.items() if name not in _ZERO or value}) | opening


_ZERO = {"own", "most", "length"}


def _row(row: Row, language: str, library: Library) -> dict[str, Any]:
    words = {"label": say(row.label, language, library), "help": say(row.help, language, library) if row.help else None}
    return _without_empty({"id": row.id, **words}) | dict(row.cells)


def _task(task: Task, language: str, library: Library) -> dict[str, Any]:
    return _without_empty(
        {
            "to": task.to,
            "title": _title_of(task.to, language, library),
            "text": say(task.text, language, library),
            "hours": task.hours,
            "owner": task.owner,
            "after": list(task.after),
        }
    )


def _title_of(to: str, language: str, library: Library) -> str:
    shelf: Mapping[str, Any] = library.tools if to.startswith("tools/") else library.playbooks
    return say(shelf[to.split("/")[-1]].title, language, library)


def _fact(identity: str, language: str, library: Library) -> dict[str, str]:
    fact = library.facts[identity]
    return {
        "id": fact.id,
        "title": say(fact.fact, language, library),
        "checked_on": fact.checked_on,
        "recheck_by": fact.recheck_by,
    }


def _outcome(outcome: Any, language: str, library: Library) -> dict[str, Any]:
    steps = []
    for step in outcome.next:
        title = _title_of(step.to, language, library)
        text = say(step.text, language, library)
        steps.append(
            _without_empty({"to": step.to, "title": title, "text": text, "hours": step.hours, "owner": step.owner})
        )
    return _without_empty(
        {
            "tone": outcome.tone,
            "title": say(outcome.title, language, library),
            "text": say(outcome.text, language, library),
            "label": say(outcome.label, language, library) if outcome.label else None,
            "next": steps,
        }
    )


def _cite(identity: str, language: str, library: Library) -> dict[str, Any]:
    if identity in library.sources:
        source = library.sources[identity]
    else:
        record = library.facts[identity] if identity in library.facts else library.findings[identity]
        source = library.sources[record.sources[0]]
    return _without_empty({"title": say(source.title, language, library), "url": source.url})


def _without_empty(data: Mapping[str, Any]) -> dict[str, Any]:
    """Absent and empty say the same to the hub; absent is shorter on a slow line."""
    return {key: value for key, value in data.items() if value is not None and value != [] and value is not False}
