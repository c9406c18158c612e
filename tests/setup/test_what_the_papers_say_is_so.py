"""README, HACKING and `make help` keep up with the files they speak of."""

import json
import re
import subprocess
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement

ROOT = Path(__file__).parents[2]


def read(name):
    return (ROOT / name).read_text(encoding="utf-8")


def section(text, title):
    return text.split(f"## {title}\n", 1)[1].split("\n## ", 1)[0]


def dependencies():
    project, npm = tomllib.loads(read("pyproject.toml")), json.loads(read("package.json"))
    graded = json.loads(read("setup/lighthouse/package.json"))["dependencies"]
    python = project["project"]["dependencies"] + project["dependency-groups"]["dev"]
    return {Requirement(text).name for text in python} | {*npm["dependencies"], *npm["devDependencies"], *graded}


def test_every_dependency_has_a_row_that_says_why():
    rows = section(read("HACKING.md"), "What we depend on, and why")
    explained = set(re.findall(r"^\| `([^`]+)`", rows, re.MULTILINE))
    assert explained == dependencies()


def test_make_alone_says_what_every_target_does():
    targets = re.search(r"^\.PHONY: (.+)$", read("Makefile"), re.MULTILINE)[1].split()
    helped = subprocess.run(["make", "--silent"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    assert re.findall(r"^  (\w+) +\S", helped, re.MULTILINE) == targets
    assert {"serve", "build", "check", "test", "bench", "fix"} <= set(targets)


@pytest.mark.parametrize("paper", ["README.md", "CONTRIBUTING.md", "HACKING.md"])
def test_a_make_command_that_is_advised_exists(paper):
    targets = re.search(r"^\.PHONY: (.+)$", read("Makefile"), re.MULTILINE)[1].split()
    advised = re.findall(r"(?:^|`)make ([a-z]+)", read(paper), re.MULTILINE)
    assert advised
    assert set(advised) <= set(targets)


@pytest.mark.parametrize("paper", ["README.md", "CONTRIBUTING.md", "HACKING.md", "THIRD_PARTY.md"])
def test_a_file_that_is_linked_to_exists(paper):
    linked = re.findall(r"\]\((?!https?:)([^)#]+)", read(paper))
    assert [name for name in linked if not (ROOT / name).exists()] == []


def test_the_readme_stays_short():
    assert len(read("README.md").splitlines()) < 60
