"""The program without the functions that no tool calls: most of them, and half of its bytes.

``called.json`` lists the functions of one exact ``pyodide.asm.wasm`` that ran while Python started and answered
thousands of questions (tests/runtime/record_calls.py writes it). All others keep their place and their type, and lose
their body: a call into one of them stops the program at once (it never gives a wrong answer), and the reader's browser
starts again with the whole program. For any other wasm the list means nothing, and no lean program is made.
"""

import base64
import json
from collections.abc import Iterator
from pathlib import Path

from tonghao.runtime.archives import sha256

CALLED = Path(__file__).with_name("called.json")
HEAD = b"\0asm\1\0\0\0"
IMPORT, GLOBAL, EXPORT, CODE = 2, 6, 7, 10  # numbers of sections
EMPTY_BODY = b"\0\0\x0b"  # no locals; unreachable; end
MUTABLE_I32_ZERO = b"\x7f\x01\x41\x00\x0b"
MARK = "called-"
#: So many functions before and after one that was called are kept too: neighbours come from the same source file, and
#: what is called in one case is often next to what is called in another.
NEAR = 4


def lean_program(wasm: bytes) -> bytes | None:
    """``wasm`` with the bodies of called functions and their neighbours only.

    None if the list was made for another program.
    """
    known = json.loads(CALLED.read_text(encoding="utf-8"))
    if known["wasm"] != sha256(wasm):
        return None
    bits = base64.b64decode(known["functions"])
    called = [number for number in range(8 * len(bits)) if bits[number >> 3] >> (number & 7) & 1]
    kept = {number + step for number in called for step in range(-NEAR, NEAR + 1)}

    def keep(number: int, body: bytes) -> bytes:
        return body if number in kept else EMPTY_BODY

    return _rewritten(wasm, {CODE: lambda code: _with_bodies(code, keep)})


def watched_program(wasm: bytes) -> bytes:
    """``wasm`` in which every function notes that it was called, in an exported global ``called-<number>``."""
    sections = dict(_sections(wasm))
    globals_there, start = _number(sections[GLOBAL], 0)
    functions, _ = _number(sections[CODE], 0)
    first = _imported_globals(sections[IMPORT]) + globals_there

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


def _imported_globals(imports: bytes) -> int:
    count, at = _number(imports, 0)
    found = 0
    for _ in range(count):
        for _ in range(2):  # module and name
            size, at = _number(imports, at)
            at += size
        kind = imports[at]
        at += 1
        if kind == 1:  # a table: type, then limits
            at += 1
        if kind in {1, 2}:
            bounded = imports[at] & 1
            at = _number(imports, at + 1)[1]
            at = _number(imports, at)[1] if bounded else at
        elif kind == 3:
            found += 1
            at += 2
        else:  # a function: its type; a tag: an attribute and its type
            at = _number(imports, at + (kind == 4))[1]
    return found
