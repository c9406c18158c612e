"""A language that may be absent falls back, is marked and counted; one that must be there is an error."""

import re
from pathlib import Path

import pytest

from data import KEPT, each
from pages import small
from pages.small import Seen
from tonghao.load import survey


def add_language(playbook: Path, **more: object) -> None:
    small.edit(
        playbook,
        "site.yml",
        lambda site: site["languages"].append({"code": "fr", "name": "Français", "locale": "fr", **more}),
    )


def test_a_third_language_works_by_site_yml_alone(playbook: Path) -> None:
    before = set(small.made(small.library(playbook)))
    add_language(playbook)
    library = small.library(playbook)
    pages = small.made(library)
    assert {file.replace("en/", "fr/", 1) for file in before if file.startswith("en/")} == {
        file for file in pages if file.startswith("fr/")
    }
    assert pages["fr/alpha.md"].title == "Alpha page"


def test_every_text_that_fell_back_is_counted_with_its_place(playbook: Path) -> None:
    add_language(playbook)
    small.edit(playbook, "alpha.yml", lambda alpha: alpha["title"].update(fr="Page alpha"))
    library = small.library(playbook)
    assert len(library.missing) == library.text_count - 1
    assert ("playbook/cases/corner.yml", 3, "fr") in library.missing
    assert {language for _, _, language in library.missing} == {"fr"}


def test_a_borrowed_text_is_marked_with_its_language_and_a_translated_one_is_not(playbook: Path) -> None:
    add_language(playbook)
    small.edit(playbook, "alpha.yml", lambda alpha: alpha["steps"][0]["do"].update(fr="Fais-le."))
    page = small.made(small.library(playbook))["fr/alpha.md"]
    marks = [
        attributes
        for tag, attributes in Seen(page.html).elements
        if tag == "span" and attributes.get("class") == "tg-fallback"
    ]
    assert len(marks) > 10
    assert {(mark["lang"], mark["title"]) for mark in marks} == {("en", "Shown in English")}
    assert "<p>Fais-le.</p>" in page.html
    assert '<p><span class="tg-fallback" lang="en" title="Shown in English">Stop it.' in page.html


@pytest.fixture(scope="module")
def in_french(tmp_path_factory: pytest.TempPathFactory) -> dict[str, small.Page]:
    """All pages of the made-up playbook with a language of which nothing is written."""
    playbook = small.put(tmp_path_factory.mktemp("french"))
    add_language(playbook)
    return small.made(small.library(playbook))


def test_a_borrowed_heading_names_its_language_and_the_mark_stands_below_it(in_french: dict[str, small.Page]) -> None:
    page = in_french["fr/alpha.md"]
    for made in (page.html, small.from_markdown(page)):
        assert '<h1 id="top" lang="en">Alpha page</h1>' in made
        assert '<h3 id="idea-core" lang="en">Core idea</h3>' in made
        assert '<h3 id="template-letter" lang="en">Letter</h3>' in made
    after = page.html.partition("Alpha page</h1>")[2]
    assert after.lstrip().startswith('<div class="tg-untranslated"><span class="tg-badge" lang="fr"')


@each(
    "file, words",
    [
        ("fr/alpha.md", "The corner shop"),
        ("fr/alpha.md", "Beta page"),
        ("fr/cases/index.md", "The corner shop"),
        ("fr/tools/index.md", "Fit"),
        ("fr/sources.md", "A book"),
        ("fr/index.md", "Alpha page"),
        ("fr/index.md", "Where to begin?"),
        ("fr/edition.md", "Beta page"),
    ],
)
def test_borrowed_words_on_a_card_or_in_a_list_are_marked(
    file: str, words: str, in_french: dict[str, small.Page]
) -> None:
    assert f'<span class="tg-fallback" lang="en" title="Shown in English">{words}' in in_french[file].html


def test_a_borrowed_template_is_marked_outside_the_text_that_is_copied(in_french: dict[str, small.Page]) -> None:
    html = in_french["fr/alpha.md"].html
    body = html.partition('<pre class="tg-template"')[2].partition("</pre>")[0]
    assert body.startswith(' tabindex="0" lang="en"') and "not translated yet" not in body
    assert html.partition('<tonghao-template template="alpha/letter"')[0].endswith("not translated yet</span></p>")


def test_a_tool_with_borrowed_words_says_so_once(in_french: dict[str, small.Page]) -> None:
    before = in_french["fr/tools/fit.md"].html.partition("<tonghao-tool")[0]
    assert before.endswith('not translated yet</span></div>\n<div class="tg-tool">')


def test_pages_in_a_complete_language_have_no_mark(in_french: dict[str, small.Page]) -> None:
    for page in in_french.values():
        assert page.language == "fr" or not re.search("tg-fallback|tg-untranslated|not translated", page.html)


def test_the_text_falls_back_to_the_first_language_that_has_it(playbook: Path) -> None:
    add_language(playbook)
    small.edit(playbook, "site.yml", lambda site: site["languages"][0].update(required=False))
    small.edit(playbook, "alpha.yml", lambda alpha: alpha["point"].pop("en"))
    pages = small.made(small.library(playbook))
    assert all(
        '<span class="tg-fallback" lang="zh-Hans" title="Shown in 中文">甲的要点。' in pages[file].html
        for file in ("en/alpha.md", "fr/alpha.md")
    )


def test_the_site_decides_which_language_comes_first_and_not_the_text(playbook: Path) -> None:
    small.edit(playbook, "site.yml", lambda site: site["languages"].reverse())
    add_language(playbook)
    assert small.made(small.library(playbook))["fr/alpha.md"].title == "甲页"


@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_required_language_that_is_missing_is_an_error(language: str, playbook: Path) -> None:
    small.edit(playbook, "alpha.yml", lambda alpha: alpha["point"].pop(language))
    library, problems = survey(playbook, KEPT)
    assert library is None
    assert [(problem.code, problem.where) for problem in problems] == [("missing-language", "point")]


def test_the_coverage_page_counts_each_language(playbook: Path) -> None:
    add_language(playbook)
    library = small.library(playbook)
    total, missing = library.text_count, len(library.missing)
    html = small.made(library)["en/coverage.md"].html
    assert f"<td>{total} / {total}</td>" in html
    assert f"<td>{total - missing} / {total}</td>" in html
