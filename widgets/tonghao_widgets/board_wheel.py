"""The group's nine elements: its wheel by medians, and on it the band between the lower and the upper quartile."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from tonghao_widgets import nine, nine_picture
from tonghao_widgets.board import Subject
from tonghao_widgets.group_stats import LEAST, quantile
from tonghao_widgets.markup import Markup, h
from tonghao_widgets.words import Words, fill, plain_number


def draw(answers: Sequence[Sequence[Any]], subject: Subject, words: Words) -> Markup | None:
    """The wheel with its band, a table of the same, and what the tool says of the medians; None without ratings."""
    hub = subject.hub
    assert hub is not None
    names = [field.name for field in subject.layout.fields]
    columns = dict(zip(names, zip(*answers, strict=True), strict=True))
    known = {element: _known(columns[f"ratings.{element}"]) for element in nine.ELEMENTS}
    ratings, low, high = (
        {element: quantile(given, part) if given else None for element, given in known.items()}
        for part in (0.5, 0.25, 0.75)
    )
    if all(rating is None for rating in ratings.values()):
        return None
    values = {"ratings": ratings, "weights": hub.inputs["weights"].opening}
    # Medians may lie between two steps, so no answers nearby are looked for.
    result = nine.evaluate(values, replace(hub, brief=True))
    outcome = hub.outcomes[result.verdict]
    rows = [
        [
            words_ or element,
            *(("–" if one[element] is None else plain_number(one[element])) for one in (low, ratings, high)),
        ]
        for element in nine.ELEMENTS
        for words_ in (subject.name(f"ratings.{element}"),)
    ]
    heads = ("board-item", "board-quarter", "board-half", "board-three-quarters")
    table = h(
        "table",
        {"class": "tg-table"},
        h("thead", h("tr", [h("th", {"scope": "col"}, words(key)) for key in heads])),
        h("tbody", [h("tr", h("th", {"scope": "row"}, row[0]), [h("td", cell) for cell in row[1:]]) for row in rows]),
    )
    title = fill(outcome["title"], nine.facts(values, result, hub))
    return h(
        "section",
        {"class": "tg-board__part"},
        h("h3", {"id": "board-wheel"}, words("board-wheel")),
        h(
            "p",
            {"class": "tg-board__level", "data-tone": outcome.get("tone", "open")},
            words("board-wheel-says", title=title),
        ),
        h("figure", {"class": "tg-figure"}, nine_picture.wheel(ratings, hub, nine.GROUPS, (low, high))),
        h("p", {"class": "tg-quiet"}, words("board-wheel-text")),
        h("details", {"class": "tg-data", "id": "board-wheel-data"}, h("summary", hub.words("picture-data")), table),
    )


def _known(column: Sequence[Any]) -> list[float]:
    """The ratings given, in order; none where fewer than three people gave one."""
    known = sorted(value for value in column if value is not None)
    return known if len(known) >= LEAST else []
