"""Folders that are either complete or not there, named by a hash of everything that went into them."""

import contextlib
import json
import os
import shutil
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from tonghao.runtime.archives import sha256

MANIFEST = "manifest.json"
#: Finished folders of each kind that are kept: switching between two branches need not build again.
KEPT = 4


class Fingerprints:
    """SHA-256 of files, remembered by size and modification time: 14 MB need not be read again for every build."""

    def __init__(self, store: Path) -> None:
        self._store = store
        try:
            self._known = json.loads(store.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            self._known = {}
        self._changed = False

    def of(self, path: Path) -> str:
        """Raises OSError if there is no such file."""
        stat = path.stat()
        mark = [stat.st_size, stat.st_mtime_ns, stat.st_ino]
        known = self._known.get(str(path))
        if known and known[:3] == mark:
            return known[3]
        digest = sha256(path.read_bytes())
        # A file saved this very moment could be saved again within the clock's step, with the same mark.
        if time.time_ns() - stat.st_mtime_ns > 2_000_000_000:
            self._known[str(path)] = [*mark, digest]
            self._changed = True
        return digest

    def save(self) -> None:
        """Write what was learnt, without files that are gone."""
        if self._changed:
            known = {path: mark for path, mark in self._known.items() if Path(path).exists()}
            _write_whole(self._store, json.dumps(known, indent=0))


def finished(folder: Path, prints: Fingerprints) -> dict | None:
    """What the maker of ``folder`` noted, if every file is there as it was made; else None."""
    try:
        manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        whole = all(prints.of(folder / file) == digest for file, digest in manifest["files"].items())
    except (OSError, ValueError, KeyError, TypeError):
        return None
    if not whole:
        return None
    with contextlib.suppress(OSError):
        os.utime(folder)  # in use, so not among the oldest: see _forget_old
    return manifest["note"]


def make(folder: Path, fill: Callable[[Path], dict], prints: Fingerprints) -> dict:
    """Let ``fill`` write files into a new folder, then give it its name in one step. Returns what ``fill`` noted.

    A stop halfway leaves no ``folder``. Two makers at the same time are harmless: both made the same.
    """
    folder.parent.mkdir(parents=True, exist_ok=True)
    work = Path(tempfile.mkdtemp(prefix=".half-", dir=folder.parent))
    try:
        note = fill(work)
        files = {path.name: sha256(path.read_bytes()) for path in sorted(work.iterdir())}
        (work / MANIFEST).write_text(json.dumps({"files": files, "note": note}, indent=1), encoding="utf-8")
        work.chmod(0o755)
        if folder.exists() and finished(folder, prints) is None:
            shutil.rmtree(folder)
        # Fails if another maker was quicker; its folder is as good as ours.
        with contextlib.suppress(OSError):
            work.rename(folder)
    finally:
        shutil.rmtree(work, ignore_errors=True)
    _forget_old(folder.parent)
    return note


def share(source: Path, target: Path) -> None:
    """Put the file ``source`` at ``target`` too, without a second copy on disk where the file system allows it."""
    try:
        os.link(source, target)
    except OSError:
        shutil.copyfile(source, target)


def _forget_old(place: Path) -> None:
    """Remove all but the finished folders used last, and what a killed build left an hour ago."""
    whole = [path for path in place.iterdir() if (path / MANIFEST).exists()]
    for path in sorted(whole, key=lambda path: path.stat().st_mtime)[:-KEPT]:
        shutil.rmtree(path, ignore_errors=True)
    for path in place.glob(".half-*"):
        if time.time() - path.stat().st_mtime > 3600:
            shutil.rmtree(path, ignore_errors=True)


def _write_whole(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    half = path.with_name(f"{path.name}.{os.getpid()}")
    half.write_text(text, encoding="utf-8")
    half.replace(path)
