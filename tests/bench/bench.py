"""Measure the site against an unmodified Pyodide page of the same tool.

    .venv/bin/python tests/bench/bench.py [--quick] [--json FILE] [--rounds N] [--no-build] [--peers]

All pages start Python at navigation. "Page" is our published page with the tool run by an unmodified Pyodide on the
page's own thread; "bare" is that tool on a page with nothing else. Each round opens all three, one after the other, on
both lines, in a browser that has never seen them (a fresh profile), and again in a second tab; the order changes from
round to round. A figure is the median of all rounds, in ms from the start of navigation until an answer computed by
Python stands in the page.

With ``--peers`` PyScript, pyodide-mkdocs-theme and JupyterLite take their turn with the same form (peers.py says what
is the same and what is not). The first time this installs them; after that no network is needed.

Limits of the method: one machine, one browser (Chromium), HTTP/1.1 without TLS from this machine; the slow line is the
browser's own emulation. A machine with other work to do favours the stock pages: they use one core, ours uses two.
"""

import argparse
import json
import sys
from pathlib import Path

# Started as a program, Python looks beside this file first, where "bench" is this file and not the folder.
sys.path[0] = str(Path(__file__).resolve().parents[1])

from bench.measure import lines, machine, measure  # noqa: E402
from bench.peers import versions  # noqa: E402
from bench.report import print_report  # noqa: E402


def main() -> int:
    parser = argparse.ArgumentParser(
        description="Measure the site against an unmodified Pyodide page of the same tool."
    )
    parser.add_argument("--quick", action="store_true", help="2 rounds: for a look, not for a figure to be quoted")
    parser.add_argument("--rounds", type=int, help="how many rounds (default 5)")
    parser.add_argument("--no-build", action="store_true", help="leave out the build times")
    parser.add_argument("--peers", action="store_true", help="PyScript, pyodide-mkdocs-theme and JupyterLite too")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write every single measurement too")
    options = parser.parse_args()
    rounds = options.rounds or (2 if options.quick else 5)
    figures, version = measure(
        rounds, 50, not options.no_build, options.peers, lambda line: print(f"  {line}", file=sys.stderr, flush=True)
    )
    about = f"{machine(version)}; {rounds} rounds"
    about += f"; {versions()}" if options.peers else ""
    over = print_report(lines(figures), about)
    if options.json:
        options.json.write_text(json.dumps({"machine": about, **vars(figures)}, indent=1), encoding="utf-8")
    return 1 if over else 0


if __name__ == "__main__":
    sys.exit(main())
