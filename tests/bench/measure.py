"""Open both pages, again and again, in turn, and note the times and the bytes."""

import json
import os
import platform
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

from playwright.sync_api import BrowserContext, Page, Playwright, sync_playwright

from bench.build_time import measure_builds
from bench.pages import ask_many, asked_form, changed_values, wake_script, write_stock_page
from bench.report import Line
from bench.server import Brotli, SiteServer
from browser_path import find_chromium

ROOT = Path(__file__).resolve().parents[2]
FLAGS = [
    *("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"),
    *("--disable-sync", "--no-first-run"),
]
OUR_PAGE = "/en/tools/fit/"
STOCK_PAGE = "/stock/"
#: 20 Mbit/s, 40 ms. Set on the page; its workers share the line.
SLOW = {"offline": False, "latency": 40, "downloadThroughput": 2_500_000, "uploadThroughput": 2_500_000}
LINES = {"open line": None, "20 Mbit/s, 40 ms": SLOW}
#: A second tab is opened when the first has been idle this long: compiled code has then been put aside.
BETWEEN_VISITS = 2.5


@dataclass
class Figures:
    """What was measured, by side ("ours", "stock"). Times in ms."""

    first: dict[str, dict[str, list[float]]] = field(default_factory=lambda: {line: _sides() for line in LINES})
    repeat: dict[str, dict[str, list[float]]] = field(default_factory=lambda: {line: _sides() for line in LINES})
    answers: dict[str, list[float]] = field(default_factory=lambda: _sides())
    sent: dict[str, dict[str, int]] = field(default_factory=dict)  # side -> path -> bytes of a first visit
    builds: dict[str, float] = field(default_factory=dict)  # seconds


def _sides() -> dict[str, list[float]]:
    return {"ours": [], "stock": []}


class Bench:
    def __init__(self, playwright: Playwright, server: SiteServer, figures: Figures) -> None:
        self._playwright = playwright
        self._server = server
        self._figures = figures

    @contextmanager
    def browser(self) -> Iterator[BrowserContext]:
        """A browser with a profile of its own, with nothing in it."""
        with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
            context = self._playwright.chromium.launch_persistent_context(
                profile, executable_path=find_chromium(), args=FLAGS, headless=True
            )
            try:
                time.sleep(0.4)
                yield context
            finally:
                context.close()

    def visit(self, context: BrowserContext, side: str, line: str) -> tuple[Page, float]:
        page = context.new_page()
        if LINES[line]:
            session = context.new_cdp_session(page)
            session.send("Network.enable")
            session.send("Network.emulateNetworkConditions", LINES[line])
        if side == "ours":
            page.add_init_script(wake_script())
        page.goto(self._server.url + (OUR_PAGE if side == "ours" else STOCK_PAGE), wait_until="commit")
        page.wait_for_function("window.live", timeout=120_000, polling=100)
        return page, page.evaluate("window.live")

    def round(self, side: str, line: str) -> None:
        self._server.log.clear()
        with self.browser() as context:
            page, ms = self.visit(context, side, line)
            self._figures.first[line][side].append(ms)
            if side not in self._figures.sent:
                time.sleep(0.5)
                self._figures.sent[side] = {}
                for request in self._server.log:
                    sent = self._figures.sent[side]
                    sent[request.path] = sent.get(request.path, 0) + request.sent
            time.sleep(BETWEEN_VISITS)
            page.close()
            page, ms = self.visit(context, side, line)
            self._figures.repeat[line][side].append(ms)

    def answers(self, side: str, count: int) -> None:
        with self.browser() as context:
            page, _ = self.visit(context, side, "open line")
            ask_many(page, changed_values(5))
            self._figures.answers[side] += ask_many(page, changed_values(count))


def prepare(folder: Path) -> tuple[SiteServer, float]:
    """Build the site and the stock page, compress everything. Gives the server and the seconds of the site's build."""
    site, stock = folder / "site", folder / "stock"
    seconds = build_site(site)
    mounts = {STOCK_PAGE: stock}
    brotli = Brotli(folder / "brotli")
    server = SiteServer(site, brotli=brotli, mounts=mounts)
    with sync_playwright() as playwright, server:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=FLAGS)
        form = asked_form(browser.new_page(), server.url + OUR_PAGE)
        npm = ROOT / "node_modules" / "pyodide"
        write_stock_page(stock, npm, ROOT / "widgets", site / OUR_PAGE.strip("/") / "index.html", form)
        page = browser.new_page()
        page.goto(server.url + STOCK_PAGE)
        page.wait_for_function("window.live", timeout=60_000)
        browser.close()
    return SiteServer(site, brotli=brotli, mounts=mounts), seconds


