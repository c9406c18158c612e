"""Home, the steps in their order with their playbooks and tools, then the shelves. Too many cases stay off the menu."""

from pathlib import Path
from typing import Any

import pytest

from pages import small
from tonghao.model import Library
from tonghao.pages import Assets, navigation
from tonghao.pages import pages as all_pages
from tonghao.pages.site import MENU_LIMIT

OFF_THE_MENU = {"embed", "exercise", "facilitator", "run", "slides", "presenter", "handout"}


def files(menu: list[Any]) -> list[str]:
    """Every file of the menu, in order."""
    found = []
    for item in menu:
        value = next(iter(item.values())) if isinstance(item, dict) else item
        found += files(value) if isinstance(value, list) else [value]
    return found


def titles(menu: list[Any]) -> list[str]:
    return [next(iter(item)) for item in menu]


def test_steps_come_in_their_order_with_their_pages(library: Library) -> None:
    menu = navigation(library, "en")
    assert titles(menu)[:3] == ["Home", "First", "Second"]
    assert menu[1]["First"] == [{"Alpha page": "en/alpha.md"}, {"Fit": "en/tools/fit.md"}]
    assert titles(navigation(library, "zh"))[:3] == ["首页", "第一", "第二"]


def test_turning_the_path_round_turns_the_menu_round(playbook: Path) -> None:
    small.edit(playbook, "site.yml", lambda site: site["path"].reverse())
    assert titles(navigation(small.library(playbook), "en"))[1:3] == ["Second", "First"]


def test_a_step_without_pages_is_not_on_the_menu(playbook: Path) -> None:
    small.edit(playbook, "beta.yml", lambda beta: beta.update(step="first"))
    assert "Second" not in titles(navigation(small.library(playbook), "en"))


def test_the_menu_names_every_page_once(library: Library) -> None:
    made = [
        file for file, page in small.made(library).items() if page.language == "zh" and page.kind not in OFF_THE_MENU
    ]
    assert sorted(files(navigation(library, "zh"))) == sorted(made)


@pytest.mark.parametrize(("count", "shown"), [(MENU_LIMIT, MENU_LIMIT), (MENU_LIMIT + 1, 0)])
def test_more_than_sixty_cases_leave_the_menu_but_not_the_site(count: int, shown: int, playbook: Path) -> None:
    case = small.read(playbook, "cases/corner.yml")
    for number in range(count - 1):
        small.write(playbook, f"cases/c{number}.yml", {**case, "id": f"c{number}"})
    library = small.library(playbook)
    on_menu = [
        file
        for file in files(navigation(library, "en"))
        if file.startswith("en/cases/") and not file.endswith("index.md")
    ]
    index = next(page.html for page in all_pages(library, Assets()) if page.file == "en/cases/index.md")
    assert (len(library.cases), len(on_menu)) == (count, shown)
    assert all(f'href="../cases/{identity}/"' in index for identity in library.cases)
