"""The few marks a contributor may use inside a text: ``**strong**``, ``[[id]]``, ``[[id|words]]``.

Everything else is plain text and is escaped when shown: playbook text is never trusted as Markdown or HTML.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from tonghao.errors import did_you_mean
from tonghao.model import Library

_MARK = re.compile(r"\*\*(?P<strong>[^*\n]+?)\*\*|\[\[(?P<to>[^\]|\n]*)(?:\|(?P<words>[^\]\n]*))?\]\]")
_BLANK = re.compile(r"\{([a-z][a-z0-9_]*)\}")


@dataclass(frozen=True)
class Strong:
    """Words to stress."""

    words: str


@dataclass(frozen=True)
class Link:
    """A link to a page of the site; ``words`` is None when the page's own title is to be shown."""

    to: str
    words: str | None


@dataclass(frozen=True)
class Mistake:
    """Something wrong in a text; ``check`` knows the file and line."""

    code: str
    message: str


def addresses(library: Library) -> dict[str, Mapping[str, str]]:
    """Every id a link may name, with its title: ``fit``, ``tools/fit``, ``cases/kaishu``,
    ``workshops/should-we``."""
    return {
        **{identity: playbook.title for identity, playbook in library.playbooks.items()},
        **{f"tools/{identity}": tool.title for identity, tool in library.tools.items()},
        **{f"cases/{identity}": case.title for identity, case in library.cases.items()},
        **{f"workshops/{identity}": workshop.title for identity, workshop in library.workshops.items()},
    }


def parts(text: str) -> Iterator[str | Strong | Link]:
    """``text`` cut into plain words, :class:`Strong` and :class:`Link`."""
    end = 0
    for match in _MARK.finditer(text):
        if match.start() > end:
            yield text[end : match.start()]
        end = match.end()
        if match["strong"] is not None:
            yield Strong(match["strong"])
        else:
            yield Link(match["to"].strip(), match["words"])
    if end < len(text):
        yield text[end:]


def plain(text: str, titles: Mapping[str, str] | None = None) -> str:
    """``text`` without its marks: for descriptions, titles and search."""
    titles = titles or {}
    words = []
    for part in parts(text):
        match part:
            case Strong():
                words.append(part.words)
            case Link():
                words.append(part.words or titles.get(part.to, part.to))
            case _:
                words.append(part)
    return "".join(words)


def mistakes(text: str, known: Mapping[str, object], broken: set[str]) -> Iterator[Mistake]:
    """What is wrong with the marks in ``text``."""
    if "[" not in text and "]" not in text and "**" not in text:
        return
    for part in parts(text):
        if isinstance(part, Link) and part.to not in known and part.to.split("/")[-1] not in broken:
            yield Mistake("unknown-link", f"[[{part.to}]] leads to no page{did_you_mean(part.to, known)}")
    rest = _MARK.sub("", text)
    if "[[" in rest or "]]" in rest:
        yield Mistake("open-link", "a link is written [[id]] or [[id|words]]; a bracket is missing here")
    if rest.count("**"):
        yield Mistake("open-strong", "strong words are written **so**; one pair of stars is missing here")


def blanks(text: str) -> list[str]:
    """The ids of the ``{blank}`` places of a template, in order."""
    return _BLANK.findall(text)
