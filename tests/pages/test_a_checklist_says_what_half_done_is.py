"""Three levels where three are worth knowing: not done, half done, done."""

from pathlib import Path

from pages import small
from pages.small import Seen


def test_half_done_stands_below_done_and_is_told_with_the_tick(playbook: Path) -> None:
    half = {"en": "Two is coming.", "zh": "二快有了。"}
    small.edit(playbook, "alpha.yml", lambda alpha: alpha["checklist"][1].update(half=half))
    html = small.made(small.library(playbook))["en/alpha.md"].html
    assert html.index("Two is there.") < html.index("Two is coming.") < html.index("Three is there.")
    boxes = {one["data-item"]: one["aria-describedby"] for tag, one in Seen(html).elements if "data-item" in one}
    assert boxes["two"] == "check-alpha-two--done check-alpha-two--half"
    assert boxes["one"] == "check-alpha-one--done"


def test_an_item_without_half_says_nothing_of_it(pages: dict[str, object]) -> None:
    assert "tg-check__half" not in pages["en/alpha.md"].html
