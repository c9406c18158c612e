"""The site as a whole: all its pages, the navigation, the home page, the printable edition, the door at the root."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from tonghao.guide import Guide
from tonghao.model import Library
from tonghao.pages.base import Assets, Desk, Draft, Sheet
from tonghao.pages.board import board_page
from tonghao.pages.case import case_page
from tonghao.pages.guide import guide_menu, guide_pages
from tonghao.pages.handouts import participants_handout, trainers_handout
from tonghao.pages.lists import (
    cases_page,
    coverage_page,
    evidence_page,
    facts_page,
    glossary_page,
    sources_page,
    tools_page,
)
from tonghao.pages.offline import offline_page
from tonghao.pages.page import Page
from tonghao.pages.pictures import draw_path
from tonghao.pages.plan import plan_page
from tonghao.pages.playbook import case_cards, playbook_page, write_playbook
from tonghao.pages.problems import problem_pages
from tonghao.pages.sandbox import sandbox_page
from tonghao.pages.slides import presenter_page, slides_page
from tonghao.pages.tool import embed_page, tool_block, tool_page
from tonghao.pages.workshop import workshop_pages
from tonghao.pages.workshop_trainer import facilitator_page, run_page
from tonghao.text import say
from tonghao_widgets.markup import Markup, h, join

MENU_LIMIT = 60
"""Above this many cases the menu shows only their index: Material's menu costs time with the square of its size."""

#: What a workshop has besides its own page and its exercises': file below its folder, kind, who writes it.
_OF_A_WORKSHOP = (
    ("facilitator", "facilitator", facilitator_page),
    ("run", "run", run_page),
    ("slides", "slides", slides_page),
    ("slides/presenter", "presenter", presenter_page),
    ("handout", "handout", participants_handout),
    ("handout/facilitator", "handout", trainers_handout),
)


def drafts(library: Library, assets: Assets) -> Iterator[Draft]:
    """Every page of every language, each written when somebody asks for it."""
    for language in library.languages:
        desk = Desk(library, language, assets)
        site = library.site
        yield Draft(desk, "index.md", "home", _home)
        for identity in site.playbooks:
            yield Draft(desk, f"{identity}.md", "playbook", playbook_page, (library.playbooks[identity],))
        for identity in site.tools:
            yield Draft(desk, f"tools/{identity}.md", "tool", tool_page, (library.tools[identity],))
        for identity in site.tools:
            yield Draft(desk, f"embed/{identity}.md", "embed", embed_page, (library.tools[identity],))
        yield Draft(desk, "tools/index.md", "list", tools_page)
        for case in library.cases.values():
            yield Draft(desk, f"cases/{case.id}.md", "case", case_page, (case,))
        yield Draft(desk, "cases/index.md", "list", cases_page)
        yield from workshop_pages(desk)
        for workshop in library.workshops_in_order:
            for name, kind, write in _OF_A_WORKSHOP:
                yield Draft(desk, f"workshops/{workshop.id}/{name}.md", kind, write, (workshop,))
        yield Draft(desk, "evidence.md", "list", evidence_page)
        yield Draft(desk, "sources.md", "list", sources_page)
        yield Draft(desk, "facts.md", "list", facts_page)
        yield Draft(desk, "glossary.md", "list", glossary_page)
        yield Draft(desk, "coverage.md", "list", coverage_page)
        yield Draft(desk, "plan.md", "plan", plan_page)
        yield Draft(desk, "board.md", "board", board_page)
        yield Draft(desk, "sandbox.md", "sandbox", sandbox_page)
        yield Draft(desk, "keep.md", "offline", offline_page)
        if assets.problems:
            yield from problem_pages(desk, assets.problems)
        if assets.guide:
            yield from guide_pages(desk, assets.guide)
        yield Draft(desk, "edition.md", "edition", _edition)


def pages(library: Library, assets: Assets) -> Iterator[Page]:
    """Every page of every language, written."""
    return (draft.page for draft in drafts(library, assets))


def words_of(library: Library, language: str) -> dict[str, str]:
    """The words of the page furniture in one language."""
    return {key: say(text, language, library) for key, text in library.words.items()}


