"""The recipe for nginx, asked over the wire by the real server: types, caching, compression, errors, policy."""

from __future__ import annotations

import gzip
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path

import brotli
import pytest

from hosting import static_host
from hosting.made_up import FILES, PAGES
from hosting.nginx import Nginx

pytestmark = pytest.mark.browser

HTML = "text/html; charset=utf-8"
WASM = "/assets/runtime/pyodide.asm.01234567.wasm"
MODULE = "/assets/shell/main.0123456789.mjs"
INDEX = "/en/search/search_index.json"
TYPES = {
    "/en/": HTML,
    "/": HTML,
    MODULE: "text/javascript; charset=utf-8",
    "/assets/javascripts/bundle.01234567.min.js": "text/javascript; charset=utf-8",
    "/assets/stylesheets/main.01234567.min.css": "text/css; charset=utf-8",
    WASM: "application/wasm",
    INDEX: "application/json",
    "/assets/seal.svg": "image/svg+xml",
    "/sitemap.xml": "application/xml; charset=utf-8",
}
FOR_EVER = "public, max-age=31536000, immutable"
EVERY = [*(f"/{name}".removesuffix("index") for name in PAGES if name != "404"), *(f"/{name}" for name in FILES)]


def ask(host: Nginx, path: str, method: str = "GET", **headers: str) -> tuple[HTTPResponse, bytes]:
    connection = HTTPConnection("127.0.0.1", host.port, timeout=10)
    connection.request(method, path, headers={name.replace("_", "-"): value for name, value in headers.items()})
    answer = connection.getresponse()
    body = answer.read()
    connection.close()
    return answer, body


def file(site: Path, path: str) -> bytes:
    return (site / (f"{path}index.html" if path.endswith("/") else path).lstrip("/")).read_bytes()


@pytest.mark.parametrize("path", TYPES)
def test_each_file_has_the_type_a_browser_needs(nginx: Nginx, site: Path, path: str) -> None:
    answer, body = ask(nginx, path)
    assert (answer.status, answer.headers["Content-Type"]) == (200, TYPES[path])
    assert body == file(site, path)


@pytest.mark.parametrize("path", EVERY)
def test_what_has_its_hash_in_its_name_is_kept_and_all_else_is_asked_for_again(nginx: Nginx, path: str) -> None:
    hashed = "0123456" in path
    assert ask(nginx, path)[0].headers["Cache-Control"] == (FOR_EVER if hashed else "no-cache")


def test_a_page_that_did_not_change_is_not_sent_again(nginx: Nginx) -> None:
    tag = ask(nginx, "/en/")[0].headers["ETag"]
    answer, body = ask(nginx, "/en/", If_None_Match=tag)
    assert (answer.status, body) == (304, b"")
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]


@pytest.mark.parametrize("path", ["/en/", WASM, MODULE, INDEX])
def test_it_sends_what_was_compressed_beforehand(nginx: Nginx, site: Path, path: str) -> None:
    plain = file(site, path)
    for accepted, name, back in (("gzip, br", "br", brotli.decompress), ("gzip", "gzip", gzip.decompress)):
        answer, body = ask(nginx, path, Accept_Encoding=accepted)
        assert answer.headers["Content-Encoding"] == name
        assert back(body) == plain and len(body) < len(plain)
        assert "Accept-Encoding" in answer.headers["Vary"]
        assert answer.headers["Content-Type"] == ask(nginx, path)[0].headers["Content-Type"]
    answer, body = ask(nginx, path, Accept_Encoding="identity")
    assert answer.headers["Content-Encoding"] is None and body == plain


def test_each_way_of_sending_has_a_tag_of_its_own(nginx: Nginx) -> None:
    tags = [ask(nginx, WASM, Accept_Encoding=way)[0].headers["ETag"] for way in ("br", "gzip", "identity")]
    assert len({*tags}) == 3


@pytest.mark.parametrize("path", ["/en/", WASM])
def test_head_says_the_same_without_a_body(nginx: Nginx, path: str) -> None:
    asked, body = ask(nginx, path)
    answer, nothing = ask(nginx, path, "HEAD")
    skip = {"date"}
    assert nothing == b"" and answer.status == 200
    assert {(name.lower(), value) for name, value in answer.getheaders() if name.lower() not in skip} == {
        (name.lower(), value) for name, value in asked.getheaders() if name.lower() not in skip
    }
    assert int(answer.headers["Content-Length"]) == len(body)


