"""Parsed files kept between runs, so that checking after an edit reads one file and not all.

What is kept are our own records of files without problems, in ``build/parsed/``, each named by a hash of the
file's bytes and of the code that read it. Anything odd there counts as nothing kept.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import pickle
import sys
from functools import cache
from pathlib import Path
from typing import Any

MOST = 400
MORE = 100  # so many above MOST before the oldest go: looking at each file's age costs more than keeping one
CODE = ("strict_yaml.py", "errors.py", "model")


class Parsed:
    """A folder of parsed files. ``folder`` None keeps nothing."""

    def __init__(self, folder: Path | None) -> None:
        self._folder = folder

    def get(self, name: str, raw: bytes) -> Any:
        """What was kept for the file ``name`` with these bytes, or None."""
        if self._folder is None:
            return None
        with contextlib.suppress(Exception):  # a damaged or foreign file: read the YAML instead
            return pickle.loads(self._place(name, raw).read_bytes())
        return None

    def keep(self, name: str, raw: bytes, parsed: Any) -> None:
        """Keeps ``parsed`` for next time; a folder that cannot be written is no reason to fail."""
        if self._folder is None:
            return
        place = self._place(name, raw)
        half = place.with_suffix(".half")
        with contextlib.suppress(OSError, pickle.PicklingError, RecursionError):
            place.parent.mkdir(parents=True, exist_ok=True)
            half.write_bytes(pickle.dumps(parsed, pickle.HIGHEST_PROTOCOL))
            half.replace(place)
            self._prune()

    def _place(self, name: str, raw: bytes) -> Path:
        assert self._folder is not None
        return self._folder / hashlib.sha256(b"\0".join((_stamp(), name.encode(), raw))).hexdigest()

    def _prune(self) -> None:
        assert self._folder is not None
        if sum(1 for _ in os.scandir(self._folder)) <= MOST + MORE:
            return
        kept = sorted(self._folder.iterdir(), key=lambda path: path.stat().st_mtime)
        for path in kept[: max(0, len(kept) - MOST)]:
            path.unlink(missing_ok=True)


@cache
def _stamp() -> bytes:
    """Changes with Python and with our code that parses. Another pydantic comes with another ``pyproject.toml``."""
    here, digest = Path(__file__).parent, hashlib.sha256(sys.version.encode())
    for name in CODE:
        place = here / name
        for path in sorted(place.rglob("*.py")) if place.is_dir() else [place]:
            digest.update(path.read_bytes())
    return digest.digest()