def navigation(library: Library, language: str, guide: Guide | None = None) -> list[Any]:
    """The menu of one language as MkDocs writes it: ``[{title: file}, {title: [...]}]``, following the path."""
    desk = Desk(library, language, Assets(guide=guide))
    words, menu = desk.words, []
    menu.append({words("home"): f"{language}/index.md"})
    for step in library.site.path:
        inside: list[Any] = [
            {desk.plain(library.playbooks[identity].title): f"{language}/{identity}.md"}
            for identity in library.site.playbooks
            if library.playbooks[identity].step == step.id
        ]
        inside += [
            {desk.plain(library.tools[identity].title): f"{language}/tools/{identity}.md"}
            for identity in library.site.tools
            if library.tools[identity].step == step.id
        ]
        if inside:
            menu.append({desk.say(step.title): inside})
    cases: list[Any] = [f"{language}/cases/index.md"]
    if len(library.cases) <= MENU_LIMIT:
        cases += [{desk.plain(case.title): f"{language}/cases/{case.id}.md"} for case in library.cases.values()]
    own = [{words(key): f"{language}/{key}.md"} for key in ("plan", "board", "sandbox")]
    menu.append({words("tools"): [f"{language}/tools/index.md", *own]})
    menu.append({words("cases"): cases})
    if listed := library.workshops_in_order:
        workshops: list[Any] = [f"{language}/workshops/index.md"]
        workshops += [{desk.plain(one.title): f"{language}/workshops/{one.id}.md"} for one in listed]
        menu.append({words("workshops"): workshops})
    about: list[Any] = [f"{language}/evidence.md"]
    about += [{words(key): f"{language}/{key}.md"} for key in ("sources", "facts", "glossary", "edition", "coverage")]
    about.append({words("offline-link"): f"{language}/keep.md"})
    menu.append({words("evidence"): about})
    if guide:
        menu.append({words("contribute"): guide_menu(desk, guide)})
    return menu


def files_of(menu: Any) -> Iterator[str]:
    """The files that a menu, or a part of one, leads to."""
    if isinstance(menu, str):
        yield menu
    else:
        for part in menu.values() if isinstance(menu, dict) else menu:
            yield from files_of(part)


def _doors(sheet: Sheet) -> dict[str, str]:
    """Who comes, and where their way begins: the reader, the trainer, the contributor."""
    library = sheet.desk.library
    teach = "workshops" if library.site.workshops else "cases" if library.cases else None
    repository = f"{library.site.repository}/blob/{library.site.branch}"
    return {
        "read": sheet.href(library.site.playbooks[0]),
        **({"teach": sheet.href(teach)} if teach else {}),
        "improve": sheet.href("contribute") if sheet.desk.assets.guide else f"{repository}/CONTRIBUTING.md",
    }


def _home(sheet: Sheet) -> Page:
    desk, library, words = sheet.desk, sheet.desk.library, sheet.desk.words
    first = library.site.tools[0] if library.site.tools else None
    count = words(
        "hero-count", playbooks=len(library.playbooks), cases=len(library.cases), findings=len(library.findings)
    )
    doors = _doors(sheet)
    links = [h("a", {"class": "tg-button tg-button--main", "href": "#path"}, words("hero-walk"))]
    links += [h("a", {"href": doors[name]}, words(f"door-{name}-link")) for name in doors if name != "read"]
    if first:
        links.append(h("a", {"href": f"{sheet.href(f'tools/{first}')}#method"}, words("hero-how")))
    sheet.heading(1, words("hero-title"), "top")
    sheet.block(
        h("p", {"class": "tg-hero__text"}, words("hero-text")),
        h("p", {"class": "tg-hero__links"}, links),
        h("p", {"class": "tg-quiet tg-hero__count"}, count),
        class_="tg-hero",
    )
    if first:
        tool_block(sheet, first, headed=True)
    sheet.heading(2, words("path"), "path")
    sheet.block(h("p", {"class": "tg-quiet"}, words("path-intro")), _path(sheet))
    sheet.heading(2, words("doors"), "doors")
    sheet.block(
        h(
            "ul",
            {"class": "tg-cards tg-doors"},
            [
                h(
                    "li",
                    {"class": "tg-card"},
                    h("p", {"class": "tg-card__title"}, words(f"door-{name}")),
                    h("p", {"class": "tg-card__text"}, words(f"door-{name}-text")),
                    h("p", h("a", {"href": address}, words(f"door-{name}-link"))),
                )
                for name, address in doors.items()
            ],
        )
    )
    if library.cases:
        sheet.heading(2, words("cases"), "cases")
        sheet.block(case_cards(sheet, list(library.cases)[:6]))
    return sheet.page(desk.say(library.site.name), desk.plain(library.site.description), ("playbook/site.yml", 1))


