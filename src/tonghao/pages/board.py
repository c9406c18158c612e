"""The group board: a page that gathers a group's codes. All on it is made in the browser, from what is pasted."""

from __future__ import annotations

from typing import Any

from tonghao import tool_data
from tonghao.model import Exercise
from tonghao.pages.base import Desk, Sheet, data_block
from tonghao.pages.exercise import Place, all_places
from tonghao.pages.page import Page
from tonghao_widgets import layouts
from tonghao_widgets.hub import read_hub
from tonghao_widgets.markup import Markup, h

WORDS = ("colon", "list-comma", "copied", "copy-failed")


def board_page(sheet: Sheet) -> Page:
    """The page with an empty board, and everything the browser needs to fill it."""
    words = sheet.desk.words
    sheet.heading(1, words("board"))
    sheet.block(h("p", words("board-intro")), class_="tg-lead")
    sheet.block(
        h("noscript", h("p", {"class": "tg-status"}, words("board-no-script"))),
        _element(sheet),
        class_="tg-board-place",
    )
    return sheet.page(words("board"), words("board-intro"), ("playbook/words.yml", 1))


def _element(sheet: Sheet) -> Markup:
    desk = sheet.desk
    return h(
        "tonghao-board",
        {"root": sheet.root, **sheet.engine()},
        data_block(_data(desk, f"{sheet.root}../")),
        h("p", {"class": "tg-status", "data-status": True, "role": "status", "hidden": True}),
        _invite(desk),
        _collect(desk),
        _look(desk),
    )


def _button(desk: Desk, key: str, main: bool = False, **data: str | bool) -> Markup:
    kind = "tg-button tg-button--main" if main else "tg-button"
    attributes = {f"data-{name}": value for name, value in data.items()}
    return h("button", {"type": "button", "class": kind, **attributes}, desk.words(key))


def _invite(desk: Desk) -> Markup:
    words, library = desk.words, desk.library
    tools = [
        h("option", {"value": identity}, desk.plain(library.tools[identity].title)) for identity in library.site.tools
    ]
    lists = [
        h("option", {"value": f"list/{playbook.id}"}, desk.plain(playbook.title))
        for playbook in (library.playbooks[identity] for identity in library.site.playbooks)
        if playbook.checklist
    ]
    rooms: dict[str, list[Markup]] = {}
    for place in all_places(library):
        option = h("option", {"value": place.address}, _title(place, desk, whole=False))
        rooms.setdefault(desk.plain(place.workshop.title), []).append(option)
    return h(
        "section",
        {"class": "tg-board__invite", "hidden": True, "data-part": True},
        h("h2", {"id": "board-invite"}, words("board-invite")),
        h("p", words("board-invite-text")),
        h(
            "div",
            {"class": "tg-board__row"},
            h(
                "label",
                words("board-what"),
                h(
                    "select",
                    {"name": "what"},
                    h("optgroup", {"label": words("tools")}, tools),
                    h("optgroup", {"label": words("checklist")}, lists) if lists else None,
                    [h("optgroup", {"label": title}, options) for title, options in rooms.items()],
                ),
            ),
            h(
                "label",
                words("board-preset"),
                h("select", {"name": "preset"}, h("option", {"value": ""}, words("board-preset-none"))),
            ),
            h(
                "label",
                {"hidden": True},
                desk.words("code-round"),
                h(
                    "select",
                    {"name": "round"},
                    [h("option", {"value": str(number)}, desk.words(f"code-round-{number}")) for number in (0, 1, 2)],
                ),
            ),
            _button(desk, "board-join", act="join"),
        ),
        h("div", {"class": "tg-board__join tg-square", "data-join": True, "aria-live": "polite"}),
        h("p", {"data-join-copy": True, "hidden": True}, _button(desk, "board-join-copy", act="copy")),
    )


