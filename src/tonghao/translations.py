"""Which translations were left behind: for every text, the words its languages were last compared with.

``playbook/translations.lock`` remembers, for each text, one number a language, made from its words. A text is judged
by what changed since:

- nothing, or every language: in step. Who edits both has read both, and nobody is asked to say so again;
- some languages and not the others: the others are behind, until they change too or somebody confirms them;
- not in the file (new, or there is no file): in step.

A text is known by ids, not by its position, so that lists can be reordered. Texts without an id (the lines of a list)
share a key, and are told apart by what they say.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path as File
from typing import Any, ForwardRef, get_args

from tonghao.errors import Problem
from tonghao.memory import Memory
from tonghao.model import Behind, Library
from tonghao.model.fields import Record, Said
from tonghao.strict_yaml import Document, Path, where

NAME = "translations.lock"
HEAD = """\
# What each translation was last compared with. `make fix` keeps it up to date; after a look at a text that was left
# behind: tonghao lock. Not to be edited by hand; without it, every text counts as compared.
"""
_NONE = "-"
_NO_LETTERS = re.compile(r"[\W_]+")

Entry = tuple[Any, Document]
Gathered = tuple[Document, list[tuple[str, Path, Said]]]
"""A file with all its texts: key, path and words."""
Prints = tuple[str, ...]
"""Eight hexadecimal digits for each language, made from the text's letters; ``-`` where it has no words."""


@dataclass(frozen=True)
class Lock:
    """``playbook/translations.lock``: by file, digits made from all its texts together (``-`` while one is behind),
    and the lines of the single texts, which are read only when those digits say that something changed.
    """

    languages: tuple[str, ...] = ()
    files: dict[str, tuple[str, str]] = field(default_factory=dict)

    def rows(self, file: str, languages: tuple[str, ...]) -> dict[str, list[Prints]]:
        """By key, the digits of each text with that key, in the order of ``languages``."""
        places = [self.languages.index(code) if code in self.languages else None for code in languages]
        rows: dict[str, list[Prints]] = {}
        for line in self.files.get(file, ("", ""))[1].splitlines():
            key, *prints = line.split(" ")
            if len(prints) == len(self.languages) and all(len(one) in {1, 8} for one in prints):
                rows.setdefault(key, []).append(tuple(_NONE if n is None else prints[n] for n in places))
        return rows


@dataclass(frozen=True, slots=True)
class Judged:
    """One text: where it stands, its digits now, those last compared, and who is behind whom (empty: in step)."""

    document: Document
    key: str
    path: Path
    words: Said
    now: Prints
    then: Prints = ()
    behind: tuple[str, ...] = ()
    ahead: str = ""

    def place(self, language: str) -> tuple[int, int]:
        """Line and column of the words in one language."""
        return self.document.place((*self.path, language))


def read(folder: File) -> Lock:
    """The lock of the playbook in ``folder``; an empty one when there is none or it cannot be read."""
    try:
        return parse((folder / NAME).read_text("utf-8"))
    except (OSError, UnicodeDecodeError):
        return Lock()


def parse(text: str) -> Lock:
    """A lock from its text. Lines that make no sense, such as the marks of a merge conflict, are passed over."""
    head, *parts = text.split("\n@")
    told = next((line.split(" ")[1:] for line in head.splitlines() if line.startswith("languages ")), [])
    files: dict[str, tuple[str, str]] = {}
    for part in parts:
        name, _, body = part.partition("\n")
        file, _, whole = name.partition(" ")
        if file in files:  # both sides of a merge
            whole, body = _NONE, files[file][1] + body
        files[file] = whole, body
    return Lock(tuple(told), files)


def mark(entries: Sequence[Entry], lock: Lock, memory: Memory | None = None) -> tuple[Behind, ...]:
    """Every text that was left behind; the text itself is told as well (``Said.behind``), so that pages can say so."""

    def look(entries: Sequence[Entry]) -> Iterator[tuple[str, Behind]]:
        gathered = texts_of(entries)
        for words in (words for _, texts in gathered for _, _, words in texts if words.behind):
            words.behind = {}  # it was, by an earlier lock
        for text in judged(gathered, lock, lock.languages):
            for language in text.behind:
                place = text.place(language)
                yield text.document.file, Behind(text.document.file, *place, language, text.ahead, where(text.path))
            if text.behind:
                text.words.behind = dict.fromkeys(text.behind, text.ahead)

    found = (memory or Memory()).each("behind", lock, {entry[1].file: entry for entry in entries}, look)
    return tuple(sorted(found, key=lambda one: (one.file, one.line, one.column)))


def problems(library: Library) -> list[Problem]:
    """A line for each text that was left behind, with the cure."""
    return [
        Problem(
            text.file,
            text.line,
            text.column,
            "stale-translation",
            f"the '{text.ahead}' text was changed and the '{text.language}' text was not; bring it up to date, "
            f"or, if it still says the same: tonghao lock {text.file}:{text.line}",
            text.where,
        )
        for text in library.behind
    ]


def asked(place: str, library: Library) -> set[Behind]:
    """What was left behind in a file (``playbook/rituals.yml``, or its name alone), or at ``FILE:LINE``."""
    file, _, line = place.rpartition(":") if place.rpartition(":")[2].isdigit() else (place, "", "")
    name = "/" + file.replace("\\", "/").removeprefix("./")
    return {
        text
        for text in library.behind
        if (name.endswith(f"/{text.file}") or f"/{text.file}".endswith(name)) and line in {"", str(text.line)}
    }


