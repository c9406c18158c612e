"""Words and numbers for one reader. All sentences come from the playbook's YAML; here they are only filled in."""

from __future__ import annotations

import re
from collections.abc import Mapping

_BLANK = re.compile(r"\{([a-z][a-z0-9_]*)\}")


class Words:
    """The sentences of one tool in one language.

    A missing sentence shows as its id in brackets rather than raising: a reader must never lose a result
    because a label is missing (``tonghao check`` and the tests find it first).
    """

    def __init__(self, language: str, sentences: Mapping[str, str]) -> None:
        self.language = language
        self._sentences = sentences

    def __call__(self, key: str, **values: object) -> str:
        """The sentence ``key`` with its ``{blanks}`` filled."""
        return fill(self._sentences.get(key, f"[{key}]"), values)

    def has(self, key: str) -> bool:
        """Whether there is a sentence ``key``."""
        return key in self._sentences


def fill(text: str, values: Mapping[str, object]) -> str:
    """``text`` with ``{name}`` replaced where ``values`` has the name. Not ``str.format``: data has no say in it."""
    return _BLANK.sub(lambda blank: str(values.get(blank[1], blank[0])), text)


def plain_number(value: float, decimals: int = 2) -> str:
    """A number for people: thousands separated, no needless zeros. ``1200.5`` -> ``1,200.5``."""
    text = f"{value:,.{decimals}f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def percent(value: float, decimals: int = 1) -> str:
    """A fraction as a percentage: ``0.455`` -> ``45.5%``."""
    return f"{plain_number(value * 100, decimals)}%"


def money(value: float) -> str:
    """An amount in CNY: ``1200`` -> ``¥1,200``."""
    sign = "-" if value < 0 else ""
    return f"{sign}¥{plain_number(abs(value))}"


FORMATS = {"fraction": percent, "money": money, "number": plain_number, "count": plain_number, "ratio": plain_number}


def shown(kind: str, value: object, words: Words) -> str:
    """A value of an input as a reader says it, by the input's type; None is "not known"."""
    if value is None:
        return words("not-known")
    if kind == "flag" or isinstance(value, bool):
        return words("yes" if value else "no")
    if isinstance(value, int | float) and kind in FORMATS:
        return FORMATS[kind](value)
    if isinstance(value, list | tuple):
        return words("list-comma").join(plain_number(one, 4) for one in value) or words("not-known")
    return str(value)
