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
_SPECIAL = re.compile("[&<>\"']")


class Markup(str):
    """Text that is already markup. Only :func:`h`, :func:`join` and :func:`trusted` make it."""

    __slots__ = ()


Child = "str | int | float | Markup | None | Iterable[Child]"


def escape(text: object) -> Markup:
    """``text`` with the five characters that mean something in markup replaced."""
    if isinstance(text, Markup):
        return text
    plain = str(text)
    if _SPECIAL.search(plain) is None:  # most text; looking first is five times as fast as replacing
        return Markup(plain)
    return Markup(
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
    return Markup(escape(between).join(_flat(children)))


def h(tag: str, *parts: object) -> Markup:
    """An element. A dict among ``parts`` is its attributes, the rest are its children in order.

    An attribute that is None or False is left out, True stands bare. Addresses (``href``, ``src``) of any other
    kind than http, https, mailto or relative raise ValueError: a script address cannot slip in as data.
    """
    attributes: list[str] = []
    children: list[object] = []
    for part in parts:
        if isinstance(part, dict):
            attributes.extend(
                _attribute(name, value) for name, value in part.items() if value is not None and value is not False
            )
        else:
            children.append(part)
    opening = "".join((tag, *attributes))
    if tag in _VOID and not children:
        return Markup(f"<{opening}/>" if tag in _SELF_CLOSING_SVG else f"<{opening}>")
    return Markup(f"<{opening}>{''.join(_flat(children))}</{tag}>")


def _attribute(name: str, value: object) -> str:
    if value is True:
        return f" {name}"
    text = number(value) if isinstance(value, float) else str(value)
    if name in {"href", "src", "action"} and not _SAFE_ADDRESS.match(text):
        raise ValueError(f"not an address a page may hold: {text!r}")
    return f' {name}="{escape(text)}"'


def _flat(children: Iterable[object]) -> Iterable[str]:
    for child in children:
        if child is None or child is False:
            continue
        if isinstance(child, str):
            yield escape(child)
        elif isinstance(child, int | float):
            yield number(child)
        else:
            yield from _flat(child)  # type: ignore[arg-type]


def number(value: float) -> str:
    """A coordinate: at most two decimals, no trailing zeros, the same on every machine."""
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if text in {"-0", ""} else text
