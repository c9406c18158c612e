"""How many KOL, core KOL and operators does a community take, and do two tiers reach? (models, section 8)

The two tiers and the claim that influence fades come from the source documents; they give no numbers. Spans, hours,
the share that gets through and the verdicts are ours.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

from tonghao_widgets import nearby, pieces, portable, saying, tier_picture
from tonghao_widgets.hub import Hub
from tonghao_widgets.inputs import EPS
from tonghao_widgets.markup import Markup
from tonghao_widgets.result import Result
from tonghao_widgets.words import percent, plain_number

COUNTED = ("members", "span_kol", "span_core", "span_operator", "redundancy")
TIMED = ("hours", "fixed_hours", "minutes_per_member")
FADING = ("decay", "cutoff")
INPUTS = dict.fromkeys((*COUNTED, "group_cap", "fill", *FADING, *TIMED), "number")
DECIDING = ("hours", "minutes_per_member")
MAY_BE_UNKNOWN = DECIDING
OUTCOMES = (
    "one-operator-enough",
    "span-too-wide",
    "fades-too-soon",
    "two-tiers-fit",
    "needs-more-operators",
    "undecided",
)
RULES = (
    "few-members",
    "kols-needed",
    "core-needed",
    "operators-needed",
    "flat-instead",
    "groups-needed",
    *(f"span-{kind}" for kind in ("in-time", "beyond-time", "no-time")),
    "no-reserve",
    *(f"levels-{kind}" for kind in ("two", "fewer", "more", "endless")),
    "rewards-through-tiers",
)
CONSTANTS = ("steady_share", "tiers")


def check(values: Mapping[str, Any]) -> dict[str, tuple[str, str]]:
    """No two of these inputs can contradict each other: fixed hours above all hours simply leave none."""
    return {}


def evaluate(values: Mapping[str, Any], hub: Hub) -> Result:
    """People and groups for ``values`` (members and spans in people, times a week).

    ``verdict``: ``one-operator-enough`` (no more members than one span), ``span-too-wide`` (the span asks for more
    time than a KOL has), ``fades-too-soon`` (fewer steps carry than the tiers need), ``two-tiers-fit`` (one operator
    suffices), ``needs-more-operators``, or ``undecided`` when unknown times matter. Fields as in the tool contract;
    core KOL are counted inside ``kols``. None: ``kol_share`` without members, ``groups`` when no one fits a group,
    ``usable_levels`` when influence never falls below the cutoff, ``span_from_time`` when times are unknown.
    ``two_from`` and ``two_below`` are the decays between which exactly two levels are usable.
    """
    unknown = tuple(name for name in DECIDING if values[name] is None)
    fields = counted(values)
    rules = _rules(values, fields, hub)

    def judge(at: Mapping[str, Any]) -> str:
        return verdict(at, hub.constants["tiers"])

    if unknown:
        left_open = nearby.with_unknown(values, hub, judge, unknown)
        decided = len(left_open["verdicts"]) == 1
        return Result(
            verdict=left_open["verdicts"][0] if decided else "undecided",
            fields=fields,
            rules=rules,
            close_call=not decided,
            unknown=unknown,
            branches=tuple(left_open["branches"]),
            measure_first=left_open["measure_first"],
            offers=_offers(fields),
        )
    names = (*COUNTED, *TIMED, *FADING)
    share, tried = nearby.steadiness(values, hub, judge, names)
    return Result(
        verdict=judge(values),
        fields=fields,
        rules=rules,
        flips=nearby.flips(values, hub, judge, names),
        stability=share,
        tried=tried,
        close_call=share is not None and share < hub.constants["steady_share"],
        offers=_offers(fields),
    )


def _up(value: float) -> int:
    return math.ceil(value - EPS)


def _down(value: float) -> int:
    return math.floor(value + EPS)


def _people(values: Mapping[str, Any]) -> tuple[int, int, int]:
    """KOL, core KOL among them, operators."""
    kols = _up(values["redundancy"] * values["members"] / values["span_kol"])
    core = _up(kols / values["span_core"])
    return kols, core, _up(core / values["span_operator"])


def usable_levels(decay: float, cutoff: float) -> int | None:
    """The most steps after which a share of at least ``cutoff`` is left; None when it never falls below."""
    if decay <= 0:
        return 0
    if decay >= 1 or cutoff <= 0:
        return None
    return _down(math.log(cutoff) / math.log(decay))


def span_from_time(hours: float | None, fixed: float, minutes: float | None) -> int | None:
    """How many members fit the hours of a week; None when they are unknown, 0 when nothing is left of them."""
    if hours is None or minutes is None:
        return None
    return max(0, _down((hours - fixed) * 60 / minutes))


def verdict(values: Mapping[str, Any], tiers: int) -> str:
    """The verdict alone, with every time known."""
    if values["members"] <= values["span_kol"]:
        return "one-operator-enough"
    time = span_from_time(values["hours"], values["fixed_hours"], values["minutes_per_member"])
    if time is not None and time < values["span_kol"]:
        return "span-too-wide"
    levels = usable_levels(values["decay"], values["cutoff"])
    if levels is not None and levels < tiers:
        return "fades-too-soon"
    return "two-tiers-fit" if _people(values)[2] <= 1 else "needs-more-operators"


def counted(values: Mapping[str, Any]) -> dict[str, Any]:
    """Every number of the contract, and the decays that make "two levels" true."""
    kols, core, operators = _people(values)
    room, members = _down(values["group_cap"] * values["fill"]), values["members"]
    return {
        "kols": kols,
        "core": core,
        "operators": operators,
        "groups": _up(members / room) if room else None,
        "flat_operators": _up(members / values["span_kol"]),
        "kol_share": kols / members if members else None,
        "usable_levels": usable_levels(values["decay"], values["cutoff"]),
        "span_from_time": span_from_time(values["hours"], values["fixed_hours"], values["minutes_per_member"]),
        "two_from": math.sqrt(values["cutoff"]),
        "two_below": portable.cube_root(values["cutoff"]),
    }


def _offers(fields: Mapping[str, Any]) -> dict[str, float]:
    return {name: fields[name] for name in ("kols", "operators", "span_from_time") if fields[name] is not None}


def _rules(values: Mapping[str, Any], fields: Mapping[str, Any], hub: Hub) -> tuple[str, ...]:
    """Ids of the rules that fired, in the order a reader follows them."""
    layered = values["members"] > values["span_kol"]
    fired = ["kols-needed", "core-needed", "operators-needed", "flat-instead"] if layered else ["few-members"]
    time = fields["span_from_time"]
    if time is not None:
        fired.append("span-no-time" if not time else f"span-{'in' if time >= values['span_kol'] else 'beyond'}-time")
    if layered and values["redundancy"] <= 1 + EPS:
        fired.append("no-reserve")
    if fields["groups"] is not None and values["members"]:
        fired.append("groups-needed")
    if layered:
        fired += [_levels(fields["usable_levels"], hub.constants["tiers"]), "rewards-through-tiers"]
    return tuple(fired)


def _levels(usable: int | None, tiers: int) -> str:
    if usable is None:
        return "levels-endless"
    return "levels-two" if usable == tiers else ("levels-fewer" if usable < tiers else "levels-more")


def facts(values: Mapping[str, Any], result: Result, hub: Hub) -> dict[str, str]:
    """Every value a sentence may name, as the reader would say it."""
    named, found, unsaid = saying.named(values, hub), result.fields, hub.words("open")
    for name in ("kols", "core", "operators", "groups", "flat_operators", "usable_levels", "span_from_time"):
        named[name] = unsaid if found[name] is None else plain_number(found[name])
    for name in ("kol_share", "two_from", "two_below"):
        named[name] = unsaid if found[name] is None else percent(found[name])
    for steps in (1, 2, 3):
        named[f"after_{steps}"] = percent(values["decay"] ** steps)
    named["per_group"] = plain_number(_down(values["group_cap"] * values["fill"]))
    named["hours_asked"] = _hours_asked(values, hub)
    return named


def _hours_asked(values: Mapping[str, Any], hub: Hub) -> str:
    """Hours a week the chosen span really asks for."""
    if values["minutes_per_member"] is None:
        return hub.words("open")
    return plain_number(values["fixed_hours"] + values["span_kol"] * values["minutes_per_member"] / 60, 1)


def view(values: Mapping[str, Any], result: Result, hub: Hub, root: str) -> Markup:
    """The whole answer as markup. ``root`` is the relative way from the page to its language's home."""
    named = facts(values, result, hub)
    return pieces.answer(hub, result, named, root, picture=tier_picture.draw(values, result, hub))
