"""What pictures are taken of: pages by their address, and states by what somebody does on a page.

``KEY`` is what `make shots` takes when nothing is named. ``GROUPS`` are names for several.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from playwright.sync_api import Page

from browser.reader import library
from tools.crowd import crowd

type Act = Callable[[Page, str], None]

#: ms; curtains and drawers have slid, numbers have been counted.
SETTLED = 400


@dataclass(frozen=True)
class Place:
    """A page, and what is done there before the picture is taken."""

    address: str  # after the language; "/" at its start: from the root of the site
    act: Act | None = None
    screen: bool = False  # what is seen at once, where it was scrolled to
    phone: bool = True
    desk: bool = True


# --- what somebody does: the page, and its language ---------------------------------------------------------------


def types_nonsense(page: Page, _: str) -> None:
    """Into the first number of a tool."""
    field = page.locator("tonghao-tool form input[inputmode]").first
    if field.count():
        _unfold(page)
        field.fill("a lot")
        page.locator("tonghao-tool .tg-field__problem:not(:empty)").first.wait_for()


def tries_last_case(page: Page, _: str) -> None:
    """The last of the cases a tool offers."""
    cases = page.locator("tonghao-tool a[data-preset]")
    if cases.count():
        page.locator("tonghao-tool .tg-presets > summary").click()
        cases.last.click()
        _computed(page)


def searches(page: Page, language: str) -> None:
    page.keyboard.press("/")
    page.locator("[data-md-component=search-query]").press_sequentially({"zh": "门槛"}.get(language, "threshold"))
    page.locator("[data-md-component=search-result] li a").first.wait_for()
    page.wait_for_timeout(SETTLED)


def opens_menu(page: Page, _: str) -> None:
    page.locator("header label[for=__drawer]").click()
    page.locator(".md-nav--primary a").first.wait_for()
    page.wait_for_timeout(SETTLED)


def asks_for_code(page: Page, _: str) -> None:
    page.locator("tonghao-tool [data-action=code]").click()
    page.locator("dialog[open] svg.tg-qr").wait_for()


def pastes_answers(page: Page, _: str) -> None:
    """Of seven people who do not agree."""
    page.wait_for_selector("tonghao-board[data-live]")
    page.locator("tonghao-board [name=text]").fill(" ".join(crowd(7)))
    page.locator("tonghao-board [data-act=read]").click()
    page.locator("[data-count]").wait_for()


def reveals(page: Page, language: str) -> None:
    pastes_answers(page, language)
    page.locator("[data-act=reveal]").click()
    page.locator(".tg-board__item").first.wait_for()


def fills_plan(page: Page, language: str) -> None:
    """A result of the fit tool, and a tick on a checklist."""
    home = page.url.split(f"/{language}/")[0] + f"/{language}/"
    page.goto(f"{home}tools/fit/")
    page.wait_for_selector("tonghao-tool[data-live]")
    page.locator("tonghao-tool form [name=margin]").fill("30")
    _computed(page, "native-conditional")
    page.goto(f"{home}cold-start/")
    page.locator("tonghao-checklist input[data-item]").first.check()
    page.goto(f"{home}plan/")
    page.locator("tonghao-plan [data-plan] li:has(input[data-task])").first.wait_for()


def moves_cut(page: Page, _: str) -> None:
    page.wait_for_selector("tonghao-sandbox[data-live=fit]")
    field = page.locator("[data-knob='inputs.margin_pass.default']")
    page.locator("details", has=field).evaluate("one => one.open = true")
    field.fill("0.5")
    page.locator("[data-flip]").first.wait_for()


def ticks_and_fills(page: Page, _: str) -> None:
    """A checklist and a template in use."""
    page.locator("tonghao-checklist input[type=checkbox]").first.check()
    _unfold(page)
    for blank in page.locator("[data-blank]").all()[:2]:
        blank.fill("7")


def shows_answers(page: Page, _: str) -> None:
    box = page.locator(".tg-answers-switch input")
    if box.count():
        box.first.check()


def _unfold(page: Page) -> None:
    page.locator("main details").evaluate_all("all => all.forEach(one => one.open = true)")


def _computed(page: Page, verdict: str = "") -> None:
    wanted = f"[data-verdict={verdict}]" if verdict else "[data-verdict]"
    page.wait_for_timeout(SETTLED)
    page.locator(f"tonghao-tool [data-result]:not([aria-busy]) {wanted}").first.wait_for()


# --- the names ----------------------------------------------------------------------------------------------------

KEY = {
    "home": Place(""),
    "playbook": Place("fit/"),
    "step": Place("cold-start/"),
    "tools": Place("tools/"),
    "tool": Place("tools/threshold/"),
    "case": Place("cases/coffee-shop/"),
    "workshop": Place("workshops/should-we/"),
    "run": Place("workshops/should-we/run/"),
    "facilitator": Place("workshops/should-we/facilitator/"),
    "slides": Place("workshops/should-we/slides/"),
    "presenter": Place("workshops/should-we/slides/presenter/"),
    "handout": Place("workshops/should-we/handout/"),
    "board": Place("board/"),
    "plan": Place("plan/"),
    "sandbox": Place("sandbox/"),
    "evidence": Place("evidence/"),
    "glossary": Place("glossary/"),
    "keep": Place("keep/"),
    "contribute": Place("contribute/"),
    "fields": Place("contribute/files/playbook/"),
    "problem": Place("problems/unknown-id/"),
    "missing": Place("no/such/page/"),
    "search": Place("fit/", searches, screen=True),
    "menu": Place("fit/", opens_menu, screen=True, desk=False),
}

FURTHER = {
    "root": Place("/", screen=True),
    "cases": Place("cases/"),
    "workshops": Place("workshops/"),
    "exercise": Place("workshops/should-we/judge-cases/coffee-shop/"),
    "own-exercise": Place("workshops/should-we/own-product/own/"),
    "list-exercise": Place("workshops/should-we/three-numbers/checklist/"),
    "answers": Place("workshops/should-we/facilitator/", shows_answers),
    "trainer-handout": Place("workshops/should-we/handout/facilitator/"),
    "in-use": Place("cold-start/", ticks_and_fills),
    "code": Place("tools/nine/", asks_for_code, screen=True),
    "board-pasted": Place("board/", pastes_answers),
    "board-revealed": Place("board/", reveals),
    "plan-filled": Place("plan/", fills_plan),
    "sandbox-changed": Place("sandbox/#tool-fit", moves_cut),
    "sources": Place("sources/"),
    "facts": Place("facts/"),
    "coverage": Place("coverage/"),
    "edition": Place("edition/"),
    "offline": Place("offline/"),
    "embed": Place("embed/fit/"),
    "problems": Place("problems/"),
    "first-edit": Place("contribute/first-edit/"),
    "commands": Place("contribute/commands/"),
    "grading": Place("contribute/evidence/"),
    "files": Place("contribute/files/"),
    "hosting": Place("contribute/hosting/"),
    "review": Place("contribute/review/"),
    "style": Place("contribute/style/"),
}

TOOLS = {f"tool-{name}": Place(f"tools/{name}/") for name in library().tools}
ERRORS = {f"error-{name}": Place(f"tools/{name}/", types_nonsense) for name in library().tools}
TRIED = {f"tried-{name}": Place(f"tools/{name}/", tries_last_case) for name in library().tools}
PLAYBOOKS = {f"playbook-{name}": Place(f"{name}/") for name in library().playbooks}

PLACES = {**KEY, **FURTHER, **TOOLS, **ERRORS, **TRIED, **PLAYBOOKS}
GROUPS = {
    "key": [*KEY],
    "further": [*FURTHER],
    "all-tools": [*TOOLS],
    "all-errors": [*ERRORS],
    "all-tried": [*TRIED],
    "all-playbooks": [*PLAYBOOKS],
    "all": [*PLACES],
}
