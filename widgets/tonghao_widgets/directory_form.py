"""The consent form for exactly the fields a directory has, as text to copy. Every sentence is the YAML's."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tonghao_widgets import pieces
from tonghao_widgets.hub import Hub
from tonghao_widgets.inputs import TICK
from tonghao_widgets.markup import Markup, h
from tonghao_widgets.saying import said


def label_of(field: str, hub: Hub) -> str:
    """What a field is called: the library's label, or the name the reader gave it."""
    library = hub.inputs["fields"].library
    return next((str(entry["label"]) for entry in library if entry["id"] == field), field)


def purpose_of(field: Mapping[str, Any], hub: Hub) -> str:
    """The purpose in words: the tick stands for the usual ones of the field; a blank where none is stated."""
    purpose = (field["purpose"] or "").strip()
    if purpose and purpose != TICK:
        return purpose
    key = f"purpose-{field['id']}"
    return hub.words(key) if purpose and hub.words.has(key) else hub.words("blank")


def draw(values: Mapping[str, Any], hub: Hub) -> Markup | None:
    """The form as a part of the answer; nothing when nothing is kept."""
    if not values["fields"]:
        return None
    return pieces.section(
        hub,
        "consent-form",
        h("p", hub.words("consent-form-use")),
        pieces.to_copy(hub, hub.words("consent-form"), text(values, hub)),
    )


def text(values: Mapping[str, Any], hub: Hub) -> str:
    """The form's text: what only the operators see, then a yes of its own for everything else."""
    words, fields = hub.words, values["fields"]
    inside = [field for field in fields if not needs_own_yes(field)]
    lines = [words("form-title"), "", words("form-who"), words("form-free")]
    if inside:
        lines += ["", words("form-inside"), *(_line("form-line", field, hub) for field in inside)]
        lines.append(words("form-inside-yes"))
    for key, chosen in _own(fields):
        if chosen:
            lines += ["", words(key), *(_line("form-box", field, hub) for field in chosen)]
    if values["minors"] or any(field["child"] for field in fields):
        lines += ["", words("form-guardian")]
    if values["shared_with_others"]:
        lines += ["", words("form-shared")]
    closing = "form-exit" if values["delete_on_exit"] else "form-exit-open"
    return "\n".join([*lines, "", words("form-rights"), words(closing), words("form-screenshot"), words("form-sign")])


def needs_own_yes(field: Mapping[str, Any]) -> bool:
    """Whatever leaves the operators' hands, and all that is sensitive."""
    return field["class"] == "sensitive" or field["child"] or field["visible_to"] in {"members", "public"}


def _own(fields: list[dict[str, Any]]) -> list[tuple[str, list[dict[str, Any]]]]:
    own = [field for field in fields if needs_own_yes(field)]
    delicate = [field for field in own if field["class"] == "sensitive" or field["child"]]
    return [("form-shown", [field for field in own if field not in delicate]), ("form-sensitive", delicate)]


def _line(key: str, field: Mapping[str, Any], hub: Hub) -> str:
    items = {item.id: item for item in hub.inputs["fields"].items}
    days = field["retention_days"]
    return hub.words(
        key,
        field=label_of(field["id"], hub),
        purpose=purpose_of(field, hub),
        who=said(field["visible_to"], items["visible_to"], hub),
        days=hub.words("blank") if days is None else str(days),
        photo=hub.words("form-photo") if field["id"] in {"photo", "avatar"} or field["photo"] else "",
    )
