"""Search indexes, one for each language, in the form Material's search reads.

Chinese has no spaces, so the builder marks where words end (U+200B) and the browser cuts there. Long dictionary
words would hide their parts: 冷启动 as one word is not found by 启动. So no word is left longer than two
characters, except where no cut makes two known words.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Any

import rjieba

from tonghao.pages import Page
from tonghao_widgets.markup import escape

CUT = "\u200b"
LARGEST = 4_000_000
"""Characters of all texts of a language: a browser reads them before the first search, and makes an index of them."""
_HALF_A_SIGN = re.compile(r"&[#\w]{0,8}$")
_CHINESE = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff]{2,}")


def documents(pages: Iterable[Page]) -> list[dict[str, Any]]:
    """What search can find in ``pages`` of one language, with addresses from that language's home.

    Each address once: what stands before a page's heading belongs to it. Of two with one address the browser's search
    would mark every hit twice, the second time inside its own first mark.
    """
    found: dict[str, dict[str, Any]] = {}
    for page in pages:
        if not page.searchable:
            continue
        chinese = page.language.startswith("zh")
        for section in page.sections():
            title = section.heading.text if section.heading else page.title
            location = page.address + (f"#{section.heading.anchor}" if section.heading else "")
            texts = {"title": str(escape(title)), "text": section.text}
            made = {key: cut(text) if chinese else text for key, text in texts.items()}
            if location in found:
                found[location]["text"] += f" {made['text']}"
            else:
                found[location] = {"location": location, **made}
    return [*found.values()]


def shortened(found: list[dict[str, Any]], most: int = LARGEST) -> list[dict[str, Any]]:
    """The same with texts of at most ``most`` characters in all: long ones lose their ends, all at the same length.

    Headings stay whole: of a playbook too large to be searched to the last word, every section can still be found.
    """
    limit, room = 0, most
    lengths = sorted(len(document["text"]) for document in found)
    if sum(lengths) <= most:
        return found
    for place, length in enumerate(lengths):
        limit = room // (len(lengths) - place)
        if length > limit:
            break
        room -= length
    return [{**document, "text": _HALF_A_SIGN.sub("", document["text"][:limit])} for document in found]


def merge(index: dict[str, Any], language: str, own: list[dict[str, Any]]) -> dict[str, Any]:
    """The index of one language: ``own``, and what MkDocs' own index has of hand-written pages of that language."""
    prefix = f"{language}/"
    written = [
        {**document, "location": document["location"].removeprefix(prefix)}
        for document in index["docs"]
        if document["location"].startswith(prefix)
    ]
    if language.startswith("zh"):
        written = [{**document, "title": cut(document["title"]), "text": cut(document["text"])} for document in written]
    return {**index, "docs": [*own, *written]}


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
