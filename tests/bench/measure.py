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

from bench.build_time import PLAIN, measure_builds
from bench.editing import ALLOWED, measure_editing
from bench.every_tool import every_tool
from bench.pages import IN_WORKER, LISTEN, ask_many, asked_form, changed_values, wake_script, write_stock_pages
from bench.peers import PEERS, WATCH, build_peers, note_others
from bench.report import Line
from bench.server import Brotli, SiteServer
from browser_path import FLAGS, find_chromium

ROOT = Path(__file__).resolve().parents[2]
#: Side -> page. "stock page" is our page, theme and search and all, with the tool run by an unmodified Pyodide;
#: "stock bare" is the tool and nothing else. The first has our page's other work to do, the second has not.
PAGES = {"ours": "/en/tools/fit/", "stock page": "/stock/en/tools/fit/", "stock bare": "/stock/bare/"}
#: 20 Mbit/s, 40 ms. Set on the page; its workers share the line.
SLOW = {"offline": False, "latency": 40, "downloadThroughput": 2_500_000, "uploadThroughput": 2_500_000}
LINES = {"open line": None, "20 Mbit/s, 40 ms": SLOW}
#: A second tab is opened when the first has been idle this long: compiled code has then been put aside.
BETWEEN_VISITS = 2.5


@dataclass
class Figures:
    """What was measured, by side. Times in ms."""

    first: dict[str, dict[str, list[float]]] = field(default_factory=lambda: {line: {} for line in LINES})
    repeat: dict[str, dict[str, list[float]]] = field(default_factory=lambda: {line: {} for line in LINES})
    answers: dict[str, list[float]] = field(default_factory=dict)
    sent: dict[str, dict[str, int]] = field(default_factory=dict)  # side -> path -> bytes of a first visit
    tools: dict[str, tuple[float, float]] = field(default_factory=dict)  # ms of the first and of later answers
    builds: dict[str, float] = field(default_factory=dict)  # seconds


class Bench:
    def __init__(self, playwright: Playwright, server: SiteServer, figures: Figures, pages: dict[str, str]) -> None:
        self._playwright = playwright
        self._pages = pages
        self._server = server
        self._figures = figures

    @contextmanager
    def browser(self) -> Iterator[BrowserContext]:
        """A browser with a profile of its own, with nothing in it. Our policy would stop the stock page's script."""
        with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
            context = self._playwright.chromium.launch_persistent_context(
                profile, executable_path=find_chromium(), args=FLAGS, headless=True, bypass_csp=True
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
        elif side in PEERS:
            page.add_init_script(WATCH)
        page.goto(self._server.url + self._pages[side], wait_until="commit")
        page.wait_for_function("window.live", timeout=120_000, polling=100)
        return page, page.evaluate("window.live")

    def round(self, side: str, line: str) -> None:
        self._server.log.clear()
        with self.browser() as context:
            others = note_others(context, self._server.url)
            page, ms = self.visit(context, side, line)
            self._figures.first[line].setdefault(side, []).append(ms)
            if side not in self._figures.sent:
                time.sleep(0.5)
                self._figures.sent[side] = {}
                for request in self._server.log:
                    sent = self._figures.sent[side]
                    sent[request.path] = sent.get(request.path, 0) + request.sent
            time.sleep(BETWEEN_VISITS)
            page.close()
            page, ms = self.visit(context, side, line)
            self._figures.repeat[line].setdefault(side, []).append(ms)
            if others:
                raise RuntimeError(f"{side} asks for {others[0]}: it was to be served from here")

    def answers(self, side: str, count: int) -> None:
        with self.browser() as context:
            context.add_init_script(LISTEN)
            page, _ = self.visit(context, side, "open line")
            ask_many(page, changed_values(5))
            self._figures.answers[side] = ask_many(page, changed_values(count))
            if side == "ours":
                python = next(worker for worker in page.workers if "/shell/" in worker.url)  # the other one is search's
                self._figures.answers["worker"] = python.evaluate(IN_WORKER, page.evaluate("requests"))


def prepare(folder: Path, peers: bool, say: Callable[[str], None]) -> tuple[SiteServer, float]:
    """Build the site and the pages to compare with, compress what is sent. Gives the server and the build's seconds."""
    site, stock, npm = folder / "site", folder / "stock", ROOT / "node_modules" / "pyodide"
    # The page with our surroundings finds its styles and scripts where ours does: one level up is the site's root.
    mounts = {"/stock/": stock, PAGES["stock page"]: stock / "page", "/stock/assets/": site / "assets"}
    mounts["/stock/en/search/"] = site / "en" / "search"
    mounts |= {"/peers/": folder / "peers" / "pages"} if peers else {}
    brotli = Brotli(folder / "brotli")
    served = SiteServer(site, brotli=brotli, mounts=mounts)
    seconds = build_site(
        site, served.url
    )  # for its own address: pages are swapped in only where the sitemap names them
    with sync_playwright() as playwright, SiteServer(site, brotli=brotli, mounts=mounts) as server:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=FLAGS)
        form = asked_form(browser.new_page(bypass_csp=True), server.url + PAGES["ours"])
        write_stock_pages(stock, npm, ROOT / "widgets", site / PAGES["ours"].strip("/") / "index.html", form)
        if peers:
            build_peers(folder / "peers", stock, say)
        for path in [PAGES["stock page"], PAGES["stock bare"], *(PEERS.values() if peers else ())]:
            page = browser.new_page(bypass_csp=True)
            page.add_init_script(WATCH)
            page.goto(server.url + path, wait_until="commit")  # the first to ask waits while a file is compressed
            page.wait_for_function("window.live", timeout=600_000)
        browser.close()
    return served, seconds


