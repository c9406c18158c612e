"""The program without the functions that no tool calls, most of them, and without the names nobody asks for.

``called.json`` lists the functions of one exact ``pyodide.asm.wasm`` that ran while Python started and answered
thousands of questions (tests/runtime/record_calls.py writes it). All others keep their place and their type, and lose
their body: a call into one of them stops the program at once (it never gives a wrong answer), and the reader's browser
starts again with the whole program. For any other wasm the list means nothing, and no lean program is made.
"""

import base64
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tonghao.runtime.archives import sha256
from tonghao.runtime.glue import Glue

CALLED = Path(__file__).with_name("called.json")
HEAD = b"\0asm\1\0\0\0"
IMPORT, GLOBAL, EXPORT, CODE = 2, 6, 7, 10  # numbers of sections
FUNCTION, TABLE, MEMORY, VARIABLE = 0, 1, 2, 3  # kinds of imports and exports
EMPTY_BODY = b"\0\0\x0b"  # no locals; unreachable; end
MUTABLE_I32_ZERO = b"\x7f\x01\x41\x00\x0b"
MARK = "called-"
#: So many functions before and after one that was called are kept too: neighbours come from the same source file, and
#: what is called in one case is often next to what is called in another.
NEAR = 4


@dataclass(frozen=True)
class Lean:
    """A program and its script (``pyodide.asm.wasm``, ``pyodide.asm.mjs``) for a quick start.

    ``linked`` still has every function, but only the exports that the script asks for: the memory must be taken from
    it, for the linker numbers functions as it meets them. ``program`` is the same with the bodies of called functions
    and their neighbours only.
    """

    linked: bytes
    program: bytes
    script: str


def lean(wasm: bytes, script: str, beside: str) -> Lean | None:
    """``beside`` is the text of ``pyodide.mjs``. None if the list of called functions was made for another program, or
    the script is not built as we know it.
    """
    known = json.loads(CALLED.read_text(encoding="utf-8"))
    if known["wasm"] != sha256(wasm):
        return None
    try:
        glue = Glue(script, beside)
    except ValueError:
        return None
    bits = base64.b64decode(known["functions"])
    called = [number for number in range(8 * len(bits)) if bits[number >> 3] >> (number & 7) & 1]
    kept = {number + step for number in called for step in range(-NEAR, NEAR + 1)}

    def keep(number: int, body: bytes) -> bytes:
        return body if number in kept else EMPTY_BODY

    sections = dict(_sections(wasm))
    linked_by_name = {name for module, name, _ in _imports(sections[IMPORT]) if module.startswith("GOT")}
    exports = [(name, kind) for name, kind, _ in _exports(sections[EXPORT])]
    asked = glue.asks_for(name for name, _ in exports) | linked_by_name
    asked |= {name for name, kind in exports if kind not in {FUNCTION, VARIABLE}}
    linked = _rewritten(wasm, {EXPORT: lambda data: _with_exports(data, asked)})
    program = _rewritten(linked, {CODE: lambda code: _with_bodies(code, keep)})
    return Lean(linked, program, glue.lean(asked))


def watched_program(wasm: bytes) -> bytes:
    """``wasm`` in which every function notes that it was called, in an exported global ``called-<number>``."""
    sections = dict(_sections(wasm))
    globals_there, start = _number(sections[GLOBAL], 0)
    functions, _ = _number(sections[CODE], 0)
    first = sum(kind == VARIABLE for *_, kind in _imports(sections[IMPORT])) + globals_there

    def noting(number: int, body: bytes) -> bytes:
        begin = _after_locals(body)
        return body[:begin] + b"\x41\x01\x24" + _encoded(first + number) + body[begin:]

    def more_globals(data: bytes) -> bytes:
        return _encoded(globals_there + functions) + data[start:] + MUTABLE_I32_ZERO * functions

    def more_exports(data: bytes) -> bytes:
        there, begin = _number(data, 0)
        names = [f"{MARK}{number}".encode() for number in range(functions)]
        made = [_encoded(len(n)) + n + b"\x03" + _encoded(first + number) for number, n in enumerate(names)]
        return _encoded(there + functions) + data[begin:] + b"".join(made)

    changes = {GLOBAL: more_globals, EXPORT: more_exports, CODE: lambda code: _with_bodies(code, noting)}
    return _rewritten(wasm, changes)


