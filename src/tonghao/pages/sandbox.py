"""The rule sandbox: the page where a tool's numbers and words are changed to see what that moves."""

from __future__ import annotations

from typing import Any

from tonghao import tool_data
from tonghao.pages.base import Desk, Sheet, data_block
from tonghao.pages.page import Page
from tonghao_widgets.markup import h


def sandbox_page(sheet: Sheet) -> Page:
    """The page with a choice of tools; the rest is made in the browser."""
    words = sheet.desk.words
    sheet.heading(1, words("sandbox"))
    sheet.block(h("p", words("sandbox-intro")), class_="tg-lead")
    sheet.block(
        h("noscript", h("p", {"class": "tg-status"}, words("sandbox-no-script"))),
        _element(sheet),
        class_="tg-sandbox-place",
    )
    return sheet.page(words("sandbox"), words("sandbox-intro"), ("playbook/words.yml", 1))


def _element(sheet: Sheet) -> object:
    desk, words = sheet.desk, sheet.desk.words
    tools = [desk.library.tools[identity] for identity in desk.library.site.tools]
    options = [h("option", {"value": one.id, "id": f"tool-{one.id}"}, desk.plain(one.title)) for one in tools]
    search = {"id": "sandbox-find", "type": "search", "class": "tg-text", "autocomplete": "off", "data-find": True}
    undo = {"type": "button", "class": "tg-button", "data-undo-all": True}
    return h(
        "tonghao-sandbox",
        sheet.engine(),
        data_block(_data(desk, f"{sheet.root}../")),
        h(
            "div",
            {"class": "tg-sandbox__choose"},
            h("label", {"for": "sandbox-tool"}, words("sandbox-tool")),
            h("select", {"id": "sandbox-tool", "class": "tg-text", "data-tool": True}, options),
        ),
        h("p", {"class": "tg-status", "data-status": True, "hidden": True}),
        h(
            "div",
            {"class": "tg-sandbox__body", "data-body": True, "hidden": True},
            h(
                "section",
                {"class": "tg-sandbox__form", "aria-labelledby": "change-it"},
                h("h2", {"id": "change-it"}, words("sandbox-form")),
                h("p", {"class": "tg-quiet"}, words("sandbox-form-text")),
                h(
                    "div",
                    {"class": "tg-sandbox__find"},
                    h("label", {"for": "sandbox-find"}, words("sandbox-find")),
                    h("input", search),
                ),
                h("p", {"class": "tg-quiet", "data-none": True, "role": "status"}),
                h("div", {"data-form": True}),
            ),
            h(
                "section",
                {"class": "tg-sandbox__result", "aria-labelledby": "what-moves"},
                h("h2", {"id": "what-moves", "tabindex": -1}, words("sandbox-result")),
                h("div", {"data-view": True}),
                h("p", h("button", undo, words("sandbox-undo-all"))),
            ),
            h("a", {"class": "tg-sandbox__summary", "href": "#what-moves", "data-summary": True}),
        ),
        h("p", {"class": "tg-visually-hidden", "data-announce": True, "role": "status", "aria-live": "polite"}),
    )


def _data(desk: Desk, site_root: str) -> dict[str, Any]:
    """Where the hub and the data of each tool lie, and the sandbox's words."""
    library = desk.library
    found = desk.assets.sandbox(desk.language)
    return {
        "words": {key: desk.words(key) for key in library.words if key.startswith("sandbox-")},
        "tools": {
            identity: {
                "hub": site_root + tool_data.hub_address(library, identity, desk.language),
                "data": site_root + found[identity],
            }
            for identity in library.site.tools
            if identity in found
        },
    }
