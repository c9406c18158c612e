"""A case's page: what happened, its numbers in the tools, what to take from it."""

from __future__ import annotations

from tonghao.model import Case
from tonghao.pages.base import Sheet
from tonghao.pages.page import Page
from tonghao.pages.references import source_entry
from tonghao.pages.tool import tool_block
from tonghao_widgets.markup import h


def case_page(sheet: Sheet, case: Case) -> Page:
    """The page of ``case``."""
    desk, words = sheet.desk, sheet.desk.words
    sheet.block(f"{words('cases')} · {words(f'case-{case.real}')}", class_="tg-eyebrow")
    sheet.title(1, case.title)
    sheet.block(h("p", sheet.rich(case.summary)), class_="tg-lead")
    sheet.heading(2, words("case-story"), "story")
    sheet.block(*sheet.paragraphs(case.story), class_="tg-prose")
    sheet.heading(2, words("case-lesson"), "lesson")
    sheet.block(*sheet.paragraphs(case.lesson), class_="tg-prose")
    for identity, run in case.tools.items():
        title = desk.plain(desk.library.tools[identity].title)
        sheet.heading(2, f"{words('case-run')}{words('colon')}{title}", f"tool-{identity}")
        sheet.block(h("p", h("b", words("case-basis")), words("colon"), sheet.rich(run.basis)), class_="tg-prose")
        tool_block(sheet, identity, case.id)
    sheet.heading(2, words("case-playbooks"), "playbooks")
    sheet.block(
        h(
            "ul",
            {"class": "tg-links"},
            [
                h("li", h("a", {"href": sheet.href(other)}, sheet.plain(desk.library.playbooks[other].title)))
                for other in case.playbooks
            ],
        )
    )
    sheet.heading(2, words("sources"), "sources")
    sheet.block(h("ul", {"class": "tg-sources"}, [h("li", source_entry(sheet, identity)) for identity in case.sources]))
    return sheet.page(desk.plain(case.title), desk.plain(case.summary), desk.library.origin.get(f"case/{case.id}"))
