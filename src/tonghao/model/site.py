"""The site itself: languages, the path, and the words of the page furniture."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from tonghao.model.fields import Flag, Language, Record, Slug, Text, Url


class SiteLanguage(Record):
    """One language of the site. ``theme`` is Material's name of it, when that differs."""

    code: Language = Field(description="Its code, as in every text: en, zh, pt-BR.")
    name: str = Field(description="Its name, in itself.")
    locale: str = Field(description="For the html lang attribute, e.g. zh-Hans.")
    required: Flag = Field(default=False, description="True when a missing text is an error, not a fall-back.")
    theme: str | None = Field(default=None, description="The name Material for MkDocs has for it, when that differs.")


class PathStep(Record):
    """One step of the path; the navigation follows these in order."""

    id: Slug = Field(description="Its id; playbooks and tools name it as their step.")
    title: Text = Field(description="Its name in the menu, one word or two.")
    question: Text = Field(description="The question it answers.")


class Site(Record):
    """The site itself: name, languages, the path, and the order of everything."""

    kind: Literal["site"]
    name: Text = Field(description="Name of the site.")
    tagline: Text = Field(description="What it is, in a few words.")
    description: Text = Field(description="What it is, in a sentence or two: for search engines and previews.")
    version: str = Field(description="Version of the content.")
    repository: Url = Field(description="Where the files are; every pencil leads there.")
    branch: str = Field(default="main", description="The branch the pencils lead to.")
    languages: list[SiteLanguage] = Field(min_length=1, description="The first is the one others fall back to.")
    path: list[PathStep] = Field(min_length=1, description="The steps, in their order.")
    playbooks: list[Slug] = Field(min_length=1, description="Order of the playbooks inside their steps.")
    tools: list[Slug] = Field(min_length=1, description="Order of the tools; the first stands on the home page.")
    workshops: list[Slug] = Field(default=[], description="Order of the workshops.")


class Words(Record):
    """``words.yml``: every word on a page that does not belong to one playbook, tool or case."""

    kind: Literal["words"]
    words: dict[Slug, Text] = Field(description="Words of the pages.")
    tools: dict[Slug, Text] = Field(description="Words every tool shares; they travel to the browser with it.")
