"""What a tool's YAML must bring so that its formula, its form and its pages can work with it.

The formula lives in ``tonghao_widgets.<id>``; its module names the inputs, rules and outcomes it uses.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from tonghao.errors import Problem, did_you_mean, listing
from tonghao.model import Tool, ToolInput
from tonghao.strict_yaml import Document, Path
from tonghao_widgets.desk import TOOLS
from tonghao_widgets.hub import Input
from tonghao_widgets.inputs import InputError, typed


def tool_problems(tool: Tool, document: Document) -> Iterator[Problem]:
    """Everything in ``tool`` that its formula or its form could stumble over."""
    for index, item in enumerate(tool.inputs):
        yield from _input(item, ("inputs", index), document)
    formula = TOOLS.get(tool.id)
    if formula is None:
        message = f"no formula answers this tool: widgets/tonghao_widgets has {listing(sorted(TOOLS))}"
        yield document.problem(("id",), "no-formula", message + did_you_mean(tool.id, TOOLS))
        return
    for name, wanted in (("inputs", formula.INPUTS), ("rules", formula.RULES), ("outcomes", formula.OUTCOMES)):
        known = [item.id for item in getattr(tool, name)]
        for identity in wanted:
            if identity not in known:
                message = f"the formula needs an entry '{identity}' in this list; add it"
                yield document.problem((name,), "missing-entry", message)
    for index, item in enumerate(tool.inputs):
        kind = formula.INPUTS.get(item.id)
        if (kind == "flag" and item.type != "flag") or (kind == "number" and item.type in {"flag", "choice"}):
            message = f"the formula takes '{item.id}' as a {kind}, not as a {item.type}"
            yield document.problem(("inputs", index, "type"), "wrong-type", message)
        if kind and item.unknown and item.id not in formula.MAY_BE_UNKNOWN:
            message = f"the formula cannot answer without '{item.id}'; remove this line"
            yield document.problem(("inputs", index, "unknown"), "unknown-value", message)


def _input(item: ToolInput, path: Path, document: Document) -> Iterator[Problem]:
    if item.type == "choice" and not item.choices:
        yield document.problem(path, "missing-key", "'choices' is missing; a choice needs its answers")
        return
    if item.default is None and item.start is None and not item.unknown:
        yield document.problem(
            path, "missing-key", "'default' is missing (or 'start'); the form must open with a value"
        )
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
    for name in ("default", "start"):
        value: Any = getattr(item, name)
        if value is None:
            continue
        try:
            typed(value, _spec(item), "tool")
        except InputError as error:
            message = str(error).removeprefix(f"tool: input '{item.id}' ")
            yield document.problem((*path, name), "bad-default", f"the {name} {message}")


def _spec(item: ToolInput) -> Input:
    """The input as the tool will see it, without words."""
    return Input(
        id=item.id,
        label=item.id,
        type=item.type,
        min=item.min,
        max=item.max,
        open_min=item.open_min,
        choices=tuple((choice.id, choice.id) for choice in item.choices),
    )
