"""The door at / is two plain links; a script only saves the click."""

from pathlib import Path

from pages import small
from pages.small import Seen, links
from tonghao.model import Library
from tonghao.pages import root_page


def test_every_language_has_a_plain_link(library: Library) -> None:
    seen = Seen(root_page(library, "assets/door.mjs", "assets/look.css"))
    assert list(links(seen)) == ["en/", "zh/"]
    assert seen.wrong == seen.open == []


def test_its_only_script_is_the_door(library: Library) -> None:
    seen = Seen(root_page(library, "assets/door.mjs", "assets/look.css"))
    assert [attributes for tag, attributes in seen.elements if tag == "script"] == [
        {"type": "module", "src": "assets/door.mjs"}
    ]
    assert not [value for value in [*seen.all("href"), *seen.all("src")] if "//" in value]


def test_each_link_says_its_language_in_its_language(library: Library) -> None:
    door = Seen(root_page(library, "d", "s"))
    doors = [attributes for tag, attributes in door.elements if tag == "a"]
    assert [(link["lang"], link["hreflang"], link["data-language"]) for link in doors] == [
        ("en", "en", "en"),
        ("zh-Hans", "zh-Hans", "zh"),
    ]
    assert "English" in door.text() and "中文" in door.text()


def test_a_third_language_gets_its_door(playbook: Path) -> None:
    small.edit(
        playbook, "site.yml", lambda site: site["languages"].append({"code": "fr", "name": "Français", "locale": "fr"})
    )
    assert list(links(Seen(root_page(small.library(playbook), "d", "s")))) == ["en/", "zh/", "fr/"]


def test_a_hostile_name_stays_a_name(playbook: Path) -> None:
    small.edit(playbook, "site.yml", lambda site: site["name"].update(en="<script>x</script>"))
    seen = Seen(root_page(small.library(playbook), "d", "s"))
    assert [tag for tag, _ in seen.elements].count("script") == 1
