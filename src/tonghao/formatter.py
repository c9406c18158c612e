"""One way to lay out a playbook file, so that a change shows what was changed and nothing else.

Two spaces for each level, lists one level in, ``{ en: …, zh: … }`` and ``[a, b]``, double quotes, at most one empty
line in a row, no blanks at the ends of lines, and the line that tells editors the schema. Lines are never broken or
joined, words and comments never touched.

The layout is changed in the text itself, at the places :mod:`tonghao.strict_yaml` found. Afterwards the file is read
again: if it does not say exactly what it said before, it is left as it was. A library that parses and prints again
(ruamel.yaml was tried) keeps comments, but lays out every ``{ }`` anew, and so touches a quarter of all lines.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from tonghao.errors import Problem
from tonghao.schema import modeline
from tonghao.strict_yaml import Document, Path, Plain, parse

_BLOCK = re.compile(r"[|>][+-]?\s*(#.*)?\Z")
_MODELINE = re.compile(r"#\s*yaml-language-server:")
_SINGLE = re.compile(r"'([^'\"\\\n]*)'(?!')")
_LETTERS = re.compile(r"[\s'\"]+")


@dataclass(frozen=True)
class Formatted:
    """The outcome for one file: its text, and why it was left alone when it was."""

    text: str
    problems: tuple[Problem, ...] = ()


def formatted(raw: bytes, file: str) -> Formatted:
    """The file in the house's layout. ``file`` is its path below ``playbook/``.

    A file that cannot be read, or that would come to say something else, keeps its text; the first comes with its
    problems.
    """
    before = parse(raw, file)
    if before.problems:
        return Formatted(raw.decode("utf-8", "replace"), tuple(before.problems))
    text = raw.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
    text = _with_modeline(text, file)
    document = before if text.encode() == raw else parse(text.encode(), file)
    for change in (_spaced, _quoted, _indented, _emptied):
        made = change(text, document)
        if made == text or _LETTERS.sub("", made) != _LETTERS.sub("", text):
            continue
        again = parse(made.encode(), file)
        if not again.problems and _same(document.data, again.data):
            text, document = made, again
    return Formatted(text)


def _same(one: Any, other: Any) -> bool:
    """Whether two values are equal, and quoted text is still quoted."""
    if isinstance(one, dict) and isinstance(other, dict):
        return list(one) == list(other) and all(_same(one[key], other[key]) for key in one)
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(_same, one, other))
    return isinstance(one, Plain) == isinstance(other, Plain) and type(one) is type(other) and one == other


def _with_modeline(text: str, file: str) -> str:
    wanted = modeline(file)
    if not wanted:
        return text
    lines = text.split("\n")
    kept = [line for line in lines if not _MODELINE.match(line)]
    return "\n".join([wanted, *kept])


@dataclass(frozen=True)
class _Node:
    """A value in the file: where it begins, how deep it stands, whether it is laid out in lines of its own."""

    path: Path
    value: Any
    line: int  # from 0, as below
    column: int
    block: bool


def _nodes(document: Document, text: str) -> Iterator[_Node]:
    """Every value that does not stand inside ``{ }`` or ``[ ]``."""
    lines = text.split("\n")

    def walk(path: Path, value: Any) -> Iterator[_Node]:
        line, column = (number - 1 for number in document.values[path])
        first = lines[line][column : column + 1] if line < len(lines) else ""
        block = isinstance(value, dict | list) and first not in {"{", "["}
        yield _Node(path, value, line, column, block)
        if block:
            inside = value.items() if isinstance(value, dict) else enumerate(value)
            for key, item in inside:
                yield from walk((*path, key), item)

    if document.data is not None:
        yield from walk((), document.data)


def _spaced(text: str, document: Document) -> str:
    """``{ a: b }`` and ``[a, b]`` where they stand on one line; one space after a key's colon and after a dash."""
    lines = text.split("\n")
    for node in reversed(list(_nodes(document, text))):
        if node.block:
            continue
        line = lines[node.line]
        if line[node.column : node.column + 1] in {"{", "["}:
            end = _end(line, node.column)
            if end:
                line = line[: node.column] + _flow(line[node.column : end]) + line[end:]
        before = line[: node.column]
        if before.endswith("  ") and before.rstrip().endswith(":"):
            line = f"{before.rstrip()} {line[node.column :]}"
        lines[node.line] = line
    return "\n".join(lines)


def _end(line: str, start: int) -> int:
    """Just behind the bracket that closes the one at ``start``; 0 when it is not on this line."""
    depth = 0
    for at, char in _bare(line, start):
        depth += (char in "{[") - (char in "}]")
        if depth == 0:
            return at + 1
    return 0


def _bare(line: str, start: int = 0) -> Iterator[tuple[int, str]]:
    """The characters outside quotes, each with its place. A quote opens only where a value may begin."""
    quote, before, at = "", "", start
    while at < len(line):
        char = line[at]
        if quote == '"' and char == "\\":
            at += 1
        elif quote:
            quote = "" if char == quote else quote  # two single quotes close one text and open the next: all the same
        elif char in "'\"" and before in {"", "{", "[", ",", ":"}:
            quote = char
        else:
            yield at, char
        before = before if char == " " else char
        at += 1


