"""A reader who goes from page to page by links, as people do: Python, once started, is there for the next test too.

Starting Python is most of what a browser test costs. Who needs a page loaded anew says so with ``open``, ``reload``
or ``goto``, and pays for it.
"""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Browser, BrowserContext, Page

from bench.server import SiteServer
from browser.reader import LANGUAGES, Reader, comes

FOLLOW = """href => {
  const link = document.createElement("a");
  link.href = href;
  document.body.append(link);
  link.click();
  link.remove();
}"""


class Traveller(Reader):
    """One browser for each language, both kept for all tests."""

    def __init__(self, browser: Browser, server: SiteServer, options: dict[str, Any]) -> None:
        self._options = options
        self._homes: dict[str, tuple[BrowserContext, Page]] = {}
        for language in LANGUAGES:
            super().__init__(browser.new_context(**options), server)
            self._homes[language] = (self.context, self.page)
        self._fresh: set[str] = set()

    def begins(self) -> None:
        """A new test: nothing of the one before is kept, seen or expected."""
        for context, page in self._homes.values():
            for other in context.pages:
                if other is not page:
                    other.close()
            context.clear_permissions()
            page.set_viewport_size(self._options["viewport"])
            page.emulate_media(color_scheme="light", media="screen")
        self.problems.clear()
        self._expected.clear()
        self._fresh = set(LANGUAGES)

    def ends(self) -> None:
        """Close both browsers."""
        for context, _ in self._homes.values():
            context.close()

    def goes(self, path: str, element: str) -> Reader:
        """To the page by a link; by loading it where there is no page of ours to leave."""
        language = path.split("/")[1]
        self.context, self.page = self._homes[language]
        self.page.bring_to_front()  # only the page in front may read the clipboard
        here = urlsplit(self.page.url).path
        if not here.startswith(f"/{language}/"):
            self._load(path, language)
        elif language in self._fresh:
            self.leaves(language)
            self.page.evaluate("localStorage.clear(), sessionStorage.clear()")
            self._follow(path)
        else:
            if here == urlsplit(path).path:
                self.leaves(language)
            self._follow(path)
        self._fresh.discard(language)
        comes(self.page.locator(f"{element}:defined").first, "attached")
        return self

    def leaves(self, language: str = "") -> None:
        """To a page without any tool, by a link."""
        self._follow(f"/{language or self.language}/cases/")
        comes(self.page.locator("main:not(:has(tonghao-tool, tonghao-sandbox, tonghao-plan))").first, "attached")

    def _load(self, path: str, language: str) -> None:
        if language in self._fresh:
            self.page.goto("about:blank")  # a page of ours might keep something on being left
            kept = {"origin": self.server.url, "storageTypes": "local_storage"}
            self.context.new_cdp_session(self.page).send("Storage.clearDataForOrigin", kept)
        self.page.goto(self.server.url + path, wait_until="domcontentloaded")

    def _follow(self, path: str) -> None:
        address = self.server.url + path
        self.page.evaluate(FOLLOW, address)
        self.page.wait_for_url(address)
        there = f'link[rel=canonical][href="{address.partition("#")[0]}"]'  # the address changes before the page does
        comes(self.page.locator(there).first, "attached")
