from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from browser.axe import violations
from browser.reader import LANGUAGES, Reader
from browser.test_search_finds_in_its_own_language import search
from browser.tour import SCHEMES, Stop, barriers

pytestmark = pytest.mark.browser

EVERY_LANGUAGE = pytest.mark.parametrize("language", LANGUAGES)


@EVERY_LANGUAGE
def test_every_page_light_and_dark(tour: dict[str, list[Stop]], language: str) -> None:
    found = [f"{stop.path} {line}" for stop in tour[language] for line in stop.barriers]
    assert not found, "\n".join(found)


@EVERY_LANGUAGE
def test_no_page_complains_on_the_console(tour: dict[str, list[Stop]], language: str) -> None:
    found = [f"{stop.path} {line}" for stop in tour[language] for line in stop.complaints]
    assert not found, "\n".join(found)


def test_the_door(readers: Callable[..., Reader]) -> None:
    reader = readers(java_script_enabled=True)
    reader.page.route("**/door.*.mjs", lambda route: route.fulfill(body="", content_type="text/javascript"))
    found = []
    for name in SCHEMES:
        reader.page.emulate_media(color_scheme=name)
        reader.open("/")
        found += violations(reader.page)
    assert not found, "\n".join(found)


@EVERY_LANGUAGE
def test_the_tool_in_every_state(traveller: Reader, language: str) -> None:
    reader = traveller
    reader.opens_tool(f"/{language}/tools/fit/")
    reader.tool.locator("details").evaluate_all("all => all.forEach(one => one.open = true)")
    found = barriers(reader)  # details open
    for verdict, answers in {
        "service": {"margin": "45", "orders_per_year": "2", "order_value": "900"},
        "native-conditional": {"margin": "30", "orders_per_year": "24", "order_value": "60"},
        "not-ready-margin": {"margin": "20"},
        "undecided": {"margin": "?"},
    }.items():
        reader.types(**answers).reads(verdict)
        found += [f"{verdict}: {line}" for line in barriers(reader)]
    reader.types(margin="a lot", band="9")
    expect(reader.problem("band")).not_to_be_empty()
    found += barriers(reader)  # problems beside inputs
    reader.tries("coffee-shop").reads("native")
    expect(reader.note.get_by_role("button")).to_be_visible()
    found += barriers(reader)  # a note with a button
    assert not found, "\n".join(found)


@EVERY_LANGUAGE
def test_the_tool_when_it_failed(readers: Callable[..., Reader], language: str) -> None:
    reader = readers("delete globalThis.Worker")
    reader.opens_tool(f"/{language}/tools/fit/").types(margin="20").says("fail-no-worker")
    found = barriers(reader)  # no workers
    assert not found, "\n".join(found)


@EVERY_LANGUAGE
def test_a_checklist_and_a_template_in_use(reader: Reader, language: str) -> None:
    reader.open(f"/{language}/cold-start/")
    reader.page.locator("tonghao-checklist input[type=checkbox]").first.check()
    reader.page.locator("details").evaluate_all("all => all.forEach(one => one.open = true)")
    for blank in reader.page.locator("[data-blank]").all():
        blank.fill("<b>7</b>")
    found = barriers(reader)  # in use
    assert not found, "\n".join(found)


@EVERY_LANGUAGE
def test_search_open(reader: Reader, language: str) -> None:
    reader.open(f"/{language}/fit/")
    search(reader, {"en": "threshold", "zh": "门槛"}[language])
    found = barriers(reader)  # search
    assert not found, "\n".join(found)


@EVERY_LANGUAGE
def test_the_menu_open_on_a_phone(readers: Callable[..., Reader], language: str) -> None:
    reader = readers(viewport={"width": 360, "height": 740}, has_touch=True)
    reader.open(f"/{language}/fit/")
    found = barriers(reader)  # phone
    reader.page.locator("header label[for=__drawer]").click()
    expect(reader.page.locator("#__drawer")).to_be_checked()
    reader.page.locator(".md-nav--primary a").first.wait_for(state="visible")
    found += barriers(reader)  # menu
    assert not found, "\n".join(found)