def _flow(text: str) -> str:
    """``{a: b,c: [ d ]}`` as ``{ a: b, c: [d] }``."""
    bare = dict(_bare(text))
    made: list[str] = []
    at = 0
    while at < len(text):
        char = text[at] if at in bare else ""
        if char in {"}", "]", ","} and char:
            while made and made[-1] == " ":
                made.pop()
            made.append(" }" if char == "}" and made and made[-1] != "{ " else char)
        elif char in {"{", "["} and char:
            made.append("{ " if char == "{" else "[")
        else:
            made.append(text[at])
        if char in {"{", "[", ","} and char:
            while text[at + 1 : at + 2] == " ":
                at += 1
            if char == "," and text[at + 1 : at + 2] not in {"}", "]", ""}:
                made.append(" ")
        at += 1
    return "".join(made).replace("{ }", "{}")


def _quoted(text: str, document: Document) -> str:
    """Double quotes in place of single ones, where the text holds nothing that would then need a backslash."""
    lines = text.split("\n")
    for path, (line, column) in document.values.items():
        if path and type(_at(document.data, path)) is str:
            found = _SINGLE.match(lines[line - 1], column - 1)
            if found:
                lines[line - 1] = f'{lines[line - 1][: column - 1]}"{found[1]}"{lines[line - 1][found.end() :]}'
    return "\n".join(lines)


def _at(data: Any, path: Path) -> Any:
    for part in path:
        data = data[part]
    return data


def _indented(text: str, document: Document) -> str:
    """Two spaces for each level, the items of a list one level in."""
    lines = text.split("\n")
    wanted, inside = _columns(document, text)
    made: list[str] = []
    move, pending = 0, []  # comments and empty lines go with what follows them
    for number, line in enumerate(lines):
        if number in wanted:
            old = len(line) - len(line.lstrip(" "))
            new = wanted[number]
            move = new - old
            made += [_moved(other, new if _indent(other) == old else _indent(other) + move) for other in pending]
            pending = []
            made.append(_moved(_dash(line), new))
        elif number in inside:
            made += [*pending, _moved(line, max(0, _indent(line) + inside[number])) if line.strip() else ""]
            pending = []
        elif not line.strip() or line.lstrip().startswith("#"):
            pending.append(line)
        else:
            made += [*pending, _moved(line, max(0, _indent(line) + move))]
            pending = []
    return "\n".join([*made, *pending])


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def _moved(line: str, column: int) -> str:
    return " " * max(0, column) + line.lstrip(" ") if line.strip() else line


def _dash(line: str) -> str:
    """One space after each dash that begins an item."""
    return re.sub(r"(?<![^ -])-  +(?=\S)", "- ", line) if line.lstrip().startswith("- ") else line


def _columns(document: Document, text: str) -> tuple[dict[int, int], dict[int, int]]:
    """By line: the column its first key or dash should stand at; and how far the lines of a ``|`` text should move."""
    lines = text.split("\n")
    columns: dict[int, int] = {}
    inside: dict[int, int] = {}
    level: dict[Path, int] = {(): 0}
    for node in _nodes(document, text):
        own = level[node.path]
        if node.block and isinstance(node.value, dict):
            for key in node.value:
                line, column = (number - 1 for number in document.keys[(*node.path, key)])
                if not lines[line][:column].strip():
                    columns.setdefault(line, own)
                level[(*node.path, key)] = own + 2
        elif node.block:
            for index in range(len(node.value)):
                line = document.values[(*node.path, index)][0] - 1
                if lines[line].lstrip().startswith("-"):
                    columns.setdefault(line, own)
                level[(*node.path, index)] = own + 2
        elif isinstance(node.value, str) and _BLOCK.match(lines[node.line][node.column :]):
            inside.update(_block(lines, node, own))
    return columns, inside


def _block(lines: list[str], node: _Node, column: int) -> Iterator[tuple[int, int]]:
    """The lines of a ``|`` text, and how far each moves so that the text stands at ``column``."""
    outer = _indent(lines[node.line])
    first = next((line for line in lines[node.line + 1 :] if line.strip()), "")
    start = _indent(first)
    if start <= outer:
        return
    last = node.line
    for number in range(node.line + 1, len(lines)):
        if lines[number].strip():
            if _indent(lines[number]) < start:
                break
            last = number
        elif lines[node.line][node.column :].startswith(("|+", ">+")):
            last = number
    yield from ((number, column - start) for number in range(node.line + 1, last + 1))


def _emptied(text: str, document: Document) -> str:
    """No blanks at the ends of lines, one empty line at most, one line end at the end. Text in ``|`` keeps its own."""
    _, inside = _columns(document, text)
    made: list[str] = []
    for number, line in enumerate(text.split("\n")):
        kept = number in inside and line.strip()
        bare = line if kept else line.rstrip(" ")
        if bare or number in inside or (made and made[-1]):
            made.append(bare)
    while made and not made[-1]:
        made.pop()
    return "\n".join(made) + "\n"
