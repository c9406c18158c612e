"""Short codes that carry one person's answers through any chat: ``TH1-0C2K-8W4M-…``.

A code holds ids and answers only: which tool or checklist, which order of questions it was made with, a random number
that tells two people with the same answers apart, the round, which exercise of which workshop and what the person
expected the tool to say there, the verdict, and the answers that are not the usual ones.
It is written in Crockford's base 32 (no I, L, O, U; upper or lower case), in groups of four.

The whole code, read as a number, leaves :data:`REST` when divided by :data:`PRIME`. Any one or two wrong characters,
so also any two that changed places, change that rest: the tests go through all of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from tonghao_widgets import layouts
from tonghao_widgets.hub import Hub
from tonghao_widgets.inputs import flat

PREFIX = "TH1"
PRIME = 1_073_741_789
"""The largest prime below 2 ** 30."""
REST = 20_261_122
BY_32 = 369_098_740
"""What multiplying with divides by 32, modulo :data:`PRIME`."""
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
CHECKS = 6
GROUP = 4
SHORTEST = 12
"""No code is shorter, prefix or not."""
MOST_GROUPS = 60
"""So many fit into a picture code that a phone reads from a screen, and into one message."""
ROUNDS = 3
SENDER_BITS = 30
SENDERS = 1 << SENDER_BITS
"""Of 10,000 random numbers below it, two are the same once in twenty groups."""
MOST_OPENED = 2**15
GUESS_BITS = 5
GUESSES = 1 << GUESS_BITS
"""What people expect before they look: 0 for nothing, else the place of the verdict, from 1."""

_DIGITS = "0123456789abcdefghijklmnopqrstuv"
_BETWEEN = "-‐‑‒–—―−－_ \t\r\n\u00a0\u3000\u200b\u200c\u200d\u2060\ufeff*`~"
_WIDE = {0xFF10 + n: str(n) for n in range(10)} | {0xFF21 + n: chr(65 + n) for n in range(26)}
_WIDE |= {0xFF41 + n: chr(97 + n) for n in range(26)}
_READ: dict[int, str | None] = {ord(mark): None for mark in _BETWEEN}
_READ |= {ord(letter): "z" for letter in "uU"}
_READ |= {ord(letter): "1" for letter in "iIlL"} | {ord(letter): "0" for letter in "oO"}
_READ |= {ord(symbol): digit for symbol, digit in zip(ALPHABET, _DIGITS, strict=True)}
_READ |= {ord(symbol.lower()): digit for symbol, digit in zip(ALPHABET, _DIGITS, strict=True)}
_READ |= {wide: _READ[ord(plain)] for wide, plain in _WIDE.items()}
_WRITTEN = {ord(digit): symbol for symbol, digit in zip(ALPHABET, _DIGITS, strict=True)}
_SIZES = {_DIGITS[groups >> 1] + _DIGITS[groups << 4 & 31]: groups for groups in range(3, MOST_GROUPS + 1)}
"""How a code begins, and of how many groups it is then."""
_BACK = {ord(symbol): digit for symbol, digit in zip(ALPHABET, _DIGITS, strict=True)}
_FOUND = re.compile(
    rf"(?<![0-9A-Za-z])[TtＴｔ][HhＨｈ]([0-9０-９IiLl])[{re.escape(_BETWEEN)}]{{1,4}}(?=[0-9A-Za-z０-９Ａ-Ｚａ-ｚ])"
)
_ALIKE = re.compile(r"(?:[0-9A-Za-z]{3,5}[-‐‑‒–—―−－]){3,}[0-9A-Za-z]{1,5}")


class CodeError(ValueError):
    """A code that cannot be made or read; ``why`` names the sentence: damaged, cut-off, version, too-long."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


class Code(NamedTuple):
    """What stands in a code before anything is known of its tool. ``subject``, ``layout`` and ``exercise`` are marks
    (:func:`tonghao_widgets.layouts.mark`), ``exercise`` 0 for none; ``round`` 0, 1 or 2; ``guess`` below
    :data:`GUESSES`; ``rest`` the answers."""

    subject: int
    layout: int
    sender: int
    round: int
    exercise: int
    guess: int
    rest: int


# --- making ---


def of_tool(
    values: Mapping[str, Any],
    verdict: str,
    hub: Hub,
    *,
    sender: int = 0,
    round: int = 0,
    exercise: str = "",
    guess: str = "",
) -> str:
    """The code of a tool's answers. ``values`` as the tool takes them; ``guess``: the verdict that was expected.

    Raises :class:`CodeError` ``too-long`` when they do not fit.
    """
    layout = layouts.of_hub(hub)
    answers = {name: value for name, (value, _) in flat(values, hub).items()}
    expected = layout.outcomes.index(guess) + 1 if guess in layout.outcomes[: GUESSES - 1] else 0
    return _code(answers, verdict, layout, sender, round, exercise, expected)


