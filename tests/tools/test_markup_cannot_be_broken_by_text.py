"""Text goes in, the same text comes out of a browser's parser; nothing it holds becomes markup."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data import each
from pages.small import Seen
from tonghao_widgets.markup import Markup, escape, h, join

TEXT = st.text(
    st.one_of(
        st.sampled_from("<>&\"'/=!-[]{}();: \n"), st.characters(exclude_categories=["Cs"], exclude_characters="\r\0")
    )
)


@given(text=TEXT)
def test_children_are_text(text: str) -> None:
    seen = Seen(h("p", h("b", text), text))
    assert [tag for tag, _ in seen.elements] == ["p", "b"]
    assert seen.text() == text * 2
    assert seen.wrong == seen.open == []


@given(text=TEXT)
def test_attributes_are_text(text: str) -> None:
    seen = Seen(h("p", {"title": text, "data-x": text}))
    assert seen.elements == [("p", {"title": text, "data-x": text})]


@given(texts=st.lists(TEXT, max_size=4), between=TEXT)
def test_joined_children_are_text(texts: list[str], between: str) -> None:
    assert Seen(h("p", join(texts, between))).text() == between.join(texts)


@given(text=TEXT)
def test_escaping_twice_is_escaping_once(text: str) -> None:
    assert escape(escape(text)) == escape(text)
    assert isinstance(escape(text), Markup)


def test_five_characters_are_replaced_wherever_they_stand() -> None:
    assert h("p", {"title": "&<>\"'"}, "&<>\"'") == '<p title="&amp;&lt;&gt;&quot;&#39;">&amp;&lt;&gt;&quot;&#39;</p>'


@each(
    "address",
    [
        "javascript:alert(1)",
        "JavaScript:alert(1)",
        " javascript:alert(1)",
        "\tjavascript:alert(1)",
        "java\nscript:alert(1)",
        "data:text/html,x",
        "vbscript:x",
        "file:///etc/passwd",
        "blob:x",
        ":x",
        "&#106;avascript:x",
        "",
    ],
)
@each("name", ["href", "src", "action"])
def test_an_address_that_could_run_is_refused(name: str, address: str) -> None:
    with pytest.raises(ValueError, match="not an address"):
        h("a", {name: address})


@each(
    "address",
    [
        "https://example.org/a",
        "mailto:a@example.org",
        "#here",
        "./",
        "../../fit/",
        "fit/",
        "cases/kaishu/",
        "?a=b",
        "fit",
    ],
)
def test_an_honest_address_is_kept(address: str) -> None:
    assert Seen(h("a", {"href": address})).elements == [("a", {"href": address})]


def test_absent_attributes_and_children_leave_no_trace() -> None:
    assert h("p", {"id": None, "hidden": False, "title": ""}, None, False, []) == '<p title=""></p>'
    assert h("input", {"checked": True}) == "<input checked>"


@each("number, shown", [(1.0, "1"), (0.125, "0.12"), (-0.001, "0"), (300, "300"), (2.50, "2.5")])
def test_coordinates_are_short_and_the_same_everywhere(number: float, shown: str) -> None:
    assert h("b", number) == f"<b>{shown}</b>"
