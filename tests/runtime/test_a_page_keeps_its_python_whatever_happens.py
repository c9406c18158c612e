"""The engine and the worker in a real browser, on a bare page: answers, order, and each failure by its name."""

import json
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from bench.server import Fault, SiteServer
from browser_path import FLAGS, find_chromium
from runtime.made_up import ROOT, write_widgets
from tonghao.runtime import Runtime, build_runtime

pytestmark = [pytest.mark.browser, pytest.mark.pyodide]

SHELL = ROOT / "widgets" / "shell"
#: What each way of starting asks for.
QUICK = ["lean", "lean_asm", "lock", "memory", "pyodide"]
WHOLE = ["asm", "lock", "pyodide", "stdlib", "wasm", "wheel"]
#: Where a memory says which program it is of.
BUILD = bytes.fromhex("990c3b51a9722d62")
PAGE = """<!doctype html><meta charset="utf-8"><title>bare</title><script type="module">
import { createEngine, prefetchHints } from "./engine.mjs";
const place = { workerUrl: "worker.mjs", runtime: RUNTIME };
window.place = place;
window.createEngine = createEngine;
window.prefetchHints = prefetchHints;
window.engine = createEngine({ ...place, patience: PATIENCE });
window.states = [];
engine.onChange(({ phase, stage }) => states.push(stage ?? phase));
window.ask = (value, tool = "t") => engine.answer(tool, JSON.stringify(value));
</script>"""
DESK = """
import json


def answer(request: str) -> str:
    asked = json.loads(request)
    if asked == "loop":
        while True:
            pass
    if asked == "raise":
        raise ValueError("as asked")
    if asked == "compile":
        return str(eval("1 + 1"))
    if asked == "eat":
        return "x" * (3 << 30)
    return json.dumps(asked)
"""


@pytest.fixture(scope="module")
def runtime(first: tuple[Path, Runtime], tmp_path_factory: pytest.TempPathFactory) -> Runtime:
    place = Path(shutil.copytree(first[0], tmp_path_factory.mktemp("engine") / "place"))
    return build_runtime(ROOT, widgets=write_widgets(tmp_path_factory.mktemp("engine-widgets"), DESK), place=place)


@pytest.fixture(scope="module")
def server(runtime: Runtime, tmp_path_factory: pytest.TempPathFactory) -> Iterator[SiteServer]:
    folder = tmp_path_factory.mktemp("bare")
    for name in ("engine.mjs", "worker.mjs"):
        shutil.copy(SHELL / name, folder)
    text = PAGE.replace("RUNTIME", json.dumps(runtime.for_page("runtime/")))
    (folder / "index.html").write_text(text.replace("PATIENCE", "{}"))
    (folder / "hasty.html").write_text(text.replace("PATIENCE", "{ slow: 400, stuck: 400 }"))
    given = runtime.for_page("runtime/")
    whole = {**given, "files": {role: given["files"][role] for role in WHOLE}}
    for name, other in {"whole": whole, "unchecked": {**given, "integrity": {}}}.items():
        text = PAGE.replace("RUNTIME", json.dumps(other)).replace("PATIENCE", "{}")
        (folder / f"{name}.html").write_text(text)
    with SiteServer(folder, mounts={"/runtime/": runtime.folder}) as server:
        yield server


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def visit(browser: Browser, server: SiteServer) -> Iterator[Callable[..., Page]]:
    """Open the bare page in a new profile, with faults by path."""
    contexts = []

    def open_page(faults: dict[str, Fault] | None = None, *, file: str = "", script: str = "") -> Page:
        server.faults = faults or {}
        server.log.clear()
        contexts.append(browser.new_context())
        page = contexts[-1].new_page()
        page.add_init_script(script)
        page.goto(f"{server.url}/{file}")
        page.wait_for_function("window.engine")
        return page

    yield open_page
    server.faults = {}
    for context in contexts:
        context.close()


def ask(page: Page, value: Any) -> dict:
    return page.evaluate("value => ask(value)", value)


