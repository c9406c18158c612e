"""What a change moves is the same in the page as under CPython, to the byte: sample, verdicts, patch, markup."""

import json
from pathlib import Path

import pytest

from data import library as real_playbook
from runtime.pyodide_node import answer_in_pyodide
from tonghao import sandbox_data, tool_data
from tonghao_widgets import desk

ROOT = Path(__file__).parents[2]
ASKED = 24


def requests() -> list[str]:
    """Of every tool: its first number changed, its first words made awkward, and the beginning of the sample."""
    library = real_playbook()
    made = []
    for number, tool in enumerate(library.tools):
        language = library.languages[number % len(library.languages)]
        raw = (ROOT / f"playbook/tools/{tool}.yml").read_bytes()
        data = sandbox_data.sandbox_json(library, tool, language, raw)
        knobs = json.loads(data)["knobs"]
        cut = next(knob for knob in knobs if knob["kind"] == "number")
        text = next(knob for knob in knobs if knob["kind"] == "text")
        edits = {cut["id"]: str(cut["value"] * 1.25), text["id"]: 'a: "b" <i>，{x}'}
        words = {key: said[language] for key, said in library.words.items() if key.startswith("sandbox-")}
        hub = tool_data.hub_json(library, tool, language)
        asked = {"hub": hub, "data": data, "words": words, "edits": edits, "ask": ASKED, "form": True}
        made.append(json.dumps({"sandbox": asked}))
    return made


@pytest.mark.pyodide
def test_every_reply_is_the_same() -> None:
    asked = requests()
    here = [desk.answer(request) for request in asked]
    replies = [json.loads(reply) for reply in here]
    assert len(replies) >= 15 and all(len(reply["verdicts"]) == ASKED and reply["patch"] for reply in replies)
    assert answer_in_pyodide(asked, quick=True) == here
