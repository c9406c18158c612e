"""A playbook's page: always the same sections in the same order."""

from __future__ import annotations

from tonghao import check
from tonghao.model import Playbook
from tonghao.pages.base import Sheet, badge, minutes, overdue
from tonghao.pages.page import Page
from tonghao.pages.pictures import draw
from tonghao.pages.references import evidence, sources
from tonghao.pages.tool import tool_block
from tonghao.pages.worksheets import checklist, templates
from tonghao_widgets.markup import Markup, h, join
from tonghao_widgets.words import plain_number


def playbook_page(sheet: Sheet, playbook: Playbook) -> Page:
    """The page of ``playbook``."""
    desk = sheet.desk
    write_playbook(sheet, playbook)
    return sheet.page(
        desk.plain(playbook.title),
        desk.plain(playbook.point),
        desk.library.origin.get(f"playbook/{playbook.id}"),
    )


def write_playbook(sheet: Sheet, playbook: Playbook, *, live: bool = True) -> None:
    """All sections of a playbook onto ``sheet``. ``live`` is False on paper: no tool, no links onward."""
    _head(sheet, playbook)
    _when(sheet, playbook)
    _ideas(sheet, playbook)
    _steps(sheet, playbook)
    if live:
        _tools(sheet, playbook)
    checklist(sheet, playbook)
    templates(sheet, playbook)
    _pitfalls(sheet, playbook)
    evidence(sheet, playbook)
    if live:
        _cases(sheet, playbook)
    sources(sheet, playbook)
    if live:
        _next(sheet, playbook)


def eyebrow(sheet: Sheet, *parts: object) -> None:
    """The small line above a title."""
    sheet.block(join([part for part in parts if part], " · "), class_="tg-eyebrow")


def _head(sheet: Sheet, playbook: Playbook) -> None:
    desk, site = sheet.desk, sheet.desk.library.site
    position = [step.id for step in site.path].index(playbook.step)
    eyebrow(
        sheet,
        desk.words("step-number", number=position + 1, total=len(site.path)),
        sheet.plain(site.path[position].title),
        desk.words("reading-time", minutes=minutes(desk.say(text) for _, text in check.texts(playbook))),
    )
    sheet.title(1, playbook.title)
    sheet.block(h("p", sheet.rich(playbook.point)), class_="tg-lead")
    library = desk.library
    facts = [library.facts[identity] for identity in playbook.facts]
    late = [fact for fact in facts if overdue(fact.recheck_by, desk.assets.today)]
    law = any(fact.type == "law" for fact in facts) or any(
        library.findings[identity].grade == "law" for identity in playbook.evidence
    )
    if law or late:
        warning = h("strong", desk.words("facts-overdue", count=len(late))) if late else None
        sheet.block(h("p", desk.words("not-legal-advice") if law else None, " ", warning), class_="tg-notice")


def _when(sheet: Sheet, playbook: Playbook) -> None:
    words = sheet.desk.words
    sheet.heading(2, words("when"), "when")
    columns = [
        h(
            "div",
            {"class": f"tg-when__side tg-when__side--{side}"},
            h("p", {"class": "tg-when__name"}, words(f"when-{side}")),
            h("ul", [h("li", sheet.rich(line, explain=True)) for line in lines]),
        )
        for side, lines in (("yes", playbook.applies), ("no", playbook.not_applies))
    ]
    sheet.block(*columns, class_="tg-when")


def _ideas(sheet: Sheet, playbook: Playbook) -> None:
    if not playbook.ideas:
        return
    sheet.heading(2, sheet.desk.words("ideas"), "ideas")
    for idea in playbook.ideas:
        sheet.title(3, idea.title, f"idea-{idea.id}")
        sheet.block(
            h("p", {"class": "tg-from"}, badge(sheet.desk, idea.source)),
            sheet.paragraphs(idea.text, explain=True),
            draw(idea.picture, sheet.desk) if idea.picture else None,
            h("ul", [h("li", sheet.rich(point, explain=True)) for point in idea.points]) if idea.points else None,
            class_="tg-idea",
        )


