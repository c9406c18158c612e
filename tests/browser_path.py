"""Finds the Chromium and the Firefox that the browser tests drive. `setup/bootstrap --browser` asks the same question.

Run as a program it prints the path of Chromium, with the argument `firefox` that of Firefox, or one sentence on stderr
and exit status 1.
"""

# Maintainers: a file that exists proves little (Ubuntu's /usr/bin/chromium-browser only says "install the
# snap"), so a candidate counts when `--version` works. Playwright is asked in a process of its own: its
# synchronous interface refuses to start a second time inside a test that already uses it.

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterable, Iterator
from functools import cache

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
FIREFOX_NAMES = ("firefox-esr", "firefox")
MACOS_APPLICATIONS = (
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
)
MACOS_FIREFOX = "/Applications/Firefox.app/Contents/MacOS/firefox"
ASK_PLAYWRIGHT = (
    "from playwright.sync_api import sync_playwright\nwith sync_playwright() as p: print(p.chromium.executable_path)"
)
#: What no Chromium here needs: Playwright's own list (`--disable-features` would replace it), then the menu under the
#: address bar. Nobody opens it, yet each window keeps two pages of it ready, which cost more than a page of ours.
UNUSED = (
    "AimEnabled",
    "AvoidCorsURLLoaderRestartOnRedirect",
    "AvoidUnnecessaryBeforeUnloadCheckSync",
    "DestroyProfileOnBrowserClose",
    "HttpsFirstBalancedModeAutoEnable",
    "HttpsUpgrades",
    "LensOverlay",
    "MediaRouter",
    "NetworkTimeServiceQuerying",
    "OptimizationHints",
    "PaintHolding",
    "PreconnectToSearch",
    "ThirdPartyStoragePartitioning",
    "WebUIOmniboxAimPopup",
    "WebUIOmniboxPopup",
)
#: How every Chromium here is started: nothing that asks the network, and no RenderDocument. With that feature, on by
#: default since Chromium 150, a page that is closed while another document arrives is never closed, and Playwright
#: waits for ever (microsoft/playwright#42068). This level of the feature is the one from before.
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--enable-features=RenderDocument:level/crashed-frame",
    f"--disable-features={','.join(UNUSED)}",
)


class NoChromiumError(RuntimeError):
    """There is no Chromium to test with. A browser test that meets this fails; it never skips."""


class NoFirefoxError(RuntimeError):
    """There is no Firefox to test with. A test that meets this fails; it never skips."""


@cache
def find_chromium() -> str:
    """The path of a Chromium or Chrome that runs: $CHROMIUM, one on PATH, or the one Playwright installed."""
    return _first(
        "CHROMIUM",
        _candidates(),
        NoChromiumError,
        "The browser tests need Chromium and there is none: run `setup/bootstrap --browser`, "
        "install Chromium or Chrome, or name one with CHROMIUM=/path.",
    )


@cache
def find_firefox() -> str:
    """The path of a Firefox that runs: $FIREFOX, or one on PATH. Playwright's patched one does not count."""
    return _first(
        "FIREFOX",
        (*filter(None, map(shutil.which, FIREFOX_NAMES)), MACOS_FIREFOX),
        NoFirefoxError,
        "Some browser tests need Firefox and there is none: run `setup/bootstrap --browser`, "
        "install Firefox, or name one with FIREFOX=/path.",
    )


def _first(setting: str, candidates: Iterable[str], error: type[RuntimeError], none: str) -> str:
    """The one the setting names, else the first candidate that runs."""
    if named := os.environ.get(setting):
        if _runs(named):
            return named
        raise error(f"{setting} is set to {named}, which does not run.")
    for path in candidates:
        if _runs(path):
            return path
    raise error(none)


def _candidates() -> Iterator[str]:
    for name in NAMES:
        if path := shutil.which(name):
            yield path
    yield from MACOS_APPLICATIONS
    answer = _run(sys.executable, "-c", ASK_PLAYWRIGHT)
    if answer:
        yield answer.strip()


def _runs(path: str) -> bool:
    return _run(path, "--version") is not None


def _run(*command: str) -> str | None:
    """What the program printed; None if it cannot be started, fails or hangs."""
    try:
        return subprocess.run(command, capture_output=True, text=True, timeout=30, check=True).stdout
    except (OSError, subprocess.SubprocessError):
        return None


if __name__ == "__main__":
    try:
        print(find_firefox() if sys.argv[1:] == ["firefox"] else find_chromium())
    except (NoChromiumError, NoFirefoxError) as problem:
        sys.exit(str(problem))
