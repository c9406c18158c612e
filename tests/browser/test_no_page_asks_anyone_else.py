import re

import pytest

from bench.server import SiteServer
from browser.reader import LANGUAGES, Reader
from browser.tour import Stop

pytestmark = pytest.mark.browser

ASKED_BY_ITSELF = re.compile(
    r"""(?:<(?:script|img|iframe|source|video|audio|embed)\b[^>]*?\ssrc|<link\b[^>]*?\shref)=["']((?:https?:)?//[^"']+)"""
)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_request_log_of_all_pages_names_our_server_only(
    tour: dict[str, list[Stop]], server: SiteServer, language: str
) -> None:
    asked = [url for stop in tour[language] for url in stop.asked]
    assert len(asked) > 200
    assert {url for url in asked if not url.startswith((f"{server.url}/", "data:", "blob:"))} == set()
    assert sum(stop.cookies for stop in tour[language]) == 0


def test_nor_does_the_tool_while_it_computes(reader: Reader, server: SiteServer) -> None:
    asked: list[str] = []
    reader.context.on("request", lambda request: asked.append(request.url))
    reader.opens_tool().types(margin="20").reads("not-ready-margin")
    assert any(".wasm" in url for url in asked), "requests of the worker are seen"
    assert [url for url in asked if not url.startswith(f"{server.url}/")] == []
    assert not any("margin" in url or "20" in url.rpartition("/")[2].split(".")[0] for url in asked)


def test_no_file_of_the_site_would(server: SiteServer) -> None:
    site = server.find("/404.html").parent
    found = {
        f"{page.relative_to(site)}: {address}"
        for page in site.rglob("*.html")
        for address in ASKED_BY_ITSELF.findall(page.read_text("utf-8"))
        if not address.startswith(f"{server.url}/")
    }
    assert found == set()
    styles = [
        path for path in site.rglob("*.css") if re.search(r"(@import|url\()\s*[\"']?https?://", path.read_text("utf-8"))
    ]
    assert styles == []
