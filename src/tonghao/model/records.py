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

_ID = "Its id: lower-case words joined by hyphens. Links and ticks hang on it, so it never changes."
_FILE_ID = "The name of the file without .yml, and the last part of the page's address."
_SOURCE = "Where it comes from: our two starting documents (seed), a law, research, or ourselves."
_COVERS = "Ids of the inventory entries it carries."


class Idea(Record):
    """One thing to understand before acting: a framework, a rule, a definition."""

    id: Slug = Field(description=_ID)
    title: Text = Field(description="Its name, a few words.")
    text: Text = Field(description="One or more paragraphs; an empty line starts a new one.")
    points: list[Text] = Field(default=[], description="Its parts, each one line.")
    picture: Picture | None = Field(default=None, description="A drawing of it, made from data.")
    source: Source = Field(description=_SOURCE)
    covers: list[Slug] = Field(default=[], description="Ids of the inventory entries this idea carries.")


class Step(Record):
    """One piece of work, small enough to hand to a person."""

    id: Slug = Field(description=_ID)
    title: Text = Field(description="What to do, as an order of a few words.")
    do: Text = Field(description="How to do it, concretely enough for somebody new.")
    owner: Owner = Field(description="Who does it.")
    hours: Number = Field(gt=0, le=200, description="Effort in hours, each time it is done.")
    cadence: Cadence = Field(description="How often.")
    verify: Text = Field(description="How somebody else can see that it was done.")
    source: Source = Field(description=_SOURCE)


class ChecklistItem(Record):
    """One line a reader ticks. Its state is kept on the reader's device under this id."""

    id: Slug = Field(description=_ID)
    what: Text = Field(description="What to tick, in a few words.")
    done: Text = Field(description="What must be true before the tick is honest.")
    half: Text | None = Field(default=None, description="What half done looks like, where that is worth knowing.")
    owner: Owner = Field(default="operator", description="Who sees to it.")
    hours: Number | None = Field(default=None, gt=0, le=200, description="Effort in hours, each time it is done.")
    cadence: Cadence = Field(default="once", description="How often it must be looked at again.")
    depends_on: list[Slug] = Field(default=[], description="Ids of items of this checklist that come first.")


class TemplateField(Record):
    """One blank in a template: ``{id}`` in its body."""

    id: InputId = Field(description="What stands between { and } in the body: lower-case words joined by underscores.")
    label: Text = Field(description="What to fill in, a few words.")
    example: Text = Field(description="What it could be; it stands in the blank until the reader types.")


class Template(Record):
    """Something to copy, fill and send."""

    id: Slug = Field(description=_ID)
    title: Text = Field(description="Its name, a few words.")
    use: Text = Field(description="When to use it, in one or two sentences.")
    fields: list[TemplateField] = Field(default=[], description="The blanks of the body, one entry for each.")
    body: Text = Field(description="The text itself; {field} marks a blank.")


class Pitfall(Record):
    """A way it goes wrong, and what to do instead."""

    id: Slug = Field(description=_ID)
    title: Text = Field(description="The mistake, in a few words.")
    text: Text = Field(description="How it goes wrong, and what to do instead.")
    source: Source = Field(description=_SOURCE)
    covers: list[Slug] = Field(default=[], description=_COVERS)


class Playbook(Record):
    """One page of the path. Its sections always come in the same order."""

    kind: Literal["playbook"]
    id: Slug = Field(description=_FILE_ID)
    step: Slug = Field(description="The step of the path it belongs to (site.yml).")
    title: Text = Field(description="Name of the page, one to three words.")
    point: Text = Field(description="The page in one sentence.")
    applies: list[Text] = Field(min_length=1, description="When to use it.")
    not_applies: list[Text] = Field(min_length=1, description="When not to.")
    ideas: list[Idea] = Field(default=[], description="What to understand before acting.")
    steps: list[Step] = Field(min_length=2, description="What to do, in this order.")
    tools: list[Slug] = Field(
        default=[], description="Tools that answer this page's question; the first is live in the page."
    )
    checklist: list[ChecklistItem] = Field(min_length=3, description="What the reader ticks.")
    templates: list[Template] = Field(min_length=1, description="What the reader takes along and fills in.")
    pitfalls: list[Pitfall] = Field(min_length=2, description="How it goes wrong.")
    evidence: list[Slug] = Field(min_length=1, description="Ids of findings (evidence.yml), for and against.")
    cases: list[Slug] = Field(default=[], description="Cases shown on the page (cases/).")
    sources: list[Slug] = Field(default=[], description="Sources besides those of the findings.")
    facts: list[Slug] = Field(default=[], description="Dated facts of law or platform (facts.yml) the page relies on.")
    covers: list[Slug] = Field(default=[], description="Ids of inventory entries the page as a whole carries.")
    next: list[Slug] = Field(min_length=1, description="Playbooks to read next.")


