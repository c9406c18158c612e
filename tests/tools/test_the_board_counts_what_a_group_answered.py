"""Pasted codes become the group's figures: hidden until revealed, never of fewer than three people."""

import json
import statistics
import time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data import each, golden
from tonghao import tool_data
from tonghao.pages import board as board_page
from tonghao_widgets import board, codes, desk, group_stats, layouts
from tonghao_widgets.markup import escape
from tools.conftest import hub_of, real_library
from tools.crowd import crowd

GOLDEN = golden(Path(__file__).with_name("board_golden.yml"))
SUBJECTS = [{"id": tool, "layout": layouts.of_hub(hub_of(tool)).mark} for tool in ("nine", "fit")]


def words(language: str = "en") -> dict[str, str]:
    library = real_library()
    said = {**library.tool_words, **library.words}
    return {key: text[language] for key, text in said.items() if key.startswith("board-") or key in board_page.WORDS}


def ask(want: str, language: str = "en", **more: Any) -> dict[str, Any]:
    asked = {"want": [want], "language": language, "words": words(language), **more}
    reply = json.loads(desk.answer(json.dumps({"board": asked}, separators=(",", ":"))))
    assert "error" not in reply, reply
    return reply


def nine(ratings: dict[str, Any], number: int, verdict: str = "forming", **more: int) -> str:
    hub = hub_of("nine")
    values = {spec.id: spec.opening for spec in hub.inputs.values()}
    return codes.of_tool(values | {"ratings": values["ratings"] | ratings}, verdict, hub, sender=number, **more)


def group(*ratings: dict[str, Any], **more: int) -> list[str]:
    made = [nine(one, number, **more) for number, one in enumerate(ratings)]
    return ask("read", text="\n".join(made), codes=[], subjects=SUBJECTS)["codes"]


def hub_text(tool: str, language: str = "en") -> str:
    return tool_data.hub_json(real_library(), tool, language)


def seen(kept: list[str], language: str = "en", revealed: bool = True) -> str:
    return ask("view", language, codes=kept, subject="nine", hub=hub_text("nine", language), revealed=revealed)["view"]


EXERCISES = [{"id": "check-up/rate/own", "subject": "nine"}, {"id": "check-up/judge/tea", "subject": "nine"}]
ABOUT = {
    "id": "check-up/rate/own",
    "title": "Check-up · Rate",
    "prompts": {"kol": "Who listens <to> whom?", "=ratings": "What did you see?"},
    "discuss": ["What now?"],
}


def seen_in(kept: list[str], about: dict[str, Any] | None = ABOUT) -> str:
    more = {"exercise": about} if about else {}
    asked = {"codes": kept, "subject": "nine", "hub": hub_text("nine"), "revealed": True, "exercises": EXERCISES}
    return ask("view", **asked, **more)["view"]


# --- figures ---


@each("case", GOLDEN, ids=[case["name"] for case in GOLDEN])
def test_the_figures_are_those_worked_out_by_hand(case: dict[str, Any]) -> None:
    field = next(one for one in layouts.of_hub(hub_of(case["tool"])).fields if one.name == case["input"])
    item = group_stats.figures(field, [None if answer == "?" else answer for answer in case["answers"]])
    assert (item is None) == case.get("none", False)
    for name in ("median", "spread", "count", "unknown"):
        if name in case:
            assert getattr(item, name) == pytest.approx(case[name])
    if "quartiles" in case:
        assert [item.low, item.high] == pytest.approx(case["quartiles"])
    if "counts" in case:
        assert [[list(key) if isinstance(key, tuple) else key, count] for key, count in item.counts] == case["counts"]


@given(st.lists(st.floats(-1e6, 1e6), min_size=3, max_size=60))
def test_quartiles_are_those_of_the_standard_library(numbers: list[float]) -> None:
    ordered = sorted(numbers)
    expected = statistics.quantiles(ordered, n=4, method="inclusive")
    assert [group_stats.quantile(ordered, part) for part in (0.25, 0.5, 0.75)] == pytest.approx(expected)


def test_the_widest_apart_comes_first() -> None:
    kept = group(*({"kol": kol, "ritual": ritual} for kol, ritual in ((0, 2), (4, 2), (0, 3), (4, 3))))
    reply = ask("json", codes=kept, subject="nine", hub=hub_text("nine"))
    items = {item["id"]: item for item in json.loads(reply["json"])["items"]}
    assert items["ratings.kol"]["spread"] == 1 and items["ratings.ritual"]["spread"] == 0.25
    view = seen(kept)
    assert view.index('class="tg-board__apart" data-item="ratings.kol"') < view.index(
        'class="tg-board__apart" data-item="ratings.ritual"'
    )


