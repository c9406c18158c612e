"""The standard library that is sent to the reader: the modules in use, as bytecode, in one uncompressed zip.

What goes in is found by running: Pyodide boots, imports what we promise and what our package imports, and whatever is
loaded then is taken. A second run boots from the result and imports everything again.
"""

import ast
import sys
import tempfile
from pathlib import Path

from tonghao.runtime.archives import hashed_name, read_folder, read_zip, write_zip
from tonghao.runtime.node import HERE, Pyodide, RuntimeBuildError, run_in_pyodide

#: What a tool may import without this file being touched, whether or not one does today.
PROMISED = (
    *("abc", "base64", "bisect", "calendar", "cmath", "collections", "collections.abc", "contextlib", "copy", "csv"),
    *("dataclasses", "datetime", "decimal", "enum", "fractions", "functools", "hashlib", "heapq", "html", "io"),
    *("itertools", "json", "math", "numbers", "operator", "pprint", "random", "re", "statistics", "string"),
    *("string.templatelib", "textwrap", "traceback", "types", "typing", "unicodedata", "warnings", "weakref"),
)

#: Loaded only when a function is called, so that no import shows it.
CALLED_FOR = (
    "_strptime.py",
    "encodings/ascii.py",
    "encodings/latin_1.py",
    "importlib/metadata/__init__.py",
)

#: Small modules of ours in the place of large ones that Pyodide imports at every start and we have no use for. Each
#: says why. A tool that wants the real one meets an error when the site is built, not in a reader's browser.
STANDINS = HERE / "standins"


def imported_modules(sources: dict[str, bytes]) -> list[str]:
    """Modules of the standard library that Python ``sources`` (name -> text) import, by reading them.

    Raises RuntimeBuildError, with file and line, for a source that is not Python.
    """
    names = set()
    for name, source in sources.items():
        try:
            tree = ast.parse(source, name)
        except SyntaxError as error:
            raise RuntimeBuildError(f"{name}:{error.lineno}:{error.offset}: {error.msg}") from error
        for node in ast.walk(tree):
            if isinstance(node, ast.Import):
                names |= {alias.name for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                names.add(node.module)
    return sorted(name for name in names if name.split(".")[0] in sys.stdlib_module_names)


def build_stdlib(node: str, pyodide: Pyodide, extra: list[str], folder: Path) -> str:
    """Write the trimmed library into ``folder``; give the file's name.

    ``extra``: modules to promise besides PROMISED. Raises RuntimeBuildError if one of them cannot be had.
    """
    promised = sorted({*PROMISED, *extra})
    with tempfile.TemporaryDirectory(dir=folder) as name:
        work = Path(name)
        sources = read_zip(pyodide.folder / "python_stdlib.zip") | read_folder(STANDINS, "*.py")
        write_zip(work / "sources.zip", sources, compress=False)
        job = {"do": "trace", "imports": promised, "files": CALLED_FOR}
        run_in_pyodide(node, pyodide, work / "sources.zip", work, job)

        # Not compressed: the server compresses the whole far better than a zip can, file by file, and the reader's
        # machine has nothing to unpack.
        compiled = read_folder(work / "out", "*.pyc")
        write_zip(work / "stdlib.zip", compiled, compress=False)
        modules = sorted(_module_name(file) for file in compiled)
        run_in_pyodide(node, pyodide, work / "stdlib.zip", work, {"do": "check", "imports": [*modules, *promised]})

        data = (work / "stdlib.zip").read_bytes()
    # A zip, called json: hosts go by the name when they decide what to compress on the way. They compress no .zip, and
    # every one of them compresses .json. Nobody but our worker reads it.
    file = hashed_name("python_stdlib.zip", data, "json")
    (folder / file).write_bytes(data)
    return file


def _module_name(file: str) -> str:
    return file.removesuffix(".pyc").removesuffix("/__init__").replace("/", ".")
