"""Search indexes, one for each language, in the form Material's search reads.

Chinese has no spaces, so the builder marks where words end (U+200B) and the browser cuts there. Long dictionary
words would hide their parts: 冷启动 as one word is not found by 启动. So no word is left longer than two
characters, except where no cut makes two known words.
"""

from __future__ import annotations

import json
import re
from functools import lru_cache
from typing import Any

import rjieba

CUT = "\u200b"
_CHINESE = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff]{2,}")


def split(index: dict[str, Any], languages: list[str]) -> dict[str, dict[str, Any]]:
    """One index for each language out of the combined one, with addresses from that language's home."""
    made = {}
    for language in languages:
        prefix = f"{language}/"
        documents = [
            {**document, "location": document["location"].removeprefix(prefix)}
            for document in index["docs"]
            if document["location"].startswith(prefix)
        ]
        if language.startswith("zh"):
            documents = [{**document, "title": cut(document["title"]), "text": cut(document["text"])} for document in documents]
        made[language] = {**index, "docs": documents}
    return made


def dump(index: dict[str, Any]) -> str:
    """Compact JSON."""
    return json.dumps(index, ensure_ascii=False, separators=(",", ":"))


def cut(text: str) -> str:
    """``text`` with a mark between Chinese words; everything else as it is."""
    return _CHINESE.sub(lambda run: CUT.join(_words(run[0])), text)


@lru_cache(maxsize=20_000)
def _words(run: str) -> tuple[str, ...]:
    return tuple(short for word in rjieba.cut(run, False) for short in _shorter(word))


@lru_cache(maxsize=20_000)
def _shorter(word: str) -> tuple[str, ...]:
    """A long word in its known parts: the longest known tail, then the rest; single characters last."""
    if len(word) <= 2:
        return (word,)
    known = {part for part in rjieba.cut_all(word) if 1 < len(part) < len(word)}
    for length in (2, 3):
        if word[-length:] in known:
            return (*_shorter(word[:-length]), word[-length:])
        if word[:length] in known:
            return (word[:length], *_shorter(word[length:]))
    return (word[:2], *_shorter(word[2:]))
