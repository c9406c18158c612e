"""The rule sandbox: what a change of a tool's numbers or words does to its cases and to a fixed sample of answers.

A request from the page::

    {"hub": "<the hub's JSON text>", "data": "<the tool's sandbox data as JSON text>", "words": {…},
     "edits": {"constants.cap.value": "0.3", …}, "verdicts": [["go", "stop"], …], "ask": 40, "form": true}

``edits`` holds what the reader typed, by the id of what is changed. A sample takes a while, so it is asked in
parts: ``verdicts`` are the pairs (before, after) so far, and ``ask`` says how many more to add. The reply holds them
with the markup that shows them, the patch, and a sentence beside each edit that cannot be used.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from tonghao_widgets import sample
from tonghao_widgets.hub import Hub, read_hub
from tonghao_widgets.sandbox_patch import changed_lines, one_line, scalar, unified
from tonghao_widgets.words import Words, fill

REFUSED, FAILED = "sandbox-refused", "sandbox-broken"
"""In the place of a verdict: the tool does not take the answers, or its formula stumbles over the changed numbers."""
LONGEST = 1000
_NUMBER = re.compile(r"[-+]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)\Z")
_WIDE = str.maketrans("０１２３４５６７８９．－＋", "0123456789.-+")
_BLANK = re.compile(r"\{[a-z][a-z0-9_]*\}")

Pair = tuple[str, str]


@dataclass(frozen=True)
class Edit:
    """A change that can be made: of which knob, the new value, and the characters that stand for it in the file."""

    knob: Mapping[str, Any]
    value: Any
    written: str


@dataclass(frozen=True)
class Outcome:
    """Everything there is to show. ``cases`` and ``pairs`` are verdicts before and after; of the sample, whose whole is
    ``answers``, perhaps only of its beginning.
    """

    hub: Hub
    after: Hub
    data: Mapping[str, Any]
    edits: tuple[Edit, ...]
    problems: Mapping[str, str]
    notes: Mapping[str, str]
    cases: tuple[Pair, ...]
    pairs: tuple[Pair, ...]
    answers: list[dict[str, Any]]
    lines: Mapping[int, str]
    patch: str


def answer(asked: Mapping[str, Any]) -> dict[str, Any]:
    """The reply to a request as in the module's description. Raises whatever a malformed request leads to."""
    from tonghao_widgets import sandbox_view

    words = Words("", asked["words"])
    made = moved(asked["hub"], asked["data"], asked.get("edits", {}), words)
    so_far = tuple((str(then), str(now)) for then, now in asked.get("verdicts", ()))
    made = replace(made, pairs=sampled(asked["hub"], made.after, so_far, int(asked.get("ask", 0))))
    return {
        "view": sandbox_view.view(made, words),
        "form": sandbox_view.form(made, words, asked.get("edits", {})) if asked.get("form") else "",
        "announce": sandbox_view.summary(made, words),
        "problems": made.problems,
        "notes": made.notes,
        "patch": made.patch,
        "verdicts": made.pairs,
        "total": len(made.answers),
        "flips": {"cases": flips(made.cases), "sample": flips(made.pairs)},
    }


def flips(pairs: tuple[Pair, ...]) -> int:
    """How many verdicts are no longer what they were."""
    return sum(then != now for then, now in pairs)


def moved(hub_text: str, data_text: str, typed: Mapping[str, str], words: Words) -> Outcome:
    """What the edits do, without the sample. Edits of things that are no longer there are passed over."""
    data, before = _loaded(data_text), _before(hub_text)
    edits, problems, notes = _read(data, typed, words)
    problems |= _crossed(hub_text, edits, words)
    edits = [edit for edit in edits if edit.knob["id"] not in problems]
    after = _day(read_hub(_changed(hub_text, edits))) if edits else before
    lines = changed_lines(data["source"].split("\n"), [(edit.knob["at"], edit.written) for edit in edits])
    return Outcome(
        hub=before,
        after=after,
        data=data,
        edits=tuple(edits),
        problems=problems,
        notes=notes,
        cases=tuple((verdict(case["inputs"], before), verdict(case["inputs"], after)) for case in data["cases"]),
        pairs=(),
        answers=_drawn(hub_text),
        lines=lines,
        patch=unified(data["file"], data["source"], lines),
    )


def sampled(hub_text: str, after: Hub, so_far: tuple[Pair, ...], more: int) -> tuple[Pair, ...]:
    """``so_far`` and the next ``more`` answers of the tool's sample, judged before and after."""
    part = range(len(so_far), min(len(so_far) + max(more, 0), len(_drawn(hub_text))))
    same = after is _before(hub_text)
    return so_far + tuple(
        (then, then if same else verdict(_drawn(hub_text)[number], after))
        for number in part
        for then in [_verdict_before(hub_text, number)]
    )


def verdict(answers: Mapping[str, Any], hub: Hub) -> str:
    """What the tool answers in one word."""
    from tonghao_widgets import desk

    try:
        values = sample.taken(answers, hub)
        return REFUSED if values is None else desk.module(hub.tool).evaluate(values, hub).verdict
    except Exception:  # a weight of zero, a list in the wrong order: whatever a formula meets is shown as such
        return FAILED


