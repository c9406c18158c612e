"""The dated facts a result rests on: whether they are still fresh, and how they are shown."""

from __future__ import annotations

from collections.abc import Iterable

from tonghao_widgets import pieces
from tonghao_widgets.hub import Hub
from tonghao_widgets.markup import Markup, h


def day_number(day: str) -> int:
    """Days since 1 March of the year 0, of a date written YYYY-MM-DD.

    By hand: the calendar module of the standard library would be a download for this line alone.
    """
    year, month, date = (int(part) for part in day.split("-"))
    year, month = (year, month - 3) if month > 2 else (year - 1, month + 9)
    return 365 * year + year // 4 - year // 100 + year // 400 + (153 * month + 2) // 5 + date - 1


def stale(hub: Hub, most_days: int) -> bool:
    """True when a fact is due by its own date, or was looked at more than ``most_days`` ago; without a day always."""
    if hub.stale():
        return True
    if not hub.facts:
        return False
    today = day_number(hub.today)
    return any(today > day_number(fact["checked_on"]) + most_days for fact in hub.facts)


def checked_on(hub: Hub) -> str:
    """The day of the fact that was looked at longest ago."""
    return min((fact["checked_on"] for fact in hub.facts), default="")


def section(hub: Hub, key: str, note: str, identities: Iterable[str]) -> Markup:
    """Some of the facts as a part of the answer under the heading ``key``, each with its two days."""
    known = {fact["id"]: fact for fact in hub.facts}
    return pieces.section(
        hub,
        key,
        h("p", hub.words(note)),
        h("ul", {"class": "tg-facts"}, [_line(hub, known[one]) for one in identities if one in known]),
    )


def folded(hub: Hub, key: str, identities: Iterable[str]) -> Markup:
    """Further facts behind one line, for the reader who wants to check."""
    known = {fact["id"]: fact for fact in hub.facts}
    return h(
        "details",
        {"class": "tg-data", "id": f"tg-{hub.tool}-facts"},
        h("summary", hub.words(key)),
        h("ul", {"class": "tg-facts"}, [_line(hub, known[one]) for one in identities if one in known]),
    )


def _line(hub: Hub, fact: dict[str, str]) -> Markup:
    dates = hub.words("fact-dates", checked=fact["checked_on"], recheck=fact["recheck_by"])
    return h("li", {"data-fact": fact["id"]}, fact["title"], " ", h("span", {"class": "tg-facts__day"}, dates))
