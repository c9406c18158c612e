import pytest
from playwright.sync_api import Locator, expect

from browser.reader import LANGUAGES, Reader, other, word

pytestmark = pytest.mark.browser

EVERY_LANGUAGE = pytest.mark.parametrize("language", LANGUAGES)
CLIPBOARD = ["clipboard-read", "clipboard-write"]


def box(reader: Reader, item: str) -> Locator:
    return reader.page.locator(f"tonghao-checklist input[data-item={item}]")


def progress(reader: Reader) -> Locator:
    return reader.page.locator("tonghao-checklist output").first


@EVERY_LANGUAGE
def test_ticks_are_kept_by_item_in_every_language(reader: Reader, language: str) -> None:
    reader.open(f"/{language}/cold-start/")
    total = reader.page.locator("tonghao-checklist input[data-item]").count()
    for item in ("name", "logo"):
        box(reader, item).check()
    expect(progress(reader)).to_have_text(word(language, "checklist-progress", done=2, total=total))
    reader.page.reload()
    expect(box(reader, "name")).to_be_checked()
    reader.open(f"/{other(language)}/cold-start/")
    expect(box(reader, "logo")).to_be_checked()
    expect(box(reader, "copy")).not_to_be_checked()
    expect(progress(reader)).to_have_text(word(other(language), "checklist-progress", done=2, total=total))
    box(reader, "name").uncheck()
    reader.page.reload()
    expect(box(reader, "name")).not_to_be_checked()


def test_ticks_survive_pages_swapped_in_without_loading(reader: Reader) -> None:
    reader.open("/en/cold-start/")
    box(reader, "name").check()
    reader.page.locator("nav.md-tabs a[href$='/en/growth/']").click()
    reader.page.wait_for_url("**/growth/")
    expect(reader.page.locator("tonghao-checklist input[data-item]:checked")).to_have_count(0)
    reader.page.go_back()
    expect(box(reader, "name")).to_be_checked()


def test_the_label_ticks_too(reader: Reader) -> None:
    reader.open("/en/cold-start/")
    reader.page.locator(f"label[for={box(reader, 'name').get_attribute('id')}]").click()
    expect(box(reader, "name")).to_be_checked()


@EVERY_LANGUAGE
def test_blanks_fill_the_text_and_the_button_copies_it(reader: Reader, language: str) -> None:
    reader.context.grant_permissions(CLIPBOARD, origin=reader.server.url)
    reader.open(f"/{language}/thresholds/")
    template = reader.page.locator("tonghao-template:has([data-blank])").first
    template.locator("summary").first.click()
    blanks = template.locator("[data-blank]")
    text = template.locator("pre")
    served = text.inner_text()
    name = blanks.first.get_attribute("data-blank")
    hole = text.locator(f"[data-hole={name}]").first
    empty = hole.inner_text()
    blanks.first.fill("<b>42 & 七</b>")
    expect(hole).to_have_text("<b>42 & 七</b>")
    assert text.locator("b").count() == 0
    template.locator("[data-copy]").click()
    expect(template.locator("output")).to_have_text(word(language, "copied"))
    assert (
        reader.page.evaluate("navigator.clipboard.readText()").replace("\r\n", "\n").strip()
        == served.replace(empty, "<b>42 & 七</b>").strip()
    )
    reader.page.reload()
    expect(hole).to_have_text("<b>42 & 七</b>")
    reader.open(f"/{other(language)}/thresholds/")
    expect(hole).to_have_text("<b>42 & 七</b>")  # kept by id, so in the other language as well
    template.locator("summary").first.click()
    blanks.first.fill("")
    assert hole.inner_text().startswith("[")
