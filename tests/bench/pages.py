"""The pages that are compared: ours as it is published, and the same tool on an unmodified Pyodide."""

import json
import shutil
from pathlib import Path

from hatchling.builders.wheel import WheelBuilder
from playwright.sync_api import Page

#: Wakes our page the moment its element is there, changes one input, and notes when the new answer stands.
WAKE = """
customElements.whenDefined("tonghao-tool").then(() => {
  const tool = document.querySelector("tonghao-tool");
  const result = tool.querySelector("[data-result]");
  const input = tool.querySelector(`form [name="%(input)s"]`);
  window.ask = (value) => new Promise((done) => {
    const start = performance.now();
    new MutationObserver((_, watch) => {
      if (result.hasAttribute("aria-busy")) return;
      watch.disconnect();
      done(performance.now() - start);
    }).observe(result, { attributeFilter: ["aria-busy"] });
    input.value = value;
    input.dispatchEvent(new Event("input", { bubbles: true }));
  });
  tool.dispatchEvent(new PointerEvent("pointerenter"));
  window.ask("%(first)s").then(() => (window.live = performance.now()));
});
"""
#: Notes what our page sends to its worker, so that the other page can be asked the very same.
LISTEN = """
window.requests = [];
const post = Worker.prototype.postMessage;
Worker.prototype.postMessage = function (message, ...rest) {
  if (message.type === "answer") window.requests.push(message.request);
  return post.call(this, message, ...rest);
};
"""
#: In the worker itself: asks what the page has asked, once more each, and times the answers. The page's own work is
#: left out; messages are made here and go nowhere.
IN_WORKER = """async (requests) => {
  const plain = self.postMessage;
  const times = [];
  for (const request of requests) {
    const start = performance.now();
    await new Promise((done) => {
      self.postMessage = ({ reply }) => done(reply.length);
      self.dispatchEvent(new MessageEvent("message", { data: { type: "answer", id: 0, request } }));
    });
    times.push(performance.now() - start);
  }
  self.postMessage = plain;
  return times;
}"""
#: What a page does that loads Pyodide as its documentation says, on the page's own thread.
STOCK_SCRIPT = """
<script type="module">
  import {{ loadPyodide }} from "{place}pyodide.mjs";
  const pyodide = await loadPyodide();
  await pyodide.loadPackage(new URL("{place}{wheel}", location.href).href);
  const {{ answer }} = pyodide.pyimport("tonghao_widgets.desk");
  const hub = document.querySelector(".tg-hub").textContent;
  const result = document.querySelector("[data-result]");
  const asked = (form) => JSON.stringify({{ hub, root: "../../", form, want: ["view"] }});
  const show = (form) => {{ result.innerHTML = JSON.parse(answer(asked(form))).view; }};
  const form = {form};
  show(form);
  window.live = performance.now();
  window.ask = (value) => {{
    const start = performance.now();
    show({{ ...form, {input}: value }});
    return performance.now() - start;
  }};
</script>
"""
BARE = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Unmodified Pyodide</title>{script}</head><body>{tool}</body></html>
"""
INPUT = "margin"
FIRST = "41"


def wake_script() -> str:
    return WAKE % {"input": INPUT, "first": FIRST}


def asked_form(page: Page, url: str) -> dict[str, str]:
    """The form of the first request our page sends. Raises playwright's TimeoutError if none is answered."""
    page.add_init_script(LISTEN)
    page.add_init_script(wake_script())
    page.goto(url, wait_until="commit")
    page.wait_for_function("window.live", timeout=60_000)
    return json.loads(page.evaluate("requests[0]"))["form"]


def write_stock_pages(folder: Path, npm: Path, widgets: Path, our_page: Path, form: dict[str, str]) -> None:
    """Two pages in ``folder``: ``bare/`` holds the tool and nothing else, ``page/`` is our page but for the tool.

    The files of the npm package and the plain wheel lie in one folder named by the version, so that the browser may
    keep them for ever, as it may ours.
    """
    version = json.loads((npm / "package.json").read_text(encoding="utf-8"))["version"]
    place = folder / f"pyodide-{version}"
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(npm, place)
    wheel = Path(next(WheelBuilder(str(widgets)).build(directory=str(place), versions=["standard"])))
    text = json.dumps(form, ensure_ascii=False)
    script = STOCK_SCRIPT.format(place=f"/stock/{place.name}/", wheel=wheel.name, form=text, input=INPUT)

    html = our_page.read_text(encoding="utf-8")
    start, end = html.index("<tonghao-tool"), html.index("</tonghao-tool>")
    tool = f"<div{html[html.index('>', start) : end]}</div>"
    whole = html[:start] + tool + html[end + len("</tonghao-tool>") :]
    for name, page in {
        "bare": BARE.format(script=script, tool=tool),
        "page": whole.replace("</head>", f"{script}</head>"),
    }.items():
        (folder / name).mkdir()
        (folder / name / "index.html").write_text(page, encoding="utf-8")


def ask_many(page: Page, values: list[str]) -> list[float]:
    """Milliseconds from each changed input to the new answer in the page, one after the other."""
    return page.evaluate(
        "async (values) => { const ms = []; for (const v of values) ms.push(await ask(v)); return ms; }", values
    )


def changed_values(count: int) -> list[str]:
    """Different margins in percent, in an order that jumps about."""
    return [f"{10 + (number * 37) % 61}.{number % 10}" for number in range(count)]
