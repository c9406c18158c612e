"""The ``tonghao`` command. The only module that prints."""

from __future__ import annotations

import gc
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
@click.option("--stale", is_flag=True, help="Also list translations that were left behind.")
@click.option("--strict", is_flag=True, help="With --stale: exit 1 when there are any.")
def check(folder: Path | None, stale: bool, strict: bool) -> None:
    """Check every file of the playbook; list all problems at once."""
    from tonghao import translations
    from tonghao.load import survey
    from tonghao.verdicts import case_problems

    gc.disable()  # a fifth of the time, for a process that ends at once
    library, problems = survey((folder or root() / "playbook").resolve(), root() / "build" / "parsed")
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
    behind = translations.problems(library)
    for problem in behind if stale or strict else ():
        click.echo(str(problem))
    if behind:
        click.echo(
            f"left behind: {len(behind)} translation{'s' * (len(behind) != 1)}; tonghao check --stale says which"
        )
    sys.exit(1 if strict and behind else 0)


def report(problems: list[errors.Problem]) -> None:
    """Print every problem, on GitHub also as annotations."""
    for problem in problems:
        click.echo(str(problem), err=True)
        if os.environ.get("GITHUB_ACTIONS") == "true":
            click.echo(problem.annotation())
    if problems:
        click.echo(f"{len(problems)} problem{'s' * (len(problems) != 1)} to mend", err=True)
        click.echo(f"what one means, with an example: tonghao explain {problems[0].code}", err=True)


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


@main.command()
@click.argument("code", required=False)
@click.option("--lang", default="en", show_default=True, help="Language of the explanation.")
def explain(code: str | None, lang: str) -> None:
    """Say what a problem's CODE means, with a wrong and a right example; without CODE, list them all."""
    from tonghao import catalogue

    try:
        click.echo(catalogue.explain(code, lang) if code else catalogue.overview(lang))
    except KeyError as error:
        _refuse(error.args[0])


@main.command()
@click.argument("files", nargs=-1, type=click.Path(path_type=Path, exists=True))
@click.option("--check", "only_check", is_flag=True, help="Change nothing; exit 1 when something would change.")
def fmt(files: tuple[Path, ...], only_check: bool) -> None:
    """Lay out the playbook's files (or FILES): indents, blanks and quotes, never words or remarks."""
    from tonghao.formatter import formatted

    playbook = root() / "playbook"
    chosen = [file.resolve() for file in files] or sorted(playbook.rglob("*.yml"))
    changed, problems = 0, []
    for path in chosen:
        if not path.is_relative_to(playbook):
            _refuse(f"{path.name} is not in playbook/")
        before = path.read_bytes()
        made = formatted(before, path.relative_to(playbook).as_posix())
        problems += made.problems
        if not made.problems and made.text.encode() != before:
            changed += 1
            click.echo(f"playbook/{path.relative_to(playbook).as_posix()}")
            if not only_check:
                path.write_text(made.text, "utf-8", newline="\n")
    if problems:
        report(problems)
    if changed:
        click.echo(f"{changed} file{'s' * (changed != 1)} {'to lay out: tonghao fmt' if only_check else 'laid out'}")
    sys.exit(1 if problems or (changed and only_check) else 0)


@main.command()
@click.option("--check", "only_check", is_flag=True, help="Change nothing; exit 1 when something would change.")
def schema(only_check: bool) -> None:
    """Bring playbook/schema/ up to date, from which editors complete and explain."""
    from tonghao import schema as schemas

    folder, library = root() / "playbook", _library()
    changed = schemas.stale(library, folder) if only_check else schemas.write(library, folder)
    for name in changed:
        click.echo(f"playbook/{schemas.FOLDER}/{name}")
    if changed and only_check:
        click.echo("not up to date: tonghao schema", err=True)
        sys.exit(1)


@main.command()
@click.argument("base", required=False)
@click.option("--format", "shape", type=click.Choice(["text", "markdown", "json"]), default="text", show_default=True)
@click.option("--strict", is_flag=True, help="Also exit 1 for texts changed in one language only, and pages gone.")
def diff(base: str | None, shape: str, strict: bool) -> None:
    """Say what the playbook as it lies here changes, compared with the revision BASE.

    Without BASE: where this branch left the main one; on the main branch the last commit, or the one before it when
    all is committed. Both are read by today's code. Exit 1 when saved results or links would no longer open.
    """
    from tonghao import diff as differences
    from tonghao import diff_report, revision

    project = root()
    try:
        found = differences.since(project, base, project / "build" / "parsed")
    except revision.NoRevision as error:
        _refuse(str(error))
    tell = {"text": diff_report.as_text, "markdown": diff_report.as_markdown, "json": diff_report.as_json}
    click.echo(tell[shape](found), nl=False)
    for problem in found.lost if shape == "text" and os.environ.get("GITHUB_ACTIONS") == "true" else ():
        click.echo(problem.annotation())
    sys.exit(1 if found.blocks or (strict and found.wants_a_look) else 0)


