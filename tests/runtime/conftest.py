"""The made-up package, built once for all tests here."""

import shutil
from pathlib import Path

import pytest

from runtime.made_up import ROOT, write_widgets
from tonghao.runtime import Runtime, build_runtime


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Our own browser goes first: two cannot be driven at a time, and that of the site's tests stays to the end."""
    items.sort(key=lambda item: "a_page_keeps_its_python" not in item.nodeid)


@pytest.fixture(scope="session")
def first(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Runtime]:
    """Where the made-up package was built first, standard library and all, and what came of it."""
    place = tmp_path_factory.mktemp("runtime")
    widgets = write_widgets(tmp_path_factory.mktemp("widgets"))
    return place, build_runtime(ROOT, widgets=widgets, place=place)


@pytest.fixture
def echo(first: tuple[Path, Runtime]) -> Runtime:
    """The runtime of the made-up package. Not to be written to."""
    return first[1]


@pytest.fixture
def place(first: tuple[Path, Runtime], tmp_path: Path) -> Path:
    """A place of the test's own, where that has been built already."""
    return Path(shutil.copytree(first[0], tmp_path / "place"))
