"""The pages contributors read, as they stand in ``docs/guide/``, and the samples these show."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tonghao.guide.said import Text, parsed

FOLDER = "docs/guide"
SAMPLES = "samples.yml"

ORDER = ("index", "first-edit", "files", "commands", "style", "evidence", "review", "hosting")
"""The pages in the order they are read; the file of each has its name."""


@dataclass(frozen=True)
class Part:
    """One section: a title, paragraphs, steps in order, points, samples by name, and what the builder adds."""

    id: str
    title: Text
    text: Text | None
    steps: tuple[Text, ...]
    points: tuple[Text, ...]
    samples: tuple[str, ...]
    shows: str


@dataclass(frozen=True)
class Chapter:
    """One page. ``file`` is where its words stand, for the pencil."""

    id: str
    title: Text
    point: Text
    parts: tuple[Part, ...]
    file: str


@dataclass(frozen=True)
class Sample:
    """Something to type or to write, which a test carries out in the made-up playbook.

    ``file`` is edited, from ``before`` to ``after``; then ``run`` is called, ends with ``ends`` and prints ``says``.
    Without ``before``, ``after`` is added at the file's end. ``given`` names a sample whose edit is made first and not
    shown. What is empty is not shown either.
    """

    name: str
    file: str = ""
    before: str = ""
    after: str = ""
    run: str = ""
    says: str = ""
    ends: int = 0
    given: str = ""


def chapters(root: Path) -> dict[str, Chapter]:
    """Every page by its id, in order. Raises :class:`ValueError` when a file is damaged."""
    return {name: _chapter(parsed(root / FOLDER / f"{name}.yml"), name) for name in ORDER}


def samples(root: Path) -> dict[str, Sample]:
    """Every sample by its name. Raises :class:`ValueError` when the file is damaged."""
    data = parsed(root / FOLDER / SAMPLES)["samples"]
    return {str(name): _sample(str(name), fields) for name, fields in data.items()}


def _chapter(data: Mapping[str, Any], name: str) -> Chapter:
    parts = tuple(
        Part(
            id=str(part["id"]),
            title=part["title"],
            text=part.get("text"),
            steps=tuple(part.get("steps", ())),
            points=tuple(part.get("points", ())),
            samples=tuple(map(str, part.get("samples", ()))),
            shows=str(part.get("shows", "")),
        )
        for part in data["parts"]
    )
    return Chapter(name, data["title"], data["point"], parts, f"{FOLDER}/{name}.yml")


def _sample(name: str, data: Mapping[str, Any]) -> Sample:
    texts = {key: str(data.get(key, "")).rstrip("\n") for key in ("file", "before", "after", "run", "says", "given")}
    return Sample(name, **texts, ends=int(data.get("ends", 0)))
