"""Patches of the sandbox: ``git apply`` takes them, and the file then says what was typed and nothing else new."""

import json
import random
import shutil
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from data import KEPT, SHARE, each
from data import library as real_playbook
from pages import small
from tonghao import diff, sandbox_data, tool_data
from tonghao.load import load
from tonghao.model import Library
from tonghao.strict_yaml import Document, number, parse, resolve
from tonghao_widgets import desk, sandbox
from tonghao_widgets.sandbox_patch import one_line, scalar
from tonghao_widgets.words import Words

ROOT = Path(__file__).parents[2]
LIBRARY = real_playbook()
HOSTILE = json.loads((ROOT / "tests/same_bytes/hostile.json").read_text("utf-8"))
TEXTS = [
    *(text for text in HOSTILE if one_line(text)),
    "a: b",
    "- a",
    "12",
    "null",
    "# no",
    "好的，就这样。",
    '"',
    "{x}",
]
EVERY = each("tool", LIBRARY.tools)
LANGUAGES = [*LIBRARY.languages]
#: Each tool in one of the languages; in a thorough run in both.
IN_TURN = [
    (tool, language)
    for number, tool in enumerate(LIBRARY.tools)
    for place, language in enumerate(LANGUAGES)
    if SHARE >= 1 or number % len(LANGUAGES) == place
]


@cache
def asked(tool: str, language: str) -> tuple[str, str]:
    raw = (ROOT / f"playbook/tools/{tool}.yml").read_bytes()
    data = sandbox_data.sandbox_json(LIBRARY, tool, language, raw)
    return tool_data.hub_json(LIBRARY, tool, language), data


def said(language: str) -> dict[str, str]:
    return {key: text[language] for key, text in LIBRARY.words.items() if key.startswith("sandbox-")}


def moved(tool: str, language: str, edits: dict[str, str]) -> sandbox.Outcome:
    return sandbox.moved(*asked(tool, language), edits, Words(language, said(language)))


def typed(chance: random.Random, knob: dict[str, Any]) -> str:
    if knob["kind"] == "number":
        return str(chance.choice([round(knob["value"] * 1.1 + 0.01, 6), int(knob["value"]) + 1, knob["value"]]))
    return chance.choice(["true", "false"] if knob["kind"] == "flag" else TEXTS)


def changes(tool: str, language: str) -> Iterator[dict[str, str]]:
    chance = random.Random(f"{tool}/{language}")
    knobs = json.loads(asked(tool, language)[1])["knobs"]
    for size in (1, 2, 12, len(knobs)) if SHARE >= 1 else (2, len(knobs)):
        yield {knob["id"]: typed(chance, knob) for knob in chance.sample(knobs, size)}


