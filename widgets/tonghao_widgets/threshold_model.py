"""The arithmetic of gates: who passes one, several, or any choice of them (models, section 2 and appendix E).

A gate is read as a diagnostic test: it lets through a share of kindred people and a share of others. All rates are
fractions in [0, 1]. The formulas are ours; the sources give no rates.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from tonghao_widgets.inputs import EPS

Z = 1.96
Span = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Gate:
    """A gate as it works: ``others`` has the courtesy payers in it, the spans say how far a measured rate may be off.

    A rate nobody measured has a span of no width: how wrong a guess may be is not known. ``measured``: both rates
    were tried on people.
    """

    id: str
    kindred: float
    others: float
    effort: float
    paid: bool
    measured: bool
    kindred_span: Span
    others_span: Span


@dataclass(frozen=True, slots=True)
class Group:
    """Who comes in: shares that pass (``recall`` of kindred, ``leak`` of others) and people. Purity None if nobody."""

    recall: float
    leak: float
    kindred: float
    others: float

    @property
    def size(self) -> float:
        """All who come in."""
        return self.kindred + self.others

    @property
    def purity(self) -> float | None:
        """Share of kindred people among those who came in."""
        return self.kindred / self.size if self.size > 0 else None


@dataclass(frozen=True, slots=True)
class Point:
    """A choice of gates: ``chosen`` has a bit for each gate in the order given."""

    chosen: int
    gates: tuple[str, ...]
    recall: float
    purity: float
    size: float
    effort: float

    def record(self) -> dict[str, Any]:
        """As the contract has it."""
        names = ("recall", "purity", "size", "effort")
        return {"gates": list(self.gates), **{name: getattr(self, name) for name in names}}


def is_paid(row: Mapping[str, Any], words: Sequence[str]) -> bool:
    """Whether somebody pays at this gate: as the record says, else by one of ``words`` in its id."""
    if row["type"] != "by-name":
        return row["type"] == "paid"
    name = row["id"].lower()
    whole = "".join(char if char.isalpha() else " " for char in name).split()
    return any(word in whole if word.isascii() else word in name for word in words)


def gates(values: Mapping[str, Any], words: Sequence[str]) -> list[Gate]:
    """The gates of ``values`` with courtesy payers let in: u' = u + (1 - u) g at paid gates."""
    found = []
    for row in values["gates"]:
        paid = is_paid(row, words)
        courtesy = values["courtesy_share"] if paid else 0.0
        low, high = span(row["pass_others"], row["others_tried"])
        found.append(
            Gate(
                id=row["id"],
                kindred=row["pass_kindred"],
                others=_with(row["pass_others"], courtesy),
                effort=row["effort"],
                paid=paid,
                measured=row["kindred_tried"] > 0 and row["others_tried"] > 0,
                kindred_span=span(row["pass_kindred"], row["kindred_tried"]),
                others_span=(_with(low, courtesy), _with(high, courtesy)),
            )
        )
    return found


def _with(rate: float, courtesy: float) -> float:
    return rate + (1 - rate) * courtesy


def span(rate: float, tried: float) -> Span:
    """How far a rate may be off: its Wilson interval when ``tried`` counts people, no width when it is a guess."""
    return wilson(rate, tried) if tried else (rate, rate)


def wilson(rate: float, tried: float) -> Span:
    """The 95 % interval of a rate seen in ``tried`` tries (Wilson; z = 1.96)."""
    square = Z * Z / tried
    centre = (rate + square / 2) / (1 + square)
    half = Z / (1 + square) * math.sqrt(rate * (1 - rate) / tried + square / (4 * tried))
    return max(0.0, centre - half), min(1.0, centre + half)


def passing(rates: Sequence[float], mode: str, dependence: float) -> float:
    """The share that passes all gates, or any; 1 without gates. ``dependence`` 0 is independent, 1 fully nested."""
    if not rates:
        return 1.0
    if mode == "all":
        return (1 - dependence) * math.prod(rates) + dependence * min(rates)
    return (1 - dependence) * (1 - math.prod(1 - rate for rate in rates)) + dependence * max(rates)


def limits(spans: Sequence[Span], mode: str) -> Span:
    """The least and the most that can pass, however the gates hang together (Frechet)."""
    if not spans:
        return 1.0, 1.0
    lows, highs = [low for low, _ in spans], [high for _, high in spans]
    if mode == "all":
        return max(0.0, sum(lows) - (len(spans) - 1)), min(highs)
    return max(lows), min(1.0, sum(highs))


def admit(given: Sequence[Gate], values: Mapping[str, Any]) -> Group:
    """Who comes in through ``given`` gates."""
    mode, dependence = values["mode"], values["dependence"]
    recall = passing([gate.kindred for gate in given], mode, dependence)
    leak = passing([gate.others for gate in given], mode, dependence)
    return group(recall, leak, values)


