from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from browser.reader import LANGUAGES, Reader, asked, label, title, word
from browser.traveller import Traveller

pytestmark = pytest.mark.browser


@pytest.fixture
def reader(traveller: Traveller) -> Traveller:
    return traveller


EVERY_LANGUAGE = pytest.mark.parametrize("language", LANGUAGES)


@pytest.mark.parametrize(("language", "page"), [("en", ""), ("zh", ""), ("en", "tools/fit/"), ("zh", "fit/")])
def test_typing_on_every_page_that_holds_the_tool(reader: Reader, language: str, page: str) -> None:
    reader.opens_tool(f"/{language}/{page}")
    reader.shows_served_answer()
    reader.types(margin="20").reads("not-ready-margin")
    reader.types(margin="45", orders_per_year="2", order_value="900").reads("service")
    expect(reader.status).to_be_hidden()


@EVERY_LANGUAGE
def test_the_picture_and_the_reasons_follow(reader: Reader, language: str) -> None:
    reader.opens_tool(f"/{language}/tools/fit/")
    picture = reader.result.locator("svg[role=img]").first
    before = picture.get_attribute("aria-label")
    reader.types(orders_per_year="2", order_value="900")
    reader.reads("service")
    assert picture.get_attribute("aria-label") != before
    assert "900" in picture.get_attribute("aria-label")
    assert reader.result.locator('[data-rule="quadrant-service"]').count() == 1
    assert reader.result.locator('[data-rule="quadrant-native"]').count() == 0


def test_a_slider_dragged_by_mouse(reader: Reader) -> None:
    reader.opens_tool()
    track = reader.slider("margin").bounding_box()
    middle = track["y"] + track["height"] / 2
    reader.page.mouse.move(track["x"] + track["width"] / 2, middle)
    reader.page.mouse.down()
    reader.page.mouse.move(track["x"] + track["width"] * 0.1, middle, steps=8)
    reader.page.mouse.up()
    reader.reads("not-ready-margin")
    assert 0 < float(reader.field("margin").input_value()) < 25


def test_a_logarithmic_slider_writes_round_numbers(reader: Reader) -> None:
    reader.opens_tool()
    track = reader.slider("order_value").bounding_box()
    reader.page.mouse.click(track["x"] + track["width"] * 0.8, track["y"] + track["height"] / 2)
    reader.reads("not-needed")
    typed = reader.field("order_value").input_value()
    assert len(typed.strip("0")) <= 2 and 1_000 < float(typed) < 5_000


def test_the_number_moves_its_slider(reader: Reader) -> None:
    reader.opens_tool().types(margin="90")
    assert reader.slider("margin").input_value() == "1000"
    reader.types(margin="0")
    assert reader.slider("margin").input_value() == "0"
    reader.reads("not-ready-margin")


def test_the_number_by_keyboard_alone(reader: Reader) -> None:
    reader.opens_tool()
    reader.field("margin").focus()
    for _ in range(6):
        reader.page.keyboard.press("ArrowDown")
    reader.reads("native-conditional")
    assert reader.field("margin").input_value() == "39"
    reader.page.keyboard.press("ArrowUp")
    reader.reads("native")
    reader.page.keyboard.press("Shift+ArrowDown")
    assert reader.field("margin").input_value() == "30"
    reader.page.keyboard.press("Enter")
    assert reader.path == "/en/tools/fit/", "Enter must not send the form"
    reader.reads("native-conditional")


def test_tab_reaches_every_question_and_no_slider(reader: Reader) -> None:
    reader.opens_tool()
    reader.field("margin").focus()
    reached = []
    for _ in range(6):
        reached.append(reader.page.evaluate("document.activeElement.name || document.activeElement.dataset.unknown"))
        reader.page.keyboard.press("Tab")
    assert reached == ["margin", "margin", "orders_per_year", "orders_per_year", "order_value", "order_value"]


@EVERY_LANGUAGE
def test_a_case_fills_the_form(reader: Reader, language: str) -> None:
    reader.opens_tool(f"/{language}/tools/fit/")
    reader.tries("renovation")
    reader.reads("service-conditional")
    assert reader.main_answers() == ("38", "0.5", "6000")
    reader.notes("from-case", name=reader.preset("renovation").text_content())


def test_a_case_after_a_case_starts_from_the_example_again(reader: Reader) -> None:
    reader.opens_tool()
    reader.tries("baby-formula")  # switches monopoly off
    reader.reads("not-ready-margin")
    assert reader.answers()["monopoly"] == "false"
    reader.tries("coffee-shop")
    reader.reads("native")
    assert reader.answers()["monopoly"] == "true"


def test_own_numbers_come_back_after_a_case(reader: Reader) -> None:
    reader.opens_tool().types(margin="33", orders_per_year="5", order_value="777")
    reader.tries("coffee-shop")
    reader.reads("native")
    reader.note.get_by_role("button").click()
    reader.reads("service-conditional")
    assert reader.main_answers() == ("33", "5", "777")


@EVERY_LANGUAGE
def test_not_knowing_what_does_not_matter(reader: Reader, language: str) -> None:
    reader.opens_tool(f"/{language}/tools/fit/").types(margin="10")
    reader.unknown("order_value").click()
    reader.reads("not-ready-margin")
    named = word(language, "decided-anyway", labels="").split("“")[0]
    assert named in reader.result.inner_text()


@EVERY_LANGUAGE
def test_not_knowing_what_matters(reader: Reader, language: str) -> None:
    reader.opens_tool(f"/{language}/tools/fit/")
    reader.unknown("order_value").click()
    reader.reads("undecided")
    shown = reader.result.inner_text()
    assert label(language, "native") in shown and label(language, "not-needed") in shown
    assert word(language, "measure-first", label="").split("：" if language == "zh" else ":")[0] in shown
    reader.unknown("order_value").click()  # the number is still there to come back to
    reader.reads("native")
    assert reader.field("order_value").input_value() == "60"


