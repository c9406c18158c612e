"""Questions as pages ask them, made by a seeded hand: good answers, hostile text, damaged hubs, in every language."""

from __future__ import annotations

import json
import random
from pathlib import Path
from typing import Any

from data import library as real_playbook
from pages import small
from tonghao import tool_data

ROOT = Path(__file__).parents[2]
WANTS = ["view", "link", "text", "markdown", "csv", "json"]
HOSTILE: list[str] = json.loads(Path(__file__).with_name("hostile.json").read_text("utf-8"))


def questions(each: int, folder: Path) -> list[str]:
    """``each`` requests for every tool, of the real playbook and of the made-up one; the same on every machine."""
    chance = random.Random("tonghao")
    real, made_up = real_playbook(), small.library(small.put(folder))
    asked = []
    for library, count in ((real, each), (made_up, each // 4)):
        for tool in library.tools:
            hubs = [tool_data.hub_json(library, tool, language) for language in library.languages]
            asked += [_question(chance, hubs, number) for number in range(count)]
    return asked


def _question(chance: random.Random, hubs: list[str], number: int) -> str:
    hub = chance.choice(hubs)
    if number % 16 == 15:
        return _nonsense(chance, hub)
    form = {}
    for item in json.loads(hub)["inputs"]:
        if chance.random() < 0.8:
            form.update(_answers(chance, item))
    if chance.random() < 0.1:
        form[chance.choice(HOSTILE) or "x"] = "1"
    # Every kind of reply comes up often, alone and together.
    want = [WANTS[number % len(WANTS)], *chance.sample(WANTS, chance.randint(0, 5))]
    root, today = chance.choice(["", "./", "../", "../../"]), chance.choice(["2026-11-22", "2031-01-01", "", "soon"])
    asked = {"hub": hub, "root": root, "today": today, "form": form, "want": want}
    if number % 9 == 0:
        asked |= {
            "want": ["compare"],
            "other": dict(chance.sample(sorted(form.items()), len(form) // 2)),
            "name": "<b>",
        }
    if number % 9 == 1:
        asked |= {"want": ["open"], "file": _file(chance, json.loads(hub))}
    if number % 5 == 2:
        about = {"sender": number * 7919, "round": number % 4, "exercise": HOSTILE[number % len(HOSTILE)]}
        asked |= {"want": [*asked["want"], "code"], "code": about}
    return json.dumps(asked)


def _answers(chance: random.Random, item: dict[str, Any]) -> dict[str, str]:
    """What stands in the form for one question, by dotted name."""
    name = item["id"]
    if item["type"] == "group":
        return {f"{name}.{part['id']}": _typed(chance, part) for part in item["items"] if chance.random() < 0.8}
    if item["type"] != "rows":
        return {name: _typed(chance, item)}
    rows = [*(row["id"] for row in item.get("library", [])), *(f"own-{n + 1}" for n in range(item.get("own", 0)))]
    form = {}
    for row in rows:
        if chance.random() < 0.6:
            form[f"{name}.{row}.use"] = chance.choice(["true", "false", "x"])
            form[f"{name}.{row}.id"] = chance.choice(["mine", "yours", *HOSTILE])
            form |= {
                f"{name}.{row}.{part['id']}": _typed(chance, part) for part in item["items"] if chance.random() < 0.5
            }
    return form


def _file(chance: random.Random, hub: dict[str, Any]) -> str:
    """A result file, more or less of this tool."""
    inputs: dict[str, Any] = {
        item["id"]: chance.choice([0.3, 5, True, "x", None, [1], {"id": 1}]) for item in hub["inputs"]
    }
    whole = {"tool": chance.choice([hub["tool"], "other"]), "inputs": inputs}
    return chance.choice(["", "{", "[]", json.dumps(whole), json.dumps({**whole, "tool": hub["tool"], "more": "x"})])


def _typed(chance: random.Random, item: dict[str, Any]) -> str:
    roll = chance.random()
    if roll < 0.15:
        return chance.choice(HOSTILE)
    if item["type"] == "flag":
        return chance.choice(["true", "false", "?"])
    if item["type"] in {"choice", "level"}:
        return chance.choice([*(choice["id"] for choice in item["choices"]), "?"])
    if item["type"] == "text":
        return chance.choice(["", "topic", "分享", "a" * 60])
    if item["type"] == "numbers":
        count = item.get("length") or chance.randint(0, 12)
        return chance.choice([",", " ", "/"]).join(
            str(chance.choice([0, 1, 3, 7, 10, 18, 20, 100])) for _ in range(count)
        )
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
