"""The one door to the tools, for the page, the command line and the tests: JSON text in, JSON text out.

A request from a page::

    {"hub": "<the hub's JSON text>", "root": "../../", "today": "2026-11-22",
     "form": {"margin": "45", …}, "want": ["view"]}

``form`` holds what the reader typed, by dotted name. ``want`` may name ``view``, ``link``, ``text``, ``markdown``,
``json``, ``csv``, ``compare`` (with ``other``: a second form), ``code`` (with ``code``: sender and round) or ``open``
(with ``file``: a result file's text).
The reply holds what was wanted, ``problems`` (a sentence by dotted name), the ``verdict``, the sentence to
announce and ``offers`` (numbers other tools may take over). A request that is itself malformed is answered with
``{"error": "…"}``, never raised.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from importlib import import_module
from types import ModuleType
from typing import Any

from tonghao_widgets.hub import Hub, read_hub
from tonghao_widgets.inputs import InputError, from_form, from_values, unbroken
from tonghao_widgets.result import Result
from tonghao_widgets.words import fill

#: Each is a module of this package, imported when first asked for: a page needs one of them.
TOOLS = (
    "fit",
    "threshold",
    "nine",
    "coldstart",
    "musts",
    "dist",
    "econ",
    "price",
    "tier",
    "growth",
    "rhythm",
    "push",
    "metrics",
    "directory",
    "rules",
)
MAX_REQUEST = 600_000
MAX_BOARD = 6_000_000
"""The group board sends a whole chat log beside the codes it keeps."""
MAX_ANSWERS = 600
_ROOT = re.compile(r"(?:\.\./){0,6}(?:\./)?\Z")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}\Z")


class Refused(ValueError):
    """A request that no page of ours makes."""


def module(tool: str) -> ModuleType:
    """The module of a tool. Raises KeyError for a name that is no tool."""
    if tool not in TOOLS:
        raise KeyError(tool)
    return import_module(f"tonghao_widgets.{tool}")


def answer(request: str) -> str:
    """Answer one request from a page. Always returns JSON text."""
    try:
        reply = _answer(request)
    except Refused as error:
        reply = {"error": str(error)}
    except Exception as error:
        # Whatever a malformed request stumbled over: the page shows its own sentence, this name is for the console
        # of whoever built the request. Only the name, because Python's own messages differ between versions.
        reply = {"error": type(error).__name__}
    return json.dumps(reply, ensure_ascii=False, separators=(",", ":"), allow_nan=False)


def _answer(request: str) -> dict[str, Any]:
    of_group = request.startswith('{"board":')
    if len(request) > (MAX_BOARD if of_group else MAX_REQUEST):
        raise Refused("the request is too long")
    asked = json.loads(request)
    if of_group:
        from tonghao_widgets import board

        return board.answer(asked["board"])
    if "list" in asked:
        from tonghao_widgets import group_code

        return group_code.of_list(asked["list"])
    if "plan" in asked:
        from tonghao_widgets import plan

        return plan.answer(asked["plan"])
    if "sandbox" in asked:
        from tonghao_widgets import sandbox

        return sandbox.answer(asked["sandbox"])
    root, today = asked.get("root", ""), asked.get("today", "")
    if not _ROOT.match(root):
        raise Refused("root is not a relative way up")
    hub = read_hub(asked["hub"]).on(today if _DAY.match(today) else "")
    want = asked.get("want", ["view"])
    if "open" in want:
        from tonghao_widgets import imports

        return imports.opened(str(asked.get("file", "")), hub)
    form = as_form(asked.get("form", {}))
    other = as_form(asked["other"]) if "other" in asked else None
    more = asked.get("code")
    return _reply(hub, form, root, want, other, str(asked.get("name", ""))[:60], more if isinstance(more, dict) else {})


def as_form(form: Any) -> dict[str, str]:
    """What a page sent as its form, as texts by name. Raises :class:`Refused`."""
    if not isinstance(form, dict) or len(form) > MAX_ANSWERS:
        raise Refused(f"form must be a mapping of at most {MAX_ANSWERS} answers")
    return {str(key): unbroken(str(text)) for key, text in form.items()}


def read_form(form: Mapping[str, str], hub: Hub) -> tuple[dict[str, Any], dict[str, str]]:
    """Values that fit together, and a sentence by dotted name for what did not."""
    values, problems = from_form(form, hub)
    broken = module(hub.tool).check(values)
    for name, (key, _) in broken.items():
        problems.setdefault(name, hub.words(key, label=hub.find(name).label))
        values[name.split(".")[0]] = hub.inputs[name.split(".")[0]].opening
    if broken:  # what contradicts an answer may be any of the cuts: back to the usual ones together
        values.update({spec.id: spec.opening for spec in hub.inputs.values() if spec.group == "more"})
    return values, problems


def _reply(
    hub: Hub,
    form: Mapping[str, str],
    root: str,
    want: list[str],
    other: Mapping[str, str] | None,
    name: str,
    about: Mapping[str, Any],
) -> dict[str, Any]:
    from tonghao_widgets import export, link

    tool = module(hub.tool)
    values, problems = read_form(form, hub)
    result = tool.evaluate(values, hub)
    named = tool.facts(values, result, hub)

    def compare() -> str:
        from tonghao_widgets import compare as side_by_side

        return side_by_side.view(hub, values, result, read_form(other or {}, hub)[0], name)

    def code() -> dict[str, str]:
        from tonghao_widgets import group_code

        return group_code.of_tool(values, result.verdict, hub, about)

    made = {
        "view": lambda: tool.view(values, result, hub, root),
        "link": lambda: link.fragment(values, hub),
        "text": lambda: export.as_text(values, result, named, hub),
        "markdown": lambda: export.as_markdown(values, result, named, hub),
        "csv": lambda: export.as_csv(values, result, hub),
        "json": lambda: export.as_json(export.record(values, result, named, hub)),
        "calendar": lambda: tool.calendar(values, result, hub) if hasattr(tool, "calendar") else "",
        "compare": compare,
        "code": code,
    }
    return {
        "tool": hub.tool,
        "verdict": result.verdict,
        "announce": fill(hub.outcomes.get(result.verdict, {}).get("title", result.verdict), named),
        "problems": problems,
        "offers": dict(result.offers),
        **{name: made[name]() for name in want if name in made},
    }


def evaluate(tool: str, given: Mapping[str, Any], hub: Hub) -> dict[str, Any]:
    """The full result of contract values, for the command line and for cases.

    Raises :class:`InputError` when an input cannot be used.
    """
    from tonghao_widgets import export

    values, result, named = _computed(tool, given, hub)
    return export.record(values, result, named, hub)


def as_json(tool: str, given: Mapping[str, Any], hub: Hub) -> str:
    """:func:`evaluate` as JSON text, byte for byte what the page exports."""
    from tonghao_widgets import export

    return export.as_json(evaluate(tool, given, hub))


def as_text(tool: str, given: Mapping[str, Any], hub: Hub) -> str:
    """The result in words. Raises :class:`InputError` like :func:`evaluate`."""
    from tonghao_widgets import export

    values, result, named = _computed(tool, given, hub)
    return export.as_text(values, result, named, hub)


def _computed(tool: str, given: Mapping[str, Any], hub: Hub) -> tuple[dict[str, Any], Result, dict[str, str]]:
    formula = module(tool)
    values = from_values(given, hub)
    for name, (_, bound) in formula.check(values).items():
        raise InputError(f"{tool}: input '{name}' must be {bound}, got {_at(values, name)!r}")
    result = formula.evaluate(values, hub)
    return values, result, formula.facts(values, result, hub)


def _at(values: Mapping[str, Any], name: str) -> Any:
    first, _, rest = name.partition(".")
    value = values[first]
    return value.get(rest) if rest and isinstance(value, dict) else value
