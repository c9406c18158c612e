"""Everything the contributors' pages are made of, gathered once for a build."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from tonghao.guide import anatomy, prose, said
from tonghao.guide.anatomy import Kind
from tonghao.guide.excerpts import Excerpt, excerpts
from tonghao.guide.prose import Chapter, Sample
from tonghao.guide.said import Said, Text
from tonghao.model import Library

_TARGET = re.compile(r"^([a-z]+):.*?## (.+)$", re.MULTILINE)


@dataclass(frozen=True)
class Parameter:
    """An argument or option of a command, as it is typed. ``values`` are those allowed, when they can be listed."""

    name: str
    means: Text
    required: bool = False
    default: str = ""
    values: tuple[str, ...] = ()


@dataclass(frozen=True)
class Command:
    """A command as it is typed, and what it takes."""

    name: str
    usage: str
    means: Text
    parameters: tuple[Parameter, ...]


@dataclass(frozen=True)
class Guide:
    """The pages, and what the builder adds to them."""

    chapters: Mapping[str, Chapter]
    samples: Mapping[str, Sample]
    kinds: Mapping[str, Kind]
    library: Library
    root: Path
    commands: tuple[Command, ...]
    targets: Mapping[str, Text]
    said: Said

    @cached_property
    def excerpts(self) -> Mapping[str, Excerpt]:
        """Lines of the playbook that show a record, by the record's name. Looked for when first asked: few pages do."""
        return excerpts(self.library, self.root)

    @property
    def addresses(self) -> dict[str, Text]:
        """Every page by its address below the language's home, with its title; what a link in a text may name."""
        pages = {address(name): chapter.title for name, chapter in self.chapters.items()}
        return {**pages, **{f"contribute/files/{name}": self.said.kinds[name]["title"] for name in self.kinds}}


def address(name: str) -> str:
    """Where a page stands: ``contribute`` itself, or a name below it."""
    return "contribute" if name == "index" else f"contribute/{name}"


def gather(root: Path, library: Library, commands: Iterable[Mapping[str, Any]]) -> Guide:
    """The guide for the project in ``root``. ``commands`` is what the command line says of itself.

    Raises :class:`ValueError` when one of its files is damaged.
    """
    words = said.read()
    return Guide(
        chapters=prose.chapters(root),
        samples=prose.samples(root),
        kinds=anatomy.kinds(library, words),
        library=library,
        root=root,
        commands=tuple(_command(command, words) for command in commands),
        targets={name: words.of(text) for name, text in _TARGET.findall((root / "Makefile").read_text("utf-8"))},
        said=words,
    )


def _command(raw: Mapping[str, Any], words: Said) -> Command:
    parameters = tuple(
        Parameter(
            name=one["name"],
            means=words.of(one["help"]) if one["help"] else words.arguments.get(f"{raw['name']} {one['name']}", {}),
            required=one["required"],
            default=one["default"],
            values=tuple(one["values"]),
        )
        for one in raw["parameters"]
    )
    return Command(raw["name"], raw["usage"], words.of(raw["help"]), parameters)
