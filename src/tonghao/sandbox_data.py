"""What the rule sandbox needs of one tool: its YAML as it stands, where each thing that can be changed stands in it,
and where the same thing is in the tool's hub.

A thing can be changed when it is one scalar on one line. Each is found again in the file and in the hub before it is
offered, so that a change in the page is a change of exactly those characters.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any

from tonghao import tool_data
from tonghao.model import Library
from tonghao.strict_yaml import Document, Path, Plain, number, parse, resolve
from tonghao.text import say

_QUOTED = re.compile(r'"(?:[^"\\]|\\.)*"|' r"'(?:[^']|'')*'")
_ENDS = (re.compile(r"[^,\[\]{}]*?(?=\s*(?:[,\[\]{}]|\s#|$))"), re.compile(r".*?(?=\s*(?:\s#|$))"))
_PLACES = ("default", "start", "min", "max")
_TEXTS = ("title", "text", "label")
_SHORT = 8  # a longer list is an example to be typed over, not something a verdict hangs on


def sandbox_json(library: Library, identity: str, language: str, raw: bytes) -> str:
    """The data of one tool in one language as JSON text. ``raw`` is its YAML file."""
    file = library.origin[f"tool/{identity}"][0]
    source = raw.decode("utf-8-sig")
    hub = json.loads(tool_data.hub_json(library, identity, language))
    found = _Finder(source, _document(raw, file), hub, language)
    site = library.site
    data = {
        "tool": identity,
        "language": language,
        "file": file,
        "edit": f"{site.repository}/edit/{site.branch}/{file}",
        "source": source,
        "knobs": list(found.knobs()),
        "cases": [
            {"id": case.id, "label": say(case.short, language, library), "inputs": case.tools[identity].inputs}
            for case in library.cases.values()
            if identity in case.tools
        ],
    }
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"))


def addresses(library: Library, language: str, sources: Mapping[str, bytes]) -> dict[str, tuple[str, str]]:
    """Address from the site's root, and text, of the data of each tool whose YAML is given."""
    made = {}
    for identity in library.site.tools:
        if identity in sources:
            text = sandbox_json(library, identity, language, sources[identity])
            digest = hashlib.sha256(text.encode()).hexdigest()[:10]
            made[identity] = (f"assets/sandbox/{identity}.{language}.{digest}.json", text)
    return made


@lru_cache(maxsize=64)
def _document(raw: bytes, file: str) -> Document:
    return parse(raw, file)


