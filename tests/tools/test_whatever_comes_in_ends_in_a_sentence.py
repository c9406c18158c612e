"""Links, files, chats and kept state from a stranger's hand: every one gets an answer, soon, and as text."""

import json
import time
from collections.abc import Callable, Iterator
from random import Random
from typing import Any

import pytest

import hostile
from data import SHARE, each
from pages.small import Seen
from tonghao import tool_data
from tonghao_widgets import board, codes, desk, imports, layouts, link
from tonghao_widgets.inputs import as_typed, flat
from tonghao_widgets.words import Words
from tools.conftest import hub_of, real_library

TOOLS = [*desk.TOOLS]
LANGUAGES = ("en", "zh")
WANTS = ["view", "link", "text", "markdown", "csv", "json", "calendar", "code"]
SLOWEST = 2.0  # s: what takes longer is a page that seems dead


def tries(count: int) -> range:
    """So many in a whole run; see data.SHARE."""
    return range(max(4, round(count * SHARE)))


@pytest.fixture(scope="module")
def hub_texts() -> dict[str, str]:
    return {tool: tool_data.hub_json(real_library(), tool, LANGUAGES[place % 2]) for place, tool in enumerate(TOOLS)}


def honest(tool: str) -> dict[str, str]:
    hub = hub_of(tool)
    opening = flat({spec.id: spec.opening for spec in hub.inputs.values()}, hub)
    return {name: as_typed(*answer) for name, answer in opening.items()}


def in_time(act: Callable[..., Any], *given: Any) -> Any:
    start = time.process_time()
    made = act(*given)
    assert time.process_time() - start < SLOWEST
    return made


def asked(request: dict[str, Any]) -> dict[str, Any]:
    text = in_time(desk.answer, json.dumps(request))
    assert "Traceback" not in text
    return json.loads(text)


def only_text(markup: str) -> None:
    """Nothing of a stranger's became an element, an attribute that runs or an address of elsewhere."""
    seen = Seen(markup)
    assert seen.wrong == seen.open == []
    assert not {tag for tag, _ in seen.elements} & {
        "script",
        "img",
        "iframe",
        "style",
        "meta",
        "base",
        "form",
        "object",
    }
    for _, attributes in seen.elements:
        assert not [name for name in attributes if name.startswith("on")]
        assert not [
            at for name, at in attributes.items() if name in {"href", "src"} and at.lower().startswith("javascript")
        ]


@each("tool", TOOLS)
def test_a_link_or_a_form(tool: str, hub_texts: dict[str, str]) -> None:
    usual = honest(tool)
    for number in tries(30):
        chance = Random(f"form {tool} {number}")
        given = hostile.form(chance, tuple(usual), usual)
        reply = asked({"hub": hub_texts[tool], "root": "../../", "today": "2026-11-22", "form": given, "want": WANTS})
        assert "error" not in reply, (given, reply)
        only_text(reply["view"])
        assert set(json.loads(reply["json"])) >= {"tool", "inputs", "verdict"}
        assert len(reply["link"]) < 60_000 and "<" not in reply["link"]


@each("tool", TOOLS)
def test_a_file(tool: str) -> None:
    hub = hub_of(tool)
    usual = honest(tool)
    known = (*usual, *hub.inputs)
    for number in tries(1200):
        chance = Random(f"file {tool} {number}")
        text = hostile.file(chance, tool, known)
        told = in_time(imports.opened, text, hub)
        assert set(told) in ({"problem"}, {"form", "dropped"}), text
        if "problem" in told:
            assert told["problem"]
            continue
        assert len(told["dropped"]) <= imports.MOST_NAMED
        assert all(isinstance(answer, str) for answer in told["form"].values())
        assert set(told["form"]) <= set(flat(desk.read_form(told["form"], hub)[0], hub)) | set(usual)


