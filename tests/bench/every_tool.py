"""One visit through all tools: how soon the next one answers when Python is up, and how soon it answers again."""

from __future__ import annotations

from statistics import median

from playwright.sync_api import BrowserContext

from bench.server import SiteServer
from tonghao_widgets.desk import TOOLS

FOLLOW = """address => { const link = document.createElement("a"); link.href = address; document.body.append(link);
                        link.click(); link.remove(); }"""
#: Changes an answer and waits until the result belongs to it; gives the milliseconds in between.
ASK = """() => new Promise((done) => {
  const tool = document.querySelector("tonghao-tool");
  const usable = (one) => one.name && (one.type === "text" ? /^[0-9.]+$/.test(one.value) : one.tagName === "SELECT");
  const control = [...tool.querySelector("form").elements].find(usable);
  if (control.tagName === "SELECT") control.selectedIndex = (control.selectedIndex + 1) % control.options.length;
  else control.value = String(Number(control.value) + 1);
  const result = tool.querySelector("[data-result]");
  const start = performance.now();
  const watch = new MutationObserver(() => {
    if (result.hasAttribute("aria-busy")) return;
    watch.disconnect();
    done(performance.now() - start);
  });
  watch.observe(result, { attributes: true, attributeFilter: ["aria-busy"] });
  control.dispatchEvent(new Event("input", { bubbles: true }));
})"""
#: Every gate of the library on, five of the reader's own: the largest front there can be.
TWELVE_GATES = """() => {
  const form = document.querySelector("tonghao-tool form");
  for (const box of form.querySelectorAll("input[type=checkbox]")) box.checked = true;
  let number = 0;
  for (const name of form.querySelectorAll("[name$='.id']")) name.value = `own ${(number += 1)}`;
}"""


def every_tool(context: BrowserContext, server: SiteServer, again: int) -> dict[str, tuple[float, float]]:
    """Tool -> milliseconds of its first answer on the visit, and the median of ``again`` more."""
    page, found = context.new_page(), {}
    page.goto(f"{server.url}/en/tools/fit/")
    page.wait_for_selector("tonghao-tool[data-live]")
    page.evaluate(ASK)
    for tool in TOOLS[1:]:
        for to in ("cases/", f"tools/{tool}/"):
            page.evaluate(FOLLOW, f"{server.url}/en/{to}")
            page.wait_for_url(f"{server.url}/en/{to}")
        page.wait_for_selector(f"tonghao-tool[tool={tool}][data-live]")
        page.wait_for_timeout(300)
        first = page.evaluate(ASK)
        found[tool] = (first, median(page.evaluate(ASK) for _ in range(again)))
        if tool == "threshold":
            page.evaluate(TWELVE_GATES)
            page.evaluate(ASK)
            found["threshold with all its gates"] = (0.0, median(page.evaluate(ASK) for _ in range(again)))
    page.close()
    return found
