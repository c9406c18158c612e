"""Words of the field: those the glossary says not to use, and terms that are said in two ways.

A term is translated one way. Where a text uses it in one language, the same text in another language must use the
term's word there, or one of the wordings the glossary accepts for it. Both directions are looked at, for every pair
of languages; ``everyday`` in ``glossary.yml`` switches a language off as the one to start from.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import accumulate, chain, permutations

from tonghao import inline
from tonghao.errors import Problem
from tonghao.memory import Memory
from tonghao.model import Glossary, Library, Term
from tonghao.strict_yaml import Document, Path

Texts = Sequence[tuple[Document, list[tuple[Path, dict[str, str]]]]]
"""Every bilingual text of every file, with its path."""

Glossaries = Sequence[tuple[Glossary, Document]]

_LINK_ID = re.compile(r"\[\[[^\]|]*")  # an address, not a word
_BLANK = re.compile(r"\{[a-z][a-z0-9_]*\}")
_BETWEEN = "\0"  # stands in no text: the YAML reader refuses it


def by_file(gathered: Texts) -> dict[str, tuple[Document, list[tuple[Path, dict[str, str]]]]]:
    """The texts of each file, by its name."""
    return {texts[0].file: texts for texts in gathered}


def term_problems(
    library: Library,
    glossaries: Glossaries,
    gathered: Texts,
    problems: list[Problem],
    memory: Memory | None = None,
) -> None:
    """Adds what is wrong with the use of the glossary's words. ``memory``: as in :func:`tonghao.check.assemble`."""
    if not library.terms:
        return
    titles = inline.addresses(library)

    def look(texts: Texts) -> Iterator[tuple[str, Problem]]:
        spoken = {language: _Spoken(library, language, texts, titles) for language in library.languages}
        places = [(document, path) for document, found in texts for path, _ in found]
        for problem in chain(
            _avoided(library, texts, spoken), _other_translations(library, glossaries, places, spoken)
        ):
            yield problem.file, problem

    common = ([*library.terms.items()], titles, library.languages)
    problems.extend((memory or Memory()).each("terms", common, by_file(gathered), look))
    problems.extend(_shared(glossaries))


def _avoided(library: Library, gathered: Texts, spoken: Mapping[str, _Spoken]) -> Iterator[Problem]:
    """Words the glossary says not to use, anywhere but in the glossary itself."""
    texts = [(document, path, words) for document, found in gathered for path, words in found]
    for language in library.languages:
        instead = {
            word.lower(): term.term.get(language, term.id)
            for term in library.terms.values()
            for word in term.avoid.get(language, ())
        }
        if not instead:
            continue
        choices = "|".join(re.escape(word) for word in sorted(instead, key=lambda word: (-len(word), word)))
        finder = re.compile(rf"\b(?:{choices})\b" if _has_word_ends(language) else choices, re.IGNORECASE)
        for number in sorted({number for number, _ in spoken[language].using(instead)}):
            document, path, words = texts[number]
            if document.file.endswith("glossary.yml"):
                continue
            for match in finder.finditer(_LINK_ID.sub("", words[language])):
                message = f"the glossary says not to use '{match[0]}'; write '{instead[match[0].lower()]}'"
                yield document.problem((*path, language), "avoided-word", message)


def _shared(glossaries: Glossaries) -> Iterator[Problem]:
    """A word that stands for two terms cannot say which one is meant."""
    owner: dict[tuple[str, str], str] = {}
    for glossary, document in glossaries:
        for index, term in enumerate(glossary.terms):
            for language in {**term.term, **term.also}:
                for word in _names(term, language):
                    first = owner.setdefault((language, word.lower()), term.id)
                    if first != term.id:
                        path: Path = ("terms", index, "term", language)
                        if word != term.term.get(language):
                            path = ("terms", index, "also", language, term.also[language].index(word))
                        message = f"'{word}' already stands for the term '{first}'; one word, one term"
                        yield document.problem(path, "shared-word", message)


