"""What does not fit on a screen: sideways scroll, things that stick out or lie on each other, text or targets too small.

A slide's small likeness beside the trainer's notes counts as a picture of it, whatever its letters measure. A link
within a sentence may be as small as the sentence; one that stands alone is a target like a button.
"""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

from playwright.sync_api import Page

from browser.reader import DESK

#: Of a phone, a tablet and a desk, which comes last, so that the window is left as it mostly is.
WIDTHS = (360, 768, DESK["width"])
SMALLEST_TEXT = 12
SMALLEST_TARGET = 44

MEASURE = (Path(__file__).parent / "layout.js").read_text("utf-8")
#: The same after two pictures of the page: what answers to a window's size has done so.
MEASURE_SOON = f"""async (given) => {{
await new Promise((next) => requestAnimationFrame(() => requestAnimationFrame(next)));
return ({MEASURE})(given);
}}"""


def misfits(page: Page) -> list[str]:
    """At the present size of the window."""
    return page.evaluate(MEASURE, [SMALLEST_TEXT, SMALLEST_TARGET])


def misfits_at_every_width(page: Page) -> list[str]:
    found = []
    for width in WIDTHS:
        page.set_viewport_size({**DESK, "width": width})
        found += [f"at {width}: {line}" for line in page.evaluate(MEASURE_SOON, [SMALLEST_TEXT, SMALLEST_TARGET])]
    return found


def summary(found: list[str]) -> str:
    """Alike findings once, with how often and an example."""
    kinds = [re.sub(r"^\S+ |#[\w-]+| \"[^\"]*\"", "", line) for line in found]
    return "\n".join(f"{count} x {kind}, as {found[kinds.index(kind)]}" for kind, count in Counter(kinds).most_common())
