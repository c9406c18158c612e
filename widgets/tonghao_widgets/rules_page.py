"""A page of house rules as text to copy, made from the reader's own classes and names. Every sentence is the YAML's."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tonghao_widgets import pieces
from tonghao_widgets.hub import Hub
from tonghao_widgets.markup import Markup, h
from tonghao_widgets.saying import label, said

#: The ladder from below.
STEPS = ("warning", "mute-1d", "mute-7d", "mute-15d", "mute-permanent", "remove")


def draw(values: Mapping[str, Any], hub: Hub) -> Markup:
    """The page as a part of the answer."""
    return pieces.section(
        hub,
        "rules-page",
        h("p", hub.words("rules-page-use")),
        pieces.to_copy(hub, hub.words("rules-page"), text(values, hub)),
    )


def text(values: Mapping[str, Any], hub: Hub) -> str:
    """The page's text: what is not wanted and where it starts, the ladder, who decides, who hears objections."""
    words, cuts = hub.words, hub.constants
    page = {name: (given or "").strip() or words("blank") for name, given in values["page"].items()}
    named = {**page, "window_days": cuts["window_days"], "appeal_hours": cuts["appeal_hours"]}
    named["ladder"] = words("ladder-arrow").join(label(step, hub) for step in STEPS)
    named["both_from"] = label(STEPS[cuts["both_from"]], hub)
    lines = [words("page-title", **named), "", words("page-topic", **named)]
    if values["classes"]:
        lines += [
            "",
            words("page-classes"),
            *(_line(number, row, hub) for number, row in enumerate(values["classes"], 1)),
        ]
    for key in ("page-criticism", "page-ladder", "page-counting", "page-illegal"):
        lines += ["", words(key, **named)]
    lines += ["", words("page-deciders", **named), words("page-report", **named), words("page-appeal", **named)]
    return "\n".join([*lines, "", words("page-review")])


def _line(number: int, row: Mapping[str, Any], hub: Hub) -> str:
    items = {item.id: item for item in hub.inputs["classes"].items}
    entry = next((entry for entry in hub.inputs["classes"].library if entry["id"] == row["id"]), None)
    example = (row["example"] or "").strip()
    key = f"example-{row['id']}"
    if not example and hub.words.has(key):
        example = hub.words(key)
    return hub.words(
        "page-class" if example else "page-class-bare",
        number=number,
        name=entry["label"] if entry else row["id"],
        example=example,
        severity=said(row["severity"], items["severity"], hub),
        start=label(STEPS[hub.constants["base"][row["severity"]]], hub),
    )
