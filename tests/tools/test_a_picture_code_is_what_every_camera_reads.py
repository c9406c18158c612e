"""Our picture codes against another encoder's, module by module: texts of every kind, every version, every mask."""

import random

import pytest
import qrcode
from qrcode import util

from data import each
from tonghao_widgets import qr

CHANCE = random.Random("tonghao")
LETTERS = "abcdefgh?=&.#/中文é"


def theirs(text: str, version: int, mask: int) -> list[list[int]]:
    plain = all(char in qr.ALPHANUMERIC for char in text)
    square = qrcode.QRCode(version, qrcode.constants.ERROR_CORRECT_M, border=0, mask_pattern=mask)
    square.add_data(util.QRData(text.encode(), mode=util.MODE_ALPHA_NUM if plain else util.MODE_8BIT_BYTE))
    square.make(fit=False)
    return [[int(module) for module in row] for row in square.get_matrix()]


def ours(text: str, mask: int) -> list[list[int]]:
    return [list(row) for row in qr.matrix(text, mask)]


def texts() -> list[str]:
    found = ["A", "TH1-3000-01WV-R12T-AJJ0-RPTB-1ANB", "https://example.org/#go=tools/nine&nine?ratings.kol=4"]
    found += ["".join(CHANCE.choices(qr.ALPHANUMERIC, k=CHANCE.randint(1, 150))) for _ in range(120)]
    found += ["".join(CHANCE.choices(LETTERS, k=CHANCE.randint(1, 90))) for _ in range(120)]
    return found


def test_random_texts_become_the_same_squares() -> None:
    for text in texts():
        mask = CHANCE.randrange(8)
        mine = ours(text, mask)
        assert mine == theirs(text, (len(mine) - 17) // 4, mask), text


@each("version", range(1, 21))
def test_every_version_filled_to_the_brim_is_the_same(version: int) -> None:
    room = sum(count * size for count, size in qr.BLOCKS[version - 1][1]) - (2 if version < 10 else 3)
    text = "".join(CHANCE.choices("abc", k=room))
    mine = ours(text, version % 8)
    assert len(mine) == 17 + 4 * version
    assert mine == theirs(text, version, version % 8)


def test_the_mask_it_takes_is_one_of_the_eight() -> None:
    text = "TH1-3000-01WV-R12T-AJJ0-RPTB-1ANB"
    assert qr.matrix(text) in [qr.matrix(text, mask) for mask in range(8)]


def test_more_than_the_largest_holds_is_refused() -> None:
    with pytest.raises(qr.TooLong):
        qr.matrix("a" * 700)


def test_the_picture_says_what_it_is_and_keeps_its_quiet_edge() -> None:
    picture = qr.svg("A", "<b>")
    assert 'aria-label="&lt;b&gt;"' in picture and 'viewBox="0 0 29 29"' in picture
    assert "M4 4h7v1h-7z" in picture
