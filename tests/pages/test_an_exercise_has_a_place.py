"""Every exercise has a page of its own, and page, board, run view and links all call it by one name."""

import json
import re

from data import library as real_playbook
from data import made
from pages.small import Seen
from tonghao.pages import Page
from tonghao.pages.exercise import Place, all_places

PLACES = list(all_places(real_playbook()))


def page(place: Place, language: str = "en") -> Page:
    return made()[f"{language}/{place.address}.md"]


def data(page: Page) -> dict:
    hub = re.search(r'<div class="tg-hub" hidden>(.*?)</div>', page.html, re.DOTALL)
    return json.loads(hub[1].replace("&lt;", "<").replace("&amp;", "&"))


def test_every_exercise_can_be_opened_in_both_languages() -> None:
    asked = [session for one in real_playbook().workshops.values() for session in one.sessions if session.exercise]
    assert {place.session.id for place in PLACES} == {session.id for session in asked}
    for place in PLACES:
        for language in real_playbook().languages:
            assert f'data-exercise="{place.name}"' in page(place, language).html


def test_a_case_begins_with_its_own_numbers() -> None:
    place = next(one for one in PLACES if one.part == "coffee-shop")
    given = real_playbook().cases["coffee-shop"].tools["fit"].inputs
    fields = {
        one["name"]: one.get("value")
        for tag, one in Seen(page(place).html).elements
        if tag == "input" and "name" in one
    }
    assert (fields["orders_per_year"], fields["order_value"]) == (
        str(given["orders_per_year"]),
        str(given["order_value"]),
    )


def test_what_is_done_twice_is_one_exercise_with_two_rounds() -> None:
    rounds = {place.session.id: (place.name, place.round) for place in PLACES if place.round}
    assert rounds == {
        "rate-ours": ("nine-element-check-up/rate-ours/own", 1),
        "differ": ("nine-element-check-up/rate-ours/own", 2),
    }


def test_the_board_knows_every_exercise_and_what_it_asks() -> None:
    for language in real_playbook().languages:
        known = {one["id"]: one for one in data(made()[f"{language}/board.md"])["exercises"]}
        assert set(known) == {place.name for place in PLACES}
        for place in PLACES:
            if place.exercise.repeats is None:
                prompts = known[place.name]["prompts"]
                own = {
                    **place.exercise.disagree_items,
                    **{f"={name}": text for name, text in place.exercise.disagree.items()},
                }
                assert prompts == {item: text[language] for item, text in own.items()}


def test_workshop_and_run_view_lead_to_the_square_of_each_exercise() -> None:
    for place in PLACES:
        home = f"en/workshops/{place.workshop.id}"
        sessions = data(made()[f"{home}/run.md"])["sessions"]
        offered = next(one["places"] for one in sessions if one["id"] == place.session.id)
        assert place.address in [one["address"] for one in offered]
        first = f"board/#for={offered[0]['address']}"
        for file in (f"{home}.md", f"{home}/facilitator.md"):
            assert any(way.endswith(first) for way in Seen(made()[file].html).all("href")), file
