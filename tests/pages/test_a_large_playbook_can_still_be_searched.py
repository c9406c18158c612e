"""The search index of a language has an upper bound; every section stays in it."""

from typing import Any

from data import each
from tonghao import search


def sections(*lengths: int) -> list[dict[str, Any]]:
    return [
        {"location": f"page/#{place}", "title": f"Section {place}", "text": "x" * length}
        for place, length in enumerate(lengths)
    ]


def kept(lengths: tuple[int, ...], most: int) -> list[int]:
    return [len(document["text"]) for document in search.shortened(sections(*lengths), most)]


@each(
    "lengths, most, expected",
    [
        ((5, 10, 20), 35, [5, 10, 20]),
        ((5, 10, 20), 29, [5, 10, 14]),
        ((5, 10, 20), 21, [5, 8, 8]),
        ((20, 20, 20), 30, [10, 10, 10]),
        ((7, 7), 0, [0, 0]),
        ((), 10, []),
    ],
)
def test_only_the_longest_texts_lose_their_ends(lengths: tuple[int, ...], most: int, expected: list[int]) -> None:
    assert kept(lengths, most) == expected


def test_titles_and_addresses_stay_whole() -> None:
    for before, after in zip(sections(50, 500), search.shortened(sections(50, 500), 20), strict=True):
        assert (before["location"], before["title"]) == (after["location"], after["title"])


def test_no_sign_is_cut_in_two() -> None:
    (made,) = search.shortened([{"location": "", "title": "", "text": "fish &amp; chips"}], 8)
    assert made["text"] == "fish "
