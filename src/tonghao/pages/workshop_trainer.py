"""Workshops as the trainer sees them: notes and answers behind one switch, and the view that runs on the projector."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from tonghao import tool_data
from tonghao.model import Exercise, Session, Workshop
from tonghao.pages.base import Desk, Sheet, badge, data_block
from tonghao.pages.exercise import places
from tonghao.pages.page import Page
from tonghao.pages.replan import plans
from tonghao.pages.workshop import agenda, exercise_task, home, lines, opening, origin, session_heading
from tonghao_widgets import desk as tool_desk
from tonghao_widgets.hub import read_hub
from tonghao_widgets.markup import Markup, h, join

WITH_ANSWERS = "with-answers"
"""The fragment that opens the answers on the trainer's handout."""


def facilitator_page(sheet: Sheet, workshop: Workshop) -> Page:
    """How to lead it: notes and answers."""
    desk, words = sheet.desk, sheet.desk.words
    opening(sheet, workshop, words("workshop-facilitator"))
    switch = f"{workshop.id}-answers"
    sheet.block(
        h(
            "p",
            {"class": "tg-answers-switch"},
            # Answers show by style while this is ticked, on paper too; a reload unticks it.
            h("input", {"type": "checkbox", "id": switch, "autocomplete": "off"}),
            " ",
            h("label", {"for": switch}, words("workshop-answers-show")),
        ),
        h("p", {"class": "tg-quiet"}, words("workshop-answers-note")),
        h(
            "p",
            {"class": "tg-workshop__doors"},
            h("a", {"class": "tg-button", "href": home(sheet, workshop)}, words("workshop-participants")),
            " ",
            h("a", {"class": "tg-button", "href": f"{home(sheet, workshop)}run/"}, words("workshop-run-open")),
            " ",
            h("a", {"class": "tg-button", "href": f"{home(sheet, workshop)}slides/"}, words("slides")),
            " ",
            h(
                "a",
                {"class": "tg-button", "href": f"{home(sheet, workshop)}slides/presenter/"},
                words("slides-presenter"),
            ),
            " ",
            h(
                "a",
                {"class": "tg-button", "href": f"{home(sheet, workshop)}handout/facilitator/#{WITH_ANSWERS}"},
                words("handout-open-answers"),
            ),
            " ",
            h("a", {"class": "tg-button", "href": sheet.href("board")}, words("board")),
        ),
    )
    lines(sheet, "workshop-prepare", workshop.prepare, "prepare")
    lines(sheet, "workshop-bring", workshop.bring, "bring")
    materials = [text for session in workshop.sessions for text in session.materials]
    lines(sheet, "workshop-materials", materials, "materials")
    sheet.heading(2, words("workshop-agenda"), "agenda")
    sheet.block(h("p", words("workshop-timing"), " ", badge(desk, workshop.source)), class_="tg-prose")
    sheet.block(agenda(sheet, workshop))
    for session in workshop.sessions:
        _session(sheet, workshop, session)
    lines(sheet, "workshop-after", workshop.after, "after")
    title = f"{desk.plain(workshop.title)} · {words('workshop-facilitator')}"
    return sheet.page(title, desk.plain(workshop.point), origin(desk, workshop))


def _session(sheet: Sheet, workshop: Workshop, session: Session) -> None:
    words, library = sheet.desk.words, sheet.desk.library
    session_heading(sheet, session)
    sheet.block(h("p", h("b", words("workshop-purpose")), " ", sheet.rich(session.purpose)), class_="tg-prose")
    sheet.block(h("ol", [h("li", sheet.rich(step, explain=True)) for step in session.steps]), class_="tg-prose")
    if session.notes:
        notes = [h("li", sheet.rich(note, explain=True)) for note in session.notes]
        sheet.block(h("p", h("b", words("workshop-notes"))), h("ul", notes), class_="tg-prose tg-notes")
    if session.playbooks:
        pages = [library.playbooks[identity] for identity in session.playbooks]
        ways = [h("a", {"href": sheet.href(page.id)}, sheet.plain(page.title)) for page in pages]
        sheet.block(h("p", h("b", words("workshop-uses")), " ", join(ways, " · ")), class_="tg-prose")
    if session.exercise:
        exercise_task(sheet, workshop, session, session.exercise)
        sheet.block(*answer_key(sheet, session.exercise), class_="tg-prose tg-answers")
    cuts = [
        h("li", sheet.rich(cut.drop), " ", h("span", {"class": "tg-quiet"}, words("workshop-saves", minutes=cut.saves)))
        for cut in sorted(session.cut, key=lambda cut: cut.rank)
    ]
    said = h("ul", cuts) if cuts else h("p", words("workshop-no-cut"))
    sheet.block(h("p", h("b", words("workshop-cut"))), said, class_="tg-prose tg-cuts")


