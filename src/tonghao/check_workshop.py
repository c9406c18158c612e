"""What a workshop's YAML must bring so that a trainer can run it: minutes that add up, answer keys, ids that exist."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from tonghao.errors import Problem, did_you_mean
from tonghao.model import Exercise, Library, Session, Tool, Workshop
from tonghao.strict_yaml import Document, Path


def workshop_problems(workshop: Workshop, document: Document, library: Library, broken: set[str]) -> Iterator[Problem]:
    """Everything in ``workshop`` that would leave its trainer standing there. ``broken``: ids of files that failed."""
    total = sum(session.minutes for session in workshop.sessions)
    if total != workshop.minutes:
        message = f"the sessions add up to {total} minutes, not to {workshop.minutes}; mend one of them"
        yield document.problem(("minutes",), "minutes-differ", message)
    for index, session in enumerate(workshop.sessions):
        path: Path = ("sessions", index)
        yield from _session(session, path, document)
        yield from _ids(session, path, document, library, broken)
        yield from _repeated(session, workshop.sessions[:index], path, document)


def _repeated(session: Session, earlier: list[Session], path: Path, document: Document) -> Iterator[Problem]:
    """What is done a second time must have been done before, with the same tool or checklist."""
    again = session.exercise
    if again is None or again.repeats is None:
        return
    first = {one.id: one.exercise for one in earlier if one.exercise and not one.exercise.cases}
    same = [name for name, one in first.items() if (one.tool, one.checklist) == (again.tool, again.checklist)]
    if again.repeats not in same:
        message = f"no earlier session '{again.repeats}' asks for the same tool or checklist without cases"
        where: Path = (*path, "exercise", "repeats")
        yield document.problem(where, "unknown-id", message + did_you_mean(again.repeats, same))


def _session(session: Session, path: Path, document: Document) -> Iterator[Problem]:
    saved = sum(cut.saves for cut in session.cut)
    if saved > session.minutes:
        message = f"the cuts save {saved} minutes of {session.minutes}; a session can't lose more than it has"
        yield document.problem((*path, "cut"), "cut-too-long", message)
    if session.type == "exercise" and session.exercise is None:
        yield document.problem(path, "missing-key", "'exercise' is missing; a session of this type needs one")
    if session.exercise and not session.exercise.answers:
        message = "this exercise has no answer key; add 'answers' with question, answer and why"
        yield document.problem((*path, "exercise"), "no-answer-key", message, key=True)


def _ids(session: Session, path: Path, document: Document, library: Library, broken: set[str]) -> Iterator[Problem]:
    def wanted(where: Path, identity: str, shelf: Mapping[str, Any], kind: str) -> Iterator[Problem]:
        if identity not in shelf and identity not in broken:
            message = f"there is no {kind} with the id '{identity}'{did_you_mean(identity, shelf)}"
            yield document.problem(where, "unknown-id", message)

    for position, identity in enumerate(session.playbooks):
        yield from wanted((*path, "playbooks", position), identity, library.playbooks, "playbook")
    exercise = session.exercise
    if exercise is None:
        return
    inside: Path = (*path, "exercise")
    if exercise.tool:
        yield from wanted((*inside, "tool"), exercise.tool, library.tools, "tool")
    if exercise.checklist:
        yield from wanted((*inside, "checklist"), exercise.checklist, library.playbooks, "playbook")
    if exercise.cases and not exercise.tool:
        yield document.problem(inside, "missing-key", "'tool' is missing; a case is judged by one")
    for position, task in enumerate(exercise.cases):
        where: Path = (*inside, "cases", position, "case")
        yield from wanted(where, task.case, library.cases, "case")
        case = library.cases.get(task.case)
        known = case is not None and {exercise.tool, *case.tools} <= set(library.tools)  # else it was said already
        if case and known and exercise.tool not in case.tools:
            message = f"the case '{task.case}' has no numbers for the tool '{exercise.tool}'"
            yield document.problem(where, "unknown-id", message + did_you_mean(exercise.tool, case.tools))
    yield from _prompts(exercise, inside, document, library)


def _prompts(exercise: Exercise, path: Path, document: Document, library: Library) -> Iterator[Problem]:
    """What to ask where the group disagrees hangs on inputs and items that exist."""
    tool: Tool | None = library.tools.get(exercise.tool or "")
    playbook = library.playbooks.get(exercise.checklist or "")
    inputs = [spec.id for spec in tool.inputs] if tool else []
    items = [item.id for spec in tool.inputs for item in (*spec.items, *spec.library)] if tool else []
    items += [item.id for item in playbook.checklist] if playbook else []
    if (exercise.tool and not tool) or (exercise.checklist and not playbook):
        return
    for name, known in (("disagree", inputs), ("disagree_items", items)):
        for identity in getattr(exercise, name):
            if identity not in known:
                message = f"neither tool nor checklist of this exercise has '{identity}'{did_you_mean(identity, known)}"
                yield document.problem((*path, name, identity), "unknown-id", message, key=True)
