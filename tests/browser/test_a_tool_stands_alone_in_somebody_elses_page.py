from collections.abc import Callable

import pytest

from browser.axe import violations
from browser.reader import LANGUAGES, Reader, until

pytestmark = pytest.mark.browser

HOST = """<!doctype html><title>host</title><iframe id=tool style="width:100%;height:40px;border:0"></iframe><script>
  addEventListener("message", (event) => {
    const frame = document.getElementById("tool");
    if (event.source === frame.contentWindow && event.data?.type === "tonghao:height") frame.style.height = `${event.data.height}px`;
  });
</script>"""
FITS = """(() => {
  const frame = document.getElementById("tool");
  const { height } = frame.contentDocument.querySelector("[data-embed]").getBoundingClientRect();
  return height > 100 && parseFloat(getComputedStyle(frame).height) === Math.ceil(height);
})()"""


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_tells_its_height_and_answers(readers: Callable[..., Reader], language: str) -> None:
    reader = readers(viewport={"width": 400, "height": 800})
    reader.page.route("**/host/", lambda route: route.fulfill(body=HOST, content_type="text/html"))
    reader.open("/host/")
    reader.page.eval_on_selector("#tool", f"frame => frame.src = '/{language}/embed/fit/'")
    frame = reader.page.frame_locator("#tool")
    frame.locator("tonghao-tool[data-live]").wait_for()
    frame.locator("[name=margin]").fill("10")
    frame.locator("[data-verdict=not-ready-margin]").wait_for()
    until(reader.page, FITS)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_it_has_no_menu_no_barrier_and_follows_the_system(readers: Callable[..., Reader], scheme: str) -> None:
    reader = readers(color_scheme=scheme)
    reader.opens_tool("/en/embed/fit/")
    assert reader.page.locator("header, nav, footer").count() == 0
    assert violations(reader.page) == []
    scheme_of_body = reader.page.locator("body").get_attribute("data-md-color-scheme")
    assert scheme_of_body == {"light": "default", "dark": "slate"}[scheme]
