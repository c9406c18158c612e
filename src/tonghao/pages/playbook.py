"""A playbook's page: always the same sections in the same order."""

from __future__ import annotations

from tonghao import check
from tonghao.model import Finding, Playbook
from tonghao.pages.base import Desk, Page, Sheet, badge, minutes, overdue
from tonghao.pages.pictures import draw
from tonghao.pages.tool import tool_block
from tonghao_widgets.markup import Markup, h, join
from tonghao_widgets.words import plain_number


def playbook_page(playbook: Playbook, desk: Desk) -> Page:
    """The page of ``playbook`` in the desk's language."""
    sheet = Sheet(desk, f"{playbook.id}.md")
    write_playbook(sheet, playbook)
    return sheet.page(desk.plain(playbook.title), desk.plain(playbook.point), "playbook", desk.library.origin.get(f"playbook/{playbook.id}"))


def write_playbook(sheet: Sheet, playbook: Playbook, *, live: bool = True) -> None:
    """All sections of a playbook onto ``sheet``. ``live`` is False on paper: no tool, no links onward."""
    _head(sheet, playbook)
    _when(sheet, playbook)
    _ideas(sheet, playbook)
    _steps(sheet, playbook)
    if live:
        _tools(sheet, playbook)
    _checklist(sheet, playbook)
    _templates(sheet, playbook)
    _pitfalls(sheet, playbook)
    _evidence(sheet, playbook)
    if live:
        _cases(sheet, playbook)
    _sources(sheet, playbook)
    if live:
        _next(sheet, playbook)


def eyebrow(sheet: Sheet, *parts: object) -> None:
    """The small line above a title."""
    sheet.block(join([part for part in parts if part], " · "), class_="tg-eyebrow")


def _head(sheet: Sheet, playbook: Playbook) -> None:
    desk, site = sheet.desk, sheet.desk.library.site
    position = [step.id for step in site.path].index(playbook.step)
    eyebrow(
        sheet,
        desk.words("step-number", number=position + 1, total=len(site.path)),
        desk.say(site.path[position].title),
        desk.words("reading-time", minutes=minutes(desk.say(text) for _, text in check.texts(playbook))),
    )
    sheet.heading(1, desk.plain(playbook.title))
    sheet.block(h("p", sheet.rich(playbook.point)), class_="tg-lead")
    library = desk.library
    facts = [library.facts[identity] for identity in playbook.facts]
    late = [fact for fact in facts if overdue(fact.recheck_by, desk.assets.today)]
    law = any(fact.type == "law" for fact in facts) or any(library.findings[identity].grade == "law" for identity in playbook.evidence)
    if law or late:
        warning = h("strong", desk.words("facts-overdue", count=len(late))) if late else None
        sheet.block(h("p", desk.words("not-legal-advice") if law else None, " ", warning), class_="tg-notice")


def _when(sheet: Sheet, playbook: Playbook) -> None:
    words = sheet.desk.words
    sheet.heading(2, words("when"), "when")
    columns = [
        h("div", {"class": f"tg-when__side tg-when__side--{side}"}, h("p", {"class": "tg-when__name"}, words(f"when-{side}")), h("ul", [h("li", sheet.rich(line, explain=True)) for line in lines]))
        for side, lines in (("yes", playbook.applies), ("no", playbook.not_applies))
    ]
    sheet.block(*columns, class_="tg-when")


def _ideas(sheet: Sheet, playbook: Playbook) -> None:
    if not playbook.ideas:
        return
    sheet.heading(2, sheet.desk.words("ideas"), "ideas")
    for idea in playbook.ideas:
        sheet.heading(3, sheet.desk.plain(idea.title), f"idea-{idea.id}")
        sheet.block(
            h("p", {"class": "tg-from"}, badge(sheet.desk, idea.source)),
            sheet.paragraphs(idea.text, explain=True),
            draw(idea.picture, sheet.desk) if idea.picture else None,
            h("ul", [h("li", sheet.rich(point, explain=True)) for point in idea.points]) if idea.points else None,
            class_="tg-idea",
        )


