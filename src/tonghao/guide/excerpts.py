"""Lines of the real playbook that show each record: the fullest one there is, cut from its file as it stands."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tonghao.load import HOMES
from tonghao.model import KINDS, Library
from tonghao.model.fields import Record
from tonghao.strict_yaml import Document, parse

MOST = 26
"""Lines of an excerpt; the file has the rest."""

HEAD = 14
"""Lines that show how a file begins."""

Way = tuple[str | int, ...]


@dataclass(frozen=True)
class Excerpt:
    """Consecutive lines of a file below the project's folder, without their common indent; ``line`` is the first."""

    file: str
    line: int
    text: str
    whole: bool


def excerpts(library: Library, root: Path) -> dict[str, Excerpt]:
    """An excerpt for every record that is used, by the record's name in the model."""
    best: dict[str, tuple[tuple[int, int], str, Way]] = {}
    for file, way, record in _everything(library):
        name, rank = type(record).__name__, (-len(record.model_fields_set), len(repr(record)))
        if name not in best or rank < best[name][0]:
            best[name] = (rank, file, way)
    documents: dict[str, tuple[Document, list[str]]] = {}

    def opened(file: str) -> tuple[Document, list[str]]:
        if file not in documents:
            raw = (root / file).read_bytes()
            documents[file] = parse(raw, file), raw.decode().split("\n")
        return documents[file]

    made = {name: _cut(*opened(file), way) for name, (_, file, way) in best.items() if way}
    for kind, home in HOMES.items():
        name = KINDS[kind].__name__
        file = best[name][1] if name in best else f"playbook/{home}"
        if (root / file).is_file():
            made[name] = _head(*opened(file))
    return made


def _everything(library: Library) -> Iterator[tuple[str, Way, Record]]:
    """Every record with its file and the way to it."""
    for kind, shelf in (
        ("playbook", library.playbooks),
        ("tool", library.tools),
        ("case", library.cases),
        ("workshop", library.workshops),
    ):
        for identity, record in shelf.items():
            yield from _inside(library.origin[f"{kind}/{identity}"][0], (), record)
    for name, shelf in (
        ("findings", library.findings),
        ("sources", library.sources),
        ("facts", library.facts),
        ("terms", library.terms),
    ):
        for index, (identity, record) in enumerate(shelf.items()):
            yield from _inside(library.origin[f"{name}/{identity}"][0], (name, index), record)
    yield from _inside("playbook/site.yml", (), library.site)


def _inside(file: str, way: Way, value: Any) -> Iterator[tuple[str, Way, Record]]:
    if isinstance(value, Record):
        yield file, way, value
        for name in value.model_fields_set:
            yield from _inside(file, (*way, name), getattr(value, name))
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from _inside(file, (*way, index), item)
    elif isinstance(value, dict):
        for name, item in value.items():
            yield from _inside(file, (*way, name), item)


def _cut(document: Document, lines: list[str], way: Way) -> Excerpt:
    """The lines of what stands at ``way``: down to the next line that is indented no further."""
    first = document.place(way, key=isinstance(way[-1], str))[0]
    indent = len(lines[first - 1]) - len(lines[first - 1].lstrip())
    last = first
    for number in range(first + 1, len(lines) + 1):
        line = lines[number - 1]
        if line.strip() and len(line) - len(line.lstrip()) <= indent:
            break
        last = number if line.strip() else last
    return _excerpt(document.file, lines, first, last, MOST)


def _head(document: Document, lines: list[str]) -> Excerpt:
    """How a file begins: down to its first inner record, its first remark left out."""
    first = 2 if lines[0].startswith("#") else 1
    inner = min((line for way, (line, _) in document.values.items() if len(way) > 1), default=len(lines))
    last = next((line for line in range(first, len(lines)) if line >= max(inner + 4, first + HEAD)), len(lines) - 1)
    return _excerpt(document.file, lines, first, last, HEAD)


def _excerpt(file: str, lines: list[str], first: int, last: int, most: int) -> Excerpt:
    shown = lines[first - 1 : min(last, first - 1 + most)]
    while len(shown) > 1 and not shown[-1].strip():
        shown.pop()
    indent = min(len(line) - len(line.lstrip()) for line in shown if line.strip())
    text = "\n".join(line[indent:] for line in shown)
    return Excerpt(file, first, text, first - 1 + len(shown) >= last)
