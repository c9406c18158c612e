"""Files that are missing, cut off, called by a wrong name or late: what faults.yml names becomes what the server does."""

from __future__ import annotations

import json
import re
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import urljoin, urlsplit

from bench.server import Fault, SiteServer
from data import golden

TABLE: dict[str, Any] = golden(Path(__file__).with_name("faults.yml"))
SIGN_IN = b"<!doctype html><title>Welcome</title><p>Sign in to this network"


def fault(kind: str, whole: bytes) -> Fault:
    """What is answered in the place of the file with the bytes ``whole``."""
    middle = len(whole) // 2
    damaged = whole[:middle] + b"\xff" * 64 + whole[middle + 64 :]
    return {
        "missing": Fault(status=404),
        "cut": Fault(body=whole[:middle]),
        "damaged": Fault(body=damaged),
        "type": Fault(type="text/plain"),
        "slow": Fault(delay=1.5),
        "other": Fault(body=SIGN_IN, type="text/html"),
        "hang up": Fault(hang_up=True),
    }[kind]


def breaks(server: SiteServer, path: str, kind: str) -> None:
    """From now on the file at ``path`` has that fault."""
    file = server.find(path)
    assert file, path
    server.faults[path] = fault(kind, file.read_bytes())


def runtime(server: SiteServer) -> dict[str, str]:
    """The path of each file of the browser's Python, by its role, and of the worker."""
    page = server.find("/en/tools/fit/").read_text("utf-8")
    told = json.loads(unescape(re.search(r'runtime="([^"]+)"', page)[1]))
    worker = re.search(r'worker="([^"]+)"', page)[1]
    here = f"{server.url}/en/tools/fit/"
    paths = {role: urlsplit(urljoin(here, told["base"] + name)).path for role, name in told["files"].items()}
    return paths | {"worker": urlsplit(urljoin(here, worker)).path}


def path_of(server: SiteServer, pattern: str) -> str:
    """The path of the one file of the site that ``pattern`` fits. ``{hub}`` and ``{data}`` are what the sandbox loads."""
    site = server.find("/404.html").parent
    if pattern in {"{hub}", "{data}"}:
        page = server.find("/en/sandbox/").read_text("utf-8")
        told = json.loads(unescape(re.search(r'class="tg-hub"[^>]*>([^<]*)<', page)[1]))
        return urlsplit(urljoin(f"{server.url}/en/sandbox/", told["tools"]["fit"][pattern.strip("{}")])).path
    (found,) = site.glob(pattern)
    return f"/{found.relative_to(site).as_posix()}"
