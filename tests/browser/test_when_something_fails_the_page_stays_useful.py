import re
from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from bench.server import Fault, SiteServer
from browser.faults import TABLE, breaks, path_of, runtime
from browser.reader import LANGUAGES, PATIENCE, Reader, until, word
from data import SHARE

pytestmark = pytest.mark.browser

EVERY_LANGUAGE = pytest.mark.parametrize("language", LANGUAGES)
ROLES = tuple(TABLE["python"])
IN_BOTH = tuple(role for role, then in TABLE["python"].items() if then["alone"] != "answers")
DAMAGES = ("missing", "cut", "damaged")
NOT_LOADED = r"Failed to load resource|Failed to load module script|integrity|installing the standard library|^console: Failure: |^uncaught: \S+: TypeError: Failed to fetch"
NO_STORAGE = """
for (const name of ["localStorage", "sessionStorage"]) {
  const get = () => { throw new DOMException("denied", "SecurityError"); };
  Object.defineProperty(globalThis, name, { configurable: true, get });
}
"""
FULL_STORAGE = """
const set = Storage.prototype.setItem;
Storage.prototype.setItem = function (key, value) {
  if (value.length > 12) throw new DOMException("full", "QuotaExceededError");
  return set.call(this, key, value);
};
"""


def fails_kindly(reader: Reader, key: str, *, retry: bool = True) -> None:
    """One sentence, the served answer, what was typed; and nothing for programmers."""
    reader.says(key)
    reader.shows_served_answer()
    assert reader.retry.count() == int(retry)
    assert reader.tool.get_by_role("alert").count() == 1
    assert reader.field("margin").input_value() == "20"
    reader.sees_no_traces()


def again(reader: Reader) -> None:
    """Press "Try again" and wait until that has failed as well."""
    with reader.page.expect_console_message(lambda message: message.text.startswith("tonghao: ")):
        reader.retry.click()


