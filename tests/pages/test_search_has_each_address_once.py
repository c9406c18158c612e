from collections import Counter

import pytest

from tonghao import search
from tonghao.pages import Page


@pytest.mark.parametrize("language", ["en", "zh"])
def test_what_stands_before_the_heading_is_found_with_the_page(pages: dict[str, Page], language: str) -> None:
    """Two of one address would have every hit in its title marked twice, one mark inside the other."""
    own = [page for page in pages.values() if page.language == language]
    found = search.documents(own)
    assert {page.address for page in own if page.searchable} <= {one["location"] for one in found}
    assert [address for address, times in Counter(one["location"] for one in found).items() if times > 1] == []
