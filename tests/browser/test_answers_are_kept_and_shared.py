from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from browser.reader import LANGUAGES, Reader, other, word
from browser.traveller import Traveller

pytestmark = pytest.mark.browser


@pytest.fixture
def reader(traveller: Traveller) -> Traveller:
    return traveller


EVERY_LANGUAGE = pytest.mark.parametrize("language", LANGUAGES)
CLIPBOARD = ["clipboard-read", "clipboard-write"]


def shared(reader: Reader) -> str:
    """The address that "copy a link" puts on the clipboard."""
    reader.context.grant_permissions(CLIPBOARD, origin=reader.server.url)
    reader.action("share").click()
    reader.notes("share-done")
    return reader.page.evaluate("navigator.clipboard.readText()")


@EVERY_LANGUAGE
def test_a_reload_keeps_what_was_typed_as_it_was_typed(reader: Reader, language: str) -> None:
    reader.opens_tool(f"/{language}/tools/fit/").types(margin="３３％", order_value="1.2万", value_cut="500")
    reader.unknown("orders_per_year").click()
    reader.reads("undecided")
    before = reader.answers()
    reader.page.reload()
    reader.listening()
    reader.reads("undecided")
    assert reader.answers() == before
    assert reader.fragment == ""


def test_a_new_tab_of_the_same_reader_has_them_too(readers: Callable[..., Reader]) -> None:
    reader = readers()
    reader.opens_tool().types(margin="20").reads("not-ready-margin")
    reader.page = reader.context.new_page()
    reader.opens_tool("/zh/fit/")
    reader.reads("not-ready-margin")


@EVERY_LANGUAGE
def test_a_shared_link_opens_the_same_answers_in_the_other_language(
    reader: Reader, readers: Callable[..., Reader], language: str
) -> None:
    sender, friend = reader, readers()
    sender.opens_tool(f"/{language}/tools/fit/").types(margin="33", order_value="1.2万", margin_warn="20")
    sender.unknown("orders_per_year").click()
    sender.reads("undecided")
    link = shared(sender)
    assert link.startswith(f"{sender.server.url}/{language}/tools/fit/#fit?")
    friend.opens_tool(link.removeprefix(sender.server.url).replace(f"/{language}/", f"/{other(language)}/", 1))
    friend.reads("undecided")
    answers = friend.answers()
    assert (answers["margin"], answers["orders_per_year"], answers["order_value"], answers["margin_warn"]) == (
        "33",
        "?",
        "12000",
        "20",
    )
    friend.notes("from-link-only")
    assert friend.note.get_by_role("button").count() == 0, "there is nothing to bring back"


@EVERY_LANGUAGE
def test_a_strangers_link_leaves_own_answers_alone(reader: Reader, language: str) -> None:
    reader.opens_tool(f"/{language}/fit/").types(margin="20", order_value="77元").reads("not-ready-margin")
    reader.leaves()
    reader.opens_tool(f"/{language}/fit/#fit?margin=0.5&orders_per_year=2&order_value=900")
    reader.reads("service")
    reader.notes("from-link")
    reader.note.get_by_role("button", name=word(language, "bring-back")).click()
    reader.reads("not-ready-margin")
    assert reader.main_answers() == ("20", "24", "77元")
    reader.leaves()
    reader.opens_tool(f"/{language}/fit/")
    reader.reads("not-ready-margin")
    assert reader.main_answers() == ("20", "24", "77元")


def test_a_link_only_looked_at_is_not_kept(reader: Reader) -> None:
    reader.opens_tool().types(margin="20").reads("not-ready-margin")
    reader.leaves()
    reader.opens_tool("/en/tools/fit/#fit?margin=0.5&orders_per_year=2&order_value=900")
    reader.reads("service")
    reader.leaves()
    reader.opens_tool("/en/tools/fit/")
    reader.reads("not-ready-margin")


def test_two_links_in_a_row_still_give_the_own_answers_back(reader: Reader) -> None:
    reader.opens_tool().types(margin="20").reads("not-ready-margin")
    for value in ("900", "800"):
        reader.leaves()
        reader.opens_tool(f"/en/tools/fit/#fit?margin=0.5&orders_per_year=2&order_value={value}")
        reader.reads("service")
    reader.note.get_by_role("button").click()
    reader.reads("not-ready-margin")


def test_a_link_followed_within_the_page(reader: Reader) -> None:
    reader.opens_tool().types(margin="20").reads("not-ready-margin")
    reader.page.evaluate("location.hash = 'fit?margin=0.5&orders_per_year=2&order_value=900'")
    reader.reads("service")
    reader.notes("from-link")


