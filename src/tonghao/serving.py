"""While serving, what a browser asks for is made when it asks.

A save changes what a few pages say, but which ones is known only when they are made; a browser looks at one of them.
So a save makes none: the page that is looked at is made as the browser loads it again, the others in their turn.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from mkdocs.commands.build import _build_page, _populate_page
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.pages import Page

from tonghao import finish


def stand_before(server: Any, make: Callable[[str], None]) -> None:
    """Let ``make`` have each address, from the site's root, before ``server`` answers with the file that lies there.

    ``server`` is the one of MkDocs: it calls ``builder`` after a save, and answers requests in threads of their own.
    No two of all these run at once.
    """
    build, answer, lock = server.builder, server.get_app(), threading.RLock()

    def rebuild() -> None:
        with lock:
            build()

    def answer_with_what_is_made(environ: dict[str, Any], start_response: Any) -> Any:
        path = unquote(environ.get("PATH_INFO", ""))
        if path.startswith(server.mount_path):
            with lock:
                make(path.removeprefix(server.mount_path))
        return answer(environ, start_response)

    server.builder = rebuild
    server.set_app(answer_with_what_is_made)


def hold_back(files: Files, pages: list[str]) -> None:
    """Let MkDocs know these pages, for its menus, and make none of them."""
    for page in pages:
        files.src_uris[page].inclusion = InclusionLevel.EXCLUDED


class Later:
    """What is still to be made of a build, by its address or its folder. Whatever is made no longer waits."""

    def __init__(self, build: Any, env: Any, config: MkDocsConfig, files: Files) -> None:
        self._build, self._env, self._config, self._files = build, env, config, files
        self._waiting: dict[str, Callable[[], None]] = {}
        for name in build.drafts:
            file = files.src_uris[name]
            self._waiting[file.url] = partial(self._page, file)
        for folder in ("assets/hubs/", "assets/sandbox/"):
            self._waiting[folder] = self._data
        for place in ("", *(f"{language}/" for language in build.library.languages)):
            self._waiting[f"{place}search/"] = self._search
            self._waiting[f"{place}sitemap.xml"] = self._sitemaps

    def make(self, address: str) -> None:
        """Make what is asked for, unless it is made; a page also when the last / is missing."""
        folder = address.rpartition("/")[0]
        make = next(
            (self._waiting[one] for one in (address, f"{folder}/", f"{address}/") if one in self._waiting), None
        )
        if make:
            make()
            self._waiting = {one: maker for one, maker in self._waiting.items() if maker != make}

    def _page(self, file: File) -> None:
        page = file.page or Page(None, file, self._config)
        _populate_page(page, self._config, self._files)
        _build_page(page, self._config, [], self._build.menus[file.src_uri.split("/")[0]], self._env)

    def _data(self) -> None:
        for address, text in self._build.data():
            target = self._site / address
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(text, "utf-8")

    def _search(self) -> None:
        finish.indices(self._site, self._build.library, self._build.drafts.values())

    def _sitemaps(self) -> None:
        finish.sitemaps(self._site, self._build.library, self._build.drafts.values(), self._config.site_url or "")

    @property
    def _site(self) -> Path:
        return Path(self._config.site_dir)
