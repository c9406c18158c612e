"""Markup that is escaped by construction. Nothing in this project joins HTML from strings.

>>> h("p", {"class": "note"}, "5 < 6 & ", h("b", "so"))
'<p class="note">5 &lt; 6 &amp; <b>so</b></p>'
"""

from __future__ import annotations

import re
from collections.abc import Iterable

_VOID = frozenset({"br", "circle", "ellipse", "hr", "img", "input", "line", "link", "meta", "path", "polyline", "rect"})
_SELF_CLOSING_SVG = frozenset({"circle", "ellipse", "line", "path", "polyline", "rect"})
_SAFE_ADDRESS = re.compile(r"(?:https?://|mailto:|[#./?]|[A-Za-z0-9_-]+(?:[/?#.]|$))")
_ADDRESSES = frozenset({"href", "src", "action"})
_special = re.compile("[&<>\"']").search


class Markup(str):
    """Text that is already markup. Only :func:`h`, :func:`join` and :func:`trusted` make it."""

    __slots__ = ()


Child = "str | int | float | Markup | None | Iterable[Child]"


def escape(text: object) -> Markup:
    """``text`` with the five characters that mean something in markup replaced."""
    return text if isinstance(text, Markup) else Markup(_escaped(str(text)))


def _escaped(plain: str) -> str:
    if _special(plain) is None:  # most text; looking first is five times as fast as replacing
        return plain
    return (
        plain.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace('"', "&quot;")
        .replace("'", "&#39;")
    )


def trusted(markup: str) -> Markup:
    """Take ``markup`` as it is. Only for literals in this code, never for anything read."""
    return Markup(markup)


def join(children: Iterable[object], between: str = "") -> Markup:
    """Children one after the other; ``between`` is text and gets escaped."""
    return Markup(escape(between).join(_flat(children, [])))


def h(tag: str, *parts: object) -> Markup:
    """An element. A dict among ``parts`` is its attributes, the rest are its children in order.

    An attribute that is None or False is left out, True stands bare. Addresses (``href``, ``src``) of any other
    kind than http, https, mailto or relative raise ValueError: a script address cannot slip in as data.
    """
    opening = f"<{tag}"
    children: list[str] = []
    bare = True  # nothing was given between the tags, not even nothing
    for part in parts:
        kind = type(part)
        if kind is dict:
            for name, value in part.items():
                if type(value) is str and name not in _ADDRESSES:  # nearly all; calls would cost a fifth more
                    opening += f' {name}="{value if _special(value) is None else _escaped(value)}"'
                elif value is not None and value is not False:
                    opening += _attribute(name, value)
        else:
            bare = False
            if kind is Markup:
                children.append(part)
            else:
                _flat((part,), children)
    if bare and tag in _VOID:
        return Markup(f"{opening}/>" if tag in _SELF_CLOSING_SVG else f"{opening}>")
    return Markup(f"{opening}>{''.join(children)}</{tag}>")


def _attribute(name: str, value: object) -> str:
    if value is True:
        return f" {name}"
    text = number(value) if isinstance(value, float) else str(value)
    if name in _ADDRESSES and not _SAFE_ADDRESS.match(text):
        raise ValueError(f"not an address a page may hold: {text!r}")
    return f' {name}="{_escaped(text)}"'


def _flat(children: Iterable[object], into: list[str]) -> list[str]:
    # Thousands of calls an answer: hence a list that is handed on, and the most frequent kinds first.
    for child in children:
        kind = type(child)
        if kind is Markup:
            into.append(child)
        elif kind is str:
            into.append(_escaped(child))
        elif child is None or child is False:
            continue
        elif isinstance(child, str):
            into.append(escape(child))
        elif isinstance(child, int | float):
            into.append(number(child))
        else:
            _flat(child, into)
    return into


def number(value: float) -> str:
    """A coordinate: at most two decimals, no trailing zeros, the same on every machine."""
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if text in {"-0", ""} else text
