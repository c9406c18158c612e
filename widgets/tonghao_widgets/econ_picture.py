"""The pictures of the sums: one member's month as a waterfall, and the whole community against its size."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tonghao_widgets import charts, pieces
from tonghao_widgets.charts import Fall, Mark, Series
from tonghao_widgets.hub import Hub
from tonghao_widgets.inputs import EPS
from tonghao_widgets.markup import Markup, h
from tonghao_widgets.words import plain_number

STEPS = 8
SHORT_FROM = 10_000


def draw(values: Mapping[str, Any], result: Any, hub: Hub) -> list[Markup]:
    """Both figures with their tables; a sentence when an answer they need is missing."""
    if result["per_member"] is None:
        return [h("p", {"class": "tg-quiet"}, hub.words("picture-open"))]
    return [_month(values, result, hub), _sizes(values, result, hub)]


def _month(values: Mapping[str, Any], result: Any, hub: Hub) -> Markup:
    """Where one member's month of sales goes."""
    steps = _falls(values, result, hub)
    words = hub.words
    alternative = words("month-alternative", sales=steps[0].said, left=steps[-1].said)
    table = pieces.table(
        words("month-title"), [words("column-step"), words("column-amount")], [[one.name, one.said] for one in steps]
    )
    return charts.figure(hub, charts.waterfall(steps, alternative=alternative), table, words("month-title"))


def _falls(values: Mapping[str, Any], result: Any, hub: Hub) -> list[Fall]:
    words, sales = hub.words, result["revenue_per_member"]
    margin, fee = sales * values["margin"], values["entry_fee_year"] / 12
    taken = [
        ("step-variable", -sales * values["variable_cost"]),
        ("step-commission", -sales * values["kol_commission"] * values["kol_share"]),
        ("step-rebates", -sales * values["rebates"]),
        ("step-fee", fee),
    ]
    if values["members"]:
        taken.append(("step-fixed", -values["fixed_cost"] / values["members"]))
    left = margin + sum(amount for _, amount in taken)
    return [
        Fall(words("step-sales"), sales, _short(sales, hub), total=True),
        Fall(words("step-goods"), margin - sales, _short(margin - sales, hub)),
        Fall(words("step-margin"), margin, _short(margin, hub), total=True),
        *(Fall(words(key), amount, _short(amount, hub)) for key, amount in taken if abs(amount) > EPS),
        Fall(words("step-left" if values["members"] else "step-left-before"), left, _short(left, hub), total=True),
    ]


def _sizes(values: Mapping[str, Any], result: Any, hub: Hub) -> Markup:
    """The month's result for every number of members up to a little beyond what matters."""
    words, members, needed = hub.words, values["members"], result["breakeven_members"]
    most = max(10.0, 1.3 * members, 1.3 * (needed or 0))

    def net(at: float) -> float:
        return at * result["per_member"] - values["fixed_cost"]

    marks = [Mark(members, net(members), words("you"), strong=True)]
    if needed:
        marks.insert(0, Mark(needed, None, words("mark-break-even", members=plain_number(needed))))
    points = [(most * step / STEPS, net(most * step / STEPS)) for step in range(STEPS + 1)]
    ends = (0.0, points[0][1], points[-1][1])
    room = 0.05 * (max(ends) - min(ends)) or 1.0
    picture = charts.lines(
        [Series(1, "", points)],
        alternative=words(
            "sizes-alternative",
            members=plain_number(members),
            net=_short(net(members), hub),
            needed=plain_number(needed) if needed is not None else words("nowhere"),
        ),
        x_name=words("axis-members"),
        y_name=words("axis-net"),
        say_x=lambda value: _scaled(value, hub),
        say_y=lambda value: _scaled(value, hub),
        marks=marks,
        height=210.0,
        y_span=(min(ends) - room, max(ends) + room),  # zero is always in sight: it is what matters
    )
    at = sorted({0, round(most / 4), round(most / 2), round(most), members, *([needed] if needed else [])})
    table = pieces.table(
        words("sizes-title"),
        [words("axis-members"), words("axis-net")],
        [[plain_number(count), _short(net(count), hub)] for count in at],
    )
    return charts.figure(hub, picture, table, words("sizes-title"), "-sizes")


def _short(value: float, hub: Hub) -> str:
    """Money beside a bar: ``¥39.6``, ``-¥12,300``, ``¥1.2m``."""
    sign = "-" if value < -0.005 else ""
    return f"{sign}¥{_scaled(abs(value), hub)}"


def _scaled(value: float, hub: Hub) -> str:
    """A number short enough for an axis, in the steps the language counts by (thousand, or ten thousand)."""
    words = hub.words
    if abs(value) >= float(words("large-unit")):
        return words("large-said", value=plain_number(value / float(words("large-unit")), 1))
    if abs(value) >= SHORT_FROM:
        return words("short-said", value=plain_number(value / float(words("short-unit")), 1))
    return plain_number(value, 0 if abs(value) >= 100 else 2)
