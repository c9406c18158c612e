"""The page's own scripts and styles: each file named by its content, imports rewritten to match.

No bundler: the modules are few and small, and a reader who looks at the source sees the source.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from pathlib import Path

ENTRY = "main.mjs"
WORKER = "worker.mjs"
DOOR = "door.mjs"
BARE = "bare.mjs"
STYLES = "tonghao.css"
#: These first and in this order; then the styles of single tools; print has the last word.
STYLE_ORDER = ("look.css", "page.css", "tool.css", "form.css", "chart.css", "picture.css")
LAST_STYLE = "print.css"
#: What pages without the theme wear (slides, handouts), and nobody else.
BARE_STYLES = "bare.css"
BARE_ORDER = ("look.css", "picture.css", "slides.css", "presenter.css", "handout.css")
FOLDER = "assets/shell/"

_IMPORT = re.compile(r"""(\bfrom\s+|\bimport\s+)(["'])\./([\w.-]+\.mjs)\2""")


@dataclass(frozen=True)
class Shell:
    """Files by their address from the site's root, and the addresses a page needs by role."""

    files: dict[str, bytes]
    entry: str
    worker: str
    door: str
    styles: str
    bare: str
    bare_styles: str


def gather(root: Path) -> Shell:
    """Read the shell below ``root`` and name every file by its content."""
    sources = {path.name: path.read_bytes() for path in sorted((root / "widgets" / "shell").glob("*.mjs"))}
    sources["idiomorph.mjs"] = (root / "node_modules" / "idiomorph" / "dist" / "idiomorph.esm.js").read_bytes()
    named: dict[str, str] = {}
    files: dict[str, bytes] = {}

    def place(name: str, trail: tuple[str, ...] = ()) -> str:
        if name in trail:
            raise ValueError(f"shell modules import each other in a circle: {' -> '.join((*trail, name))}")
        if name not in named:
            text = _IMPORT.sub(
                lambda found: f"{found[1]}{found[2]}./{place(found[3], (*trail, name))}{found[2]}",
                sources[name].decode(),
            )
            named[name] = _named(name, text.encode())
            files[FOLDER + named[name]] = text.encode()
        return named[name]

    for name in (ENTRY, WORKER, DOOR, BARE):
        place(name)
    styles = _sheet(STYLES, style_files(root), files)
    bare = _sheet(BARE_STYLES, [root / "widgets" / "shell" / name for name in BARE_ORDER], files)
    scripts = (FOLDER + named[name] for name in (ENTRY, WORKER, DOOR))
    return Shell(files, *scripts, styles, FOLDER + named[BARE], bare)


def _sheet(name: str, paths: list[Path], files: dict[str, bytes]) -> str:
    """The style sheets joined, among ``files``; its address."""
    content = b"\n".join(path.read_bytes() for path in paths)
    address = FOLDER + _named(name, content)
    files[address] = content
    return address


def style_files(root: Path) -> list[Path]:
    """The style sheets of pages with the theme, in the order they are joined."""
    folder = root / "widgets" / "shell"
    fixed = [folder / name for name in (*STYLE_ORDER, LAST_STYLE)]
    left_out = [*fixed, *(folder / name for name in BARE_ORDER)]
    others = [path for path in sorted(folder.glob("*.css")) if path not in left_out]
    return [*fixed[:-1], *others, fixed[-1]]


def _named(name: str, content: bytes) -> str:
    stem, _, suffix = name.rpartition(".")
    return f"{stem}.{hashlib.sha256(content).hexdigest()[:10]}.{suffix}"
