"""What to leave out when a workshop runs late: worked out here, so that the run view only reads clocks and a table.

The rule: of the sessions still to come, the cheapest cuts go first (lowest rank; of equals, the one that saves more,
then the later one) until enough is saved. Then those that turn out not to be needed are given back, the dearest
first. When all cuts together are too little, all are taken and the rest is overrun.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tonghao.model import Workshop


@dataclass(frozen=True)
class Choice:
    """One cut: the session it belongs to, its place in that session's list, its rank and the minutes it saves."""

    session: int
    place: int
    rank: int
    saves: int


@dataclass(frozen=True)
class Plan:
    """What to do from the session after ``current`` on when late by at most ``up_to`` minutes.

    ``cuts`` in the order of the sessions; ``saves`` is what they save together, less than ``up_to`` never.
    """

    up_to: int
    saves: int
    cuts: tuple[Choice, ...]


def choices(workshop: Workshop, current: int) -> list[Choice]:
    """The cuts of all sessions after ``current`` (an index), the cheapest first."""
    found = [
        Choice(index, place, cut.rank, cut.saves)
        for index, session in enumerate(workshop.sessions)
        if index > current
        for place, cut in enumerate(session.cut)
    ]
    return sorted(found, key=lambda one: (one.rank, -one.saves, -one.session, one.place))


def chosen(ordered: Sequence[Choice], late: int) -> list[Choice]:
    """The cuts to take when ``late`` minutes are to be won; all of them when they are too few."""
    taken: list[Choice] = []
    for one in ordered:
        if sum(other.saves for other in taken) >= late:
            break
        taken.append(one)
    for one in reversed(list(taken)):
        if sum(other.saves for other in taken) - one.saves >= late:
            taken.remove(one)
    return sorted(taken, key=lambda one: (one.session, one.place))


def plans(workshop: Workshop, current: int) -> list[Plan]:
    """What to do for every lateness while session ``current`` runs: rows by ``up_to``, the last takes all cuts."""
    ordered = choices(workshop, current)
    rows: list[Plan] = []
    for late in range(1, sum(one.saves for one in ordered) + 1):
        cuts = tuple(chosen(ordered, late))
        saves = sum(one.saves for one in cuts)
        if rows and rows[-1].cuts == cuts:
            rows[-1] = Plan(late, saves, cuts)
        else:
            rows.append(Plan(late, saves, cuts))
    return rows
