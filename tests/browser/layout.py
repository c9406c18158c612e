"""What does not fit on a screen: sideways scroll, things that stick out, text too small, targets too small.

A slide's small likeness beside the trainer's notes counts as a picture of it, whatever its letters measure.
"""

from __future__ import annotations

import re
from collections import Counter

from playwright.sync_api import Page

WIDTHS = (360, 768, 1280)
SMALLEST_TEXT = 12
SMALLEST_TARGET = 44

MEASURE = """
([smallestText, smallestTarget]) => {
  const found = new Set();
  const root = document.documentElement;
  const name = (one) => one.tagName.toLowerCase() + (one.id ? `#${one.id}` : "") + (one.classList.length ? `.${[...one.classList].join(".")}` : "");
  if (root.scrollWidth > root.clientWidth) found.add(`the page scrolls sideways: ${root.scrollWidth} > ${root.clientWidth}`);
  const scrolls = (one) => one && one !== document.body && (/auto|scroll|hidden|clip/.test(getComputedStyle(one).overflowX) || scrolls(one.parentElement));
  for (const one of document.querySelectorAll("main article *")) {
    const box = one.getBoundingClientRect();
    if (box.width > 1 && (box.right > innerWidth + 1 || box.left < -1) && one.checkVisibility() && !scrolls(one.parentElement) && getComputedStyle(one).position !== "fixed") {
      found.add(`sticks out: ${name(one)} from ${Math.round(box.left)} to ${Math.round(box.right)}`);
    }
  }
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let text = texts.nextNode(); text; text = texts.nextNode()) {
    const one = text.parentElement;
    if (!text.data.trim() || !one.checkVisibility({ checkOpacity: true, checkVisibilityCSS: true }) || one.closest("script, style, noscript, title, [hidden], [data-stage]")) continue;
    const range = document.createRange();
    range.selectNodeContents(text);
    const box = range.getBoundingClientRect();
    if (box.width <= 1 || box.height <= 1) continue;
    let size = parseFloat(getComputedStyle(one).fontSize);
    const drawing = one.closest("svg");
    if (drawing) {
      const { a, b } = one.getScreenCTM?.() ?? drawing.getScreenCTM();
      size *= Math.hypot(a, b);
    }
    if (size < smallestText - 0.05) found.add(`text of ${size.toFixed(1)} px: ${name(one)} "${text.data.trim().slice(0, 20)}"`);
  }
  for (const one of document.querySelectorAll(":is(tonghao-tool, tonghao-checklist, tonghao-template) :is(button, input, select, summary, a[data-preset])")) {
    if (!one.checkVisibility({ checkVisibilityCSS: true })) continue;
    const boxes = [one, ...(one.type === "checkbox" ? one.labels : [])].map((part) => part.getBoundingClientRect());
    const wide = Math.max(...boxes.map((box) => box.width));
    const high = Math.max(...boxes.map((box) => box.height));
    if (wide < smallestTarget - 0.1 || high < smallestTarget - 0.1) found.add(`target of ${wide.toFixed(0)} x ${high.toFixed(0)} px: ${name(one)} "${one.textContent.trim().slice(0, 20)}"`);
  }
  return [...found];
}
"""


def misfits(page: Page) -> list[str]:
    """At the present size of the window."""
    return page.evaluate(MEASURE, [SMALLEST_TEXT, SMALLEST_TARGET])


def misfits_at_every_width(page: Page) -> list[str]:
    found = []
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        page.evaluate("new Promise(next => requestAnimationFrame(() => requestAnimationFrame(next)))")
        found += [f"at {width}: {line}" for line in misfits(page)]
    return found


def summary(found: list[str]) -> str:
    """Alike findings once, with how often and an example."""
    kinds = [re.sub(r"^\S+ |#[\w-]+| \"[^\"]*\"", "", line) for line in found]
    return "\n".join(f"{count} x {kind}, as {found[kinds.index(kind)]}" for kind, count in Counter(kinds).most_common())
