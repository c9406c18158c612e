"""The anatomy of every kind of file: its records, their fields, and lines of the real playbook that show them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from tonghao.guide import Field, Guide, Kind, RecordOf, Shape
from tonghao.pages.base import Desk, Draft, Sheet
from tonghao.pages.guide_lists import values_list
from tonghao.pages.guide_sheet import GuideSheet
from tonghao.pages.page import Page
from tonghao_widgets.markup import Markup, h, join

FOLDER = "contribute/files"
SOURCE = "src/tonghao/guide/said.yml"
_NEW = {"evidence": "finding", "sources": "source", "facts": "fact", "glossary": "term"}
_MADE = {"playbook", "case", "workshop", "tool"}


def kind_pages(desk: Desk, guide: Guide) -> Iterator[Draft]:
    """A page for each kind."""
    kinds = list(guide.kinds.values())
    for kind, after in zip(kinds, [*kinds[1:], None], strict=True):
        yield Draft(desk, kind_file(kind.name), "guide", _page, (guide, kind, after))


def kinds_list(sheet: GuideSheet) -> None:
    """The kinds as cards."""
    items = [
        h(
            "li",
            {"class": "tg-card"},
            h(
                "p",
                {"class": "tg-card__title"},
                h("a", {"href": sheet.href(f"{FOLDER}/{kind.name}")}, sheet.plain(kind_title(sheet.guide, kind.name))),
            ),
            h("p", {"class": "tg-card__kind"}, h("code", _home(kind))),
            h("p", {"class": "tg-card__text"}, sheet.plain(sheet.guide.said.kinds[kind.name]["about"])),
        )
        for kind in sheet.guide.kinds.values()
    ]
    sheet.block(h("ul", {"class": "tg-cards"}, items))


def anchor(record: str, field: str = "") -> str:
    """Where a record or field stands on its page."""
    return f"{record}-{field}".strip("-").lower().replace("_", "-")


def kind_title(guide: Guide, name: str) -> Mapping[str, str]:
    """What a kind is called."""
    return guide.said.kinds[name]["title"]


def kind_file(name: str) -> str:
    """The page of a kind, below its language's folder."""
    return f"{FOLDER}/{name}.md"


def _home(kind: Kind) -> str:
    return f"playbook/{kind.home.replace('*', '<id>')}"


def _page(plain: Sheet, guide: Guide, kind: Kind, after: Kind | None) -> Page:
    sheet, desk = GuideSheet(plain, guide), plain.desk
    title, about = kind_title(sheet.guide, kind.name), guide.said.kinds[kind.name]["about"]
    sheet.title(1, title)
    sheet.block(h("p", sheet.rich(about)), class_="tg-lead")
    sheet.block(_facts(sheet, kind))
    for record in kind.records:
        _record(sheet, kind, record)
    if after:
        sheet.forward(f"{FOLDER}/{after.name}", kind_title(guide, after.name))
    else:
        sheet.forward("contribute/commands", guide.chapters["commands"].title)
    return sheet.page(desk.plain(title), desk.plain(about), (SOURCE, 1))


def _facts(sheet: GuideSheet, kind: Kind) -> Markup:
    """Where the file is, how a new one begins, and the other kinds."""
    others = [
        h(
            "li",
            h(
                "a",
                {
                    "href": sheet.href(f"{FOLDER}/{other.name}"),
                    "aria-current": "page" if other is kind else None,
                },
                sheet.plain(kind_title(sheet.guide, other.name)),
            ),
        )
        for other in sheet.guide.kinds.values()
    ]
    new = _NEW.get(kind.name, kind.name if kind.name in _MADE else "")
    begin = h("p", sheet.say("begin"), " ", h("code", f"tonghao new {new} <id>")) if new else None
    return join(
        [
            h("nav", {"class": "tg-kinds", "aria-label": sheet.bare("kinds-nav")}, h("ul", others)),
            h("p", sheet.say("file"), " ", h("code", _home(kind))),
            *([begin] if begin else []),
        ]
    )


def _record(sheet: GuideSheet, kind: Kind, record: RecordOf) -> None:
    whole, name = sheet.guide.said.words["whole"], _name(kind, record)
    sheet.title(
        2, {**whole} if record is kind.records[0] and not name else {sheet.desk.language: name}, anchor(record.name)
    )
    sheet.block(h("p", sheet.rich(record.means)), *_spots(sheet, kind, record))
    sheet.block(h("dl", {"class": "tg-anatomy"}, [_field(sheet, kind, record, field) for field in record.fields]))
    sheet.block(*_excerpt(sheet, record), class_="tg-samples")


