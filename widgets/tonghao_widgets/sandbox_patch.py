"""A change of a few scalars in a YAML file as a patch. Lines are only replaced, never added or removed."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

CONTEXT = 3
_RISKY = re.compile(r"""[:#,\[\]{}&*!|>'"%@`\\?=<~]|\s-|^-""")
_NOT_TEXT = re.compile(r"(?:null|true|false|yes|no|on|off|[-+.]?[0-9].*|\.(?:inf|nan))\Z", re.IGNORECASE)
_BREAKS = re.compile(r"\s+")


def one_line(text: str) -> str:
    """``text`` as it can stand on one line: every run of white space is one space."""
    return _BREAKS.sub(" ", "".join(char for char in text if char.isprintable() or char.isspace())).strip()


def scalar(text: str) -> str:
    """``text`` as a YAML scalar that is text wherever it stands: bare if nothing in it means anything, else quoted."""
    if text and not _RISKY.search(text) and not _NOT_TEXT.match(text):
        return text
    return json.dumps(text, ensure_ascii=False)


def changed_lines(lines: list[str], edits: Iterable[tuple[list[int], str]]) -> dict[int, str]:
    """The lines that read differently, by number from 0. An edit is (line, column, length) and the new characters."""
    changed: dict[int, str] = {}
    for (line, column, length), new in sorted(edits, key=lambda edit: edit[0], reverse=True):
        # From the right, so that an edit leaves the columns of those before it as they are.
        old = changed.get(line, lines[line])
        changed[line] = f"{old[:column]}{new}{old[column + length :]}"
    return {line: text for line, text in sorted(changed.items()) if text != lines[line]}


def unified(file: str, source: str, changed: Mapping[int, str]) -> str:
    """The patch ``git apply`` takes, empty when nothing changed. ``source`` is the whole file as it stands."""
    if not changed:
        return ""
    ended = source.endswith("\n")
    lines = source.split("\n")[: -1 if ended else None]
    parts = [f"diff --git a/{file} b/{file}", f"--- a/{file}", f"+++ b/{file}"]
    for first, last in _hunks(sorted(changed), len(lines)):
        parts.append(f"@@ -{first + 1},{last - first} +{first + 1},{last - first} @@")
        parts += _body(lines, changed, first, last, ended)
    return "\n".join(parts) + "\n"


def _hunks(at: list[int], count: int) -> Iterator[tuple[int, int]]:
    first, last = max(at[0] - CONTEXT, 0), min(at[0] + CONTEXT + 1, count)
    for line in at[1:]:
        if line - CONTEXT > last:
            yield first, last
            first = line - CONTEXT
        last = min(line + CONTEXT + 1, count)
    yield first, last


def _body(lines: list[str], changed: Mapping[int, Any], first: int, last: int, ended: bool) -> Iterator[str]:
    def line(sign: str, number: int, text: str) -> Iterator[str]:
        yield sign + text
        if number == len(lines) - 1 and not ended:
            yield "\\ No newline at end of file"

    number = first
    while number < last:
        run = number
        while run < last and run in changed:
            run += 1
        for sign, text_of in (("-", lines), ("+", changed)):
            for at in range(number, run):
                yield from line(sign, at, text_of[at])
        if run == number:
            yield from line(" ", number, lines[number])
            run += 1
        number = run
