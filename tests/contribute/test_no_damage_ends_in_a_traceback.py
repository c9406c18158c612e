"""Hundreds of damaged pieces of the real files, and the classic accidents: always lines with a cure, quickly."""

import random
import re
import time
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from contribute import examples
from data import SHARE
from pages import small
from tonghao import cli, strict_yaml
from tonghao.catalogue import catalogue
from tonghao.errors import Problem
from tonghao.model import decode

PLAYBOOK = Path(__file__).parents[2] / "playbook"
FILES = sorted(path.relative_to(PLAYBOOK).as_posix() for path in PLAYBOOK.rglob("*.yml"))
ROUNDS, BLOCKS = round(2100 * SHARE), 3
LINE = re.compile(r"playbook[\w./-]*:\d+:\d+: ([a-z-]+): \S.{10,}")
SIGNS = list(":-#&*!'\"{}[],|>?%@`~\\\t\0\x85\u2028\ufeff，　\r\n")
ODD = [*SIGNS, ": ", "---", "...", "**", "[[", "]]", "{x}", "😀", "no", "0x", "<<: "]
VALUES = ["", "~", "[]", "{}", "0", "-1", "1e999", "true", "x", "[a, b]", "{a: b}", '"\\x00"', "{ en: a }", "[[a]]"]


@cache
def excerpt(file: str) -> list[str]:
    """The file with two items of each long list: small enough to be read two thousand times."""
    text = (PLAYBOOK / file).read_text("utf-8")
    lines = text.split("\n")
    document = strict_yaml.parse(text.encode(), file)
    tops = [*sorted(document.keys[(key,)][0] - 1 for key in document.data), len(lines)]
    gone: set[int] = set()
    for key, value in document.data.items():
        start = document.keys[(key,)][0] - 1
        end = next(top for top in tops if top > start)
        if isinstance(value, list) and len(value) > 3 and document.values[(key, 3)][0] - 1 > start:
            gone |= set(range(document.values[(key, 3)][0] - 1, end))
    kept = [line for number, line in enumerate(lines) if number not in gone]
    return kept[:160]


def damaged(lines: list[str], chance: random.Random) -> list[str]:
    at, other = chance.randrange(len(lines)), chance.randrange(len(lines))
    line = lines[at]
    place = chance.randint(0, len(line))
    key, colon, _ = line.partition(":")
    cut = lines[:at] + lines[at + chance.randint(1, 3) :]
    ways: list[Callable[[], list[str]]] = [
        lambda: cut,
        lambda: lines[: at + chance.randint(1, 4)] + lines[at:],
        lambda: [
            *lines[:at],
            chance.choice([f" {line}", f"\t{line}", line.lstrip(), line[1:], line[2:]]),
            *lines[at + 1 :],
        ],
        lambda: [*lines[:at], lines[other], *lines[at + 1 :]],
        lambda: [*lines[:at], line[:place] + chance.choice(ODD) + line[place:], *lines[at + 1 :]],
        lambda: [*lines[:at], line[:place] + line[place + 1 :], *lines[at + 1 :]],
        lambda: [*lines[:at], "".join(chance.sample(line, len(line))), *lines[at + 1 :]],
        lambda: [*lines[:at], f"{key}{colon} {chance.choice(VALUES)}", *lines[at + 1 :]],
        lambda: lines[:at],
    ]
    return chance.choice(ways)() or [""]


def piece(seed: int) -> tuple[str, bytes]:
    chance = random.Random(seed)
    file = chance.choice(FILES)
    lines = excerpt(file)
    for _ in range(chance.choice([1, 1, 1, 2, 3])):
        lines = damaged(lines, chance)
    raw = "\n".join(lines).encode("utf-8", "surrogatepass")
    if chance.random() < 0.06:
        at = chance.randrange(len(raw) + 1)
        raw = raw[:at] + bytes([chance.randrange(256)]) + raw[at + chance.randrange(2) :]
    return file, raw


def problems_of(file: str, raw: bytes) -> list[Problem]:
    document = strict_yaml.parse(raw, f"playbook/{file}")
    if not document.problems:
        decode(document)
    return document.problems


