"""While serving, a page comes out of the templates again only when something in it is new."""

from types import SimpleNamespace

import pytest

from tonghao.rendered import Rendered


def page(title: str, url: str, before: object = None, after: object = None) -> SimpleNamespace:
    return SimpleNamespace(title=title, url=url, edit_url=None, previous_page=before, next_page=after)


@pytest.fixture
def rendered() -> Rendered:
    made = Rendered()
    made.begin("menu")
    return made


def times(rendered: Rendered, *visits: tuple[SimpleNamespace, str]) -> list[str]:
    """What is rendered, not merely handed out, when these pages are asked for with what they are made of."""
    done: list[str] = []

    def render(one: SimpleNamespace, made: str) -> str:
        done.append(f"{one.url} {made}")
        return f"<p>{made}"

    for one, made in visits:
        output = rendered.render({"page": one}, made, lambda one=one, made=made: render(one, made))
        assert output == f"<p>{made}"
    return done


def test_the_same_is_handed_out(rendered: Rendered) -> None:
    one, two = page("One", "one/"), page("Two", "two/")
    assert times(rendered, (one, "a"), (two, "a"), (one, "a"), (two, "b"), (one, "a"), (two, "b")) == [
        "one/ a",
        "two/ a",
        "two/ b",
    ]


def test_a_neighbour_of_another_name_is_new(rendered: Rendered) -> None:
    first, renamed = page("First", "first/"), page("Renamed", "first/")
    assert len(times(rendered, (page("One", "one/", first), "a"), (page("One", "one/", first), "a"))) == 1
    assert len(times(rendered, (page("One", "one/", renamed), "a"))) == 1


def test_what_is_on_every_page_is_new_on_every_page(rendered: Rendered) -> None:
    one = page("One", "one/")
    times(rendered, (one, "a"))
    rendered.begin("menu")
    assert times(rendered, (one, "a")) == []
    rendered.begin("another menu")
    assert times(rendered, (one, "a")) == ["one/ a"]
