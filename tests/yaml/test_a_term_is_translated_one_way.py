"""One term, one translation: what counts as the term, what counts as its translation, and what is left alone."""

from pathlib import Path
from typing import Any

import pytest

from data import KEPT, golden
from pages import small
from tonghao.load import survey

DATA: dict[str, Any] = golden(Path(__file__).with_name("term_cases.yml"))
CASES: list[dict[str, Any]] = DATA["cases"]


@pytest.fixture
def playbook(tmp_path: Path) -> Path:
    """The made-up playbook, to be changed."""
    return small.put(tmp_path)


def lacking(playbook: Path, case: dict[str, Any]) -> list[str]:
    """The languages in which ``case`` is said to lack a term's word."""
    small.write(playbook, "glossary.yml", {"kind": "glossary", "terms": DATA["terms"]})
    small.edit(playbook, "alpha.yml", lambda alpha: alpha["point"].update(en=case["en"], zh=case["zh"]))
    found = [problem for problem in survey(playbook, KEPT)[1] if problem.code == "other-translation"]
    assert {problem.file for problem in found} <= {"playbook/alpha.yml"}
    return [problem.where.removeprefix("point, ") for problem in found]


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_a_pair_of_texts_says_the_term_in_both_languages(case: dict[str, Any], playbook: Path) -> None:
    assert lacking(playbook, case) == case["missing"]


def test_a_text_that_is_not_translated_yet_is_no_other_translation(playbook: Path) -> None:
    small.edit(playbook, "site.yml", lambda site: site["languages"][1].update(required=False))
    small.edit(playbook, "alpha.yml", lambda alpha: alpha["point"].pop("zh"))
    small.write(playbook, "glossary.yml", {"kind": "glossary", "terms": DATA["terms"]})
    small.edit(playbook, "alpha.yml", lambda alpha: alpha["point"].update(en="A gate helps."))
    assert survey(playbook, KEPT)[1] == []


def test_a_third_language_is_held_against_each_of_the_others(playbook: Path) -> None:
    site = {"code": "fr", "name": "Français", "locale": "fr"}
    small.edit(playbook, "site.yml", lambda record: record["languages"].append(site))
    terms = [{**DATA["terms"][0], "term": {"en": "gate", "zh": "门槛", "fr": "seuil"}}]
    small.write(playbook, "glossary.yml", {"kind": "glossary", "terms": terms})
    point = {"en": "A gate helps.", "zh": "门槛有用。", "fr": "Une porte."}
    small.edit(playbook, "alpha.yml", lambda alpha: alpha["point"].update(point))
    assert {problem.where for problem in survey(playbook, KEPT)[1]} == {"point, fr"}
