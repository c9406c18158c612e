"""Pages for contributors: the chapters written by hand, with samples that tests carry out."""

from __future__ import annotations

from collections.abc import Iterator
from textwrap import dedent
from typing import Any

from tonghao.guide import Chapter, Guide, Part, Sample
from tonghao.guide.gather import address
from tonghao.pages.base import Desk, Draft, Sheet
from tonghao.pages.guide_files import kind_file, kind_pages, kind_title, kinds_list
from tonghao.pages.guide_lists import commands_list, groups_list, pages_list, targets_list, terms_list
from tonghao.pages.guide_sheet import GuideSheet
from tonghao.pages.page import Page
from tonghao_widgets.markup import Markup, h

SHOWS = {
    "pages": pages_list,
    "kinds": kinds_list,
    "commands": commands_list,
    "targets": targets_list,
    "terms": terms_list,
    "grades": lambda sheet: groups_list(sheet, "grade"),
    "sides": lambda sheet: groups_list(sheet, "side"),
    "origins": lambda sheet: groups_list(sheet, "source"),
}
"""What the builder can add to a section, by the name its ``shows:`` gives."""


def guide_pages(desk: Desk, guide: Guide) -> Iterator[Draft]:
    """Every chapter in the order they are read, and a page of each kind of file."""
    chapters = list(guide.chapters.values())
    for chapter, after in zip(chapters, [*chapters[1:], None], strict=True):
        yield Draft(desk, _file(chapter.id), "guide", _chapter, (guide, chapter, after))
    yield from kind_pages(desk, guide)


def guide_menu(desk: Desk, guide: Guide) -> list[Any]:
    """The chapters for the menu as MkDocs writes it, with the kinds of files below theirs."""
    menu: list[Any] = []
    for chapter in guide.chapters.values():
        title, file = desk.plain(chapter.title), f"{desk.language}/{_file(chapter.id)}"
        kinds = [{desk.plain(kind_title(guide, kind)): f"{desk.language}/{kind_file(kind)}"} for kind in guide.kinds]
        menu.append({title: [{title: file}, *kinds] if chapter.id == "files" else file})
    return menu


def _file(name: str) -> str:
    return f"{address(name)}/index.md" if name in {"index", "files"} else f"{address(name)}.md"


def _chapter(plain: Sheet, guide: Guide, chapter: Chapter, after: Chapter | None) -> Page:
    sheet, desk = GuideSheet(plain, guide), plain.desk
    sheet.title(1, chapter.title)
    sheet.block(h("p", sheet.rich(chapter.point)), class_="tg-lead")
    for part in chapter.parts:
        _part(sheet, part)
    if after:
        sheet.forward(address(after.id), after.title)
    elif desk.assets.problems:
        sheet.forward("problems", desk.assets.problems.words["index"])
    return sheet.page(desk.plain(chapter.title), desk.plain(chapter.point), (chapter.file, 1))


def _part(sheet: GuideSheet, part: Part) -> None:
    sheet.title(2, part.title, part.id)
    if part.text:
        sheet.block(*sheet.paragraphs(part.text))
    if part.steps:
        sheet.block(h("ol", [h("li", sheet.rich(step)) for step in part.steps]))
    if part.points:
        sheet.block(h("ul", [h("li", sheet.rich(point)) for point in part.points]))
    for name in part.samples:
        sheet.block(*_sample(sheet, sheet.guide.samples[name]), class_="tg-samples")
    if part.shows:
        SHOWS[part.shows](sheet)


def _sample(sheet: GuideSheet, sample: Sample) -> Iterator[Markup]:
    """What is changed in a file, what is typed then, and what comes back."""
    name = {"data-sample": sample.name}
    where = [" · ", h("code", f"playbook/{sample.file}")]
    if sample.before and sample.after:
        yield sheet.code(dedent(sample.before), sheet.say("before"), *where, **name)
        yield sheet.code(dedent(sample.after), sheet.say("after"), *where, **name)
    elif sample.after:
        yield sheet.code(dedent(sample.after), sheet.say("written"), *where, **name)
    if sample.run:
        yield sheet.code(sample.run, sheet.say("typed"), **name)
    if sample.says:
        yield sheet.code(sample.says, sheet.say("answered"), **name)
