"""Facts past their day and links that no longer open, each with the line it stands at."""

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from click.testing import CliRunner

from pages import small
from tonghao import cli, upkeep
from tonghao.model import Library

FACTS = """kind: facts
facts:
  - id: old-cap
    fact: { en: A cap of 500., zh: 上限 500。 }
    type: platform
    checked_on: "2025-01-01"
    recheck_by: "2025-04-01"
    sources: [book]
  - id: young-cap
    fact: { en: A cap of 200., zh: 上限 200。 }
    type: platform
    checked_on: "2025-01-01"
    recheck_by: "2999-04-01"
    sources: [book]
"""


class Web(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        """The path is the status; 301 leads to 200."""
        status = int(self.path.strip("/"))
        self.send_response(status)
        if status == 301:
            self.send_header("Location", "/200")
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Silence."""


@pytest.fixture(scope="module")
def web() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Web)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()


def test_a_fact_is_overdue_the_day_after_its_day(tmp_path: Path) -> None:
    playbook = small.put(tmp_path)
    (playbook / "facts.yml").write_text(FACTS, "utf-8")
    library = small.library(playbook)
    assert upkeep.overdue(library, "2025-04-01") == []
    assert upkeep.overdue(library, "2025-04-02") == ["playbook/facts.yml:3: old-cap was to be checked by 2025-04-01"]


def test_what_is_gone_is_told_apart_from_what_wants_a_person(web: str) -> None:
    found = {f"{web}/{status}": f"s.yml:{status}" for status in (200, 301, 403, 404, 429, 500)}
    gone, guarded = upkeep.dead({**found, "http://127.0.0.1:1/": "s.yml:1", "http://": "s.yml:2"})
    assert [line.split(":")[1].split()[0] for line in gone] == ["1", "2", "404", "500"]
    assert [line.split(":")[1] for line in guarded] == ["403", "429"]
    assert not any("\n" in line for line in gone)


def test_every_cited_address_is_asked_once(library: Library) -> None:
    asked: list[str] = []
    gone, guarded = upkeep.dead(upkeep.addresses(library), lambda address: asked.append(address) or 200)
    assert (gone, guarded) == ([], [])
    assert sorted(asked) == sorted({source.url for source in library.sources.values() if source.url})
    assert len(asked) > 20


def test_the_command_says_so_and_ends_with_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    playbook = small.put(tmp_path)
    (tmp_path / "mkdocs.yml").touch()
    monkeypatch.chdir(tmp_path)
    fine = CliRunner().invoke(cli.main, ["upkeep"])
    assert (fine.exit_code, fine.stdout) == (0, "nothing is overdue\n")
    (playbook / "facts.yml").write_text(FACTS, "utf-8")
    late = CliRunner().invoke(cli.main, ["upkeep"])
    assert late.exit_code == 1
    assert late.stdout == (
        "## Facts to check again\n\n- playbook/facts.yml:3: old-cap was to be checked by 2025-04-01\n"
    )
