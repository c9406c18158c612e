"""The site itself: languages, the path, and the words of the page furniture."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from tonghao.model.fields import Flag, Language, Record, Slug, Text, Url


class SiteLanguage(Record):
    """One language of the site. ``theme`` is Material's name of it, when that differs."""

    code: Language
    name: str
    locale: str = Field(description="For the html lang attribute, e.g. zh-Hans.")
    required: Flag = Field(default=False, description="True when a missing text is an error, not a fall-back.")
    theme: str | None = None


class PathStep(Record):
    """One step of the path; the navigation follows these in order."""

    id: Slug
    title: Text
    question: Text


class Site(Record):
    """``site.yml``."""

    kind: Literal["site"]
    name: Text
    tagline: Text
    description: Text
    version: str
    repository: Url
    branch: str = "main"
    languages: list[SiteLanguage] = Field(min_length=1)
    path: list[PathStep] = Field(min_length=1)
    playbooks: list[Slug] = Field(min_length=1, description="Order of the playbooks inside their steps.")
    tools: list[Slug] = Field(min_length=1)


class Words(Record):
    """``words.yml``: every word on a page that does not belong to one playbook, tool or case."""

    kind: Literal["words"]
    words: dict[Slug, Text] = Field(description="Words of the pages.")
    tools: dict[Slug, Text] = Field(description="Words every tool shares; they travel to the browser with it.")
