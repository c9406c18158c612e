"""A whole session, with every request written down: no answer, note, name or code is in any of them."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import quote

import pytest
from playwright.sync_api import Request, expect

from bench.server import SiteServer
from browser.reader import Reader

pytestmark = pytest.mark.browser

#: What the reader types, each found nowhere else on the site.
TYPED = {
    "number": "31.4159",
    "name": "zebra crossing",
    "reason": "quokka reason",
    "blank": "walrus blank",
    "chat": "axolotl chat",
}


def test_the_request_log_of_a_whole_session(readers: Callable[..., Reader], server: SiteServer) -> None:
    reader, asked = readers(), []
    page = reader.page

    def note(request: Request) -> None:
        asked.append(" ".join([request.method, request.url, request.post_data or "", *request.all_headers().values()]))

    reader.context.on("requestfinished", note)
    reader.context.on("requestfailed", note)
    reader.opens_tool().types(margin=TYPED["number"])
    reader.settled()
    reader.unfolds(page.locator("[data-versions] [name=version]")).fill(TYPED["name"])
    page.locator("[data-versions] form button").first.click()
    expect(reader.note).to_contain_text(TYPED["name"])
    reader.action("code").click()
    code = page.locator("[data-code-text]").get_attribute("data-code-text")
    page.keyboard.press("Escape")
    reader.action("share").click()
    expect(reader.note).not_to_have_text("")
    shared = reader.page.evaluate("document.querySelector('tonghao-tool form [name=margin]').value")
    assert shared == TYPED["number"]
    page.goto(f"{server.url}/en/tools/fit/#fit?margin=0.314159")
    reader.listening()
    page.goto(f"{server.url}/en/cold-start/")
    page.locator("[data-skip]").first.click()
    page.locator("[data-reason]").first.fill(TYPED["reason"])
    page.goto(f"{server.url}/en/thresholds/")
    reader.unfolds(page.locator("[data-blank]").first).fill(TYPED["blank"])
    page.goto(f"{server.url}/en/board/")
    page.locator("tonghao-board [name=text]").fill(f"{TYPED['chat']} {code}")
    page.locator('[data-act="read"]').click()
    expect(page.locator("tonghao-board [data-said]")).to_contain_text("1")
    page.goto(f"{server.url}/en/plan/")
    expect(page.locator("[data-plan] li").first).to_be_visible()
    page.locator("a[data-language]").click()
    page.wait_for_url("**/zh/plan/")
    page.goto(f"{server.url}/en/sandbox/")
    page.wait_for_selector("tonghao-sandbox[data-live]")

    assert len(asked) > 60
    told = [
        line for line in asked for text in (*TYPED.values(), "0.314159", code) if text in line or quote(text) in line
    ]
    assert told == []
    assert [
        line for line in asked if not line.startswith(f"GET {server.url}/") and not line.startswith("GET blob:")
    ] == []
    assert reader.context.cookies() == []
    assert not any("?" in request.path and "again=" not in request.path for request in server.log), "nothing in a query"
