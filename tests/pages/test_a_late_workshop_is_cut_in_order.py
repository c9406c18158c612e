"""The table the run view reads: for each session and each lateness, what to leave out of the rest."""

import json
from pathlib import Path
from typing import Any

from data import each, golden
from data import library as real_playbook
from pages.small import Seen
from tonghao.model import Cut, Library, Session, Workshop
from tonghao.pages import Page
from tonghao.pages.replan import choices, chosen, plans

CASES = golden(Path(__file__).with_name("replan.yml"))
TEXT = {"en": "x", "zh": "甲"}


def workshop(sessions: list[Any]) -> Workshop:
    made = [
        Session.model_construct(
            minutes=minutes, cut=[Cut.model_construct(rank=rank, saves=saves, drop=TEXT) for rank, saves in cuts]
        )
        for minutes, cuts in sessions
    ]
    return Workshop.model_construct(sessions=made)


@each("case", CASES, ids=[case["name"] for case in CASES])
def test_the_cuts_are_these(case: dict[str, Any]) -> None:
    found = chosen(choices(workshop(case["sessions"]), case["during"]), case["late"])
    assert [[one.session, one.place] for one in found] == case["cuts"]
    assert sum(one.saves for one in found) == case["saves"]


@each("case", CASES, ids=[case["name"] for case in CASES])
def test_the_table_says_the_same_for_every_lateness(case: dict[str, Any]) -> None:
    plan = workshop(case["sessions"])
    rows, ordered = plans(plan, case["during"]), choices(plan, case["during"])
    for late in range(1, sum(one.saves for one in ordered) + 1):
        row = next(row for row in rows if row.up_to >= late)
        assert list(row.cuts) == chosen(ordered, late)
        assert row.saves >= late
    assert [row.up_to for row in rows] == sorted({row.up_to for row in rows})


def test_every_real_workshop_can_win_time_until_shortly_before_its_end() -> None:
    library: Library = real_playbook()
    assert library.workshops
    for plan in library.workshops.values():
        for index in range(len(plan.sessions) - 1):
            assert plans(plan, index), f"{plan.id}: nothing to cut after {plan.sessions[index].id}"
        assert plans(plan, 0)[-1].saves >= plan.minutes / 5, plan.id


def test_the_run_view_carries_the_table(pages: dict[str, Page]) -> None:
    seen = Seen(pages["en/workshops/evening/run.md"].html)
    data = json.loads("".join(words for inside, words in seen.words if inside == "hub"))
    assert [session["minutes"] for session in data["sessions"]] == [10, 20, 5, 10]
    assert data["sessions"][0]["plans"] == [
        {"upTo": 5, "saves": 5, "cuts": [[2, 0, 5]]},
        {"upTo": 8, "saves": 8, "cuts": [[1, 0, 8]]},
        {"upTo": 13, "saves": 13, "cuts": [[1, 0, 8], [2, 0, 5]]},
    ]
    assert data["sessions"][2]["plans"] == []
