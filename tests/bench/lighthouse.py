"""Grade the built pages with Lighthouse: a phone on a slow line, four categories, two languages.

    make lighthouse                                             # installs Lighthouse the first time
    .venv/bin/python tests/bench/lighthouse.py [--site FOLDER] [--runs N] [--json FILE] [PAGE ...]

A home, a playbook, a tool and a workshop are opened as Lighthouse opens them by default: a mobile screen, a line of
1.6 Mbit/s and 150 ms and a processor four times slower, all three simulated from one fast visit. They are served by
nginx in the configuration of docs/hosting, security policy and compressed files and all; where there is no nginx, by
the bench's own server, which compresses as well and sends no policy but the one in the page.

A grade is the median of all runs. Exit status 1 when one is below 0.95. What a category under it complains of is
listed by name, from the run with the median grade.

Limits of the method: what is simulated is scaled from what this machine did, so other work on it costs performance
points; the load and Lighthouse's own measure of the processor are printed for that. No TLS, and HTTP/1.1, where each
new connection pays a round trip: a host with HTTP/2 does better.
"""

import argparse
import contextlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from statistics import median

# Started as a program, Python looks beside this file first, where "lighthouse" is this file.
sys.path[0] = str(Path(__file__).resolve().parents[1])

from bench.server import Brotli, SiteServer  # noqa: E402
from browser_path import FLAGS, find_chromium  # noqa: E402
from hosting.nginx import Nginx, NoNginxError, find_nginx  # noqa: E402
from tonghao import hosting  # noqa: E402

ROOT = Path(__file__).resolve().parents[2]
INSTALLED = ROOT / "setup" / "lighthouse" / "node_modules" / "lighthouse"
#: One page of each kind; a language stands before it.
PAGES = ("", "rituals/", "tools/fit/", "workshops/cold-start-studio/")
LANGUAGES = ("en", "zh")
CATEGORIES = {"performance": "perf", "accessibility": "a11y", "best-practices": "best", "seo": "seo"}
TIMES = {
    "first-contentful-paint": "FCP",
    "largest-contentful-paint": "LCP",
    "total-blocking-time": "TBT",
    "cumulative-layout-shift": "CLS",
    "speed-index": "SI",
}
WANTED = 0.95
LONGEST = 600  # seconds for a build or a visit


def main() -> int:
    parser = argparse.ArgumentParser(description="Grade the built pages with Lighthouse.")
    parser.add_argument("pages", nargs="*", metavar="PAGE", help="addresses such as en/tools/fit/ (default: all eight)")
    parser.add_argument("--site", type=Path, help="a built site (default: build one)")
    parser.add_argument("--runs", type=int, default=3, help="runs of each page; the median counts (default 3)")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the report of each page's median run too")
    options = parser.parse_args()
    if not INSTALLED.is_dir():
        print("Lighthouse is not installed: run `make lighthouse`.", file=sys.stderr)
        return 2
    pages = options.pages or [f"{language}/{page}" for page in PAGES for language in LANGUAGES]
    chosen: dict[str, dict] = {}
    print(f"Lighthouse {_version()}, mobile, median of {options.runs}; {_load()}\n{_head()}", flush=True)
    under = False
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as place, _served(options.site, Path(place)) as url:
        for page in pages:
            reports = [_visit(f"{url}/{page}", Path(place)) for _ in range(options.runs)]
            grades = {name: median(_grade(report, name) for report in reports) for name in CATEGORIES}
            report = min(reports, key=lambda one: abs(_grade(one, "performance") - grades["performance"]))
            chosen[page] = report
            print(_row(page, grades, report), flush=True)
            low = [name for name, grade in grades.items() if grade < WANTED]
            for complaint in (line for name in low for line in _complaints(report, name)):
                print(f"    {complaint}", flush=True)
            under = under or bool(low)
    print(f"{_load()}\n{f'some grades are under {WANTED}' if under else f'all grades are {WANTED} or better'}")
    if options.json:
        options.json.write_text(json.dumps(chosen, indent=1, ensure_ascii=False), "utf-8")
    return 1 if under else 0


