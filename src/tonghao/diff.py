"""What a change to the playbook moves: texts, entries, numbers, verdicts, and links that would no longer open.

Two readings of ``playbook/`` are compared, both by the code of today. A tool's verdicts are compared on all cases
and on a fixed sample of answers (``tonghao.sample``), where anything but words of the tool changed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tonghao import inline, sample, translations
from tonghao.check import assemble
from tonghao.errors import Problem
from tonghao.load import read
from tonghao.lost import lost_answers, moved
from tonghao.model import Behind, Library, Tool
from tonghao.model.fields import Record, Said
from tonghao.strict_yaml import Document
from tonghao.verdicts import hub_of
from tonghao_widgets import desk
from tonghao_widgets.hub import Hub
from tonghao_widgets.inputs import flat

EXAMPLES = 3
REFUSED = "refused"

Key = tuple[str, str]
"""A file and what is meant in it, by ids: ``("playbook/rituals.yml", "steps.weekly.do")``."""


@dataclass(frozen=True)
class Side:
    """One reading of the playbook. ``library`` is None without ``site.yml``, and in parts where there are problems."""

    entries: list[tuple[Any, Document]]
    library: Library | None
    problems: list[Problem]
    behind: tuple[Behind, ...] = ()
    locked: bool = False


@dataclass(frozen=True)
class TextChange:
    """A text that reads differently. ``words``: by language, what stood there and what stands there."""

    file: str
    line: int
    key: str
    words: Mapping[str, tuple[str, str]]
    left: tuple[str, ...]
    """Languages that were not changed with it."""


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


@dataclass(frozen=True)
class Comparison:
    """Everything that moves. ``lost`` stops a change; all else is for people to look at."""

    base: str
    notes: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()
    texts: tuple[TextChange, ...] = ()
    added: tuple[Key, ...] = ()
    removed: tuple[Key, ...] = ()
    settings: tuple[tuple[Key, Any, Any], ...] = ()
    cases_asked: int = 0
    cases: tuple[Flip, ...] = ()
    sampled: tuple[Sampled, ...] = ()
    lost: tuple[Problem, ...] = ()
    pages: tuple[str, ...] = ()

    @property
    def alone(self) -> tuple[TextChange, ...]:
        """Texts changed in one language and not in the other."""
        return tuple(text for text in self.texts if text.left)

    @property
    def blocks(self) -> bool:
        """Whether the change must be mended first."""
        return bool(self.lost or self.problems)

    @property
    def wants_a_look(self) -> bool:
        """Whether something was left behind that is mostly an oversight: what ``--strict`` refuses."""
        return bool(self.alone or self.pages)


def side(folder: Path, kept: Path | None = None) -> Side:
    """The playbook in ``folder``, as far as it can be read. ``kept``: as in :func:`tonghao.load.load`."""
    shelf, lock = read(folder, kept), translations.read(folder)
    library = assemble(shelf.entries, shelf.broken, shelf.problems)
    behind = translations.mark(shelf.entries, lock)
    return Side(shelf.entries, library, sorted(set(shelf.problems)), behind, bool(lock.files))


def compare(before: Side, after: Side, base: str) -> Comparison:
    """What moves from ``before`` to ``after``. ``base`` names the former for people."""
    notes = []
    if before.problems:
        notes.append(
            f"the earlier playbook has {len(before.problems)} problems for today's checks, so only what can be read "
            f"is compared; the first: {before.problems[0]}"
        )
    old, new = _parts(before), _parts(after)
    asked, cases = 0, []
    sampled = []
    if before.library and after.library:
        tools = _Tools(before.library, after.library)
        asked, cases = tools.cases()
        sampled = list(tools.samples())
        notes += tools.notes
    return Comparison(
        base=base,
        notes=tuple(notes),
        problems=tuple(after.problems),
        texts=tuple(_texts(before, after)),
        added=tuple(_topmost(new.records.keys() - old.records.keys())),
        removed=tuple(_topmost(old.records.keys() - new.records.keys())),
        settings=tuple(
            (key, old.settings[key], new.settings[key])
            for key in new.settings
            if key in old.settings and old.settings[key] != new.settings[key]
        ),
        cases_asked=asked,
        cases=tuple(cases),
        sampled=tuple(sampled),
        lost=tuple(lost_answers(before.entries, after.entries)),
        pages=_gone(before.library, after.library),
    )


def _gone(before: Library | None, after: Library | None) -> tuple[str, ...]:
    """Addresses that lead nowhere any more."""
    if before is None or after is None:
        return ()
    return tuple(sorted(inline.addresses(before).keys() - inline.addresses(after).keys()))


# --- texts ------------------------------------------------------------------------------------------------------------


def _texts(before: Side, after: Side) -> Iterator[TextChange]:
    known: dict[Key, list[Said]] = {}
    for record, document in before.entries:
        for key, _, words in translations.keyed(record):
            known.setdefault((document.file, key), []).append(words)
    behind = {(text.file, text.line, text.column, text.language) for text in after.behind}
    for record, document in after.entries:
        waiting: dict[str, list[tuple[Any, Said]]] = {}
        for key, path, words in translations.keyed(record):
            old = known.get((document.file, key))
            if old and words in old:
                old.remove(words)
            elif old:
                waiting.setdefault(key, []).append((path, words))
        for key, texts in waiting.items():
            old = known[document.file, key]
            for path, words in texts:
                then = max(old, key=lambda text: _alike(text, words), default=None)
                if then is None:
                    break
                old.remove(then)
                changed = {
                    language: (then.get(language, ""), words.get(language, ""))
                    for language in {**words, **then}
                    if then.get(language) != words.get(language)
                }
                places = {language: document.place((*path, language)) for language in words}
                left = tuple(
                    language
                    for language in words
                    if language not in changed
                    and any(map(all, changed.values()))  # a translation that was missing leaves nobody behind
                    and (not after.locked or (document.file, *places[language], language) in behind)
                )
                yield TextChange(document.file, document.place(path)[0], key, changed, left)


def _alike(one: Said, other: Said) -> int:
    return sum(one[language] == other.get(language) for language in one)


# --- entries and numbers ----------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Parts:
    records: dict[Key, None] = field(default_factory=dict)
    settings: dict[Key, Any] = field(default_factory=dict)


def _parts(one: Side) -> _Parts:
    """Every entry with an id, and everything that is no text."""
    parts = _Parts()
    for record, document in one.entries:
        parts.records[document.file, ""] = None
        _into(record, document.file, "", parts)
    return parts


def _into(value: Any, file: str, key: str, parts: _Parts) -> None:
    if isinstance(value, Record):
        for name in type(value).model_fields:
            if name not in {"kind", "id"}:
                _into(getattr(value, name), file, f"{key}.{name}" if key else name, parts)
    elif isinstance(value, list) and value and isinstance(value[0], Record):
        for item in value:
            here = key + translations.name_of(item)
            parts.records[file, here] = None
            _into(item, file, here, parts)
    elif isinstance(value, dict) and value and all(isinstance(item, Record) for item in value.values()):
        for name, item in value.items():
            parts.records[file, f"{key}.{name}"] = None
            _into(item, file, f"{key}.{name}", parts)
    elif not _is_text(value):
        if key.endswith("task") and value is None:
            return
        if "[]" in key:
            parts.settings.setdefault((file, key), []).append(value)
        else:
            parts.settings[file, key] = value


def _is_text(value: Any) -> bool:
    items = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return isinstance(value, Said) or (bool(items) and all(isinstance(item, Said) for item in items))


def _topmost(keys: set[Key]) -> list[Key]:
    """Without those inside others: a new playbook says enough about its steps."""
    files = {file for file, key in keys if not key}
    return [
        (file, key)
        for file, key in sorted(keys)
        if not key
        or (file not in files and not any(key.startswith(f"{other}.") for f, other in keys if f == file and other))
    ]


# --- verdicts ---------------------------------------------------------------------------------------------------------


class _Tools:
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
    parts = _Parts()
    _into(tool, "", "", parts)
    facts = [library.facts[one].model_dump(exclude={"fact", "note"}) for one in tool.facts if one in library.facts]
    return parts.records, parts.settings, facts


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
