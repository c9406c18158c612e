"""Workshops: timed sessions a trainer runs with a room, exercises with their answer keys, and what to cut when late."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from tonghao.model.fields import Count, InputId, Record, Slug, Source, Text

_ID = "Its id: lower-case words joined by hyphens. Addresses and kept state hang on it, so it never changes."


class Cut(Record):
    """One thing that can be left out of a session when the room is late."""

    rank: Count = Field(ge=1, le=9, description="When it goes: 1 is dropped first, 9 last.")
    saves: Count = Field(ge=1, le=120, description="Minutes it saves.")
    drop: Text = Field(description="What to leave out, as an order to the trainer.")


class CaseTask(Record):
    """A case the room judges before the tool does."""

    case: Slug = Field(description="Id of the case; it must have numbers for the exercise's tool.")
    brief: Text = Field(description="What the room is told, without the verdict; an empty line starts a paragraph.")
    reasoning: Text = Field(description="Why the tool answers as it does, and what to make of it. For the trainer.")


class Answer(Record):
    """One entry of the answer key."""

    question: Text = Field(description="What was asked, in a few words.")
    answer: Text = Field(description="The answer to expect.")
    why: Text = Field(description="The reasoning behind it, as the trainer would say it.")


class Mistake(Record):
    """What rooms often get wrong, and what the trainer does about it."""

    what: Text = Field(description="The mistake, as it is heard.")
    do: Text = Field(description="What to say or ask then.")


class Exercise(Record):
    """What the room works on, and the key to it."""

    tool: Slug | None = Field(default=None, description="The tool that answers it.")
    checklist: Slug | None = Field(default=None, description="The playbook whose checklist is filled in.")
    cases: list[CaseTask] = Field(default=[], description="Cases to judge; each opens in the tool, verdict covered.")
    repeats: Slug | None = Field(
        default=None, description="Id of the earlier session whose exercise is done a second time; the board compares."
    )
    task: Text = Field(description="What to do, for the participants; an empty line starts a paragraph.")
    worksheet: list[Text] = Field(default=[], description="Lines to fill in by hand, one for each blank.")
    answers: list[Answer] = Field(default=[], description="The answer key. No exercise goes without.")
    mistakes: list[Mistake] = Field(default=[], description="What often goes wrong.")
    prompts: list[Text] = Field(min_length=1, description="Questions that open the discussion afterwards.")
    disagree: dict[InputId, Text] = Field(
        default={}, description="What to ask where the group disagrees, by the tool's input or an item of one."
    )
    disagree_items: dict[Slug, Text] = Field(
        default={}, description="What to ask where the group disagrees, by the checklist's or the tool's item."
    )


class Session(Record):
    """One stretch of a workshop."""

    id: Slug = Field(description=_ID)
    type: Literal["talk", "exercise", "discussion", "break"] = Field(description="What kind of session it is.")
    minutes: Count = Field(ge=5, le=120, description="How long it takes.")
    title: Text = Field(description="Its name, a few words; it stands on the projector.")
    purpose: Text = Field(description="What the room can do afterwards, or knows.")
    steps: list[Text] = Field(min_length=1, description="What happens, in this order, with minutes where they matter.")
    notes: list[Text] = Field(default=[], description="For the trainer: what to say, to watch, to avoid.")
    materials: list[Text] = Field(default=[], description="What must lie ready.")
    playbooks: list[Slug] = Field(default=[], description="Pages it leans on.")
    exercise: Exercise | None = Field(default=None, description="What the room works on. An exercise needs one.")
    cut: list[Cut] = Field(description="What to leave out when late; [] where nothing may go.")


class Workshop(Record):
    """A workshop from the first minute to the last."""

    kind: Literal["workshop"]
    id: Slug = Field(description="The name of the file without .yml, and the last part of the page's address.")
    title: Text = Field(description="Its name, as on the invitation.")
    point: Text = Field(description="What it is for, in one sentence.")
    minutes: Count = Field(ge=5, le=480, description="How long it takes in all; the sessions must add up to it.")
    audience: Text = Field(description="Who should come, and how many.")
    takeaways: list[Text] = Field(min_length=1, description="What people leave with.")
    bring: list[Text] = Field(default=[], description="What participants bring.")
    prepare: list[Text] = Field(min_length=1, description="What the trainer does before the day.")
    sessions: list[Session] = Field(min_length=1, description="The sessions in their order.")
    after: list[Text] = Field(default=[], description="What the trainer does in the days afterwards.")
    source: Source = Field(description="Where plan and timing come from: seed, law, research or ours.")
