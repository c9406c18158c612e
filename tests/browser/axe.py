"""axe-core in the page: what it finds, in one line each; light and dark."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from playwright.sync_api import Page

from browser.reader import ROOT, Reader

SCRIPT = (ROOT / "node_modules" / "axe-core" / "axe.min.js").read_text("utf-8")
LOOKS = (Path(__file__).parent / "looks.js").read_text("utf-8").strip()
RUN = """
async (rules) => {
  const { violations, passes } = await axe.run(document, { resultTypes: ["violations"], ...rules });
  if (!violations.length && !passes.length) throw new Error("axe looked at nothing");
  return violations.flatMap(({ id, nodes }) => nodes.map(({ target, failureSummary }) =>
    `${id}: ${target.flat().join(" ")} (${failureSummary.split("\\n").slice(1, 2).join(" ").trim()})`));
}
"""
#: The rules that look at colours; all others find the same in either scheme.
COLOURS = ["color-contrast", "link-in-text-block"]
ONLY_COLOURS = {"runOnly": COLOURS}
NO_COLOURS = {"rules": {rule: {"enabled": False} for rule in COLOURS}}
SCHEMES = {"light": "default", "dark": "slate"}


def scheme(reader: Reader, name: str) -> None:
    """Light or dark, as the system says."""
    reader.page.emulate_media(color_scheme=name)
    reader.page.wait_for_selector(f"body[data-md-color-scheme={SCHEMES[name]}]")


def violations(page: Page, rules: dict[str, Any] | None = None) -> list[str]:
    """By all rules that axe knows, or only by some of them."""
    if not page.evaluate("'axe' in globalThis"):
        page.evaluate(SCRIPT)
    return page.evaluate(RUN, rules or {})


def barriers(reader: Reader) -> list[str]:
    """Every rule in light; in dark those that look at colours."""
    found = []
    for name, rules in (("light", None), ("dark", ONLY_COLOURS)):
        scheme(reader, name)
        found += [f"{name}: {line}" for line in violations(reader.page, rules)]
    return found


class Looks:
    """The same on many pages: most texts of a page look like those of the pages before, and are judged once.

    A look is an element's name, classes, state and computed colours, with those of all it stands in. What axe is not
    sure about is asked again on the next page.
    """

    def __init__(self) -> None:
        self.judged: set[str] = set()

    def barriers(self, reader: Reader) -> list[str]:
        """Every rule; those that look at colours, light and dark, for what looks like nothing before."""
        scheme(reader, "light")
        found = violations(reader.page, NO_COLOURS)
        if not self._ask(reader, "fresh", [*self.judged]):
            return found
        sure = []
        for name in SCHEMES:
            scheme(reader, name)
            told = self._ask(reader, "judged", COLOURS)
            found += [f"{name}: {line}" for line in told["found"]]
            sure.append({*told["sure"]})
        self.judged |= set.intersection(*sure)
        scheme(reader, "light")
        return found

    def _ask(self, reader: Reader, question: str, argument: list[str]) -> Any:
        return reader.page.evaluate(f"argument => {LOOKS}.{question}(argument)", argument)