def test_typing_takes_dont_know_back(reader: Reader) -> None:
    reader.opens_tool()
    reader.unknown("margin").click()
    reader.reads("undecided")
    reader.types(margin="50")
    reader.reads("native")
    assert reader.unknown("margin").get_attribute("aria-pressed") == "false"


def test_a_question_mark_typed_is_dont_know(reader: Reader) -> None:
    reader.opens_tool().types(margin="？")
    reader.reads("undecided")


@EVERY_LANGUAGE
def test_near_a_cut_the_neighbours_are_named(reader: Reader, language: str) -> None:
    reader.opens_tool(f"/{language}/tools/fit/").types(orders_per_year="7")
    reader.reads("native")
    also = reader.result.get_by_text(word(language, "also"))
    expect(also).to_contain_text(label(language, "not-suitable"))
    assert reader.result.locator('[data-rule="grey-band"]').count() == 1
    reader.types(orders_per_year="24")
    expect(also).to_have_count(0)


def test_changing_a_cut(reader: Reader) -> None:
    reader.opens_tool().types(frequency_cut="30")
    reader.reads("not-suitable")
    reader.types(frequency_cut="6", margin_pass="50")
    reader.reads("native-conditional")
    reader.types(order_value="900", margin_pass="40")
    reader.reads("not-needed")
    reader.field("monopoly").select_option("false")
    reader.reads("hybrid")
    reader.field("monopoly").select_option("?")
    reader.reads("undecided")


@EVERY_LANGUAGE
def test_a_bad_number_gets_a_sentence_and_the_rest_an_answer(reader: Reader, language: str) -> None:
    reader.opens_tool(f"/{language}/tools/fit/").types(margin="a lot", orders_per_year="2", order_value="900")
    reader.reads("service")  # with the example's margin
    expect(reader.problem("margin")).to_have_text(
        word(language, "problem-number", label=asked(language, "margin"), example=45)
    )
    assert reader.field("margin").get_attribute("aria-invalid") == "true"
    assert reader.field("margin").input_value() == "a lot", "what was typed stays"
    assert reader.problem("order_value").inner_text() == ""
    reader.types(margin="50")
    expect(reader.problem("margin")).to_have_text("")
    assert reader.field("margin").get_attribute("aria-invalid") is None


def test_every_kind_of_bad_number(reader: Reader) -> None:
    reader.opens_tool()
    for text, key, bound in (
        ("-1", "problem-low", "0%"),
        ("140", "problem-high", "100%"),
        ("", "problem-empty", ""),
        ("a few", "problem-number", ""),
        ("1,2,3", "problem-number", ""),
    ):
        reader.types(margin=text)
        expect(reader.problem("margin")).to_have_text(
            word("en", key, label=asked("en", "margin"), bound=bound, example=45)
        )
        reader.reads("native")


def test_cuts_that_contradict_each_other(reader: Reader) -> None:
    reader.opens_tool().types(margin_warn="60")
    expect(reader.problem("margin_warn")).to_have_text(word("en", "problem-warn-above-pass"))
    reader.reads("native")  # by the usual cuts


def test_numbers_as_people_type_them(reader: Reader) -> None:
    reader.opens_tool("/zh/tools/fit/")
    for name, typed, verdict in (
        ("margin", "２０", "not-ready-margin"),
        ("margin", "２０％", "not-ready-margin"),
        ("order_value", "1.2万", "not-needed"),
        ("order_value", "１，２００", "not-needed"),
        ("order_value", "¥1,200", "not-needed"),
        ("order_value", "1200元", "not-needed"),
        ("order_value", "2k", "not-needed"),
    ):
        reader.types(margin="45", order_value="60").reads("native")
        reader.types(**{name: typed}).reads(verdict)
        assert reader.problem(name).text_content() == ""
        assert reader.field(name).input_value() == typed


@EVERY_LANGUAGE
def test_the_verdict_is_announced_once_when_the_hand_rests(readers: Callable[..., Reader], language: str) -> None:
    """The hand rests when the clock is moved, and not when the machine is slow."""
    reader = readers()
    reader.page.clock.install(time="2026-03-02T08:00:00")
    reader.opens_tool(f"/{language}/tools/fit/")
    reader.page.clock.pause_at("2026-03-02T09:00:00")
    assert reader.announced.inner_text() == ""
    reader.page.evaluate(
        """() => { globalThis.heard = [];
             const place = document.querySelector("tonghao-tool [role=status]");
             new MutationObserver(() => heard.push(place.textContent)).observe(place, { childList: true, characterData: true, subtree: true }); }"""
    )
    reader.field("margin").focus()
    reader.types(margin="30").reads("native-conditional")
    reader.types(margin="20").reads("not-ready-margin")
    sentence = title(language, "not-ready-margin")
    assert reader.announced.inner_text() == ""
    reader.page.clock.run_for(1_000)
    expect(reader.announced).to_have_text(sentence)
    reader.types(margin="19")  # the same verdict is not said again
    reader.settled()
    reader.page.clock.run_for(1_000)
    reader.types(margin="45", orders_per_year="1").reads("not-suitable")
    reader.page.clock.run_for(1_000)
    expect(reader.announced).to_have_text(title(language, "not-suitable"))
    assert reader.page.evaluate("heard") == [sentence, title(language, "not-suitable")]
    assert reader.announced.get_attribute("aria-live") == "polite"
