"""The Node that is used: the one named, else the first that runs and is new enough, else one sentence."""

from pathlib import Path

import pytest

from tonghao.runtime import RuntimeBuildError, find_node


def node(folder: Path, says: str, code: int = 0) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "node"
    path.write_text(f"#!/bin/sh\necho {says}\nexit {code}\n")
    path.chmod(0o755)
    return path


@pytest.fixture(autouse=True)
def bare(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("NODE", raising=False)
    monkeypatch.setenv("PATH", str(tmp_path / "path"))
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)


def test_the_one_named_in_the_environment_comes_first(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    node(tmp_path / "path", "v22.0.0")
    monkeypatch.setenv("NODE", str(node(tmp_path / "mine", "v20.1.0")))
    assert find_node(tmp_path) == str(tmp_path / "mine" / "node")


def test_one_on_the_path_is_taken(tmp_path: Path) -> None:
    assert find_node(tmp_path) if node(tmp_path / "path", "v24.0.0") else False


@pytest.mark.parametrize(("says", "code"), [("v18.19.0", 0), ("v22.0.0", 1), ("something", 0)])
def test_one_that_is_too_old_or_does_not_run_is_passed_over(tmp_path: Path, says: str, code: int) -> None:
    node(tmp_path / "path", says, code)
    good = node(tmp_path / ".venv" / "bin", "v22.3.0")
    assert find_node(tmp_path) == str(good)


def test_none_at_all_is_one_sentence_with_what_was_tried(tmp_path: Path) -> None:
    node(tmp_path / "path", "v18.19.0")
    with pytest.raises(RuntimeBuildError, match=r"Node 20 or newer is needed.*node \(version 18\)"):
        find_node(tmp_path)