def build_site(site: Path) -> float:
    """Seconds for `mkdocs build` of the real site, with the runtime already built."""
    command = [sys.executable, "-m", "mkdocs", "build", "--quiet", "-f", str(ROOT / "mkdocs.yml"), "-d", str(site)]
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
    start = time.perf_counter()
    subprocess.run(command, check=True, env=environment, cwd=ROOT)
    return time.perf_counter() - start


def machine(version: str) -> str:
    cpu = platform.processor() or platform.machine()
    with_names = Path("/proc/cpuinfo")
    if with_names.exists():
        names = [
            row.split(":", 1)[1].strip() for row in with_names.read_text().splitlines() if row.startswith("model name")
        ]
        cpu = names[0] if names else cpu
    pyodide = json.loads((ROOT / "node_modules" / "pyodide" / "package.json").read_text())["version"]
    parts = [f"{os.cpu_count()} x {cpu}", platform.platform(terse=True), f"Chromium {version}", f"Pyodide {pyodide}"]
    return ", ".join([*parts, f"Python {platform.python_version()}", f"load {os.getloadavg()[0]:.1f}"])


def measure(rounds: int, answers: int, builds: bool, say: Callable[[str], None]) -> tuple[Figures, str]:
    folder = ROOT / "build" / "bench"
    say("building the site and the page to compare with")
    build_site(folder / "site")  # so that the runtime is there and the timed build is of the site alone
    server, seconds = prepare(folder)
    figures = Figures()
    figures.builds["site"] = seconds
    with sync_playwright() as playwright, server:
        bench = Bench(playwright, server, figures)
        with bench.browser() as context:
            version = context.browser.version if context.browser else _version()
        for number in range(rounds):
            say(f"round {number + 1} of {rounds}")
            for line in LINES:
                for side in ("ours", "stock") if number % 2 else ("stock", "ours"):
                    bench.round(side, line)
        say(f"{answers} answers each")
        for side in ("ours", "stock"):
            bench.answers(side, answers)
    if builds:
        say("build times")
        figures.builds |= measure_builds(folder / "builds", say)
    return figures, version


def _version() -> str:
    said = subprocess.run([find_chromium(), "--version"], capture_output=True, text=True, check=False).stdout
    return said.strip().split()[-1] if said.strip() else "?"


def lines(figures: Figures) -> list[Line]:
    """The table's lines, with what was promised for each."""
    rows = []
    for line, budget in (("open line", 0.40), ("20 Mbit/s, 40 ms", 0.65)):
        ours, stock = (median(figures.first[line][side]) for side in ("ours", "stock"))
        rows.append(Line(f"first visit, {line}", ours, stock, "ms", budget))
    for line in LINES:
        ours, stock = (median(figures.repeat[line][side]) for side in ("ours", "stock"))
        rows.append(Line(f"repeat visit, {line}", ours, stock, "ms", 0.40))
    python = {
        path: sent
        for path, sent in figures.sent["ours"].items()
        if path.startswith(("/assets/runtime/", "/assets/shell/"))
    }
    stock = {path: sent for path, sent in figures.sent["stock"].items() if path not in (STOCK_PAGE, "/favicon.ico")}
    rows.append(Line("bytes for Python, brotli", sum(python.values()) / 1000, sum(stock.values()) / 1000, "kB", 0.73))
    whole = [sum(figures.sent[side].values()) / 1000 for side in ("ours", "stock")]
    rows.append(Line("bytes of the whole page, brotli", *whole, "kB", None))
    rows.append(Line("requests", len(figures.sent["ours"]), len(figures.sent["stock"]), "", None))
    ours, stock = (median(figures.answers[side]) for side in ("ours", "stock"))
    rows.append(Line("changed input to new answer", ours, stock, "ms", None))
    for name, seconds in figures.builds.items():
        rows.append(Line(f"build: {name}", seconds, figures.builds.get(f"{name}, as plain Markdown"), "s", None))
    return [row for row in rows if "as plain Markdown" not in row.name]
