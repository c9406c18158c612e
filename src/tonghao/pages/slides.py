"""A workshop's slides, and the trainer's page beside them. Both are whole and readable without script."""

from __future__ import annotations

from tonghao.model import Workshop
from tonghao.pages.base import Sheet
from tonghao.pages.page import Page
from tonghao.pages.slides_made import Slide, slides
from tonghao.pages.slides_notes import session_notes, slide_notes
from tonghao.pages.workshop import home, origin
from tonghao_widgets.markup import Markup, h

ICONS = {
    "home": "M4 11.5 12 5l8 6.5M6.5 10v9h11v-9",
    "back": "M14.5 5.5 8 12l6.5 6.5",
    "next": "M9.5 5.5 16 12l-6.5 6.5",
    "all": "M4.5 5.5h6v5h-6zM13.5 5.5h6v5h-6zM4.5 13.5h6v5h-6zM13.5 13.5h6v5h-6z",
    "notes": "M5 5h14v10H5zM9 19h6M12 15v4",
    "full": "M9 5H5v4M15 5h4v4M9 19H5v-4M15 19h4v-4",
    "light": "M12 4a8 8 0 1 0 0 16zM12 4a8 8 0 0 1 0 16",
    "print": "M7 9V4.5h10V9M7 16H4.5V9h15v7H17M7 13.5h10v6H7z",
    "clock": "M12 4a8 8 0 1 0 .01 0M12 8v4.5l3 2",
}


def slides_page(sheet: Sheet, workshop: Workshop) -> Page:
    """The slides themselves."""
    desk, words, made = sheet.desk, sheet.desk.words, list(slides(sheet, workshop))
    shown = [_section(sheet, slide, number, len(made), workshop) for number, slide in enumerate(made, 1)]
    notes = f"{home(sheet, workshop)}slides/presenter/"
    sheet.block(
        h("div", {"class": "tg-deck", "data-deck": workshop.id, "data-notes": notes, "tabindex": "0"}, shown),
        h(
            "nav",
            {"class": "tg-deck__bar", "aria-label": words("workshop-controls")},
            _link(home(sheet, workshop), "home", words("slides-home")),
            _button("back", words("slides-back")),
            h("output", {"class": "tg-deck__count", "hidden": True}, f"1 / {len(made)}"),
            _button("next", words("slides-next")),
            _button("all", words("slides-all")),
            _link(notes, "notes", words("slides-presenter"), "wide"),
            _button("full", words("workshop-do-full"), "wide"),
            _button("light", words("slides-light")),
            _button("print", words("checklist-print"), "wide"),
            _languages(sheet),
        ),
    )
    title = f"{desk.plain(workshop.title)} · {words('slides')}"
    return sheet.page(title, desk.plain(workshop.point), origin(desk, workshop))


def presenter_page(sheet: Sheet, workshop: Workshop) -> Page:
    """The same with the notes beside them, for the trainer's own screen."""
    desk, words, made = sheet.desk, sheet.desk.words, list(slides(sheet, workshop))
    notes, whole = slide_notes(sheet, workshop), dict(session_notes(sheet, workshop))
    parts: list[Markup] = []
    for number, slide in enumerate(made, 1):
        beside = [
            h("section", {"class": "tg-presenter__session", "data-for": slide.session}, whole.pop(slide.session))
            if slide.session in whole
            else None,
            h("div", {"class": "tg-presenter__notes", "data-for": slide.id}, notes[slide.id])
            if notes.get(slide.id)
            else None,
        ]
        shown = _section(sheet, slide, number, len(made), workshop, small=True)
        parts += [h("div", {"class": "tg-presenter__stage", "data-stage": slide.id}, shown), *filter(None, beside)]
    side = {"class": "tg-presenter__side", "role": "region", "aria-label": words("workshop-notes"), "tabindex": "0"}
    side["hidden"] = True
    sheet.block(
        h(
            "div",
            {"class": "tg-presenter", "data-presenter": workshop.id, "data-deck": f"{home(sheet, workshop)}slides/"},
            h("h1", {"class": "tg-visually-hidden"}, f"{desk.plain(workshop.title)} · {words('slides-presenter')}"),
            h(
                "nav",
                {"class": "tg-presenter__bar", "aria-label": words("workshop-controls")},
                _link(f"{home(sheet, workshop)}facilitator/", "home", words("workshop-facilitator")),
                _link(f"{home(sheet, workshop)}slides/", "notes", words("slides-open-window")),
                _button("back", words("slides-back")),
                h("output", {"class": "tg-deck__count", "hidden": True}),
                _button("next", words("slides-next")),
                h("span", {"class": "tg-presenter__clock", "data-clock": True, "hidden": True}),
                h("span", {"class": "tg-presenter__past", "data-past": words("slides-past"), "hidden": True}),
                _button("clock", words("slides-clock")),
                _button("light", words("slides-light")),
                _button("print", words("checklist-print")),
            ),
            h("p", {"class": "tg-presenter__hint"}, words("slides-presenter-hint")),
            h("p", {"class": "tg-presenter__next", "hidden": True}, words("slides-coming")),
            h("div", side),
            parts,
            h("p", {"class": "tg-presenter__keys"}, words("slides-keys")),
        )
    )
    title = f"{desk.plain(workshop.title)} · {words('slides-presenter')}"
    return sheet.page(title, desk.plain(workshop.point), origin(desk, workshop))


