"""The pairs of ``said.yml``: what the code says of itself in English, in the other languages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

from tonghao.strict_yaml import parse

Text = Mapping[str, str]

FILE = Path(__file__).with_name("said.yml")


@dataclass(frozen=True)
class Said:
    """``fields``, ``commands`` and ``targets`` by their English; ``values`` by group and value; ``arguments`` by
    command and name; ``kinds`` by kind. ``asked`` gathers which pairs were needed."""

    words: Mapping[str, Text]
    kinds: Mapping[str, Mapping[str, Text]]
    values: Mapping[str, Mapping[str, Text]]
    arguments: Mapping[str, Text]
    pairs: Mapping[str, Text]
    asked: set[str] = field(default_factory=set)

    def of(self, english: str) -> Text:
        """A sentence of the code in every language it is written in; English alone when nobody wrote another."""
        self.asked.add(english)
        return self.pairs.get(english, {"en": english})

    def group(self, values: tuple[str, ...]) -> Mapping[str, Text]:
        """What each of some allowed values means: the smallest group that has them all; empty when none has."""
        fitting = [group for group in self.values.values() if set(values) <= set(group)]
        return min(fitting, key=len, default={})


def read() -> Said:
    """The pairs. Raises :class:`ValueError` when the file is damaged."""
    data = parsed(FILE)
    pairs = [*data["fields"], *data["commands"], *data["targets"]]
    return Said(
        words=data["words"],
        kinds=data["kinds"],
        values=data["values"],
        arguments=data["arguments"],
        pairs={str(pair["en"]): pair for pair in pairs},
    )


def parsed(path: Path) -> Any:
    """A YAML file of the guide as data. Raises :class:`ValueError` with every problem when it is damaged."""
    return _parsed(path.read_bytes(), path.name)


@lru_cache(maxsize=32)  # a server reads the same again at every save
def _parsed(raw: bytes, name: str) -> Any:
    document = parse(raw, name)
    if document.problems:
        raise ValueError("\n".join(map(str, document.problems)))
    return document.data