@contextlib.contextmanager
def _served(site: Path | None, place: Path) -> Iterator[str]:
    """The address of a server with ``site``, or with one that is built now, compressed as a host sends it."""
    copy = place / "built"
    if site:
        shutil.copytree(site, copy)  # the compressed files are laid beside the others, and nobody asked for them
    else:
        _run([ROOT / ".venv" / "bin" / "tonghao", "build", "--to", copy], "the site cannot be built")
    try:
        find_nginx()
    except NoNginxError:
        print("(no nginx here: served by the bench's own server)", flush=True)
        with SiteServer(copy, brotli=Brotli(ROOT / "build" / "bench" / "brotli")) as server:
            yield server.url
    else:
        hosting.compress(copy, ROOT / "build" / "compressed")
        with Nginx(copy, place / "nginx") as host:
            yield host.url


def _visit(address: str, place: Path) -> dict:
    """Lighthouse's report of one visit, with a browser and a profile of its own."""
    file = place / "report.json"
    command = [ROOT / ".venv" / "bin" / "node", INSTALLED / "cli" / "index.js", address]
    command += ["--quiet", "--no-enable-error-reporting", "--output=json", f"--output-path={file}"]
    command += [f"--only-categories={','.join(CATEGORIES)}", f"--chrome-flags={' '.join(('--headless=new', *FLAGS))}"]
    # A recording of the visit sometimes lacks its beginning; Lighthouse says so, and asks to be run again.
    _run(command, f"Lighthouse cannot open {address}", tries=2, CHROME_PATH=find_chromium())
    return json.loads(file.read_text("utf-8"))


def _run(command: list[Path | str], problem: str, tries: int = 1, **environment: str) -> None:
    words, settings = list(map(str, command)), {**os.environ, **environment}
    for _ in range(tries):
        done = subprocess.run(
            words, cwd=ROOT, env=settings, capture_output=True, text=True, check=False, timeout=LONGEST
        )
        if done.returncode == 0:
            return
    sys.exit(f"{problem}:\n{(done.stdout + done.stderr)[-3000:]}")


def _grade(report: dict, category: str) -> float:
    """0 to 1; a category in which an audit failed to run has no grade, and counts as 0."""
    return report["categories"][category]["score"] or 0.0


def _head() -> str:
    return "".join(
        [f"{'page':<34}", *(f"{name:>6}" for name in (*CATEGORIES.values(), *TIMES.values())), "   processor"]
    )


def _row(page: str, grades: dict[str, float], report: dict) -> str:
    """Grades, then ms (CLS: as it is) of the median run, and how fast Lighthouse found this machine just then."""
    audits = report["audits"]
    times = [audits[name]["numericValue"] for name in TIMES]
    told = [
        f"{value:6.0f}" if name != "CLS" else f"{value:6.2f}" for name, value in zip(TIMES.values(), times, strict=True)
    ]
    speed = f"{report['environment']['benchmarkIndex']:12.0f}"
    verdict = "PASS" if min(grades.values()) >= WANTED else "under"
    return "".join([f"{page:<34}", *(f"{grade:6.2f}" for grade in grades.values()), *told, speed, f"  {verdict}"])


def _complaints(report: dict, category: str) -> Iterator[str]:
    """What Lighthouse would have otherwise, the heaviest first. For performance also what it only advises."""
    asked = sorted(report["categories"][category]["auditRefs"], key=lambda one: -one["weight"])
    for one in asked:
        audit = report["audits"][one["id"]]
        advice = category == "performance" and any((audit.get("metricSavings") or {}).values())
        if audit["score"] is not None and audit["score"] < 0.9 and (one["weight"] or advice):
            yield f"{CATEGORIES[category]}: {one['id']} {audit.get('displayValue', '')}".rstrip()


def _version() -> str:
    return json.loads((INSTALLED / "package.json").read_text("utf-8"))["version"]


def _load() -> str:
    return f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors"


if __name__ == "__main__":
    sys.exit(main())
