"""A made-up package with a made-up tool, so that no test here depends on what the real ones say."""

from pathlib import Path

ROOT = Path(__file__).parents[2]

PYPROJECT = """
[build-system]
requires = ["hatchling"]
build-backend = "hatchling.build"

[project]
name = "tonghao-widgets"
version = "9.8.7"

[tool.hatch.build.targets.wheel]
packages = ["tonghao_widgets"]
"""

DESK = '''
"""Echoes."""

from __future__ import annotations

import json
from dataclasses import dataclass


@dataclass(frozen=True)
class Echo:
    """What came back."""

    text: str


def answer(request: str) -> str:
    """Say it again."""
    assert request != "never", "not this"
    return json.dumps({"echo": Echo(json.loads(request)).text}, ensure_ascii=False)
'''


def write_widgets(folder: Path, desk: str = DESK) -> Path:
    """A widgets folder with one package in it."""
    package = folder / "tonghao_widgets"
    package.mkdir(parents=True, exist_ok=True)
    (folder / "pyproject.toml").write_text(PYPROJECT, encoding="utf-8")
    (package / "__init__.py").write_text('"""Made up."""\n', encoding="utf-8")
    (package / "desk.py").write_text(desk, encoding="utf-8")
    return folder
