"""What is known of the playbook's files from before, so that after an edit one file is looked at and not all.

Between runs, the records of files without problems are kept in ``build/parsed/``, each named by a hash of the file's
bytes and of the code that read it. Anything odd there counts as nothing kept. A process that loads again and again
(``make serve``) also keeps what follows from each file.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import pickle
import sys
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

LEAST = 400  # parsed files that may lie in the folder, however small the playbook
TIMES = 3  # and for a large one so many times its files: two branches in turn, and what was edited since
MORE = 100  # above that before the oldest go: looking at each one's age costs more than keeping it
CODE = ("load.py", "strict_yaml.py", "errors.py", "model")


class Memory:
    """What was read and found before. ``folder``: where parsed files stay between runs; None for this process only."""

    def __init__(self, folder: Path | None = None) -> None:
        self._folder = folder
        self._files: dict[str, tuple[bytes, Any]] = {}
        self._found: dict[str, tuple[Any, dict[str, tuple[Any, list[Any]]]]] = {}
        self._wrote = False

    def get(self, name: str, raw: bytes) -> Any:
        """What was kept for the file ``name`` with these bytes, or None. In one process always the same object."""
        known = self._files.get(name)
        if known and known[0] == raw:
            return known[1]
        if self._folder is not None:
            with contextlib.suppress(Exception):  # a damaged or foreign file: read the YAML instead
                parsed = pickle.loads(self._place(name, raw).read_bytes())
                self._files[name] = raw, parsed
                return parsed
        return None

    def keep(self, name: str, raw: bytes, parsed: Any) -> None:
        """Keeps ``parsed`` for next time; a folder that cannot be written is no reason to fail."""
        self._files[name] = raw, parsed
        if self._folder is None:
            return
        place = self._place(name, raw)
        half = place.with_suffix(".half")
        with contextlib.suppress(OSError, pickle.PicklingError, RecursionError):
            place.parent.mkdir(parents=True, exist_ok=True)
            half.write_bytes(pickle.dumps(parsed, pickle.HIGHEST_PROTOCOL))
            half.replace(place)
            self._wrote = True

    def only(self, names: Iterable[str]) -> None:
        """These are all files there are: the others are forgotten, and of old ones on disk the oldest."""
        there = {name: self._files[name] for name in names if name in self._files}
        self._files = there
        if self._folder is None or not self._wrote:
            return
        self._wrote = False
        most = max(LEAST, TIMES * len(there))
        with contextlib.suppress(OSError):  # another process may be at it, too
            if sum(1 for _ in os.scandir(self._folder)) > most + MORE:
                kept = sorted(self._folder.iterdir(), key=lambda path: path.stat().st_mtime)
                for path in kept[: max(0, len(kept) - most)]:
                    path.unlink()

    def each[T, R](
        self, what: str, common: Any, things: Mapping[str, T], look: Callable[[list[T]], Iterable[tuple[str, R]]]
    ) -> list[R]:
        """What ``look`` finds in ``things``, in their order; asked only about those that are not what they were.

        ``look`` gets things and says what it found with the name of the thing. It may depend on that thing and on
        ``common`` alone: when ``common`` is another, it looks through all again. ``what`` names the look.
        """
        before, known = self._found.get(what, (common, {}))
        if before != common:
            known = {}
        new = {name: thing for name, thing in things.items() if name not in known or known[name][0] is not thing}
        now = {name: (thing, []) if name in new else known[name] for name, thing in things.items()}
        for name, found in look([*new.values()]) if new else ():
            now[name][1].append(found)
        self._found[what] = common, now
        return [found for _, all_found in now.values() for found in all_found]

    def _place(self, name: str, raw: bytes) -> Path:
        assert self._folder is not None
        return self._folder / hashlib.sha256(b"\0".join((_stamp(), name.encode(), raw))).hexdigest()


@cache
def _stamp() -> bytes:
    """Changes with Python and with our code that reads. Another pydantic comes with another ``pyproject.toml``."""
    here, digest = Path(__file__).parent, hashlib.sha256(sys.version.encode())
    for name in CODE:
        place = here / name
        for path in sorted(place.rglob("*.py")) if place.is_dir() else [place]:
            digest.update(path.read_bytes())
    return digest.digest()
