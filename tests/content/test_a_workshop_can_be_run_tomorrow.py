"""What a trainer leans on in the real workshops: steps fill their session, cases tell no verdict, nothing is thin."""

import re

from data import each
from data import library as real_playbook
from tonghao.model import Exercise, Session

LIBRARY = real_playbook()
SESSIONS = [(workshop, session) for workshop in LIBRARY.workshops.values() for session in workshop.sessions]
EACH = each("session", [one for _, one in SESSIONS], ids=[f"{w.id}/{s.id}" for w, s in SESSIONS])
SAID = {"en": re.compile(r"\((\d+) min\)"), "zh": re.compile(r"（(\d+) 分钟）")}


@EACH
def test_the_minutes_of_its_steps_are_those_of_the_session(session: Session) -> None:
    for language, said in SAID.items():
        minutes = [int(found) for step in session.steps for found in said.findall(step[language])]
        assert sum(minutes) == session.minutes or (session.type == "break" and not minutes), language


@EACH
def test_an_exercise_has_all_a_trainer_asks_for(session: Session) -> None:
    exercise: Exercise | None = session.exercise
    assert exercise or session.type != "exercise"
    assert session.notes or session.type == "break"
    if exercise:
        assert exercise.worksheet and exercise.mistakes and exercise.prompts
        assert exercise.disagree or exercise.disagree_items
        assert exercise.tool or exercise.checklist


def test_each_workshop_is_of_the_promised_length() -> None:
    lengths = {workshop.id: workshop.minutes for workshop in LIBRARY.workshops.values()}
    assert lengths.items() >= {
        ("should-we", 60),
        ("design-your-threshold", 90),
        ("nine-element-check-up", 120),
        ("cold-start-studio", 180),
    }


def test_each_workshop_judges_a_case_before_the_tool_does() -> None:
    judged = {workshop.id for workshop, session in SESSIONS if session.exercise and session.exercise.cases}
    assert judged == set(LIBRARY.workshops)


def test_a_case_is_told_without_its_verdict() -> None:
    for _, session in SESSIONS:
        for task in session.exercise.cases if session.exercise else ():
            tool = LIBRARY.tools[session.exercise.tool or ""]
            expected = LIBRARY.cases[task.case].tools[tool.id].expect["verdict"]
            outcome = next(one for one in tool.outcomes if one.id == expected)
            for language, words in outcome.label.items():
                assert words.lower() not in task.brief[language].lower(), f"{task.case}: {words}"
