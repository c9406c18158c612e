"""The square code of an address, drawn once for the two or three pages that show it."""

from functools import lru_cache

from tonghao_widgets import qr
from tonghao_widgets.markup import Markup


@lru_cache(maxsize=1024)
def square(address: str, title: str) -> Markup:
    """A picture that a phone's camera reads as ``address``; ``title`` is for those who do not see it."""
    return qr.svg(address, title)
