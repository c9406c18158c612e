"""What a keyboard reaches, what moves, what is cut away or too faint: asked of the page, see access.js."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from playwright.sync_api import Page

SCRIPT = (Path(__file__).parent / "access.js").read_text("utf-8")


def ask(page: Page, question: str, argument: Any = None) -> Any:
    """The answer to one of the questions of access.js."""
    return page.evaluate(f"argument => {SCRIPT.strip()}.{question}(argument)", argument)
