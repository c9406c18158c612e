"""The rule sandbox for people: the form with everything that can be changed, and what the changes move."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from itertools import groupby
from typing import Any

from tonghao_widgets import charts, sample, sandbox
from tonghao_widgets.hub import Hub
from tonghao_widgets.inputs import flat
from tonghao_widgets.markup import Markup, h
from tonghao_widgets.sandbox import Edit, Outcome, Pair
from tonghao_widgets.saying import answered, label, name_of, said
from tonghao_widgets.words import Words

PARTS = ("cuts", "questions", "rows", "outcomes", "rules", "words")
EXAMPLES = 5
MOST_ANSWERS = 6
_LONG = 40


def form(made: Outcome, words: Words, typed: Mapping[str, str]) -> Markup:
    """Everything that can be changed, in folded parts; the cuts and weights are open."""
    parts = []
    for part in PARTS:
        knobs = [knob for knob in made.data["knobs"] if knob["part"] == part]
        if knobs:
            title = words("sandbox-part-count", title=words(f"sandbox-part-{part}"), count=len(knobs))
            folded = h(
                "details",
                {"class": "tg-data tg-sandbox__part", "data-part": part, "open": part == "cuts"},
                h("summary", title),
                [_knob(knob, typed.get(knob["id"]), made.hub, words) for knob in knobs],
            )
            parts.append(folded)
    return h("div", parts)


def _knob(knob: Mapping[str, Any], typed: str | None, hub: Hub, words: Words) -> Markup:
    identity = f"knob-{knob['id']}"
    was = _as_typed(knob["value"])
    now = was if typed is None else typed
    shared = {"id": identity, "data-knob": knob["id"], "data-was": was, "aria-describedby": f"{identity}-said"}
    if knob["kind"] == "flag":
        options = [(value, words(f"sandbox-{value}")) for value in ("true", "false")]
        control = _select(shared, options, now)
    elif knob["kind"] == "choice":
        control = _select(shared, [*hub.find(_input_of(knob)).choices], now)
    elif knob["kind"] == "number":
        fixed = {"class": "tg-text", "inputmode": "decimal", "autocomplete": "off", "value": now}
        control = h("input", {**shared, **fixed})
    else:
        rows = 3 if len(was) > _LONG else 1
        control = h("textarea", {**shared, "class": "tg-text", "rows": rows, "lang": hub.language}, now)
    return h(
        "div",
        {"class": f"tg-knob tg-knob--{knob['kind']}"},
        h(
            "label",
            {"for": identity},
            _name(knob, hub, words),
            h("span", {"class": "tg-quiet"}, " ", _what(knob, words)) if knob["what"] else None,
        ),
        control,
        h("p", {"class": "tg-knob__said", "id": f"{identity}-said", "data-said": knob["id"]}),
    )


def _select(shared: Mapping[str, Any], options: Iterable[tuple[str, str]], now: str) -> Markup:
    made = [h("option", {"value": value, "selected": value == now}, name) for value, name in options]
    return h("select", {**shared, "class": "tg-text"}, made)


def _as_typed(value: Any) -> str:
    return ("true" if value else "false") if isinstance(value, bool) else str(value)


def _input_of(knob: Mapping[str, Any]) -> str:
    names = knob["id"].split(".")
    return names[1] if names[2] != "items" else f"{names[1]}.{names[3]}"


def _name(knob: Mapping[str, Any], hub: Hub, words: Words) -> str:
    """What the thing is called: by what readers see of it, or else by its id in the file."""
    first, *rest = knob["id"].split(".")
    if knob["part"] == "outcomes":
        return label(knob["name"], hub)
    if first in {"title", "question"}:
        return words(f"sandbox-name-{first}")
    if first == "limits":
        return words("sandbox-name-limit", number=int(rest[0]) + 1)
    return str(knob["name"])


def _what(knob: Mapping[str, Any], words: Words) -> str:
    return words(f"sandbox-what-{knob['what']}")


# --- what moves -------------------------------------------------------------------------------------------------------


def summary(made: Outcome, words: Words) -> str:
    """One sentence: how many cases and how much of the sample flip."""
    if not made.edits:
        return words("sandbox-unchanged")
    line = words(
        "sandbox-summary",
        flipped=sandbox.flips(made.cases),
        cases=len(made.cases),
        moved=sandbox.flips(made.pairs),
        asked=len(made.pairs),
    )
    return line if len(made.pairs) == len(made.answers) else words("sandbox-so-far", line=line, total=len(made.answers))


def view(made: Outcome, words: Words) -> Markup:
    """Which cases flip, how the sample moves, and the patch."""
    return h("div", _cases(made, words), _sample(made, words), _change(made, words))


def _section(key: str, words: Words, *children: object) -> Markup:
    attributes = {"class": f"tg-sandbox__{key}"}
    return h("section", attributes, h("h3", {"class": "tg-part__title"}, words(f"sandbox-{key}")), *children)


def _cases(made: Outcome, words: Words) -> Markup:
    rows = list(zip(made.data["cases"], made.cases, strict=True))
    flipped = [(case["label"], pair) for case, pair in rows if pair[0] != pair[1]]
    told = (
        h("ul", {"class": "tg-sandbox__flips"}, [_flip(name, pair, made, words, "case") for name, pair in flipped])
        if flipped
        else h("p", words("sandbox-no-case" if rows else "sandbox-without-cases"))
    )
    every = [
        h("tr", h("th", {"scope": "row"}, case["label"]), *(h("td", _said(one, made, words)) for one in pair))
        for case, pair in rows
    ]
    table = _table([words("sandbox-case"), words("sandbox-before"), words("sandbox-after")], every)
    folded = h(
        "details", {"class": "tg-data", "id": "sandbox-every-case"}, h("summary", words("sandbox-every-case")), table
    )
    return _section("cases", words, told, folded if rows else None)


def _flip(name: object, pair: Pair, made: Outcome, words: Words, kind: str) -> Markup:
    arrow = h("span", {"class": "tg-sandbox__arrow", "aria-hidden": "true"}, " → ")
    between = h("span", {"class": "tg-visually-hidden"}, words("sandbox-becomes"))
    verdicts = [h("s", _said(pair[0], made, words)), between, arrow, h("b", _said(pair[1], made, words))]
    return h("li", {"data-flip": kind}, h("span", {"class": "tg-sandbox__who"}, name), " ", h("span", verdicts))


def _said(verdict: str, made: Outcome, words: Words) -> str:
    return words(verdict) if verdict in {sandbox.REFUSED, sandbox.FAILED} else label(verdict, made.hub)


def _sample(made: Outcome, words: Words) -> Markup | None:
    if not made.pairs:
        return _section("sample", words, h("p", {"class": "tg-quiet"}, words("sandbox-asking")))
    before, after = (Counter(pair[side] for pair in made.pairs) for side in (0, 1))
    known = [*made.hub.outcomes, sandbox.REFUSED, sandbox.FAILED]
    order = [verdict for verdict in known if before[verdict] or after[verdict]]
    most = float(max(*before.values(), *after.values()))
    bars = [
        charts.Bar(
            _said(one, made, words),
            after[one],
            f"{before[one]} → {after[one]}" if before[one] != after[one] else str(after[one]),
            made.hub.outcomes.get(one, {}).get("tone", "stop"),
            (float(before[one]),),
        )
        for one in order
    ]
    rows = [
        h("tr", h("th", {"scope": "row"}, _said(one, made, words)), h("td", before[one]), h("td", after[one]))
        for one in order
    ]
    heads = [words("sandbox-verdict"), words("sandbox-before"), words("sandbox-after")]
    picture = charts.bars(bars, most, alternative=words("sandbox-picture"))
    return _section(
        "sample",
        words,
        h("p", {"class": "tg-quiet"}, words("sandbox-sample-note", asked=len(made.pairs))),
        h("div", {"class": "tg-sandbox__picture"}, charts.figure(made.hub, picture, _table(heads, rows))),
        _examples(made, words),
    )


def _table(heads: Iterable[str], rows: Iterable[Markup]) -> Markup:
    head = h("tr", [h("th", {"scope": "col"}, name) for name in heads])
    return h("table", {"class": "tg-sandbox__table"}, h("thead", head), h("tbody", rows))


def _examples(made: Outcome, words: Words) -> Markup | None:
    """Answers that flip: first one of each move, the frequent ones before the rare."""
    moved = [(pair, number) for number, pair in enumerate(made.pairs) if pair[0] != pair[1]]
    if not moved:
        return h("p", words("sandbox-no-move")) if made.edits else None
    often = Counter(pair for pair, _ in moved)
    ordered = sorted(moved, key=lambda one: (-often[one[0]], one[0], one[1]))
    each = [next(group) for _, group in groupby(ordered, key=lambda one: one[0])]
    chosen = (each + [one for one in ordered if one not in each])[:EXAMPLES]
    items = [
        _flip(_told(made.answers[number], made.hub, words), pair, made, words, "sample") for pair, number in chosen
    ]
    return h("div", h("h4", words("sandbox-examples")), h("ul", {"class": "tg-sandbox__flips"}, items))


def _told(given: Mapping[str, Any], hub: Hub, words: Words) -> str:
    """What an answer says that the opened form does not."""
    values = sample.taken(given, hub) or {}
    usual = {
        name: value for name, (value, _) in flat({one.id: one.opening for one in hub.inputs.values()}, hub).items()
    }
    told = [
        f"{name_of(name.removesuffix('.use'), hub)}{hub.words('colon')}{said(value, spec, hub)}"
        for name, value, spec in answered(values, hub)
        if value != usual.get(name)
    ]
    rest = len(told) - MOST_ANSWERS
    line = words("sandbox-list").join(told[:MOST_ANSWERS]) or words("sandbox-as-opened")
    return words("sandbox-and-more", line=line, count=rest) if rest > 0 else line


# --- what to hand in --------------------------------------------------------------------------------------------------


def _change(made: Outcome, words: Words) -> Markup | None:
    if not made.edits:
        return None
    first = next(iter(made.lines))
    texts = any(edit.knob["kind"] == "text" for edit in made.edits)
    return _section(
        "change",
        words,
        h("ul", {"class": "tg-sandbox__edits"}, [_edit(edit, made, words) for edit in made.edits]),
        h("p", words("sandbox-other-language")) if texts else None,
        h("p", words("sandbox-lines-text")),
        h("ol", {"class": "tg-sandbox__lines"}, [_line(number, made, words) for number in made.lines]),
        h(
            "p",
            h(
                "a",
                {"class": "tg-button tg-button--main", "href": f"{made.data['edit']}#L{first + 1}"},
                words("sandbox-open"),
            ),
        ),
        h("p", words("sandbox-patch-text")),
        _to_copy(made.patch, words("sandbox-patch"), words, "patch"),
    )


def _edit(edit: Edit, made: Outcome, words: Words) -> Markup:
    knob, hub = edit.knob, made.hub
    blanks = knob["kind"] == "text" and sandbox.blanks(edit.value)
    what = [" ", h("span", {"class": "tg-quiet"}, _what(knob, words))] if knob["what"] else []
    undo = {"type": "button", "class": "tg-button tg-button--small", "data-undo": knob["id"]}
    name = _name(knob, hub, words)
    return h(
        "li",
        h("span", {"class": "tg-sandbox__who"}, name, what),
        " ",
        h("span", h("s", _as_typed(knob["value"])), " → ", h("b", _as_typed(edit.value))),
        " ",
        h("button", {**undo, "aria-label": words("sandbox-undo-one", name=name)}, words("sandbox-undo")),
        h("p", {"class": "tg-quiet"}, words("sandbox-reads", text=sandbox.filled(edit.value, made.after)))
        if blanks
        else None,
    )


def _line(number: int, made: Outcome, words: Words) -> Markup:
    address = f"{made.data['edit']}#L{number + 1}"
    name = words("sandbox-line", number=number + 1)
    return h("li", h("a", {"href": address}, name), _to_copy(made.lines[number], name, words, "line"))


def _to_copy(text: str, name: str, words: Words, kind: str) -> Markup:
    inside = {"class": f"tg-sandbox__{kind}", "tabindex": 0, "role": "group", "aria-label": name, "data-text": kind}
    button = {"type": "button", "class": "tg-button tg-button--small", "data-copy": True}
    return h(
        "div",
        {"class": "tg-written"},
        h("pre", inside, text),
        h("button", {**button, "aria-label": words("sandbox-copy-named", name=name)}, words("sandbox-copy")),
    )