def group(recall: float, leak: float, values: Mapping[str, Any]) -> Group:
    """The people behind two shares."""
    reached, base = values["reached"], values["base_rate"]
    return Group(recall, leak, reached * base * recall, reached * (1 - base) * leak)


def range_of_purity(given: Sequence[Gate], values: Mapping[str, Any]) -> tuple[float | None, float | None]:
    """The lowest and the highest purity these rates allow; None where nobody would be inside."""
    kindred = limits([gate.kindred_span for gate in given], values["mode"])
    others = limits([gate.others_span for gate in given], values["mode"])
    return group(kindred[0], others[1], values).purity, group(kindred[1], others[0], values).purity


def needed_ratio(target: float, base: float) -> float:
    """How many times as easily kindred people must pass for purity ``target``; infinity when nothing suffices."""
    if target <= 0 or base >= 1:
        return 0.0
    if target >= 1 or base <= 0:
        return math.inf
    return target / (1 - target) * (1 - base) / base


def needed_base(target: float, recall: float, leak: float) -> float | None:
    """The base rate from which purity reaches ``target``; None where no base rate below 1 does."""
    below = leak * target
    above = recall * (1 - target)
    return below / (below + above) if below + above > 0 else None


def front(given: Sequence[Gate], values: Mapping[str, Any]) -> list[Point]:
    """Choices of gates that no other choice beats in recall and purity, most recall first.

    All subsets are tried. One is left out when another is at least as good in both and better in one (EPS).
    """
    recalls = _shares([gate.kindred for gate in given], values)
    leaks = _shares([gate.others for gate in given], values)
    kindred, others = values["reached"] * values["base_rate"], values["reached"] * (1 - values["base_rate"])
    inside = [(kindred * recall, kindred * recall + others * leak) for recall, leak in zip(recalls, leaks, strict=True)]
    purities = [of / size if size > 0 else -1.0 for of, size in inside]
    points = []
    for chosen in _unbeaten(recalls, purities):
        members = [gate for bit, gate in enumerate(given) if chosen >> bit & 1]
        points.append(
            Point(
                chosen=chosen,
                gates=tuple(gate.id for gate in members),
                recall=recalls[chosen],
                purity=purities[chosen],
                size=inside[chosen][1],
                effort=sum(gate.effort for gate in members),
            )
        )
    return sorted(points, key=_order)


def _order(point: Point) -> tuple[Any, ...]:
    """Most recall, most purity, fewer gates, less effort, name. Rounded, so that noise of floats decides nothing."""
    return -round(point.recall, 9), -round(point.purity, 9), len(point.gates), point.effort, point.gates


def _shares(rates: Sequence[float], values: Mapping[str, Any]) -> list[float]:
    """:func:`passing` for every subset of ``rates``; bit k of the place says whether rate k is in."""
    dependence = values["dependence"]
    products, edges = [1.0], [1.0 if values["mode"] == "all" else 0.0]
    if values["mode"] == "all":
        for rate in rates:
            products += [product * rate for product in products]
            if dependence:
                edges += [edge if edge < rate else rate for edge in edges]
        if not dependence:
            return products
        pairs = zip(products, edges, strict=True)
        return [(1 - dependence) * product + dependence * edge for product, edge in pairs]
    for rate in rates:
        products += [product * (1 - rate) for product in products]
        edges += [edge if edge > rate else rate for edge in edges]
    pairs = zip(products, edges, strict=True)
    shares = [(1 - dependence) * (1 - product) + dependence * edge for product, edge in pairs]
    shares[0] = 1.0  # no gate at all lets everybody in
    return shares


def _unbeaten(recalls: Sequence[float], purities: Sequence[float]) -> Iterable[int]:
    """Places that no other place beats, in one walk from the highest recall down."""
    order = sorted((at for at, purity in enumerate(purities) if purity >= 0), key=recalls.__getitem__, reverse=True)
    more = level = 0
    best_of_more = best_of_level = -1.0
    for at in order:
        recall, purity = recalls[at], purities[at]
        while more < len(order) and recalls[order[more]] > recall + EPS:
            best_of_more = max(best_of_more, purities[order[more]])
            more += 1
        while level < len(order) and recalls[order[level]] >= recall - EPS:
            best_of_level = max(best_of_level, purities[order[level]])
            level += 1
        if best_of_more < purity - EPS and best_of_level <= purity + EPS:
            yield at


def pick(points: Sequence[Point], target: float, least: float) -> tuple[Point | None, list[Point]]:
    """The first of the front that is pure and large enough, else None and the three nearest to the target purity."""
    for point in points:
        if point.purity >= target - EPS and point.size >= least - EPS:
            return point, []
    return None, sorted(points, key=lambda point: round(abs(point.purity - target), 9))[:3]
