"""One idea on a slide, the same slides in each language; answers only on the trainer's page and handout."""

import re
from functools import cache
from pathlib import Path

from data import library as real_playbook
from pages import small
from pages.small import Seen
from tonghao.model import Library, Workshop
from tonghao.pages import Assets, Page, drafts
from tonghao.pages.base import Desk
from tonghao.pages.slides_cut import MOST, cut, parts_needed, room, size
from tonghao_widgets import qr

ROOT = Path(__file__).parents[2]
KINDS = {"slides", "presenter", "handout"}
SECRETS = ("Indeed it does.", "Sum it up.", "The numbers carry it.", "Which margin do you mean?")
NOTES = ("Smile first.", "Skip the hello.")
DECK = "{}/workshops/{}/slides.md"
PRESENTER = "{}/workshops/{}/slides/presenter.md"
HANDOUT = "{}/workshops/{}/handout.md"
TRAINERS = "{}/workshops/{}/handout/facilitator.md"


@cache
def real() -> tuple[Library, dict[str, Page]]:
    """The real playbook, with its slides and handouts."""
    library = real_playbook()
    return library, {draft.file: draft.page for draft in drafts(library, Assets()) if draft.kind in KINDS}


def first(library: Library, kind: str, site_url: str = "") -> str:
    """The first English page of a kind, as HTML, made for a site at an address."""
    return next(one for one in drafts(library, Assets(site_url=site_url)) if one.kind == kind).page.html


def shown(file: str) -> str:
    """What a reader of one of the real pages reads."""
    return " ".join(Seen(real()[1][file].html).text().split())


def slides(page: Page) -> list[str]:
    return Seen(page.html).all("data-slide")


def key_of(workshop: Workshop, language: str) -> list[str]:
    """Every text of the answer key and every note to the trainer."""
    texts = [note for session in workshop.sessions for note in session.notes]
    for exercise in (session.exercise for session in workshop.sessions if session.exercise):
        texts += [text for answer in exercise.answers for text in (answer.answer, answer.why)]
        texts += [task.reasoning for task in exercise.cases] + [one.do for one in exercise.mistakes]
        texts += [*exercise.disagree.values(), *exercise.disagree_items.values()]
    return [" ".join(text[language].split()) for text in texts]


def test_slides_and_participants_sheets_hold_no_answer_and_no_note(pages: dict[str, Page]) -> None:
    for file in (DECK, HANDOUT):
        html = pages[file.format("en", "evening")].html
        assert [secret for secret in SECRETS + NOTES if secret in html] == []
        assert "A shop with three numbers." in html


def test_the_trainer_s_page_holds_them_beside_the_slide_that_asks(pages: dict[str, Page]) -> None:
    html = pages[PRESENTER.format("en", "evening")].html
    assert [secret for secret in SECRETS + NOTES if secret not in html] == []
    beside = dict(re.findall(r'class="tg-presenter__notes" data-for="([^"]+)">(.*?)</div>', html))
    assert "The numbers carry it." in beside["s-judge-open-corner"]
    assert "Indeed it does." in beside["s-judge-sheet"]
    assert "Which margin do you mean?" in beside["s-judge-ask-1"]


def test_the_trainer_s_handout_keeps_answers_where_style_hides_them(pages: dict[str, Page]) -> None:
    html = pages[TRAINERS.format("en", "evening")].html
    inside = "".join(re.findall(r'<div class="tg-answers">(.*?)</div>', html))
    assert [secret for secret in SECRETS if secret not in inside] == []
    assert [secret for secret in SECRETS if secret in html.replace(inside, "")] == []
    style = (ROOT / "widgets/shell/handout.css").read_text("utf-8")
    assert re.search(r"\n\.tg-bare--handout \.tg-answers \{\s*display: none;", style)
    opened = [rule for rule in re.findall(r"([^{}]*)\{[^{}]*display: block", style) if "answers {" in rule + " {"]
    assert all("answers-switch" in rule for rule in opened if ".tg-answers" in rule)