def test_changing_a_links_numbers_makes_them_ones_own(reader: Reader) -> None:
    reader.opens_tool("/en/tools/fit/#fit?margin=0.5&orders_per_year=2&order_value=900")
    reader.reads("service")
    reader.types(margin="30").reads("service-conditional")
    assert reader.fragment == ""
    reader.page.reload()
    reader.listening()
    reader.reads("service-conditional")
    assert reader.main_answers() == ("30", "2", "900")


@EVERY_LANGUAGE
def test_starting_over_can_be_taken_back(reader: Reader, language: str) -> None:
    reader.opens_tool(f"/{language}/tools/fit/").types(margin="20", band="2").reads("not-ready-margin")
    reader.action("reset").click()
    reader.reads("native")
    assert reader.main_answers() == ("45", "24", "60")
    reader.notes("reset-done")
    reader.note.get_by_role("button", name=word(language, "bring-back")).click()
    reader.reads("not-ready-margin")
    assert reader.answers()["band"] == "2"


def test_starting_over_twice_does_not_lose_them(reader: Reader) -> None:
    reader.opens_tool().types(margin="20").reads("not-ready-margin")
    reader.action("reset").click()
    reader.reads("native")
    reader.tries("renovation").reads("service-conditional")
    reader.action("reset").click()
    reader.reads("native")
    reader.note.get_by_role("button").click()
    reader.reads("service-conditional")  # what stood there last


# --- links that are not ours ------------------------------------------------------------------------------------------


def untouched(reader: Reader) -> None:
    reader.shows_served_answer()
    reader.sees_no_traces()
    assert reader.page.evaluate("globalThis.pwned") is None
    assert reader.tool.locator("img, script, iframe").count() == 0


def test_a_link_that_is_too_long(reader: Reader) -> None:
    reader.opens_tool(f"/en/tools/fit/#fit?margin=0.2&x={'9' * 17_000}")
    reader.notes("link-too-long")
    untouched(reader)
    assert reader.main_answers() == ("45", "24", "60")


def test_ids_of_another_version_are_named(reader: Reader) -> None:
    reader.opens_tool("/zh/tools/fit/#fit?margin=0.2&orders_per_year=24&order_value=60&mood=1&Weird-One=2")
    reader.reads("not-ready-margin")
    expect(reader.note).to_contain_text("mood")
    expect(reader.note).to_contain_text("Weird-One")


HOSTILE = '<img src=x onerror="globalThis.pwned=1"><script>pwned=1</script>\'"{{7*7}}'


def test_hostile_values_are_shown_as_text(reader: Reader) -> None:
    attack = reader.page.evaluate("encodeURIComponent", HOSTILE)
    reader.opens_tool(f"/en/tools/fit/#fit?margin={attack}&monopoly={attack}&{attack}=1&order_value=60")
    expect(reader.problem("margin")).not_to_be_empty()
    untouched(reader)
    assert reader.field("margin").input_value() == HOSTILE.replace("+", " ")
    assert "<img" in reader.note.inner_text(), "an unknown name is said, as text"
    reader.unfolds(reader.field("band")).fill(HOSTILE)
    expect(reader.problem("band")).not_to_be_empty()
    untouched(reader)


JUNK = {
    "percent": "fit?%",
    "half a character": "fit?margin=%E0%A4%A",
    "separators": "fit?&&&===&=&margin",
    "two hundred ids": "fit?" + "&".join(f"x{number}={number}" for number in range(200)),
    "the prototype": "fit?__proto__=1&constructor=2",
    "bytes": "fit?margin=%00%FF",
    "typed": "fit~margin=%zz",
    "names the form has": "fit?elements=1&submit=2",
    "another tool": "fitter?margin=0.1",
}


def test_junk_in_the_address(reader: Reader) -> None:
    for fragment in JUNK.values():
        reader.leaves()
        reader.opens_tool(f"/en/tools/fit/#{fragment}")
        reader.settled()
        untouched(reader)
    reader.types(margin="20").reads("not-ready-margin")


def test_what_is_shared_is_said_to_be_seen(reader: Reader) -> None:
    reader.opens_tool().types(margin="20").reads("not-ready-margin")
    link = shared(reader)
    assert link.endswith("#fit?margin=0.2&orders_per_year=24&order_value=60")
    assert word("en", "share-done") in reader.note.inner_text()
