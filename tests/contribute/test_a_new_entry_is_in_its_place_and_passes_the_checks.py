"""`tonghao new` on a copy of the real playbook: valid, saying what each field is for, overwriting nothing."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from contribute import project as small_project
from contribute.conftest import HALF_WRITTEN
from contribute.examples import problems_of
from data import PARSED, each
from tonghao import cli, scaffold
from tonghao.model import Library

ROOT = Path(__file__).parents[2]
TODAY = "2026-11-22"
HOMES = {
    "playbook": "tea-house.yml",
    "case": "cases/tea-house.yml",
    "workshop": "workshops/tea-house.yml",
    **{kind: entry.file for kind, entry in scaffold.ENTRIES.items()},
}


def lines(path: Path) -> list[str]:
    return path.read_text("utf-8").split("\n") if path.exists() else []


def test_every_skeleton_explains_itself_and_all_together_pass_the_checks(project: Path, library: Library) -> None:
    for kind, home in HOMES.items():
        path = project / "playbook" / home
        before = lines(path)
        identity = "tea-master" if kind == "term" else "tea-house"  # a term is a word no other text uses yet
        changes = scaffold.new(kind, identity, library, project, TODAY)
        assert path in changes
        scaffold.write(changes)
        after = lines(path)
        added = [line for line in after if line not in before]
        assert [line for line in before if line not in after] == [], kind
        assert any("To be written" in line for line in added) and any("待写" in line for line in added), kind
        assert sum(line.lstrip().startswith("# ") for line in added) >= 3, kind
    assert [str(problem) for problem in problems_of(project / "playbook")] == []


@each(
    "kind, identity",
    [
        ("playbook", "fit"),
        ("case", "kaishu"),
        ("workshop", "should-we"),
        ("ritual", "joining"),
        ("source", "seed-a"),
        ("tool", "fit"),
    ],
)
def test_nothing_that_is_there_is_overwritten(kind: str, identity: str, library: Library) -> None:
    with pytest.raises(scaffold.Refused, match=r"is there already|already; nothing was written"):
        scaffold.new(kind, identity, library, ROOT, TODAY)


@each(
    "kind, identity, said",
    [
        ("case", "Tea House", "is no id"),
        ("case", "../tea", "is no id"),
        ("case", "t" * 61, "is no id"),
        ("tool", "tea-house", "is no name for a Python module"),
        ("tool", "class", "is no name for a Python module"),
        ("playbook", "site", "is there already"),
        ("banquet", "tea", "there is no kind 'banquet'"),
    ],
)
def test_what_cannot_be_made_is_refused_in_one_line(kind: str, identity: str, said: str, library: Library) -> None:
    with pytest.raises(scaffold.Refused) as refused:
        scaffold.new(kind, identity, library, ROOT, TODAY)
    assert said in str(refused.value) and "\n" not in str(refused.value)


def test_a_full_list_is_left_as_it_was(project: Path, library: Library) -> None:
    made = 0
    with pytest.raises(scaffold.Refused, match=r"nothing was written.*at most 8"):
        while made < 9:
            scaffold.write(scaffold.new("gate", f"door-{made}", library, project, TODAY))
            made += 1
    assert (project / "playbook/thresholds.yml").read_text("utf-8").count("name: { en: Door ") == made > 0


def test_the_command_says_what_it_wrote_and_what_it_refuses(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(small_project.put(tmp_path))
    run = CliRunner()
    made = run.invoke(cli.main, ["new", "case", "tea-house"])
    assert (made.exit_code, made.stdout.splitlines()[0]) == (0, "playbook/cases/tea-house.yml"), made.output
    assert '"tea-house"' in (tmp_path / "playbook/schema/ids.json").read_text("utf-8")
    for arguments, said in ((["case", "tea-house"], "is there already"), (["cases", "x"], "did you mean 'case'?")):
        refused = run.invoke(cli.main, ["new", *arguments])
        assert (refused.exit_code, refused.stdout) == (2, "")
        assert said in refused.stderr and refused.stderr.count("\n") == 1


def test_a_tool_gets_its_three_files_and_answers(project: Path, library: Library) -> None:
    """In a process of its own, because Python reads a module once."""
    changes = scaffold.new("tool", "teahouse", library, project, TODAY)
    scaffold.write(changes)
    names = {path.relative_to(project).as_posix() for path in changes}
    module = "widgets/tonghao_widgets/teahouse.py"
    assert {module, "playbook/tools/teahouse.yml", "tests/tools/golden/teahouse.yml"} <= names
    shutil.copytree(ROOT / "src", project / "src", ignore=HALF_WRITTEN)
    environment = {**os.environ, "PYTHONPATH": f"{project / 'src'}:{project / 'widgets'}", "PYTHONUTF8": "1"}
    answers = subprocess.run(
        [sys.executable, "-c", ANSWERS, str(PARSED)], cwd=project, env=environment, capture_output=True, text=True
    )
    assert answers.stdout == "[]\n3 of 3\n", answers.stderr
    lint = [str(ROOT / ".venv/bin/ruff"), "check", "--config", str(ROOT / "pyproject.toml"), module]
    assert subprocess.run(lint, cwd=project, capture_output=True).returncode == 0


ANSWERS = """
import sys
from pathlib import Path
import yaml
from tonghao import tool_data
from tonghao.load import survey
from tonghao.memory import Memory
from tonghao.verdicts import case_problems
from tonghao_widgets import desk
from tonghao_widgets.hub import read_hub

library, problems = survey(Path("playbook").resolve(), Memory(Path(sys.argv[1])))
print([str(problem) for problem in problems or case_problems(library)])
hub = read_hub(tool_data.hub_json(library, "teahouse", "en"))
golden = yaml.safe_load(Path("tests/tools/golden/teahouse.yml").read_text("utf-8"))
same = 0
for case in golden:
    result = desk.evaluate("teahouse", case["inputs"], hub)
    same += all(result[name] == wanted for name, wanted in case["expect"].items()) and bool(result["reasons"])
print(same, "of", len(golden))
"""


def test_every_kind_is_named_in_the_help() -> None:
    told = CliRunner().invoke(cli.main, ["new", "--help"]).stdout
    assert [kind for kind in scaffold.kinds() if kind not in told] == []
