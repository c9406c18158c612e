"""What a change moves, told three ways: for the terminal, for the comment of a pull request, for programs."""

from __future__ import annotations

import difflib
import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from tonghao.diff import Comparison, TextChange
from tonghao.diff_verdicts import Flip, Sampled
from tonghao.parts import Key

MOST_TEXTS = 12
MOST_LINES = 30
LONGEST = 30_000
"""Bytes of a comment at most. GitHub takes 65,536 characters."""
_CONTEXT = 24
_FRAME = 100
_LONG = 90
_TOKEN = re.compile(r"[^\W_\u2e80-\uffff]+|\s+|.", re.DOTALL)
_TOO_MANY = 1500
_SPECIAL = re.compile(r"[\\`*_{}\[\]<>()#+\-.!|~&@:]")
# What an entry is called, by the list it stands in.
_KINDS = {
    "steps": "task",
    "checklist": "task",
    "findings": "evidence",
    "sources": "source",
    "facts": "fact",
    "terms": "term",
    "ideas": "idea",
    "templates": "template",
    "pitfalls": "pitfall",
    "tools": "run",
    "next": "way on",
    "task": "task",
}

Excerpt = tuple[str, str, str, str, int]
"""What stands before a change, what went, what came, what stands after it, and how many more changes there are."""


def page(file: str) -> str:
    """The page a file makes: ``playbook/tools/fit.yml`` is ``tools/fit``."""
    return file.removeprefix("playbook/").removesuffix(".yml")


def kind(key: Key) -> str:
    """What an entry is: a task, a source, a case."""
    file, inside = key
    if not inside:
        return page(file).rpartition("/")[0].removesuffix("s") or "page"
    *_, place, last = ("", *inside.removesuffix("[]").split("."))
    name = last if inside.endswith((".task", "[]")) else place
    return _KINDS.get(name, name.removesuffix("s"))


def entry(key: Key) -> str:
    """An entry in words: ``task rituals/steps.weekly``, ``source marx-1852``; of a whole file ``case kaishu``."""
    file, inside = key
    if not inside:
        return f"{kind(key)} {page(file).rpartition('/')[2]}"
    place, _, name = inside.partition(".")
    alone = {"terms": "glossary", "findings": "evidence"}.get(place, place) == page(file)
    return f"{kind(key)} {name if alone else _in(key)}"


def _in(key: Key) -> str:
    return f"{page(key[0])}/{key[1]}"


def as_json(found: Comparison) -> str:
    """Everything, for programs."""
    data = {
        "base": found.base,
        "blocks": found.blocks,
        "notes": found.notes,
        "problems": [str(problem) for problem in found.problems],
        "texts": [
            {
                "page": page(text.file),
                "file": text.file,
                "line": text.line,
                "key": text.key,
                "changed": {code: {"before": old, "after": new} for code, (old, new) in text.words.items()},
                "left": text.left,
            }
            for text in found.texts
        ],
        "added": [entry(key) for key in found.added],
        "removed": [entry(key) for key in found.removed],
        "settings": [{"key": _in(key), "before": old, "after": new} for key, old, new in found.settings],
        "cases": {"asked": found.cases_asked, "flipped": [_flip(one) for one in found.cases]},
        "samples": [
            {
                "tool": one.tool,
                "asked": one.asked,
                "flipped": one.flipped,
                "moves": [{"before": old, "after": new, "count": count} for (old, new), count in one.moves.items()],
                "examples": [_flip(example) for example in one.examples],
            }
            for one in found.sampled
        ],
        "lost": [str(problem) for problem in found.lost],
        "pages_gone": found.pages,
    }
    return json.dumps(data, ensure_ascii=False, indent=2, default=str) + "\n"


def _flip(flip: Flip) -> dict[str, Any]:
    return {
        "tool": flip.tool,
        "name": flip.name,
        "before": flip.before,
        "after": flip.after,
        "given": flip.given,
    }