def _other_translations(
    library: Library,
    glossaries: Glossaries,
    places: Sequence[tuple[Document, Path]],
    spoken: Mapping[str, _Spoken],
) -> Iterator[Problem]:
    own = {
        (document.file, index): term.id
        for glossary, document in glossaries
        for index, term in enumerate(glossary.terms)
    }
    # The record of a term explains it and need not repeat it.
    explained = [own.get((document.file, path[1])) if path[0] == "terms" else None for document, path in places]
    labels = {number for number, (_, path) in enumerate(places) if explained[number] and path[-1] == "term"}
    for here, there in permutations(library.languages, 2):
        for term in library.terms.values():
            if here in term.everyday or here not in term.term or there not in term.term:
                continue
            using = dict(spoken[here].using(_names(term, here)))
            wanted = [*_names(term, there), *term.variants.get(there, ())]
            for number, word in sorted(using.items()):
                if number in labels or explained[number] == term.id:
                    continue
                if spoken[there].lacks(number, wanted):
                    document, path = places[number]
                    message = (
                        f"the '{here}' text says '{word}', and the glossary's word for it is '{term.term[there]}'; "
                        f"use that, or add your wording to 'variants' of '{term.id}' in glossary.yml"
                    )
                    yield document.problem((*path, there), "other-translation", message)


class _Spoken:
    """All texts of one language, as a reader sees them, in one string: searching it once per word is fast."""

    def __init__(
        self, library: Library, language: str, gathered: Texts, addresses: Mapping[str, Mapping[str, str]]
    ) -> None:
        titles = {to: title.get(language, "") for to, title in addresses.items()}
        texts = (words.get(language, "") for _, found in gathered for _, words in found)
        shown = (inline.plain(text, titles) if "[" in text or "*" in text else text for text in texts)
        whole = _spaced(_BLANK.sub("", _BETWEEN.join(shown)))
        for term in library.terms.values():
            for longer in term.not_in.get(language, ()):
                whole = whole.replace(_spaced(longer), "")
        self.whole = whole
        self.texts = whole.split(_BETWEEN)
        self.starts = [0, *accumulate(len(text) + 1 for text in self.texts)]
        self.ends = _has_word_ends(language)

    def using(self, names: Iterable[str]) -> Iterator[tuple[int, str]]:
        """The numbers of the texts that say one of ``names``, and which."""
        for name in names:
            for at in self._finds(name, self.whole):
                yield bisect_right(self.starts, at) - 1, name

    def lacks(self, number: int, names: Iterable[str]) -> bool:
        """Whether a text exists in this language and says none of ``names``."""
        text = self.texts[number]
        return bool(text) and not any(any(True for _ in self._finds(name, text)) for name in names)

    def _finds(self, name: str, text: str) -> Iterator[int]:
        wanted = _spaced(name)
        at = text.find(wanted)
        while at >= 0:
            if not self.ends or _stands_alone(text, at, at + len(wanted)):
                yield at
            at = text.find(wanted, at + 1)


def _stands_alone(text: str, start: int, end: int) -> bool:
    """Whether these letters are a whole word, or its simple plural."""
    if start and text[start - 1].isalnum():
        return False
    after = text[end : end + 3]
    return any(not after[len(plural) :][:1].isalnum() for plural in ("", "s", "es") if after.startswith(plural))


def _names(term: Term, language: str) -> list[str]:
    """The words that mean the term wherever they stand."""
    return [*([term.term[language]] if language in term.term else []), *term.also.get(language, ())]


def _spaced(text: str) -> str:
    """``text`` in small letters; a hyphen or a line end is a space, so that “red-packet” is “red packet”."""
    return text.lower().replace("-", " ").replace("\n", " ")


def _has_word_ends(language: str) -> bool:
    return not language.startswith("zh")
