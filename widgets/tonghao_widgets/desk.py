"""The one door to the tools, for the page, the command line and the tests: JSON text in, JSON text out.

A request from a page::

    {"hub": "<the hub's JSON text>", "root": "../../", "form": {"margin": "45", …}, "want": ["view"]}

``form`` holds what the reader typed, by input id. ``want`` may name ``view``, ``link``, ``text``, ``markdown``,
``json``, ``csv``. The reply holds what was wanted, ``problems`` (a sentence by input id), the ``verdict``, and
the sentence to announce. A request that is itself malformed is answered with ``{"error": "…"}``, never raised.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from types import ModuleType
from typing import Any

from tonghao_widgets import export, fit, link
from tonghao_widgets.hub import Hub, read_hub
from tonghao_widgets.inputs import InputError, from_form, from_values

TOOLS: dict[str, ModuleType] = {"fit": fit}
MAX_REQUEST = 400_000
_ROOT = re.compile(r"(?:\.\./){0,6}(?:\./)?\Z")


class Refused(ValueError):
    """A request that no page of ours makes."""


def answer(request: str) -> str:
    """Answer one request from a page. Always returns JSON text."""
    try:
        if len(request) > MAX_REQUEST:
            raise Refused("the request is too long")
        asked = json.loads(request)
        hub = read_hub(asked["hub"])
        root = asked.get("root", "")
        if not _ROOT.match(root):
            raise Refused("root is not a relative way up")
        form = asked.get("form", {})
        if not isinstance(form, dict) or len(form) > 200:
            raise Refused("form must be a mapping of at most 200 answers")
        reply = _reply(hub, {str(key): str(text) for key, text in form.items()}, root, asked.get("want", ["view"]))
    except Refused as error:
        reply = {"error": str(error)}
    except Exception as error:
        # Whatever a malformed request stumbled over: the page shows its own sentence, this name is for the console
        # of whoever built the request. Only the name, because Python's own messages differ between versions.
        reply = {"error": type(error).__name__}
    return json.dumps(reply, ensure_ascii=False, separators=(",", ":"), allow_nan=False)


def _reply(hub: Hub, form: Mapping[str, str], root: str, want: list[str]) -> dict[str, Any]:
    tool = TOOLS[hub.tool]
    values, problems = from_form(form, hub)
    for name, (key, _) in tool.check(values).items():
        problems.setdefault(name, hub.words(key, label=hub.inputs[name].label))
        values.update({spec.id: spec.opening for spec in hub.inputs.values() if spec.group == "more"})
    result = tool.evaluate(values, hub)
    named = tool.facts(values, result, hub)
    made = {
        "view": lambda: tool.view(values, result, hub, root),
        "link": lambda: link.fragment(values, hub),
        "text": lambda: export.as_text(values, result, named, hub, tool.label),
        "markdown": lambda: export.as_markdown(values, result, named, hub, tool.label),
        "csv": lambda: export.as_csv(values, result, hub),
        "json": lambda: export.as_json(export.record(values, result, named, hub)),
    }
    return {
        "tool": hub.tool,
        "verdict": result.verdict,
        "announce": export.fill(hub.outcomes.get(result.verdict, {}).get("title", result.verdict), named),
        "problems": problems,
        **{name: made[name]() for name in want if name in made},
    }


def evaluate(tool: str, given: Mapping[str, Any], hub: Hub) -> dict[str, Any]:
    """The full result of contract values, for the command line and for cases.

    Raises :class:`InputError` when an input cannot be used.
    """
    values, result, named = _computed(tool, given, hub)
    return export.record(values, result, named, hub)


def as_json(tool: str, given: Mapping[str, Any], hub: Hub) -> str:
    """:func:`evaluate` as JSON text, byte for byte what the page exports."""
    return export.as_json(evaluate(tool, given, hub))


def as_text(tool: str, given: Mapping[str, Any], hub: Hub) -> str:
    """The result in words. Raises :class:`InputError` like :func:`evaluate`."""
    values, result, named = _computed(tool, given, hub)
    return export.as_text(values, result, named, hub, TOOLS[tool].label)


def _computed(tool: str, given: Mapping[str, Any], hub: Hub) -> tuple[dict[str, Any], Any, dict[str, str]]:
    module = TOOLS[tool]
    values = from_values(given, hub)
    for name, (_, bound) in module.check(values).items():
        raise InputError(f"{tool}: input '{name}' must be {bound}, got {values[name]!r}")
    result = module.evaluate(values, hub)
    return values, result, module.facts(values, result, hub)
