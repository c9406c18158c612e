"""One fault of each kind in Firefox, which has its own errors, limits and habits; the whole table is Chromium's."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from bench.server import Fault, SiteServer
from browser.faults import breaks, path_of, runtime
from browser.firefox import Firefox, Tab
from browser.reader import title, word

pytestmark = pytest.mark.browser

FIT = "/en/tools/fit/"
MARGIN = 'tonghao-tool form [name="margin"]'
STATUS = "document.querySelector('[data-status]')"
RESULT = "document.querySelector('[data-result]')"
SERVED = f"{RESULT}.querySelector('[data-verdict=native]') !== null"
TRACES = r"/Traceback|\w+Error\b|\bundefined\b|\[object |\bNaN\b/.test(document.body.innerText)"
FORBIDDEN = """() => { for (const name of ["localStorage", "sessionStorage"])
  Object.defineProperty(globalThis, name, { configurable: true, get() { throw new DOMException("denied", "SecurityError"); } }); }"""
FULL = """() => { Storage.prototype.setItem = () => { throw new DOMException("full", "QuotaExceededError"); }; }"""
WRONG_CLOCK = """() => { const Right = Date; globalThis.Date = class extends Right {
  constructor(...given) { given.length ? super(...given) : super("2126-01-01"); }
  static now() { return new Right("2126-01-01").getTime(); } }; }"""


@pytest.fixture(scope="module")
def firefox() -> Iterator[Firefox]:
    with Firefox(**{"browser.cache.disk.enable": False, "browser.cache.memory.enable": False}) as firefox:
        yield firefox


@pytest.fixture
def tab(firefox: Firefox, server: SiteServer) -> Iterator[Tab]:
    """A tab in which nothing is kept. Firefox keeps no copies of files here: a fault of one test must not be met in the next."""
    tab = firefox.open(f"{server.url}/404.html")
    tab.value("(localStorage.clear(), 1)")
    yield tab
    assert not tab.value(TRACES)
    tab.closes()


def before(firefox: Firefox, script: str) -> str:
    """A script that runs before any of a page's; gives what ends it."""
    return firefox.ask("script.addPreloadScript", functionDeclaration=script)["script"]


def opens(tab: Tab, server: SiteServer, address: str = FIT) -> Tab:
    tab.goes(f"{server.url}{address}")
    tab.wait("document.querySelector('tonghao-tool[data-live]') !== null")
    return tab


def reads(tab: Tab, verdict: str) -> None:
    tab.wait(f"document.querySelector('[data-result]:not([aria-busy]) [data-verdict={verdict}]') !== null")
    assert title("en", verdict).split("{")[0] in tab.value(f"{RESULT}.innerText")


def says(tab: Tab, key: str) -> None:
    tab.wait(f"{STATUS}.innerText.includes({word('en', key)!r})")
    assert tab.value(SERVED), "the answer made at build time stays"


def test_python_is_missing_then_there(tab: Tab, server: SiteServer) -> None:
    for path in runtime(server).values():
        server.faults[path] = Fault(status=404)
    opens(tab, server).types(MARGIN, "20")
    says(tab, "fail-runtime")
    server.faults.clear()
    tab.clicks("[data-status] button")
    reads(tab, "not-ready-margin")


def test_the_quick_start_is_cut_off(tab: Tab, server: SiteServer) -> None:
    for role in ("memory", "lean"):
        breaks(server, runtime(server)[role], "cut")
    opens(tab, server).types(MARGIN, "20")
    reads(tab, "not-ready-margin")


def test_the_line_is_slow_and_types_are_wrong(tab: Tab, server: SiteServer) -> None:
    paths = runtime(server)
    breaks(server, path_of(server, "assets/shell/main.*.mjs"), "slow")
    breaks(server, paths["lock"], "type")
    opens(tab, server).types(MARGIN, "20")
    reads(tab, "not-ready-margin")


