"""Parsed YAML to typed records. Every mismatch becomes a :class:`Problem` with its place and its cure."""

from __future__ import annotations

import types
from typing import Any, Union, get_args, get_origin

from pydantic import BaseModel, ValidationError

from tonghao.errors import Problem, did_you_mean, listing, quoted
from tonghao.model.fields import Record
from tonghao.model.records import Case, Evidence, Facts, Glossary, Playbook, Sources
from tonghao.model.site import Site, Words
from tonghao.model.tools import Tool
from tonghao.model.workshops import Workshop
from tonghao.strict_yaml import Document, Path

KINDS: dict[str, type[Record]] = {
    "site": Site,
    "words": Words,
    "playbook": Playbook,
    "tool": Tool,
    "case": Case,
    "evidence": Evidence,
    "sources": Sources,
    "facts": Facts,
    "glossary": Glossary,
    "workshop": Workshop,
}
"""Every ``kind:`` a YAML file can have, and the record it becomes."""


def decode(document: Document) -> Record | None:
    """The record ``document`` stands for, or None with the reasons added to ``document.problems``."""
    data = document.data
    if not isinstance(data, dict):
        document.problems.append(
            document.problem(
                (), "not-a-record", "the file must be a list of 'key: value' lines, beginning with 'kind: …'"
            )
        )
        return None
    kind = data.get("kind")
    if not isinstance(kind, str) or kind not in KINDS:
        allowed = listing(sorted(KINDS))
        message = (
            f"the first line must be 'kind: …' with one of {allowed}"
            if kind is None
            else f"{quoted(kind)} is no kind of record; it is one of {allowed}{did_you_mean(str(kind), KINDS)}"
        )
        document.problems.append(document.problem(("kind",), "unknown-kind", message))
        return None
    model = KINDS[str(kind)]
    try:
        return model.model_validate(data)
    except ValidationError as error:
        document.problems.extend(_problems(error, document, model))
        return None


def _problems(error: ValidationError, document: Document, model: type[Record]) -> list[Problem]:
    found = [_problem(item, document, model) for item in error.errors(include_url=False)]
    return _without_twins(found)


def _problem(item: Any, document: Document, model: type[Record]) -> Problem:
    tagged: Path = tuple(part for part in item["loc"] if part != "[key]")
    path = _without_tags(model, tagged)
    code, context = item["type"], item.get("ctx", {})
    if code == "extra_forbidden":
        known = _fields_at(model, tagged[:-1])
        cure = did_you_mean(str(path[-1]), known) or f"; known here: {', '.join(known)}"
        return document.problem(path, "unknown-key", f"unknown key '{path[-1]}'{cure}", key=True)
    if code == "missing":
        return document.problem(path[:-1], "missing-key", f"'{path[-1]}' is missing; add it to this record")
    value = item.get("input")
    if code == "literal_error":
        allowed = [str(arg).strip("'") for arg in str(context["expected"]).replace(" or ", ", ").split(", ")]
        return document.problem(
            path,
            "unknown-value",
            f"{quoted(value)} is not one of {listing(allowed)}{did_you_mean(str(value), allowed)}",
        )
    if code in {"union_tag_not_found", "union_tag_invalid"}:
        allowed = list(_choices(_kind_at(model, tagged)))
        given = value.get("type") if isinstance(value, dict) else None
        if given is None:
            return document.problem(path, "missing-key", f"'type' is missing; it is one of {listing(allowed)}")
        message = f"{quoted(given)} is not one of {listing(allowed)}{did_you_mean(str(given), allowed)}"
        return document.problem((*path, "type"), "unknown-value", message)
    if code == "string_pattern_mismatch":
        return document.problem(
            path, "bad-form", f"{quoted(value)} {_FORMS.get(context['pattern'], 'has the wrong form')}"
        )
    if code == "empty_text":
        path = (*path, context["language"])
    names = {"bad_number": "bad-number", "bad_flag": "bad-flag", "bad_text": "bad-text", "empty_text": "empty-text"}
    if code in names:
        return document.problem(path, names[code], item["msg"])
    if code in _BOUNDS:
        words, key = _BOUNDS[code]
        return document.problem(path, "out-of-bounds", f"{value} is {words} {context[key]:g}")
    if code in {"string_too_long", "string_too_short"}:
        words = f"at most {context['max_length']}" if code == "string_too_long" else f"at least {context['min_length']}"
        return document.problem(path, "wrong-length", f"{words} characters wanted here, {len(str(value))} given")
    if code in {"too_short", "too_long"}:
        edge = "at least" if code == "too_short" else "at most"
        count = context.get("min_length", context.get("max_length"))
        return document.problem(path, "wrong-length", f"{edge} {count} wanted here, {context['actual_length']} given")
    wanted = _TYPES.get(code)
    if wanted:
        return document.problem(path, "wrong-type", f"{wanted} is wanted here")
    return document.problem(path, code.replace("_", "-"), item["msg"])


