"""What should it cost to come in? (models, section 3)

Two classes with lognormal willingness to pay, courtesy payers among the others, and a value for the whole. Ours
throughout; the sources give two observed prices. The arithmetic is in ``price_model``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from tonghao_widgets import charts, nearby, pieces, price_model, price_picture, saying
from tonghao_widgets.hub import Hub
from tonghao_widgets.inputs import EPS
from tonghao_widgets.markup import Markup, h
from tonghao_widgets.price_model import Shares
from tonghao_widgets.price_picture import people
from tonghao_widgets.result import Result
from tonghao_widgets.words import money, percent

WORTH = ("reached", "base_rate", "value", "harm", "service_cost")
PURSES = tuple(f"{who}_{what}" for who in ("kindred", "others", "courtesy") for what in ("median", "sigma"))
INPUTS = {
    **dict.fromkeys((*WORTH, *PURSES, "courtesy_share", "max_price"), "number"),
    "count_other_fees": "flag",
    "paid_buys": "choice",
}
MAY_BE_UNKNOWN: tuple[str, ...] = ()
VERDICTS = ("gate-pays", "free-best", "no-price-pays")
RULES = (
    *("best-price", "free-is-best", "nothing-pays", "against-free", "recall", "courtesy", "others-fees", "at-the-edge"),
    *(
        "purity-needed",
        "purity-never",
        "flat-top",
        "evidence-for",
        "evidence-against",
        "fee-service",
        "paid-earning",
        "small-test",
    ),
)
OUTCOMES = (*VERDICTS, "refused-earning")
CONSTANTS = ("observed_prices", "flat_share")
MATTER = ("base_rate", "value", "harm", "service_cost", "courtesy_share")
LEAST = 1.0


def check(values: Mapping[str, Any]) -> dict[str, tuple[str, str]]:
    """No two inputs can contradict each other."""
    return {}


def evaluate(values: Mapping[str, Any], hub: Hub) -> Result:
    """The verdict for ``values`` (contract units).

    ``verdict``: ``gate-pays`` (the best price is above 0), ``free-best``, ``no-price-pays`` (at every price the
    community loses money, or fewer than one person would join), or ``refused-earning``: a fee that buys a right to
    earn or recruit gets no price. Fields: ``best`` (``price``, ``recall``, ``purity``, ``size``, ``value``),
    ``curve`` (the same for each whole price), ``free`` (at price 0), ``pass_others`` at the best price,
    ``breakeven_purity`` for a free community, ``flat`` (the prices within ``flat_share`` of the best value).
    """
    if values["paid_buys"] == "earning":
        fields = {"best": None, "curve": [], "free": None, "pass_others": None, "breakeven_purity": None, "flat": None}
        return Result(verdict="refused-earning", fields=fields, rules=("paid-earning",))
    shares = Shares(range(int(values["max_price"]) + 1))
    curve = price_model.points(shares, values)
    at = price_model.best([point["value"] for point in curve])
    top = curve[at]
    verdict = _verdict(top)
    judge = _judge(values, shares, at)
    stability, tried = nearby.steadiness(values, hub, judge, (*MATTER, "kindred_median", "others_median"))
    fields = {
        "best": top,
        "curve": curve,
        "free": curve[0],
        "pass_others": price_model.leak(top["price"], values),
        "breakeven_purity": price_model.breakeven(values),
        "flat": _flat(curve, at, hub.constants["flat_share"]),
    }
    offers = {"price": top["price"], "pass_kindred": top["recall"], "pass_others": fields["pass_others"]}
    if fields["breakeven_purity"] is not None and fields["breakeven_purity"] <= 1:
        offers["breakeven_purity"] = fields["breakeven_purity"]
    return Result(
        verdict=verdict,
        fields=fields,
        rules=_rules(values, fields, verdict),
        flips=_flips(values, hub, judge, shares),
        stability=stability,
        tried=tried,
        close_call=stability is not None and stability < nearby.FRAGILE_EACH,
        offers=offers,
    )


def _verdict(top: Mapping[str, Any]) -> str:
    if top["value"] <= EPS or top["size"] < LEAST - EPS:
        return "no-price-pays"
    return "gate-pays" if top["price"] > 0 else "free-best"


def _flat(curve: list[dict[str, Any]], at: int, share: float) -> list[float] | None:
    """The lowest and the highest price around the best one whose value is still within ``share`` of it."""
    if curve[at]["value"] <= EPS:
        return None
    enough, low, high = curve[at]["value"] * (1 - share), at, at
    while low > 0 and curve[low - 1]["value"] >= enough:
        low -= 1
    while high < len(curve) - 1 and curve[high + 1]["value"] >= enough:
        high += 1
    return [curve[low]["price"], curve[high]["price"]]


def _top(shares: Shares, values: Mapping[str, Any]) -> dict[str, Any]:
    """The best point of a grid, without the rest of the curve."""
    found = price_model.worths(shares, values)
    at = price_model.best(found)
    return price_model.points(Shares([shares.prices[at]]), values)[0]


def _judge(values: Mapping[str, Any], shares: Shares, at: int) -> Callable[[Mapping[str, Any]], str]:
    """The verdict from some sixty prices: good enough to look for a change, which is then checked on all of them."""
    rough = Shares(price_model.coarse(len(shares.prices) - 1, at))
    return lambda other: _verdict(_top(rough, other))


def _flips(
    values: Mapping[str, Any], hub: Hub, judge: Callable[[Mapping[str, Any]], str], shares: Shares
) -> tuple[dict[str, Any], ...]:
    """The nearest changes that alter the verdict; only those that the whole grid confirms."""
    found = []
    for flip in nearby.flips(values, hub, judge, MATTER):
        if _verdict(_top(shares, {**values, flip["input"]: flip["to"]})) == flip["verdict"]:
            found.append(flip)
    return tuple(found)


def _rules(values: Mapping[str, Any], fields: Mapping[str, Any], verdict: str) -> tuple[str, ...]:
    """The rules that fired, in the order a reader follows them."""
    best, fired = fields["best"], []
    fired.append({"gate-pays": "best-price", "free-best": "free-is-best", "no-price-pays": "nothing-pays"}[verdict])
    if verdict == "gate-pays":
        fired += ["against-free", "recall"]
        if fields["flat"] and fields["flat"][0] < fields["flat"][1]:
            fired.append("flat-top")
        if best["price"] >= fields["curve"][-1]["price"]:
            fired.append("at-the-edge")
    if fields["breakeven_purity"]:
        fired.append("purity-needed" if fields["breakeven_purity"] <= 1 else "purity-never")
    if values["courtesy_share"] > 0:
        fired.append("courtesy")
    if values["count_other_fees"]:
        fired.append("others-fees")
    if verdict == "gate-pays":
        fired += ["fee-service", "small-test"]
    return (*fired, "evidence-for", "evidence-against")


def facts(values: Mapping[str, Any], result: Result, hub: Hub) -> dict[str, str]:
    """Every value a sentence may name, as the reader would say it."""
    named, fields = saying.named(values, hub), result.fields
    if not fields["best"]:
        return named
    best, free, unknown = fields["best"], fields["free"], hub.words("not-known")

    def share(value: float | None) -> str:
        return unknown if value is None else percent(value)

    there = values["reached"] * values["base_rate"]
    flat = fields["flat"] or [best["price"], best["price"]]
    edge = fields["breakeven_purity"]
    return named | {
        "price": money(best["price"]),
        "recall": share(best["recall"]),
        "purity": share(best["purity"]),
        "size": people(best["size"]),
        "worth": money(round(best["value"])),
        "kindred": people(there * best["recall"]),
        "lost": people(there * (1 - best["recall"])),
        "others": people(best["size"] - there * best["recall"]),
        "free_worth": money(round(free["value"])),
        "free_purity": share(free["purity"]),
        "pass_others": share(fields["pass_others"]),
        "breakeven": share(edge),
        "flat_low": money(flat[0]),
        "flat_high": money(flat[1]),
        "flat_share": percent(hub.constants["flat_share"]),
    }


def view(values: Mapping[str, Any], result: Result, hub: Hub, root: str) -> Markup:
    """The whole answer as markup. ``root`` is the relative way from the page to its language's home."""
    named = facts(values, result, hub)
    if result.verdict == "refused-earning":
        return pieces.answer(hub, result, named, root, picture=Markup())
    best = result["best"]
    rough = Shares(price_model.coarse(len(result["curve"]) - 1, int(best["price"])))
    names = ("base_rate", "value", "harm", "service_cost", "courtesy_share", *PURSES)
    bars = nearby.tornado(values, hub, lambda other: _refined(rough, other), names)
    return pieces.answer(
        hub,
        result,
        named,
        root,
        picture=price_picture.draw(values, result, hub),
        aside=h("p", {"class": "tg-also"}, hub.words("evidence-split")),
        after=[charts.tornado(hub, bars, best["price"], money)],
    )


def _refined(rough: Shares, values: Mapping[str, Any]) -> float:
    """The best price: the best of the coarse grid, then every price between its neighbours."""
    prices = rough.prices
    at = price_model.best(price_model.worths(rough, values))
    low, high = prices[max(at - 1, 0)], prices[min(at + 1, len(prices) - 1)]
    near = Shares(range(int(low), int(high) + 1))
    return near.prices[price_model.best(price_model.worths(near, values))]
