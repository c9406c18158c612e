"""A trainer runs the check-up with five people in two languages, one of them offline, and takes home the figures."""

import csv
import json
import statistics
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Locator, Page, expect

from browser.reader import Reader, library, word
from tonghao.pages.replan import plans

pytestmark = pytest.mark.browser

WORKSHOP = library().workshops["nine-element-check-up"]
SESSIONS = {session.id: place for place, session in enumerate(WORKSHOP.sessions)}
RATE = "nine-element-check-up/rate-ours/own"
PHONE = {"viewport": {"width": 360, "height": 740}, "has_touch": True, "locale": "zh-CN"}
#: What each person rates, before and after the talk; what is not named stays as the example has it.
BEFORE = [
    {"kol": 0, "ritual": 2},
    {"kol": 1, "ritual": 2},
    {"kol": 3, "ritual": 3},
    {"kol": 4, "ritual": 3},
    {"kol": 4},
]
AFTER = [{"kol": 2, "ritual": 2}, {"kol": 2, "ritual": 2}, {"kol": 3, "ritual": 3}, {"kol": 3, "ritual": 3}, {"kol": 3}]
GUESSES = ["forming", "forming", "working", "forming", "working"]


def run(trainer: Reader, name: str) -> Locator:
    return trainer.page.locator(f'tonghao-run [data-run="{name}"]')


def figures(name: str, rounds: list[dict[str, int]]) -> dict[str, Any]:
    """The figures of one element, by the standard library; the scale goes from 0 to 4."""
    usual = next(spec.start for spec in library().tools["nine"].inputs if spec.id == "ratings")
    given = [ratings.get(name, usual[name]) for ratings in rounds]
    low, median, high = statistics.quantiles(given, n=4, method="inclusive")
    counts = [[step, given.count(step)] for step in range(5)]
    return {"count": 5, "median": median, "quartiles": [low, high], "spread": (high - low) / 4, "distribution": counts}


def rates(person: Reader, ratings: dict[str, int], guess: str = "") -> str:
    """Someone says what the tool will say, rates, and takes the code, without having seen the answer."""
    page = person.page
    if guess:
        page.locator(f'tonghao-cover input[value="{guess}"]').check()
    for element, rating in ratings.items():
        person.field(f"ratings.{element}").select_option(str(rating))
    page.locator('[data-cover="code"]').click()
    shown = page.locator("dialog[open] [data-code-text]")
    expect(shown).to_be_visible()
    expect(person.result).to_be_hidden()
    code = shown.get_attribute("data-code-text") or ""
    page.locator("dialog[open] [data-code-act=close]").click()
    return code


def arrive(readers: Callable[..., Reader], address: str) -> list[Reader]:
    """Five people scan the square; each lands in the language of the device, and one then loses the network."""
    people = [readers(), readers(**PHONE), readers(locale="zh-CN"), readers(), readers(locale="zh-CN")]
    for person in people:
        person.page.goto(address)
        person.listening()
        person.field("ratings.kol").focus()  # wakes Python; meanwhile the next one scans
    for person, language in zip(people, ("en", "zh", "zh", "en", "zh"), strict=True):
        assert person.path == f"/{language}/workshops/{RATE}/"
    alone = people[-1]
    alone.field("ratings.name").select_option("3")
    alone.tool.locator("[data-result]:not([aria-busy])").wait_for(state="attached")  # Python is there
    alone.field("ratings.name").select_option("4")
    alone.context.set_offline(True)
    return people


def moves_on(person: Reader, address: str) -> None:
    """To the second round, by way of the workshop's page."""
    page = person.page
    page.locator(".tg-workshop__doors a").last.click()
    page.locator('.tg-prose a[href$="/differ/own/"]').click()
    page.wait_for_url(f"**{urlsplit(address).fragment.removeprefix('go=')}/")
    person.listening()
    expect(page.locator("[name=code-round]")).to_have_value("2")


def chat(codes: list[str]) -> str:
    """What the trainer copies out of the group: names, times, full-width marks, a code over two lines, a double, and
    two damaged ones: the end was not copied, and two characters were mistyped."""
    wide = "".join(chr(ord(char) + 0xFEE0) for char in codes[1])
    broken = codes[2].replace("-", "-\n", 3)
    slips = codes[3][:-7] + codes[3][-7:][::-1]
    return f"""阿莲 2026/3/2 上午9:41
来了来了：{codes[0][:23]}
阿莲 2026/3/2 上午9:42
刚才没复制全，{codes[0]}，谢谢！
小周（财务）  09:43
“{wide}”。

[2026-03-02 09:43] Ben W.: mine is {broken}
> Ben W.: mine is {codes[2].lower()}
陈姐 09:44
{slips} 手打的
陈姐 09:45 对不起，看这个 {codes[3].replace("-", "–")}👍
老吴：<b>{codes[4]}</b> http://example.org/?a=TH
收到！"""


def taken(page: Page, kind: str) -> str:
    with page.expect_download() as download:
        page.locator(f'[data-save="{kind}"]').click()
    return Path(download.value.path()).read_bytes().decode()


def pastes(page: Page, text: str, **counts: int) -> None:
    page.locator("tonghao-board [name=text]").fill(text)
    page.locator("tonghao-board [data-act=read]").click()
    expect(page.locator("[data-said]")).to_have_text(word("en", "board-read", **counts))


def item(record: dict[str, Any], name: str, part: str = "items") -> dict[str, Any]:
    found = next(one for one in record[part] if one["id"] == f"ratings.{name}")
    return {key: value for key, value in found.items() if key not in {"id", "unknown"}}


