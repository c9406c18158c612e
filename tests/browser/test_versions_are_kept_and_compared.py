import json
from pathlib import Path

import pytest
from playwright.sync_api import expect

from browser.reader import LANGUAGES, Reader, title, word
from browser.traveller import Traveller

pytestmark = pytest.mark.browser


@pytest.fixture
def reader(traveller: Traveller) -> Traveller:
    return traveller


EVERY_LANGUAGE = pytest.mark.parametrize("language", LANGUAGES)


def versions(reader: Reader):
    place = reader.tool.locator("[data-versions]")
    if place.get_attribute("open") is None:
        place.locator("> summary").click()
    return place


def keep(reader: Reader, name: str) -> None:
    place = versions(reader)
    place.locator("input[name=version]").fill(name)
    place.locator("input[name=version]").press("Enter")
    expect(place.locator("[data-version-list] b").first).to_have_text(name)


@EVERY_LANGUAGE
def test_a_version_comes_back_after_the_page_was_left(reader: Reader, language: str) -> None:
    reader.opens_tool(f"/{language}/tools/fit/").types(margin="30").reads("native-conditional")
    keep(reader, "夏季活动之前 <b>")
    reader.types(margin="10").reads("not-ready-margin")
    reader.leaves()
    reader.opens_tool(f"/{language}/tools/fit/")
    lines = versions(reader).locator("[data-version-list]")
    lines.get_by_role("button", name=word(language, "version-open")).click()
    reader.reads("native-conditional")
    assert reader.answers()["margin"] == "30"
    reader.note.get_by_role("button").click()
    reader.reads("not-ready-margin")


@EVERY_LANGUAGE
def test_two_versions_stand_side_by_side(reader: Reader, language: str) -> None:
    reader.opens_tool(f"/{language}/tools/fit/").types(margin="30").reads("native-conditional")
    keep(reader, "before")
    reader.types(margin="10").reads("not-ready-margin")
    versions(reader).get_by_role("button", name=word(language, "version-compare")).click()
    table = reader.tool.locator("[data-compared] table")
    expect(table).to_contain_text("before")
    cells = table.locator("tbody tr").first.locator("td").all_inner_texts()
    assert cells == [
        title(language, "native-conditional").split("{")[0],
        title(language, "not-ready-margin").split("{")[0],
    ]
    assert table.get_by_role("row").filter(has_text="30%").filter(has_text="10%").count() == 1


def test_the_same_name_replaces_and_delete_forgets(reader: Reader) -> None:
    reader.opens_tool().types(margin="30").reads("native-conditional")
    keep(reader, "one")
    keep(reader, "one")
    lines = reader.tool.locator("[data-version-list] li")
    assert lines.count() == 1
    lines.get_by_role("button", name=word("en", "version-forget")).click()
    expect(lines).to_have_count(0)
    expect(reader.tool.locator("[data-versions] > summary")).to_be_focused()


def put(reader: Reader, tmp_path: Path, text: str) -> None:
    file = tmp_path / "result.json"
    file.write_text(text, "utf-8")
    versions(reader).locator("input[type=file]").set_input_files(file)


@EVERY_LANGUAGE
def test_a_saved_file_opens_in_the_other_language(reader: Reader, language: str, tmp_path: Path) -> None:
    saved = {"tool": "fit", "language": "zh", "inputs": {"margin": 0.3, "orders_per_year": 24, "order_value": 60}}
    reader.opens_tool(f"/{language}/tools/fit/")
    put(reader, tmp_path, json.dumps(saved))
    reader.reads("native-conditional")
    assert reader.main_answers() == ("30", "24", "60")


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("", "file-too-large"),
        ("x" * 200_001, "file-too-large"),
        ("{", "file-unreadable"),
        ("[1]", "file-unreadable"),
        ('{"inputs": 3}', "file-unreadable"),
        ('{"tool": "nine", "inputs": {}}', "file-other-tool"),
        ("[" * 100_000, "file-unreadable"),
    ],
    ids=["empty", "too large", "cut off", "no mapping", "no inputs", "another tool", "nested"],
)
def test_a_file_that_is_not_ours_changes_nothing(reader: Reader, tmp_path: Path, text: str, key: str) -> None:
    reader.opens_tool().types(margin="30").reads("native-conditional")
    put(reader, tmp_path, text)
    expect(reader.note).to_have_text(word("en", key))
    assert reader.answers()["margin"] == "30"


def test_what_a_file_holds_is_judged_and_what_is_dropped_is_named(reader: Reader, tmp_path: Path) -> None:
    odd = {
        "margin": 0.3,
        "orders_per_year": "<img src=x onerror=alert(1)>",
        "order_value": 60,
        "old_cut": 1,
        "band": 99,
    }
    reader.opens_tool()
    put(reader, tmp_path, json.dumps({"tool": "fit", "inputs": odd}))
    reader.reads("native-conditional")
    for name in ("orders_per_year", "old_cut", "band"):
        expect(reader.note).to_contain_text(name)
    assert reader.page.locator("img[src=x]").count() == 0