_BOUNDS = {
    "greater_than": ("too small; it must be above", "gt"),
    "greater_than_equal": ("too small; the least is", "ge"),
    "less_than": ("too large; it must be below", "lt"),
    "less_than_equal": ("too large; the most is", "le"),
}
_TYPES = {
    "list_type": "a list (lines beginning with '- ')",
    "dict_type": "a group of 'key: value' lines",
    "model_type": "a group of 'key: value' lines",
    "string_type": "text",
    "int_from_float": "a whole number",
}
_FORMS = {
    r"^[a-z0-9]+(-[a-z0-9]+)*$": "is no id: use lower-case words joined by hyphens, like 'cold-start'",
    r"^[a-z][a-z0-9_]*$": "is no input id: use lower-case words joined by underscores, like 'order_value'",
    r"^\d{4}-\d{2}-\d{2}$": "is no date: write YYYY-MM-DD",
    r"^https?://[^\s\"'<>]+$": "is no web address: it begins with https://",
    r"^[a-z]{2,3}(-[A-Za-z0-9]+)*$": "is no language code: write it like 'en', 'zh' or 'pt-BR'",
    r"^(tools/)?[a-z0-9-]+$": "leads nowhere: write a playbook id, or tools/<id>",
}


def _fields_at(model: Any, path: Path) -> list[str]:
    """The keys allowed at ``path`` below ``model``, in the order they are documented."""
    current = _kind_at(model, path)
    if isinstance(current, type) and issubclass(current, BaseModel):
        return list(current.model_fields)
    return []


def _kind_at(model: Any, path: Path) -> Any:
    """What stands at ``path`` below ``model``; None when nothing may."""
    current: Any = model
    for part in path:
        current = _inner(current, part)
        if current is None:
            return None
    return current


def _without_tags(model: Any, path: Path) -> Path:
    """``path`` as it is in the file: where a record has several kinds, pydantic adds the name of the one chosen."""
    current: Any = model
    kept: list[str | int] = []
    for part in path:
        if part not in _choices(current):
            kept.append(part)
        current = _inner(current, part)
    return tuple(kept)


def _choices(kind: Any) -> dict[str, Any]:
    """The kinds of record of a union, by their ``type``."""
    if get_origin(kind) not in {Union, types.UnionType}:
        return {}
    return {tag: option for option in get_args(kind) for tag in get_args(option.model_fields["type"].annotation)}


def _inner(kind: Any, part: str | int) -> Any:
    kind = _unwrap(kind)
    choices = _choices(kind)
    if choices:
        return choices.get(str(part))
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        field = kind.model_fields.get(str(part))
        return _unwrap(field.annotation) if field else None
    arguments = get_args(kind)
    if get_origin(kind) is list and arguments:
        return _unwrap(arguments[0])
    if get_origin(kind) is dict and len(arguments) == 2:
        return _unwrap(arguments[1])
    return None


def _unwrap(kind: Any) -> Any:
    """``kind`` without what may be added to it: None, and pydantic's conditions. A real union stays one."""
    while True:
        if hasattr(kind, "__metadata__"):
            kind = kind.__origin__
        elif get_origin(kind) in {Union, types.UnionType}:
            options = [arg for arg in get_args(kind) if arg is not type(None)]
            if len(options) != 1:
                return kind
            kind = options[0]
        else:
            return kind


def _without_twins(found: list[Problem]) -> list[Problem]:
    """A mistyped key is also a missing one: say it once, as the typing mistake it is."""
    guessed = {p.message.split("did you mean '")[1].split("'")[0] for p in found if "did you mean '" in p.message}
    return [
        problem for problem in found if not (problem.code == "missing-key" and problem.message.split("'")[1] in guessed)
    ]
