"""YAML as contributors mean it: text stays text, every value knows its place, nothing is dropped in silence.

YAML 1.1 turns an unquoted ``no`` into false, ``1:30`` into 90 and ``3.10`` into 3.1. Here an unquoted scalar
is kept as :class:`Plain` text; whoever expects a number or a flag reads it as one (``number``, ``flag``), and
whoever expects text gets exactly what was typed. Only the null of the YAML 1.2 core schema is decided here.

Refused, each with its line: duplicate keys, anchors and aliases (they also make "billion laughs"), tags, merge
conflict markers, tabs as indentation, invisible characters (raw or as "\\x07"), wrong encodings, files and nesting
beyond any honest size.

This is the only module that imports ``yaml``.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import yaml
from tonghao.errors import Problem

MAX_BYTES = 1_000_000
MAX_DEPTH = 24

Path = tuple[str | int, ...]
Place = tuple[int, int]
Following = Callable[[], Any]  # the parser's next event

_Parser = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_NULLS = {"", "~", "null", "Null", "NULL"}
_CORE_INT = re.compile(r"[-+]?[0-9]+\Z")
_CORE_FLOAT = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?\Z")
_INVISIBLE = re.compile(
    # C0 without tab and line ends, DEL, C1 (NEL is a line break to YAML), zero-width space, line separators (line
    # breaks to YAML as well), direction overrides, a byte order mark that is not first, non-characters
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b\u2028-\u202e\u2066-\u2069\ufeff\ufffe\uffff]"
)
_RETURN = re.compile("\r")  # in a value only as "\\r"; Markdown would take it for the end of a line
_UNCLOSED = "unexpected end of stream"
_CONFLICT = re.compile(r"^(<{7} |={7}$|>{7} )", re.MULTILINE)


class Plain(str):
    """An unquoted scalar, exactly as typed. Quoted ones are ordinary ``str``."""

    __slots__ = ()


@dataclass(slots=True)
class Document:
    """One parsed file. ``keys`` and ``values`` give the place of every path; ``problems`` is empty when usable."""

    file: str
    data: Any = None
    keys: dict[Path, Place] = field(default_factory=dict)
    values: dict[Path, Place] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def place(self, path: Path, *, key: bool = False) -> Place:
        """Line and column of ``path``, or of the nearest thing around it that exists."""
        if key and path in self.keys:
            return self.keys[path]
        while path and path not in self.values:
            path = path[:-1]
        return self.values.get(path, (1, 1))

    def problem(self, path: Path, code: str, message: str, *, key: bool = False) -> Problem:
        """A :class:`Problem` at ``path``, its place and its words filled in."""
        line, column = self.place(path, key=key)
        return Problem(self.file, line, column, code, message, where(path))


def where(path: Path) -> str:
    """A path for people: list positions count from 1. ``("steps", 1, "owner")`` -> ``steps 2, owner``."""
    words: list[str] = []
    for part in path:
        if isinstance(part, int):
            if words:
                words[-1] += f" {part + 1}"
            else:
                words.append(str(part + 1))
        else:
            words.append(str(part))
    return ", ".join(words)


def number(value: Any) -> int | float | None:
    """The number an unquoted scalar stands for in the YAML 1.2 core schema, or None when it is not one."""
    if not isinstance(value, Plain):
        return None
    if _CORE_INT.match(value) and len(value) < 20:
        return int(value)
    if _CORE_FLOAT.match(value):
        result = float(value)
        return result if abs(result) != float("inf") else None
    return None


def flag(value: Any) -> bool | None:
    """True or False for an unquoted ``true`` or ``false`` (nothing else is a flag), or None."""
    if not isinstance(value, Plain):
        return None
    return {"true": True, "false": False}.get(value)


def resolve(value: Any) -> Any:
    """``value`` with every unquoted scalar read by the core schema: for places that may hold any JSON value."""
    if isinstance(value, dict):
        return {str(key): resolve(item) for key, item in value.items()}
    if isinstance(value, list):
        return [resolve(item) for item in value]
    if isinstance(value, Plain):
        for read in (number, flag):
            if (result := read(value)) is not None:
                return result
        return str(value)
    return value


def parse(raw: bytes, file: str) -> Document:
    """Parse one file. Never raises on bad input: look at ``problems`` of the result."""
    document = Document(file)
    text = _text(raw, document)
    if text is None:
        return document
    if conflict := _CONFLICT.search(text):
        line = text.count("\n", 0, conflict.start()) + 1
        document.problems.append(
            Problem(
                file,
                line,
                1,
                "merge-conflict",
                "a merge conflict was left in the file; keep one side and delete the <<<<<<<, ======= and "
                ">>>>>>> lines",
            )
        )
        return document
    loader = None
    try:
        loader = _Parser(text)
        # Only an escape can put into a value what the file itself does not hold.
        _Builder(document, may_hide="\\" in text or _RETURN.search(text) is not None).build(loader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        if _UNCLOSED in str(error.problem) and error.context_mark:
            mark = error.context_mark
        line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        line = min(line, len(text.splitlines()))  # the end of the file is a line after the last for YAML
        document.problems.append(Problem(file, line, column, "yaml-syntax", _syntax_message(error, text, line)))
    except yaml.YAMLError as error:
        document.problems.append(Problem(file, 1, 1, "yaml-syntax", f"this is not readable YAML: {error}"))
    except _Refused as refused:
        document.problems.append(refused.problem)
    finally:
        if loader is not None:
            loader.dispose()
    return document


def _text(raw: bytes, document: Document) -> str | None:
    if len(raw) > MAX_BYTES:
        message = f"the file has {len(raw):,} bytes; a playbook file has at most {MAX_BYTES:,}. Split it"
        document.problems.append(Problem(document.file, 1, 1, "file-too-large", message))
        return None
    for bom, name in ((b"\xff\xfe", "UTF-16"), (b"\xfe\xff", "UTF-16")):
        if raw.startswith(bom):
            message = f"the file is saved as {name}; save it as UTF-8"
            document.problems.append(Problem(document.file, 1, 1, "wrong-encoding", message))
            return None
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = raw[: error.start]
        line = before.count(b"\n") + 1
        column = error.start - (before.rfind(b"\n") + 1) + 1
        message = "the file is not UTF-8 here (often GBK from an older editor); save it as UTF-8"
        document.problems.append(Problem(document.file, line, column, "wrong-encoding", message))
        return None
    if invisible := _INVISIBLE.search(text):
        index = invisible.start()
        line = text.count("\n", 0, index) + 1
        column = index - (text.rfind("\n", 0, index) + 1) + 1
        document.problems.append(Problem(document.file, line, column, "control-character", _unseen(invisible[0])))
        return None
    return text


def _unseen(char: str) -> str:
    return f"an invisible control character (U+{ord(char):04X}) is in the text; delete it"


def _syntax_message(error: yaml.MarkedYAMLError, text: str, line: int) -> str:
    lines = text.splitlines()
    here = lines[line - 1] if 0 < line <= len(lines) else ""
    if here[: len(here) - len(here.lstrip())].count("\t") or "\\t" in str(error.problem):
        return "a tab is used to indent; YAML wants spaces (two for each level)"
    problem = str(error.problem or "this cannot be read")
    if _UNCLOSED in problem:
        return "a quote is opened here and never closed"
    if "expected <document start>" in problem:
        return "this does not belong to the lines above it; check the indentation, the quotes and the ':'"
    if "mapping values are not allowed" in problem:
        return "a second ': ' on this line; put the text in double quotes, or indent the line under its key"
    if "could not find expected ':'" in problem:
        return "a ':' is missing after a key on the line above, or the line is indented wrongly"
    if "cannot start any token" in problem:
        return "text must not begin with this character; put the text in double quotes"
    context = f" {error.context}" if error.context else ""
    return f"{problem}{context}; check the quotes, brackets and indentation above this place"


_AROUND = frozenset({yaml.StreamStartEvent, yaml.DocumentStartEvent, yaml.DocumentEndEvent, yaml.StreamEndEvent})


class _Refused(Exception):
    def __init__(self, problem: Problem) -> None:
        self.problem = problem


class _Builder:
    """Builds data from the event stream, so that nesting and aliases are judged before they can cost anything."""

    def __init__(self, document: Document, may_hide: bool) -> None:
        self.document, self.may_hide = document, may_hide

    def build(self, loader: Any) -> None:
        following = loader.get_event
        first = self._inside(following)
        if first is None:
            self.document.data = None
            return
        self.document.data = self._value(first, following, ())
        extra = self._inside(following)
        if extra is not None:
            self._refuse(
                extra,
                "several-documents",
                "a second '---' document; one file holds one record. Move it to its own file",
            )

    @staticmethod
    def _inside(following: Following) -> Any:
        """The next event inside a document; None at the end of the file."""
        while (event := following()) is not None and type(event) in _AROUND:
            pass
        return event

    def _refuse(self, event: Any, code: str, message: str) -> None:
        mark = event.start_mark
        raise _Refused(Problem(self.document.file, mark.line + 1, mark.column + 1, code, message))

    def _plain_yaml(self, event: Any) -> None:
        """Refuses what keys and values alike must not bring along."""
        if event.anchor:  # an alias has one as well, and nothing else
            self._refuse(event, "no-anchors", "anchors (&) and aliases (*) are not used here; write the value out")
        if event.tag is not None and event.tag != "!":
            self._refuse(event, "no-tags", "tags such as !!str are not used here; put text in double quotes")
        if (
            self.may_hide
            and type(event) is yaml.ScalarEvent
            and (unseen := _INVISIBLE.search(event.value) or _RETURN.search(event.value))
        ):
            self._refuse(event, "control-character", _unseen(unseen[0]))

    def _value(self, event: Any, following: Following, path: Path) -> Any:
        if len(path) > MAX_DEPTH:
            self._refuse(event, "too-deep", f"more than {MAX_DEPTH} levels of nesting; indent less")
        self._plain_yaml(event)
        mark = event.start_mark
        self.document.values[path] = (mark.line + 1, mark.column + 1)
        if type(event) is yaml.ScalarEvent:
            if event.style:  # the C parser says '' for an unquoted scalar, the Python one None
                return str(event.value)
            return None if event.value in _NULLS else Plain(event.value)
        if type(event) is yaml.SequenceStartEvent:
            items: list[Any] = []
            while type(event := following()) is not yaml.SequenceEndEvent:
                items.append(self._value(event, following, (*path, len(items))))
            return items
        return self._mapping(following, path)

    def _mapping(self, following: Following, path: Path) -> dict[str, Any]:
        result: dict[str, Any] = {}
        while type(event := following()) is not yaml.MappingEndEvent:
            self._plain_yaml(event)
            if type(event) is not yaml.ScalarEvent:
                self._refuse(event, "bad-key", "a key must be plain text")
            mark = event.start_mark
            key, place = str(event.value), (mark.line + 1, mark.column + 1)
            here = (*path, key)
            if key in result:
                first = self.document.keys[here][0]
                self.document.problems.append(
                    Problem(
                        self.document.file,
                        *place,
                        "duplicate-key",
                        f"key '{key}' was already given on line {first}; keep one of them",
                        where(here),
                    )
                )
                self._value(following(), following, (*here, "(again)"))
                continue
            self.document.keys[here] = place
            result[key] = self._value(following(), following, here)
        return result
