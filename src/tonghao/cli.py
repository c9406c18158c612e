"""The ``tonghao`` command. The only module that prints."""

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


@main.command()
@click.argument("folder", type=click.Path(path_type=Path), required=False)
def check(folder: Path | None) -> None:
    """Check every file of the playbook; list all problems at once."""
    from tonghao.load import survey
    from tonghao.verdicts import case_problems

    library, problems = survey((folder or root() / "playbook").resolve())
    if library is not None:
        problems = case_problems(library)
    report(problems)
    if problems:
        sys.exit(1)
    assert library is not None
    click.echo(
        f"playbook is in order: {len(library.playbooks)} playbooks, {len(library.tools)} tools, "
        f"{len(library.cases)} cases, {len(library.findings)} findings, {len(library.sources)} sources"
    )
    if library.missing:
        click.echo(f"{len(library.missing)} texts fall back to another language")


def report(problems: list[errors.Problem]) -> None:
    """Print every problem, on GitHub also as annotations."""
    for problem in problems:
        click.echo(str(problem), err=True)
        if os.environ.get("GITHUB_ACTIONS") == "true":
            click.echo(problem.annotation())
    if problems:
        click.echo(f"{len(problems)} problem{'s' * (len(problems) != 1)} to mend", err=True)


def _library(folder: Path | None = None):
    from tonghao.load import load

    try:
        return load((folder or root() / "playbook").resolve())
    except errors.ContentError as error:
        report(error.problems)
        sys.exit(1)


@main.command()
def runtime() -> None:
    """Build the Python runtime for the browser, or say that it is there."""
    from tonghao.runtime import RuntimeBuildError, build_runtime

    try:
        built = build_runtime(root(), progress=click.echo)
    except RuntimeBuildError as error:
        click.echo(str(error), err=True)
        sys.exit(1)
    total = sum(built.sizes.values()) / 1e6
    click.echo(
        f"runtime is ready: Pyodide {built.pyodide}, {len(built.files)} files, {total:.1f} MB before compression"
    )


@main.command()
@click.option("--to", type=click.Path(path_type=Path), help="Folder to build into (default: site).")
def build(to: Path | None) -> None:
    """Build the site, strictly: a warning is an error."""
    options = ["build", "--strict", "--quiet"]
    if to:
        options += ["--site-dir", str(to.resolve())]
    sys.exit(_mkdocs(options))


@main.command()
@click.option("--addr", default="127.0.0.1:8000", show_default=True, help="Address to serve at.")
def serve(addr: str) -> None:
    """Serve the site with live reload while you edit."""
    click.echo("building the site; the address is printed when it is ready")
    sys.exit(_mkdocs(["serve", "--dev-addr", addr]))


def _mkdocs(options: list[str]) -> int:
    import subprocess

    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
    try:
        return subprocess.run(
            [sys.executable, "-m", "mkdocs", *options], cwd=root(), env=environment, check=False
        ).returncode
    except KeyboardInterrupt:
        return 130


@main.command("eval")
@click.argument("tool")
@click.option("--json", "text", help="Inputs as a JSON object.")
@click.option(
    "--file", "file", type=click.Path(path_type=Path, exists=True, dir_okay=False), help="Inputs from a JSON file."
)
@click.option("--lang", default="en", show_default=True, help="Language of the sentences.")
@click.option("--format", "shape", type=click.Choice(["json", "text"]), default="json", show_default=True)
def evaluate(tool: str, text: str | None, file: Path | None, lang: str, shape: str) -> None:
    """Answer one set of inputs with TOOL."""
    from tonghao import batch as batches
    from tonghao_widgets.inputs import InputError

    if (text is None) == (file is None):
        _refuse("give the inputs with --json or with --file")
    hub = _hub(tool, lang)
    try:
        given = batches.parse_json(text if text is not None else file.read_text("utf-8-sig"))  # type: ignore[union-attr]
        from tonghao_widgets import desk

        click.echo(desk.as_text(tool, given, hub) if shape == "text" else desk.as_json(tool, given, hub), nl=False)
    except (InputError, UnicodeDecodeError) as error:
        _refuse(str(error))


@main.command()
@click.argument("tool")
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--lang", default="en", show_default=True, help="Language of the sentences.")
def batch(tool: str, file: Path, lang: str) -> None:
    """Answer every row of FILE (.csv, or .jsonl with one JSON object a line) with TOOL."""
    from tonghao import batch as batches
    from tonghao_widgets import desk

    hub = _hub(tool, lang)
    try:
        text = file.read_text("utf-8-sig")
    except UnicodeDecodeError:
        _refuse(f"{file.name} is not UTF-8; save it as UTF-8")
    lines = text.removesuffix("\n").split("\n")  # splitlines would cut at line separators inside a text as well
    if file.suffix in {".jsonl", ".ndjson"}:
        results = batches.json_lines(lines, lambda given: desk.evaluate(tool, given, hub))
        total = len(lines)
    elif file.suffix == ".csv":
        results = batches.table(text, lambda given: desk.evaluate(tool, given, hub))
        total = len(lines)
    else:
        _refuse(f"{file.name}: a batch is a .csv or a .jsonl file")
    if total > 2000 and sys.stderr.isatty():
        with click.progressbar(results, length=total, file=sys.stderr, label=tool) as shown:
            for line in shown:
                click.echo(line)
    else:
        for line in results:
            click.echo(line)


@main.command()
@click.option("--to", type=click.Path(path_type=Path), required=True, help="Folder to write the pages into.")
def write(to: Path) -> None:
    """Write the pages as Markdown files, for any other site generator."""
    from tonghao import pages

    count = 0
    for page in pages.pages(_library(), pages.Assets()):
        target = to / page.file
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(page.markdown, "utf-8")
        count += 1
    click.echo(f"{count} pages written to {to}")


def _hub(tool: str, language: str):
    from tonghao import tool_data
    from tonghao_widgets.desk import TOOLS
    from tonghao_widgets.hub import read_hub

    library = _library()
    if tool not in TOOLS or tool not in library.tools:
        _refuse(f"there is no tool '{tool}'{errors.did_you_mean(tool, TOOLS)}; there are: {', '.join(library.tools)}")
    if language not in library.languages:
        _refuse(f"there is no language '{language}'; there are: {', '.join(library.languages)}")
    return read_hub(tool_data.hub_json(library, tool, language))


def _refuse(sentence: str) -> NoReturn:
    """A mistake in how the command was used: one line, exit code 2."""
    click.echo(sentence, err=True)
    sys.exit(2)
