"""``tonghao eval``, ``batch`` and ``check``: results on stdout, one line and exit code 2 for what cannot be used."""

import csv
import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from data import each, golden
from pages import small
from tonghao.cli import main

CASES = golden(Path(__file__).with_name("cli_cases.yml"))
GOOD = {"margin": 0.55, "orders_per_year": 3, "order_value": 1200}


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that is a project, with the made-up playbook, to stand in."""
    small.put(tmp_path)
    (tmp_path / "mkdocs.yml").touch()
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("GITHUB_ACTIONS", raising=False)
    return tmp_path


def tonghao(*arguments: str) -> Result:
    return CliRunner().invoke(main, arguments, catch_exceptions=False)


def refused(result: Result) -> str:
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.endswith("\n") and result.stderr.count("\n") == 1
    return result.stderr[:-1]


@each("case", CASES, ids=[case["json"][:60] for case in CASES])
def test_a_wrong_input_is_named_with_its_bound_and_value(case: dict[str, Any], project: Path) -> None:
    text = case["json"].replace("\n", "\\n") if case.get("escape") else case["json"]
    assert refused(tonghao("eval", "fit", "--json", text)) == case["says"]


@pytest.mark.parametrize(
    "text",
    [
        "[" * 100_000,
        f'{{"margin": {"9" * 5000}}}',
        f'{{"margin": {"9" * 400}, "orders_per_year": 1, "order_value": 1}}',
    ],
)
def test_a_monstrous_input_is_refused_like_any_other(text: str, project: Path) -> None:
    refused(tonghao("eval", "fit", "--json", text))


def test_an_unknown_tool_or_language_is_told_what_there_is(project: Path) -> None:
    assert (
        refused(tonghao("eval", "fitt", "--json", "{}"))
        == "there is no tool 'fitt'; did you mean 'fit'?; there are: fit"
    )
    assert (
        refused(tonghao("eval", "fit", "--json", "{}", "--lang", "fr"))
        == "there is no language 'fr'; there are: en, zh"
    )
    assert refused(tonghao("eval", "fit")) == "give the inputs with --json or with --file"


def test_a_good_question_gives_one_json_object(project: Path) -> None:
    result = tonghao("eval", "fit", "--json", json.dumps(GOOD))
    assert (result.exit_code, result.stderr) == (0, "")
    answer = json.loads(result.stdout)
    assert (answer["verdict"], answer["inputs"]["margin"], answer["stability"]) == ("service", 0.55, 1.0)


def test_inputs_may_come_from_a_file_even_one_with_a_byte_order_mark(project: Path) -> None:
    Path("in.json").write_text(json.dumps(GOOD), "utf-8-sig")
    assert (
        tonghao("eval", "fit", "--file", "in.json").stdout == tonghao("eval", "fit", "--json", json.dumps(GOOD)).stdout
    )
    Path("bad.json").write_bytes('{"名"'.encode("gbk"))
    refused(tonghao("eval", "fit", "--file", "bad.json"))


def test_the_text_form_speaks_the_language_asked_for(project: Path) -> None:
    english, chinese = (
        tonghao("eval", "fit", "--json", json.dumps(GOOD), "--format", "text", "--lang", lang).stdout
        for lang in ("en", "zh")
    )
    assert english.startswith("Fit: It is service.")
    assert chinese.startswith("适合吗：是 service。")


def test_json_lines_come_back_in_order_with_bad_lines_in_their_place(project: Path) -> None:
    lines = [
        json.dumps(GOOD),
        "oops",
        json.dumps({**GOOD, "margin": 0.2}),
        "",
        '{"margin": NaN, "orders_per_year": 3, "order_value": 9}',
        json.dumps({**GOOD, "x\u2028y": 1}, ensure_ascii=False),
        json.dumps(GOOD),
    ]
    Path("in.jsonl").write_text("\n".join(lines) + "\n", "utf-8")
    answers = [json.loads(line) for line in tonghao("batch", "fit", "in.jsonl").stdout.split("\n")[:-1]]
    assert [answer.get("verdict") for answer in answers] == ["service", None, "not-ready-margin", None, None, "service"]
    assert [answer.get("line") for answer in answers] == [None, 2, None, 5, 6, None]
    assert answers[3]["error"] == "fit: input 'margin' must be finite, got nan"


def test_a_table_keeps_its_rows_and_names_what_is_wrong_in_the_last_column(project: Path) -> None:
    rows_in = [".55,3,1200,,", "0.5,3,9,maybe,", "?,24,60,,", "0.5,3,9,,n", "1,2,3,4,5,6", "0.5,40,900,false,"]
    table = "\n".join(["margin,orders_per_year,order_value,monopoly,note.x", *rows_in, ""])
    Path("in.csv").write_text(table, "utf-8-sig")
    rows = list(csv.DictReader(tonghao("batch", "fit", "in.csv").stdout.splitlines()))
    assert [row["verdict"] for row in rows] == ["", "", "undecided", "", "", "hybrid"]
    assert rows[0]["error"] == "fit: input 'margin' must be a number, got '.55'"
    assert rows[1]["error"] == "fit: input 'monopoly' must be true or false, got 'maybe'"
    assert rows[3]["error"].startswith("fit: unknown input 'note'")
    assert rows[4]["error"] == "the row has more cells than the first line names"
    assert json.loads(rows[5]["also"]) == []


def test_dotted_columns_are_nested_inputs_and_lists_are_json() -> None:
    from tonghao.batch import nested

    assert nested({"ratings.name": "3", "ratings.two-tier": "?", "gates": '["a"]', "mode": "all", "empty": ""}) == {
        "ratings": {"name": 3, "two-tier": None},
        "gates": ["a"],
        "mode": "all",
    }


@each(
    "content",
    [
        "",
        "\n",
        "a",
        '"',
        'a,b\n"x',
        "margin\n" + "9" * 5000 + "\n",
        f'margin\n"{"x" * 200_000}"\n',
        "margin.x,margin\n1,2\n",
        "margin,margin.x\n1,2\n",
        "\0\n1\n",
    ],
    ids=lambda text: repr(text[:12]),
)
def test_no_table_is_too_broken_to_be_answered(content: str, project: Path) -> None:
    Path("in.csv").write_text(content, "utf-8")
    result = tonghao("batch", "fit", "in.csv")
    assert result.exit_code == 0
    assert next(csv.reader(result.stdout.splitlines()))[-1] == "error"


def test_a_batch_of_another_kind_or_encoding_is_refused(project: Path) -> None:
    Path("in.txt").write_text("x")
    assert refused(tonghao("batch", "fit", "in.txt")) == "in.txt: a batch is a .csv or a .jsonl file"
    Path("in.csv").write_bytes("名".encode("gbk"))
    assert refused(tonghao("batch", "fit", "in.csv")) == "in.csv is not UTF-8; save it as UTF-8"


def test_check_counts_what_is_there(project: Path) -> None:
    result = tonghao("check")
    assert result.exit_code == 0
    assert result.stdout == "playbook is in order: 2 playbooks, 1 tools, 1 cases, 2 findings, 2 sources\n"


def test_check_lists_every_problem_and_on_github_annotates_the_lines(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for file in ("alpha.yml", "beta.yml"):
        path = project / "playbook" / file
        path.write_text(path.read_text("utf-8").replace("point:", "poimt:", 1), "utf-8")
    plain = tonghao("check")
    assert (plain.exit_code, plain.stdout) == (1, "")
    assert plain.stderr == (
        "playbook/alpha.yml:5:1: unknown-key: unknown key 'poimt'; did you mean 'point'? [poimt]\n"
        "playbook/beta.yml:5:1: unknown-key: unknown key 'poimt'; did you mean 'point'? [poimt]\n"
        "2 problems to mend\n"
        "what one means, with an example: tonghao explain unknown-key\n"
    )
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    annotated = tonghao("check")
    assert annotated.stderr == plain.stderr
    assert (
        annotated.stdout.splitlines()[0]
        == "::error file=playbook/alpha.yml,line=5,col=1,title=unknown-key::unknown key 'poimt'; did you mean 'point'?"
    )


def test_a_value_cannot_smuggle_a_command_into_the_log(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = project / "playbook" / "alpha.yml"
    path.write_text(path.read_text("utf-8").replace("owner: founder", r'owner: "x\n::stop-commands::y%0A"', 1), "utf-8")
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    result = tonghao("check")
    assert [line for line in result.output.splitlines() if line.startswith("::")] == result.stdout.splitlines()
    assert "%250A" in result.stdout


def test_a_wrong_case_is_found_with_its_line(project: Path) -> None:
    small.edit(
        project / "playbook", "cases/corner.yml", lambda case: case["tools"]["fit"]["expect"].update(verdict="service")
    )
    assert "case-verdict: the case expects verdict = service, but the tool answers native" in tonghao("check").stderr
