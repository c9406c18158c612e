"""A text whose other language was changed is listed, marked and counted, until it follows or somebody confirms it."""

import random
import time
from pathlib import Path

import pytest
from click.testing import CliRunner

from contribute import project
from data import KEPT
from pages import small
from tonghao import cli, translations
from tonghao.load import read
from tonghao.model import Library

ROOT = Path(__file__).parents[2]
POINT = "point: { en: The point of alpha., zh: 甲的要点。 }"


def lock(playbook: Path, *, new: bool = False) -> None:
    """What ``tonghao lock`` does, or ``tonghao lock --new``."""
    text = translations.refreshed(
        read(playbook, KEPT).entries, small.LANGUAGES, translations.read(playbook), lambda *_: not new
    )
    (playbook / translations.NAME).write_text(text, "utf-8")


@pytest.fixture
def playbook(tmp_path: Path) -> Path:
    made = small.put(tmp_path)
    lock(made)
    return made


def behind(playbook: Path) -> list[tuple[str, str, str]]:
    return [(text.file, text.where, text.language) for text in small.library(playbook).behind]


def change(playbook: Path, before: str, after: str, file: str = "alpha.yml") -> None:
    project.replace(playbook.parent, file, before, after)


def test_nobody_is_behind_when_nothing_was_compared_or_nothing_changed(playbook: Path, tmp_path: Path) -> None:
    assert behind(playbook) == []
    change(playbook, "The point of alpha", "The points of alpha")
    (playbook / translations.NAME).unlink()
    assert behind(playbook) == []


def test_the_language_that_was_not_changed_is_behind(playbook: Path) -> None:
    change(playbook, "The point of alpha", "The points of alpha")
    change(playbook, "zh: 先想。", "zh: 先想清楚。")
    assert behind(playbook) == [("playbook/alpha.yml", "point", "zh"), ("playbook/alpha.yml", "ideas 1, text", "en")]


def test_it_is_behind_until_it_follows_or_the_change_is_taken_back(playbook: Path) -> None:
    change(playbook, POINT, "point: { en: Two points., zh: 甲的要点。 }")
    lock(playbook, new=True)
    change(playbook, "en: Two points.", "en: Three points.")
    assert len(behind(playbook)) == 1
    change(playbook, "point: { en: Three points., zh: 甲的要点。 }", "point: { en: Three points., zh: 三点。 }")
    assert behind(playbook) == []
    change(playbook, "point: { en: Three points., zh: 三点。 }", POINT)
    assert behind(playbook) == []


def test_lists_can_be_reordered_and_grow(playbook: Path) -> None:
    def turn(alpha: dict) -> None:
        for name in ("steps", "checklist", "templates", "pitfalls"):
            alpha[name].reverse()
        alpha["applies"].insert(0, {"en": "On Mondays.", "zh": "周一。"})
        alpha["steps"].insert(0, {**alpha["steps"][0], "id": "new"})

    small.edit(playbook, "alpha.yml", turn)
    assert behind(playbook) == []


def test_a_line_of_a_list_is_known_by_what_it_says(playbook: Path) -> None:
    lines = [{"en": f"Line {n}", "zh": f"第 {n} 行"} for n in "abcdef"]
    small.edit(playbook, "alpha.yml", lambda alpha: alpha.update(applies=lines))
    lock(playbook)
    lines[2]["en"] = "Another line"
    random.Random(1).shuffle(lines)
    small.edit(playbook, "alpha.yml", lambda alpha: alpha.update(applies=lines))
    here = next(n for n, line in enumerate(lines, 1) if line["en"] == "Another line")
    assert behind(playbook) == [("playbook/alpha.yml", f"applies {here}", "zh")]


def test_of_three_languages_those_that_did_not_follow_are_behind(playbook: Path) -> None:
    change(playbook, "languages:\n", "languages:\n  - { code: fr, name: Français, locale: fr }\n", "site.yml")
    small.edit(playbook, "alpha.yml", lambda alpha: alpha["point"].update(fr="Le point."))
    assert behind(playbook) == []
    text = translations.refreshed(
        read(playbook, KEPT).entries, ("fr", "en", "zh"), translations.read(playbook), lambda *_: True
    )
    (playbook / translations.NAME).write_text(text, "utf-8")
    small.edit(playbook, "alpha.yml", lambda alpha: alpha["point"].update(en="The points.", zh="几点。"))
    assert behind(playbook) == [("playbook/alpha.yml", "point", "fr")]
    small.edit(playbook, "alpha.yml", lambda alpha: alpha["point"].update(zh="甲的要点。"))
    assert {language for _, _, language in behind(playbook)} == {"fr", "zh"}


@pytest.mark.parametrize(
    "damage",
    [
        b"",
        b"\xff\xfe\x00",
        b"languages\n@\n@@ @\n",
        b"<<<<<<< HEAD\nlanguages en zh\n=======\n>>>>>>> b\n@playbook/alpha.yml\npoint 1 2 3\npoint zz\n",
        b"languages en zh\n@playbook/alpha.yml 00000000\npoint\n\n 1 2\n",
    ],
)
def test_a_damaged_lock_breaks_nothing(damage: bytes, playbook: Path) -> None:
    (playbook / translations.NAME).write_bytes(damage)
    assert behind(playbook) == []
    lock(playbook, new=True)
    change(playbook, "The point of alpha", "The points of alpha")
    assert len(behind(playbook)) == 1


