"""The parts every tool's answer is made of, in the order every answer has."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from tonghao_widgets import saying
from tonghao_widgets.hub import Hub
from tonghao_widgets.markup import Markup, h, join
from tonghao_widgets.result import Result, fired
from tonghao_widgets.saying import label, name_of
from tonghao_widgets.tasks import following
from tonghao_widgets.words import fill, plain_number

MOST_FLIPS = 6
WIDE = 3


def answer(
    hub: Hub,
    result: Result,
    named: Mapping[str, object],
    root: str,
    *,
    picture: Markup,
    aside: Markup | None = None,
    after: Iterable[object] = (),
) -> Markup:
    """The whole answer, in the order every answer has: verdict, how close, picture, why, what next, limits.

    ``picture`` is one or more figures. ``aside`` stands under the verdict; ``after`` are further sections of the
    tool's own (:func:`section`), after the reasons. ``root`` is the way from the page to its language's home.
    """
    tone = hub.outcomes.get(result.verdict, {}).get("tone", "open")
    return h(
        "div",
        {"class": "tg-answer", "data-verdict": result.verdict, "data-tone": tone},
        h(
            "div",
            {"class": "tg-answer__top"},
            headline(hub, result.verdict, named),
            aside,
            overdue(hub),
            closeness(hub, result, named),
        ),
        h("div", {"class": "tg-answer__picture"}, picture),
        h(
            "div",
            {"class": "tg-answer__more"},
            reasons(hub, result, named),
            list(after),
            next_steps(hub, result, named, root),
            limits(hub),
        ),
    )


def overdue(hub: Hub) -> Markup | None:
    """The dated facts this answer rests on that are due for a fresh look."""
    stale = hub.stale()
    if not stale:
        return None
    names = hub.words("list-comma").join(fact["title"] for fact in stale)
    return h("p", {"class": "tg-overdue"}, hub.words("facts-stale", names=names))


def headline(hub: Hub, verdict: str, named: Mapping[str, object]) -> Markup:
    """The verdict in one sentence and the explanation under it."""
    outcome = hub.outcomes.get(verdict, {})
    return h(
        "div",
        {"class": "tg-verdict"},
        h(
            "p",
            {"class": "tg-verdict__title", "id": f"tg-{hub.tool}-verdict"},
            fill(outcome.get("title", verdict), named),
        ),
        h("p", {"class": "tg-verdict__text"}, fill(outcome.get("text", ""), named)),
    )


def also(hub: Hub, others: Iterable[str]) -> Markup | None:
    """Other verdicts within reach: never a bare "no"."""
    names = [label(other, hub) for other in others]
    if not names:
        return None
    return h(
        "p",
        {"class": "tg-also"},
        hub.words("also"),
        " ",
        join((h("b", name) for name in names), hub.words("list-comma")),
    )


def section(hub: Hub, key: str, *children: object) -> Markup:
    """A headed part of the answer."""
    return h(
        "section", {"class": f"tg-part tg-part--{key}"}, h("h3", {"class": "tg-part__title"}, hub.words(key)), *children
    )


def to_copy(hub: Hub, name: str, text: str) -> Markup:
    """A text the tool has written for the reader, ready to select or, with a script, to copy."""
    return h(
        "div",
        {"class": "tg-written"},
        h("pre", {"class": "tg-copytext", "tabindex": 0, "role": "group", "aria-label": name}, text),
        h("button", {"type": "button", "class": "tg-button tg-button--small", "data-copy": True}, hub.words("copy")),
    )


def badge(hub: Hub, source: str) -> Markup:
    """Where a number or rule comes from."""
    return h(
        "span",
        {"class": f"tg-badge tg-badge--{source}", "title": hub.words(f"source-{source}-long")},
        hub.words(f"source-{source}"),
    )


def reasons(hub: Hub, result: Result, named: Mapping[str, object]) -> Markup:
    """Each rule that fired, with its number and where the rule comes from."""
    items = []
    for identity, own in fired(result.rules, named):
        rule = hub.rules[identity]
        items.append(
            h("li", {"data-rule": identity}, fill(rule["text"], own), " ", badge(hub, rule["source"]), cites(rule))
        )
    return section(hub, "why", h("ul", {"class": "tg-reasons"}, items))


def cites(rule: Mapping[str, Any]) -> Markup | None:
    """What a rule or an input rests on, as links."""
    links = [
        h("a", {"href": cite["url"], "rel": "noreferrer"}, cite["title"])
        if cite.get("url")
        else h("cite", cite["title"])
        for cite in rule.get("cites", ())
    ]
    return h("span", {"class": "tg-cite"}, " ", join(links, " · ")) if links else None


def closeness(hub: Hub, result: Result, named: Mapping[str, object]) -> Markup:
    """How near the verdict is to another one: nearby worlds, and the smallest change of each input that flips it."""
    words, parts = hub.words, []
    if result.branches:
        first = name_of(result.measure_first, hub) if result.measure_first else ""
        parts.append(h("p", words("measure-first", label=first)))
        parts.append(h("ul", {"class": "tg-flips"}, [h("li", _branch(hub, branch)) for branch in result.branches]))
    elif result.unknown:
        names = words("list-comma").join(name_of(name, hub) for name in result.unknown)
        parts.append(h("p", words("decided-anyway", labels=names)))
    if result.stability is not None:
        key = "close-call" if result.close_call else "steady"
        key = key if result.tried == 27 else f"{key}-each"
        counted = {"same": round(result.stability * result.tried), "tried": result.tried, **named}
        parts.append(h("p", {"class": "tg-stability"}, words(key, **counted), " ", badge(hub, "ours")))
    if result.flips:
        parts.append(h("ul", {"class": "tg-flips"}, [h("li", _flip(hub, flip)) for flip in result.flips[:MOST_FLIPS]]))
    elif result.stability is not None:
        parts.append(h("p", words("no-flip")))
    return section(hub, "how-close", *parts) if parts else Markup()


def _flip(hub: Hub, flip: Mapping[str, Any]) -> list[object]:
    target = h("b", label(flip["verdict"], hub))
    far = None
    if flip.get("direction", "is") != "is" and "change" in flip:
        change = hub.words("flip-change", change=f"{plain_number(flip['change'] * 100, 0)}%")
        far = h("span", {"class": "tg-quiet"}, " ", change)
    return [saying.flip(flip, hub), " ", target, far]


def _branch(hub: Hub, branch: Mapping[str, Any]) -> list[object]:
    names = [h("b", label(verdict, hub)) for verdict in branch["verdicts"]]
    return [saying.branch(branch, hub), " ", join(names, hub.words("list-or"))]


def next_steps(hub: Hub, result: Result, named: Mapping[str, object], root: str) -> Markup:
    """What to do next, in order, with who does it and how long it takes."""
    items = [
        h(
            "li",
            h("a", {"href": f"{root}{step['to']}/"}, step["title"]),
            h("span", {"class": "tg-next__text"}, step["text"]),
            _effort(hub, step),
        )
        for step in following(hub, result, named)
    ]
    return section(hub, "what-next", h("ol", {"class": "tg-next"}, items)) if items else Markup()


def _effort(hub: Hub, step: Mapping[str, Any]) -> Markup | None:
    parts = []
    if step.get("owner"):
        parts.append(hub.words(f"owner-{step['owner']}"))
    if step.get("hours"):
        parts.append(hub.words("hours", hours=plain_number(step["hours"])))
    return h("span", {"class": "tg-hours"}, " · ".join(parts)) if parts else None


def limits(hub: Hub) -> Markup:
    """What the tool cannot know. Stands with every verdict."""
    return section(hub, "limits", h("ul", {"class": "tg-limits"}, [h("li", line) for line in hub.limits]))


def table(caption: str, head: Iterable[object], rows: Iterable[Iterable[object]]) -> Markup:
    """A data table: the text form of a picture. Where there is no room for its columns each row becomes a list of
    its cells with their headings; the roles are said outright, because that style would take them away.
    """
    heads = list(head)
    body = [
        h(
            "tr",
            {"role": "row"},
            h("th", {"scope": "row", "role": "rowheader"}, cells[0]),
            [
                h("td", {"role": "cell", "data-head": _plain(heads[at]) if at < len(heads) else None}, cell)
                for at, cell in enumerate(cells[1:], 1)
            ],
        )
        for cells in map(list, rows)
    ]
    return h(
        "table",
        {"class": "tg-table tg-table--wide" if len(heads) > WIDE else "tg-table", "role": "table"},
        h("caption", caption),
        h(
            "thead",
            {"role": "rowgroup"},
            h("tr", {"role": "row"}, [h("th", {"scope": "col", "role": "columnheader"}, cell) for cell in heads]),
        ),
        h("tbody", {"role": "rowgroup"}, body),
    )


def _plain(cell: object) -> str | None:
    return None if isinstance(cell, Markup) else str(cell)