def of_list(
    identity: str,
    items: Iterable[str],
    states: Mapping[str, str],
    *,
    sender: int = 0,
    round: int = 0,
    exercise: str = "",
) -> str:
    """The code of a checklist; ``states`` by item id: open, done or skipped."""
    return _code(dict(states), "", layouts.of_list(identity, list(items)), sender, round, exercise)


def _code(
    answers: Mapping[str, Any],
    verdict: str,
    layout: layouts.Layout,
    sender: int,
    round_: int,
    exercise: str,
    guess: int = 0,
) -> str:
    if not (0 <= sender < SENDERS and 0 <= round_ < ROUNDS):
        raise CodeError("damaged")
    try:
        given = layouts.digits(answers, layout)
    except layouts.OddAnswer as error:
        raise CodeError("too-long" if ".own-" in str(error) else "damaged") from error
    if layout.outcomes:
        given.insert(0, (layout.outcomes.index(verdict), len(layout.outcomes)))
    head = [
        (layouts.mark(layout.subject), layouts.MARKS),
        (layout.mark, layouts.MARKS),
        (sender, SENDERS),
        (round_, ROUNDS),
        *([(1, 2), (layouts.mark(exercise), layouts.MARKS), (guess, GUESSES)] if exercise else [(0, 2)]),
    ]
    return spelt(layouts.folded([*head, *given]))


