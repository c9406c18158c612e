"""What is in the repository works anywhere: no path of somebody's machine, no address of a package registry."""

import re
import subprocess
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
# Written so that this file does not find itself.
PATHS = re.compile(r"/(?:work|root|home|Users|workspace|mnt)/(?=[\w.])|[A-Z]:\\Users|/tmp/(?=[a-z]+_|pytest)")
HOSTS = re.compile(
    r"registry\.(?:npmjs|yarnpkg|npmmirror)|npmmirror|files\.pythonhosted|pypi\.org/simple|pypi\.(?:tuna|douban)|mirrors\.\w+\.(?:com|cn|edu)|goproxy|deb\.debian\.org"
)
TEXT = {
    ".py",
    ".yml",
    ".yaml",
    ".md",
    ".mjs",
    ".js",
    ".css",
    ".html",
    ".json",
    ".toml",
    ".txt",
    ".lock",
    ".svg",
    ".npmrc",
    ".gitignore",
    "",
}


@cache
def texts() -> dict[Path, str]:
    """Everything that is or would be committed."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    paths = [ROOT / name for name in listed.stdout.splitlines()]
    return {path: path.read_text("utf-8") for path in paths if path.is_file() and path.suffix in TEXT}


def found(pattern: re.Pattern[str]) -> list[str]:
    return [
        f"{path.relative_to(ROOT)}:{number}: {line.strip()[:120]}"
        for path, text in texts().items()
        if path != Path(__file__) and pattern.search(text)
        for number, line in enumerate(text.splitlines(), 1)
        if pattern.search(line)
    ]


def test_there_is_something_to_look_at() -> None:
    names = {path.relative_to(ROOT).as_posix() for path in texts()}
    assert {"README.md", "Makefile", "playbook/site.yml", "setup/requirements.lock", "package-lock.json"} <= names


def test_no_path_of_a_machine() -> None:
    assert found(PATHS) == []


def test_no_address_of_a_registry() -> None:
    assert found(HOSTS) == []
