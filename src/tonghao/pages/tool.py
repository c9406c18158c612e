"""A tool on a page: the form and a real, computed answer, both from the Python that also runs in the browser."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from tonghao import check, tool_data
from tonghao.model import Tool
from tonghao.pages.base import Sheet, data_block
from tonghao.pages.group_code import code_dialog
from tonghao.pages.page import Page
from tonghao_widgets import desk as tool_desk
from tonghao_widgets.form import form
from tonghao_widgets.hub import Hub, read_hub
from tonghao_widgets.inputs import from_values
from tonghao_widgets.markup import Markup, h, join, trusted
from tonghao_widgets.words import fill

SHORT = 4
_ROOT = "way-to-the-home/"  # stands for it until the page is known


def tool_page(sheet: Sheet, tool: Tool) -> Page:
    """The tool's own page: the tool, how it computes, its limits."""
    desk = sheet.desk
    sheet.block(desk.words("tools"), class_="tg-eyebrow")
    sheet.title(1, tool.title)
    sheet.block(h("p", sheet.rich(tool.intro)), class_="tg-lead")
    tool_block(sheet, tool.id, headed=True)
    sheet.heading(2, desk.words("method"), "method")
    sheet.block(*sheet.paragraphs(tool.method), class_="tg-prose")
    sheet.block(h("p", h("a", {"href": f"{sheet.href('sandbox')}#tool-{tool.id}"}, desk.words("sandbox-try"))))
    _embedding(sheet, tool)
    used = [playbook for playbook in desk.library.playbooks.values() if tool.id in playbook.tools]
    if used:
        sheet.heading(2, desk.words("case-playbooks"), "playbooks")
        links = [
            h(
                "li",
                h("a", {"href": sheet.href(playbook.id)}, sheet.plain(playbook.title)),
                " ",
                h("span", {"class": "tg-quiet"}, sheet.plain(playbook.point)),
            )
            for playbook in used
        ]
        sheet.block(h("ul", links))
    return sheet.page(desk.plain(tool.title), desk.plain(tool.intro), desk.library.origin.get(f"tool/{tool.id}"))


def embed_page(sheet: Sheet, tool: Tool) -> Page:
    """The tool alone, for an iframe on another site."""
    desk = sheet.desk
    sheet.heading(1, desk.plain(tool.title))
    tool_block(sheet, tool.id, headed=True)
    return sheet.page(desk.plain(tool.title), desk.plain(tool.intro), None)


def _embedding(sheet: Sheet, tool: Tool) -> None:
    """How to put the tool into another page: the frame, and the script that gives it its height."""
    desk, words = sheet.desk, sheet.desk.words
    address = f"{desk.assets.site_url or 'https://…/'}{desk.language}/embed/{tool.id}/"
    title = desk.plain(tool.title)
    frame = f'<iframe src="{address}" title="{title}" style="width:100%;height:60rem;border:0"></iframe>'
    script = (
        "<script>addEventListener('message', (event) => { for (const frame of document.querySelectorAll('iframe')) "
        "if (frame.contentWindow === event.source && event.data?.type === 'tonghao:height') "
        "frame.style.height = `${event.data.height}px`; });</script>"
    )
    sheet.heading(2, words("embed"), "embed")
    sheet.block(
        h("p", words("embed-text")),
        h("pre", {"class": "tg-snippet", "tabindex": "0"}, h("code", f"{frame}\n{script}")),
        h("p", h("a", {"href": sheet.href(f"embed/{tool.id}")}, words("embed-open"))),
    )


def tool_block(
    sheet: Sheet,
    identity: str,
    case: str | None = None,
    *,
    headed: bool = False,
    exercise: Mapping[str, str | None] | None = None,
) -> None:
    """The tool itself, answered for its example or for the numbers of a ``case``.

    ``headed``: where no heading of the page stands over it, it brings one, for those who move by headings.
    ``exercise``: the attributes its codes take along; the answer stays covered until the reader has said what it
    will be.
    """
    library, language = sheet.desk.library, sheet.desk.language
    hub = read_hub(tool_data.hub_json(library, identity, language)).on(sheet.desk.assets.today)
    given = library.cases[case].tools[identity].inputs if case else {}
    values = {**tool_data.opening(library.tools[identity], hub), **_typed(given, hub)}
    if library.missing or library.behind:
        tool = library.tools[identity]
        mark = sheet.mark(*library.tool_words.values(), *(said for _, said in check.texts(tool)))
        if mark:
            sheet.block(mark, class_="tg-untranslated")
    # A tool stands on several pages, and differs in the way from each to the others.
    key = ("tool", identity, language, case, headed, hub.today)
    if key not in library.kept:
        library.kept[key] = _inside(hub, values, case, headed)
    sheet.block(
        _cover(sheet, hub, case) if exercise else None,
        h(
            "tonghao-tool",
            {
                "tool": identity,
                "hidden-verdict": exercise is not None,
                **(exercise or {}),
                "lang": sheet.locale,
                "root": sheet.root,
                "case": case,
                "data-long": _questions(hub) > SHORT,
                "data-until": _until(hub, values),
                **sheet.engine(),
            },
            data_block(tool_data.hub_json(library, identity, language)),
            trusted(library.kept[key].replace(_ROOT, sheet.root)),
        ),
        class_="tg-tool",
    )


