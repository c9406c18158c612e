import pytest
from playwright.sync_api import expect

from browser.reader import LANGUAGES, Reader, until, word
from browser.traveller import Traveller

pytestmark = pytest.mark.browser


@pytest.fixture
def reader(traveller: Traveller) -> Traveller:
    return traveller


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_margin_that_the_sums_need_offers_itself_as_the_cut_and_can_be_undone(
    reader: Reader, language: str
) -> None:
    reader.opens_tool(f"/{language}/tools/fit/")
    offers = reader.tool.locator("[data-feeds] li")
    expect(offers).to_have_count(0)
    reader.opens_tool(f"/{language}/tools/econ/")
    reader.types(members="600")
    expect(reader.tool.locator("[data-result]:not([aria-busy])")).to_be_visible()
    until(reader.page, "localStorage.getItem('tonghao:1:econ:offers')")
    reader.opens_tool(f"/{language}/tools/fit/")
    expect(offers).to_have_count(1)
    before = reader.answers()["margin_pass"]
    offers.get_by_role("button", name=word(language, "feed-use")).click()
    expect(offers).to_contain_text(word(language, "feed-used"))
    taken = float(reader.answers()["margin_pass"])
    assert taken != float(before) and 0 < taken < 100
    reader.page.reload()
    reader.listening()
    expect(offers).to_contain_text(word(language, "feed-used"))
    offers.get_by_role("button", name=word(language, "feed-undo")).click()
    assert reader.answers()["margin_pass"] == before


def test_the_example_offers_nothing(reader: Reader) -> None:
    reader.opens_tool("/en/tools/econ/")
    reader.opens_tool("/en/tools/fit/")
    expect(reader.tool.locator("[data-feeds] li")).to_have_count(0)
