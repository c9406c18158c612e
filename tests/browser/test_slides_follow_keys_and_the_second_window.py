"""A deck is stepped through by keys, swipes and from the trainer's window; it fits the projector and the phone."""

import gzip
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from browser.axe import violations
from browser.reader import LANGUAGES, Reader, library, until, word
from browser.tour import barriers

pytestmark = pytest.mark.browser

EVERY_LANGUAGE = pytest.mark.parametrize("language", LANGUAGES)
WORKSHOPS = tuple(library().workshops)
DECK = "/{}/workshops/{}/slides/"
PROJECTOR, PHONE = {"width": 1280, "height": 720}, {"width": 360, "height": 640}
WEIGHT = 250_000  # bytes, compressed: what a page without Python may weigh
STICKS_OUT = """() => {
  const deck = document.querySelector(".tg-deck");
  const found = document.documentElement.scrollWidth > innerWidth ? ["the page scrolls sideways"] : [];
  for (const slide of document.querySelectorAll(".tg-slide")) {
    const box = slide.getBoundingClientRect();
    const foot = slide.querySelector(".tg-slide__foot").getBoundingClientRect();
    if (innerWidth > 1000 && box.height > deck.clientHeight + 1) found.push(`${slide.id} is taller than the projector`);
    for (const one of slide.querySelectorAll(":is(.tg-slide__head, .tg-slide__body, .tg-slide__foot) *")) {
      const part = one.getBoundingClientRect();
      if (!part.width || (one.closest("svg") && one.tagName !== "svg") || !one.checkVisibility()) continue;
      const low = one.closest(".tg-slide__foot") ? box.bottom : foot.top;
      if (part.left < box.left - 1 || part.right > box.right + 1 || part.top < box.top - 1 || part.bottom > low + 2) {
        found.push(`${slide.id}: ${one.tagName} "${one.textContent.trim().slice(0, 20)}"`);
      }
    }
    const smallest = Math.min(...[...slide.querySelectorAll("p, li, h1, h2, h3")].filter((one) => one.checkVisibility()).map((one) => parseFloat(getComputedStyle(one).fontSize)));
    if (smallest < 12) found.push(`${slide.id}: text of ${smallest} px`);
  }
  return found;
}"""


def opens(reader: Reader, language: str = "en", workshop: str = "should-we", fragment: str = "") -> Reader:
    reader.open(DECK.format(language, workshop) + fragment)
    reader.page.wait_for_selector(".tg-deck[data-live]")
    return reader


def ids(page: Page) -> list[str]:
    return page.locator(".tg-slide").evaluate_all("all => all.map(({ id }) => id)")


def up(page: Page, slide: str) -> None:
    """Wait until that slide fills the window."""
    until(page, f"document.elementFromPoint(innerWidth / 2, innerHeight / 2)?.closest('.tg-slide')?.id === '{slide}'")


def presenter(reader: Reader) -> Page:
    with reader.context.expect_page() as opened:
        reader.page.keyboard.press("s")
    opened.value.wait_for_selector(".tg-presenter[data-connected]")
    return opened.value


def test_every_slide_comes_by_key_and_none_is_left_out(reader: Reader) -> None:
    page = opens(reader).page
    first, *others = ids(page)
    up(page, first)
    for slide in others:
        page.keyboard.press("ArrowRight")
        up(page, slide)
    page.keyboard.press("Home")
    up(page, "title")
    for key in ("PageDown", "Space", "n"):
        page.keyboard.press(key)
    up(page, ids(page)[3])
    for key in ("PageUp", "Shift+Space"):
        page.keyboard.press(key)
    up(page, ids(page)[1])
    assert reader.fragment == ids(page)[1]
    page.keyboard.press("End")
    page.reload()
    page.wait_for_selector(".tg-deck[data-live]")
    up(page, "close")


@EVERY_LANGUAGE
@pytest.mark.parametrize("workshop", WORKSHOPS)
def test_every_slide_fits_the_projector_and_the_phone(reader: Reader, language: str, workshop: str) -> None:
    for size in (PROJECTOR, PHONE):
        reader.page.set_viewport_size(size)
        opens(reader, language, workshop)
        assert reader.page.evaluate(STICKS_OUT) == [], size


@EVERY_LANGUAGE
def test_anyone_can_read_slides_overview_and_notes(reader: Reader, language: str) -> None:
    opens(reader, language, "design-your-threshold")
    found = barriers(reader)
    reader.page.keyboard.press("o")
    found += [f"overview: {line}" for line in barriers(reader)]
    reader.page.keyboard.press("Escape")
    notes = presenter(reader)
    notes.keyboard.press("PageDown")
    found += [f"notes: {line}" for line in violations(notes)]
    assert not found, "\n".join(found)