# --- what is shown, and when ---


def test_nothing_is_shown_before_the_reveal_nor_of_two() -> None:
    three = group({"kol": 0}, {"kol": 1}, {"kol": 4})
    assert "tg-board__item" not in seen(three, revealed=False) and "tg-board__item" in seen(three)
    assert "tg-board__item" not in seen(three[:2])
    for want in ("csv", "json"):
        assert want not in ask(want, codes=three[:2], subject="nine", hub=hub_text("nine"))


def test_the_same_answers_of_two_people_count_twice_and_the_same_code_once() -> None:
    one, two = nine({"kol": 1}, 1), nine({"kol": 1}, 2)
    reply = ask("read", text=f"{one} {two} {one}", codes=[], subjects=SUBJECTS)
    assert (reply["added"], reply["repeated"], reply["unread_count"]) == (2, 1, 0)
    again = ask("read", text=one, codes=reply["codes"], subjects=SUBJECTS)
    assert (again["added"], again["repeated"], again["codes"]) == (0, 1, reply["codes"])


def test_what_could_not_be_read_is_listed_with_a_reason() -> None:
    good = nine({}, 1)
    strange = codes.of_list("no-such-list", ["x"], {})
    old = codes.spelt(layouts.folded([(layouts.mark("nine"), layouts.MARKS), (1, layouts.MARKS)]))
    chat = f"Li: {good}\nBo: {good[:-4]}{good[-4:][::-1]}\nAn: {strange}\nMa: {old}\nXu: {good[:16]}"
    reply = ask("read", text=chat, codes=[], subjects=SUBJECTS)
    reasons = [one["why"] for one in reply["unread"]]
    expected = ("damaged", "unknown", "other-content", "cut-off")
    assert reasons == [words()[f"board-{key}"] for key in expected]
    assert reply["added"] == 1 and "Li" not in json.dumps(reply)


def test_a_slip_of_the_hand_is_told_with_what_it_should_probably_be() -> None:
    good = nine({"kol": 1}, 1)
    for place in range(10, len(good) - 1):
        slipped = f"{good[:place]}{good[place + 1]}{good[place]}{good[place + 2 :]}"
        if "-" in good[place : place + 2] or slipped == good:
            continue
        at = slipped[4:].index("-", 0) and (place - 4) // 5
        wrong, right = (one[4:].split("-")[at] for one in (slipped, good))
        (unread,) = ask("read", text=slipped, codes=[], subjects=SUBJECTS)["unread"]
        assert unread["why"] == words()["board-slip"].format(wrong=wrong, right=right)


# --- exercises of workshops ---


def test_answers_of_an_exercise_are_a_group_of_their_own() -> None:
    rate, tea = (group({"kol": 0}, {"kol": 1}, {"kol": 4}, exercise=one["id"]) for one in EXERCISES)
    plain, gone = group({}, {}), group({}, {}, {}, exercise="no/such/one")  # nobody's exercise: the tool's own group
    kept = [*rate, *tea[:2], *plain, gone[2]]
    reply = ask("read", text="", codes=kept, subjects=SUBJECTS, exercises=EXERCISES)
    assert reply["counts"] == {"check-up/rate/own": 3, "check-up/judge/tea": 2, "nine": 3}
    assert 'data-count="3"' in seen_in(kept) and 'data-count="3"' in seen_in(kept, None)
    assert 'data-count="2"' in seen_in(kept, ABOUT | {"id": EXERCISES[1]["id"]})


def test_an_exercise_asks_its_own_questions_and_the_board_asks_where_it_has_none() -> None:
    kept = group({"kol": 0, "ritual": 0}, {"kol": 1, "ritual": 2}, {"kol": 4, "ritual": 3}, exercise=ABOUT["id"])
    view = seen_in(kept)
    assert "Check-up · Rate" in view and "What now?" in view
    assert "Who listens &lt;to&gt; whom?" in view and "What did you see?" in view
    own = seen_in(kept, ABOUT | {"prompts": {"kol": "Who?"}})
    assert "Who?" in own and escape(words()["board-ask-level"]) in own


