"""The catalogue of problems: what every code of ``tonghao check`` means, with a wrong and a right example.

Its words are data (``problems.yml`` beside this module). ``pages.problems`` makes a page of each, ``tonghao explain``
prints one, and the tests try every example out.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from tonghao.errors import did_you_mean
from tonghao.strict_yaml import parse

Text = Mapping[str, str]

FILE = Path(__file__).with_name("problems.yml")

CHAPTERS = ("file", "yaml", "record", "together", "words", "tool")
"""In the order people meet them: a file must be readable before anything can be said of its words."""


@dataclass(frozen=True)
class Explained:
    """One code. ``file`` is where the example belongs, below ``playbook/``; ``line`` is what is reported, from 1.

    ``before``, ``made``, ``beside`` and ``elsewhere`` say how the example is tried out (see ``problems.yml``).
    """

    code: str
    chapter: str
    title: Text
    means: Text
    file: str
    wrong: str
    right: str
    line: int = 1
    before: str = ""
    made: Mapping[str, Any] = field(default_factory=dict)
    beside: Mapping[str, str] = field(default_factory=dict)
    elsewhere: str = ""

    @property
    def real(self) -> bool:
        """Whether the example's file is one that a playbook really has."""
        return self.file not in {".", "alpha.yml", "beta.yml", "cases/corner.yml", "cases/delta.yml", "tools/sums.yml"}

    @property
    def shown(self) -> bool:
        """Whether the reported line is one of those shown."""
        return not self.made.keys() & {"hex", "fill", "move", "remove"} and not self.elsewhere


@dataclass(frozen=True)
class Catalogue:
    """Every code in the order of its chapters, and the words of the pages."""

    problems: Mapping[str, Explained]
    words: Mapping[str, Text]

    def of(self, chapter: str) -> list[Explained]:
        """The codes of one chapter."""
        return [entry for entry in self.problems.values() if entry.chapter == chapter]


@cache
def catalogue() -> Catalogue:
    """The catalogue, read once. Raises :class:`ValueError` when its own file is damaged."""
    document = parse(FILE.read_bytes(), FILE.name)
    if document.problems:
        raise ValueError("\n".join(map(str, document.problems)))
    entries = {code: _explained(code, data) for code, data in document.data["problems"].items()}
    ordered = sorted(entries.values(), key=lambda entry: CHAPTERS.index(entry.chapter))
    return Catalogue({entry.code: entry for entry in ordered}, document.data["words"])


def _explained(code: str, data: Mapping[str, Any]) -> Explained:
    return Explained(
        code=code,
        chapter=str(data["chapter"]),
        title=data["title"],
        means=data["means"],
        file=str(data["file"]),
        wrong=str(data["wrong"]),
        right=str(data["right"]),
        line=int(data.get("line", 1)),
        before=str(data.get("in", "")),
        made=data.get("made", {}),
        beside=data.get("with", {}),
        elsewhere=str(data.get("elsewhere", "")),
    )


def explain(code: str, language: str) -> str:
    """One code for the terminal. Raises :class:`KeyError` with a sentence when there is none of that name."""
    book = catalogue()
    if code not in book.problems:
        raise KeyError(f"there is no code '{code}' (tonghao explain lists them all){did_you_mean(code, book.problems)}")
    entry = book.problems[code]
    where = said(book.words["in-file"], language, file=f"playbook/{entry.file}") if entry.real else ""
    return "\n".join(
        [
            f"{entry.code}: {said(entry.title, language)}",
            "",
            said(entry.means, language),
            "",
            f"{said(book.words['wrong'], language)}{where}",
            *marked(entry, said(book.words["arrow"], language)),
            "",
            said(book.words["right"], language),
            *(f"  {line}" for line in entry.right.rstrip("\n").split("\n")),
        ]
    )


def overview(language: str) -> str:
    """All codes for the terminal, a line each."""
    book = catalogue()
    lines: list[str] = []
    for chapter in CHAPTERS:
        lines += ["", said(book.words[f"chapter-{chapter}"], language)]
        lines += [f"  {entry.code:<18} {said(entry.title, language)}" for entry in book.of(chapter)]
    return "\n".join(lines[1:])


def marked(entry: Explained, arrow: str) -> list[str]:
    """The lines of the wrong example, the reported one with an arrow."""
    lines = entry.wrong.rstrip("\n").split("\n")
    return [
        f"  {line}   ← {arrow}" if entry.shown and number == entry.line else f"  {line}"
        for number, line in enumerate(lines, 1)
    ]


def said(text: Text, language: str, **blanks: str) -> str:
    """A text in one language, or in the first it has, with its blanks filled."""
    words = text.get(language) or next(iter(text.values()))
    for name, value in blanks.items():
        words = words.replace(f"{{{name}}}", value)
    return words
