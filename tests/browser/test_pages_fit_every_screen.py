import re
from collections import Counter

import pytest
from playwright.sync_api import expect

from bench.server import SiteServer
from browser.reader import Reader, pages

pytestmark = pytest.mark.browser

WIDTHS = (360, 768, 1280)
KEY_PAGES = ("", "fit/", "tools/fit/", "cold-start/", "cases/", "cases/renovation/", "coverage/", "sources/")
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
    if (!text.data.trim() || !one.checkVisibility({ checkOpacity: true, checkVisibilityCSS: true }) || one.closest("script, style, noscript, title, [hidden]")) continue;
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


def measured(reader: Reader, path: str) -> list[str]:
    found = []
    reader.open(path)
    if reader.tool.count():
        reader.listening()
    reader.page.locator("main details").evaluate_all("all => all.forEach(one => one.open = true)")
    for width in WIDTHS:
        reader.page.set_viewport_size({"width": width, "height": 800})
        reader.page.evaluate("new Promise(next => requestAnimationFrame(() => requestAnimationFrame(next)))")
        found += [
            f"{path} at {width}: {line}" for line in reader.page.evaluate(MEASURE, [SMALLEST_TEXT, SMALLEST_TARGET])
        ]
    return found


def summary(found: list[str]) -> str:
    """Alike findings once, with how often and an example."""
    kinds = [re.sub(r"^\S+ |#[\w-]+| \"[^\"]*\"", "", line) for line in found]
    return "\n".join(f"{count} x {kind}, as {found[kinds.index(kind)]}" for kind, count in Counter(kinds).most_common())


def test_all_english_pages(reader: Reader, server: SiteServer) -> None:
    found = [line for path in pages(server, "en") for line in measured(reader, path)]
    assert not found, summary(found)


def test_the_main_chinese_pages(reader: Reader) -> None:
    found = [line for page in KEY_PAGES for line in measured(reader, f"/zh/{page}")]
    assert not found, summary(found)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_long_answers_and_long_sentences(reader: Reader, language: str) -> None:
    reader.opens_tool(f"/{language}/tools/fit/")
    reader.types(
        margin="9" * 40,
        orders_per_year="0.123456789",
        order_value="999999.99",
        value_cut="1000000",
        frequency_cut="400",
    )
    reader.settled()
    for width in WIDTHS:
        reader.page.set_viewport_size({"width": width, "height": 800})
        assert reader.page.evaluate(MEASURE, [SMALLEST_TEXT, SMALLEST_TARGET]) == []


def test_the_menu_and_search_on_a_phone(reader: Reader) -> None:
    reader.page.set_viewport_size({"width": 360, "height": 740})
    reader.open("/en/fit/")
    for opener in ("__drawer", "__search"):
        target = reader.page.locator(f"header label[for={opener}].md-header__button")
        box = target.bounding_box()
        assert box["width"] >= SMALLEST_TARGET and box["height"] >= SMALLEST_TARGET, opener
        target.click()
        expect(reader.page.locator(f"#{opener}")).to_be_checked()
        found = reader.page.evaluate(MEASURE, [SMALLEST_TEXT, SMALLEST_TARGET])
        # Material's round curtain behind the search is wider than the page; what counts is whether a hand can move it.
        assert [line for line in found if "sideways" not in line] == []
        reader.page.mouse.wheel(300, 0)
        assert reader.page.evaluate("scrollX") == 0
        reader.open("/en/fit/")
