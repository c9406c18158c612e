"""What tests of every kind share: golden files read fast, and the real playbook with its pages, made once in a run."""

from __future__ import annotations

import ast
import inspect
import os
from collections.abc import Callable, Iterable
from functools import cache, wraps
from pathlib import Path
from typing import Any

from hypothesis import settings

import yaml
from tonghao import load as loading
from tonghao import pages
from tonghao.memory import Memory
from tonghao.model import Library
from tonghao.pages import Page
from tonghao.strict_yaml import Document

ROOT = Path(__file__).parents[1]
#: Parsed files are kept here between runs; nearly all files of a changed playbook are as they were.
PARSED = ROOT / "build" / "parsed-by-tests"
#: What the tests of one process know of files that did not change.
KEPT = Memory(PARSED)

#: How much is tried of what could be tried without end. A law's examples: a quarter of them in everybody's run, all of
#: them, and more, in the thorough one (``make test ARGS=... THOROUGH=3``). From 1 on also every pair of a test and a
#: language (tests/conftest.py).
SHARE = float(os.environ.get("THOROUGH") or 1 / 4)


def examples(count: int) -> settings:
    """So many examples of a law in a whole run; see :data:`SHARE`."""
    return settings(max_examples=max(5, round(count * SHARE)))


def each(names: str, cases: Iterable[Any], ids: Iterable[Any] | Callable[[Any], Any] = str) -> Callable[..., Any]:
    """As ``pytest.mark.parametrize`` does, but as one test, which tries all cases and lists every one that fails.

    For hundreds of small cases: as tests of their own each would cost two milliseconds more than it takes. A case has
    a ``tmp_path`` of its own.
    """
    wanted, cases = names.replace(",", " ").split(), list(cases)
    named = [ids(case) for case in cases] if callable(ids) else list(ids)
    assert cases and len(named) == len(cases), "else a test would look at nothing"

    def folded(test: Callable[..., None]) -> Callable[..., None]:
        @wraps(test)
        def through_all(**given: Any) -> None:
            failures = []
            for number, case in enumerate(cases):
                own = dict(zip(wanted, case if len(wanted) > 1 else [case], strict=True))
                if "tmp_path" in given:
                    own["tmp_path"] = given["tmp_path"] / str(number)
                    own["tmp_path"].mkdir(exist_ok=True)
                try:
                    test(**{**given, **own})
                except Exception as failure:
                    failures.append(f"{named[number]}: {type(failure).__name__}: {failure}")
            assert not failures, f"{len(failures)} of {len(cases)} fail:\n" + "\n".join(failures)

        known = inspect.signature(test)
        kept = [one for name, one in known.parameters.items() if name not in wanted]
        through_all.__signature__ = known.replace(parameters=kept)  # type: ignore[attr-defined]
        return through_all

    return folded


def golden(path: Path) -> Any:
    """A YAML file of the tests' own. The loader in C is ten times as fast as the usual one."""
    return yaml.load(path.read_text("utf-8"), Loader=yaml.CSafeLoader)


@cache
def nodes(path: Path) -> list[ast.AST]:
    """A Python file's syntax, piece by piece; the whole comes first."""
    return list(ast.walk(ast.parse(path.read_text("utf-8"))))


@cache
def documents() -> dict[str, Document]:
    """The real playbook's files as parsed, by their name in it. Nobody may change them."""
    entries = loading.read(ROOT / "playbook", KEPT).entries
    return {document.file.removeprefix("playbook/"): document for _, document in entries}


@cache
def library() -> Library:
    """The real playbook. Nobody may change it."""
    return loading.load(ROOT / "playbook", KEPT)


@cache
def made() -> dict[str, Page]:
    """Its pages by file, without the problems' pages."""
    return {page.file: page for page in pages.pages(library(), pages.Assets())}
