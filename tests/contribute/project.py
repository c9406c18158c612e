"""A small project under git: the made-up playbook, committed, to be changed and compared."""

from __future__ import annotations

import shutil
import subprocess
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from pages import small

MKDOCS = "site_name: Small\n"


def put(folder: Path) -> Path:
    """The project in ``folder``, with everything committed."""
    return shutil.copytree(_beginning().name, folder, dirs_exist_ok=True, copy_function=shutil.copyfile)


@cache
def _beginning() -> TemporaryDirectory[str]:
    """The same, made once in a run."""
    made = TemporaryDirectory(prefix="project-")
    folder = Path(made.name)
    small.put(folder)
    (folder / "mkdocs.yml").write_text(MKDOCS, "utf-8")
    git(folder, "init", "--quiet", "--initial-branch=main", "--template=")
    commit(folder, "The beginning")
    return made


def commit(folder: Path, message: str) -> None:
    """Commit all that lies there."""
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--allow-empty", f"--message={message}")


def git(folder: Path, *arguments: str) -> str:
    """What git answers; nobody's own settings have a say in it."""
    who = ["-c", "user.name=Somebody", "-c", "user.email=somebody@example.org", "-c", "commit.gpgsign=false"]
    ran = subprocess.run(["git", *who, *arguments], cwd=folder, capture_output=True, text=True, check=True)
    return ran.stdout.strip()


def replace(folder: Path, file: str, before: str, after: str) -> None:
    """Put one text in the place of another, everywhere in a file of the playbook."""
    path = folder / "playbook" / file
    text = path.read_text("utf-8")
    assert before in text, f"{file} has no {before!r}"
    path.write_text(text.replace(before, after), "utf-8")
