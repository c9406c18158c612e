"""One walk through all pages of the site. What several tests ask of every page is looked at on the same visit."""

from __future__ import annotations

from dataclasses import dataclass

from playwright.sync_api import Browser

from bench.server import SiteServer
from browser.axe import Looks
from browser.layout import misfits_at_every_width
from browser.reader import Reader, pages

DESK = {"width": 1280, "height": 900}


@dataclass(frozen=True)
class Stop:
    """What was seen at one page."""

    path: str
    barriers: list[str]  # what axe found, light and dark
    misfits: list[str]
    asked: list[str]  # addresses the browser asked for
    complaints: list[str]  # errors on the console, uncaught errors, foreign requests
    cookies: int


def walk(browser: Browser, server: SiteServer, language: str) -> list[Stop]:
    """Every page of a language, and two that do not exist."""
    reader = Reader(browser.new_context(viewport=DESK, locale="en-US", reduced_motion="reduce"), server)
    asked: list[str] = []
    reader.context.on("request", lambda request: asked.append(request.url))
    looks, stops = Looks(), list[Stop]()
    for path in [*pages(server, language), f"/{language}/no/such/page/", "/404.html"]:
        asked.clear()
        reader.problems.clear()
        reader.open(path)
        if reader.tool.count():
            reader.listening()
        found = looks.barriers(reader)
        reader.page.locator("main details").evaluate_all("all => all.forEach(one => one.open = true)")
        misfits = misfits_at_every_width(reader.page)
        reader.page.set_viewport_size(DESK)
        complaints = [line for line in reader.problems if not ("no/such" in path and "404" in line)]
        stops.append(Stop(path, found, misfits, [*asked], complaints, len(reader.context.cookies())))
    reader.context.close()
    return stops