def filled(text: str, hub: Hub) -> str:
    """A text as it reads in the form as it opens. A blank that only another result fills stays as it is."""
    from tonghao_widgets import desk

    tool, whole = desk.module(hub.tool), replace(hub, brief=False)
    values = {spec.id: spec.opening for spec in hub.inputs.values()}
    try:
        result = tool.evaluate(values, whole)
        named = tool.facts(values, result, whole)
    except Exception:  # as in verdict
        return text
    own = {name: said for rule in result.rules if not isinstance(rule, str) for name, said in rule[1].items()}
    return fill(text, {**own, **named})


@lru_cache(maxsize=4)
def _loaded(text: str) -> dict[str, Any]:
    data: dict[str, Any] = json.loads(text)
    return data


@lru_cache(maxsize=4)
def _before(hub_text: str) -> Hub:
    return _day(read_hub(hub_text))


@lru_cache(maxsize=4)
def _drawn(hub_text: str) -> list[dict[str, Any]]:
    return sample.draw(_before(hub_text))


@lru_cache(maxsize=1024)
def _verdict_before(hub_text: str, number: int) -> str:
    return verdict(_drawn(hub_text)[number], _before(hub_text))


def _day(hub: Hub) -> Hub:
    """Asked on the day its dated facts were last looked at, and for the verdict alone, as the cases are checked."""
    return replace(hub.on(max((fact["checked_on"] for fact in hub.facts), default="")), brief=True)


def _changed(hub_text: str, edits: list[Edit]) -> str:
    data = json.loads(hub_text)
    for edit in edits:
        *way, last = edit.knob["hub"]
        at = data
        for step in way:
            at = at[step]
        at[last] = edit.value
    return json.dumps(data, ensure_ascii=False)


# --- what was typed ---------------------------------------------------------------------------------------------------


def _read(
    data: Mapping[str, Any], typed: Mapping[str, str], words: Words
) -> tuple[list[Edit], dict[str, str], dict[str, str]]:
    """The edits that can be used and change something; problems and notes by the id of the knob."""
    edits: list[Edit] = []
    problems: dict[str, str] = {}
    notes: dict[str, str] = {}
    for knob in data["knobs"]:
        if knob["id"] not in typed:
            continue
        edit, problem = _typed(knob, str(typed[knob["id"]]), words)
        if problem:
            problems[knob["id"]] = problem
        elif edit and edit.value != knob["value"]:
            edits.append(edit)
            if knob["kind"] == "text" and (lost := blanks(knob["value"]) ^ blanks(edit.value)):
                notes[knob["id"]] = words("sandbox-note-blanks", names=" ".join(sorted(lost)))
    return edits, problems, notes


def _typed(knob: Mapping[str, Any], text: str, words: Words) -> tuple[Edit | None, str]:
    if knob["kind"] == "number":
        plain = text.strip().translate(_WIDE)
        if len(plain) > 18 or not _NUMBER.match(plain):
            return None, words("sandbox-problem-number")
        whole = "." not in plain
        value = int(plain) if whole else float(plain)
        return Edit(knob, value, str(value) if whole else plain), ""
    if knob["kind"] == "flag":
        return Edit(knob, text == "true", "true" if text == "true" else "false"), ""
    line = one_line(text)
    if not line:
        return None, words("sandbox-problem-empty")
    if len(line) > LONGEST:
        return None, words("sandbox-problem-long", most=LONGEST)
    return Edit(knob, line, scalar(line)), ""


def blanks(text: str) -> set[str]:
    """The ``{names}`` in a text that a result fills."""
    return set(_BLANK.findall(text))


def _crossed(hub_text: str, edits: list[Edit], words: Words) -> dict[str, str]:
    """Changed bounds and usual answers of a question that do not fit each other any more."""
    found: dict[str, str] = {}
    asked = [edit for edit in edits if edit.knob["hub"][0] == "inputs" and edit.knob["kind"] in {"number", "choice"}]
    if not asked:
        return found
    data = json.loads(_changed(hub_text, edits))
    for edit in asked:
        spec: Any = data
        for step in edit.knob["hub"]:
            if isinstance(spec, dict) and step in {"default", "start", "min", "max", "library"}:
                break
            spec = spec[step]
        if edit.knob["part"] == "rows":
            spec = next((one for one in spec["items"] if one["id"] == edit.knob["hub"][-1]), {})
        low, high = spec.get("min"), spec.get("max")
        choices = [choice["id"] for choice in spec.get("choices", ())]
        if edit.knob["kind"] == "choice" or (spec.get("type") == "level" and choices):
            if str(edit.value) not in choices:
                found[edit.knob["id"]] = words("sandbox-problem-choice", choices=" ".join(choices))
            continue
        if spec.get("type") == "count" and not isinstance(edit.value, int):
            found[edit.knob["id"]] = words("sandbox-problem-whole")
        own = None if edit.knob["what"] in {"min", "max"} else edit.value
        usual = [one for one in (spec.get("default"), spec.get("start"), own) if _is_number(one)]
        too_low = low is not None and any(one <= low if spec.get("open_min") else one < low for one in usual)
        too_high = high is not None and any(one > high for one in usual)
        if too_low or too_high or (low is not None and high is not None and low > high):
            found[edit.knob["id"]] = words(
                "sandbox-problem-bounds", low="−∞" if low is None else low, high="∞" if high is None else high
            )
    return found


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)
