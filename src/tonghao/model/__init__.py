"""Typed, frozen records of everything in ``playbook/``, and ``decode``, which makes them from parsed YAML.

The only room that imports pydantic. Records hold no behaviour: ``load`` reads them, ``check`` compares them,
``pages`` shows them.
"""

from tonghao.model.decode import KINDS, decode
from tonghao.model.library import Library
from tonghao.model.pictures import Gates, Ladder, Layers, PathPicture, Picture, Spine, Tiers, Week
from tonghao.model.records import (
    Case,
    CaseRun,
    ChecklistItem,
    Evidence,
    Fact,
    Facts,
    Finding,
    Glossary,
    Idea,
    Pitfall,
    Playbook,
    SourceRecord,
    Sources,
    Step,
    Template,
    Term,
)
from tonghao.model.site import PathStep, Site, SiteLanguage, Words
from tonghao.model.tools import NextStep, Outcome, Tool, ToolInput, ToolRule

__all__ = [
    "KINDS",
    "Case",
    "CaseRun",
    "ChecklistItem",
    "Evidence",
    "Fact",
    "Facts",
    "Finding",
    "Gates",
    "Glossary",
    "Idea",
    "Ladder",
    "Layers",
    "Library",
    "NextStep",
    "Outcome",
    "PathPicture",
    "PathStep",
    "Picture",
    "Pitfall",
    "Playbook",
    "Site",
    "SiteLanguage",
    "SourceRecord",
    "Sources",
    "Spine",
    "Step",
    "Template",
    "Term",
    "Tiers",
    "Tool",
    "ToolInput",
    "ToolRule",
    "Week",
    "Words",
    "decode",
]
