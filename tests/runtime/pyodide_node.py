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


def answer_in_pyodide(requests: list[str], runtime: Runtime | None = None) -> list[str]:
    """``tonghao_widgets.desk.answer`` of each request, in one process. Raises AssertionError with what Node said."""
    return _run(runtime or built_runtime(), {"requests": requests})


def run_in_pyodide(code: str, runtime: Runtime | None = None) -> str:
    """The value of the last expression of ``code``, as text."""
    return _run(runtime or built_runtime(), {"code": code})[0]


def _run(runtime: Runtime, what: dict) -> list[str]:
    with tempfile.TemporaryDirectory() as name:
        work = Path(name)
        (work / "pyodide.asm.wasm").symlink_to(runtime.folder.resolve() / runtime.files["wasm"])
        out = work / "replies.json"
        job = {"folder": str(runtime.folder.resolve()), "files": runtime.files, "index": name, "out": str(out), **what}
        (work / "job.json").write_text(json.dumps(job), encoding="utf-8")
        command = [find_node(ROOT), str(SCRIPT), str(work / "job.json")]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout + done.stderr
        return json.loads(out.read_text(encoding="utf-8"))
