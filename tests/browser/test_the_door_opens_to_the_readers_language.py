from collections.abc import Callable

import pytest

from browser.reader import LANGUAGES, Reader

pytestmark = pytest.mark.browser


def arrives(reader: Reader, language: str) -> None:
    reader.open("/")
    reader.page.wait_for_url(f"{reader.server.url}/{language}/")
    reader.page.wait_for_load_state()


@pytest.mark.parametrize(
    ("locale", "language"),
    [("en-GB", "en"), ("zh-CN", "zh"), ("zh-Hant-TW", "zh"), ("fr-FR", "en")],
)
def test_by_the_browsers_language(readers: Callable[..., Reader], locale: str, language: str) -> None:
    arrives(readers(locale=locale), language)


def test_by_the_first_language_we_speak(readers: Callable[..., Reader]) -> None:
    reader = readers("Object.defineProperty(navigator, 'languages', { get: () => ['de', 'zh-TW', 'en'] })")
    arrives(reader, "zh")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_last_choice_counts_more(readers: Callable[..., Reader], language: str) -> None:
    reader = readers(locale="zh-CN" if language == "en" else "en-US")
    arrives(reader, "zh" if language == "en" else "en")
    reader.page.locator("a[data-language]:visible").click()
    reader.page.wait_for_url(f"**/{language}/")
    arrives(reader, language)


def test_the_door_is_not_in_the_way_back(readers: Callable[..., Reader]) -> None:
    reader = readers()
    reader.open("/404.html")
    arrives(reader, "en")
    reader.page.go_back()
    reader.page.wait_for_url("**/404.html")


def test_a_shared_answer_passes_through(readers: Callable[..., Reader]) -> None:
    reader = readers()
    reader.open("/#fit?margin=0.2&orders_per_year=24&order_value=60")
    reader.page.wait_for_url("**/en/#fit*")
    reader.reads("not-ready-margin")


def test_without_scripts_there_are_two_doors(readers: Callable[..., Reader]) -> None:
    reader = readers(java_script_enabled=False)
    for language in LANGUAGES:
        reader.loads("/")
        assert reader.page.get_by_role("link").count() == 2
        reader.page.locator(f"a[hreflang^={language}]").click()
        reader.page.wait_for_url(f"**/{language}/")