def as_text(found: Comparison) -> str:
    """For the terminal."""
    lines = [f"compared with {found.base}"]
    lines += [f"note: {note}" for note in found.notes]
    for title, inside in _sections(found, _plain):
        lines += ["", title, *(f"  {line}" for line in inside)]
    if len(lines) == 1:
        lines.append("nothing in playbook/ is different")
    return "\n".join(lines) + "\n"


def as_markdown(found: Comparison) -> str:
    """For a comment: a line for each kind of change, the details folded, never longer than :data:`LONGEST`."""
    parts = [f"**What this changes**, compared with {_safe(found.base)}\n"]
    parts += [f"- Note: {_safe(note)}\n" for note in found.notes]
    sections = list(_sections(found, _safe))
    left = (
        LONGEST - sum(len(part.encode()) for part in parts) - sum(_FRAME + len(title.encode()) for title, _ in sections)
    )
    for title, inside in sections:
        items: list[str] = []
        for number, line in enumerate(inside):
            if (left := left - len(line.encode()) - 3) < 0:
                items.append(f"- and {len(inside) - number} lines more: `tonghao diff`\n")
                break
            items.append(f"- {line}\n")
        body = f"\n{''.join(items)}\n"
        parts.append(f"<details><summary>{title}</summary>\n{body}</details>\n" if items else f"{title}\n")
    return "\n".join(parts) if sections else f"{parts[0]}\nNothing in playbook/ is different.\n"


def _sections(found: Comparison, shown: Any) -> Iterator[tuple[str, list[str]]]:
    """Titles with their lines, what stops the change first. ``shown`` makes text of theirs safe for its place."""
    if found.problems:
        yield (
            _count(len(found.problems), "problem", "to mend first; tonghao check lists all"),
            [shown(str(problem)) for problem in found.problems[:MOST_TEXTS]],
        )
    if found.lost:
        title = _count(len(found.lost), "saved answer", "would no longer open: an error")
        yield title, _some(shown(str(problem)) for problem in found.lost)
    if found.pages:
        yield _count(len(found.pages), "address", "would lead nowhere"), _some(map(shown, found.pages))
    if found.cases:
        title = f"Verdicts of cases: {len(found.cases)} of {found.cases_asked} move"
        yield title, _some(shown(f"{_move(one)} ({one.tool}, case {one.name})") for one in found.cases)
    moving = [one for one in found.sampled if one.flipped]
    if moving:
        title = "Verdicts of sampled answers: " + ", ".join(
            f"{shown(one.tool)} {one.flipped} of {one.asked}" for one in moving
        )
        yield title, [line for one in moving for line in _sampled(one, shown)]
    if still := [one.tool for one in found.sampled if not one.flipped]:
        yield f"No verdict moves in the samples of: {', '.join(map(shown, still))}", []
    if found.alone:
        yield (
            _count(len(found.alone), "text", "changed in one language only"),
            _some(
                shown(f"{text.file}:{text.line}: {text.key}: {_and(text.words)} changed, {_and(text.left)} not")
                for text in found.alone
            ),
        )
    for title, keys in (("Added", found.added), ("Removed", found.removed)):
        if keys:
            yield f"{title}: {_kinds(keys)}", _some(shown(entry(key)) for key in keys)
    if found.settings:
        yield (
            _count(len(found.settings), "setting", "changed"),
            _some(shown(f"{_in(key)}: {_change(old, new)}") for key, old, new in found.settings),
        )
    if found.texts:
        yield f"Text changed: {_languages(found.texts)}", list(_texts(found.texts, shown))


def _sampled(one: Sampled, shown: Any) -> Iterator[str]:
    moves = [f"{old} → {new} {count}" for (old, new), count in one.moves.items()]
    yield shown(f"{one.tool}: {', '.join(moves[:6])}{', …' if len(moves) > 6 else ''}")
    for example in one.examples:
        yield shown(f"{one.tool}: {_move(example)} at {_cut(example.name)}")


