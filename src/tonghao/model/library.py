"""All records of one ``playbook/`` folder together, by id."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from tonghao.model.records import Case, Fact, Finding, Playbook, SourceRecord, Term
from tonghao.model.site import Site
from tonghao.model.tools import Tool
from tonghao.model.workshops import Workshop


@dataclass(frozen=True, slots=True)
class Behind:
    """A text whose words in ``language`` did not follow when those in ``ahead`` were changed."""

    file: str
    line: int
    column: int
    language: str
    ahead: str
    where: str


@dataclass(frozen=True)
class Library:
    """What ``load`` returns when nothing is wrong.

    ``origin`` says where a record came from, as ``(file, line)``, keyed by ``kind/id``: the pencil of its page
    leads there. ``missing`` lists texts that fell back to another language, as ``(file, line, language)``;
    ``text_count`` is how many bilingual texts there are; ``behind`` lists translations that were left behind.
    """

    site: Site
    words: Mapping[str, Mapping[str, str]]
    tool_words: Mapping[str, Mapping[str, str]]
    playbooks: Mapping[str, Playbook]
    tools: Mapping[str, Tool]
    cases: Mapping[str, Case]
    findings: Mapping[str, Finding]
    sources: Mapping[str, SourceRecord]
    facts: Mapping[str, Fact] = field(default_factory=dict)
    terms: Mapping[str, Term] = field(default_factory=dict)
    workshops: Mapping[str, Workshop] = field(default_factory=dict)
    origin: Mapping[str, tuple[str, int]] = field(default_factory=dict)
    missing: tuple[tuple[str, int, str], ...] = ()
    text_count: int = 0
    behind: tuple[Behind, ...] = ()
    kept: dict[object, Any] = field(default_factory=dict, init=False, compare=False, repr=False)
    """What was worked out from these records, for whoever asks again. A changed copy begins with nothing."""

    @property
    def languages(self) -> list[str]:
        """Language codes in the site's order; the first is the one texts fall back to."""
        return [language.code for language in self.site.languages]

    @property
    def workshops_in_order(self) -> list[Workshop]:
        """The workshops as the site lists them."""
        return [self.workshops[identity] for identity in self.site.workshops]
