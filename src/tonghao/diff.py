"""What a change to the playbook moves: texts, entries, numbers, verdicts, and links that would no longer open.

Two readings of ``playbook/`` are compared, both by the code of today. A tool's verdicts are compared on all cases
and on a fixed sample of answers (``tonghao_widgets.sample``), where anything but words of the tool changed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from tonghao import inline, revision, translations
from tonghao.check import assemble
from tonghao.diff_verdicts import Flip, Sampled, Tools
from tonghao.errors import Problem
from tonghao.load import read
from tonghao.lost import lost_answers
from tonghao.memory import Memory
from tonghao.model import Behind, Library
from tonghao.model.fields import Said
from tonghao.parts import Key, parts_of, topmost
from tonghao.strict_yaml import Document


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


def since(project: Path, base: str | None, kept: Path | None = None) -> Comparison:
    """What the playbook below ``project`` changes, compared with the revision ``base``, or with the usual one.

    ``kept``: a folder where parsed files are kept between runs.

    Raises :class:`tonghao.revision.NoRevision`.
    """
    after = side(project / "playbook", Memory(kept))
    branch = after.library.site.branch if after.library else "main"
    wanted = revision.commit(project, base) if base else revision.usual(project, branch)
    with TemporaryDirectory() as folder:
        revision.write(project, wanted, Path(folder))
        before = side(Path(folder) / "playbook", Memory(kept))
    return compare(before, after, revision.title(project, wanted))


def side(folder: Path, memory: Memory | None = None) -> Side:
    """The playbook in ``folder``, as far as it can be read. ``memory``: as in :func:`tonghao.load.load`."""
    shelf, lock = read(folder, memory), translations.read(folder)
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
    old, new = parts_of(before.entries), parts_of(after.entries)
    asked, cases = 0, []
    sampled = []
    if before.library and after.library:
        tools = Tools(before.library, after.library)
        asked, cases = tools.cases()
        sampled = list(tools.samples())
        notes += tools.notes
    return Comparison(
        base=base,
        notes=tuple(notes),
        problems=tuple(after.problems),
        texts=tuple(_texts(before, after, old.entries, new.entries)),
        added=tuple(topmost(new.entries - old.entries)),
        removed=tuple(topmost(old.entries - new.entries)),
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


def _texts(before: Side, after: Side, old_entries: set[Key], new_entries: set[Key]) -> Iterator[TextChange]:
    """Texts that differ inside entries that both sides have."""
    kept, every = old_entries & new_entries, old_entries | new_entries
    known: dict[Key, list[tuple[int, Said]]] = {}
    for record, document in before.entries:
        for key, path, words in translations.keyed(record):
            known.setdefault((document.file, key), []).append((document.place(path)[0], words))
    behind = {(text.file, text.line, text.column, text.language) for text in after.behind}
    for record, document in after.entries:
        waiting = []
        for key, path, words in translations.keyed(record):
            then = known.get((document.file, key), [])
            same = next((one for one in then if one[1] == words), None)
            if same:
                then.remove(same)
            else:
                waiting.append((key, path, words))
        for key, path, words in waiting:
            then = known.get((document.file, key), [])
            line, old = max(then, key=lambda one: _alike(one[1], words), default=(0, Said()))
            if old:
                then.remove((line, old))
            elif not _inside(kept, every, (document.file, key)):
                continue
            places = {language: (document.file, *document.place((*path, language)), language) for language in words}
            still = {language for language in words if not after.locked or places[language] in behind}
            yield _change(document.file, document.place(path)[0], key, old, words, still)
    for (file, key), left in known.items():
        if _inside(kept, every, (file, key)):
            yield from (_change(file, line, key, old, Said(), set()) for line, old in left)


def _change(file: str, line: int, key: str, old: Said, new: Said, still: set[str]) -> TextChange:
    """``still``: the languages that may count as left behind when only the others changed."""
    changed = {
        language: (old.get(language, ""), new.get(language, ""))
        for language in {**new, **old}
        if old.get(language) != new.get(language)
    }
    anew = all(map(all, changed.values()))  # words where there were none leave nobody behind
    left = tuple(language for language in new if language not in changed and language in still and anew)
    return TextChange(file, line, key, changed, left)


def _inside(kept: set[Key], every: set[Key], key: Key) -> bool:
    """Whether the entry a text belongs to is one that both sides have."""
    file, name = key
    while name:
        name = name.rpartition(".")[0]
        if (file, name) in every:
            return (file, name) in kept
    return False


def _alike(one: Said, other: Said) -> int:
    return sum(one[language] == other.get(language) for language in one)
