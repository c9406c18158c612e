"""Which gates let kindred people in and keep others out, and at what cost? (models, section 2)

The sources say that a gate decides quality, name four types and allow combining them; they give no rates. All
numbers and the reading of a gate as a diagnostic test are ours. The arithmetic is in ``threshold_model``.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any

from tonghao_widgets import (
    charts,
    nearby,
    pieces,
    saying,
    threshold_crowd,
    threshold_model,
    threshold_nearby,
    threshold_picture,
)
from tonghao_widgets.hub import Hub
from tonghao_widgets.inputs import EPS
from tonghao_widgets.markup import Markup
from tonghao_widgets.result import Result
from tonghao_widgets.threshold_model import Gate, Group
from tonghao_widgets.words import percent, plain_number

INPUTS = {
    **dict.fromkeys(("reached", "base_rate", "dependence", "courtesy_share", "target_purity", "min_size"), "number"),
    "gates": "rows",
    "mode": "choice",
    "paid_buys": "choice",
}
MAY_BE_UNKNOWN = ("base_rate",)
RULES = (
    *("open-door", "gate-guessed", "gate-measured", "gate-blind", "courtesy", "dependent", "combined"),
    *(
        "purity-met",
        "purity-short",
        "range-holds",
        "range-guessed",
        "range-short",
        "recall",
        "recall-low",
        "size-short",
        "nobody",
    ),
    *("pick-here", "pick-other", "no-pick-purity", "no-pick-size", "paid-service", "paid-earning", "base-needed"),
)
OUTCOMES = (
    *("meets-target", "meets-on-paper", "below-target", "too-small", "no-gate", "empty"),
    *("refused-earning", "undecided"),
)
CONSTANTS = ("paid_words", "recall_low")
SPANS = ("kindred_low", "kindred_high", "others_low", "others_high")


def check(values: Mapping[str, Any]) -> dict[str, tuple[str, str]]:
    """No two inputs can contradict each other."""
    return {}


def evaluate(values: Mapping[str, Any], hub: Hub) -> Result:
    """The verdict for ``values`` (contract units; base_rate None for "don't know").

    ``verdict``: ``meets-target`` (every rate was measured, and the lowest purity they allow reaches it too),
    ``meets-on-paper`` (only if gates are as independent and rates as exact as assumed), ``below-target``,
    ``too-small``, ``no-gate``, ``empty``, ``undecided`` (base rate unknown and decisive) or ``refused-earning``: a
    paid gate that buys a right to earn or recruit gets no numbers. Fields as in the contract; a ratio that is
    infinite is None with ``…_infinite`` true.
    """
    gates = threshold_model.gates(values, hub.constants["paid_words"])
    if values["paid_buys"] == "earning" and any(gate.paid for gate in gates):
        return Result(verdict="refused-earning", fields=_fields(None, gates, values), rules=("paid-earning",))
    if values["base_rate"] is None:
        return _without_base(values, gates, hub)
    group = threshold_model.admit(gates, values)
    fields = _fields(group, gates, values)
    verdict = _verdict(group, fields["purity_low"], gates, values)
    near = (None, 0, []) if hub.brief else threshold_nearby.swings(values, _judge(hub), _paid(gates))
    stability, tried, bars = near
    offered = ("purity", "kindred", "others", "pass_kindred", "pass_others")
    return Result(
        verdict=verdict,
        fields=fields,
        rules=_rules(values, fields, gates, verdict, hub),
        flips=() if hub.brief else threshold_nearby.flips(values, _judge(hub), _paid(gates), bars),
        stability=stability,
        tried=tried,
        close_call=stability is not None and stability < nearby.FRAGILE_EACH,
        offers={
            "reached": values["reached"],
            "base_rate": values["base_rate"],
            **{name: fields[name] for name in offered if fields[name] is not None},
        },
    )


def _paid(gates: Sequence[Gate]) -> bool:
    return any(gate.paid for gate in gates)


def _judge(hub: Hub) -> threshold_nearby.Judge:
    words = hub.constants["paid_words"]

    def judge(values: Mapping[str, Any]) -> tuple[str, float | None]:
        gates = threshold_model.gates(values, words)
        group = threshold_model.admit(gates, values)
        low, _ = threshold_model.range_of_purity(gates, values)
        return _verdict(group, low, gates, values), group.purity

    return judge


def _verdict(group: Group, low: float | None, gates: Sequence[Gate], values: Mapping[str, Any]) -> str:
    target, purity = values["target_purity"], group.purity
    if purity is None or group.size <= EPS:
        return "empty"
    if purity < target - EPS:
        return "below-target" if gates else "no-gate"
    if group.size < values["min_size"] - EPS:
        return "too-small"
    return "meets-target" if _holds(low, target) and _measured(gates) else "meets-on-paper"


def _holds(low: float | None, target: float) -> bool:
    return low is not None and low >= target - EPS


def _measured(gates: Sequence[Gate]) -> bool:
    return all(gate.measured for gate in gates)


def _fields(group: Group | None, gates: Sequence[Gate], values: Mapping[str, Any]) -> dict[str, Any]:
    """What the contract promises; all None or empty for a refusal (``group`` None)."""
    known = group is not None and values["base_rate"] is not None
    low, high = threshold_model.range_of_purity(gates, values) if known else (None, None)
    points = threshold_model.front(gates, values) if known else []
    needed = threshold_model.needed_ratio(values["target_purity"], values["base_rate"]) if known else None
    ratio = _ratio(group) if group else None
    chosen, nearest = threshold_model.pick(points, values["target_purity"], values["min_size"])
    reason = None
    if known and not chosen:
        pure = any(point.purity >= values["target_purity"] - EPS for point in points)
        reason = "size" if pure else "purity"
    return {
        "kindred": group.kindred if known else None,
        "others": group.others if known else None,
        "size": group.size if known else None,
        "purity": group.purity if known else None,
        "recall": group.recall if group else None,
        "pass_kindred": group.recall if group else None,
        "pass_others": group.leak if group else None,
        "likelihood_ratio": None if ratio is None or math.isinf(ratio) else ratio,
        "likelihood_ratio_infinite": ratio is not None and math.isinf(ratio),
        "needed_likelihood_ratio": None if needed is None or math.isinf(needed) else needed,
        "needed_likelihood_ratio_infinite": needed is not None and math.isinf(needed),
        "purity_low": low,
        "purity_high": high,
        "effort": sum(gate.effort for gate in gates) if group else None,
        "front": [point.record() for point in points],
        "pick": chosen.record() if chosen else None,
        "nearest": [point.record() for point in nearest],
        "no_pick": reason,
    }


def _ratio(group: Group) -> float | None:
    """How many times as easily kindred people pass; infinity when no others do, None when nobody does."""
    if group.leak > 0:
        return group.recall / group.leak
    return math.inf if group.recall > 0 else None


def _without_base(values: Mapping[str, Any], gates: Sequence[Gate], hub: Hub) -> Result:
    """Base rate unknown: the verdict in each stretch of it. Exact, because the verdict changes only at these cuts."""
    unknown_group = threshold_model.admit(gates, {**values, "base_rate": 0.0})
    judge, cuts = _judge(hub), _base_cuts(values, gates, unknown_group)
    edges = [0.0, *cuts, 1.0]
    found: list[dict[str, Any]] = []
    for low, high in pairwise(edges):
        verdict = judge({**values, "base_rate": (low + high) / 2})[0]
        if found and found[-1]["verdicts"] == [verdict]:
            found[-1]["below"] = None if high >= 1 else high
        else:
            below = None if high >= 1 else high
            found.append({"input": "base_rate", "from": low or None, "below": below, "verdicts": [verdict]})
    decided = len(found) == 1
    fields = _fields(unknown_group, gates, values)
    needed = threshold_model.needed_base(values["target_purity"], unknown_group.recall, unknown_group.leak)
    own = {"needed": percent(needed) if needed is not None else hub.words("not-known")}
    return Result(
        verdict=found[0]["verdicts"][0] if decided else "undecided",
        fields=fields,
        rules=(*_gate_rules(values, gates, hub), *((("base-needed", own),) if needed is not None else ())),
        close_call=not decided,
        unknown=("base_rate",),
        branches=() if decided else tuple(found),
        measure_first=None if decided else "base_rate",
        offers={"reached": values["reached"]},
    )


def _base_cuts(values: Mapping[str, Any], gates: Sequence[Gate], group: Group) -> list[float]:
    """Base rates at which the verdict may change: purity, lowest purity or size cross what is asked."""
    target = values["target_purity"]
    kindred = threshold_model.limits([gate.kindred_span for gate in gates], values["mode"])
    others = threshold_model.limits([gate.others_span for gate in gates], values["mode"])
    cuts = [
        threshold_model.needed_base(target, group.recall, group.leak),
        threshold_model.needed_base(target, kindred[0], others[1]),
    ]
    if group.recall != group.leak:
        cuts.append((values["min_size"] / values["reached"] - group.leak) / (group.recall - group.leak))
    return sorted({cut for cut in cuts if cut is not None and EPS < cut < 1 - EPS})


def _rules(
    values: Mapping[str, Any], fields: Mapping[str, Any], gates: Sequence[Gate], verdict: str, hub: Hub
) -> tuple[Any, ...]:
    """The rules that fired, in the order a reader follows them."""
    fired = _gate_rules(values, gates, hub)
    if verdict == "empty":
        return (*fired, "nobody")
    target = values["target_purity"]
    fired.append("purity-met" if fields["purity"] >= target - EPS else "purity-short")
    if gates and fields["purity"] >= target - EPS:
        kind = "holds" if _measured(gates) else "guessed"
        fired.append(f"range-{kind}" if _holds(fields["purity_low"], target) else "range-short")
    if gates:
        fired.append("recall-low" if fields["recall"] < hub.constants["recall_low"] - EPS else "recall")
    if fields["size"] < values["min_size"] - EPS:
        fired.append("size-short")
    if gates and fields["pick"]:
        here = set(fields["pick"]["gates"]) == {gate.id for gate in gates}
        fired.append("pick-here" if here else "pick-other")
    elif gates:
        fired.append(f"no-pick-{fields['no_pick']}")
    return tuple(fired)


def _gate_rules(values: Mapping[str, Any], gates: Sequence[Gate], hub: Hub) -> list[Any]:
    """What each gate does, and what they do together."""
    if not gates:
        return ["open-door"]
    fired: list[Any] = []
    for gate, row in zip(gates, values["gates"], strict=True):
        name = threshold_crowd.name(gate.id, hub)
        own = {"gate": name, "of_kindred": percent(row["pass_kindred"]), "of_others": percent(row["pass_others"])}
        if row["kindred_tried"] or row["others_tried"]:
            others = threshold_model.span(row["pass_others"], row["others_tried"])
            spans = dict(zip(SPANS, (*gate.kindred_span, *others), strict=True))
            fired.append(("gate-measured", own | {end: percent(value) for end, value in spans.items()}))
        else:
            fired.append(("gate-guessed", own))
        if row["pass_others"] >= row["pass_kindred"] - EPS:
            fired.append(("gate-blind", own))
        if gate.paid and values["courtesy_share"] > 0:
            fired.append(("courtesy", {**own, "with_courtesy": percent(gate.others)}))
    if _paid(gates):
        fired.append("paid-service")
    if len(gates) > 1:
        fired.append("combined")
        if values["dependence"] > 0:
            fired.append("dependent")
    return fired


def facts(values: Mapping[str, Any], result: Result, hub: Hub) -> dict[str, str]:
    """Every value a sentence may name, as the reader would say it."""
    words, fields = hub.words, result.fields

    def share(value: float | None) -> str:
        return words("not-known") if value is None else percent(value)

    def heads(value: float | None) -> str:
        return words("not-known") if value is None else threshold_crowd.people(value)

    named = saying.named(values, hub)
    named |= {name: heads(fields[name]) for name in ("kindred", "others", "size")}
    named |= {name: share(fields[name]) for name in ("purity", "recall", "purity_low", "purity_high", "pass_others")}
    base = values["base_rate"]
    there = None if base is None else values["reached"] * base
    named["kindred_there"] = heads(there)
    named["lost"] = heads(None if there is None or fields["kindred"] is None else there - fields["kindred"])
    for name in ("likelihood_ratio", "needed_likelihood_ratio"):
        times = fields[name]
        named[name] = words("without-end") if fields[f"{name}_infinite"] else words("not-known")
        named[name] = plain_number(times, 1) if times is not None else named[name]
    best = fields["pick"] or (fields["nearest"] or [None])[0]
    named["best"] = threshold_picture.combination(best["gates"], hub) if best else words("not-known")
    named["best_purity"], named["best_recall"] = share(best and best["purity"]), share(best and best["recall"])
    named["best_size"] = heads(best and best["size"])
    named["recall_low"] = percent(hub.constants["recall_low"])
    return named


def view(values: Mapping[str, Any], result: Result, hub: Hub, root: str) -> Markup:
    """The whole answer as markup. ``root`` is the relative way from the page to its language's home."""
    gates = threshold_model.gates(values, hub.constants["paid_words"])
    named = facts(values, result, hub)
    if result.verdict == "refused-earning":
        return pieces.answer(hub, result, named, root, picture=Markup())
    if values["base_rate"] is None:
        picture = threshold_picture.by_base(values, result, gates, hub)
        return pieces.answer(hub, result, named, root, picture=picture)
    after = []
    if result["purity"] is not None:
        _, _, bars = threshold_nearby.swings(values, _judge(hub), _paid(gates))
        after.append(charts.tornado(hub, bars, result["purity"], percent))
    picture = threshold_picture.draw(values, result, gates, hub)
    return pieces.answer(hub, result, named, root, picture=picture, after=after)
