"""Hubs to ask: of the real fit tool, whose numbers are the project's promise, and of the made-up one."""

from functools import cache
from pathlib import Path

import pytest

from data import library as real_playbook
from pages import small
from tonghao import tool_data
from tonghao.model import Library
from tonghao_widgets.hub import Hub, read_hub

ROOT = Path(__file__).parents[2]


#: A day on which no dated fact is overdue.
FRESH = "2026-11-22"


@cache
def real_library() -> Library:
    return real_playbook()


@cache
def hub_of(tool: str, language: str = "en") -> Hub:
    """A tool as the site has it. Raises KeyError when the playbook has no such tool."""
    return read_hub(tool_data.hub_json(real_library(), tool, language))


@pytest.fixture(scope="session")
def real_hub() -> Hub:
    """The fit tool as the site has it."""
    return hub_of("fit")


@pytest.fixture(scope="session")
def hub_texts(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The made-up fit tool as its page carries it, by language."""
    library = small.library(small.put(tmp_path_factory.mktemp("tools")))
    return {language: tool_data.hub_json(library, "fit", language) for language in small.LANGUAGES}


@pytest.fixture(scope="session")
def hubs(hub_texts: dict[str, str]) -> dict[str, Hub]:
    """The same, read."""
    return {language: read_hub(text) for language, text in hub_texts.items()}


@pytest.fixture(scope="session")
def hub(hubs: dict[str, Hub]) -> Hub:
    """The made-up fit tool in English."""
    return hubs["en"]
