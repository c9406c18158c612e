"""The price tool's pictures: what the community is worth at each price, and whom the price lets in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from tonghao_widgets import charts, pieces
from tonghao_widgets.charts import Mark, Series
from tonghao_widgets.hub import Hub
from tonghao_widgets.markup import Markup, h, join
from tonghao_widgets.words import fill, money, percent, plain_number

MOST_POINTS = 90
HEADROOM = 0.2
SHOWN = 3


def people(count: float) -> str:
    """A number of people: whole from ten on, one decimal below."""
    return plain_number(count, 0 if count >= 10 else 1)


def draw(values: Mapping[str, Any], result: Any, hub: Hub) -> Markup:
    """Both figures; the table stands with the first."""
    curve = _drawn(result["curve"], result["best"]["price"], hub)
    return join([_worth(curve, result, hub), _who(curve, result, hub)])


def _drawn(curve: Sequence[Mapping[str, Any]], best: float, hub: Hub) -> list[Mapping[str, Any]]:
    """The prices worth drawing: to three times the best and past the observed ones, thinned to what a line needs."""
    most = max(SHOWN * best, 1.15 * max(hub.constants["observed_prices"]))
    inside = [point for point in curve if point["price"] <= most]
    every = max(1, len(inside) // MOST_POINTS)
    return [*inside[::every], inside[-1]] if (len(inside) - 1) % every else list(inside[::every])


def _compact(hub: Hub, most: float) -> charts.Say:
    """Amounts short enough for an axis, in the units the language counts in: 45k, 4.5 万."""
    units = [(float(hub.words(f"{size}-is")), f"{size}-said") for size in ("unit-large", "unit-small")]
    unit, key = next((one for one in units if most >= one[0]), (1.0, ""))

    def say(value: float) -> str:
        number = plain_number(value / unit, 1 if unit > 1 else 0)
        return fill(hub.words(key), {"n": number}) if key and number != "0" else number

    return say


def _worth(curve: Sequence[Mapping[str, Any]], result: Any, hub: Hub) -> Markup:
    best = result["best"]
    values = [point["value"] for point in curve]
    low, high = min(0.0, *values), max(0.0, *values)
    if low == high:
        high = 1.0
    seen = _seen(curve, hub)
    say = _compact(hub, max(-low, high))
    picture = charts.lines(
        [Series(1, "", [(point["price"], point["value"]) for point in curve])],
        alternative=hub.words("worth-alternative", price=money(best["price"]), worth=money(round(best["value"]))),
        x_name=hub.words("axis-price"),
        y_name=hub.words("axis-worth"),
        say_x=plain_number,
        say_y=say,
        marks=[*seen, Mark(best["price"], best["value"], money(best["price"]), strong=True)],
        y_span=(low, high + (high - low) * HEADROOM),
        height=240,
    )
    key = h("p", {"class": "tg-key tg-price__key"}, h("span", hub.words("seen-note"))) if seen else None
    return charts.figure(hub, join([picture, key]), _table(result, hub), hub.words("worth-title"), "-worth")


def _seen(curve: Sequence[Mapping[str, Any]], hub: Hub) -> list[Mark]:
    """The prices the sources report, as upright lines."""
    last = curve[-1]["price"]
    return [Mark(price, None, f"{price:g}*") for price in hub.constants["observed_prices"] if price <= last]


def _who(curve: Sequence[Mapping[str, Any]], result: Any, hub: Hub) -> Markup:
    best = result["best"]
    picture = charts.lines(
        [
            Series(1, hub.words("purity"), [(point["price"], point["purity"]) for point in curve]),
            Series(2, hub.words("recall"), [(point["price"], point["recall"]) for point in curve]),
        ],
        alternative=hub.words(
            "who-alternative",
            price=money(best["price"]),
            purity=percent(best["purity"] or 0.0),
            recall=percent(best["recall"]),
        ),
        x_name=hub.words("axis-price"),
        y_name=hub.words("axis-share"),
        say_x=plain_number,
        say_y=percent,
        marks=[Mark(best["price"], None, money(best["price"]))],
        y_span=(0.0, 1.0),
        height=210,
    )
    return charts.figure(hub, picture, None, hub.words("who-title"), "-who")


def _table(result: Any, hub: Hub) -> Markup:
    """The best price, no price, the observed prices and a few round ones."""
    words, curve = hub.words, result["curve"]
    last = int(curve[-1]["price"])
    round_ones = charts.ticks(0, last, 8)
    wanted = {0, int(result["best"]["price"]), *map(int, hub.constants["observed_prices"]), *map(int, round_ones)}
    rows = []
    for price in sorted(one for one in wanted if one <= last):
        point = curve[price]
        purity = "–" if point["purity"] is None else percent(point["purity"])
        cells = [percent(point["recall"]), purity, people(point["size"]), money(round(point["value"]))]
        rows.append([money(price), *cells])
    head = [words(f"column-{key}") for key in ("price", "recall", "purity", "size", "worth")]
    return pieces.table(words("worth-title"), head, rows)
