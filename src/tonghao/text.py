"""Saying a bilingual text in one language, with the fall-back that is marked for the reader."""

from __future__ import annotations

from collections.abc import Mapping

from tonghao.model import Library


def say(text: Mapping[str, str] | None, language: str, library: Library) -> str:
    """``text`` in ``language``, or in the first language of the site that has it."""
    if not text:
        return ""
    if language in text:
        return text[language]
    return next((text[other] for other in library.languages if other in text), next(iter(text.values())))


def ahead_of(text: Mapping[str, str] | None, language: str) -> str | None:
    """The language whose words were changed while those in ``language`` were not; None when they are in step."""
    return getattr(text, "behind", {}).get(language)


def spoken(text: Mapping[str, str], language: str, library: Library) -> str | None:
    """The language ``say`` fell back to, or None when ``text`` has the wanted one."""
    if language in text:
        return None
    return next((other for other in library.languages if other in text), next(iter(text)))
