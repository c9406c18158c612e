"""The group board: many people's codes become one picture of what the group thinks. No server, no names.

The page sends, as ``board`` in a request::

    {"want": ["read"], "text": "<a chat log>", "codes": [kept symbols], "subjects": [{"id", "layout"}], …}
    {"want": ["view"], "codes": […], "subject": "nine", "hub": "…", "revealed": true, …}
    {"want": ["join"], "hub": "…", "preset": "tea-table", "home": "https://…/"}

with ``language``, ``words`` (the page's own) and ``exercises`` (``id`` and ``subject`` of every exercise there is). A
checklist sends ``title`` and ``items`` (``id``, ``text``) in place of ``hub``; an exercise of a workshop adds
``exercise``: ``id``, ``title``, ``prompts`` by item, ``discuss``, and both once more as ``again``. Answers given in an
exercise are a group of their own. Nothing is shown of fewer than :data:`LEAST` answers.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from tonghao_widgets import codes, layouts
from tonghao_widgets.export import csv_cell
from tonghao_widgets.group_stats import Item, items_of
from tonghao_widgets.hub import Hub, read_hub
from tonghao_widgets.saying import name_of
from tonghao_widgets.words import Words

LARGEST_TEXT = 2_000_000
MOST_CODES = 20_000
MOST_UNREAD = 1_000
LISTED = 40
LEAST = 3


@dataclass(frozen=True, slots=True)
class Subject:
    """A tool (with ``hub``) or a checklist (with ``names`` by item id): what the codes are about.

    ``exercise``: id of the workshop's exercise they were made in, with what to ask there: ``prompts`` by item or
    input (as ``=input``), and ``discuss``; ``again`` holds both of the session that does it a second time. ``others``:
    the marks of exercises whose codes are other groups.
    """

    id: str
    title: str
    layout: layouts.Layout
    hub: Hub | None = None
    names: Mapping[str, str] = field(default_factory=dict)
    exercise: str = ""
    prompts: Mapping[str, str] = field(default_factory=dict)
    discuss: tuple[str, ...] = ()
    again: Mapping[str, Any] = field(default_factory=dict)
    others: frozenset[int] = frozenset()

    def name(self, item: str) -> str:
        """What an answer is called."""
        return name_of(item, self.hub) if self.hub else self.names.get(item, item)

    def second(self) -> Subject:
        """The same where the second round is looked at: its own questions come first."""
        prompts = {**self.prompts, **self.again.get("prompts", {})}
        return replace(self, prompts=prompts, discuss=tuple(self.again.get("discuss", ())) or self.discuss)

    def prompt(self, item: str) -> str:
        """What this exercise asks where the group is apart on an item; empty when it asks nothing of its own."""
        first, *rest = item.split(".")
        own = (self.prompts.get(part) for part in (*reversed(rest), *(() if self.hub else (first,))))
        return next(filter(None, own), self.prompts.get(f"={first}", ""))


@dataclass(slots=True)
class Group:
    """The answers of one subject in the layout's order, by round (0 where none was said), with their verdicts and what
    each person had expected ("" for nothing). ``odd``: codes no page of ours makes; ``again``: codes whose sender has
    sent newer answers of the same round, which count in their place."""

    answers: dict[int, list[list[Any]]] = field(default_factory=lambda: {0: [], 1: [], 2: []})
    verdicts: dict[int, list[str]] = field(default_factory=lambda: {0: [], 1: [], 2: []})
    guesses: dict[int, list[str]] = field(default_factory=lambda: {0: [], 1: [], 2: []})
    odd: int = 0
    again: int = 0

    @property
    def first(self) -> list[list[Any]]:
        """Answers of the first round, and those without a round."""
        return [*self.answers[0], *self.answers[1]]

    @property
    def second(self) -> list[list[Any]]:
        """Answers of the second round."""
        return self.answers[2]

    @property
    def shown(self) -> list[list[Any]]:
        """The round to look at: the second where enough have answered, else the first."""
        return self.second if len(self.second) >= LEAST else self.first

    def of_shown(self, by_round: Mapping[int, list[str]]) -> list[str]:
        """The verdicts or guesses that belong to :attr:`shown`."""
        return by_round[2] if len(self.second) >= LEAST else [*by_round[0], *by_round[1]]

    @property
    def twice(self) -> bool:
        """Whether both rounds have enough answers to be set side by side."""
        return min(len(self.first), len(self.second)) >= LEAST

    @property
    def count(self) -> int:
        """All answers, of both rounds."""
        return sum(map(len, self.answers.values()))


def answer(asked: Mapping[str, Any]) -> dict[str, Any]:
    """The reply to the board's request: what ``want`` names (read, view, csv, json, join)."""
    words, want = Words(str(asked["language"]), asked["words"]), asked["want"]
    if "read" in want:
        exercises = asked.get("exercises", ())
        return read(str(asked.get("text", "")), asked.get("codes", ()), asked["subjects"], words, exercises)
    if "join" in want:
        from tonghao_widgets import board_join

        return board_join.answer(asked, words)
    subject = subject_of(asked)
    group = gather(asked.get("codes", ()), subject)
    if "view" in want:
        from tonghao_widgets import board_view

        return {"count": group.count, "view": board_view.view(group, subject, words, bool(asked.get("revealed")))}
    if len(group.shown) < LEAST:
        return {"problem": words("board-too-few", least=LEAST)}
    made = {"csv": lambda: as_csv(group, subject), "json": lambda: as_json(group, subject)}
    return {name: made[name]() for name in want if name in made}


