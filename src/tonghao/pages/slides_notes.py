"""What the trainer reads beside the slides: for each session, and for single slides by their id."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from tonghao.model import Exercise, Session, Workshop
from tonghao.pages.base import Sheet
from tonghao.pages.workshop import since
from tonghao.pages.workshop_trainer import disagreements, verdict
from tonghao_widgets.markup import Markup, h, join


def session_notes(sheet: Sheet, workshop: Workshop) -> Iterator[tuple[str, Markup]]:
    """By session: when it runs, counted from the start, what to watch, what must lie ready, what may be left out."""
    words, at = sheet.desk.words, 0
    for session in workshop.sessions:
        span = f"{since(at)}–{since(at + session.minutes)}"
        at += session.minutes
        length = words("workshop-minutes", minutes=session.minutes)
        cuts = [
            [sheet.rich(cut.drop), " ", h("small", words("workshop-saves", minutes=cut.saves))]
            for cut in sorted(session.cut, key=lambda cut: cut.rank)
        ]
        pages = [sheet.desk.library.playbooks[identity] for identity in session.playbooks]
        ways = [h("a", {"href": sheet.href(page.id)}, sheet.plain(page.title)) for page in pages]
        yield (
            session.id,
            join(
                [
                    h(
                        "p",
                        {"class": "tg-presenter__when"},
                        h("b", sheet.plain(session.title)),
                        f" · {span} · {length}",
                    ),
                    h("p", h("b", words("workshop-purpose")), " ", sheet.rich(session.purpose)),
                    _lines(words("workshop-notes"), [sheet.rich(note) for note in session.notes]),
                    _lines(words("workshop-materials"), [sheet.rich(text) for text in session.materials]),
                    _lines(words("workshop-cut"), cuts) or h("p", words("workshop-no-cut")),
                    h("p", h("b", words("workshop-uses")), " ", join(ways, " · ")) if ways else "",
                ]
            ),
        )


def slide_notes(sheet: Sheet, workshop: Workshop) -> dict[str, Markup]:
    """By slide: what to do before and after, and the answers where they are asked for."""
    words = sheet.desk.words
    made = {
        "title": join(
            [
                _lines(words("workshop-prepare"), _rich(sheet, workshop.prepare)),
                _lines(words("workshop-bring"), _rich(sheet, workshop.bring)),
            ]
        ),
        "agenda": h("p", words("workshop-timing")),
        "close": _lines(words("workshop-after"), _rich(sheet, workshop.after)),
    }
    for session in workshop.sessions:
        if session.exercise:
            made.update(_exercise(sheet, session, session.exercise))
    return made


def _exercise(sheet: Sheet, session: Session, exercise: Exercise) -> Iterator[tuple[str, Markup]]:
    words, top = sheet.desk.words, f"s-{session.id}"
    for task in exercise.cases:
        told = h("p", h("b", words("workshop-answers")), " ", verdict(sheet, exercise.tool or "", task.case))
        yield f"{top}-open-{task.case}", join([told, *sheet.paragraphs(task.reasoning)])
    key = [_answer(sheet, one.question, one.answer, one.why) for one in exercise.answers]
    mistakes = [[h("b", sheet.rich(one.what)), h("br"), sheet.rich(one.do)] for one in exercise.mistakes]
    where = f"{top}-sheet" if exercise.worksheet else f"{top}-task"
    yield (
        where,
        join(
            [
                h("p", h("b", words("workshop-answers"))) if key else "",
                key,
                _lines(words("workshop-mistakes"), mistakes),
            ]
        ),
    )
    asked = [[h("b", label), words("colon"), sheet.rich(ask)] for label, ask in disagreements(sheet, exercise)]
    yield f"{top}-ask-1", _lines(words("workshop-disagree"), asked)


def _answer(sheet: Sheet, question: Mapping[str, str], answer: Mapping[str, str], why: Mapping[str, str]) -> Markup:
    reason = h("small", h("b", sheet.desk.words("workshop-why")), " ", sheet.rich(why))
    return h("p", h("b", sheet.rich(question)), h("br"), sheet.rich(answer), h("br"), reason)


def _rich(sheet: Sheet, texts: Sequence[Mapping[str, str]]) -> list[Markup]:
    return [sheet.rich(text) for text in texts]


def _lines(title: str, lines: Sequence[object]) -> Markup:
    """A small heading with a list under it; nothing when there are no lines."""
    return join([h("p", h("b", title)), h("ul", [h("li", line) for line in lines])]) if lines else Markup()
