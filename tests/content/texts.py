"""Every text of the real content with the line it stands on."""

from collections.abc import Iterator
from pathlib import Path

from tonghao import check
from tonghao.load import Shelf

ROOT = Path(__file__).parents[2]
FILES = sorted(path.relative_to(ROOT).as_posix() for path in (ROOT / "playbook").rglob("*.yml"))


def said(shelf: Shelf, language: str) -> Iterator[tuple[str, str]]:
    """``(file:line, text)`` for every text in ``language``."""
    for record, document in shelf.entries:
        for path, words in check.texts(record):
            if language in words:
                yield f"{document.file}:{document.place((*path, language))[0]}", words[language]


def listed(file: str) -> list[str]:
    """The lines of a data file, without comments."""
    lines = Path(__file__).with_name(file).read_text("utf-8").splitlines()
    return [line for line in lines if line.strip() and not line.startswith("#")]
