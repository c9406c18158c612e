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

_IMPORT = re.compile(r"""(\bfrom\s+|\bimport\s+|\bimport\()(["'])\./([\w.-]+\.mjs)\2""")
_ELEMENT = re.compile(r'^ +"(tonghao-[a-z]+)": \(\) => import\("\./([\w.-]+\.mjs)"\)', re.MULTILINE)


@dataclass(frozen=True)
class Shell:
    """Files by their address from the site's root, and the addresses a page needs by role.

    ``modules`` is what the entry imports before it runs, itself first; ``elements`` is what the code of each custom
    element needs besides: a page asks for all of it at once, and not for one after the other as each is read.
    """

    files: dict[str, bytes]
    entry: str
    modules: tuple[str, ...]
    elements: dict[str, tuple[str, ...]]
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
    at_once: dict[str, list[str]] = {}

    def place(name: str, trail: tuple[str, ...] = ()) -> str:
        if name in trail:
            raise ValueError(f"shell modules import each other in a circle: {' -> '.join((*trail, name))}")
        if name not in named:
            found = _IMPORT.findall(sources[name].decode())
            at_once[name] = [other for how, _, other in found if not how.endswith("(")]
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

    def closure(name: str, without: list[str]) -> list[str]:
        found = [name]
        for one in found:  # grows while it is walked
            found += [other for other in at_once[one] if other not in [*found, *without]]
        return found

    modules = closure(ENTRY, [])
    elements = {tag: closure(name, modules) for tag, name in _ELEMENT.findall(sources[ENTRY].decode())}
    address = {name: FOLDER + file for name, file in named.items()}
    return Shell(
        files=files,
        entry=address[ENTRY],
        modules=tuple(address[name] for name in modules),
        elements={tag: tuple(address[name] for name in names) for tag, names in elements.items()},
        worker=address[WORKER],
        door=address[DOOR],
        styles=styles,
        bare=address[BARE],
        bare_styles=bare,
    )


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
