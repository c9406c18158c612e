"""What every tool answers with."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

Fired = "str | tuple[str, Mapping[str, object]]"


@dataclass(frozen=True, slots=True)
class Result:
    """An answer.

    ``verdict``: an outcome id of the tool's hub. ``fields``: what the contract promises beside it, by contract
    id, ready for JSON, unrounded. ``rules``: ids of the rules that fired, in the order a reader follows them; a
    rule that fires more than once, or needs values of its own, comes with them: ``("gap", {"element": "…"})``.
    ``flips``: the nearest changes that give another verdict. ``stability``: share of nearby worlds with the same
    verdict, in [0, 1], None when it was not asked; ``close_call``: the verdict is fragile. ``unknown``,
    ``branches``, ``measure_first``: what "don't know" leaves open. ``offers``: numbers other tools may take over.
    """

    verdict: str
    fields: Mapping[str, Any] = field(default_factory=dict)
    rules: tuple[Any, ...] = ()
    flips: tuple[dict[str, Any], ...] = ()
    stability: float | None = None
    tried: int = 0
    close_call: bool = False
    unknown: tuple[str, ...] = ()
    branches: tuple[dict[str, Any], ...] = ()
    measure_first: str | None = None
    offers: Mapping[str, float] = field(default_factory=dict)

    def __getitem__(self, name: str) -> Any:
        """A field by its contract id."""
        return self.fields[name]


def fired(rules: tuple[Any, ...], named: Mapping[str, object]) -> list[tuple[str, dict[str, object]]]:
    """Each rule with everything its sentence may name."""
    return [(rule, dict(named)) if isinstance(rule, str) else (rule[0], {**named, **rule[1]}) for rule in rules]
