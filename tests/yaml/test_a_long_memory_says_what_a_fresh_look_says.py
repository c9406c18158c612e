"""What is remembered of files that did not change: after any edits, the same problems and the same playbook."""

import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from data import SHARE
from pages import small
from tonghao import strict_yaml, translations
from tonghao.load import read, survey
from tonghao.memory import Memory
from tonghao.verdicts import case_problems

#: One file's data, and what an editor does to it. Some are mistakes, some take a mistake back, some change what all
#: other files are held against.
EDITS: list[tuple[str, Callable[[Any], object]]] = [
    ("alpha.yml", lambda data: data["point"].update(en="Another point.")),
    ("alpha.yml", lambda data: data["point"].update(en="See [[beta]]; not [[nowhere]].")),
    ("alpha.yml", lambda data: data["point"].update(en="See [[beta]].", zh="见[[beta]]。")),
    ("alpha.yml", lambda data: data["point"].pop("zh", None)),
    ("alpha.yml", lambda data: data["title"].update(en="Alpha, renamed")),
    ("beta.yml", lambda data: data["point"].update(en="A **half strong point.")),
    ("beta.yml", lambda data: data["point"].update(en="A point with a gate.", zh="有一道门的要点。")),
    ("beta.yml", lambda data: data["point"].update(fr="Un point.")),
    ("beta.yml", lambda data: data.update(id="gamma")),
    ("beta.yml", lambda data: data.update(id="beta")),
    ("glossary.yml", lambda data: data["terms"][0].update(avoid={"en": ["point"]})),
    ("glossary.yml", lambda data: data["terms"][0].update(avoid={})),
    ("glossary.yml", lambda data: data["terms"][0]["term"].update(en="gate", zh="门槛")),
    ("site.yml", lambda data: data["languages"][1].update(required=strict_yaml.Plain("false"))),
    ("site.yml", lambda data: data["languages"][1].update(required=strict_yaml.Plain("true"))),
    ("tools/fit.yml", lambda data: data["title"].update(en="Fit, renamed")),
    ("tools/fit.yml", lambda data: data["inputs"][4].update(default=strict_yaml.Plain("0.6"))),
    ("cases/corner.yml", lambda data: data["short"].update(en="The corner")),
    ("cases/corner.yml", lambda data: data["tools"]["fit"]["expect"].update(verdict="service")),
    ("cases/corner.yml", lambda data: data["tools"]["fit"]["inputs"].update(margin=strict_yaml.Plain("-3"))),
]


def everything(playbook: Path, memory: Memory) -> tuple[Any, ...]:
    """All that a check finds, and what it hands to whoever makes pages."""
    library, problems = survey(playbook, memory)
    if library is None:
        return (problems,)
    marks = {identity: page.point.behind for identity, page in library.playbooks.items()}
    return problems, library, marks, case_problems(library, memory)


@pytest.fixture
def playbook(tmp_path: Path) -> Path:
    """The made-up playbook with a word of the field."""
    made = small.put(tmp_path)
    gate = {"id": "gate", "term": {"en": "gate", "zh": "门"}, "definition": {"en": "A test.", "zh": "一道考验。"}}
    small.write(made, "glossary.yml", {"kind": "glossary", "terms": [gate]})
    return made


def one_change(playbook: Path, first: dict[Path, bytes], chance: random.Random) -> None:
    """One save, of whatever kind; nearly half of them take back all that was done to some files."""
    match chance.randrange(20):
        case 0:
            (playbook / chance.choice(["beta.yml", "evidence.yml", "cases/corner.yml"])).unlink(missing_ok=True)
        case 1:
            (playbook / "alpha.yml").write_text("kind: playbook\nid: [", "utf-8")
        case 2 | 3:
            entries = read(playbook).entries
            lock = translations.refreshed(entries, small.LANGUAGES, translations.read(playbook), lambda *_: True)
            (playbook / translations.NAME).write_text(lock, "utf-8")
        case number if number < 12:
            for path in chance.sample([*first], chance.randint(1, len(first))):
                path.write_bytes(first[path])
        case _:
            file, change = chance.choice(EDITS)
            if (playbook / file).exists() and isinstance(small.read(playbook, file), dict):
                small.edit(playbook, file, change)


@pytest.mark.parametrize("seed", range(max(2, round(8 * SHARE))))
def test_after_every_save_both_say_the_same(playbook: Path, seed: int) -> None:
    first = {path: path.read_bytes() for path in sorted(playbook.rglob("*.yml"))}
    memory, chance, said = Memory(), random.Random(seed), []
    for _ in range(25):
        one_change(playbook, first, chance)
        found = everything(playbook, memory)
        assert found == everything(playbook, Memory())
        said.append(len(found) > 1)
    assert {*said} == {True, False}, "edits that are all mistakes, or none, prove little"


def test_only_what_changed_is_looked_at() -> None:
    memory, asked = Memory(), []
    one, two, three = ["one"], ["two"], ["three"]

    def look(things: list[list[str]]) -> list[tuple[str, str]]:
        asked.append([thing[0] for thing in things])
        return [(thing[0], f"{thing[0]}!") for thing in things]

    def ask(common: str, *things: list[str]) -> list[str]:
        return memory.each("look", common, {thing[0]: thing for thing in things}, look)

    assert ask("a", one, two) == ask("a", one, two) == ["one!", "two!"]
    assert ask("a", one, ["two"], three) == ["one!", "two!", "three!"]
    assert ask("a", three, one) == ["three!", "one!"]
    assert ask("b", three) == ["three!"]
    assert asked == [["one", "two"], ["two", "three"], ["three"]]


def test_a_file_that_did_not_change_stays_the_same_record(tmp_path: Path) -> None:
    playbook, memory = small.put(tmp_path), Memory()
    before = {document.file: record for record, document in read(playbook, memory).entries}
    small.edit(playbook, "beta.yml", lambda data: data["point"].update(en="Changed."))
    after = {document.file: record for record, document in read(playbook, memory).entries}
    assert [file for file in before if before[file] is not after[file]] == ["playbook/beta.yml"]


def test_a_large_playbook_is_not_pushed_out_of_its_own_folder(tmp_path: Path) -> None:
    """Every file of it is found there again, however many there are."""
    folder, many = tmp_path / "kept", [f"{number}.yml" for number in range(700)]
    memory = Memory(folder)
    for name in many:
        memory.keep(name, b"", name)
    memory.only(many)
    later = Memory(folder)
    assert all(later.get(name, b"") == name for name in many)
    for name in many[:2]:
        later.keep(name, b"changed", name)
    later.only(many[:2])
    assert sum(1 for _ in folder.iterdir()) <= 400 < len(many), "a small playbook leaves what it does not need"