def until(page: Page, state: str) -> None:
    page.wait_for_function(f"states.at(-1) === '{state}'", timeout=30_000)


def test_nothing_is_fetched_before_it_is_asked_for(visit: Callable[..., Page], server: SiteServer) -> None:
    page = visit()
    page.wait_for_timeout(300)
    assert not [request for request in server.log if "/runtime/" in request.path]
    assert page.evaluate("engine.state.phase") == "asleep"


def test_a_request_wakes_it_and_is_answered(visit: Callable[..., Page], server: SiteServer, runtime: Runtime) -> None:
    page = visit()
    assert ask(page, {"a": "一"}) == {"status": "answered", "reply": '{"a": "\\u4e00"}'}
    assert page.evaluate("states") == ["waking", "ready"]
    fetched = [request.path for request in server.log if "/runtime/" in request.path]
    assert sorted(fetched) == sorted(f"/runtime/{runtime.files[role]}" for role in QUICK), "each file once"


def test_only_the_newest_request_of_a_tool_is_answered(visit: Callable[..., Page]) -> None:
    page = visit()
    outcomes = page.evaluate("Promise.all([ask(1), ask(2), ask(3), ask('other', 'u')])")
    assert [outcome["status"] for outcome in outcomes] == ["superseded", "superseded", "answered", "answered"]
    assert [outcome.get("reply") for outcome in outcomes[2:]] == ["3", '"other"']
    outcomes = page.evaluate("Promise.all([ask(4), ask(5), ask(6)])")
    assert [outcome["status"] for outcome in outcomes] == ["superseded", "superseded", "answered"]


def test_an_exception_spoils_its_own_request_only(visit: Callable[..., Page]) -> None:
    page = visit()
    outcome = ask(page, "raise")
    assert (outcome["status"], outcome["stage"]) == ("failed", "python")
    assert "as asked" in outcome["detail"]
    assert ask(page, 1)["reply"] == "1"
    assert page.evaluate("states") == ["waking", "ready"]


FAULTS = [
    ("runtime-missing", Fault(status=404)),
    ("runtime-corrupt", Fault(body=b"no such thing")),
    ("network", Fault(hang_up=True)),
]


@pytest.mark.parametrize("role", ["lean", "lean_asm", "memory"])
@pytest.mark.parametrize("fault", [fault for _, fault in FAULTS], ids=[stage for stage, _ in FAULTS])
def test_without_the_files_of_the_quick_start_python_starts_the_long_way(
    visit: Callable[..., Page], runtime: Runtime, role: str, fault: Fault
) -> None:
    page = visit({f"/runtime/{runtime.files[role]}": fault})
    assert ask(page, "a") == {"status": "answered", "reply": '"a"'}
    assert page.evaluate("states") == ["waking", "ready"], "the reader sees nothing of it"


def test_a_memory_of_another_program_is_not_used(visit: Callable[..., Page], runtime: Runtime) -> None:
    other = (runtime.folder / runtime.files["memory"]).read_bytes().replace(BUILD, BUILD[::-1], 1)
    page = visit({f"/runtime/{runtime.files['memory']}": Fault(body=other)}, file="unchecked.html")
    assert ask(page, "a") == {"status": "answered", "reply": '"a"'}
    assert page.evaluate("states") == ["waking", "ready"]


def test_an_edition_without_a_quick_start_starts_the_long_way(
    visit: Callable[..., Page], server: SiteServer, runtime: Runtime
) -> None:
    page = visit(file="whole.html")
    assert ask(page, "a") == {"status": "answered", "reply": '"a"'}
    fetched = [request.path for request in server.log if "/runtime/" in request.path]
    assert sorted(fetched) == sorted(f"/runtime/{runtime.files[role]}" for role in WHOLE), "each file once"


