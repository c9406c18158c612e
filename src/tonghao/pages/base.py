"""What every page is made with: its record, the words of its language, ways to other pages, and blocks."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from tonghao import breaks, inline
from tonghao.catalogue import Catalogue
from tonghao.guide import Guide
from tonghao.model import Library
from tonghao.pages.page import Heading, Page, Placed
from tonghao.text import ahead_of, say, spoken
from tonghao_widgets.markup import Markup, h, join, trusted
from tonghao_widgets.words import Words

CHINESE_A_MINUTE = 320
WORDS_A_MINUTE = 220


@dataclass(frozen=True)
class Assets:
    """What pages are told from outside: names of files, from the site's root, and the day.

    ``runtime`` goes to the browser as it is. ``today`` (YYYY-MM-DD) decides which dated facts are overdue; empty
    means that none is looked at. ``site_url`` is where the site will stand, with a slash at the end. ``problems``
    explains the checks and ``guide`` is for contributors; without them those pages are not made. ``sandbox``: for
    a language, where the data of the rule sandbox lies for each tool.
    """

    runtime: Mapping[str, Any] = field(default_factory=dict)
    worker: str = ""
    today: str = ""
    problems: Catalogue | None = None
    site_url: str = ""
    sandbox: Callable[[str], Mapping[str, str]] = lambda language: {}
    guide: Guide | None = None


_CHINESE_BREAK = re.compile(r"(?<=[\u2e80-\uffff])\n(?=[\u2e80-\uffff])")
_CHINESE = re.compile(r"[\u4e00-\u9fff]")
_LATIN = re.compile(r"[^\s\u2e80-\uffff]*[A-Za-z0-9][^\s\u2e80-\uffff]*")


class Desk:
    """Everything the makers of one language's pages share."""

    def __init__(self, library: Library, language: str, assets: Assets) -> None:
        self.library, self.language, self.assets = library, language, assets
        self.addresses = {**inline.addresses(library), **(assets.guide.addresses if assets.guide else {})}
        self._titles = {address: say(title, language, library) for address, title in self.addresses.items()}
        words = {key: say(text, language, library) for key, text in {**library.tool_words, **library.words}.items()}
        self.words = Words(language, words)
        self._terms, self._term = _term_finder(library, language)

    def terms(self, text: str) -> Iterator[tuple[str, str | None]]:
        """``text`` cut at the words the glossary knows: ``(words, None)`` or ``(words, id of the term)``."""
        end = 0
        for found in self._term.finditer(text) if self._term else ():
            if found.start() > end:
                yield text[end : found.start()], None
            yield found[0], self._terms[found[0].lower()]
            end = found.end()
        if end < len(text):
            yield text[end:], None

    def say(self, text: Mapping[str, str] | None) -> str:
        """A bilingual text in this language, marks and all."""
        return say(text, self.language, self.library)

    def plain(self, text: Mapping[str, str]) -> str:
        """A bilingual text without its marks, on one line."""
        return " ".join(inline.plain(self.say(text), self._titles).split())


def _term_finder(library: Library, language: str) -> tuple[dict[str, str | None], re.Pattern[str] | None]:
    """The glossary's words of one language, and what finds them: longest first, whole words where words have ends.

    Longer words that only contain one of them are known too, and lead to no term.
    """
    known: dict[str, str | None] = {}
    for term in library.terms.values():
        for words in (say(term.term, language, library), *term.also.get(language, ())):
            known.setdefault(words.lower(), term.id)
    for term in library.terms.values():
        known.update((words.lower(), None) for words in term.not_in.get(language, ()))
    if not known:
        return known, None
    choices = "|".join(re.escape(words) for words in sorted(known, key=lambda words: (-len(words), words)))
    edged = choices if language.startswith("zh") else rf"\b(?:{choices})\b"
    return known, re.compile(edged, re.IGNORECASE)


