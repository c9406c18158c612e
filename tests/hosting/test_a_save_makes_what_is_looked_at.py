"""``make serve``: a page is made when a browser asks for it, from what was saved last."""

from __future__ import annotations

import json
import time
import urllib.error
from collections.abc import Iterator

import pytest

from hosting.served import Server, served, surround
from pages import small

pytestmark = pytest.mark.browser
PATIENCE = 60  # s; a save shows in one, on a machine with nothing else to do


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    folder = tmp_path_factory.mktemp("served")
    small.put(folder)
    with served(surround(folder), "en/", PATIENCE) as server:
        yield server


def test_every_kind_of_address_is_made_when_asked_for(server: Server) -> None:
    page = server.get("zh/alpha/")
    assert page.count("</html>") == 1 and '<html lang="zh' in page
    assert "</html>" in server.get("en/beta")  # sent on to the address with its last /
    assert "/en/beta/" in server.get("en/sitemap.xml") and "/zh/beta/" in server.get("sitemap.xml")
    found = json.loads(server.get("en/search/search_index.json"))["docs"]
    assert any(one["location"].startswith("alpha/") for one in found)
    hub = server.get("en/plan/").split("assets/hubs/")[1].split(".json")[0]
    assert json.loads(server.get(f"assets/hubs/{hub}.json"))["language"] == "en"
    with pytest.raises(urllib.error.HTTPError, match="404"):
        server.get("en/no/such/page/")


def test_who_starts_it_reads_no_warning(server: Server) -> None:
    said = server.said.read_text("utf-8").split("Serving on")
    assert len(said) > 1 and "WARNING" not in said[0]


def test_what_was_saved_is_on_every_page_that_says_it(server: Server) -> None:
    server.get("en/alpha/")
    small.edit(server.playbook, "alpha.yml", lambda page: page["title"].update(en="Saved a moment ago"))
    server.shows("en/alpha/", lambda text: "<h1" in text and "Saved a moment ago</h1>" in text)
    assert "Saved a moment ago" in server.get("en/beta/"), "the menu"
    assert "Saved a moment ago" in server.get("en/search/search_index.json")


def test_a_mistake_leaves_the_last_good_site_up(server: Server) -> None:
    path = server.playbook / "beta.yml"
    good = path.read_text("utf-8")
    path.write_text(good.replace("kind:", "kindd:", 1), "utf-8")
    end = time.monotonic() + PATIENCE
    while "beta.yml:1:" not in server.said.read_text("utf-8"):
        assert time.monotonic() < end, server.said.read_text("utf-8")
        time.sleep(0.05)
    assert "The last good version is still being served." in server.said.read_text("utf-8")
    assert "</html>" in server.get("en/beta/")
    path.write_text(good, "utf-8")
    small.edit(server.playbook, "beta.yml", lambda page: page["point"].update(en="Mended since."))
    assert "Traceback" not in server.said.read_text("utf-8")
    server.shows("en/beta/", lambda text: "Mended since." in text)
