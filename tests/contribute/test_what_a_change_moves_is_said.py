"""`tonghao diff`: texts, entries, numbers and verdicts that move, and saved results that would no longer open."""

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from contribute import project
from data import KEPT
from pages import small
from tonghao import cli, diff_report, diff_verdicts, translations
from tonghao.load import read

MOOD = "  - { id: mood, label: { en: Mood, zh: 心情 }, type: flag, default: true }\n"
SKY = (
    "  - { id: sky, label: { en: Sky, zh: 天 }, type: choice, default: sun, choices: "
    "[{ id: sun, label: { en: Sun, zh: 日 } }, { id: rain, label: { en: Rain, zh: 雨 } }] }\n"
)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(project.put(tmp_path))
    return tmp_path


def run(*words: str) -> Result:
    result = CliRunner().invoke(cli.main, ["diff", *words])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


def found(*words: str) -> dict[str, Any]:
    return json.loads(run(*words, "--format", "json").stdout)


def test_nothing_moves_when_nothing_changed(folder: Path) -> None:
    result = run()
    assert result.exit_code == 0
    assert result.stdout.splitlines()[1:] == ["nothing in playbook/ is different"]
    assert "Nothing in playbook/ is different." in run("--format", "markdown").stdout


def test_a_changed_text_is_shown_in_words_by_page_and_language(folder: Path) -> None:
    project.replace(
        folder, "alpha.yml", "en: The point of alpha., zh: 甲的要点。", "en: The aim of alpha., zh: 甲的目的。"
    )
    project.replace(folder, "beta.yml", "en: I went.", "en: I left.")
    told = run().stdout
    assert "  point, en: The [-point-]{+aim+} of alpha.\n  point, zh: 甲的[-要点-]{+目的+}。\n" in told
    assert "Text changed: en 2, zh 1\n  alpha: en 1, zh 1\n" in told
    assert "1 text changed in one language only\n  playbook/beta.yml:" in told
    assert "templates.note.body: en changed, zh not" in told
    assert run("--strict").exit_code == 1


def test_one_language_alone_is_fine_where_it_heals_an_older_change_or_was_confirmed(folder: Path) -> None:
    def lock(new: bool) -> None:
        playbook = folder / "playbook"
        before = translations.read(playbook)
        text = translations.refreshed(read(playbook, KEPT).entries, small.LANGUAGES, before, lambda *_: not new)
        (playbook / translations.NAME).write_text(text, "utf-8")

    lock(new=False)
    project.replace(folder, "alpha.yml", "en: Often.", "en: Very often.")
    project.commit(folder, "Only English")
    project.replace(folder, "alpha.yml", "zh: 常常。", "zh: 经常。")
    project.replace(folder, "alpha.yml", "en: Never.", "en: Not ever.")
    assert [text["key"] for text in found()["texts"] if text["left"]] == ["not_applies[]"]
    lock(new=False)
    assert [text for text in found()["texts"] if text["left"]] == []


def test_entries_that_came_and_went_are_named_once_and_order_is_nothing(folder: Path) -> None:
    def change(alpha: Any) -> None:
        alpha["checklist"].reverse()
        alpha["steps"].append({**alpha["steps"][0], "id": "third"})
        alpha["pitfalls"][0]["id"] = "other"

    small.edit(folder / "playbook", "alpha.yml", change)
    small.edit(
        folder / "playbook", "sources.yml", lambda one: one["sources"].append({**one["sources"][0], "id": "new"})
    )
    small.edit(folder / "playbook", "evidence.yml", lambda one: one["findings"].pop())
    (folder / "playbook/cases/corner.yml").rename(folder / "playbook/cases/angle.yml")
    project.replace(folder, "cases/angle.yml", "id: corner", "id: angle")
    told = found()
    assert {"task alpha/steps.third", "source new", "case angle", "pitfall alpha/pitfalls.other"} == set(told["added"])
    assert {"evidence doubt", "case corner"} < set(told["removed"])
    assert told["texts"] == []
    assert told["pages_gone"] == ["cases/corner"]


