"""Commands for whoever hosts the site."""

from __future__ import annotations

from pathlib import Path

import click

from tonghao import hosting
from tonghao.cli.shared import main, refuse, root

_SITE = click.argument("site", type=click.Path(path_type=Path), required=False)


def _built(site: Path | None) -> Path:
    folder = site or root() / "site"
    if not (folder / "404.html").is_file():
        refuse(f"{folder} holds no built site; make one with: tonghao build --to {folder}")
    return folder


@main.command()
@click.argument("notation", type=click.Choice(list(hosting.NOTATIONS)))
@_SITE
def headers(notation: str, site: Path | None) -> None:
    """Print the headers a host must send with the built SITE (default: site).

    NOTATION is "nginx", or "static" for a _headers file as many static hosts read it (every build lays one into the
    site). The security policy among them names the scripts of this very site, so make it anew with every build.
    """
    click.echo(hosting.NOTATIONS[notation](_built(site)), nl=False)


@main.command()
@_SITE
def compress(site: Path | None) -> None:
    """Lay a .br and a .gz beside the files of the built SITE (default: site), so that no server need compress."""
    folder = _built(site)
    before, after = hosting.compress(folder, root() / "build" / "compressed")
    click.echo(f"{folder}: {before / 1e6:.1f} MB, {after / 1e6:.1f} MB as brotli")
