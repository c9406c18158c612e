"""What is made after every page is written: search and sitemap of each language, and what nobody loads removed."""

from __future__ import annotations

import json
import shutil
from collections.abc import Collection
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from tonghao import search
from tonghao.model import Library
from tonghao.pages import UNLISTED, Draft

_HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" '
    'xmlns:xhtml="http://www.w3.org/1999/xhtml">\n'
)


def finish(site: Path, library: Library, drafts: Collection[Draft], site_url: str) -> None:
    """Complete the site that lies in the folder ``site``; ``site_url`` is where it will stand, with a slash."""
    indices(site, library, drafts)
    sitemaps(site, library, drafts, site_url)
    (site / "sitemap.xml.gz").unlink(missing_ok=True)  # of the combined map that was just replaced
    # A megabyte of stemmers for languages we don't search in; no page loads them.
    shutil.rmtree(site / "assets" / "javascripts" / "lunr", ignore_errors=True)


def indices(site: Path, library: Library, drafts: Collection[Draft]) -> None:
    """One search index for each language, and one of all for the root and the page of what is not found.

    They are made of the one that the theme's search left in ``site``; without it there is nothing to search.
    """
    combined = site / "search" / "search_index.json"
    if not combined.is_file():
        return
    index: dict[str, Any] = json.loads(combined.read_text("utf-8"))
    everything = []
    for language in library.languages:
        own = search.shortened(search.documents(draft.page for draft in drafts if draft.language == language))
        _put(site / language / "search" / "search_index.json", search.dump(search.merge(index, language, own)))
        everything += [{**document, "location": f"{language}/{document['location']}"} for document in own]
    _put(combined, search.dump({**index, "docs": [*everything, *index["docs"]]}))


def sitemaps(site: Path, library: Library, drafts: Collection[Draft], site_url: str) -> None:
    """A sitemap for each language, which Material also reads for instant navigation, and one for all at the root."""
    languages = library.site.languages
    entries: dict[str, list[str]] = {language.code: [] for language in languages}
    known = {draft.file for draft in drafts}
    for page in drafts:
        if page.kind in UNLISTED:
            continue
        rest = page.address
        links = "".join(
            f'<xhtml:link rel="alternate" hreflang="{other.locale}" href="{escape(f"{site_url}{other.code}/{rest}")}"/>'
            for other in languages
            if f"{other.code}/{page.path}" in known
        )
        entries[page.language].append(f"<url><loc>{escape(f'{site_url}{page.language}/{rest}')}</loc>{links}</url>")
    made = {
        f"{language}/sitemap.xml": _HEAD + "\n".join(lines) + "\n</urlset>\n" for language, lines in entries.items()
    }
    made["sitemap.xml"] = _HEAD + "\n".join(line for lines in entries.values() for line in lines) + "\n</urlset>\n"
    for name, text in made.items():
        _put(site / name, text)


def _put(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