def test_both_sides_of_a_merge_count(playbook: Path) -> None:
    ours = (playbook / translations.NAME).read_text("utf-8")
    change(playbook, POINT, "point: { en: Two points., zh: 两点。 }")
    lock(playbook)
    theirs = (playbook / translations.NAME).read_text("utf-8")
    (playbook / translations.NAME).write_text(f"<<<<<<< a\n{ours}=======\n{theirs}>>>>>>> b\n", "utf-8")
    assert behind(playbook) == []
    change(playbook, "en: Two points.", "en: Three points.")
    assert len(behind(playbook)) == 1


def test_the_lock_depends_on_nothing_but_the_texts(playbook: Path) -> None:
    before = (playbook / translations.NAME).read_bytes()
    lock(playbook)
    small.edit(playbook, "beta.yml", lambda beta: beta["steps"].reverse())
    lock(playbook)
    after = (playbook / translations.NAME).read_bytes()
    assert [line for line in after.splitlines() if not line.startswith(b"@")] == [
        line for line in before.splitlines() if not line.startswith(b"@")
    ]


def test_a_page_marks_it_and_says_which_language_is_ahead(playbook: Path) -> None:
    change(playbook, "en: Think first.", "en: Think first of all.")
    change(playbook, "title: { en: Core idea,", "title: { en: The core idea,")
    change(playbook, "text: { en: Go on.,", "text: { en: Go on now.,", "tools/fit.yml")
    pages = small.made(small.library(playbook))
    mark = '<span class="tg-badge" lang="zh-Hans" title="English 后来改了">可能旧了</span>'
    page = pages["zh/alpha.md"].html
    assert f'<div class="tg-stale"><p>先想。</p> {mark}</div>' in page
    assert f'核心</h3>\n<div class="tg-untranslated">{mark}</div>' in page
    assert pages["zh/tools/fit.md"].html.partition("<tonghao-tool")[0].endswith(f'{mark}</div>\n<div class="tg-tool">')
    assert not any("tg-stale" in made.html for file, made in pages.items() if file.startswith("en/"))
    assert "tg-stale" not in pages["zh/beta.md"].html


def test_the_coverage_page_counts_them(playbook: Path) -> None:
    assert "may be old" not in small.made(small.library(playbook))["en/coverage.md"].html
    change(playbook, "en: Think first.", "en: Think first of all.")
    html = small.made(small.library(playbook))["en/coverage.md"].html
    assert "<td>0 may be old</td>" in html and "<td>1 may be old</td>" in html


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """The command in a small project whose lock is up to date."""
    lock(project.put(tmp_path) / "playbook")
    monkeypatch.chdir(tmp_path)
    return lambda *words: CliRunner().invoke(cli.main, words)


def test_the_command_lists_them_confirms_them_and_is_strict_when_asked(run, tmp_path: Path) -> None:
    project.replace(tmp_path, "alpha.yml", "The point of alpha", "The points of alpha")
    project.replace(tmp_path, "beta.yml", "zh: 我走了。", "zh: 我先走了。")
    assert run("check").exit_code == 0
    assert "left behind: 2 translations; tonghao check --stale says which" in run("check").stdout
    listed = run("check", "--stale")
    assert listed.exit_code == 0 and listed.stdout.count(": stale-translation: ") == 2
    assert run("check", "--strict").exit_code == 1
    assert run("lock", "--new").stdout.endswith("0 confirmed, 2 left behind\n")
    assert run("lock", "playbook/alpha.yml:1").exit_code == 2
    cure = next(line for line in listed.stdout.splitlines() if "alpha" in line).partition("tonghao lock ")[2].split()[0]
    assert run("lock", cure).stdout == "playbook/translations.lock\n1 confirmed, 1 left behind\n"
    assert run("lock").stdout == "playbook/translations.lock\n1 confirmed, 0 left behind\n"
    assert run("check", "--stale", "--strict").exit_code == 0
    assert "left behind" not in run("check").stdout


def test_nearly_every_text_of_the_playbook_was_compared(library: Library) -> None:
    """A text written in the browser must not fail for this file; the next `make fix` takes it up."""
    entries, committed = read(ROOT / "playbook", KEPT).entries, translations.read(ROOT / "playbook")
    texts = list(
        translations.judged(translations.texts_of(entries), committed, tuple(library.languages), everything=True)
    )
    rows = {document.file: committed.rows(document.file, tuple(library.languages)) for _, document in entries}
    known = sum(text.key in rows[text.document.file] for text in texts)
    assert known > 0.8 * len(texts), "run `make fix`"
    whole = (ROOT / "playbook" / translations.NAME).read_text("utf-8")
    again = translations.refreshed(entries, library.languages, translations.parse(whole), lambda *_: False)
    assert whole.partition("\n@")[0] == again.partition("\n@")[0], "run `make fix`"
    assert len(whole) < 60 * len(texts)


def test_looking_costs_next_to_nothing() -> None:
    start = time.process_time()
    entries = read(ROOT / "playbook").entries
    reading = time.process_time() - start
    locked = translations.parse(translations.refreshed(entries, small.LANGUAGES, translations.Lock(), lambda *_: True))
    spans = []
    for _ in range(3):
        start = time.process_time()
        assert translations.mark(entries, locked) == ()
        spans.append(time.process_time() - start)
    assert min(spans) < 0.1 * reading
