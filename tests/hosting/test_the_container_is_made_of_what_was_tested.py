"""No container is built here; but its recipe must name the files, packages and commands that the other tests try."""

from __future__ import annotations

import re
from pathlib import Path

from tonghao import cli

ROOT = Path(__file__).parents[2]
RECIPE = (ROOT / "docs/hosting/Dockerfile").read_text("utf-8")


def test_it_installs_the_packages_the_tests_are_run_with() -> None:
    wanted = re.search(r"--no-install-recommends (nginx .*?) \\", RECIPE)
    tested = re.search(r"packages='(nginx .*?)'", (ROOT / "setup/bootstrap").read_text("utf-8"))
    assert wanted and tested and wanted[1] == tested[1]


def test_it_lays_everything_where_the_configuration_looks() -> None:
    assert "COPY docs/hosting/nginx.conf nginx.conf" in RECIPE
    config = (ROOT / "docs/hosting/nginx.conf").read_text("utf-8")
    laid = set(re.findall(r"^COPY --from=made /made/(\S+) \1$", RECIPE, re.MULTILINE))
    assert laid == {"site", "headers.conf"}
    assert "root site;" in config and "include headers.conf;" in config
    assert {path.split("/")[0] for path in re.findall(r"_path (\S+);|pid (\S+);", config)[0] if path} == {"tmp"}


def test_it_runs_commands_that_exist_in_an_order_that_works() -> None:
    ran = re.findall(r"\.venv/bin/tonghao (\w+)", RECIPE)
    assert ran == ["build", "compress", "headers"]
    assert set(ran) <= set(cli.main.commands)
    assert (ROOT / "setup/bootstrap").is_file()


def test_nothing_built_here_slips_into_it() -> None:
    left_out = (ROOT / "docs/hosting/Dockerfile.dockerignore").read_text("utf-8").split()
    assert {".venv", "node_modules", "site", "build"} <= set(left_out)
    assert not {".git", "playbook", "docs"} & set(left_out), "the foot of each page names the commit"
