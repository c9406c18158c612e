"""How many pushes about goods a week, and may they be sent at all? (models, section 10)

The source documents say that too many tire people and too few leave nothing to compare, and give no number. The
curve and the content mix are ours. Consent, the sender's name and a way to refuse are law: they block, no score
outweighs them. A platform's cap comes after the curve and before the verdict.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

from tonghao_widgets import charts, nearby, pieces, portable, push_picture, saying
from tonghao_widgets.hub import Hub
from tonghao_widgets.inputs import EPS
from tonghao_widgets.markup import Markup
from tonghao_widgets.result import Result
from tonghao_widgets.words import money, percent, plain_number

DUTIES = ("agreed", "sender_named", "refusal_shown")
CURVE = ("members", "gain", "saturation", "base_loss", "extra_loss", "tolerance", "cost", "weeks", "cap")
MOVES = ("members", "gain", "saturation", "base_loss", "extra_loss", "tolerance", "cost")
FLIPS = ("channel", "current", "tolerance", "extra_loss", "saturation", "cost")
INPUTS = {
    **dict.fromkeys((*CURVE, "current", "other_posts", "items"), "number"),
    **dict.fromkeys(DUTIES, "flag"),
    "channel": "choice",
}
MAY_BE_UNKNOWN = (*DUTIES, "current", "other_posts", "items")
MISSING = tuple(f"no-{duty.replace('_', '-')}" for duty in DUTIES)
CHANNELS = ("wechat-group", "wecom", "service-account", "public-account")
CAPS = tuple(f"cap-{channel}" for channel in CHANNELS)
RULES = (
    *("duties-met", *MISSING, "duties-unknown"),
    *("best", "near-best", "tiring", "at-bound", "no-push"),
    *CAPS,
    *("cap-binds", "current-loss"),
    *("mix-goods", "mix-fine", "one-item", "evidence"),
)
OUTCOMES = ("blocked", "recheck", "no-push", "at-cap", "fewer", "more", "keep", "set", "undecided")
CONSTANTS = ("near_best", "goods_share", "fewest_items", "weeks_a_month", "channels")
REASSURING = frozenset({"at-cap", "more", "keep", "set"})


def check(values: Mapping[str, Any]) -> dict[str, tuple[str, str]]:
    """Inputs that contradict each other: none can."""
    return {}


def evaluate(values: Mapping[str, Any], hub: Hub) -> Result:
    """The verdict for ``values`` (contract units; None for "don't know" where allowed).

    ``verdict``: ``blocked`` when a legal duty is not met; ``undecided`` when one is not known; ``no-push`` when no
    push pays; ``at-cap`` when the best number is beyond the channel's cap; else ``fewer``, ``more`` or ``keep``
    against what is sent today, ``set`` when that is not known. ``recheck`` stands in for the reassuring ones while
    a fact is overdue. Fields: ``best``, ``value`` (CNY over all weeks) and ``loss`` (share lost a week) of the
    curve alone; ``curve`` (``n``, ``value``, ``loss`` for 0 to ``cap``); ``recommended`` within the channel's cap
    (None when blocked); ``channel_cap`` a week (None: none known); ``near_best`` ``[lowest, highest]`` n that give
    up next to nothing; ``goods_share`` of all posts (None if not known).
    """
    curve = _curve(values)
    best = _argmax(curve)
    cap = channel_cap(values["channel"], hub)
    allowed = best if cap is None else _argmax(curve[: cap + 1])
    verdict = _verdict(values, hub, curve)
    near = _near(curve, allowed, cap, hub)
    goods = _goods_share(allowed if values["current"] is None else values["current"], values["other_posts"])
    unknown = tuple(duty for duty in DUTIES if values[duty] is None)
    open_, judge = verdict == "undecided", _judge(hub)
    stability, tried = (None, 0) if open_ else nearby.steadiness(values, hub, judge, (*MOVES, "current"))
    return Result(
        verdict=verdict,
        fields={
            "best": best,
            "value": curve[best][0],
            "loss": curve[best][1],
            "curve": [{"n": n, "value": value, "loss": loss} for n, (value, loss) in enumerate(curve)],
            "recommended": None if verdict == "blocked" else allowed,
            "channel_cap": cap,
            "near_best": list(near),
            "goods_share": goods,
        },
        rules=_rules(values, hub, curve, best, allowed, near, goods),
        flips=() if open_ else nearby.flips(values, hub, judge, (*DUTIES, *FLIPS)),
        stability=stability,
        tried=tried,
        close_call=open_ or (stability is not None and stability < nearby.FRAGILE_EACH),
        unknown=unknown if verdict != "blocked" else (),
        branches=tuple(_branches(values, hub, unknown)) if open_ else (),
        measure_first=unknown[0] if open_ else None,
        offers={} if verdict in {"blocked", "undecided"} else {"best": allowed},
    )


def _kept(loss: float, weeks: int) -> float:
    """Member-weeks left of ``weeks`` when ``loss`` goes each week: 1 + (1-h) + ... ; by doubling, so exact at 0."""
    stay, total, power = 1 - loss, 0.0, 1.0
    for bit in range(weeks.bit_length() - 1, -1, -1):
        total += total * power
        power *= power
        if weeks >> bit & 1:
            total += power
            power *= stay
    return total


def _curve(values: Mapping[str, Any]) -> list[tuple[float, float]]:
    """Value and weekly loss for each n from 0 to the cap."""
    fade = portable.exp(-1 / values["saturation"])
    reach, points, kept, left = values["members"] * values["gain"], [], {}, 1.0
    for n in range(int(values["cap"]) + 1):
        beyond = max(0.0, n - values["tolerance"])
        loss = min(1.0, values["base_loss"] + values["extra_loss"] * beyond * beyond)
        if loss not in kept:
            kept[loss] = _kept(loss, int(values["weeks"]))
        points.append((reach * (1 - left) * kept[loss] - values["cost"] * n * values["weeks"], loss))
        left *= fade
    return points


def _argmax(curve: list[tuple[float, float]]) -> int:
    best = 0
    for n, (value, _) in enumerate(curve):
        if value > curve[best][0] + EPS:
            best = n
    return best


def channel_cap(channel: str, hub: Hub) -> int | None:
    """Pushes a week the channel lets through; None when we know of no cap. A monthly cap is spread over 4 weeks."""
    bound = hub.constants["channels"].get(channel)
    if bound is None:
        return None
    days = {"day": 7, "week": 1, "month": 1 / hub.constants["weeks_a_month"]}
    return math.floor(bound["most"] * days[bound["per"]] + EPS)


def _near(curve: list[tuple[float, float]], best: int, cap: int | None, hub: Hub) -> tuple[int, int]:
    """The stretch of n around ``best`` that gives up at most ``near_best`` of its value."""
    floor = curve[best][0] - hub.constants["near_best"] * abs(curve[best][0]) - EPS
    last = len(curve) - 1 if cap is None else min(cap, len(curve) - 1)
    low = high = best
    while low > 0 and curve[low - 1][0] >= floor:
        low -= 1
    while high < last and curve[high + 1][0] >= floor:
        high += 1
    return low, high


def _goods_share(pushes: float, others: float | None) -> float | None:
    if others is None:
        return None
    return pushes / (pushes + others) if pushes + others else 0.0


def _judge(hub: Hub) -> nearby.Judge:
    """From values to verdict. Remembers curves: most changes tried (a duty, the channel, today's number) leave it."""
    known: dict[tuple[Any, ...], list[tuple[float, float]]] = {}

    def judge(values: Mapping[str, Any]) -> str:
        key = tuple(values[name] for name in CURVE)
        if key not in known:
            known[key] = _curve(values)
        return _verdict(values, hub, known[key])

    return judge


def _verdict(values: Mapping[str, Any], hub: Hub, curve: list[tuple[float, float]]) -> str:
    if any(values[duty] is False for duty in DUTIES):
        return "blocked"
    if any(values[duty] is None for duty in DUTIES):
        return "undecided"
    found = _frequency(values, hub, curve)
    return "recheck" if found in REASSURING and hub.stale() else found


def _frequency(values: Mapping[str, Any], hub: Hub, curve: list[tuple[float, float]]) -> str:
    best, cap, current = _argmax(curve), channel_cap(values["channel"], hub), values["current"]
    if best == 0:
        return "no-push"
    allowed = best if cap is None or best <= cap else _argmax(curve[: cap + 1])
    low, high = _near(curve, allowed, cap, hub)
    if current is not None and current > high + EPS:
        return "fewer"
    if best != allowed:
        return "at-cap"
    if current is None:
        return "set"
    return "keep" if current >= low - EPS else "more"


def _branches(values: Mapping[str, Any], hub: Hub, unknown: tuple[str, ...]) -> list[dict[str, Any]]:
    """For each duty not known: what a yes (with the others met) and a no would mean."""
    met = {**values, **dict.fromkeys(unknown, True)}
    fine = _judge(hub)(met)
    return [
        {"input": duty, "is": answer, "verdicts": [fine] if answer else ["blocked"]}
        for duty in unknown
        for answer in (True, False)
    ]


def _rules(
    values: Mapping[str, Any],
    hub: Hub,
    curve: list[tuple[float, float]],
    best: int,
    allowed: int,
    near: tuple[int, int],
    goods: float | None,
) -> tuple[Any, ...]:
    """Ids of the rules that fired, in the order a reader follows them."""
    missing = [rule for rule, duty in zip(MISSING, DUTIES, strict=True) if values[duty] is False]
    fired: list[Any] = missing or ["duties-unknown" if any(values[duty] is None for duty in DUTIES) else "duties-met"]
    if best == 0:
        fired.append("no-push")
    else:
        fired += ["best", "near-best"] if near[0] != near[1] else ["best"]
        if best > values["tolerance"]:
            fired.append("tiring")
        if best == values["cap"]:
            fired.append("at-bound")
    fired.append(f"cap-{values['channel']}")
    if best != allowed:
        fired.append("cap-binds")
    current = values["current"]
    if current is not None and current > near[1] + EPS and best:
        loss = min(1.0, values["base_loss"] + values["extra_loss"] * max(0.0, current - values["tolerance"]) ** 2)
        fired.append(("current-loss", {"current_loss": percent(loss, 2)}))
    if goods is not None:
        fired.append("mix-goods" if goods > hub.constants["goods_share"] + EPS else "mix-fine")
    if values["items"] is not None and values["items"] < hub.constants["fewest_items"]:
        fired.append("one-item")
    fired.append("evidence")
    return tuple(fired)


def facts(values: Mapping[str, Any], result: Result, hub: Hub) -> dict[str, str]:
    """Every value a sentence may name, as the reader would say it."""
    named, best, cap = saying.named(values, hub), result["best"], result["channel_cap"]
    allowed = best if cap is None else _argmax([(point["value"], 0.0) for point in result["curve"][: cap + 1]])
    share, sent = result["goods_share"], allowed if values["current"] is None else values["current"]
    beside = math.ceil(allowed / hub.constants["goods_share"] - allowed - EPS)
    lacking = (False,) if result.verdict == "blocked" else (None,)
    return named | {
        "best": str(best),
        "allowed": str(allowed),
        "value": money(round(result["curve"][allowed]["value"])),
        "loss": percent(result["curve"][allowed]["loss"], 2),
        "low": str(result["near_best"][0]),
        "high": str(result["near_best"][1]),
        "near_share": percent(hub.constants["near_best"], 0),
        "channel_cap": "" if cap is None else str(cap),
        "sent": plain_number(sent),
        "goods_share": "" if share is None else percent(share, 0),
        "most_goods": percent(hub.constants["goods_share"], 0),
        "beside": str(beside),
        "duties": hub.words("list-comma").join(
            hub.words(f"duty-{duty.replace('_', '-')}") for duty in DUTIES if values[duty] in lacking
        ),
    }


def view(values: Mapping[str, Any], result: Result, hub: Hub, root: str) -> Markup:
    """The whole answer as markup. ``root`` is the relative way from the page to its language's home."""

    def measure(other: Mapping[str, Any]) -> float:
        return float(_argmax(_curve(other)))

    bars = charts.tornado(hub, nearby.tornado(values, hub, measure, MOVES), float(result["best"]), plain_number)
    return pieces.answer(
        hub,
        result,
        facts(values, result, hub),
        root,
        picture=push_picture.draw(values, result, hub),
        after=[bars],
    )
