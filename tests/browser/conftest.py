"""One build of the site, one server, one Chromium for all; a context of their own for each test's readers."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from bench.server import SiteServer
from browser.reader import DESK, LANGUAGES, ROOT, Reader, readers_of
from browser.tour import Stop, walk
from browser.traveller import Traveller
from browser_path import FLAGS, find_chromium


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("site")


@pytest.fixture(scope="session")
def running(folder: Path) -> Iterator[SiteServer]:
    """The site, built strictly for the address it is served at."""
    with SiteServer(folder) as server:
        environment = {**os.environ, "SITE_URL": f"{server.url}/"}
        command = [str(Path(sys.executable).parent / "tonghao"), "build", "--to", str(folder)]
        built = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
        assert built.returncode == 0, f"the site does not build:\n{built.stdout}{built.stderr}"
        yield server


@pytest.fixture
def server(running: SiteServer) -> Iterator[SiteServer]:
    running.log.clear()
    yield running
    running.faults.clear()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Without a Chromium this raises one sentence, and every test fails with it."""
    chromium = find_chromium()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def readers(browser: Browser, server: SiteServer) -> Iterator[Callable[..., Reader]]:
    with readers_of(server, browser) as make:
        yield make


@pytest.fixture
def reader(readers: Callable[..., Reader]) -> Reader:
    return readers()


@pytest.fixture(scope="session")
def travelling(browser: Browser, running: SiteServer) -> Iterator[Traveller]:
    """For those who need no page loaded anew: see :mod:`browser.traveller`."""
    made = Traveller(browser, running, {"viewport": DESK, "locale": "en-US", "reduced_motion": "reduce"})
    yield made
    made.ends()


@pytest.fixture
def traveller(travelling: Traveller, server: SiteServer) -> Iterator[Traveller]:
    travelling.begins()
    yield travelling
    complaints = travelling.complaints()
    assert not complaints, "\n".join(complaints)


class Tour(dict[str, list[Stop]]):
    """All pages of a language, each visited once for all tests, when somebody first asks.

    The languages side by side, each in its browser; only one of them when the tests themselves run side by side, for
    then another process walks through the other.
    """

    def __init__(self, server: SiteServer) -> None:
        super().__init__()
        self._server = server

    def __missing__(self, language: str) -> list[Stop]:
        wanted = [language] if "PYTEST_XDIST_WORKER" in os.environ else LANGUAGES
        with ThreadPoolExecutor(len(wanted)) as pool:
            self.update(zip(wanted, pool.map(self._walked, wanted), strict=True))
        return self[language]

    def _walked(self, language: str) -> list[Stop]:
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=find_chromium(), args=FLAGS)
            try:
                return walk(browser, self._server, language)
            finally:
                browser.close()


@pytest.fixture(scope="session")
def tour(running: SiteServer) -> Tour:
    return Tour(running)
