"""Take a built site, make a folder of it that needs no server, and zip that folder."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from tonghao.pack import scripts
from tonghao.pack.pages import BOOT, RUN, packed, to_page
from tonghao.runtime.archives import write_zip

RUNTIME = "assets/runtime/"
_WORKER = "assets/shell/worker."
#: For the quick start of Python, which needs a server (boot.js).
_QUICK = (f"{RUNTIME}memory.", f"{RUNTIME}pyodide.lean.")
_SEARCH = "assets/javascripts/workers/"
#: Of no use from disk: made for search engines, for the offline copy of a browser, and for those who debug the theme.
_LEFT_OUT = ("sitemap.xml", "404.html", "search/search_index.json", "offline.json", "sw.js", "_headers")


@dataclass(frozen=True)
class Packed:
    """The finished zip: where it lies, how many files it holds, and bytes as zipped and as unpacked."""

    path: Path
    files: int
    size: int
    unpacked: int


def pack(site: Path, target: Path, name: str, room: Mapping[str, bytes]) -> Packed:
    """Write the zip of the built ``site`` to ``target``.

    ``name`` is the folder inside the zip; ``room`` are further files for it, by name: the readme and the small server.
    The same site gives the same bytes. Raises ValueError when a page or script cannot be packed.
    """
    files = {f"{name}/{address}": data for address, data in {**contents(site), **room}.items()}
    target.parent.mkdir(parents=True, exist_ok=True)
    half = target.with_name(f".{target.name}.half")
    try:
        write_zip(half, files, compress=True)
        half.replace(target)
    finally:
        half.unlink(missing_ok=True)
    return Packed(target, len(files), target.stat().st_size, sum(map(len, files.values())))


def contents(site: Path) -> dict[str, bytes]:
    """The files of the pack by address, without what is only for those who serve it."""
    there = {path.relative_to(site).as_posix(): path for path in sorted(site.rglob("*")) if path.is_file()}
    pages = {address.removesuffix("index.html").rstrip("/") for address in there if address.endswith("index.html")}
    made: dict[str, bytes] = {BOOT: (scripts.HERE / "boot.js").read_bytes()}
    modules: set[str] = set()
    for address, path in there.items():
        if (
            address in _LEFT_OUT
            or address.startswith(_QUICK)
            or address.endswith((".map", "/sitemap.xml", ".gz", ".br"))
        ):
            continue
        if address.endswith(".html"):
            text, used = packed(path.read_text("utf-8"), address, pages.__contains__)
            modules |= used
            made[address] = text.encode()
        elif address.startswith(RUNTIME):
            made[f"{address}.js"] = scripts.gives_compressed(address, path.read_bytes())
        elif address.startswith(_WORKER):
            made[f"{address}.js"] = scripts.gives_worker(address, path.read_text("utf-8"))
        elif address.startswith(_SEARCH):
            made[f"{address}.js"] = scripts.gives(address, path.read_text("utf-8"))
        elif address.endswith("search/search_index.json"):
            made[address] = path.read_bytes()  # for those who come over the network
            made[address.removesuffix("on")] = _index(path, address, pages)
        elif address.endswith(".json"):
            made[f"{address}.js"] = scripts.gives(address, path.read_text("utf-8"))
        elif not address.endswith(".mjs"):
            made[address] = path.read_bytes()
    return made | {f"{entry}{RUN}": scripts.runs(site, entry) for entry in modules}


def _index(path: Path, address: str, pages: set[str]) -> bytes:
    """The search index as Material reads it from disk, leading to pages and not to folders."""
    index = json.loads(path.read_text("utf-8"))
    home = address.split("/", 1)[0]
    for document in index["docs"]:
        place = document["location"]
        document["location"] = to_page(place if place and place[0] != "#" else f"./{place}", home, pages.__contains__)
    return b"var __index = " + json.dumps(index, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"
