"""A result to take away: plain text for a chat, Markdown for a document, JSON for a program, CSV for a table."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from tonghao_widgets.hub import Hub
from tonghao_widgets.pieces import Label
from tonghao_widgets.words import fill, plain_number, shown


def record(values: Mapping[str, Any], result: Any, named: Mapping[str, object], hub: Hub) -> dict[str, Any]:
    """The result by contract ids. Ids and numbers in no language; ``text`` inside reasons in the hub's."""
    outcome = hub.outcomes.get(result.verdict, {})
    fields = {name: value for name, value in asdict(result).items() if name != "rules"}
    return {
        "tool": hub.tool,
        "content": hub.key,
        "language": hub.language,
        "inputs": dict(values),
        **fields,
        "title": fill(outcome.get("title", result.verdict), named),
        "reasons": [
            {"rule": rule, "text": fill(hub.rules[rule]["text"], named), "source": hub.rules[rule]["source"]}
            for rule in result.rules
        ],
        "limits": list(hub.limits),
    }


def as_json(record_: Mapping[str, Any]) -> str:
    """Indented JSON with a final newline; the same bytes from CPython and in the browser."""
    return json.dumps(record_, ensure_ascii=False, indent=2, sort_keys=False, allow_nan=False) + "\n"


def as_text(values: Mapping[str, Any], result: Any, named: Mapping[str, object], hub: Hub, label: Label) -> str:
    """A few lines that read well in a chat."""
    words, outcome = hub.words, hub.outcomes.get(result.verdict, {})
    lines = [
        f"{hub.title}{words('colon')}{fill(outcome.get('title', result.verdict), named)}",
        fill(outcome.get("text", ""), named),
        "",
    ]
    lines += [
        f"{spec.label}{words('colon')}{shown(spec.type, values[name], words)}"
        for name, spec in hub.inputs.items()
        if spec.group == "main"
    ]
    lines += ["", words("why")]
    lines += [
        f"- {fill(hub.rules[rule]['text'], named)} ({words('source-' + hub.rules[rule]['source'])})"
        for rule in result.rules
    ]
    if result.flips:
        lines += ["", words("how-close")]
        for flip in result.flips:
            lines.append(f"- {flip_text(flip, hub)} {label(flip['verdict'], hub)}")
    lines += ["", words("limits"), *[f"- {line}" for line in hub.limits]]
    return "\n".join(lines) + "\n"


def as_markdown(values: Mapping[str, Any], result: Any, named: Mapping[str, object], hub: Hub, label: Label) -> str:
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
    lines += [f"| {spec.label} | {shown(spec.type, values[name], words)} |" for name, spec in hub.inputs.items()]
    lines += ["", f"## {words('why')}", ""]
    lines += [
        f"- {fill(hub.rules[rule]['text'], named)} ({words('source-' + hub.rules[rule]['source'])})"
        for rule in result.rules
    ]
    if result.flips:
        lines += ["", f"## {words('how-close')}", ""]
        lines += [f"- {flip_text(flip, hub)} **{label(flip['verdict'], hub)}**" for flip in result.flips]
    lines += ["", f"## {words('limits')}", "", *[f"- {line}" for line in hub.limits]]
    return "\n".join(lines) + "\n"


def as_csv(values: Mapping[str, Any], result: Any, hub: Hub) -> str:
    """Two rows: ids and values. Text that a spreadsheet could take for a formula is kept text."""
    row: dict[str, object] = {name: "" if value is None else value for name, value in values.items()}
    row["verdict"] = result.verdict
    return ",".join(_cell(name) for name in row) + "\r\n" + ",".join(_cell(value) for value in row.values()) + "\r\n"


def _cell(value: object) -> str:
    text = (
        str(value).lower() if isinstance(value, bool) else (f"{value:.12g}" if isinstance(value, float) else str(value))
    )
    if isinstance(value, str) and text[:1] in {"=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"}:
        text = "'" + text
    return '"' + text.replace('"', '""') + '"' if any(char in text for char in ',"\r\n') else text


def flip_text(flip: Mapping[str, Any], hub: Hub) -> str:
    """One flip as plain words, up to the arrow."""
    spec = hub.inputs[flip["input"]]
    if "cut" not in flip:
        return hub.words("flip-yes" if flip["to"] else "flip-no", label=spec.label)
    return hub.words(
        f"flip-{flip['direction']}",
        label=spec.label,
        edge=shown(spec.type, flip["cut"], hub.words),
        change=plain_number(flip["change"] * 100, 0),
    )
