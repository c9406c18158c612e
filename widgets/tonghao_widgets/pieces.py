"""The parts every tool's answer is made of, in the order every answer has."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from tonghao_widgets.hub import Hub
from tonghao_widgets.markup import Markup, h, join
from tonghao_widgets.words import fill, plain_number, shown

Label = Callable[[str, Hub], str]


def answer(
    hub: Hub,
    *,
    tone_of: str,
    headline: Markup,
    aside: Markup | None,
    picture: Markup,
    reasons: Markup,
    closeness: Markup,
    following: Markup,
    limits: Markup,
) -> Markup:
    """An answer: verdict and how close it is, picture, why, what next, limits."""
    tone = hub.outcomes.get(tone_of, {}).get("tone", "open")
    return h(
        "div",
        {"class": "tg-answer", "data-verdict": tone_of, "data-tone": tone},
        h("div", {"class": "tg-answer__top"}, headline, aside, closeness),
        h("div", {"class": "tg-answer__picture"}, picture),
        h("div", {"class": "tg-answer__more"}, reasons, following, limits),
    )


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


def also(hub: Hub, others: Iterable[str], label: Label) -> Markup | None:
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


def badge(hub: Hub, source: str) -> Markup:
    """Where a number or rule comes from."""
    return h(
        "span",
        {"class": f"tg-badge tg-badge--{source}", "title": hub.words(f"source-{source}-long")},
        hub.words(f"source-{source}"),
    )


def reasons(hub: Hub, rules: Iterable[str], named: Mapping[str, object]) -> Markup:
    """Each rule that fired, with its number and where the rule comes from."""
    items = []
    for identity in rules:
        rule = hub.rules[identity]
        cites = [
            h("a", {"href": cite["url"], "rel": "noreferrer"}, cite["title"])
            if cite.get("url")
            else h("cite", cite["title"])
            for cite in rule.get("cites", ())
        ]
        items.append(
            h(
                "li",
                {"data-rule": identity},
                fill(rule["text"], named),
                " ",
                badge(hub, rule["source"]),
                h("span", {"class": "tg-cite"}, " ", join(cites, " · ")) if cites else None,
            )
        )
    return section(hub, "why", h("ul", {"class": "tg-reasons"}, items))


def closeness(hub: Hub, result: Any, named: Mapping[str, object], label: Label) -> Markup:
    """How near the verdict is to another one: nearby worlds, and the smallest change of each input that flips it."""
    words, parts = hub.words, []
    if result.branches:
        first = hub.inputs[result.measure_first].label
        parts.append(h("p", words("measure-first", label=first)))
        parts.append(
            h("ul", {"class": "tg-flips"}, [h("li", _branch(hub, branch, label)) for branch in result.branches])
        )
    elif result.unknown:
        names = words("list-comma").join(hub.inputs[name].label for name in result.unknown)
        parts.append(h("p", words("decided-anyway", labels=names)))
    if result.stability is not None:
        key = "close-call" if result.close_call else "steady"
        parts.append(h("p", {"class": "tg-stability"}, words(key, **named), " ", badge(hub, "ours")))
    if result.flips:
        parts.append(h("ul", {"class": "tg-flips"}, [h("li", _flip(hub, flip, label)) for flip in result.flips]))
    elif result.stability is not None:
        parts.append(h("p", words("no-flip")))
    return section(hub, "how-close", *parts)


def _flip(hub: Hub, flip: Mapping[str, Any], label: Label) -> list[object]:
    spec = hub.inputs[flip["input"]]
    target = h("b", label(flip["verdict"], hub))
    if "cut" not in flip:
        key = "flip-yes" if flip["to"] else "flip-no"
        return [hub.words(key, label=spec.label), " ", target]
    edge = shown(spec.type, flip["cut"], hub.words)
    return [
        hub.words(f"flip-{flip['direction']}", label=spec.label, edge=edge),
        " ",
        target,
        h(
            "span",
            {"class": "tg-quiet"},
            " ",
            hub.words("flip-change", change=f"{plain_number(flip['change'] * 100, 0)}%"),
        ),
    ]


def _branch(hub: Hub, branch: Mapping[str, Any], label: Label) -> list[object]:
    spec, words = hub.inputs[branch["input"]], hub.words
    if "is" in branch:
        range_ = words("flip-yes" if branch["is"] else "flip-no", label=spec.label)
    else:
        low = None if branch["from"] is None else shown(spec.type, branch["from"], words)
        high = None if branch["below"] is None else shown(spec.type, branch["below"], words)
        key = "flip-below" if low is None else ("flip-at-least" if high is None else "flip-between")
        range_ = words(key, label=spec.label, edge=low or high, low=low, high=high)
    names = [h("b", label(verdict, hub)) for verdict in branch["verdicts"]]
    return [range_, " ", join(names, words("list-or"))]


def next_steps(hub: Hub, verdict: str, root: str) -> Markup:
    """What to do next, in order, with effort."""
    items = []
    for step in hub.outcomes.get(verdict, {}).get("next", ()):
        hours = (
            h("span", {"class": "tg-hours"}, hub.words("hours", hours=plain_number(step["hours"])))
            if step.get("hours")
            else None
        )
        items.append(
            h(
                "li",
                h("a", {"href": f"{root}{step['to']}/"}, step["title"]),
                h("span", {"class": "tg-next__text"}, step["text"]),
                hours,
            )
        )
    return section(hub, "what-next", h("ol", {"class": "tg-next"}, items)) if items else Markup()


def limits(hub: Hub) -> Markup:
    """What the tool cannot know. Stands with every verdict."""
    return section(hub, "limits", h("ul", {"class": "tg-limits"}, [h("li", line) for line in hub.limits]))


def table(caption: str, head: Iterable[object], rows: Iterable[Iterable[object]]) -> Markup:
    """A data table: the text form of a picture."""
    return h(
        "table",
        {"class": "tg-table"},
        h("caption", caption),
        h("thead", h("tr", [h("th", {"scope": "col"}, cell) for cell in head])),
        h(
            "tbody",
            [
                h("tr", [h("th", {"scope": "row"}, cells[0]), *[h("td", cell) for cell in cells[1:]]])
                for cells in map(list, rows)
            ],
        ),
    )