def subject_of(asked: Mapping[str, Any]) -> Subject:
    """The tool or the checklist a request is about, and the exercise if it is about one."""
    if asked.get("hub"):
        hub = read_hub(asked["hub"])
        subject = Subject(hub.tool, hub.title, layouts.of_hub(hub), hub)
    else:
        names = {str(item["id"]): str(item["text"]) for item in asked["items"]}
        identity = str(asked["subject"]).removeprefix("list/")
        layout = layouts.of_list(identity, list(names))
        subject = Subject(f"list/{identity}", str(asked["title"]), layout, None, names)
    about = asked.get("exercise")
    if about:
        return replace(
            subject,
            title=str(about["title"]),
            exercise=str(about["id"]),
            prompts={str(item): str(text) for item, text in about["prompts"].items()},
            discuss=tuple(map(str, about["discuss"])),
            again=about.get("again") or {},
        )
    others = (layouts.mark(str(one["id"])) for one in asked.get("exercises", ()) if one["subject"] == subject.id)
    return replace(subject, others=frozenset(others))


# --- reading codes ---


def read(
    text: str,
    kept: Iterable[str],
    subjects: Iterable[Mapping[str, Any]],
    words: Words,
    exercises: Iterable[Mapping[str, Any]] = (),
) -> dict[str, Any]:
    """Codes out of any text, after those that are ``kept``.

    ``codes`` (all, each once; one that came again moves to the end), ``added`` and ``repeated`` (counts), ``unread``
    (what stood there and a sentence why), ``unread_count``, ``counts`` of people by exercise, or by subject of answers
    given outside of one, and ``note``: one sentence about all of it.
    """
    known = {layouts.mark(str(one["id"])): (str(one["id"]), int(one["layout"])) for one in subjects}
    places = {(layouts.mark(str(one["id"])), str(one["subject"])): str(one["id"]) for one in exercises}
    all_codes = dict.fromkeys(str(code) for code in kept)
    people: dict[str, set[tuple[int, int]]] = {}
    for symbols in list(all_codes):
        try:
            code = codes.read(symbols)
            identity, _ = known[code.subject]
        except (codes.CodeError, KeyError):
            del all_codes[symbols]
            continue
        place = places.get((code.exercise, identity), identity)
        people.setdefault(place, set()).add((code.sender, code.round))
    before, repeated, unread, lost = len(all_codes), 0, [], 0
    for symbols, why, seen in codes.found(text[:LARGEST_TEXT]):
        if symbols in all_codes:
            repeated += 1
            del all_codes[symbols]
            all_codes[symbols] = None
            continue
        identity = ""
        if not why:
            code = codes.read(symbols)
            identity, layout = known.get(code.subject, ("", 0))
            if not identity or layout != code.layout:
                why = "other-content" if identity else "unknown"
        if not why and len(all_codes) >= MOST_CODES:
            why = "full"
        if not why:
            all_codes[symbols] = None
            place = places.get((code.exercise, identity), identity)
            people.setdefault(place, set()).add((code.sender, code.round))
            continue
        lost += 1
        if lost <= LISTED:
            unread.append({"seen": seen, "why": _reason(why, seen, words)})
        if lost >= MOST_UNREAD:
            break
    if len(text) > LARGEST_TEXT:
        unread.append({"seen": "", "why": words("board-too-large")})
    added = len(all_codes) - before
    if not (added or repeated or lost):
        note = words("board-none")
    else:
        note = words("board-read", added=added, repeated=repeated, unread=lost)
    return {
        "codes": list(all_codes),
        "added": added,
        "repeated": repeated,
        "unread": unread,
        "unread_count": lost,
        "counts": {place: len(sent) for place, sent in people.items()},
        "note": note,
    }


