"""The hub of a decision tool: its words, inputs, bounds, defaults, cuts, outcomes and limits."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from tonghao.model.fields import Count, Flag, InputId, Json, Number, Owner, Record, Slug, Source, Text


class Choice(Record):
    """One answer of an input of type ``choice``, or one step of a ``level``, whose id is its number."""

    id: str = Field(
        pattern=r"^[a-z0-9][a-z0-9.-]*$",
        max_length=60,
        description="What answers and links carry: lower-case words, or a step's number. It never changes.",
    )
    label: Text = Field(description="The answer as the reader sees it.")
    source: Source | None = Field(
        default=None, description="Where this answer comes from, if not where its input does."
    )


class ToolInput(Record):
    """One question to the reader. Bounds are inclusive and in the unit of the tool contract."""

    id: InputId = Field(
        description="Its id: lower-case words joined by underscores. Links and cases hang on it, so it never changes."
    )
    label: Text = Field(description="The question, in a few words.")
    help: Text | None = Field(default=None, description="What helps to answer it, in a sentence.")
    type: Literal[
        "fraction", "money", "number", "count", "ratio", "flag", "choice", "level", "text", "numbers", "group", "rows"
    ] = Field(
        description="fraction is shown as a percentage; money is in CNY; count is a whole number; level is a number "
        "chosen from steps with names; numbers is a list; group holds questions of one kind; rows holds records."
    )
    min: Number | None = Field(default=None, description="The least it may be.")
    max: Number | None = Field(default=None, description="The most it may be.")
    open_min: Flag = Field(default=False, description="True when the lowest value itself is not allowed.")
    step: Number | None = Field(default=None, gt=0, description="The smallest change worth showing.")
    slider: list[Number] | None = Field(
        default=None, min_length=2, max_length=2, description="The range of the slider, when narrower than the bounds."
    )
    scale: Literal["linear", "log"] = Field(
        default="linear", description="How the slider is divided: evenly, or so that each step multiplies."
    )
    default: Json = Field(default=None, description="What the tool assumes when the input is left out.")
    start: Json = Field(default=None, description="What the form shows at first, when there is no default.")
    required: Flag = Field(default=False, description="True when there is no result without it.")
    unknown: Flag = Field(default=False, description="True when 'I don't know' is an answer.")
    unit: Text | None = Field(default=None, description="What it is counted in, when the type does not say so.")
    group: Literal["main", "more"] = Field(
        default="main", description="Where it stands in the form: in sight, or folded away."
    )
    source: Source = Field(
        default="ours",
        description="Where the default comes from: our two starting documents (seed), a law, research, or ourselves.",
    )
    choices: list[Choice] = Field(default=[], description="The answers to choose from, or the steps of a level.")
    levels: list[Choice] = Field(default=[], description="For a group of levels: the steps all its items share.")
    items: list[ToolItem] = Field(default=[], description="The questions of a group, or the cells of a row.")
    library: list[Row] = Field(default=[], description="For rows: records that are offered ready to switch on.")
    own: Count = Field(default=0, description="For rows: how many records of their own readers can name in the form.")
    most: Count = Field(default=0, description="Most rows, numbers or characters; 0 is the usual bound.")
    length: Count = Field(default=0, description="For numbers: exactly how many, such as 2 for passed and tried.")
    layout: Literal["list", "week"] = Field(default="list", description="How a group is laid out.")
    cites: list[Slug] = Field(default=[], description="Ids of sources or findings the default rests on.")


class ToolItem(ToolInput):
    """One question inside a group or a row. Its id may have hyphens, as ids of elements and tasks do."""

    id: str = Field(
        pattern=r"^[a-z][a-z0-9_-]*$",
        max_length=60,
        description="Its id inside the group or row: lower-case words, hyphens allowed. It never changes.",
    )


class Row(Record):
    """One ready-made record of an input of type ``rows``."""

    id: Slug = Field(
        description="Its id: lower-case words joined by hyphens. Links and ticks hang on it, so it never changes."
    )
    label: Text = Field(description="Its name, a few words.")
    help: Text | None = Field(default=None, description="What it is, in a sentence.")
    cells: dict[str, Json] = Field(
        default={}, description="Values by item id; what is left out takes the item's default."
    )


class Task(Record):
    """What to do about a rule that fired. Becomes a line of the plan."""

    to: str = Field(pattern=r"^(tools/)?[a-z0-9-]+$", description="A playbook id, or tools/<id>.")
    text: Text = Field(description="What to do, in one sentence. {name} is replaced by a value of the result.")
    hours: Number | None = Field(default=None, gt=0, description="Effort in hours, each time it is done.")
    owner: Owner | None = Field(default=None, description="Who does it.")
    after: list[Slug] = Field(default=[], description="Ids of rules of this tool whose tasks come first.")


class Constant(Record):
    """A number (or list, or table) the formula uses and the form does not ask: a cut, a weight, a cap."""

    id: InputId = Field(description="Its id; the formula asks for it by this name, so it never changes.")
    value: Json = Field(description="The number, or the list or table of numbers.")
    label: Text = Field(description="What it is, with its unit.")
    source: Source = Field(
        description="Where it comes from: our two starting documents (seed), a law, research, or ourselves."
    )
    cites: list[Slug] = Field(default=[], description="Ids of sources, findings or facts.")


class Feed(Record):
    """A number of another tool's saved result that this tool can take over."""

    tool: Slug = Field(description="The tool that offers it.")
    offer: InputId = Field(description="Its name among the offers of that tool's result.")
    to: str = Field(pattern=r"^[a-z][a-z0-9_.-]*$", description="The input here, dotted if it is inside another.")
    text: Text = Field(description="One sentence that offers it; {value} is the number.")
    min: Number | None = Field(default=None, description="A number below this is not offered: it would not fit here.")
    max: Number | None = Field(default=None, description="A number above this is not offered.")