def _path(sheet: Sheet) -> Markup:
    """The path as a list that the style sheet draws as a map."""
    desk, library = sheet.desk, sheet.desk.library
    items = []
    for number, step in enumerate(library.site.path, 1):
        inside = [
            h("a", {"href": sheet.href(identity)}, sheet.plain(library.playbooks[identity].title))
            for identity in library.site.playbooks
            if library.playbooks[identity].step == step.id
        ]
        body = (
            h("p", {"class": "tg-stop__links"}, join(inside, " "))
            if inside
            else h("p", {"class": "tg-quiet"}, desk.words("empty-step"))
        )
        items.append(
            h(
                "li",
                {"class": "tg-stop"},
                h("span", {"class": "tg-stop__number", "aria-hidden": "true"}, str(number)),
                h("p", {"class": "tg-stop__title"}, sheet.plain(step.title)),
                h("p", {"class": "tg-stop__question"}, sheet.plain(step.question)),
                body,
            )
        )
    return h("ol", {"class": "tg-path"}, items)


class _EditionSheet(Sheet):
    """A sheet that holds many playbooks: their headings one level down, their anchors told apart."""

    chapter = ""

    def heading(self, level: int, text: str, anchor: str = "top", lang: str = "") -> None:
        """A heading of the chapter at hand."""
        super().heading(min(level + 1, 4), text, self.chapter if level == 1 else f"{self.chapter}-{anchor}", lang)


def _edition(front: Sheet) -> Page:
    """Every playbook on one page, for paper: contents first, then the chapters along the path."""
    desk, library, words = front.desk, front.desk.library, front.desk.words
    sheet = _EditionSheet(desk, front.path, front.kind)
    front.heading(1, words("edition"))
    front.block(h("p", words("edition-intro")), class_="tg-lead")
    front.block(draw_path(desk))
    chapters = [library.playbooks[identity] for identity in library.site.playbooks]
    contents = h(
        "ol",
        {"class": "tg-contents"},
        [h("li", h("a", {"href": f"#{chapter.id}"}, front.plain(chapter.title))) for chapter in chapters],
    )
    front.block(
        h("p", h("button", {"type": "button", "class": "tg-button", "data-print": True}, words("checklist-print"))),
        contents,
    )
    for chapter in chapters:
        sheet.chapter = chapter.id
        write_playbook(sheet, chapter, live=False)
    page = front.page(words("edition"), words("edition-intro"), ("playbook/site.yml", 1))
    rest = sheet.page("", "", None)
    return replace(page, parts=(*page.parts, *rest.parts))


def root_page(library: Library, script: str, style: str) -> str:
    """The page at ``/``: two doors that need no script; with one, the browser's language is chosen and remembered."""
    site = library.site
    links = [
        h(
            "a",
            {
                "href": f"{language.code}/",
                "lang": language.locale,
                "hreflang": language.locale,
                "data-language": language.code,
            },
            language.name,
        )
        for language in site.languages
    ]
    titles = [
        h("span", {"lang": language.locale}, site.name[language.code])
        for language in site.languages
        if language.code in site.name
    ]
    taglines = [
        h("p", {"lang": language.locale}, site.tagline[language.code])
        for language in site.languages
        if language.code in site.tagline
    ]
    alternates = [
        h("link", {"rel": "alternate", "hreflang": language.locale, "href": f"{language.code}/"})
        for language in site.languages
    ]
    return "<!doctype html>\n" + h(
        "html",
        {"lang": site.languages[0].locale},
        h(
            "head",
            h("meta", {"charset": "utf-8"}),
            h("meta", {"name": "viewport", "content": "width=device-width,initial-scale=1"}),
            h("title", join(site.name.values(), " ")),
            h("meta", {"name": "description", "content": join(site.tagline.values(), " · ")}),
            alternates,
            h("link", {"rel": "icon", "href": "assets/seal.svg", "type": "image/svg+xml"}),
            h("link", {"rel": "stylesheet", "href": style}),
            h("script", {"type": "module", "src": script}),
        ),
        h(
            "body",
            {"class": "tg-door"},
            h(
                "main",
                h("img", {"src": "assets/seal.svg", "alt": "", "width": 72, "height": 72}),
                h("h1", join(titles, " ")),
                taglines,
                h("nav", {"aria-label": " / ".join(site_language.name for site_language in site.languages)}, links),
            ),
        ),
    )