class Sheet:
    """One page being written. ``path`` and ``kind`` as in :class:`Page`."""

    def __init__(self, desk: Desk, path: str, kind: str) -> None:
        self.desk, self.path, self.kind = desk, path, kind
        self._parts: list[Heading | Markup] = []
        self._explained: set[str] = set()

    @property
    def root(self) -> str:
        """The relative way from this page's address to its language's home."""
        folder = self.path.removesuffix(".md").removesuffix("index")
        return "../" * len([part for part in folder.split("/") if part])

    def href(self, to: str) -> str:
        """The relative address of another page of this language, by id: ``fit``, ``tools/fit``, ``cases/kaishu``."""
        return f"{self.root}{to}/" if to else (self.root or "./")

    def engine(self) -> dict[str, str | None]:
        """The attributes by which an element of this page finds the browser's Python; None where there is none."""
        assets, site_root = self.desk.assets, f"{self.root}../"
        runtime = {**assets.runtime, "base": f"{site_root}{assets.runtime['base']}"} if assets.runtime else None
        return {
            "worker": f"{site_root}{assets.worker}" if assets.worker else None,
            "runtime": json.dumps(runtime, sort_keys=True) if runtime else None,
        }

    def heading(self, level: int, text: str, anchor: str = "top", lang: str = "") -> None:
        """A heading."""
        self._parts.append(Heading(level, text, anchor, lang, breaks.pieces(text, lang or self.desk.language)))

    def title(self, level: int, text: Mapping[str, str], anchor: str = "top") -> None:
        """A heading from the content. Its mark, when it has one, stands below it, out of the table of contents."""
        self.heading(level, self.desk.plain(text), anchor, self.lang(text) or "")
        if mark := self.mark(text):
            self.block(mark, class_="tg-untranslated")

    def block(self, *children: object, **attributes: object) -> None:
        """A block of markup. On one line, because an empty line would end it for Markdown."""
        made = h("div", {key.rstrip("_"): value for key, value in attributes.items()}, *children)
        self._parts.append(trusted(made.replace("\n", "&#10;")))

    def rich(self, text: Mapping[str, str] | None, *, explain: bool = False) -> Markup:
        """A bilingual text with its marks, and marked when it is not in the page's language.

        ``explain`` leads the first use of each glossary term on the page to its meaning.
        """
        if not text:
            return Markup()
        return self._marked(join(self._rich(self.desk.say(text), explain)), text, "span")

    def plain(self, text: Mapping[str, str]) -> Markup:
        """A bilingual text on one line, without its marks, and marked when it is not in the page's language."""
        return self._marked(join([self.desk.plain(text)]), text, "span")

    def mark(self, *texts: Mapping[str, str]) -> Markup | None:
        """What tells the reader that one of ``texts`` is borrowed from another language, or was left behind when
        another language changed; None when all are in step.

        For what can't hold the mark itself: a heading, a text to copy, a tool.
        """
        for key, other_of in (("fallback", self._borrowed), ("stale", self._ahead)):
            other = next((other for other in map(other_of, texts) if other), None)
            if other:
                note = self._note(f"{key}-note", other)
                return h("span", {"class": "tg-badge", "lang": self.locale, "title": note}, self.desk.words(key))
        return None

    def lang(self, text: Mapping[str, str]) -> str | None:
        """The locale of a borrowed text, for the element that shows it; None when it is the page's own."""
        other = self._borrowed(text)
        return self._locale(other) if other else None

    @property
    def locale(self) -> str:
        """The page's language as an element's ``lang`` names it."""
        return self._locale(self.desk.language)

    def _locale(self, code: str) -> str:
        return next(language.locale for language in self.desk.library.site.languages if language.code == code)

    def _borrowed(self, text: Mapping[str, str]) -> str | None:
        return spoken(text, self.desk.language, self.desk.library) if text else None

    def _ahead(self, text: Mapping[str, str]) -> str | None:
        return ahead_of(text, self.desk.language)

    def _note(self, key: str, other: str) -> str:
        names = {language.code: language.name for language in self.desk.library.site.languages}
        return self.desk.words(key, language=names.get(other, other))

    def _marked(self, shown: Markup, text: Mapping[str, str], tag: str) -> Markup:
        """``shown`` with its mark: in which language it is borrowed, or that it was left behind."""
        if other := self._borrowed(text):
            note = self._note("fallback-note", other)
            return h(tag, {"class": "tg-fallback", "lang": self._locale(other), "title": note}, shown, self.mark(text))
        return h(tag, {"class": "tg-stale"}, shown, " ", self.mark(text)) if self._ahead(text) else shown

    def _rich(self, text: str, explain: bool) -> Iterable[object]:
        for part in inline.parts(text):
            match part:
                case inline.Strong():
                    yield h("strong", part.words)
                case inline.Link():
                    title = part.words or self.desk.say(self.desk.addresses.get(part.to, {})) or part.to
                    yield h("a", {"href": self.href(part.to)}, title)
                case _ if explain:
                    yield from self._explain(part)
                case _:
                    yield part

    def _explain(self, text: str) -> Iterable[object]:
        for words, identity in self.desk.terms(text):
            if identity is None or identity in self._explained:
                yield words
                continue
            self._explained.add(identity)
            definition = self.desk.library.terms[identity].definition
            meaning = self.desk.plain(definition)
            if self._borrowed(definition):
                meaning += f" · {self.desk.words('fallback')}"
            address = f"{self.href('glossary')}#{identity}"
            yield h("a", {"class": "tg-term", "href": address, "data-tip": meaning, "aria-description": meaning}, words)

    def paragraphs(self, text: Mapping[str, str], *, explain: bool = False) -> list[Markup]:
        """A longer text: an empty line starts a new paragraph."""
        said = self.desk.say(text)
        parts = [_one_line(part) for part in said.split("\n\n") if part.strip()]
        made = [h("p", join(self._rich(part, explain))) for part in parts]
        return [self._marked(join(made), text, "div")] if self.mark(text) else made

    def page(self, title: str, description: str, source: tuple[str, int] | None) -> Page:
        """The finished page."""
        return Page(self.desk.language, self.path, title, description, tuple(self._parts), self.kind, source)


