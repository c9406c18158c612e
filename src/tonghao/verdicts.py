"""Cases are tests: what a case expects of a tool must be what the tool answers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from typing import Any

from tonghao import tool_data
from tonghao.errors import ContentError, Problem, did_you_mean
from tonghao.memory import Memory
from tonghao.model import Case, CaseRun, Library
from tonghao_widgets import desk
from tonghao_widgets.hub import Hub, read_hub
from tonghao_widgets.inputs import InputError

TOLERANCE = 1e-4


def case_problems(library: Library, memory: Memory | None = None) -> list[Problem]:
    """Every case whose numbers a tool refuses, or whose verdict is no longer the expected one.

    With a ``memory``, only cases that changed are asked, unless a tool did.
    """
    hub = cache(lambda tool: hub_of(library, tool, brief=True))

    def look(cases: list[Case]) -> Iterator[tuple[str, Problem]]:
        for case in cases:
            for tool, run in case.tools.items():
                place = library.origin.get(f"case/{case.id}/{tool}", (f"playbook/cases/{case.id}.yml", 1))
                for problem in _unexpected(tool, run, hub(tool), place):
                    yield case.id, problem

    # All that a hub is made of, but the cases it offers: what a tool answers does not depend on them.
    common = (library.languages, library.tools, library.tool_words, library.facts, library.findings, library.sources)
    return (memory or Memory()).each("cases", common, library.cases, look)


def _unexpected(tool: str, run: CaseRun, hub: Hub, place: tuple[str, int]) -> Iterator[Problem]:
    """All that is not as the case expects; it stands at ``place``, file and line."""
    try:
        result = _result(tool, run, hub)
    except InputError as error:
        yield Problem(*place, 1, "case-input", str(error), f"tools, {tool}, inputs")
        return
    for name, wanted in run.expect.items():
        where = f"tools, {tool}, expect, {name}"
        if name not in result:
            message = f"the tool's answer has no '{name}'{did_you_mean(name, result)}"
            yield Problem(*place, 1, "case-verdict", message, where)
        elif not _same(wanted, result[name]):
            both = f"the case expects {name} = {_shown(wanted)}, but the tool answers {_shown(result[name])}"
            yield Problem(*place, 1, "case-verdict", f"{both}; mend the case or the tool", where)


def _result(tool: str, run: CaseRun, brief: Hub) -> dict[str, Any]:
    """What the tool answers. Answers nearby, most of the work, are looked for only where the case expects something
    that may be empty or 0 because nobody looked for them."""
    result = desk.evaluate(tool, run.inputs, brief)
    known = all(result.get(name) for name in run.expect)
    return result if known else desk.evaluate(tool, run.inputs, replace(brief, brief=False))


def hub_of(library: Library, tool: str, *, brief: bool = False) -> Hub:
    """A tool's hub, asked on the day its dated facts were last looked at: a case tests the tool, not their age.

    ``brief``: only the verdict is wanted (see :class:`Hub`).
    """
    hub = read_hub(tool_data.hub_json(library, tool, library.languages[0]))
    return replace(hub.on(max((fact["checked_on"] for fact in hub.facts), default="")), brief=brief)


def check_cases(library: Library, memory: Memory | None = None) -> None:
    """Raises :class:`ContentError` with :func:`case_problems` when there are any."""
    problems = case_problems(library, memory)
    if problems:
        raise ContentError(problems)


def _same(wanted: object, got: object) -> bool:
    if isinstance(wanted, bool) or isinstance(got, bool):
        return wanted is got
    if isinstance(wanted, int | float) and isinstance(got, int | float):
        return abs(wanted - got) <= TOLERANCE
    if isinstance(wanted, list | tuple) and isinstance(got, list | tuple):
        return len(wanted) == len(got) and all(_same(one, other) for one, other in zip(wanted, got, strict=True))
    return wanted == got


def _shown(value: object) -> str:
    return f"[{', '.join(map(str, value))}]" if isinstance(value, list | tuple) else str(value)
