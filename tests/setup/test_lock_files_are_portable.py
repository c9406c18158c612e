"""Whoever installs from the locks gets the same bytes, from any mirror, on any platform."""

import json
import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[2]
PYTHON_LOCKS = ("setup/requirements.lock", "setup/node.lock")
#: Folder -> what is installed from there.
NPM = {"": {"dependencies", "devDependencies"}, "setup/lighthouse/": {"dependencies"}}
HASHES = r"(?: \\\n    --hash=sha256:[0-9a-f]{64})*"
ENTRY = re.compile(rf"^([a-z0-9-]+)==(\S+)(?: ; [^\\]+)?({HASHES})$", re.MULTILINE)


def read(name):
    return (ROOT / name).read_text(encoding="utf-8")


def entries(name):
    """Package -> (version, number of hashes)."""
    return {m[1]: (m[2], m[3].count("--hash")) for m in ENTRY.finditer(read(name))}


def direct_requirements():
    settings = tomllib.loads(read("pyproject.toml"))
    texts = settings["project"]["dependencies"] + settings["dependency-groups"]["dev"]
    return [Requirement(text) for text in texts]


@pytest.mark.parametrize("name", PYTHON_LOCKS)
def test_every_entry_is_pinned_with_hashes(name):
    lines = [line for line in read(name).splitlines() if line and line[0] not in "# "]
    assert len(entries(name)) == len(lines)
    # At least two: the source and a package ready to use, or packages for more than one platform.
    assert {package: count for package, (_, count) in entries(name).items() if count < 2} == {}


@pytest.mark.parametrize("name", [*PYTHON_LOCKS, *(f"{place}package-lock.json" for place in NPM)])
def test_no_address_and_no_path_of_somebodys_machine(name):
    text = read(name)
    assert not re.search(r"(?:https?|file|git\+\w+)://?", text)
    assert not re.search(r"(?:^|[\s\"'@])(?:~?/|[A-Z]:\\)\w", text, re.MULTILINE)
    assert not re.search(r"--(?:index|extra-index|find-links)", text)


def test_the_python_lock_fits_what_the_project_asks_for():
    locked = entries("setup/requirements.lock")
    for requirement in direct_requirements():
        version, _ = locked[canonicalize_name(requirement.name)]
        assert version in requirement.specifier, f"{requirement}: the lock has {version}; run `make lock`"


@pytest.mark.parametrize("place", NPM)
def test_the_npm_lock_fits_what_the_project_asks_for(place):
    asked = json.loads(read(f"{place}package.json"))
    root = json.loads(read(f"{place}package-lock.json"))["packages"][""]
    for kind in NPM[place]:
        assert asked[kind] == root[kind], "run `make lock`"


@pytest.mark.parametrize("place", NPM)
def test_every_npm_package_has_its_hash_and_no_address(place):
    packages = json.loads(read(f"{place}package-lock.json"))["packages"]
    assert len(packages) > 3
    for name, package in packages.items():
        assert "resolved" not in package, name
        assert name == "" or package["integrity"].startswith("sha512-"), name
    assert "omit-lockfile-registry-resolved=true" in read(".npmrc").splitlines()


@pytest.mark.parametrize("place", NPM)
def test_what_readers_download_and_what_grades_is_pinned_exactly(place):
    for name, version in json.loads(read(f"{place}package.json"))["dependencies"].items():
        assert re.fullmatch(r"\d+\.\d+\.\d+", version), name
