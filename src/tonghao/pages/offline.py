"""Keep for offline: the page on which a reader puts the site on their device, and takes it off again."""

from __future__ import annotations

from tonghao.pages.base import Sheet, data_block
from tonghao.pages.page import Page
from tonghao_widgets.markup import Markup, h


def offline_page(sheet: Sheet) -> Page:
    """The page; what it says of this device is made in the browser."""
    words = sheet.desk.words
    sheet.heading(1, words("offline-title"))
    sheet.block(h("p", words("offline-intro")), class_="tg-lead")
    sheet.block(h("noscript", h("p", {"class": "tg-status"}, words("offline-no-script"))), _element(sheet))
    for part in ("holds", "browser", "room"):
        sheet.heading(2, words(f"offline-{part}"), part)
        sheet.block(h("p", words(f"offline-{part}-text")))
    return sheet.page(words("offline-title"), words("offline-intro"), ("playbook/words.yml", 1))


def _element(sheet: Sheet) -> Markup:
    desk = sheet.desk
    known = {key: desk.words(key) for key in desk.library.words if key.startswith("offline-")}
    part = "data-part"
    return h(
        "tonghao-offline",
        {"root": sheet.root},
        data_block({"words": known}),
        h("p", {"class": "tg-offline__state", part: "state"}),
        h("p", {part: "update"}),
        h(
            "label",
            {"class": "tg-offline__choice", part: "choice", "hidden": True},
            h("input", {"type": "checkbox", "checked": True, part: "python"}),
            h("span", {part: "python-size"}),
        ),
        h("p", {part: "size"}),
        h(
            "div",
            {"class": "tg-offline__bar", part: "bar", "hidden": True},
            h("progress", {"max": 1, "value": 0, "aria-label": desk.words("offline-keeping")}),
            h("output", {"aria-live": "off"}),
        ),
        h(
            "p",
            {"class": "tg-offline__do"},
            _button("keep", desk.words("offline-keep"), "tg-button tg-button--main"),
            _button("stop", desk.words("offline-stop"), "tg-button"),
            _button("remove", desk.words("offline-remove"), "tg-button"),
        ),
        h("p", {"class": "tg-offline__news", part: "news", "role": "status"}),
    )


def _button(act: str, text: str, class_: str) -> Markup:
    return h("button", {"type": "button", "class": class_, "data-do": act, "hidden": True}, text)
