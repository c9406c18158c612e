"""A reader presses "Keep for offline"; then the network is off, and the server too."""

import json
import os
import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from bench.server import Fault, SiteServer
from browser.faults import breaks
from browser.reader import Reader, library, readers_of, word
from browser.test_search_finds_in_its_own_language import search
from tonghao import offline

pytestmark = pytest.mark.browser
ROOT = Path(__file__).parents[2]
NO_NETWORK = "net::ERR_|Failed to fetch|Network error|HttpErrorResponse"
FEW = re.compile(r"^(|404.html|assets/(shell|runtime|javascripts|stylesheets)/.*|../(keep|fit|tools/fit)/)$")
STORED = "async () => (await caches.keys()).length"


@pytest.fixture
def copy(running: SiteServer, folder: Path, tmp_path: Path) -> Path:
    """The built site, to change without changing it for others: files are links, and are replaced, never written to."""
    return Path(shutil.copytree(folder, tmp_path / "copy", copy_function=os.link))


@pytest.fixture
def few(copy: Path) -> None:
    """A list of few files, where it does not matter how many: storing them all takes its time."""
    about = json.loads((copy / offline.LIST).read_text("utf-8"))
    about["files"] = {address: what for address, what in about["files"].items() if FEW.search(address)}
    assert 20 < len(about["files"]) < 100
    replace(copy / offline.LIST, json.dumps(about))


@pytest.fixture
def readers(browser: Browser, copy: Path) -> Iterator[Callable[..., Reader]]:
    """Readers of a site of their own, which may go down."""
    with SiteServer(copy) as server, readers_of(server, browser) as make:
        yield make


@pytest.fixture
def reader(readers: Callable[..., Reader]) -> Reader:
    return readers()


def press(reader: Reader, act: str) -> None:
    reader.page.locator(f'tonghao-offline [data-do="{act}"]').click()


def news(reader: Reader, key: str) -> None:
    expect(reader.page.locator('[data-part="news"]')).to_have_text(word(reader.language, key), timeout=60_000)


def keeps(reader: Reader, language: str = "en") -> Reader:
    reader.open(f"/{language}/keep/")
    press(reader, "keep")
    news(reader, "offline-done")
    return reader


def goes_off(reader: Reader) -> None:
    """Nothing answers any more: the reader has no line, and nobody would be at its other end."""
    reader.expects(NO_NETWORK)
    reader.context.set_offline(True)
    reader.server.faults.clear()
    reader.server.places = []


def publish(site: Path, changes: dict[str, tuple[str, str]], moved: tuple[Path, Path] | None = None) -> None:
    """A new version of the site, finished as the build finishes it. ``changes``: file -> (old text, new text)."""
    for name, (old, new) in changes.items():
        text = (site / name).read_text("utf-8")
        assert old in text
        replace(site / name, text.replace(old, new))
    if moved:
        moved[0].rename(moved[1])
    before = json.loads((site / offline.LIST).read_text("utf-8"))["files"]
    for name in (offline.LIST, offline.WORKER):
        (site / name).unlink()
    offline.write(site, ROOT, "9.9.9")
    about = json.loads((site / offline.LIST).read_text("utf-8"))
    new = {moved[1].relative_to(site).as_posix()} if moved else set()
    about["files"] = {address: what for address, what in about["files"].items() if address in {*before, *new}}
    replace(site / offline.LIST, json.dumps(about))


def replace(file: Path, text: str) -> None:
    file.unlink()
    file.write_text(text, "utf-8")


def test_everything_is_there_with_the_network_off(reader: Reader, copy: Path) -> None:
    keeps(reader)
    expect(reader.page.locator('[data-part="state"]')).to_contain_text(library().site.version)
    listed = json.loads((copy / offline.LIST).read_text("utf-8"))["files"]
    goes_off(reader)
    missing = reader.page.evaluate(
        """async addresses => {
             const asked = addresses.map(async one => [one, (await fetch(`/${one}`).catch(() => null))?.status]);
             return (await Promise.all(asked)).filter(([, status]) => status !== 200);
           }""",
        list(listed),
    )
    assert len(listed) > 400 and missing == []
    for path in ("/", "/en/fit/", "/zh/workshops/", "/en/cases/kaishu", "/zh/board/index.html", "/en/keep/"):
        reader.open(path)
        expect(reader.page.locator("h1").first).to_be_visible()
    reader.open("/zh/fit/")
    assert "/zh/cold-start/" in search(reader, "冷启动")
    reader.opens_tool("/en/tools/fit/")
    reader.types(margin="5")
    reader.reads("not-ready-margin")
    reader.page.locator("a.tg-language").click()
    reader.page.wait_for_url("**/zh/tools/fit/")
    assert "/en/thresholds/" in search(reader.open("/en/fit/"), "threshold")


@pytest.mark.usefixtures("few")
def test_what_is_not_kept_is_said_and_data_is_never_a_page(reader: Reader) -> None:
    keeps(reader)
    goes_off(reader)
    reader.expects("status of 404")
    asked = "fetch('/en/nothing.json').then(response => response.text(), () => 'no answer')"
    assert reader.page.evaluate(asked) == "no answer"
    response = reader.page.goto(f"{reader.server.url}/en/nothing/")
    assert response and response.status == 404
    expect(reader.page.locator("h1")).to_have_text(word("en", "not-found"))


