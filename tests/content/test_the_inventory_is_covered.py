"""Every entry of the sources' inventory is carried by a record, or stands in the list of gaps with a reason."""

from pathlib import Path
from typing import Any

from content.texts import listed
from data import golden
from tonghao.load import Shelf

GAPS = golden(Path(__file__).with_name("inventory_gaps.yml"))["gaps"]
INVENTORY = listed("inventory_ids.txt")


def covered(value: Any) -> set[str]:
    """Every id under any ``covers:``."""
    if isinstance(value, dict):
        return set(value.get("covers", ())).union(*(covered(item) for item in value.values()))
    return set().union(*map(covered, value)) if isinstance(value, list) else set()


def test_every_entry_is_covered_or_a_known_gap(shelf: Shelf) -> None:
    there = set().union(*(covered(document.data) for _, document in shelf.entries))
    assert sorted(set(INVENTORY) - there) == sorted(GAPS)
    assert all(isinstance(reason, str) and reason for reason in GAPS.values())


def test_nothing_claims_to_cover_what_is_no_entry(shelf: Shelf) -> None:
    there = set().union(*(covered(document.data) for _, document in shelf.entries))
    assert there - set(INVENTORY) == set()
    assert len(INVENTORY) == len(set(INVENTORY)) >= 70
