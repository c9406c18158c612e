import re

import pytest
from playwright.sync_api import expect

from browser.reader import LANGUAGES, Reader, other, word

pytestmark = pytest.mark.browser

EVERY_LANGUAGE = pytest.mark.parametrize("language", LANGUAGES)
LOCALES = {"en": "en", "zh": "zh-Hans"}


def switch(reader: Reader) -> None:
    wanted = other(reader.language)
    reader.page.locator("a[data-language]:visible").click()
    reader.page.wait_for_url(lambda url: f"/{wanted}/" in url)
    reader.page.wait_for_load_state()


@EVERY_LANGUAGE
@pytest.mark.parametrize("page", ["", "fit/", "tools/fit/", "cases/kaishu/", "sources/"])
def test_there_and_back(reader: Reader, language: str, page: str) -> None:
    reader.open(f"/{language}/{page}")
    expect(reader.page.locator("html")).to_have_attribute("lang", re.compile(f"^{language}"))
    switch(reader)
    assert reader.path == f"/{other(language)}/{page}"
    expect(reader.page.locator("html")).to_have_attribute("lang", re.compile(f"^{other(language)}"))
    switch(reader)
    assert reader.path == f"/{language}/{page}"


@EVERY_LANGUAGE
def test_the_answers_go_along(reader: Reader, language: str) -> None:
    reader.opens_tool(f"/{language}/tools/fit/").types(margin="33", orders_per_year="５", order_value="1.2万", band="2")
    reader.unknown("orders_per_year").click()
    reader.reads("undecided")
    before = reader.answers()
    switch(reader)
    reader.listening()
    reader.reads("undecided")
    assert reader.answers() == before
    assert word(reader.language, "why") in reader.result.inner_text()


@EVERY_LANGUAGE
def test_after_pages_were_swapped_in_without_loading(reader: Reader, language: str) -> None:
    reader.open(f"/{language}/").swaps()
    reader.page.evaluate("globalThis.stayed = true")
    for page in ("thresholds/", "cases/"):
        reader.page.locator(f"nav.md-tabs a[href$='/{language}/{page}']").click()
        reader.page.wait_for_url(f"**/{language}/{page}")
        expect(reader.page.locator("main article h1")).to_be_visible()
    reader.page.locator("article a[href$='renovation/']").first.click()
    reader.page.wait_for_url("**/cases/renovation/")
    assert reader.page.evaluate("globalThis.stayed"), "this test is about pages that are not loaded anew"
    link = reader.page.locator("a[data-language]:visible")
    link.hover()  # also for a new tab, or to copy the address
    expect(link).to_have_js_property("href", f"{reader.server.url}/{other(language)}/cases/renovation/")
    switch(reader)
    assert reader.path == f"/{other(language)}/cases/renovation/"


@EVERY_LANGUAGE
def test_the_place_on_the_page_goes_along(reader: Reader, language: str) -> None:
    reader.open(f"/{language}/fit/#checklist")
    switch(reader)
    assert reader.fragment == "checklist"


@EVERY_LANGUAGE
@pytest.mark.parametrize("page", ["", "cold-start/", "cases/kaishu/"])
def test_robots_are_told_where_the_other_language_is(reader: Reader, language: str, page: str) -> None:
    reader.open(f"/{language}/{page}")
    links = reader.page.eval_on_selector_all(
        "head link[hreflang][rel~=alternate]", "all => all.map(one => [one.hreflang, one.href])"
    )
    home = reader.server.url
    wanted = {(LOCALES[code], f"{home}/{code}/{page}") for code in LANGUAGES} | {("x-default", f"{home}/en/{page}")}
    assert {tuple(link) for link in links} == wanted
    assert reader.page.get_attribute("link[rel=canonical]", "href") == f"{home}/{language}/{page}"


@EVERY_LANGUAGE
def test_an_address_that_does_not_exist(reader: Reader, language: str) -> None:
    reader.expects("404")
    for address in (f"/{language}/no/such/page/", "/nowhere", "/404.html"):
        reader.open(address)
        text = reader.page.locator("main").inner_text()
        for code in LANGUAGES:
            assert word(code, "not-found") in text
            assert reader.page.locator(f"main a[href$='/{code}/']").count() == 1
    reader.page.locator(f"main a[href$='/{language}/']").click()
    reader.page.wait_for_url(f"{reader.server.url}/{language}/")
    expect(reader.tool).to_be_visible()


@EVERY_LANGUAGE
def test_the_switch_on_a_page_that_does_not_exist(reader: Reader, language: str) -> None:
    reader.expects("404")
    reader.open("/en/no-such-page/")
    reader.page.locator(f"header a[lang^={language}]").click()
    reader.page.wait_for_url(f"{reader.server.url}/{language}/")
