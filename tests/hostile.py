"""Hostile inputs without end, the same in every run: links, chats, files and kept state that nobody of ours made.

Each maker takes a :class:`random.Random`; seeded with a name and a number it gives the same input for ever. What it
draws from stands in ``hostile.yml``.
"""

from __future__ import annotations

import json
from pathlib import Path
from random import Random
from typing import Any
from urllib.parse import quote

from data import golden

_SEEDS = golden(Path(__file__).with_name("hostile.yml"))
TEXTS: list[str] = [*_SEEDS["texts"], "\ud800", "x\udfff"]  # halves of characters: no YAML file can hold them
NAMES: list[str] = _SEEDS["names"]
CHAT: list[str] = _SEEDS["chat"]
NUMBERS = (0, -1, 1, 0.5, 1e308, -1e308, 5e-324, 2**53 + 1, 10**40, -(10**18), float("inf"), float("nan"))


def text(chance: Random) -> str:
    """One that is bad, two in one, or a very long one."""
    kind = chance.random()
    if kind < 0.7:
        return chance.choice(TEXTS)
    if kind < 0.95:
        return "".join(chance.choices(TEXTS, k=chance.randint(2, 4)))
    return chance.choice(TEXTS) * chance.choice([50, 500])


def value(chance: Random, depth: int = 0) -> Any:
    """Any JSON value; now and then one nested deeper than a program can follow."""
    kind = chance.random()
    if kind < 0.45:
        return text(chance)
    if kind < 0.65:
        return chance.choice(NUMBERS)
    if kind < 0.75:
        return chance.choice([None, True, False])
    if depth > 3:
        return []
    if kind < 0.87:
        return [value(chance, depth + 1) for _ in range(chance.randint(0, 4))]
    return {name(chance, ()): value(chance, depth + 1) for _ in range(chance.randint(0, 4))}


def deep(levels: int = 30_000) -> str:
    """JSON text of lists in lists."""
    return "[" * levels + "]" * levels


def name(chance: Random, known: tuple[str, ...]) -> str:
    """The name of an answer: half of the time one that there is."""
    if known and chance.random() < 0.6:
        return chance.choice(known)
    return chance.choice(NAMES)


def form(chance: Random, known: tuple[str, ...], honest: dict[str, str]) -> dict[str, str]:
    """Answers as a form or a link holds them: some honest, some not."""
    given = {one: honest[one] for one in known if one in honest and chance.random() < 0.4}
    return given | {name(chance, known): text(chance) for _ in range(chance.randint(1, 8))}


def fragment(chance: Random, tool: str, known: tuple[str, ...]) -> str:
    """What may stand behind an address's #, the sign itself left out."""
    pairs = []
    for _ in range(700 if chance.random() < 0.02 else chance.choice([1, 2, 5, 12])):
        raw = text(chance)[:300]
        said = raw if chance.random() < 0.3 else quote(raw.encode("utf-8", "replace"), safe="")
        pairs.append(f"{name(chance, known)}{chance.choice(['=', '=', '=', '', '=='])}{said}")
    head = chance.choice([tool, tool, tool, tool, "fit", "", text(chance)])
    return f"{head}{chance.choice(['?', '?', '~', '', '#'])}{chance.choice(['&', '&', ';']).join(pairs)}"


def file(chance: Random, tool: str, known: tuple[str, ...]) -> str:
    """The text of a file that says it holds a tool's result."""
    kind = chance.random()
    if kind < 0.1:
        return chance.choice([deep(), text(chance), "{" * 500, '{"tool"', "\0" * 100, "9" * 5000, "[1e999]"])
    inputs: Any = {name(chance, known): value(chance) for _ in range(chance.randint(0, 10))}
    if kind > 0.95:
        inputs = value(chance)
    told = json.dumps(
        {"tool": tool if kind < 0.9 else value(chance), "inputs": inputs, name(chance, ()): value(chance)}
    )
    if kind > 0.85:  # damaged on its way
        cut = chance.randrange(len(told))
        told = told[:cut] + chance.choice(["", '"', "}", "\ud800", deep(3000)]) + told[cut + 1 :]
    return told


def chat(chance: Random) -> str:
    """A pasted chat in which codes, pieces of codes and anything else stand."""
    return "".join(
        chance.choice([chance.choice(CHAT), chance.choice(CHAT), text(chance)]) for _ in range(chance.randint(1, 25))
    )


def kept(chance: Random, shape: dict[str, Any]) -> str:
    """The text that stands in the device's memory in the place of something of the ``shape``."""
    if chance.random() < 0.12:
        return chance.choice(["", "not json", "null", "[]", "7", '"x"', deep(), "{", "\0"])
    return json.dumps(_bent(chance, shape))


def _bent(chance: Random, shape: Any) -> Any:
    """Mostly of that shape, with something else in one place or another."""
    if chance.random() < 0.3:
        return value(chance)
    if isinstance(shape, dict):
        bent = {key: _bent(chance, inner) for key, inner in shape.items() if chance.random() > 0.1}
        return bent | ({name(chance, ()): value(chance)} if chance.random() < 0.3 else {})
    if isinstance(shape, list):
        return [_bent(chance, inner) for inner in shape] * chance.choice([1, 1, 3, 40])
    return shape