def _section(sheet: Sheet, slide: Slide, number: int, total: int, workshop: Workshop, small: bool = False) -> Markup:
    """One slide; ``small``, beside the notes, all their headings are of one level. The card is what is left of a slide
    in the overview."""
    name = f"{slide.id}--name"
    eyebrow = h("p", {"class": "tg-slide__eyebrow"}, slide.eyebrow)
    heading = h(f"h{2 if small else slide.level}", {"class": "tg-slide__name", "id": name}, slide.name)
    place = f"{slide.id}--number"
    card = {"class": "tg-slide__card", "href": f"#{slide.id}", "id": place, "aria-labelledby": f"{place} {name}"}
    return h(
        "section",
        {
            "class": f"tg-slide tg-slide--{slide.kind}",
            "id": slide.id,
            "data-slide": slide.id,
            "data-session": slide.session or None,
            "role": "group",  # dozens of regions would drown the page's own
            "aria-labelledby": name,
            "tabindex": "-1",
        },
        h("a", card, str(number)) if not small else None,
        h("div", {"class": "tg-slide__head"}, eyebrow, heading),
        h("div", {"class": "tg-slide__body"}, slide.body),
        h(
            "p",
            {"class": "tg-slide__foot", "aria-hidden": "true"},
            h("span", sheet.desk.plain(workshop.title)),
            h("span", f"{number} / {total}"),
        ),
    )


def _icon(name: str) -> Markup:
    return h(
        "svg",
        {"class": "tg-icon", "viewBox": "0 0 24 24", "aria-hidden": "true", "focusable": "false"},
        h("path", {"d": ICONS[name]}),
    )


def _button(do: str, label: str, more: str = "") -> Markup:
    """A button of the bar; hidden until there is a script to serve it."""
    kind = f"tg-bar__button tg-bar__button--{more}" if more else "tg-bar__button"
    attributes = {"type": "button", "class": kind, "data-do": do, "title": label, "aria-label": label, "hidden": True}
    return h("button", attributes, _icon(do))


def _link(address: str, icon: str, label: str, more: str = "") -> Markup:
    kind = f"tg-bar__button tg-bar__button--{more}" if more else "tg-bar__button"
    return h("a", {"class": kind, "href": address, "title": label, "aria-label": label, "data-do": icon}, _icon(icon))


def _languages(sheet: Sheet) -> list[Markup]:
    """The same page in the other languages."""
    folder = sheet.path.removesuffix(".md")
    return [
        h(
            "a",
            {
                "class": "tg-bar__button tg-bar__button--words",
                "href": f"{sheet.root}../{language.code}/{folder}/",
                "lang": language.locale,
                "hreflang": language.locale,
                "data-do": "language",
            },
            language.name,
        )
        for language in sheet.desk.library.site.languages
        if language.code != sheet.desk.language
    ]
