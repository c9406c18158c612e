"""Thousands of links, files, chats and damaged memories in a real page: nothing runs, nothing breaks, nothing is lost.

One page is loaded for each kind of element; the element is taken out and put back for each input, which is how it
meets a new page.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from random import Random
from typing import Any

import pytest

import hostile
from bench.server import SiteServer
from browser.reader import Reader, hub, until
from data import SHARE
from tonghao_widgets.inputs import as_typed, flat

pytestmark = pytest.mark.browser

#: Before any script of the page: whatever would show that something ran, broke or was stopped.
WATCH = """
globalThis.seen = [];
globalThis.canary = () => seen.push("a script ran");
for (const name of ["alert", "confirm", "prompt", "open"]) globalThis[name] = () => (seen.push(name), false);
addEventListener("error", ({ message }) => seen.push(`uncaught: ${message}`));
addEventListener("unhandledrejection", ({ reason }) => seen.push(`unhandled: ${reason}`));
document.addEventListener("securitypolicyviolation", (event) => seen.push(`stopped: ${event.effectiveDirective} ${event.sample}`));
globalThis.again = (element) => { const { parentNode, nextSibling } = element; element.remove(); parentNode.insertBefore(element, nextSibling); };
globalThis.kept = () => Object.entries(localStorage).reduce((sum, [key, text]) => sum + key.length + text.length, 0);
globalThis.clean = () => Object.keys(Object.prototype).length === 0 && Object.keys(Array.prototype).length === 0;
"""
OWN = {"margin": "33", "orders_per_year": "7", "order_value": "500"}
#: Each element that keeps something: its page, its key, what it keeps, and what must still work afterwards.
MEMORIES: dict[str, tuple[str, str, dict[str, Any], str]] = {
    "tonghao-tool": (
        "tools/fit",
        "fit",
        {"form": {**OWN, "monopoly": "true"}},
        "element.querySelector('[name=margin]').value.length < 40001",
    ),
    "tonghao-tool, before": ("tools/fit", "fit:before", {"form": OWN}, "true"),
    "tonghao-tool, versions": (
        "tools/fit",
        "fit:versions",
        {"list": [{"name": "first", "day": "2026-11-22", "form": OWN}] * 3},
        "element.querySelectorAll('[data-version-list] li').length <= 20",
    ),
    "tonghao-tool, taken": (
        "tools/fit",
        "fit:taken",
        {"margin": {"before": "1", "typed": "26", "use": {"x.y.use": "true"}}},
        "true",
    ),
    "tonghao-tool, offers": ("tools/fit", "econ:offers", {"values": {"margin_required": 0.3}}, "true"),
    "tonghao-checklist": (
        "cold-start",
        "checklist:cold-start",
        {"done": {"a": True}, "skipped": {"b": "not here"}},
        "/[0-9]/.test(element.querySelector('.tg-progress').textContent)",
    ),
    "tonghao-template": (
        "thresholds",
        "template:{template}",
        {"filled": {"name": "x"}},
        "!element.querySelector('[data-copy]').hidden",
    ),
    "tonghao-plan": (
        "plan",
        "plan",
        {"start": "2026-12-01", "hours": "6", "done": {"fit/x": True}},
        "!element.querySelector('[data-form]').hidden",
    ),
    "tonghao-sandbox": ("sandbox", "sandbox", {"tool": "fit", "edits": {"fit": {"constants.x": "1"}}}, "true"),
    "tonghao-board": (
        "board",
        "board",
        {
            "codes": ["30000BSC0H9AZ4J2HA0J7VFY"],
            "unread": [{"seen": "TH1-", "why": "cut off"}],
            "revealed": True,
            "subject": "nine",
        },
        "element.querySelectorAll('[data-unread] li').length <= 60",
    ),
    "tonghao-run": (
        "workshops/{workshop}/run",
        "run:{workshop}",
        {
            "start": 1.7e12,
            "at": "{session}",
            "begun": 1.7e12,
            "length": 10,
            "dropped": [0],
            "paused": None,
            "ended": None,
        },
        "!/NaN|undefined|Invalid/.test(element.textContent)",
    ),
    "tonghao-agenda": (
        "workshops/{workshop}",
        "agenda:{workshop}",
        {"start": "09:30"},
        "!/NaN/.test(element.textContent)",
    ),
}


def tries(count: int) -> range:
    """So many in a whole run; see data.SHARE."""
    return range(max(10, round(count * SHARE)))


@pytest.fixture(scope="module")
def attacked(browser: Any, running: SiteServer) -> Iterator[Reader]:
    """One reader for all, who brings a memory of their own."""
    context = browser.new_context(locale="en-US", reduced_motion="reduce")
    context.add_init_script(WATCH)
    reader = Reader(context, running)
    reader.page.on("dialog", lambda dialog: (reader.problems.append(f"dialog: {dialog.message}"), dialog.dismiss()))
    yield reader
    context.close()


@pytest.fixture
def reader(attacked: Reader) -> Iterator[Reader]:
    attacked.problems.clear()
    yield attacked
    assert attacked.page.evaluate("seen") == []
    assert attacked.page.evaluate("clean()"), "something was added to every object"
    assert attacked.complaints() == []


def module(server: SiteServer, name: str) -> str:
    """The address of a module of the shell."""
    (found,) = (server.find("/404.html").parent / "assets" / "shell").glob(f"{name}.*.mjs")
    return f"{server.url}/assets/shell/{found.name}"


def names() -> tuple[str, ...]:
    """Every answer of the tool, by name."""
    tool = hub("en")
    return tuple(flat({spec.id: spec.opening for spec in tool.inputs.values()}, tool))


def honest() -> dict[str, str]:
    tool = hub("en")
    return {
        name: as_typed(*given)
        for name, given in flat({one.id: one.opening for one in tool.inputs.values()}, tool).items()
    }


def test_links_go_into_the_form_as_text_or_not_at_all(reader: Reader) -> None:
    reader.opens_tool()
    links = [hostile.fragment(Random(f"link {number}"), "fit", names()) for number in tries(4500)]
    wrong = reader.page.evaluate(
        """async ([address, fields, links, renamed]) => {
          const { parse, renamed: renew, typed } = await import(address);
          const { Fields } = await import(fields);
          const form = document.querySelector("tonghao-tool form").cloneNode(true);
          const asText = (value) => typeof value === "string";
          const wrong = [];
          for (const link of links) {
            const began = performance.now();
            const read = parse(`#${link}`, "fit");
            if (!read || read.kind === "too-long") continue;
            const texts = Object.fromEntries(read.pairs.map(([name, text]) => renew(renamed, name, text)));
            const put = new Fields(form);
            const strange = put.write(texts);
            const back = `#${typed("fit", put.read())}`;
            const fine = read.odd.length <= 12 && read.pairs.length <= 600 && strange.every(asText) && read.odd.every(asText) &&
              !strange.some((name) => name.includes("native code")) && /^#fit~[ -;=?-~]*$/.test(back) && !back.includes("<");
            if (!fine || performance.now() - began > 2000) wrong.push(link.slice(0, 200));
          }
          return wrong;
        }""",
        [
            module(reader.server, "fragment"),
            module(reader.server, "fields"),
            links,
            {"old": "margin", "margin=old": "1"},
        ],
    )
    assert wrong == []


def test_a_link_leaves_the_readers_own_answers_where_they_are(reader: Reader) -> None:
    reader.opens_tool()
    links = [hostile.fragment(Random(f"opened {number}"), "fit", names()) for number in range(60)]
    lost = reader.page.evaluate(
        """async ([links, own]) => {
          const tool = document.querySelector("tonghao-tool");
          const lost = [];
          for (const link of links) {
            localStorage.clear();
            localStorage.setItem("tonghao:1:fit", own);
            history.replaceState(null, "", "#" + link);
            again(tool);
            const changed = tool.querySelector("[data-note]").textContent !== "";
            tool.querySelector("[name=margin]").dispatchEvent(new Event("input", { bubbles: true }));
            const there = [localStorage["tonghao:1:fit"], localStorage["tonghao:1:fit:before"]].some((text) => {
              const { margin, orders_per_year, order_value } = JSON.parse(text ?? "{}").form ?? {};
              return margin === "33" && orders_per_year === "7" && order_value === "500";
            });
            if (!there) lost.push(link);
            await new Promise((go) => setTimeout(go, 60)); // browsers forgive no more than 200 new addresses in 10 s
          }
          history.replaceState(null, "", location.pathname);
          return lost;
        }""",
        [links, json.dumps({"form": OWN})],
    )
    assert lost == []


@pytest.mark.parametrize("memory", MEMORIES)
def test_damaged_memory_is_as_good_as_none(reader: Reader, memory: str) -> None:
    address, key, shape, alive = MEMORIES[memory]
    workshop = "nine-element-check-up"
    element = memory.split(",")[0]
    reader.open(f"/en/{address.format(workshop=workshop)}/")
    reader.page.wait_for_selector(element, state="attached")
    known = reader.page.evaluate(
        """([element, workshop]) => ({
          workshop,
          template: document.querySelector("tonghao-template")?.getAttribute("template"),
          session: JSON.parse(document.querySelector("tonghao-run .tg-hub")?.textContent ?? "{}").sessions?.[0].id,
        })""",
        [element, workshop],
    )
    key = key.format(**known)
    shape = json.loads(json.dumps(shape).replace('"{session}"', json.dumps(known["session"])))
    states = [hostile.kept(Random(f"{memory} {number}"), shape) for number in tries(360)]
    reader.page.evaluate("localStorage.clear()")
    wrong = reader.page.evaluate(
        f"""async ([selector, key, states]) => {{
          const element = document.querySelector(selector);
          const wrong = [];
          const before = kept();
          for (const text of states) {{
            localStorage.setItem("tonghao:1:" + key, text);
            const began = performance.now();
            const errors = seen.length;
            again(element);
            if (!({alive}) || seen.length > errors || performance.now() - began > 2000) wrong.push([text.slice(0, 300), ...seen.splice(errors)]);
            const others = kept() - before - (localStorage.getItem("tonghao:1:" + key) ?? "").length - key.length - 10;
            if (others > 200_000) wrong.push(["grows", others]);
          }}
          await new Promise((go) => setTimeout(go, 300));
          localStorage.removeItem("tonghao:1:" + key);
          again(element);
          return wrong;
        }}""",
        [element, key, states],
    )
    assert wrong[:5] == []


def test_python_answers_them_and_the_page_shows_text(reader: Reader) -> None:
    reader.opens_tool()
    reader.page.evaluate("localStorage.clear()")
    for number in tries(60):
        form = hostile.form(Random(f"asked {number}"), names(), honest())
        reader.page.evaluate(
            """form => { localStorage.setItem("tonghao:1:fit", JSON.stringify({ form })); again(document.querySelector("tonghao-tool")); }""",
            form,
        )
        reader.settled()
        assert reader.status.get_attribute("data-tone") != "failed", form
    assert reader.tool.locator("script:not(.tg-hub), img, iframe, style").count() == 0
    reader.sees_no_traces()


def test_files(reader: Reader) -> None:
    reader.opens_tool()
    files = [hostile.file(Random(f"picked {number}"), "fit", (*names(), *OWN)) for number in tries(90)]
    silent = reader.page.evaluate(
        """async (files) => {
          const tool = document.querySelector("tonghao-tool");
          const input = tool.querySelector("[data-versions] input[type=file]");
          const note = tool.querySelector("[data-note]");
          const silent = [];
          for (const text of files) {
            note.textContent = "";
            const picked = new DataTransfer();
            picked.items.add(new File([text], "<img src=x onerror=canary()>.json"));
            input.files = picked.files;
            input.dispatchEvent(new Event("change", { bubbles: true }));
            const end = performance.now() + 15_000;
            while (!note.textContent && performance.now() < end) await new Promise((go) => setTimeout(go, 5));
            if (!note.textContent) silent.push(text.slice(0, 300));
          }
          return silent;
        }""",
        files,
    )
    assert silent == []
    assert reader.tool.locator("img, iframe").count() == 0
    reader.sees_no_traces()


def test_chats_pasted_into_the_board(reader: Reader) -> None:
    reader.open("/en/board/")
    reader.page.wait_for_selector("tonghao-board[data-live]")
    chats = [hostile.chat(Random(f"pasted {number}")) for number in tries(60)]
    silent = reader.page.evaluate(
        """async (chats) => {
          const board = document.querySelector("tonghao-board");
          const said = board.querySelector("[data-said]");
          const silent = [];
          for (const chat of chats) {
            board.querySelector("[name=text]").value = chat;
            said.textContent = "";
            board.querySelector("[data-act=read]").click();
            const end = performance.now() + 15_000;
            const ready = () => said.textContent && said.textContent !== waking;
            const waking = said.textContent;
            while (!ready() && performance.now() < end) await new Promise((go) => setTimeout(go, 5));
            if (!ready()) silent.push(chat.slice(0, 300));
          }
          return silent;
        }""",
        chats,
    )
    assert silent == []
    assert reader.page.locator("tonghao-board img, tonghao-board iframe").count() == 0


@pytest.mark.parametrize(
    "address",
    [
        "/en/?q={}",
        "/en/rituals/?h={}",
        "/en/rituals/#{}",
        "/en/workshops/nine-element-check-up/slides/#{}",
        "/#go={}",
        "/en/board/#for={}",
    ],
)
def test_whatever_an_address_says(reader: Reader, address: str) -> None:
    for text in (
        "<img src=x onerror=canary()>",
        "javascript:canary()",
        "%",
        "%E0%A4%A",
        '"><svg onload=canary()>',
        "__proto__",
    ):
        reader.page.goto(reader.server.url + address.format(text), wait_until="domcontentloaded")
        until(reader.page, "location.pathname.startsWith('/en/')")  # the door leads on
        reader.page.wait_for_timeout(50)
        assert reader.page.evaluate("seen") == []
    assert reader.page.locator("h1").count() >= 1