def applied(patch: str, source: str, file: str, folder: Path) -> bytes:
    """The file after ``git apply``."""
    path = folder / file
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(source, "utf-8")
    command = ["git", "apply", "--whitespace=nowarn", "-"]
    done = subprocess.run(command, cwd=folder, input=patch.encode(), capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode() + patch
    return path.read_bytes()


@cache
def read(source: str, file: str) -> Document:
    return parse(source.encode(), file)


def leaves(value: Any, path: tuple = ()) -> Iterator[tuple[tuple, Any]]:
    inside = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, item in inside:
        yield from leaves(item, (*path, key))
    if not isinstance(value, dict | list):
        yield path, value


@pytest.mark.parametrize(("tool", "language"), IN_TURN)
def test_git_takes_it_and_the_file_says_what_was_typed(tool: str, language: str, tmp_path: Path) -> None:
    seen = 0
    for edits in changes(tool, language):
        made = moved(tool, language, edits)
        if not made.edits:
            assert made.patch == ""
            continue
        seen += len(made.edits)
        file, source = made.data["file"], made.data["source"]
        after = parse(applied(made.patch, source, file, tmp_path), file)
        assert after.problems == []
        places = {(line, column): edit for edit in made.edits for line, column, _ in [edit.knob["at"]]}
        before = read(source, file)
        now = dict(leaves(after.data))
        for path, then in leaves(before.data):
            edit = places.pop(tuple(at - 1 for at in before.values[path]), None)
            wanted = edit.value if edit else then
            assert (resolve(now.pop(path)) if edit and edit.knob["kind"] != "text" else now.pop(path, then)) == wanted
        assert not places and not now
    assert seen > 3


def test_the_changed_files_make_the_hubs_that_were_tried(tmp_path: Path) -> None:
    playbook = Path(shutil.copytree(ROOT / "playbook", tmp_path / "playbook"))
    wanted = {}
    for tool in LIBRARY.tools:
        knobs = json.loads(asked(tool, "zh")[1])["knobs"]
        words = [knob for knob in knobs if knob["kind"] == "text" and "{" not in knob["value"]]
        cut = next(knob for knob in knobs if knob["part"] == "cuts" and knob["kind"] == "number")
        edits = {knob["id"]: knob["value"] + "好" for knob in words if knob["part"] in {"outcomes", "rules"}}
        made = moved(tool, "zh", {**edits, cut["id"]: str(cut["value"] * 1.01)})
        assert made.problems == {} or list(made.problems) == [cut["id"]]
        applied(made.patch, made.data["source"], made.data["file"], tmp_path)
        wanted[tool] = made.after
    (playbook / "translations.lock").unlink(missing_ok=True)
    library = load(playbook, KEPT)
    for tool, after in wanted.items():
        hub = json.loads(tool_data.hub_json(library, tool, "zh"))
        assert hub["constants"] == after.constants
        titles = {identity: outcome["title"] for identity, outcome in after.outcomes.items()}
        assert {identity: outcome["title"] for identity, outcome in hub["outcomes"].items()} == titles


@EVERY
def test_every_number_a_formula_uses_can_be_changed(tool: str) -> None:
    knobs = json.loads(asked(tool, "en")[1])["knobs"]
    known = {tuple(knob["hub"]) for knob in knobs}
    data = parse((ROOT / f"playbook/tools/{tool}.yml").read_bytes(), tool).data
    for constant in data.get("constants", []):
        for path, value in leaves(constant["value"]):
            if number(value) is not None:
                assert ("constants", constant["id"], *path) in known
    for index, item in enumerate(data["inputs"]):
        if number(item.get("default")) is not None:
            assert ("inputs", index, "default") in known
    assert len({knob["id"] for knob in knobs}) == len(knobs)


@each("text", TEXTS, repr)
def test_any_text_stays_text(text: str) -> None:
    line = one_line(text)
    for frame in ("a: {}", "{{ a: {}, b: c }}", "a: [{}]"):
        read = parse(frame.format(scalar(line)).encode(), "x.yml")
        value = read.data["a"][0] if frame.endswith("]") else read.data["a"]
        assert (read.problems, value) == ([], line)
        assert resolve(value) == line


def tried(tool: str, edits: dict[str, str], **more: Any) -> dict[str, Any]:
    hub, data = asked(tool, "en")
    request = {"hub": hub, "data": data, "words": said("en"), "edits": edits, **more}
    return json.loads(desk.answer(json.dumps({"sandbox": request})))


def test_a_stricter_cut_flips_a_case_and_part_of_the_sample() -> None:
    reply = tried("fit", {"inputs.margin_pass.default": "0.5"}, ask=200)
    assert reply["flips"]["cases"] >= 1 and reply["flips"]["sample"] >= 20 and len(reply["verdicts"]) == 200
    assert (
        all(len(pair) == 2 for pair in reply["verdicts"]) and "-    default: 0.4\n+    default: 0.5\n" in reply["patch"]
    )


def test_the_page_counts_what_tonghao_diff_counts(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "playbook", tmp_path / "playbook")
    edits = {"inputs.margin_pass.default": "0.5"}
    made = moved("fit", "en", edits)
    applied(made.patch, made.data["source"], made.data["file"], tmp_path)
    told = diff.compare(diff.side(ROOT / "playbook", KEPT), diff.side(tmp_path / "playbook", KEPT), "main")
    reply = tried("fit", edits, ask=200)
    assert [(one.tool, one.asked, one.flipped) for one in told.sampled] == [("fit", 200, reply["flips"]["sample"])]
    assert len(told.cases) == reply["flips"]["cases"] >= 1


def test_a_ready_made_row_moves_the_sample_too() -> None:
    reply = tried("threshold", {"inputs.gates.library.identity.cells.pass_others": "0.9"}, ask=200)
    assert reply["flips"]["sample"] > 0


def test_without_a_change_nothing_moves_and_there_is_no_patch() -> None:
    for tool in LIBRARY.tools:
        reply = tried(tool, {}, ask=8)
        assert reply["flips"] == {"cases": 0, "sample": 0} and reply["patch"] == "" and reply["problems"] == {}


def test_in_parts_the_sample_is_the_same_as_at_once() -> None:
    edits = {"inputs.margin_warn.default": "0.3"}
    first = tried("fit", edits, ask=30)["verdicts"]
    assert tried("fit", edits, ask=170, verdicts=first)["verdicts"] == tried("fit", edits, ask=200)["verdicts"]


@each(
    "knob, text, key",
    [
        ("inputs.margin_pass.default", "many", "sandbox-problem-number"),
        ("inputs.margin_pass.default", "1e9", "sandbox-problem-number"),
        ("inputs.margin_pass.default", "1.5", "sandbox-problem-bounds"),
        ("inputs.margin_pass.max", "0.3", "sandbox-problem-bounds"),
        ("inputs.value_cut.default", "0", "sandbox-problem-bounds"),
        ("outcomes.native.title.en", "  ", "sandbox-problem-empty"),
        ("outcomes.native.title.en", "x" * 1001, "sandbox-problem-long"),
    ],
)
def test_what_cannot_be_used_is_said_beside_it_and_left_out(knob: str, text: str, key: str) -> None:
    reply = tried("fit", {knob: text})
    assert reply["problems"][knob].startswith(said("en")[key].split("{")[0]) and reply["patch"] == ""


def test_a_count_is_whole() -> None:
    knobs = json.loads(asked("tier", "en")[1])["knobs"]
    counts = {("inputs", index) for index, item in enumerate(LIBRARY.tools["tier"].inputs) if item.type == "count"}
    knob = next(one for one in knobs if tuple(one["hub"][:2]) in counts and one["what"] in {"default", "start"})
    assert tried("tier", {knob["id"]: "2.5"})["problems"] == {knob["id"]: said("en")["sandbox-problem-whole"]}


def test_a_lost_blank_is_said() -> None:
    reply = tried("fit", {"rules.margin-pass.text.en": "Enough."})
    assert "{margin}" in reply["notes"]["rules.margin-pass.text.en"] and reply["patch"]


def test_a_reworded_sentence_is_shown_filled_in() -> None:
    reply = tried("fit", {"rules.orders-high.text.en": "So many: {orders_per_year}, and {whatever}."})
    assert "So many: 24, and {whatever}." in reply["view"]


def test_what_a_reader_types_is_never_markup() -> None:
    reply = tried("fit", {"outcomes.native.title.en": "<img src=x onerror=alert(1)>"}, ask=8, form=True)
    assert "<img" not in reply["view"] + reply["form"] and "&lt;img" in reply["view"]


def test_a_formula_that_stumbles_is_shown_as_such() -> None:
    reply = tried("nine", {"constants.effort.value.ritual": "0"}, ask=12)
    assert sandbox.FAILED in {now for _, now in reply["verdicts"]}
    assert said("en")[sandbox.FAILED] in reply["view"]


def test_the_page_offers_every_tool_that_has_data(tmp_path: Path) -> None:
    library: Library = small.library(small.put(tmp_path))
    page = small.made(library)["en/sandbox.md"]
    ids = small.Seen(page.html).all("id")
    assert {f"tool-{tool}" for tool in library.tools} <= set(ids)
