"""What a tool needs in the browser: its hub in one language as JSON text, and the answers it is served with."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from tonghao.model import Library, Tool
from tonghao.text import say


def hub_json(library: Library, identity: str, language: str) -> str:
    """The hub of one tool in one language, as the page carries it and ``tonghao_widgets.hub`` reads it."""
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
                }
            )
            for rule in tool.rules
        },
        "outcomes": {outcome.id: _outcome(outcome, language, library) for outcome in tool.outcomes},
        "limits": [say(line, language, library) for line in tool.limits],
        "presets": presets(library, identity, language),
        "words": {key: say(text, language, library) for key, text in {**library.tool_words, **tool.words}.items()},
    }
    data["key"] = _key(tool)
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"), sort_keys=True)


def presets(library: Library, identity: str, language: str) -> list[dict[str, Any]]:
    """The cases that have numbers for this tool."""
    return [
        {"id": case.id, "label": say(case.short, language, library), "inputs": case.tools[identity].inputs}
        for case in library.cases.values()
        if identity in case.tools
    ]


def opening(tool: Tool) -> dict[str, Any]:
    """The values the served page is computed with: defaults, and the example where there is none."""
    return {item.id: item.default if item.default is not None else item.start for item in tool.inputs}


def _key(tool: Tool) -> str:
    """Names what the verdict depends on, in no language, so that a saved result can say what it was made with."""
    essence = tool.model_dump(include={"id", "inputs", "rules", "outcomes"}, mode="json")
    return hashlib.sha256(json.dumps(essence, sort_keys=True).encode()).hexdigest()[:12]


def _input(item: Any, language: str, library: Library) -> dict[str, Any]:
    data = item.model_dump(mode="json", exclude={"label", "help", "unit", "choices"})
    data["label"] = say(item.label, language, library)
    data["help"] = say(item.help, language, library) if item.help else None
    data["unit"] = say(item.unit, language, library) if item.unit else None
    data["choices"] = [{"id": choice.id, "label": say(choice.label, language, library)} for choice in item.choices]
    return _without_empty(data)


def _outcome(outcome: Any, language: str, library: Library) -> dict[str, Any]:
    steps = []
    for step in outcome.next:
        shelf: Mapping[str, Any] = library.tools if step.to.startswith("tools/") else library.playbooks
        title = say(shelf[step.to.split("/")[-1]].title, language, library)
        steps.append(
            _without_empty(
                {"to": step.to, "title": title, "text": say(step.text, language, library), "hours": step.hours}
            )
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
        source = library.sources[library.findings[identity].sources[0]]
    return _without_empty({"title": say(source.title, language, library), "url": source.url})


def _without_empty(data: Mapping[str, Any]) -> dict[str, Any]:
    """Absent and empty say the same to the hub; absent is shorter on a slow line."""
    return {key: value for key, value in data.items() if value is not None and value != [] and value is not False}
