"""Handouts as PDF: what participants and what the trainer gets, printed by Chromium from the built site.

What is printed is what the reader's own browser prints of the same pages. A running title, page numbers and the
sheet's size are the style sheet's; outline and tags are Chromium's.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Thread

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
FLAGS = (
    "--headless",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--no-pdf-header-footer",
    "--generate-pdf-document-outline",
)
PATIENCE = 120  # seconds for one handout; a page of this size takes about one
_HOME = re.compile(r"<loc>(.+?)[^/]+/</loc>")
_DATES = re.compile(rb"/(CreationDate|ModDate) \(D:\d{14}")


class HandoutError(RuntimeError):
    """No handouts could be made; the message says why and what helps."""


@dataclass(frozen=True)
class Handout:
    """One handout: the address of its page below the site, and the name of its file."""

    address: str
    name: str


def handouts(site: Path) -> list[Handout]:
    """Every handout of the site built in the folder ``site``. Raises :class:`HandoutError` when there is none."""
    found = [
        Handout(page.parent.relative_to(site).as_posix() + "/", f"{page.parts[-3]}-participant-{page.parts[-5]}.pdf")
        for page in sorted(site.glob("*/workshops/*/handout/index.html"))
    ]
    found += [
        Handout(
            page.parent.relative_to(site).as_posix() + "/#with-answers",
            f"{page.parts[-4]}-facilitator-{page.parts[-6]}.pdf",
        )
        for page in sorted(site.glob("*/workshops/*/handout/facilitator/index.html"))
    ]
    if not found:
        raise HandoutError(f"There are no handouts in {site}: build the site first (make build).")
    return sorted(found, key=lambda handout: handout.name)


def find_chromium() -> str:
    """The program that prints: ``$CHROMIUM``, or one on PATH. Raises :class:`HandoutError` when there is none."""
    named = os.environ.get("CHROMIUM")
    found = named or next((path for name in NAMES if (path := shutil.which(name))), None)
    if not found:
        raise HandoutError(
            "Printing needs Chromium or Chrome, and there is none: `make handouts` installs one; "
            "or name one with CHROMIUM=/path; or open a handout's page and print it."
        )
    return found


def write_handouts(site: Path, to: Path, chromium: str, progress: Callable[[str], object] = lambda line: None) -> None:
    """Print every handout of the site in ``site`` into the folder ``to``; ``progress`` is told each file's name.

    ``SOURCE_DATE_EPOCH`` fixes the date inside the files: the same site and the same Chromium then give the same bytes.
    Raises :class:`HandoutError`.
    """
    wanted, home = handouts(site), _home(site)
    to.mkdir(parents=True, exist_ok=True)
    with _served(site, "-" * len(home)) as address, ThreadPoolExecutor(2) as pool:
        printed = partial(_printed, chromium, address)
        for handout, content in zip(wanted, pool.map(printed, wanted), strict=True):
            (to / handout.name).write_bytes(_dated(_at_home(content, address, home)))
            progress(handout.name)


def _home(site: Path) -> str:
    """The address the site was built for, as its sitemap has it."""
    try:
        found = _HOME.search((site / "sitemap.xml").read_text("utf-8"))
    except OSError:
        found = None
    if not found:
        raise HandoutError(f"{site} is no finished site, for it has no sitemap: build it (make build).")
    return found[1]


class _Quiet(SimpleHTTPRequestHandler):
    """Serves files below ``/<anything>/``, and says nothing about it."""

    extensions_map = {**SimpleHTTPRequestHandler.extensions_map, ".mjs": "text/javascript"}  # noqa: RUF012

    def translate_path(self, path: str) -> str:
        """The file, without the first part of the address."""
        return super().translate_path(re.sub("^/[^/]*", "", path))

    def log_message(self, format: str, *args: object) -> None:
        """Nothing."""


@contextmanager
def _served(site: Path, part: str) -> Iterator[str]:
    """The site on this machine's own address, below ``part``, for as long as it is printed."""
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(site))) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield f"http://127.0.0.1:{server.server_address[1]}/{part}/"
        finally:
            server.shutdown()


def _printed(chromium: str, address: str, handout: Handout) -> bytes:
    with TemporaryDirectory() as folder:
        target = Path(folder) / "handout.pdf"
        own = [f"--user-data-dir={folder}/profile", f"--print-to-pdf={target}"]
        if hasattr(os, "geteuid") and os.geteuid() == 0:
            own.append("--no-sandbox")  # Chromium refuses to start for root otherwise; it loads our own pages only
        command = [chromium, *FLAGS, *own, address + handout.address]
        try:
            ran = subprocess.run(command, capture_output=True, text=True, timeout=PATIENCE, check=False)
        except (OSError, subprocess.TimeoutExpired) as error:
            raise HandoutError(f"{chromium} could not print {handout.name}: {error}") from None
        if not target.is_file():
            said = ran.stderr.strip().splitlines()[-1:] or ["it said nothing"]
            raise HandoutError(f"{chromium} printed no {handout.name}: {said[0]}")
        return target.read_bytes()


def _at_home(content: bytes, served: str, home: str) -> bytes:
    """With links to the site's own address instead of where it was printed. That is never the shorter one, so what is
    left over becomes spaces, and all places in the file stay."""

    def moved(found: re.Match[bytes]) -> bytes:
        return (b"(%s%s)" % (home.encode(), found[1])).ljust(len(found[0]))

    return re.sub(rb"\(%s([^()]*)\)" % re.escape(served.encode()), moved, content)


def _dated(content: bytes) -> bytes:
    """With the date from ``SOURCE_DATE_EPOCH``, if that is set. The length stays, and so do all places in the file."""
    fixed = os.environ.get("SOURCE_DATE_EPOCH")
    if not fixed:
        return content
    day = datetime.fromtimestamp(int(fixed), UTC).strftime("%Y%m%d%H%M%S").encode()
    return _DATES.sub(lambda found: b"/%s (D:%s" % (found[1], day), content)
