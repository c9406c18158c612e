"""Handouts for paper: the participants' sheets with lines to write on, and the trainer's copy with the answers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from tonghao.model import Exercise, Session, Workshop
from tonghao.pages.base import Sheet
from tonghao.pages.exercise import LIST, places
from tonghao.pages.page import Page
from tonghao.pages.square import square
from tonghao.pages.workshop import home, origin, since
from tonghao.pages.workshop_trainer import WITH_ANSWERS, answer_key
from tonghao_widgets.markup import Markup, h, join

LINES_TO_WRITE, LINES_TO_DISCUSS, LINES_FOR_NOTES = 2, 1, 26
_NOWHERE = ("http://127.0.0.1", "http://localhost")


def participants_handout(sheet: Sheet, workshop: Workshop) -> Page:
    """The participants' sheets."""
    desk, words = sheet.desk, sheet.desk.words
    blanks = [
        h("span", {"class": "tg-paper__blank"}, words(key), " ", h("span", {"aria-hidden": "true"}))
        for key in ("handout-name", "handout-date")
    ]
    _front(sheet, workshop, words("handout-participant"))
    sheet.block(h("p", {"class": "tg-paper__blanks"}, blanks))
    _list(sheet, "workshop-takeaways", workshop.takeaways)
    _list(sheet, "workshop-bring", workshop.bring)
    _agenda(sheet, workshop)
    for session in workshop.sessions:
        if session.exercise:
            inside = [
                *_task(sheet, workshop, session, session.exercise),
                _worksheet(sheet, session.exercise),
                _discuss(sheet, session.exercise, LINES_TO_DISCUSS),
            ]
            sheet.block(_section(sheet, session, inside, new_page=True))
    notes = h("h2", {"id": "notes"}, words("handout-notes"))
    sheet.block(h("section", {"class": "tg-paper__section tg-paper__section--new"}, notes, _rules(LINES_FOR_NOTES)))
    title = f"{desk.plain(workshop.title)} · {words('handout-participant')}"
    return sheet.page(title, desk.plain(workshop.point), origin(desk, workshop))


def trainers_handout(sheet: Sheet, workshop: Workshop) -> Page:
    """The trainer's copy; the answers show once they are asked for."""
    desk, words = sheet.desk, sheet.desk.words
    switch = f"{workshop.id}-answers"
    _front(sheet, workshop, words("handout-facilitator"))
    sheet.block(
        h(
            "p",
            {"class": "tg-answers-switch", "id": WITH_ANSWERS},
            h("input", {"type": "checkbox", "id": switch, "autocomplete": "off"}),
            " ",
            h("label", {"for": switch}, words("workshop-answers-show")),
        )
    )
    _list(sheet, "workshop-prepare", workshop.prepare)
    _list(sheet, "workshop-bring", workshop.bring)
    _list(sheet, "workshop-materials", [text for session in workshop.sessions for text in session.materials])
    _agenda(sheet, workshop)
    for session in workshop.sessions:
        sheet.block(_section(sheet, session, _run(sheet, workshop, session)))
    _list(sheet, "workshop-after", workshop.after)
    title = f"{desk.plain(workshop.title)} · {words('handout-facilitator')}"
    return sheet.page(title, desk.plain(workshop.point), origin(desk, workshop))


def _front(sheet: Sheet, workshop: Workshop, what: str) -> None:
    """Title and point; above them, on the screen only, the way back and the button that prints."""
    words = sheet.desk.words
    eyebrow = join([words("workshops"), words("workshop-minutes", minutes=workshop.minutes), what], " · ")
    button = {"type": "button", "class": "tg-button", "data-do": "print", "hidden": True}
    sheet.block(
        h("a", {"class": "tg-button", "href": home(sheet, workshop)}, words("slides-home")),
        h("button", button, words("checklist-print")),
        class_="tg-paper__bar",
    )
    sheet.block(
        h("p", {"class": "tg-eyebrow"}, eyebrow),
        h("h1", sheet.plain(workshop.title)),
        h("p", {"class": "tg-paper__lead"}, sheet.rich(workshop.point)),
        h("p", h("b", words("workshop-audience")), " ", sheet.rich(workshop.audience)),
    )


def _list(sheet: Sheet, key: str, texts: Sequence[Mapping[str, str]]) -> None:
    """A heading with a list under it; nothing when the list is empty."""
    if texts:
        name = h("h2", {"id": key}, sheet.desk.words(key))
        lines = h("ul", [h("li", sheet.rich(text)) for text in texts])
        sheet.block(h("section", {"class": "tg-paper__section"}, name, lines))


