"""Handouts as PDF: A4, numbered pages, both languages in their own letters; answers on the trainer's copy only."""

import re
import unicodedata
from functools import cache
from io import BytesIO
from pathlib import Path

import pytest
from playwright.sync_api import Browser
from pypdf import PdfReader

from bench.server import SiteServer
from browser.reader import LANGUAGES, Reader, library, word
from browser_path import find_chromium
from tonghao.handouts import HandoutError, handouts, write_handouts

pytestmark = pytest.mark.browser

EVERY_LANGUAGE = pytest.mark.parametrize("language", LANGUAGES)
A4 = (595, 842)  # points
ONE = "design-your-threshold"
TWO = (ONE, "should-we")
# Signs that a font draws with one shape; Chromium names the first of them.
RADICALS = str.maketrans(
    "⻔⻅⻋⻓⻚⻛⻜⻢⻥⻦⻨⻩⻬⻮⻰⻳⻝⻄⻉⺟⻘⻤⺠⻣⻆⻁", "门见车长页风飞马鱼鸟麦黄齐齿龙龟食西贝母青鬼民骨角虎"
)


@pytest.fixture(scope="module")
def printed(running: SiteServer, folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The handouts of two workshops: a site that holds nothing else costs half as long."""
    site, to = tmp_path_factory.mktemp("part"), tmp_path_factory.mktemp("handouts")
    for name in ("assets", "sitemap.xml", *(f"{language}/workshops/{one}" for language in LANGUAGES for one in TWO)):
        (site / name).parent.mkdir(parents=True, exist_ok=True)
        (site / name).symlink_to(folder / name)
    write_handouts(site, to, find_chromium())
    return to


@cache
def reader_of(file: Path) -> PdfReader:
    return PdfReader(file)


def letters(text: str) -> str:
    """Without spaces and line ends, and with the letters a font draws alike (⼀, 一) as one."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text).translate(RADICALS))


def text_of(file: Path) -> str:
    return letters("".join(page.extract_text() for page in reader_of(file).pages))


def key(workshop: str, language: str) -> list[str]:
    exercises = [session.exercise for session in library().workshops[workshop].sessions if session.exercise]
    texts = [text for one in exercises for answer in one.answers for text in (answer.answer, answer.why)]
    texts += [task.reasoning for one in exercises for task in one.cases]
    return [letters(text[language])[:20] for text in texts if len(text[language]) > 12]


def test_each_workshop_has_two_handouts_in_each_language(running: SiteServer, folder: Path, printed: Path) -> None:
    wanted = {
        f"{workshop}-{who}-{language}.pdf"
        for workshop in library().workshops
        for who in ("participant", "facilitator")
        for language in LANGUAGES
    }
    assert {handout.name for handout in handouts(folder)} == wanted
    assert {file.name for file in printed.iterdir()} == {name for name in wanted if name.startswith(TWO)}


def test_only_the_trainer_s_copy_has_the_answers(printed: Path) -> None:
    looked_at = 0
    for workshop in TWO:
        for language in LANGUAGES:
            sheets = text_of(printed / f"{workshop}-participant-{language}.pdf")
            trainers = text_of(printed / f"{workshop}-facilitator-{language}.pdf")
            answers = key(workshop, language)
            assert [answer for answer in answers if answer in sheets] == []
            assert [answer for answer in answers if answer not in trainers] == []
            notes = [note for session in library().workshops[workshop].sessions for note in session.notes]
            assert not any(letters(note[language])[:20] in sheets for note in notes)
            looked_at += len(answers)
    assert looked_at > 50


def test_every_page_is_a4_with_its_number_and_the_running_title(printed: Path) -> None:
    for file in printed.iterdir():
        language = file.stem.rsplit("-", 1)[1]
        workshop = library().workshops[file.stem.rsplit("-", 2)[0]]
        pages = reader_of(file).pages
        for number, page in enumerate(pages, 1):
            assert (round(page.mediabox.width), round(page.mediabox.height)) == A4
            text = letters(page.extract_text())
            assert f"{number}/{len(pages)}" in text, file.name
            assert letters(workshop.title[language]) in text, file.name


def test_it_is_tagged_has_an_outline_and_says_its_language(printed: Path) -> None:
    for file in printed.iterdir():
        catalogue = reader_of(file).trailer["/Root"]
        assert catalogue["/MarkInfo"]["/Marked"], file.name
        assert catalogue["/Lang"] == {"en": "en", "zh": "zh-Hans"}[file.stem.rsplit("-", 1)[1]]
        inside = [one for one in reader_of(file).outline if isinstance(one, list)]
        assert inside and len(inside[0]) > 3, file.name


def test_links_lead_to_the_site_and_not_to_where_it_was_printed(printed: Path, running: SiteServer) -> None:
    links = [
        note["/A"]["/URI"]
        for page in reader_of(printed / f"{ONE}-participant-en.pdf").pages
        for note in page.get("/Annots", [])
        if "/URI" in note.get("/A", {})
    ]
    assert links
    assert all(link.startswith(f"{running.url}/en/") for link in links)


def test_chinese_is_set_in_simplified_letters(browser: Browser, server: SiteServer) -> None:
    page = browser.new_page()
    page.goto(f"{server.url}/zh/workshops/{ONE}/handout/")
    session = page.context.new_cdp_session(page)
    session.send("DOM.enable")
    session.send("CSS.enable")
    root = session.send("DOM.getDocument")["root"]["nodeId"]
    for selector in ("h1", ".tg-paper__lead", "h2", "li"):
        node = session.send("DOM.querySelector", {"nodeId": root, "selector": selector})["nodeId"]
        fonts = session.send("CSS.getPlatformFontsForNode", {"nodeId": node})["fonts"]
        names = [font["familyName"] for font in fonts]
        assert not [name for name in names if re.search(r"\b(JP|KR|TC|HK)\b", name)], (selector, names)
    page.close()


@EVERY_LANGUAGE
def test_the_sheets_have_lines_to_write_on(reader: Reader, language: str) -> None:
    reader.open(f"/{language}/workshops/{ONE}/handout/")
    lines = sum(len(one.exercise.worksheet) for one in library().workshops[ONE].sessions if one.exercise)
    assert reader.page.locator(".tg-paper__rule").count() > 2 * lines
    assert reader.page.locator(".tg-paper__blank").first.inner_text().strip() == word(language, "handout-name")
    reader.page.emulate_media(media="print")
    assert not reader.page.locator(".tg-paper__bar").is_visible()
    assert reader.page.locator(".tg-paper__rule").first.is_visible()


def test_answers_are_printed_when_asked_for_and_not_by_accident(reader: Reader) -> None:
    address = f"/en/workshops/{ONE}/handout/facilitator/"
    reader.open(address)
    answers = reader.page.locator(".tg-answers").first
    reader.page.emulate_media(media="print")
    assert not answers.is_visible()
    reader.page.emulate_media(media="screen")
    reader.page.locator(".tg-answers-switch input").check()
    reader.page.emulate_media(media="print")
    assert answers.is_visible()
    reader.page.emulate_media(media="screen")
    reader.open(f"/en/workshops/{ONE}/facilitator/")
    reader.page.locator('a[href$="#with-answers"]').click()
    reader.page.wait_for_url("**/handout/facilitator/#with-answers")
    assert reader.page.locator(".tg-answers").first.is_visible()


def test_a_site_that_is_not_built_is_said_in_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(HandoutError, match="build the site first"):
        handouts(tmp_path)


def test_slides_print_one_on_a_sheet(reader: Reader) -> None:
    reader.open(f"/en/workshops/{ONE}/slides/")
    reader.page.wait_for_selector(".tg-deck[data-live]")
    pages = PdfReader(BytesIO(reader.page.pdf(prefer_css_page_size=True))).pages
    names = reader.page.locator(".tg-slide__name").all_inner_texts()
    assert len(pages) == len(names)
    for page, name in zip(pages, names, strict=True):
        assert page.mediabox.width > page.mediabox.height
        assert letters(name) in letters(page.extract_text())