def test_no_real_slide_or_sheet_holds_a_word_of_the_key() -> None:
    library, _ = real()
    looked_at = 0
    for workshop in library.workshops.values():
        for language in library.languages:
            key = [text for text in key_of(workshop, language) if len(text) > 12]
            for file in (DECK, HANDOUT):
                text = shown(file.format(language, workshop.id))
                assert [one for one in key if one in text] == [], file
            for file in (PRESENTER, TRAINERS):
                text = shown(file.format(language, workshop.id))
                missing = [one for one in key if one not in text and "[[" not in one and "**" not in one]
                assert missing == [], file
            looked_at += len(key)
    assert looked_at > 200


def test_every_session_has_its_slide_and_they_are_the_same_in_every_language() -> None:
    library, pages = real()
    for workshop in library.workshops.values():
        first, *others = (slides(pages[DECK.format(language, workshop.id)]) for language in library.languages)
        assert all(other == first for other in others)
        assert len(set(first)) == len(first)
        assert {f"s-{session.id}" for session in workshop.sessions} <= set(first)
        assert (first[0], first[-1]) == ("title", "close")
        assert slides(pages[PRESENTER.format("en", workshop.id)]) == first


def test_an_exercise_shows_task_case_way_in_sheet_and_question(pages: dict[str, Page]) -> None:
    assert slides(pages[DECK.format("zh", "evening")]) == [
        *("title", "takeaways", "agenda", "s-opening", "s-opening-step-1", "s-judge", "s-judge-task", "s-judge-steps"),
        *("s-judge-case-corner", "s-judge-open-corner", "s-judge-sheet", "s-judge-ask-1"),
        *("s-rest", "s-closing", "s-closing-step-1", "close"),
    ]


def test_a_long_text_takes_as_many_slides_in_each_language_and_loses_no_word(playbook: Path) -> None:
    long = {"en": "A shop sells bread, and nobody asks for it. " * 12, "zh": "面包店开在街角，没有人问。" * 5}
    small.edit(
        playbook,
        "workshops/evening.yml",
        lambda record: record["sessions"][1]["exercise"]["cases"][0].update(brief=long),
    )
    pages = small.made(small.library(playbook))
    found = {language: slides(pages[DECK.format(language, "evening")]) for language in small.LANGUAGES}
    assert found["en"] == found["zh"]
    assert [one for one in found["en"] if one.startswith("s-judge-case-corner")] == [
        "s-judge-case-corner",
        "s-judge-case-corner-2",
    ]
    assert parts_needed(long) == 2
    for said in long.values():
        pieces = cut(said, 2)
        assert "".join("".join(pieces).split()) == "".join(said.split())
        assert all(room(piece) <= MOST for piece in pieces)


def test_more_words_make_smaller_type_and_too_many_none() -> None:
    assert [size(["word " * count]) for count in (5, 35, 55, 200)] == ["big", "middle", "small", ""]


def test_a_square_leads_to_the_exercise_at_the_site_s_address(library: Library) -> None:
    site = "https://example.org/x/"
    english = Desk(library, "en", Assets(site_url=site))
    square = qr.svg(f"{site}#go=workshops/evening/judge/corner", english.words("board-join-picture"))
    assert all(square in first(library, kind, site) for kind in ("slides", "handout"))
    assert "tg-qr" not in first(library, "slides")
    assert "tg-qr" not in first(library, "handout", "http://127.0.0.1:8000/")  # no phone could open it from paper


def test_the_pages_of_a_workshop_lead_to_slides_and_handouts(pages: dict[str, Page]) -> None:
    ways = {"en/workshops/evening.md": {"slides/", "handout/"}}
    ways["en/workshops/evening/facilitator.md"] = {"slides/", "slides/presenter/", "handout/facilitator/#with-answers"}
    for file, wanted in ways.items():
        found = {href.split("workshops/evening/")[-1] for href in Seen(pages[file].html).all("href")}
        assert wanted <= found, file


def test_search_finds_none_of_them(pages: dict[str, Page]) -> None:
    made = [page for page in pages.values() if page.kind in KINDS]
    assert len(made) == 4 * len(small.LANGUAGES)
    assert not any(page.searchable for page in made)
