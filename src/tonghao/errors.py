"""What a contributor is told when something in ``playbook/`` is wrong.

One :class:`Problem` is one line: where, which kind, what is wrong, and the cure. All problems of a run are
gathered before anything stops, so that one round of editing can mend them all.

A reader's mistake in a form is something else: see ``tonghao_widgets.inputs.InputProblem``.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, order=True, slots=True)
class Problem:
    """One thing to mend in one place.

    ``line`` and ``column`` count from 1, as editors do. ``code`` is stable: it can be looked up and tested for.
    ``where`` is the path inside the file in words a person can follow, e.g. ``steps 2, owner``.
    """

    file: str
    line: int
    column: int
    code: str
    message: str
    where: str = ""

    def __str__(self) -> str:
        tail = f" [{self.where}]" if self.where else ""
        return _one_line(f"{self.file}:{self.line}:{self.column}: {self.code}: {self.message}{tail}")

    def annotation(self) -> str:
        """The same as a GitHub workflow command, which puts it beside the line in a pull request."""
        file = _escaped(self.file).replace(":", "%3A").replace(",", "%2C")
        return f"::error file={file},line={self.line},col={self.column},title={self.code}::{_escaped(self.message)}"


def _one_line(text: str) -> str:
    """``text`` without line ends: a value quoted in a message must not look like a second problem, or a command."""
    return " ".join(text.split())


def _escaped(text: str) -> str:
    return _one_line(text).replace("%", "%25")


class ContentError(Exception):
    """The playbook cannot be used. ``problems`` holds every reason, in file order."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = sorted(set(problems))
        super().__init__("\n".join(str(problem) for problem in self.problems))


def did_you_mean(wrong: str, known: Iterable[str]) -> str:
    """``"; did you mean 'x'?"`` when something known is close to ``wrong``, else an empty string.

    >>> did_you_mean("cadance", ["cadence", "owner"])
    "; did you mean 'cadence'?"
    >>> did_you_mean("zzz", ["cadence"])
    ''
    """
    close = difflib.get_close_matches(str(wrong), list(known), n=1, cutoff=0.6)
    return f"; did you mean '{close[0]}'?" if close else ""


def quoted(value: object) -> str:
    """``'value'`` for a message, shortened when somebody put a whole paragraph there."""
    text = _one_line(str(value))
    return f"'{text if len(text) <= 60 else text[:59] + '…'}'"


def listing(items: Iterable[str]) -> str:
    """``a, b or c`` for messages that name the allowed values."""
    names = list(items)
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])} or {names[-1]}"
