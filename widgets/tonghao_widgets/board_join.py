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
_PLACE = re.compile(r"workshops(?:/[a-z0-9-]{1,60}){3}\Z")
_HERE = re.compile(r"https?://(?:localhost|127\.|\[::1\])")
"""Addresses that only the machine itself can open."""


def answer(asked: Mapping[str, Any], words: Words) -> dict[str, Any]:
    """``address`` and ``picture``, or one sentence as ``problem``."""
    if str(asked.get("home", "")).startswith("file:"):
        return {"problem": words("board-join-file")}
    made = address(asked)
    if not made:
        return {"problem": words("board-join-not")}
    problem = words("board-join-here") if _HERE.match(made) else ""
    try:
        return {"address": made, "picture": qr.svg(made, words("board-join-picture")), "problem": problem}
    except qr.TooLong:
        return {"address": made, "picture": "", "problem": words("board-join-long")}


def address(asked: Mapping[str, Any]) -> str:
    """The root door's address with the way on behind ``#go=``.

    ``place``: a workshop's exercise, whose page has the case's numbers, with ``round`` 1 or 2 if the trainer says so;
    else a tool with a case's numbers, or a checklist.
    """
    home, subject, place = str(asked.get("home", "")), str(asked.get("subject", "")), str(asked.get("place", ""))
    if not _HOME.match(home):
        return ""
    if place:
        way = f"&round={asked['round']}" if asked.get("round") in ("1", "2") else ""
        return f"{home}#go={place}{way}" if _PLACE.match(place) else ""
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
