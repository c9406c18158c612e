"""A contributor's text is never trusted: whatever it holds, a reader sees that text and nothing else happens."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data import each, examples
from pages import small
from pages.small import Seen, from_markdown
from tonghao.model import Library
from tonghao.pages import Page

SPECIAL = "<>&\"'`*_{}[]()#+-.!|\\~^=:;/ \t"
SNIPPETS = [
    "<b>",
    "</div>",
    "<script>",
    "<!--",
    "&lt;",
    "&#60;",
    "&amp;",
    "](x)",
    "[a](javascript:x)",
    "![i](x)",
    "{: onclick=x }",
    "{#id}",
    "# x",
    "- x",
    "1. x",
    "`x`",
    "```",
    "***",
    "__a__",
    "<https://x.y>",
    "javascript:x",
    "\n",
    "\n\n",
    "\n    x",
    "klzzwxh:0000",
    "{nobody}",
    "冷启动",
]
PLAIN = st.one_of(
    st.sampled_from(SNIPPETS),
    st.text(st.sampled_from(SPECIAL + "ab一"), max_size=6),
    st.text(st.characters(exclude_categories=["C", "Zl", "Zp"]), max_size=6),
)
TEXT = (
    st.lists(PLAIN, min_size=1, max_size=5)
    .map("".join)
    .filter(lambda text: text.strip() and not any(mark in text for mark in ("[[", "**", "{name}")))
)

Shape = list[tuple[str, tuple[str, ...]]]


def with_text(library: Library, text: str) -> Library:
    """The made-up playbook, with ``text`` in every kind of place of the page alpha."""
    said = {"en": text, "zh": text}
    old = library.playbooks["alpha"]
    new = old.model_copy(
        update={
            "title": said,
            "point": said,
            "applies": [said],
            "ideas": [old.ideas[0].model_copy(update={"title": said, "text": said, "points": [said]})],
            "steps": [step.model_copy(update={"title": said, "do": said, "verify": said}) for step in old.steps],
            "checklist": [item.model_copy(update={"what": said, "done": said}) for item in old.checklist],
            "templates": [old.templates[0].model_copy(update={"title": said, "use": said, "body": said})],
            "pitfalls": [trap.model_copy(update={"title": said, "text": said}) for trap in old.pitfalls],
        }
    )
    return replace(library, playbooks={**library.playbooks, "alpha": new})


def page_with(library: Library, text: str) -> Page:
    from tonghao.pages.base import Assets, Desk, Sheet
    from tonghao.pages.playbook import playbook_page

    changed = with_text(library, text)
    return playbook_page(Sheet(Desk(changed, "en", Assets()), "alpha.md", "playbook"), changed.playbooks["alpha"])


def shape(markup: str) -> Shape:
    """Elements with the names of their attributes, without the paragraphs a text may have several of."""
    return [(tag, tuple(sorted(attributes))) for tag, attributes in Seen(markup).elements if tag != "p"]


@pytest.fixture(scope="module")
def plain(library: Library) -> Shape:
    return shape(page_with(library, "plain").html)


@examples(30)
@given(text=TEXT)
def test_no_text_makes_an_element_or_a_link(text: str, library: Library, plain: Shape) -> None:
    page = page_with(library, text)
    assert shape(page.html) == plain
    assert Seen(page.html).wrong == Seen(page.html).open == []


@examples(30)
@given(text=TEXT)
def test_markdown_makes_the_same_page_of_it(text: str, library: Library) -> None:
    page = page_with(library, text)
    ours, theirs = Seen(page.html), Seen(from_markdown(page))
    assert theirs.elements == ours.elements
    assert "".join(theirs.text().split()) == "".join(ours.text().split())


@examples(30)
@given(text=TEXT)
def test_a_reader_sees_the_text_as_it_was_written(text: str, library: Library) -> None:
    seen = Seen(page_with(library, text).html)
    wanted = "".join(text.split())
    assert "".join(seen.text().split()).count(wanted) >= 15


@each("text", ["\r\r[x](javascript:alert(1))", "\u2028\u2028# x", "\x85\x85# x", "\x0b\x0c# x", "\x02wzxhzdk:0\x03"])
def test_text_that_yaml_would_have_refused_still_makes_no_link(text: str, library: Library, plain: Shape) -> None:
    page = page_with(library, f"a{text}b")
    assert shape(from_markdown(page)) == plain


@each(
    "text, markup",
    [
        ("See [[beta]].", '<p>See <a href="../beta/">Beta page</a>.</p>'),
        ("See [[beta|the <b> page]].", '<p>See <a href="../beta/">the &lt;b&gt; page</a>.</p>'),
        ("See [[tools/fit]].", '<p>See <a href="../tools/fit/">Fit</a>.</p>'),
        ("See [[cases/corner]].", '<p>See <a href="../cases/corner/">The corner shop</a>.</p>'),
        ("**Mind** it.", "<p><strong>Mind</strong> it.</p>"),
        ("**<i>**", "<p><strong>&lt;i&gt;</strong></p>"),
        ("One.\n\nTwo.", "<p>One.</p><p>Two.</p>"),
        ("[x](https://example.org) <a href=x> [[", "<p>[x](https://example.org) &lt;a href=x&gt; [[</p>"),
    ],
)
def test_the_few_marks_there_are_become_what_they_say(text: str, markup: str, library: Library) -> None:
    assert markup in page_with(library, text).html


def test_marks_in_a_title_are_left_out(library: Library) -> None:
    page = page_with(library, "**Strong** [[beta|words]]")
    assert page.title == page.headings[0].text == "Strong words"


def test_a_hostile_text_cannot_leave_the_data_of_a_tool(library: Library) -> None:
    bad = '</script><script>alert(1)</script><!--"'
    tool = library.tools["fit"]
    tool = tool.model_copy(update={"limits": [{"en": bad, "zh": bad}], "title": {"en": bad, "zh": bad}})
    page = small.made(replace(library, tools={"fit": tool}))["en/alpha.md"]
    tags = [(tag, attributes.get("class")) for tag, attributes in Seen(page.html).elements]
    assert ("div", "tg-hub") in tags
    assert "script" not in [tag for tag, _ in tags]
    assert Seen(page.html).wrong == []
