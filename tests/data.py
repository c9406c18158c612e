"""What tests of every kind share: golden files read fast, and the real playbook with its pages, made once in a run."""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path
from typing import Any

from hypothesis import settings

import yaml
from tonghao import load as loading
from tonghao import pages
from tonghao.model import Library
from tonghao.pages import Page

ROOT = Path(__file__).parents[1]
#: Parsed files are kept here between tests and runs; nearly all files of a changed playbook are as they were.
KEPT = ROOT / "build" / "parsed-by-tests"

#: How many of a law's examples are tried: a third of them in everybody's run, and all of them, and more, in the
#: thorough one (``make test ARGS=... THOROUGH=3``).
SHARE = float(os.environ.get("THOROUGH") or 1 / 3)


def examples(count: int) -> settings:
    """So many examples of a law in a whole run; see :data:`SHARE`."""
    return settings(max_examples=max(5, round(count * SHARE)))


def golden(path: Path) -> Any:
    """A YAML file of the tests' own. The loader in C is ten times as fast as the usual one."""
    return yaml.load(path.read_text("utf-8"), Loader=yaml.CSafeLoader)


@cache
def library() -> Library:
    """The real playbook. Nobody may change it."""
    return loading.load(ROOT / "playbook", KEPT)


@cache
def made() -> dict[str, Page]:
    """Its pages by file, without the problems' pages."""
    return {page.file: page for page in pages.pages(library(), pages.Assets())}
