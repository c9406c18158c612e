"""What the board reads, shows and exports, and a checklist's code, has the same bytes in CPython and in the browser."""

import json
import random
from typing import Any

import pytest

from data import library as real_playbook
from runtime.pyodide_node import answer_in_pyodide
from tonghao import tool_data
from tonghao.pages.board import WORDS
from tonghao.pages.group_code import KEYS
from tonghao_widgets import codes, desk, layouts
from tonghao_widgets.hub import read_hub

PEOPLE = 24
EXERCISE = "evening/judge/own"


def requests() -> list[str]:
    """Of every tool and one checklist: a chat is read, shown covered and revealed, taken away; squares of addresses."""
    chance, made = random.Random("board"), []
    library = real_playbook()
    for number, tool in enumerate(library.tools):
        language = library.languages[number % len(library.languages)]
        hub_text = tool_data.hub_json(library, tool, language)
        chat = _chat(chance, _codes(chance, hub_text))
        about = {"subject": tool, "hub": hub_text}
        made += _asked(language, chat, {"id": tool, "layout": layouts.of_hub(read_hub(hub_text)).mark}, about)
        made.append(_board(language, want=["join"], home="https://example.org/x/", preset="tea-table", **about))
    made += _checklist(chance, "zh")
    place = "workshops/evening/judge/own"
    homes = ("https://example.org/x/", "http://127.0.0.1:8000/", "file:///C:/x/", "nowhere")
    made += [_board("en", want=["join"], place=place, home=home, round="2") for home in homes]
    return made


def _asked(language: str, chat: str, subject: dict[str, Any], about: dict[str, Any]) -> list[str]:
    exercises = [{"id": EXERCISE, "subject": subject["id"]}]
    kept = [symbols for symbols, why, _ in codes.found(chat) if not why]
    exercise = {"id": EXERCISE, "title": "Evening", "prompts": {"margin": "Which?", "kol": "Who?"}, "discuss": ["So?"]}
    made = [_board(language, want=["read"], text=chat, codes=kept[:2], subjects=[subject], exercises=exercises)]
    for more in ({}, {"exercise": {**exercise, "again": {"prompts": {}, "discuss": ["Again?"]}}}):
        for want in (["view"], ["csv"], ["json"]):
            for revealed in (False, True):
                asked = {"want": want, "codes": kept, "revealed": revealed, "exercises": exercises, **about, **more}
                made.append(_board(language, **asked))
    return made


def _board(language: str, **asked: Any) -> str:
    library = real_playbook()
    said = {**library.tool_words, **library.words}
    words = {key: text[language] for key, text in said.items() if key.startswith("board-") or key in WORDS}
    return json.dumps({"board": {"language": language, "words": words, **asked}}, separators=(",", ":"))


def _codes(chance: random.Random, hub_text: str) -> list[str]:
    hub, made = read_hub(hub_text), []
    layout, outcomes = layouts.of_hub(hub), [*hub.outcomes]
    for sender in range(PEOPLE):
        form = {}
        for field in layout.fields:
            if chance.random() < 0.4:
                numbers = ["7", "0.5", "120"] if field.spec.type != "numbers" else ["1 2 3"]
                options = [str(one).lower() for one in field.options if one is not None]
                form[field.name] = chance.choice(options or numbers)
        values, _ = desk.read_form(form, hub)
        more = {"exercise": EXERCISE, "guess": chance.choice(outcomes)} if sender % 2 else {}
        made.append(codes.of_tool(values, chance.choice(outcomes), hub, sender=sender // 2, round=sender % 3, **more))
    return made


def _chat(chance: random.Random, made: list[str]) -> str:
    """Names and times around codes, some of them written as chats and hands write them, some damaged."""
    ways = [
        str,
        str.lower,
        lambda code: code.replace("-", "–"),
        lambda code: code.replace("-", "-\n"),
        lambda code: "".join(chr(ord(char) + 0xFEE0) for char in code),
        lambda code: code[:-3] + code[-2] + code[-3] + code[-1],
        lambda code: code[:17],
        lambda code: code.replace("TH1-", ""),
        lambda code: code.replace("TH1", "TH2"),
        lambda code: code[:-4] + code[-4:][::-1],
    ]
    told = [*made, *(chance.choice(made) for _ in ways)]
    return "\n".join(f"[10:0{at % 10}] 李伟 Li: {ways[at % len(ways)](code)}，谢谢" for at, code in enumerate(told))


def _checklist(chance: random.Random, language: str) -> list[str]:
    library = real_playbook()
    playbook = library.playbooks["cold-start"]
    items = [item.id for item in playbook.checklist]
    words = {key: library.tool_words[key][language] for key in KEYS}
    people = [{item: chance.choice(layouts.STATES) for item in items} for _ in range(4)]
    about = {"id": playbook.id, "items": items, "language": language, "words": words}
    made = [json.dumps({"list": {**about, "states": one, "sender": at}}) for at, one in enumerate(people)]
    chat = " ".join(codes.of_list(playbook.id, items, one, sender=at) for at, one in enumerate(people))
    subject = {"id": f"list/{playbook.id}", "layout": layouts.of_list(playbook.id, items).mark}
    texts = [{"id": item.id, "text": item.what[language]} for item in playbook.checklist]
    return made + _asked(language, chat, subject, {"subject": subject["id"], "title": "T", "items": texts})


@pytest.mark.pyodide
def test_every_reply_is_the_same() -> None:
    asked = requests()
    here = [desk.answer(request) for request in asked]
    replies = [json.loads(reply) for reply in here]
    assert len(replies) > 200 and not [reply for reply in replies if "error" in reply]
    assert sum("tg-board__apart" in reply.get("view", "") for reply in replies) > 10
    assert sum("board-twice" in reply.get("view", "") for reply in replies) > 10
    assert answer_in_pyodide(asked, quick=True) == here
