"""Which step of the penalty ladder follows, and why. (models, section 12)

The mutes of 1, 7 and 15 days and for good come from a source; the warning before, leaving after, the starting
points, the window and the adding up are ours. Two people who read the same facts must reach the same step.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import product
from typing import Any

from tonghao_widgets import pieces, rules_page, rules_picture, saying
from tonghao_widgets.hub import Hub
from tonghao_widgets.markup import Markup
from tonghao_widgets.result import Result
from tonghao_widgets.rules_page import STEPS

TOP = len(STEPS) - 1
SEVERITIES = ("minor", "moderate", "serious", "severe", "illegal")
ASKED = ("severity", "prior", "aggravators")
INPUTS = {"severity": "choice", "prior": "number", "aggravators": "number", "classes": "rows", "page": "group"}
MAY_BE_UNKNOWN = ASKED
RULES = (
    *(f"base-{severity}" for severity in SEVERITIES),
    "prior",
    "aggravators",
    "capped",
    "report",
    "may-report",
    "both-decide",
    "reasons-and-appeal",
)
OUTCOMES = (*STEPS, "undecided")
CONSTANTS = ("base", "days", "window_days", "appeal_hours", "both_from")


def check(values: Mapping[str, Any]) -> dict[str, tuple[str, str]]:
    """No two answers exclude each other."""
    return {}


def evaluate(values: Mapping[str, Any], hub: Hub) -> Result:
    """The step for one case. None stands for "don't know".

    ``step``: warning, mute-1d, mute-7d, mute-15d, mute-permanent or remove; None while unknown answers leave it
    open. ``report``: True for what is illegal, None while the severity is unknown. ``index``: the step's number from
    0 to 5; ``base``: where the severity starts; ``lowest`` and ``highest``: the steps that are possible; ``days``:
    how long a mute lasts, None for none or for good. The verdict is ``step`` or ``undecided``.
    """
    base = hub.constants["base"]
    unknown = tuple(name for name in ASKED if values[name] is None)
    cells = [list(SEVERITIES) if name == "severity" else list(range(TOP + 1)) for name in unknown]
    worlds = [{**values, **dict(zip(unknown, one, strict=True))} for one in product(*cells)]
    indexes = [index_of(world, base) for world in worlds]
    low, high = min(indexes), max(indexes)
    step = STEPS[low] if low == high else None
    branches = () if step else _branches(unknown, worlds, indexes)
    return Result(
        verdict=step or "undecided",
        fields={
            "step": step,
            "report": None if values["severity"] is None else values["severity"] == "illegal",
            "index": low if step else None,
            "base": None if values["severity"] is None else base[values["severity"]],
            "lowest": STEPS[low],
            "highest": STEPS[high],
            "days": hub.constants["days"].get(step) if step else None,
        },
        flips=() if unknown else _flips(values, base),
        unknown=unknown,
        branches=branches,
        measure_first=_measure_first(unknown, worlds, indexes) if branches else None,
        rules=tuple(_rules(values, low, high, hub)),
    )


def index_of(values: Mapping[str, Any], base: Mapping[str, int]) -> int:
    """The step's number: where the severity starts, one up for each earlier case and each aggravating fact."""
    return min(TOP, base[values["severity"]] + values["prior"] + values["aggravators"])


def _flips(values: Mapping[str, Any], base: Mapping[str, int]) -> tuple[dict[str, Any], ...]:
    """For each answer the nearest one, each way, that leads to another step. Exact."""
    now, found = index_of(values, base), []
    here = SEVERITIES.index(values["severity"])
    ways = [("severity", "is", [*SEVERITIES[here + 1 :]]), ("severity", "is", [*SEVERITIES[:here][::-1]])]
    for name in ("prior", "aggravators"):
        ways.append((name, "at-least", [values[name] + 1]))
        # Far above the top, several fewer are needed before anything changes.
        ways.append((name, "at-most", list(range(values[name] - 1, -1, -1))))
    for name, direction, others in ways:
        for other in others:
            index = index_of({**values, name: other}, base)
            if index != now:
                flip = {"input": name, "from": values[name], "to": other, "verdict": STEPS[index]}
                found.append({**flip, "direction": direction})
                break
    return tuple(found)


def _branches(unknown: tuple[str, ...], worlds: list[dict[str, Any]], indexes: list[int]) -> tuple[dict[str, Any], ...]:
    """What each answer to an open question would leave possible; numbers that agree are one stretch."""
    found: list[dict[str, Any]] = []
    for name in unknown:
        own: list[dict[str, Any]] = []
        for cell in SEVERITIES if name == "severity" else range(TOP + 1):
            steps = sorted({index for world, index in zip(worlds, indexes, strict=True) if world[name] == cell})
            verdicts = [STEPS[index] for index in steps]
            if name == "severity":
                own.append({"input": name, "is": cell, "verdicts": verdicts})
            elif not own or own[-1]["verdicts"] != verdicts:
                if own:
                    own[-1]["below"] = cell
                own.append({"input": name, "from": cell or None, "below": None, "verdicts": verdicts})
        if len({tuple(branch["verdicts"]) for branch in own}) > 1:
            found.extend(own)
    return tuple(found)


def _measure_first(unknown: tuple[str, ...], worlds: list[dict[str, Any]], indexes: list[int]) -> str:
    """The open question whose answer leaves the fewest steps possible at worst; ties in the order asked."""

    def left_open(name: str) -> int:
        by_answer: dict[Any, set[int]] = {}
        for world, index in zip(worlds, indexes, strict=True):
            by_answer.setdefault(world[name], set()).add(index)
        return max(map(len, by_answer.values()))

    return min(unknown, key=lambda name: (left_open(name), unknown.index(name)))


def _rules(values: Mapping[str, Any], low: int, high: int, hub: Hub) -> Iterable[Any]:
    """Ids of the rules that fired, in the order a reader follows them."""
    severity, base = values["severity"], hub.constants["base"]
    if severity is not None:
        yield f"base-{severity}", {"start": saying.label(STEPS[base[severity]], hub)}
    if values["prior"]:
        yield "prior"
    if values["aggravators"]:
        yield "aggravators"
    if None not in (severity, values["prior"], values["aggravators"]):
        beyond = base[severity] + values["prior"] + values["aggravators"]
        if beyond > TOP:
            yield "capped", {"sum": str(beyond)}
    if severity == "illegal":
        yield "report"
    elif severity is None:
        yield "may-report"
    if high >= hub.constants["both_from"]:
        yield "both-decide"
    yield "reasons-and-appeal"


def facts(values: Mapping[str, Any], result: Result, hub: Hub) -> dict[str, str]:
    """Every value a sentence may name, as the reader would say it."""
    cuts = hub.constants
    named = saying.named(values, hub)
    named.update({name: str(cuts[name]) for name in ("window_days", "appeal_hours")})
    named["from_step"] = saying.label(STEPS[cuts["both_from"]], hub)
    named["lowest"], named["highest"] = (saying.label(result[end], hub) for end in ("lowest", "highest"))
    return named


def view(values: Mapping[str, Any], result: Result, hub: Hub, root: str) -> Markup:
    """The whole answer as markup. ``root`` is the relative way from the page to its language's home."""
    return pieces.answer(
        hub,
        result,
        facts(values, result, hub),
        root,
        picture=rules_picture.draw(values, result, hub),
        after=[rules_page.draw(values, hub)],
    )
