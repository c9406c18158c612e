"""Write anew which functions of the program are called: after another Pyodide, or when tools come to do new things.

    .venv/bin/python tests/runtime/record_calls.py

Takes some minutes: a program that notes every call starts Python in both ways and answers all the questions of
tests/same_bytes. What it never called is left out of the lean program (src/tonghao/runtime/lean.py).
"""

import json
import sys
import tempfile
from pathlib import Path

# Started as a program, Python looks beside this file first.
sys.path[0] = str(Path(__file__).resolve().parents[1])

from runtime.pyodide_node import ROOT, calls_in_pyodide  # noqa: E402
from same_bytes.questions import questions  # noqa: E402
from same_bytes.test_the_board_counts_the_same_in_both_places import requests as board_requests  # noqa: E402
from same_bytes.test_the_plan_is_the_same_in_both_places import requests as plan_requests  # noqa: E402
from same_bytes.test_the_sandbox_moves_the_same_in_both_places import requests  # noqa: E402
from tonghao.runtime.lean import watched_program, write_called  # noqa: E402

EACH = 220


def main() -> None:
    wasm = (ROOT / "node_modules" / "pyodide" / "pyodide.asm.wasm").read_bytes()
    with tempfile.TemporaryDirectory() as name:
        asked = questions(EACH, Path(name) / "small") + board_requests() + plan_requests() + requests()
        watched = Path(name) / "watched.wasm"
        watched.write_bytes(watched_program(wasm))
        called = {number for quick in (False, True) for number in calls_in_pyodide(asked, watched, quick=quick)}
    write_called(wasm, sorted(called))
    print(json.dumps({"functions called": len(called)}))


if __name__ == "__main__":
    main()
