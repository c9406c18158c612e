"""What must hold for any purses, not only for the worked ones."""

import json
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data import examples
from tonghao_widgets import price, price_model
from tonghao_widgets.hub import Hub
from tonghao_widgets.inputs import EPS, from_values
from tools.conftest import FRESH, hub_of

ENOUGH = examples(30)
SHARES = st.one_of(st.sampled_from([0.0, 0.2, 1.0]), st.floats(0, 1, allow_subnormal=False))
PURSES = st.one_of(st.sampled_from([1e-6, 1.0, 40.0, 200.0, 1e6]), st.floats(0.01, 5000))
WIDTHS = st.one_of(st.sampled_from([1e-12, 1e-9, 0.8, 5.0]), st.floats(0.01, 5))
MONEY = st.one_of(st.sampled_from([0.0, 50.0, 1e6]), st.floats(0, 2000, allow_subnormal=False))


@pytest.fixture(scope="module")
def hub() -> Hub:
    return hub_of("price").on(FRESH)


@st.composite
def inputs(draw: st.DrawFn) -> dict[str, Any]:
    """Any legal question, on a short grid."""
    purses = {
        f"{who}_{what}": draw(of)
        for who in ("kindred", "others", "courtesy")
        for what, of in (("median", PURSES), ("sigma", WIDTHS))
    }
    return {
        **purses,
        "reached": draw(st.sampled_from([1, 1000, 10_000_000])),
        "base_rate": draw(SHARES),
        "value": draw(MONEY),
        "harm": draw(MONEY),
        "service_cost": draw(MONEY),
        "courtesy_share": draw(SHARES),
        "count_other_fees": draw(st.booleans()),
        "max_price": draw(st.sampled_from([0, 1, 60, 150.5])),
    }


@examples(60)
@given(asked=inputs(), buys=st.sampled_from(["membership-only", "earning"]))
def test_every_legal_question_has_an_answer_that_can_be_written_down(
    asked: dict[str, Any], buys: str, hub: Hub
) -> None:
    values = from_values({**asked, "paid_buys": buys}, hub)
    result = price.evaluate(values, hub)
    assert result.verdict in price.OUTCOMES
    json.dumps({**result.fields, "flips": result.flips, "offers": dict(result.offers)}, allow_nan=False)
    assert f'data-verdict="{result.verdict}"' in price.view(values, result, hub, "../../")


@ENOUGH
@given(asked=inputs())
def test_a_higher_price_never_raises_recall_or_size(asked: dict[str, Any], hub: Hub) -> None:
    curve = price.evaluate(from_values(asked, hub), hub)["curve"]
    for lower, higher in pairwise(curve):
        assert higher["recall"] <= lower["recall"] + EPS
        assert higher["size"] <= lower["size"] * (1 + EPS) + EPS


@ENOUGH
@given(asked=inputs())
def test_the_curve_starts_free_and_has_every_whole_price(asked: dict[str, Any], hub: Hub) -> None:
    result = price.evaluate(from_values(asked, hub), hub)
    assert [point["price"] for point in result["curve"]] == list(range(int(asked["max_price"]) + 1))
    assert result["free"]["recall"] == 1.0 and result["free"]["size"] == pytest.approx(asked["reached"])


@ENOUGH
@given(asked=inputs())
def test_no_price_is_worth_more_than_the_best_and_no_lower_one_as_much(asked: dict[str, Any], hub: Hub) -> None:
    result = price.evaluate(from_values(asked, hub), hub)
    best = result["best"]
    assert all(point["value"] <= best["value"] + EPS for point in result["curve"])
    assert all(point["value"] < best["value"] for point in result["curve"][: int(best["price"])])


@ENOUGH
@given(asked=inputs(), more=SHARES)
def test_more_courtesy_never_makes_a_price_purer(asked: dict[str, Any], more: float, hub: Hub) -> None:
    polite = {**asked, "courtesy_share": max(more, asked["courtesy_share"])}
    for before, after in zip(
        price.evaluate(from_values(asked, hub), hub)["curve"],
        price.evaluate(from_values(polite, hub), hub)["curve"],
        strict=True,
    ):
        assert after["size"] >= before["size"] - EPS * asked["reached"]
        if before["purity"] is not None and after["purity"] is not None:
            assert after["purity"] <= before["purity"] + EPS


@ENOUGH
@given(asked=inputs())
def test_every_flip_flips(asked: dict[str, Any], hub: Hub) -> None:
    values = from_values(asked, hub)
    result = price.evaluate(values, hub)
    for flip in result.flips:
        assert price.evaluate({**values, flip["input"]: flip["to"]}, hub).verdict == flip["verdict"] != result.verdict


def test_a_change_that_makes_the_price_pointless_is_told(hub: Hub) -> None:
    asked = {"base_rate": 0.5, "others_median": 150, "harm": 20, "service_cost": 20}
    told = [(flip["input"], flip["verdict"]) for flip in price.evaluate(from_values(asked, hub), hub).flips]
    assert ("base_rate", "no-price-pays") in told


@ENOUGH
@given(median=st.floats(0.01, 1e6), sigma=st.floats(0.01, 5))
def test_half_pay_the_middle_price_and_everybody_pays_nothing(median: float, sigma: float) -> None:
    assert price_model.take(0, median, sigma) == 1
    assert price_model.take(median, median, sigma) == pytest.approx(0.5)


@ENOUGH
@given(asked=inputs())
def test_one_price_and_many_prices_are_computed_alike(asked: dict[str, Any], hub: Hub) -> None:
    values = from_values(asked, hub)
    result = price.evaluate(values, hub)
    kindred = price_model.take(result["best"]["price"], values["kindred_median"], values["kindred_sigma"])
    there = values["reached"] * values["base_rate"]
    others = (values["reached"] - there) * result["pass_others"]
    assert result["best"]["recall"] == pytest.approx(kindred)
    assert result["best"]["size"] == pytest.approx(there * kindred + others)


def test_the_coarse_search_finds_the_best_price_of_the_example(hub: Hub) -> None:
    values = from_values({}, hub)
    for name, value in (("harm", 80.0), ("value", 360.0), ("kindred_median", 240.0), ("base_rate", 0.24)):
        other = {**values, name: value}
        rough = price_model.Shares(price_model.coarse(1000, 143))
        assert price._refined(rough, other) == price.evaluate(other, hub)["best"]["price"]