def loses_patience(reader: Reader) -> None:
    """Let time pass, some seconds at once, until the page gives up waiting for its worker. Its patience begins when the
    worker has been asked, whenever that is."""
    said: list[str] = []
    reader.page.on("console", lambda message: said.append(message.text))
    for _ in range(PATIENCE // 50):
        reader.page.clock.run_for(5_000)
        reader.page.wait_for_timeout(50)
        if any("stuck" in line for line in said):
            return
    raise AssertionError("it waits for ever")


@EVERY_LANGUAGE
def test_scripts_switched_off(readers: Callable[..., Reader], language: str) -> None:
    reader = readers(java_script_enabled=False)
    reader.loads(f"/{language}/tools/fit/")
    reader.shows_served_answer()
    assert reader.tool.locator("noscript p").is_visible()
    assert reader.tool.locator("noscript p").inner_text() == word(language, "no-script")
    assert reader.tool.get_by_role("button").count() == 0, "a button that does nothing"
    assert reader.tool.locator("input[type=range]:visible, select[data-action]:visible").count() == 0
    reader.loads(f"/{language}/cases/renovation/")
    assert reader.result.locator('[data-verdict="service-conditional"]').is_visible()


def test_scripts_switched_off_leave_a_playbook_whole(readers: Callable[..., Reader]) -> None:
    reader = readers(java_script_enabled=False)
    reader.loads("/en/thresholds/")
    assert reader.page.locator("tonghao-template pre").first.is_visible()
    assert reader.page.locator("tonghao-template button:visible").count() == 0
    reader.page.locator("tonghao-checklist input").first.check()


@EVERY_LANGUAGE
def test_no_webassembly(readers: Callable[..., Reader], language: str) -> None:
    reader = readers("delete globalThis.WebAssembly")
    reader.opens_tool(f"/{language}/tools/fit/").types(margin="20")
    fails_kindly(reader, "fail-no-webassembly", retry=False)


@EVERY_LANGUAGE
def test_no_workers(readers: Callable[..., Reader], language: str) -> None:
    reader = readers("delete globalThis.Worker")
    reader.opens_tool(f"/{language}/tools/fit/").types(margin="20")
    fails_kindly(reader, "fail-no-worker", retry=False)


def test_the_table_names_every_file_of_python(server: SiteServer) -> None:
    assert {*runtime(server)} == {*ROLES, "worker"}


@pytest.mark.parametrize(
    ("row", "kind"),
    [
        pytest.param(row, kind, id=f"{row['what']} {kind}".replace(" ", "-"))
        for place, row in enumerate(TABLE["pages"])
        for turn, kind in enumerate(row["faults"])
        if SHARE >= 1
        or (place + turn) % 2 == 0
        or len(row["faults"]) == 1  # every file, and half of what can befall it
    ],
)
def test_a_file_of_the_page(reader: Reader, server: SiteServer, row: dict[str, str], kind: str) -> None:
    page = reader.page
    reader.expects("")  # the console may say what it likes; what matters is what is seen
    breaks(server, path_of(server, row["file"]), kind)
    reader.loads("/404.html")
    kept = '{"form": {"margin": "20"}}' if row["page"] == "plan" else ""
    page.evaluate("kept => { localStorage.clear(); if (kept) localStorage.setItem('tonghao:1:fit', kept); }", kept)
    reader.loads(f"/en/{row['page']}/")
    if row["then"] == "usable":
        reader.listening()
        reader.shows_served_answer()
        reader.types(margin="20")
        assert reader.field("margin").input_value() == "20"
    elif row["then"] == "served":
        reader.shows_served_answer()
        sentence = reader.tool.locator(".tg-unstarted")
        assert sentence.evaluate("one => getComputedStyle(one).animationDelay") == "8s", "a slow line has its time"
        page.evaluate("document.getAnimations().forEach((one) => one.finish())")
        assert sentence.is_visible() and sentence.inner_text() == word("en", "not-started")
    elif row["then"] == "part":
        expect(page.locator("tonghao-plan [data-status]")).to_have_text(word("en", "plan-part"))
        assert page.evaluate("localStorage.getItem('tonghao:1:fit')") == kept
    else:
        expect(page.get_by_text(word("en", row["word"])).filter(visible=True)).to_have_count(1)
    reader.sees_no_traces()
    if row["then"] in {"part", "said"}:
        assert [line for line in reader.problems if line.startswith("uncaught")] == []


@pytest.mark.parametrize("role", [role for role in ROLES if role not in IN_BOTH])
def test_a_file_that_can_be_done_without_is_missing(reader: Reader, server: SiteServer, role: str) -> None:
    breaks(server, runtime(server)[role], DAMAGES[ROLES.index(role) % len(DAMAGES)])
    reader.expects(NOT_LOADED)
    reader.opens_tool().types(margin="20").reads("not-ready-margin")
    assert reader.status.is_hidden()


@pytest.mark.parametrize("role", [role for role in ROLES if role in IN_BOTH or "barred" in TABLE["python"][role]])
def test_a_file_is_missing_cut_off_or_damaged_then_mended(reader: Reader, server: SiteServer, role: str) -> None:
    paths = runtime(server)
    if role not in IN_BOTH:
        breaks(server, paths["memory"], "missing")  # the quick way does without it
    reader.expects(NOT_LOADED)
    turn = ROLES.index(role) % len(DAMAGES)
    first, *rest = DAMAGES[turn:] + DAMAGES[:turn]  # each is the first one for some file
    breaks(server, paths[role], first)
    reader.opens_tool().types(margin="20")
    fails_kindly(reader, "fail-runtime")
    assert word("en", "stale-answer") in reader.status.inner_text()
    for kind in rest:
        breaks(server, paths[role], kind)
        again(reader)
        fails_kindly(reader, "fail-runtime")
    server.faults.clear()
    reader.retry.click()
    reader.reads("not-ready-margin")
    assert reader.status.is_hidden()


def test_a_host_that_calls_files_by_wrong_types(reader: Reader, server: SiteServer) -> None:
    paths = runtime(server)
    for role in ("lean", "memory", "wasm", "stdlib", "lock", "wheel"):
        server.faults[paths[role]] = Fault(type="text/plain")
    reader.opens_tool().types(margin="20").reads("not-ready-margin")


def test_a_quick_start_that_is_slow_is_waited_for(reader: Reader, server: SiteServer) -> None:
    said: list[str] = []
    reader.page.on("console", lambda message: said.append(message.text))
    for role in ("lean", "lean_asm", "memory"):
        breaks(server, runtime(server)[role], "slow")
    reader.opens_tool().types(margin="20").reads("not-ready-margin")
    assert [line for line in said if "quick start given up" in line] == []


@pytest.mark.parametrize("role", ["pyodide", "asm"])
def test_a_host_that_calls_scripts_by_a_wrong_type(reader: Reader, server: SiteServer, role: str) -> None:
    for one in (role, f"lean_{role}"):
        server.faults[runtime(server).get(one, "")] = Fault(type="text/plain")
    reader.expects(NOT_LOADED)
    reader.opens_tool().types(margin="20")
    fails_kindly(reader, "fail-runtime")


@pytest.mark.parametrize(
    ("fault", "key"),
    [
        (Fault(status=404), "fail-runtime"),
        (Fault(status=503), "fail-runtime"),
        (Fault(body=b"throw new Error('at the start')"), "fail-runtime"),
        (Fault(body=b"<!doctype html><p>Sign in to this network"), "fail-runtime"),
        (Fault(hang_up=True), "fail-runtime"),
    ],
    ids=["missing", "host overloaded", "throws", "a sign-in page", "line cut"],
)
def test_the_worker_does_not_start_then_does(reader: Reader, server: SiteServer, fault: Fault, key: str) -> None:
    server.faults[runtime(server)["worker"]] = fault
    reader.expects(NOT_LOADED)
    reader.opens_tool().types(margin="20")
    fails_kindly(reader, key)
    server.faults.clear()
    reader.retry.click()
    reader.reads("not-ready-margin")


def test_the_worker_throws_while_answering(reader: Reader, server: SiteServer) -> None:
    server.faults[runtime(server)["worker"]] = worker(
        'if (data.type === "start") postMessage({ type: "ready" }); else setTimeout(() => { throw new Error("in the middle") });'
    )
    reader.opens_tool().types(margin="20")
    reader.says("retry")
    fails_kindly(reader, "fail-python")
    server.faults.clear()
    reader.retry.click()
    reader.reads("not-ready-margin")


def test_python_stumbles_over_one_input(reader: Reader, server: SiteServer) -> None:
    server.faults[runtime(server)["worker"]] = worker(
        """if (data.type === "start") postMessage({ type: "ready" });
           else postMessage({ type: "failed", id: data.id, stage: "python", detail: "PythonError: Traceback (most recent call last)" });"""
    )
    reader.opens_tool().types(margin="20")
    fails_kindly(reader, "fail-python")


def test_an_answer_that_never_comes(readers: Callable[..., Reader], server: SiteServer) -> None:
    reader = readers()
    server.faults[runtime(server)["worker"]] = worker('if (data.type === "start") postMessage({ type: "ready" });')
    reader.page.clock.install()
    reader.opens_tool().types(margin="20")
    until(reader.page, "document.querySelector('[data-result]').getAttribute('aria-busy') === 'true'")
    loses_patience(reader)
    fails_kindly(reader, "fail-python")
    server.faults.clear()
    reader.retry.click()
    reader.reads("not-ready-margin")


def test_a_slow_line_is_told_and_the_answer_follows(readers: Callable[..., Reader], server: SiteServer) -> None:
    reader = readers()
    for role in ROLES:
        server.faults[runtime(server)[role]] = Fault(delay=4)
    reader.page.clock.install()
    reader.opens_tool().types(margin="20")
    reader.says("waking")
    reader.shows_served_answer()
    reader.page.clock.run_for(21_000)
    reader.says("waking-slow")
    assert reader.retry.count() == 1
    reader.shows_served_answer()
    reader.types(margin="10")  # and one can go on typing
    reader.reads("not-ready-margin")
    assert reader.status.is_hidden()


@EVERY_LANGUAGE
def test_the_line_is_lost_and_comes_back(reader: Reader, server: SiteServer, language: str) -> None:
    paths = runtime(server)
    for role in ROLES:  # nothing must be in the browser's cache yet
        server.faults[paths[role]] = Fault(hang_up=True)
    reader.expects(NOT_LOADED)
    reader.opens_tool(f"/{language}/tools/fit/")
    reader.context.set_offline(True)
    reader.types(margin="20")
    fails_kindly(reader, "fail-offline")
    server.faults.clear()
    reader.context.set_offline(False)
    reader.reads("not-ready-margin")  # by itself


def test_the_line_is_cut_halfway_and_the_reader_tries_again(reader: Reader, server: SiteServer) -> None:
    for role in ("asm", "lean_asm"):
        server.faults[runtime(server)[role]] = Fault(hang_up=True)
    reader.expects(NOT_LOADED)
    reader.opens_tool().types(margin="20")
    fails_kindly(reader, "fail-offline")
    reader.types(orders_per_year="2")
    reader.says("fail-offline")
    server.faults.clear()
    reader.retry.click()
    reader.reads("not-ready-margin")
    assert reader.main_answers() == ("20", "2", "60")


def test_once_started_the_tool_needs_no_line(reader: Reader) -> None:
    reader.opens_tool().types(margin="20").reads("not-ready-margin")
    reader.context.set_offline(True)
    reader.types(margin="50").reads("native")


@pytest.mark.parametrize(("language", "storage"), [("en", NO_STORAGE), ("zh", FULL_STORAGE)], ids=["forbidden", "full"])
def test_nothing_can_be_kept_so_the_address_holds_the_answers(
    readers: Callable[..., Reader], language: str, storage: str
) -> None:
    reader = readers(storage)
    reader.opens_tool(f"/{language}/tools/fit/").types(margin="20", order_value="77元")
    reader.reads("not-ready-margin")
    reader.notes("storage-blocked")
    reader.page.reload()
    reader.listening()
    reader.reads("not-ready-margin")
    assert reader.main_answers() == ("20", "24", "77元")
    reader.page.locator("a[data-language]").click()
    reader.page.wait_for_url(lambda url: f"/{language}/" not in url)
    reader.listening()
    reader.reads("not-ready-margin")
    assert reader.main_answers() == ("20", "24", "77元")
    reader.sees_no_traces()


@pytest.mark.parametrize("storage", [NO_STORAGE, FULL_STORAGE], ids=["forbidden", "full"])
def test_nothing_can_be_kept_but_a_case_still_gives_the_answers_back(
    readers: Callable[..., Reader], storage: str
) -> None:
    reader = readers(storage)
    reader.opens_tool().types(margin="20").reads("not-ready-margin")
    reader.tries("renovation").reads("service-conditional")
    reader.note.get_by_role("button").click()
    reader.reads("not-ready-margin")
    assert reader.main_answers() == ("20", "24", "60")


def test_nothing_can_be_kept_and_everything_else_works(readers: Callable[..., Reader]) -> None:
    reader = readers(NO_STORAGE)
    reader.open("/")
    expect(reader.page).to_have_url(re.compile("/en/$"))
    reader.open("/en/cold-start/")
    reader.page.locator("tonghao-checklist input").first.check()
    expect(reader.page.locator("tonghao-checklist output").first).not_to_be_empty(timeout=PATIENCE)


KEPT = ("not json", "[1, 2]", "null", '{"form": 7}', '{"form": {"margin": {"a": 1}}}', '{"form": {"gone": "1"}}')


def test_the_worker_hangs_in_the_middle_of_an_answer(readers: Callable[..., Reader]) -> None:
    reader = readers()
    reader.page.clock.install()
    reader.opens_tool().types(margin="20").reads("not-ready-margin")
    (mine,) = (worker for worker in reader.page.workers if "/assets/shell/" in worker.url)
    mine.evaluate("void setTimeout(() => { for (;;); })")
    reader.types(margin="50")
    loses_patience(reader)
    reader.says("fail-python")
    assert reader.field("margin").input_value() == "50"
    reader.retry.click()
    reader.reads("native")


def test_what_was_kept_makes_no_sense(reader: Reader) -> None:
    reader.open("/404.html")
    for kept in KEPT:
        reader.page.evaluate("kept => localStorage.setItem('tonghao:1:fit', kept)", kept)
        reader.opens_tool()
        reader.settled()
        reader.shows_served_answer()
        reader.sees_no_traces()
    reader.types(margin="20").reads("not-ready-margin")


def worker(listens: str) -> Fault:
    """A worker of ours in the place of the real one."""
    return Fault(body=f"self.onmessage = ({{ data }}) => {{ {listens} }};".encode())
