"""One made-up site and one nginx for all tests of the hosting recipe."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from hosting import made_up
from hosting.nginx import Nginx
from tonghao import hosting


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site, compressed."""
    folder = made_up.build(tmp_path_factory.mktemp("built"))
    hosting.compress(folder, tmp_path_factory.mktemp("kept"))
    return folder


@pytest.fixture(scope="session")
def nginx(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Nginx]:
    with Nginx(site, tmp_path_factory.mktemp("host") / "nginx") as host:
        yield host