def test_our_script_never_comes(tab: Tab, server: SiteServer) -> None:
    breaks(server, path_of(server, "assets/shell/fields.*.mjs"), "missing")
    tab.goes(f"{server.url}{FIT}")
    sentence = "document.querySelector('.tg-unstarted')"
    rest = "document.getAnimations().forEach((one) => one.finish())"  # a slow line has its time
    tab.wait(f"({rest}, getComputedStyle({sentence}).visibility === 'visible')")
    assert tab.value(f"{sentence}.innerText") == word("en", "not-started")
    assert tab.value(SERVED)


@pytest.mark.parametrize("memory", [FORBIDDEN, FULL], ids=["forbidden", "full"])
def test_nothing_can_be_kept(firefox: Firefox, tab: Tab, server: SiteServer, memory: str) -> None:
    """Firefox throws when an address is changed too often: a hand on a slider does that."""
    script = before(firefox, memory)
    try:
        opens(tab, server)
        tab.value(
            """(() => { const field = document.querySelector('[name=margin]');
              for (let turn = 0; turn < 400; turn += 1) { field.value = String(turn % 40); field.dispatchEvent(new Event("input", { bubbles: true })); } })()"""
        )
        tab.types(MARGIN, "20")
        reads(tab, "not-ready-margin")
        tab.wait("location.hash.includes('margin=20&')")
        tab.goes(tab.value("location.href"))
        tab.value("(globalThis.before = true, location.reload(), 1)")
        tab.wait(
            "!globalThis.before && document.querySelector('tonghao-tool[data-live] [name=margin]')?.value === '20'"
        )
        reads(tab, "not-ready-margin")
    finally:
        firefox.ask("script.removePreloadScript", script=script)


def test_what_was_kept_makes_no_sense(tab: Tab, server: SiteServer) -> None:
    for kept in ('{"form": 7}', "[1]", '{"form": {"margin": [[[]]]}}', "{"):
        tab.value(f"(localStorage.setItem('tonghao:1:fit', {kept!r}), 1)")
        opens(tab, server)
        assert tab.value(SERVED)


def test_the_worker_dies(tab: Tab, server: SiteServer) -> None:
    body = b"self.onmessage = ({ data }) => { if (data.type === 'start') postMessage({ type: 'ready' }); else setTimeout(() => { throw new Error('dead'); }); };"
    server.faults[runtime(server)["worker"]] = Fault(body=body, type="text/javascript")
    opens(tab, server).types(MARGIN, "5")  # one key, one question
    says(tab, "fail-python")
    server.faults.clear()
    tab.clicks("[data-status] button")
    reads(tab, "not-ready-margin")


def test_two_tabs_at_once(firefox: Firefox, tab: Tab, server: SiteServer) -> None:
    opens(tab, server).types(MARGIN, "20")
    reads(tab, "not-ready-margin")
    other = opens(firefox.open(f"{server.url}/404.html"), server)
    other.types(MARGIN, "50")
    reads(other, "native")
    other.closes()
    tab.wait("document.querySelector('[name=margin]').value === '50'")
    reads(tab, "native")
    assert word("en", "other-tab") in tab.value("document.querySelector('[data-note]').innerText")
    tab.clicks("[data-note] button")
    reads(tab, "not-ready-margin")


def test_the_clock_is_wrong(firefox: Firefox, tab: Tab, server: SiteServer) -> None:
    script = before(firefox, WRONG_CLOCK)
    try:
        opens(tab, server).types(MARGIN, "20")
        reads(tab, "not-ready-margin")
    finally:
        firefox.ask("script.removePreloadScript", script=script)


def test_the_site_is_renewed_in_the_middle_of_an_edit(tab: Tab, server: SiteServer) -> None:
    old = runtime(server)
    page = server.find(FIT).read_bytes()
    for path in old.values():
        server.faults[path] = Fault(status=404)
    opens(tab, server)
    renewed = page.replace(old["worker"].rpartition("/")[2].encode(), b"worker.0123456789.mjs")
    server.faults[FIT] = Fault(body=renewed, type="text/html; charset=utf-8")
    tab.types(MARGIN, "20")
    says(tab, "fail-updated")
    server.faults.clear()
    tab.value("(globalThis.before = true, 1)")
    tab.clicks("[data-status] button")
    tab.wait("!globalThis.before && document.querySelector('tonghao-tool[data-live] [name=margin]')?.value === '20'")
    reads(tab, "not-ready-margin")