def test_what_the_lean_program_lacks_is_answered_by_the_whole_one(visit: Callable[..., Page]) -> None:
    page = visit()
    assert ask(page, 1)["reply"] == "1"
    assert ask(page, "compile") == {"status": "answered", "reply": "2"}
    assert page.evaluate("states") == ["waking", "ready", "waking", "ready"]


@pytest.mark.parametrize("role", WHOLE)
@pytest.mark.parametrize(("stage", "fault"), FAULTS)
def test_a_bad_file_is_named_and_retry_mends_it(
    visit: Callable[..., Page], server: SiteServer, runtime: Runtime, role: str, stage: str, fault: Fault
) -> None:
    page = visit({f"/runtime/{runtime.files[role]}": fault}, file="whole.html")
    page.evaluate("window.waiting = ask('kept'); 0")
    until(page, stage)
    server.faults = {}
    page.evaluate("engine.retry()")
    assert page.evaluate("waiting") == {"status": "answered", "reply": '"kept"'}, "what was asked before is answered"


def test_a_wrong_content_type_is_no_obstacle(visit: Callable[..., Page], runtime: Runtime) -> None:
    page = visit({f"/runtime/{runtime.files['lean']}": Fault(type="application/octet-stream")})
    assert ask(page, 1)["status"] == "answered"


def test_a_worker_that_does_not_load_is_told(visit: Callable[..., Page], server: SiteServer) -> None:
    page = visit({"/worker.mjs": Fault(status=404)})
    page.evaluate("engine.wake()")
    until(page, "runtime-missing")
    server.faults = {}
    page.evaluate("engine.retry()")
    until(page, "ready")


@pytest.mark.parametrize(
    ("script", "stage"),
    [("delete globalThis.WebAssembly", "no-webassembly"), ("delete globalThis.Worker", "no-worker")],
)
def test_a_browser_without_the_means_is_told_at_once(visit: Callable[..., Page], script: str, stage: str) -> None:
    page = visit(script=script)
    page.evaluate("engine.wake()")
    assert page.evaluate("states") == ["waking", stage]


def test_a_late_start_is_told_and_still_counts(visit: Callable[..., Page], runtime: Runtime) -> None:
    page = visit({f"/runtime/{runtime.files['lean']}": Fault(delay=2)}, file="hasty.html")
    assert ask(page, 1)["status"] == "answered"
    assert page.evaluate("states") == ["waking", "slow", "ready"]


def test_a_request_that_never_ends_is_stopped(visit: Callable[..., Page]) -> None:
    page = visit(file="hasty.html")
    outcome = ask(page, "loop")
    assert (outcome["status"], outcome["stage"]) == ("failed", "stuck")
    page.evaluate("engine.retry()")
    assert ask(page, 2)["reply"] == "2"


def test_what_breaks_python_itself_can_be_retried(visit: Callable[..., Page]) -> None:
    page = visit()
    outcome = ask(page, "eat")
    assert outcome["status"] == "failed"
    page.evaluate("engine.retry()")
    assert ask(page, 3)["reply"] == "3"


def test_another_deploy_takes_the_place_of_the_first(visit: Callable[..., Page], server: SiteServer) -> None:
    page = visit()
    ask(page, 1)
    server.log.clear()
    same = page.evaluate("createEngine(place) === engine && states.at(-1)")
    assert same == "ready"
    page.evaluate("createEngine({ ...place, workerUrl: 'worker.mjs?2' })")
    assert ask(page, 2)["reply"] == "2"
    assert [request.path for request in server.log if "worker" in request.path] == ["/worker.mjs?2"]


def test_hints_fetch_quietly_and_not_for_those_who_save(visit: Callable[..., Page], runtime: Runtime) -> None:
    page = visit()
    page.evaluate("prefetchHints(place)")
    assert page.locator("link[rel=prefetch]").count() == len(QUICK) + 1
    saving = "Object.defineProperty(Navigator.prototype, 'connection', { value: { saveData: true } })"
    page = visit(script=saving)
    page.evaluate("prefetchHints(place)")
    assert page.locator("link[rel=prefetch]").count() == 0