@main.command()
@click.argument("places", nargs=-1, metavar="[FILE[:LINE]]...")
@click.option("--new", "only_new", is_flag=True, help="Confirm nothing; take up new texts and those changed in step.")
def lock(places: tuple[str, ...], only_new: bool) -> None:
    """Confirm translations that were left behind, after a look: all, those in FILE, or the one at FILE:LINE.

    Their words are then remembered as a pair; so are all new texts and all that changed in every language.
    """
    from tonghao import translations
    from tonghao.load import read

    library, folder = _library(), root() / "playbook"
    asked = [translations.asked(place, library) for place in places]
    for place, found in zip(places, asked, strict=True):
        if not found:
            _refuse(f"{place}: no translation was left behind there; tonghao check --stale lists them")
    chosen = set(library.behind if not places and not only_new else ()).union(*asked)
    wanted = {(text.file, text.line) for text in chosen}
    old = translations.read(folder)
    text = translations.refreshed(
        read(folder).entries, library.languages, old, lambda file, line: (file, line) in wanted
    )
    target = folder / translations.NAME
    if not target.is_file() or target.read_text("utf-8") != text:
        target.write_text(text, "utf-8", newline="\n")
        click.echo(f"playbook/{translations.NAME}")
    click.echo(f"{len(chosen)} confirmed, {len(library.behind) - len(chosen)} left behind")


@main.command()
@click.option("--links", is_flag=True, help="Also open every address we cite.")
def upkeep(links: bool) -> None:
    """List what grew old: facts to be checked again and, with --links, links that no longer open. Exit 1 if any."""
    from datetime import date

    from tonghao import upkeep as old

    library = _library()
    late = old.overdue(library, date.today().isoformat())
    gone, guarded = old.dead(old.addresses(library)) if links else ([], [])
    told = [("Facts to check again", late), ("Links that do not open", gone), ("Links for a person to try", guarded)]
    click.echo(old.report(told) or "nothing is overdue", nl=not (late or gone or guarded))
    sys.exit(1 if late or gone else 0)


@main.command()
@click.argument("kind")
@click.argument("identity", metavar="ID")
def new(kind: str, identity: str) -> None:
    """Write a skeleton for a new KIND called ID.

    KIND is playbook, case, workshop, tool, ritual, gate, source, finding, fact or term.
    """
    from datetime import date

    from tonghao import scaffold
    from tonghao import schema as schemas

    if kind not in scaffold.kinds():
        _refuse(
            f"there is no kind '{kind}'{errors.did_you_mean(kind, scaffold.kinds())}; "
            f"there are: {errors.listing(scaffold.kinds())}"
        )
    project = root()
    try:
        changes = scaffold.new(kind, identity, _library(), project, date.today().isoformat())
    except scaffold.Refused as refused:
        _refuse(str(refused))
    scaffold.write(changes)
    for path in changes:
        click.echo(path.relative_to(project).as_posix())
    if kind != "tool":  # a tool's module is read by a new process only
        schemas.write(_library(), project / "playbook")
    click.echo("write where it says “To be written”, then: tonghao check")


def _hub(tool: str, language: str):
    from datetime import date

    from tonghao import tool_data
    from tonghao_widgets.desk import TOOLS
    from tonghao_widgets.hub import read_hub

    library = _library()
    if tool not in TOOLS or tool not in library.tools:
        _refuse(f"there is no tool '{tool}'{errors.did_you_mean(tool, TOOLS)}; there are: {', '.join(library.tools)}")
    if language not in library.languages:
        _refuse(f"there is no language '{language}'; there are: {', '.join(library.languages)}")
    return read_hub(tool_data.hub_json(library, tool, language)).on(date.today().isoformat())


def _refuse(sentence: str) -> NoReturn:
    """A mistake in how the command was used: one line, exit code 2."""
    click.echo(sentence, err=True)
    sys.exit(2)
