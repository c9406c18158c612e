"""What a code holds of a tool or checklist, in which order: every single answer with what it may be.

Answers are written as digits of one number, each to a radix of its own; what equals the usual answer costs one bit,
and a whole group or row without a change costs one bit together. No label and no word of any language takes part.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from tonghao_widgets.hub import Hub, Input
from tonghao_widgets.inputs import NAME, USE, InputError, flat, typed

MARKS = 32_749
"""The largest prime below 2 ** 15: names of subjects and layouts are remainders by it."""
LONGEST_TEXT = 480
MOST_NUMBERS = 600
STATES = ("open", "done", "skipped")
Digits = list[tuple[int, int]]


class OddAnswer(ValueError):
    """An answer that the tool does not allow: the code was not made by this site."""


@dataclass(frozen=True, slots=True)
class Field:
    """A single answer: dotted ``name``, its question, the ``usual`` answer, and all answers where they are few."""

    name: str
    spec: Input
    usual: Any
    options: tuple[Any, ...] = ()


@dataclass(frozen=True, slots=True)
class Layout:
    """The order of the answers. ``subject``: ``nine`` or ``list/cold-start``. ``mark`` changes whenever a question,
    its possible answers or its usual answer does, so that an old code is never read by a new order."""

    subject: str
    mark: int
    blocks: tuple[tuple[Field, ...], ...]
    outcomes: tuple[str, ...]

    @property
    def fields(self) -> list[Field]:
        """All single answers in order."""
        return [field for block in self.blocks for field in block]


def mark(text: str) -> int:
    """A number below :data:`MARKS` that names ``text``."""
    return int.from_bytes(text.encode("utf-8", "replace"), "big") % MARKS


def of_hub(hub: Hub) -> Layout:
    """The layout of a tool."""
    usual = flat({spec.id: spec.opening for spec in hub.inputs.values()}, hub)
    blocks: dict[str, list[Field]] = {}
    for name, (value, spec) in usual.items():
        parts = name.split(".")
        block = ".".join(parts[:2]) if len(parts) == 3 else parts[0]
        blocks.setdefault(block, []).append(_field(name, spec, value))
    for spec in hub.inputs.values():
        for number in range(1, spec.own + 1):
            key = f"{spec.id}.own-{number}"
            own = [_field(f"{key}.id", NAME, ""), *(_field(f"{key}.{i.id}", i, i.opening) for i in spec.items)]
            blocks.setdefault(key, own)
    return _layout(hub.tool, tuple(tuple(block) for block in blocks.values()), tuple(hub.outcomes))


def of_list(identity: str, items: Sequence[str]) -> Layout:
    """The layout of a checklist: each item is open, done, or set aside as not applying."""
    state = Input(id="state", label="", type="choice", choices=tuple((name, name) for name in STATES))
    fields = tuple(Field(item, state, STATES[0], STATES) for item in items)
    return _layout(f"list/{identity}", (fields,), ())


def _layout(subject: str, blocks: tuple[tuple[Field, ...], ...], outcomes: tuple[str, ...]) -> Layout:
    essence = [[[f.name, f.spec.type, f.usual, f.options, f.spec.length] for f in block] for block in blocks]
    return Layout(subject, mark(json.dumps([subject, essence, outcomes])), blocks, outcomes)


def _field(name: str, spec: Input, usual: Any) -> Field:
    options: tuple[Any, ...] = ()
    if spec.type == "flag":
        options = (False, True)
    elif spec.type == "choice":
        options = tuple(identity for identity, _ in spec.choices)
    elif spec.type == "level":
        options = tuple(_number(float(identity)) for identity, _ in spec.choices)
    if options and (spec.unknown or usual is None):
        options = (*options, None)
    return Field(name, spec, usual, options)


def _number(value: float) -> int | float:
    return int(value) if value == int(value) and abs(value) < 2**53 else value


# --- writing ---------------------------------------------------------------------------------------------------------


def digits(answers: Mapping[str, Any], layout: Layout) -> Digits:
    """``answers`` by dotted name as ``(digit, radix)`` pairs. What is not named has its usual answer.

    Raises :class:`OddAnswer` for an answer or a name that the layout does not have.
    """
    known = {field.name for field in layout.fields}
    if not known.issuperset(answers):
        raise OddAnswer(", ".join(sorted(set(answers) - known)))
    made: Digits = []
    for block in layout.blocks:
        given = [answers.get(field.name, field.usual) for field in block]
        if block[0].spec is USE and given[0] is False:  # of a row that is not in use no cell counts
            given = [False, *(field.usual for field in block[1:])]
        changed = [_differs(value, field.usual) for value, field in zip(given, block, strict=True)]
        made.append((int(any(changed)), 2))
        if not any(changed):
            continue
        for field, value, differs in zip(block, given, changed, strict=True):
            if len(block) > 1:
                made.append((int(differs), 2))
            if differs:
                made += _written(value, field)
    return made


def _differs(value: Any, usual: Any) -> bool:
    if isinstance(value, list | tuple) and isinstance(usual, list | tuple):
        return list(value) != list(usual)
    return value != usual or isinstance(value, bool) is not isinstance(usual, bool)


def _written(value: Any, field: Field) -> Digits:
    if field.options:
        if value not in field.options:
            raise OddAnswer(field.name)
        return [(field.options.index(value), len(field.options))]
    if field.spec.type == "numbers":
        if not isinstance(value, list | tuple) or len(value) > MOST_NUMBERS:
            raise OddAnswer(field.name)
        return [*_count(len(value)), *(digit for one in value for digit in _numeral(one))]
    if field.spec.type == "text":
        known = [identity for identity, _ in field.spec.choices]
        if value in known:
            return [(known.index(value), len(known) + 1)]
        return [(len(known), len(known) + 1), *_letters(str(value or ""))]
    return _numeral(value)


def _count(value: int) -> Digits:
    """A whole number from 0, four bits at a time, each with a bit that says whether more follow."""
    made: Digits = []
    while value > 15:
        made.append((16 + value % 16, 32))
        value //= 16
    return [*made, (value, 32)]


def _numeral(value: Any) -> Digits:
    """0: a whole number; 1: a decimal, places first; 2: anything else as Python spells it; 3: not known."""
    if value is None:
        return [(3, 4)]
    if value == int(value) and 0 <= value < 2**53:
        return [(0, 4), *_count(int(value))]
    text = repr(float(value))
    whole, point, part = text.partition(".")
    if point and part.isdigit() and whole.isdigit() and len(part) < 32:
        return [(1, 4), (len(part), 32), *_count(int(whole + part))]
    return [(2, 4), *_letters(text)]


def _letters(text: str) -> Digits:
    spelt = text.encode("utf-8", "replace")
    return [*_count(len(spelt)), *((byte, 256) for byte in spelt)]


def folded(made: Digits) -> int:
    """The digits as one number; the first digit is the lowest."""
    number = 0
    for digit, radix in reversed(made):
        number = number * radix + digit
    return number


# --- reading ---------------------------------------------------------------------------------------------------------


def reader(layout: Layout) -> Callable[[int], list[Any]]:
    """A function from the number of :func:`folded` to the answers in the layout's order.

    It raises :class:`OddAnswer` for a number that no answers of this layout give. Made once, for thousands of codes.
    """
    usual = [field.usual for field in layout.fields]
    plans, at = [], 0
    for block in layout.blocks:
        plans.append([(at + place, len(field.options), field) for place, field in enumerate(block)])
        at += len(block)

    def read(number: int) -> list[Any]:
        answers = usual.copy()
        for plan in plans:
            changed = number & 1
            number >>= 1
            if not changed:
                continue
            several = len(plan) > 1
            for place, radix, field in plan:
                if several:
                    differs = number & 1
                    number >>= 1
                    if not differs:
                        continue
                if radix:
                    number, digit = divmod(number, radix)
                    answers[place] = field.options[digit]
                else:
                    number, answers[place] = _read(number, field, layout.subject)
            if plan[0][2].spec is USE and answers[plan[0][0]] is False:  # of a row not in use no cell counts
                for place, _, field in plan[1:]:
                    answers[place] = field.usual
        if number:
            raise OddAnswer(layout.subject)
        return answers

    return read


def _read(number: int, field: Field, subject: str) -> tuple[int, Any]:
    spec = field.spec
    if spec.type == "numbers":
        number, count = _read_count(number)
        if count > MOST_NUMBERS:
            raise OddAnswer(field.name)
        value: Any = []
        for _ in range(count):
            number, one = _read_numeral(number)
            value.append(one)
    elif spec.type == "text":
        number, digit = divmod(number, len(spec.choices) + 1)
        if digit < len(spec.choices):
            return number, spec.choices[digit][0]
        number, value = _read_letters(number)
    else:
        number, value = _read_numeral(number)
    try:
        return number, typed(value, spec, subject, field.name)
    except (InputError, OverflowError) as error:
        raise OddAnswer(field.name) from error


def _read_count(number: int) -> tuple[int, int]:
    value = place = 0
    while True:
        number, digit = divmod(number, 32)
        value |= (digit & 15) << place
        place += 4
        if digit < 16:
            return number, value


def _read_numeral(number: int) -> tuple[int, Any]:
    number, kind = divmod(number, 4)
    if kind == 3:
        return number, None
    if kind == 0:
        return _read_count(number)
    if kind == 1:
        number, places = divmod(number, 32)
        number, value = _read_count(number)
        if value >= 10**40:
            raise OddAnswer("number")
        return number, float(f"{value}e-{places}")
    number, text = _read_letters(number)
    try:
        return number, float(text[:40])
    except ValueError as error:
        raise OddAnswer("number") from error


def _read_letters(number: int) -> tuple[int, str]:
    number, count = _read_count(number)
    if count > LONGEST_TEXT:
        raise OddAnswer("text")
    spelt = bytearray()
    for _ in range(count):
        number, byte = divmod(number, 256)
        spelt.append(byte)
    try:
        return number, spelt.decode()
    except UnicodeDecodeError as error:
        raise OddAnswer("text") from error


def values(answers: Sequence[Any], layout: Layout, hub: Hub) -> dict[str, Any]:
    """Contract values from the answers in the layout's order: groups and rows whole."""
    by_name = dict(zip((field.name for field in layout.fields), answers, strict=True))
    found: dict[str, Any] = {}
    for spec in hub.inputs.values():
        if spec.type == "group":
            found[spec.id] = {item.id: by_name[f"{spec.id}.{item.id}"] for item in spec.items}
        elif spec.type == "rows":
            keys = [(f"{spec.id}.{row['id']}", row["id"]) for row in spec.library]
            used = [(key, identity) for key, identity in keys if by_name[f"{key}.use"]]
            own = [f"{spec.id}.own-{number}" for number in range(1, spec.own + 1)]
            used += [(key, by_name[f"{key}.id"]) for key in own if by_name[f"{key}.id"]]
            found[spec.id] = [
                {"id": identity, **{item.id: by_name[f"{key}.{item.id}"] for item in spec.items}}
                for key, identity in used
            ]
        else:
            found[spec.id] = by_name[spec.id]
    return found
