"""What a browser needs to keep the site: the list of all its files with their hashes, and the service worker."""

from __future__ import annotations

import base64
import hashlib
import json
import shutil
from pathlib import Path

LIST = "offline.json"
WORKER = "sw.js"
PYTHON = "assets/runtime/"
#: Read by nobody without a network: maps for search engines and for those who debug the theme, rules for the host.
_LEFT_OUT = (LIST, WORKER, "sitemap.xml", "search/search_index.json", "_headers", "_redirects", "robots.txt")


def write(site: Path, root: Path, version: str) -> None:
    """Add the list and the worker to the finished ``site``. Nothing may be written into it afterwards.

    ``version`` is that of the content, for people; the list's own changes with any byte of any file.
    """
    files = listed(site)
    print_of_all = hashlib.sha256(json.dumps(files, sort_keys=True).encode()).hexdigest()[:8]
    about = {"version": print_of_all, "site": version, "python": PYTHON, "files": files}
    (site / LIST).write_text(json.dumps(about, ensure_ascii=False, separators=(",", ":"), sort_keys=True), "utf-8")
    shutil.copyfile(root / "widgets" / "shell" / WORKER, site / WORKER)


def listed(site: Path) -> dict[str, tuple[str, int]]:
    """Every file a reader can need: address as it is visited -> (SHA-256 in URL-safe base 64, bytes)."""
    found = {}
    for path in sorted(site.rglob("*")):
        name = path.relative_to(site).as_posix()
        if path.is_file() and name not in _LEFT_OUT and not name.endswith((".map", ".gz", ".br")):
            data = path.read_bytes()
            digest = base64.urlsafe_b64encode(hashlib.sha256(data).digest()).rstrip(b"=").decode()
            address = name.removesuffix("index.html") if path.name == "index.html" else name
            found[address] = (digest, len(data))
    return found