def _reason(why: str, seen: str, words: Words) -> str:
    wrong, right = codes.slip(seen) if why == "damaged" else ("", "")
    return words("board-slip", wrong=wrong, right=right) if wrong else words(f"board-{why}", most=MOST_CODES)


def gather(symbols: Iterable[str], subject: Subject) -> Group:
    """The answers of those codes that are about ``subject``: of each sender and round the newest.

    Codes no page of ours makes are only counted.
    """
    group, wanted, layout = Group(), layouts.mark(subject.id), subject.layout
    exercise, others = layouts.mark(subject.exercise) if subject.exercise else 0, subject.others
    newest: dict[tuple[int, int], codes.Code] = {}
    for one in symbols:
        try:
            code = codes.read(str(one))
        except codes.CodeError:
            group.odd += 1
            continue
        if code.subject != wanted or code.layout != layout.mark:
            continue
        if code.exercise != exercise if exercise else code.exercise in others:
            continue
        sent = (code.sender, code.round)
        if newest.pop(sent, None):
            group.again += 1
        newest[sent] = code
    answers_of, outcomes = layouts.reader(layout), layout.outcomes
    for code in newest.values():
        try:
            rest, verdict = divmod(code.rest, len(outcomes) or 1)
            answers = answers_of(rest)
            guess = outcomes[code.guess - 1] if code.guess else ""
        except (IndexError, layouts.OddAnswer):
            group.odd += 1
            continue
        group.answers[code.round].append(answers)
        group.verdicts[code.round].append(outcomes[verdict] if outcomes else "")
        group.guesses[code.round].append(guess)
    return group


# --- taking it away ---


def as_csv(group: Group, subject: Subject) -> str:
    """One row a person: round, the verdict told and the one expected, every answer by id. No row says whose it is;
    they are in order of the codes."""
    fields = subject.layout.fields
    rows = [",".join(csv_cell(name) for name in ("round", "verdict", "guess", *(one.name for one in fields)))]
    for number in (0, 1, 2):
        people = zip(group.verdicts[number], group.guesses[number], group.answers[number], strict=True)
        for verdict, guess, answers in people:
            rows.append(",".join(csv_cell(_cell(value)) for value in (number or "", verdict, guess, *answers)))
    return "".join(f"{row}\r\n" for row in rows)


def _cell(value: Any) -> Any:
    if value is None:
        return ""
    return " ".join(f"{one:.12g}" for one in value) if isinstance(value, list | tuple) else value


def as_json(group: Group, subject: Subject) -> str:
    """The figures by id, and every answer that is not the usual one."""
    fields = subject.layout.fields
    people = [
        {
            "round": number,
            "verdict": group.verdicts[number][place] or None,
            "guess": group.guesses[number][place] or None,
            "answers": {
                one.name: value for one, value in zip(fields, answers, strict=True) if not _same(value, one.usual)
            },
        }
        for number in (0, 1, 2)
        for place, answers in enumerate(group.answers[number])
    ]

    def figured(answers: list[list[Any]]) -> list[dict[str, Any]]:
        return [_figures(item) for item in items_of(answers, subject.layout, subject.hub)]

    record = {
        "kind": "group",
        "subject": subject.id,
        "exercise": subject.exercise or None,
        "count": group.count,
        "shown": len(group.shown),
        "items": figured(group.shown),
        "before": figured(group.first) if group.twice else None,
        "answers": people,
    }
    return json.dumps(record, ensure_ascii=False, indent=2, allow_nan=False) + "\n"


def _same(value: Any, usual: Any) -> bool:
    return list(value) == list(usual or ()) if isinstance(value, list | tuple) else value == usual


def _figures(item: Item) -> dict[str, Any]:
    return {
        "id": item.name,
        "count": item.count,
        "unknown": item.unknown,
        "median": item.median,
        "quartiles": [item.low, item.high],
        "spread": item.spread,
        "distribution": [[value, count] for value, count in item.counts],
    }
