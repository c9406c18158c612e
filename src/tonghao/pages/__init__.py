"""Pages as text: ``pages(library, assets)`` returns every page of the site, touches no disk and knows no MkDocs.

A page is Markdown whose headings are Markdown (so that any generator finds them) and whose bodies are blocks of
escaped HTML. ``tonghao write --to DIR`` puts the same pages on disk for any other site generator.
"""

from tonghao.pages.base import Assets, Page
from tonghao.pages.site import navigation, pages, root_page, words_of

__all__ = ["Assets", "Page", "navigation", "pages", "root_page", "words_of"]
