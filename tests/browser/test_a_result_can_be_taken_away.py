import json
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Download, expect

from browser.reader import LANGUAGES, ROOT, Reader, title, word
from browser.traveller import Traveller

pytestmark = pytest.mark.browser


@pytest.fixture
def reader(traveller: Traveller) -> Traveller:
    return traveller


EVERY_LANGUAGE = pytest.mark.parametrize("language", LANGUAGES)
CLIPBOARD = ["clipboard-read", "clipboard-write"]
NO_CLIPBOARD = "Object.defineProperty(navigator, 'clipboard', { value: undefined });"
NO_COPYING = NO_CLIPBOARD + "document.execCommand = () => false;"
TYPED = {"margin": "33", "orders_per_year": "7", "order_value": "1.2万", "margin_warn": "20"}
INPUTS = {"margin": 0.33, "orders_per_year": 7, "order_value": 12000, "margin_warn": 0.2}


def saved(reader: Reader, kind: str) -> Download:
    with reader.page.expect_download() as download:
        reader.action("save").select_option(kind)
    assert reader.action("save").input_value() == "", "ready for the next"
    return download.value


def content(download: Download) -> bytes:
    return Path(download.path()).read_bytes()


def on_the_command_line(language: str, *options: str) -> bytes:
    command = [
        str(Path(sys.executable).parent / "tonghao"),
        "eval",
        "fit",
        "--json",
        json.dumps(INPUTS),
        "--lang",
        language,
    ]
    return subprocess.run([*command, *options], cwd=ROOT, capture_output=True, check=True).stdout


@EVERY_LANGUAGE
def test_json_is_byte_for_byte_what_the_command_line_says(reader: Reader, language: str) -> None:
    reader.opens_tool(f"/{language}/tools/fit/").types(**TYPED).reads("not-needed")
    download = saved(reader, "json")
    assert re.fullmatch(r"tonghao-fit-\d{4}-\d\d-\d\d\.json", download.suggested_filename)
    assert content(download) == on_the_command_line(language)


@EVERY_LANGUAGE
def test_markdown_and_csv(reader: Reader, language: str) -> None:
    reader.opens_tool(f"/{language}/tools/fit/").types(**TYPED).reads("not-needed")
    markdown = content(saved(reader, "markdown")).decode()
    assert markdown.startswith("# ") and f"**{title(language, 'not-needed')}**" in markdown
    assert f"## {word(language, 'why')}" in markdown and f"## {word(language, 'limits')}" in markdown
    table = saved(reader, "csv")
    names, values = content(table).decode().strip().split("\r\n")
    row = dict(zip(names.split(","), values.split(","), strict=True))
    assert {name: row[name] for name in ("margin", "order_value", "verdict")} == {
        "margin": "0.33",
        "order_value": "12000",
        "verdict": "not-needed",
    }
    assert table.suggested_filename.endswith(".csv")


@EVERY_LANGUAGE
def test_the_example_can_be_taken_too_though_python_has_not_run_yet(reader: Reader, language: str) -> None:
    reader.opens_tool(f"/{language}/tools/fit/")
    assert json.loads(content(saved(reader, "json")))["verdict"] == "native"


@EVERY_LANGUAGE
def test_text_on_the_clipboard(reader: Reader, language: str) -> None:
    reader.opens_tool(f"/{language}/tools/fit/").types(**TYPED).reads("not-needed")
    reader.context.grant_permissions(CLIPBOARD, origin=reader.server.url)
    reader.action("copy").click()
    reader.notes("copy-done")
    assert reader.page.evaluate("navigator.clipboard.readText()").encode() == on_the_command_line(
        language, "--format", "text"
    )


def test_an_old_browser_copies_the_old_way(readers: Callable[..., Reader]) -> None:
    reader = readers(NO_CLIPBOARD)
    reader.opens_tool().types(margin="20").reads("not-ready-margin")
    reader.page.evaluate(
        "document.addEventListener('copy', () => { globalThis.copied = document.activeElement.value ?? String(getSelection()); })"
    )
    reader.action("copy").click()
    reader.notes("copy-done")
    assert title("en", "not-ready-margin").split("{")[0] in reader.page.evaluate("copied")


@EVERY_LANGUAGE
def test_copying_forbidden_shows_what_to_copy(readers: Callable[..., Reader], language: str) -> None:
    reader = readers(NO_COPYING)
    reader.opens_tool(f"/{language}/tools/fit/").types(margin="20").reads("not-ready-margin")
    reader.action("copy").click()
    expect(reader.note).to_contain_text(word(language, "limits"))
    reader.action("share").click()
    reader.notes("share-shown")
    expect(reader.note).to_contain_text("#fit?margin=0.2&orders_per_year=24&order_value=60")


def test_what_can_be_taken_when_python_cannot_run(readers: Callable[..., Reader]) -> None:
    reader = readers("delete globalThis.Worker")
    reader.context.grant_permissions(CLIPBOARD, origin=reader.server.url)
    reader.opens_tool().types(margin="20").says("fail-no-worker")
    reader.action("share").click()
    reader.notes("share-done")
    link = reader.page.evaluate("navigator.clipboard.readText()")
    assert "margin=20" in link or "margin=0.2" in link
    reader.action("save").select_option("json")
    reader.says("fail-no-worker")
    reader.sees_no_traces()


@EVERY_LANGUAGE
def test_print_shows_the_result_and_no_controls(reader: Reader, language: str) -> None:
    reader.opens_tool(f"/{language}/tools/fit/").types(margin="20").reads("not-ready-margin")
    reader.page.evaluate(
        "() => { globalThis.printed = 0; globalThis.print = () => { printed += 1; dispatchEvent(new Event('beforeprint')); }; }"
    )
    reader.action("print").click()
    assert reader.page.evaluate("printed") == 1
    reader.page.emulate_media(media="print")
    assert reader.result.locator("[data-verdict=not-ready-margin]").is_visible()
    assert reader.result.locator("svg[role=img]").first.is_visible()
    assert reader.field("margin").is_visible(), "the answers given belong to the result"
    controls = "button:visible, select[data-action]:visible, input[type=range]:visible, header:visible, nav:visible, .md-search:visible"
    assert reader.page.locator(controls).evaluate_all("all => all.map(one => one.outerHTML.slice(0, 80))") == []
    assert len(reader.page.pdf(format="A4")) > 10_000
