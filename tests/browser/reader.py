"""A reader at the screen: what one can do on a page of the site, and what must never happen meanwhile.

A :class:`Reader` notes every console error, uncaught error and request to a foreign host. Whatever a test has not
announced with :meth:`Reader.expects` fails it at the end.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Error, Locator, Page, Request, expect
from playwright.sync_api import TimeoutError as TooLongError

from bench.server import SiteServer
from data import library as real_playbook
from tonghao import tool_data
from tonghao.model import Library
from tonghao_widgets.hub import Hub, read_hub
from tonghao_widgets.words import fill

ROOT = Path(__file__).parents[2]
LANGUAGES = ("en", "zh")
DESK = {"width": 1280, "height": 900}
PATIENCE = 15_000  # ms; a start of Python takes about one second, on a loaded machine several
#: ms; Playwright looks every 100 ms when it may wait so long, and every 500 ms when it may wait longer.
BRIEFLY = 2_400
expect.set_options(timeout=PATIENCE)
#: The map of pages has come, and two pictures of the page have been drawn since.
MAPPED = """new Promise((tell) => requestAnimationFrame(() => requestAnimationFrame(() =>
  tell(performance.getEntriesByType("resource").some(({ name, responseEnd }) => name.endsWith("/sitemap.xml") && responseEnd)))))"""


def other(language: str) -> str:
    return "zh" if language == "en" else "en"


@cache
def library() -> Library:
    return real_playbook()


@cache
def hub(language: str, tool: str = "fit") -> Hub:
    """A tool's texts in one language."""
    return read_hub(tool_data.hub_json(library(), tool, language))


def word(language: str, key: str, **values: object) -> str:
    """A sentence of the site, a tool's own first."""
    if hub(language).words.has(key):
        return hub(language).words(key, **values)
    return fill(library().words[key][language], values)


def title(language: str, verdict: str) -> str:
    """A verdict in one sentence, as the playbook has it."""
    return hub(language).outcomes[verdict]["title"]


def label(language: str, verdict: str) -> str:
    """A verdict's short name."""
    return hub(language).outcomes[verdict]["label"]


def asked(language: str, name: str) -> str:
    """The label of an input."""
    return hub(language).inputs[name].label


