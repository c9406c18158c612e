"""My plan: the page that gathers what the reader has saved. Its answer is made in the browser, from the device."""

from __future__ import annotations

from typing import Any

from tonghao import tool_data
from tonghao.pages.base import Desk, Sheet, data_block
from tonghao.pages.page import Page
from tonghao_widgets.markup import h

WORDS = ("colon", "hours")


def plan_page(sheet: Sheet) -> Page:
    """The page with an empty plan, and everything the browser needs to fill it."""
    desk, words = sheet.desk, sheet.desk.words
    sheet.heading(1, words("plan"))
    sheet.block(h("p", words("plan-intro")), class_="tg-lead")
    sheet.block(
        h("noscript", h("p", {"class": "tg-status"}, words("plan-no-script"))), _element(sheet), class_="tg-plan-place"
    )
    sheet.heading(2, words("plan-tools"), "tools")
    tools = [desk.library.tools[identity] for identity in desk.library.site.tools]
    links = [
        h(
            "li",
            h("a", {"href": sheet.href(f"tools/{tool.id}")}, desk.plain(tool.title)),
            " ",
            h("span", {"class": "tg-quiet"}, desk.plain(tool.question)),
        )
        for tool in tools
    ]
    sheet.block(h("ul", {"class": "tg-plan__tools"}, links))
    return sheet.page(words("plan"), words("plan-intro"), ("playbook/words.yml", 1))


def _element(sheet: Sheet) -> object:
    desk, words = sheet.desk, sheet.desk.words
    return h(
        "tonghao-plan",
        {"root": sheet.root, **sheet.engine()},
        data_block(_data(desk, f"{sheet.root}../")),
        h(
            "form",
            {"class": "tg-plan__form", "hidden": True, "data-form": True},
            h("label", words("plan-start"), " ", h("input", {"type": "date", "name": "start", "class": "tg-text"})),
            h(
                "label",
                words("plan-hours"),
                " ",
                h(
                    "input",
                    {
                        "type": "number",
                        "name": "hours",
                        "min": 1,
                        "max": 200,
                        "step": 1,
                        "value": 6,
                        "class": "tg-text",
                    },
                ),
            ),
            h("p", {"class": "tg-quiet"}, words("plan-hours-note")),
        ),
        h("p", {"class": "tg-status", "data-status": True, "role": "status", "hidden": True}),
        h("div", {"data-plan": True}),
        h(
            "p",
            {"class": "tg-actions", "data-actions": True, "hidden": True},
            [
                h("button", {"type": "button", "class": "tg-button", "data-save": kind}, words(f"plan-save-{kind}"))
                for kind in ("markdown", "csv", "json", "calendar")
            ],
            h("button", {"type": "button", "class": "tg-button", "data-print": True}, words("plan-print")),
        ),
    )


def _data(desk: Desk, site_root: str) -> dict[str, Any]:
    """What the browser gathers from: where each tool's hub lies, every checklist, the plan's words."""
    library = desk.library
    steps = {step.id: index for index, step in enumerate(library.site.path)}
    owners = {
        f"owner-{name}": desk.words(f"owner-{name}") for name in ("founder", "operator", "kol", "member", "anyone")
    }
    plan_words = {key: desk.words(key) for key in library.words if key.startswith("plan-")}
    ordered = sorted(library.site.tools, key=lambda identity: steps[library.tools[identity].step])
    return {
        "language": desk.language,
        "words": {**{key: desk.words(key) for key in WORDS}, **owners, **plan_words},
        "tools": [
            {
                "id": identity,
                "hub": site_root + tool_data.hub_address(library, identity, desk.language),
                "step": steps[library.tools[identity].step],
            }
            for identity in ordered
        ],
        "lists": [
            {
                "id": playbook.id,
                "title": desk.plain(playbook.title),
                "to": playbook.id,
                "step": steps[playbook.step],
                "items": [
                    {
                        "id": item.id,
                        "text": desk.plain(item.what),
                        "hours": item.hours,
                        "owner": item.owner,
                        "after": list(item.depends_on),
                    }
                    for item in playbook.checklist
                ],
            }
            for playbook in (library.playbooks[identity] for identity in library.site.playbooks)
            if playbook.checklist
        ],
    }
