"""A small made-up playbook: two pages, one tool, one case, two languages. Tests change it and look what comes of it.

The files lie in ``base/``. ``edit`` changes one record as data; ``library`` reads the folder; ``Seen`` is what a
browser's parser makes of a page.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Callable, Iterator
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import markdown

from data import KEPT
from data import made as real_pages
from tonghao import pages, strict_yaml
from tonghao.load import load
from tonghao.model import Library
from tonghao.pages import Page

BASE = Path(__file__).parent / "base"
LANGUAGES = ("en", "zh")
VOID = {"br", "hr", "img", "input", "link", "meta", "source", "wbr"}
# Markup as we write it, about which no two parsers can differ: attributes in double quotes, no stray sign, and no
# element inside which other rules hold.
ATTRIBUTE = r"""\s+[A-Za-z][\w:.-]*(?:="[^"<>]*")?"""
TAG = re.compile(rf"/([a-z][a-z0-9-]*)|([a-z][a-z0-9-]*)((?:{ATTRIBUTE})*)\s*(/?)")
NAMED = re.compile(r'([A-Za-z][\w:.-]*)(?:(=)"([^"]*)")?')
STRAY = re.compile(r"&(?!(?:amp|lt|gt|quot|#\d+|#x[\da-f]+);)")
OTHER_RULES = {"script", "style", "xmp", "iframe", "noembed", "noframes", "plaintext"}
TEXT_ALONE = {"textarea", "title"}


def put(folder: Path) -> Path:
    """The made-up playbook as files below ``folder``."""
    playbook = folder / "playbook"
    playbook.mkdir(parents=True)
    for name, raw in _files().items():
        place = playbook / name
        if place.parent != playbook:
            place.parent.mkdir(exist_ok=True)
        place.write_bytes(raw)
    return playbook


@cache
def _files() -> dict[str, bytes]:
    """The same by name, read once: hundreds of tests begin with them."""
    return {path.relative_to(BASE).as_posix(): path.read_bytes() for path in BASE.rglob("*") if path.is_file()}


def read(playbook: Path, file: str) -> Any:
    """One record as data."""
    return strict_yaml.parse((playbook / file).read_bytes(), file).data


def write(playbook: Path, file: str, record: Any) -> None:
    """A record as a YAML file."""
    (playbook / file).parent.mkdir(parents=True, exist_ok=True)
    (playbook / file).write_text(_dumped(record) + "\n", "utf-8")


def edit(playbook: Path, file: str, change: Callable[[Any], object]) -> None:
    """Change one record in place."""
    record = read(playbook, file)
    change(record)
    write(playbook, file, record)


def _dumped(value: Any) -> str:
    """``value`` as YAML on one line: JSON, but what was an unquoted number or flag stays unquoted."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{json.dumps(key)}: {_dumped(item)}" for key, item in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(_dumped, value)) + "]"
    if strict_yaml.number(value) is not None or strict_yaml.flag(value) is not None:
        return str(value)
    return json.dumps(value, ensure_ascii=False)


def library(playbook: Path) -> Library:
    """The playbook, read and checked."""
    return load(playbook, KEPT)


def made(record: Library, assets: pages.Assets | None = None) -> dict[str, Page]:
    """Every page by its file."""
    return {page.file: page for page in pages.pages(record, assets or pages.Assets())}


@cache
def real() -> dict[str, tuple[Page, Seen]]:
    """Every page of the real playbook with what a parser sees, once in a test run."""
    return {file: (page, Seen(page.html)) for file, page in real_pages().items()}


def from_markdown(page: Page) -> str:
    """What a Markdown processor with the site's settings makes of the page."""
    return markdown.markdown(page.markdown, extensions=["attr_list", "toc"])


@cache
def _tag(inside: str) -> tuple[str, dict[str, str | None] | None, bool] | None:
    """What stands in a tag: its name, its attributes (None at an end), whether something is inside. None: not plain."""
    match = TAG.fullmatch(inside)
    if not match or match[2] in OTHER_RULES:
        return None
    closed, opened, attributes, alone = match.groups()
    if closed:
        return closed, None, False
    found = [(name.lower(), html.unescape(value) if said else None) for name, said, value in NAMED.findall(attributes)]
    return opened, dict(found), not alone and opened not in VOID


class Seen(HTMLParser):
    """A page as a parser sees it: elements, ids, addresses and plain text, and what was left open."""

    def __init__(self, markup: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[tuple[str, str]] = []
        self.open: list[str] = []
        self.wrong: list[str] = []
        if not self._plain(markup):
            self.feed(markup)
            self.close()

    def _plain(self, markup: str) -> bool:
        """Read plain markup, many times as fast as a parser that must be ready for anything. False: it is not plain."""
        first, *pieces = markup.split("<")
        if ">" in first or STRAY.search(markup) or "\r" in markup or "\0" in markup:
            return False
        elements, open_, wrong, kind, text_alone = [], [], [], "", ""
        words = [("", html.unescape(first))] if first else []
        for piece in pieces:
            inside, end, text = piece.partition(">")
            tag = _tag(inside)
            if tag is None or not end or ">" in text or (text_alone and inside != f"/{text_alone}"):
                return False
            name, attributes, has_inside = tag
            if attributes is None:
                if not open_ or open_.pop() != name:
                    wrong.append(name)
            else:
                elements.append((name, attributes))
                kind = attributes.get("class")
                if has_inside:
                    open_.append(name)
            text_alone = name if attributes is not None and name in TEXT_ALONE else ""
            if text:
                words.append(("hub" if kind == "tg-hub" else open_[-1] if open_ else "", html.unescape(text)))
        self.elements, self.words, self.open, self.wrong = elements, words, open_, wrong
        return True

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """An element begins."""
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """An element without an inside."""
        self.elements.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        """An element ends; it must be the innermost open one."""
        if not self.open or self.open.pop() != tag:
            self.wrong.append(tag)

    def handle_data(self, data: str) -> None:
        """Words, with the element they stand in; a tool's data stands in its "hub" and is read by nobody."""
        last = self.elements[-1][1] if self.elements else {}
        inside = "hub" if last.get("class") == "tg-hub" else (self.open[-1] if self.open else "")
        self.words.append((inside, data))

    def all(self, name: str) -> list[str]:
        """Every value of one attribute, in order."""
        return [str(attributes[name]) for _, attributes in self.elements if name in attributes]

    def headings(self) -> list[tuple[str, str | None]]:
        """Level and id of every heading."""
        levels = {"h1", "h2", "h3"}
        return [
            (tag, attributes.get("id"))
            for tag, attributes in self.elements
            if tag in levels and "class" not in attributes
        ]

    def text(self) -> str:
        """What a reader reads."""
        return "".join(words for inside, words in self.words if inside not in {"script", "hub"})


def links(seen: Seen) -> Iterator[str]:
    """Addresses of the page's links."""
    for tag, attributes in seen.elements:
        if tag == "a":
            yield attributes.get("href") or ""