def _steps(sheet: Sheet, playbook: Playbook) -> None:
    words = sheet.desk.words
    sheet.heading(2, words("what-to-do"), "steps")
    items = []
    for step in playbook.steps:
        facts = h(
            "dl",
            {"class": "tg-facts"},
            [
                h("div", h("dt", words(name)), h("dd", value))
                for name, value in (
                    ("owner", words(f"owner-{step.owner}")),
                    ("effort", words("hours", hours=plain_number(step.hours))),
                    ("cadence", words(f"cadence-{step.cadence}")),
                )
            ],
        )
        items.append(
            h(
                "li",
                {"class": "tg-step", "id": f"{playbook.id}-step-{step.id}"},
                h("p", {"class": "tg-step__title"}, sheet.rich(step.title), " ", badge(sheet.desk, step.source)),
                h("p", sheet.rich(step.do, explain=True)),
                facts,
                h("p", {"class": "tg-step__verify"}, h("b", words("verify")), " ", sheet.rich(step.verify)),
            )
        )
    sheet.block(h("ol", {"class": "tg-steps"}, items))


def _tools(sheet: Sheet, playbook: Playbook) -> None:
    if not playbook.tools:
        return
    desk = sheet.desk
    sheet.heading(2, desk.words("tool"), "tool")
    tool_block(sheet, playbook.tools[0])
    links = [h("a", {"href": sheet.href(f"tools/{tool}")}, desk.say(desk.library.tools[tool].title)) for tool in playbook.tools]
    sheet.block(h("p", desk.words("tool-open"), " ", join(links, " · ")), class_="tg-tool-links")


def _checklist(sheet: Sheet, playbook: Playbook) -> None:
    words = sheet.desk.words
    sheet.heading(2, words("checklist"), "checklist")
    titles = {item.id: item.what for item in playbook.checklist}
    items = []
    for item in playbook.checklist:
        identity = f"check-{playbook.id}-{item.id}"
        after = join([sheet.rich(titles[other]) for other in item.depends_on], words("list-comma")) if item.depends_on else None
        effort = words("hours", hours=plain_number(item.hours)) if item.hours else None
        quiet = join([part for part in (words(f"owner-{item.owner}"), effort, words(f"cadence-{item.cadence}")) if part], " · ")
        items.append(
            h(
                "li",
                {"class": "tg-check"},
                h("input", {"type": "checkbox", "id": identity, "data-item": item.id, "aria-describedby": f"{identity}--done"}),
                h(
                    "div",
                    h("label", {"for": identity}, sheet.rich(item.what)),
                    h("p", {"id": f"{identity}--done", "class": "tg-check__done"}, h("b", words("done-when")), " ", sheet.rich(item.done)),
                    h("p", {"class": "tg-quiet"}, quiet, h("span", {"class": "tg-check__after"}, " · ", words("after"), " ", after) if after else None),
                    _not_applicable(sheet, item.id, identity),
                ),
            )
        )
    progress = words("checklist-progress", done="{done}", total="{total}")
    sheet.block(
        h(
            "tonghao-checklist",
            {"checklist": playbook.id, "data-progress": progress, "data-title": sheet.desk.plain(playbook.title), "data-copied": words("copied"), "data-failed": words("copy-failed")},
            h("p", {"class": "tg-quiet"}, words("checklist-note"), " ", h("output", {"class": "tg-progress", "aria-live": "polite"})),
            h("ul", {"class": "tg-checks"}, items),
            h(
                "p",
                {"class": "tg-template__bar", "data-bar": True, "hidden": True},
                [h("button", {"type": "button", "class": "tg-button", "data-list": kind}, words(f"checklist-{kind}")) for kind in ("copy", "save", "print")],
                h("output", {"class": "tg-list-said", "aria-live": "polite"}),
            ),
        )
    )


