"""For all tests: chance is seeded, so that a failure on one machine is a failure on every machine."""

import gc
from collections import Counter
from functools import cache
from pathlib import Path

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


def elsewhere(items: list[pytest.Item]) -> list[pytest.Item]:
    """Browser tests whose twin in the other language stands for both: within a file the languages take turns.

    Not the walk through all pages, and not what is about languages: such a file has the word in its name.
    """
    twins: dict[tuple[Path, str, str], dict[str, pytest.Item]] = {}
    for item in items:
        given = dict(getattr(getattr(item, "callspec", None), "params", {}))
        language = given.pop("language", None)
        shared = (
            item.get_closest_marker("browser") and "tour" not in item.fixturenames and "language" not in item.path.name
        )
        if language and shared:
            twins.setdefault((item.path, item.originalname, repr(sorted(given.items()))), {})[language] = item
    turns: Counter[Path] = Counter()
    left: list[pytest.Item] = []
    for (path, *_), found in twins.items():
        if len(found) > 1:
            chosen = sorted(found)[turns[path] % len(found)]
            turns[path] += 1
            left += [item for language, item in found.items() if language != chosen]
    return left


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """What takes longest begins. The walk belongs to whichever test asks for it first."""
    if SHARE < 1 and (left := elsewhere(items)):
        config.hook.pytest_deselected(items=left)
        items[:] = [item for item in items if item not in {*left}]
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
    at the walk through the pages of one language."""
    from xdist.scheduler import LoadFileScheduling

    class Together(LoadFileScheduling):
        def _split_scope(self, nodeid: str) -> str:
            file = super()._split_scope(nodeid)
            return f"the walk {'en' if '[en' in nodeid else 'zh'}" if touring(file) else file

    return Together(config, log)
