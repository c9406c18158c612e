"""For all tests: chance is seeded, so that a failure on one machine is a failure on every machine."""

import gc

import pytest
from hypothesis import settings

from data import SHARE

settings.register_profile("tonghao", deadline=None, derandomize=True, database=None, max_examples=round(60 * SHARE))
settings.load_profile("tonghao")
# What is imported stays for good. Looking through it for garbage again and again costs a tenth of the run.
gc.freeze()
gc.set_threshold(50_000, 20, 50)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Which tests go together when they run in several processes (``-n 2``), and which begin.

    A file stays together, because its tests share what is costly. Those that look at the one walk through all pages
    stay together and begin: it takes minutes, and counts as the set-up of whichever test asks first.
    """
    for item in items:
        touring = "tour" in getattr(item, "fixturenames", ())
        item.add_marker(pytest.mark.xdist_group("tour" if touring else item.location[0]))
        if touring:
            item.add_marker(pytest.mark.timeout(1800))
    rooms = ("tests/browser", "tests/hosting", "tests/runtime", "tests/same_bytes")

    def turn(item: pytest.Item) -> int:
        if "tour" in getattr(item, "fixturenames", ()):
            return 0
        return next((place for place, room in enumerate(rooms, 1) if item.location[0].startswith(room)), len(rooms) + 1)

    items.sort(key=turn)
