"""What a price does to a crowd: who pays, who pays out of courtesy, what the community is worth (models, section 3).

Willingness to pay is taken as lognormal in each class. All of it is ours; the sources give two observed prices only.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from tonghao_widgets.inputs import EPS
from tonghao_widgets.portable import erf, log

Curves = tuple[list[float], list[float], list[float]]
_ROOT = math.sqrt(2)


def take(price: float, median: float, sigma: float) -> float:
    """The share that would pay ``price``: everybody at 0, half at the median (CNY; ``sigma`` of the logarithm)."""
    if price <= 0:
        return 1.0
    return 0.5 * (1 - erf((log(price) - log(median)) / sigma / _ROOT))


def takes(prices: Iterable[float], median: float, sigma: float) -> list[float]:
    """:func:`take` for many prices."""
    middle, width = log(median), sigma * _ROOT
    if width == 0:  # a width below what floats hold: everybody has the median's purse
        return [take(price, median, sigma) for price in prices]
    return [1.0 if price <= 0 else 0.5 * (1 - erf((log(price) - middle) / width)) for price in prices]


class Shares:
    """The three curves of a grid of prices, each computed once for its median and width."""

    def __init__(self, prices: Sequence[float]) -> None:
        self.prices = prices
        self._kept: dict[tuple[float, float], list[float]] = {}

    def of(self, values: Mapping[str, Any]) -> Curves:
        """Shares that pay: kindred, others by their own wish, others out of courtesy."""
        courtesy = self._one(values, "courtesy") if values["courtesy_share"] else [0.0] * len(self.prices)
        return self._one(values, "kindred"), self._one(values, "others"), courtesy

    def _one(self, values: Mapping[str, Any], who: str) -> list[float]:
        key = values[f"{who}_median"], values[f"{who}_sigma"]
        if key not in self._kept:
            self._kept[key] = takes(self.prices, *key)
        return self._kept[key]


def worths(shares: Shares, values: Mapping[str, Any]) -> list[float]:
    """The value of the community at each price, CNY: V = T (v + p) - F c - M k; others' fees only if asked for.

    T kindred people, F others, M both. The share of others who pay is u0 + (1 - u0) g f: those who want to, and of
    the rest those who pay out of courtesy.
    """
    kindred, others, courtesy = shares.of(values)
    there = values["reached"] * values["base_rate"]
    rest = values["reached"] * (1 - values["base_rate"])
    gain = values["value"] - values["service_cost"]
    loss = values["harm"] + values["service_cost"]
    polite = values["courtesy_share"]
    fees = 1.0 if values["count_other_fees"] else 0.0
    return [
        there * taken * (gain + price) - rest * (own + (1 - own) * polite * face) * (loss - fees * price)
        for price, taken, own, face in zip(shares.prices, kindred, others, courtesy, strict=True)
    ]


def best(found: Sequence[float]) -> int:
    """The place of the highest value; at equality (EPS) the first."""
    at = 0
    for place, worth in enumerate(found):
        if worth > found[at] + EPS:
            at = place
    return at


def points(shares: Shares, values: Mapping[str, Any]) -> list[dict[str, Any]]:
    """``price``, ``recall``, ``purity`` (None when nobody joins), ``size``, ``value`` at each price."""
    kindred, others, courtesy = shares.of(values)
    there = values["reached"] * values["base_rate"]
    rest = values["reached"] * (1 - values["base_rate"])
    polite = values["courtesy_share"]
    rows = []
    for price, recall, own, face, worth in zip(
        shares.prices, kindred, others, courtesy, worths(shares, values), strict=True
    ):
        of = there * recall
        size = of + rest * (own + (1 - own) * polite * face)
        purity = of / size if size > 0 else None
        rows.append({"price": price, "recall": recall, "purity": purity, "size": size, "value": worth})
    return rows


def leak(price: float, values: Mapping[str, Any]) -> float:
    """The share of others who pay ``price``, courtesy payers among them."""
    own = take(price, values["others_median"], values["others_sigma"])
    face = take(price, values["courtesy_median"], values["courtesy_sigma"])
    return own + (1 - own) * values["courtesy_share"] * face


def breakeven(values: Mapping[str, Any]) -> float | None:
    """The purity at which a free community breaks even: (c + k) / (v + c). None without anything to gain."""
    worth = values["value"] + values["harm"]
    return (values["harm"] + values["service_cost"]) / worth if worth > 0 else None


def coarse(most: int, near: int) -> list[int]:
    """Few prices that tell the shape of the curve: dense where it is cheap, and all those next to ``near``."""
    found, step = {0, most, *range(max(0, near - 3), min(most, near + 3) + 1)}, 1.0
    while step < most:
        found.add(round(step))
        step = max(step + 1, step * 1.15)
    return sorted(found)