@dataclass(frozen=True)
class Draft(Placed):
    """A page that is still to be written: where it stands, of what kind it is, and who writes it about what."""

    desk: Desk
    path: str
    kind: str
    write: Callable[..., Page]
    about: tuple[Any, ...] = ()

    @property
    def language(self) -> str:
        """The page's language."""
        return self.desk.language

    @cached_property
    def page(self) -> Page:
        """The page, written when it is first asked for."""
        return self.write(Sheet(self.desk, self.path, self.kind), *self.about)


def _one_line(text: str) -> str:
    """Lines of one paragraph joined: by a space between words, by nothing between Chinese characters."""
    return _CHINESE_BREAK.sub("", text.strip()).replace("\n", " ")


def data_block(data: Mapping[str, Any] | str) -> Markup:
    """What an element's script reads, out of sight: ``data``, or a text that is JSON already.

    Not in a script element: Material runs every script of a page it swaps in, whatever its type.
    """
    dense = {"ensure_ascii": False, "separators": (",", ":"), "sort_keys": True}
    text = data if isinstance(data, str) else json.dumps(data, **dense)
    return h("div", {"class": "tg-hub", "hidden": True}, trusted(text.replace("&", "&amp;").replace("<", "&lt;")))


def badge(desk: Desk, source: str) -> Markup:
    """Where a rule comes from, in one word with the longer explanation behind it."""
    return h(
        "span",
        {"class": f"tg-badge tg-badge--{source}", "title": desk.words(f"source-{source}-long")},
        desk.words(f"source-{source}"),
    )


def overdue(recheck_by: str, today: str) -> bool:
    """Whether a dated fact should have been looked at again. Days as YYYY-MM-DD compare as text."""
    return bool(today) and recheck_by < today


def minutes(texts: Iterable[str]) -> int:
    """Reading time: Chinese by characters, other scripts by words; at least one minute."""
    whole = "\n".join(texts)
    return max(1, round(len(_CHINESE.findall(whole)) / CHINESE_A_MINUTE + len(_LATIN.findall(whole)) / WORDS_A_MINUTE))
