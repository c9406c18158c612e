"""The board as markup: before the reveal a count and nothing else; after it, where the group stands and where not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from typing import Any

from tonghao_widgets import charts
from tonghao_widgets.board import LEAST, Group, Subject
from tonghao_widgets.group_stats import NUMBERS, Item, apart, items_of
from tonghao_widgets.markup import Markup, h
from tonghao_widgets.saying import label, said
from tonghao_widgets.words import Words, plain_number, shown

WIDTH, ROOM = 320.0, 74.0


def view(group: Group, subject: Subject, words: Words, revealed: bool) -> Markup:
    """The count; after *reveal*, and from three answers up, all the rest."""
    answers = group.shown
    enough = len(answers) >= LEAST
    state = "" if revealed and enough else words("board-hidden" if enough else "board-too-few", least=LEAST)
    parts: list[object] = [
        h("h2", {"id": "board-answers"}, words("board-count", count=group.count, title=subject.title)),
        h("p", {"class": "tg-quiet"}, words("board-odd", count=group.odd)) if group.odd else None,
        h("p", {"class": "tg-quiet"}, words("board-again", count=group.again)) if group.again else None,
        h("p", {"class": "tg-board__state"}, state) if state else None,
    ]
    if len(group.second) >= LEAST:
        subject = subject.second()
    if revealed and enough:
        items = items_of(answers, subject.layout, subject.hub)
        parts += [
            h("p", {"class": "tg-quiet"}, words("board-second", count=len(answers))) if group.twice else None,
            _guesses(group, subject, words),
            _verdicts(group, subject, words),
            _wheel(answers, subject, words),
            _apart(items, subject, words),
            _discuss(subject, words),
            _twice(group, subject, words),
            h("h3", {"id": "board-items"}, words("board-items")),
            h("p", {"class": "tg-quiet"}, words("board-items-text")),
            h("div", {"class": "tg-board__items"}, [_item(item, subject, words) for item in items]),
        ]
    return h("div", {"class": "tg-board__group", "data-enough": enough, "data-count": str(len(answers))}, parts)


# --- the whole group ---


def _verdicts(group: Group, subject: Subject, words: Words) -> Markup | None:
    return _counted("board-verdicts", group.of_shown(group.verdicts), subject, words) if subject.hub else None


def _guesses(group: Group, subject: Subject, words: Words) -> Markup | None:
    """What people expected before they looked, and how many were right; nothing of fewer than three."""
    pairs = zip(group.of_shown(group.guesses), group.of_shown(group.verdicts), strict=True)
    said_before = [(guess, verdict) for guess, verdict in pairs if guess]
    if len(said_before) < LEAST:
        return None
    right = sum(guess == verdict for guess, verdict in said_before)
    after = h("p", {"class": "tg-quiet"}, words("board-guesses-right", count=right, all=len(said_before)))
    return _counted("board-guesses", [guess for guess, _ in said_before], subject, words, after)


def _counted(
    key: str, verdicts: Sequence[str], subject: Subject, words: Words, after: Markup | None = None
) -> Markup | None:
    """How many people have each verdict, under the heading ``key``."""
    hub = subject.hub
    if not hub or not verdicts:
        return None
    counted = Counter(verdicts)
    rows = [
        charts.Bar(
            label(verdict, hub),
            float(counted[verdict]),
            str(counted[verdict]),
            str(outcome.get("tone", "open")),
        )
        for verdict, _ in counted.most_common()
        for outcome in (hub.outcomes[verdict],)
    ]
    told = words("list-comma").join(f"{bar.name} {bar.said}" for bar in rows)
    return h(
        "section",
        {"class": "tg-board__part"},
        h("h3", {"id": key}, words(key)),
        charts.bars(rows, float(len(verdicts)), alternative=f"{words(key)}{words('colon')}{told}"),
        after,
    )


def _discuss(subject: Subject, words: Words) -> Markup | None:
    """What the exercise asks everybody afterwards."""
    if not subject.discuss:
        return None
    asked = [h("li", question) for question in subject.discuss]
    return h(
        "section", {"class": "tg-board__part"}, h("h3", {"id": "board-discuss"}, words("board-discuss")), h("ul", asked)
    )


def _wheel(answers: Sequence[Sequence[Any]], subject: Subject, words: Words) -> Markup | None:
    """Of the nine elements: the group's wheel by medians, with the band between its quartiles."""
    if not subject.hub or subject.id != "nine":
        return None
    from tonghao_widgets import board_wheel

    return board_wheel.draw(answers, subject, words)


