"""What holds for fit holds for all: a changed answer, a link in either language, nonsense in every field, no barrier.

One reader of each language goes from tool to tool without loading a page anew, as people do; so Python starts twice
for all these tests and not a hundred times.
"""

import json
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import expect

from browser.axe import violations
from browser.reader import LANGUAGES, Reader, library, word
from browser.traveller import Traveller
from tonghao import tool_data
from tonghao_widgets import desk
from tonghao_widgets.hub import read_hub
from tonghao_widgets.inputs import as_typed, flat

pytestmark = pytest.mark.browser

EVERY_TOOL = pytest.mark.parametrize("tool", desk.TOOLS)
EVERY_LANGUAGE = pytest.mark.parametrize("language", LANGUAGES)
Visit = Callable[..., Reader]


@pytest.fixture
def visit(traveller: Traveller) -> Visit:
    """Go to a tool's page by a link; what was kept there before is forgotten."""
    return lambda language, tool, fragment="": traveller.opens_tool(f"/{language}/tools/{tool}/{fragment}")


def hub_text(tool: str, language: str) -> str:
    return tool_data.hub_json(library(), tool, language)


def case_form(tool: str, language: str) -> dict[str, str]:
    """The answers of a case of the tool, as its form would hold them."""
    hub = read_hub(hub_text(tool, language))
    values = {**{name: spec.opening for name, spec in hub.inputs.items()}, **hub.presets[-1]["inputs"]}
    return {name: as_typed(*answer) for name, answer in flat(values, hub).items()}


def answered(reader: Reader) -> None:
    reader.settled()


def computed(tool: str, language: str, form: dict[str, str], today: str) -> dict[str, Any]:
    """What CPython says to the same form."""
    asked = {"hub": hub_text(tool, language), "root": "../../", "today": today, "form": form, "want": ["view", "link"]}
    return json.loads(desk.answer(json.dumps(asked)))


@EVERY_LANGUAGE
@EVERY_TOOL
def test_a_case_is_answered_as_the_builder_would(visit: Visit, tool: str, language: str) -> None:
    reader = visit(language, tool)
    preset = read_hub(hub_text(tool, language)).presets[-1]["id"]
    reader.tries(preset)
    answered(reader)
    today = reader.page.evaluate(
        "new Date(Date.now() - new Date().getTimezoneOffset() * 60000).toISOString().slice(0, 10)"
    )
    reply = computed(tool, language, reader.answers(), today)
    expect(reader.tool.locator(".tg-answer")).to_have_attribute("data-verdict", reply["verdict"])
    shown = reader.result.evaluate(
        "place => { const made = document.createElement('div'); made.innerHTML = place.innerHTML; return made.innerText.replace(/\\s+/g, '') }"
    )
    wanted = reader.page.evaluate(
        "text => { const made = document.createElement('div'); made.innerHTML = text; return made.innerText.replace(/\\s+/g, '') }",
        reply["view"],
    )
    assert shown == wanted


@EVERY_TOOL
def test_a_link_opens_with_the_same_answers_in_either_language(visit: Visit, tool: str) -> None:
    link = computed(tool, "en", case_form(tool, "en"), "")["link"]
    found = {}
    for language in LANGUAGES:
        reader = visit(language, tool, f"#{link}")
        answered(reader)
        found[language] = (reader.tool.locator(".tg-answer").get_attribute("data-verdict"), reader.answers())
        assert reader.note.locator(f"text={word(language, 'link-left-out').split('{')[0]}").count() == 0
    assert found["en"][0] == found["zh"][0]
    if tool != "rhythm":  # the names of rituals are shown in the reader's language
        assert found["en"][1] == found["zh"][1]


@EVERY_TOOL
def test_no_barrier_with_everything_open_and_an_answer_of_ones_own(visit: Visit, tool: str) -> None:
    language = LANGUAGES[desk.TOOLS.index(tool) % 2]
    reader = visit(language, tool)
    reader.tries(read_hub(hub_text(tool, language)).presets[0]["id"])
    answered(reader)
    reader.page.locator("main details").evaluate_all("all => all.forEach(one => one.open = true)")
    assert violations(reader.page) == []


@EVERY_TOOL
def test_nonsense_in_every_field_is_met_with_sentences(visit: Visit, tool: str) -> None:
    """Every typed field at once; what can be said is said beside it, and an answer stands."""
    reader = visit(LANGUAGES[desk.TOOLS.index(tool) % 2], tool)
    reader.page.locator("tonghao-tool form details").evaluate_all("all => all.forEach(one => one.open = true)")
    typed = reader.tool.locator(".tg-form input[type=text]:visible, .tg-form textarea:visible")
    for index in range(typed.count()):
        typed.nth(index).fill("<img src=x onerror=alert(1)> ¥—")
    answered(reader)
    assert reader.page.locator("img[src=x]").count() == 0
    expect(reader.tool.locator(".tg-verdict__title")).not_to_be_empty()
    assert reader.status.is_hidden() or reader.status.get_attribute("data-tone") != "failed"


@pytest.mark.parametrize("how", ["mouse", "keyboard"])
def test_a_point_of_the_front_chooses_its_gates(reader: Reader, how: str) -> None:
    reader.opens_tool("/en/tools/threshold/")
    point = reader.result.locator("[data-set]").last
    wanted = json.loads(point.get_attribute("data-set"))
    if how == "mouse":
        point.click()
    else:
        point.focus()
        point.press("Enter")
    answered(reader)
    assert {name: reader.answers()[name] for name in wanted} == wanted


def test_the_second_tool_of_a_visit_needs_no_second_start(reader: Reader) -> None:
    reader.opens_tool("/en/tools/fit/").types(margin="20").reads("not-ready-margin")
    started = [line.path for line in reader.server.log if line.path.endswith(".wasm")]
    reader.page.locator("nav a[href$='/en/tools/econ/']").first.evaluate("link => link.click()")
    reader.page.wait_for_selector("tonghao-tool[tool=econ][data-live]")  # the address changes before the page does
    reader.types(members="300")
    answered(reader)
    assert [line.path for line in reader.server.log if line.path.endswith(".wasm")] == started