def answer_key(sheet: Sheet, exercise: Exercise) -> list[object]:
    """The answer key: cases with what the tool says, answers, mistakes, what to ask where the group disagrees."""
    words = sheet.desk.words
    inside: list[object] = [h("p", h("b", words("workshop-answers")))]
    for task in exercise.cases:
        case = sheet.desk.library.cases[task.case]
        way = h("a", {"href": sheet.href(f"cases/{case.id}")}, sheet.plain(case.title))
        inside.append(h("p", h("b", way), words("colon"), verdict(sheet, exercise.tool or "", case.id)))
        inside += sheet.paragraphs(task.reasoning)
    for answer in exercise.answers:
        inside.append(h("p", h("b", sheet.rich(answer.question)), h("br"), sheet.rich(answer.answer)))
        inside.append(h("p", {"class": "tg-quiet"}, h("b", words("workshop-why")), " ", sheet.rich(answer.why)))
    if exercise.mistakes:
        mistakes = [h("li", h("b", sheet.rich(one.what)), h("br"), sheet.rich(one.do)) for one in exercise.mistakes]
        inside += [h("p", h("b", words("workshop-mistakes"))), h("ul", mistakes)]
    asked = [
        h("li", h("b", label), words("colon"), sheet.rich(question))
        for label, question in disagreements(sheet, exercise)
    ]
    if asked:
        inside += [h("p", h("b", words("workshop-disagree"))), h("ul", asked)]
    return inside


def verdict(sheet: Sheet, tool: str, case: str) -> str:
    """What the tool answers for a case, asked now: the key can't fall behind the tool."""
    library, language = sheet.desk.library, sheet.desk.language
    hub = read_hub(tool_data.hub_json(library, tool, language)).on(sheet.desk.assets.today)
    result = tool_desk.evaluate(tool, library.cases[case].tools[tool].inputs, hub)
    return str(result["title"])


def disagreements(sheet: Sheet, exercise: Exercise) -> Iterator[tuple[Markup, dict[str, str]]]:
    """What to ask where the group disagrees: the name of the question, and the prompt."""
    library = sheet.desk.library
    labels: dict[str, dict[str, str]] = {}
    if exercise.tool:
        for spec in library.tools[exercise.tool].inputs:
            labels.update({item.id: item.label for item in (*spec.items, *spec.library)})
            labels[f"={spec.id}"] = spec.label
    if exercise.checklist:
        labels.update({item.id: item.what for item in library.playbooks[exercise.checklist].checklist})
    for identity, question in exercise.disagree.items():
        yield sheet.plain(labels[f"={identity}"]), question
    for identity, question in exercise.disagree_items.items():
        yield sheet.plain(labels[identity]), question


