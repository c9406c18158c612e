"""The real content, read once."""

from pathlib import Path

import pytest

from data import KEPT
from tonghao.load import Shelf, read

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="session")
def shelf() -> Shelf:
    """Every record of ``playbook/`` with the document it came from."""
    return read(ROOT / "playbook", KEPT)
