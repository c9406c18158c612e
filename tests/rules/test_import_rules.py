"""Who may import what (HACKING.md has the table). A module that needs more is in the wrong room."""

import ast
import re
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
ROOMS = {ROOT / "src": "tonghao", ROOT / "widgets": "tonghao_widgets"}
PURE = {
    "__future__",
    "collections",
    "csv",
    "dataclasses",
    "functools",
    "hashlib",
    "io",
    "itertools",
    "json",
    "math",
    "re",
    "types",
    "typing",
    "zlib",
}
ONLY_IN = {
    "yaml": {"tonghao.strict_yaml"},
    "pydantic": {"tonghao.model"},
    "pydantic_core": {"tonghao.model"},
    "mkdocs": {"tonghao.mkdocs_hooks"},
    "material": {"tonghao.mkdocs_hooks"},
    "jinja2": {"tonghao.mkdocs_hooks"},
    "click": {"tonghao.cli"},
    "rjieba": {"tonghao.search"},
    "pyodide_lock": {"tonghao.runtime"},
    "pyodide_build": {"tonghao.runtime"},
    "hatchling": {"tonghao.runtime"},
    "brotli": {"tonghao.hosting"},
}
# The lower a module stands, the fewer it may know: each may import itself, its own floor and what lies below.
FLOORS = [
    {"tonghao.errors", "tonghao.strict_yaml", "tonghao.model"},
    {
        "tonghao.inline",
        "tonghao.text",
        "tonghao.parsed",
        "tonghao.catalogue",
        "tonghao.check",
        "tonghao.check_terms",
        "tonghao.check_tool",
        "tonghao.check_workshop",
        "tonghao.load",
        "tonghao.translations",
    },
    {
        "tonghao.tool_data",
        "tonghao.verdicts",
        "tonghao.pages",
        "tonghao.search",
        "tonghao.finish",
        "tonghao.handouts",
        "tonghao.hosting",
        "tonghao.policy",
        "tonghao.batch",
        "tonghao.shell",
        "tonghao.offline",
        "tonghao.pack",
        "tonghao.runtime",
        "tonghao.schema",
        "tonghao.guide",
        "tonghao.skeleton",
        "tonghao.formatter",
        "tonghao.scaffold",
        "tonghao.scaffold_tool",
        "tonghao.upkeep",
        "tonghao.sample",
        "tonghao.sandbox_data",
        "tonghao.lost",
        "tonghao.revision",
        "tonghao.parts",
        "tonghao.diff",
        "tonghao.diff_verdicts",
        "tonghao.diff_report",
    },
    {"tonghao.mkdocs_hooks", "tonghao.cli"},
]
# The trimmed runtime's stand-ins for library modules run in the browser, in the place of what they are named after.
STANDINS = ROOT / "src" / "tonghao" / "runtime" / "standins"
IMPORT = re.compile(r"""^\s*(?:import|export)(?:[\w\s{},*]*\bfrom)?\s*\(?["']([^"']+)["']""", re.MULTILINE)
INSIDE = {"tonghao.runtime.inside"}  # runs inside Pyodide while the runtime is made


def modules() -> Iterator[tuple[str, Path]]:
    """Every module of ours with its dotted name."""
    for folder, package in ROOMS.items():
        for path in sorted((folder / package).rglob("*.py")):
            if not path.is_relative_to(STANDINS):
                parts = path.relative_to(folder).with_suffix("").parts
                yield ".".join(parts).removesuffix(".__init__"), path


MODULES = dict(modules())


@cache
def imported(path: Path) -> set[str]:
    """Dotted names of everything the file imports, wherever in the file."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            found.add(str(node.module))
            found |= {f"{node.module}.{alias.name}" for alias in node.names if f"{node.module}.{alias.name}" in MODULES}
    return found


def within(module: str, room: str) -> bool:
    return module == room or module.startswith(f"{room}.")


def floor(module: str) -> int | None:
    return next((level for level, rooms in enumerate(FLOORS) if any(within(module, room) for room in rooms)), None)


@pytest.mark.parametrize("module", [name for name in MODULES if within(name, "tonghao_widgets")])
def test_a_widget_knows_only_widgets_and_the_harmless_part_of_the_library(module: str) -> None:
    # The desk imports a tool when it is first asked for; the names are its own fixed list.
    allowed = PURE | {"importlib"} if module == "tonghao_widgets.desk" else PURE
    for name in imported(MODULES[module]):
        assert within(name, "tonghao_widgets") or name.split(".")[0] in allowed, f"{module} imports {name}"


def test_the_harmless_part_holds_no_file_network_clock_or_chance() -> None:
    assert set(sys.stdlib_module_names) >= PURE
    assert not PURE & {
        "os",
        "sys",
        "time",
        "datetime",
        "random",
        "secrets",
        "socket",
        "urllib",
        "pathlib",
        "subprocess",
        "js",
        "pyodide",
        "yaml",
        "importlib",
    }


@pytest.mark.parametrize("module", [name for name in MODULES if within(name, "tonghao_widgets")])
def test_a_widget_opens_nothing_and_runs_no_text(module: str) -> None:
    names = {node.id for node in ast.walk(ast.parse(MODULES[module].read_text("utf-8"))) if isinstance(node, ast.Name)}
    assert not names & {"open", "eval", "exec", "compile", "__import__", "print", "input", "globals", "hash"}


@pytest.mark.parametrize("module", MODULES)
def test_other_people_s_packages_are_known_in_one_room_only(module: str) -> None:
    for name in imported(MODULES[module]):
        top = name.split(".")[0]
        if top in sys.stdlib_module_names or top in ROOMS.values() or module in INSIDE:
            continue
        assert any(within(module, room) for room in ONLY_IN.get(top, ())), f"{module} imports {name}"


@pytest.mark.parametrize("module", [name for name in MODULES if within(name, "tonghao") and name != "tonghao"])
def test_imports_point_downwards(module: str) -> None:
    own = floor(module)
    assert own is not None, f"{module} has no floor yet; give it one in FLOORS"
    for name in imported(MODULES[module]):
        if within(name, "tonghao") and name != "tonghao":
            other = floor(name)
            assert other is not None and other <= own, f"{module} imports {name}, which stands above it"


def test_the_tests_tools_never_reach_the_source() -> None:
    for module, path in MODULES.items():
        assert not {name.split(".")[0] for name in imported(path)} & {"playwright", "pytest", "hypothesis"}, module


@pytest.mark.parametrize("module", [name for name in MODULES if name not in INSIDE])
def test_only_the_command_line_prints(module: str) -> None:
    for node in ast.walk(ast.parse(MODULES[module].read_text("utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "print":
            to_stderr = any(
                keyword.arg == "file" and ast.unparse(keyword.value) == "sys.stderr" for keyword in node.keywords
            )
            assert module == "tonghao.mkdocs_hooks" and to_stderr, f"{module}:{node.lineno} prints"


@pytest.mark.parametrize("script", sorted((ROOT / "widgets" / "shell").glob("*.mjs")), ids=lambda path: path.name)
def test_shell_modules_import_each_other_and_nothing_else(script: Path) -> None:
    shell = {path.name for path in script.parent.glob("*.mjs")} | {"idiomorph.mjs"}
    for name in IMPORT.findall(script.read_text("utf-8")):
        assert name.removeprefix("./") in shell and name.startswith("./"), f"{script.name} imports {name}"
    if script.name != "worker.mjs":
        assert "loadPyodide" not in script.read_text("utf-8")