@pytest.mark.usefixtures("few")
def test_a_slow_line_is_not_waited_for(reader: Reader) -> None:
    keeps(reader)
    reader.server.faults["/zh/fit/"] = Fault(delay=25)
    reader.page.goto(f"{reader.server.url}/zh/fit/", timeout=12_000)
    expect(reader.page.locator("h1")).to_be_visible()


@pytest.mark.usefixtures("few")
def test_an_update_leaves_an_edit_alone_and_takes_only_what_changed(reader: Reader, copy: Path) -> None:
    keeps(reader)
    reader.opens_tool("/en/tools/fit/")
    reader.types(order_value="123")
    worker = next((copy / "assets" / "shell").glob("worker.*.mjs"))
    renamed = worker.with_name("worker.0123456789.mjs")
    news_of_all = {"zh/fit/index.html": ("<h1", "<h1 data-new")}
    news_of_all |= dict.fromkeys(("en/tools/fit/index.html", "zh/tools/fit/index.html"), (worker.name, renamed.name))
    publish(copy, news_of_all, (worker, renamed))
    second = Reader(reader.context, reader.server)
    second.open("/zh/keep/")
    there = re.compile(word("zh", "offline-update-there", size=r"\d+"))
    expect(second.page.locator('[data-part="update"]')).to_have_text(there)
    reader.server.log.clear()
    press(second, "keep")
    news(second, "offline-done")
    expect(second.page.locator('[data-part="state"]')).to_contain_text("9.9.9")
    fetched = {one.path for one in reader.server.log if one.status == 200} - {"/offline.json", "/sw.js", "/zh/keep/"}
    assert fetched <= {"/zh/fit/", "/en/tools/fit/", "/zh/tools/fit/", f"/assets/shell/{renamed.name}"}
    goes_off(reader)
    second.expects(NO_NETWORK)
    second.open("/zh/fit/")
    expect(second.page.locator("h1[data-new]")).to_be_visible()
    # The page of the old version starts its Python only now, by a worker that the new version has no longer.
    reader.types(margin="5")
    reader.reads("not-ready-margin")
    reader.opens_tool("/en/tools/fit/")
    assert reader.answers()["order_value"] == "123"


@pytest.mark.usefixtures("few")
def test_removing_it_leaves_nothing_but_the_answers(reader: Reader) -> None:
    keeps(reader)
    reader.page.evaluate("localStorage.setItem('tonghao:1:fit', '{\"form\":{}}')")
    press(reader, "remove")
    news(reader, "offline-removed")
    assert reader.page.evaluate(STORED) == 0
    assert reader.page.evaluate("async () => (await navigator.serviceWorker.getRegistrations()).length") == 0
    assert reader.page.evaluate("localStorage.getItem('tonghao:1:fit')") == '{"form":{}}'
    expect(reader.page.locator('[data-do="keep"]')).to_be_visible()


@pytest.mark.usefixtures("few")
@pytest.mark.parametrize("foreseen", [True, False])
def test_without_room_nothing_half_stays_behind(readers: Callable[..., Reader], foreseen: bool) -> None:
    reader = readers(None if foreseen else "delete globalThis.StorageManager?.prototype.estimate")
    session = reader.context.new_cdp_session(reader.page)
    quota = {"origin": reader.server.url, "quotaSize": 9_000_000}
    session.send("Storage.overrideQuotaForOrigin", quota)
    reader.open("/zh/keep/")
    press(reader, "keep")
    news(reader, "offline-fail-space")
    assert reader.page.evaluate(STORED) == 0
    assert reader.page.evaluate("async () => (await navigator.serviceWorker.getRegistrations()).length") == 0
    expect(reader.page.locator('[data-do="keep"]')).to_be_visible()


@pytest.mark.usefixtures("few")
def test_a_line_lost_halfway_or_a_file_of_another_version(reader: Reader) -> None:
    reader.open("/en/keep/")
    reader.server.faults["/en/fit/"] = Fault(body=b"<h1>another version</h1>", type="text/html")
    reader.expects("digest|integrity", NO_NETWORK)
    press(reader, "keep")
    news(reader, "offline-fail-changed")
    reader.server.faults |= {"/zh/fit/": Fault(hang_up=True), "/offline.json": Fault(hang_up=True)}
    del reader.server.faults["/en/fit/"]
    press(reader, "keep")
    news(reader, "offline-fail-network")
    assert reader.page.evaluate(STORED) == 0


@pytest.mark.usefixtures("few")
@pytest.mark.parametrize("kind", ["missing", "type", "other"])
def test_a_site_without_its_worker_keeps_nothing(reader: Reader, kind: str) -> None:
    breaks(reader.server, f"/{offline.WORKER}", kind)
    reader.expects("Failed to load resource", "ServiceWorker", "unsupported MIME", "bad HTTP response code")
    reader.open("/en/keep/")
    press(reader, "keep")
    news(reader, "offline-fail-changed")
    assert reader.page.evaluate(STORED) == 0


def test_nothing_is_kept_unless_asked(reader: Reader) -> None:
    language = "zh"
    reader.open(f"/{language}/").open(f"/{language}/keep/")
    expect(reader.page.locator('[data-part="state"]')).to_have_text(word(language, "offline-not-kept"))
    size = re.escape(word(language, "offline-size", size="?")).replace(r"\?", r"\d\d+", 1)
    expect(reader.page.locator('[data-part="size"]')).to_have_text(re.compile(f"^{size}$"))
    reader.page.locator('[data-part="python"]').uncheck()
    assert reader.page.evaluate(STORED) == 0
    assert reader.page.evaluate("async () => (await navigator.serviceWorker.getRegistrations()).length") == 0
