"""Pages as text: ``drafts(library, assets)`` names every page of the site, each written when its ``page`` is asked
for; ``pages`` writes them all. Neither touches a disk or knows MkDocs.

A page is Markdown whose headings are Markdown (so that any generator finds them) and whose bodies are blocks of
escaped HTML. ``tonghao write --to DIR`` puts the same pages on disk for any other site generator.
"""

from tonghao.pages.base import Assets, Draft
from tonghao.pages.page import UNLISTED, Page
from tonghao.pages.site import drafts, files_of, navigation, pages, root_page, words_of

__all__ = ["UNLISTED", "Assets", "Draft", "Page", "drafts", "files_of", "navigation", "pages", "root_page", "words_of"]
