"""Verdicts before and after a change: of every case, and of a fixed sample of answers to each tool.

Both versions of a tool's YAML are answered by today's formula, and only where something but words changed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from tonghao.lost import moved
from tonghao.model import Library, Tool
from tonghao.parts import Parts, take_apart
from tonghao.verdicts import hub_of
from tonghao_widgets import desk, sample
from tonghao_widgets.hub import Hub
from tonghao_widgets.inputs import flat

EXAMPLES = 3
REFUSED = "refused"


@dataclass(frozen=True)
class Flip:
    """An answer with another verdict than before. ``name``: of the case; for a sample, what is answered."""

    tool: str
    name: str
    before: str
    after: str
    given: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Sampled:
    """A tool's sample: how many answers were asked, how many verdicts moved and from what to what."""

    tool: str
    asked: int
    moves: Mapping[tuple[str, str], int]
    examples: tuple[Flip, ...]

    @property
    def flipped(self) -> int:
        """How many verdicts moved."""
        return sum(self.moves.values())


class Tools:
    """The tools that both sides have, each asked only when something but its words changed."""

    def __init__(self, before: Library, after: Library) -> None:
        self.before, self.after, self.notes = before, after, []
        self._hubs: dict[str, tuple[Hub, Hub]] = {}
        self._changed = {
            tool: _essence(before.tools[tool], before) != _essence(after.tools[tool], after)
            for tool in after.tools
            if tool in before.tools and tool in desk.TOOLS
        }

    def cases(self) -> tuple[int, list[Flip]]:
        """How many cases were compared, and those whose verdict moved."""
        count, flips = 0, []
        for identity, case in self.after.cases.items():
            earlier = self.before.cases.get(identity)
            for tool, run in case.tools.items():
                if earlier is None or tool not in earlier.tools or tool not in self._changed:
                    continue
                count += 1
                given = earlier.tools[tool].inputs
                if self._changed[tool] or given != run.inputs:
                    for then, now in self._verdicts(tool, [(given, run.inputs)]):
                        if then != now:
                            flips.append(Flip(tool, identity, then, now, run.inputs))
        return count, flips

    def samples(self) -> Iterator[Sampled]:
        """The sample of every tool in which something but words changed."""
        for tool, changed in list(self._changed.items()):
            if not changed or not self._ready(tool):
                continue
            before, after = self._hubs[tool]
            asked = sample.draw(before)
            verdicts = self._verdicts(tool, [(given, moved(given, after)) for given in asked])
            flips = [
                Flip(tool, _told(given, before), then, now, given)
                for given, (then, now) in zip(asked, verdicts, strict=False)
                if then != now
            ]
            moves = Counter((flip.before, flip.after) for flip in flips)
            if len(verdicts) == len(asked):
                yield Sampled(tool, len(asked), dict(moves.most_common()), tuple(_examples(flips, moves)))

    def _verdicts(self, tool: str, pairs: list[tuple[Mapping[str, Any], Mapping[str, Any]]]) -> list[tuple[str, str]]:
        """The verdicts before and after; none, and a note, when today's formula stumbles over one of the versions."""
        if not self._ready(tool):
            return []
        before, after = self._hubs[tool]
        try:
            return [(_verdict(given, before), _verdict(present, after)) for given, present in pairs]
        except Exception as error:  # a constant that is missing, or of another form: whatever a formula meets
            self._fail(tool, error)
            return []

    def _ready(self, tool: str) -> bool:
        if tool not in self._hubs and tool in self._changed:
            try:
                self._hubs[tool] = hub_of(self.before, tool, brief=True), hub_of(self.after, tool, brief=True)
            except Exception as error:  # something the hub names is in a file that cannot be read
                self._fail(tool, error)
        return tool in self._changed

    def _fail(self, tool: str, error: Exception) -> None:
        self._changed.pop(tool)
        self.notes.append(f"the verdicts of '{tool}' cannot be compared ({type(error).__name__})")


def _essence(tool: Tool, library: Library) -> tuple[object, ...]:
    """Everything of a tool that is no text: what a verdict can hang on."""
    parts = Parts()
    take_apart(tool, "", "", parts)
    facts = [library.facts[one].model_dump(exclude={"fact", "note"}) for one in tool.facts if one in library.facts]
    return parts.entries, parts.settings, facts


def _verdict(given: Mapping[str, Any], hub: Hub) -> str:
    """What the tool answers in one word; :data:`REFUSED` when it does not take the answers."""
    values = sample.taken(given, hub)
    return REFUSED if values is None else desk.module(hub.tool).evaluate(values, hub).verdict


def _told(given: Mapping[str, Any], hub: Hub) -> str:
    """What an answer says that the opened form does not, by dotted name."""
    values, usual = sample.taken(given, hub) or {}, flat({spec.id: spec.opening for spec in hub.inputs.values()}, hub)
    said = [
        f"{name}={'?' if value is None else value}"
        for name, (value, spec) in flat(values, hub).items()
        if value != usual.get(name, (None, spec))[0]
    ]
    return ", ".join(said) or "as the form opens"


def _examples(flips: list[Flip], moves: Mapping[tuple[str, str], int]) -> list[Flip]:
    """The shortest example of each of the most frequent moves, then the shortest of all."""
    short = sorted(flips, key=lambda flip: (len(flip.name), flip.name))
    wanted = sorted(moves, key=lambda move: (-moves[move], move))[:EXAMPLES]
    first = [next(flip for flip in short if (flip.before, flip.after) == move) for move in wanted]
    return (first + [flip for flip in short if flip not in first])[:EXAMPLES]
