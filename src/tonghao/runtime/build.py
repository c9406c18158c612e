"""Put the runtime together: files of Pyodide, our package, a lock file, and two files for a quick start, each named by
its content."""

import base64
import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from tonghao.runtime import cache
from tonghao.runtime.archives import hashed_name, read_folder, sha256
from tonghao.runtime.lean import CALLED, Lean, lean
from tonghao.runtime.node import HERE, Pyodide, RuntimeBuildError, find_node
from tonghao.runtime.stdlib import PROMISED, build_stdlib, imported_modules
from tonghao.runtime.wheel import build_wheel, widget_sources

#: Role -> file of the npm package that is sent as it is.
SENT_AS_IS = {"pyodide": "pyodide.mjs", "asm": "pyodide.asm.mjs", "wasm": "pyodide.asm.wasm"}
#: Files of the npm package that decide what we build.
BUILT_FROM = (*SENT_AS_IS.values(), "python_stdlib.zip", "pyodide-lock.json", "package.json")
#: What builds it is an input too, down to the versions of the libraries that write the wheel and the lock.
OUR_CODE = {
    **{file: sha256(data) for kind in ("*.py", "*.mjs") for file, data in read_folder(HERE, kind).items()},
    CALLED.name: sha256(CALLED.read_bytes()),
    **{name: version(name) for name in ("hatchling", "pyodide-lock")},
}


@dataclass(frozen=True)
class Runtime:
    """The finished files of the Python runtime, in ``folder``.

    The roles are pyodide, asm, wasm, stdlib, lock and wheel; and, for the quick start, lean and lean_asm (the program
    without what is never called, and its script) and memory (what Python's memory holds when all is imported).
    ``sizes`` are bytes before any compression on the way; ``integrity`` is a SHA-256 in the notation browsers take
    (``sha256-`` and base64).
    """

    folder: Path
    files: dict[str, str]
    sizes: dict[str, int]
    integrity: dict[str, str]
    pyodide: str

    def for_page(self, base: str) -> dict:
        """What the page hands to the engine. ``base`` is the address the files are served under, ending in ``/``."""
        return {"base": base, "files": self.files, "integrity": self.integrity}


def build_runtime(
    root: Path,
    *,
    progress: Callable[[str], None] = lambda _: None,
    widgets: Path | None = None,
    pyodide: Path | None = None,
    place: Path | None = None,
) -> Runtime:
    """Build the runtime, or find it built. The first time takes some 5 s, a change in our package less than one.

    ``root`` is the project's folder; the others default to its ``widgets``, ``node_modules/pyodide`` and
    ``build/runtime``. ``progress`` is told what is being done whenever something takes time.
    Raises RuntimeBuildError if Node or Pyodide is missing or our package cannot be compiled.
    """
    widgets = widgets or root / "widgets"
    place = place or root / "build" / "runtime"
    npm = Pyodide(pyodide or root / "node_modules" / "pyodide")
    prints = cache.Fingerprints(place / "fingerprints.json")
    try:
        given = {file: prints.of(npm.folder / file) for file in BUILT_FROM}
    except OSError as error:
        raise RuntimeBuildError(
            f"The npm package pyodide is not complete in {npm.folder}: run npm ci. {error}"
        ) from error
    sources = widget_sources(widgets)
    key = _key(given, OUR_CODE, {name: sha256(data) for name, data in sources.items()})
    whole, wheel = place / key, place / "wheel" / key

    def fill_base(folder: Path) -> dict:
        progress("Python runtime: compiling the standard library in Pyodide (once, some 5 s)")
        stdlib = build_stdlib(find_node(root), npm, extra, folder)
        quick = _write_lean(found, folder) if (found := _find_lean(npm)) else {}
        as_is = {role: _send_as_is(npm.folder / file, folder) for role, file in SENT_AS_IS.items()}
        return as_is | {"stdlib": stdlib} | quick

    def fill_wheel(folder: Path) -> dict:
        progress("Python runtime: compiling our package in Pyodide")
        return build_wheel(find_node(root), npm, widgets, base / base_files["stdlib"], folder, _find_lean(npm))

    def fill_whole(folder: Path) -> dict:
        note = {}
        for made, files in ((base, base_files), (wheel, wheel_files)):
            for role, file in files.items():
                cache.share(made / file, folder / file)
                note[role] = _describe(folder / file)
        return note

    note = cache.finished(whole, prints)
    if note is None:
        code = {name: text for name, text in sources.items() if name.endswith(".py")}
        extra = sorted({*imported_modules(code)} - {*PROMISED})
        base = place / "base" / _key(given, OUR_CODE, extra)
        base_files = cache.finished(base, prints) or cache.make(base, fill_base, prints)
        wheel_files = cache.finished(wheel, prints) or cache.make(wheel, fill_wheel, prints)
        note = cache.make(whole, fill_whole, prints)
    prints.save()
    return Runtime(
        folder=whole,
        files={role: about["file"] for role, about in note.items()},
        sizes={role: about["size"] for role, about in note.items()},
        integrity={role: about["integrity"] for role, about in note.items()},
        pyodide=npm.version,
    )


def _send_as_is(source: Path, folder: Path) -> str:
    data = source.read_bytes()
    stem, _, extension = source.name.rpartition(".")
    file = hashed_name(stem, data, extension)
    (folder / file).write_bytes(data)
    return file


def _find_lean(npm: Pyodide) -> Lean | None:
    """None, if nobody has recorded yet what this program's functions are called for: then the whole one serves."""
    script, beside = ((npm.folder / SENT_AS_IS[role]).read_text(encoding="utf-8") for role in ("asm", "pyodide"))
    return lean((npm.folder / SENT_AS_IS["wasm"]).read_bytes(), script, beside)


def _write_lean(found: Lean, folder: Path) -> dict[str, str]:
    script = found.script.encode()
    program, glue = hashed_name("pyodide.lean", found.program, "wasm"), hashed_name("pyodide.lean", script, "mjs")
    (folder / program).write_bytes(found.program)
    (folder / glue).write_bytes(script)
    return {"lean": program, "lean_asm": glue}


def _describe(path: Path) -> dict:
    data = path.read_bytes()
    digest = base64.b64encode(hashlib.sha256(data).digest()).decode()
    return {"file": path.name, "size": len(data), "integrity": f"sha256-{digest}"}


def _key(*inputs: object) -> str:
    return sha256(json.dumps(inputs, sort_keys=True).encode())[:16]
