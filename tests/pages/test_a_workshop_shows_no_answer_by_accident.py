"""Participants' pages hold no answers; the facilitator's hold them where style hides them; search finds neither."""

import re
from pathlib import Path

from data import library as real_playbook
from data import made as real_pages
from pages import small
from pages.small import Seen
from tonghao import search
from tonghao.model import Library
from tonghao.pages import Page, navigation

ROOT = Path(__file__).parents[2]
SECRETS = ("Indeed it does.", "Sum it up.", "The numbers carry it.", "Which margin do you mean?")
PARTICIPANT = "en/workshops/evening.md"
EXERCISE = "en/workshops/evening/judge/corner.md"
FACILITATOR = "en/workshops/evening/facilitator.md"
RUN = "en/workshops/evening/run.md"


def styles(name: str) -> str:
    return (ROOT / "widgets/shell" / name).read_text("utf-8")


def test_a_participant_reads_the_task_and_no_answer(pages: dict[str, Page]) -> None:
    for file in (PARTICIPANT, EXERCISE, RUN):
        assert [secret for secret in SECRETS if secret in pages[file].html] == [], file
    assert "Judge before you look." in pages[PARTICIPANT].html
    assert "Smile first." not in pages[PARTICIPANT].html
    assert "A shop with three numbers." in pages[EXERCISE].html


def test_no_participant_page_of_the_real_workshops_holds_a_word_of_the_key() -> None:
    looked_at = 0
    for workshop in real_playbook().workshops.values():
        open_to_all = [
            (page, " ".join(Seen(page.html).text().split()))
            for file, page in real_pages().items()
            if f"/workshops/{workshop.id}" in file and not file.endswith(("/facilitator.md", "/presenter.md"))
        ]
        for exercise in (session.exercise for session in workshop.sessions if session.exercise):
            key = [answer.answer for answer in exercise.answers] + [answer.why for answer in exercise.answers]
            key += [task.reasoning for task in exercise.cases] + [one.do for one in exercise.mistakes]
            for page, shown in open_to_all:
                found = [text for text in key if len(text[page.language]) > 12 and text[page.language] in shown]
                assert found == [], page.file
                looked_at += 1
    assert looked_at > 100


def test_every_answer_stands_inside_what_style_hides(pages: dict[str, Page]) -> None:
    hidden = [part for part in pages[FACILITATOR].parts if 'class="tg-prose tg-answers"' in str(part)]
    rest = [part for part in pages[FACILITATOR].parts if part not in hidden]
    assert all(any(secret in part for part in hidden) for secret in SECRETS)
    assert not any(secret in str(part) for part in rest for secret in SECRETS)
    assert re.search(r"\n\.tg-answers \{\s*display: none;", styles("workshop.css"))


def test_paper_shows_answers_only_when_the_box_is_ticked(pages: dict[str, Page]) -> None:
    box = next(attributes for tag, attributes in Seen(pages[FACILITATOR].html).elements if tag == "input")
    assert (box["type"], "checked" in box, box["autocomplete"]) == ("checkbox", False, "off")
    shown = [
        rule for rule in re.findall(r"([^{}]*)\{[^{}]*display: block", styles("workshop.css")) if "answers" in rule
    ]
    assert [rule.strip() for rule in shown] == ["body:has(.tg-answers-switch input:checked) .tg-answers"]
    assert "tg-answers" not in styles("print.css")


def test_an_exercise_opens_with_its_verdict_covered_and_other_pages_do_not(pages: dict[str, Page]) -> None:
    covered = {
        file for file, page in pages.items() if any("hidden-verdict" in one for _, one in Seen(page.html).elements)
    }
    assert covered == {EXERCISE, EXERCISE.replace("en/", "zh/")}
    seen = Seen(pages[EXERCISE].html)
    assert "tonghao-cover" in [tag for tag, _ in seen.elements]
    assert {"native", "service"} <= set(seen.all("value"))
    assert re.search(r"tonghao-tool\[hidden-verdict\] :is\([^)]*\.tg-outcome", styles("workshop.css"))


def test_search_finds_participants_pages_only(pages: dict[str, Page]) -> None:
    found = {
        document["location"].split("#")[0]
        for document in search.documents(page for page in pages.values() if page.language == "en")
    }
    assert {place for place in found if "workshops" in place} == {"workshops/", "workshops/evening/"}


def test_the_menu_and_the_door_for_teachers_lead_to_the_workshops(library: Library, pages: dict[str, Page]) -> None:
    last = navigation(library, "en")[-2]
    assert next(iter(last.values())) == ["en/workshops/index.md", {"One evening": PARTICIPANT}]
    assert 'href="workshops/"' in pages["en/index.md"].html


def test_a_site_without_workshops_has_no_such_pages(playbook: Path) -> None:
    (playbook / "workshops/evening.yml").unlink()
    small.edit(playbook, "site.yml", lambda site: site.pop("workshops"))
    library = small.library(playbook)
    assert not [file for file in small.made(library) if "workshop" in file]
    assert not [item for item in navigation(library, "en") if "workshop" in str(item)]


def test_the_agenda_counts_from_the_beginning(pages: dict[str, Page]) -> None:
    seen = Seen(pages[PARTICIPANT].html)
    assert list(zip(seen.all("data-from"), seen.all("data-to"), strict=True)) == [
        ("0", "10"),
        ("10", "30"),
        ("30", "35"),
        ("35", "45"),
    ]
    assert "0:30–0:35" in seen.text()