def _texts(texts: Iterable[TextChange], shown: Any) -> Iterator[str]:
    pages: dict[str, list[TextChange]] = {}
    for text in texts:
        pages.setdefault(text.file, []).append(text)
    for file, changes in pages.items():
        yield shown(f"{page(file)}: {_languages(changes)}")
        for text in changes[:MOST_TEXTS]:
            for language, (old, new) in text.words.items():
                before, gone, come, after, more = excerpt(old, new)
                change = f"{shown(before)}{_crossed(gone, shown)}{_added(come, shown)}{shown(after)}"
                rest = f" (and {more} more)" if more else ""
                yield f"{shown(f'{text.key}, {language}: ')}{change}{rest}"
        if len(changes) > MOST_TEXTS:
            yield f"and {len(changes) - MOST_TEXTS} more on this page"


def excerpt(old: str, new: str) -> Excerpt:
    """The first difference between two texts, in whole words (single characters of Chinese), and a little around it."""
    one, other = _TOKEN.findall(" ".join(old.split())), _TOKEN.findall(" ".join(new.split()))
    if len(one) + len(other) > _TOO_MANY:
        first = next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
        back = 0
        while back < min(len(one), len(other)) - first and one[-1 - back] == other[-1 - back]:
            back += 1
        spans = [(first, len(one) - back, first, len(other) - back)]
    else:
        matcher = difflib.SequenceMatcher(None, one, other, autojunk=False)
        spans = [tuple(code[1:]) for code in matcher.get_opcodes() if code[0] != "equal"]
    if not spans:
        return "", "", "", "", 0
    i1, i2, j1, j2 = spans[0]
    before, after = "".join(one[:i1]), "".join(one[i2:])
    left = ("…" if len(before) > _CONTEXT else "") + before[-_CONTEXT:]
    right = after[:_CONTEXT] + ("…" if len(after) > _CONTEXT else "")
    return left, _cut("".join(one[i1:i2])), _cut("".join(other[j1:j2])), right, len(spans) - 1


def _crossed(words: str, shown: Any) -> str:
    if not words:
        return ""
    return f"[-{words}-]" if shown is _plain else f"<del>{shown(words)}</del>"


def _added(words: str, shown: Any) -> str:
    if not words:
        return ""
    return f"{{+{words}+}}" if shown is _plain else f"<ins>{shown(words)}</ins>"


def _plain(text: str) -> str:
    """On one line, and without anything a terminal could take for an order."""
    return "".join(char if char.isprintable() else " " for char in text)


def _safe(text: str) -> str:
    """Text that means nothing to Markdown or HTML, and calls nobody."""
    return _SPECIAL.sub(lambda char: f"&#{ord(char[0])};", _plain(text))


def _move(flip: Flip) -> str:
    return f"{flip.before} → {flip.after}"


def _and(names: Iterable[str] | Mapping[str, Any]) -> str:
    return " and ".join(names)


def _count(number: int, what: str, rest: str) -> str:
    plural = "" if number == 1 else ("es" if what.endswith("s") else "s")
    return f"{number} {what}{plural} {rest}"


def _some(lines: Iterable[str]) -> list[str]:
    every = list(lines)
    more = [f"and {len(every) - MOST_LINES} more"] if len(every) > MOST_LINES else []
    return every[:MOST_LINES] + more


def _kinds(keys: Iterable[Key]) -> str:
    counted = Counter(map(kind, keys))
    return ", ".join(_count(count, name, "").strip() for name, count in counted.items())


def _languages(texts: Iterable[TextChange]) -> str:
    counted = Counter(language for text in texts for language in text.words)
    return ", ".join(f"{language} {count}" for language, count in counted.items())


def _change(old: object, new: object) -> str:
    """Two values; of two lists what came and what went."""
    if isinstance(old, list) and isinstance(new, list):
        moved = [f"+{_short(one)}" for one in new if one not in old] + [
            f"-{_short(one)}" for one in old if one not in new
        ]
        return _cut(", ".join(moved) or "another order")
    return f"{_short(old)} → {_short(new)}"


def _short(value: object) -> str:
    return _cut("nothing" if value is None else str(value))


def _cut(text: str) -> str:
    return text if len(text) <= _LONG else f"{text[: _LONG - 1]}…"