def _apart(items: Sequence[Item], subject: Subject, words: Words) -> Markup:
    """What to talk about: the questions with the widest spread, each with the ends of the group and a prompt."""
    rows = []
    for item in apart(items):
        if item.median is None:
            kind = "choice"
            answers = sorted((one for one in item.counts if one[1]), key=lambda one: -one[1])[:2]
            low, high = (_say(value, item, subject, words) for value, _ in (*answers, answers[-1])[:2])
        elif item.spec.type == "level":
            kind = "level"
            given = [value for value, count in item.counts if count]
            low, high = (_say(value, item, subject, words) for value in (min(given), max(given)))
        else:
            kind = "number"
            low, high = (_say(value, item, subject, words) for value in (item.low, item.high))
        rows.append(
            h(
                "li",
                {"class": "tg-board__apart", "data-item": item.name},
                h("b", subject.name(item.name)),
                " ",
                h("span", {"class": "tg-quiet"}, words("board-spread", spread=plain_number(item.spread * 100, 0))),
                h("p", words(f"board-ends-{kind}", low=low, high=high)),
                h("p", {"class": "tg-board__ask"}, subject.prompt(item.name) or words(f"board-ask-{kind}")),
            )
        )
    return h(
        "section",
        {"class": "tg-board__part"},
        h("h3", {"id": "board-apart"}, words("board-apart")),
        h("p", {"class": "tg-quiet"}, words("board-apart-text")),
        h("ol", {"class": "tg-board__aparts"}, rows) if rows else h("p", words("board-agreed")),
    )


def _twice(group: Group, subject: Subject, words: Words) -> Markup | None:
    """Both rounds side by side: median, or how many chose the answer that is commonest now."""
    if not group.twice:
        return None
    before = {item.name: item for item in items_of(group.first, subject.layout, subject.hub)}
    rows = []
    for item in items_of(group.second, subject.layout, subject.hub):
        was = before.get(item.name)
        if was and was.shares != item.shares:
            cells = [_middle(one, item, subject, words) for one in (was, item)]
            spreads = [f"{plain_number(one.spread * 100, 0)}%" for one in (was, item)]
            rows.append(h("tr", h("th", {"scope": "row"}, subject.name(item.name)), *map(_cell, (*cells, *spreads))))
    heads = ("board-item", "board-before", "board-after", "board-spread-before", "board-spread-after")
    table = h(
        "table",
        {"class": "tg-table"},
        h("caption", words("board-twice-text", before=len(group.first), after=len(group.second))),
        h("thead", h("tr", [h("th", {"scope": "col"}, words(key)) for key in heads])),
        h("tbody", rows),
    )
    return h(
        "section",
        {"class": "tg-board__part"},
        h("h3", {"id": "board-twice"}, words("board-twice")),
        h(
            "div",
            {"class": "tg-board__scroll", "tabindex": "0", "role": "group", "aria-label": words("board-twice")},
            table,
        )
        if rows
        else h("p", words("board-twice-same")),
    )


def _cell(text: str) -> Markup:
    return h("td", text)


def _middle(item: Item, now: Item, subject: Subject, words: Words) -> str:
    if item.median is not None:
        return _say(item.median, item, subject, words)
    value = max(now.counts, key=lambda one: one[1])[0]
    share = dict(item.counts).get(value, 0) / item.count
    return f"{_say(value, item, subject, words)} {plain_number(share * 100, 0)}%"


# --- one question ---


