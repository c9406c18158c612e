"""Pages that list: tools, cases, evidence, sources, dated facts, the glossary, and how complete it all is."""

from __future__ import annotations

from collections import Counter

from tonghao.pages.base import Desk, Sheet, overdue
from tonghao.pages.page import Page
from tonghao.pages.playbook import case_cards
from tonghao.pages.references import fact_entry, finding_item, source_entry
from tonghao_widgets.markup import h, join


def _opening(sheet: Sheet, key: str) -> Desk:
    words = sheet.desk.words
    sheet.heading(1, words(key))
    sheet.block(h("p", words(f"{key}-intro")), class_="tg-lead")
    return sheet.desk


def tools_page(sheet: Sheet) -> Page:
    """All tools as cards."""
    desk = _opening(sheet, "tools")
    cards = []
    for identity in desk.library.site.tools:
        tool = desk.library.tools[identity]
        cards.append(
            h(
                "li",
                {"class": "tg-card"},
                h(
                    "p",
                    {"class": "tg-card__title"},
                    h("a", {"href": sheet.href(f"tools/{identity}")}, sheet.plain(tool.title)),
                ),
                h("p", {"class": "tg-card__text"}, sheet.plain(tool.question)),
            )
        )
    sheet.block(h("ul", {"class": "tg-cards"}, cards))
    return sheet.page(desk.words("tools"), desk.words("tools-intro"), ("playbook/site.yml", 1))


def cases_page(sheet: Sheet) -> Page:
    """All cases as cards."""
    desk = _opening(sheet, "cases")
    sheet.block(case_cards(sheet, list(desk.library.cases)))
    return sheet.page(desk.words("cases"), desk.words("cases-intro"), ("playbook/site.yml", 1))


def evidence_page(sheet: Sheet) -> Page:
    """Every finding, by side."""
    desk = _opening(sheet, "evidence")
    for side in ("for", "against", "mixed"):
        chosen = [finding for finding in desk.library.findings.values() if finding.side == side]
        if chosen:
            sheet.heading(2, desk.words(f"evidence-{side}"), side)
            sheet.block(h("ul", {"class": "tg-findings"}, [finding_item(sheet, finding) for finding in chosen]))
    return sheet.page(desk.words("evidence"), desk.words("evidence-intro"), ("playbook/evidence.yml", 1))


def sources_page(sheet: Sheet) -> Page:
    """Everything we cite."""
    desk = sheet.desk
    sheet.heading(1, desk.words("sources"))
    sheet.block(h("p", desk.words("seed-note")), class_="tg-lead")
    sheet.block(
        h(
            "ul",
            {"class": "tg-sources"},
            [h("li", {"id": identity}, source_entry(sheet, identity)) for identity in desk.library.sources],
        )
    )
    return sheet.page(desk.words("sources"), desk.words("seed-note"), ("playbook/sources.yml", 1))


def facts_page(sheet: Sheet) -> Page:
    """Dated facts; the overdue ones first, because this is also the list of what needs a fresh look."""
    desk = _opening(sheet, "facts")
    facts = list(desk.library.facts.values())
    late = [fact for fact in facts if overdue(fact.recheck_by, desk.assets.today)]
    sheet.heading(2, desk.words("facts-look"), "look")
    found = (
        h("ul", {"class": "tg-sources"}, [h("li", fact_entry(sheet, fact.id)) for fact in late])
        if late
        else h("p", desk.words("facts-none-late"))
    )
    sheet.block(found)
    for kind in ("law", "platform"):
        chosen = [fact for fact in facts if fact.type == kind]
        if chosen:
            sheet.heading(2, desk.words(f"facts-{kind}"), kind)
            sheet.block(
                h(
                    "ul",
                    {"class": "tg-sources"},
                    [h("li", {"id": fact.id}, fact_entry(sheet, fact.id)) for fact in chosen],
                )
            )
    return sheet.page(desk.words("facts"), desk.words("facts-intro"), ("playbook/facts.yml", 1))


def glossary_page(sheet: Sheet) -> Page:
    """The words we use, each with its meaning."""
    desk = _opening(sheet, "glossary")
    library = desk.library
    items = []
    for term in sorted(library.terms.values(), key=lambda term: desk.plain(term.term).lower()):
        others = [
            h("span", {"lang": language.locale}, term.term[language.code])
            for language in library.site.languages
            if language.code != desk.language and language.code in term.term
        ]
        see = [
            h("a", {"href": sheet.href(identity)}, sheet.plain(library.playbooks[identity].title))
            for identity in term.see
        ]
        items.append(
            h(
                "div",
                {"class": "tg-entry", "id": term.id},
                h("dt", sheet.rich(term.term), " ", h("span", {"class": "tg-quiet"}, join(others, " · "))),
                h(
                    "dd",
                    sheet.rich(term.definition),
                    h("span", {"class": "tg-quiet"}, " ", join(see, " · ")) if see else None,
                ),
            )
        )
    sheet.block(h("dl", {"class": "tg-glossary"}, items))
    return sheet.page(desk.words("glossary"), desk.words("glossary-intro"), ("playbook/glossary.yml", 1))


def coverage_page(sheet: Sheet) -> Page:
    """How complete each playbook and language is."""
    desk = _opening(sheet, "coverage")
    library, words = desk.library, desk.words
    columns = [
        "what-to-do",
        "checklist",
        "template",
        "evidence-for",
        "evidence-against",
        "evidence-mixed",
        "sources",
        "cases",
    ]
    missing = Counter(language for _, _, language in library.missing)
    behind = Counter(text.language for text in library.behind)
    rows = []
    for identity in library.site.playbooks:
        playbook = library.playbooks[identity]
        sides = Counter(library.findings[finding].side for finding in playbook.evidence)
        cited = {
            *playbook.sources,
            *(source for finding in playbook.evidence for source in library.findings[finding].sources),
        }
        told = sum(identity in case.playbooks for case in library.cases.values())
        counts = [
            len(playbook.steps),
            len(playbook.checklist),
            len(playbook.templates),
            sides["for"],
            sides["against"],
            sides["mixed"],
            len(cited),
            told,
        ]
        title = h("a", {"href": sheet.href(identity)}, sheet.plain(playbook.title))
        rows.append(h("tr", h("th", {"scope": "row"}, title), [h("td", str(count)) for count in counts]))
    head = h("tr", h("td"), [h("th", {"scope": "col"}, words(key)) for key in columns])
    sheet.block(h("table", {"class": "tg-table"}, h("thead", head), h("tbody", rows)), class_="tg-scroll", tabindex=0)
    total = library.text_count
    rows = [
        h(
            "tr",
            h("th", {"scope": "row"}, language.name),
            h("td", f"{total - missing[language.code]} / {total}"),
            h("td", words("stale-count", count=behind[language.code])) if library.behind else None,
        )
        for language in library.site.languages
    ]
    sheet.heading(2, words("languages"), "languages")
    sheet.block(h("table", {"class": "tg-table"}, h("tbody", rows)), class_="tg-scroll")
    return sheet.page(words("coverage"), words("coverage-intro"), ("playbook/site.yml", 1))
