"""What a contributor waits for: the check, a save until the browser shows it, and our share of a build."""

import re
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

from hosting.served import served, surround
from tonghao import pages
from tonghao.load import load
from tonghao.memory import Memory

ROOT = Path(__file__).parents[2]
PAGE, FILE = "en/naming/", "naming.yml"
ALLOWED = {"tonghao check": 0.5, "save YAML to new page": 1.5}


def measure_editing(folder: Path, rounds: int, say: Callable[[str], None]) -> dict[str, float]:
    """Median seconds by name, on a copy of the playbook."""
    project = project_of(folder)
    say("checking and saving")
    checks = [_timed(lambda: _run("tonghao.cli", "check", project)) for _ in range(rounds)]
    makes = [
        _timed(
            lambda: list(pages.pages(load(project / "playbook", Memory(project / "build" / "parsed")), pages.Assets()))
        )
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
    shutil.copytree(ROOT / "playbook", project / "playbook")
    return surround(project)


def _run(module: str, argument: str, project: Path) -> None:
    program = f"from {module} import main; main()"
    subprocess.run([sys.executable, "-c", program, argument], check=True, cwd=project, stdout=subprocess.DEVNULL)


def _timed(act: Callable[[], object]) -> float:
    start = time.perf_counter()
    act()
    return time.perf_counter() - start


def saves(project: Path, rounds: int, patience: float = 60) -> list[float]:
    """Seconds from writing the file until the server sends the page with the new words."""
    file = project / "playbook" / FILE
    text = file.read_text("utf-8")
    times = []
    with served(project, PAGE, patience) as server:
        for number in range(rounds):
            mark = f"Benchmark {number} "
            start = time.perf_counter()
            file.write_text(re.sub(r'(?m)^(point:\n  en: "?)', rf"\g<1>{mark}", text, count=1), "utf-8")
            server.shows(PAGE, lambda page, mark=mark: mark in page)
            times.append(time.perf_counter() - start)
            time.sleep(1)  # as an editor's hand does; the next save must not meet the last rebuild
    return times
