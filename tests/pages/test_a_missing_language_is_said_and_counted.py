"""A language that may be absent falls back, is marked and counted; one that must be there is an error."""

from pathlib import Path

import pytest

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


def test_pages_in_a_complete_language_have_no_mark(playbook: Path) -> None:
    add_language(playbook)
    for page in small.made(small.library(playbook)).values():
        assert page.language == "fr" or "tg-fallback" not in page.html


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
    library, problems = survey(playbook)
    assert library is None
    assert [(problem.code, problem.where) for problem in problems] == [("missing-language", "point")]


def test_the_coverage_page_counts_each_language(playbook: Path) -> None:
    add_language(playbook)
    library = small.library(playbook)
    total, missing = library.text_count, len(library.missing)
    html = small.made(library)["en/coverage.md"].html
    assert f"<td>{total} / {total}</td>" in html
    assert f"<td>{total - missing} / {total}</td>" in html
