"""Pictures of an idea. What they show is data in both languages; ``pages.pictures`` draws them."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from tonghao.model.fields import Count, Flag, Number, Record, Text


class _Picture(Record):
    """What every picture has besides what it shows."""

    caption: Text = Field(description="Its title: a few words.")
    note: Text | None = Field(default=None, description="One sentence beside it, such as whose claim it is.")
    alt: Text = Field(description="What it says, for those who can't see it.")


Columns2 = Annotated[
    list[Text], Field(min_length=2, max_length=2, description="Heads of the table that says the same.")
]


class SpineElement(Record):
    """One thing to work on."""

    name: Text = Field(description="Its name, a word or two.")
    key: Flag = Field(default=False, description="True for the few that are singled out.")


class SpineRow(Record):
    """A symptom, its likely cause, and what to work on."""

    symptom: Text = Field(description="What is seen.")
    cause: Text = Field(description="What is likely behind it.")
    elements: list[SpineElement] = Field(min_length=1, max_length=6, description="What to work on then.")


class Spine(_Picture):
    """Symptoms, their causes, and the elements that answer each cause."""

    type: Literal["spine"]
    columns: list[Text] = Field(min_length=3, max_length=3, description="Heads of the three columns.")
    key: Text = Field(description="What the marked elements are.")
    rows: list[SpineRow] = Field(min_length=2, max_length=6, description="The symptoms, one row each.")


class Gate(Record):
    """One type of gate."""

    name: Text = Field(description="Its name, a word or two.")
    example: Text = Field(description="One gate of this type, in a few words.")
    sign: Literal["badge", "heart", "coin", "two", "word", "question"] = Field(description="What stands in the door.")
    ours: Flag = Field(default=False, description="True when our sources do not have it.")


class Gates(_Picture):
    """Types of gate, each with an example."""

    type: Literal["gates"]
    columns: Columns2
    gates: list[Gate] = Field(min_length=2, max_length=8, description="The types, in their order.")


class Label(Record):
    """A name, and a few words about it."""

    name: Text = Field(description="Its name, a word or two.")
    note: Text = Field(description="A few words about it.")


class Tiers(_Picture):
    """The operator, the KOL layer with its core, and the members."""

    type: Literal["tiers"]
    columns: Columns2
    operator: Label = Field(description="Who runs the community.")
    core: Label = Field(description="The closest few of the KOL layer.")
    kol: Label = Field(description="The KOL layer.")
    members: Label = Field(description="Everybody else.")
    links: list[Text] = Field(
        min_length=2, max_length=2, description="What the operator does for the KOL, and they for the members."
    )


class Layer(Record):
    """One layer: how far a product is the members' own."""

    name: Text = Field(description="Its name, a word or two.")
    note: Text = Field(description="A few words about it.")
    share: Number = Field(ge=0, le=1, description="How much of the sheet is hatched. A drawing, not a measurement.")
    ours: Flag = Field(default=False, description="True when our sources do not have it.")


class Layers(_Picture):
    """Layers of a user-based product, the lowest first."""

    type: Literal["layers"]
    columns: Columns2
    up: Text = Field(description="What grows towards the top.")
    ground: Label = Field(description="What lies below the lowest layer.")
    layers: list[Layer] = Field(min_length=2, max_length=6, description="The layers, the lowest first.")


class WeekItem(Record):
    """Something that happens at its time."""

    day: Count = Field(ge=1, le=7, description="1 is the first day of the list.")
    part: Count = Field(ge=1, le=3, description="1 is the morning.")
    name: Text = Field(description="Its name, a word or two.")
    kind: Literal["must", "goods", "other"] = Field(
        default="other", description="What sort of thing it is; it decides the sign."
    )


class Week(_Picture):
    """Seven days, three times of day, and what is when."""

    type: Literal["week"]
    days: list[Text] = Field(min_length=7, max_length=7, description="Names of the seven days, as short as can be.")
    parts: list[Text] = Field(min_length=3, max_length=3, description="Names of morning, afternoon and evening.")
    items: list[WeekItem] = Field(min_length=1, max_length=30, description="What happens in the week.")
    must: Text = Field(description="What the items of the kind 'must' are.")
    goods: Text = Field(description="What the items of the kind 'goods' are.")
    always: Text = Field(description="What happens every day.")


class Rung(Record):
    """One step of the ladder."""

    name: Text = Field(description="Its name, a word or two.")
    starts: Text | None = Field(default=None, description="The class of trouble that starts here.")


class Ladder(_Picture):
    """Steps that rise, and what starts at which."""

    type: Literal["ladder"]
    columns: Columns2
    rungs: list[Rung] = Field(min_length=3, max_length=8, description="The lowest first.")
    rise: list[Text] = Field(min_length=1, max_length=3, description="What takes one a step up.")


class PathPicture(_Picture):
    """The path of the site, drawn from ``site.yml``."""

    type: Literal["path"]


Picture = Annotated[Spine | Gates | Tiers | Layers | Week | Ladder | PathPicture, Field(discriminator="type")]
"""A picture; ``type`` says which, and with it what else it needs."""
