"""What a zip holds besides the site: a readme in each language, and the small server with the sentences it says."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

from tonghao.model import Library
from tonghao.pack.scripts import HERE
from tonghao.text import say

#: What the server says; each stands in words.yml as ``room-`` and this.
SAID = ("serving", "here", "trouble", "alone", "stop", "stopped", "taken")
_WIDGETS = ("qr.py", "markup.py")
_PLACE = "assets/pack/"


def room(library: Library, root: Path) -> dict[str, bytes]:
    """The further files by name, for a project in the folder ``root``."""
    return {
        "serve.py": (HERE / "serve.py").read_bytes(),
        f"{_PLACE}room.json": _sentences(library),
        f"{_PLACE}python/tonghao_widgets/__init__.py": b"",
        **dict(_widgets(root)),
        **dict(_readmes(library)),
    }


def _sentences(library: Library) -> bytes:
    spoken = {
        language: {key: say(library.words[f"room-{key}"], language, library) for key in SAID}
        for language in library.languages
    }
    return json.dumps(spoken, ensure_ascii=False, indent=1).encode()


def _widgets(root: Path) -> Iterator[tuple[str, bytes]]:
    """The picture codes, for Python 3.9, the oldest that laptops still come with: two things it lacks are put in."""
    for name in _WIDGETS:
        text = (root / "widgets" / "tonghao_widgets" / name).read_text("utf-8")
        text = re.sub(r", strict=(?:True|False)\)", ")", text)
        text = text.replace(
            "from itertools import pairwise", "pairwise = lambda row: zip(list(row), list(row)[1:])  # noqa: E731"
        )
        yield f"{_PLACE}python/tonghao_widgets/{name}", text.encode()


def _readmes(library: Library) -> Iterator[tuple[str, bytes]]:
    for language in library.languages:
        title = f"{say(library.site.name, language, library)} {library.site.version}"
        text = say(library.words["pack-readme"], language, library).strip()
        name = say(library.words["pack-readme-name"], language, library)
        # Windows' editor knows the encoding by the mark at the front.
        yield f"{name}.txt", f"\ufeff{title}\n\n{text}\n".replace("\n", "\r\n").encode()
