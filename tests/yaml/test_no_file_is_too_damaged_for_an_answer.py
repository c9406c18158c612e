"""Files as hands and tools damage them: always a list of problems or a good library, quickly, never a traceback."""

import random
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from data import KEPT, SHARE
from tonghao import check, pages, strict_yaml
from tonghao.errors import Problem
from tonghao.load import Shelf, read
from tonghao.model import Library, decode
from tonghao.verdicts import case_problems

from golden import CASES  # isort: skip

PLAYBOOK = Path(__file__).parents[2] / "playbook"
FILES = sorted(PLAYBOOK.rglob("*.yml"))
GOLDEN = {line.split(": ")[1] for case in CASES for line in case["says"]}
ODD = [
    "\t",
    ":",
    ": ",
    "- ",
    "#",
    "&a ",
    "*a",
    "!!x ",
    "'",
    '"',
    "{",
    "}",
    "[",
    "]",
    ",",
    "|",
    ">",
    "?",
    "%",
    "@",
    "`",
    "---",
    "...",
    "~",
    "**",
    "[[",
    "]]",
    "{x}",
    "\\",
    "\0",
    "\x85",
    "\u2028",
    "\ufeff",
    "\ud7ff",
    "😀",
    "，",
    "　",
    "no",
    "0x",
    "-",
    "<<: ",
    "\r",
    "\n",
    "\n\n",
]
ROUNDS, BLOCKS = round(240 * SHARE), 2

Damage = Callable[[random.Random, list[str]], list[str]]


def lose(chance: random.Random, lines: list[str]) -> list[str]:
    at = chance.randrange(len(lines))
    return lines[:at] + lines[at + chance.randint(1, 3) :]


def double(chance: random.Random, lines: list[str]) -> list[str]:
    at = chance.randrange(len(lines))
    return lines[: at + chance.randint(1, 4)] + lines[at:]


def indent(chance: random.Random, lines: list[str]) -> list[str]:
    at = chance.randrange(len(lines))
    moved = chance.choice(
        [f" {lines[at]}", f"  {lines[at]}", f"\t{lines[at]}", lines[at].lstrip(), lines[at][1:], lines[at][2:]]
    )
    return [*lines[:at], moved, *lines[at + 1 :]]


def swap(chance: random.Random, lines: list[str]) -> list[str]:
    one, other = chance.randrange(len(lines)), chance.randrange(len(lines))
    lines = list(lines)
    lines[one], lines[other] = lines[other], lines[one]
    return lines


def insert(chance: random.Random, lines: list[str]) -> list[str]:
    at = chance.randrange(len(lines))
    place = chance.randint(0, len(lines[at]))
    return [*lines[:at], lines[at][:place] + chance.choice(ODD) + lines[at][place:], *lines[at + 1 :]]


def garble(chance: random.Random, lines: list[str]) -> list[str]:
    at = chance.randrange(len(lines))
    letters = list(lines[at])
    chance.shuffle(letters)
    return [*lines[:at], "".join(letters), *lines[at + 1 :]]


def replace(chance: random.Random, lines: list[str]) -> list[str]:
    at = chance.randrange(len(lines))
    key, colon, _ = lines[at].partition(":")
    value = chance.choice(
        ["", "~", "[]", "{}", "0", "-1", "true", "x", "[a, b]", "{a: b}", "1e9", '"\\x00"', "{ en: a, zh: b }", "[[a]]"]
    )
    return [*lines[:at], f"{key}{colon} {value}", *lines[at + 1 :]]


DAMAGES: list[Damage] = [lose, double, indent, swap, insert, garble, replace]


@pytest.fixture(scope="module")
def shelf() -> Shelf:
    return read(PLAYBOOK, KEPT)


def spoiled(seed: int) -> tuple[Path, bytes]:
    """One real file with one to three things wrong. Small files are as likely as large ones."""
    chance = random.Random(seed)
    path = chance.choice(FILES)
    lines = path.read_text("utf-8").split("\n")
    for _ in range(chance.choice([1, 1, 1, 2, 3])):
        lines = chance.choice(DAMAGES)(chance, lines) or [""]
    raw = "\n".join(lines).encode()
    if chance.random() < 0.05:
        raw = raw[: chance.randrange(len(raw))]
    if chance.random() < 0.05:
        at = chance.randrange(len(raw) + 1)
        raw = raw[:at] + bytes([chance.randrange(256)]) + raw[at:]
    return path, raw


def judged(path: Path, raw: bytes, shelf: Shelf, together: bool) -> tuple[list[Problem], Library | None]:
    """What ``load`` does, without reading the other files again."""
    name = path.relative_to(PLAYBOOK.parent).as_posix()
    document = strict_yaml.parse(raw, name)
    record = None if document.problems else decode(document)
    problems = list(document.problems)
    if problems or record is None or not together:
        return problems, None
    entries = [entry for entry in shelf.entries if entry[1].file != name] + [(record, document)]
    library = check.assemble(entries, set(), problems)
    if problems or library is None:
        return problems, None
    problems += case_problems(library)
    return problems, None if problems else library


@pytest.mark.parametrize("block", range(BLOCKS))
def test_a_damaged_file_gives_problems_or_a_library(block: int, shelf: Shelf) -> None:
    good = 0
    for seed in range(block * ROUNDS // BLOCKS, (block + 1) * ROUNDS // BLOCKS):
        path, raw = spoiled(seed)
        start = time.process_time()
        problems, library = judged(path, raw, shelf, together=seed % 9 == 0)
        assert time.process_time() - start < 2, f"seed {seed}"
        good += not problems
        for problem in problems:
            assert problem.code in GOLDEN, f"seed {seed}: {problem}"
            assert "\n" not in str(problem) and problem.line >= 1 and problem.column >= 1
            assert problem.line <= raw.count(b"\n") + 1 or problem.file != path.relative_to(PLAYBOOK.parent).as_posix()
        if library is not None and seed == ROUNDS // 2 // 9 * 9:
            assert sum(1 for _ in pages.pages(library, pages.Assets())) > 20
    assert 0 < good < ROUNDS // BLOCKS, "some damage is harmless, most is not"


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("brackets", "[" * 300_000),
        ("braces", "{" * 300_000),
        ("dashes", "- " * 150_000),
        ("questions", "? " * 150_000),
        ("quotes", '"' * 300_000),
        ("colons", "a: " * 40_000),
        ("anchors", "&a " * 40_000),
        ("one long word", "a: " + "x" * 300_000),
        ("many keys", "\n".join(f"k{n}: 1" for n in range(25_000))),
        ("one key many times", "a: 1\n" * 40_000),
        ("a staircase", "\n".join(" " * n + "a:" for n in range(1200))),
        ("nothing but lines", "\n" * 300_000),
    ],
    ids=lambda value: value if len(value) < 30 else "",
)
def test_a_file_made_to_hurt_is_answered_quickly(name: str, text: str) -> None:
    start = time.process_time()
    document = strict_yaml.parse(text.encode(), "x.yml")
    decode(document) if not document.problems else None
    assert document.problems, name
    assert time.process_time() - start < 2