class Finding(Record):
    """One graded piece of evidence. It stands once and is used by many pages."""

    id: Slug = Field(description=_ID)
    claim: Text = Field(description="What was found, in one or two plain sentences.")
    side: Literal["for", "against", "mixed"] = Field(description="For or against the advice that cites it.")
    grade: Grade = Field(description="How strong it is, the strongest first.")
    sources: list[Slug] = Field(min_length=1, description="Who found it: ids of sources.yml.")
    limits: Text = Field(description="What the finding does not show.")


class Evidence(Record):
    """All findings."""

    kind: Literal["evidence"]
    findings: list[Finding] = Field(description="The findings; the site shows them by side, in this order.")


class SourceRecord(Record):
    """Something we cite."""

    id: Slug = Field(description=_ID)
    title: Text = Field(description="Its title; where that is in one language only, the other says what it is.")
    by: str = Field(description="Who wrote or issued it, as they write themselves.")
    year: str = Field(default="", description="When it appeared.")
    type: Literal["seed", "law", "official", "paper", "book", "press", "practitioner", "ours"] = Field(
        description="What it is: one of our two starting documents (seed), a law, an official notice, a paper, …"
    )
    url: Url | None = Field(default=None, description="Where it can be read.")
    checked_on: Day | None = Field(default=None, description="When a person last looked at it.")
    note: Text | None = Field(default=None, description="What a reader must know to judge it.")


class Sources(Record):
    """Everything we cite."""

    kind: Literal["sources"]
    sources: list[SourceRecord] = Field(description="The sources; a finding or page names them by id.")


class CaseRun(Record):
    """What a tool is asked in a case, and what it must answer: a case is also a test."""

    inputs: dict[InputId, Json] = Field(description="The numbers, by input of the tool; what is left out is assumed.")
    basis: Text = Field(description="Where these numbers come from, honestly.")
    source: Source = Field(description=_SOURCE)
    expect: dict[InputId, Json] = Field(min_length=1, description="Fields of the result and their values.")


class Case(Record):
    """One real or illustrative community: a page, a preset and a test."""

    kind: Literal["case"]
    id: Slug = Field(description=_FILE_ID)
    title: Text = Field(description="Name of the page.")
    short: Text = Field(description="Two to five words for a button.")
    summary: Text = Field(description="One or two sentences for the card.")
    story: Text = Field(description="What happened; an empty line starts a new paragraph.")
    lesson: Text = Field(description="What to take from it, and what is not known.")
    real: Literal["real", "illustrative"] = Field(description="Whether it happened, or is made up to show a point.")
    tools: dict[Slug, CaseRun] = Field(default={}, description="What each tool is asked, and must answer.")
    playbooks: list[Slug] = Field(min_length=1, description="Playbooks it is an example for.")
    sources: list[Slug] = Field(min_length=1, description="Where it was told: ids of sources.yml.")
    covers: list[Slug] = Field(default=[], description=_COVERS)


class Term(Record):
    """A word of the field, said one way in each language."""

    id: Slug = Field(description=_ID)
    term: Text = Field(description="The word itself.")
    also: dict[Language, list[str]] = Field(
        default={}, description="Other spellings that mean the same and may be used."
    )
    variants: dict[Language, list[str]] = Field(
        default={}, description="Wordings accepted as its translation where a sentence needs them; not explained."
    )
    everyday: list[Language] = Field(
        default=[],
        description="Languages in which its word is an everyday word too, so that it asks for no translation.",
    )
    not_in: dict[Language, list[str]] = Field(
        default={}, description="Longer words that contain its word and mean something else."
    )
    avoid: dict[Language, list[str]] = Field(default={}, description="Words not to use for it; a check finds them.")
    definition: Text = Field(description="One or two sentences, for the tooltip and the glossary.")
    see: list[Slug] = Field(default=[], description="Playbooks where it is used most.")


class Glossary(Record):
    """``glossary.yml``: the words we use, and those we don't."""

    kind: Literal["glossary"]
    terms: list[Term] = Field(description="The terms; the site sorts them.")


class Fact(Record):
    """A dated fact of law or of a platform, and when it must be looked at again."""

    id: Slug = Field(description=_ID)
    fact: Text = Field(description="The fact, in one or two sentences.")
    type: Literal["law", "platform"] = Field(description="Whether a law says it or a platform.")
    value: Json = Field(default=None, description="The number itself, where a tool uses it.")
    checked_on: Day = Field(description="When a person last looked, YYYY-MM-DD.")
    recheck_by: Day = Field(description="By when somebody must look again, YYYY-MM-DD.")
    sources: list[Slug] = Field(min_length=1, description="Where it stands: ids of sources.yml.")
    note: Text | None = Field(default=None, description="What is uncertain about it.")


class Facts(Record):
    """Dated facts of law and of platforms, in one file."""

    kind: Literal["facts"]
    facts: list[Fact] = Field(description="The facts; pages and tools name them by id.")
