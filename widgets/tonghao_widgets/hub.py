"""A tool's hub: what its YAML says, in one language, as the page carries it."""

from __future__ import annotations

import json
from dataclasses import dataclass
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

    @property
    def opening(self) -> Any:
        """What the form shows before the reader has said anything."""
        return self.default if self.default is not None else self.start


@dataclass(frozen=True, slots=True)
class Hub:
    """Everything a tool needs but its formula. ``key`` names the content version it was made from."""

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


@lru_cache(maxsize=32)
def read_hub(text: str) -> Hub:
    """The hub from its JSON text. Cached, because every question brings it along."""
    data = json.loads(text)
    inputs = {}
    for item in data["inputs"]:
        slider = item.get("slider")
        choices = tuple((choice["id"], choice["label"]) for choice in item.get("choices", ()))
        inputs[item["id"]] = Input(**{**item, "slider": tuple(slider) if slider else None, "choices": choices})
    return Hub(
        tool=data["tool"],
        language=data["language"],
        key=data["key"],
        title=data["title"],
        question=data["question"],
        inputs=inputs,
        rules=data["rules"],
        outcomes=data["outcomes"],
        limits=tuple(data["limits"]),
        presets=tuple(data["presets"]),
        words=Words(data["language"], data["words"]),
    )
