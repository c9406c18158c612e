"""How static hosts read a ``_headers`` file: an address gets the headers of every rule that fits it, values joined.

``*`` stands for anything, ``:name`` for one part of the path. Written after the documentation of two such hosts.
"""

from __future__ import annotations

import re


def rules(text: str) -> list[tuple[str, dict[str, str]]]:
    """The rules in order."""
    found: list[tuple[str, dict[str, str]]] = []
    for line in text.splitlines():
        if line.startswith("#") or not line.strip():
            continue
        if line[0].isspace():
            name, _, value = line.strip().partition(": ")
            found[-1][1][name.lower()] = value
        else:
            found.append((line, {}))
    return found


def headers(text: str, path: str) -> dict[str, str]:
    """What a host adds to its answer for ``path``; names in small letters."""
    sent: dict[str, str] = {}
    for address, given in rules(text):
        pattern = re.sub(r":[a-z]+", "[^/]+", re.escape(address).replace(r"\*", ".*"))
        if re.fullmatch(pattern, path):
            for name, value in given.items():
                sent[name] = f"{sent[name]}, {value}" if name in sent else value
    return sent