def until(page: Page, condition: str) -> None:
    """Wait until an expression holds, if need be on the next page. Playwright's own waiting evaluates text inside the
    page, which our policy forbids unless the condition holds at the first look."""
    for _ in range(PATIENCE // 20):
        try:
            if page.evaluate(condition):
                return
        except Error as left:
            if "context was destroyed" not in left.message:
                raise
        page.wait_for_timeout(20)
    raise AssertionError(f"never held: {condition}")


def comes(what: Locator, state: str = "visible") -> None:
    """Wait until something is there, and see it soon: Python takes one second to start, and hundreds of tests wait."""
    for _ in range(PATIENCE // BRIEFLY):
        with suppress(TooLongError):
            return what.wait_for(state=state, timeout=BRIEFLY)
    return what.wait_for(state=state, timeout=BRIEFLY)


class Reader:
    """One reader with a browser of their own, on one page at a time."""

    def __init__(self, context: BrowserContext, server: SiteServer) -> None:
        self.context, self.server = context, server
        self.problems: list[str] = getattr(self, "problems", [])  # one list for a reader with several browsers
        self._expected: list[re.Pattern[str]] = []
        context.on("console", self._console)
        context.on("weberror", lambda error: self.problems.append(f"uncaught: {error.error}"))
        context.on("request", self._request)
        self.page: Page = context.new_page()
        self.page.set_default_timeout(PATIENCE)

    # --- what must not happen -------------------------------------------------------------------------------------

    def expects(self, *patterns: str) -> None:
        """Console errors that belong to the situation."""
        self._expected += [re.compile(pattern) for pattern in patterns]

    def complaints(self) -> list[str]:
        return [line for line in self.problems if not any(pattern.search(line) for pattern in self._expected)]

    def _console(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self.problems.append(f"console: {message.text} ({message.location.get('url')})")

    def _request(self, request: Request) -> None:
        address = urlsplit(request.url)
        if address.scheme not in {"data", "blob"} and f"{address.scheme}://{address.netloc}" != self.server.url:
            self.problems.append(f"foreign request: {request.url}")

    # --- pages ------------------------------------------------------------------------------------------------------

    def loads(self, path: str) -> Reader:
        """A page with all that it asks for by itself, whatever becomes of its scripts."""
        self.page.goto(self.server.url + path)
        return self

    def open(self, path: str) -> Reader:
        """A page that listens: the code of its elements comes after the page itself."""
        return self.loads(path).awake()

    def awake(self) -> Reader:
        """Wait until every element listens."""
        until(self.page, "!document.querySelector(':not(:defined)')")
        return self

    def swaps(self) -> Reader:
        """Wait until the theme knows which pages there are: only then does a link put the next one in without loading."""
        until(self.page, MAPPED)
        return self

    def goes(self, path: str, element: str) -> Reader:
        """To a page that holds ``element``, by whichever way this reader takes."""
        self.page.goto(self.server.url + path, wait_until="domcontentloaded")
        comes(self.page.locator(f"{element}:defined").first, "attached")
        return self

    def opens_tool(self, path: str = "/en/tools/fit/") -> Reader:
        return self.goes(path, "tonghao-tool[data-live]")

    def leaves(self) -> None:
        """To nowhere; the next page is loaded anew."""
        self.page.goto("about:blank")

    def listening(self) -> None:
        """Wait until the tool listens, and what covers it in an exercise."""
        comes(self.page.locator("tonghao-tool[data-live]").first)
        comes(self.page.locator("tonghao-cover:not(:defined)").first, "detached")

    @property
    def path(self) -> str:
        return urlsplit(self.page.url).path

    @property
    def fragment(self) -> str:
        return urlsplit(self.page.url).fragment

    @property
    def language(self) -> str:
        return self.path.split("/")[1]

    # --- the tool ---------------------------------------------------------------------------------------------------

    @property
    def tool(self) -> Locator:
        return self.page.locator("tonghao-tool")

    def field(self, name: str) -> Locator:
        return self.tool.locator(f'form [name="{name}"]')

    def slider(self, name: str) -> Locator:
        return self.tool.locator(f'input[type="range"][data-for="{name}"]')

    def unknown(self, name: str) -> Locator:
        return self.tool.locator(f'button[data-unknown="{name}"]')

    def preset(self, case: str) -> Locator:
        return self.tool.locator(f'a[data-preset="{case}"]')

    def action(self, name: str) -> Locator:
        return self.tool.locator(f'[data-action="{name}"]')

    def problem(self, name: str) -> Locator:
        """The sentence beside an input."""
        return self.tool.locator(f'[data-input="{name}"] [id$="-problem"]')

    @property
    def result(self) -> Locator:
        return self.tool.locator("[data-result]")

    @property
    def status(self) -> Locator:
        return self.tool.locator("[data-status]")

    @property
    def note(self) -> Locator:
        return self.tool.locator("[data-note]")

    @property
    def announced(self) -> Locator:
        return self.tool.locator(".tg-announce")

    @property
    def retry(self) -> Locator:
        return self.status.get_by_role("button")

    def unfolds(self, folded: Locator) -> Locator:
        """Unfold what ``folded`` is folded away in, if it is."""
        if not folded.is_visible():
            folded.locator("xpath=ancestor::details[not(@open)]").last.locator("> summary").click()
        return folded

    def types(self, **texts: str) -> Reader:
        for name, text in texts.items():
            self.unfolds(self.field(name)).fill(text)
        return self

    def tries(self, case: str) -> Reader:
        self.unfolds(self.preset(case)).click()
        return self

    def answers(self) -> dict[str, str]:
        """What stands in the form, "?" for "don't know"."""
        return self.tool.evaluate(
            """tool => Object.fromEntries([...tool.querySelector("form").elements].filter(one => one.name).map(one => {
                 const unknown = tool.querySelector(`[data-unknown="${one.name}"]`);
                 const typed = one.type === "checkbox" ? String(one.checked) : one.value;
                 return [one.name, unknown?.getAttribute("aria-pressed") === "true" ? "?" : typed];
               }))"""
        )

    def main_answers(self) -> tuple[str, str, str]:
        answers = self.answers()
        return answers["margin"], answers["orders_per_year"], answers["order_value"]

    def reads(self, verdict: str) -> None:
        """Wait until the answer on the page is up to date and says ``verdict``, also in words."""
        comes(self.tool.locator(f'[data-result]:not([aria-busy]) [data-verdict="{verdict}"]'))
        assert title(self.language, verdict).split("{")[0] in self.result.inner_text()

    def settled(self) -> None:
        """Wait until nothing is being computed."""
        comes(self.tool.locator("[data-result]:not([aria-busy])"))

    def shows_served_answer(self) -> None:
        """The answer and the picture made at build time are still there."""
        assert self.result.locator('[data-verdict="native"]').is_visible()
        assert self.result.locator("svg[role=img]").first.is_visible()
        assert title(self.language, "native") in self.result.inner_text()

    def says(self, key: str, **values: object) -> None:
        """The one plain sentence beside the answer."""
        comes(self.status.filter(has_text=word(self.language, key, **values)))

    def notes(self, key: str, **values: object) -> None:
        """The sentence under the buttons."""
        comes(self.note.filter(has_text=word(self.language, key, **values)))

    def sees_no_traces(self) -> None:
        """Nothing a programmer would print is on the page."""
        seen = self.page.locator("body").inner_text()
        found = re.findall(r"Traceback|\w+Error\b|\bundefined\b|\[object |\bNaN\b|at \w+ \(|https?://\S+\.mjs", seen)
        assert not found, found


@contextmanager
def readers_of(server: SiteServer, browser: Browser) -> Iterator[Callable[..., Reader]]:
    """Makes readers of one site. ``before``: a script that runs before any of the page's; other arguments are the
    context's. At the end nobody may have a complaint."""
    made: list[Reader] = []

    def make(before: str | None = None, **options: Any) -> Reader:
        context = browser.new_context(**{"viewport": DESK, "locale": "en-US", "reduced_motion": "reduce", **options})
        if before:
            context.add_init_script(before)
        made.append(Reader(context, server))
        return made[-1]

    yield make
    complaints = [line for reader in made for line in reader.complaints()]
    for reader in made:
        reader.context.close()
    assert not complaints, "\n".join(complaints)


def pages(server: SiteServer, language: str) -> list[str]:
    """The address of every page of a language, from the files of the built site.

    Cases and the inner pages of workshops are many of a kind: each is visited in one of the languages, in turn. The
    pages that explain a problem are one template: every eighth stands for all. A tool's bare page holds what its own
    page holds: that of fit stands for all.
    """
    home = server.find(f"/{language}/").parent
    found = sorted(path.parent.relative_to(home.parent).as_posix() for path in home.rglob("index.html"))
    assert len(found) > 30
    explained = [address for address in found if "/problems/" in address]
    left_out = {address for index, address in enumerate(explained) if index % 8}
    left_out |= {address for address in found if "/embed/" in address and not address.endswith("/fit")}
    in_turn = [address for address in found if re.search(r"/cases/|/workshops/[^/]+/", address)]
    mine = LANGUAGES.index(language)
    left_out |= {address for index, address in enumerate(in_turn) if index % len(LANGUAGES) != mine}
    return [f"/{address}/" for address in found if address not in left_out]
