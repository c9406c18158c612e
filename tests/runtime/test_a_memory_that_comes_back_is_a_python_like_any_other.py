"""The quick start: what the kept memory answers, what it still lacks, and what must not be the same for all readers."""

import struct

import pytest

from runtime.made_up import ROOT
from runtime.pyodide_node import answer_in_pyodide, run_in_pyodide
from tonghao.runtime import Runtime
from tonghao.runtime.archives import sha256
from tonghao.runtime.glue import Glue
from tonghao.runtime.lean import lean

pytestmark = pytest.mark.pyodide

NPM = ROOT / "node_modules" / "pyodide"
WASM = (NPM / "pyodide.asm.wasm").read_bytes()
ASM, PYODIDE = ((NPM / name).read_text(encoding="utf-8") for name in ("pyodide.asm.mjs", "pyodide.mjs"))


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
    made = lean(WASM, ASM, PYODIDE)
    assert made is not None, "write it anew: tests/runtime/record_calls.py"
    assert sha256(made.program) == sha256((echo.folder / echo.files["lean"]).read_bytes())
    assert made.script == (echo.folder / echo.files["lean_asm"]).read_text(encoding="utf-8")
    assert len(made.program) < 0.65 * len(WASM) and len(made.script) < 0.7 * len(ASM)


def test_for_another_program_there_is_no_lean_one() -> None:
    assert lean(WASM + b"\0\0", ASM, PYODIDE) is None


def test_nor_for_a_script_that_is_built_in_another_way() -> None:
    assert lean(WASM, ASM.replace("assignWasmExports", "assign"), PYODIDE) is None
    assert lean(WASM, ASM.replace('Module["_malloc"]=', ""), PYODIDE) is not None


SCRIPT = """function early(){_used()}var _used,_idle,_stack,memory;function assignWasmExports(wasmExports){\
_used=Module["_used"]=wasmExports["used"];_idle=Module["_idle"]=wasmExports["idle"];\
_stack=Module["_stack"]=wasmExports["stack"].value>>>0;memory=Module["memory"]=wasmMemory=wasmExports["memory"]}memory;"""
SHORT = """function early(){_used()}var _used,_stack,memory;function assignWasmExports(wasmExports){\
_used=Module["_used"]=wasmExports["used"];\
_stack=Module["_stack"]=wasmExports["stack"].value>>>0;memory=Module["memory"]=wasmMemory=wasmExports["memory"]}memory;"""


def test_a_script_keeps_what_it_names_elsewhere() -> None:
    glue = Glue(SCRIPT, "module._stack")
    assert glue.asks_for(["used", "idle", "stack"]) == {"used", "stack"}
    assert glue.lean({"used", "stack"}) == SHORT
