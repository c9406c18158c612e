"""Pictures of the site for the eye: `make shots`.

Each place (places.py) at two widths, light and dark, in every language, as one PNG each in build/shots/, and all of
them on one contact sheet, build/shots/sheet.png (sheet.html is the same with each picture a click away).

    make shots                                    the key pages
    make shots ARGS="home tool"                   some, by name; also groups, such as all-tools, or all
    make shots ARGS="--in forced,print board"     in forced colours, and on paper (needs pdftoppm)
    make shots ARGS="--at 768 --whole --large home"   other widths; to the foot of the page; large enough to be read
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

sys.path[0] = str(Path(__file__).resolve().parents[1])

from bench.server import SiteServer  # noqa: E402
from browser.reader import LANGUAGES, ROOT, until  # noqa: E402
from browser_path import FLAGS, find_chromium  # noqa: E402
from shots import sheet  # noqa: E402
from shots.places import GROUPS, KEY, PLACES, Place  # noqa: E402
from shots.sheet import Shot  # noqa: E402

TARGET = ROOT / "build" / "shots"
WIDTHS = (360, 1280)
#: Options of a browser for each way to look at a page.
MODES = {
    "light": {"color_scheme": "light"},
    "dark": {"color_scheme": "dark"},
    "forced": {"color_scheme": "light", "forced_colors": "active"},
    "forced-dark": {"color_scheme": "dark", "forced_colors": "active"},
    "print": {"color_scheme": "light"},
}
#: Of a long page, px that a picture shows.
TALLEST = 1280
#: What is only served, and comes to life a little later.
LIVE = ("tonghao-tool", "tonghao-board", "tonghao-plan", "tonghao-run", "tonghao-sandbox")
PAPER = 620  # px; how wide a sheet of paper is drawn
#: The sheet to run an eye over, and sheets on which everything can be read.
SMALL = sheet.Layout(2340, 15_000, {360: 0.4, 1280: 0.33, PAPER: 0.5}, 0.4)
LARGE = sheet.Layout(1500, 1500, {360: 1, 1280: 0.575, PAPER: 0.79}, 0.6)


def main(arguments: list[str]) -> None:
    """Build the site, take the pictures, lay them out."""
    asked = _asked(arguments)
    shutil.rmtree(TARGET, ignore_errors=True)
    TARGET.mkdir(parents=True)
    site = Path(asked.site) if asked.site else TARGET / "site"
    with SiteServer(site) as server, sync_playwright() as playwright:
        if not asked.site:
            build = [str(Path(sys.executable).parent / "tonghao"), "build", "--to", str(site)]
            subprocess.run(build, cwd=ROOT, check=True, env={**os.environ, "SITE_URL": f"{server.url}/"})
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=FLAGS)
        shots = sorted(_take(browser, server, asked), key=lambda shot: asked.names.index(shot.name))
        sheets = sheet.write(browser, shots, TARGET, LARGE if asked.large else SMALL)
        browser.close()
    shutil.rmtree(TARGET / "site", ignore_errors=True)
    print(f"{len(shots)} pictures: {', '.join(str(one) for one in sheets)}")


def _asked(arguments: list[str]) -> argparse.Namespace:
    """What to take; ends with one line where something is not known."""
    parser = argparse.ArgumentParser(
        prog="make shots", description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("names", nargs="*", help=f"of places or groups: {' '.join(GROUPS)}")
    parser.add_argument("--in", dest="modes", default="light,dark", help=f"ways to look, of {','.join(MODES)}")
    parser.add_argument("--at", dest="widths", default="", help="widths in px; 360,1280 if none is given")
    parser.add_argument("--languages", default=",".join(LANGUAGES))
    parser.add_argument("--site", help="folder of a built site; without it, one is built")
    parser.add_argument("--whole", action="store_true", help="to the foot of the page")
    parser.add_argument("--large", action="store_true", help="sheets on which everything can be read")
    asked = parser.parse_args(arguments)
    asked.names = [*dict.fromkeys(one for name in asked.names for one in GROUPS.get(name, [name]))] or [*KEY]
    asked.modes, asked.languages = asked.modes.split(","), asked.languages.split(",")
    for given, known in ((asked.names, [*GROUPS, *PLACES]), (asked.modes, [*MODES]), (asked.languages, [*LANGUAGES])):
        if strange := [one for one in given if one not in known]:
            sys.exit(f"make shots does not know {', '.join(strange)}. It knows: {' '.join(known)}")
    widths = asked.widths.split(",") if asked.widths else WIDTHS
    if strange := [one for one in widths if not str(one).isdecimal() or not 200 <= int(one) <= 4000]:
        sys.exit(f"A width is a number of px from 200 to 4000, not {', '.join(strange)}")
    asked.widths = [int(one) for one in widths]
    return asked


def _take(browser: Browser, server: SiteServer, asked: argparse.Namespace) -> Iterator[Shot]:
    for mode in asked.modes:
        for width in asked.widths[: 1 if mode == "print" else None]:
            for name in asked.names:
                place = PLACES[name]
                if place.phone if width < 960 else place.desk:
                    for language in asked.languages[: 1 if place.address == "/" else None]:
                        yield from _shots(browser, server, Shot(name, language, width, mode, 0), asked.whole)


def _shots(browser: Browser, server: SiteServer, shot: Shot, whole: bool) -> Iterator[Shot]:
    """By somebody who was never here before."""
    viewport = {"width": shot.width, "height": 800}
    context = browser.new_context(viewport=viewport, reduced_motion="reduce", **MODES[shot.mode])
    page = context.new_page()
    _arrive(page, server, PLACES[shot.name], shot.language)
    if shot.mode == "print":
        yield from _paper(page, shot.name, shot.language)
    else:
        yield _picture(page, shot, PLACES[shot.name], whole)
    context.close()


def _arrive(page: Page, server: SiteServer, place: Place, language: str) -> None:
    if place.address == "/":  # it leads on at once; here we want to see the door
        page.route("**/door.*.mjs", lambda route: route.fulfill(body="", content_type="text/javascript"))
    page.goto(f"{server.url}/" if place.address == "/" else f"{server.url}/{language}/{place.address}")
    for element in LIVE:
        page.wait_for_selector(f"{element}[data-live], body:not(:has({element}))", state="attached")
    until(page, "document.fonts.status === 'loaded'")
    if place.act:
        place.act(page, language)


def _picture(page: Page, shot: Shot, place: Place, whole: bool) -> Shot:
    full = page.evaluate("document.documentElement.scrollHeight")
    high = page.viewport_size["height"] if place.screen else full if whole else min(TALLEST, full)
    done = replace(shot, height=high)
    if place.screen:
        page.screenshot(path=TARGET / done.file)
    else:
        page.evaluate("scrollTo({ top: 0, behavior: 'instant' })")
        until(page, "scrollY === 0")
        part = {"x": 0, "y": 0, "width": shot.width, "height": high}
        page.screenshot(path=TARGET / done.file, full_page=True, clip=part)
    return done


def _paper(page: Page, name: str, language: str) -> Iterator[Shot]:
    """Each sheet of paper as a picture."""
    if not shutil.which("pdftoppm"):
        sys.exit("Pictures of paper need pdftoppm (in Debian: the package poppler-utils).")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    pdf = TARGET / f"{name}-{language}.pdf"
    margin = dict.fromkeys(("top", "right", "bottom", "left"), "15mm")
    page.pdf(path=pdf, prefer_css_page_size=True, format="A4", margin=margin)
    stem = TARGET / f"{name}-{language}-sheet"
    subprocess.run(["pdftoppm", "-png", "-scale-to-x", str(PAPER), "-scale-to-y", "-1", pdf, stem], check=True)
    for part, picture in enumerate(sorted(TARGET.glob(f"{stem.name}-*.png")), 1):
        high = int.from_bytes(picture.read_bytes()[20:24])  # of the PNG's head
        shot = Shot(name, language, PAPER, "print", high, part)
        picture.rename(TARGET / shot.file)
        yield shot


if __name__ == "__main__":
    main(sys.argv[1:])
