"""Pictures of the key pages for the eye: `make shots`.

Each page and state at two widths, light and dark, in every language, as one PNG each in build/shots/, and all of them
on one contact sheet, build/shots/sheet.png (sheet.html is the same with each picture a click away). Arguments choose
pages by name: `make shots ARGS="home tool"`.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

sys.path[0] = str(Path(__file__).resolve().parents[1])

from bench.server import SiteServer  # noqa: E402
from browser.reader import LANGUAGES, ROOT  # noqa: E402
from browser_path import FLAGS, find_chromium  # noqa: E402

TARGET = ROOT / "build" / "shots"
WIDTHS = (360, 1280)
SCHEMES = ("light", "dark")
#: Of a long page, what a reader sees in the first two turns of the wheel.
TALLEST = 1600
#: How wide a picture stands on the sheet.
ON_SHEET = {360: 180, 1280: 420}

#: Name -> address after the language.
PAGES = {
    "home": "",
    "playbook": "fit/",
    "step": "cold-start/",
    "tools": "tools/",
    "tool": "tools/threshold/",
    "case": "cases/coffee-shop/",
    "workshop": "workshops/should-we/",
    "run": "workshops/should-we/run/",
    "facilitator": "workshops/should-we/facilitator/",
    "slides": "workshops/should-we/slides/",
    "presenter": "workshops/should-we/slides/presenter/",
    "handout": "workshops/should-we/handout/",
    "board": "board/",
    "plan": "plan/",
    "sandbox": "sandbox/",
    "evidence": "evidence/",
    "glossary": "glossary/",
    "keep": "keep/",
    "contribute": "contribute/",
    "fields": "contribute/files/playbook/",
    "problem": "problems/unknown-id/",
    "missing": "no/such/page/",
}


@dataclass(frozen=True)
class Shot:
    """One picture."""

    name: str
    language: str
    width: int
    scheme: str

    @property
    def file(self) -> str:
        return f"{self.name}-{self.language}-{self.width}-{self.scheme}.png"


def main(chosen: list[str]) -> None:
    """Build the site, take the pictures, lay them out."""
    shutil.rmtree(TARGET, ignore_errors=True)
    TARGET.mkdir(parents=True)
    site = TARGET / "site"
    with SiteServer(site) as server, sync_playwright() as playwright:
        build = [str(Path(sys.executable).parent / "tonghao"), "build", "--to", str(site)]
        subprocess.run(build, cwd=ROOT, check=True, env={**os.environ, "SITE_URL": f"{server.url}/"})
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=FLAGS)
        names = [name for name in (*PAGES, "search", "menu") if not chosen or name in chosen]
        shots = list(_take(browser, server, names))
        _sheet(browser, shots)
        browser.close()
    shutil.rmtree(site)
    print(f"{len(shots)} pictures: {TARGET / 'sheet.png'}")


def _take(browser: Browser, server: SiteServer, names: list[str]) -> Iterator[Shot]:
    for width in WIDTHS:
        for scheme in SCHEMES:
            context = browser.new_context(
                viewport={"width": width, "height": 800}, color_scheme=scheme, reduced_motion="reduce"
            )
            page = context.new_page()
            for name in names:
                for language in LANGUAGES:
                    page.goto(f"{server.url}/{language}/{PAGES.get(name, 'fit/')}")
                    if name in PAGES or _opened(page, name, language, width):
                        shot = Shot(name, language, width, scheme)
                        _picture(page, TARGET / shot.file, width, whole=name in PAGES)
                        yield shot
            context.close()


def _opened(page: Page, name: str, language: str, width: int) -> bool:
    """Bring about what the picture is of; False where it cannot be."""
    if name == "menu":
        if width > WIDTHS[0]:
            return False
        page.locator("header label[for=__drawer]").click()
        page.locator(".md-nav--primary a").first.wait_for()
    else:
        page.keyboard.press("/")
        page.locator("[data-md-component=search-query]").press_sequentially({"zh": "门槛"}.get(language, "threshold"))
        page.locator("[data-md-component=search-result] li a").first.wait_for()
    page.wait_for_timeout(400)  # ms; the curtain
    return True


def _picture(page: Page, file: Path, width: int, *, whole: bool) -> None:
    live = "tonghao-tool[data-live], body:not(:has(tonghao-tool))"
    page.wait_for_selector(live, state="attached")
    if not whole:
        page.screenshot(path=file)
        return
    high = min(TALLEST, page.evaluate("document.documentElement.scrollHeight"))
    page.screenshot(path=file, full_page=True, clip={"x": 0, "y": 0, "width": width, "height": high})


def _sheet(browser: Browser, shots: list[Shot]) -> None:
    rows = []
    for name in dict.fromkeys(shot.name for shot in shots):
        pictures = [
            f'<a href="{shot.file}"><img src="{shot.file}" width="{ON_SHEET[shot.width]}" alt="{shot.file}"></a>'
            for shot in shots
            if shot.name == name
        ]
        rows.append(f"<h2>{escape(name)}</h2><div>{''.join(pictures)}</div>")
    style = "body{background:#999;font:16px sans-serif;margin:12px}div{align-items:start;display:flex;gap:8px}"
    sheet = TARGET / "sheet.html"
    sheet.write_text(f'<!doctype html><meta charset="utf-8"><title>Shots</title><style>{style}</style>{"".join(rows)}')
    page = browser.new_page(viewport={"width": sum(4 * ON_SHEET[width] + 40 for width in WIDTHS), "height": 800})
    page.goto(sheet.as_uri())
    page.screenshot(path=TARGET / "sheet.png", full_page=True)


if __name__ == "__main__":
    main(sys.argv[1:])
