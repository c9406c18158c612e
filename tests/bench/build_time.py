"""How long a build takes: a thousand pages of ours against the same pages written by hand.

Whoever can make such pages puts a module ``thousand_pages.py`` beside this one, with::

    def make_projects(folder: Path) -> tuple[Path, Path]:
        '''Two mkdocs.yml files below folder: 1,000 pages generated from YAML, and the same pages as plain Markdown.'''
"""

import importlib.util
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

ROUNDS = 3
#: Ends the name of the figure that another is compared with.
PLAIN = ", as plain Markdown"


def build_seconds(config: Path) -> float:
    """Seconds of one whole `mkdocs build` of ``config``, the start of Python and all."""
    out = config.parent / "site"
    shutil.rmtree(out, ignore_errors=True)
    command = [sys.executable, "-m", "mkdocs", "build", "--quiet", "-f", str(config), "-d", str(out)]
    start = time.perf_counter()
    subprocess.run(command, check=True, env={**os.environ, "NO_MKDOCS_2_WARNING": "1"}, cwd=config.parent)
    return time.perf_counter() - start


def compare(generated: Path, plain: Path, rounds: int = ROUNDS) -> tuple[float, float]:
    """Median seconds of both, built in turn."""
    pairs = [(build_seconds(generated), build_seconds(plain)) for _ in range(rounds)]
    return median(first for first, _ in pairs), median(second for _, second in pairs)


def measure_builds(folder: Path, say: Callable[[str], None]) -> dict[str, float]:
    """Figures by name, in seconds; empty, and said so, as long as nobody makes the pages."""
    if importlib.util.find_spec("bench.thousand_pages") is None:
        say("1,000 pages: not measured, there is no tests/bench/thousand_pages.py")
        return {}
    from bench.thousand_pages import make_projects

    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    ours, plain = compare(*make_projects(folder))
    return {"1,000 pages": ours, f"1,000 pages{PLAIN}": plain}
