"""Commands for those who edit the playbook."""

from __future__ import annotations

import gc
import os
import sys
from pathlib import Path

import click

from tonghao import errors
from tonghao.cli.shared import main, refuse, report, root, whole_library


@main.command()
@click.argument("folder", type=click.Path(path_type=Path), required=False)
@click.option("--stale", is_flag=True, help="Also list translations that were left behind.")
@click.option("--strict", is_flag=True, help="With --stale: exit 1 when there are any.")
def check(folder: Path | None, stale: bool, strict: bool) -> None:
    """Check every file of the playbook; list all problems at once."""
    from tonghao import translations
    from tonghao.load import survey
    from tonghao.memory import Memory
    from tonghao.verdicts import case_problems

    gc.disable()  # a fifth of the time, for a process that ends at once
    library, problems = survey((folder or root() / "playbook").resolve(), Memory(root() / "build" / "parsed"))
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


@main.command()
@click.argument("code", required=False)
@click.option("--lang", default="en", show_default=True, help="Language of the explanation.")
def explain(code: str | None, lang: str) -> None:
    """Say what a problem's CODE means, with a wrong and a right example; without CODE, list them all."""
    from tonghao import catalogue

    try:
        click.echo(catalogue.explain(code, lang) if code else catalogue.overview(lang))
    except KeyError as error:
        refuse(error.args[0])


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
            refuse(f"{path.name} is not in playbook/")
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

    folder, library = root() / "playbook", whole_library()
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
        refuse(str(error))
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

    library, folder = whole_library(), root() / "playbook"
    asked = [translations.asked(place, library) for place in places]
    for place, found in zip(places, asked, strict=True):
        if not found:
            refuse(f"{place}: no translation was left behind there; tonghao check --stale lists them")
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

    library = whole_library()
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
        refuse(
            f"there is no kind '{kind}'{errors.did_you_mean(kind, scaffold.kinds())}; "
            f"there are: {errors.listing(scaffold.kinds())}"
        )
    project = root()
    try:
        changes = scaffold.new(kind, identity, whole_library(), project, date.today().isoformat())
    except scaffold.Refused as refused:
        refuse(str(refused))
    scaffold.write(changes)
    for path in changes:
        click.echo(path.relative_to(project).as_posix())
    if kind != "tool":  # a tool's module is read by a new process only
        schemas.write(whole_library(), project / "playbook")
    click.echo("write where it says “To be written”, then: tonghao check")
