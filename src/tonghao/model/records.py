"""Playbooks, cases, sources and findings: what a contributor writes most."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from tonghao.model.fields import (
    Cadence,
    Day,
    Grade,
    InputId,
    Json,
    Language,
    Number,
    Owner,
    Record,
    Slug,
    Source,
    Text,
    Url,
)
from tonghao.model.pictures import Picture


class Idea(Record):
    """One thing to understand before acting: a framework, a rule, a definition."""

    id: Slug
    title: Text
    text: Text = Field(description="One or more paragraphs; an empty line starts a new one.")
    points: list[Text] = Field(default=[], description="Its parts, each one line.")
    picture: Picture | None = Field(default=None, description="A drawing of it, made from data.")
    source: Source
    covers: list[Slug] = Field(default=[], description="Ids of the inventory entries this idea carries.")


class Step(Record):
    """One piece of work, small enough to hand to a person."""

    id: Slug
    title: Text
    do: Text
    owner: Owner
    hours: Number = Field(gt=0, le=200, description="Effort in hours, each time it is done.")
    cadence: Cadence
    verify: Text = Field(description="How somebody else can see that it was done.")
    source: Source


class ChecklistItem(Record):
    """One line a reader ticks. Its state is kept on the reader's device under this id."""

    id: Slug
    what: Text
    done: Text = Field(description="What must be true before the tick is honest.")
    half: Text | None = Field(default=None, description="What half done looks like, where that is worth knowing.")
    owner: Owner = "operator"
    hours: Number | None = Field(default=None, gt=0, le=200)
    cadence: Cadence = "once"
    depends_on: list[Slug] = Field(default=[], description="Ids of items of this checklist that come first.")


class TemplateField(Record):
    """One blank in a template: ``{id}`` in its body."""

    id: InputId
    label: Text
    example: Text


class Template(Record):
    """Something to copy, fill and send."""

    id: Slug
    title: Text
    use: Text = Field(description="When to use it, in one or two sentences.")
    fields: list[TemplateField] = []
    body: Text = Field(description="The text itself; {field} marks a blank.")


class Pitfall(Record):
    """A way it goes wrong, and what to do instead."""

    id: Slug
    title: Text
    text: Text
    source: Source
    covers: list[Slug] = []


class Playbook(Record):
    """One page of the path. Its sections always come in the same order."""

    kind: Literal["playbook"]
    id: Slug
    step: Slug = Field(description="The step of the path it belongs to (site.yml).")
    title: Text
    point: Text = Field(description="The page in one sentence.")
    applies: list[Text] = Field(min_length=1, description="When to use it.")
    not_applies: list[Text] = Field(min_length=1, description="When not to.")
    ideas: list[Idea] = []
    steps: list[Step] = Field(min_length=2)
    tools: list[Slug] = Field(
        default=[], description="Tools that answer this page's question; the first is live in the page."
    )
    checklist: list[ChecklistItem] = Field(min_length=3)
    templates: list[Template] = Field(min_length=1)
    pitfalls: list[Pitfall] = Field(min_length=2)
    evidence: list[Slug] = Field(min_length=1, description="Ids of findings (evidence.yml), for and against.")
    cases: list[Slug] = []
    sources: list[Slug] = Field(default=[], description="Sources besides those of the findings.")
    facts: list[Slug] = Field(default=[], description="Dated facts of law or platform (facts.yml) the page relies on.")
    covers: list[Slug] = Field(default=[], description="Ids of inventory entries the page as a whole carries.")
    next: list[Slug] = Field(min_length=1, description="Playbooks to read next.")


class Finding(Record):
    """One graded piece of evidence. It stands once and is used by many pages."""

    id: Slug
    claim: Text = Field(description="What was found, in one or two plain sentences.")
    side: Literal["for", "against", "mixed"] = Field(description="For or against the advice that cites it.")
    grade: Grade
    sources: list[Slug] = Field(min_length=1)
    limits: Text = Field(description="What the finding does not show.")


class Evidence(Record):
    """All findings."""

    kind: Literal["evidence"]
    findings: list[Finding]


class SourceRecord(Record):
    """Something we cite."""

    id: Slug
    title: Text
    by: str
    year: str = ""
    type: Literal["seed", "law", "official", "paper", "book", "press", "practitioner", "ours"]
    url: Url | None = None
    checked_on: Day | None = Field(default=None, description="When a person last looked at it.")
    note: Text | None = None


class Sources(Record):
    """Everything we cite."""

    kind: Literal["sources"]
    sources: list[SourceRecord]


class CaseRun(Record):
    """What a tool is asked in a case, and what it must answer: a case is also a test."""

    inputs: dict[InputId, Json]
    basis: Text = Field(description="Where these numbers come from, honestly.")
    source: Source
    expect: dict[InputId, Json] = Field(min_length=1, description="Fields of the result and their values.")


class Case(Record):
    """One real or illustrative community: a page, a preset and a test."""

    kind: Literal["case"]
    id: Slug
    title: Text
    short: Text = Field(description="Two to five words for a button.")
    summary: Text
    story: Text
    lesson: Text
    real: Literal["real", "illustrative"]
    tools: dict[Slug, CaseRun] = {}
    playbooks: list[Slug] = Field(min_length=1)
    sources: list[Slug] = Field(min_length=1)
    covers: list[Slug] = []


class Term(Record):
    """A word of the field, said one way in each language."""

    id: Slug
    term: Text
    also: dict[Language, list[str]] = Field(
        default={}, description="Other spellings that mean the same and may be used."
    )
    avoid: dict[Language, list[str]] = Field(default={}, description="Words not to use for it; a check finds them.")
    definition: Text = Field(description="One or two sentences, for the tooltip and the glossary.")
    see: list[Slug] = Field(default=[], description="Playbooks where it is used most.")


class Glossary(Record):
    """``glossary.yml``: the words we use, and those we don't."""

    kind: Literal["glossary"]
    terms: list[Term]


class Fact(Record):
    """A dated fact of law or of a platform, and when it must be looked at again."""

    id: Slug
    fact: Text
    type: Literal["law", "platform"]
    value: Json = Field(default=None, description="The number itself, where a tool uses it.")
    checked_on: Day
    recheck_by: Day
    sources: list[Slug] = Field(min_length=1)
    note: Text | None = None


class Facts(Record):
    """``facts.yml``."""

    kind: Literal["facts"]
    facts: list[Fact]