def test_a_text_that_came_or_went_inside_an_entry_is_a_changed_text(folder: Path) -> None:
    def change(alpha: Any) -> None:
        alpha["checklist"][0]["half"] = {"en": "Half of it.", "zh": "一半。"}
        alpha["applies"].append({"en": "On Mondays.", "zh": "周一。"})
        alpha["not_applies"][0] = {"en": "On Sundays.", "zh": "周日。"}

    small.edit(folder / "playbook", "alpha.yml", change)
    identity = small.read(folder / "playbook", "alpha.yml")["checklist"][0]["id"]
    told = {(text["key"], *text["changed"]["en"].values()) for text in found()["texts"]}
    assert told == {
        (f"checklist.{identity}.half", "", "Half of it."),
        ("applies[]", "", "On Mondays."),
        ("not_applies[]", "Never.", "On Sundays."),
    }


def test_a_number_that_is_no_text_is_shown_with_both_values(folder: Path) -> None:
    project.replace(folder, "alpha.yml", "hours: 0.5", "hours: 1.5")
    assert "alpha/steps.end.hours: 0.5 → 1.5" in run().stdout


def test_verdicts_that_flip_are_counted_on_cases_and_on_the_sample(folder: Path) -> None:
    project.replace(folder, "tools/fit.yml", "default: 0.4\n", "default: 0.5\n")
    told = found()
    assert told["cases"]["asked"] == 1
    assert [(one["tool"], one["name"], one["before"], one["after"]) for one in told["cases"]["flipped"]] == [
        ("fit", "corner", "native", "native-conditional")
    ]
    (sample,) = told["samples"]
    assert sample["tool"] == "fit" and sample["asked"] >= 200
    assert 0 < sample["flipped"] == sum(move["count"] for move in sample["moves"])
    assert 1 <= len(sample["examples"]) <= 3
    for example in sample["examples"]:
        assert 0.4 <= example["given"]["margin"] < 0.5 and example["name"]


def test_words_alone_ask_no_tool(folder: Path) -> None:
    project.replace(folder, "tools/fit.yml", "en: Text.", "en: Other text.")
    assert found()["samples"] == []


def test_a_case_whose_own_numbers_changed_is_compared_too(folder: Path) -> None:
    project.replace(folder, "cases/corner.yml", "orders_per_year: 24", "orders_per_year: 2")
    assert [flip["before"] for flip in found()["cases"]["flipped"]] == ["native"]


@pytest.mark.parametrize(
    ("before", "after", "lost"),
    [
        (MOOD, MOOD.replace("flag, default: true", "number, default: 1"), "mood"),
        (SKY, SKY.replace("id: rain", "id: snow"), "sky=rain"),
    ],
    ids=["another type", "an answer less"],
)
def test_what_would_no_longer_open_stops_the_change(before: str, after: str, lost: str, folder: Path) -> None:
    project.replace(folder, "tools/fit.yml", "inputs:\n", f"inputs:\n{before}")
    project.commit(folder, "One input more")
    project.replace(folder, "tools/fit.yml", before, after)
    result = run()
    assert result.exit_code == 1
    assert [line.split("'")[1] for line in result.stdout.splitlines() if ": lost-answer: " in line] == [lost]


def test_without_a_base_a_branch_is_compared_with_where_it_left_main(folder: Path) -> None:
    project.git(folder, "switch", "--quiet", "--create", "better")
    project.replace(folder, "alpha.yml", "en: Often.", "en: Very often.")
    project.commit(folder, "One")
    project.replace(folder, "alpha.yml", "en: Never.", "en: Not ever.")
    project.commit(folder, "Two")
    assert len(found()["texts"]) == 2 and found()["base"].endswith("The beginning")
    assert len(found("HEAD~")["texts"]) == 1
    project.git(folder, "switch", "--quiet", "main")
    project.git(folder, "merge", "--quiet", "better")
    assert len(found()["texts"]) == 1 and found()["base"].endswith("One")
    project.replace(folder, "alpha.yml", "en: Not ever.", "en: No.")
    assert len(found()["texts"]) == 1 and found()["base"].endswith("Two")