def test_a_file_of_a_great_many_rows() -> None:
    for tool in TOOLS:
        hub = hub_of(tool)
        for spec in [spec for spec in hub.inputs.values() if spec.type == "rows"]:
            good = [{"id": f"row {number}"} for number in range(60)]
            for bad in ({}, "x"):
                rows = good + [bad] * (180_000 // (len(json.dumps(bad)) + 2))
                text = json.dumps({"tool": tool, "inputs": {spec.id: rows}})
                assert "problem" not in in_time(imports.opened, text, hub)


def test_a_pasted_chat() -> None:
    library = real_library()
    words = Words("en", {key: text["en"] for key, text in library.words.items()})
    subjects = [{"id": tool, "layout": layouts.of_hub(hub_of(tool)).mark} for tool in TOOLS]
    codes_so_far: list[str] = []
    for number in tries(6000):
        text = hostile.chat(Random(f"chat {number}"))
        told = in_time(board.read, text, codes_so_far, subjects, words)
        assert told["note"] and set(codes_so_far) <= set(told["codes"]), "what was there is still there"
        assert all(set(one) == {"seen", "why"} and len(one["seen"]) <= 60 and one["why"] for one in told["unread"])
        codes_so_far = told["codes"]
    assert len(codes_so_far) == 1


@each("text", ["TH1-", "TH1-Z", "TH1-3000-", "ABCD-", "TH1-Z ", "\u200b-", "TH1-ZW00 "])
def test_a_chat_of_the_largest_size_made_to_be_slow(text: str) -> None:
    assert (
        sum(
            1
            for _, found in zip(
                range(board.MOST_UNREAD), codes.found(text * (board.LARGEST_TEXT // len(text))), strict=False
            )
        )
        >= 0
    )
    in_time(board.read, text * (board.LARGEST_TEXT // len(text)), [], [], Words("en", {}))


@each("tool", TOOLS)
def test_a_board_of_forged_codes(tool: str, hub_texts: dict[str, str]) -> None:
    """Their checks are right, what they hold is anything."""
    hub = hub_of(tool)
    words = {key: text["en"] for key, text in real_library().words.items()}
    layout, chance = layouts.of_hub(hub), Random(f"forged {tool}")
    for _ in tries(3):
        forged = [*_forged(layout, chance)]
        request = {"hub": hub_texts[tool], "codes": forged, "revealed": True, "language": "en", "words": words}
        for want in (["view"], ["csv"], ["json"]):
            reply = asked({"board": {"want": want, **request}})
            assert "error" not in reply
            if "view" in reply:
                only_text(reply["view"])


def _forged(layout: layouts.Layout, chance: Random) -> Iterator[str]:
    for size in (0, 3, 8, 20, 60, 90, 150, 200, 500):
        head = [
            (layouts.mark(layout.subject), layouts.MARKS),
            (layout.mark, layouts.MARKS),
            (chance.randrange(codes.SENDERS), codes.SENDERS),
        ]
        head += [(chance.randrange(3), 3), (0, 2), (chance.getrandbits(size) if size else 0, 1 << 600)]
        yield codes.spelt(layouts.folded(head))[len(codes.PREFIX) :].replace("-", "")


@each("day", ["2126-11-22", "0001-01-01", "9999-12-31", "+010000-01", "", "tomorrow"])
def test_a_plan_on_a_device_whose_clock_is_wrong(day: str, hub_texts: dict[str, str]) -> None:
    for hours in ("6", -5, [], 1e308):
        request = {
            "language": "en",
            "words": {},
            "root": "",
            "home": "https://example.org/",
            "today": day,
            "start": day,
        }
        tools = [{"hub": text, "form": {}, "step": 0} for text in [*hub_texts.values()][::4]]
        reply = asked(
            {
                "plan": {
                    **request,
                    "hours_per_week": hours,
                    "tools": tools,
                    "lists": [],
                    "done": [],
                    "want": ["view", "csv", "calendar", "json"],
                }
            }
        )
        assert reply["count"] > 5


def test_a_plan_of_anything(hub_texts: dict[str, str]) -> None:
    for number in tries(60):
        chance = Random(f"plan {number}")
        tools = [
            {"hub": hub_texts[tool], "form": hostile.value(chance), "step": hostile.value(chance)}
            for tool in chance.sample(TOOLS, 2)
        ]
        request = {
            "language": "en",
            "words": {},
            "root": "",
            "today": "2026-11-22",
            "start": hostile.value(chance),
            "hours_per_week": hostile.value(chance),
        }
        lists = [
            {
                "id": "cold-start",
                "title": "t",
                "to": "cold-start",
                "step": 1,
                "items": [{"id": "a", "text": "b"}],
                "done": hostile.value(chance),
                "skipped": hostile.value(chance),
            }
        ]
        reply = asked(
            {"plan": {**request, "tools": tools, "lists": lists, "done": hostile.value(chance), "want": ["view"]}}
        )
        assert "error" not in reply, number
        only_text(reply["view"])


@each("tool", TOOLS)
def test_on_any_day(tool: str, hub_texts: dict[str, str]) -> None:
    for day in ("0001-01-01", "9999-12-31", "9999-99-99", "x"):
        reply = asked({"hub": hub_texts[tool], "today": day, "form": {}, "want": WANTS})
        assert "error" not in reply


def test_a_share_link_is_one_line_of_plain_signs() -> None:
    hub = hub_of("rules")
    for number in tries(300):
        chance = Random(f"link {number}")
        values, _ = desk.read_form(desk.as_form(hostile.form(chance, tuple(honest("rules")), {})), hub)
        made = link.fragment(values, hub)
        assert made.isascii() and made.isprintable() and not set(made) & set("<>\"'`\\ ")
