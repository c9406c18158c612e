"""What every page is made with: its record, the words of its language, ways to other pages, and blocks."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from tonghao import inline
from tonghao.model import Library
from tonghao.text import say, spoken
from tonghao_widgets.markup import Markup, h, join
from tonghao_widgets.words import Words

CHINESE_A_MINUTE = 320
WORDS_A_MINUTE = 220


@dataclass(frozen=True)
class Assets:
    """Names of the files a page refers to, from the site's root. ``runtime`` goes to the browser as it is."""

    runtime: Mapping[str, Any] = field(default_factory=dict)
    worker: str = ""


@dataclass(frozen=True)
class Page:
    """One page of one language. ``path`` is its file below the language's folder, e.g. ``cases/kaishu.md``."""

    language: str
    path: str
    title: str
    description: str
    markdown: str
    kind: str
    source: tuple[str, int] | None = None

    @property
    def file(self) -> str:
        """The file below the site's root: ``en/cases/kaishu.md``."""
        return f"{self.language}/{self.path}"


class Desk:
    """Everything the makers of one language's pages share."""

    def __init__(self, library: Library, language: str, assets: Assets) -> None:
        self.library, self.language, self.assets = library, language, assets
        self.addresses = inline.addresses(library)
        words = {key: say(text, language, library) for key, text in {**library.tool_words, **library.words}.items()}
        self.words = Words(language, words)

    def say(self, text: Mapping[str, str] | None) -> str:
        """A bilingual text in this language, marks and all."""
        return say(text, self.language, self.library)

    def plain(self, text: Mapping[str, str]) -> str:
        """A bilingual text without its marks, on one line."""
        titles = {address: self.say(title) for address, title in self.addresses.items()}
        return " ".join(inline.plain(self.say(text), titles).split())


class Sheet:
    """One page being written. ``path`` as in :class:`Page`."""

    def __init__(self, desk: Desk, path: str) -> None:
        self.desk, self.path = desk, path
        self._parts: list[str] = []

    @property
    def root(self) -> str:
        """The relative way from this page's address to its language's home."""
        folder = self.path.removesuffix(".md").removesuffix("index")
        return "../" * len([part for part in folder.split("/") if part])

    def href(self, to: str) -> str:
        """The relative address of another page of this language, by id: ``fit``, ``tools/fit``, ``cases/kaishu``."""
        return f"{self.root}{to}/" if to else (self.root or "./")

    def heading(self, level: int, text: str, anchor: str | None = None) -> None:
        """A Markdown heading; ``anchor`` is the same in every language, so that a link survives the switch."""
        escaped = "".join(f"\\{char}" if char in "\\`*_{}[]()#+-.!|<>&" else char for char in text)
        self._parts.append(f"{'#' * level} {escaped}" + (f" {{#{anchor}}}" if anchor else ""))

    def block(self, *children: object, **attributes: object) -> None:
        """A block of markup. On one line, because an empty line would end it for Markdown."""
        self._parts.append(h("div", {key.rstrip("_"): value for key, value in attributes.items()}, *children).replace("\n", "&#10;"))

    def rich(self, text: Mapping[str, str] | None) -> Markup:
        """A bilingual text with its marks, and marked when it is not in the page's language."""
        if not text:
            return Markup()
        shown = join(self._rich(self.desk.say(text)))
        other = spoken(text, self.desk.language, self.desk.library)
        return self.fallback(shown, other) if other else shown

    def fallback(self, shown: Markup, other: str) -> Markup:
        """Words that had to be borrowed from another language, said so to the reader."""
        languages = {language.code: language for language in self.desk.library.site.languages}
        name, locale = languages[other].name, languages[other].locale
        note = self.desk.words("fallback-note", language=name)
        return h("span", {"class": "tg-fallback", "lang": locale, "title": note}, shown, h("span", {"class": "tg-badge", "lang": self.desk.language}, self.desk.words("fallback")))

    def _rich(self, text: str) -> Iterable[object]:
        for part in inline.parts(text):
            match part:
                case inline.Strong():
                    yield h("strong", part.words)
                case inline.Link():
                    title = part.words or self.desk.say(self.desk.addresses.get(part.to, {})) or part.to
                    yield h("a", {"href": self.href(part.to)}, title)
                case _:
                    yield part

    def paragraphs(self, text: Mapping[str, str]) -> list[Markup]:
        """A longer text: an empty line starts a new paragraph."""
        said = self.desk.say(text)
        other = spoken(text, self.desk.language, self.desk.library)
        made = [h("p", join(self._rich(" ".join(part.split("\n"))))) for part in said.split("\n\n") if part.strip()]
        return [self.fallback(join(made), other)] if other else made

    def page(self, title: str, description: str, kind: str, source: tuple[str, int] | None) -> Page:
        """The finished page."""
        return Page(self.desk.language, self.path, title, description, "\n\n".join(self._parts) + "\n", kind, source)


def badge(desk: Desk, source: str) -> Markup:
    """Where a rule comes from, in one word with the longer explanation behind it."""
    return h("span", {"class": f"tg-badge tg-badge--{source}", "title": desk.words(f"source-{source}-long")}, desk.words(f"source-{source}"))


def minutes(texts: Iterable[str]) -> int:
    """Reading time: Chinese by characters, other scripts by words; at least one minute."""
    chinese = latin = 0
    for text in texts:
        characters = sum("\u4e00" <= char <= "\u9fff" for char in text)
        chinese += characters
        latin += len("".join(char if char < "\u2e80" else " " for char in text).split())
    return max(1, round(chinese / CHINESE_A_MINUTE + latin / WORDS_A_MINUTE))