def test_an_earlier_playbook_that_todays_checks_refuse_is_compared_as_far_as_it_goes(folder: Path) -> None:
    good = (folder / "playbook/beta.yml").read_text("utf-8")
    (folder / "playbook/beta.yml").write_text("kind: playbook\nid: [", "utf-8")
    project.replace(folder, "tools/fit.yml", "cites: [book]", "cites: [bok]")
    project.commit(folder, "Broken")
    (folder / "playbook/beta.yml").write_text(good, "utf-8")
    project.replace(folder, "tools/fit.yml", "cites: [bok]", "cites: [book]")
    project.replace(folder, "alpha.yml", "en: Often.", "en: Very often.")
    result = run("HEAD")
    assert result.exit_code == 0
    notes = [line for line in result.stdout.splitlines() if line.startswith("note: ")]
    assert len(notes) <= 2 and "the earlier playbook has" in notes[0]
    assert "applies[], en: [-Often-]{+Very often+}." in result.stdout


def test_a_playbook_with_problems_now_says_so_and_is_stopped(folder: Path) -> None:
    project.replace(folder, "alpha.yml", "hours: 0.5", "hours: soon")
    project.replace(folder, "beta.yml", "en: I went.", "en: I left.")
    result = run()
    assert result.exit_code == 1 and "bad-number" in result.stdout and "I [-went-]{+left+}." in result.stdout


def test_a_revision_git_does_not_know_is_one_line(folder: Path) -> None:
    for base in ("nowhere", "--output=x", "HEAD~99", "a b", "HEAD:playbook"):
        result = run("--", base)
        assert result.exit_code == 2 and result.output.count("\n") == 1


def test_without_git_it_is_one_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    small.put(tmp_path)
    (tmp_path / "mkdocs.yml").write_text(project.MKDOCS, "utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    result = run()
    assert result.exit_code == 2 and result.output.count("\n") == 1
    monkeypatch.setenv("PATH", "")
    assert run().exit_code == 2


HOSTILE = "</details><script>x</script> @everyone [x](javascript:1) `a` | # **b** https://example.org <!-- \\"


def test_a_comment_is_bounded_and_its_texts_mean_nothing_to_markdown(folder: Path) -> None:
    def change(alpha: Any) -> None:
        alpha["point"]["en"] = HOSTILE
        alpha["steps"] += [{**alpha["steps"][0], "id": f"step-{n}", "do": {"en": "x", "zh": "字"}} for n in range(100)]
        for step in alpha["steps"]:
            step["verify"] = {"en": f"{HOSTILE} {'long ' * 100}", "zh": "长" * 500}

    small.edit(folder / "playbook", "alpha.yml", change)
    project.commit(folder, "Much")
    small.edit(
        folder / "playbook",
        "alpha.yml",
        lambda alpha: [step.update(verify={"en": "short", "zh": "短"}) for step in alpha["steps"]],
    )
    for base in ("HEAD", "HEAD~"):
        comment = run(base, "--format", "markdown").stdout
        assert len(comment.encode()) <= diff_report.LONGEST + 500
        assert comment.count("<details>") == comment.count("</details>") > 0
        for mark in ("<script", "@", "](", "`a`", "https:", "<!--"):
            assert mark not in comment, mark


def test_the_first_difference_is_found_in_long_texts_at_once() -> None:
    before, after = "word " * 20_000, "word " * 9_000 + "other " + "word " * 11_000
    assert diff_report.excerpt(before, after)[2].strip() == "other"
    assert diff_report.excerpt("same", "same") == ("", "", "", "", 0)
    assert diff_report.excerpt("", "新") == ("", "", "新", "", 0)


def test_every_answer_of_the_earlier_version_is_moved_to_its_new_name(folder: Path) -> None:
    project.replace(folder, "tools/fit.yml", "inputs:\n", f"inputs:\n{SKY}")
    project.commit(folder, "One input more")
    project.replace(folder, "tools/fit.yml", SKY, SKY.replace("id: sky", "id: heaven").replace("id: rain", "id: snow"))
    renamed = "renamed: { sky: heaven, heaven=rain: snow }\n"
    project.replace(folder, "tools/fit.yml", "inputs:\n", f"{renamed}inputs:\n")
    told = found()
    assert told["lost"] == [] and [sample["flipped"] for sample in told["samples"]] == [0]
    assert diff_verdicts.REFUSED not in json.dumps(told["samples"])
