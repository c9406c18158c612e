"""CONTRIBUTING names every type of picture there is, and leads to a real one."""

import re
from typing import get_args

from content.texts import ROOT
from tonghao.load import Shelf
from tonghao.model import PathPicture, Picture, Playbook

ROW = re.compile(r"^\| `([a-z]+)` \| [^|]+ \| (?:`([a-z-]+)\.yml`, idea `([a-z-]+)`)?", re.MULTILINE)


def rows() -> list[tuple[str, str, str]]:
    """``(type, playbook, idea)`` of the table in CONTRIBUTING."""
    text = (ROOT / "CONTRIBUTING.md").read_text("utf-8").split("## Pictures\n")[1].split("\n## ")[0]
    return ROW.findall(text)


def test_every_type_of_picture_has_a_row() -> None:
    union = get_args(Picture)[0]
    types = {get_args(kind.model_fields["type"].annotation)[0] for kind in get_args(union)}
    assert sorted(name for name, _, _ in rows()) == sorted(types)


def test_the_example_a_row_leads_to_is_there(shelf: Shelf) -> None:
    ideas = {
        (record.id, idea.id): idea.picture.type
        for record, _ in shelf.entries
        if isinstance(record, Playbook)
        for idea in record.ideas
        if idea.picture
    }
    drawn_from_site = get_args(PathPicture.model_fields["type"].annotation)[0]
    told = {(playbook, idea): kind for kind, playbook, idea in rows() if kind != drawn_from_site}
    assert told.items() <= ideas.items()
