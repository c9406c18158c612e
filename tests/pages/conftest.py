"""The made-up playbook on disk, and what comes of it."""

from pathlib import Path

import pytest

from pages import small
from tonghao.model import Library
from tonghao.pages import Page


@pytest.fixture
def playbook(tmp_path: Path) -> Path:
    """The folder, to be changed."""
    return small.put(tmp_path)


@pytest.fixture(scope="session")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    """The playbook as it stands in ``base/``."""
    return small.library(small.put(tmp_path_factory.mktemp("pages")))


@pytest.fixture(scope="session")
def pages(library: Library) -> dict[str, Page]:
    """Its pages by file."""
    return small.made(library)
