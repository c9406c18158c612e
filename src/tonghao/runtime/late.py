"""Runs INSIDE Pyodide, before its memory is kept: what a Python that comes back from a file has to do first.

Files are not part of a kept memory. All our modules are in it, and what they import; whatever else is imported later
needs the library's zip, which is fetched at that moment and not before.
"""

import sys
from importlib.machinery import PathFinder


class Late:
    """Fetches the library when a module is imported that the kept memory lacks; then it has nothing more to do."""

    def __init__(self, fetch) -> None:
        self._fetch = fetch

    def find_spec(self, name: str, path: object = None, target: object = None) -> None:
        """Always None: the ordinary finders, which come next, find the module."""
        sys.meta_path.remove(self)
        self._fetch()


def wake(fetch) -> None:
    """Once, when the memory is back: ``fetch`` puts the library's zip where Python looks for it."""
    sys.meta_path.insert(sys.meta_path.index(PathFinder), Late(fetch))
    # Every reader has the same memory; chance must not be the same for all.
    if random := sys.modules.get("random"):
        random.seed()
