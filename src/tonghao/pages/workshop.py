"""Workshops as participants see them: the list, each workshop's page, and each exercise's page. No answers here."""

from __future__ import annotations

from collections.abc import Iterator

from tonghao.model import Exercise, Session, Workshop
from tonghao.pages.base import Desk, Draft, Sheet
from tonghao.pages.exercise import LIST, OWN, exercise_page, places
from tonghao.pages.page import Page
from tonghao_widgets.markup import Markup, h, join


def workshop_pages(desk: Desk) -> Iterator[Draft]:
    """The list of workshops, and for each its page and those of its exercises. Nothing when there are no workshops."""
    workshops = desk.library.workshops_in_order
    if not workshops:
        return
    yield Draft(desk, "workshops/index.md", "list", _index, (workshops,))
    for workshop in workshops:
        yield Draft(desk, f"workshops/{workshop.id}.md", "workshop", _participant_page, (workshop,))
        for session in workshop.sessions:
            for place in places(workshop, session):
                yield Draft(desk, f"{place.address}.md", "exercise", exercise_page, (place,))


def _index(sheet: Sheet, workshops: list[Workshop]) -> Page:
    words = sheet.desk.words
    sheet.heading(1, words("workshops"))
    sheet.block(h("p", words("workshops-intro")), class_="tg-lead")
    cards = [
        h(
            "li",
            {"class": "tg-card"},
            h("p", {"class": "tg-card__kind"}, words("workshop-minutes", minutes=workshop.minutes)),
            h("p", {"class": "tg-card__title"}, h("a", {"href": home(sheet, workshop)}, sheet.plain(workshop.title))),
            h("p", {"class": "tg-card__text"}, sheet.plain(workshop.point)),
            h(
                "p",
                {"class": "tg-card__text"},
                h("a", {"href": f"{home(sheet, workshop)}facilitator/"}, words("workshop-for-trainers")),
                " · ",
                h("a", {"href": f"{home(sheet, workshop)}run/"}, words("workshop-run")),
            ),
        )
        for workshop in workshops
    ]
    sheet.block(h("ul", {"class": "tg-cards"}, cards))
    sheet.block(h("p", words("workshops-offline"), " ", h("a", {"href": sheet.href("keep")}, words("offline-link"))))
    return sheet.page(words("workshops"), words("workshops-intro"), ("playbook/site.yml", 1))


def home(sheet: Sheet, workshop: Workshop) -> str:
    """The relative address of a workshop's page."""
    return sheet.href(f"workshops/{workshop.id}")


def origin(desk: Desk, workshop: Workshop) -> tuple[str, int] | None:
    """The file a workshop's pages are made from."""
    return desk.library.origin.get(f"workshop/{workshop.id}")


def _participant_page(sheet: Sheet, workshop: Workshop) -> Page:
    desk, words = sheet.desk, sheet.desk.words
    opening(sheet, workshop)
    sheet.block(
        h(
            "p",
            {"class": "tg-workshop__doors"},
            h(
                "a",
                {"class": "tg-button", "href": f"{home(sheet, workshop)}facilitator/"},
                words("workshop-facilitator"),
            ),
            " ",
            h("a", {"class": "tg-button", "href": f"{home(sheet, workshop)}run/"}, words("workshop-run-open")),
            " ",
            h("a", {"class": "tg-button", "href": sheet.href("board")}, words("board")),
            " ",
            h("a", {"class": "tg-button", "href": f"{home(sheet, workshop)}slides/"}, words("slides")),
            " ",
            h("a", {"class": "tg-button", "href": f"{home(sheet, workshop)}handout/"}, words("handout-open")),
        )
    )
    lines(sheet, "workshop-takeaways", workshop.takeaways, "takeaways")
    lines(sheet, "workshop-bring", workshop.bring, "bring")
    sheet.heading(2, words("workshop-agenda"), "agenda")
    sheet.block(agenda(sheet, workshop))
    for session in workshop.sessions:
        if session.exercise:
            session_heading(sheet, session)
            sheet.block(h("p", sheet.rich(session.purpose)), class_="tg-prose")
            exercise_task(sheet, workshop, session, session.exercise)
    return sheet.page(desk.plain(workshop.title), desk.plain(workshop.point), origin(desk, workshop))