def build_site(site: Path, address: str) -> float:
    """Seconds for `mkdocs build` of the real site, with the runtime already built."""
    command = [sys.executable, "-m", "mkdocs", "build", "--quiet", "-f", str(ROOT / "mkdocs.yml"), "-d", str(site)]
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "SITE_URL": f"{address}/"}
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


def measure(rounds: int, answers: int, builds: bool, peers: bool, say: Callable[[str], None]) -> tuple[Figures, str]:
    folder = ROOT / "build" / "bench"
    say("building the site and the page to compare with")
    build_site(
        folder / "site", "http://127.0.0.1"
    )  # so that the runtime is there and the timed build is of the site alone
    server, seconds = prepare(folder, peers, say)
    pages = PAGES | (PEERS if peers else {})
    figures = Figures()
    figures.builds["site"] = seconds
    with sync_playwright() as playwright, server:
        bench = Bench(playwright, server, figures, pages)
        with bench.browser() as context:
            version = context.browser.version if context.browser else _version()
        for number in range(rounds):
            say(f"round {number + 1} of {rounds}")
            for line in LINES:
                for turn in range(len(pages)):
                    bench.round([*pages][(number + turn) % len(pages)], line)
        say(f"{answers} answers each")
        for side in PAGES:
            bench.answers(side, answers)
        say("every tool")
        with bench.browser() as context:
            figures.tools = every_tool(context, server, 7)
    if builds:
        say("build times")
        figures.builds |= measure_builds(folder / "builds", say)
        figures.builds |= measure_editing(folder / "builds", rounds, say)
    return figures, version


def _version() -> str:
    said = subprocess.run([find_chromium(), "--version"], capture_output=True, text=True, check=False).stdout
    return said.strip().split()[-1] if said.strip() else "?"


def _tools(tools: dict[str, tuple[float, float]]) -> list[Line]:
    """The next tool of a visit against 50 ms; the slowest to answer against 150 ms, the rest against 16."""
    first = {tool: times[0] for tool, times in tools.items() if times[0]}
    later = {tool: times[1] for tool, times in tools.items()}
    slowest, last = max(first, key=first.__getitem__), max(later, key=later.__getitem__)
    return [
        Line("the second tool of a visit, median", median(first.values()), 50.0, "ms", 1.0),
        Line(f"the same, the slowest ({slowest})", first[slowest], 50.0, "ms", 1.0),
        Line("a changed input in every tool, median", median(later.values()), 16.0, "ms", 1.0),
        Line(f"the same, the slowest ({last})", later[last], 150.0, "ms", 1.0),
    ]


def _peers(figures: Figures) -> list[Line]:
    """Nothing was promised against these."""
    rows = []
    for peer in PEERS:
        if peer not in figures.sent:
            continue
        for visit, times in (("first visit", figures.first), ("repeat visit", figures.repeat)):
            for line, sides in times.items():
                name = f"{visit}, {line}, against {peer}"
                rows.append(Line(name, median(sides["ours"]), median(sides[peer]), "ms", None))
        sent = [sum(figures.sent[side].values()) / 1000 for side in ("ours", peer)]
        rows.append(Line(f"bytes of the whole page, brotli, against {peer}", *sent, "kB", None))
    return rows


def lines(figures: Figures) -> list[Line]:
    """The table's lines, with what was promised for each."""
    rows = []
    budgets = {"first visit": dict(zip(LINES, (0.40, 0.65), strict=True)), "repeat visit": dict.fromkeys(LINES, 0.40)}
    for visit, times in (("first visit", figures.first), ("repeat visit", figures.repeat)):
        for line, sides in times.items():
            middle = {side: median(values) for side, values in sides.items()}
            for side in ("stock page", "stock bare"):
                name = f"{visit}, {line}, against {side.split()[1]}"
                rows.append(Line(name, middle["ours"], middle[side], "ms", budgets[visit][line]))
    ours, stock = figures.sent["ours"], figures.sent["stock bare"]
    python = [path for path in ours if path.startswith(("/assets/runtime/", "/assets/shell/"))]
    theirs = [path for path in stock if "/pyodide-" in path]
    python_kb = (sum(ours[path] for path in python) / 1000, sum(stock[path] for path in theirs) / 1000)
    rows.append(Line("bytes for Python, brotli", *python_kb, "kB", 0.73))
    rows.append(Line("requests for Python", len(python), len(theirs), "", None))
    whole = [sum(figures.sent[side].values()) / 1000 for side in ("ours", "stock page")]
    rows.append(Line("bytes of the whole page, brotli", *whole, "kB", None))
    before = sum(size for path, size in ours.items() if not path.startswith("/assets/runtime/")) / 1000
    rows.append(Line("page without Python, against what is allowed", before, 250.0, "kB", 1.0))
    rows += _peers(figures)
    answers = [median(figures.answers[side]) for side in ("ours", "stock page")]
    rows.append(Line("changed input to new answer", *answers, "ms", None))
    in_worker = median(figures.answers["worker"])
    rows.append(Line("the same in the worker, against what is allowed", in_worker, 16.0, "ms", 1.0))
    rows += _tools(figures.tools)
    builds = figures.builds
    for name, seconds in builds.items():
        if name in ALLOWED:
            rows.append(Line(f"{name}, against what is allowed", seconds, ALLOWED[name], "s", 1.0))
        elif name == "YAML to pages":
            rows.append(Line("YAML to pages, share of the build", seconds, builds["site"], "s", 0.10))
        elif not name.endswith(PLAIN):
            stock = builds.get(name + PLAIN)
            rows.append(Line(f"build: {name}", seconds, stock, "s", 0.5 if stock else None))
    return rows
