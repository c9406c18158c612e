"""What happens around an open page: the site is renewed, another tab answers too, the device's clock is wrong."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from bench.server import Fault, SiteServer
from browser.faults import runtime
from browser.reader import LANGUAGES, Reader, hub, until, word

pytestmark = pytest.mark.browser


def test_the_site_is_renewed_in_the_middle_of_an_edit(readers: Callable[..., Reader], server: SiteServer) -> None:
    reader = readers()
    reader.expects("Failed to load resource")
    page = server.find("/en/tools/fit/").read_bytes()
    old = runtime(server)
    for path in old.values():  # soon the host has nothing of the old version any more, and the browser has none yet
        server.faults[path] = Fault(status=404)
    reader.opens_tool()
    renewed = page.replace(old["worker"].rpartition("/")[2].encode(), b"worker.0123456789.mjs")
    assert renewed != page
    server.faults["/en/tools/fit/"] = Fault(body=renewed, type="text/html; charset=utf-8")
    reader.types(margin="20")
    reader.says("fail-updated")
    reader.shows_served_answer()
    assert reader.retry.inner_text() == word("en", "load-again")
    server.faults.clear()
    reader.retry.click()
    reader.page.wait_for_load_state()
    reader.listening()
    reader.reads("not-ready-margin")
    assert reader.main_answers() == ("20", "24", "60")


@pytest.mark.parametrize("day", ["2001-01-01", "2126-01-01"], ids=["years back", "years ahead"])
def test_the_clock_is_wrong(readers: Callable[..., Reader], day: str) -> None:
    reader = readers()
    reader.page.clock.install(time=day)
    reader.opens_tool().types(margin="20").reads("not-ready-margin")
    reader.sees_no_traces()
    reader.open("/en/plan/")
    expect(reader.page.locator("[data-plan]")).not_to_be_empty()
    assert reader.page.locator("[name=start]").input_value() == day
    reader.sees_no_traces()


@pytest.mark.parametrize("language", LANGUAGES)
def test_facts_of_long_ago_vouch_for_nothing(readers: Callable[..., Reader], language: str) -> None:
    """A page made once and opened years later, from a copy say: nobody has touched it, and still it takes its word back."""
    served, withheld = (hub(language, "dist").outcomes[one]["title"] for one in ("none", "withheld"))
    reader = readers()
    reader.opens_tool(f"/{language}/tools/dist/")
    expect(reader.tool.locator(".tg-verdict__title")).to_have_text(served)
    reader.page.clock.install(time="2031-05-01")
    reader.opens_tool(f"/{language}/tools/dist/")
    expect(reader.tool.locator(".tg-verdict__title")).to_have_text(withheld)


def test_two_tabs_at_once(readers: Callable[..., Reader]) -> None:
    """Whoever typed last has the word in both, and what stood in the other can be brought back."""
    reader = readers()
    first = reader.page
    reader.opens_tool().types(margin="20").reads("not-ready-margin")
    second = reader.page = reader.context.new_page()
    reader.opens_tool("/zh/tools/fit/").types(margin="50")
    reader.reads("native")
    reader.page = first
    first.bring_to_front()
    reader.notes("other-tab")
    reader.reads("native")
    assert reader.main_answers() == ("50", "24", "60")
    reader.types(order_value="77")  # on top of the other's
    reader.page = second
    second.bring_to_front()
    expect(reader.field("order_value")).to_have_value("77")
    assert reader.main_answers() == ("50", "24", "77")
    reader.note.get_by_role("button").click()
    assert reader.main_answers() == ("50", "24", "60")
    reader.page = first
    first.bring_to_front()
    expect(reader.field("order_value")).to_have_value("60")


def test_two_tabs_with_one_list(readers: Callable[..., Reader]) -> None:
    reader = readers()
    boxes = []
    for page in (reader.page, reader.context.new_page()):
        page.goto(f"{reader.server.url}/en/cold-start/")
        until(page, "customElements.get('tonghao-checklist') !== undefined")
        boxes.append(page.locator("tonghao-checklist input[data-item]"))
    boxes[0].nth(0).check()
    expect(boxes[1].nth(0)).to_be_checked()
    boxes[1].nth(1).check()
    expect(boxes[0].nth(1)).to_be_checked()
    expect(boxes[0].nth(0)).to_be_checked()
