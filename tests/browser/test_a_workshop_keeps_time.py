"""The run view keeps time by keyboard and through reloads, says what to cut; agenda and covered verdicts work."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, expect

from browser.reader import LANGUAGES, Reader, fill, library, word

pytestmark = pytest.mark.browser

RUN = "/{}/workshops/should-we/run/"
DAY = "2026-03-02"
SESSIONS = library().workshops["should-we"].sessions
EVERY_LANGUAGE = pytest.mark.parametrize("language", LANGUAGES)


def part(reader: Reader, name: str) -> Locator:
    return reader.page.locator(f'tonghao-run [data-run="{name}"]')


def opens(reader: Reader, language: str = "en") -> Reader:
    """The run view, with a clock that stands still until it is moved."""
    reader.page.clock.install(time=f"{DAY}T08:00:00")
    reader.open(RUN.format(language))
    reader.page.wait_for_selector("tonghao-run[data-live]")
    reader.page.clock.pause_at(f"{DAY}T09:00:00")
    return reader


def waits(reader: Reader, minutes: float) -> None:
    reader.page.clock.fast_forward(int(minutes * 60_000))


def presses(reader: Reader, *keys: str) -> None:
    for key in keys:
        reader.page.keyboard.press(key)


@EVERY_LANGUAGE
def test_a_session_is_counted_down_and_the_next_begins(reader: Reader, language: str) -> None:
    opens(reader, language)
    expect(part(reader, "title")).to_have_text(SESSIONS[0].title[language])
    presses(reader, "Space")
    waits(reader, 2)
    expect(part(reader, "time")).to_contain_text("3:0")
    presses(reader, "ArrowRight")
    expect(part(reader, "title")).to_have_text(SESSIONS[1].title[language])
    expect(part(reader, "time")).to_contain_text("10:0")
    expect(part(reader, "until")).to_contain_text(fill(word(language, "workshop-run-early"), {"minutes": 3}))


def test_keys_stretch_shorten_pause_and_go_back(reader: Reader) -> None:
    opens(reader)
    presses(reader, "Space", "ArrowUp")
    expect(part(reader, "time")).to_contain_text("10:0")
    presses(reader, "ArrowDown")
    expect(part(reader, "time")).to_contain_text("5:0")
    presses(reader, "Space")
    waits(reader, 4)
    expect(part(reader, "until")).to_contain_text(word("en", "workshop-run-paused"))
    expect(part(reader, "time")).to_contain_text("5:0")
    presses(reader, "Space", "ArrowRight", "ArrowLeft")
    expect(part(reader, "title")).to_have_text(SESSIONS[0].title["en"])


@EVERY_LANGUAGE
def test_an_overrun_says_what_to_cut_and_the_rest_is_planned_anew(reader: Reader, language: str) -> None:
    opens(reader, language)
    presses(reader, "Space")
    waits(reader, 5 + 3)
    expect(part(reader, "time")).to_contain_text("+3:0")
    first = min((cut for session in SESSIONS[1:] for cut in session.cut), key=lambda cut: cut.rank)
    expect(part(reader, "late")).to_be_visible()
    expect(part(reader, "late").locator("li")).to_have_count(1)
    expect(part(reader, "late")).to_contain_text(first.drop[language])
    presses(reader, "ArrowRight", "ArrowRight")  # ten minutes in hand, so nothing is cut any more
    expect(part(reader, "late")).to_be_hidden()
    waits(reader, 20 + 10)
    presses(reader, "ArrowRight")
    expect(part(reader, "steps")).to_contain_text(SESSIONS[3].cut[0].drop[language])


def test_so_late_that_no_cut_helps_is_said_too(reader: Reader) -> None:
    opens(reader)
    presses(reader, "Space")
    waits(reader, 5 + 40)
    saved = sum(cut.saves for session in SESSIONS[1:] for cut in session.cut)
    expect(part(reader, "late")).to_contain_text(f"{40 - saved} min late")


def test_a_reload_loses_no_minute(reader: Reader) -> None:
    opens(reader)
    presses(reader, "Space")
    waits(reader, 1)
    presses(reader, "ArrowRight")
    waits(reader, 4)
    reader.page.reload()
    reader.page.wait_for_selector("tonghao-run[data-live]")
    expect(part(reader, "title")).to_have_text(SESSIONS[1].title["en"])
    expect(part(reader, "time")).to_contain_text(":")
    minutes, _, _ = part(reader, "time").inner_text().partition(":")
    assert int(minutes) in {5, 6}


def test_f_fills_the_screen_and_does_not_open_the_search(reader: Reader) -> None:
    opens(reader)
    presses(reader, "f")
    expect(reader.page.locator("tonghao-run:fullscreen")).to_be_visible()
    assert reader.page.evaluate("document.activeElement.localName") != "input"


def test_the_end_is_said_and_it_can_begin_anew(reader: Reader) -> None:
    opens(reader)
    presses(reader, "Space", *["ArrowRight"] * len(SESSIONS))
    expect(part(reader, "until")).to_contain_text("That was it")
    reader.page.locator('[data-do="over"]').click()
    expect(part(reader, "title")).to_have_text(SESSIONS[0].title["en"])


def test_the_agenda_shows_clock_times_once_it_knows_the_start(reader: Reader) -> None:
    reader.open("/en/workshops/should-we/")
    clocks = reader.page.locator(".tg-agenda__clock")
    expect(clocks.nth(1)).to_have_text("0:05–0:15")
    reader.page.locator("tonghao-agenda input").fill("13:30")
    expect(clocks.nth(1)).to_have_text("13:35–13:45")
    reader.open("/zh/workshops/should-we/facilitator/")
    expect(clocks.nth(1)).to_have_text("13:35–13:45")


@EVERY_LANGUAGE
def test_a_verdict_is_covered_until_the_group_has_answered(reader: Reader, language: str) -> None:
    reader.opens_tool(f"/{language}/workshops/should-we/judge-cases/coffee-shop/")
    expect(reader.result).to_be_hidden()
    cover = reader.page.locator("tonghao-cover")
    for button in cover.get_by_role("button").all():
        expect(button).to_be_disabled()
    cover.locator('input[value="service"]').check()
    cover.locator('[data-cover="reveal"]').click()
    expect(reader.result.locator('[data-verdict="native"]')).to_be_visible()
    expect(cover).to_contain_text(fill(word(language, "workshop-said"), {"answer": ""})[:4])


def test_answers_show_only_while_the_box_is_ticked(readers: Callable[..., Reader]) -> None:
    for script in (True, False):
        reader = readers(java_script_enabled=script).loads("/en/workshops/should-we/facilitator/")
        answers = reader.page.locator(".tg-answers").first
        reader.page.emulate_media(media="print")
        assert not answers.is_visible()
        reader.page.emulate_media(media="screen")
        reader.page.locator(".tg-answers-switch input").check()
        assert answers.is_visible()
        reader.page.reload()
        assert not answers.is_visible()