def test_the_second_round_asks_what_its_own_session_asks() -> None:
    again = ABOUT | {"again": {"prompts": {"kol": "Still?"}, "discuss": ["And now?"]}}
    apart = ({"kol": 0, "ritual": 0}, {"kol": 1, "ritual": 2}, {"kol": 4, "ritual": 3})
    first = group(*apart, exercise=ABOUT["id"], round=1)
    assert "Still?" not in seen_in(first, again) and "And now?" not in seen_in(first, again)
    view = seen_in([*first, *group(*apart, exercise=ABOUT["id"], round=2)], again)
    assert "Still?" in view and "What did you see?" in view and "And now?" in view and "What now?" not in view


def test_what_people_expected_stands_beside_what_the_tool_told_them() -> None:
    other = next(verdict for verdict in hub_of("nine").outcomes if verdict != "forming")
    guesses = ["forming", "forming", other, ""]
    kept = [
        nine({"kol": 1}, number, guess=guess, exercise=ABOUT["id"]) for number, guess in enumerate(guesses, start=1)
    ]
    kept = ask("read", text=" ".join(kept), codes=[], subjects=SUBJECTS)["codes"]
    said = escape(words()["board-guesses-right"].replace("{count}", "2").replace("{all}", "3"))
    assert said in seen_in(kept)
    assert 'id="board-guesses"' not in seen_in(kept[1:])
    asked = {"subject": "nine", "hub": hub_text("nine"), "exercises": EXERCISES, "exercise": ABOUT}
    taken = json.loads(ask("json", codes=kept, **asked)["json"])
    assert [one["guess"] for one in taken["answers"]] == ["forming", "forming", other, None]
    assert taken["exercise"] == ABOUT["id"] and taken["before"] is None


def test_who_answers_anew_counts_once_with_the_newest() -> None:
    first = [nine({"kol": kol}, number) for number, kol in enumerate((0, 2, 4))]
    better = nine({"kol": 3}, 0)
    kept = ask("read", text="\n".join([*first, better]), codes=[], subjects=SUBJECTS)["codes"]
    view = seen(kept)
    assert 'data-count="3"' in view and words()["board-again"].replace("{count}", "1") in view
    taken = json.loads(ask("json", codes=kept, subject="nine", hub=hub_text("nine"))["json"])
    assert sorted(one["answers"].get("ratings.kol") for one in taken["answers"]) == [2, 3, 4]
    back = ask("read", text=first[0], codes=kept, subjects=SUBJECTS)["codes"]  # and changes their mind once more
    taken = json.loads(ask("json", codes=back, subject="nine", hub=hub_text("nine"))["json"])
    assert sorted(one["answers"].get("ratings.kol") for one in taken["answers"]) == [0, 2, 4]


def test_before_and_after_stand_side_by_side() -> None:
    before = group(*({"kol": 0},) * 3, round=1)
    after = group(*({"kol": 4},) * 3, round=2)
    assert "board-twice" in seen(before + after) and "board-twice" not in seen(before)
    assert 'data-count="3"' in seen(before + after)
    table = seen(before + group(*({"kol": 4},) * 4, round=2)).split('id="board-twice"')[1].split("</table>")[0]
    assert table.count('scope="row"') == 1  # what did not move is not listed


def test_a_chinese_reader_and_an_english_trainer_see_the_same_figures() -> None:
    kept = group({"kol": 0}, {"kol": 3}, {"kol": 4})
    read = [
        ask("json", language, codes=kept, subject="nine", hub=hub_text("nine", language)) for language in ("en", "zh")
    ]
    assert read[0] == read[1]
    assert "[" not in seen(kept, "zh") and "[" not in seen(kept, "en")  # no missing word


def test_every_tool_and_a_checklist_can_be_looked_at() -> None:
    for tool in desk.TOOLS:
        hub = hub_of(tool)
        subject = [{"id": tool, "layout": layouts.of_hub(hub).mark}]
        values = {spec.id: spec.opening for spec in hub.inputs.values()}
        text = " ".join(codes.of_tool(values, next(iter(hub.outcomes)), hub, sender=one) for one in range(3))
        kept = ask("read", text=text, codes=[], subjects=subject)["codes"]
        view = ask("view", codes=kept, subject=tool, hub=hub_text(tool), revealed=True)["view"]
        assert "tg-board__item" in view and "[board" not in view, tool
    items = [{"id": "one", "text": "First <b>"}, {"id": "two", "text": "Second"}]
    subject = [{"id": "list/x", "layout": layouts.of_list("x", ["one", "two"]).mark}]
    text = " ".join(codes.of_list("x", ["one", "two"], {"one": "done"}, sender=one) for one in range(3))
    kept = ask("read", text=text, codes=[], subjects=subject)["codes"]
    view = ask("view", codes=kept, subject="list/x", title="T", items=items, revealed=True)["view"]
    assert "First &lt;b&gt;" in view and words()["board-state-done"] in view


