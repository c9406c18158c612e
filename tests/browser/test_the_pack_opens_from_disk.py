"""The zip, unpacked into a folder with a blank and Chinese letters in its name: by double-click, and served to a room."""

import os
import re
import signal
import socket
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from itertools import takewhile
from pathlib import Path
from types import SimpleNamespace

import pytest
from playwright.sync_api import Browser, expect

from bench.server import SiteServer
from browser.firefox import Firefox
from browser.reader import DESK, Reader, library, title, word
from browser.test_search_finds_in_its_own_language import search
from browser_path import FLAGS, find_chromium

pytestmark = pytest.mark.browser
LIVE = "document.querySelector('tonghao-tool[data-live]') !== null"
SETTLED = """(() => {
  const answer = document.querySelector("[data-result]:not([aria-busy]) [data-verdict=not-ready-margin]");
  return answer?.closest("[data-result]").innerText;
})()"""
FOUND = "[...document.querySelectorAll('[data-md-component=search-result] ol > li a')].map(one => one.href)"


class DiskReader(Reader):
    """A reader whose pages are files."""

    @property
    def language(self) -> str:
        return re.findall(r"/(en|zh)/", self.path)[-1]


@pytest.fixture(scope="module")
def pack(running: SiteServer, folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder a reader has after unpacking."""
    place = tmp_path_factory.mktemp("pack")
    command = [
        str(Path(sys.executable).parent / "tonghao"),
        "pack",
        "--from",
        str(folder),
        "--to",
        str(place / "x.zip"),
    ]
    made = subprocess.run(command, capture_output=True, text=True, check=False)
    assert made.returncode == 0, made.stderr
    with zipfile.ZipFile(place / "x.zip") as archive:
        archive.extractall(place / "工作坊 day 1")
    return place / "工作坊 day 1" / f"tonghao-{library().site.version}"


@pytest.fixture
def disk(browser: Browser) -> Iterator[DiskReader]:
    context = browser.new_context(viewport=DESK, locale="zh-CN", reduced_motion="reduce")
    reader = DiskReader(context, SimpleNamespace(url="file://"))
    yield reader
    complaints = reader.complaints()
    context.close()
    assert not complaints, "\n".join(complaints)


def test_in_chromium_everything_opens_by_double_click(pack: Path, disk: DiskReader) -> None:
    page = disk.page
    page.goto((pack / "index.html").as_uri())
    page.wait_for_url("**/zh/index.html")
    expect(page.locator("main h1")).to_have_text(word("zh", "hero-title"))
    page.locator(".tg-path a").first.click()
    page.wait_for_url(f"**/zh/{library().site.playbooks[0]}/index.html")
    assert any(found.endswith("/zh/cold-start/index.html") for found in search(disk, "冷启动"))
    page.goto((pack / "en" / "tools" / "fit" / "index.html").as_uri())
    disk.listening()
    disk.types(margin="5").reads("not-ready-margin")
    page.locator("a.tg-language").click()
    page.wait_for_url("**/zh/tools/fit/index.html")
    disk.reads("not-ready-margin")  # what was typed is there in the other language
    page.goto((pack / "en" / "plan" / "index.html").as_uri())
    expect(page.locator("[data-plan]")).to_contain_text(title("en", "not-ready-margin").split("{")[0])
    page.goto((pack / "en" / "board" / "index.html").as_uri())
    disk.awake()
    page.locator('[data-act="join"]').click()
    expect(page.locator("[data-join]")).not_to_be_empty()
    page.goto((pack / "en" / "sandbox" / "index.html").as_uri())
    page.wait_for_selector("tonghao-sandbox[data-live]")
    assert any("/en/thresholds/index.html" in found for found in search(disk, "threshold"))
    page.locator("[data-md-component=search-result] a[href*='/thresholds/']").first.click()
    page.wait_for_url("**/en/thresholds/index.html*")
    page.goto((pack / "en" / "keep" / "index.html").as_uri())
    expect(page.locator('[data-part="state"]')).to_have_text(word("en", "offline-packed"))


def test_in_firefox_too(pack: Path) -> None:
    with Firefox() as firefox:
        page = firefox.open((pack / "index.html").as_uri())
        page.wait("location.pathname.endsWith('/en/index.html')")
        page.goes((pack / "en" / "tools" / "fit" / "index.html").as_uri())
        page.wait(LIVE)
        page.types('tonghao-tool form [name="margin"]', "5")
        assert title("en", "not-ready-margin").split("{")[0] in page.wait(SETTLED)
        page.clicks("a.tg-language")
        page.wait("location.pathname.endsWith('/zh/tools/fit/index.html')")
        assert title("zh", "not-ready-margin").split("{")[0] in page.wait(SETTLED)
        page.goes((pack / "zh" / "board" / "index.html").as_uri())
        page.wait("document.querySelector('tonghao-board[data-live]') !== null")
        for language, words, place in (("zh", "冷启动", "cold-start"), ("en", "threshold", "thresholds")):
            page.goes((pack / language / "fit" / "index.html").as_uri())
            page.types("[data-md-component=search-query]", words)
            page.wait(f"{FOUND}.some(one => one.includes('/{language}/{place}/index.html'))")
        # A page that is left while it loads says so; had its modules or its index not come, the waits above would fail.
        left = re.compile("loading dynamically imported module|search_index.js")
        assert [line for line in firefox.complaints() if not left.search(line)] == []


@pytest.fixture
def room(pack: Path) -> Iterator[tuple[subprocess.Popen[str], int]]:
    """The small server of the pack, and its port."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, str(pack / "serve.py"), "--port", str(port), "--address", "room.test"]
    environment = {**os.environ, "LC_ALL": "zh_CN.UTF-8"}
    with subprocess.Popen(
        command,
        stdout=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        env=environment,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),  # a shell's background ignores it
    ) as server:
        yield server, port
        server.kill()


def test_one_command_serves_a_room(browser: Browser, pack: Path, room: tuple[subprocess.Popen[str], int]) -> None:
    server, port = room
    assert server.stdout
    said = "".join(takewhile(lambda line: line != word("zh", "room-stop") + "\n", server.stdout))
    assert word("zh", "room-serving") in said and f"http://room.test:{port}/" in said
    assert len([line for line in said.splitlines() if re.fullmatch("[█▀▄ ]{29,}", line)]) > 14
    # A phone knows the laptop by an address that is neither https nor its own: much is forbidden to a page from there.
    flags = [*FLAGS, "--host-resolver-rules=MAP room.test 127.0.0.1"]
    phone = browser.browser_type.launch(executable_path=find_chromium(), args=flags)
    reader = Reader(phone.new_context(locale="zh-CN"), SimpleNamespace(url=f"http://room.test:{port}"))
    reader.open("/#go=tools/fit")
    reader.page.wait_for_url("**/zh/tools/fit/*")
    assert reader.page.evaluate("isSecureContext") is False
    reader.listening()
    reader.types(margin="5").reads("not-ready-margin")
    assert any("/zh/cold-start/" in found for found in search(reader.open("/zh/fit/"), "启动"))
    assert reader.complaints() == []
    phone.close()
    second = subprocess.run(
        [sys.executable, str(pack / "serve.py"), "--port", str(port), "--lang", "en"], capture_output=True, text=True
    )
    assert second.returncode == 1
    assert word("en", "room-taken", port=port, command=f"python3 serve.py --port {port + 1}") in second.stdout
    server.send_signal(signal.SIGINT)
    assert server.wait(30) == 0
    assert word("zh", "room-stopped") in server.stdout.read()
