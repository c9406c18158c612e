"""``tonghao new``: a skeleton in the right place, listed where it must be listed.

Nothing is written before the result was read as ``check`` reads it, and nothing that exists is overwritten.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tonghao.errors import listing
from tonghao.formatter import formatted
from tonghao.load import HOMES
from tonghao.model import Library, decode
from tonghao.scaffold_tool import NoTool, tool_files
from tonghao.skeleton import TO_WRITE, Skeleton
from tonghao.strict_yaml import Document, parse


class Refused(Exception):
    """Why nothing was written, in one sentence."""


@dataclass(frozen=True)
class Entry:
    """A kind of thing that is one item of a list. ``record`` is the model's name of the item."""

    file: str
    kind: str
    record: str
    path: tuple[str, ...]


ENTRIES = {
    "ritual": Entry("rituals.yml", "playbook", "Idea", ("ideas",)),
    "gate": Entry("thresholds.yml", "playbook", "Gate", ("ideas", "picture", "gates")),
    "source": Entry("sources.yml", "sources", "SourceRecord", ("sources",)),
    "finding": Entry("evidence.yml", "evidence", "Finding", ("findings",)),
    "fact": Entry("facts.yml", "facts", "Fact", ("facts",)),
    "term": Entry("glossary.yml", "glossary", "Term", ("terms",)),
}
"""What is added to a list, and where the list stands."""

FILES = ("playbook", "case", "tool", "workshop")
"""What gets a file of its own. A tool gets three."""

_REST = [(code, word) for code, word in TO_WRITE.items() if code != "en"]
SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*\Z")

Changes = dict[Path, str]


def kinds() -> list[str]:
    """Every kind of thing ``new`` can make."""
    return sorted([*FILES, *ENTRIES])


def new(kind: str, identity: str, library: Library, root: Path, today: str) -> Changes:
    """What to write for a new ``kind``: texts by path. Raises :class:`Refused`.

    ``root`` is the project's folder, ``today`` is YYYY-MM-DD.
    """
    if not SLUG.match(identity) or len(identity) > 60:
        raise Refused(f"'{identity}' is no id: use lower-case words joined by hyphens, like 'cold-start'")
    playbook, skeleton = root / "playbook", Skeleton(library, today)
    if kind in ENTRIES:
        changes = {playbook / ENTRIES[kind].file: _added(ENTRIES[kind], identity, skeleton, playbook)}
    elif kind == "tool":
        try:
            changes = {**tool_files(identity, skeleton, root), **_listed("tools", identity, playbook)}
        except NoTool as error:
            raise Refused(str(error)) from None
    elif kind in ("playbook", "workshop"):
        path = playbook / HOMES[kind].replace("*", identity)
        changes = {path: _file(kind, identity, skeleton), **_listed(f"{kind}s", identity, playbook)}
    elif kind == "case":
        changes = {playbook / HOMES[kind].replace("*", identity): _file(kind, identity, skeleton)}
    else:
        raise Refused(f"there is no kind '{kind}'; there are: {listing(kinds())}")
    for path in changes:
        if path.exists() and path.stem == identity:
            raise Refused(f"{path.relative_to(root).as_posix()} is there already; nothing was written")
    laid_out = {path: _laid_out(text, path, playbook) for path, text in changes.items()}
    _try(laid_out, playbook)
    return laid_out


def write(changes: Changes) -> None:
    """Puts the changes on the disk."""
    for path, text in changes.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")


def _file(kind: str, identity: str, skeleton: Skeleton) -> str:
    return skeleton.record(kind, {"id": identity, "title": skeleton.text(en=_words(identity))})


def _words(identity: str) -> str:
    """An id as English words, to begin with."""
    return identity.replace("-", " ").capitalize()


def _added(entry: Entry, identity: str, skeleton: Skeleton, playbook: Path) -> str:
    """The file with a new item at the end of its list."""
    path = playbook / entry.file
    if not path.is_file():
        raise Refused(f"playbook/{entry.file} is missing, to which it would be added")
    document = parse(path.read_bytes(), entry.file)
    text = path.read_text("utf-8-sig")
    place, items = _list(document.data, entry.path)
    ids = [item["id"] for item in items if "id" in item]
    if identity in ids:
        raise Refused(f"'{identity}' is in playbook/{entry.file} already; nothing was written")
    column = document.values[(*place, 0)][1] - 3
    values: dict[str, Any] = {"id": identity} if ids else {"name": skeleton.text(en=_words(identity))}
    values |= {"title": skeleton.text(en=_words(identity))} if "title" in items[0] else {}
    if "term" in items[0]:  # two terms must not share a word, not even the one for "to be written"
        values["term"] = skeleton.text(en=_words(identity), **{code: f"{word} {identity}" for code, word in _REST})
    made = skeleton.entry(entry.kind, entry.record, values, column)
    lines = text.split("\n")
    end = _end(lines, document.values[(*place, len(items) - 1)][0], column)
    return "\n".join([*lines[:end], *made.rstrip("\n").split("\n"), *lines[end:]])


def _list(data: Any, path: tuple[str, ...]) -> tuple[tuple[str | int, ...], list[Any]]:
    """The list at ``path``; on the way through another list, the first item that leads on is taken."""
    place: list[str | int] = []
    for name in path:
        if isinstance(data, list):
            at = next((at for at, item in enumerate(data) if path[-1] in (item.get(name) or ())), None)
            if at is None:
                raise Refused(f"there is no list '{path[-1]}' to which it could be added")
            place.append(at)
            data = data[at]
        if not isinstance(data, dict) or name not in data:
            raise Refused(f"there is no list '{path[-1]}' to which it could be added")
        place.append(name)
        data = data[name]
    return tuple(place), data


def _end(lines: list[str], start: int, column: int) -> int:
    """The line behind the item that begins on line ``start`` (from 1), empty lines left to what follows."""
    end = start
    while end < len(lines) and (not lines[end].strip() or len(lines[end]) - len(lines[end].lstrip()) > column):
        end += 1
    while end > start and not lines[end - 1].strip():
        end -= 1
    return end


def _listed(name: str, identity: str, playbook: Path) -> Changes:
    """``site.yml`` with the id at the end of one of its lists."""
    path = playbook / "site.yml"
    text = path.read_text("utf-8-sig")
    document = parse(path.read_bytes(), "site.yml")
    items = document.data[name]
    if identity in items:
        raise Refused(f"'{identity}' is in playbook/site.yml already; nothing was written")
    line, column = (number - 1 for number in document.values[(name, len(items) - 1)])
    lines = text.split("\n")
    end = column + len(items[-1])
    if lines[line].lstrip().startswith("- "):
        lines.insert(line + 1, f"{lines[line][:column]}{identity}")
    else:
        lines[line] = f"{lines[line][:end]}, {identity}{lines[line][end:]}"
    return {path: "\n".join(lines)}


def _laid_out(text: str, path: Path, playbook: Path) -> str:
    """A playbook file in the house's layout, anything else as it is."""
    if not path.is_relative_to(playbook):
        return text
    return formatted(text.encode(), path.relative_to(playbook).as_posix()).text


def _try(changes: Mapping[Path, str], playbook: Path) -> None:
    """Reads what would be written, so that a full list or an odd id is refused and not left behind."""
    for path, text in changes.items():
        if path.is_relative_to(playbook):
            document: Document = parse(text.encode(), path.relative_to(playbook.parent).as_posix())
            if not document.problems:
                decode(document)
            if document.problems:
                raise Refused(f"nothing was written, because then: {document.problems[0]}")