def test_both_windows_turn_together(reader: Reader) -> None:
    page = opens(reader).page
    notes = presenter(reader)
    notes.keyboard.press("ArrowRight")
    until(page, "location.hash === '#takeaways'")
    up(page, "takeaways")
    page.keyboard.press("End")
    expect(notes.locator("[data-here] .tg-slide")).to_have_id("close")
    page.reload()  # the slides lose their window; the notes find it again
    page.wait_for_selector(".tg-deck[data-live]")
    notes.keyboard.press("ArrowLeft")
    until(page, "location.hash !== '#close'")
    up(page, ids(page)[-2])
    expect(notes.locator("[data-here] .tg-slide")).to_have_id(ids(page)[-2])
    page.close()
    expect(notes.locator(".tg-presenter:not([data-connected])")).to_be_visible()  # it has seen that it is alone
    notes.keyboard.press("Home")  # nothing listens any more, and nothing breaks
    notes.keyboard.press("ArrowLeft")
    expect(notes.locator("[data-here] .tg-slide")).to_have_id(ids(notes)[-3])


@EVERY_LANGUAGE
def test_the_trainer_sees_notes_clock_and_the_next_slide(reader: Reader, language: str) -> None:
    session = next(one for one in library().workshops["should-we"].sessions if one.exercise and one.exercise.worksheet)
    opens(reader, language, fragment=f"#s-{session.id}-sheet")
    notes = presenter(reader)
    answer = session.exercise.answers[0].answer[language] if session.exercise else ""
    expect(notes.locator(".tg-presenter__notes[data-here]")).to_contain_text(answer)
    expect(notes.locator(".tg-presenter__session[data-here]")).to_contain_text(session.title[language])
    expect(notes.locator(".tg-presenter__stage[data-next]")).to_be_visible()
    expect(notes.locator("[data-past]")).to_contain_text(word(language, "slides-past"))
    assert answer not in reader.page.locator("body").inner_text()
    notes.locator('[data-do="clock"]').click()
    expect(notes.locator("[data-past]")).to_contain_text("0:0")


def test_the_overview_leads_to_any_slide(reader: Reader) -> None:
    page = opens(reader).page
    page.keyboard.press("o")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    up(page, "agenda")
    page.keyboard.press("o")
    page.locator("#close .tg-slide__card").click()
    up(page, "close")


def test_a_finger_turns_the_page(readers: Callable[..., Reader]) -> None:
    page = opens(readers(viewport=PHONE, has_touch=True)).page
    swipe = """(to) => {
      const at = (type, x) => document.querySelector(".tg-slide").dispatchEvent(new TouchEvent(type, { bubbles: true,
        touches: type === "touchend" ? [] : [new Touch({ identifier: 1, target: document.body, clientX: x, clientY: 300 })],
        changedTouches: [new Touch({ identifier: 1, target: document.body, clientX: x, clientY: 300 })] }));
      at("touchstart", 180); at("touchend", 180 + to);
    }"""
    page.evaluate(swipe, -120)
    up(page, "takeaways")
    page.evaluate(swipe, 120)
    up(page, "title")


@EVERY_LANGUAGE
def test_without_script_the_deck_is_a_page_with_all_slides(readers: Callable[..., Reader], language: str) -> None:
    reader = readers(java_script_enabled=False)
    for workshop in WORKSHOPS:
        reader.loads(DECK.format(language, workshop))
        for session in library().workshops[workshop].sessions:
            expect(reader.page.locator(f"#s-{session.id}--name")).to_be_visible()
    reader.loads(DECK.format(language, "should-we") + "presenter/")
    expect(reader.page.locator(".tg-presenter__notes").last).to_be_visible()


def test_the_language_changes_on_the_same_slide(reader: Reader) -> None:
    page = opens(reader, "en", fragment="#agenda").page
    page.locator('[data-do="language"]').click()
    page.wait_for_url("**/zh/workshops/should-we/slides/#agenda")
    page.wait_for_selector(".tg-deck[data-live]")
    up(page, "agenda")


def test_dark_is_chosen_and_remembered(reader: Reader) -> None:
    page = opens(reader).page
    page.keyboard.press("d")
    page.reload()
    page.wait_for_selector("body[data-md-color-scheme=slate]")


def test_a_deck_is_light(reader: Reader) -> None:
    got = []
    reader.page.on("response", lambda response: got.append(response))
    opens(reader, "en", "cold-start-studio")
    reader.page.wait_for_load_state("networkidle")
    assert len(got) > 4
    assert sum(len(gzip.compress(response.body())) for response in got) < WEIGHT / 4
