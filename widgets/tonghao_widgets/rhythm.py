"""Where do pushes go in a week that has its rituals? (models, section 14)

The week has 21 slots: seven days, each with a morning, a noon and an evening. That three rituals are weekly comes
from the source documents; the slots, the order of placing, the weights and the hours are ours.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import combinations, pairwise
from typing import Any

from tonghao_widgets import nearby, pieces, rhythm_calendar, rhythm_picture, saying
from tonghao_widgets.hub import Hub
from tonghao_widgets.markup import Markup
from tonghao_widgets.result import Result
from tonghao_widgets.rhythm_picture import PARTS, SLOTS
from tonghao_widgets.words import plain_number

HOURS = ("morning_at", "noon_at", "evening_at")
INPUTS = {"rituals": "group", **dict.fromkeys(("pushes", "max_per_day", *HOURS, "minutes"), "number")}
MAY_BE_UNKNOWN = ()
RULES = (
    "pushes-placed",
    "pushes-apart",
    "pushes-on-ritual-days",
    "pushes-do-not-fit",
    "no-pushes",
    "rituals-once",
    "ritual-missing",
    "ritual-repeated",
    "welcome",
)
OUTCOMES = ("fits", "fits-with-gaps", "does-not-fit")
CONSTANTS = ("part_weights", "weekly_rituals")


def check(values: Mapping[str, Any]) -> dict[str, tuple[str, str]]:
    """The parts of a day come one after the other."""
    for earlier, later in pairwise(HOURS):
        if values[later] <= values[earlier]:
            return {later: ("problem-hours", f"above {earlier} ({values[earlier]!r})")}
    return {}


def evaluate(values: Mapping[str, Any], hub: Hub) -> Result:
    """The week for ``values``.

    ``verdict``: ``fits``, ``fits-with-gaps`` (the pushes fit, but a weekly ritual has no slot or more than one) or
    ``does-not-fit``. Fields: ``slots`` (ids of the pushes' slots in week order, None when they do not fit),
    ``capacity`` (most pushes this week can hold), ``missing`` and ``repeated`` (ids of weekly rituals), ``valid``
    (each weekly ritual once, no push in a ritual's slot), ``on_ritual_days`` (pushes that share a day with a
    ritual), ``closest`` (day parts between the two nearest pushes, round the week; None below two pushes) and
    ``calendar`` (iCalendar text, None when there is nothing to put into it).
    """
    taken, capacity = _taken(values["rituals"]), _capacity(values)
    placed = (
        None
        if values["pushes"] > capacity
        else place(values["pushes"], values["max_per_day"], taken, hub.constants["part_weights"])
    )
    held = _held(values["rituals"], hub)
    missing = [ritual for ritual, count in held.items() if count == 0]
    repeated = [ritual for ritual, count in held.items() if count > 1]
    slots = None if placed is None else [SLOTS[slot] for slot in placed]
    busy = {slot // 3 for slot in taken}
    shared = sum(slot // 3 in busy for slot in placed or ())
    closest = _closest(placed or ())
    valid = not missing and not repeated and not set(placed or ()) & taken
    verdict = _verdict(values, bool(missing or repeated))
    fields = {
        "slots": slots,
        "capacity": capacity,
        "missing": missing,
        "repeated": repeated,
        "valid": valid,
        "on_ritual_days": shared,
        "closest": closest,
        "calendar": rhythm_calendar.text(values, slots or (), names(values, hub), hub) or None,
    }
    gaps = bool(missing or repeated)
    return Result(
        verdict=verdict,
        fields=fields,
        rules=_rules(fields, values, hub),
        flips=nearby.flips(values, hub, lambda world: _verdict(world, gaps), ("pushes", "max_per_day")),
    )


def place(pushes: int, most: int, taken: set[int], weights: Mapping[str, float]) -> list[int] | None:
    """Slots (0 is Monday morning, 20 Sunday evening) for ``pushes``, at most ``most`` a day; None when too many.

    One after the other, each to the slot that is best by: a day without a ritual; farthest from the nearest push
    already placed, round the week; the heavier part of the day; the earlier slot.
    """
    busy = {slot // 3 for slot in taken}
    gaps = {slot: len(SLOTS) for slot in range(len(SLOTS)) if slot not in taken}
    placed: list[int] = []
    for _ in range(int(pushes)):
        open_ = [slot for slot in gaps if sum(other // 3 == slot // 3 for other in placed) < most]
        if not open_:
            return None
        best = max(open_, key=lambda slot: (slot // 3 not in busy, gaps[slot], weights[PARTS[slot % 3]], -slot))
        placed.append(best)
        del gaps[best]
        gaps = {slot: min(gap, _away(slot, best)) for slot, gap in gaps.items()}
    return sorted(placed)


def _away(slot: int, other: int) -> int:
    """Day parts from one slot to the other, the shorter way round the week."""
    far = abs(slot - other)
    return min(far, len(SLOTS) - far)


def _closest(placed: Sequence[int]) -> int | None:
    return min((_away(one, other) for one, other in combinations(placed, 2)), default=None)


def _taken(rituals: Mapping[str, str]) -> set[int]:
    return {SLOTS.index(slot) for slot, name in rituals.items() if name.strip()}


def _capacity(values: Mapping[str, Any]) -> int:
    """The most pushes that fit: a push takes one slot and never bars another day's."""
    taken, most = _taken(values["rituals"]), values["max_per_day"]
    return int(sum(min(most, sum(day * 3 + part not in taken for part in range(3))) for day in range(7)))


def _verdict(values: Mapping[str, Any], gaps: bool) -> str:
    if values["pushes"] > _capacity(values):
        return "does-not-fit"
    return "fits-with-gaps" if gaps else "fits"


def weekly(name: str, hub: Hub) -> str | None:
    """The weekly ritual a slot's name stands for (``topic``, ``sharing``, ``recognition``), by any of its names."""
    plain = name.strip().lower()
    return next((ritual["id"] for ritual in hub.constants["weekly_rituals"] if plain in ritual["names"]), None)


def names(values: Mapping[str, Any], hub: Hub) -> dict[str, str]:
    """The rituals in week order as the reader calls them, by slot."""
    said: dict[str, str] = {}
    for slot in SLOTS:
        name = values["rituals"][slot].strip()
        if name:
            known = weekly(name, hub)
            said[slot] = hub.words(f"ritual-{known}") if known == name else name
    return said


def _held(rituals: Mapping[str, str], hub: Hub) -> dict[str, int]:
    """How often each weekly ritual stands in the week."""
    found = [weekly(name, hub) for name in rituals.values() if name.strip()]
    return {ritual["id"]: found.count(ritual["id"]) for ritual in hub.constants["weekly_rituals"]}


def _rules(fields: Mapping[str, Any], values: Mapping[str, Any], hub: Hub) -> tuple[Any, ...]:
    fired: list[Any] = []
    if fields["slots"] is None:
        fired.append("pushes-do-not-fit")
    elif not fields["slots"]:
        fired.append("no-pushes")
    else:
        fired.append("pushes-placed")
        fired += ["pushes-apart"] if fields["closest"] is not None else []
        fired += ["pushes-on-ritual-days"] if fields["on_ritual_days"] else []
    fired += [("ritual-missing", {"ritual": hub.words(f"ritual-{one}")}) for one in fields["missing"]]
    held = _held(values["rituals"], hub)
    fired += [
        ("ritual-repeated", {"ritual": hub.words(f"ritual-{one}"), "times": str(held[one])})
        for one in fields["repeated"]
    ]
    if not fields["missing"] and not fields["repeated"]:
        fired.append("rituals-once")
    return (*fired, "welcome")


def slot_name(slot: str, hub: Hub) -> str:
    """``tue-evening`` as the reader says it."""
    return hub.find(f"rituals.{slot}").label


def facts(values: Mapping[str, Any], result: Result, hub: Hub) -> dict[str, str]:
    """Every value a sentence may name, as the reader would say it."""
    words, comma = hub.words, hub.words("list-comma")
    slots = result["slots"] or ()
    return {
        **saying.named(values, hub),
        "capacity": plain_number(result["capacity"]),
        "places": comma.join(slot_name(slot, hub) for slot in slots) or words("nowhere"),
        "shared": plain_number(result["on_ritual_days"]),
        "closest": plain_number(result["closest"] or 0),
        "gaps": comma.join(words(f"ritual-{one}") for one in (*result["missing"], *result["repeated"])),
    }


def view(values: Mapping[str, Any], result: Result, hub: Hub, root: str) -> Markup:
    """The whole answer as markup. ``root`` is the relative way from the page to its language's home."""
    picture = rhythm_picture.draw(values, result["slots"] or (), names(values, hub), hub)
    return pieces.answer(hub, result, facts(values, result, hub), root, picture=picture)


def calendar(values: Mapping[str, Any], result: Result, hub: Hub) -> str:
    """The week as iCalendar text: every ritual and push, weekly, from today on. Empty when the week is."""
    return result["calendar"] or ""
