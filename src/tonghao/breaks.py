"""Where a Chinese heading may break: between words.

A browser breaks Chinese after any character, and where it makes the lines of a heading equally long, it does so inside
"whether or not". So headings say where their words end. Longer text needs none of it: its lines are many, and full.
"""

from __future__ import annotations

import re
from functools import lru_cache

import rjieba

SHORT = 8
"""Characters that a heading may have and still stand on one line of a phone."""
_OPENING = "“‘《（「【("
# What leans on the word before it: particles, and all marks but those that open something.
_LEANS = re.compile(rf"[的了吗呢吧着过们得地]|(?![{_OPENING}])\W")
_OPENS = re.compile(rf"[{_OPENING}\s]$")


@lru_cache(maxsize=2_000)
def pieces(text: str, language: str) -> tuple[str, ...]:
    """``text`` in parts between which a line may end; empty where the browser may break as it likes."""
    if not language.startswith("zh") or len(text) <= SHORT:
        return ()
    made: list[str] = []
    for word in rjieba.cut(text, True):
        if made and (_LEANS.match(word) or _OPENS.search(made[-1]) or _asks(made[-1], word)):
            made[-1] += word
        else:
            made.append(word)
    return tuple(made)


def _asks(before: str, word: str) -> bool:
    """Whether the two are one question, as in 要不要, however they were cut."""
    return word == f"不{before[-1]}" or (before.endswith("不") and before[-2:-1] == word[0])