def spelt(number: int) -> str:
    """A number as a code, with the prefix, its length in groups, the check characters and hyphens."""
    needed = (number.bit_length() + 4) // 5
    groups = -(-(2 + needed + CHECKS) // GROUP)
    if groups > MOST_GROUPS:
        raise CodeError("too-long")
    room = groups * GROUP - 2 - CHECKS
    whole = (((groups << 4) << 5 * room) | number) << 5 * CHECKS
    whole += (REST - whole) % PRIME
    symbols = "".join(ALPHABET[whole >> 5 * place & 31] for place in range(groups * GROUP - 1, -1, -1))
    return f"{PREFIX}-{'-'.join(symbols[at : at + GROUP] for at in range(0, len(symbols), GROUP))}"


# --- reading ---


_opened: dict[str, Code] = {}  # what was read already: a board of thousands asks again with every question


def read(symbols: str) -> Code:
    """What stands in a whole code as :func:`found` gives it. Raises :class:`CodeError`."""
    return _opened.get(symbols) or _open(symbols, _checked(symbols.translate(_BACK)))


def _open(symbols: str, whole: int) -> Code:
    """The parts of a checked code, the lowest first; powers of two by shifting, which is faster."""
    number, subject = divmod(whole >> 5 * CHECKS & (1 << 5 * (len(symbols) - 2 - CHECKS)) - 1, layouts.MARKS)
    number, layout = divmod(number, layouts.MARKS)
    number, sender = number >> SENDER_BITS, number & SENDERS - 1
    number, round_ = divmod(number, ROUNDS)
    number, exercise, guess = number >> 1, number & 1, 0
    if exercise:
        number, exercise = divmod(number, layouts.MARKS)
        number, guess = number >> GUESS_BITS, number & GUESSES - 1
    if len(_opened) >= MOST_OPENED:
        _opened.clear()
    code = _opened[symbols] = Code(subject, layout, sender, round_, exercise, guess, number)
    return code


def _checked(digits: str) -> int:
    """The whole code as a number, when its length and rest are right."""
    try:
        whole = int(digits, 32) if digits.isascii() and digits.isalnum() else -1
    except ValueError as error:
        raise CodeError("damaged") from error
    if whole % PRIME != REST or len(digits) <= CHECKS + 2 or whole >> 5 * (len(digits) - 2) != len(digits) * 4:
        raise CodeError("damaged")
    return whole


def found(text: str) -> Iterator[tuple[str, str, str]]:
    """Every code in ``text``, whatever stands around it: ``(symbols, "", "")``, or ``("", why, seen)``.

    ``symbols`` are a code's characters without prefix and hyphens; ``seen`` is what stood there, in 60 characters.
    """
    last = 0
    for start in _FOUND.finditer(text):
        if start.start() < last:
            continue  # inside the code before it
        begin, end = start.span()
        if begin - last > SHORTEST:
            yield from _alike(text[last:begin])
        symbols, why, last = _taken(text, end)
        if not why and start[1] == "1":
            yield symbols, "", ""
            continue
        if why and start[1] not in "1１IiLl":
            why = "version"
        elif start[1] not in "1１IiLl":
            symbols, why = "", "version"
        if why:  # what follows may hold the next code
            following = _FOUND.search(text, end)
            last = min(last, following.start()) if following else last
        yield symbols, why, _seen(text[begin:last]) if why else ""
    yield from _alike(text[last:])


def _alike(text: str) -> Iterator[tuple[str, str, str]]:
    """What looks like a code but lacks its beginning: read when whole, else named."""
    if text.isascii() and text.count("-") < 3:
        return
    for alike in _ALIKE.finditer(text):
        whole = alike[0]
        for start in (0, *(whole.index(mark) + 1 for mark in "-‐‑‒–—―−－" if mark in whole)):
            symbols, why, _ = _taken(whole, start)
            if not why:
                break
        yield symbols, why, _seen(whole) if why else ""


def _taken(text: str, start: int) -> tuple[str, str, int]:
    """The code that begins at ``start``: its symbols or why not, and where it ends."""
    groups = _SIZES.get(text[start : start + 12].translate(_READ)[:2], 0)
    length = groups * GROUP
    if not groups:
        return "", "damaged", _end(text, start)
    end = start + length + groups - 1
    digits = text[start:end].translate(_READ)
    if len(digits) != length:  # other marks between the groups than one hyphen each
        end = start
        digits = ""
        while len(digits) < length and end < len(text) and end - start < 4 * length:
            digits += text[end].translate(_READ)
            end += 1
    if len(digits) < length:
        return "", "cut-off", _end(text, start)
    try:
        whole = _checked(digits)
    except CodeError as error:
        return "", _why(text[start:end]) or error.why, _end(text, start)
    symbols = digits.translate(_WRITTEN)
    _open(symbols, whole)
    return symbols, "", end


_WHOLE = re.compile(r"[0-9A-Za-z０-９Ａ-Ｚａ-ｚ]+(?:[-‐‑‒–—―−－][0-9A-Za-z０-９Ａ-Ｚａ-ｚ]+)*[-‐‑‒–—―−－]?")


def _end(text: str, start: int) -> int:
    """Where the run of characters and hyphens from ``start`` ends: what to show of a code that could not be read."""
    run = _WHOLE.match(text, start, start + 400)
    return run.end() if run else start


def _why(taken: str) -> str:
    """A code that ran into the words after it was cut off, not mistyped."""
    return "cut-off" if any(mark in taken for mark in "\n\r:：，。,;") else ""


def _seen(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= 60 else f"{line[:59]}…"


def slip(seen: str) -> tuple[str, str]:
    """A damaged code's group of four that was probably mistyped, and how it should read; empty when it can't be told.

    One wrong character, or two neighbours that changed places, leave a rest that names place and right character. A
    code damaged otherwise gives such a rest less than once in 100,000.
    """
    start = _FOUND.match(seen)
    digits = seen[start.end() if start else 0 :].translate(_READ)
    size = len(digits)
    if size % GROUP or not SHORTEST <= size <= GROUP * MOST_GROUPS or not (digits.isascii() and digits.isalnum()):
        return "", ""
    try:
        whole = int(digits, 32)
    except ValueError:
        return "", ""
    rest = (whole - REST) % PRIME
    for place, right in _nearest(digits, rest) if rest else ():
        first = place // GROUP * GROUP
        try:
            _checked(right)
        except CodeError:
            continue
        return tuple(one[first : first + GROUP].translate(_WRITTEN) for one in (digits, right))  # type: ignore[return-value]
    return "", ""


def _nearest(digits: str, rest: int) -> Iterator[tuple[int, str]]:
    """Each code one slip away that might be right, with the place of the slip."""
    step = rest
    for place in range(len(digits) - 1, -1, -1):
        right = int(digits[place], 32) - (step if step < 32 else step - PRIME)
        if 0 <= right < 32:
            yield place, f"{digits[:place]}{_DIGITS[right]}{digits[place + 1 :]}"
        if place and digits[place] != digits[place - 1]:
            yield place - 1, f"{digits[: place - 1]}{digits[place]}{digits[place - 1]}{digits[place + 1 :]}"
        step = step * BY_32 % PRIME


def shown(symbols: str) -> str:
    """A code's symbols as people see them, with prefix and hyphens."""
    return f"{PREFIX}-{'-'.join(symbols[at : at + GROUP] for at in range(0, len(symbols), GROUP))}"
