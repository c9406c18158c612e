import json
from pathlib import Path

import pytest
from playwright.sync_api import expect

from browser.reader import LANGUAGES, Reader, library, word
from browser.traveller import Traveller

pytestmark = pytest.mark.browser


@pytest.fixture
def reader(traveller: Traveller) -> Traveller:
    return traveller


EVERY_LANGUAGE = pytest.mark.parametrize("language", LANGUAGES)


def tasks(reader: Reader):
    return reader.page.locator("tonghao-plan [data-plan] li:has(input[data-task])")


@EVERY_LANGUAGE
def test_without_anything_saved_it_says_where_to_begin(reader: Reader, language: str) -> None:
    reader.goes(f"/{language}/plan/", "tonghao-plan")
    expect(reader.page.locator("tonghao-plan .tg-plan__empty")).to_have_text(word(language, "plan-empty"))
    assert reader.page.locator(".tg-plan__tools a").count() == len(library().tools)


def saved(reader: Reader, language: str) -> None:
    """A fit result and one tick on the cold-start checklist."""
    reader.opens_tool(f"/{language}/tools/fit/").types(margin="30").reads("native-conditional")
    reader.goes(f"/{language}/cold-start/", "tonghao-checklist")
    reader.page.locator("tonghao-checklist input[data-item]").first.check()
    reader.goes(f"/{language}/plan/", "tonghao-plan")
    expect(tasks(reader).first).to_be_visible()


@EVERY_LANGUAGE
def test_results_and_lists_become_tasks_with_days(reader: Reader, language: str) -> None:
    saved(reader, language)
    outcome = next(one for one in library().tools["fit"].outcomes if one.id == "native-conditional")
    expect(reader.page.locator(".tg-plan__result")).to_contain_text(outcome.title[language])
    for step in outcome.next:
        expect(tasks(reader).filter(has_text=step.text[language])).to_have_count(1)
    expect(tasks(reader)).to_have_count(len(outcome.next) + len(library().playbooks["cold-start"].checklist))
    assert reader.page.locator("tonghao-plan input:checked").count() == 1


def test_a_tick_in_the_plan_is_a_tick_in_the_checklist(reader: Reader) -> None:
    saved(reader, "en")
    box = reader.page.locator("tonghao-plan input[data-from=cold-start]:not(:checked)").first
    task = box.get_attribute("data-task")
    box.check()
    expect(reader.page.locator("tonghao-plan input:checked")).to_have_count(2)
    reader.goes("/en/cold-start/", "tonghao-checklist")
    expect(reader.page.locator(f"input[data-item='{task.split('/')[1]}']")).to_be_checked()


def test_the_start_day_and_the_hours_move_the_days(reader: Reader) -> None:
    saved(reader, "en")
    form = reader.page.locator("tonghao-plan form")
    form.locator("input[name=start]").fill("2030-01-07")
    form.locator("input[name=hours]").fill("200")
    expect(tasks(reader).first).to_contain_text("2030-01-07")
    reader.page.reload()
    expect(tasks(reader).first).to_contain_text("2030-01-07")


@pytest.mark.parametrize(
    ("kind", "begins"), [("markdown", "# "), ("csv", "id,text,"), ("json", "{"), ("calendar", "BEGIN:VCALENDAR\r\n")]
)
def test_it_can_be_taken_away(reader: Reader, kind: str, begins: str) -> None:
    saved(reader, "zh")
    with reader.page.expect_download() as download:
        reader.page.locator(f"tonghao-plan [data-save={kind}]").click()
    text = Path(download.value.path()).read_bytes().decode()
    assert text.startswith(begins)
    step = next(one for one in library().tools["fit"].outcomes if one.id == "native-conditional").next[0]
    flat = text.replace("\r\n ", "").replace("\\,", ",")
    assert step.text["zh"] in flat
    if kind == "json":
        assert [task["id"] for task in json.loads(text)["tasks"]]
