"""What must hold for any week, not only for the worked ones; and for the calendar, by another reading of its dates."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data import examples
from tonghao_widgets import desk, rhythm, rhythm_calendar, rhythm_picture
from tonghao_widgets.hub import Hub
from tonghao_widgets.inputs import InputError, as_typed, flat, from_form
from tools.conftest import FRESH, hub_of

ENOUGH = examples(60)
WEEKDAYS = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"]
NAMES = st.one_of(
    st.sampled_from(["topic", "sharing", "recognition", "话题", "分享", " Thanks ", "tea, cake; and\\more"]),
    st.text(max_size=40),
)


@st.composite
def weeks(draw: st.DrawFn) -> dict[str, Any]:
    """A week with any rituals, and any hours that come one after the other."""
    given_ = draw(st.dictionaries(st.sampled_from(rhythm.SLOTS), NAMES, max_size=21))
    hours = sorted(draw(st.sets(st.integers(0, 95), min_size=3, max_size=3)))
    return {
        "pushes": draw(st.one_of(st.integers(0, 9), st.integers(0, 100))),
        "max_per_day": draw(st.one_of(st.integers(0, 3), st.just(21))),
        "rituals": {slot: given_.get(slot, "") for slot in rhythm.SLOTS},
        **{name: hour / 4 for name, hour in zip(rhythm.HOURS, hours, strict=True)},
        "minutes": draw(st.integers(5, 240)),
    }


def asked() -> Hub:
    return hub_of("rhythm").on(FRESH)


def answer(values: dict[str, Any]) -> dict[str, Any]:
    return desk.evaluate("rhythm", values, asked())


@ENOUGH
@given(week=weeks())
def test_a_push_never_takes_the_slot_of_a_ritual_nor_more_of_a_day_than_allowed(week: dict[str, Any]) -> None:
    slots = answer(week)["slots"]
    if slots is None:
        return
    days = [slot.split("-")[0] for slot in slots]
    assert not [slot for slot in slots if week["rituals"][slot].strip()]
    assert max((days.count(day) for day in days), default=0) <= week["max_per_day"]
    assert len(set(slots)) == len(slots) == week["pushes"]
    assert slots == sorted(slots, key=rhythm.SLOTS.index)


@ENOUGH
@given(week=weeks())
def test_it_fits_exactly_when_there_is_room(week: dict[str, Any]) -> None:
    result = answer(week)
    free = [slot for slot in rhythm.SLOTS if not week["rituals"][slot].strip()]
    room = sum(min(week["max_per_day"], sum(slot.startswith(day) for slot in free)) for day in rhythm_picture.DAYS)
    assert result["capacity"] == room
    assert (result["slots"] is None) == (week["pushes"] > room) == (result["verdict"] == "does-not-fit")


@ENOUGH
@given(week=weeks())
def test_one_push_more_moves_none_of_the_others(week: dict[str, Any]) -> None:
    fewer, more = answer({**week, "pushes": 4})["slots"], answer({**week, "pushes": 5})["slots"]
    assert more is None or set(fewer) < set(more)


@ENOUGH
@given(week=weeks())
def test_days_with_rituals_get_a_push_only_when_the_others_are_full(week: dict[str, Any]) -> None:
    result = answer(week)
    busy = {slot.split("-")[0] for slot, name in week["rituals"].items() if name.strip()}
    if result["slots"] and result["on_ritual_days"]:
        taken = [slot.split("-")[0] for slot in result["slots"]]
        full = min(week["max_per_day"], 3)
        assert all(taken.count(day) == full for day in rhythm_picture.DAYS if day not in busy)


@ENOUGH
@given(week=weeks())
def test_the_validator_wants_each_weekly_ritual_once(week: dict[str, Any]) -> None:
    result = answer(week)
    kinds = [rhythm.weekly(name, asked()) for name in week["rituals"].values() if name.strip()]
    once = all(kinds.count(one["id"]) == 1 for one in asked().constants["weekly_rituals"])
    assert result["valid"] == once
    assert once == (not result["missing"] and not result["repeated"])


@ENOUGH
@given(week=weeks())
def test_every_flip_flips(week: dict[str, Any]) -> None:
    result = answer(week)
    for flip in result["flips"]:
        assert answer({**week, flip["input"]: flip["to"]})["verdict"] == flip["verdict"] != result["verdict"]


@ENOUGH
@given(week=weeks(), language=st.sampled_from(["en", "zh"]))
def test_the_form_gives_back_the_week_it_shows(week: dict[str, Any], language: str) -> None:
    hub = hub_of("rhythm", language)
    week["rituals"] = {slot: name.strip() for slot, name in week["rituals"].items()}
    known = {label: identity for identity, label in hub.find("rituals.mon-noon").choices}
    typed = {name: as_typed(value, spec) for name, (value, spec) in flat(week, hub).items()}
    read, problems = from_form(typed, hub)
    assert problems == {}
    assert read["rituals"] == {slot: known.get(name, name) for slot, name in week["rituals"].items()}


@ENOUGH
@given(week=weeks(), language=st.sampled_from(["en", "zh"]))
def test_every_week_can_be_drawn(week: dict[str, Any], language: str) -> None:
    hub = hub_of("rhythm", language).on(FRESH)
    result = rhythm.evaluate(week, hub)
    assert "[" not in rhythm.view({**week, "rituals": dict.fromkeys(rhythm.SLOTS, "")}, result, hub, "../")
    assert rhythm.view(week, result, hub, "../").count("tg-week__push-name") == len(result["slots"] or ())


def unfolded(text: str) -> list[str]:
    assert text.endswith("\r\n") and text.count("\n") == text.count("\r\n")
    assert max(len(line.encode()) for line in text.split("\r\n")) <= 75
    return text.replace("\r\n ", "").split("\r\n")[:-1]


@ENOUGH
@given(week=weeks(), today=st.dates(date(1990, 1, 1), date(2199, 12, 31)))
def test_the_calendar_begins_each_event_on_its_own_weekday_within_a_week(week: dict[str, Any], today: date) -> None:
    hub = asked().on(today.isoformat())
    result = rhythm.evaluate(week, hub)
    text = rhythm.calendar(week, result, hub)
    held = sum(bool(name.strip()) for name in week["rituals"].values()) + len(result["slots"] or ())
    if not held:
        assert text == "" and result["calendar"] is None
        return
    lines = unfolded(text)
    starts = [line.removeprefix("DTSTART:") for line in lines if line.startswith("DTSTART:")]
    rules = [line.rpartition("=")[2] for line in lines if line.startswith("RRULE:")]
    uids = {line for line in lines if line.startswith("UID:")}
    assert len(starts) == len(uids) == lines.count("BEGIN:VEVENT") == lines.count("END:VEVENT") == held
    for start, rule in zip(starts, rules, strict=True):
        day = date(int(start[:4]), int(start[4:6]), int(start[6:8]))
        assert today <= day < today + timedelta(days=7)
        assert WEEKDAYS[day.weekday()] == rule
    assert (lines[0], lines[-1]) == ("BEGIN:VCALENDAR", "END:VCALENDAR")


def test_a_name_comes_out_of_the_calendar_as_it_went_in() -> None:
    name = "喝茶, 吃糕; 再\\聊" + "聊" * 20
    result = answer({"pushes": 0, "rituals": {"sun-noon": name}})
    (summary,) = [line for line in unfolded(result["calendar"]) if line.startswith("SUMMARY:")]
    plain = summary.removeprefix("SUMMARY:").replace("\\,", ",").replace("\\;", ";").replace("\\\\", "\\")
    assert plain == name


def test_no_name_can_begin_a_line_of_its_own() -> None:
    assert rhythm_calendar.escaped("a\r\nEND:VEVENT\x00") == "a\\nEND:VEVENT"


def test_the_same_answers_on_the_same_day_make_the_same_file() -> None:
    one, two = (rhythm.evaluate(_usual(), asked())["calendar"] for _ in range(2))
    assert one == two and "DTSTAMP:20261122T000000Z" in one


def _usual() -> dict[str, Any]:
    return {**{spec.id: spec.opening for spec in asked().inputs.values()}}


def test_hours_out_of_order_are_refused() -> None:
    with pytest.raises(InputError, match=r"noon_at.*above morning_at"):
        answer({"pushes": 1, "morning_at": 13})


@pytest.mark.parametrize(
    ("name", "shown"), [("topic", "topic"), ("recognition", "recognition"), ("a very long name", "a very lon…")]
)
def test_a_slot_shows_what_it_has_room_for(name: str, shown: str) -> None:
    assert rhythm_picture.shortened(name) == shown


def test_chinese_takes_twice_the_room() -> None:
    assert rhythm_picture.shortened("每周一次大分享") == "每周一次大…"
