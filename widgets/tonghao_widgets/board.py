"""The group board: many people's codes become one picture of what the group thinks. No server, no names.

The page sends, as ``board`` in a request::

    {"want": ["read"], "text": "<a chat log>", "codes": [kept symbols], "subjects": [{"id", "layout"}], …}
    {"want": ["view"], "codes": […], "subject": "nine", "hub": "…", "revealed": true, …}
    {"want": ["join"], "hub": "…", "preset": "tea-table", "home": "https://…/"}

with ``language`` and ``words`` (the page's own). A checklist sends ``title`` and ``items`` (``id``, ``text``) in place
of ``hub``. Nothing is shown of fewer than :data:`LEAST` answers.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
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
    """A tool (with ``hub``) or a checklist (with ``names`` by item id): what the codes are about."""

    id: str
    title: str
    layout: layouts.Layout
    hub: Hub | None = None
    names: Mapping[str, str] = field(default_factory=dict)

    def name(self, item: str) -> str:
        """What an answer is called."""
        return name_of(item, self.hub) if self.hub else self.names.get(item, item)


@dataclass(slots=True)
class Group:
    """The answers of one subject in the layout's order, by round (0 where none was said), with their verdicts."""

    answers: dict[int, list[list[Any]]] = field(default_factory=lambda: {0: [], 1: [], 2: []})
    verdicts: dict[int, list[str]] = field(default_factory=lambda: {0: [], 1: [], 2: []})
    odd: int = 0

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

    @property
    def shown_verdicts(self) -> list[str]:
        """The verdicts that belong to :attr:`shown`."""
        return self.verdicts[2] if len(self.second) >= LEAST else [*self.verdicts[0], *self.verdicts[1]]

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
        return read(str(asked.get("text", "")), asked.get("codes", ()), asked["subjects"], words)
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
    """The tool or the checklist a request is about."""
    if asked.get("hub"):
        hub = read_hub(asked["hub"])
        return Subject(hub.tool, hub.title, layouts.of_hub(hub), hub)
    names = {str(item["id"]): str(item["text"]) for item in asked["items"]}
    identity = str(asked["subject"]).removeprefix("list/")
    return Subject(f"list/{identity}", str(asked["title"]), layouts.of_list(identity, list(names)), None, names)


# --- reading codes ---


def read(text: str, kept: Iterable[str], subjects: Iterable[Mapping[str, Any]], words: Words) -> dict[str, Any]:
    """Codes out of any text, after those that are ``kept``.

    ``codes`` (all, each once), ``added`` and ``repeated`` (counts), ``unread`` (what stood there and a sentence why),
    ``unread_count``, ``counts`` by subject, and ``note``: one sentence about all of it.
    """
    known = {layouts.mark(str(one["id"])): (str(one["id"]), int(one["layout"])) for one in subjects}
    all_codes = dict.fromkeys(str(code) for code in kept)
    counts: dict[str, int] = {}
    for symbols in list(all_codes):
        try:
            identity, _ = known[codes.read(symbols).subject]
            counts[identity] = counts.get(identity, 0) + 1
        except (codes.CodeError, KeyError):
            del all_codes[symbols]
    before, repeated, unread, lost = len(all_codes), 0, [], 0
    for symbols, why, seen in codes.found(text[:LARGEST_TEXT]):
        if symbols in all_codes:
            repeated += 1
            continue
        identity = ""
        if not why:
            identity, why = _subject(codes.read(symbols), known)
        if not why and len(all_codes) >= MOST_CODES:
            why = "full"
        if not why:
            all_codes[symbols] = None
            counts[identity] = counts.get(identity, 0) + 1
            continue
        lost += 1
        if lost <= LISTED:
            unread.append({"seen": seen, "why": words(f"board-{why}", most=MOST_CODES)})
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
        "counts": counts,
        "note": note,
    }


def _subject(code: codes.Code, known: Mapping[int, tuple[str, int]]) -> tuple[str, str]:
    """The subject's id, or why there is none."""
    identity, layout = known.get(code.subject, ("", 0))
    if not identity:
        return "", "unknown"
    return (identity, "") if layout == code.layout else ("", "other-content")


def gather(symbols: Iterable[str], subject: Subject) -> Group:
    """The answers of those codes that are about ``subject``. Codes no page of ours makes are only counted."""
    group, wanted, layout = Group(), layouts.mark(subject.id), subject.layout
    answers_of, outcomes = layouts.reader(layout), layout.outcomes
    for one in symbols:
        try:
            code = codes.read(str(one))
            if code.subject != wanted or code.layout != layout.mark:
                continue
            rest, verdict = code.rest, 0
            if outcomes:
                rest, verdict = divmod(rest, len(outcomes))
            group.answers[code.round].append(answers_of(rest))
            if outcomes:
                group.verdicts[code.round].append(outcomes[verdict])
        except (codes.CodeError, layouts.OddAnswer):
            group.odd += 1
    return group


# --- taking it away ---


def as_csv(group: Group, subject: Subject) -> str:
    """One row a person: round, verdict, every answer by id. No row says whose it is; they are in order of the codes."""
    fields = subject.layout.fields
    rows = [",".join(csv_cell(name) for name in ("round", "verdict", *(one.name for one in fields)))]
    for number in (0, 1, 2):
        for place, answers in enumerate(group.answers[number]):
            verdict = group.verdicts[number][place] if group.verdicts[number] else ""
            rows.append(",".join(csv_cell(_cell(value)) for value in (number or "", verdict, *answers)))
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
            "verdict": group.verdicts[number][place] if group.verdicts[number] else None,
            "answers": {
                one.name: value for one, value in zip(fields, answers, strict=True) if not _same(value, one.usual)
            },
        }
        for number in (0, 1, 2)
        for place, answers in enumerate(group.answers[number])
    ]
    record = {
        "kind": "group",
        "subject": subject.id,
        "count": group.count,
        "shown": len(group.shown),
        "items": [_figures(item) for item in items_of(group.shown, subject.layout, subject.hub)],
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
