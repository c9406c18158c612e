"""A made-up playbook of thousands of pages, and whether one can still work with it and read it.

    .venv/bin/python tests/bench/scale.py [--times N] [--cases N] [--keep FOLDER]

Every playbook is copied ``--times`` times and every case ``--cases`` times. The copies say the same as ours under other
names: sizes are right, but copies compress better than anything people write. A figure is one measurement, in seconds
unless it says otherwise.
"""

from __future__ import annotations

import argparse
import gzip
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

sys.path[0] = str(Path(__file__).resolve().parents[1])

from playwright.sync_api import Page, sync_playwright  # noqa: E402

from bench.editing import project_of, saves  # noqa: E402
from bench.server import SiteServer  # noqa: E402
from browser_path import FLAGS, find_chromium  # noqa: E402
from tonghao import pages  # noqa: E402
from tonghao.load import load  # noqa: E402
from tonghao.memory import Memory  # noqa: E402

WANTED = {"en": "threshold", "zh": "冷启动"}
RESULT = ".md-search-result__item"


def enlarge(playbook: Path, times: int, cases: int) -> None:
    """Copies of every playbook and case, under names of their own, on the site's path."""
    site = playbook / "site.yml"
    listed = []
    for file in sorted(playbook.glob("*.yml")):
        text = file.read_text("utf-8")
        if "\nkind: playbook\n" not in f"\n{text}":
            continue
        listed += [*_copies(file, text, times)]
    for file in sorted((playbook / "cases").glob("*.yml")):
        for _ in _copies(file, file.read_text("utf-8"), cases):
            pass
    head, _, tail = site.read_text("utf-8").partition("\nplaybooks: [")
    site.write_text(f"{head}\nplaybooks: [{', '.join(listed)}, {tail}", "utf-8")


def _copies(file: Path, text: str, times: int) -> Iterator[str]:
    for number in range(1, times):
        identity = f"{file.stem}-{number}"
        copied = text.replace(f"id: {file.stem}\n", f"id: {identity}\n", 1)
        file.with_name(f"{identity}.yml").write_text(copied, "utf-8")
        yield identity


class Said(dict[str, float]):
    """Figures that are told as they come: a run takes minutes."""

    def __init__(self, say: Callable[[str], None]) -> None:
        super().__init__()
        self._say = say

    def __setitem__(self, name: str, figure: float) -> None:
        super().__setitem__(name, figure)
        self._say(f"{name:40} {figure:10.2f}")


def time_of(figures: dict[str, float], name: str, act: Callable[[], object]) -> None:
    """What the clock says and, for a machine with other work to do, what the processors worked."""
    start, worked = time.perf_counter(), sum(os.times()[:4])
    act()
    figures[name] = time.perf_counter() - start
    figures[f"{name}, work"] = sum(os.times()[:4]) - worked


def run(project: Path, *arguments: str) -> None:
    program = "from tonghao.cli import main; main()"
    environment = {**os.environ, "SITE_URL": "http://127.0.0.1/", "NO_MKDOCS_2_WARNING": "1"}
    done = subprocess.run(
        [sys.executable, "-c", program, *arguments], cwd=project, env=environment, capture_output=True, text=True
    )
    if done.returncode:
        raise SystemExit(f"{done.stdout[-2000:]}{done.stderr[-2000:]}")


def searches(page: Page, url: str, language: str) -> dict[str, float]:
    """Seconds from the first letter to the first result, by somebody who is new here, and of the next search."""
    page.goto(f"{url}/{language}/")
    page.keyboard.press("/")
    start = time.perf_counter()
    page.keyboard.type(WANTED[language]) if language == "en" else page.keyboard.insert_text(WANTED[language])
    page.keyboard.press("End")
    page.locator(RESULT).first.wait_for(timeout=180_000)
    first = time.perf_counter() - start
    page.keyboard.press("Control+A")
    start = time.perf_counter()
    page.keyboard.type("price") if language == "en" else page.keyboard.insert_text("价格")
    page.keyboard.press("End")
    page.wait_for_timeout(50)
    page.locator(RESULT).first.wait_for(timeout=60_000)
    again = time.perf_counter() - start
    page.keyboard.press("Escape")
    return {f"search, first result ({language})": first, f"search, next words ({language})": again}


def goes(page: Page, url: str) -> float:
    """Seconds from pressing a link until the page it leads to stands there."""
    page.goto(f"{url}/en/cases/")
    page.wait_for_timeout(1500)
    link = page.locator("main a[href*='cases/'], article a[href]").nth(5)
    before = page.url
    start = time.perf_counter()
    link.click()
    page.wait_for_function("before => location.href !== before && document.querySelector('h1')", arg=before)
    return time.perf_counter() - start


def measure(folder: Path, times: int, cases: int, say: Callable[[str], None]) -> dict[str, float]:
    project = project_of(folder)
    enlarge(project / "playbook", times, cases)
    figures = Said(say)
    say("checking")
    time_of(figures, "check, first", lambda: run(project, "check"))
    time_of(figures, "check, again", lambda: run(project, "check"))
    library = load(project / "playbook", Memory(folder / "parsed"))
    say("making pages")
    count = 0

    def make() -> None:
        nonlocal count
        count = sum(1 for _ in pages.pages(library, pages.Assets()))

    time_of(figures, "YAML to pages", make)
    figures["pages"] = count
    say(f"building {count} pages")
    site = folder / "site"
    time_of(figures, "build", lambda: run(project, "build", "--to", str(site)))
    for language in WANTED:
        index = (site / language / "search" / "search_index.json").read_bytes()
        figures[f"search index, MB ({language})"] = len(index) / 1e6
        figures[f"search index, MB as gzip ({language})"] = len(gzip.compress(index, 6)) / 1e6
    figures["largest page, kB"] = max(path.stat().st_size for path in site.rglob("*.html")) / 1e3
    say("reading")
    with SiteServer(site) as server, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=FLAGS)
        for language in WANTED:
            page = browser.new_page(locale=language)
            for name, figure in searches(page, server.url, language).items():
                figures[name] = figure
            page.close()
        figures["another page by a link"] = goes(browser.new_page(), server.url)
        browser.close()
    say("saving")
    waits = saves(project, 3, patience=900)
    figures["save YAML to new page"] = sorted(waits)[1]
    return figures


def main() -> None:
    parser = argparse.ArgumentParser(description="Measure a made-up playbook of thousands of pages.")
    parser.add_argument("--times", type=int, default=50, help="how often each playbook (default 50)")
    parser.add_argument("--cases", type=int, default=10, help="how often each case (default 10)")
    parser.add_argument("--keep", type=Path, help="a folder for all that is made; it stays")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        folder = options.keep or Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        figures = measure(
            folder, options.times, options.cases, lambda line: print(f"  {line}", file=sys.stderr, flush=True)
        )
    print(f"load {os.getloadavg()[0]:.1f}, {os.cpu_count()} cores, {time.strftime('%Y-%m-%d')}")
    for name, figure in figures.items():
        print(f"{name:40} {figure:10.2f}")


if __name__ == "__main__":
    main()
