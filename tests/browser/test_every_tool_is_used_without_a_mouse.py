"""By keyboard alone, by ear, with large letters, in the system's own colours, without motion."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from bench.server import SiteServer
from browser.access import ask
from browser.layout import misfits
from browser.reader import DESK, LANGUAGES, Reader
from browser.tour import barriers
from browser_path import FLAGS, find_chromium
from tonghao_widgets import desk
from tools.conftest import hub_of

pytestmark = pytest.mark.browser

EVERY_TOOL = pytest.mark.parametrize("tool", desk.TOOLS)
EVERY_LANGUAGE = pytest.mark.parametrize("language", LANGUAGES)
BLINK = 0.05  # seconds
LARGE = {"width": 640, "height": 450}  # a desk's window at 200 %
KINDS = ("", "fit/", "cases/coffee-shop/", "workshops/should-we/", "glossary/", "plan/", "board/", "contribute/")
EVERY_KIND = [(language, path) for path in KINDS for language in LANGUAGES]
TOOL_PAGES = [(LANGUAGES[index % 2], f"tools/{tool}/") for index, tool in enumerate(desk.TOOLS)]
BARE = ("workshops/should-we/run/", "workshops/should-we/slides/", "workshops/should-we/slides/presenter/")


def in_turn(tool: str) -> str:
    """Each tool is visited in one of the languages."""
    return LANGUAGES[desk.TOOLS.index(tool) % len(LANGUAGES)]


def opened(reader: Reader, tool: str) -> Reader:
    """The tool's page with everything unfolded."""
    reader.opens_tool(f"/{in_turn(tool)}/tools/{tool}/")
    reader.page.locator("tonghao-tool details").evaluate_all("all => all.forEach(one => one.open = true)")
    reader.settled()
    return reader


@EVERY_TOOL
def test_tab_reaches_every_control_once_and_leads_on(traveller: Reader, tool: str) -> None:
    page = opened(traveller, tool).page
    wanted = ask(page, "controls", "tonghao-tool")
    assert len(wanted) > 10
    ask(page, "follow")
    page.locator("h1").click()
    for _ in range(len(wanted) + 20):
        page.keyboard.press("Tab")
    met = page.evaluate("met")
    inside = [index for index, _ in met if index is not None]
    assert [wanted[index] for index in range(len(wanted)) if index not in inside] == []
    assert inside == sorted(set(inside)), "in the order of the page, none twice"
    assert met[-1][0] is None, "the focus leaves the tool"
    assert [wanted[index] for index, seen in met if index is not None and not seen] == []


@EVERY_TOOL
def test_a_new_verdict_is_announced_once_and_politely(traveller: Reader, tool: str) -> None:
    reader = traveller
    reader.opens_tool(f"/{in_turn(tool)}/tools/{tool}/")
    reader.page.evaluate(
        """() => { globalThis.said = []; new MutationObserver(() => said.push(document.querySelector(".tg-announce").textContent)).observe(document.querySelector(".tg-announce"), { childList: true }) }"""
    )
    assert reader.announced.get_attribute("aria-live") == "polite"
    title = reader.tool.locator(".tg-verdict__title").first
    before = title.inner_text()
    for preset in hub_of(tool, in_turn(tool)).presets:
        reader.tries(preset["id"]).settled()
        if title.inner_text() != before:
            expect(reader.announced).to_have_text(title.inner_text())
            break
    assert len(set(reader.page.evaluate("said"))) == len(reader.page.evaluate("said")) <= 1
    assert reader.result.get_attribute("aria-live") is None, "not the whole answer is read out"


@EVERY_TOOL
def test_in_the_systems_own_colours(traveller: Reader, tool: str) -> None:
    reader = opened(traveller, tool)
    reader.page.emulate_media(forced_colors="active", color_scheme="dark")
    try:
        assert ask(reader.page, "faint", 4.5) == []
        unknown = reader.tool.locator("button[aria-pressed=false]:visible")
        if unknown.count():
            border = "one => getComputedStyle(one).border"
            loose = unknown.first.evaluate(border)
            unknown.first.click()
            assert reader.tool.locator("button[aria-pressed=true]").first.evaluate(border) != loose
    finally:
        reader.page.emulate_media(forced_colors="none", color_scheme="light")


@pytest.fixture(scope="module")
def large(browser: Browser, running: SiteServer) -> Iterator[Reader]:
    """A reader who has set the browser's letters to twice their size."""
    browser = browser.browser_type.launch(
        executable_path=find_chromium(), args=[*FLAGS, "--blink-settings=defaultFontSize=32"]
    )
    yield Reader(browser.new_context(viewport=DESK, reduced_motion="reduce"), running)
    browser.close()


def losses(page: Page) -> list[str]:
    """What cannot be read any more."""
    page.locator("main details").evaluate_all("all => all.forEach(one => one.open = true)")
    return [line for line in misfits(page) if not line.startswith("target")] + ask(page, "cut")


@pytest.mark.parametrize("language, path", [*EVERY_KIND, *TOOL_PAGES])
def test_letters_of_twice_the_size(large: Reader, language: str, path: str) -> None:
    assert large.page.goto(f"{large.server.url}/{language}/{path}", wait_until="domcontentloaded")
    assert large.page.evaluate("getComputedStyle(document.documentElement).fontSize") == "40px"
    assert losses(large.page) == []


@pytest.mark.parametrize("language, path", [*EVERY_KIND, *TOOL_PAGES])
def test_the_whole_page_at_twice_the_size(traveller: Reader, language: str, path: str) -> None:
    page = traveller.goes(f"/{language}/{path}", "main article").page
    page.set_viewport_size(LARGE)
    assert losses(page) == []


def test_nothing_moves_for_those_who_asked_for_rest(readers: Callable[..., Reader]) -> None:
    resting, moved = readers(), readers(reduced_motion="no-preference")
    for path in (*KINDS[:2], *BARE):
        resting.open(f"/en/{path}")
        assert ask(resting.page, "moving", BLINK) == [], path
    moved.open("/en/")
    assert ask(moved.page, "moving", BLINK), "else this test looks at nothing"


@EVERY_LANGUAGE
def test_the_dialog_with_the_groups_code(traveller: Reader, language: str) -> None:
    reader = traveller
    reader.opens_tool(f"/{language}/tools/fit/")
    reader.action("code").click()
    dialog = reader.tool.locator("dialog")
    expect(dialog.locator("[data-code-place] svg")).to_be_visible()
    assert barriers(reader) == []
    assert dialog.evaluate("one => one.contains(document.activeElement)"), "the focus is inside"
    reader.page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    expect(reader.action("code")).to_be_focused()


@EVERY_LANGUAGE
def test_what_is_kept_and_compared(traveller: Reader, language: str) -> None:
    reader = traveller
    reader.opens_tool(f"/{language}/tools/econ/")
    reader.page.locator("details").evaluate_all("all => all.forEach(one => one.open = true)")
    reader.page.set_viewport_size({"width": 360, "height": 740})
    assert barriers(reader) == []
