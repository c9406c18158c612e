"""Does a community pay for itself? (models, section 9)

The source documents say that the margin must pay for coupons and layered rewards, and give no sum. The identity is
ours: what one member leaves in a month, times the members, less what the community costs anyway.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

from tonghao_widgets import charts, econ_picture, nearby, pieces, saying
from tonghao_widgets.econ_edges import flips
from tonghao_widgets.hub import Hub
from tonghao_widgets.inputs import EPS
from tonghao_widgets.markup import Markup, h
from tonghao_widgets.result import Result
from tonghao_widgets.words import money, percent, plain_number

MAIN = (
    "orders_per_month",
    "order_value",
    "margin",
    "variable_cost",
    "kol_commission",
    "kol_share",
    "rebates",
    "fixed_cost",
    "members",
)
INPUTS = dict.fromkeys((*MAIN, "entry_fee_year", "profit_target", "retention", "discount", "cac"), "number")
DECIDING = ("orders_per_month", "margin", "variable_cost")
MAY_BE_UNKNOWN = (*DECIDING, "retention", "cac")
OUTCOMES = ("earns", "short-of-target", "loses-now", "never-pays", "nobody-yet", "undecided")
RULES = (
    "increment",
    "revenue",
    *(f"rate-{kind}" for kind in ("left", "none")),
    *(f"member-{kind}" for kind in ("leaves", "fee", "costs")),
    *(f"net-{kind}" for kind in ("plus", "minus")),
    *(f"break-even-{kind}" for kind in ("reached", "ahead", "none")),
    *(f"margin-{kind}" for kind in ("met", "missed", "out-of-reach", "free")),
    *(f"room-{kind}" for kind in ("left", "over", "none")),
    *(f"target-{kind}" for kind in ("met", "missed")),
    *(f"lifetime-{kind}" for kind in ("value", "endless", "loss")),
    *(f"payback-{kind}" for kind in ("months", "never")),
    "fee-buys-service",
    "rewards-between-members",
    "rebates-between-members",
)
CONSTANTS = ("steady_share",)


def check(values: Mapping[str, Any]) -> dict[str, tuple[str, str]]:
    """No two of these inputs can contradict each other."""
    return {}


def evaluate(values: Mapping[str, Any], hub: Hub) -> Result:
    """The sums for ``values`` (a member and a month; rates are fractions of sales, money in CNY).

    ``verdict``: ``never-pays`` (a member leaves nothing), ``nobody-yet`` (no members), ``loses-now`` (fewer members
    than break even), ``short-of-target``, ``earns``, or ``undecided``. Fields as in the tool contract, None where
    there is no such number: ``breakeven_members`` when a member leaves nothing, ``margin_required`` and
    ``incentive_room`` without sales or members, ``ltv`` when nobody ever leaves and nothing is discounted,
    ``payback_months`` when the money never comes back. ``lifetime`` (value, endless, loss) and ``payback`` (months,
    never) say which, None when retention or ``cac`` was not given. ``planned_incentives`` is k*x+r.
    """
    unknown = tuple(name for name in DECIDING if values[name] is None)
    fields = sums(values)
    if unknown:
        left_open = nearby.with_unknown(values, hub, judge, unknown)
        decided = len(left_open["verdicts"]) == 1
        return Result(
            verdict=left_open["verdicts"][0] if decided else "undecided",
            fields=fields,
            rules=_rules(values, fields),
            close_call=not decided,
            unknown=unknown,
            branches=tuple(left_open["branches"]),
            measure_first=left_open["measure_first"],
            offers=_offers(fields),
        )
    share, tried = nearby.steadiness(values, hub, judge, MAIN)
    return Result(
        verdict=judge(values),
        fields=fields,
        rules=_rules(values, fields),
        flips=flips(values, hub, judge, balances, (*MAIN, "entry_fee_year", "profit_target")),
        stability=share,
        tried=tried,
        close_call=share is not None and share < hub.constants["steady_share"],
        offers=_offers(fields),
    )


def _rate(values: Mapping[str, Any]) -> float:
    """What is left of each yuan sold, before fixed costs: m - v - k*x - r."""
    commission = values["kol_commission"] * values["kol_share"]
    return values["margin"] - values["variable_cost"] - commission - values["rebates"]


def _per_member(values: Mapping[str, Any]) -> float:
    revenue = values["orders_per_month"] * values["order_value"]
    return revenue * _rate(values) + values["entry_fee_year"] / 12


def balances(values: Mapping[str, Any]) -> tuple[float, float, float]:
    """What decides, by its sign: one member's month; the community's month; the same above the profit wanted.

    Each is linear in every single input.
    """
    each, members = _per_member(values), values["members"]
    net = members * each - values["fixed_cost"]
    sales = members * values["orders_per_month"] * values["order_value"]
    return each, net, net - values["profit_target"] * sales


def judge(values: Mapping[str, Any]) -> str:
    """The verdict alone. A member who leaves less than EPS leaves nothing."""
    each, _, above = balances(values)
    if each <= EPS:
        return "never-pays"
    if not values["members"]:
        return "nobody-yet"
    if values["members"] < _break_even(values["fixed_cost"], each):
        return "loses-now"
    sales = values["members"] * values["orders_per_month"] * values["order_value"]
    return "short-of-target" if values["profit_target"] > 0 and above < -EPS * max(1.0, sales) else "earns"


def _break_even(fixed: float, each: float) -> int:
    return max(0, math.ceil(fixed / each - EPS))


def sums(values: Mapping[str, Any]) -> dict[str, Any]:
    """Every number of the contract. What rests on an unknown input is None; the rest is told all the same."""
    orders, margin, variable = (values[name] for name in DECIDING)
    planned = values["kol_commission"] * values["kol_share"] + values["rebates"]
    revenue = None if orders is None else orders * values["order_value"]
    rate = None if margin is None or variable is None else _rate(values)
    each = None if revenue is None or rate is None else _per_member(values)
    wanted = None
    if revenue and values["members"]:
        # The share of sales that fixed costs take, after what the fee pays.
        wanted = (values["fixed_cost"] / values["members"] - values["entry_fee_year"] / 12) / revenue
        wanted += values["profit_target"]
    known = wanted is not None and variable is not None
    fields = {
        "revenue_per_member": revenue,
        "rate": rate,
        "per_member": each,
        "net": None if each is None else values["members"] * each - values["fixed_cost"],
        "breakeven_members": None if each is None or each <= EPS else _break_even(values["fixed_cost"], each),
        "margin_required": variable + planned + wanted if known else None,
        "incentive_room": margin - variable - wanted if known and margin is not None else None,
        "planned_incentives": planned,
    }
    return {**fields, **_lifetime(values, each), **_payback(values, each)}


def _lifetime(values: Mapping[str, Any], each: float | None) -> dict[str, Any]:
    """c / (1 - retention / (1 + discount)), the first month counted."""
    if each is None or values["retention"] is None:
        return {"ltv": None, "lifetime": None}
    fading = 1 - values["retention"] / (1 + values["discount"])
    if fading <= EPS:
        return {"ltv": None, "lifetime": "endless"}
    return {"ltv": each / fading, "lifetime": "value" if each > EPS else "loss"}


def _payback(values: Mapping[str, Any], each: float | None) -> dict[str, Any]:
    """The smallest n with c (1 - retention^n) / (1 - retention) >= cac; a sum that is only neared never pays."""
    cost, kept = values["cac"], values["retention"]
    if each is None or cost is None or kept is None:
        return {"payback_months": None, "payback": None}
    months = _months(each, kept, cost)
    return {"payback_months": months, "payback": "never" if months is None else "months"}


def _months(each: float, kept: float, cost: float) -> int | None:
    tolerance = EPS * max(1.0, cost)
    if cost <= EPS:
        return 0
    if each <= EPS:
        return None
    if each >= cost - tolerance:
        return 1
    if 1 - kept <= EPS:
        return math.ceil(cost / each - EPS)
    if kept <= EPS or cost >= each / (1 - kept) - tolerance:
        return None
    close = math.log(1 - cost * (1 - kept) / each) / math.log(kept)
    first = max(1, math.floor(close) - 1)
    return next(n for n in range(first, first + 5) if each * (1 - kept**n) / (1 - kept) >= cost - tolerance)


def _offers(fields: Mapping[str, Any]) -> dict[str, float]:
    """Numbers other tools may take over: a needed margin only where a margin can be, rounded up to 0.01 %."""
    offers = {name: fields[name] for name in ("breakeven_members", "per_member") if fields[name] is not None}
    needed = fields["margin_required"]
    if needed is not None and -EPS <= needed <= 1 + EPS:
        offers["margin_required"] = min(1.0, max(0.0, math.ceil(needed * 1e4 - 1e-6) / 1e4))
    return offers


def _rules(values: Mapping[str, Any], fields: Mapping[str, Any]) -> tuple[str, ...]:
    """Ids of the rules that fired, in the order a reader follows the sum."""
    fired = ["increment"]
    if fields["revenue_per_member"] is not None:
        fired.append("revenue")
    if fields["rate"] is not None:
        fired.append("rate-left" if fields["rate"] > EPS else "rate-none")
    if fields["per_member"] is not None:
        fired += _whole(values, fields)
    fired += _margins(values, fields)
    if values["profit_target"] > 0 and fields["net"] is not None and values["members"]:
        sales = values["profit_target"] * fields["revenue_per_member"] * values["members"]
        fired.append("target-met" if fields["net"] >= sales - EPS * max(1.0, sales) else "target-missed")
    if fields["lifetime"]:
        fired.append(f"lifetime-{fields['lifetime']}")
    if fields["payback"]:
        fired.append(f"payback-{fields['payback']}")
    if values["entry_fee_year"] > 0:
        fired.append("fee-buys-service")
    if values["kol_commission"] * values["kol_share"] > 0:
        fired.append("rewards-between-members")
    elif values["rebates"] > 0:
        fired.append("rebates-between-members")
    return tuple(fired)


def _whole(values: Mapping[str, Any], fields: Mapping[str, Any]) -> list[str]:
    """One member, all members, and how many it takes."""
    kind = "fee" if values["entry_fee_year"] > 0 else "leaves"
    fired = [f"member-{kind}" if fields["per_member"] > EPS else "member-costs"]
    reached = fields["breakeven_members"] is not None and values["members"] >= fields["breakeven_members"]
    if values["members"]:
        fired.append("net-plus" if reached or fields["net"] >= 0 else "net-minus")
    if fields["breakeven_members"] is None:
        return [*fired, "break-even-none"]
    return [*fired, "break-even-reached" if reached else "break-even-ahead"]


def _margins(values: Mapping[str, Any], fields: Mapping[str, Any]) -> list[str]:
    """What the margin would have to be, and what may be given away at the margin there is."""
    needed, room, fired = fields["margin_required"], fields["incentive_room"], []
    if needed is not None:
        if needed > 1 + EPS:
            fired.append("margin-out-of-reach")
        elif needed <= EPS:
            fired.append("margin-free")
        elif values["margin"] is not None:
            fired.append("margin-met" if values["margin"] >= needed - EPS else "margin-missed")
    if room is not None:
        enough = room >= fields["planned_incentives"] - EPS
        fired.append("room-none" if room < -EPS else ("room-left" if enough else "room-over"))
    return fired


def facts(values: Mapping[str, Any], result: Result, hub: Hub) -> dict[str, str]:
    """Every value a sentence may name, as the reader would say it."""
    named = saying.named(values, hub)
    found = result.fields
    unsaid = hub.words("open")

    def said(value: float | None, kind: Any) -> str:
        return unsaid if value is None else kind(value)

    for name, kind in _SAID.items():
        named[name] = said(found[name], kind)
    net, breakeven = found["net"], found["breakeven_members"]
    named["commission"] = percent(values["kol_commission"] * values["kol_share"])
    named["fee_month"] = _amount(values["entry_fee_year"] / 12)
    named["loss"] = said(net, lambda value: _amount(-value))
    named["gross_left"] = said(found["per_member"], lambda each: _amount(each * values["members"]))
    named["missing"] = said(breakeven, lambda needed: plain_number(max(0, needed - values["members"])))
    revenue = found["revenue_per_member"]
    named["target"] = said(revenue, lambda each: _amount(each * values["members"] * values["profit_target"]))
    return named


def _amount(value: float) -> str:
    """Money as it is said: small amounts to the fen, large ones to the yuan."""
    return money(round(value, 2) if abs(value) < 1000 else round(value))


_SAID = {
    "revenue_per_member": _amount,
    "rate": percent,
    "per_member": _amount,
    "net": _amount,
    "breakeven_members": plain_number,
    "margin_required": percent,
    "incentive_room": percent,
    "planned_incentives": percent,
    "ltv": _amount,
    "payback_months": plain_number,
}


def view(values: Mapping[str, Any], result: Result, hub: Hub, root: str) -> Markup:
    """The whole answer as markup. ``root`` is the relative way from the page to its language's home."""
    after = []
    if not any(values[name] is None for name in DECIDING):
        bars = nearby.tornado(values, hub, lambda at: balances(at)[1], MAIN)
        after.append(charts.tornado(hub, bars, result["net"], _amount))
    return pieces.answer(
        hub,
        result,
        facts(values, result, hub),
        root,
        picture=econ_picture.draw(values, result, hub),
        aside=h("p", {"class": "tg-also"}, hub.words("increment-line")),
        after=after,
    )
