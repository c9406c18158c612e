"""`tonghao fmt`: the house's layout, every word and remark kept; doing it twice is doing it once."""

import random
import re
from functools import cache
from pathlib import Path
from typing import Any

from data import each, golden
from tonghao import strict_yaml
from tonghao.formatter import formatted

PLAYBOOK = Path(__file__).parents[2] / "playbook"
FILES = sorted(path.relative_to(PLAYBOOK).as_posix() for path in PLAYBOOK.rglob("*.yml"))
CASES = golden(Path(__file__).with_name("layout.yml"))


def meaning(text: str, file: str) -> Any:
    document = strict_yaml.parse(text.encode(), file)
    assert document.problems == []
    return document.data


@cache
def neat(file: str) -> str:
    """A real file in the house's layout."""
    return formatted((PLAYBOOK / file).read_bytes(), file).text


def remarks(text: str) -> list[str]:
    return [line.strip() for line in text.split("\n") if line.lstrip().startswith("#") and "$schema" not in line]


@each("case", CASES, [case["name"] for case in CASES])
def test_it_is_laid_out_like_this(case: dict[str, str]) -> None:
    made = formatted(case["before"].encode(), "more/x.yml")
    assert made.problems == ()
    assert made.text == case["after"]
    assert formatted(made.text.encode(), "more/x.yml").text == made.text


@each("file", FILES)
def test_a_real_file_says_the_same_afterwards(file: str) -> None:
    text, made = (PLAYBOOK / file).read_text("utf-8"), neat(file)
    if made == text:
        return  # it is in the house's layout already, and nothing was touched
    assert meaning(made, file) == meaning(text, file)
    assert remarks(made) == remarks(text)
    assert formatted(made.encode(), file).text == made


def untidy(text: str, chance: random.Random) -> str:
    """The same file as a hasty hand would leave it."""
    lines: list[str] = []
    for line in text.split("\n"):
        if re.match(r"\s*(- )?(id|source|owner|cadence|hours|title): ", line) and chance.random() < 0.5:
            line = line.replace(": ", ":   ", 1)
        if line.count("{") == 1 and line.endswith(" }") and chance.random() < 0.5:
            line = line.replace("{ ", "{", 1)[:-2] + "}"
        if re.match(r"[a-z]+:", line) and lines and chance.random() < 0.3:
            lines += [""] * (2 if lines[-1] == "" else 0)
        lines.append(line)
    return "\ufeff" + "\r\n".join(lines) + "\r\n\r\n"


@each("file", FILES[::4])
def test_a_hasty_hand_is_tidied_up(file: str) -> None:
    mess = untidy(neat(file), random.Random(file))
    assert mess.split() != neat(file).split()
    assert formatted(mess.encode(), file).text == neat(file)


def test_a_file_that_cannot_be_read_is_left_alone() -> None:
    made = formatted(b"a: [1\n", "x.yml")
    assert made.text == "a: [1\n"
    assert [problem.code for problem in made.problems] == ["yaml-syntax"]
