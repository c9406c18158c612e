"""Days and calendar files (RFC 5545), without the clock: whoever calls says which day it is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping


def days(day: str) -> int:
    """Days since 1970-01-01 of a day YYYY-MM-DD of the Gregorian calendar. Raises ValueError for anything else."""
    year, month, date = (int(part) for part in day.split("-"))
    if not (1 <= month <= 12 and 1 <= date <= 31 and 1 <= year <= 9999):
        raise ValueError(day)
    year -= month <= 2
    era = year // 400
    of_era = year - era * 400
    of_year = (153 * (month + (-3 if month > 2 else 9)) + 2) // 5 + date - 1
    return era * 146097 + of_era * 365 + of_era // 4 - of_era // 100 + of_year - 719468


def day(number: int) -> str:
    """The inverse of :func:`days`."""
    number += 719468
    era = number // 146097
    of_era = number - era * 146097
    years = (of_era - of_era // 1460 + of_era // 36524 - of_era // 146096) // 365
    of_year = of_era - (365 * years + years // 4 - years // 100)
    month = (5 * of_year + 2) // 153
    date = of_year - (153 * month + 2) // 5 + 1
    month = month + 3 if month < 10 else month - 9
    return f"{years + era * 400 + (month <= 2):04d}-{month:02d}-{date:02d}"


def weekday(number: int) -> int:
    """0 for Monday to 6 for Sunday."""
    return (number + 3) % 7


def calendar(name: str, events: Iterable[Mapping[str, str]], stamp: str) -> str:
    """A calendar file. Each event gives ``uid`` (of our own making, the same at every export, so that importing
    again updates), ``start`` and ``end`` (``20261123`` or ``20261123T193000``, local time of whoever opens it),
    ``summary``, and where wanted ``description``, ``url`` and ``rule`` (RRULE). ``stamp`` is the day of the export.
    """
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Tonghao//Playbook//EN", f"X-WR-CALNAME:{_text(name)}"]
    for event in events:
        kind = "" if "T" in event["start"] else ";VALUE=DATE"
        lines += ["BEGIN:VEVENT", f"UID:{event['uid']}@tonghao", f"DTSTAMP:{stamp.replace('-', '')}T000000Z"]
        lines += [
            f"DTSTART{kind}:{event['start']}",
            f"DTEND{kind}:{event['end']}",
            f"SUMMARY:{_text(event['summary'])}",
        ]
        if event.get("description"):
            lines.append(f"DESCRIPTION:{_text(event['description'])}")
        if event.get("url"):
            lines.append(f"URL:{event['url']}")
        if event.get("rule"):
            lines.append(f"RRULE:{event['rule']}")
        lines.append("END:VEVENT")
    lines.append("END:VCALENDAR")
    return "".join(f"{_folded(line)}\r\n" for line in lines)


def _text(text: str) -> str:
    """Text as RFC 5545 wants it; a line end that is not escaped would begin a property of somebody else's making."""
    plain = "".join(
        char if char == "\n" or ord(char) >= 32 else " " for char in text.replace("\r\n", "\n").replace("\r", "\n")
    )
    return plain.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n")


def _folded(line: str) -> str:
    """Lines of at most 75 bytes, never cut inside a character; what follows begins with a blank."""
    parts, room = [""], 75
    for char in line:
        size = len(char.encode())
        if size > room:
            parts.append(" ")
            room = 74
        parts[-1] += char
        room -= size
    return "\r\n".join(parts)
