"""Cache: the same inputs cost nothing, a changed one costs its own part, and half a runtime is none."""

import os
import shutil
import time
from pathlib import Path

import pytest

from runtime.made_up import DESK, ROOT, write_widgets
from tonghao.runtime import Runtime, RuntimeBuildError, build_runtime

pytestmark = pytest.mark.pyodide


def contents(runtime: Runtime) -> dict[str, bytes]:
    return {role: (runtime.folder / file).read_bytes() for role, file in runtime.files.items()}


def test_the_second_time_nothing_is_built(echo: Runtime, place: Path, tmp_path: Path) -> None:
    said: list[str] = []
    widgets = write_widgets(tmp_path)
    assert contents(build_runtime(ROOT, widgets=widgets, place=place, progress=said.append)) == contents(echo)
    for path in place.rglob("*"):
        os.utime(path, (0, 0))  # young files are read again: they might have been saved twice within a clock's step
    build_runtime(ROOT, widgets=widgets, place=place)
    start = time.process_time()  # a busy machine makes it no slower
    build_runtime(ROOT, widgets=widgets, place=place, progress=said.append)
    assert time.process_time() - start < 0.1
    assert said == []


def test_a_change_in_our_package_leaves_the_library_alone(echo: Runtime, place: Path, tmp_path: Path) -> None:
    said: list[str] = []
    widgets = write_widgets(tmp_path, DESK.replace("echo", "reply"))
    changed = build_runtime(ROOT, widgets=widgets, place=place, progress=said.append)
    differing = {role for role in echo.files if echo.files[role] != changed.files[role]}
    assert differing == {"wheel", "lock", "memory"}
    assert said == ["Python runtime: compiling our package in Pyodide"]


def test_what_cannot_be_compiled_is_told_with_its_place(place: Path, tmp_path: Path) -> None:
    widgets = write_widgets(tmp_path, "x = (\n")
    with pytest.raises(RuntimeBuildError, match=r"tonghao_widgets/desk\.py:1:\d+: "):
        build_runtime(ROOT, widgets=widgets, place=place)


def test_what_the_library_lacks_is_told_when_building(place: Path, tmp_path: Path) -> None:
    widgets = write_widgets(tmp_path, f"{DESK}\nimport somewhere_else\n")
    with pytest.raises(RuntimeBuildError, match="somewhere_else"):
        build_runtime(ROOT, widgets=widgets, place=place)


def test_a_module_that_a_tool_comes_to_import_is_sent(place: Path, tmp_path: Path) -> None:
    widgets = write_widgets(tmp_path, DESK.replace("import json", "import graphlib\nimport json"))
    runtime = build_runtime(ROOT, widgets=widgets, place=place)
    assert b"graphlib.pyc" in (runtime.folder / runtime.files["stdlib"]).read_bytes()


@pytest.mark.parametrize("harm", ["cut", "missing", "other", "manifest", "parts too"])
def test_a_damaged_runtime_is_built_again(echo: Runtime, tmp_path: Path, place: Path, harm: str) -> None:
    good = contents(echo)
    folder = place / echo.folder.name
    wheel = folder / echo.files["wheel"]
    match harm:
        case "cut":
            wheel.write_bytes(good["wheel"][:100])
        case "missing":
            wheel.unlink()
        case "other":
            (folder / echo.files["asm"]).write_bytes(good["asm"].replace(b"function", b"funktion", 1))
        case "manifest":
            (folder / "manifest.json").write_text("{")
        case "parts too":
            wheel.unlink()
            (place / "wheel" / folder.name / wheel.name).write_bytes(b"")
    again = build_runtime(ROOT, widgets=write_widgets(tmp_path / "widgets"), place=place)
    assert contents(again) == good


def test_a_build_that_is_stopped_leaves_nothing_to_be_taken_for_done(
    place: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    widgets = write_widgets(tmp_path, DESK.replace("echo", "stopped"))

    def stop(line: str) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        build_runtime(ROOT, widgets=widgets, place=place, progress=stop)
    assert not list(place.rglob(".half-*"))
    whole = build_runtime(ROOT, widgets=widgets, place=place)
    assert set(whole.files) == {"asm", "lean", "lean_asm", "lock", "memory", "pyodide", "stdlib", "wasm", "wheel"}


def test_old_runtimes_do_not_pile_up(echo: Runtime, place: Path, tmp_path: Path) -> None:
    kinds = (place, place / "wheel")
    for kind in kinds:
        for hours in range(1, 7):
            old = shutil.copytree(kind / echo.folder.name, kind / f"old-{hours}")
            os.utime(old, (hours * 3600, hours * 3600))
    new = build_runtime(ROOT, widgets=write_widgets(tmp_path, f"{DESK}\nX = 1\n"), place=place).folder.name
    for kind in kinds:
        kept = {path.parent.name for path in kind.glob("*/manifest.json")}
        assert kept == {new, echo.folder.name, "old-6", "old-5"}, "those used last"


def test_no_npm_package_is_one_clear_sentence(tmp_path: Path) -> None:
    with pytest.raises(RuntimeBuildError, match="npm ci"):
        build_runtime(ROOT, widgets=write_widgets(tmp_path), place=tmp_path / "place", pyodide=tmp_path / "nowhere")
