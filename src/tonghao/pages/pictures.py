"""A picture on a page: its title, the drawing, and a table that says the same in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import assert_never

from tonghao import check
from tonghao.model import Gates, Ladder, Layers, PathPicture, PathStep, Picture, Spine, Tiers, Week
from tonghao.pages import drawings, drawings_of_time
from tonghao.pages.base import Desk
from tonghao.pages.canvas import Canvas
from tonghao.text import ahead_of, spoken
from tonghao_widgets.markup import Markup, h, join


@dataclass(frozen=True)
class _Words:
    """What a picture says: heads, rows, and what belongs below them."""

    head: Sequence[object]
    rows: Sequence[Sequence[object]]
    foot: Sequence[str] = ()


def draw(picture: Picture, desk: Desk) -> Markup:
    """The figure of ``picture`` in the desk's language."""
    canvas = Canvas()
    height = _drawn(picture, canvas, desk)
    svg = canvas.svg(height, picture.type, desk.plain(picture.alt))
    note = h("p", {"class": "tg-picture__note"}, desk.plain(picture.note)) if picture.note else None
    return _figure(desk.plain(picture.caption), [note, _borrowed(picture, desk)], svg, _words(picture, desk), desk)


def draw_path(desk: Desk) -> Markup:
    """The site's path as a figure, from ``site.yml`` and the words of the page furniture alone."""
    steps, words, canvas = desk.library.site.path, desk.words, Canvas()
    height = drawings_of_time.path(steps, canvas, desk.plain)
    alternative = words("path") + words("colon") + words("list-comma").join(desk.plain(step.title) for step in steps)
    return _figure(words("path"), [], canvas.svg(height, "path", alternative), _stops(steps, desk), desk)


def _figure(title: str, notes: Sequence[object], svg: Markup, words: _Words, desk: Desk) -> Markup:
    body = [h("tr", h("th", {"scope": "row"}, first), [h("td", cell) for cell in rest]) for first, *rest in words.rows]
    table = h(
        "table",
        {"class": "tg-table"},
        h("caption", title),
        h("thead", h("tr", [h("th", {"scope": "col"}, cell) for cell in words.head])) if words.head else None,
        h("tbody", body),
    )
    return h(
        "figure",
        {"class": "tg-figure tg-picture"},
        h("figcaption", {"class": "tg-picture__caption"}, h("p", {"class": "tg-picture__title"}, title), notes),
        svg,
        h(
            "details",
            {"class": "tg-data tg-picture__data"},
            h("summary", desk.words("picture-data")),
            h("div", {"class": "tg-scroll", "tabindex": 0}, table),
            [h("p", line) for line in words.foot],
        ),
    )


def _borrowed(picture: Picture, desk: Desk) -> Markup | None:
    """Says so when some words of the picture are not in the page's language, or were left behind there."""
    texts = [text for _, text in check.texts(picture)]
    borrowed = any(spoken(text, desk.language, desk.library) for text in texts)
    if not borrowed and not any(ahead_of(text, desk.language) for text in texts):
        return None
    return h("p", h("span", {"class": "tg-badge"}, desk.words("fallback" if borrowed else "stale")))


def _drawn(picture: Picture, canvas: Canvas, desk: Desk) -> float:
    """Draws, and returns the height."""
    say, ours = desk.plain, desk.words("source-ours")
    match picture:
        case Spine():
            return drawings.spine(picture, canvas, say)
        case Gates():
            return drawings.gates(picture, canvas, say, ours)
        case Tiers():
            return drawings.tiers(picture, canvas, say)
        case Layers():
            return drawings.layers(picture, canvas, say, ours)
        case Week():
            return drawings_of_time.week(picture, canvas, say)
        case Ladder():
            return drawings_of_time.ladder(picture, canvas, say)
        case PathPicture():
            return drawings_of_time.path(desk.library.site.path, canvas, say)
        case _:
            assert_never(picture)


def _words(picture: Picture, desk: Desk) -> _Words:
    """The same as the drawing, for a table."""
    say, comma = desk.plain, desk.words("list-comma")
    match picture:
        case Spine():
            elements = [
                join([_weighed(say(item.name), item.key) for item in row.elements], comma) for row in picture.rows
            ]
            rows = [[say(row.symptom), say(row.cause), cell] for row, cell in zip(picture.rows, elements, strict=True)]
            return _Words([say(head) for head in picture.columns], rows, [say(picture.key)])
        case Gates():
            rows = [[_named(say(gate.name), gate.ours, desk), say(gate.example)] for gate in picture.gates]
            return _Words([say(head) for head in picture.columns], rows)
        case Tiers():
            first, second = (say(link) for link in picture.links)
            levels = ((picture.operator, first), (picture.core, None), (picture.kol, second), (picture.members, None))
            rows = [[say(level.name), [say(level.note), does and [h("br"), does]]] for level, does in levels]
            return _Words([say(head) for head in picture.columns], rows)
        case Layers():
            ground = [say(picture.ground.name), say(picture.ground.note)]
            rows = [[_named(say(layer.name), layer.ours, desk), say(layer.note)] for layer in picture.layers]
            return _Words([say(head) for head in picture.columns], [ground, *rows], [say(picture.up)])
        case Week():
            return _week(picture, desk)
        case Ladder():
            rows = [[say(rung.name), say(rung.starts) if rung.starts else "—"] for rung in picture.rungs]
            return _Words([say(head) for head in picture.columns], rows, [say(line) for line in picture.rise])
        case PathPicture():
            return _stops(desk.library.site.path, desk)
        case _:
            assert_never(picture)


def _week(picture: Week, desk: Desk) -> _Words:
    say = desk.plain
    kinds = {"must": picture.must, "goods": picture.goods}
    rows: list[list[object]] = []
    for day, name in enumerate(picture.days, 1):
        row: list[object] = [say(name)]
        for part in (1, 2, 3):
            here = [item for item in picture.items if item.day == day and item.part == part]
            told = [say(item.name) + (f" ({say(kinds[item.kind])})" if item.kind in kinds else "") for item in here]
            row.append(join(told, desk.words("list-comma")))
        rows.append(row)
    return _Words(["", *(say(part) for part in picture.parts)], rows, [say(picture.always)])


def _stops(steps: Sequence[PathStep], desk: Desk) -> _Words:
    rows = [[f"{number}. {desk.plain(step.title)}", desk.plain(step.question)] for number, step in enumerate(steps, 1)]
    return _Words([], rows)


def _weighed(name: str, key: bool) -> object:
    return h("strong", name) if key else name


def _named(name: str, ours: bool, desk: Desk) -> object:
    return [name, " ", h("span", {"class": "tg-badge tg-badge--ours"}, desk.words("source-ours"))] if ours else name
