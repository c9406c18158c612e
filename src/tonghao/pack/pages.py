"""A page of the site, changed so that it works from disk as well as from a server."""

from __future__ import annotations

import json
import posixpath
import re
from collections.abc import Callable
from html import escape, unescape

BOOT = "assets/pack/boot.js"
#: Files of modules become classic scripts of this name.
RUN = ".run.js"

_ADDRESS = re.compile(r'(\s)href="([^"]*)"')
_MODULE = re.compile(r"<script\b(?=[^>]*\btype=\"?module\b)[^>]*>", re.IGNORECASE)
_SOURCE = re.compile(r'\bsrc="([^"]+)"')
_CONFIG = re.compile(r'(<script id="__config" type="application/json">)(.*?)(</script>)', re.DOTALL)
#: What speaks of the address the site would be served at, a rule for pages that come from there, and hints for them.
_OF_THE_SERVED = re.compile(
    r'\s*<(?:link rel="(?:canonical|alternate |modulepreload|prefetch)"|meta property="og:'
    r'|meta http-equiv="Content-Security-Policy")[^>]*>',
    re.IGNORECASE,
)
_HEAD = re.compile(r"<head\b[^>]*>(?:\s*<meta charset=[^>]*>)?", re.IGNORECASE)


def packed(html: str, address: str, is_page: Callable[[str], bool]) -> tuple[str, set[str]]:
    """The page at ``address`` for the pack, and the modules it runs.

    ``is_page`` says whether a folder, by its address without a slash, has a page.
    """
    folder = posixpath.dirname(address)
    modules: set[str] = set()

    def classic(found: re.Match[str]) -> str:
        source = _SOURCE.search(found[0])
        if source is None:
            raise ValueError(f"{address}: a module without a file of its own cannot be packed")
        path = unescape(source[1])
        modules.add(posixpath.normpath(posixpath.join(folder, path)))
        return f'<script defer src="{escape(path + RUN)}">'

    def linked(found: re.Match[str]) -> str:
        return f'{found[1]}href="{escape(to_page(unescape(found[2]), folder, is_page))}"'

    html = _OF_THE_SERVED.sub("", html)
    html = _MODULE.sub(classic, html)
    html = _ADDRESS.sub(linked, html)
    html = _CONFIG.sub(_without_instant, html)
    boot = f'<script src="{posixpath.relpath(BOOT, folder or ".")}"></script>'
    return _HEAD.sub(lambda found: found[0] + boot, html, count=1), modules


def to_page(href: str, folder: str, is_page: Callable[[str], bool]) -> str:
    """``href``, in a page of ``folder``, naming the page itself where it names a folder that has one."""
    path, mark, rest = re.fullmatch(r"([^?#]*)([?#]?)(.*)", href, re.DOTALL).groups()  # type: ignore[union-attr]
    if not path or path.startswith("/") or re.match(r"[a-z][a-z0-9+.-]*:", path, re.IGNORECASE):
        return href
    target = posixpath.normpath(posixpath.join(folder, path))
    if target.startswith("..") or not is_page("" if target == "." else target):
        return href
    return f"{path.rstrip('/')}/index.html{mark}{rest}"


def _without_instant(found: re.Match[str]) -> str:
    """Material's settings without pages that are swapped in: a page from disk may not ask for them."""
    config = json.loads(found[2])
    config["features"] = [name for name in config.get("features", []) if not name.startswith("navigation.instant")]
    return found[1] + json.dumps(config, ensure_ascii=False).replace("</", "<\\/") + found[3]
