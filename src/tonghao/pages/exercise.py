"""An exercise's places: the pages where people answer it, which the board, the run view and the squares all name alike.

A place is ``<workshop>/<session>/<part>``: its page lies below ``workshops/``, codes made there carry its name, and
the board keeps its answers apart from those of every other place.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from tonghao.model import CaseTask, Exercise, Library, Session, Workshop
from tonghao.pages.base import Sheet
from tonghao.pages.page import Page
from tonghao.pages.tool import tool_block
from tonghao.pages.worksheets import checklist
from tonghao_widgets.markup import h, join

OWN = "own"
"""The part where people use a tool with their own numbers."""
LIST = "checklist"
"""The part where people go through a checklist."""


@dataclass(frozen=True)
class Place:
    """Where an exercise is answered. ``task``: the case to judge, None where people answer for themselves."""

    workshop: Workshop
    session: Session
    exercise: Exercise
    part: str
    task: CaseTask | None = None

    @property
    def address(self) -> str:
        """The page, below a language's home."""
        return f"workshops/{self.workshop.id}/{self.session.id}/{self.part}"

    @property
    def name(self) -> str:
        """What codes carry: of an exercise done a second time the name of the first."""
        return f"{self.workshop.id}/{self.exercise.repeats or self.session.id}/{self.part}"

    @property
    def subject(self) -> str:
        """What is answered, as the board names it: a tool's id, or ``list/`` with a playbook's."""
        return f"list/{self.exercise.checklist}" if self.part == LIST else str(self.exercise.tool)

    @property
    def round(self) -> int:
        """1 and 2 for an exercise that the workshop does twice, else 0."""
        if self.exercise.repeats:
            return 2
        repeated = (session.exercise.repeats for session in self.workshop.sessions if session.exercise)
        return 1 if not self.task and self.session.id in repeated else 0

    def title(self, library: Library) -> dict[str, str]:
        """The case's name, else the session's."""
        return library.cases[self.task.case].short if self.task else self.session.title


def places(workshop: Workshop, session: Session) -> list[Place]:
    """The places of one session; none where there is nothing to answer on a screen."""
    exercise = session.exercise
    if exercise is None:
        return []
    found: list[Place] = []
    if exercise.tool:
        cases = [Place(workshop, session, exercise, task.case, task) for task in exercise.cases]
        found += cases or [Place(workshop, session, exercise, OWN)]
    if exercise.checklist:
        found.append(Place(workshop, session, exercise, LIST))
    return found


def all_places(library: Library) -> Iterator[Place]:
    """Every place of every workshop, in their order."""
    for workshop in library.workshops_in_order:
        for session in workshop.sessions:
            yield from places(workshop, session)


def exercise_page(sheet: Sheet, place: Place) -> Page:
    """What to do, the tool (its answer covered) or the checklist, what to discuss, and the way to the next place."""
    desk, words, library = sheet.desk, sheet.desk.words, sheet.desk.library
    workshop, session, exercise, task = place.workshop, place.session, place.exercise, place.task
    title = place.title(library)
    home = sheet.href(f"workshops/{workshop.id}")
    back = h("a", {"href": f"{home}#session-{session.id}"}, sheet.plain(workshop.title))
    sheet.block(join([back, sheet.plain(session.title)], " · "), class_="tg-eyebrow")
    sheet.title(1, title)
    sheet.block(*sheet.paragraphs(task.brief if task else exercise.task, explain=True), class_="tg-prose")
    about = {"data-exercise": place.name, "data-round": str(place.round) if place.round else None}
    if place.part == LIST:
        checklist(sheet, library.playbooks[exercise.checklist or ""], about)
    else:
        tool = exercise.tool or ""
        sheet.heading(2, desk.plain(library.tools[tool].title), "tool")
        tool_block(sheet, tool, task.case if task else None, exercise=about)
    if exercise.prompts:
        sheet.heading(2, words("workshop-discuss"), "discuss")
        sheet.block(h("ul", [h("li", sheet.rich(prompt)) for prompt in exercise.prompts]), class_="tg-prose")
    following = places(workshop, session)
    after = following[following.index(place) + 1 :][:1]
    onward = [
        h("a", {"class": "tg-button", "href": sheet.href(other.address)}, sheet.plain(other.title(library)), " →")
        for other in after
    ]
    onward.append(h("a", {"class": "tg-button", "href": f"{home}#session-{session.id}"}, words("workshop-back")))
    sheet.block(h("p", {"class": "tg-workshop__doors"}, join(onward, " ")))
    origin = library.origin.get(f"workshop/{workshop.id}")
    return sheet.page(desk.plain(title), desk.plain(session.purpose), origin)