def refreshed(
    entries: Sequence[Entry], languages: Iterable[str], lock: Lock, confirmed: Callable[[str, int], bool]
) -> str:
    """The lock's text after a look: what is in step as it is now, what is behind only if ``confirmed(file, line)``.

    Its order depends on nothing but what is in it.
    """
    wanted = tuple(languages)
    rows: dict[str, list[str]] = {}
    gathered = texts_of(entries)
    whole = {document.file: _whole(texts) for document, texts in gathered}
    for text in judged(gathered, lock, wanted, everything=True):
        file, prints = text.document.file, text.now
        if text.behind and not any(confirmed(file, text.place(language)[0]) for language in text.behind):
            whole[file], prints = _NONE, text.then
        rows.setdefault(file, []).append(" ".join((text.key, *prints)))
    lines = [HEAD + " ".join(("languages", *wanted))]
    for file in sorted(rows):
        lines += [f"@{file} {whole[file]}", *sorted(rows[file])]
    return "\n".join(lines) + "\n"


def judged(
    gathered: Iterable[Gathered], lock: Lock, languages: tuple[str, ...], *, everything: bool = False
) -> Iterator[Judged]:
    """The texts that are behind, of those that :func:`texts_of` found; with ``everything`` all of them."""
    for document, texts in gathered:
        if not everything and lock.files.get(document.file, ("",))[0] in {"", _whole(texts)}:
            continue
        rows = lock.rows(document.file, languages)
        odd: dict[str, list[Judged]] = {}
        for key, path, words in texts:
            now = tuple(_print(words.get(language)) for language in languages)
            text = Judged(document, key, path, words, now)
            if now in rows.get(key, ()):
                rows[key].remove(now)
                if everything:
                    yield text
            else:
                odd.setdefault(key, []).append(text)
        for key, left in odd.items():
            for text in _matched(left, rows.get(key, []), languages):
                if everything or text.behind:
                    yield text


def _matched(texts: list[Judged], left: list[Prints], languages: tuple[str, ...]) -> Iterator[Judged]:
    """Texts that read differently now, each with the remembered one it shares most languages with."""
    for text in texts:
        then = max(left, key=lambda prints: len(_same(text.now, prints)), default=text.now)
        same = _same(text.now, then)
        changed = [n for n, one in enumerate(then) if n not in same and _NONE not in {one, text.now[n]}]
        if not same or not changed:
            yield text
            continue
        left.remove(then)
        behind = tuple(languages[n] for n in same)
        yield replace(text, then=then, behind=behind, ahead=languages[changed[0]])


def _same(now: Prints, then: Prints) -> list[int]:
    """The languages, by position, whose words did not change."""
    return [n for n, (one, other) in enumerate(zip(now, then, strict=True)) if one == other != _NONE]


def texts_of(entries: Sequence[Entry]) -> list[Gathered]:
    """Every file with all its texts."""
    return [(document, keyed(record)) for record, document in entries]


def keyed(record: Record) -> list[tuple[str, Path, Said]]:
    """Every text of a record: its key (``ideas.core.text``; ``applies[]`` for lines without an id), path and words."""
    found: list[tuple[str, Path, Said]] = []
    _gather(record, "", (), found)
    return found


def name_of(item: object) -> str:
    """What an entry of a list is known by: its id after a dot; ``[]`` for those without one."""
    identity = getattr(item, "id", None)
    return f".{identity}" if isinstance(identity, str) else "[]"


def _gather(value: Any, key: str, path: Path, found: list[tuple[str, Path, Said]]) -> None:
    if isinstance(value, Said):
        found.append((key, path, value))
    elif isinstance(value, Record):
        for name in _fields(type(value)):
            inside = getattr(value, name)
            if inside:
                _gather(inside, f"{key}.{name}" if key else name, (*path, name), found)
    elif isinstance(value, list):
        for index, item in enumerate(value):
            _gather(item, key + name_of(item), (*path, index), found)
    elif isinstance(value, dict):
        for name, item in value.items():
            _gather(item, f"{key}.{name}", (*path, name), found)


@cache
def _fields(model: type[Record]) -> tuple[str, ...]:
    """The fields of a record that can hold a text, so that the others cost nothing."""
    return tuple(name for name, info in model.model_fields.items() if _may_hold(info.annotation))


def _may_hold(kind: Any) -> bool:
    if isinstance(kind, ForwardRef | str) or (isinstance(kind, type) and issubclass(kind, Record | dict)):
        return True
    return any(map(_may_hold, (getattr(kind, "__origin__", None), *get_args(kind)))) if kind is not None else False


def _print(words: str | None) -> str:
    """Capitals, blanks and punctuation are nothing another language has to follow."""
    return _NONE if words is None else _digits(_NO_LETTERS.sub("", words).lower())


def _whole(texts: list[tuple[str, Path, Said]]) -> str:
    """Digits made from all texts of a file: while they stay the same, nobody needs to look at the single ones."""
    return _digits("\0".join([words for _, _, text in texts for words in text.values()]))


def _digits(words: str) -> str:
    return f"{zlib.crc32(words.encode()):08x}"
