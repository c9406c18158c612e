"""Each file is called by its content, the lock names the wheel with its SHA-256, and the wheel is in order."""

import base64
import csv
import hashlib
import io
import json
import zipfile

import pytest
from pyodide_lock import PyodideLockSpec

from runtime.made_up import ROOT
from tonghao.runtime import Runtime

pytestmark = pytest.mark.pyodide


def digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def test_every_name_carries_the_hash_of_the_content(echo: Runtime) -> None:
    for role, file in echo.files.items():
        data = (echo.folder / file).read_bytes()
        assert file.split(".")[-2] == digest(data)[:8], role
        assert echo.sizes[role] == len(data)
        assert echo.integrity[role] == f"sha256-{base64.b64encode(hashlib.sha256(data).digest()).decode()}"


def test_the_files_of_pyodide_are_sent_as_they_were_published(echo: Runtime) -> None:
    npm = ROOT / "node_modules" / "pyodide"
    for role, file in {"pyodide": "pyodide.mjs", "asm": "pyodide.asm.mjs", "wasm": "pyodide.asm.wasm"}.items():
        assert (echo.folder / echo.files[role]).read_bytes() == (npm / file).read_bytes()


def test_the_lock_names_the_wheel_and_its_hash(echo: Runtime) -> None:
    spec = PyodideLockSpec.from_json(echo.folder / echo.files["lock"])
    (package,) = spec.packages.values()
    assert package.name == "tonghao-widgets"
    assert package.version == "9.8.7"
    assert package.imports == ["tonghao_widgets"]
    assert package.file_name == echo.files["wheel"]
    assert package.sha256 == digest((echo.folder / echo.files["wheel"]).read_bytes())


def test_the_lock_is_for_this_pyodide(echo: Runtime) -> None:
    info = json.loads((ROOT / "node_modules" / "pyodide" / "pyodide-lock.json").read_text())["info"]
    assert json.loads((echo.folder / echo.files["lock"]).read_text())["info"] == info


def test_the_wheel_holds_bytecode_and_a_true_record(echo: Runtime) -> None:
    wheel = zipfile.ZipFile(io.BytesIO((echo.folder / echo.files["wheel"]).read_bytes()))
    names = set(wheel.namelist())
    assert {"tonghao_widgets/__init__.pyc", "tonghao_widgets/desk.pyc"} <= names
    assert not [name for name in names if name.endswith(".py")]
    folder = "tonghao_widgets-9.8.7.dist-info"
    assert b"Tag: cp314-none-any" in wheel.read(f"{folder}/WHEEL")
    rows = list(csv.reader(io.StringIO(wheel.read(f"{folder}/RECORD").decode())))
    assert {row[0] for row in rows} == names
    for name, noted, size in rows:
        if noted:
            data = wheel.read(name)
            assert noted == "sha256=" + base64.urlsafe_b64encode(hashlib.sha256(data).digest()).rstrip(b"=").decode()
            assert int(size) == len(data)


def test_what_a_page_is_given_can_be_written_as_json(echo: Runtime) -> None:
    given = json.loads(json.dumps(echo.for_page("assets/runtime/")))
    assert given["base"] == "assets/runtime/"
    roles = {"asm", "lean", "lean_asm", "lock", "memory", "pyodide", "stdlib", "wasm", "wheel"}
    assert set(given["files"]) == set(given["integrity"]) == roles
