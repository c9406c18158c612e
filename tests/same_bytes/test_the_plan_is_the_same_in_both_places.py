"""Everybody's results as one list of tasks: the same in the page as under CPython, to the byte, in every shape."""

import html
import json
import re

import pytest

from data import library as real_playbook
from data import made
from runtime.pyodide_node import answer_in_pyodide
from tonghao import tool_data
from tonghao_widgets import desk
from tonghao_widgets.hub import read_hub
from tonghao_widgets.inputs import as_typed, flat

WANTED = ("view", "markdown", "csv", "json", "calendar")


def requests() -> list[str]:
    """Of each language: the cases of every tool as kept answers, three tools a plan, and some ticks on each list."""
    library = real_playbook()
    asked = []
    for language in library.languages:
        page = made()[f"{language}/plan.md"].html
        data = json.loads(html.unescape(re.search(r'<div class="tg-hub" hidden>(.*?)</div>', page)[1]))
        kept = []
        for number, tool in enumerate(data["tools"]):
            text = tool_data.hub_json(library, tool["id"], language)
            hub = read_hub(text)
            case = hub.presets[number % len(hub.presets)]["inputs"] if hub.presets else {}
            values = {**{name: spec.opening for name, spec in hub.inputs.items()}, **case}
            form = {name: as_typed(*answer) for name, answer in flat(values, hub).items()}
            kept.append({"hub": text, "form": form, "step": tool["step"]})
        lists = [
            {
                **one,
                "done": [item["id"] for item in one["items"][::3]],
                "skipped": {one["items"][-1]["id"]: "später, <b>"},
            }
            for one in data["lists"]
        ]
        frame = {"language": language, "words": data["words"], "root": "../", "home": "https://example.org/"}
        for number in range(0, len(kept), 3):
            plan = {**frame, "today": "2026-11-22", "start": "2026-12-01", "hours_per_week": 3 + number}
            plan |= {"tools": kept[number : number + 3], "lists": lists[number::3], "done": [], "want": WANTED}
            asked.append(json.dumps({"plan": plan}))
    return asked


@pytest.mark.pyodide
def test_every_plan_is_the_same() -> None:
    asked = requests()
    here = [desk.answer(request) for request in asked]
    replies = [json.loads(reply) for reply in here]
    assert len(replies) >= 10 and all(reply["count"] > 5 and set(WANTED) <= set(reply) for reply in replies)
    assert answer_in_pyodide(asked, quick=True) == here


def test_what_is_done_needs_no_more_days() -> None:
    plan = json.loads(requests()[0])["plan"]

    def ask(want: str, done: list[str]) -> str:
        return json.loads(desk.answer(json.dumps({"plan": {**plan, "done": done, "want": [want]}})))[want]

    tasks = json.loads(ask("json", []))["tasks"]
    open_ones = [task["id"] for task in tasks if not task["done"]]
    view = ask("view", open_ones[:2])
    assert view.count("tg-plan__days") == len(open_ones) - 2 > 0
    assert view.count(" checked") == len(tasks) - len(open_ones) + 2
