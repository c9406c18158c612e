"""The parts of a playbook a reader works with: the checklist and the templates to copy."""

from __future__ import annotations

from collections.abc import Mapping

from tonghao.model import Playbook
from tonghao.pages.base import Desk, Sheet
from tonghao.pages.group_code import code_dialog, list_words
from tonghao_widgets.markup import Markup, h, join
from tonghao_widgets.words import plain_number


def checklist(sheet: Sheet, playbook: Playbook, exercise: Mapping[str, str | None] | None = None) -> None:
    """The checklist: what, when it is honestly done, by whom, after what. ``exercise``: what its codes carry."""
    words = sheet.desk.words
    sheet.heading(2, words("checklist"), "checklist")
    titles = {item.id: item.what for item in playbook.checklist}
    items = []
    for item in playbook.checklist:
        identity = f"check-{playbook.id}-{item.id}"
        after = (
            join([sheet.rich(titles[other]) for other in item.depends_on], words("list-comma"))
            if item.depends_on
            else None
        )
        effort = words("hours", hours=plain_number(item.hours)) if item.hours else None
        quiet = join(
            [part for part in (words(f"owner-{item.owner}"), effort, words(f"cadence-{item.cadence}")) if part], " · "
        )
        items.append(
            h(
                "li",
                {"class": "tg-check"},
                h(
                    "input",
                    {
                        "type": "checkbox",
                        "id": identity,
                        "data-item": item.id,
                        "aria-describedby": f"{identity}--done {identity}--half" if item.half else f"{identity}--done",
                    },
                ),
                h(
                    "div",
                    h("label", {"for": identity}, sheet.rich(item.what)),
                    h(
                        "p",
                        {"id": f"{identity}--done", "class": "tg-check__done"},
                        h("b", words("done-when")),
                        " ",
                        sheet.rich(item.done),
                    ),
                    _half(sheet, item.half, f"{identity}--half"),
                    h(
                        "p",
                        {"class": "tg-quiet"},
                        quiet,
                        h("span", {"class": "tg-check__after"}, " · ", words("after"), " ", after) if after else None,
                    ),
                    _not_applicable(sheet, item.id, identity),
                ),
            )
        )
    shared = list_words(sheet.desk)
    progress = words("checklist-progress", done="{done}", total="{total}")
    sheet.block(
        h(
            "tonghao-checklist",
            {
                "checklist": playbook.id,
                "data-progress": progress,
                "data-title": sheet.desk.plain(playbook.title),
                "data-copied": words("copied"),
                "data-failed": words("copy-failed"),
                **sheet.engine(),
                **(exercise or {}),
            },
            h(
                "p",
                {"class": "tg-quiet"},
                words("checklist-note"),
                " ",
                h("output", {"class": "tg-progress", "aria-live": "polite"}),
            ),
            h("ul", {"class": "tg-checks"}, items),
            h(
                "p",
                {"class": "tg-template__bar", "data-bar": True, "hidden": True},
                [
                    h("button", {"type": "button", "class": "tg-button", "data-list": kind}, words(f"checklist-{kind}"))
                    for kind in ("copy", "save", "print")
                ],
                h("button", {"type": "button", "class": "tg-button", "data-list": "code"}, shared("code")),
                h("output", {"class": "tg-list-said", "aria-live": "polite"}),
            ),
            code_dialog(f"list-{playbook.id}", shared),
        )
    )


def _half(sheet: Sheet, half: dict[str, str] | None, identity: str) -> Markup | None:
    """What half done looks like, where the playbook says."""
    if not half:
        return None
    label = h("b", sheet.desk.words("half-when"))
    return h("p", {"id": identity, "class": "tg-check__done tg-check__half"}, label, " ", sheet.rich(half))


def _not_applicable(sheet: Sheet, item: str, identity: str) -> Markup:
    """A way to say that an item doesn't apply, with the reason. Hidden until there is a script to keep it."""
    words = sheet.desk.words
    return h(
        "p",
        {"class": "tg-skip", "hidden": True},
        h(
            "button",
            {"type": "button", "class": "tg-unknown", "data-skip": item, "aria-pressed": "false"},
            words("checklist-skip"),
            h("span", {"class": "tg-visually-hidden"}, words("colon"), sheet.desk.words("checklist-skip-this")),
        ),
        h("label", {"class": "tg-visually-hidden", "for": f"{identity}--reason"}, words("checklist-reason")),
        h(
            "input",
            {
                "id": f"{identity}--reason",
                "type": "text",
                "maxlength": 200,
                "data-reason": item,
                "placeholder": words("checklist-reason"),
                "hidden": True,
            },
        ),
    )


def templates(sheet: Sheet, playbook: Playbook) -> None:
    """Texts to copy, with their blanks to fill in."""
    desk = sheet.desk
    sheet.heading(2, desk.words("template"), "templates")
    for template in playbook.templates:
        sheet.title(3, template.title, f"template-{template.id}")
        fields = [
            h(
                "div",
                {"class": "tg-blank"},
                h("label", {"for": f"blank-{playbook.id}-{template.id}-{item.id}"}, sheet.rich(item.label)),
                h(
                    "input",
                    {
                        "id": f"blank-{playbook.id}-{template.id}-{item.id}",
                        "data-blank": item.id,
                        "type": "text",
                        "maxlength": 300,
                        "placeholder": desk.words("template-example", example=desk.plain(item.example)),
                    },
                ),
            )
            for item in template.fields
        ]
        sheet.block(
            h("p", sheet.rich(template.use)),
            h("p", mark) if (mark := sheet.mark(template.body)) else None,
            h(
                "tonghao-template",
                {
                    "template": f"{playbook.id}/{template.id}",
                    "data-copied": desk.words("copied"),
                    "data-failed": desk.words("copy-failed"),
                },
                h("details", {"class": "tg-blanks", "hidden": True}, h("summary", desk.words("template-fill")), fields)
                if fields
                else None,
                h(
                    "pre",
                    {
                        "class": "tg-template",
                        "tabindex": 0,
                        "lang": sheet.lang(template.body),
                        "aria-label": desk.plain(template.title),
                    },
                    _body(template, desk),
                ),
                h(
                    "p",
                    {"class": "tg-template__bar"},
                    h(
                        "button",
                        {"type": "button", "class": "tg-button", "data-copy": True, "hidden": True},
                        desk.words("template-copy"),
                    ),
                    " ",
                    h("output", {"aria-live": "polite"}),
                ),
            ),
        )


def _body(template: object, desk: Desk) -> list[object]:
    """The template's text with its blanks as elements, so that filling one in shows at once."""
    labels = {item.id: desk.plain(item.label) for item in template.fields}  # type: ignore[attr-defined]
    parts: list[object] = []
    rest = desk.say(template.body)  # type: ignore[attr-defined]
    while "{" in rest:
        before, _, after = rest.partition("{")
        name, closing, tail = after.partition("}")
        if closing and name in labels:
            parts += [before, h("span", {"class": "tg-hole", "data-hole": name}, f"[{labels[name]}]")]
            rest = tail
        else:
            parts.append(before + "{")
            rest = after
    return [*parts, rest]
