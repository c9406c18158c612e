import pytest
from playwright.sync_api import expect

from browser.layout import SMALLEST_TARGET, WIDTHS, misfits, summary
from browser.reader import LANGUAGES, Reader
from browser.tour import Stop

pytestmark = pytest.mark.browser

EVERY_LANGUAGE = pytest.mark.parametrize("language", LANGUAGES)


@EVERY_LANGUAGE
def test_every_page_on_a_phone_a_tablet_and_a_desk(tour: dict[str, list[Stop]], language: str) -> None:
    found = [f"{stop.path} {line}" for stop in tour[language] for line in stop.misfits]
    assert not found, summary(found)


@EVERY_LANGUAGE
def test_long_answers_and_long_sentences(traveller: Reader, language: str) -> None:
    reader = traveller
    reader.opens_tool(f"/{language}/tools/fit/")
    long = {"margin": "9" * 40, "orders_per_year": "0.123456789", "order_value": "999999.99"}
    reader.types(**long, value_cut="1000000", frequency_cut="400").settled()
    for width in WIDTHS:
        reader.page.set_viewport_size({"width": width, "height": 800})
        assert misfits(reader.page) == []


def test_the_menu_and_search_on_a_phone(reader: Reader) -> None:
    reader.page.set_viewport_size({"width": 360, "height": 740})
    reader.open("/en/fit/")
    for opener in ("__drawer", "__search"):
        target = reader.page.locator(f"header label[for={opener}].md-header__button")
        box = target.bounding_box()
        assert box["width"] >= SMALLEST_TARGET and box["height"] >= SMALLEST_TARGET, opener
        target.click()
        expect(reader.page.locator(f"#{opener}")).to_be_checked()
        # Material's round curtain behind the search is wider than the page; what counts is whether a hand can move it.
        assert [line for line in misfits(reader.page) if "sideways" not in line] == []
        reader.page.mouse.wheel(300, 0)
        assert reader.page.evaluate("scrollX") == 0
        reader.open("/en/fit/")
