"""What no single file can know: languages, references between files, cycles, ids used twice.

``assemble`` puts the records together and adds every problem it finds. Cases are checked against the tools in
``tonghao.verdicts``, because that needs the tools to run.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from tonghao import inline
from tonghao.check_terms import Texts, by_file, term_problems
from tonghao.check_tool import link_problems, tool_problems
from tonghao.check_workshop import workshop_problems
from tonghao.errors import Problem, did_you_mean
from tonghao.memory import Memory
from tonghao.model import Case, Evidence, Facts, Glossary, Library, Playbook, Site, Sources, Tool, Words, Workshop
from tonghao.model.fields import Record, Said
from tonghao.strict_yaml import Document, Path

Entry = tuple[Any, Document]

# Lists inside a record whose items have ids of their own.
_LISTS = ("ideas", "steps", "checklist", "templates", "pitfalls", "inputs", "rules", "outcomes", "sessions")


def assemble(
    entries: Sequence[Entry], broken: set[str], problems: list[Problem], memory: Memory | None = None
) -> Library | None:
    """The library, or None when ``site.yml`` itself is not usable. Adds to ``problems``.

    With a ``memory``, texts are looked at only in files that changed, unless what they are held against did.
    """
    sites = [entry for entry in entries if isinstance(entry[0], Site)]
    if not sites:
        if "site" not in broken:
            problems.append(Problem("playbook/site.yml", 1, 1, "no-site", "playbook/site.yml is missing"))
        return None
    site: Site = sites[0][0]
    memory = memory or Memory()
    shelf = _Shelf(entries, broken, problems)
    furniture: Words | None = next((record for record, _ in entries if isinstance(record, Words)), None)
    gathered: Texts = memory.each("texts", None, {entry[1].file: entry for entry in entries}, _gather)
    library = Library(
        site=site,
        words=furniture.words if furniture else {},
        tool_words=furniture.tools if furniture else {},
        playbooks=shelf.by_id(Playbook),
        tools=shelf.by_id(Tool),
        cases=shelf.by_id(Case),
        findings=shelf.members(Evidence, "findings"),
        sources=shelf.members(Sources, "sources"),
        facts=shelf.members(Facts, "facts"),
        terms=shelf.members(Glossary, "terms"),
        workshops=shelf.by_id(Workshop),
        origin=shelf.origin,
        missing=tuple(_languages(site, gathered, problems, memory)),
        text_count=sum(len(found) for _, found in gathered),
    )
    _references(library, entries, broken, problems)
    _links(gathered, inline.addresses(library), broken, problems, memory)
    glossaries = [(record, document) for record, document in entries if isinstance(record, Glossary)]
    term_problems(library, glossaries, gathered, problems, memory)
    return library


def _gather(entries: Sequence[Entry]) -> Iterator[tuple[str, tuple[Document, list[tuple[Path, dict[str, str]]]]]]:
    for record, document in entries:
        yield document.file, (document, list(texts(record)))


class _Shelf:
    """Collects records by id and reports an id that is used twice."""

    def __init__(self, entries: Sequence[Entry], broken: set[str], problems: list[Problem]) -> None:
        self.entries, self.problems = entries, problems
        self.origin: dict[str, tuple[str, int]] = {}

    def by_id(self, kind: type[Any]) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for record, document in self.entries:
            if isinstance(record, kind):
                found[record.id] = record
                self.origin[f"{record.kind}/{record.id}"] = (document.file, 1)
                for tool in getattr(record, "tools", ()) if kind is Case else ():
                    self.origin[f"case/{record.id}/{tool}"] = (document.file, document.place(("tools", tool))[0])
                for name in _LISTS:
                    self._unique(getattr(record, name, []), (name,), document)
        return found

    def members(self, kind: type[Any], name: str) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for record, document in self.entries:
            if isinstance(record, kind):
                items = getattr(record, name)
                self._unique(items, (name,), document)
                for index, item in enumerate(items):
                    found[item.id] = item
                    self.origin[f"{name}/{item.id}"] = (document.file, document.place((name, index))[0])
        return found

    def _unique(self, items: Iterable[Any], path: Path, document: Document) -> None:
        seen: dict[str, int] = {}
        for index, item in enumerate(items):
            here = (*path, index, "id")
            if item.id in seen:
                message = f"the id '{item.id}' is already used on line {seen[item.id]}; ids in one list differ"
                self.problems.append(document.problem(here, "duplicate-id", message))
            seen.setdefault(item.id, document.place(here)[0])


def texts(record: Record, path: Path = ()) -> Iterator[tuple[Path, dict[str, str]]]:
    """Every bilingual text of a record with its path."""
    for name in type(record).model_fields:
        yield from _texts(getattr(record, name), (*path, name))


def _texts(value: Any, path: Path) -> Iterator[tuple[Path, dict[str, str]]]:
    if isinstance(value, Record):
        yield from texts(value, path)
    elif isinstance(value, list | tuple):
        for index, item in enumerate(value):
            yield from _texts(item, (*path, index))
    elif isinstance(value, dict):
        if is_text(value):
            yield path, value
        else:
            for key, item in value.items():
                yield from _texts(item, (*path, key))


def is_text(value: Any) -> bool:
    """Whether a value is a bilingual text. The model says so: a mapping with a wrong language code still is one."""
    return isinstance(value, Said)


def _languages(site: Site, gathered: Texts, problems: list[Problem], memory: Memory) -> Iterator[tuple[str, int, str]]:
    known = [language.code for language in site.languages]
    required = [language.code for language in site.languages if language.required]

    def look(texts: Texts) -> Iterator[tuple[str, Problem | tuple[str, int, str]]]:
        for document, found in texts:
            for path, words in found:
                for language in words:
                    if language not in known:
                        message = f"'{language}' is not a language of this site{did_you_mean(language, known)}"
                        message += f" (site.yml has {', '.join(known)})"
                        here = (*path, language)
                        yield document.file, document.problem(here, "unknown-language", message, key=True)
                for language in known:
                    if language in words:
                        continue
                    if language in required:
                        message = f"the '{language}' text is missing; add a line '{language}: …' here"
                        yield document.file, document.problem(path, "missing-language", message)
                    else:
                        yield document.file, (document.file, document.place(path)[0], language)

    for found in memory.each("languages", (known, required), by_file(gathered), look):
        if isinstance(found, Problem):
            problems.append(found)
        else:
            yield found


def _references(library: Library, entries: Sequence[Entry], broken: set[str], problems: list[Problem]) -> None:
    shelves: dict[str, Any] = {
        "playbook": library.playbooks,
        "tool": library.tools,
        "case": library.cases,
        "workshop": library.workshops,
        "finding": library.findings,
        "source": library.sources,
        "fact": library.facts,
        "step of the path": {step.id: step for step in library.site.path},
    }
    addresses = inline.addresses(library)

    def wanted(document: Document, path: Path, identity: str, kind: str) -> None:
        known = shelves[kind]
        if identity not in known and identity not in broken:
            message = f"there is no {kind} with the id '{identity}'{did_you_mean(identity, known)}"
            problems.append(document.problem(path, "unknown-id", message))

    lists = {
        Playbook: {
            "tools": "tool",
            "evidence": "finding",
            "cases": "case",
            "sources": "source",
            "facts": "fact",
            "next": "playbook",
        },
        Case: {"playbooks": "playbook", "sources": "source"},
        Tool: {"sources": "source"},
        Site: {"playbooks": "playbook", "tools": "tool", "workshops": "workshop"},
    }
    for record, document in entries:
        for name, kind in lists.get(type(record), {}).items():
            for index, identity in enumerate(getattr(record, name)):
                wanted(document, (name, index), identity, kind)
        if isinstance(record, Playbook | Tool):
            wanted(document, ("step",), record.step, "step of the path")
        if isinstance(record, Playbook):
            _checklist(record, document, problems)
            _templates(record, document, problems)
        if isinstance(record, Evidence):
            for index, finding in enumerate(record.findings):
                for position, identity in enumerate(finding.sources):
                    wanted(document, ("findings", index, "sources", position), identity, "source")
        if isinstance(record, Facts):
            for index, fact in enumerate(record.facts):
                for position, identity in enumerate(fact.sources):
                    wanted(document, ("facts", index, "sources", position), identity, "source")
        if isinstance(record, Glossary):
            for index, term in enumerate(record.terms):
                for position, identity in enumerate(term.see):
                    wanted(document, ("terms", index, "see", position), identity, "playbook")
        if isinstance(record, Case):
            for identity in record.tools:
                wanted(document, ("tools", identity), identity, "tool")
        if isinstance(record, Site):
            _site(record, document, problems)
        if isinstance(record, Workshop):
            problems.extend(workshop_problems(record, document, library, broken))
        if isinstance(record, Tool):
            problems.extend(tool_problems(record, document))
            problems.extend(link_problems(record, document, shelves, addresses, broken))
    _listed(library, entries, problems)


def _links(
    gathered: Texts, known: Mapping[str, object], broken: set[str], problems: list[Problem], memory: Memory
) -> None:
    """The marks inside every text, and where its links lead."""

    def look(texts: Texts) -> Iterator[tuple[str, Problem]]:
        for document, found in texts:
            for path, words in found:
                for language, text in words.items():
                    for mistake in inline.mistakes(text, known, broken):
                        yield document.file, document.problem((*path, language), mistake.code, mistake.message)

    problems.extend(memory.each("links", ([*known], {*broken}), by_file(gathered), look))


def _site(site: Site, document: Document, problems: list[Problem]) -> None:
    """What stands twice in site.yml would be twice on every page, or hide the first."""
    lists = {
        "languages": [(language.code, ("code",)) for language in site.languages],
        "path": [(step.id, ("id",)) for step in site.path],
        "playbooks": [(identity, ()) for identity in site.playbooks],
        "tools": [(identity, ()) for identity in site.tools],
        "workshops": [(identity, ()) for identity in site.workshops],
    }
    for name, items in lists.items():
        for index, (identity, inside) in enumerate(items):
            if identity in [earlier for earlier, _ in items[:index]]:
                message = f"'{identity}' stands here twice; keep one of them"
                problems.append(document.problem((name, index, *inside), "duplicate-id", message))


def _listed(library: Library, entries: Sequence[Entry], problems: list[Problem]) -> None:
    """A playbook, tool or workshop that site.yml does not list would be on no menu."""
    for record, document in entries:
        names = {Playbook: "playbooks", Tool: "tools", Workshop: "workshops"}.get(type(record))
        if names and record.id not in getattr(library.site, names):
            message = f"'{record.id}' is not in the list '{names}' of playbook/site.yml, so no menu leads to it; add it"
            problems.append(document.problem(("id",), "not-listed", message))


def _checklist(playbook: Playbook, document: Document, problems: list[Problem]) -> None:
    """Dependencies must exist and must not run in a circle."""
    needs = {item.id: item.depends_on for item in playbook.checklist}
    for index, item in enumerate(playbook.checklist):
        for position, identity in enumerate(item.depends_on):
            path = ("checklist", index, "depends_on", position)
            if identity not in needs:
                message = f"this checklist has no item '{identity}'{did_you_mean(identity, needs)}"
                problems.append(document.problem(path, "unknown-id", message))
            elif _reaches(identity, item.id, needs):
                message = f"'{item.id}' and '{identity}' wait for each other; remove one of the two"
                problems.append(document.problem(path, "cycle", message))


def _reaches(start: str, goal: str, needs: dict[str, list[str]]) -> bool:
    seen, todo = set(), [start]
    while todo:
        here = todo.pop()
        if here == goal:
            return True
        if here not in seen:
            seen.add(here)
            todo.extend(needs.get(here, []))
    return False


def _templates(playbook: Playbook, document: Document, problems: list[Problem]) -> None:
    """Every ``{blank}`` of a template has a field, and every field a blank, in each language."""
    for index, template in enumerate(playbook.templates):
        fields = {item.id for item in template.fields}
        for language, body in template.body.items():
            blanks = set(inline.blanks(body))
            path: Path = ("templates", index, "body", language)
            for blank in sorted(blanks - fields):
                message = f"{{{blank}}} has no entry under 'fields'{did_you_mean(blank, fields)}"
                problems.append(document.problem(path, "unknown-field", message))
            for unused in sorted(fields - blanks):
                message = f"the field '{unused}' is never used as {{{unused}}} in the '{language}' text"
                problems.append(document.problem(path, "unused-field", message))
