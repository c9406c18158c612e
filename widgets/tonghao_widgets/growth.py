"""How many members by when, and does the gate pay in kindred people? (models, section 11)

The source documents bring the referral kit, the retention that meeting offline gives, and the warning about
courtesy payments. The two-class model, its numbers and the verdict are ours. The arithmetic is in ``growth_run``.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from itertools import pairwise
from typing import Any

from tonghao_widgets import charts, growth_picture, growth_run, nearby, pieces, saying
from tonghao_widgets.growth_picture import people
from tonghao_widgets.hub import Hub
from tonghao_widgets.inputs import EPS
from tonghao_widgets.markup import Markup, h
from tonghao_widgets.result import Result
from tonghao_widgets.saying import label
from tonghao_widgets.words import percent, plain_number

RATES = ("base_rate", "pass_kindred", "pass_others", "keep_kindred", "keep_others")
MOVES = ("candidates", *RATES, "active_share", "invites", "conversion", "harm", "months")
INPUTS = {
    **dict.fromkeys(("kindred", "others", *MOVES, "pool", "wave_start", "wave_factor", "waves"), "number"),
    "reward_passes": "choice",
}
MAY_BE_UNKNOWN = ("pool", "harm")
TRENDS = ("self-running", "settles", "shrinking")
REWARDS = ("reward-symbolic", "reward-both", "reward-money")
RULES = (
    *("gate-more", "open-more", "doors-even", "tipping", "no-tipping", "harm-unknown"),
    *("purity", "lifetime", "nobody-leaves", *TRENDS, "pool-used", *REWARDS),
)
OUTCOMES = ("gate-wins", "open-wins", "even", "undecided")
CONSTANTS = ("even_share", "pool_share")
GRID = 20


def check(values: Mapping[str, Any]) -> dict[str, tuple[str, str]]:
    """Inputs that contradict each other, as ``{input id: (sentence key, the bound it breaks)}``."""
    return {}


def evaluate(values: Mapping[str, Any], hub: Hub) -> Result:
    """The verdict for ``values`` (contract units; pool None is no limit, harm None is not known).

    ``verdict``: ``gate-wins``, ``open-wins`` or ``even`` (within ``even_share`` of the larger) by kindred members
    at the last month; ``undecided`` when harm is not known and matters, the months then being those without harm.
    Fields: ``months`` and ``open_door`` (``month``, ``kindred``, ``others``, ``size``, ``purity``; 1 when empty),
    ``breakeven_harm`` in [0, 1] or None, ``lifetime_referral`` (candidates a kindred member brings; None if nobody
    leaves), ``multiplier``, ``settles_at`` (None if it does not) and ``wave``.
    """
    harm = values["harm"] or 0.0
    gated, open_ = growth_run.course(values, harm), growth_run.course(values, harm, gate=False)
    branches = _branches(values, hub) if values["harm"] is None else ()
    if values["harm"] is None and len({branch["verdicts"][0] for branch in branches}) > 1:
        verdict = "undecided"
    else:
        branches, verdict = (), _verdict(gated[-1][0], open_[-1][0], hub)
    months = _months(gated)
    fields: dict[str, Any] = {
        "months": months,
        "open_door": _months(open_),
        "breakeven_harm": growth_run.edge(values),
        "lifetime_referral": growth_run.lifetime_referral(values),
        "multiplier": growth_run.multiplier(values),
        "settles_at": growth_run.settles_at(values, harm),
        "wave": _wave(values),
    }
    known = values["harm"] is not None
    stability, tried = nearby.steadiness(values, hub, _judge(hub), MOVES) if known else (None, 0)
    last = months[-1]
    return Result(
        verdict=verdict,
        fields=fields,
        rules=_rules(values, fields, gated[-1][2], hub),
        flips=nearby.flips(values, hub, _judge(hub), MOVES) if known else (),
        stability=stability,
        tried=tried,
        close_call=not known or (stability is not None and stability < nearby.FRAGILE_EACH),
        unknown=() if known else ("harm",),
        branches=tuple(branches),
        measure_first="harm" if branches else None,
        offers={name: last[name] for name in ("kindred", "size", "purity")},
    )


def _verdict(gated: float, open_: float, hub: Hub) -> str:
    if abs(gated - open_) <= hub.constants["even_share"] * max(gated, open_) + EPS:
        return "even"
    return "gate-wins" if gated > open_ else "open-wins"


def _judge(hub: Hub) -> nearby.Judge:
    return lambda values: _verdict(*growth_run.ends(values, values["harm"]), hub)


def _months(course: list[growth_run.Month]) -> list[dict[str, float]]:
    found = []
    for month, (kindred, others, _) in enumerate(course, 1):
        size = kindred + others
        purity = kindred / size if size else 1.0
        found.append({"month": month, "kindred": kindred, "others": others, "size": size, "purity": purity})
    return found


def _wave(values: Mapping[str, Any]) -> dict[str, float]:
    start, factor, waves = values["wave_start"], values["wave_factor"], values["waves"]
    return {"start": start, "factor": factor, "waves": waves, "total": growth_run.wave(start, factor, waves)}


def _branches(values: Mapping[str, Any], hub: Hub) -> list[dict[str, Any]]:
    """The verdict for each stretch of harm, edges to four digits. One stretch: harm does not matter."""
    judge = _judge(hub)

    def at(harm: float) -> str:
        return judge({**values, "harm": harm})

    found = [{"input": "harm", "from": None, "below": None, "verdicts": [at(0.0)]}]
    for low, high in pairwise(step / GRID for step in range(GRID + 1)):
        while at(high) != found[-1]["verdicts"][0]:
            same, other = low, high
            for _ in range(20):
                middle = (same + other) / 2
                same, other = (middle, other) if at(middle) == found[-1]["verdicts"][0] else (same, middle)
            edge = math.ceil(other * 1e4 - EPS) / 1e4  # up, so that the edge told lies beyond the change
            found[-1]["below"] = edge
            found.append({"input": "harm", "from": edge, "below": None, "verdicts": [at(other)]})
            low = other
    return found


def _rules(values: Mapping[str, Any], fields: Mapping[str, Any], joined: float, hub: Hub) -> tuple[Any, ...]:
    """Ids of the rules that fired, in the order a reader follows them."""
    gated, open_ = fields["months"][-1], fields["open_door"][-1]
    doors = {"gate-wins": "gate-more", "open-wins": "open-more", "even": "doors-even"}
    fired: list[Any] = ["harm-unknown"] if values["harm"] is None else []
    fired.append(doors[_verdict(gated["kindred"], open_["kindred"], hub)])
    fired.append("no-tipping" if fields["breakeven_harm"] is None else _tipping(values, fields["breakeven_harm"], hub))
    fired += ["purity", "lifetime" if fields["lifetime_referral"] is not None else "nobody-leaves"]
    if fields["multiplier"] >= 1:
        fired.append("self-running")
    elif fields["settles_at"] is not None:
        fired.append("settles")
    if gated["kindred"] < values["kindred"] - EPS:
        fired.append("shrinking")
    if values["pool"] and joined >= hub.constants["pool_share"] * values["pool"]:
        fired.append(("pool-used", {"joined": people(joined, hub)}))
    if values["reward_passes"] != "none":
        fired.append(f"reward-{values['reward_passes']}")
    return tuple(fired)


def _tipping(values: Mapping[str, Any], edge: float, hub: Hub) -> tuple[str, dict[str, str]]:
    """The rule of the harm at which both doors are equal, with the winner on either side of it."""
    judge, gap = _judge(hub), (1 - edge) / 2
    below = judge({**values, "harm": edge / 2}) if edge else "even"
    above = judge({**values, "harm": edge + gap}) if gap else "even"
    return "tipping", {"below": label(below, hub), "above": label(above, hub)}


def facts(values: Mapping[str, Any], result: Result, hub: Hub) -> dict[str, str]:
    """Every value a sentence may name, as the reader would say it."""
    named, words = saying.named(values, hub), hub.words
    for prefix, months in (("", result["months"]), ("open_", result["open_door"])):
        last = months[-1]
        named |= {f"{prefix}{key}": people(last[key], hub) for key in ("kindred", "others", "size")}
        named[f"{prefix}purity"] = percent(last["purity"], 0)
    edge, lifetime, settled = (result[key] for key in ("breakeven_harm", "lifetime_referral", "settles_at"))
    leaving, tipping = 1 - values["keep_kindred"], words("none") if edge is None else percent(edge)
    return named | {
        "first_kindred": people(values["kindred"], hub),
        "tipping": tipping,
        "turning": words("no-turning" if edge is None else "turning", tipping=tipping),
        "lifetime": "" if lifetime is None else plain_number(lifetime),
        "stay": plain_number(1 / leaving, 1) if leaving else "",
        "multiplier": plain_number(result["multiplier"], 3),
        "settles_at": "" if settled is None else people(settled, hub),
        "wave_total": people(result["wave"]["total"], hub),
    }


def view(values: Mapping[str, Any], result: Result, hub: Hub, root: str) -> Markup:
    """The whole answer as markup. ``root`` is the relative way from the page to its language's home."""
    named = facts(values, result, hub)
    harm = values["harm"] or 0.0

    def measure(other: Mapping[str, Any]) -> float:
        return growth_run.course(other, harm if other["harm"] is None else other["harm"])[-1][0]

    rows = nearby.tornado(values, hub, measure, MOVES)
    return pieces.answer(
        hub,
        result,
        named,
        root,
        picture=growth_picture.draw(values, result, hub),
        after=[
            charts.tornado(hub, rows, result["months"][-1]["kindred"], lambda value: people(value, hub)),
            pieces.section(hub, "wave", h("p", hub.words("wave-says", **named))),
        ],
    )
