"""Undocumented means failing: every field, value, command, option and target is on a page, in each language."""

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import click
import pytest

from contribute import samples
from data import each
from pages import small
from tonghao import cli, pages
from tonghao.catalogue import catalogue
from tonghao.guide import Guide
from tonghao.model import KINDS, Library
from tonghao.model.fields import Record
from tonghao.pages import Page
from tonghao.pages.base import Desk
from tonghao.pages.guide import guide_pages
from tonghao.pages.guide_files import anchor
from tonghao.pages.problems import problem_pages

ROOT = Path(__file__).parents[2]
LANGUAGES = ("en", "zh")
IN_EACH = each("language", LANGUAGES)


@pytest.fixture(scope="module")
def guide() -> Guide:
    return samples.guide()


@pytest.fixture(scope="module")
def made(library: Library, guide: Guide) -> dict[str, Page]:
    assets = pages.Assets(problems=catalogue(), guide=guide)
    desks = [Desk(library, language, assets) for language in LANGUAGES]
    return {draft.file: draft.page for desk in desks for draft in guide_pages(desk, guide)}


@pytest.fixture(scope="module")
def seen(made: dict[str, Page]) -> dict[str, small.Seen]:
    return {file: small.Seen(page.html) for file, page in made.items()}


def row(page: Page, identity: str) -> str:
    """The plain words of one row of a page."""
    found = re.search(rf'id="{re.escape(identity)}".*?</dd></div>(?=<div class="tg-anatomy__row"|</dl>)', page.html)
    assert found, f"{page.file} has no row {identity}"
    return small.Seen(f"<div {found[0]}").text()


def records(kind: type[Record]) -> Iterator[tuple[str, str]]:
    """Every record of a kind and every field in it, from the model itself and not by way of the guide."""
    raw = kind.model_json_schema()
    for name, made in {kind.__name__: raw, **raw.get("$defs", {})}.items():
        for field in made.get("properties", {}):
            yield name, field


@IN_EACH
@each("kind", KINDS)
def test_every_field_has_a_row_that_says_something(
    kind: str, language: str, guide: Guide, made: dict[str, Page]
) -> None:
    home = {one.name: name for name in guide.kinds for one in guide.kinds[name].records}
    meant = {
        (one.name, field.name): field for each in guide.kinds.values() for one in each.records for field in one.fields
    }
    for record, field in records(KINDS[kind]):
        told = row(made[f"{language}/contribute/files/{home[record]}.md"], anchor(record, field))
        assert f"{field}:" in told
        assert meant[record, field].means[language].replace("`", "") in told


def test_every_record_is_shown_by_lines_of_a_file(guide: Guide) -> None:
    drawn_from_site = "PathPicture"
    named = {record.name for kind in guide.kinds.values() for record in kind.records}
    assert named - set(guide.excerpts) == {drawn_from_site}


def test_every_allowed_value_is_explained(library: Library, guide: Guide) -> None:
    of_fields = {field.values for kind in guide.kinds.values() for one in kind.records for field in one.fields}
    of_options = {one.values for command in guide.commands for one in command.parameters}
    asked = {values for values in of_fields | of_options if values and set(values) != set(library.languages)}
    assert len(asked) > 12
    assert [values for values in asked if set(values) - set(guide.said.group(values))] == []


def test_what_the_code_says_is_translated_and_no_pair_is_left_over(guide: Guide) -> None:
    assert guide.said.asked - set(guide.said.pairs) == set(), "add these pairs to src/tonghao/guide/said.yml"
    assert set(guide.said.pairs) - guide.said.asked == set(), "nobody says this any more; take it out of said.yml"


@IN_EACH
def test_every_command_and_option_there_is_has_a_row(language: str, made: dict[str, Page]) -> None:
    page = made[f"{language}/contribute/commands.md"]
    headings = {heading.anchor for heading in page.headings}
    for name, command in cli.main.commands.items():
        assert f"command-{name}" in headings
        for one in command.params:
            typed = one.opts[-1] if isinstance(one, click.Option) else one.metavar or str(one.name)
            told = row(page, f"command-{name}-{re.findall(r'[a-z][a-z-]*', typed.lower())[0]}")
            assert len(told) > len(typed) + 8, f"{name} {typed} says nothing"


def test_every_argument_is_explained_in_each_language(guide: Guide) -> None:
    silent = [f"{command.name} {one.name}" for command in guide.commands for one in command.parameters if not one.means]
    assert silent == [], "say it in src/tonghao/guide/said.yml, under arguments:"
    known = {f"{command.name} {one.name}" for command in guide.commands for one in command.parameters}
    assert set(guide.said.arguments) <= known


@IN_EACH
def test_every_target_of_make_has_a_row(language: str, made: dict[str, Page]) -> None:
    targets = re.search(r"^\.PHONY: (.+)$", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE)
    assert targets
    for name in targets[1].split():
        assert len(row(made[f"{language}/contribute/commands.md"], f"make-{name}")) > len(f"make {name}") + 5


@IN_EACH
def test_every_code_is_reached_from_the_last_chapter(language: str, made: dict[str, Page], library: Library) -> None:
    last = [page for page in made.values() if page.language == language and "/files/" not in page.path][-1]
    assert f"{language}/problems/index.md" in targets(last, small.Seen(last.html))
    desk = Desk(library, language, pages.Assets())
    index = next(one.page for one in problem_pages(desk, catalogue()) if one.path == "problems/index.md")
    listed = set(small.links(small.Seen(index.html)))
    assert {f"../problems/{code}/" for code in catalogue().problems} <= listed