def run_page(sheet: Sheet, workshop: Workshop) -> Page:
    """The view for the projector while it runs."""
    desk, words = sheet.desk, sheet.desk.words
    back = h("a", {"href": f"{home(sheet, workshop)}facilitator/"}, words("workshop-facilitator"))
    sheet.block(join([words("workshop-run"), back], " · "), class_="tg-eyebrow")
    sheet.title(1, workshop.title)
    first = workshop.sessions[0]
    rows = [
        h(
            "li",
            {"data-session": session.id},
            h("span", {"class": "tg-run__when", "data-when": True}, words("workshop-min", minutes=session.minutes)),
            " ",
            h("span", sheet.plain(session.title)),
        )
        for session in workshop.sessions
    ]
    sheet.block(
        h("noscript", h("p", {"class": "tg-status"}, words("workshop-run-no-script"))),
        h(
            "tonghao-run",
            {"workshop": workshop.id, "tabindex": "-1", "root": sheet.root, **sheet.engine()},
            data_block(_data(workshop, desk)),
            h(
                "section",
                {"class": "tg-run__now", "aria-label": words("workshop-now")},
                h("p", {"class": "tg-run__place", "data-run": "place"}, words(f"workshop-type-{first.type}")),
                h("h2", {"class": "tg-run__title", "data-run": "title"}, sheet.plain(first.title)),
                h("p", {"class": "tg-run__time", "role": "timer", "data-run": "time"}, f"{first.minutes}:00"),
                h("p", {"class": "tg-run__until", "data-run": "until"}),
                h("p", {"class": "tg-run__following", "data-run": "following"}),
            ),
            _join(sheet),
            h("div", {"class": "tg-run__late", "data-run": "late", "hidden": True}),
            h("p", {"class": "tg-visually-hidden", "role": "status", "data-run": "said"}),
            h(
                "div",
                {
                    "class": "tg-run__bar",
                    "data-run": "bar",
                    "hidden": True,
                    "role": "group",
                    "aria-label": words("workshop-controls"),
                },
                [
                    h(
                        "button",
                        {"type": "button", "class": f"tg-button{main}", "data-do": do},
                        words(f"workshop-do-{do}"),
                    )
                    for do, main in (
                        ("start", " tg-button--main"),
                        ("back", ""),
                        ("next", ""),
                        ("less", ""),
                        ("more", ""),
                        ("full", ""),
                        ("join", ""),
                        ("over", ""),
                    )
                ],
            ),
            h(
                "ol",
                {"class": "tg-run__steps", "data-run": "steps"},
                [h("li", sheet.rich(one)) for one in first.steps],
            ),
            h("ol", {"class": "tg-run__list"}, rows),
        ),
        h("p", {"class": "tg-quiet tg-run__keys"}, words("workshop-keys")),
    )
    title = f"{desk.plain(workshop.title)} · {words('workshop-run')}"
    return sheet.page(title, desk.plain(workshop.point), origin(desk, workshop))


def _join(sheet: Sheet) -> Markup:
    """Where the square of an exercise stands; empty until a session has one."""
    words = sheet.desk.words
    return h(
        "section",
        {"class": "tg-run__join", "data-run": "join", "hidden": True, "aria-label": words("workshop-run-join")},
        h("p", {"class": "tg-run__scan"}, words("workshop-run-join")),
        h("select", {"data-run": "places", "aria-label": words("workshop-open"), "hidden": True}),
        h("div", {"class": "tg-square", "data-run": "square", "aria-live": "polite"}),
        h("p", h("a", {"data-run": "board", "href": sheet.href("board")}, words("workshop-run-board"))),
    )


_RUN_WORDS = (
    "until",
    "before",
    "over",
    "paused",
    "late",
    "early",
    "cut",
    "saved",
    "still",
    "dropped",
    "done",
    "place",
    "following",
    "last",
)


def _data(workshop: Workshop, desk: Desk) -> dict[str, Any]:
    """What the run view reads: sessions with their cuts, and for each the table of what to cut when late."""
    joining = [key for key in desk.library.words if key.startswith("board-join-")]
    return {
        "join": {"language": desk.language, "words": {key: desk.words(key) for key in joining}},
        "words": {
            **{key: desk.words(f"workshop-run-{key}") for key in _RUN_WORDS},
            **{do: desk.words(f"workshop-do-{do}") for do in ("start", "pause", "resume")},
        },
        "sessions": [
            {
                "id": session.id,
                "type": desk.words(f"workshop-type-{session.type}"),
                "title": desk.plain(session.title),
                "minutes": session.minutes,
                "steps": [desk.plain(step) for step in session.steps],
                "cuts": [desk.plain(cut.drop) for cut in session.cut],
                "places": [
                    {"address": place.address, "title": desk.plain(place.title(desk.library))}
                    for place in places(workshop, session)
                ],
                "plans": [
                    {
                        "upTo": plan.up_to,
                        "saves": plan.saves,
                        "cuts": [[one.session, one.place, one.saves] for one in plan.cuts],
                    }
                    for plan in plans(workshop, index)
                ],
            }
            for index, session in enumerate(workshop.sessions)
        ],
    }
