import re
import subprocess
from pathlib import Path

import pytest
from playwright.sync_api import expect

from browser.axe import violations
from browser.layout import misfits_at_every_width
from browser.reader import LANGUAGES, ROOT, Reader, library, word
from browser.traveller import Traveller

pytestmark = pytest.mark.browser


@pytest.fixture
def reader(traveller: Traveller) -> Traveller:
    return traveller


EVERY_LANGUAGE = pytest.mark.parametrize("language", LANGUAGES)
CUT = "inputs.margin_pass.default"
BLOCKED = "Object.defineProperty(window, 'localStorage', { get() { throw new Error('forbidden'); } });"


def opened(reader: Reader, language: str, tool: str = "fit") -> Reader:
    return reader.goes(f"/{language}/sandbox/#tool-{tool}", f"tonghao-sandbox[data-live={tool}]")


def changed(reader: Reader, language: str, knob: str = CUT, text: str = "0.5") -> Reader:
    opened(reader, language)
    field = reader.page.locator(f"[data-knob='{knob}']")
    reader.page.locator("details", has=field).evaluate("one => one.open = true")
    field.fill(text)
    return reader


@EVERY_LANGUAGE
def test_a_cut_flips_cases_and_moves_the_sample(reader: Reader, language: str) -> None:
    page = changed(reader, language).page
    expect(page.locator("[data-flip=case]").first).to_contain_text(
        next(one for one in library().tools["fit"].outcomes if one.id == "native-conditional").label[language]
    )
    expect(page.locator("[data-flip=sample]").first).to_be_visible()
    expect(page.locator("[data-announce]")).to_have_text(re.compile(r"\b[1-9].*200"))
    assert page.locator("[data-summary]").text_content() == page.locator("[data-announce]").text_content()


def test_the_patch_applies_and_the_links_lead_to_the_line(reader: Reader, tmp_path: Path) -> None:
    page = changed(reader, "en").page
    patch = page.locator("[data-text=patch]").text_content()
    file = tmp_path / "playbook/tools/fit.yml"
    file.parent.mkdir(parents=True)
    file.write_bytes((ROOT / "playbook/tools/fit.yml").read_bytes())
    subprocess.run(["git", "apply", "-"], cwd=tmp_path, input=patch.encode(), check=True)
    number = int(page.locator(".tg-sandbox__lines a").get_attribute("href").partition("#L")[2])
    line = file.read_text("utf-8").splitlines()[number - 1]
    assert line == page.locator("[data-text=line]").text_content() == "    default: 0.5"
    repository = library().site.repository
    assert page.locator(".tg-sandbox__change a.tg-button").get_attribute("href").startswith(f"{repository}/edit/")


def test_the_patch_can_be_copied(reader: Reader) -> None:
    page = changed(reader, "en").page
    reader.context.grant_permissions(["clipboard-read", "clipboard-write"])
    expect(page.locator("[data-flip=sample]").first).to_be_visible()
    expect(page.locator("[data-announce]")).to_contain_text("200")
    page.locator(".tg-written:has([data-text=patch]) [data-copy]").click()
    expect(page.locator("[data-announce]")).to_have_text(word("en", "sandbox-copied"))
    assert page.evaluate("navigator.clipboard.readText()") == page.locator("[data-text=patch]").text_content()


def test_a_change_is_kept_until_it_is_undone(reader: Reader) -> None:
    page = changed(reader, "en").page
    expect(page.locator("[data-flip=case]").first).to_be_visible()
    page.reload()
    expect(page.locator("[data-flip=case]").first).to_be_visible()
    assert page.locator(f"[data-knob='{CUT}']").input_value() == "0.5"
    page.locator(f"[data-undo='{CUT}']").click()
    expect(page.locator("[data-flip]")).to_have_count(0)
    expect(page.locator("[data-summary]")).to_have_text(word("en", "sandbox-unchanged"))
    assert page.locator(f"[data-knob='{CUT}']").input_value() == "0.4"


@EVERY_LANGUAGE
def test_a_sentence_can_be_found_and_reworded(reader: Reader, language: str) -> None:
    page = opened(reader, language).page
    outcome = library().tools["fit"].outcomes[0]
    page.locator("[data-find]").fill(outcome.title[language])
    field = page.locator(f"[data-knob='outcomes.{outcome.id}.title.{language}']")
    expect(field).to_be_visible()
    field.fill("<b>Yes</b>: now")
    expect(page.locator("[data-text=patch]")).to_contain_text('"<b>Yes</b>: now"')
    expect(page.locator(".tg-sandbox__change")).to_contain_text(word(language, "sandbox-other-language"))
    expect(page.locator("[data-flip]")).to_have_count(0)


def test_what_cannot_be_used_is_said_beside_the_field(reader: Reader) -> None:
    page = changed(reader, "en", text="1.5").page
    field = page.locator(f"[data-knob='{CUT}']")
    expect(field).to_have_attribute("aria-invalid", "true")
    expect(page.locator(f"[data-said='{CUT}']")).not_to_be_empty()
    expect(page.locator("[data-text=patch]")).to_have_count(0)


def test_it_works_where_storage_is_forbidden(readers) -> None:
    page = changed(readers(before=BLOCKED), "zh").page
    expect(page.locator("[data-flip=case]").first).to_be_visible()


def test_a_file_that_does_not_come_is_said(readers) -> None:
    reader = readers()
    reader.expects("Failed to load resource")
    reader.page.route("**/assets/sandbox/**", lambda route: route.abort())
    reader.open("/en/sandbox/")
    expect(reader.page.locator("tonghao-sandbox [data-status]")).to_have_text(word("en", "sandbox-failed"))


def test_every_tool_leads_to_it_and_can_be_chosen(reader: Reader) -> None:
    reader.opens_tool("/en/tools/nine/")
    reader.page.locator("a[href$='sandbox/#tool-nine']").click()
    expect(reader.page.locator("tonghao-sandbox[data-live=nine]")).to_be_visible()
    reader.page.locator("[data-tool]").select_option("musts")
    expect(reader.page.locator("tonghao-sandbox[data-live=musts] [data-knob]").first).to_be_attached()


@EVERY_LANGUAGE
def test_with_a_change_it_fits_and_can_be_read_by_everyone(reader: Reader, language: str) -> None:
    page = changed(reader, language).page
    expect(page.locator("[data-flip=sample]").first).to_be_visible()
    assert violations(page) == []
    page.locator("main details").evaluate_all("all => all.forEach(one => one.open = true)")
    assert misfits_at_every_width(page) == []
