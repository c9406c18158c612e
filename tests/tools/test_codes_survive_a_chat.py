"""A code comes through any chat whole, or it is noticed; what it holds is what was answered, in every language."""

import itertools
import random
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data import each, examples
from tonghao.pages.exercise import all_places
from tonghao_widgets import codes, desk, layouts
from tonghao_widgets.hub import Hub
from tools.conftest import hub_of, real_library

TOOLS = [*desk.TOOLS]
NINE = "TH1-3000-0BSC-0H9A-Z4J2-HA0J-7VFY"


def typed(tool: str, seed: int) -> tuple[dict, str, Hub]:
    """Answers of somebody who changed about a third of the form, and the verdict."""
    chance, hub, form = random.Random(f"{tool}{seed}"), hub_of(tool), {}
    for field in layouts.of_hub(hub).fields:
        options = [option for option in field.options if option is not None]
        if chance.random() > 0.35 or ".own-" in field.name or field.spec.type in {"text", "numbers"}:
            continue
        answer = chance.choice(options or [0, 1, 2, 5, 12.5, 33.3, 100, 1234])
        form[field.name] = str(answer).lower() if isinstance(answer, bool) else str(answer)
    values, _ = desk.read_form(form, hub)
    return values, desk.module(tool).evaluate(values, hub).verdict, hub


def opened(code: str, hub: Hub) -> tuple[codes.Code, str, dict]:
    ((symbols, why, _),) = codes.found(code)
    assert why == ""
    read, layout = codes.read(symbols), layouts.of_hub(hub)
    rest, verdict = divmod(read.rest, len(layout.outcomes))
    return read, layout.outcomes[verdict], layouts.values(layouts.reader(layout)(rest), layout, hub)


@each("tool", TOOLS)
@each("seed", range(6))
def test_what_is_read_is_what_was_answered(tool: str, seed: int) -> None:
    values, verdict, hub = typed(tool, seed)
    code = codes.of_tool(values, verdict, hub, sender=77, round=2, exercise="check-up/2", guess=[*hub.outcomes][-1])
    read, told, back = opened(code, hub)
    assert (read.sender, read.round, read.exercise) == (77, 2, layouts.mark("check-up/2"))
    assert read.subject == layouts.mark(tool) and read.guess == len(hub.outcomes)
    assert told == verdict
    assert back == values


@each("tool", TOOLS)
def test_every_case_fits_into_a_code_that_one_message_holds(tool: str) -> None:
    hub = hub_of(tool)
    for preset in hub.presets:
        values = {spec.id: preset["inputs"].get(spec.id, spec.opening) for spec in hub.inputs.values()}
        for spec in hub.inputs.values():
            if spec.type == "group" and isinstance(values[spec.id], dict):
                values[spec.id] = {**spec.opening, **values[spec.id]}
        code = codes.of_tool(values, next(iter(hub.outcomes)), hub)
        assert len(code) <= 150
        assert re.fullmatch(r"TH1(-[0-9A-HJKMNP-TV-Z]{4})+", code)


def test_the_code_is_the_same_in_every_language() -> None:
    for tool in TOOLS:
        assert layouts.of_hub(hub_of(tool, "en")) != layouts.of_hub(hub_of(tool, "zh"))  # the labels differ …
        assert layouts.of_hub(hub_of(tool, "en")).mark == layouts.of_hub(hub_of(tool, "zh")).mark  # … the order doesn't


def test_no_two_subjects_or_layouts_share_a_mark() -> None:
    library = real_library()
    subjects = [*TOOLS, *(f"list/{identity}" for identity in library.playbooks)]
    assert len({layouts.mark(subject) for subject in subjects}) == len(subjects) > 20


def test_no_two_exercises_of_a_tool_share_a_mark() -> None:
    named = {place.name: place for place in all_places(real_library())}
    assert len({(layouts.mark(name), place.subject) for name, place in named.items()}) == len(named) > 12


def test_what_is_not_a_slip_of_the_hand_is_not_guessed_at() -> None:
    assert 32 * codes.BY_32 % codes.PRIME == 1
    chance = random.Random(5)
    for _ in range(300):
        other = "".join(chance.choice(codes.ALPHABET) for _ in range(len(NINE.replace("-", "")) - 7))
        assert codes.slip(f"TH1-30{other}AA") == ("", "")
    assert codes.slip("") == codes.slip("TH1-") == codes.slip(NINE) == codes.slip("TH1-ÄÖÜÄ-ÖÜÄÖ-ÜÄÖÜ") == ("", "")


def test_any_one_or_two_wrong_characters_are_noticed() -> None:
    """A wrong character moves the code, read as a number, by its difference times a power of 32. No two such moves
    are equal, so no two wrong characters can make up for each other, at any places of the longest code."""
    moves = set()
    weight = 1
    for _ in range(codes.MOST_GROUPS * codes.GROUP):
        steps = {sign * step * weight % codes.PRIME for step in range(1, 32) for sign in (1, -1)}
        assert len(steps) == 62 and 0 not in steps and moves.isdisjoint(steps)
        moves |= steps
        weight = weight * 32 % codes.PRIME