def shows_first_round(page: Page) -> None:
    """Hidden until revealed; then where the group is, where it is apart, and what this exercise asks there."""
    expect(page.locator(".tg-board__state")).to_have_text(word("en", "board-hidden"))
    assert page.locator(".tg-board__item, .tg-wheel, .tg-board__apart").count() == 0
    page.locator("[data-act=reveal]").click()
    expect(page.locator(".tg-wheel .tg-wheel__band")).to_be_visible()
    expect(page.locator(".tg-board__item")).to_have_count(9)
    widest = page.locator(".tg-board__apart").first
    expect(widest).to_have_attribute("data-item", "ratings.kol")
    asked = WORKSHOP.sessions[SESSIONS["rate-ours"]].exercise.disagree_items["kol"]["en"]
    expect(widest.locator(".tg-board__ask")).to_have_text(asked)
    expect(page.locator(".tg-board__group")).to_contain_text(word("en", "board-guesses"))
    record = json.loads(taken(page, "json"))
    assert (record["exercise"], record["count"], record["before"]) == (RATE, 5, None)
    for name in ("kol", "ritual", "threshold"):
        assert item(record, name) == figures(name, BEFORE)
    rows = list(csv.DictReader(taken(page, "csv").splitlines()))
    assert sorted(row["ratings.kol"] for row in rows) == ["0", "1", "3", "4", "4"]
    assert sorted(row["guess"] for row in rows) == sorted(GUESSES)


def is_late(trainer: Reader, minutes: int) -> list[str]:
    """The session lasts too long: the view says what to leave out, as the plan made by Python has it."""
    place = SESSIONS["rate-ours"]
    trainer.page.clock.fast_forward((WORKSHOP.sessions[place].minutes + minutes) * 60_000)
    plan = next(row for row in plans(WORKSHOP, place) if row.up_to >= minutes)
    cuts = [WORKSHOP.sessions[one.session].cut[one.place].drop["en"] for one in plan.cuts]
    expect(run(trainer, "late").locator("li")).to_have_count(len(cuts))
    for line, drop in zip(run(trainer, "late").locator("li").all(), cuts, strict=True):
        expect(line).to_contain_text(drop)
    expect(run(trainer, "late")).to_contain_text(word("en", "workshop-run-saved"))
    return cuts


def test_a_check_up_from_the_first_minute_to_the_comparison(readers: Callable[..., Reader]) -> None:
    trainer = readers()
    trainer.page.clock.install(time="2026-03-02T08:00:00")
    trainer.open(f"/en/workshops/{WORKSHOP.id}/run/").page.wait_for_selector("tonghao-run[data-live]")
    trainer.page.clock.pause_at("2026-03-02T09:00:00")  # however long the machine takes for the people below
    trainer.page.keyboard.press("Space")
    expect(run(trainer, "join")).to_be_hidden()
    for session in WORKSHOP.sessions[: SESSIONS["rate-ours"]]:
        trainer.page.clock.fast_forward(session.minutes * 60_000)
        trainer.page.keyboard.press("ArrowRight")
    expect(run(trainer, "join").locator("svg.tg-qr")).to_be_visible()
    people = arrive(readers, run(trainer, "join").locator(".tg-square__address").inner_text())
    answers = zip(people, BEFORE, GUESSES, strict=True)
    codes = [rates(person, ratings, guess) for person, ratings, guess in answers]
    cuts = is_late(trainer, 8)

    run(trainer, "board").click()
    page = trainer.page
    page.wait_for_selector("tonghao-board[data-live]")
    pastes(page, chat(codes), added=5, repeated=1, unread=2)
    reasons = [word("en", f"board-{why}") for why in ("cut-off", "damaged")]
    expect(page.locator("[data-unread] li")).to_contain_text(reasons)
    shows_first_round(page)

    page.go_back()  # the run has kept its time, and what was left out is told when its session comes
    page.wait_for_selector("tonghao-run[data-live]")
    expect(run(trainer, "late").locator("li")).to_have_count(len(cuts))
    for _ in range(SESSIONS["differ"] - SESSIONS["rate-ours"]):
        page.keyboard.press("ArrowRight")
    expect(run(trainer, "title")).to_have_text(WORKSHOP.sessions[SESSIONS["differ"]].title["en"])
    again = run(trainer, "join").locator(".tg-square__address").inner_text()
    assert again.endswith("/differ/own")

    people[-1].context.set_offline(False)
    second = []
    for person, ratings in zip(people, AFTER, strict=True):
        moves_on(person, again)
        second.append(rates(person, ratings, GUESSES[0]))
    run(trainer, "board").click()
    page.wait_for_selector(".tg-board__item")  # revealed before, and kept
    pastes(page, "\n".join(second), added=5, repeated=0, unread=0)
    expect(page.locator("#board-twice")).to_be_visible()
    moved = page.locator("section:has(> #board-twice) tbody tr", has_text="KOL").locator("td")
    expect(moved.nth(0)).to_have_text("3")
    expect(moved.nth(2)).to_have_text(f"{figures('kol', BEFORE)['spread'] * 100:g}%")
    expect(moved.nth(3)).to_have_text(f"{figures('kol', AFTER)['spread'] * 100:g}%")
    record = json.loads(taken(page, "json"))
    assert (record["count"], record["shown"]) == (10, 5)
    assert (item(record, "kol"), item(record, "kol", "before")) == (figures("kol", AFTER), figures("kol", BEFORE))
    for reader in (trainer, *people):
        reader.sees_no_traces()
