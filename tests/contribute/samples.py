"""Carries out the samples of the contributors' pages in a small project under git."""

from __future__ import annotations

import re
import shlex
import shutil
from functools import cache
from pathlib import Path

from click.testing import CliRunner, Result

from contribute import project
from data import KEPT, library
from pages import small
from tonghao import cli, translations
from tonghao.cli.facts import commands
from tonghao.guide import Guide, Sample, gather
from tonghao.load import read

ROOT = Path(__file__).parents[2]
CASE = ROOT / "docs/guide/samples/tea-house.yml"


@cache
def guide() -> Guide:
    """The real guide, gathered once in a run."""
    return gather(ROOT, library(), commands())


def put(folder: Path) -> Path:
    """The made-up playbook with the tea house, its translations confirmed, committed."""
    project.put(folder)
    playbook = folder / "playbook"
    shutil.copy(CASE, playbook / "cases" / CASE.name)
    lock = translations.refreshed(read(playbook, KEPT).entries, small.LANGUAGES, translations.Lock(), lambda *_: True)
    (playbook / translations.NAME).write_text(lock, "utf-8")
    project.commit(folder, "The tea house")
    return folder


def edit(sample: Sample, folder: Path) -> None:
    """Make the change a sample shows."""
    if not sample.file:
        return
    path = folder / "playbook" / sample.file
    text = path.read_text("utf-8") if path.is_file() else ""
    if sample.before:
        assert text.count(f"{sample.before}\n") == 1, f"{sample.file} has not exactly one of what {sample.name} changes"
        text = text.replace(f"{sample.before}\n", f"{sample.after}\n")
    else:
        text += f"{sample.after}\n"
    path.write_text(text, "utf-8")


def run(sample: Sample) -> Result:
    """Call what a sample types. A target of make stands for the one command of ours it calls."""
    words = shlex.split(sample.run)
    if words[0] == "make":
        recipe = (ROOT / "Makefile").read_text("utf-8").split(f"\n{words[1]}:")[1].split("\n\n")[0]
        ours = re.findall(r"\.venv/bin/tonghao (.+)", recipe)
        assert len(ours) == 1, f"{sample.run} calls more than one command; say them one by one"
        words = ["tonghao", *shlex.split(ours[0])]
    assert words[0] == "tonghao"
    return CliRunner(env={"GITHUB_ACTIONS": ""}).invoke(cli.main, words[1:])
