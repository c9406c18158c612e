"""What a participant sees: their code in large letters, as a picture for a camera, or why there is none."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tonghao_widgets import codes, qr
from tonghao_widgets.hub import Hub
from tonghao_widgets.markup import h
from tonghao_widgets.words import Words


def of_tool(values: Mapping[str, Any], verdict: str, hub: Hub, asked: Mapping[str, Any]) -> dict[str, str]:
    """``{"text", "view"}`` or ``{"problem"}``. ``asked``: ``sender`` (a random number), ``round``, ``exercise``
    and ``guess`` (the verdict that was expected)."""
    guess = str(asked.get("guess", ""))
    return _shown(lambda: codes.of_tool(values, verdict, hub, guess=guess, **_about(asked)), hub.words)


def of_list(asked: Mapping[str, Any]) -> dict[str, str]:
    """The same of a checklist: ``id``, ``items``, ``states`` by item, ``language`` and ``words`` besides."""
    words = Words(str(asked["language"]), asked["words"])
    items = [str(item) for item in asked["items"]]
    states = {str(item): str(state) for item, state in asked["states"].items()}
    return _shown(lambda: codes.of_list(str(asked["id"]), items, states, **_about(asked)), words)


def _about(asked: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "sender": int(asked.get("sender", 0)) % codes.SENDERS,
        "round": int(asked.get("round", 0)) % codes.ROUNDS,
        "exercise": str(asked.get("exercise", ""))[:80],
    }


def _shown(make: Any, words: Words) -> dict[str, str]:
    try:
        code = make()
    except codes.CodeError:
        return {"problem": words("code-too-long")}
    groups = code.split("-")
    view = h(
        "div",
        {"class": "tg-code__shown"},
        h(
            "p",
            {"class": "tg-code__text", "data-code-text": code},
            [[h("span", f"{group}-"), h("wbr")] for group in groups[:-1]],
            h("span", groups[-1]),
        ),
        h("div", {"class": "tg-code__picture"}, qr.svg(code, words("code-picture"))),
    )
    return {"text": code, "view": view}
