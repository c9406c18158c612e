"""No run of 13 Chinese characters or 8 English words is shared with a source document, however it is punctuated."""

from functools import cache
from pathlib import Path

import pytest

from content.fingerprints import pack, print_of, runs, unpack
from content.texts import ROOT, listed

PRINTS = unpack(Path(__file__).with_name("seed_fingerprints.bin").read_bytes())
ALLOWED = {line.split("\t")[0] for line in listed("allowed_runs.txt")}
TEXTS = sorted(
    path
    for room, kinds in (("playbook", "*.yml"), ("docs", "*.md"), ("widgets", "*.py"), ("src", "*.py"), (".", "*.md"))
    for path in ((ROOT / room).rglob(kinds) if room != "." else ROOT.glob(kinds))
)


@cache
def shared() -> dict[str, str]:
    """Every run of ours that a source has too, with one of the texts it stands in."""
    return {
        run: path.relative_to(ROOT).as_posix()
        for path in TEXTS
        for run in runs(path.read_text("utf-8"))
        if print_of(run) in PRINTS
    }


def test_no_text_of_ours_shares_a_run() -> None:
    """Say it in your own words, or enumerate it in ``tests/content/allowed_runs.txt``."""
    assert [f"{file}: {run}" for run, file in shared().items() if run not in ALLOWED] == []


def test_every_allowed_run_is_one_we_share() -> None:
    assert ALLOWED - {*shared()} == set()


def test_there_is_something_to_compare() -> None:
    assert len(PRINTS) > 10_000 and len(TEXTS) > 200


@pytest.mark.parametrize(
    ("original", "copy"),
    [
        ("门前大桥下游过一群鸭快来快来数一数", "“门前大桥下，游过一群鸭！”快来……快来数一数。"),
        ("门前大桥下游过一群鸭", "门前大桥下游过一群鸭"),
        ("有门前大桥下游过一群鸭快来", "囿门前大桥丅游过一群鸭快来"),
        ("The quick brown fox jumps over the lazy dog", "the quick, brown fox\njumps over — the LAZY cat"),
    ],
)
def test_a_copy_is_found_through_punctuation_case_and_damage(original: str, copy: str) -> None:
    known = {print_of(run) for run in runs(original)}
    found = [run for run in runs(copy) if print_of(run) in unpack(pack(known))]
    assert bool(found) == (len(original) > 12)