def _name(kind: Kind, record: RecordOf) -> str:
    """What a contributor knows the record by: the type it gives itself, or the name of the lines it stands in."""
    typed = [f"type: {one.shape.to}" for one in record.fields if (one.name, one.shape.name) == ("type", "const")]
    inside = {one.name for one in kind.records}
    spots = [place.split(".")[1] for place in record.used if place.split(".")[0] in inside]
    return " · ".join(dict.fromkeys(typed or spots))


def _spots(sheet: GuideSheet, kind: Kind, record: RecordOf) -> Iterator[Markup]:
    """Where the record stands, unless that is the file itself."""
    known = {one.name: one for one in kind.records}
    places = [place.split(".") for place in record.used]
    links = [
        h("a", {"href": f"#{anchor(parent, field)}"}, f"{_name(kind, known[parent])} › {field}".strip(" ›"))
        for parent, field in places
        if parent in known
    ]
    if any("›" in link for link in links) or len(links) > 1:
        yield h("p", {"class": "tg-quiet"}, sheet.say("stands-in"), " ", join(links, " · "))


def _field(sheet: GuideSheet, kind: Kind, record: RecordOf, field: Field) -> Markup:
    if field.shape.name == "const" or field.required:
        need = sheet.say("needed")
    elif field.default not in (None, "", 0, False):
        need = sheet.say("left-out", default=str(field.default))
    else:
        need = sheet.say("free")
    notes = [h("span", {"class": "tg-need" if field.required else "tg-free"}, need)]
    if bounds := _bounds(sheet, field):
        notes += [" · ", h("span", bounds)]
    return h(
        "div",
        {"class": "tg-anatomy__row", "id": anchor(record.name, field.name)},
        h("dt", h("code", f"{field.name}:"), h("span", {"class": "tg-anatomy__notes"}, notes)),
        h(
            "dd",
            h("p", sheet.rich(field.means)),
            h("p", {"class": "tg-anatomy__shape"}, _shape(sheet, kind, field.shape)),
            values_list(sheet, field.values) if field.values else None,
        ),
    )


def _bounds(sheet: GuideSheet, field: Field) -> str:
    bounds = {name: f"{value:g}" for name, value in (field.bounds or {}).items()}
    if not bounds or bounds == {"least": "0"}:
        return ""
    if bounds.keys() >= {"least", "most"}:
        return sheet.bare("exactly" if bounds["least"] == bounds["most"] else "between", **bounds)
    if bounds.keys() >= {"above", "most"}:
        return sheet.bare("above-to", **bounds)
    return sheet.bare(next(iter(bounds)), **bounds)


def _shape(sheet: GuideSheet, kind: Kind, shape: Shape) -> Markup:
    """What a field holds, as a phrase with a link to the record it leads to."""
    words = sheet.bare(f"type-{shape.name}")
    before, _, rest = words.partition("{to}")
    middle, _, after = rest.partition("{inside}") if "{inside}" in rest else (rest, "", "")
    if "{to}" not in words:
        before, _, after = words.partition("{inside}")
        middle = ""
    parts = [before, _to(sheet, kind, shape) if shape.to else None, middle]
    parts += [_shape(sheet, kind, shape.inside) if shape.inside else None, after]
    made = join([part for part in parts if part])
    if shape.name == "picture":
        return h("a", {"href": sheet.href(f"{FOLDER}/picture")}, made)
    return made


def _to(sheet: GuideSheet, kind: Kind, shape: Shape) -> Markup:
    if shape.name == "record":
        record = next(one for one in kind.records if one.name == shape.to)
        return h("a", {"href": f"#{anchor(shape.to)}"}, _name(kind, record))
    if shape.name == "const":
        return h("code", shape.to)
    return join([sheet.bare(f"id-{shape.to}")])


def _excerpt(sheet: GuideSheet, record: RecordOf) -> Iterator[Markup]:
    found = sheet.guide.excerpts.get(record.name)
    if found is None:
        yield h("p", {"class": "tg-quiet"}, sheet.say("excerpt-none"))
        return
    link = h(
        "a",
        {"href": sheet.repository(found.file, found.line)},
        sheet.say("excerpt", file=found.file, line=found.line),
    )
    yield sheet.code(found.text, link, **{"data-excerpt": f"{found.file}:{found.line}"})
    if not found.whole:
        yield h("p", {"class": "tg-quiet"}, sheet.say("excerpt-more"))
