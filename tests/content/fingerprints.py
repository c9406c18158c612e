"""Fingerprints of texts: hashes of every run of 13 Chinese characters and of every run of 8 English words.

The source documents are not ours to publish, so the repository holds only these hashes (``seed_fingerprints.bin``,
made by ``make_fingerprints.py``). They tell that a run was copied, and nothing else about the documents.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterator

CHINESE, ENGLISH = 13, 8
SIZE = 5
# Damage done by the scraper to one source document; a copy that was cleaned up is a copy all the same.
DAMAGED = (
    "丅嘚恏旳囿佷営歭鈈這個們囷莋鼡訁孓粅楿爾貝㈣㈠笁怹嬤戓歸峩尐嘟凊吔仩妀偠垨甾祐渻罘縋峫見"
    "師親過開間時對長學業發經運戶務戲熱鬧訪"
)
MENDED = (
    "下的好的有很营持不这个们和做用言子物相尔贝四一工他么或归我少都清也上改要守在右省不追起见"
    "师亲过开间时对长学业发经运户务戏热闹访"
)
_MEND = str.maketrans(DAMAGED, MENDED)


def normal(text: str) -> str:
    """Lower case, half-width, the scraper's damage mended."""
    return unicodedata.normalize("NFKC", text).translate(_MEND).lower()


def runs(text: str) -> Iterator[str]:
    """Every run of 13 Chinese characters and of 8 English words; punctuation and space between them do not count."""
    bare = re.sub(r"[^\w]|_", " ", normal(text))
    for stretch in re.findall(r"[\u3400-\u9fff][\u3400-\u9fff ]*", bare):
        letters = stretch.replace(" ", "")
        yield from (letters[at : at + CHINESE] for at in range(len(letters) - CHINESE + 1))
    for stretch in re.findall(r"[a-z0-9][a-z0-9 ]*", bare):
        words = stretch.split()
        yield from (" ".join(words[at : at + ENGLISH]) for at in range(len(words) - ENGLISH + 1))


def print_of(run: str) -> bytes:
    """The fingerprint of one run."""
    return hashlib.sha256(run.encode()).digest()[:SIZE]


def pack(prints: set[bytes]) -> bytes:
    """Fingerprints as one file."""
    return b"".join(sorted(prints))


def unpack(data: bytes) -> set[bytes]:
    """The file's fingerprints."""
    return {data[at : at + SIZE] for at in range(0, len(data), SIZE)}
