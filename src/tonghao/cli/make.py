"""Commands that make something: the site, the browser's Python, the pages as files."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import click

from tonghao.cli.shared import main, root, whole_library


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
    options = ["build", "--strict"]  # not --quiet: it keeps warnings from being counted, too
    if to:
        options += ["--site-dir", str(to.resolve())]
    sys.exit(_mkdocs(options))


@main.command()
@click.option("--addr", default="127.0.0.1:8000", show_default=True, help="Address to serve at.")
def serve(addr: str) -> None:
    """Serve the site with live reload while you edit."""
    click.echo("building the site; the address is printed when it is ready")
    sys.exit(_mkdocs(["serve", "--dev-addr", addr]))


@main.command("pack")
@click.option("--to", type=click.Path(path_type=Path), help="File to write (default: build/tonghao-<version>.zip).")
@click.option(
    "--from", "site", type=click.Path(path_type=Path, exists=True, file_okay=False), help="A built site to pack."
)
def pack_site(to: Path | None, site: Path | None) -> None:
    """Put the site into one zip: opened by double-click, or served to a room without internet."""
    import tempfile

    from tonghao.pack import pack, room

    project, library = root(), whole_library()
    name = f"tonghao-{library.site.version}"
    target = (to or project / "build" / f"{name}.zip").resolve()
    with tempfile.TemporaryDirectory() as folder:
        if site is None:
            site = Path(folder)
            if code := _mkdocs(["build", "--strict", "--site-dir", folder]):
                sys.exit(code)
        made = pack(site, target, name, room(library, project))
    click.echo(f"{made.path}: {made.files} files, {made.size / 1e6:.1f} MB; {made.unpacked / 1e6:.0f} MB unpacked")
    click.echo("unpack it; then double-click index.html, or run: python3 serve.py")


def _mkdocs(options: list[str]) -> int:
    import subprocess

    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
    try:
        return subprocess.run(
            [sys.executable, "-m", "mkdocs", *options], cwd=root(), env=environment, check=False
        ).returncode
    except KeyboardInterrupt:
        return 130


@main.command()
@click.option("--to", type=click.Path(path_type=Path), required=True, help="Folder to write the pages into.")
def write(to: Path) -> None:
    """Write the pages as Markdown files, for any other site generator."""
    from tonghao import pages

    count = 0
    for page in pages.pages(whole_library(), pages.Assets()):
        target = to / page.file
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(page.markdown, "utf-8")
        count += 1
    click.echo(f"{count} pages written to {to}")


@main.command()
@click.option("--site", type=click.Path(path_type=Path), help="Folder of the built site (default: site).")
@click.option("--to", type=click.Path(path_type=Path), help="Folder to write the PDFs into (default: handouts).")
def handouts(site: Path | None, to: Path | None) -> None:
    """Print every workshop's handouts as PDF: for participants, and for the trainer with answers."""
    from tonghao.handouts import HandoutError, find_chromium, write_handouts

    target = to or root() / "handouts"
    try:
        write_handouts(site or root() / "site", target, find_chromium(), click.echo)
    except HandoutError as error:
        click.echo(str(error), err=True)
        sys.exit(1)
    click.echo(f"the handouts are in {target}")
