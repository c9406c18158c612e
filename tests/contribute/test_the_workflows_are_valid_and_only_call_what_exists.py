"""Workflow files follow GitHub's own schema, hold to least rights, and run commands and targets that exist."""

import json
import re
import subprocess
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from jsonschema import Draft7Validator

from data import each, golden
from tonghao import cli

ROOT = Path(__file__).parents[2]
WORKFLOWS = sorted((ROOT / ".github/workflows").glob("*.yml"))


@cache
def read(path: Path) -> dict[str, Any]:
    data = golden(path)
    data["on"] = data.pop(True)  # YAML 1.1 reads `on` as true
    return data


def scripts(path: Path) -> str:
    return "\n".join(step.get("run", "") for job in read(path)["jobs"].values() for step in job["steps"])


@cache
def official() -> Draft7Validator:
    vendored = files("check_jsonschema").joinpath("builtin_schemas", "vendor", "github-workflows.json")
    return Draft7Validator(json.loads(vendored.read_text("utf-8")))


EACH = each("path", WORKFLOWS, ids=lambda path: path.name)


@EACH
def test_it_follows_the_official_schema(path: Path) -> None:
    data = json.loads(json.dumps(read(path)))
    assert [error.message[:200] for error in official().iter_errors(data)] == []


def test_the_official_schema_finds_mistakes() -> None:
    good = read(WORKFLOWS[0])
    job = next(iter(good["jobs"].values()))
    for bad in ({**good, "permisions": {}}, {**good, "jobs": {"a": {**job, "run-on": "x"}}}, {"name": "x"}):
        assert list(official().iter_errors(bad))


@EACH
def test_it_cannot_run_for_ever_and_has_the_least_rights(path: Path) -> None:
    data = read(path)
    assert data["permissions"] == {"contents": "read"}
    for job in data["jobs"].values():
        waited_for = {"push", "pull_request", "workflow_run"} & {*data["on"]}
        assert job["timeout-minutes"] <= (30 if waited_for else 120)
    if "pull_request" in data["on"]:
        asked = {right for job in data["jobs"].values() for right in job.get("permissions", {}).items()}
        assert {right for right in asked if right[1] == "write"} <= {("pages", "write"), ("id-token", "write")}
    assert "pull_request_target" not in data["on"]


@EACH
def test_no_text_of_a_stranger_is_put_into_a_script(path: Path) -> None:
    """Titles, branches and bodies come in as environment variables, which a shell does not run."""
    assert re.findall(r"\$\{\{[^}]*\}\}", scripts(path)) == []


@EACH
def test_only_githubs_own_actions_are_used_and_everywhere_the_same_version(path: Path) -> None:
    every = [use for other in WORKFLOWS for use in re.findall(r"uses: (\S+)@(\S+)", other.read_text("utf-8"))]
    versions = {name: {version for other, version in every if other == name} for name, _ in every}
    for name, version in re.findall(r"uses: (\S+)@(\S+)", path.read_text("utf-8")):
        assert name.startswith("actions/")
        assert re.fullmatch(r"v\d+|[0-9a-f]{40}", version) and len(versions[name]) == 1


@EACH
def test_what_it_runs_exists(path: Path) -> None:
    targets = re.search(r"^\.PHONY: (.+)$", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE)
    assert targets
    assert set(re.findall(r"\bmake ([a-z]+)", scripts(path))) <= set(targets[1].split())
    assert set(re.findall(r"\btonghao ([a-z]+) ", scripts(path))) <= set(cli.main.commands)


@EACH
def test_its_scripts_are_shell(path: Path) -> None:
    for job in read(path)["jobs"].values():
        for step in job["steps"]:
            ran = subprocess.run(["bash", "-n"], input=step.get("run", ""), capture_output=True, text=True)
            assert ran.returncode == 0, ran.stderr


def test_a_comparison_that_is_not_there_yet_stops_nothing() -> None:
    script = scripts(ROOT / ".github/workflows/preview.yml")
    assert script.index("diff --help") < script.index('diff "origin')


def test_the_hooks_are_our_own_commands() -> None:
    hooks = golden(ROOT / ".pre-commit-config.yaml")["repos"]
    assert [repo["repo"] for repo in hooks] == ["local"]
    entries = {hook["id"]: hook["entry"].split() for hook in hooks[0]["hooks"]}
    assert {"check", "fmt", "ruff"} <= set(entries)
    for command, *arguments in entries.values():
        assert (ROOT / command).exists()
        assert command.endswith("ruff") or arguments[0] in cli.main.commands