@pytest.mark.parametrize("block", range(BLOCKS))
def test_a_damaged_piece_gives_lines_with_a_cure(block: int) -> None:
    harmless, known = 0, catalogue().problems
    for seed in range(block * ROUNDS // BLOCKS, (block + 1) * ROUNDS // BLOCKS):
        file, raw = piece(seed)
        start = time.process_time()
        problems = problems_of(file, raw)
        assert time.process_time() - start < 2, f"seed {seed}"
        harmless += not problems
        for problem in problems:
            assert problem.code in known, f"seed {seed}: {problem}"
            assert LINE.fullmatch(str(problem)), f"seed {seed}: {problem}"
            assert 1 <= problem.line <= len(re.findall(rb"\r\n?|\n", raw)) + 1, f"seed {seed}: {problem}"
    assert 0 < harmless < ROUNDS // BLOCKS / 2, "some damage is harmless, most is not"


def said(playbook: Path) -> list[str]:
    """What `tonghao check` says of the folder, on its two streams."""
    start = time.process_time()
    result = CliRunner().invoke(cli.main, ["check", str(playbook)])
    assert time.process_time() - start < 2
    assert (result.exit_code, result.stdout) == (1, ""), result.output
    *problems, total, hint = result.stderr.splitlines()
    assert total == f"{len(problems)} problem{'s' * (len(problems) != 1)} to mend"
    assert hint.endswith(f"tonghao explain {LINE.match(problems[0])[1]}")  # type: ignore[index]
    return problems


Accident = tuple[str, Callable[[bytes], bytes], str]
ACCIDENTS: list[Accident] = [
    ("a tab", lambda raw: raw.replace(b"    title", b"\t title", 1), "yaml-syntax"),
    ("GBK", lambda raw: raw.decode().encode("gbk"), "wrong-encoding"),
    ("UTF-16", lambda raw: raw.decode().encode("utf-16"), "wrong-encoding"),
    ("a second byte order mark", lambda raw: raw.replace(b"step:", b"\xef\xbb\xbfstep:", 1), "control-character"),
    ("merge marks", lambda raw: raw.replace(b"step:", b"<<<<<<< HEAD\nstep:", 1), "merge-conflict"),
    ("50 MB", lambda raw: raw + b"# padding padding padding\n" * 2_000_000, "file-too-large"),
    ("a billion laughs", lambda raw: b"a: &a [x]\nb: &b [*a, *a]\nc: &c [*b, *b]\n", "no-anchors"),
    ("a circle", lambda raw: raw.replace(b"depends_on: [one]", b"depends_on: [two]", 1), "cycle"),
    ("a dangling id", lambda raw: raw.replace(b"next: [beta]", b"next: [bet]", 1), "unknown-id"),
    ("an id twice", lambda raw: raw.replace(b"id: end", b"id: begin", 1), "duplicate-id"),
    ("an unknown key", lambda raw: raw.replace(b"cadence:", b"cadance:", 1), "unknown-key"),
    ("a wrong choice", lambda raw: raw.replace(b"owner: founder", b"owner: foundr", 1), "unknown-value"),
    (
        "a missing language",
        lambda raw: raw.replace("{ en: Begin, zh: 开始 }".encode(), b"{ en: Begin }", 1),
        "missing-language",
    ),
    ("a bad number", lambda raw: raw.replace(b"hours: 2", b"hours: two", 1), "bad-number"),
    ("half a file", lambda raw: raw[: len(raw) // 2], "yaml-syntax"),
    ("a picture", lambda raw: bytes(range(256)) * 40, "wrong-encoding"),
]


@pytest.mark.parametrize(("name", "change", "code"), ACCIDENTS, ids=[name for name, _, _ in ACCIDENTS])
def test_an_accident_is_told_in_one_line_with_a_cure(
    name: str, change: Callable[[bytes], bytes], code: str, tmp_path: Path
) -> None:
    path = small.put(tmp_path) / "alpha.yml"
    before = path.read_bytes()
    path.write_bytes(change(before))
    assert path.read_bytes() != before
    lines = said(path.parent)
    assert [LINE.fullmatch(line)[1] for line in lines] == [code], lines  # type: ignore[index]


def test_a_byte_order_mark_at_the_beginning_does_no_harm(tmp_path: Path) -> None:
    path = small.put(tmp_path) / "alpha.yml"
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())
    assert examples.problems_of(path.parent) == []


def test_everything_wrong_is_told_in_one_run(tmp_path: Path) -> None:
    playbook = small.put(tmp_path)
    changes: dict[str, Any] = {"alpha.yml": ("hours: 2", "hours: two"), "beta.yml": ("step:", "stpe:")}
    for file, (good, bad) in changes.items():
        (playbook / file).write_text((playbook / file).read_text("utf-8").replace(good, bad, 1), "utf-8")
    path = playbook / "sources.yml"
    path.write_text(path.read_text("utf-8").replace("by: Somebody", "by: [Somebody", 1), "utf-8")
    assert [line.split(":")[0] for line in said(playbook)] == [f"playbook/{file}" for file in [*changes, "sources.yml"]]
