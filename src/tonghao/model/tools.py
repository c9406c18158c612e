"""The hub of a decision tool: its words, inputs, bounds, defaults, cuts, outcomes and limits."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from tonghao.model.fields import Flag, InputId, Json, Number, Record, Slug, Source, Text


class Choice(Record):
    """One answer of an input of type ``choice``."""

    id: Slug
    label: Text


class ToolInput(Record):
    """One question to the reader. Bounds are inclusive and in the unit of the tool contract."""

    id: InputId
    label: Text
    help: Text | None = None
    type: Literal["fraction", "money", "number", "count", "ratio", "flag", "choice"] = Field(
        description="fraction is shown as a percentage; money is in CNY; count is a whole number."
    )
    min: Number | None = None
    max: Number | None = None
    open_min: Flag = Field(default=False, description="True when the lowest value itself is not allowed.")
    step: Number | None = Field(default=None, gt=0, description="The smallest change worth showing.")
    slider: list[Number] | None = Field(
        default=None, min_length=2, max_length=2, description="The span of the slider, when narrower than the bounds."
    )
    scale: Literal["linear", "log"] = "linear"
    default: Json = Field(default=None, description="What the tool assumes when the input is left out.")
    start: Json = Field(default=None, description="What the form shows at first, when there is no default.")
    required: Flag = False
    unknown: Flag = Field(default=False, description="True when 'I don't know' is an answer.")
    unit: Text | None = None
    group: Literal["main", "more"] = "main"
    source: Source = "ours"
    choices: list[Choice] = []


class ToolRule(Record):
    """One rule the tool applies: the sentence that explains it, and where it comes from."""

    id: Slug
    text: Text = Field(description="{name} is replaced by a value of the result.")
    source: Source
    cites: list[Slug] = Field(default=[], description="Ids of sources or findings.")


class NextStep(Record):
    """Where to go from a result."""

    to: str = Field(pattern=r"^(tools/)?[a-z0-9-]+$", description="A playbook id, or tools/<id>.")
    text: Text
    hours: Number | None = Field(default=None, gt=0)


class Outcome(Record):
    """What a verdict means."""

    id: Slug
    tone: Literal["go", "caution", "stop", "open"]
    title: Text
    text: Text
    label: Text | None = Field(default=None, description="Short name, for pictures and lists.")
    next: list[NextStep] = []


class Tool(Record):
    """Everything a tool needs but its formula."""

    kind: Literal["tool"]
    id: Slug
    step: Slug
    title: Text
    question: Text
    intro: Text
    inputs: list[ToolInput] = Field(min_length=1)
    rules: list[ToolRule] = Field(min_length=1)
    outcomes: list[Outcome] = Field(min_length=1)
    words: dict[Slug, Text] = {}
    limits: list[Text] = Field(min_length=1)
    method: Text = Field(description="How it computes, for the reader who wants to know.")
    sources: list[Slug] = []
    covers: list[Slug] = []
