"""Tries the examples of the catalogue out in the made-up playbook."""

from __future__ import annotations

import shutil
from pathlib import Path

from data import KEPT
from pages import small
from tonghao import translations
from tonghao.catalogue import Explained
from tonghao.errors import Problem
from tonghao.load import read, survey
from tonghao.lost import lost_answers
from tonghao.verdicts import case_problems


def problems_of(playbook: Path) -> list[Problem]:
    """What ``tonghao check`` finds."""
    library, found = survey(playbook, KEPT)
    return case_problems(library) if library else found


def since(earlier: Path, playbook: Path) -> list[Problem]:
    """What is found only when the playbook is compared with an earlier one."""
    before = read(earlier, KEPT)
    lock = translations.refreshed(before.entries, small.LANGUAGES, translations.Lock(), lambda *_: True)
    (playbook / translations.NAME).write_text(lock, "utf-8")
    library, _ = survey(playbook, KEPT)
    lost = lost_answers(before.entries, read(playbook, KEPT).entries)
    return lost + (translations.problems(library) if library else [])


def put(entry: Explained, folder: Path, shown: str) -> tuple[Path, int]:
    """The playbook with one side of an example in it, and how many lines stand before it in its file."""
    playbook = small.put(folder)
    for name, text in entry.beside.items():
        (playbook / name).write_text(text, "utf-8")
    path = playbook / entry.file
    if not entry.before:
        path.write_text(shown, "utf-8")
        return playbook, 0
    text = path.read_text("utf-8")
    assert entry.before in text, f"{entry.file} has no such lines"
    path.write_text(text.replace(entry.before, shown, 1), "utf-8")
    return playbook, text[: text.index(entry.before)].count("\n")


def wrong(entry: Explained, folder: Path) -> tuple[list[Problem], str, int]:
    """The problems of the wrong example, and the file and line they should name."""
    made, playbook = entry.made, folder / "playbook"
    file, line = entry.elsewhere or entry.file, entry.line
    if made.keys() & {"hex", "fill", "move", "remove"}:
        path = small.put(folder) / entry.file
        if "hex" in made:
            path.write_bytes(bytes.fromhex(made["hex"]))
        elif "fill" in made:
            text, times = made["fill"]
            path.write_text(path.read_text("utf-8") + text * int(times), "utf-8")
        elif "move" in made:
            path.rename(playbook / made["move"])
            file = made["move"]
        elif path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink()
    else:
        _, above = put(entry, folder, entry.wrong)
        line = entry.line if entry.elsewhere else entry.line + above
    return problems_of(playbook) + _since(entry, playbook), "playbook" if file == "." else f"playbook/{file}", line


def right(entry: Explained, folder: Path) -> list[Problem]:
    """The problems of the right example. What was moved, removed or added beside is right where it was."""
    if entry.made.keys() & {"move", "remove", "beside"}:
        return problems_of(small.put(folder))
    playbook, _ = put(entry, folder, entry.right)
    return problems_of(playbook) + _since(entry, playbook)


def _since(entry: Explained, playbook: Path) -> list[Problem]:
    if "since" not in entry.made:
        return []
    return since(put(entry, playbook.parent / "earlier", entry.made["since"])[0], playbook)
