"""The playbook taken apart: every entry, and every value that is no text, by file and ids."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from tonghao.model.fields import Record, Said
from tonghao.strict_yaml import Document
from tonghao.translations import name_of

Key = tuple[str, str]
"""A file and what is meant in it, by ids: ``("playbook/rituals.yml", "steps.weekly.do")``; ``""`` is all of it."""


@dataclass(frozen=True)
class Parts:
    """``entries``: the keys of all files and of everything in them that is a record. ``settings``: values by key."""

    entries: set[Key] = field(default_factory=set)
    settings: dict[Key, Any] = field(default_factory=dict)


def parts_of(records: Iterable[tuple[Any, Document]]) -> Parts:
    """The parts of all files."""
    parts = Parts()
    for record, document in records:
        take_apart(record, document.file, "", parts)
    return parts


def take_apart(value: Any, file: str, key: str, parts: Parts) -> None:
    """Add a value, and all that is inside it, to ``parts``."""
    if isinstance(value, Record):
        parts.entries.add((file, key))
        for name in type(value).model_fields:
            if name not in {"kind", "id"}:
                take_apart(getattr(value, name), file, f"{key}.{name}" if key else name, parts)
    elif isinstance(value, list) and value and isinstance(value[0], Record):
        for item in value:
            take_apart(item, file, key + name_of(item), parts)
    elif isinstance(value, dict) and value and all(isinstance(item, Record) for item in value.values()):
        for name, item in value.items():
            take_apart(item, file, f"{key}.{name}", parts)
    elif not _is_text(value):
        if "[]" in key:
            parts.settings.setdefault((file, key), []).append(value)
        else:
            parts.settings[file, key] = value


def _is_text(value: Any) -> bool:
    items = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return isinstance(value, Said) or (bool(items) and all(isinstance(item, Said) for item in items))


def topmost(keys: set[Key]) -> list[Key]:
    """Without those inside others: a new playbook says enough about its steps."""
    return [(file, key) for file, key in sorted(keys) if not any((file, above) in keys for above in _above(key))]


def _above(key: str) -> Iterator[str]:
    """What a key is inside of, from the whole file on."""
    if key:
        yield ""
    for at, char in enumerate(key):
        if char == ".":
            yield key[:at]
