"""Modules stay short and say what they are for."""

import ast
from collections.abc import Iterator
from pathlib import Path

from data import ROOT, nodes

PYTHON = sorted([*(ROOT / "src").rglob("*.py"), *(ROOT / "widgets").rglob("*.py")])
SCRIPTS = sorted((ROOT / "widgets" / "shell").glob("*.mjs"))
STANDINS = ROOT / "src" / "tonghao" / "runtime" / "standins"  # they imitate others' interfaces, and are read with them
LONGEST = 400


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def test_no_module_is_longer_than_one_sitting() -> None:
    lengths = {name(path): len(path.read_text("utf-8").splitlines()) for path in (*PYTHON, *SCRIPTS)}
    assert {file: length for file, length in lengths.items() if length > LONGEST} == {}
    assert len(PYTHON) > 100 and len(SCRIPTS) > 20


def public(path: Path) -> Iterator[tuple[str, ast.Module | ast.ClassDef | ast.FunctionDef]]:
    """The module, its classes wherever they stand, and the functions in sight, with what they are called."""
    tree = nodes(path)[0]
    assert isinstance(tree, ast.Module)
    yield "the module", tree
    yield from ((node.name, node) for node in nodes(path) if isinstance(node, ast.ClassDef))
    for node in tree.body:
        seen = isinstance(node, ast.ClassDef) and not node.name.startswith("_")
        for member in node.body if seen else [node]:
            if isinstance(member, ast.FunctionDef):
                yield member.name, member


def test_what_is_public_says_what_it_is_for() -> None:
    told = {
        f"{name(path)}: {what}": bool(ast.get_docstring(node))
        for path in PYTHON
        if not path.is_relative_to(STANDINS)
        for what, node in public(path)
        if not what.startswith("_")
    }
    assert [what for what, said in told.items() if not said] == []
    assert len(told) > 500
