"""Picture codes (QR, ISO/IEC 18004): a text as a square that a phone's camera reads.

Versions 1 to 20 at level M (15 % of it may be dirty), in the alphanumeric mode where the text allows, else as UTF-8
bytes. No library: what is shipped to readers is the standard library and us. The tests hold every module against
another encoder.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise

from tonghao_widgets.markup import Markup, h

ALPHANUMERIC = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"
#: By version: check bytes of a block, then (blocks, bytes in each).
BLOCKS: tuple[tuple[int, tuple[tuple[int, int], ...]], ...] = (
    (10, ((1, 16),)),
    (16, ((1, 28),)),
    (26, ((1, 44),)),
    (18, ((2, 32),)),
    (24, ((2, 43),)),
    (16, ((4, 27),)),
    (18, ((4, 31),)),
    (22, ((2, 38), (2, 39))),
    (22, ((3, 36), (2, 37))),
    (26, ((4, 43), (1, 44))),
    (30, ((1, 50), (4, 51))),
    (22, ((6, 36), (2, 37))),
    (22, ((8, 37), (1, 38))),
    (24, ((4, 40), (5, 41))),
    (24, ((5, 41), (5, 42))),
    (28, ((7, 45), (3, 46))),
    (28, ((10, 46), (1, 47))),
    (26, ((9, 43), (4, 44))),
    (26, ((3, 44), (11, 45))),
    (26, ((3, 41), (13, 42))),
)
#: By version from 7 on, where the small squares stand besides the sixth row; before, one stands 7 from the far edge.
MIDDLES = {
    **{7: (22,), 8: (24,), 9: (26,), 10: (28,), 11: (30,), 12: (32,), 13: (34,)},
    **{14: (26, 46), 15: (26, 48), 16: (26, 50), 17: (30, 54), 18: (30, 56), 19: (30, 58), 20: (34, 62)},
}
QUIET = 4
_DIGITS = bytes.maketrans(b"\0\1", b"01")
_FOUR = re.compile("0{5,}|1{5,}")
_CORNER = re.compile("(?=10111010000|00001011101)")
Matrix = list[bytearray]


class TooLong(ValueError):
    """More text than the largest version holds."""


def matrix(text: str, mask: int | None = None) -> Matrix:
    """The square, 1 for dark. ``mask`` 0 to 7, by default the one the standard's rules like best.

    Raises :class:`TooLong`.
    """
    version, data = _data(text)
    size = 17 + 4 * version
    blank, fixed, free = _frame(version, size)
    square = [bytearray(row) for row in blank]
    _fill(square, free, _woven(version, data))
    tried = [_masked(square, fixed, one) for one in (range(8) if mask is None else (mask,))]
    return min(tried, key=_penalty) if mask is None else tried[0]


def svg(text: str, label: str) -> Markup:
    """The square as a picture, dark on light in any colour scheme, with its quiet edge. Raises :class:`TooLong`."""
    square = matrix(text)
    side = len(square) + 2 * QUIET
    runs = []
    for y, row in enumerate(square):
        for run in re.finditer(b"\x01+", bytes(row)):
            runs.append(f"M{run.start() + QUIET} {y + QUIET}h{run.end() - run.start()}v1h-{run.end() - run.start()}z")
    return h(
        "svg",
        {
            "class": "tg-qr",
            "viewBox": f"0 0 {side} {side}",
            "role": "img",
            "aria-label": label,
            "shape-rendering": "crispEdges",
        },
        h("rect", {"width": side, "height": side, "fill": "#fff"}),
        h("path", {"d": "".join(runs), "fill": "#000"}),
    )


# --- the text as bytes -----------------------------------------------------------------------------------------------


def _data(text: str) -> tuple[int, bytes]:
    """The smallest version that holds ``text``, and its data bytes, filled up."""
    plain = all(char in ALPHANUMERIC for char in text)
    spelt = text.encode()
    for version, (_, blocks) in enumerate(BLOCKS, 1):
        room = 8 * sum(count * size for count, size in blocks)
        small = version < 10
        if plain:
            bits = f"0010{len(text):0{9 if small else 11}b}" if len(text) < 2**11 else ""
            bits += "".join(_pair(text[at : at + 2]) for at in range(0, len(text), 2))
            fits = len(text) < (2**9 if small else 2**11)
        else:
            bits = f"0100{len(spelt):0{8 if small else 16}b}" + "".join(f"{byte:08b}" for byte in spelt)
            fits = len(spelt) < (2**8 if small else 2**16)
        if fits and len(bits) <= room:
            bits += "0" * min(4, room - len(bits))
            bits += "0" * (-len(bits) % 8)
            made = bytes(int(bits[at : at + 8], 2) for at in range(0, len(bits), 8))
            filler = b"\xec\x11" * (room // 16 + 1)
            return version, made + filler[: room // 8 - len(made)]
    raise TooLong(f"{len(spelt)} bytes")


def _pair(two: str) -> str:
    first = ALPHANUMERIC.index(two[0])
    return f"{first * 45 + ALPHANUMERIC.index(two[1]):011b}" if len(two) == 2 else f"{first:06b}"


@lru_cache(maxsize=1)
def _field() -> tuple[list[int], list[int]]:
    """Powers and logarithms in the field of 256, by x^8 + x^4 + x^3 + x^2 + 1."""
    powers, value = [], 1
    for _ in range(255):
        powers.append(value)
        value = value << 1 ^ (0x11D if value & 128 else 0)
    logs = [0] * 256
    for exponent, value in enumerate(powers):
        logs[value] = exponent
    return powers * 2, logs


@lru_cache(maxsize=16)
def _generator(count: int) -> tuple[int, ...]:
    """Logarithms of the coefficients of (x - 1)(x - a)…, without the leading one."""
    powers, logs = _field()
    terms = [1]
    for place in range(count):
        longer = [*terms, 0]
        for index, term in enumerate(terms):
            longer[index + 1] ^= powers[logs[term] + place]
        terms = longer
    return tuple(logs[term] for term in terms[1:])


def _checks(block: bytes, count: int) -> bytes:
    powers, logs = _field()
    generator = _generator(count)
    rest = bytearray(count)
    for byte in block:
        first = byte ^ rest[0]
        rest = rest[1:] + b"\0"
        if first:
            for index, log in enumerate(generator):
                rest[index] ^= powers[log + logs[first]]
    return bytes(rest)


def _woven(version: int, data: bytes) -> bytes:
    """Blocks and their check bytes, taken in turns."""
    count, shapes = BLOCKS[version - 1]
    blocks, at = [], 0
    for number, size in shapes:
        for _ in range(number):
            blocks.append(data[at : at + size])
            at += size
    checks = [_checks(block, count) for block in blocks]
    longest = max(map(len, blocks))
    woven = [block[place] for place in range(longest) for block in blocks if place < len(block)]
    return bytes([*woven, *(check[place] for place in range(count) for check in checks)])


# --- the square ------------------------------------------------------------------------------------------------------


@lru_cache(maxsize=4)
def _frame(version: int, size: int) -> tuple[Matrix, Matrix, list[tuple[int, int]]]:
    """The marks that every square of a version has, which modules they take, and the others in the order of the bits.

    Nobody may change them.
    """
    square, fixed = [bytearray(size) for _ in range(size)], [bytearray(size) for _ in range(size)]

    def put(y: int, x: int, dark: int) -> None:
        square[y][x], fixed[y][x] = dark, 1

    for place in range(8, size - 8):
        put(6, place, (place + 1) % 2)
        put(place, 6, (place + 1) % 2)
    for top, left in ((0, 0), (0, size - 7), (size - 7, 0)):
        for y in range(max(top - 1, 0), min(top + 8, size)):
            for x in range(max(left - 1, 0), min(left + 8, size)):
                put(y, x, int(max(abs(y - top - 3), abs(x - left - 3)) in {0, 1, 3}))
    if version > 1:
        middles = (6, *MIDDLES.get(version, ()), size - 7)
        corners = {(6, 6), (6, size - 7), (size - 7, 6)}
        for y0, x0 in ((y, x) for y in middles for x in middles if (y, x) not in corners):
            for y in range(y0 - 2, y0 + 3):
                for x in range(x0 - 2, x0 + 3):
                    put(y, x, int(max(abs(y - y0), abs(x - x0)) != 1))
    for place in range(9):  # room for the format, written with the mask
        for y, x in ((8, place), (place, 8)):
            fixed[y][x] = 1
    for place in range(8):
        fixed[8][size - 1 - place] = fixed[size - 1 - place][8] = 1
    if version > 6:
        bits = version << 12 | _remainder(version << 12, 0x1F25)
        for place in range(18):
            y, x = place // 3, size - 11 + place % 3
            put(y, x, bits >> place & 1)
            put(x, y, bits >> place & 1)
    return square, fixed, [(y, x) for y, x in _places(size) if not fixed[y][x]]


def _remainder(value: int, divisor: int) -> int:
    while value.bit_length() >= divisor.bit_length():
        value ^= divisor << value.bit_length() - divisor.bit_length()
    return value


def _places(size: int) -> Iterator[tuple[int, int]]:
    """Every module in the order of the bits: two columns at a time from the right, up and down in turns."""
    upward = True
    for right in (*range(size - 1, 6, -2), 5, 3, 1):
        for y in range(size - 1, -1, -1) if upward else range(size):
            yield y, right
            yield y, right - 1
        upward = not upward


def _fill(square: Matrix, free: list[tuple[int, int]], data: bytes) -> None:
    bits = (byte >> place & 1 for byte in data for place in range(7, -1, -1))
    for (y, x), bit in zip(free, bits, strict=False):  # what the bits leave over stays light
        square[y][x] = bit


def _masked(square: Matrix, fixed: Matrix, mask: int) -> Matrix:
    size = len(square)
    turned = [bytearray(row) for row in square]
    for row, keep, pattern in zip(turned, fixed, _pattern(mask, size), strict=True):
        flipped = int.from_bytes(row) ^ (int.from_bytes(pattern) & ~int.from_bytes(keep))
        row[:] = flipped.to_bytes(size)
    bits = (mask << 10 | _remainder(mask << 10, 0x537)) ^ 0x5412  # level M is 00
    for place in range(15):
        bit = bits >> place & 1
        turned[place + (place > 5) if place < 8 else size - 15 + place][8] = bit
        turned[8][size - 1 - place if place < 8 else 15 - place - (place > 8)] = bit
    turned[size - 8][8] = 1
    return turned


@lru_cache(maxsize=16)
def _pattern(mask: int, size: int) -> list[bytes]:
    return [bytes(_flips(mask, y, x) for x in range(size)) for y in range(size)]


def _flips(mask: int, y: int, x: int) -> bool:
    if mask < 4:
        return ((y + x) % 2, y % 2, x % 3, (y + x) % 3)[mask] == 0
    if mask == 4:
        return (y // 2 + x // 3) % 2 == 0
    both = y * x % 2 + y * x % 3
    return (both, both % 2, ((y + x) % 2 + y * x % 3) % 2)[mask - 5] == 0


def _penalty(square: Matrix) -> int:
    """What makes a square hard to read: long runs, blocks, what looks like a corner, too dark or too light."""
    rows = [row.translate(_DIGITS).decode() for row in square]
    columns = ["".join(column) for column in zip(*rows, strict=True)]
    points = 0
    for line in (*rows, *columns):
        points += sum(len(run) - 2 for run in _FOUR.findall(line))
        points += 40 * len(_CORNER.findall(line))
    inside = (1 << len(rows) - 1) - 1
    for upper, lower in pairwise(int(row, 2) for row in rows):
        differ = upper ^ lower
        points += 3 * (~(differ | differ >> 1 | upper ^ upper >> 1) & inside).bit_count()  # blocks of two by two
    dark = sum(row.count("1") for row in rows)
    return points + 10 * (abs(20 * dark - 10 * len(square) ** 2) // len(square) ** 2)
