"""Modules stay short and say what they are for."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PYTHON = sorted([*(ROOT / "src").rglob("*.py"), *(ROOT / "widgets").rglob("*.py")])
SCRIPTS = sorted((ROOT / "widgets" / "shell").glob("*.mjs"))
STANDINS = ROOT / "src" / "tonghao" / "runtime" / "standins"  # they imitate others' interfaces, and are read with them
LONGEST = 400


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@pytest.mark.parametrize("path", [*PYTHON, *SCRIPTS], ids=name)
def test_no_module_is_longer_than_one_sitting(path: Path) -> None:
    assert len(path.read_text("utf-8").splitlines()) <= LONGEST


@pytest.mark.parametrize("path", [path for path in PYTHON if not path.is_relative_to(STANDINS)], ids=name)
def test_what_is_public_says_what_it_is_for(path: Path) -> None:
    tree = ast.parse(path.read_text("utf-8"))
    assert ast.get_docstring(tree), "the module"
    for node in ast.walk(tree):
        if isinstance(node, ast.ClassDef):
            assert node.name.startswith("_") or ast.get_docstring(node), node.name
    for node in tree.body:
        members = (
            [node]
            if isinstance(node, ast.FunctionDef)
            else getattr(node, "body", [])
            if isinstance(node, ast.ClassDef) and not node.name.startswith("_")
            else []
        )
        for member in members:
            if isinstance(member, ast.FunctionDef) and not member.name.startswith("_"):
                assert ast.get_docstring(member), member.name
