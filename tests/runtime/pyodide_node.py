"""Ask the built runtime, under Node: what a reader's browser would answer, without a browser.

from runtime.pyodide_node import answer_in_pyodide

assert answer_in_pyodide(requests) == [desk.answer(request) for request in requests]
"""

import json
import subprocess
import tempfile
from functools import cache
from pathlib import Path

from tonghao.runtime import Runtime, build_runtime, find_node

ROOT = Path(__file__).parents[2]
SCRIPT = Path(__file__).with_name("run_in_pyodide.mjs")


@cache
def built_runtime() -> Runtime:
    """The project's own runtime, built if need be, once in a test run."""
    return build_runtime(ROOT)


def answer_in_pyodide(requests: list[str], runtime: Runtime | None = None, *, quick: bool = False) -> list[str]:
    """``tonghao_widgets.desk.answer`` of each request, in one process. Raises AssertionError with what Node said.

    ``quick``: the lean program, from the kept memory.
    """
    return _run(runtime or built_runtime(), {"requests": requests}, quick)


def run_in_pyodide(code: str, runtime: Runtime | None = None, *, quick: bool = False) -> str:
    """The value of the last expression of ``code``, as text. ``quick``: from the kept memory."""
    return _run(runtime or built_runtime(), {"code": code}, quick)[0]


def calls_in_pyodide(requests: list[str], wasm: Path, *, quick: bool) -> list[int]:
    """Numbers of the functions that are called for ``requests``, in a program made by ``lean.watched_program``."""
    with tempfile.TemporaryDirectory() as name:
        calls = Path(name) / "calls.json"
        _run(built_runtime(), {"requests": requests, "calls": str(calls)}, quick, wasm)
        return json.loads(calls.read_text(encoding="utf-8"))


def _run(runtime: Runtime, what: dict, quick: bool, wasm: Path | None = None) -> list[str]:
    with tempfile.TemporaryDirectory() as name:
        work = Path(name)
        # The lean program answers; it cannot compile what a test would like to run in it.
        lean = quick and "requests" in what and "lean" in runtime.files
        program = runtime.folder.resolve() / runtime.files["lean" if lean else "wasm"]
        (work / "pyodide.asm.wasm").symlink_to(wasm or program)
        (work / "nothing").touch()
        out = work / "replies.json"
        files = runtime.files | ({"asm": runtime.files["lean_asm"]} if lean else {})
        job = {"folder": str(runtime.folder.resolve()), "files": files, "index": name, "out": str(out)}
        (work / "job.json").write_text(json.dumps({**job, "quick": quick, **what}), encoding="utf-8")
        command = [find_node(ROOT), str(SCRIPT), str(work / "job.json")]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout + done.stderr
        return json.loads(out.read_text(encoding="utf-8"))
