"""Reads ``playbook/`` from disk: every file parsed, decoded and checked, all problems gathered, then one raise."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from tonghao import check, translations
from tonghao.errors import ContentError, Problem
from tonghao.memory import Memory
from tonghao.model import KINDS, Library, decode
from tonghao.model.fields import Record
from tonghao.strict_yaml import MAX_BYTES, Document, parse

# Where a record of a kind lives, as a pattern below playbook/. A file in the wrong place is a mistake, so that
# "file name = id = address" holds without looking.
HOMES = {
    "playbook": "*.yml",
    "tool": "tools/*.yml",
    "case": "cases/*.yml",
    "workshop": "workshops/*.yml",
    "site": "site.yml",
    "words": "words.yml",
    "evidence": "evidence.yml",
    "sources": "sources.yml",
    "facts": "facts.yml",
    "glossary": "glossary.yml",
}


_ID = re.compile(rb"\bid: *[\"']?([a-z0-9][a-z0-9-]*)")


@dataclass
class Shelf:
    """Everything read so far: records with the documents they came from, ids of files that failed, problems."""

    entries: list[tuple[Record, Document]] = field(default_factory=list)
    broken: set[str] = field(default_factory=set)
    problems: list[Problem] = field(default_factory=list)

    def of(self, kind: str) -> list[tuple[Any, Document]]:
        """The records of one kind, in file order."""
        return [entry for entry in self.entries if isinstance(entry[0], KINDS[kind])]


def load(folder: Path, memory: Memory | None = None) -> Library:
    """The playbook in ``folder``. ``memory``: what is known from before, and is kept for the next time.

    Raises :class:`ContentError` with every problem of every file when anything is wrong.
    """
    library, problems = survey(folder, memory)
    if problems or library is None:
        raise ContentError(problems)
    return library


def survey(folder: Path, memory: Memory | None = None) -> tuple[Library | None, list[Problem]]:
    """Like :func:`load`, but returns the problems; the library is None when there are any."""
    memory = memory or Memory()
    shelf = read(folder, memory)
    library = check.assemble(shelf.entries, shelf.broken, shelf.problems, memory)
    if library is None or shelf.problems:
        return None, sorted(set(shelf.problems))
    return replace(library, behind=translations.mark(shelf.entries, translations.read(folder), memory)), []


def read(folder: Path, memory: Memory | None = None) -> Shelf:
    """Parse and decode every YAML file below ``folder``."""
    shelf, memory, names = Shelf(), memory or Memory(), []
    if not folder.is_dir():
        shelf.problems.append(Problem(_name(folder, folder), 1, 1, "no-playbook", "there is no such folder"))
        return shelf
    for path in sorted(folder.rglob("*")):
        if path.suffix.lower() in {".yaml", ".yml"} and path.suffix != ".yml":
            message = "playbook files end in .yml; rename it"
            shelf.problems.append(Problem(_name(path, folder), 1, 1, "wrong-suffix", message))
        if path.suffix != ".yml" or not path.is_file():
            continue
        raw, name = path.read_bytes(), _name(path, folder)
        names.append(name)
        entry = memory.get(name, raw)
        if entry is None:
            entry = _parsed(raw, name)
            if entry[0] is not None:
                memory.keep(name, raw, entry)
        record, document = entry
        problems = document.problems if record is None else _misplaced(record, path, folder, document)
        shelf.problems.extend(problems)
        if problems:
            shelf.broken.add(path.stem)
            shelf.broken.update(_raw_ids(document.data) or _likely_ids(raw))
        if record is not None:
            shelf.entries.append(entry)
    memory.only(names)
    return shelf


def _parsed(raw: bytes, name: str) -> tuple[Record | None, Document]:
    document = parse(raw, name)
    return None if document.problems else decode(document), document


def _name(path: Path, folder: Path) -> str:
    """The file's name as the contributor knows it: from the folder above ``playbook/``."""
    return path.relative_to(folder.parent).as_posix()


def _misplaced(record: Record, path: Path, folder: Path, document: Document) -> list[Problem]:
    """A file in the wrong place, or under a name that is not its id."""
    kind = str(getattr(record, "kind", ""))
    home = HOMES[kind]
    relative = path.relative_to(folder)
    in_place = relative.as_posix() == home or (
        "*" in home and relative.parent == Path(home).parent and relative.as_posix() not in HOMES.values()
    )
    if not in_place:
        message = f"kind '{kind}' belongs in playbook/{home.replace('*', '<id>')}; move the file"
        return [document.problem(("kind",), "wrong-place", message)]
    identity = getattr(record, "id", None)
    if identity is not None and identity != path.stem:
        message = f"the id is '{identity}' but the file is called '{path.name}'; they must be the same"
        return [document.problem(("id",), "id-not-file-name", message)]
    return []


def _likely_ids(raw: bytes) -> set[str]:
    """Ids in a file that is not even YAML."""
    return {found.decode() for found in _ID.findall(raw[:MAX_BYTES])}


def _raw_ids(data: Any) -> set[str]:
    """Ids in a file that failed, so that references to them are not reported as well."""
    if isinstance(data, dict):
        own = {str(data["id"])} if isinstance(data.get("id"), str) else set()
        return own.union(*(_raw_ids(value) for value in data.values()))
    if isinstance(data, list):
        return set().union(*(_raw_ids(value) for value in data))
    return set()
