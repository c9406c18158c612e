"""What grows old by itself: dated facts that should be looked at again, and links that no longer open.

The only module that asks the network, and only ``tonghao upkeep --links`` calls it: never a build, never a test run.
"""

from __future__ import annotations

import urllib.error
import urllib.request
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor

from tonghao.model import Library

TIMEOUT = 20
TOGETHER = 8
AGENT = "Mozilla/5.0 (compatible; tonghao-link-check)"
#: Answers that say "not you" and nothing about the page: a person must look.
GUARDED = frozenset({401, 403, 405, 406, 418, 429, 451, 503})

Answer = int | str
"""The status a page was answered with, or why there was no answer."""


def overdue(library: Library, today: str) -> list[str]:
    """A line for each dated fact whose day has come (days as YYYY-MM-DD compare as text), oldest first."""
    late = sorted((fact.recheck_by, fact.id) for fact in library.facts.values() if fact.recheck_by < today)
    return [f"{_place(library, f'facts/{identity}')}: {identity} was to be checked by {day}" for day, identity in late]


def addresses(library: Library) -> dict[str, str]:
    """Every address we cite, with the place it stands at."""
    return {source.url: _place(library, f"sources/{source.id}") for source in library.sources.values() if source.url}


def dead(found: Mapping[str, str], ask: Callable[[str], Answer] | None = None) -> tuple[list[str], list[str]]:
    """Of addresses with their places: lines for those that are gone, and for those a person must try."""
    wanted = list(found)
    with ThreadPoolExecutor(TOGETHER) as pool:
        answers = list(pool.map(ask or answer, wanted))
    gone, guarded = [], []
    for address, got in zip(wanted, answers, strict=True):
        if isinstance(got, int) and got < 400:
            continue
        line = f"{found[address]}: {address} ({got})"
        (guarded if got in GUARDED else gone).append(line)
    return sorted(gone), sorted(guarded)


def answer(address: str) -> Answer:
    """What the web says to one address. Never raises."""
    request = urllib.request.Request(address, headers={"User-Agent": AGENT, "Accept": "*/*"})
    try:
        with urllib.request.urlopen(request, timeout=TIMEOUT) as reply:
            return int(reply.status)
    except urllib.error.HTTPError as error:
        return error.code
    except (OSError, ValueError) as error:
        return type(error).__name__ if not str(error) else " ".join(str(error).split())


def report(sections: Iterable[tuple[str, list[str]]]) -> str:
    """Lines under their headings, as Markdown; empty when there is nothing to do."""
    return "\n".join(
        f"## {title}\n\n" + "\n".join(f"- {line}" for line in lines) + "\n" for title, lines in sections if lines
    )


def _place(library: Library, key: str) -> str:
    file, line = library.origin[key]
    return f"{file}:{line}"
