"""What a contributor waits for: the check, a save until the browser shows it, and our share of a build."""

import os
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable
from pathlib import Path
from statistics import median

from tonghao import pages
from tonghao.load import load

ROOT = Path(__file__).parents[2]
SHARED = ("widgets", "node_modules", "docs", "src", "build", "setup", "Makefile", "THIRD_PARTY.md", "pyproject.toml")
PAGE, FILE = "en/naming/", "naming.yml"
ALLOWED = {"tonghao check": 0.5, "save YAML to new page": 1.5}


def measure_editing(folder: Path, rounds: int, say: Callable[[str], None]) -> dict[str, float]:
    """Median seconds by name, on a copy of the playbook."""
    project = project_of(folder)
    say("checking and saving")
    checks = [_timed(lambda: _run("tonghao.cli", "check", project)) for _ in range(rounds)]
    makes = [
        _timed(lambda: list(pages.pages(load(project / "playbook", project / "build" / "parsed"), pages.Assets())))
        for _ in range(rounds)
    ]
    return {
        "tonghao check": median(checks),
        "save YAML to new page": median(saves(project, rounds)),
        "YAML to pages": median(makes),
    }


def project_of(folder: Path) -> Path:
    """A project of its own with a copy of the playbook; all else is the real one."""
    project = folder / "editing"
    shutil.rmtree(project, ignore_errors=True)
    project.mkdir(parents=True)
    for name in SHARED:
        (project / name).symlink_to(ROOT / name)
    shutil.copy(ROOT / "mkdocs.yml", project)
    shutil.copytree(ROOT / "playbook", project / "playbook")
    return project


def _run(module: str, argument: str, project: Path) -> None:
    program = f"from {module} import main; main()"
    subprocess.run([sys.executable, "-c", program, argument], check=True, cwd=project, stdout=subprocess.DEVNULL)


def _timed(act: Callable[[], object]) -> float:
    start = time.perf_counter()
    act()
    return time.perf_counter() - start


def saves(project: Path, rounds: int, patience: float = 60) -> list[float]:
    """Seconds from writing the file until the server sends the page with the new words."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "mkdocs", "serve", "--quiet", "--dev-addr", f"127.0.0.1:{port}"]
    server = subprocess.Popen(command, cwd=project, env={**os.environ, "NO_MKDOCS_2_WARNING": "1"})
    file = project / "playbook" / FILE
    text = file.read_text("utf-8")
    try:
        _until(port, "<html", patience)
        times = []
        for number in range(rounds):
            mark = f"Benchmark {number} "
            start = time.perf_counter()
            file.write_text(re.sub(r'(?m)^(point:\n  en: "?)', rf"\g<1>{mark}", text, count=1), "utf-8")
            _until(port, mark, patience / 2)
            times.append(time.perf_counter() - start)
            time.sleep(1)  # as an editor's hand does; the next save must not meet the last rebuild
        return times
    finally:
        server.terminate()
        server.wait()


def _until(port: int, words: str, seconds: float) -> None:
    end = time.perf_counter() + seconds
    while time.perf_counter() < end:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/{PAGE}", timeout=30) as answer:
                if words in answer.read().decode():
                    return
        except OSError:
            pass
        time.sleep(0.02)
    raise TimeoutError(f"the server did not show {words!r}")
