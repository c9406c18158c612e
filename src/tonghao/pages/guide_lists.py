"""What the builder adds to the contributors' chapters: pages, words to use, values, commands and targets."""

from __future__ import annotations

from tonghao.guide import Command, Parameter
from tonghao.guide.gather import address
from tonghao.pages.guide_sheet import GuideSheet
from tonghao_widgets.markup import Markup, h, join


def pages_list(sheet: GuideSheet) -> None:
    """The chapters as cards, with what each is about; and the list of problems, which comes after them."""
    chapters = [chapter for chapter in sheet.guide.chapters.values() if chapter.id != "index"]
    cards = [(address(one.id), one.title, one.point) for one in chapters]
    if book := sheet.desk.assets.problems:
        cards.append(("problems", book.words["index"], book.words["index-intro"]))
    items = [
        h(
            "li",
            {"class": "tg-card"},
            h("p", {"class": "tg-card__title"}, h("a", {"href": sheet.href(to)}, sheet.plain(title))),
            h("p", {"class": "tg-card__text"}, sheet.plain(about)),
        )
        for to, title, about in cards
    ]
    sheet.block(h("ul", {"class": "tg-cards"}, items))


def terms_list(sheet: GuideSheet) -> None:
    """Every term of the glossary in each language, and the words not to use for it."""
    library, language = sheet.desk.library, sheet.desk.language
    items = []
    for identity, term in library.terms.items():
        said = [term.term[code] for code in library.languages if code in term.term and code != language]
        avoided = [word for code in library.languages for word in term.avoid.get(code, ())]
        name = h("a", {"href": f"{sheet.href('glossary')}#{identity}"}, sheet.plain(term.term))
        body = [h("span", join(said, " · "))]
        if avoided:
            body.append(h("span", {"class": "tg-anatomy__not"}, sheet.say("avoid"), " ", join(avoided, " · ")))
        items.append(h("div", {"class": "tg-anatomy__row"}, h("dt", name), h("dd", body)))
    sheet.block(h("dl", {"class": "tg-anatomy tg-anatomy--words"}, items))


def groups_list(sheet: GuideSheet, group: str) -> None:
    """What each value of a group means."""
    sheet.block(values_list(sheet, tuple(sheet.guide.said.values[group])))


def values_list(sheet: GuideSheet, values: tuple[str, ...]) -> Markup:
    """The allowed values, each with what it means; a language's is its name."""
    names = {language.code: language.name for language in sheet.desk.library.site.languages}
    known = sheet.guide.said.group(values)
    rows = [
        h(
            "div",
            h("dt", h("code", value)),
            h("dd", sheet.plain(known[value]) if value in known else names.get(value, "")),
        )
        for value in values
    ]
    return h("dl", {"class": "tg-values"}, rows)


def commands_list(sheet: GuideSheet) -> None:
    """Every command with its arguments and options."""
    for command in sheet.guide.commands:
        sheet.heading(3, command.usage, f"command-{command.name}")
        sheet.block(h("p", sheet.rich(command.means)), _parameters(sheet, command))


def _parameters(sheet: GuideSheet, command: Command) -> Markup | None:
    if not command.parameters:
        return None
    rows = [_parameter(sheet, command, one) for one in command.parameters]
    return h("dl", {"class": "tg-anatomy"}, rows)


def _parameter(sheet: GuideSheet, command: Command, one: Parameter) -> Markup:
    notes: list[object] = [sheet.say("needed" if one.required else "free")]
    if one.default:
        notes = [sheet.say("left-out", default=one.default)]
    return h(
        "div",
        {"class": "tg-anatomy__row", "id": anchor(command, one)},
        h("dt", h("code", one.name), h("span", {"class": "tg-anatomy__notes"}, notes)),
        h("dd", h("p", sheet.plain(one.means)), values_list(sheet, one.values) if one.values else None),
    )


def anchor(command: Command, one: Parameter) -> str:
    """Where a parameter stands on the page."""
    return f"command-{command.name}-{one.name.split(',')[-1].strip(' -').lower()}"


def targets_list(sheet: GuideSheet) -> None:
    """Every target of make."""
    rows = [
        h(
            "div",
            {"class": "tg-anatomy__row", "id": f"make-{name}"},
            h("dt", h("code", f"make {name}")),
            h("dd", h("p", sheet.plain(means))),
        )
        for name, means in sheet.guide.targets.items()
    ]
    sheet.block(h("dl", {"class": "tg-anatomy"}, rows))
