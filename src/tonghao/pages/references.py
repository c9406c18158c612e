"""What a page leans on: findings for and against, sources, dated facts."""

from __future__ import annotations

import re

from tonghao.model import Finding, Playbook
from tonghao.pages.base import Sheet, overdue
from tonghao_widgets.markup import Markup, h, join

_DAY = re.compile(r"(\d{4}-\d\d-\d\d)")


def evidence(sheet: Sheet, playbook: Playbook) -> None:
    """Findings for and against the page's advice, side by side."""
    desk, words = sheet.desk, sheet.desk.words
    sheet.heading(2, words("evidence"), "evidence")
    findings = [desk.library.findings[identity] for identity in playbook.evidence]
    columns = []
    for side, empty in (("for", "none-for"), ("against", "none-against"), ("mixed", None)):
        chosen = [finding for finding in findings if finding.side == side]
        if chosen or empty:
            body = (
                h("ul", [finding_item(sheet, finding) for finding in chosen])
                if chosen
                else h("p", {"class": "tg-quiet"}, words(str(empty)))
            )
            columns.append(
                h(
                    "div",
                    {"class": f"tg-side tg-side--{side}"},
                    h("p", {"class": "tg-side__name"}, words(f"evidence-{side}")),
                    body,
                )
            )
    sheet.block(h("p", {"class": "tg-quiet"}, words("evidence-note")), h("div", {"class": "tg-evidence"}, columns))


def finding_item(sheet: Sheet, finding: Finding) -> Markup:
    """One finding: what, how strong, where, and what it does not show."""
    words = sheet.desk.words
    return h(
        "li",
        {"class": "tg-finding"},
        h(
            "p",
            sheet.rich(finding.claim),
            " ",
            h("span", {"class": f"tg-grade tg-grade--{finding.grade}"}, words(f"grade-{finding.grade}")),
        ),
        h("p", {"class": "tg-quiet"}, words("limits-of"), words("colon"), sheet.rich(finding.limits)),
        h("p", {"class": "tg-quiet"}, join([source_link(sheet, identity) for identity in finding.sources], " · ")),
    )


def source_link(sheet: Sheet, identity: str) -> Markup:
    """A source's title, leading to it where it has an address, else to our list of sources."""
    source = sheet.desk.library.sources[identity]
    return h("a", {"href": f"{sheet.href('sources')}#{identity}"}, sheet.plain(source.title))


def sources(sheet: Sheet, playbook: Playbook) -> None:
    """What the page cites, and the dated facts it relies on."""
    library = sheet.desk.library
    wanted = dict.fromkeys(
        [*playbook.sources, *(source for finding in playbook.evidence for source in library.findings[finding].sources)]
    )
    sheet.heading(2, sheet.desk.words("sources"), "sources")
    sheet.block(h("ul", {"class": "tg-sources"}, [h("li", source_entry(sheet, identity)) for identity in wanted]))
    if playbook.facts:
        sheet.heading(3, sheet.desk.words("facts-used"), "facts")
        sheet.block(
            h("ul", {"class": "tg-sources"}, [h("li", fact_entry(sheet, identity)) for identity in playbook.facts])
        )


def fact_entry(sheet: Sheet, identity: str) -> list[object]:
    """A dated fact: what, since when it is known, and whether it is overdue."""
    words, fact = sheet.desk.words, sheet.desk.library.facts[identity]
    late = overdue(fact.recheck_by, sheet.desk.assets.today)
    dates = words("facts-dates", checked=fact.checked_on, recheck=fact.recheck_by)
    return [
        sheet.rich(fact.fact),
        h("span", {"class": "tg-quiet"}, " ", dated(dates), " "),
        h("span", {"class": "tg-badge tg-badge--law"}, words("facts-late")) if late else None,
        h(
            "span",
            {"class": "tg-quiet"},
            " ",
            join([source_link(sheet, source) for source in fact.sources], " · "),
            " ",
            sheet.rich(fact.note),
        ),
    ]


def dated(text: str) -> list[object]:
    """``text`` with its days (YYYY-MM-DD) marked as such: they stand on one line."""
    return [h("time", part) if _DAY.fullmatch(part) else part for part in _DAY.split(text)]


def source_entry(sheet: Sheet, identity: str) -> list[object]:
    """A source in full: who, what, when, where, and when it was last looked at."""
    desk, source = sheet.desk, sheet.desk.library.sources[identity]
    title = sheet.plain(source.title)
    linked = h("a", {"href": source.url, "rel": "noreferrer"}, title) if source.url else h("cite", title)
    facts = [source.by, source.year, desk.words("checked-on", day=source.checked_on) if source.checked_on else ""]
    return [
        linked,
        h("span", {"class": "tg-quiet"}, " ", dated(" · ".join(fact for fact in facts if fact))),
        h("span", {"class": "tg-quiet"}, " ", sheet.rich(source.note)) if source.note else None,
    ]
