"""The dialog with a reader's code for the group: empty here, filled in the browser when it is opened."""

from __future__ import annotations

import json
from collections.abc import Callable

from tonghao.pages.base import Desk
from tonghao.text import say
from tonghao_widgets.markup import Markup, h

KEYS = ("code-picture", "code-too-long", "code-other-done", "code-waking", "code-failed", "copy-done", "copy-by-hand")


def list_words(desk: Desk) -> Callable[[str], str]:
    """The words that all tools share, for a checklist, which has none of its own."""

    def words(key: str) -> str:
        text = desk.library.tool_words.get(key)
        return say(text, desk.language, desk.library) if text else f"[{key}]"

    return words


def code_dialog(identity: str, words: Callable[[str], str]) -> Markup:
    """A dialog for the code of the tool or checklist ``identity``."""

    def button(act: str, main: bool = False) -> Markup:
        kind = "tg-button tg-button--main" if main else "tg-button"
        return h("button", {"type": "button", "class": kind, "data-code-act": act}, words(f"code-{act}"))

    title = f"tg-code-{identity.replace('/', '-')}"
    carried = json.dumps({key: words(key) for key in KEYS}, ensure_ascii=False, sort_keys=True)
    return h(
        "dialog",
        {"class": "tg-code", "data-code": True, "data-words": carried, "aria-labelledby": title},
        h("p", {"class": "tg-code__title", "id": title}, words("code")),
        h("p", words("code-text")),
        h("div", {"data-code-place": True, "aria-live": "polite"}),
        h(
            "p",
            {"class": "tg-code__acts"},
            button("copy", main=True),
            h(
                "label",
                words("code-round"),
                " ",
                h(
                    "select",
                    {"name": "code-round"},
                    [h("option", {"value": str(number)}, words(f"code-round-{number}")) for number in (0, 1, 2)],
                ),
            ),
            button("other"),
            button("close"),
        ),
        h("p", {"class": "tg-quiet", "data-code-said": True, "role": "status"}),
    )
