"""Runs INSIDE the pinned Pyodide, never in the builder's own Python: bytecode belongs to the Python that made it.

The job comes as /job/job.json and says what to do:

* ``trace``: import what it is told to, and compile every module of the standard library this brought in.
* ``compile``: compile the sources in /job/in to /job/out.
* ``check``: import every module it is told to.

It imports next to nothing itself, and no pathlib: what is loaded here is what readers are sent.
"""

import ast
import importlib.util
import json
import marshal
import os
import sys
import zipimport
from types import CodeType

ZIP = f"/lib/python{sys.version_info.major}{sys.version_info.minor}.zip"
# Flag 1 with bit 2 unset: "checked by hash, and do not look". A pyc with a time stamp would differ in every build.
HEADER = importlib.util.MAGIC_NUMBER + (1).to_bytes(4, "little") + bytes(8)
# One entry of a line table: "these 8 code units stand on the line the code begins on", and the same for fewer.
ENTRY = 0x80 | 13 << 3


def strip(code: CodeType, filename: str) -> CodeType:
    """The same code with a line table that knows one line only, the first, at every depth.

    Nobody reads a line number of the standard library in a reader's browser, and the tables are a fifth of the bytes.
    No table at all would do for raising, but ``traceback`` fails on it.
    """
    constants = tuple(strip(c, filename) if isinstance(c, CodeType) else c for c in code.co_consts)
    full, rest = divmod(len(code.co_code) // 2, 8)
    table = bytes((ENTRY | 7, 0)) * full + (bytes((ENTRY | rest - 1, 0)) if rest else b"")
    return code.replace(co_linetable=table, co_filename=filename, co_consts=constants)


def without_docstrings(tree: ast.Module) -> ast.Module:
    """Take module and function docstrings out. Classes keep theirs: a dataclass without one computes one at import."""
    for node in ast.walk(tree):
        if not isinstance(node, ast.Module | ast.FunctionDef | ast.AsyncFunctionDef) or not node.body:
            continue
        first = node.body[0]
        if isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant) and isinstance(first.value.value, str):
            # A "from __future__" must stay first, so nothing takes the text's place unless it stood alone.
            node.body[:1] = [] if len(node.body) > 1 else [ast.copy_location(ast.Pass(), first)]
    return tree


def write(file: str, code: CodeType) -> None:
    """Put ``code`` where the host looks for what was compiled."""
    path = f"/job/out/{file}c"
    os.makedirs(os.path.dirname(path), exist_ok=True)  # noqa: PTH103, PTH120
    with open(path, "wb") as out:  # noqa: PTH123
        out.write(HEADER + marshal.dumps(code))


def read(path: str) -> bytes:
    """A file, whole."""
    with open(path, "rb") as file:  # noqa: PTH123
        return file.read()


def check(job: dict) -> None:
    """Import everything the page will import."""
    for name in job["imports"]:
        importlib.import_module(name)


def trace(job: dict) -> None:
    """Compile what an import really loads from the standard library, and what the host names besides."""
    check(job)
    # Some modules are part of the program itself ("frozen") and only claim to come from the zip.
    modules = [module for module in sys.modules.values() if module.__spec__ and module.__spec__.origin != "frozen"]
    paths = {getattr(module, "__file__", None) or "" for module in modules}
    loaded = {path.removeprefix(f"{ZIP}/") for path in paths if path.startswith(f"{ZIP}/")}
    archive = zipimport.zipimporter(ZIP)
    for file in sorted({*loaded, *job["files"]}):
        # -OO: no docstrings, no asserts. These modules have been tested by others, in full.
        code = compile(archive.get_data(file), file, "exec", dont_inherit=True, optimize=2)
        write(file, strip(code, file))


def compile_sources(job: dict) -> None:
    """Compile our own modules."""
    for file in job["files"]:
        tree = without_docstrings(ast.parse(read(f"/job/in/{file}"), file))
        # Our own asserts stay, as they do where the tests run: the same file must behave the same in both Pythons.
        write(file, compile(tree, file, "exec", dont_inherit=True, optimize=0))


def main() -> None:
    """Do the one thing the host asked for."""
    job = json.loads(read("/job/job.json"))
    {"trace": trace, "compile": compile_sources, "check": check}[job["do"]](job)


main()