@IN_EACH
def test_every_page_leads_to_the_next(language: str, made: dict[str, Page], seen: dict[str, small.Seen]) -> None:
    own = [page for page in made.values() if page.language == language]
    for page in own:
        assert 'class="tg-guide-next"' in page.html, page.file
    reached, new = set[str](), {f"{language}/contribute/index.md"}
    while new:
        reached |= new
        new = {to for file in new for to in targets(made[file], seen[file]) if to in made} - reached
    assert {page.file for page in own} <= reached


def targets(page: Page, seen: small.Seen) -> Iterator[str]:
    """The files of the pages that a page's links lead to."""
    here = f"{page.language}/{page.address}".rstrip("/").split("/")
    for link in small.links(seen):
        if re.match(r"https?:|#", link):
            continue
        parts = list(here)
        for part in link.split("#")[0].rstrip("/").split("/"):
            parts = parts[:-1] if part == ".." else [*parts, part]
        address = "/".join(part for part in parts if part != ".")
        yield (
            f"{address}/index.md" if address.split("/")[-1] in {"contribute", "files", "problems"} else f"{address}.md"
        )


def files(menu: Any) -> Iterator[str]:
    """Every file a menu leads to."""
    if isinstance(menu, str):
        yield menu
    for inside in menu.values() if isinstance(menu, dict) else menu if isinstance(menu, list) else ():
        yield from files(inside)


def test_no_link_of_these_pages_leads_nowhere(
    library: Library, made: dict[str, Page], seen: dict[str, small.Seen]
) -> None:
    site = {*made, *(f"{language}/problems/index.md" for language in LANGUAGES)}
    site |= {file for language in LANGUAGES for file in files(pages.navigation(library, language))}
    lost = [(file, to) for file, page in made.items() for to in targets(page, seen[file]) if to not in site]
    assert lost == []
    assert sum(1 for file, page in made.items() for _ in targets(page, seen[file])) > 200


def test_anchors_within_a_page_exist_once(seen: dict[str, small.Seen]) -> None:
    for file, one in seen.items():
        ids = one.all("id")
        assert len(ids) == len(set(ids)), file
        assert {link[1:] for link in small.links(one) if link.startswith("#")} <= set(ids), file
        assert (one.wrong, one.open) == ([], []), file


def test_a_page_says_the_same_to_any_generator(made: dict[str, Page], seen: dict[str, small.Seen]) -> None:
    for file in ("en/contribute/files/tool.md", "zh/contribute/commands.md", "zh/contribute/style.md"):
        assert small.Seen(small.from_markdown(made[file])).text().split() == seen[file].text().split()


def test_a_command_named_in_a_sentence_exists(made: dict[str, Page]) -> None:
    known = {f"tonghao {name}" for name in cli.main.commands}
    known |= {
        f"make {name}" for name in re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE)
    }
    inline = [re.sub(r"<pre .*?</pre>", "", page.html, flags=re.DOTALL) for page in made.values()]
    named = [words for html in inline for inside, words in small.Seen(html).words if inside == "code"]
    called = {found for words in named for found in re.findall(r"\b(?:tonghao|make) [a-z]+\b", words)}
    assert called - known == set()
    assert {"make serve", "make check", "tonghao diff", "tonghao new"} <= called


def test_what_the_door_on_github_advises_exists() -> None:
    text = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
    advised = set(re.findall(r"tonghao ([a-z]+)", text))
    assert {"explain", "new", "diff", "lock"} <= advised <= set(cli.main.commands)
    assert len(text.splitlines()) < 110, "it is the short door; the long one is docs/guide/"


def test_another_language_borrows_and_says_so(library: Library, guide: Guide) -> None:
    new = library.site.languages[0].model_copy(
        update={"code": "tlh", "name": "tlhIngan", "locale": "tlh", "required": False}
    )
    site = library.site.model_copy(update={"languages": [*library.site.languages, new]})
    wider = replace(library, site=site)
    desk = Desk(wider, "tlh", pages.Assets(guide=guide))
    for page in (draft.page for draft in guide_pages(desk, guide)):
        assert library.words["fallback"]["en"] in page.html, page.file
        assert small.Seen(page.html).wrong == []
        assert not re.search(r"\[(?:type|id)-[a-z]+\]", page.html)


def test_readers_find_these_pages_by_searching(made: dict[str, Page]) -> None:
    from tonghao import search

    found = {document["location"]: document["text"] for document in search.documents(made.values())}
    assert "recheck_by" in found["contribute/files/facts/#fact"]
    assert any("contribute/review/" in location for location in found)


def test_the_menu_has_the_chapters_and_the_kinds(library: Library, guide: Guide) -> None:
    section = pages.navigation(library, "zh", guide)[-1][library.words["contribute"]["zh"]]
    assert len(section) == len(guide.chapters)
    assert section[0] == {"参与改进": "zh/contribute/index.md"}
    assert any(len(inside) == len(guide.kinds) + 1 for item in section for inside in item.values())
    assert not any("contribute" in file for file in files(pages.navigation(library, "zh")))
