"""Does everything happen that management has to do, and by plan? (models, section 6)

The nine musts, and that all of them must exist, come from a source document. The steps 0 to 3, the cuts, adherence
and the way from musts to elements are ours.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from tonghao_widgets import charts, nearby, pieces, saying
from tonghao_widgets.hub import Hub
from tonghao_widgets.markup import Markup, h, join
from tonghao_widgets.result import Result
from tonghao_widgets.words import plain_number, shown

#: Each must with the elements of the nine it keeps alive.
SERVES = {
    "ritual": ("ritual",),
    "weekly-sharing": ("content",),
    "directory": ("two-tier",),
    "push-schedule": ("content", "product"),
    "weekly-topic": ("content",),
    "weekly-recognition": ("ritual", "kol"),
    "rules": ("values",),
    "activity-kpi": ("two-tier",),
    "offline": ("offline",),
}
MUSTS = tuple(SERVES)
ELEMENTS = ("values", "ritual", "two-tier", "kol", "content", "offline", "product")  # in the order of the nine
STEPS = (0, 1, 2, 3)
TOP, SCHEDULED = 3, 2
STATUSES = ("incomplete", "ad-hoc", "running", "managed")

INPUTS = {"ratings": "group", "held": "group"}
MAY_BE_UNKNOWN = ()  # the groups themselves; each answer inside may be left out
RULES = (
    *(f"coverage-{name}" for name in ("full", "short", "open")),
    *(f"{name}-{side}" for name in ("discipline", "measured") for side in ("enough", "short")),
    "slipping",
    "kept",
    *(f"gap-{must}" for must in MUSTS),
)
OUTCOMES = (*STATUSES, "undecided")
CONSTANTS = ("discipline_least", "measured_least", "planned")
TONES = ("stop", "caution", "go", "go")

Values = Mapping[str, Any]


def check(values: Values) -> dict[str, tuple[str, str]]:
    """No inputs of this tool contradict each other."""
    return {}


def evaluate(values: Values, hub: Hub) -> Result:
    """How management stands, for ``values`` (ratings 0 to 3, None for "not answered"; ``held``: times, or None).

    ``verdict`` and ``status``: ``incomplete``, ``ad-hoc``, ``running``, ``managed``, or ``undecided`` when an open
    rating still matters. ``score`` (0 to 100), ``coverage``, ``discipline`` and ``measured`` (shares of the nine)
    are None while a rating is open; ``score_range`` has the score's ends. ``missing``: ids rated 0. Added:
    ``adherence`` (held / planned, at most 1, None where not known) and ``weak_elements``, elements that rest on a
    must rated 0 or 1.
    """
    ratings = values["ratings"]
    open_ = [must for must in MUSTS if ratings[must] is None]
    found = possible(ratings, hub)
    verdict = found[0] if len(found) == 1 else "undecided"
    reached = [_reached(ratings, step) for step in (1, SCHEDULED, TOP)]
    whole = not open_
    ends = [100 * sum(end if r is None else r for r in ratings.values()) / (TOP * len(MUSTS)) for end in (0, TOP)]
    weak = {element for must in MUSTS if ratings[must] in (0, 1) for element in SERVES[must]}
    fields = {
        "score": ends[0] if whole else None,
        **{
            name: count / len(MUSTS) if whole else None
            for name, count in zip(("coverage", "discipline", "measured"), reached, strict=True)
        },
        "status": verdict,
        "missing": [must for must in MUSTS if ratings[must] == 0],
        "unanswered": open_,
        "score_range": ends,
        "adherence": _adherence(values["held"], hub),
        "weak_elements": [element for element in ELEMENTS if element in weak],
    }
    return Result(
        verdict=verdict,
        fields=fields,
        rules=tuple(_rules(values, fields, reached, hub)),
        offers={"score": ends[0]} if whole else {},
        **(_around(values, hub) if whole else _open_questions(values, open_, verdict, hub)),
    )


def _reached(ratings: Values, step: int) -> int:
    return sum(rating is not None and rating >= step for rating in ratings.values())


def possible(ratings: Values, hub: Hub) -> list[str]:
    """Every status that the open ratings leave possible, worst first. One means decided.

    Exact: each open must can be made absent, ad hoc, scheduled or counted on its own.
    """
    open_ = sum(rating is None for rating in ratings.values())
    scheduled, counted = _reached(ratings, SCHEDULED), _reached(ratings, TOP)
    enough, measured = hub.constants["discipline_least"], hub.constants["measured_least"]
    missing = any(rating == 0 for rating in ratings.values())
    found = {
        "incomplete": missing or open_ > 0,
        "ad-hoc": scheduled < enough,
        "running": scheduled + open_ >= enough and counted < measured,
        "managed": scheduled + open_ >= enough and counted + open_ >= measured,
    }
    return [status for status in STATUSES if found[status] and (status == "incomplete" or not missing)]


def _adherence(held: Values, hub: Hub) -> dict[str, float | None]:
    """Times held as a share of the times it should take place; more often counts as 1."""
    return {
        must: None if held[must] is None else min(1.0, held[must] / planned)
        for must, planned in hub.constants["planned"].items()
    }


def _around(values: Values, hub: Hub) -> dict[str, Any]:
    names = [f"ratings.{must}" for must in MUSTS]

    def judge(world: Values) -> str:
        return possible(world["ratings"], hub)[0]

    stability, tried = nearby.steadiness(values, hub, judge, names)
    return {
        "flips": nearby.flips(values, hub, judge, names),
        "stability": stability,
        "tried": tried,
        "close_call": stability is not None and stability < nearby.FRAGILE_EACH,
    }


def _open_questions(values: Values, open_: list[str], verdict: str, hub: Hub) -> dict[str, Any]:
    """What each answer to an open rating would mean, and which to find out first."""
    names = [f"ratings.{must}" for must in open_]
    if verdict != "undecided":
        return {"unknown": tuple(names)}
    branches = tuple(
        {
            "input": name,
            "at": step,
            "verdicts": possible(nearby.world(values, name, step)["ratings"], hub),
        }
        for name in names
        for step in STEPS
    )
    # Every open must weighs the same, so the first one asked is as good as any.
    return {"unknown": tuple(names), "branches": branches, "measure_first": names[0]}


def _rules(values: Values, fields: Values, reached: list[int], hub: Hub) -> Iterator[Any]:
    """Ids of the rules that fired: the three shares, what the record says, then the gaps, the worst first."""
    ratings = values["ratings"]
    if fields["missing"]:
        yield "coverage-short"
    elif not fields["unanswered"]:
        yield "coverage-full"
    if fields["unanswered"]:
        yield "coverage-open"
    else:
        yield f"discipline-{'enough' if reached[1] >= hub.constants['discipline_least'] else 'short'}"
        yield f"measured-{'enough' if reached[2] >= hub.constants['measured_least'] else 'short'}"
    slipping = list(_slipping(values, fields, hub))
    yield from slipping
    kept = [share for must, share in fields["adherence"].items() if share is not None and _fixed(ratings[must])]
    if kept and not slipping:
        yield "kept"
    for must in sorted(MUSTS, key=lambda must: (ratings[must] or 0, MUSTS.index(must))):
        if ratings[must] in (0, 1):
            yield f"gap-{must}", {"state": hub.words(f"state-{plain_number(ratings[must])}")}


def _fixed(rating: float | None) -> bool:
    return rating is not None and rating >= SCHEDULED


def _slipping(values: Values, fields: Values, hub: Hub) -> Iterator[Any]:
    """The musts that are rated as on a timetable and took place less often than planned."""
    for must, share in fields["adherence"].items():
        if share is not None and share < 1 and _fixed(values["ratings"][must]):
            times = {"held": values["held"][must], "planned": hub.constants["planned"][must]}
            name = saying.name_of(f"ratings.{must}", hub)
            yield "slipping", {"must": name, **{key: plain_number(value) for key, value in times.items()}}


def facts(values: Values, result: Result, hub: Hub) -> dict[str, str]:
    """Every value a sentence may name, as the reader would say it."""
    words, ratings = hub.words, values["ratings"]
    counts = zip(("covered", "disciplined", "counted"), (1, SCHEDULED, TOP), strict=True)
    named = {name: str(_reached(ratings, step)) for name, step in counts}
    named["score"] = words("open") if result["score"] is None else plain_number(result["score"], 1)
    named["score_low"], named["score_high"] = (plain_number(end, 1) for end in result["score_range"])
    for name in ("missing", "unanswered"):
        named[name] = words("list-comma").join(saying.name_of(f"ratings.{must}", hub) for must in result[name])
    return named


def view(values: Values, result: Result, hub: Hub, root: str) -> Markup:
    """The whole answer as markup. ``root`` is the relative way from the page to its language's home."""
    return pieces.answer(
        hub,
        result,
        facts(values, result, hub),
        root,
        picture=_picture(values, result, hub),
        after=[_elements(result, hub, root)],
    )


