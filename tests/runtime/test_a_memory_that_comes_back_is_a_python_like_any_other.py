"""The quick start: what the kept memory answers, what it still lacks, and what must not be the same for all readers."""

import struct

import pytest

from runtime.made_up import ROOT
from runtime.pyodide_node import answer_in_pyodide, run_in_pyodide
from tonghao.runtime import Runtime
from tonghao.runtime.archives import sha256
from tonghao.runtime.lean import lean_program

pytestmark = pytest.mark.pyodide

WASM = (ROOT / "node_modules" / "pyodide" / "pyodide.asm.wasm").read_bytes()


def test_it_answers_as_the_long_start_does(echo: Runtime) -> None:
    requests = ['"一"', '"\\u0000\\ud83d\\ude00"', '"</script>"', '"' + "长" * 5000 + '"']
    assert answer_in_pyodide(requests, echo, quick=True) == answer_in_pyodide(requests, echo)


def test_the_library_comes_when_something_else_is_imported(echo: Runtime) -> None:
    code = """
import sys
there = [name in sys.modules for name in ("tonghao_widgets.desk", "fractions", "_strptime")]
import datetime, fractions
day = datetime.datetime.strptime("2026-11-22", "%Y-%m-%d").date()
f"{there} {day} {fractions.Fraction('1/3')}"
"""
    assert run_in_pyodide(code, echo, quick=True) == "[True, False, False] 2026-11-22 1/3"


def test_chance_is_not_the_same_for_all(echo: Runtime) -> None:
    code = "import random; random.random()"
    assert run_in_pyodide(code, echo, quick=True) != run_in_pyodide(code, echo, quick=True)


def test_sets_have_the_order_of_the_long_start(echo: Runtime) -> None:
    code = "' '.join({'a', 'b', 'c', 'd', 'e', 'f', 'g'})"
    assert run_in_pyodide(code, echo, quick=True) == run_in_pyodide(code, echo)


def test_no_path_of_this_machine_is_in_it(echo: Runtime) -> None:
    memory = (echo.folder / echo.files["memory"]).read_bytes()
    assert str(ROOT).encode() not in memory
    assert str(echo.folder).encode() not in memory


def test_only_what_differs_from_the_program_is_in_it(echo: Runtime) -> None:
    memory = (echo.folder / echo.files["memory"]).read_bytes()
    magic, size, begin, runs = struct.unpack_from("<4I", memory)
    table = struct.unpack_from(f"<{2 * runs}I", memory, 16)
    assert magic == int.from_bytes(b"TGM1", "little")
    assert begin < 10_000 and sum(table) <= size < 32 << 20
    assert len(memory) == 16 + 8 * runs + sum(table[1::2])
    assert len(memory) < size / 4


def test_the_list_of_called_functions_is_for_this_program(echo: Runtime) -> None:
    lean = lean_program(WASM)
    assert lean is not None, "write it anew: tests/runtime/record_calls.py"
    assert sha256(lean) == sha256((echo.folder / echo.files["lean"]).read_bytes())
    assert len(lean) < 0.7 * len(WASM)


def test_for_another_program_there_is_no_lean_one() -> None:
    assert lean_program(WASM + b"\0\0") is None
