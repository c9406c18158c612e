"""The first use of a term on a page leads to its meaning; a longer word that only contains it does not."""

from pathlib import Path

from pages import small
from pages.small import Seen

TERM = {
    "id": "directory",
    "term": {"en": "directory", "zh": "通讯录"},
    "not_in": {"zh": ["好友通讯录"]},
    "definition": {"en": "A list.", "zh": "一张表。"},
}


def explained(playbook: Path, zh: str) -> list[str]:
    """The words of ``zh``, said as an idea, that lead to the glossary."""
    small.write(playbook, "glossary.yml", {"kind": "glossary", "terms": [TERM]})
    text = {"en": "The directory.", "zh": zh}
    small.edit(playbook, "alpha.yml", lambda alpha: alpha["ideas"][0].update(text=text))
    seen = Seen(small.made(small.library(playbook))["zh/alpha.md"].html)
    assert len(seen.all("data-tip")) <= 1
    return [words for inside, words in seen.words if inside == "a" and "通讯录" in words]


def test_the_first_use_leads_to_the_meaning(playbook: Path) -> None:
    assert explained(playbook, "通讯录有用，通讯录要短。") == ["通讯录"]


def test_a_longer_word_that_means_something_else_is_left_alone(playbook: Path) -> None:
    assert explained(playbook, "“来自好友通讯录”，这里没有通讯录。") == ["通讯录"]


def test_a_word_the_glossary_does_not_translate_still_shows_its_borrowed_meaning(playbook: Path) -> None:
    site = {"code": "fr", "name": "Français", "locale": "fr"}
    small.edit(playbook, "site.yml", lambda record: record["languages"].append(site))
    small.write(playbook, "glossary.yml", {"kind": "glossary", "terms": [TERM]})
    text = {"en": "The directory.", "zh": "通讯录。", "fr": "Le directory."}
    small.edit(playbook, "alpha.yml", lambda alpha: alpha["ideas"][0].update(text=text))
    html = small.made(small.library(playbook))["fr/alpha.md"].html
    assert 'data-tip="A list. · not translated yet"' in html
