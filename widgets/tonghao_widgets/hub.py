"""A tool's hub: what its YAML says, in one language, as the page carries it."""

from __future__ import annotations

import json
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Any

from tonghao_widgets.words import Words


@dataclass(frozen=True, slots=True)
class Input:
    """One question. Bounds are inclusive and in contract units (fractions in [0, 1], money in CNY)."""

    id: str
    label: str
    type: str
    help: str = ""
    unit: str = ""
    min: float | None = None
    max: float | None = None
    open_min: bool = False
    step: float | None = None
    slider: tuple[float, float] | None = None
    scale: str = "linear"
    default: Any = None
    start: Any = None
    required: bool = False
    unknown: bool = False
    group: str = "main"
    source: str = "ours"
    choices: tuple[tuple[str, str], ...] = ()
    items: tuple[Input, ...] = ()
    library: tuple[dict[str, Any], ...] = ()
    own: int = 0
    most: int = 0
    length: int = 0
    layout: str = ""
    cites: tuple[dict[str, Any], ...] = ()

    @property
    def opening(self) -> Any:
        """What the form shows before the reader has said anything.

        Of a ``group``: a mapping by item id. Of ``rows``: a list of records, each with its ``id`` and its cells.
        """
        given = self.default if self.default is not None else self.start
        if self.type == "group":
            return {item.id: (given or {}).get(item.id, item.opening) for item in self.items}
        if self.type == "rows":
            return [self.row(entry) for entry in given or ()]
        return list(given or ()) if self.type == "numbers" else given

    def row(self, entry: str | dict[str, Any]) -> dict[str, Any]:
        """A whole record of ``rows`` from an id or a partial record: the library's cells, then each item's own."""
        given = {"id": entry} if isinstance(entry, str) else entry
        known = next((dict(row) for row in self.library if row["id"] == given["id"]), {})
        return {
            "id": given["id"],
            **{item.id: given.get(item.id, known.get(item.id, item.opening)) for item in self.items},
        }


@dataclass(frozen=True, slots=True)
class Hub:
    """Everything a tool needs but its formula. ``key`` names the content version it was made from.

    ``brief``: only the verdict is asked for, of many answers at once; nobody looks at the answers nearby.
    """

    tool: str
    language: str
    key: str
    title: str
    question: str
    inputs: dict[str, Input]
    rules: dict[str, dict[str, Any]]
    outcomes: dict[str, dict[str, Any]]
    limits: tuple[str, ...]
    presets: tuple[dict[str, Any], ...]
    words: Words
    constants: dict[str, Any] = field(default_factory=dict)
    facts: tuple[dict[str, str], ...] = ()
    feeds: tuple[dict[str, Any], ...] = ()
    renamed: dict[str, str] = field(default_factory=dict)
    today: str = ""
    brief: bool = False

    def find(self, name: str) -> Input:
        """The question with a plain or dotted name (``ratings.threshold``). Raises KeyError."""
        first, *rest = name.split(".")
        spec = self.inputs[first]
        return spec if not rest else {item.id: item for item in spec.items}[rest[-1]]

    def on(self, day: str) -> Hub:
        """The same hub asked on ``day`` (YYYY-MM-DD), so that dated facts can be judged."""
        return self if day == self.today else replace(self, today=day)

    def stale(self) -> list[dict[str, str]]:
        """The dated facts that are due for a fresh look. Without a day all are: nobody vouches for them."""
        return [fact for fact in self.facts if not self.today or self.today > fact["recheck_by"]]


@lru_cache(maxsize=32)
def read_hub(text: str) -> Hub:
    """The hub from its JSON text. Cached, because every question brings it along."""
    data = json.loads(text)
    return Hub(
        tool=data["tool"],
        language=data["language"],
        key=data["key"],
        title=data["title"],
        question=data["question"],
        inputs={item["id"]: as_input(item) for item in data["inputs"]},
        rules=data["rules"],
        outcomes=data["outcomes"],
        limits=tuple(data["limits"]),
        presets=tuple(data["presets"]),
        words=Words(data["language"], data["words"]),
        constants=data.get("constants", {}),
        facts=tuple(data.get("facts", ())),
        feeds=tuple(data.get("feeds", ())),
        renamed=data.get("renamed", {}),
    )


def as_input(item: dict[str, Any]) -> Input:
    """A question from its JSON record."""
    slider = item.get("slider")
    return Input(
        **{
            **item,
            "slider": tuple(slider) if slider else None,
            "choices": tuple((choice["id"], choice["label"]) for choice in item.get("choices", ())),
            "items": tuple(as_input(part) for part in item.get("items", ())),
            "library": tuple(item.get("library", ())),
            "cites": tuple(item.get("cites", ())),
        }
    )