class _Finder:
    """Everything in one tool's file that a reader may change. ``language``: of the texts."""

    def __init__(self, source: str, document: Document, hub: Mapping[str, Any], language: str) -> None:
        self._lines, self._document, self._hub, self._language = source.split("\n"), document, hub, language

    def knobs(self) -> Iterator[dict[str, Any]]:
        """Each thing with its id, part, name, kind, value, its place in the file and its way in the hub."""
        data = self._document.data
        if "\r" in "".join(self._lines):
            return  # a line end of another kind would be lost on the way through a page
        for index, item in enumerate(data.get("constants", [])):
            label = item["label"].get(self._language, item["id"])
            yield from self._numbers(
                item["value"], ("constants", index, "value"), ["constants", item["id"]], "cuts", label
            )
        yield from self._inputs(data["inputs"])
        yield from self._texts(data)

    def _inputs(self, items: Any) -> Iterator[dict[str, Any]]:
        for index, item in enumerate(items):
            part = "cuts" if item.get("group") == "more" else "questions"
            yield from self._input(item, ("inputs", index), ["inputs", index], part, "")

    def _input(self, item: Any, path: Path, hub: list[Any], part: str, above: str) -> Iterator[dict[str, Any]]:
        label = item["label"].get(self._language, item["id"])
        name = f"{above} › {label}" if above else label
        for place in _PLACES:
            if place not in item:
                continue
            here = part if place in {"default", "start"} else "questions"
            if item.get("type") == "choice":
                yield from self._knob(item[place], (*path, place), [*hub, place], here, name, place, "choice")
            elif not isinstance(item[place], list) or len(item[place]) <= _SHORT:
                yield from self._numbers(item[place], (*path, place), [*hub, place], here, name, place)
        for index, part_of in enumerate(item.get("items", [])):
            yield from self._input(part_of, (*path, "items", index), [*hub, "items", index], part, name)
        for index, row in enumerate(item.get("library", [])):
            title = row["label"].get(self._language, row["id"])
            labels = {one["id"]: one["label"].get(self._language, one["id"]) for one in item.get("items", [])}
            for cell, value in row.get("cells", {}).items():
                where = (*path, "library", index, "cells", cell)
                told = f"{title} › {labels.get(cell, cell)}"
                yield from self._numbers(value, where, [*hub, "library", index, cell], "rows", told)

    def _numbers(
        self, value: Any, path: Path, hub: list[Any], part: str, name: str, what: str = ""
    ) -> Iterator[dict[str, Any]]:
        """The numbers and flags of a value, however deep."""
        if isinstance(value, dict):
            for key, item in value.items():
                yield from self._numbers(item, (*path, key), [*hub, key], part, f"{name} › {key}", what)
        elif isinstance(value, list):
            for index, item in enumerate(value):
                yield from self._numbers(item, (*path, index), [*hub, index], part, f"{name} › {index + 1}", what)
        elif number(value) is not None:
            yield from self._knob(value, path, hub, part, name, what, "number")
        elif isinstance(resolve(value), bool):
            yield from self._knob(value, path, hub, part, name, what, "flag")

    def _texts(self, data: Any) -> Iterator[dict[str, Any]]:
        def text(path: Path, hub: list[Any], part: str, name: str, what: str = "") -> Iterator[dict[str, Any]]:
            value = data
            for step in path:
                value = value.get(step) if isinstance(value, dict) else value[step]
            if isinstance(value, dict) and self._language in value:
                words, where = value[self._language], (*path, self._language)
                yield from self._knob(words, where, hub, part, name, what, "text")

        for index, item in enumerate(data["outcomes"]):
            for key in _TEXTS:
                if key in item:
                    where = ["outcomes", item["id"], key]
                    yield from text(("outcomes", index, key), where, "outcomes", item["id"], key)
        for index, item in enumerate(data["rules"]):
            yield from text(("rules", index, "text"), ["rules", item["id"], "text"], "rules", item["id"])
        for key in ("title", "question"):
            yield from text((key,), [key], "words", key)
        for index, item in enumerate(data["inputs"]):
            for way in _worded(item, (index,)):
                for key in ("label", "help"):
                    where = ("inputs", *way, key)
                    yield from text(where, list(where), "words", ".".join(map(str, self._named(where[:-1])))[7:], key)
        for index in range(len(data["limits"])):
            yield from text(("limits", index), ["limits", index], "words", "limits")
        for key in data.get("words", {}):
            yield from text(("words", key), ["words", key], "words", key)

    def _knob(
        self, value: Any, path: Path, hub: list[Any], part: str, name: str, what: str, kind: str
    ) -> Iterator[dict[str, Any]]:
        meant = str(value) if kind in {"text", "choice"} else resolve(value)
        place = self._place(value, path)
        if place and _at(self._hub, hub) == meant:
            yield {
                "id": ".".join(map(str, self._named(path))),
                "part": part,
                "name": name,
                "what": what,
                "kind": kind,
                "value": meant,
                "hub": hub,
                "at": place,
            }

    def _named(self, path: Path) -> Iterator[Any]:
        """The path with ids in the place of positions, so that an edit kept on a device survives a moved line."""
        value = self._document.data
        for step in path:
            value = value[step]
            own = value.get("id") if isinstance(step, int) and isinstance(value, dict) else None
            yield own or step

    def _place(self, value: Any, path: Path) -> list[int] | None:
        """Line, column (both from 0) and length of the scalar, when it stands on one line and says ``value``."""
        line, column = self._document.place(path)
        rest = self._lines[line - 1][column - 1 :]
        quoted = _QUOTED.match(rest)
        for found in [quoted] if quoted else [end.match(rest) for end in _ENDS]:
            read = parse(found[0].encode(), "").data if found and found[0] else None
            if read is not None and read == value and isinstance(read, Plain) == isinstance(value, Plain):
                return [line - 1, column - 1, len(found[0])]
        return None


def _worded(item: Mapping[str, Any], way: Path) -> Iterator[Path]:
    """The question itself, and everything inside it that has a name."""
    yield way
    for inside in ("items", "library", "choices"):
        for index, part in enumerate(item.get(inside, [])):
            yield from _worded(part, (*way, inside, index))


def _at(value: Any, way: list[Any]) -> Any:
    for step in way:
        try:
            value = value[step]
        except (KeyError, IndexError, TypeError):
            return None
    return value
