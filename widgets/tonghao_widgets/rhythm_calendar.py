"""A week as an iCalendar file (RFC 5545): what a phone's calendar takes in.

Times are floating, so that eight in the evening is eight wherever the reader is. An event's UID is made from its
slot, so that importing a second time changes the events instead of doubling them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from tonghao_widgets.hub import Hub

WEEKDAYS = {"mon": "MO", "tue": "TU", "wed": "WE", "thu": "TH", "fri": "FR", "sat": "SA", "sun": "SU"}
HOURS = {"morning": "morning_at", "noon": "noon_at", "evening": "evening_at"}
NO_DAY = "2024-01-01"  # a Monday; stands in where nobody says what day it is
LINE = 75
_ESCAPED = {"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n"}


def text(values: Mapping[str, Any], pushes: Iterable[str], rituals: Mapping[str, str], hub: Hub) -> str:
    """The file, lines ended by CRLF and folded at 75 octets; empty when there is no event.

    ``pushes`` are slots, ``rituals`` names by slot. Each event repeats weekly from its first day on or after
    ``hub.today``; DTSTAMP is that day, so that the same answers on the same day make the same file.
    """
    events: list[str] = []
    for slot, name in rituals.items():
        events += _event(slot, "ritual", name, "", values, hub)
    for slot in pushes:
        events += _event(slot, "push", hub.words("push-event"), hub.words("push-event-text"), values, hub)
    if not events:
        return ""
    head = ["BEGIN:VCALENDAR", "VERSION:2.0", f"PRODID:-//Tonghao//rhythm//{hub.language.upper()}"]
    lines = [*head, "CALSCALE:GREGORIAN", *events, "END:VCALENDAR"]
    return "".join(f"{folded(line)}\r\n" for line in lines)


def _event(slot: str, kind: str, name: str, about: str, values: Mapping[str, Any], hub: Hub) -> list[str]:
    day, part = slot.split("-")
    today = hub.today or NO_DAY
    at = min(round(values[HOURS[part]] * 60), 24 * 60 - 1)
    lines = [
        "BEGIN:VEVENT",
        f"UID:{slot}-{kind}@rhythm.tonghao",
        f"DTSTAMP:{_compact(_ordinal(today))}T000000Z",
        f"DTSTART:{first(today, day)}T{at // 60:02d}{at % 60:02d}00",
        f"DURATION:PT{values['minutes']:.0f}M",
        f"RRULE:FREQ=WEEKLY;BYDAY={WEEKDAYS[day]}",
        f"SUMMARY:{escaped(name)}",
    ]
    return [*lines, *([f"DESCRIPTION:{escaped(about)}"] if about else []), "END:VEVENT"]


def escaped(value: str) -> str:
    """Text as a property's value: marks that mean something escaped, control characters dropped."""
    kept = (_ESCAPED.get(char, char) for char in value)
    return "".join(char for char in kept if char >= " " and char != "\x7f")


def folded(line: str) -> str:
    """``line`` in pieces of at most 75 octets, no character cut in two; each next piece begins with a blank."""
    pieces, size = [""], 0
    for char in line:
        octets = len(char.encode())
        if size + octets > LINE:
            pieces.append(" ")
            size = 1
        pieces[-1] += char
        size += octets
    return "\r\n".join(pieces)


def first(today: str, day: str) -> str:
    """The first ``day`` (mon … sun) on or after ``today`` (YYYY-MM-DD), as YYYYMMDD."""
    start = _ordinal(today)
    weekday = (start + 3) % 7  # day 0 (1 January 1970) was a Thursday
    return _compact(start + (list(WEEKDAYS).index(day) - weekday) % 7)


def _ordinal(date: str) -> int:
    """Days since 1 January 1970. By hand: ``datetime`` would be downloaded by every reader for these lines."""
    year, month, day = (int(part) for part in date.split("-"))
    year -= month <= 2
    era, of_era = divmod(year, 400)
    of_year = (153 * ((month + 9) % 12) + 2) // 5 + day - 1
    return era * 146097 + of_era * 365 + of_era // 4 - of_era // 100 + of_year - 719468


def _compact(ordinal: int) -> str:
    """The inverse of :func:`_ordinal`, as YYYYMMDD."""
    era, of_era = divmod(ordinal + 719468, 146097)
    year_of_era = (of_era - of_era // 1460 + of_era // 36524 - of_era // 146096) // 365
    of_year = of_era - (365 * year_of_era + year_of_era // 4 - year_of_era // 100)
    shifted = (5 * of_year + 2) // 153
    day = of_year - (153 * shifted + 2) // 5 + 1
    month = shifted + 3 if shifted < 10 else shifted - 9
    return f"{year_of_era + era * 400 + (month <= 2):04d}{month:02d}{day:02d}"
