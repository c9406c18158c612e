"""A page as it comes out: its place, its words in parts, and what of it search finds."""

from __future__ import annotations

import re
from dataclasses import dataclass

from tonghao_widgets.markup import Markup, h, join, trusted

UNLISTED = frozenset({"embed", "exercise", "facilitator", "run", "slides", "presenter", "handout"})
"""Kinds of pages no search engine is sent to: parts of another page, and what only a trainer opens."""

_MARKDOWN = frozenset("\\`*_{}[]()#+-.!")  # what a backslash takes the meaning from, everywhere
_MAY_END = trusted("<wbr>")
_ENTITIES = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}
_NOT_WORDS = re.compile(
    r'<(script|form|noscript|svg)\b.*?</\1>|<div class="tg-hub".*?</div>|<p class="tg-status.*?</p>|<[^>]+>', re.DOTALL
)


@dataclass(frozen=True)
class Heading:
    """A heading of a page. ``anchor`` is the same in every language, so that a link survives the switch.

    ``lang`` names the language the words had to be borrowed from, as a locale; empty when they are the page's own.
    ``pieces`` are the words again, cut where a line may end, for a language in which that is not at its blanks.
    """

    level: int
    text: str
    anchor: str
    lang: str = ""
    pieces: tuple[str, ...] = ()

    def markdown(self) -> str:
        """As Markdown, whatever the words contain."""
        lang = f" lang={self.lang}" if self.lang else ""
        return f"{'#' * self.level} {_MAY_END.join(map(_escaped, self._words))} {{#{self.anchor}{lang}}}"

    def html(self) -> Markup:
        """As HTML, the same a Markdown processor makes of :meth:`markdown`."""
        return h(f"h{self.level}", {"id": self.anchor, "lang": self.lang or None}, join(self._words, _MAY_END))

    @property
    def _words(self) -> tuple[str, ...]:
        return self.pieces or (self.text,)


def _escaped(text: str) -> str:
    return "".join(f"\\{char}" if char in _MARKDOWN else _ENTITIES.get(char, char) for char in text)


@dataclass(frozen=True)
class Section:
    """What search finds: a heading (None for the page's beginning) and the words under it, as escaped text."""

    heading: Heading | None
    text: str


class Placed:
    """What stands at a path of a language: a page, written or not."""

    language: str
    path: str

    @property
    def file(self) -> str:
        """The file below the site's root: ``en/cases/kaishu.md``."""
        return f"{self.language}/{self.path}"

    @property
    def address(self) -> str:
        """The address below the language's home: ``cases/kaishu/``, empty for the home itself."""
        folder = self.path.removesuffix(".md").removesuffix("index").rstrip("/")
        return f"{folder}/" if folder else ""


@dataclass(frozen=True)
class Page(Placed):
    """One page of one language. ``path`` is its file below the language's folder, e.g. ``cases/kaishu.md``."""

    language: str
    path: str
    title: str
    description: str
    parts: tuple[Heading | Markup, ...]
    kind: str
    source: tuple[str, int] | None = None

    @property
    def searchable(self) -> bool:
        """Whether the site's own search finds it: not what repeats other pages, nor what explains the checks."""
        return self.kind not in UNLISTED | {"edition", "problem"}

    @property
    def markdown(self) -> str:
        """The page for any site generator: headings in Markdown, the rest in blocks of HTML."""
        return "\n\n".join(part.markdown() if isinstance(part, Heading) else part for part in self.parts) + "\n"

    @property
    def html(self) -> str:
        """The page as a Markdown processor would render it, without the cost of asking one."""
        return "\n".join(part.html() if isinstance(part, Heading) else part for part in self.parts)

    @property
    def headings(self) -> list[Heading]:
        """The headings in order."""
        return [part for part in self.parts if isinstance(part, Heading)]

    def sections(self) -> list[Section]:
        """The page cut at its headings, without markup, scripts and forms."""
        made: list[Section] = []
        heading: Heading | None = None
        words: list[str] = []
        for part in self.parts:
            if isinstance(part, Heading):
                made.append(Section(heading, " ".join(words)))
                heading, words = (None if part.level == 1 else part), []
            else:
                words.append(" ".join(_NOT_WORDS.sub(" ", part).split()))
        made.append(Section(heading, " ".join(words)))
        return [section for section in made if section.text or section.heading]
