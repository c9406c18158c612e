"""Commands that ask a tool."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from tonghao import errors
from tonghao.cli.shared import main, refuse, whole_library


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
        refuse("give the inputs with --json or with --file")
    hub = _hub(tool, lang)
    try:
        given = batches.parse_json(text if text is not None else file.read_text("utf-8-sig"))  # type: ignore[union-attr]
        from tonghao_widgets import desk

        click.echo(desk.as_text(tool, given, hub) if shape == "text" else desk.as_json(tool, given, hub), nl=False)
    except (InputError, UnicodeDecodeError) as error:
        refuse(str(error))


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
        refuse(f"{file.name} is not UTF-8; save it as UTF-8")
    lines = text.removesuffix("\n").split("\n")  # splitlines would cut at line separators inside a text as well
    if file.suffix in {".jsonl", ".ndjson"}:
        results = batches.json_lines(lines, lambda given: desk.evaluate(tool, given, hub))
        total = len(lines)
    elif file.suffix == ".csv":
        results = batches.table(text, lambda given: desk.evaluate(tool, given, hub))
        total = len(lines)
    else:
        refuse(f"{file.name}: a batch is a .csv or a .jsonl file")
    if total > 2000 and sys.stderr.isatty():
        with click.progressbar(results, length=total, file=sys.stderr, label=tool) as shown:
            for line in shown:
                click.echo(line)
    else:
        for line in results:
            click.echo(line)


def _hub(tool: str, language: str):
    from datetime import date

    from tonghao import tool_data
    from tonghao_widgets.desk import TOOLS
    from tonghao_widgets.hub import read_hub

    library = whole_library()
    if tool not in TOOLS or tool not in library.tools:
        refuse(f"there is no tool '{tool}'{errors.did_you_mean(tool, TOOLS)}; there are: {', '.join(library.tools)}")
    if language not in library.languages:
        refuse(f"there is no language '{language}'; there are: {', '.join(library.languages)}")
    return read_hub(tool_data.hub_json(library, tool, language)).on(date.today().isoformat())
