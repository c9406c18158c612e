"""What every command shares: the group, the project's folder, and how problems and refusals are said."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import NoReturn

import click

from tonghao import errors


def root() -> Path:
    """The project's folder: the nearest one above the current folder that holds ``playbook/``."""
    here = Path.cwd().resolve()
    for folder in (here, *here.parents):
        if (folder / "playbook").is_dir() and (folder / "mkdocs.yml").is_file():
            return folder
    return here


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="tonghao")
def main() -> None:
    """Tonghao: playbook YAML in, a bilingual site with decision tools out."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8")


def report(problems: list[errors.Problem]) -> None:
    """Print every problem, on GitHub also as annotations."""
    for problem in problems:
        click.echo(str(problem), err=True)
        if os.environ.get("GITHUB_ACTIONS") == "true":
            click.echo(problem.annotation())
    if problems:
        click.echo(f"{len(problems)} problem{'s' * (len(problems) != 1)} to mend", err=True)
        click.echo(f"what one means, with an example: tonghao explain {problems[0].code}", err=True)


def whole_library(folder: Path | None = None):
    """The playbook in ``folder``, or the project's own. Ends the command with all problems when it has any."""
    from tonghao.load import load

    try:
        return load((folder or root() / "playbook").resolve())
    except errors.ContentError as error:
        report(error.problems)
        sys.exit(1)


def refuse(sentence: str) -> NoReturn:
    """A mistake in how the command was used: one line, exit code 2."""
    click.echo(sentence, err=True)
    sys.exit(2)