def _agenda(sheet: Sheet, workshop: Workshop) -> None:
    words, at, rows = sheet.desk.words, 0, []
    for session in workshop.sessions:
        cells = [words(f"workshop-type-{session.type}"), words("workshop-min", minutes=session.minutes)]
        what = h("th", {"scope": "row"}, sheet.plain(session.title))
        rows.append(
            h("tr", h("td", f"{since(at)}–{since(at + session.minutes)}"), what, [h("td", one) for one in cells])
        )
        at += session.minutes
    keys = ("workshop-time", "workshop-what", "handout-kind", "workshop-long")
    head = h("thead", h("tr", [h("th", {"scope": "col"}, words(key)) for key in keys]))
    name = h("h2", {"id": "agenda"}, words("workshop-agenda"))
    table = h("table", {"class": "tg-paper__agenda"}, head, h("tbody", rows))
    sheet.block(h("section", {"class": "tg-paper__section"}, name, table))


def _section(sheet: Sheet, session: Session, inside: Sequence[object], *, new_page: bool = False) -> Markup:
    """A session under its title."""
    words = sheet.desk.words
    length = words("workshop-minutes", minutes=session.minutes)
    kind = "tg-paper__section tg-paper__section--new" if new_page else "tg-paper__section"
    return h(
        "section",
        {"class": kind},
        h("p", {"class": "tg-eyebrow"}, f"{words(f'workshop-type-{session.type}')} · {length}"),
        h("h2", {"id": f"session-{session.id}"}, sheet.plain(session.title)),
        h("p", {"class": "tg-paper__lead"}, sheet.rich(session.purpose)),
        inside,
    )


def _task(sheet: Sheet, workshop: Workshop, session: Session, exercise: Exercise) -> Iterator[object]:
    """What to do, the cases to judge, and the way into each exercise."""
    words, library = sheet.desk.words, sheet.desk.library
    yield h("div", {"class": "tg-paper__task"}, sheet.paragraphs(exercise.task))
    for place in places(workshop, session):
        title = sheet.plain(place.title(library))
        if place.part == LIST:
            page = library.playbooks[exercise.checklist or ""]
            title = words("workshop-checklist", page=sheet.desk.plain(page.title))
        link = h("p", h("b", words("workshop-open")), " ", h("a", {"href": sheet.href(place.address)}, title))
        told = [h("h3", title), sheet.paragraphs(place.task.brief)] if place.task else link
        yield h("div", {"class": "tg-paper__case"}, h("div", told), _square(sheet, place.address))


def _square(sheet: Sheet, way: str) -> Markup | None:
    """The address of a page as a square to scan; None while the site has no address that a phone could reach."""
    site = sheet.desk.assets.site_url
    if not site or site.startswith(_NOWHERE):
        return None
    return square(f"{site}#go={way}", sheet.desk.words("board-join-picture"))


def _worksheet(sheet: Sheet, exercise: Exercise) -> Markup | None:
    """The lines to fill in, each with room to write."""
    if not exercise.worksheet:
        return None
    lines = [h("li", sheet.rich(line), _rules(LINES_TO_WRITE)) for line in exercise.worksheet]
    return join([h("h3", sheet.desk.words("workshop-worksheet")), h("ul", {"class": "tg-paper__write"}, lines)])


def _discuss(sheet: Sheet, exercise: Exercise, lines: int) -> Markup:
    asked = [h("li", sheet.rich(prompt), _rules(lines)) for prompt in exercise.prompts]
    return join([h("h3", sheet.desk.words("workshop-discuss")), h("ul", {"class": "tg-paper__write"}, asked)])


def _rules(count: int) -> Markup | None:
    """Blank lines to write on."""
    rule = h("span", {"class": "tg-paper__rule"})
    return h("span", {"class": "tg-paper__rules", "aria-hidden": "true"}, [rule] * count) if count else None


def _run(sheet: Sheet, workshop: Workshop, session: Session) -> Iterator[object]:
    """How the trainer runs a session: steps, notes, the exercise with its key, what may be left out."""
    words = sheet.desk.words
    yield h("ol", [h("li", sheet.rich(step)) for step in session.steps])
    if session.notes:
        notes = h("ul", [h("li", sheet.rich(note)) for note in session.notes])
        yield h("div", {"class": "tg-notes"}, h("h3", words("workshop-notes")), notes)
    if session.exercise:
        yield from _task(sheet, workshop, session, session.exercise)
        if session.exercise.worksheet:
            lines = [h("li", sheet.rich(line)) for line in session.exercise.worksheet]
            yield join([h("h3", words("workshop-worksheet")), h("ul", lines)])
        yield _discuss(sheet, session.exercise, 0)
        yield h("div", {"class": "tg-answers"}, answer_key(sheet, session.exercise))
    cuts = [
        h("li", sheet.rich(cut.drop), " ", h("small", words("workshop-saves", minutes=cut.saves)))
        for cut in sorted(session.cut, key=lambda cut: cut.rank)
    ]
    said = h("ul", cuts) if cuts else h("p", words("workshop-no-cut"))
    yield h("div", {"class": "tg-cuts"}, h("h3", words("workshop-cut")), said)