def _item(item: Item, subject: Subject, words: Words) -> Markup:
    name = subject.name(item.name)
    parts = [words("board-people", count=item.count)]
    if item.median is not None:
        middle, low, high = (_say(one, item, subject, words) for one in (item.median, item.low, item.high))
        parts += [words("board-median", median=middle), words("board-middle", low=low, high=high)]
    if item.unknown:
        parts.append(words("board-unknown-count", count=item.unknown))
    return h(
        "figure",
        {"class": "tg-board__item", "data-item": item.name},
        h("figcaption", name),
        _choices(item, subject, words) if item.median is None else _columns(item, subject, words),
        h("p", {"class": "tg-quiet"}, words("board-between").join(parts)),
    )


def _choices(item: Item, subject: Subject, words: Words) -> Markup:
    rows = [
        charts.Bar(_say(value, item, subject, words), float(count), str(count), "go" if count else "open")
        for value, count in item.counts
    ]
    told = words("list-comma").join(f"{bar.name} {bar.said}" for bar in rows)
    return charts.bars(rows, float(item.count), alternative=f"{subject.name(item.name)}{words('colon')}{told}")


def _columns(item: Item, subject: Subject, words: Words) -> Markup:
    """A column for each answer or step, its count on top; a bracket under the middle half, a wedge at the median."""
    most, wide = max(count for _, count in item.counts), WIDTH / len(item.counts)
    parts: list[object] = []
    told = []
    for place, (value, count) in enumerate(item.counts):
        x, tall = place * wide, ROOM * count / most
        ends = value if isinstance(value, tuple) else (value,)
        name = "–".join(_short(end, item, words) for end in ends)
        told.append(f"{name}{words('colon')}{count}")
        room = {"x": x + wide * 0.14, "width": wide * 0.72, "rx": 2.0}
        parts.append(h("rect", {"class": "tg-column", **room, "y": 16 + ROOM - tall, "height": max(tall, 1.0)}))
        middle = x + wide / 2
        if count:
            text = {"class": "tg-column__count", "x": middle, "y": 11 + ROOM - tall, "text-anchor": "middle"}
            parts.append(h("text", text, str(count)))
        if not isinstance(value, tuple) or place in {0, len(item.counts) - 1}:
            end = "middle"
            if isinstance(value, tuple):  # of many steps only the ends are written
                end, middle = ("start", 0.0) if place == 0 else ("end", WIDTH)
                name = _short(ends[0 if place == 0 else 1], item, words)
            parts.append(h("text", {"class": "tg-tick", "x": middle, "y": ROOM + 40, "text-anchor": end}, name))
    low, median, high = (_across(item, float(one)) for one in (item.low, item.median, item.high))  # type: ignore[arg-type]
    base = 16 + ROOM + 6
    parts.append(h("line", {"class": "tg-column__half", "x1": low - 3, "x2": high + 3, "y1": base, "y2": base}))
    parts.append(h("path", {"class": "tg-column__median", "d": f"M{median:.1f} {base - 5}l5 9h-10z"}))
    label_ = f"{subject.name(item.name)}{words('colon')}{words('list-comma').join(told)}"
    view_ = f"0 0 {WIDTH:g} {ROOM + 46:g}"
    return h("svg", {"class": "tg-chart tg-columns", "viewBox": view_, "role": "img", "aria-label": label_}, parts)


def _across(item: Item, value: float) -> float:
    """Where a number stands under the columns: between the middles of counted answers, or along the equal steps."""
    wide = WIDTH / len(item.counts)
    keys = [key for key, _ in item.counts]
    if isinstance(keys[0], tuple):
        return (value - keys[0][0]) / (keys[-1][1] - keys[0][0]) * WIDTH
    for place, (left, right) in enumerate(pairwise(keys)):
        if left <= value <= right:
            return (place + 0.5 + (value - left) / (right - left)) * wide
    return wide / 2 if value <= keys[0] else WIDTH - wide / 2


def _short(value: Any, item: Item, words: Words) -> str:
    if item.spec.type == "level":
        return plain_number(value)
    return shown(item.spec.type, float(f"{value:.3g}"), words)


def _say(value: Any, item: Item, subject: Subject, words: Words) -> str:
    """An answer as people say it: a median between two steps as a number."""
    if subject.hub is None:
        return words(f"board-state-{value}")
    if item.spec.type == "level":
        return plain_number(value)
    if item.spec.type in NUMBERS:
        return shown(item.spec.type, value, words)
    return said(value, item.spec, subject.hub)
