"""One page for each code, listed, with both examples and no link that leads nowhere; readers' search leaves it out."""

from pathlib import Path

import pytest

from data import each
from pages import small
from tonghao import pages
from tonghao.catalogue import catalogue
from tonghao.model import Library
from tonghao.pages import Page
from tonghao.pages.base import Desk
from tonghao.pages.problems import problem_pages

LANGUAGES = ("en", "zh")


@pytest.fixture(scope="module")
def made(library: Library) -> dict[str, Page]:
    desks = (Desk(library, language, pages.Assets()) for language in LANGUAGES)
    return {draft.file: draft.page for desk in desks for draft in problem_pages(desk, catalogue())}


def test_the_site_has_them(tmp_path: Path) -> None:
    small_site = small.made(small.library(small.put(tmp_path)), pages.Assets(problems=catalogue()))
    assert {f"{language}/problems/{code}.md" for language in LANGUAGES for code in catalogue().problems} <= set(
        small_site
    )


@each("code", catalogue().problems)
def test_the_page_shows_both_examples_as_they_are(code: str, made: dict[str, Page]) -> None:
    entry = catalogue().problems[code]
    for language in LANGUAGES:
        page = made[f"{language}/problems/{code}.md"]
        seen = small.Seen(page.html)
        assert (seen.wrong, seen.open) == ([], [])
        assert [anchor for _, anchor in seen.headings()] == ["top", "wrong", "right"]
        assert entry.means[language] in seen.text()
        shown = [words for inside, words in seen.words if inside == "code"]
        if entry.real:
            assert shown.pop(0) == f"playbook/{entry.file}"
        arrow = f"   ← {catalogue().words['arrow'][language]}"
        assert shown[0].replace(arrow, "") == entry.wrong.rstrip("\n")
        assert shown[1] == entry.right.rstrip("\n")
        assert (arrow in shown[0]) == entry.shown
        assert not page.searchable
        assert small.Seen(small.from_markdown(page)).text().split() == seen.text().split()


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_list_leads_to_every_page_and_back(language: str, made: dict[str, Page]) -> None:
    index = small.Seen(made[f"{language}/problems/index.md"].html)
    assert list(small.links(index)) == [f"../problems/{code}/" for code in catalogue().problems]
    one = small.Seen(made[f"{language}/problems/cycle.md"].html)
    assert list(small.links(one)) == ["../../problems/"]


def test_without_a_catalogue_there_are_no_such_pages(tmp_path: Path) -> None:
    assert not any("/problems/" in file for file in small.made(small.library(small.put(tmp_path))))
