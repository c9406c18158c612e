"""Who may import what (HACKING.md has the table). A module that needs more is in the wrong room."""

import ast
import re
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from data import ROOT, nodes

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
    "mkdocs": {"tonghao.mkdocs_hooks", "tonghao.serving"},
    "material": {"tonghao.mkdocs_hooks"},
    "jinja2": {"tonghao.mkdocs_hooks"},
    "click": {"tonghao.cli"},
    "rjieba": {"tonghao.breaks", "tonghao.search"},
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
        "tonghao.breaks",
        "tonghao.memory",
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
        "tonghao.sandbox_data",
        "tonghao.lost",
        "tonghao.revision",
        "tonghao.parts",
        "tonghao.diff",
        "tonghao.diff_verdicts",
        "tonghao.diff_report",
    },
    {"tonghao.serving"},
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


WIDGETS = [name for name in MODULES if name.startswith("tonghao_widgets")]
assert len(WIDGETS) > 30 and len(MODULES) > 100


@cache
def imported(path: Path) -> set[str]:
    """Dotted names of everything the file imports, wherever in the file."""
    found = set()
    for node in nodes(path):
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


def test_a_widget_knows_only_widgets_and_the_harmless_part_of_the_library() -> None:
    # The desk imports a tool when it is first asked for; the names are its own fixed list.
    more = {"tonghao_widgets.desk": {"importlib"}}
    assert [
        f"{module} imports {name}"
        for module in WIDGETS
        for name in imported(MODULES[module])
        if not within(name, "tonghao_widgets") and name.split(".")[0] not in PURE | more.get(module, set())
    ] == []


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


def test_a_widget_opens_nothing_and_runs_no_text() -> None:
    never = {"open", "eval", "exec", "compile", "__import__", "print", "input", "globals", "hash"}
    used = {module: {node.id for node in nodes(MODULES[module]) if isinstance(node, ast.Name)} for module in WIDGETS}
    assert {module: names & never for module, names in used.items() if names & never} == {}


def test_other_people_s_packages_are_known_in_one_room_only() -> None:
    known = {*sys.stdlib_module_names, *ROOMS.values()}
    assert [
        f"{module} imports {name}"
        for module, path in MODULES.items()
        if module not in INSIDE
        for name in imported(path)
        for top in [name.split(".")[0]]
        if top not in known and not any(within(module, room) for room in ONLY_IN.get(top, ()))
    ] == []


def test_every_module_has_a_floor() -> None:
    """What is new gets one in FLOORS."""
    ours = [name for name in MODULES if within(name, "tonghao") and name != "tonghao"]
    assert [module for module in ours if floor(module) is None] == []


def test_imports_point_downwards() -> None:
    ours = [name for name in MODULES if within(name, "tonghao") and name != "tonghao"]
    assert [
        f"{module} imports {name}, which stands above it"
        for module in ours
        for name in imported(MODULES[module])
        if within(name, "tonghao") and name != "tonghao"
        if floor(name) is None or floor(name) > floor(module)
    ] == []


def test_the_tests_tools_never_reach_the_source() -> None:
    for module, path in MODULES.items():
        assert not {name.split(".")[0] for name in imported(path)} & {"playwright", "pytest", "hypothesis"}, module


def prints(node: ast.AST) -> bool:
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "print"


def test_only_the_command_line_prints() -> None:
    """And the hooks, which say on the second stream how far they are."""
    hooks = [node for node in nodes(MODULES["tonghao.mkdocs_hooks"]) if prints(node)]
    assert [ast.unparse(node) for node in hooks if "file=sys.stderr" not in ast.unparse(node)] == []
    others = {**MODULES, "tonghao.mkdocs_hooks": None}
    assert [
        f"{module}:{node.lineno} prints"
        for module, path in others.items()
        if path and module not in INSIDE
        for node in nodes(path)
        if prints(node)
    ] == []


def test_shell_modules_import_each_other_and_nothing_else() -> None:
    scripts = sorted((ROOT / "widgets" / "shell").glob("*.mjs"))
    shell = {path.name for path in scripts} | {"idiomorph.mjs"}
    assert len(scripts) > 20
    for script in scripts:
        text = script.read_text("utf-8")
        for name in IMPORT.findall(text):
            assert name.startswith("./") and name.removeprefix("./") in shell, f"{script.name} imports {name}"
        assert script.name == "worker.mjs" or "loadPyodide" not in text, f"{script.name} starts Python"
