"""A result to take away: plain text for a chat, Markdown for a document, JSON for a program, CSV for a table."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from tonghao_widgets.hub import Hub
from tonghao_widgets.inputs import as_typed
from tonghao_widgets.result import Result, fired
from tonghao_widgets.saying import answered, flip, label, name_of, said
from tonghao_widgets.words import fill


def record(values: Mapping[str, Any], result: Result, named: Mapping[str, object], hub: Hub) -> dict[str, Any]:
    """The result by contract ids. Ids and numbers in no language; ``text`` inside reasons in the hub's."""
    outcome = hub.outcomes.get(result.verdict, {})
    return {
        "tool": hub.tool,
        "content": hub.key,
        "language": hub.language,
        "inputs": dict(values),
        "verdict": result.verdict,
        **result.fields,
        "flips": list(result.flips),
        "stability": result.stability,
        "close_call": result.close_call,
        "unknown": list(result.unknown),
        "branches": list(result.branches),
        "measure_first": result.measure_first,
        "title": fill(outcome.get("title", result.verdict), named),
        "reasons": [
            {"rule": rule, "text": fill(hub.rules[rule]["text"], own), "source": hub.rules[rule]["source"]}
            for rule, own in fired(result.rules, named)
        ],
        "limits": list(hub.limits),
    }


def as_json(record_: Mapping[str, Any]) -> str:
    """Indented JSON with a final newline; the same bytes from CPython and in the browser."""
    return json.dumps(record_, ensure_ascii=False, indent=2, sort_keys=False, allow_nan=False) + "\n"


def as_text(values: Mapping[str, Any], result: Result, named: Mapping[str, object], hub: Hub) -> str:
    """A few lines that read well in a chat."""
    words, outcome = hub.words, hub.outcomes.get(result.verdict, {})
    lines = [
        f"{hub.title}{words('colon')}{fill(outcome.get('title', result.verdict), named)}",
        fill(outcome.get("text", ""), named),
        "",
    ]
    lines += [
        f"{name_of(name, hub)}{words('colon')}{said(value, spec, hub)}"
        for name, value, spec in answered(values, hub)
        if hub.inputs[name.split(".")[0]].group == "main"
    ]
    lines += ["", words("why"), *_reasons(result, named, hub)]
    if result.flips:
        lines += ["", words("how-close"), *(f"- {flip(one, hub)} {label(one['verdict'], hub)}" for one in result.flips)]
    lines += ["", words("limits"), *[f"- {line}" for line in hub.limits]]
    return "\n".join(lines) + "\n"


def as_markdown(values: Mapping[str, Any], result: Result, named: Mapping[str, object], hub: Hub) -> str:
    """The same as a document with headings and a table of the answers given."""
    words, outcome = hub.words, hub.outcomes.get(result.verdict, {})
    lines = [
        f"# {hub.title}",
        "",
        f"**{fill(outcome.get('title', result.verdict), named)}**",
        "",
        fill(outcome.get("text", ""), named),
        "",
    ]
    lines += [f"| {words('column-input')} | {words('column-yours')} |", "|---|---|"]
    lines += [
        f"| {_in_table(name_of(name, hub))} | {_in_table(said(value, spec, hub))} |"
        for name, value, spec in answered(values, hub)
    ]
    lines += ["", f"## {words('why')}", "", *_reasons(result, named, hub)]
    if result.flips:
        lines += ["", f"## {words('how-close')}", ""]
        lines += [f"- {flip(one, hub)} **{label(one['verdict'], hub)}**" for one in result.flips]
    lines += ["", f"## {words('limits')}", "", *[f"- {line}" for line in hub.limits]]
    return "\n".join(lines) + "\n"


def _in_table(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")


def _reasons(result: Result, named: Mapping[str, object], hub: Hub) -> list[str]:
    return [
        f"- {fill(hub.rules[rule]['text'], own)} ({hub.words('source-' + hub.rules[rule]['source'])})"
        for rule, own in fired(result.rules, named)
    ]


def as_csv(values: Mapping[str, Any], result: Result, hub: Hub) -> str:
    """Two rows: ids and values. Text that a spreadsheet could take for a formula is kept text."""
    row: dict[str, object] = {
        name: "" if value is None else (as_typed(value, spec) if isinstance(value, list | tuple) else value)
        for name, value, spec in answered(values, hub)
    }
    row["verdict"] = result.verdict
    return (
        ",".join(csv_cell(name) for name in row) + "\r\n" + ",".join(csv_cell(value) for value in row.values()) + "\r\n"
    )


def csv_cell(value: object) -> str:
    """One cell of a table: quoted where it must be, and never a formula."""
    text = (
        str(value).lower() if isinstance(value, bool) else (f"{value:.12g}" if isinstance(value, float) else str(value))
    )
    if isinstance(value, str) and text[:1] in {"=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"}:
        text = "'" + text
    return '"' + text.replace('"', '""') + '"' if any(char in text for char in ',"\r\n') else text
