"""Questions as pages ask them, made by a seeded hand: good answers, hostile text, damaged hubs, in every language."""

from __future__ import annotations

import json
import random
from pathlib import Path
from typing import Any

from pages import small
from tonghao import tool_data
from tonghao.load import load
from tonghao.model import Library

ROOT = Path(__file__).parents[2]
WANTS = ["view", "link", "text", "markdown", "csv", "json"]
HOSTILE: list[str] = json.loads(Path(__file__).with_name("hostile.json").read_text("utf-8"))


def questions(count: int, folder: Path) -> list[str]:
    """``count`` requests, the same on every machine."""
    chance = random.Random("tonghao")
    hubs = [*_hubs(load(ROOT / "playbook")), *_hubs(small.library(small.put(folder)))]
    return [_question(chance, hubs, number) for number in range(count)]


def _hubs(library: Library) -> list[str]:
    return [tool_data.hub_json(library, tool, language) for tool in library.tools for language in library.languages]


def _question(chance: random.Random, hubs: list[str], number: int) -> str:
    hub = chance.choice(hubs)
    if number % 12 == 11:
        return _nonsense(chance, hub)
    inputs = json.loads(hub)["inputs"]
    form = {item["id"]: _typed(chance, item) for item in inputs if chance.random() < 0.8}
    if chance.random() < 0.1:
        form[chance.choice(HOSTILE) or "x"] = "1"
    # Every kind of reply comes up often, alone and together.
    want = [WANTS[number % len(WANTS)], *chance.sample(WANTS, chance.randint(0, 5))]
    return json.dumps({"hub": hub, "root": chance.choice(["", "./", "../", "../../"]), "form": form, "want": want})


def _typed(chance: random.Random, item: dict[str, Any]) -> str:
    roll = chance.random()
    if roll < 0.15:
        return chance.choice(HOSTILE)
    if item["type"] == "flag":
        return chance.choice(["true", "false", "?"])
    if item["type"] == "choice":
        return chance.choice(item["choices"])["id"]
    if roll < 0.22:
        return "?"
    low, high = item.get("min", 0), item.get("max", 1000)
    scale = 100 if item["type"] == "fraction" else 1
    near = chance.choice([item.get("default"), item.get("start"), 0.25, 0.4, 6, 300])
    if isinstance(near, int | float) and not isinstance(near, bool) and chance.random() < 0.5:
        value = near * chance.choice([0.5, 0.8, 0.999, 1, 1.001, 1.2, 1.5])
    else:
        value = low + (high - low) * chance.random() ** chance.choice([1, 4])
    return f"{value * scale:.{chance.choice([0, 1, 2, 5, 12])}f}"


def _nonsense(chance: random.Random, hub: str) -> str:
    damaged = json.loads(hub)
    damaged[chance.choice(sorted(damaged))] = chance.choice([None, 1, "x", [], {}, [1]])
    cut = json.loads(hub)
    chance.choice([cut["inputs"], list(cut["outcomes"].values()), cut["limits"]]).pop()
    return chance.choice(
        [
            "",
            "null",
            "[]",
            '"x"',
            "{",
            "{}",
            "[" * 5000,
            '{"hub": "{}"}',
            json.dumps({"hub": json.dumps(damaged)}),
            json.dumps({"hub": json.dumps(cut), "want": WANTS}),
            json.dumps({"hub": hub, "root": "https://example.org/"}),
            json.dumps({"hub": hub, "form": [1]}),
            json.dumps({"hub": hub, "form": {"margin": {"a": [None, True, 1.5]}}, "want": WANTS}),
            json.dumps({"hub": hub, "want": {"view": 1}}),
            '{"hub": 1e999, "x": NaN}',
        ]
    )
