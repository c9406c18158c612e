"""How well does a community stand on its nine elements, and which to mend first? (models, section 4)

The nine elements and the four causes behind them come from a source document; it gives no scale. The steps 0 to 4,
the weights, the level cuts, the cap for a weak gate, the two indices and the order of improvement are ours.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

from tonghao_widgets import nearby, nine_picture, pieces, saying
from tonghao_widgets.hub import Hub
from tonghao_widgets.inputs import EPS
from tonghao_widgets.markup import Markup, h
from tonghao_widgets.result import Result
from tonghao_widgets.words import plain_number

GROUPS = {
    "shared-attributes": ("threshold",),
    "identity": ("values", "ritual", "name"),
    "organisation": ("two-tier", "kol"),
    "monetisation": ("content", "offline", "product"),
}
ELEMENTS = tuple(element for elements in GROUPS.values() for element in elements)
ACTIVITY = ("threshold", "two-tier", "offline")
CONVERSION = ("threshold", "offline", "product")
LEVELS = ("traffic-pool", "forming", "working", "mature")
CAP = 1  # with a weak gate a community gets no further than LEVELS[CAP]
TOP = 4
#: The steps that are described; 1 and 3 lie between, but for the product, which has the source's own layers.
DESCRIBED = {**dict.fromkeys(ELEMENTS, (0, 2, 4)), "product": (0, 1, 2, 3, 4)}

INPUTS = {"ratings": "group", "weights": "group"}
MAY_BE_UNKNOWN = ()  # the group itself; each rating inside may be left unanswered
RULES = (
    "insufficient",
    *(f"level-{level}" for level in LEVELS),
    "capped",
    *(f"weakest-{group}" for group in GROUPS),
    "activity",
    "conversion",
    "unanswered",
    *(f"gap-{element}" for element in ELEMENTS),
)
OUTCOMES = (*LEVELS, "insufficient")
CONSTANTS = ("level_cuts", "gate_least", "least_answered", "impact", "effort")

Numbers = Mapping[str, Any]


def check(values: Mapping[str, Any]) -> dict[str, tuple[str, str]]:
    """Weights that leave nothing to weigh, as ``{input id: (sentence key, the bound it breaks)}``."""
    if sum(values["weights"].values()) <= EPS:
        return {"weights": ("problem-no-weight", "above 0 for at least one element")}
    return {}


def evaluate(values: Mapping[str, Any], hub: Hub) -> Result:
    """The level for ``values`` (ratings 0 to 4, None for "not answered or does not apply"; weights from 0).

    ``verdict``: a level (``traffic-pool``, ``forming``, ``working``, ``mature``) or ``insufficient``. Fields as in
    the contract, scores on 0 to 100, None where nothing can be said; ``capped`` is true when the weak gate lowered
    the level. ``order``: element ids, what to mend first; elements with nothing to gain are left out. Added:
    ``answered`` (count), ``unanswered`` (ids) and ``level_range``, the lowest and the highest level the
    unanswered ratings could lead to.
    """
    ratings, weights = values["ratings"], values["weights"]
    open_ = [element for element in ELEMENTS if ratings[element] is None]
    verdict, capped, total = _level(ratings, weights, hub)
    counted = {"answered": len(ELEMENTS) - len(open_), "unanswered": open_}
    if verdict == "insufficient":
        return Result(verdict=verdict, fields={**_nothing(), **counted}, rules=("insufficient",))
    groups = {group: score(ratings, weights, elements) for group, elements in GROUPS.items()}
    known = [group for group in GROUPS if groups[group] is not None]
    lowest = min(groups[group] for group in known)
    weakest = next(group for group in known if groups[group] <= lowest + EPS)
    activity, conversion = score(ratings, weights, ACTIVITY), score(ratings, weights, CONVERSION)
    order, ends = improvements(ratings, weights, hub), _ends(ratings, weights, hub)
    stability, tried = nearby.steadiness(values, hub, _judge(hub), _rated(ratings))
    fields = {
        "status": "scored",
        "score": total,
        "groups": groups,
        "level": verdict,
        "capped": capped,
        "weakest": weakest,
        "activity": activity,
        "conversion": conversion,
        "order": order,
        **counted,
        "level_range": ends,
    }
    rules = [f"level-{verdict}"]
    rules += ["capped"] if capped else []
    rules += [f"weakest-{weakest}"] if lowest < 100 - EPS else []
    rules += [name for name, value in (("activity", activity), ("conversion", conversion)) if value is not None]
    rules += ["unanswered"] if open_ else []
    return Result(
        verdict=verdict,
        fields=fields,
        rules=(*rules, *(_gap(element, ratings[element], hub) for element in order)),
        flips=nearby.flips(values, hub, _judge(hub), _rated(ratings)),
        stability=stability,
        tried=tried,
        close_call=stability is not None and stability < nearby.FRAGILE_EACH,
        offers={
            name: value
            for name, value in (("score", total), ("activity", activity), ("conversion", conversion))
            if value is not None
        },
        **_open_questions(values, open_, ends, hub),
    )


def _nothing() -> dict[str, Any]:
    empty = dict.fromkeys(("score", "level", "weakest", "activity", "conversion"))
    groups = dict.fromkeys(GROUPS)
    return {"status": "insufficient", **empty, "groups": groups, "capped": False, "order": [], "level_range": None}


def score(ratings: Numbers, weights: Numbers, elements: tuple[str, ...] = ELEMENTS) -> float | None:
    """The weighted share of the most that ``elements`` could reach, 0 to 100, over those that are answered.

    None when none of them is answered, or none has any weight.
    """
    rated = [element for element in elements if ratings[element] is not None]
    weight = math.fsum(weights[element] for element in rated)
    if weight <= EPS:
        return None
    return 100 * math.fsum(weights[element] * ratings[element] for element in rated) / (TOP * weight)


def _level(ratings: Numbers, weights: Numbers, hub: Hub) -> tuple[str, bool, float | None]:
    """The level, whether the gate lowered it, and the score."""
    total = score(ratings, weights)
    answered = sum(rating is not None for rating in ratings.values())
    if answered < hub.constants["least_answered"] or total is None:
        return "insufficient", False, None
    place = sum(total >= cut - EPS for cut in hub.constants["level_cuts"])
    gate = ratings["threshold"]
    capped = gate is not None and gate < hub.constants["gate_least"] and place > CAP
    return LEVELS[CAP if capped else place], capped, total


def _judge(hub: Hub) -> nearby.Judge:
    return lambda values: _level(values["ratings"], values["weights"], hub)[0]


def _rated(ratings: Numbers) -> list[str]:
    return [f"ratings.{element}" for element in ELEMENTS if ratings[element] is not None]


def _ends(ratings: Numbers, weights: Numbers, hub: Hub) -> list[str]:
    """The level with every open rating at 0 and at 4. A better rating never lowers the level, so all lie between."""
    return [
        _level({name: end if rating is None else rating for name, rating in ratings.items()}, weights, hub)[0]
        for end in (0, TOP)
    ]


def _open_questions(values: Mapping[str, Any], open_: list[str], ends: list[str], hub: Hub) -> dict[str, Any]:
    """What each answer to an open rating would mean, when that can change the level. At most 125 worlds."""
    names = [f"ratings.{element}" for element in open_]
    if not names or ends[0] == ends[1]:
        return {"unknown": tuple(names)}
    found = nearby.with_unknown(values, hub, _judge(hub), names)
    if not found["branches"]:  # only several of them together decide; the rule "unanswered" says so
        return {}
    return {"unknown": tuple(names), "branches": tuple(found["branches"]), "measure_first": found["measure_first"]}


def improvements(ratings: Numbers, weights: Numbers, hub: Hub) -> list[str]:
    """Element ids by what mending them brings for the effort: weight x (4 - rating) x impact / effort.

    Ties stay in the source's order. What is not answered, complete or without weight is left out.
    """
    impact, effort = hub.constants["impact"], hub.constants["effort"]
    gains = {
        element: weights[element] * (TOP - ratings[element]) * impact[element] / effort[element]
        for element in ELEMENTS
        if ratings[element] is not None
    }
    worth = [element for element in gains if gains[element] > EPS]
    return sorted(worth, key=lambda element: (-round(gains[element], 9), ELEMENTS.index(element)))


def _gap(element: str, rating: float, hub: Hub) -> tuple[str, dict[str, str]]:
    """The rule of an element that is not complete, with the next described step."""
    following = next(step for step in DESCRIBED[element] if step > rating)
    spec = hub.find(f"ratings.{element}")
    return f"gap-{element}", {"rating": plain_number(rating), "next": saying.said(following, spec, hub)}


def facts(values: Mapping[str, Any], result: Result, hub: Hub) -> dict[str, str]:
    """Every value a sentence may name, as the reader would say it."""
    words = hub.words
    named = saying.named(values, hub)
    named["answered"] = plain_number(result["answered"])
    named["unanswered"] = words("list-comma").join(
        saying.name_of(f"ratings.{element}", hub) for element in result["unanswered"]
    )
    for name in ("score", "activity", "conversion"):
        named[name] = _said(result[name], hub)
    named["weakest_score"] = _said(result["groups"][result["weakest"]] if result["weakest"] else None, hub)
    for name, level in zip(("lowest_level", "highest_level"), result["level_range"] or (None, None), strict=True):
        named[name] = saying.label(level, hub) if level else words("open")
    return named


def _said(value: float | None, hub: Hub) -> str:
    return hub.words("no-result") if value is None else plain_number(value, 1)


def view(values: Mapping[str, Any], result: Result, hub: Hub, root: str) -> Markup:
    """The whole answer as markup. ``root`` is the relative way from the page to its language's home."""
    return pieces.answer(
        hub,
        result,
        facts(values, result, hub),
        root,
        picture=nine_picture.draw(values, result, hub, GROUPS),
        aside=h("p", {"class": "tg-also"}, hub.words("capped-note")) if result["capped"] else None,
    )
