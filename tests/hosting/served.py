"""The site of a copy of a playbook, served as ``make serve`` serves it."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).parents[2]
SHARED = ("widgets", "node_modules", "docs", "src", "build", "setup", "Makefile", "THIRD_PARTY.md", "pyproject.toml")


def surround(folder: Path) -> Path:
    """Make a project of a folder with a ``playbook/``: all else is the real one."""
    for name in SHARED:
        (folder / name).symlink_to(ROOT / name)
    shutil.copy(ROOT / "mkdocs.yml", folder)
    return folder


class Server:
    """``mkdocs serve`` in ``project``; what it says goes to a file there."""

    def __init__(self, project: Path, patience: float) -> None:
        self.playbook, self._patience = project / "playbook", patience
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self._root = f"127.0.0.1:{probe.getsockname()[1]}"
        command = [sys.executable, "-m", "mkdocs", "serve", "--dev-addr", self._root]
        environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
        self.said = project / "said.txt"
        with self.said.open("w") as said:
            self.process = subprocess.Popen(command, cwd=project, env=environment, stdout=said, stderr=said)

    def get(self, path: str) -> str:
        """The file at ``path``; OSError when there is none."""
        with urllib.request.urlopen(f"http://{self._root}/{path}", timeout=self._patience) as answer:
            return answer.read().decode()

    def shows(self, path: str, fits: Callable[[str], bool]) -> str:
        """The file at ``path`` as soon as it fits."""
        end = time.monotonic() + self._patience
        while time.monotonic() < end:
            try:
                if fits(text := self.get(path)):
                    return text
            except OSError:
                pass
            time.sleep(0.02)
        raise AssertionError(f"{path} did not come: {self.said.read_text('utf-8')[-2000:]}")


@contextmanager
def served(project: Path, first: str, patience: float = 60) -> Iterator[Server]:
    """The server, once it shows its page ``first``."""
    server = Server(project, patience)
    try:
        server.shows(first, lambda text: "</html>" in text)
        yield server
    finally:
        server.process.terminate()
        server.process.wait()
