"""For all tests: chance is seeded, so that a failure on one machine is a failure on every machine."""

import gc
import re
from collections import Counter
from functools import cache
from pathlib import Path

import pytest
from hypothesis import settings

from data import ROOT, SHARE

settings.register_profile("tonghao", deadline=None, derandomize=True, database=None, max_examples=round(60 * SHARE))
settings.load_profile("tonghao")
gc.set_threshold(200_000, 20, 100)


#: What is made once in a process and is costly, by what stands in a file that asks for it.
SHARED = {
    "the walk": re.compile("tour: dict"),
    "the pages": re.compile(r"small\.real\(|^from data import .*\bmade\b", re.MULTILINE),
    "the source": re.compile(r"^from data import .*\bnodes\b", re.MULTILINE),
}
#: What all tests of a file are marked with.
OF_ALL = re.compile(r"^pytestmark = .*$", re.MULTILINE)


@cache
def shares(file: str) -> str:
    """What the tests of this file share with those of other files, or its own name."""
    text = (ROOT / file).read_text("utf-8")
    return next((what for what, asked in SHARED.items() if asked.search(text)), file)


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


@pytest.hookimpl(trylast=True)  # pytest itself puts those first that share a fixture with a parameter
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
        file = item.nodeid.partition("::")[0]
        room = next((place for place, name in enumerate(rooms) if file.startswith(name)), len(rooms))
        return shares(file) != "the walk", room

    items.sort(key=turn)


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """Who wants no browser need not even read the tests for one; and so with all that a whole file is marked with."""
    said = config.option.markexpr
    unwanted = set() if " or " in said else {*re.findall(r"\bnot (\w+)", said)}
    marks = {"browser"} if collection_path == ROOT / "tests" / "browser" else set()
    if unwanted and collection_path.match("test_*.py"):
        marks.update(re.findall(r"\bmark\.(\w+)", "".join(OF_ALL.findall(collection_path.read_text("utf-8")))))
    return not unwanted.isdisjoint(marks) or None


def pytest_collection_finish() -> None:
    """What is imported by now stays for good: looking through it for garbage costs a tenth of the run."""
    gc.freeze()


def pytest_sessionfinish() -> None:
    """What was made once for all tests is full of rings, and the process ends: nobody need look for them."""
    gc.freeze()


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: object) -> object:
    """In several processes the tests of a file stay together, because they share what is costly; so do files that
    share it, and all that look at the walk through the pages of one language."""
    from xdist.scheduler import LoadFileScheduling

    class Together(LoadFileScheduling):
        def _split_scope(self, nodeid: str) -> str:
            what = shares(super()._split_scope(nodeid))
            return f"{what} {'en' if '[en' in nodeid else 'zh'}" if what == "the walk" else what

    return Together(config, log)