def _picture(values: Values, result: Result, hub: Hub) -> Markup:
    words, rows = hub.words, []
    for must in MUSTS:
        rating = values["ratings"][must]
        said = "–" if rating is None else words(f"state-{plain_number(rating)}")
        tone = "open" if rating is None else TONES[int(rating)]
        levels = tuple(float(step) for step in STEPS[1:TOP])
        rows.append(charts.Bar(saying.name_of(f"ratings.{must}", hub), rating, said, tone, levels))
    told = words("list-comma").join(f"{bar.name} {bar.said}" for bar in rows)
    picture = charts.bars(rows, float(TOP), alternative=f"{words('bars')}{words('colon')}{told}")
    head = [words("column-must"), words("column-yours"), words("column-element"), words("column-held")]
    return charts.figure(
        hub, picture, pieces.table(words("bars"), head, [_row(must, values, hub) for must in MUSTS]), words("bars")
    )


def _row(must: str, values: Values, hub: Hub) -> list[str]:
    words, held = hub.words, values["held"].get(must)
    name = f"ratings.{must}"
    planned = hub.constants["planned"].get(must)
    times = "–" if held is None else words("held-of", held=shown("count", held, words), planned=plain_number(planned))
    serves = words("list-comma").join(words(f"element-{element}") for element in SERVES[must])
    return [saying.name_of(name, hub), saying.said(values["ratings"][must], hub.find(name), hub), serves, times]


def _elements(result: Result, hub: Hub, root: str) -> Markup:
    """Which of the nine elements rest on a must that is missing or left to chance."""
    words = hub.words
    names = [h("b", words(f"element-{element}")) for element in result["weak_elements"]]
    told = [words("elements-note"), " ", join(names, words("list-comma"))] if names else words("elements-none")
    link = h("a", {"href": f"{root}tools/nine/"}, words("elements-link"))
    return pieces.section(hub, "elements", h("p", told), h("p", link))
