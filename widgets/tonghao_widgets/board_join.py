"""The square on the projector: it opens the exercise on every phone, in the phone's own language."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from tonghao_widgets import link, qr
from tonghao_widgets.hub import Hub, read_hub
from tonghao_widgets.words import Words

_HOME = re.compile(r"https?://[^\s\"'<>#?]{1,200}/\Z")
_PAGE = re.compile(r"[a-z0-9-]{1,60}\Z")


def answer(asked: Mapping[str, Any], words: Words) -> dict[str, Any]:
    """``address`` and ``picture``, or one sentence as ``problem``."""
    made = address(asked)
    if not made:
        return {"problem": words("board-join-not")}
    try:
        return {"address": made, "picture": qr.svg(made, words("board-join-picture"))}
    except qr.TooLong:
        return {"address": made, "picture": "", "problem": words("board-join-long")}


def address(asked: Mapping[str, Any]) -> str:
    """The root door's address with the way on behind ``#go=``: a tool with a case's numbers, or a checklist."""
    home, subject = str(asked.get("home", "")), str(asked.get("subject", ""))
    if not _HOME.match(home):
        return ""
    if subject.startswith("list/"):
        page = subject.removeprefix("list/")
        return f"{home}#go={page}&checklist" if _PAGE.match(page) else ""
    hub = read_hub(asked["hub"])
    preset = next((one for one in hub.presets if one["id"] == asked.get("preset")), None)
    return f"{home}#go=tools/{hub.tool}&{_numbers(preset, hub)}" if preset else f"{home}#go=tools/{hub.tool}"


def _numbers(preset: Mapping[str, Any], hub: Hub) -> str:
    values: dict[str, Any] = {}
    for spec in hub.inputs.values():
        given = preset["inputs"].get(spec.id, spec.opening)
        if spec.type == "group" and isinstance(given, Mapping):
            given = {**spec.opening, **given}
        values[spec.id] = given
    return link.fragment(values, hub)