def test_part_of_a_file_can_be_asked_for(nginx: Nginx, site: Path) -> None:
    answer, body = ask(nginx, WASM, Range="bytes=4-11")
    assert (answer.status, body) == (206, file(site, WASM)[4:12])
    assert answer.headers["Content-Range"] == f"bytes 4-11/{len(file(site, WASM))}"
    assert ask(nginx, WASM, Range="bytes=99999-")[0].status == 416


def test_a_folder_without_its_slash_leads_to_the_page_whatever_stands_before_the_server(nginx: Nginx) -> None:
    answer, _ = ask(nginx, "/en/fit", Host="example.org")
    assert (answer.status, answer.headers["Location"]) == (301, "/en/fit/")


@pytest.mark.parametrize("path", ["/en/no/such/", "/assets/shell/", "/assets/shell/gone.0123456789.mjs", "/_headers"])
def test_what_is_missing_is_said_in_our_words_and_kept_by_nobody(nginx: Nginx, site: Path, path: str) -> None:
    answer, body = ask(nginx, path)
    assert (answer.status, answer.headers["Content-Type"], body) == (404, HTML, file(site, "/404.html"))
    assert answer.headers["Cache-Control"] == "no-cache"
    assert "frame-ancestors 'none'" in answer.headers["Content-Security-Policy"]


def test_nothing_above_the_site_can_be_read(nginx: Nginx) -> None:
    for path in ("/../headers.conf", "/%2e%2e/headers.conf", "/en/..%2f..%2fheaders.conf", "/assets/../../nginx.conf"):
        assert ask(nginx, path)[0].status in {400, 404}


def test_it_takes_nothing_in_and_does_not_say_what_it_is(nginx: Nginx) -> None:
    assert ask(nginx, "/en/", "POST")[0].status == 405
    assert ask(nginx, "/en/")[0].headers["Server"] == "nginx"
    assert ask(nginx, "/healthz")[1] == b"ok\n"


@pytest.mark.parametrize("path", [*EVERY, "/en/no/such/"])
def test_the_guards_are_sent_with_everything(nginx: Nginx, path: str) -> None:
    sent = ask(nginx, path)[0].headers
    assert sent["X-Content-Type-Options"] == "nosniff"
    assert sent["Referrer-Policy"] == sent["Cross-Origin-Opener-Policy"] == "same-origin"
    assert "camera=()" in sent["Permissions-Policy"]
    policy = sent["Content-Security-Policy"]
    assert policy.startswith("default-src 'none'; script-src 'self' 'wasm-unsafe-eval' 'sha256-")
    assert "'unsafe-inline'" not in policy and "'unsafe-eval'" not in policy
    assert ("frame-ancestors 'none'" in policy) == ("/embed/" not in path)


def test_static_hosts_are_told_the_same(nginx: Nginx, site: Path) -> None:
    """A policy in two parts rules as both; hosts of this kind revalidate pages by themselves."""
    told = (site / "_headers").read_text("utf-8")
    for path in EVERY:
        mine, theirs = ask(nginx, path)[0].headers, static_host.headers(told, path)
        for name in ("X-Content-Type-Options", "Referrer-Policy", "Cross-Origin-Opener-Policy", "Permissions-Policy"):
            assert theirs[name.lower()] == mine[name]
        assert theirs.get("cache-control", "no-cache") == mine["Cache-Control"]
        if path.endswith("/"):
            parts = theirs["content-security-policy"].replace(", ", "; ")
            assert parts == mine["Content-Security-Policy"]


def test_the_log_says_what_was_read_and_not_by_whom(nginx: Nginx) -> None:
    ask(nginx, "/zh/?secret=1", User_Agent="somebody", Referer="https://example.org/")
    assert "GET /zh/index.html 200" in nginx.log()
    assert not any(
        word in nginx.log() for word in ("127.0.0.1", "somebody", "example.org", "secret", "[warn]", "[error]")
    )
