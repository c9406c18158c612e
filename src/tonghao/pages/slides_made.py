"""What stands on a workshop's slides, one idea on each. Nothing here reads notes or answers: no slide can show one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import ceil

from tonghao.model import Exercise, Session, Workshop
from tonghao.pages.base import Sheet
from tonghao.pages.exercise import LIST, places
from tonghao.pages.pictures import draw
from tonghao.pages.slides_cut import cut, parts_needed, shared, size, spread
from tonghao.pages.square import square
from tonghao.pages.workshop import since
from tonghao_widgets.markup import Markup, h, join

ROWS = 9
"""How many rows of the agenda one slide holds."""


@dataclass(frozen=True)
class Slide:
    """One slide. ``id`` is the same in every language; ``name`` is its heading, of ``level`` 1 to 3; ``session`` is
    the id of the session it belongs to, empty for those of the whole workshop."""

    id: str
    kind: str
    eyebrow: object
    name: object
    body: Sequence[object] = ()
    level: int = 3
    session: str = ""


def slides(sheet: Sheet, workshop: Workshop) -> Iterator[Slide]:
    """All slides of a workshop in their order."""
    words = sheet.desk.words
    length = words("workshop-minutes", minutes=workshop.minutes)
    point = h("p", {"class": "tg-slide__lead"}, sheet.rich(workshop.point))
    yield Slide("title", "title", [words("workshops"), " · ", length], sheet.plain(workshop.title), [point], 1)
    yield from _list(sheet, "takeaways", "list", "workshop-takeaways", workshop.takeaways, workshop)
    yield from _agenda(sheet, workshop)
    shown: set[str] = set()
    for number, session in enumerate(workshop.sessions, 1):
        yield from _session(sheet, workshop, session, number, shown)
    yield _close(sheet, workshop)


def _list(
    sheet: Sheet, identity: str, kind: str, key: str, texts: Sequence[Mapping[str, str]], owner: Workshop | Session
) -> Iterator[Slide]:
    """Lines under a heading, on as many slides as they need."""
    session = owner.id if isinstance(owner, Session) else ""
    before, (gap, indent) = 0, (1.3, 0.0) if kind == "sheet" else (0.75, 1.7)
    for number, (part, type_size) in enumerate(spread(texts, sheet.desk.plain, gap, indent), 1):
        lines = [h("li", sheet.rich(text)) for text in part]
        look = {"class": f"tg-slide__lines tg-slide__lines--{type_size}"}
        body = h("ol", {**look, "start": before + 1}, lines) if kind == "steps" else h("ul", look, lines)
        name, level, before = sheet.desk.words(key), 3 if session else 2, before + len(part)
        yield Slide(_nth(identity, number), kind, sheet.plain(owner.title), name, [body], level, session)


def _agenda(sheet: Sheet, workshop: Workshop) -> Iterator[Slide]:
    words, at, rows = sheet.desk.words, 0, []
    for session in workshop.sessions:
        rows.append(
            h(
                "li",
                {"class": f"tg-slide__stop tg-slide__stop--{session.type}"},
                h("span", {"class": "tg-slide__when"}, since(at)),
                h("a", {"href": f"#s-{session.id}"}, sheet.plain(session.title)),
                h("span", {"class": "tg-slide__long"}, words("workshop-min", minutes=session.minutes)),
            )
        )
        at += session.minutes
    for number, part in enumerate(shared(rows, ceil(len(rows) / ROWS)), 1):
        tight = " tg-slide__agenda--tight" if len(part) > ROWS - 2 else ""
        body = h("ol", {"class": f"tg-slide__agenda{tight}"}, part)
        yield Slide(_nth("agenda", number), "agenda", sheet.plain(workshop.title), words("workshop-agenda"), [body], 2)


def _session(sheet: Sheet, workshop: Workshop, session: Session, number: int, shown: set[str]) -> Iterator[Slide]:
    words, top = sheet.desk.words, f"s-{session.id}"
    what = [words(f"workshop-type-{session.type}"), " · ", words("workshop-minutes", minutes=session.minutes)]
    if session.type == "break":
        steps = join([sheet.rich(step) for step in session.steps], " ")
        minutes = h("p", {"class": "tg-slide__number", "aria-hidden": "true"}, str(session.minutes))
        body = [minutes, h("p", {"class": "tg-slide__lead"}, steps)]
        yield Slide(top, "break", what, sheet.plain(session.title), body, 2, session.id)
        return
    body = [
        h("p", {"class": "tg-slide__number", "aria-hidden": "true"}, str(number)),
        h("p", {"class": "tg-slide__lead"}, sheet.rich(session.purpose)),
    ]
    yield Slide(top, "session", what, sheet.plain(session.title), body, 2, session.id)
    yield from _pictures(sheet, session, shown)
    if session.exercise:
        yield from _exercise(sheet, workshop, session, session.exercise)
        return
    for place, step in enumerate(session.steps, 1):
        name = words("slides-step", number=place, total=len(session.steps))
        yield Slide(
            f"{top}-step-{place}", "step", sheet.plain(session.title), name, [_text(sheet, step)], 3, session.id
        )


def _pictures(sheet: Sheet, session: Session, shown: set[str]) -> Iterator[Slide]:
    """The pictures of the pages a session leans on, each once in a deck."""
    for page in (sheet.desk.library.playbooks[identity] for identity in session.playbooks):
        for idea in page.ideas:
            if idea.picture and f"{page.id}/{idea.id}" not in shown:
                shown.add(f"{page.id}/{idea.id}")
                way = h(
                    "p", {"class": "tg-slide__from"}, h("a", {"href": sheet.href(page.id)}, sheet.plain(page.title))
                )
                identity = f"s-{session.id}-picture-{page.id}-{idea.id}"
                body = [draw(idea.picture, sheet.desk), way]
                yield Slide(
                    identity, "picture", sheet.plain(session.title), sheet.plain(idea.title), body, 3, session.id
                )


def _exercise(sheet: Sheet, workshop: Workshop, session: Session, exercise: Exercise) -> Iterator[Slide]:
    words, top, name = sheet.desk.words, f"s-{session.id}", sheet.plain(session.title)
    yield from _long(sheet, f"{top}-task", "task", name, words("slides-task"), exercise.task, session)
    yield from _list(sheet, f"{top}-steps", "steps", "slides-steps", session.steps, session)
    for place in places(workshop, session):
        title = sheet.plain(place.title(sheet.desk.library))
        identity = f"{top}-open-{place.part}"
        if place.task:
            yield from _long(sheet, f"{top}-case-{place.part}", "case", name, title, place.task.brief, session)
        if place.part == LIST:
            page = sheet.desk.library.playbooks[exercise.checklist or ""]
            title = words("workshop-checklist", page=sheet.desk.plain(page.title))
        text = words("slides-list-text" if place.part == LIST else "slides-open-text")
        body = _way(sheet, title, text, place.address)
        yield Slide(identity, "open", name, words("slides-open"), body, 3, session.id)
    if exercise.worksheet:
        yield from _list(sheet, f"{top}-sheet", "sheet", "workshop-worksheet", exercise.worksheet, session)
    for place, prompt in enumerate(exercise.prompts, 1):
        yield Slide(f"{top}-ask-{place}", "ask", name, words("workshop-discuss"), [_text(sheet, prompt)], 3, session.id)


def _long(
    sheet: Sheet, identity: str, kind: str, eyebrow: object, name: object, text: Mapping[str, str], session: Session
) -> Iterator[Slide]:
    """A text that may need more than one slide; then as many in each language."""
    plain = {language: " ".join(said.split()) for language, said in text.items()}
    count = parts_needed(plain)
    if count == 1:
        body = [_text(sheet, text)]
        yield Slide(identity, kind, eyebrow, name, body, 3, session.id)
        return
    for number, piece in enumerate(cut(sheet.desk.plain(text), count), 1):
        shown = h(
            "p",
            {"class": f"tg-slide__text tg-slide__text--{size([piece]) or 'small'}", "lang": sheet.lang(text)},
            piece,
        )
        label = [name, h("span", {"class": "tg-slide__of"}, f" {number}/{count}")]
        yield Slide(_nth(identity, number), kind, eyebrow, label, [shown, sheet.mark(text)], 3, session.id)


def _close(sheet: Sheet, workshop: Workshop) -> Slide:
    words = sheet.desk.words
    body = _way(sheet, words("workshop-participants"), words("slides-close-text"), f"workshops/{workshop.id}")
    return Slide("close", "open", sheet.plain(workshop.title), words("slides-close"), body, 2)


def _way(sheet: Sheet, title: object, text: str, way: str) -> list[object]:
    """The way to a page: a square for the phones, the address for those who type, the link for the trainer."""
    words, home = sheet.desk.words, sheet.desk.assets.site_url
    link = h("p", {"class": "tg-slide__lead"}, h("a", {"href": sheet.href(way)}, title))
    body: list[object] = [h("div", {"class": "tg-slide__way"}, link, h("p", text))]
    if home:
        address = f"{home}#go={way}"
        body.append(
            h(
                "div",
                {"class": "tg-slide__square", "data-at": home},
                square(address, words("board-join-picture")),
                h("p", {"class": "tg-slide__address"}, address.split("://")[-1]),
            )
        )
    return body


def _text(sheet: Sheet, text: Mapping[str, str]) -> Markup:
    """A text in the largest type in which it fits."""
    inside = sheet.paragraphs(text)
    paragraphs = [part for part in sheet.desk.say(text).split("\n\n") if part.strip()]
    return h("div", {"class": f"tg-slide__text tg-slide__text--{size(paragraphs) or 'small'}"}, inside)


def _nth(identity: str, number: int) -> str:
    return identity if number == 1 else f"{identity}-{number}"