def write_called(wasm: bytes, called: list[int]) -> None:
    """Put the numbers of the functions that were called into ``called.json``."""
    functions, _ = _number(dict(_sections(wasm))[CODE], 0)
    bits = bytearray((functions + 7) // 8)
    for number in called:
        bits[number >> 3] |= 1 << (number & 7)
    text = {"wasm": sha256(wasm), "functions": base64.b64encode(bits).decode()}
    CALLED.write_text(json.dumps(text, indent=1) + "\n", encoding="utf-8")


def _number(data: bytes, at: int) -> tuple[int, int]:
    """An unsigned LEB128 number and where it ends."""
    value = shift = 0
    while True:
        byte = data[at]
        at += 1
        value |= (byte & 127) << shift
        shift += 7
        if byte < 128:
            return value, at


def _encoded(value: int) -> bytes:
    out = bytearray()
    while value > 127:
        out.append(value & 127 | 128)
        value >>= 7
    return bytes([*out, value])


def _sections(wasm: bytes) -> Iterator[tuple[int, bytes]]:
    at = len(HEAD)
    while at < len(wasm):
        size, begin = _number(wasm, at + 1)
        yield wasm[at], wasm[begin : begin + size]
        at = begin + size


def _rewritten(wasm: bytes, changes: dict) -> bytes:
    sections = ((kind, changes.get(kind, bytes)(data)) for kind, data in _sections(wasm))
    return HEAD + b"".join(bytes([kind]) + _encoded(len(data)) + data for kind, data in sections)


def _with_bodies(code: bytes, change) -> bytes:
    count, at = _number(code, 0)
    made = [_encoded(count)]
    for number in range(count):
        size, begin = _number(code, at)
        at = begin + size
        body = change(number, code[begin:at])
        made += (_encoded(len(body)), body)
    return b"".join(made)


def _after_locals(body: bytes) -> int:
    groups, at = _number(body, 0)
    for _ in range(groups):
        at = _number(body, at)[1] + 1
    return at


def _name(data: bytes, at: int) -> tuple[str, int]:
    size, at = _number(data, at)
    return data[at : at + size].decode(), at + size


def _imports(data: bytes) -> Iterator[tuple[str, str, int]]:
    """Module, name and kind of each."""
    count, at = _number(data, 0)
    for _ in range(count):
        module, at = _name(data, at)
        name, at = _name(data, at)
        kind = data[at]
        yield module, name, kind
        at += 1
        if kind == TABLE:  # the type of what is in it, then limits
            at += 1
        if kind in {TABLE, MEMORY}:
            bounded = data[at] & 1
            at = _number(data, at + 1)[1]
            at = _number(data, at)[1] if bounded else at
        elif kind == VARIABLE:
            at += 2
        else:  # a function: its type; a tag: an attribute and its type
            at = _number(data, at + (kind != FUNCTION))[1]


def _exports(data: bytes) -> Iterator[tuple[str, int, bytes]]:
    """Name and kind of each, and all that stands of it in the section."""
    count, at = _number(data, 0)
    for _ in range(count):
        begin = at
        name, at = _name(data, at)
        kind = data[at]
        at = _number(data, at + 1)[1]
        yield name, kind, data[begin:at]


def _with_exports(data: bytes, names: set[str]) -> bytes:
    kept = [whole for name, _, whole in _exports(data) if name in names]
    return _encoded(len(kept)) + b"".join(kept)
