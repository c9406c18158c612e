"""The real playbook, read once, and a copy of it to work on."""

import shutil
from pathlib import Path

import pytest

from data import library as real_playbook
from tonghao.model import Library

ROOT = Path(__file__).parents[2]
#: What Python compiles this very moment. What it has compiled is copied, so that a process need not do it again.
HALF_WRITTEN = shutil.ignore_patterns("*.pyc.*")


@pytest.fixture(scope="session")
def library() -> Library:
    """The real playbook."""
    return real_playbook()


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """The project's folder with a copy of the real playbook, widgets and golden cases, and nothing else."""
    for name in ("playbook", "widgets/tonghao_widgets", "tests/tools/golden"):
        shutil.copytree(ROOT / name, tmp_path / name, ignore=HALF_WRITTEN)
    shutil.copy(ROOT / "mkdocs.yml", tmp_path)
    return tmp_path