def _collect(desk: Desk) -> Markup:
    words = desk.words
    return h(
        "section",
        {"class": "tg-board__collect", "hidden": True, "data-part": True},
        h("h2", {"id": "board-collect"}, words("board-collect")),
        h("p", words("board-collect-text")),
        h(
            "label",
            words("board-paste"),
            h(
                "textarea",
                {
                    "name": "text",
                    "rows": 6,
                    "spellcheck": "false",
                    "autocomplete": "off",
                    "autocapitalize": "characters",
                },
            ),
        ),
        h(
            "div",
            {"class": "tg-board__row"},
            _button(desk, "board-read-button", main=True, act="read"),
            h(
                "label",
                words("board-file"),
                h("input", {"type": "file", "multiple": True, "accept": ".txt,.csv,.json,.log,.md,.html,text/*"}),
            ),
        ),
        h("p", {"class": "tg-board__said", "data-said": True, "role": "status"}),
        h(
            "details",
            {"class": "tg-data tg-board__unread", "data-unread": True, "hidden": True},
            h("summary", words("board-unread")),
            h("ul"),
        ),
    )


def _look(desk: Desk) -> Markup:
    words = desk.words
    return h(
        "section",
        {"class": "tg-board__look", "hidden": True, "data-part": True},
        h("h2", {"id": "board-look"}, words("board-look")),
        h(
            "div",
            {"class": "tg-board__row", "data-choose": True},
            h("label", words("board-subject"), h("select", {"name": "subject"})),
            _button(desk, "board-reveal", main=True, act="reveal"),
            _button(desk, "board-clear", act="clear"),
        ),
        h("div", {"data-view": True}, h("p", {"class": "tg-board__state"}, words("board-empty"))),
        h(
            "p",
            {"class": "tg-board__takes", "data-takes": True, "hidden": True},
            _button(desk, "board-save-csv", save="csv"),
            _button(desk, "board-save-json", save="json"),
            _button(desk, "board-print", print=True),
        ),
    )


def _data(desk: Desk, site_root: str) -> dict[str, Any]:
    """The board's words, and each tool and checklist with the mark of its questions."""
    library = desk.library
    subjects: list[dict[str, Any]] = []
    for identity in library.site.tools:
        hub = read_hub(tool_data.hub_json(library, identity, desk.language))
        subjects.append(
            {
                "id": identity,
                "title": hub.title,
                "layout": layouts.of_hub(hub).mark,
                "hub": site_root + tool_data.hub_address(library, identity, desk.language),
                "presets": [{"id": preset["id"], "label": preset["label"]} for preset in hub.presets],
            }
        )
    for playbook in (library.playbooks[identity] for identity in library.site.playbooks):
        if playbook.checklist:
            items = [{"id": item.id, "text": desk.plain(item.what)} for item in playbook.checklist]
            subjects.append(
                {
                    "id": f"list/{playbook.id}",
                    "title": desk.plain(playbook.title),
                    "layout": layouts.of_list(playbook.id, [item.id for item in playbook.checklist]).mark,
                    "items": items,
                    "presets": [],
                }
            )
    places = {place.name: place for place in reversed(list(all_places(library)))}
    return {
        "language": desk.language,
        "exercises": [_exercise(place, desk) for place in reversed(places.values())],
        "places": [
            {"id": place.address, "exercise": place.name, "round": place.round} for place in all_places(library)
        ],
        "words": {
            key: desk.words(key) for key in (*WORDS, *(key for key in library.words if key.startswith("board-")))
        },
        "subjects": subjects,
    }


def _title(place: Place, desk: Desk, *, whole: bool = True) -> str:
    """How a place is called among others: workshop, session and case. ``whole`` False leaves the workshop out."""
    names = [place.workshop.title] if whole else []
    names.append(place.session.title)
    if place.task:
        names.append(place.title(desk.library))
    return " · ".join(map(desk.plain, names))


def _exercise(place: Place, desk: Desk) -> dict[str, Any]:
    """What the board knows of an exercise: its tool or checklist, and what to ask where the group is apart."""
    sessions = (session.exercise for session in place.workshop.sessions)
    again = next((one for one in sessions if one and one.repeats == place.session.id and not place.task), None)
    return {
        "id": place.name,
        "subject": place.subject,
        "title": _title(place, desk),
        **_questions(place.exercise, desk),
        **({"again": _questions(again, desk)} if again else {}),
    }


def _questions(exercise: Exercise, desk: Desk) -> dict[str, Any]:
    """What to ask: where the group is apart, by item, or by input as ``=input``; and everybody afterwards."""
    prompts = {item: desk.plain(text) for item, text in exercise.disagree_items.items()}
    prompts |= {f"={name}": desk.plain(text) for name, text in exercise.disagree.items()}
    return {"prompts": prompts, "discuss": [desk.plain(prompt) for prompt in exercise.prompts]}
