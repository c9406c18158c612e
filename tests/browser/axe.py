"""axe-core in the page: what it finds, in one line each."""

from __future__ import annotations

from playwright.sync_api import Page

from browser.reader import ROOT

SCRIPT = (ROOT / "node_modules" / "axe-core" / "axe.min.js").read_text("utf-8")
RUN = """
async (rules) => {
  const options = { resultTypes: ["violations"], ...(rules ? { runOnly: rules } : {}) };
  const { violations, passes } = await axe.run(document, options);
  if (!violations.length && !passes.length) throw new Error("axe looked at nothing");
  return violations.flatMap(({ id, nodes }) => nodes.map(({ target, failureSummary }) =>
    `${id}: ${target.flat().join(" ")} (${failureSummary.split("\\n").slice(1, 2).join(" ").trim()})`));
}
"""
COLOURS = ["color-contrast", "link-in-text-block"]


def violations(page: Page, rules: list[str] | None = None) -> list[str]:
    """All rules that axe knows, or only those named."""
    if not page.evaluate("'axe' in globalThis"):
        page.evaluate(SCRIPT)
    return page.evaluate(RUN, rules)
