"""A page's policy is made from the page itself."""

from __future__ import annotations

import base64
import hashlib
import re
from html import unescape
from pathlib import Path

import pytest

from hosting import made_up
from tonghao import hosting, policy

HEAD = '<!doctype html><html><head><meta charset="utf-8"><title>x</title>'


def named(script: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()}'"


@pytest.mark.parametrize(
    ("markup", "scripts"),
    [
        ("<script>one()</script>", ["one()"]),
        ("<SCRIPT data-x='1'>one()</SCRIPT ><script\nid=a>\ntwo()\n</script>", ["one()", "\ntwo()\n"]),
        ('<script type="module">import "./a.mjs"</script>', ['import "./a.mjs"']),
        ('<script src="a.js"></script><script async src=a.js> </script>', []),
        ('<script type="application/json">{"a": "<b>"}</script><script id=x type=application/ld+json>{}</script>', []),
        ('<script type="importmap">{}</script>', ["{}"]),
        ("<p>no script</p>", []),
    ],
)
def test_what_runs_is_told_from_what_is_data(markup: str, scripts: list[str]) -> None:
    assert policy.inline_scripts(HEAD + markup) == scripts
    assert policy.hashes(HEAD + markup) == {named(script) for script in scripts}


def test_line_ends_count_as_a_browser_counts_them() -> None:
    assert policy.hashes("<script>a\r\nb\rc</script>") == {named("a\nb\nc")}


def test_it_stands_before_all_it_rules_and_only_once() -> None:
    page = policy.with_policy(f"{HEAD}<script>one()</script></head></html>")
    assert page == policy.with_policy(page)
    assert page.count("Content-Security-Policy") == 1
    assert page.index("Content-Security-Policy") < page.index("<title>")
    content = re.search(r'content="([^"]*)"', page)
    assert content and unescape(content[1]) == policy.policy([named("one()")])
    assert policy.without_policy(page) == f"{HEAD}<script>one()</script></head></html>"


def test_a_page_it_cannot_be_put_into_is_refused() -> None:
    with pytest.raises(ValueError, match="charset"):
        policy.with_policy("<!doctype html><title>x</title>")


def test_it_allows_no_text_to_become_code_and_nothing_from_elsewhere() -> None:
    said = policy.policy([])
    assert "default-src 'none'" in said and "base-uri 'none'" in said and "require-trusted-types-for 'script'" in said
    assert not re.search(r"'unsafe-(?:inline|eval|hashes)'|\*|https?:|blob:|report-", said)


def test_the_hosts_policy_lets_every_page_run(tmp_path: Path) -> None:
    site = made_up.build(tmp_path)
    whole = policy.of_site(site)
    for page in site.rglob("*.html"):
        assert all(name in whole for name in policy.hashes(page.read_text("utf-8")))
    assert whole.count("sha256-") == len(made_up.PAGES)


def test_a_large_site_needs_no_more_rules_than_a_small_one(tmp_path: Path) -> None:
    site = made_up.build(tmp_path)
    small = hosting.static_headers(site)
    for number in range(100):
        (site / "en" / f"section-{number}").mkdir()
        (site / "en" / f"section-{number}" / "index.html").write_bytes((site / "en" / "index.html").read_bytes())
    assert hosting.static_headers(site) == small and small.count("\n") > 10


def test_what_is_compressed_is_the_same_every_time_and_only_where_it_pays(tmp_path: Path) -> None:
    site = made_up.build(tmp_path / "site")
    before, after = hosting.compress(site, tmp_path / "kept")
    made = {path.name: path.read_bytes() for path in site.rglob("*") if path.suffix in {".br", ".gz"}}
    assert 0 < after < before and "main.0123456789.mjs.br" in made
    assert "seal.svg.br" not in made, "a file of a few bytes only grows"
    assert hosting.compress(site, tmp_path / "kept") == hosting.compress(site, tmp_path / "other") == (before, after)
    assert {path.name: path.read_bytes() for path in site.rglob("*") if path.suffix in {".br", ".gz"}} == made
