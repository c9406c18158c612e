"""For all tests: chance is seeded, so that a failure on one machine is a failure on every machine."""

import gc
from functools import cache

import pytest
from hypothesis import settings

from data import ROOT, SHARE

settings.register_profile("tonghao", deadline=None, derandomize=True, database=None, max_examples=round(60 * SHARE))
settings.load_profile("tonghao")
# What is imported stays for good. Looking through it for garbage again and again costs a tenth of the run.
gc.freeze()
gc.set_threshold(50_000, 20, 50)


@cache
def touring(file: str) -> bool:
    """Whether tests of this file look at the one walk through all pages, which takes minutes."""
    return "tour: dict" in (ROOT / file).read_text("utf-8")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What takes longest begins. The walk counts as the set-up of whichever test asks for it first."""
    rooms = ("tests/browser", "tests/hosting", "tests/runtime", "tests/same_bytes")
    for item in items:
        if "tour" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.timeout(1800))

    def turn(item: pytest.Item) -> tuple[bool, int]:
        room = next((place for place, name in enumerate(rooms) if item.location[0].startswith(name)), len(rooms))
        return not touring(item.location[0]), room

    items.sort(key=turn)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: object) -> object:
    """In several processes the tests of a file stay together, because they share what is costly; so do all that look
    at the walk."""
    from xdist.scheduler import LoadFileScheduling

    class Together(LoadFileScheduling):
        def _split_scope(self, nodeid: str) -> str:
            file = super()._split_scope(nodeid)
            return "the walk" if touring(file) else file

    return Together(config, log)