class ToolRule(Record):
    """One rule the tool applies: the sentence that explains it, and where it comes from."""

    id: Slug = Field(description="Its id; the formula names it, so it never changes.")
    text: Text = Field(description="{name} is replaced by a value of the result.")
    source: Source = Field(
        description="Where it comes from: our two starting documents (seed), a law, research, or ourselves."
    )
    cites: list[Slug] = Field(default=[], description="Ids of sources or findings.")
    task: Task | None = Field(default=None, description="What to do when this rule fires.")


class NextStep(Record):
    """Where to go from a result."""

    to: str = Field(pattern=r"^(tools/)?[a-z0-9-]+$", description="A playbook id, or tools/<id>.")
    text: Text = Field(description="Why to go there, or what to do, in one sentence.")
    hours: Number | None = Field(default=None, gt=0, description="Effort in hours, each time it is done.")
    owner: Owner | None = Field(default=None, description="Who does it.")


class Outcome(Record):
    """What a verdict means."""

    id: Slug = Field(description="Its id; the formula answers with it, so it never changes.")
    tone: Literal["go", "caution", "stop", "open"] = Field(
        description="How good the news is; it decides colour and sign."
    )
    title: Text = Field(description="The verdict in one plain sentence.")
    text: Text = Field(description="What it means, and what it does not.")
    label: Text | None = Field(default=None, description="Short name, for pictures and lists.")
    next: list[NextStep] = Field(default=[], description="What to do after it, in this order.")


class Tool(Record):
    """Everything a tool needs but its formula."""

    kind: Literal["tool"]
    id: Slug = Field(
        description="The name of the file without .yml, of its Python module, and the last part of the page's address."
    )
    step: Slug = Field(description="The step of the path it belongs to (site.yml).")
    title: Text = Field(description="Name of the page, one to three words.")
    question: Text = Field(description="The question it answers, as a reader asks it.")
    intro: Text = Field(description="What it needs and what comes out, in one or two sentences.")
    inputs: list[ToolInput] = Field(min_length=1, description="The questions of the form, in their order.")
    rules: list[ToolRule] = Field(min_length=1, description="The rules it applies, each with its sentence.")
    outcomes: list[Outcome] = Field(min_length=1, description="The verdicts it can come to.")
    words: dict[Slug, Text] = Field(
        default={}, description="Sentences that only this tool says, by the names its module asks for."
    )
    limits: list[Text] = Field(min_length=1, description="What the result does not know or cannot say.")
    method: Text = Field(description="How it computes, for the reader who wants to know.")
    constants: list[Constant] = Field(default=[], description="Numbers the formula uses and the form does not ask.")
    facts: list[Slug] = Field(
        default=[], description="Dated facts the result rests on; a stale one blocks reassurance."
    )
    feeds: list[Feed] = Field(default=[], description="Numbers it can take over from other tools' saved results.")
    renamed: dict[str, str] = Field(
        default={}, description="Old dotted names of inputs or answers to new ones, so that old links and files open."
    )
    sources: list[Slug] = Field(default=[], description="Ids of sources.yml that the page names.")
    covers: list[Slug] = Field(default=[], description="Ids of the inventory entries it carries.")