# --- what is taken away, and what is thrown at it ---


def test_the_table_has_one_row_a_person() -> None:
    kept = group({"kol": 0}, {"kol": 3}, {"kol": 4})
    rows = ask("csv", codes=kept, subject="nine", hub=hub_text("nine"))["csv"].split("\r\n")
    column = rows[0].split(",").index("ratings.kol")
    assert [row.split(",")[column] for row in rows[1:-1]] == ["0", "3", "4"]


@given(st.text(max_size=300))
def test_any_paste_is_answered_without_markup_of_its_own(text: str) -> None:
    reply = ask("read", text=f"TH1-<img src=x>-{text}", codes=["<b>", text], subjects=SUBJECTS)
    assert reply["codes"] == []


def test_a_flood_is_bounded() -> None:
    reply = ask("read", text="TH1-ZZZZ " * 200_000, codes=[], subjects=SUBJECTS)
    assert reply["unread_count"] == board.MOST_UNREAD and len(reply["unread"]) <= board.LISTED + 1
    long = ask("read", text="x" * (board.LARGEST_TEXT + 1), codes=[], subjects=SUBJECTS)
    assert long["unread"][-1]["why"] == words()["board-too-large"]


def test_answers_a_tool_does_not_allow_are_left_out_and_counted() -> None:
    layout = layouts.of_hub(hub_of("nine"))
    head = [
        (layouts.mark("nine"), layouts.MARKS),
        (layout.mark, layouts.MARKS),
        (0, codes.SENDERS),
        (0, codes.ROUNDS),
        (0, 2),
    ]
    forged = codes.spelt(layouts.folded([*head, (0, len(layout.outcomes)), (10**30, 10**31)]))
    kept = ask("read", text=forged, codes=[], subjects=SUBJECTS)["codes"]
    assert len(kept) == 1
    reply = ask("view", codes=kept, subject="nine", hub=hub_text("nine"), revealed=True)
    assert reply["count"] == 0 and escape(words()["board-odd"].replace("{count}", "1")) in reply["view"]


def test_ten_thousand_answers_are_soon_counted() -> None:
    """The browser is about four times as slow, and has a second."""
    chat = "\n".join(f"[10:03] Li Wei: {code}" for code in crowd(10_000))
    start = time.process_time()
    kept = ask("read", text=chat, codes=[], subjects=SUBJECTS)["codes"]
    assert 'data-count="10000"' in seen(kept)
    assert len(kept) == 10_000 and time.process_time() - start < 1


# --- the invitation ---


def join(**more: Any) -> dict[str, Any]:
    return ask("join", home="https://example.org/x/", **more)


def test_the_square_holds_the_door_with_the_way_on() -> None:
    reply = join(hub=hub_text("nine"), subject="nine", preset="tea-table")
    assert reply["address"].startswith("https://example.org/x/#go=tools/nine&nine?ratings.")
    assert "<svg" in reply["picture"]
    assert join(hub=hub_text("fit"), subject="fit", preset="")["address"] == "https://example.org/x/#go=tools/fit"
    assert join(subject="list/cold-start")["address"] == "https://example.org/x/#go=cold-start&checklist"
    place = "workshops/check-up/rate/own"
    assert join(place=place, round="")["address"] == f"https://example.org/x/#go={place}"
    assert join(place=place, round="2")["address"] == f"https://example.org/x/#go={place}&round=2"


def test_an_address_phones_cannot_open_is_told() -> None:
    place = "workshops/check-up/rate/own"
    here = ask("join", home="http://127.0.0.1:8001/", place=place)
    assert here["problem"] == words()["board-join-here"] and "<svg" in here["picture"]
    assert ask("join", home="file:///C:/pack/", place=place) == {"problem": words()["board-join-file"]}


@each("place", ["workshops/a/b", "workshops/a/b/c/d", "workshops/../b/c", "tools/nine", "x"])
def test_no_other_place_gets_a_square(place: str) -> None:
    assert "address" not in join(place=place)


@pytest.mark.parametrize("home", ["javascript:alert(1)/", "", "https://example.org/#/", "//example.org/"])
def test_no_other_address_gets_a_square(home: str) -> None:
    assert ask("join", home=home, subject="list/cold-start") == {"problem": words()["board-join-not"]}
