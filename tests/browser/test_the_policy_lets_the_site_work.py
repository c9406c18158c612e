"""Under the security policy every kind of page works, and no rule of it is met."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from bench.server import SiteServer
from browser.reader import LANGUAGES, Reader, library
from browser.test_search_finds_in_its_own_language import search
from hosting.nginx import Nginx
from tonghao import hosting, pages
from tonghao.catalogue import catalogue

pytestmark = pytest.mark.browser

NOTE = """
globalThis.broken = [];
document.addEventListener("securitypolicyviolation", (event) =>
  broken.push(`${location.pathname}: ${event.effectiveDirective} ${event.blockedURI} ${event.sample}`));
"""


def one_of_each_kind(language: str) -> list[str]:
    """The first page of each kind there is, and what is made beside them."""
    made = pages.pages(library(), pages.Assets(problems=catalogue(), today="2026-11-22"))
    first: dict[str, str] = {}
    for page in made:
        if page.language == language:
            first.setdefault(page.kind, f"/{language}/{page.address}")
    assert len(first) > 10
    return [*first.values(), "/", "/404.html"]


def broken(reader: Reader) -> list[str]:
    return reader.page.evaluate("broken")


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_kind_of_page_asks_for_what_it_forbids(readers: Callable[..., Reader], language: str) -> None:
    reader = readers(before=NOTE)
    found = []
    for path in one_of_each_kind(language):
        reader.open(path)
        assert reader.page.locator("meta[http-equiv=Content-Security-Policy]").count() == 1, path
        found += broken(reader)
    assert found == []


def test_nor_does_a_visit_with_everything_that_needs_script(readers: Callable[..., Reader], server: SiteServer) -> None:
    reader = readers(before=NOTE, permissions=["clipboard-read", "clipboard-write"])
    reader.opens_tool().types(margin="20").reads("not-ready-margin")
    with reader.page.expect_download() as download:
        reader.action("save").select_option("json")
    assert Path(download.value.path()).stat().st_size > 100
    reader.page.emulate_media(media="print")
    assert len(reader.page.pdf()) > 10_000
    reader.page.emulate_media(media="screen")
    search(reader, "threshold")
    reader.page.keyboard.press("Escape")
    reader.swaps().page.evaluate("globalThis.same = true")
    reader.page.locator(".md-tabs__link, .md-nav__link").filter(visible=True).nth(1).click()
    reader.page.wait_for_url(lambda url: "/tools/fit/" not in url)
    assert reader.page.evaluate("same"), "Material swapped the page in, and nothing was loaded anew"
    assert broken(reader) == []


def test_a_real_host_sends_it_to_the_workers_too(
    readers: Callable[..., Reader], server: SiteServer, folder: Path, tmp_path: Path
) -> None:
    """A worker is ruled by the header of its own script: Python runs there without a right to make code of text."""
    with Nginx(folder, tmp_path / "nginx") as host:
        reader = readers(before=NOTE)
        reader.server = host
        reader.opens_tool("/zh/tools/fit/").types(margin="20").reads("not-ready-margin")
        worker = next(one for one in reader.page.workers if "/assets/shell/worker" in one.url)
        tried = """() => new Promise((tell) => setTimeout(() => { try { tell(String(eval("1"))) } catch (error) { tell(error.name) } }))"""
        assert worker.evaluate(tried) == "EvalError"
        search(reader, "门槛")
        assert broken(reader) == []
        assert "wasm" in host.log()


def test_a_tool_stands_in_a_foreign_page_and_a_page_does_not(
    readers: Callable[..., Reader], server: SiteServer, folder: Path, tmp_path: Path
) -> None:
    foreign = tmp_path / "foreign"
    foreign.mkdir()
    with Nginx(folder, tmp_path / "nginx") as host, SiteServer(foreign) as elsewhere:
        for name, path in (("tool", "/en/embed/fit/"), ("page", "/en/tools/fit/")):
            (foreign / f"{name}.html").write_text(f'<!doctype html><iframe src="{host.url}{path}"></iframe>', "utf-8")
        reader = readers()
        reader.expects("^foreign request", "frame-ancestors", "favicon.ico")
        reader.page.goto(f"{elsewhere.url}/tool.html")
        reader.page.frame_locator("iframe").locator("tonghao-tool[data-live]").wait_for()
        reader.page.goto(f"{elsewhere.url}/page.html")
        assert reader.page.frame_locator("iframe").locator("tonghao-tool").count() == 0


def test_the_headers_are_those_of_the_site_that_was_built(server: SiteServer, folder: Path) -> None:
    assert (folder / "_headers").read_text("utf-8") == hosting.static_headers(folder)
