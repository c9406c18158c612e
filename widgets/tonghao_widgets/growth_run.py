"""The growth model's arithmetic: two classes of people, a gate, referrals, harm (models, section 11).

Everything here is ours but the idea behind it: the source documents say that members bring members, that meeting
offline keeps them, and that people who only paid out of courtesy are not kindred. ``values`` are the tool's answers
in contract units; a person may be a fraction here, because these are expected numbers.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

SCAN = 20
HALVINGS = 44
SETTLED_AFTER = 600
#: Kindred members, others, and everyone who has joined so far, at the end of a month.
Month = tuple[float, float, float]


def course(values: Mapping[str, Any], harm: float, gate: bool = True, months: int | None = None) -> list[Month]:
    """The members at the end of each month, from month 1 to ``months`` (the reader's own if None).

    Without ``gate`` everybody passes. Candidates of a month are those who come by themselves and those whom active
    members bring; the latter run dry as the pool does. Kindred members stay less the more others sat among them
    the month before. Who joined counts once and for ever, the first members included.
    """
    kindred, others = float(values["kindred"]), float(values["others"])
    passing = values["pass_kindred"] if gate else 1.0
    slipping = values["pass_others"] if gate else 1.0
    come_kindred, come_others = values["base_rate"] * passing, (1 - values["base_rate"]) * slipping
    keep_kindred, keep_others, candidates = values["keep_kindred"], values["keep_others"], values["candidates"]
    brought, pool = referral(values), values["pool"]
    joined = kindred + others
    found = []
    for _ in range(int(values["months"] if months is None else months)):
        size = kindred + others
        left = max(0.0, 1 - joined / pool) if pool else 1.0
        coming = candidates + size * brought * left
        new_kindred, new_others = coming * come_kindred, coming * come_others
        stay = keep_kindred * (1 - harm * (others / size)) if size else keep_kindred
        kindred = stay * kindred + new_kindred
        others = keep_others * others + new_others
        joined += new_kindred + new_others
        found.append((kindred, others, joined))
    return found


def referral(values: Mapping[str, Any]) -> float:
    """Candidates one member brings in a month: active share x invitations x conversion."""
    return values["active_share"] * values["invites"] * values["conversion"]


def ends(values: Mapping[str, Any], harm: float) -> tuple[float, float]:
    """Kindred members at the last month, with the gate and with the door open."""
    return course(values, harm)[-1][0], course(values, harm, gate=False)[-1][0]


def edge(values: Mapping[str, Any]) -> float | None:
    """The smallest harm at which both doors end with the same number of kindred members; None if there is none.

    Twenty steps look for a change of sign, bisection finds the place. Doors that are the same for every harm have
    no such edge.
    """

    def lead(harm: float) -> float:
        gated, open_ = ends(values, harm)
        return gated - open_

    first = lead(0.0)
    if first == 0:
        return 0.0 if lead(1.0) != 0 else None
    low = 0.0
    for step in range(1, SCAN + 1):
        high = step / SCAN
        ahead = lead(high)
        if ahead == 0:
            return high
        if (ahead > 0) != (first > 0):
            return _bisect(low, high, lambda harm: (lead(harm) > 0) != (first > 0))
        low = high
    return None


def _bisect(low: float, high: float, changed: Any) -> float:
    for _ in range(HALVINGS):
        middle = (low + high) / 2
        if changed(middle):
            high = middle
        else:
            low = middle
    return (low + high) / 2


def multiplier(values: Mapping[str, Any]) -> float:
    """What the community is multiplied by each month from its own members alone, gate on, no harm, no pool.

    Below 1 it needs people from outside and settles; from 1 it grows by itself. The larger eigenvalue of the
    two-class recursion; with everybody admitted and one class it is the models' ``r + a*i*c``.
    """
    brought, base = referral(values), values["base_rate"]
    from_kindred = brought * base * values["pass_kindred"]
    from_others = brought * (1 - base) * values["pass_others"]
    a, d = values["keep_kindred"] + from_kindred, values["keep_others"] + from_others
    return (a + d + math.sqrt((a - d) ** 2 + 4 * from_kindred * from_others)) / 2


def settles_at(values: Mapping[str, Any], harm: float) -> float | None:
    """Kindred members in the long run, gate on; None while fifty years do not settle it."""
    if multiplier(values) >= 1:
        return None
    late = course(values, harm, months=SETTLED_AFTER)
    before, after = late[-13][0], late[-1][0]
    return after if abs(after - before) <= 1e-3 * max(after, 1.0) else None


def lifetime_referral(values: Mapping[str, Any]) -> float | None:
    """Candidates a kindred member brings while staying, about ``a*i*c / (1 - r)``; None when nobody ever leaves."""
    leaving = 1 - values["keep_kindred"]
    return referral(values) / leaving if leaving else None


def wave(first: float, factor: float, waves: int) -> float:
    """Everyone reached when ``first`` people bring ``factor`` times as many, wave after wave, the first included.

    ``first x (1 + factor + ... + factor**waves)``; ``waves`` from 0.
    """
    total, coming = 0.0, float(first)
    for _ in range(int(waves) + 1):
        total += coming
        coming *= factor
    return total
