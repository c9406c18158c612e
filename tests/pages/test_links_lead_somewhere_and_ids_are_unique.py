"""On every page: each id once, each inner link to a page there is, each label and description to an id there is."""

from collections import Counter
from pathlib import Path
from posixpath import join, normpath

import pytest

from data import SHARE
from pages import small
from pages.small import Seen, from_markdown, links
from tonghao.pages import Page


def awkward(folder: Path) -> dict[str, Page]:
    """Ids that could be mistaken for each other or for a section of the page."""
    playbook = small.put(folder)

    def change(record: dict) -> None:
        record["ideas"] = [{**record["ideas"][0], "id": identity} for identity in ("checklist", "when", "core", "top")]
        record["templates"] = [
            {**record["templates"][0], "id": identity} for identity in ("core", "ideas", "core-core")
        ]
        record["steps"] = [{**record["steps"][0], "id": identity} for identity in ("core", "when", "fit-in-margin")]
        items = ("one", "one-done", "one-reason", "alpha-one", "done")
        record["checklist"] = [{"id": identity, "what": record["title"], "done": record["title"]} for identity in items]

    small.edit(playbook, "alpha.yml", change)
    small.edit(
        playbook,
        "beta.yml",
        lambda record: record.update(
            checklist=[{"id": i, "what": record["title"], "done": record["title"]} for i in ("one", "two", "three")]
        ),
    )
    small.edit(
        playbook,
        "beta.yml",
        lambda record: record.update(
            ideas=[{"id": "core", "title": record["title"], "text": record["title"], "source": "ours"}]
        ),
    )
    return small.made(small.library(playbook))


@pytest.fixture(scope="module", params=["made up", "awkward", "real"])
def site(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[Page, Seen]]:
    folder = tmp_path_factory.mktemp("site")
    made = {
        "made up": lambda: small.made(small.library(small.put(folder))),
        "awkward": lambda: awkward(folder),
    }
    if request.param == "real":
        return small.real()
    made = made[request.param]()
    return {page.file: (page, Seen(page.html)) for page in made.values()}


class Parsed(Seen):
    """Without the quick way that plain markup takes."""

    def _plain(self, markup: str) -> bool:
        return False


ODD = [
    *("<p>a < b</p>", "<p title='x'>y</p>", "<p title=x>y", "</p>", "<b><i></b></i>", "<br/><hr />x", "<!-- a --><p>b"),
    *(
        "<script>if (a<b) '</p>'</script>",
        "<textarea><b></textarea>",
        "<svg><title>a<b></title>",
        "&amp &lt;&#65;&copy;",
    ),
    *('<a href="?a=1&b=2">&nbsp;</a>', "<P CLASS=x>", '<p hidden data-x="">', "<p", "a<", '<a b="c"d="e">', "\r\n\0"),
]


def test_a_quick_look_sees_what_a_parser_sees(pages: dict[str, Page]) -> None:
    for markup in (*ODD, *(page.html for page in [*pages.values()][::3])):
        quick, parsed = Seen(markup), Parsed(markup)
        for part in ("elements", "words", "open", "wrong"):
            assert getattr(quick, part) == getattr(parsed, part), markup[:80]


def test_each_id_stands_once(site: dict[str, tuple[Page, Seen]]) -> None:
    for file, (_, seen) in site.items():
        assert [name for name, count in Counter(seen.all("id")).items() if count > 1] == [], file


def test_every_inner_link_leads_to_a_page_and_a_place_on_it(site: dict[str, tuple[Page, Seen]]) -> None:
    places = {f"{page.language}/{page.address}": {"", *seen.all("id")} for page, seen in site.values()}
    for page, seen in site.values():
        for href in links(seen):
            if href.startswith(("https://", "http://", "mailto:")):
                continue
            address, _, anchor = href.partition("#")
            target = (
                normpath(join("/", page.language, page.address, address))[1:] + "/"
                if address
                else f"{page.language}/{page.address}"
            )
            assert target in places, f"{page.file}: {href}"
            if "=" not in anchor:  # otherwise it names no place: it is an errand for the page's script
                assert anchor in places[target], f"{page.file}: {href}"


def test_every_reference_inside_a_page_finds_its_id(site: dict[str, tuple[Page, Seen]]) -> None:
    for file, (_, seen) in site.items():
        known = set(seen.all("id"))
        wanted = {
            name
            for key in ("for", "aria-describedby", "aria-labelledby", "aria-controls")
            for value in seen.all(key)
            for name in value.split()
        }
        assert wanted <= known, f"{file}: {wanted - known}"


def test_every_page_is_whole(site: dict[str, tuple[Page, Seen]]) -> None:
    for file, (_, seen) in site.items():
        assert (seen.wrong, seen.open) == ([], []), file


def test_every_block_stands_on_one_line_because_an_empty_one_would_end_it(site: dict[str, tuple[Page, Seen]]) -> None:
    for file, (page, _) in site.items():
        assert not [part for part in page.parts if isinstance(part, str) and "\n" in part], file


def test_a_markdown_processor_makes_the_same_page(site: dict[str, tuple[Page, Seen]]) -> None:
    for file, (page, seen) in list(site.items())[:: round(4 / SHARE)]:
        theirs = Seen(from_markdown(page))
        assert theirs.elements == seen.elements, file
        assert "".join(theirs.text().split()) == "".join(seen.text().split()), file
