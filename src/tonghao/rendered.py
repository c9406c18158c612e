"""Pages as they were rendered last, for a server that makes the site again at every save.

A save changes a few pages. The rest would come out of the theme's templates as they did before, and that is most of
the work: such a page is handed out again.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from hashlib import sha256
from typing import Any


class Rendered:
    """What each page was made of, and what came of it. ``site`` stands for all that shows on every page."""

    def __init__(self) -> None:
        self._kept: dict[str, tuple[bytes, str]] = {}
        self._site = b""

    def begin(self, *site: object) -> None:
        """A new build, of a site of which these are the parts that all pages share."""
        self._site = _digest(*site)

    def stand_before(self, environment: Any, made_of: Callable[[Any], object]) -> None:
        """Answer for the templates of a Jinja environment. ``made_of`` gives a page's record, or None."""
        plain = environment.get_template
        environment.get_template = lambda name, *more, **named: _Template(plain(name, *more, **named), made_of, self)

    def render(self, context: Mapping[str, Any], made: object, render: Callable[[], str]) -> str:
        """The page of ``context``: by ``render``, unless ``made`` (its record) and its neighbours are as before."""
        page = context["page"]
        around = [(one.title, one.url) if one else None for one in (page.previous_page, page.next_page)]
        now = _digest(self._site, made, page.url, page.edit_url, around)
        before = self._kept.get(page.url)
        if before and before[0] == now:
            return before[1]
        output = render()
        self._kept[page.url] = now, output
        return output


class _Template:
    """A template that asks first whether its page is there. To templates that build on it, it is the plain one."""

    def __init__(self, template: Any, made_of: Callable[[Any], object], rendered: Rendered) -> None:
        self._template, self._made_of, self._rendered = template, made_of, rendered

    def render(self, context: dict[str, Any]) -> str:
        page = context.get("page")
        made = self._made_of(page) if page else None
        if made is None:
            return self._template.render(context)
        return self._rendered.render(context, made, lambda: self._template.render(context))

    def __getattr__(self, name: str) -> Any:
        return getattr(self._template, name)


def _digest(*parts: object) -> bytes:
    return sha256(repr(parts).encode()).digest()