def _steps(sheet: Sheet, playbook: Playbook) -> None:
    words = sheet.desk.words
    sheet.heading(2, words("what-to-do"), "steps")
    items = []
    for step in playbook.steps:
        facts = h(
            "dl",
            {"class": "tg-facts"},
            [
                h("div", h("dt", words(name)), h("dd", value))
                for name, value in (
                    ("owner", words(f"owner-{step.owner}")),
                    ("effort", words("hours", hours=plain_number(step.hours))),
                    ("cadence", words(f"cadence-{step.cadence}")),
                )
            ],
        )
        items.append(
            h(
                "li",
                {"class": "tg-step", "id": f"{playbook.id}-step-{step.id}"},
                h("p", {"class": "tg-step__title"}, sheet.rich(step.title), " ", badge(sheet.desk, step.source)),
                h("p", sheet.rich(step.do, explain=True)),
                facts,
                h("p", {"class": "tg-step__verify"}, h("b", words("verify")), " ", sheet.rich(step.verify)),
            )
        )
    sheet.block(h("ol", {"class": "tg-steps"}, items))


def _tools(sheet: Sheet, playbook: Playbook) -> None:
    if not playbook.tools:
        return
    desk = sheet.desk
    sheet.heading(2, desk.words("tool"), "tool")
    tool_block(sheet, playbook.tools[0])
    links = [
        h("a", {"href": sheet.href(f"tools/{tool}")}, sheet.plain(desk.library.tools[tool].title))
        for tool in playbook.tools
    ]
    sheet.block(h("p", desk.words("tool-open"), " ", join(links, " · ")), class_="tg-tool-links")


def _pitfalls(sheet: Sheet, playbook: Playbook) -> None:
    sheet.heading(2, sheet.desk.words("pitfalls"), "pitfalls")
    items = [
        h(
            "li",
            h("p", {"class": "tg-pitfall__title"}, sheet.rich(item.title), " ", badge(sheet.desk, item.source)),
            sheet.paragraphs(item.text, explain=True),
        )
        for item in playbook.pitfalls
    ]
    sheet.block(h("ul", {"class": "tg-pitfalls"}, items))


def _cases(sheet: Sheet, playbook: Playbook) -> None:
    library = sheet.desk.library
    wanted = [
        *playbook.cases,
        *[
            case.id
            for case in library.cases.values()
            if playbook.id in case.playbooks and case.id not in playbook.cases
        ],
    ]
    if wanted:
        sheet.heading(2, sheet.desk.words("cases"), "cases")
        sheet.block(case_cards(sheet, wanted))


def case_cards(sheet: Sheet, wanted: list[str]) -> Markup:
    """Cases as cards."""
    desk = sheet.desk
    cards = [
        h(
            "li",
            {"class": "tg-card"},
            h("p", {"class": "tg-card__kind"}, desk.words(f"case-{case.real}")),
            h(
                "p",
                {"class": "tg-card__title"},
                h("a", {"href": sheet.href(f"cases/{case.id}")}, sheet.plain(case.title)),
            ),
            h("p", {"class": "tg-card__text"}, sheet.plain(case.summary)),
        )
        for case in (desk.library.cases[identity] for identity in wanted)
    ]
    return h("ul", {"class": "tg-cards"}, cards)


def _next(sheet: Sheet, playbook: Playbook) -> None:
    desk = sheet.desk
    sheet.heading(2, desk.words("next"), "next")
    cards = [
        h(
            "li",
            {"class": "tg-card"},
            h(
                "p",
                {"class": "tg-card__title"},
                h("a", {"href": sheet.href(other)}, sheet.plain(desk.library.playbooks[other].title)),
            ),
            h("p", {"class": "tg-card__text"}, sheet.plain(desk.library.playbooks[other].point)),
        )
        for other in playbook.next
    ]
    sheet.block(h("ul", {"class": "tg-cards"}, cards))
