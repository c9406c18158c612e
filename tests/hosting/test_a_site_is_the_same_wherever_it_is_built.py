"""Two builds of one commit, in two folders, are the same to the byte; and every page says of which commit it is."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from contribute import project
from data import library
from pages import small
from tonghao import revision

ROOT = Path(__file__).parents[2]
OURS = ("playbook", "mkdocs.yml")
#: What must not matter: the order of sets, the clock's place, the language of the machine, the depth of the folder.
MACHINES = {
    "here": {"PYTHONHASHSEED": "1", "TZ": "UTC", "LANG": "C", "LC_ALL": "C"},
    "far/away/there": {"PYTHONHASHSEED": "7", "TZ": "Asia/Shanghai", "LANG": "zh_CN.UTF-8", "LC_ALL": "C.UTF-8"},
}


@pytest.fixture(scope="module")
def commit(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small project under git: a made-up playbook, the real words, and all else of this project as links."""
    folder = tmp_path_factory.mktemp("commit")
    small.put(folder)
    shutil.copy(ROOT / "playbook" / "words.yml", folder / "playbook")
    shutil.copy(ROOT / "mkdocs.yml", folder)
    for path in ROOT.iterdir():
        if path.name not in {*OURS, "site"} and not path.name.startswith("."):
            (folder / path.name).symlink_to(path)
    project.git(folder, "init", "--quiet", "--initial-branch=main")
    project.commit(folder, "The beginning")
    return folder


@pytest.fixture(scope="module")
def sites(commit: Path, tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """What two clones of it become on two machines."""
    place = tmp_path_factory.mktemp("machines")

    def built(folder: str) -> Path:
        clone, site = place / folder, place / folder.replace("/", "-") / "site"
        project.git(commit, "clone", "--quiet", str(commit), str(clone))
        environment = {**os.environ, **MACHINES[folder], "SITE_URL": "https://example.org/", "NO_MKDOCS_2_WARNING": "1"}
        command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(site)]
        ran = subprocess.run(command, cwd=clone, env=environment, capture_output=True, text=True, check=False)
        assert ran.returncode == 0, ran.stderr
        return site

    with ThreadPoolExecutor(len(MACHINES)) as pool:
        return list(pool.map(built, MACHINES))


def contents(site: Path) -> dict[str, bytes]:
    return {path.relative_to(site).as_posix(): path.read_bytes() for path in site.rglob("*") if path.is_file()}


@pytest.mark.pyodide
def test_they_are_the_same_to_the_byte(sites: list[Path]) -> None:
    one, other = map(contents, sites)
    assert len(one) > 100
    assert one.keys() == other.keys()
    assert [name for name, content in one.items() if other[name] != content] == []


@pytest.mark.pyodide
def test_no_file_names_the_folder_it_was_made_in(sites: list[Path], commit: Path) -> None:
    names = [str(sites[0].parents[1]).encode(), str(commit).encode(), str(ROOT).encode()]
    assert [file for file, content in contents(sites[0]).items() if any(name in content for name in names)] == []


@pytest.mark.pyodide
@pytest.mark.parametrize("language", ["en", "zh"])
def test_every_page_leads_to_its_commit(sites: list[Path], commit: Path, language: str) -> None:
    full = project.git(commit, "rev-parse", "HEAD")
    words = {key: text[language] for key, text in library().words.items()}
    said = f'/commit/{full}">{words["made-from"].replace("{commit}", full[:10])}</a>'
    for page in (sites[0] / language).rglob("index.html"):
        text = page.read_text("utf-8")
        if 'class="tg-foot"' in text:
            place = page.parent.relative_to(sites[0] / language).as_posix()
            assert (said in text) == (place in {".", "coverage"})
            assert place == "coverage" or 'coverage/">' in text.split('class="tg-foot"')[1]
            assert words["made-changed"] not in text and words["made-unknown"] not in text


def test_what_was_changed_since_the_commit_is_said(tmp_path: Path) -> None:
    folder = project.put(tmp_path)
    full = project.git(folder, "rev-parse", "HEAD")
    assert revision.origin(folder) == revision.Origin(full, changed=False)
    (folder / "new.txt").touch()
    assert revision.origin(folder) == revision.Origin(full, changed=True)


def test_an_unpacked_archive_claims_no_commit_not_even_that_of_the_folder_around_it(tmp_path: Path) -> None:
    (tmp_path / "alone").mkdir()
    assert revision.origin(tmp_path / "alone") is None
    around = tmp_path / "around"
    (around / "inside").mkdir(parents=True)
    project.git(around, "init", "--quiet")
    project.commit(around, "Somebody else's")
    assert revision.origin(around / "inside") is None
