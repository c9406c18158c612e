"""What a page opened from disk cannot load, as classic scripts that it can: modules, workers, data, Python."""

from __future__ import annotations

import base64
import gzip
import json
import posixpath
import re
from pathlib import Path

HERE = Path(__file__).parent
#: Where the worker imports a file that it has the address of.
_WORKER_IMPORT = re.compile(r"""\bimport\((?!\s*["'])""")
_IMPORT = re.compile(r"""(\bfrom\s*|\bimport\s*\(?\s*)(["'])(\.{1,2}/[^"']+)\2""")


def gives(address: str, text: str) -> bytes:
    """A script that hands over the file at ``address`` as ``text``."""
    return f"tonghaoPack.give({_quoted(address)},{_quoted(text)})\n".encode()


def gives_compressed(address: str, data: bytes) -> bytes:
    """A script that hands over the file at ``address``, compressed, in base 64."""
    return gives(address, base64.b64encode(gzip.compress(data, 9, mtime=0)).decode())


def gives_worker(address: str, text: str) -> bytes:
    """A script that hands over the worker of the tools, which then takes its files from the page.

    Raises ValueError when the worker does not stand alone: here it runs as a classic script.
    """
    if _IMPORT.search(text) or not _WORKER_IMPORT.search(text):
        raise ValueError(f"{address}: the pack expects a worker in one file that imports by address only")
    own = _WORKER_IMPORT.sub("packedImport(", text)
    return gives(address, (HERE / "prelude.js").read_text("utf-8") + own)


def runs(site: Path, entry: str) -> bytes:
    """A script that runs the module at ``entry`` and all it imports. Raises ValueError for a circle of imports."""
    places: dict[str, int] = {}
    texts: list[str] = []

    def place(address: str, trail: tuple[str, ...]) -> int:
        if address in trail:
            raise ValueError(f"modules import each other in a circle: {' -> '.join((*trail, address))}")
        if address not in places:

            def named(found: re.Match[str]) -> str:
                other = posixpath.normpath(posixpath.join(posixpath.dirname(address), found[3]))
                if not (site / other).is_file():
                    return found[0]  # words in a remark
                return f"{found[1]}{found[2]}tonghao-pack:{place(other, (*trail, address))}{found[2]}"

            text = _IMPORT.sub(named, (site / address).read_text("utf-8"))
            places[address] = len(texts)
            texts.append(text)
        return places[address]

    place(entry, ())
    return f"tonghaoPack.run({_quoted(texts)})\n".encode()


def _quoted(value: object) -> str:
    # The two line separators that are fine in JSON and were not always in a script.
    return json.dumps(value, ensure_ascii=False).replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
