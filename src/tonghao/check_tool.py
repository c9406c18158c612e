"""What a tool's YAML must bring so that its formula, its form and its pages can work with it.

The formula lives in ``tonghao_widgets.<id>``; its module names the inputs, rules and outcomes it uses.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from tonghao.errors import Problem, did_you_mean, listing
from tonghao.model import Choice, Tool, ToolInput
from tonghao.strict_yaml import Document, Path
from tonghao_widgets.desk import TOOLS, module
from tonghao_widgets.hub import Input
from tonghao_widgets.inputs import InputError, typed


def tool_problems(tool: Tool, document: Document) -> Iterator[Problem]:
    """Everything in ``tool`` that its formula or its form could stumble over."""
    for index, item in enumerate(tool.inputs):
        yield from _input(item, ("inputs", index), document)
    if tool.id not in TOOLS:
        message = f"no formula answers this tool: widgets/tonghao_widgets has {listing(sorted(TOOLS))}"
        yield document.problem(("id",), "no-formula", message + did_you_mean(tool.id, TOOLS))
        return
    formula = module(tool.id)
    for name, wanted in (("inputs", formula.INPUTS), ("rules", formula.RULES), ("outcomes", formula.OUTCOMES)):
        known = [item.id for item in getattr(tool, name)]
        for identity in wanted:
            if identity not in known:
                message = f"the formula needs an entry '{identity}' in this list; add it"
                yield document.problem((name,), "missing-entry", message)
    for index, item in enumerate(tool.inputs):
        kind = formula.INPUTS.get(item.id)
        if kind and kind != _kind(item):
            message = f"the formula takes '{item.id}' as a {kind}, not as a {item.type}"
            yield document.problem(("inputs", index, "type"), "wrong-type", message)
        if kind and item.unknown and item.id not in formula.MAY_BE_UNKNOWN:
            message = f"the formula cannot answer without '{item.id}'; remove this line"
            yield document.problem(("inputs", index, "unknown"), "unknown-value", message)
    known = [constant.id for constant in tool.constants]
    for identity in getattr(formula, "CONSTANTS", ()):
        if identity not in known:
            message = f"the formula needs an entry '{identity}' in this list; add it"
            yield document.problem(("constants",) if tool.constants else ("id",), "missing-entry", message)


def _kind(item: ToolInput) -> str:
    return item.type if item.type in {"flag", "choice", "level", "text", "numbers", "group", "rows"} else "number"


def link_problems(
    tool: Tool, document: Document, shelves: Mapping[str, Any], addresses: Any, broken: set[str]
) -> Iterator[Problem]:
    """Everything in ``tool`` that points to something that is not there."""
    citable = {**shelves["source"], **shelves["finding"], **shelves["fact"]}
    for path, identity in _cites(tool):
        if identity not in citable and identity not in broken:
            message = f"there is no source, finding or fact with the id '{identity}'{did_you_mean(identity, citable)}"
            yield document.problem(path, "unknown-id", message)
    for position, identity in enumerate(tool.facts):
        if identity not in shelves["fact"] and identity not in broken:
            message = f"there is no fact with the id '{identity}'{did_you_mean(identity, shelves['fact'])}"
            yield document.problem(("facts", position), "unknown-id", message)
    ways = [
        *(
            (("outcomes", n, "next", at, "to"), step.to)
            for n, one in enumerate(tool.outcomes)
            for at, step in enumerate(one.next)
        ),
        *((("rules", n, "task", "to"), rule.task.to) for n, rule in enumerate(tool.rules) if rule.task),
        *((("feeds", n, "tool"), f"tools/{feed.tool}") for n, feed in enumerate(tool.feeds)),
    ]
    for path, to in ways:
        if to not in addresses and to.split("/")[-1] not in broken:
            yield document.problem(path, "unknown-id", f"'{to}' leads to no page{did_you_mean(to, addresses)}")
    rules = [rule.id for rule in tool.rules]
    for n, rule in enumerate(tool.rules):
        for at, other in enumerate(rule.task.after if rule.task else ()):
            if other not in rules:
                message = f"this tool has no rule '{other}'{did_you_mean(other, rules)}"
                yield document.problem(("rules", n, "task", "after", at), "unknown-id", message)


def _cites(tool: Tool) -> Iterator[tuple[Path, str]]:
    for name in ("inputs", "rules", "constants"):
        for index, item in enumerate(getattr(tool, name)):
            for position, identity in enumerate(item.cites):
                yield (name, index, "cites", position), identity


def _input(item: ToolInput, path: Path, document: Document, levels: Sequence[Choice] = ()) -> Iterator[Problem]:
    if item.type in {"choice", "level"} and not (item.choices or levels):
        yield document.problem(path, "missing-key", f"'choices' is missing; a {item.type} needs its answers")
        return
    if item.type in {"group", "rows"} and not item.items:
        yield document.problem(path, "missing-key", f"'items' is missing; {item.type} need their questions")
        return
    for index, part in enumerate(item.items):
        yield from _input(part, (*path, "items", index), document, item.levels)
    if item.default is None and item.start is None and not item.unknown and item.type not in _OPEN_EMPTY:
        yield document.problem(
            path, "missing-key", "'default' is missing (or 'start'); the form must open with a value"
        )
    yield from _bounds(item, path, document)
    for name in ("default", "start"):
        value: Any = getattr(item, name)
        if value is None:
            continue
        try:
            typed(value, _spec(item, levels), "tool")
        except InputError as error:
            message = str(error).removeprefix(f"tool: input '{item.id}' ")
            yield document.problem((*path, name), "bad-default", f"the {name} {message}")


_OPEN_EMPTY = {"group", "rows", "numbers", "text"}


def _bounds(item: ToolInput, path: Path, document: Document) -> Iterator[Problem]:
    if item.min is not None and item.max is not None and item.min > item.max:
        yield document.problem((*path, "max"), "out-of-bounds", f"{item.max:g} is too small; 'min' is {item.min:g}")
    if item.slider:
        low, high = item.slider
        if low >= high:
            yield document.problem(
                (*path, "slider"), "out-of-bounds", "the slider's first number must be the smaller one"
            )
        elif item.scale == "log" and low <= 0:
            yield document.problem((*path, "slider"), "out-of-bounds", "a slider with 'scale: log' must begin above 0")


def _spec(item: ToolInput, levels: Sequence[Choice] = ()) -> Input:
    """The input as the tool will see it, without words."""
    return Input(
        id=item.id,
        label=item.id,
        type=item.type,
        default=item.default,
        start=item.start,
        min=item.min,
        max=item.max,
        open_min=item.open_min,
        unknown=item.unknown,
        most=item.most,
        length=item.length,
        choices=tuple((choice.id, choice.id) for choice in item.choices or levels),
        items=tuple(_spec(part, item.levels) for part in item.items),
        library=tuple({"id": row.id, **row.cells} for row in item.library),
    )