@pytest.mark.parametrize("code", [NINE, "TH1-2G1A-VKXF-HRTK-169F-H4T4"])
def test_every_single_slip_of_a_hand_is_noticed(code: str) -> None:
    symbols = code.replace("-", "")[3:]
    kept = [found[0] for found in codes.found(code)]
    assert kept == [symbols]
    places = [place for place, char in enumerate(code) if place > 3 and char != "-"]
    for place, other in itertools.product(places, codes.ALPHABET):
        wrong = f"{code[:place]}{other}{code[place + 1 :]}"
        assert wrong == code or all(why for _, why, _ in codes.found(wrong))
    for one, two in itertools.combinations(places, 2):
        swapped = list(code)
        swapped[one], swapped[two] = swapped[two], swapped[one]
        assert code[one] == code[two] or all(why for _, why, _ in codes.found("".join(swapped)))
    for place in places:
        assert all(why for _, why, _ in codes.found(code[:place] + code[place + 1 :])), "one left out"
        doubled = list(codes.found(code[:place] + code[place] + code[place:]))
        assert all(why or found == symbols for found, why, _ in doubled), "one twice"


@each(
    "around",
    [
        "{code}",
        "[22/11/2026, 10:03] Li Wei: {code}",
        "小李 10:03\n我的码：{code}，谢谢",
        "“{code}”。",
        "{code}{code}",
        "see {code}. Thanks!",
        "<b>{code}</b>",
        "> > {code}",
        "*{code}*",
    ],
)
@each(
    "told",
    [
        str,
        str.lower,
        lambda code: code.replace("-", "–"),
        lambda code: code.replace("-", "－"),
        lambda code: code.replace("-", " "),
        lambda code: code.replace("-", "-\n"),
        lambda code: code.replace("0", "O"),
        lambda code: code.replace("1", "l"),
        lambda code: code.replace("-", "-\u200b"),
        lambda code: "".join(chr(ord(char) + 0xFEE0) if char != "-" else char for char in code),
        lambda code: code[:4] + code[4:].replace("-", ""),
    ],
)
def test_what_chats_and_hands_do_to_a_code_does_no_harm(around: str, told) -> None:
    text = around.replace("{code}", told(NINE))
    found = [symbols for symbols, why, _ in codes.found(text) if not why]
    assert set(found) == {NINE.replace("-", "")[3:]}


@each(
    "text, why",
    [
        (NINE[:-2], "cut-off"),
        (f"{NINE[:18]}\nBob: hi", "cut-off"),
        (NINE.replace("TH1", "TH2"), "version"),
        (NINE[:-1] + "A", "damaged"),
        ("TH1-ZZZZ-ZZZZ", "damaged"),
    ],
)
def test_it_is_said_what_is_wrong(text: str, why: str) -> None:
    assert [one[1] for one in codes.found(text)] == [why]


def test_a_code_after_a_broken_one_is_still_read() -> None:
    found = list(codes.found(f"{NINE[:14]} {NINE} {NINE[:-1]}A {NINE}"))
    assert [why for _, why, _ in found] in (["cut-off", "", "damaged", ""], ["damaged", "", "damaged", ""])


def test_a_code_that_lost_its_beginning_is_read_all_the_same() -> None:
    assert [one[0] for one in codes.found(f"my code {NINE[4:]} ok")] == [NINE.replace("-", "")[3:]]


@examples(150)
@given(st.text(max_size=400))
def test_any_text_is_read_without_a_fuss(text: str) -> None:
    for symbols, why, seen in codes.found(f"{text} TH1-{text} {NINE} {text}"):
        assert (symbols == "") == (why != "") and len(seen) <= 60


@examples(150)
@given(st.integers(0, 2**300), st.sampled_from(TOOLS))
def test_a_code_made_by_a_foreign_hand_is_refused_or_holds_allowed_answers(number: int, tool: str) -> None:
    """The right checks do not make answers right."""
    hub = hub_of(tool)
    layout = layouts.of_hub(hub)
    try:
        answers = layouts.reader(layout)(number)
    except layouts.OddAnswer:
        return
    again = layouts.folded(layouts.digits(dict(zip((f.name for f in layout.fields), answers, strict=True)), layout))
    assert layouts.reader(layout)(again) == answers


def test_too_much_for_a_code_is_said() -> None:
    hub = hub_of("metrics")
    values = {spec.id: spec.opening for spec in hub.inputs.values()} | {"nps_scores": [*range(11)] * 50}
    with pytest.raises(codes.CodeError, match="too-long"):
        codes.of_tool(values, next(iter(hub.outcomes)), hub)


def test_a_checklist_has_codes_too() -> None:
    items = ["one", "two", "three"]
    code = codes.of_list("cold-start", items, {"one": "done", "three": "skipped"}, sender=3)
    ((symbols, _, _),) = codes.found(code)
    layout = layouts.of_list("cold-start", items)
    assert layouts.reader(layout)(codes.read(symbols).rest) == ["done", "open", "skipped"]


def test_two_people_with_the_same_answers_have_different_codes() -> None:
    made = {codes.of_list("cold-start", ["one"], {}, sender=sender) for sender in range(50)}
    assert len(made) == 50
