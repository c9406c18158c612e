"""A tool on a page: the form and a real, computed answer, both from the Python that also runs in the browser."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from tonghao import tool_data
from tonghao.model import Tool
from tonghao.pages.base import Desk, Page, Sheet
from tonghao_widgets import desk as tool_desk
from tonghao_widgets.form import form
from tonghao_widgets.hub import read_hub
from tonghao_widgets.markup import h, trusted


def tool_page(tool: Tool, desk: Desk) -> Page:
    """The tool's own page: the tool, how it computes, its limits."""
    sheet = Sheet(desk, f"tools/{tool.id}.md")
    sheet.block(desk.words("tools"), class_="tg-eyebrow")
    sheet.heading(1, desk.plain(tool.title))
    sheet.block(h("p", sheet.rich(tool.intro)), class_="tg-lead")
    tool_block(sheet, tool.id, headed=True)
    sheet.heading(2, desk.words("method"), "method")
    sheet.block(*sheet.paragraphs(tool.method), class_="tg-prose")
    used = [playbook for playbook in desk.library.playbooks.values() if tool.id in playbook.tools]
    if used:
        sheet.heading(2, desk.words("case-playbooks"), "playbooks")
        links = [
            h(
                "li",
                h("a", {"href": sheet.href(playbook.id)}, desk.plain(playbook.title)),
                " ",
                h("span", {"class": "tg-quiet"}, desk.plain(playbook.point)),
            )
            for playbook in used
        ]
        sheet.block(h("ul", links))
    return sheet.page(
        desk.plain(tool.title), desk.plain(tool.intro), "tool", desk.library.origin.get(f"tool/{tool.id}")
    )


def tool_block(
    sheet: Sheet,
    identity: str,
    given: Mapping[str, Any] | None = None,
    case: str | None = None,
    *,
    headed: bool = False,
) -> None:
    """The tool itself, answered for its example or for ``given`` (a case's numbers).

    ``headed``: where no heading of the page stands over it, it brings one, for those who move by headings.
    """
    desk = sheet.desk
    text = tool_data.hub_json(desk.library, identity, desk.language)
    hub = read_hub(text)
    module = tool_desk.TOOLS[identity]
    values = {**tool_data.opening(desk.library.tools[identity]), **(given or {})}
    result = module.evaluate(values, hub)
    words = hub.words
    site_root = f"{sheet.root}../"
    runtime = (
        {**desk.assets.runtime, "base": f"{site_root}{desk.assets.runtime['base']}"} if desk.assets.runtime else None
    )
    sheet.block(
        h(
            "tonghao-tool",
            {
                "tool": identity,
                "lang": sheet.desk.library.site.languages[desk.library.languages.index(desk.language)].locale,
                "root": sheet.root,
                "case": case,
                "worker": f"{site_root}{desk.assets.worker}" if desk.assets.worker else None,
                "runtime": json.dumps(runtime, sort_keys=True) if runtime else None,
            },
            # Not in a script element: Material runs every script of a page it swaps in, whatever its type.
            h("div", {"class": "tg-hub", "hidden": True}, trusted(text.replace("&", "&amp;").replace("<", "&lt;"))),
            h(
                "section",
                {"class": "tg-questions", "aria-label": words("questions")},
                form(hub, values, f"{identity}-{case or 'in'}", sheet.href("cases")),
            ),
            h(
                "section",
                {"class": "tg-outcome", "aria-label": words("answer")},
                h("h2", {"class": "tg-visually-hidden"}, words("answer")) if headed else None,
                h("noscript", h("p", {"class": "tg-status"}, words("no-script"))),
                h("p", {"class": "tg-status", "data-status": True, "hidden": True}),
                h("p", {"class": "tg-announce", "role": "status", "aria-live": "polite"}),
                h("div", {"class": "tg-result", "data-result": True}, module.view(values, result, hub, sheet.root)),
                h(
                    "div",
                    {
                        "class": "tg-actions",
                        "data-actions": True,
                        "hidden": True,
                        "role": "group",
                        "aria-label": words("actions"),
                    },
                    _actions(words),
                ),
                h("p", {"class": "tg-note", "data-note": True, "hidden": True}),
            ),
        ),
        class_="tg-tool",
    )


def _actions(words: Any) -> list[object]:
    def button(action: str) -> object:
        return h("button", {"type": "button", "class": "tg-button", "data-action": action}, words(action))

    kinds = ("json", "markdown", "csv")
    return [
        button("share"),
        button("copy"),
        h(
            "label",
            {"class": "tg-save"},
            h("span", {"class": "tg-visually-hidden"}, words("save")),
            h(
                "select",
                {"data-action": "save"},
                h("option", {"value": ""}, words("save")),
                [h("option", {"value": kind}, words(f"save-{kind}")) for kind in kinds],
            ),
        ),
        button("print"),
        button("reset"),
    ]
