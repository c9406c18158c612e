"""Long Chinese headings say where their words end, and nothing else of them changes."""

import pytest

from pages import small
from tonghao.breaks import SHORT, pieces


@pytest.mark.parametrize(
    "cut",
    [
        "我们|到底|该不该|做|社群？",
        "两扇门，|你|改不改？",
        "399 元的|四|晚课",
        "如果|答案|是|“不|做”",
        "进群：|三个|动作，|其中|一个|要|小心",
    ],
)
def test_between_words_and_never_before_what_leans_on_one(cut: str) -> None:
    assert "|".join(pieces(cut.replace("|", ""), "zh")) == cut


def test_other_languages_and_short_headings_break_as_the_browser_likes() -> None:
    assert pieces("Should you run a community at all?", "en") == ()
    assert pieces("门槛" * (SHORT // 2), "zh") == ()


def test_every_heading_says_the_same_with_them() -> None:
    found = [heading for page, _ in small.real().values() for heading in page.headings if heading.pieces]
    assert len(found) > 100
    for heading in found:
        assert "".join(heading.pieces) == heading.text
        assert heading.html().count("<wbr>") == len(heading.pieces) - 1 == heading.markdown().count("<wbr>")
