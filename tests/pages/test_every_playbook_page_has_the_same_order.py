"""Who knows one page knows all: the same sections in the same order, with the same anchors in every language."""

from itertools import pairwise

from pages import small
from tonghao.model import Library
from tonghao.pages import Page

SECTIONS = [
    "top",
    "when",
    "ideas",
    "steps",
    "tool",
    "checklist",
    "templates",
    "pitfalls",
    "evidence",
    "cases",
    "sources",
    "next",
]


def anchors(page: Page) -> list[str]:
    return [heading.anchor for heading in page.headings if heading.level < 3]


def test_a_full_page_has_every_section_in_order(pages: dict[str, Page]) -> None:
    assert anchors(pages["en/alpha.md"]) == SECTIONS


def test_a_page_without_ideas_tools_and_cases_keeps_the_order_of_the_rest(pages: dict[str, Page]) -> None:
    assert anchors(pages["en/beta.md"]) == [name for name in SECTIONS if name not in {"ideas", "tool", "cases"}]


def test_the_order_of_keys_in_the_file_does_not_matter(library: Library, tmp_path) -> None:
    playbook = small.put(tmp_path)
    record = small.read(playbook, "alpha.yml")
    small.write(playbook, "alpha.yml", dict(reversed(record.items())))
    assert small.made(small.library(playbook))["en/alpha.md"].html == small.made(library)["en/alpha.md"].html


def test_anchors_are_the_same_in_every_language(pages: dict[str, Page]) -> None:
    for file, page in pages.items():
        if page.language == "en":
            other = pages[file.replace("en/", "zh/", 1)]
            assert [(part.level, part.anchor) for part in page.headings] == [
                (part.level, part.anchor) for part in other.headings
            ]


def test_a_page_has_one_title_and_no_level_is_skipped(pages: dict[str, Page]) -> None:
    framed = [page for page in pages.values() if page.kind not in {"slides", "presenter", "handout"}]
    assert len(framed) > 20
    for page in framed:
        levels = [heading.level for heading in page.headings]
        assert levels.count(1) == 1 and levels[0] == 1, page.file
        assert all(after - before <= 1 for before, after in pairwise(levels)), page.file


def test_every_page_says_what_it_is_and_where_it_comes_from(pages: dict[str, Page]) -> None:
    for page in pages.values():
        assert page.title and page.description and page.kind
    assert pages["zh/alpha.md"].source == ("playbook/alpha.yml", 1)
    assert pages["en/cases/corner.md"].source == ("playbook/cases/corner.yml", 1)


def test_a_page_is_born_with_a_computed_answer(pages: dict[str, Page]) -> None:
    for file, verdict in (("en/alpha.md", "native"), ("zh/tools/fit.md", "native"), ("en/cases/corner.md", "native")):
        assert f'data-verdict="{verdict}"' in pages[file].html
