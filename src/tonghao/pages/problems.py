"""Pages that explain the checks: one for each code of the catalogue, and one that lists them."""

from __future__ import annotations

from collections.abc import Iterator

from tonghao.catalogue import CHAPTERS, Catalogue, Explained, marked, said
from tonghao.pages.base import Desk, Draft, Sheet
from tonghao.pages.page import Page
from tonghao_widgets.markup import Markup, h

SOURCE = ("src/tonghao/problems.yml", 1)


def problem_pages(desk: Desk, book: Catalogue) -> Iterator[Draft]:
    """The list and every code, for contributors: readers' search leaves them out."""
    yield Draft(desk, "problems/index.md", "list", _index, (book,))
    for entry in book.problems.values():
        yield Draft(desk, f"problems/{entry.code}.md", "problem", _page, (book, entry))


def _index(sheet: Sheet, book: Catalogue) -> Page:
    language = sheet.desk.language
    sheet.heading(1, said(book.words["index"], language))
    sheet.block(h("p", said(book.words["index-intro"], language)), class_="tg-lead")
    for chapter in CHAPTERS:
        sheet.heading(2, said(book.words[f"chapter-{chapter}"], language), chapter)
        items = [
            h(
                "li",
                h("a", {"href": sheet.href(f"problems/{entry.code}")}, h("code", entry.code)),
                " ",
                sheet.plain(entry.title),
            )
            for entry in book.of(chapter)
        ]
        sheet.block(h("ul", {"class": "tg-sources"}, items))
    if guide := sheet.desk.assets.guide:
        first = guide.chapters["index"].title
        sheet.block(h("p", h("a", {"href": sheet.href("contribute")}, sheet.plain(first))))
    title, intro = said(book.words["index"], language), said(book.words["index-intro"], language)
    return sheet.page(title, intro, SOURCE)


def _page(sheet: Sheet, book: Catalogue, entry: Explained) -> Page:
    language = sheet.desk.language
    words = {key: said(text, language) for key, text in book.words.items()}
    sheet.heading(1, entry.code)
    sheet.block(h("p", sheet.plain(entry.title)), class_="tg-lead")
    sheet.block(h("p", sheet.plain(entry.means)))
    sheet.heading(2, words["wrong"], "wrong")
    if entry.real:
        sheet.block(h("p", h("code", f"playbook/{entry.file}")))
    sheet.block(_code([line[2:] for line in marked(entry, words["arrow"])]))
    sheet.heading(2, words["right"], "right")
    sheet.block(_code(entry.right.rstrip("\n").split("\n")))
    sheet.block(h("p", {"class": "tg-quiet"}, words["terminal"], " ", h("code", f"tonghao explain {entry.code}")))
    sheet.block(h("p", h("a", {"href": sheet.href("problems")}, words["index"])))
    return sheet.page(entry.code, said(entry.title, language), SOURCE)


def _code(lines: list[str]) -> Markup:
    return h("pre", {"tabindex": "0"}, h("code", "\n".join(lines)))
