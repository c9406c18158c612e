"""Reproducible: another folder, another day, another hash seed, and every file comes out the same."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from runtime.made_up import ROOT, write_widgets
from tonghao.runtime import Runtime

pytestmark = pytest.mark.pyodide

BUILD = """
import sys
from pathlib import Path
from tonghao.runtime import build_runtime
print(build_runtime(Path(sys.argv[1]), widgets=Path(sys.argv[2]), place=Path(sys.argv[3])).folder)
"""


def test_a_build_elsewhere_gives_the_same_files(echo: Runtime, tmp_path: Path) -> None:
    widgets = write_widgets(tmp_path / "another" / "widgets")
    elsewhere = {**os.environ, "PYTHONHASHSEED": "12345", "SOURCE_DATE_EPOCH": "1700000000", "TZ": "Asia/Tokyo"}
    command = [sys.executable, "-c", BUILD, str(ROOT), str(widgets), str(tmp_path / "place")]
    done = subprocess.run(command, env=elsewhere, capture_output=True, text=True, check=True)
    folder = Path(done.stdout.strip())
    assert folder.name == echo.folder.name
    for file in echo.files.values():
        assert (folder / file).read_bytes() == (echo.folder / file).read_bytes(), file
