"""A third language, made up, added to `site.yml` and nowhere else: every page, tool, switcher and index has it."""

import json
import re
import shutil
from itertools import takewhile
from pathlib import Path
from typing import Any

import pytest

from data import KEPT
from pages import small
from tonghao import pages, search, tool_data
from tonghao.load import load
from tonghao.model import Library
from tonghao.pages import Page
from tonghao_widgets import desk

ROOT = Path(__file__).parents[2]
NEW = "  - { code: tlh, name: tlhIngan, locale: tlh }\n"
UNSAID = re.compile(r"\[[a-z]+(?:-[a-z]+)*\]")


@pytest.fixture(scope="module", params=["made up", "real"])
def playbook(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A playbook with the new language first in its list: its pages are the first that are made."""
    folder = tmp_path_factory.mktemp("language")
    base = small.BASE if request.param == "made up" else ROOT / "playbook"
    made = Path(shutil.copytree(base, folder / "playbook"))
    site = (made / "site.yml").read_text("utf-8")
    (made / "site.yml").write_text(site.replace("languages:\n", f"languages:\n{NEW}"), "utf-8")
    return made


@pytest.fixture(scope="module")
def library(playbook: Path) -> Library:
    return load(playbook, KEPT)


@pytest.fixture(scope="module")
def made(library: Library) -> dict[str, Page]:
    new = takewhile(lambda page: page.language == "tlh", pages.pages(library, pages.Assets()))
    return {page.path: page for page in new}


def test_it_has_every_page(library: Library, made: dict[str, Page]) -> None:
    wanted = {*(f"{one}.md" for one in library.playbooks), "index.md", "coverage.md", "plan.md", "glossary.md"}
    wanted |= {f"{room}/{one}.md" for one in library.tools for room in ("tools", "embed")}
    wanted |= {f"cases/{one}.md" for one in library.cases}
    assert wanted <= set(made)


def test_what_it_lacks_is_borrowed_marked_and_counted(library: Library, made: dict[str, Page]) -> None:
    assert len(library.missing) == library.text_count > 0
    word = library.words["fallback"]["en"]
    borrowed = [
        *library.playbooks,
        *(f"tools/{one}" for one in library.tools),
        *(f"cases/{one}" for one in library.cases),
    ]
    for name in borrowed:
        assert word in made[f"{name}.md"].html and 'lang="en"' in made[f"{name}.md"].html, name
    assert f"<td>0 / {library.text_count}</td>" in made["coverage.md"].html
    for name in ("index", *list(library.playbooks)[:2], f"tools/{library.site.tools[0]}", "coverage"):
        assert small.Seen(made[f"{name}.md"].html).wrong == []


def test_its_tools_answer_with_borrowed_words(library: Library) -> None:
    for tool in library.tools:
        replies: dict[str, Any] = {}
        for language in ("tlh", "en"):
            hub = tool_data.hub_json(library, tool, language)
            asked = {"hub": hub, "today": "2026-01-01", "want": ["view", "text", "json", "link"]}
            replies[language] = json.loads(desk.answer(json.dumps(asked)))
        assert "error" not in replies["tlh"], tool
        assert replies["tlh"]["verdict"] == replies["en"]["verdict"]
        assert replies["tlh"]["link"] == replies["en"]["link"]
        assert UNSAID.findall(replies["tlh"]["text"]) == UNSAID.findall(replies["en"]["text"])


def test_it_is_in_the_switcher_the_menu_and_the_search(library: Library, made: dict[str, Page]) -> None:
    door = pages.root_page(library, "door.mjs", "style.css")
    links = [attributes for tag, attributes in small.Seen(door).elements if tag == "a"]
    assert ("tlh/", "tlh") in [(link["href"], link["lang"]) for link in links]
    assert '<span lang="tlh"></span>' not in door
    assert json.dumps(pages.navigation(library, "tlh")).count('"tlh/') > len(library.playbooks)
    found = search.documents(made.values())
    assert {document["location"].split("#")[0] for document in found} >= {f"{one}/" for one in library.playbooks}
    assert all(document["title"] for document in found)


def test_the_theme_speaks_the_nearest_language_it_knows(tmp_path: Path) -> None:
    from tonghao import mkdocs_hooks  # not above: MkDocs takes long to import, and nothing else here wants it

    home = tmp_path / "partials" / "languages"
    home.mkdir(parents=True)
    for name in ("en", "pt", "zh-Hant"):
        (home / f"{name}.html").touch()
    assert [mkdocs_hooks.theme_language(code, [tmp_path]) for code in ("zh-Hant", "pt-BR", "tlh", "en")] == [
        "zh-Hant",
        "pt",
        "en",
        "en",
    ]