def _not_applicable(sheet: Sheet, item: str, identity: str) -> Markup:
    """A way to say that an item doesn't apply, with the reason. Hidden until there is a script to keep it."""
    words = sheet.desk.words
    return h(
        "p",
        {"class": "tg-skip", "hidden": True},
        h("button", {"type": "button", "class": "tg-unknown", "data-skip": item, "aria-pressed": "false"}, words("checklist-skip"), h("span", {"class": "tg-visually-hidden"}, words("colon"), sheet.desk.words("checklist-skip-this"))),
        h("label", {"class": "tg-visually-hidden", "for": f"{identity}--reason"}, words("checklist-reason")),
        h("input", {"id": f"{identity}--reason", "type": "text", "maxlength": 200, "data-reason": item, "placeholder": words("checklist-reason"), "hidden": True}),
    )


def _templates(sheet: Sheet, playbook: Playbook) -> None:
    desk = sheet.desk
    sheet.heading(2, desk.words("template"), "templates")
    for template in playbook.templates:
        sheet.heading(3, desk.plain(template.title), f"template-{template.id}")
        fields = [
            h(
                "div",
                {"class": "tg-blank"},
                h("label", {"for": f"blank-{playbook.id}-{template.id}-{item.id}"}, sheet.rich(item.label)),
                h("input", {"id": f"blank-{playbook.id}-{template.id}-{item.id}", "data-blank": item.id, "type": "text", "maxlength": 300, "placeholder": desk.words("template-example", example=desk.plain(item.example))}),
            )
            for item in template.fields
        ]
        sheet.block(
            h("p", sheet.rich(template.use)),
            h(
                "tonghao-template",
                {"template": f"{playbook.id}/{template.id}", "data-copied": desk.words("copied"), "data-failed": desk.words("copy-failed")},
                h("details", {"class": "tg-blanks", "hidden": True}, h("summary", desk.words("template-fill")), fields) if fields else None,
                h("pre", {"class": "tg-template", "tabindex": 0, "aria-label": desk.plain(template.title)}, _body(template, desk)),
                h("p", {"class": "tg-template__bar"}, h("button", {"type": "button", "class": "tg-button", "data-copy": True, "hidden": True}, desk.words("template-copy")), " ", h("output", {"aria-live": "polite"})),
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


def _pitfalls(sheet: Sheet, playbook: Playbook) -> None:
    sheet.heading(2, sheet.desk.words("pitfalls"), "pitfalls")
    items = [
        h("li", h("p", {"class": "tg-pitfall__title"}, sheet.rich(item.title), " ", badge(sheet.desk, item.source)), sheet.paragraphs(item.text, explain=True))
        for item in playbook.pitfalls
    ]
    sheet.block(h("ul", {"class": "tg-pitfalls"}, items))


def _evidence(sheet: Sheet, playbook: Playbook) -> None:
    desk, words = sheet.desk, sheet.desk.words
    sheet.heading(2, words("evidence"), "evidence")
    findings = [desk.library.findings[identity] for identity in playbook.evidence]
    columns = []
    for side, empty in (("for", "none-for"), ("against", "none-against"), ("mixed", None)):
        chosen = [finding for finding in findings if finding.side == side]
        if chosen or empty:
            body = h("ul", [finding_item(sheet, finding) for finding in chosen]) if chosen else h("p", {"class": "tg-quiet"}, words(str(empty)))
            columns.append(h("div", {"class": f"tg-side tg-side--{side}"}, h("p", {"class": "tg-side__name"}, words(f"evidence-{side}")), body))
    sheet.block(h("p", {"class": "tg-quiet"}, words("evidence-note")), h("div", {"class": "tg-evidence"}, columns))


def finding_item(sheet: Sheet, finding: Finding) -> Markup:
    """One finding: what, how strong, where, and what it does not show."""
    words = sheet.desk.words
    return h(
        "li",
        {"class": "tg-finding"},
        h("p", sheet.rich(finding.claim), " ", h("span", {"class": f"tg-grade tg-grade--{finding.grade}"}, words(f"grade-{finding.grade}"))),
        h("p", {"class": "tg-quiet"}, words("limits-of"), words("colon"), sheet.rich(finding.limits)),
        h("p", {"class": "tg-quiet"}, join([source_link(sheet, identity) for identity in finding.sources], " · ")),
    )


def source_link(sheet: Sheet, identity: str) -> Markup:
    """A source's title, leading to it where it has an address, else to our list of sources."""
    source = sheet.desk.library.sources[identity]
    return h("a", {"href": f"{sheet.href('sources')}#{identity}"}, sheet.desk.plain(source.title))


def _cases(sheet: Sheet, playbook: Playbook) -> None:
    library = sheet.desk.library
    wanted = [*playbook.cases, *[case.id for case in library.cases.values() if playbook.id in case.playbooks and case.id not in playbook.cases]]
    if wanted:
        sheet.heading(2, sheet.desk.words("cases"), "cases")
        sheet.block(case_cards(sheet, wanted))


def case_cards(sheet: Sheet, wanted: list[str]) -> Markup:
    """Cases as cards."""
    desk = sheet.desk
    cards = [
        h(
            "li",
            {"class": "tg-card"},
            h("p", {"class": "tg-card__kind"}, desk.words(f"case-{case.real}")),
            h("p", {"class": "tg-card__title"}, h("a", {"href": sheet.href(f"cases/{case.id}")}, desk.plain(case.title))),
            h("p", {"class": "tg-card__text"}, desk.plain(case.summary)),
        )
        for case in (desk.library.cases[identity] for identity in wanted)
    ]
    return h("ul", {"class": "tg-cards"}, cards)


def _sources(sheet: Sheet, playbook: Playbook) -> None:
    library = sheet.desk.library
    wanted = dict.fromkeys([*playbook.sources, *(source for finding in playbook.evidence for source in library.findings[finding].sources)])
    sheet.heading(2, sheet.desk.words("sources"), "sources")
    sheet.block(h("ul", {"class": "tg-sources"}, [h("li", source_entry(sheet, identity)) for identity in wanted]))
    if playbook.facts:
        sheet.heading(3, sheet.desk.words("facts-used"), "facts")
        sheet.block(h("ul", {"class": "tg-sources"}, [h("li", fact_entry(sheet, identity)) for identity in playbook.facts]))


def fact_entry(sheet: Sheet, identity: str) -> list[object]:
    """A dated fact: what, since when it is known, and whether it is overdue."""
    words, fact = sheet.desk.words, sheet.desk.library.facts[identity]
    late = overdue(fact.recheck_by, sheet.desk.assets.today)
    dates = words("facts-dates", checked=fact.checked_on, recheck=fact.recheck_by)
    return [
        sheet.rich(fact.fact),
        h("span", {"class": "tg-quiet"}, " ", dates, " "),
        h("span", {"class": "tg-badge tg-badge--law"}, words("facts-late")) if late else None,
        h("span", {"class": "tg-quiet"}, " ", join([source_link(sheet, source) for source in fact.sources], " · "), " ", sheet.rich(fact.note)),
    ]


def source_entry(sheet: Sheet, identity: str) -> list[object]:
    """A source in full: who, what, when, where, and when it was last looked at."""
    desk, source = sheet.desk, sheet.desk.library.sources[identity]
    title = desk.plain(source.title)
    linked = h("a", {"href": source.url, "rel": "noreferrer"}, title) if source.url else h("cite", title)
    facts = [source.by, source.year, desk.words("checked-on", day=source.checked_on) if source.checked_on else ""]
    return [linked, h("span", {"class": "tg-quiet"}, " ", " · ".join(fact for fact in facts if fact)), h("span", {"class": "tg-quiet"}, " ", sheet.rich(source.note)) if source.note else None]


def _next(sheet: Sheet, playbook: Playbook) -> None:
    desk = sheet.desk
    sheet.heading(2, desk.words("next"), "next")
    cards = [
        h(
            "li",
            {"class": "tg-card"},
            h("p", {"class": "tg-card__title"}, h("a", {"href": sheet.href(other)}, desk.plain(desk.library.playbooks[other].title))),
            h("p", {"class": "tg-card__text"}, desk.plain(desk.library.playbooks[other].point)),
        )
        for other in playbook.next
    ]
    sheet.block(h("ul", {"class": "tg-cards"}, cards))
