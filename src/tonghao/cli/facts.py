"""What the command line says of itself, as plain data: the contributors' pages are made of it."""

from __future__ import annotations

from typing import Any

import click

from tonghao.cli import main


def commands() -> list[dict[str, Any]]:
    """Every command in the order of its name, the bare ``tonghao`` first.

    Each has ``name``, ``usage`` (as it is typed), ``help`` and ``parameters``; each of these ``name``, ``help``
    (empty for an argument), ``required``, ``default`` and ``values``.
    """
    top = click.Context(main, info_name="tonghao", **main.context_settings)
    inner = [(click.Context(main.commands[name], parent=top, info_name=name)) for name in sorted(main.commands)]
    return [_command(context) for context in (top, *inner)]


def _command(context: click.Context) -> dict[str, Any]:
    command = context.command
    own = [one for one in command.get_params(context) if "--help" not in one.opts or context.parent is None]
    arguments = [one.make_metavar(context) for one in own if isinstance(one, click.Argument)]
    return {
        "name": context.info_name,
        "usage": " ".join([context.command_path, *arguments]),
        "help": " ".join((command.help or "").split()),
        "parameters": [_parameter(one, context) for one in own],
    }


def _parameter(one: click.Parameter, context: click.Context) -> dict[str, Any]:
    option = isinstance(one, click.Option)
    shown = option and one.show_default and one.default is not None and not one.is_flag
    return {
        "name": ", ".join(one.opts)
        if option
        else (one.metavar or one.human_readable_name).upper().strip("[].").split("[")[0],
        "help": " ".join((getattr(one, "help", None) or "").split()),
        "required": one.required,
        "default": str(one.default) if shown else "",
        "values": list(one.type.choices) if isinstance(one.type, click.Choice) else [],
    }
