"""Pasted codes become the group's figures: hidden until revealed, never of fewer than three people."""

import json
import random
import statistics
import time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import yaml
from tonghao import tool_data
from tonghao.pages import board as board_page
from tonghao_widgets import board, codes, desk, group_stats, layouts
from tonghao_widgets.markup import escape
from tools.conftest import hub_of, real_library

GOLDEN = yaml.safe_load(Path(__file__).with_name("board_golden.yml").read_text("utf-8"))
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


# --- figures ---


@pytest.mark.parametrize("case", GOLDEN, ids=[case["name"] for case in GOLDEN])
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
    chat = f"Li: {good}\nBo: {good[:-1]}{'A' if good[-1] != 'A' else 'B'}\nAn: {strange}\nMa: {old}\nXu: {good[:16]}"
    reply = ask("read", text=chat, codes=[], subjects=SUBJECTS)
    reasons = [one["why"] for one in reply["unread"]]
    expected = ("damaged", "unknown", "other-content", "cut-off")
    assert reasons == [words()[f"board-{key}"] for key in expected]
    assert reply["added"] == 1 and "Li" not in json.dumps(reply)


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


def many(count: int) -> list[str]:
    """Codes of ``count`` people who rated two elements by chance."""
    chance, layout = random.Random(1), layouts.of_hub(hub_of("nine"))
    made = []
    for number in range(count):
        answers = {"ratings.kol": chance.randrange(5), "ratings.ritual": chance.randrange(5)}
        head = [(layouts.mark("nine"), layouts.MARKS), (layout.mark, layouts.MARKS), (number, codes.SENDERS)]
        rest = [(0, codes.ROUNDS), (0, 2), (0, len(layout.outcomes)), *layouts.digits(answers, layout)]
        made.append(codes.spelt(layouts.folded(head + rest)))
    return made


def test_ten_thousand_answers_are_soon_counted() -> None:
    """The browser is about four times as slow, and has a second."""
    chat = "\n".join(f"[10:03] Li Wei: {code}" for code in many(10_000))
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


@pytest.mark.parametrize("home", ["javascript:alert(1)/", "", "https://example.org/#/", "//example.org/"])
def test_no_other_address_gets_a_square(home: str) -> None:
    assert ask("join", home=home, subject="list/cold-start") == {"problem": words()["board-join-not"]}
