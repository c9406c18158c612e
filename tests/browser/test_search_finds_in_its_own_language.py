import pytest
from playwright.sync_api import TimeoutError, expect

from browser.reader import LANGUAGES, PATIENCE, Reader, library, word

pytestmark = pytest.mark.browser

BOX = "[data-md-component=search-query]"
RESULTS = "[data-md-component=search-result] ol > li"


def search(reader: Reader, text: str) -> list[str]:
    """The addresses found. A page that has just been swapped in closes the search once more: then it is opened again."""
    for patience in (4_000, PATIENCE):
        reader.page.evaluate("document.activeElement?.blur()")  # in a field the key would be the field's
        reader.page.locator("body").press("/")
        box = reader.page.locator(BOX)
        expect(box).to_be_focused()
        box.fill("")
        box.press_sequentially(text)
        box.press("End")  # characters that no key makes come without the key's events
        try:
            reader.page.locator(f"{RESULTS} a").first.wait_for(timeout=patience)
            break
        except TimeoutError:
            if patience == PATIENCE:
                raise
            box.blur()  # closed, it still has the focus, and would not open again
    return reader.page.eval_on_selector_all(f"{RESULTS} a", "all => all.map(one => one.pathname)")


@pytest.mark.parametrize(
    ("language", "text", "page"),
    [
        ("zh", "启动", "cold-start"),
        ("zh", "冷启动", "cold-start"),
        ("zh", "门槛", "thresholds"),
        ("en", "threshold", "thresholds"),
        ("en", "Cold start", "cold-start"),
    ],
)
def test_a_word_of_the_language(reader: Reader, language: str, text: str, page: str) -> None:
    reader.open(f"/{language}/fit/")
    found = search(reader, text)
    assert f"/{language}/{page}/" in found
    assert [path for path in found if not path.startswith(f"/{language}/")] == []
    reader.page.locator(f"{RESULTS} a[href*='/{language}/{page}/']").first.click()
    reader.page.wait_for_url(f"**/{language}/{page}/**")
    expect(reader.page.locator("main article h1")).to_contain_text(
        library().playbooks[page].title[language].split("：")[0]
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_word_of_the_other_language_finds_nothing_there(reader: Reader, language: str) -> None:
    reader.open(f"/{language}/")
    reader.page.locator("body").press("/")
    expect(reader.page.locator(BOX)).to_be_focused()
    reader.page.locator(BOX).press_sequentially({"en": "哪一项手册", "zh": "whichever"}[language])
    reader.page.locator(BOX).press("End")
    meta = reader.page.locator("[data-md-component=search-result] .md-search-result__meta")
    nothing = {"en": "No matching documents", "zh": "没有找到符合条件的结果"}[language]
    expect(meta).to_have_text(nothing, timeout=PATIENCE)


@pytest.mark.parametrize("language", LANGUAGES)
def test_after_pages_were_swapped_in_without_loading(reader: Reader, language: str) -> None:
    reader.open(f"/{language}/")
    reader.page.locator(f"nav.md-tabs a[href$='/{language}/cases/']").click()
    expect(reader.page.locator("main article h1")).to_have_text(word(language, "cases"))
    found = search(reader, {"en": "threshold", "zh": "启动"}[language])
    assert found and all(path.startswith(f"/{language}/") for path in found)


def test_the_index_waits_until_somebody_searches(reader: Reader) -> None:
    asked: list[str] = []
    reader.page.on("request", lambda request: asked.append(request.url))
    reader.open("/en/cold-start/")
    reader.page.wait_for_load_state("networkidle")
    assert asked and not [url for url in asked if url.endswith("search_index.json")]
    with reader.page.expect_response("**/search/search_index.json"):
        reader.page.locator("body").press("/")


def test_the_index_comes_at_once_for_a_page_found_by_searching(reader: Reader) -> None:
    with reader.page.expect_response("**/search/search_index.json"):
        reader.open("/en/cold-start/?h=seed")
    expect(reader.page.locator("main mark").first).to_be_visible()
