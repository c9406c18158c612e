from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from browser.reader import LANGUAGES, Reader

pytestmark = pytest.mark.browser

EVERY_LANGUAGE = pytest.mark.parametrize("language", LANGUAGES)
COUNT_WORKERS = """
globalThis.workersMade = [];
const Plain = globalThis.Worker;
globalThis.Worker = class extends Plain {
  constructor(url, options) { super(url, options); workersMade.push(String(url)); }
};
"""


@pytest.fixture
def reader(readers: Callable[..., Reader]) -> Reader:
    return readers(COUNT_WORKERS)


def follow(reader: Reader, page: str) -> None:
    """Click a link of the page to another page, which must not load the document anew."""
    reader.swaps().page.evaluate("globalThis.stayed = true")
    reader.page.locator(
        f"a[href$='/{reader.language}/{page}']:visible, article a[href$='../{page}']:visible"
    ).first.click()
    reader.page.wait_for_url(f"**/{reader.language}/{page}")
    expect(reader.page.locator("link[rel=canonical]")).to_have_attribute("href", f"{reader.server.url}{reader.path}")
    assert reader.page.evaluate("globalThis.stayed === true")


def workers(reader: Reader) -> int:
    return len([url for url in reader.page.evaluate("workersMade") if "/shell/worker" in url])


@EVERY_LANGUAGE
def test_one_worker_serves_the_tools_of_all_pages(reader: Reader, language: str) -> None:
    reader.opens_tool(f"/{language}/").types(margin="20").reads("not-ready-margin")
    assert workers(reader) == 1
    follow(reader, "fit/")
    reader.listening()
    reader.reads("not-ready-margin")  # the same answers, computed here
    reader.types(margin="30").reads("native-conditional")
    follow(reader, "cases/")
    expect(reader.tool).to_have_count(0)
    follow(reader, "cases/renovation/")
    reader.listening()
    reader.types(margin="50").reads("service")  # a case has answers of its own
    assert workers(reader) == 1
    follow(reader, "")
    reader.listening()
    reader.reads("native-conditional")
    assert reader.field("margin").input_value() == "30"
    assert workers(reader) == 1


def test_back_and_forward(reader: Reader) -> None:
    reader.opens_tool("/en/fit/").types(margin="20").reads("not-ready-margin")
    follow(reader, "evidence/")
    expect(reader.tool).to_have_count(0)
    reader.page.go_back()
    reader.page.wait_for_url("**/en/fit/")
    reader.listening()
    reader.reads("not-ready-margin")
    assert reader.field("margin").input_value() == "20"
    reader.page.go_forward()
    reader.page.wait_for_url("**/en/evidence/")
    expect(reader.tool).to_have_count(0)
    assert reader.page.evaluate("globalThis.stayed === true")


def test_leaving_before_the_answer_came(reader: Reader) -> None:
    reader.opens_tool("/en/").types(margin="20")
    follow(reader, "fit/")
    reader.listening()
    reader.reads("not-ready-margin")
    assert workers(reader) == 1


def test_links_in_the_answer_lead_on(reader: Reader) -> None:
    reader.opens_tool("/en/cases/renovation/").types(margin="50").reads("service")
    reader.result.locator("a[href$='thresholds/']").first.click()
    reader.page.wait_for_url("**/en/thresholds/")
    expect(reader.page.locator("main article h1")).to_be_visible()
    expect(reader.page.locator("tonghao-tool[tool=threshold][data-live]")).to_have_count(1)


def test_a_case_link_with_a_modifier_key_opens_the_case(reader: Reader) -> None:
    reader.opens_tool("/en/fit/")
    reader.unfolds(reader.preset("kaishu"))
    with reader.context.expect_page() as opened:
        reader.preset("kaishu").click(modifiers=["ControlOrMeta"])
    opened.value.wait_for_url("**/en/cases/kaishu/")
    assert reader.main_answers() == ("45", "24", "60")


def test_the_keyboard_lands_on_the_new_page(reader: Reader) -> None:
    reader.open("/en/fit/")
    follow(reader, "thresholds/")
    assert "Thresholds" in reader.page.title()
    assert reader.page.evaluate("scrollY") == 0