def _inside(hub: Hub, values: Mapping[str, Any], case: str | None, headed: bool) -> Markup:
    """Questions and answer, on a page that is ``_ROOT`` away from its language's home."""
    identity, words, module = hub.tool, hub.words, tool_desk.module(hub.tool)
    result = module.evaluate(values, hub)
    return join(
        [
            h(
                "section",
                {"class": "tg-questions", "aria-label": f"{words('questions')}{words('colon')}{hub.title}"},
                form(hub, values, f"{identity}-{case or 'in'}", f"{_ROOT}cases/"),
                _peek(hub, module.facts(values, result, hub), result.verdict, identity),
                h("ul", {"class": "tg-feeds", "data-feeds": True, "hidden": True, "aria-label": words("feeds")}),
            ),
            h(
                "section",
                {"class": "tg-outcome", "aria-label": f"{words('answer')}{words('colon')}{hub.title}"},
                h("h2", {"class": "tg-visually-hidden"}, words("answer")) if headed else None,
                h("noscript", h("p", {"class": "tg-status"}, words("no-script"))),
                h("p", {"class": "tg-status tg-unstarted"}, words("not-started")),
                h("p", {"class": "tg-status", "data-status": True, "hidden": True}),
                h("p", {"class": "tg-announce", "role": "status", "aria-live": "polite"}),
                h("div", {"class": "tg-result", "data-result": True}, module.view(values, result, hub, _ROOT)),
                h(
                    "div",
                    {
                        "class": "tg-actions",
                        "data-actions": True,
                        "hidden": True,
                        "role": "group",
                        "aria-label": words("actions"),
                    },
                    _actions(words, "calendar" if hasattr(module, "calendar") else None),
                ),
                _versions(words),
                code_dialog(f"{identity}-{case or 'in'}", words),
                h("p", {"class": "tg-note", "data-note": True, "hidden": True}),
            ),
        ]
    )


def _cover(sheet: Sheet, hub: Hub, case: str | None) -> object:
    """What stands in front of a covered answer: say what it will be, then uncover it and compare."""
    words, name = sheet.desk.words, f"{hub.tool}-{case or 'in'}-said"
    choices = [
        h("label", h("input", {"type": "radio", "name": name, "value": outcome}), " ", texts.get("label", outcome))
        for outcome, texts in hub.outcomes.items()
    ]
    bare = sheet.href(f"cases/{case}") if case else sheet.href(f"tools/{hub.tool}")
    return h(
        "tonghao-cover",
        h(
            "form",
            {"hidden": True},
            h("fieldset", h("legend", words("workshop-cover")), h("div", {"class": "tg-cover__choices"}, choices)),
            h(
                "p",
                {"class": "tg-cover__acts"},
                h(
                    "button",
                    {"type": "button", "class": "tg-button tg-button--main", "disabled": True, "data-cover": "code"},
                    hub.words("code"),
                ),
                h("button", {"class": "tg-button", "disabled": True, "data-cover": "reveal"}, words("workshop-reveal")),
            ),
            h("p", {"class": "tg-quiet"}, words("workshop-cover-text")),
        ),
        h("p", {"class": "tg-cover__said", "data-said": words("workshop-said"), "role": "status"}),
        h("noscript", h("p", h("a", {"href": bare}, words("workshop-cover-no-script")))),
    )


def _typed(given: Mapping[str, Any], hub: Hub) -> dict[str, Any]:
    """A case's values as the tool takes them: rows and groups whole."""
    return {name: value for name, value in from_values(given, hub).items() if name in given} if given else {}


def _questions(hub: Hub) -> int:
    """How many answers the form asks for at first sight."""
    return sum(len(spec.items) + 2 * len(spec.library) or 1 for spec in hub.inputs.values() if spec.group == "main")


def _until(hub: Hub, values: Mapping[str, Any]) -> str | None:
    """The last day the served answer counts: then the first of its dated facts is due, and the page asks anew."""
    most = values.get("facts_days", hub.constants.get("facts_days"))
    days = [fact["recheck_by"] for fact in hub.facts]
    if most is not None:
        days += [str(date.fromisoformat(fact["checked_on"]) + timedelta(days=most)) for fact in hub.facts]
    return min(days, default=None)


def _peek(hub: Hub, named: Mapping[str, object], verdict: str, identity: str) -> object | None:
    """The verdict in one line at the foot of a long form, where the answer itself would be out of sight."""
    if _questions(hub) <= SHORT:
        return None
    title = fill(hub.outcomes.get(verdict, {}).get("title", verdict), named)
    return h("a", {"class": "tg-peek", "href": f"#tg-{identity}-verdict", "data-peek": True}, title)


def _versions(words: Any) -> object:
    """Named versions and files. Hidden by style until the tool is live: without a script they could do nothing."""
    return h(
        "details",
        {"class": "tg-versions", "data-versions": True},
        h("summary", words("versions")),
        h("p", {"class": "tg-quiet"}, words("versions-text")),
        h(
            "form",
            {"class": "tg-versions__save"},
            h(
                "label",
                words("version-name"),
                " ",
                h("input", {"name": "version", "class": "tg-text", "maxlength": 60, "autocomplete": "off"}),
            ),
            h("button", {"class": "tg-button"}, words("version-save")),
        ),
        h("ul", {"class": "tg-versions__list", "data-version-list": True, "hidden": True}),
        h("div", {"data-compared": True, "aria-live": "polite"}),
        h(
            "label",
            {"class": "tg-versions__file"},
            words("file-open"),
            " ",
            h("input", {"type": "file", "accept": ".json,application/json"}),
        ),
    )


def _actions(words: Any, extra: str | None) -> list[object]:
    def button(action: str) -> object:
        return h("button", {"type": "button", "class": "tg-button", "data-action": action}, words(action))

    kinds = ["json", "markdown", "csv", *([extra] if extra else [])]
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
        button("code"),
        button("print"),
        button("reset"),
    ]