def opening(sheet: Sheet, workshop: Workshop, *more: str) -> None:
    """Title, point and for whom. ``more`` stands in the small line above the title."""
    words = sheet.desk.words
    eyebrow = [words("workshops"), words("workshop-minutes", minutes=workshop.minutes), *more]
    sheet.block(join(eyebrow, " · "), class_="tg-eyebrow")
    sheet.title(1, workshop.title)
    sheet.block(h("p", sheet.rich(workshop.point)), class_="tg-lead")
    sheet.block(h("p", h("b", words("workshop-audience")), " ", sheet.rich(workshop.audience)), class_="tg-prose")


def session_heading(sheet: Sheet, session: Session) -> None:
    """A session's title, and below it what kind it is and how long it takes."""
    words = sheet.desk.words
    sheet.title(2, session.title, f"session-{session.id}")
    length = words("workshop-minutes", minutes=session.minutes)
    sheet.block(f"{words(f'workshop-type-{session.type}')} · {length}", class_="tg-eyebrow")


def lines(sheet: Sheet, key: str, texts: list[dict[str, str]], anchor: str, level: int = 2) -> None:
    """A heading with a list under it; nothing when the list is empty."""
    if texts:
        sheet.heading(level, sheet.desk.words(key), anchor)
        sheet.block(h("ul", [h("li", sheet.rich(text, explain=True)) for text in texts]), class_="tg-prose")


def agenda(sheet: Sheet, workshop: Workshop) -> Markup:
    """The sessions as a table: minutes from the start, which become clock times once a start is chosen."""
    words, at, rows = sheet.desk.words, 0, []
    for session in workshop.sessions:
        title = sheet.plain(session.title)
        linked = session.exercise or "facilitator" in sheet.path
        rows.append(
            h(
                "tr",
                {"data-from": at, "data-to": at + session.minutes},
                h("td", {"class": "tg-agenda__clock"}, f"{since(at)}–{since(at + session.minutes)}"),
                h(
                    "th",
                    {"scope": "row"},
                    h("a", {"href": f"#session-{session.id}"}, title) if linked else title,
                    " ",
                    h("span", {"class": "tg-badge"}, words(f"workshop-type-{session.type}")),
                ),
                h("td", words("workshop-min", minutes=session.minutes)),
            )
        )
        at += session.minutes
    start = f"{workshop.id}-start"
    return h(
        "tonghao-agenda",
        {"workshop": workshop.id},
        h(
            "p",
            {"class": "tg-agenda__start", "hidden": True},
            h("label", {"for": start}, words("workshop-start")),
            " ",
            h("input", {"type": "time", "id": start, "class": "tg-text"}),
        ),
        h(
            "table",
            {"class": "tg-agenda"},
            h(
                "thead",
                h(
                    "tr",
                    [
                        h("th", {"scope": "col"}, words(key))
                        for key in ("workshop-time", "workshop-what", "workshop-long")
                    ],
                ),
            ),
            h("tbody", rows),
        ),
    )


def since(minutes: int) -> str:
    """Minutes from the start as h:mm."""
    return f"{minutes // 60}:{minutes % 60:02}"


def exercise_task(sheet: Sheet, workshop: Workshop, session: Session, exercise: Exercise) -> None:
    """What participants are asked to do, where to do it, and the lines of their sheet."""
    words, library = sheet.desk.words, sheet.desk.library
    sheet.block(*sheet.paragraphs(exercise.task, explain=True), class_="tg-prose tg-task")
    links = []
    for place in places(workshop, session):
        told = sheet.plain(place.title(library))
        if place.part == OWN:
            told = words("workshop-own-numbers")
        elif place.part == LIST:
            page = library.playbooks[exercise.checklist or ""]
            told = words("workshop-checklist", page=sheet.desk.plain(page.title))
        links.append(h("a", {"href": sheet.href(place.address)}, told))
    if links:
        board = f"{sheet.href('board')}#for={places(workshop, session)[0].address}"
        links.append(h("a", {"href": board}, words("workshop-collect")))
        sheet.block(h("p", h("b", words("workshop-open")), " ", join(links, " · ")), class_="tg-prose")
    if exercise.worksheet:
        blanks = [
            h("li", h("span", sheet.rich(line)), h("span", {"class": "tg-worksheet__line", "aria-hidden": "true"}))
            for line in exercise.worksheet
        ]
        sheet.block(h("p", h("b", words("workshop-worksheet"))), h("ul", {"class": "tg-worksheet"}, blanks))
    if exercise.prompts:
        prompts = [h("li", sheet.rich(prompt)) for prompt in exercise.prompts]
        sheet.block(h("p", h("b", words("workshop-discuss"))), h("ul", prompts), class_="tg-prose")
