"""One walk through all pages of the site. What several tests ask of every page is looked at on the same visit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from zlib import crc32

from playwright.sync_api import Browser

from bench.server import SiteServer
from browser.axe import COLOURS, violations
from browser.layout import misfits_at_every_width
from browser.reader import DESK, LANGUAGES, Reader, pages, until
from data import SHARE

SCHEMES = {"light": "default", "dark": "slate"}
#: The page shows the colours it was asked for, and none is still on its way to another.
SHOWN = """document.body.dataset.mdColorScheme === "{}"
  && !document.getAnimations().some((one) => one instanceof CSSTransition)"""
#: A tool on the page listens, and so does what covers it in an exercise.
LISTENING = """!document.querySelector("tonghao-tool")
  || document.querySelector("tonghao-tool[data-live]") && !document.querySelector("tonghao-cover:not(:defined)")"""
UNFOLD = """document.querySelectorAll("main details").forEach((one) => { one.open = true })"""


@dataclass(frozen=True)
class Stop:
    """What was seen at one page."""

    path: str
    barriers: list[str]  # what axe found
    misfits: list[str]
    asked: list[str]  # addresses the browser asked for
    complaints: list[str]  # errors on the console, uncaught errors, foreign requests
    cookies: int


def scheme(reader: Reader, name: str) -> None:
    """Light or dark, as the system says."""
    reader.page.emulate_media(color_scheme=name)
    until(reader.page, SHOWN.format(SCHEMES[name]))


def barriers(reader: Reader, schemes: Sequence[str] = tuple(SCHEMES)) -> list[str]:
    """Every rule of axe in the first scheme; in the second those that look at colours."""
    found = []
    for name, rules in zip(schemes, (None, COLOURS), strict=False):
        scheme(reader, name)
        found += [f"{name}: {line}" for line in violations(reader.page, rules)]
    return found


def schemes_of(path: str, language: str) -> Sequence[str]:
    """Light or dark: a page and its twin in the other language look alike, so each is looked at in one of the two. In
    a thorough run both."""
    turn = crc32(path.replace(f"/{language}/", "/").encode()) + LANGUAGES.index(language)
    names = tuple(SCHEMES) if turn % 2 else tuple(reversed(SCHEMES))
    return names if SHARE >= 1 else names[:1]


def walk(browser: Browser, server: SiteServer, language: str) -> list[Stop]:
    """Every page of a language, and two that do not exist: the light ones first, then the dark.

    There are hundreds, so the page is asked by plain expressions: each locator brings a library of its own along.
    """
    reader = Reader(browser.new_context(viewport=DESK, locale="en-US", reduced_motion="reduce"), server)
    asked: list[str] = []
    reader.context.on("request", lambda request: asked.append(request.url))
    stops: list[Stop] = []
    paths = [*pages(server, language), f"/{language}/no/such/page/", "/404.html"]
    for path in sorted(paths, key=lambda path: schemes_of(path, language), reverse=True):
        asked.clear()
        reader.problems.clear()
        schemes = schemes_of(path, language)
        reader.page.emulate_media(color_scheme=schemes[0])
        reader.open(path)
        until(reader.page, LISTENING)
        found = barriers(reader, schemes)
        reader.page.evaluate(UNFOLD)
        misfits = misfits_at_every_width(reader.page)
        complaints = [line for line in reader.problems if not ("no/such" in path and "404" in line)]
        stops.append(Stop(path, found, misfits, [*asked], complaints, len(reader.context.cookies())))
    reader.context.close()
    return stops
