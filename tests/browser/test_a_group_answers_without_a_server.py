"""Three people answer in two languages, a trainer pastes the whole chat, and only then the group sees itself."""

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from browser.reader import Reader, library, word

pytestmark = pytest.mark.browser

PHONE = {"width": 360, "height": 740}


def said(language: str, key: str) -> str:
    return library().tool_words[key][language]


def code_of(page: Page) -> str:
    shown = page.locator("dialog[open] [data-code-text]")
    expect(shown).to_be_visible()
    code = shown.get_attribute("data-code-text") or ""
    assert shown.inner_text().replace("\n", "") == code and re.fullmatch(r"TH1(-\w{4})+", code)
    expect(page.locator("dialog[open] svg.tg-qr")).to_be_visible()
    page.locator("dialog[open] [data-code-act=close]").click()
    return code


def answered(reader: Reader, language: str, **ratings: str) -> str:
    """A reader rates some elements and takes the code."""
    reader.opens_tool(f"/{language}/tools/nine/")
    for element, rating in ratings.items():
        reader.field(f"ratings.{element}").select_option(rating)
    reader.settled()
    reader.action("code").click()
    return code_of(reader.page)


def pasted(trainer: Reader, chat: str) -> None:
    trainer.page.locator("tonghao-board [name=text]").fill(chat)
    trainer.page.locator("tonghao-board [data-act=read]").click()


def on_board(trainer: Reader, language: str = "en") -> Page:
    trainer.open(f"/{language}/board/").page.wait_for_selector("tonghao-board[data-live]")
    return trainer.page


def group(readers: Callable[..., Reader]) -> list[str]:
    return [
        answered(readers(), "en", threshold="4", kol="0"),
        answered(readers(locale="zh-CN", viewport=PHONE), "zh", threshold="4", kol="2"),
        answered(readers(locale="zh-CN"), "zh", threshold="4", kol="4"),
    ]


def test_a_messy_chat_becomes_one_picture(readers: Callable[..., Reader]) -> None:
    codes = group(readers)
    damaged = codes[0][:-1] + ("A" if codes[0][-1] != "A" else "B")
    lines = [f"[22/11/2026, 10:0{place}] 李伟 Li Wei: 我的码 {code}，谢谢" for place, code in enumerate(codes)]
    chat = "\n".join([*lines, f"Bo: {codes[1].lower().replace('-', '–')}", f"An: {damaged}", "ok 👍 <b>see you</b>"])
    trainer = readers()
    page = on_board(trainer)
    pasted(trainer, chat)
    expect(page.locator("[data-said]")).to_have_text(word("en", "board-read", added=3, repeated=1, unread=1))
    expect(page.locator("[data-unread] li")).to_have_text([f"{damaged} {word('en', 'board-damaged')}"])
    expect(page.locator(".tg-board__state")).to_have_text(word("en", "board-hidden"))
    assert page.locator(".tg-board__item, .tg-wheel").count() == 0
    page.locator("[data-act=reveal]").click()
    expect(page.locator(".tg-board__item")).to_have_count(9)
    expect(page.locator(".tg-board__apart").first).to_have_attribute("data-item", "ratings.kol")
    expect(page.locator(".tg-board__part svg.tg-wheel")).to_be_visible()
    page.reload()
    expect(page.locator(".tg-board__item")).to_have_count(9)
    on_board(trainer, "zh")
    expect(page.locator(".tg-board__item")).to_have_count(9)
    with page.expect_download() as download:
        page.locator("[data-save=json]").click()
    taken = json.loads(Path(download.value.path()).read_text("utf-8"))
    kol = next(item for item in taken["items"] if item["id"] == "ratings.kol")
    assert (taken["count"], kol["median"], kol["quartiles"]) == (3, 2, [1, 3])
    with page.expect_download() as download:
        page.locator("[data-save=csv]").click()
    assert len(Path(download.value.path()).read_bytes().decode().strip().split("\r\n")) == 4
    trainer.sees_no_traces()


def test_two_are_too_few_and_all_can_be_deleted(readers: Callable[..., Reader]) -> None:
    reader = readers()
    codes = [answered(reader, "en", kol="0"), answered(reader, "en", kol="4")]
    page = on_board(reader)
    pasted(reader, " ".join(codes))
    expect(page.locator(".tg-board__state")).to_have_text(word("en", "board-too-few", least=3))
    expect(page.locator("[data-act=reveal]")).to_be_disabled()
    page.once("dialog", lambda dialog: dialog.accept())
    page.locator("[data-act=clear]").click()
    expect(page.locator("[data-view]")).to_have_text(word("en", "board-empty"))
    page.reload()
    page.wait_for_selector("tonghao-board[data-live]")
    expect(page.locator(".tg-board__group")).to_have_count(0)


def test_a_checklist_gives_a_code_too(readers: Callable[..., Reader]) -> None:
    reader = readers(locale="zh-CN", viewport=PHONE)
    codes = []
    for _ in range(3):
        reader.open("/zh/cold-start/")
        reader.page.locator("tonghao-checklist input[data-item]").first.check()
        reader.page.locator("tonghao-checklist [data-list=code]").click()
        reader.page.locator("dialog[open] [data-code-act=other]").click()
        expect(reader.page.locator("dialog[open] [data-code-said]")).to_have_text(said("zh", "code-other-done"))
        codes.append(code_of(reader.page))
    assert len(set(codes)) == 3  # three people with the same answers on one device
    page = on_board(reader, "zh")
    pasted(reader, "\n".join(codes))
    page.locator("[data-act=reveal]").click()
    expect(page.locator(".tg-board__item")).to_have_count(len(library().playbooks["cold-start"].checklist))
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


def test_the_square_opens_the_exercise_in_the_phones_language(readers: Callable[..., Reader]) -> None:
    page = on_board(readers())
    page.locator("[name=what]").select_option("nine")
    page.locator("[name=preset]").select_option("tea-table")
    page.locator("[data-act=join]").click()
    expect(page.locator("[data-join] svg.tg-qr")).to_be_visible()
    address = page.locator(".tg-board__address").inner_text()
    phone = readers(locale="zh-CN", viewport=PHONE)
    phone.page.goto(address)
    phone.listening()
    assert phone.path == "/zh/tools/nine/"
    preset = library().cases["tea-table"].tools["nine"].inputs["ratings"]
    answers = phone.answers()
    assert {name: answers[f"ratings.{name}"] for name in preset} == {name: str(value) for name, value in preset.items()}


@pytest.mark.parametrize(
    "way", ["//evil.example", "../../evil", "https:evil", "a/b/c", "tools/nine/../x", "%2e%2e", ""]
)
def test_the_door_leads_nowhere_else(readers: Callable[..., Reader], way: str) -> None:
    reader = readers(locale="zh-CN")
    reader.page.goto(f"{reader.server.url}/#go={way}")
    reader.page.wait_for_url("**/zh/**")
    assert reader.path == "/zh/"
