"""Is a community ready to open, and how many people may come? (models, section 5)

The eight tasks and the two positions come from a source document; it does not say when a task is done. The states,
the blockers, the cuts and the funnel are ours.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from typing import Any

from tonghao_widgets import coldstart_picture, nearby, pieces, saying
from tonghao_widgets.hub import Hub
from tonghao_widgets.inputs import EPS
from tonghao_widgets.markup import Markup
from tonghao_widgets.result import Result
from tonghao_widgets.words import percent, plain_number

TASKS = ("name", "commitment", "logo", "copy", "directory", "activities", "sharing", "training")
POSITIONS = ("positioned_self", "positioned_community")
FUNNEL = ("contacts", "reach", "interest", "join")
STEPS = (0, 0.5, 1)
STATUSES = ("not-ready", "soft-launch", "ready")

INPUTS = {
    "tasks": "group",
    **dict.fromkeys(POSITIONS, "flag"),
    **dict.fromkeys((*FUNNEL, "target"), "number"),
}
MAY_BE_UNKNOWN = (*POSITIONS, *FUNNEL)
BLOCKING = ("commitment", "copy")
GAPS = tuple(task for task in TASKS if task != "commitment")  # a commitment that is not whole blocks
RULES = (
    *(f"mean-{name}" for name in (*STATUSES, "open")),
    *(f"blocker-{name.replace('_', '-')}" for name in (*BLOCKING, *POSITIONS)),
    *(f"gap-{task}" for task in GAPS),
    *(f"funnel-{name}" for name in ("enough", "tight", "short", "never", "open")),
)
OUTCOMES = (*STATUSES, "undecided")
CONSTANTS = ("ready_from", "soft_from", "least", "range_width")

Values = Mapping[str, Any]


def check(values: Values) -> dict[str, tuple[str, str]]:
    """No inputs of this tool contradict each other."""
    return {}


def evaluate(values: Values, hub: Hub) -> Result:
    """Whether to open, for ``values`` (tasks 0, 0.5 or 1, None for "not answered"; shares in [0, 1]).

    ``verdict`` and ``status``: ``ready``, ``soft-launch``, ``not-ready``, or ``undecided`` when an open answer still
    matters. ``readiness`` is the mean of the eight tasks, None while one is open (``readiness_range`` has its
    ends). ``blockers``: ids of what is known to block. ``expected``, ``low``, ``high`` (80 % range, whole people,
    which at high shares may exceed the contacts) and ``contacts_needed`` are None where a share is not known, and
    ``contacts_needed`` also where nobody would ever come.
    """
    found = possible(values, hub)
    verdict = found[0] if len(found) == 1 else "undecided"
    states = values["tasks"].values()
    ends = [sum(end if state is None else state for state in states) / len(TASKS) for end in (0, 1)]
    blockers = [name for name, state in _blocking(values, hub) if state]
    people = _people(values, hub)
    fields = {
        "readiness": ends[0] if None not in states else None,
        "status": verdict,
        "blockers": blockers,
        **people,
        "readiness_range": ends,
    }
    return Result(
        verdict=verdict,
        fields=fields,
        rules=tuple(_rules(values, fields, hub)),
        offers={name: people[name] for name in ("expected", "contacts_needed") if people[name] is not None},
        **(_around(values, hub) if not _open(values) else _open_questions(values, verdict, hub)),
    )


def _open(values: Values) -> list[str]:
    """Dotted names of the answers missing that could matter to the status."""
    tasks = [f"tasks.{task}" for task in TASKS if values["tasks"][task] is None]
    return [*tasks, *(name for name in POSITIONS if values[name] is None)]


def _blocking(values: Values, hub: Hub) -> Iterator[tuple[str, bool | None]]:
    """What can block, with whether it does; None where that is not known."""
    for task in BLOCKING:
        state = values["tasks"][task]
        yield task, None if state is None else state < hub.constants["least"][task] - EPS
    for name in POSITIONS:
        yield name, None if values[name] is None else not values[name]


def possible(values: Values, hub: Hub) -> list[str]:
    """Every status that the open answers leave possible, worst first. One means decided.

    Exact: open tasks move the sum in halves, so every half between its ends can be reached.
    """
    blocks = [state for _, state in _blocking(values, hub)]
    soft, ready = hub.constants["soft_from"], hub.constants["ready_from"]
    least, states = hub.constants["least"], values["tasks"].items()
    low = sum(least.get(task, 0) if state is None else state for task, state in states) / len(TASKS)
    high = sum(1 if state is None else state for _, state in states) / len(TASKS)
    half = 0.5 / len(TASKS)
    first = low if low >= soft - EPS else low + math.ceil((soft - low) / half - EPS) * half
    unblocked = True not in blocks
    found = {
        "not-ready": not unblocked or None in blocks or low < soft - EPS,
        "soft-launch": unblocked and first <= high + EPS and first < ready - EPS,
        "ready": unblocked and high >= ready - EPS,
    }
    return [status for status in STATUSES if found[status]]


def _people(values: Values, hub: Hub) -> dict[str, Any]:
    """How many may come: contacts x reach x interest x join, its 80 % range, and the contacts for the target."""
    shares = [values[name] for name in FUNNEL[1:]]
    chance = None if None in shares else math.prod(shares)
    needed = None
    if values["target"] <= 0:
        needed = 0
    elif chance is not None and chance > 0 and math.isfinite(values["target"] / chance):
        needed = _up(values["target"] / chance)
    if chance is None or values["contacts"] is None:
        return {"expected": None, "low": None, "high": None, "contacts_needed": needed}
    expected = values["contacts"] * chance
    reach = hub.constants["range_width"] * math.sqrt(max(0.0, expected * (1 - chance)))
    low, high = max(0, _down(expected - reach)), _up(expected + reach)
    return {"expected": expected, "low": low, "high": high, "contacts_needed": needed}


def _up(number: float) -> int:
    """Rounded up; a hair above a whole number, left by float arithmetic, does not count."""
    return math.ceil(number - max(EPS, abs(number) * 1e-12))


def _down(number: float) -> int:
    return math.floor(number + max(EPS, abs(number) * 1e-12))


def _around(values: Values, hub: Hub) -> dict[str, Any]:
    """Flips and steadiness by steps of a task; the shares have no say in the status."""
    tasks = [f"tasks.{task}" for task in TASKS]

    def judge(world: Values) -> str:
        return possible(world, hub)[0]

    stability, tried = nearby.steadiness(values, hub, judge, tasks)
    return {
        "flips": nearby.flips(values, hub, judge, [*tasks, *POSITIONS]),
        "stability": stability,
        "tried": tried,
        "close_call": stability is not None and stability < nearby.FRAGILE_EACH,
    }


def _open_questions(values: Values, verdict: str, hub: Hub) -> dict[str, Any]:
    """What each answer to an open question would mean, and which to find out first."""
    names = _open(values)
    if verdict != "undecided":
        return {"unknown": tuple(names)}
    branches = {name: list(_branches(name, values, hub)) for name in names}
    first = min(names, key=lambda name: max(len(branch["verdicts"]) for branch in branches[name]))
    telling = [name for name in names if len({tuple(branch["verdicts"]) for branch in branches[name]}) > 1]
    return {
        "unknown": tuple(names),
        "branches": tuple(branch for name in telling or [first] for branch in branches[name]),
        "measure_first": first,
    }


def _branches(name: str, values: Values, hub: Hub) -> Iterator[dict[str, Any]]:
    key, options = ("is", (True, False)) if name in POSITIONS else ("at", STEPS)
    for option in options:
        yield {"input": name, key: option, "verdicts": possible(nearby.world(values, name, option), hub)}


def _rules(values: Values, fields: Values, hub: Hub) -> Iterator[Any]:
    """Ids of the rules that fired: what blocks, the mean, what is left to do, the funnel."""
    for name in fields["blockers"]:
        yield f"blocker-{name.replace('_', '-')}", _task(name, values, hub)
    readiness = fields["readiness"]
    if readiness is None:
        yield "mean-open"
    else:
        cuts = (hub.constants["soft_from"], hub.constants["ready_from"])
        yield f"mean-{STATUSES[sum(readiness >= cut - EPS for cut in cuts)]}"
    states = {task: values["tasks"][task] for task in GAPS if task not in fields["blockers"]}
    for task in sorted(states, key=lambda task: (states[task] or 0, TASKS.index(task))):
        if states[task] is not None and states[task] < 1:
            yield f"gap-{task}", _task(task, values, hub)
    yield f"funnel-{_funnel(values, fields)}"


def _task(name: str, values: Values, hub: Hub) -> dict[str, str]:
    """What the sentence of a task names: where it stands, and when it is done."""
    if name in POSITIONS:
        return {}
    spec = hub.find(f"tasks.{name}")
    return {"state": saying.said(values["tasks"][name], spec, hub), "done": saying.said(1, spec, hub)}


def _funnel(values: Values, fields: Values) -> str:
    if any(values[name] == 0 for name in FUNNEL):
        return "never"
    if fields["expected"] is None:
        return "open"
    if fields["low"] >= values["target"]:
        return "enough"
    return "tight" if fields["expected"] >= values["target"] - EPS else "short"


def facts(values: Values, result: Result, hub: Hub) -> dict[str, str]:
    """Every value a sentence may name, as the reader would say it."""
    words, named = hub.words, saying.named(values, hub)
    ends = result["readiness_range"]
    named["readiness"] = words("open") if result["readiness"] is None else percent(result["readiness"])
    named["readiness_low"], named["readiness_high"] = percent(ends[0]), percent(ends[1])
    for name in ("expected", "low", "contacts_needed"):
        named[name] = words("open") if result[name] is None else plain_number(result[name], 0)
    named["high"] = words("open")
    if result["high"] is not None:  # no more can come than are asked
        named["high"] = plain_number(min(result["high"], max(values["contacts"], result["low"])), 0)
    blocked = (saying.name_of(name if name in POSITIONS else f"tasks.{name}", hub) for name in result["blockers"])
    named["blockers"] = words("list-comma").join(blocked)
    open_ = (saying.name_of(name, hub) for name in FUNNEL if values[name] is None)
    named["open_numbers"] = words("list-comma").join(open_)
    return named


def view(values: Values, result: Result, hub: Hub, root: str) -> Markup:
    """The whole answer as markup. ``root`` is the relative way from the page to its language's home."""
    named = facts(values, result, hub)
    return pieces.answer(
        hub, result, named, root, picture=coldstart_picture.draw(values, result, hub, named, TASKS, POSITIONS)
    )
