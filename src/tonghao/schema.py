"""JSON Schema of every kind of file in ``playbook/``, so that an editor completes, explains and underlines.

Made from the model at run time: a field that is added there, with its description, is here by itself. What an editor
sees is YAML 1.2, where ``2001`` is a number even where we want text; the schemas allow that wherever ``check`` does.

Ids are known, not demanded: an id that is new a minute ago must not be underlined, and one that leads nowhere is
found by ``check``. They stand in a file of their own, ``ids.json``, which changes with the content.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from tonghao import inline
from tonghao.load import HOMES
from tonghao.model import KINDS, Library, SiteLanguage

Schema = dict[str, Any]

FOLDER = "schema"
"""Where the schemas live, below ``playbook/``."""

IDS = "ids.json"

DRAFT = "http://json-schema.org/draft-07/schema#"

REFERENCES = {
    "Playbook.step": "step",
    "Playbook.tools": "tool",
    "Playbook.evidence": "finding",
    "Playbook.cases": "case",
    "Playbook.sources": "source",
    "Playbook.facts": "fact",
    "Playbook.next": "playbook",
    "Finding.sources": "source",
    "Fact.sources": "source",
    "Case.playbooks": "playbook",
    "Case.sources": "source",
    "Case.tools": "tool",
    "Term.see": "playbook",
    "Tool.step": "step",
    "Tool.sources": "source",
    "Tool.facts": "fact",
    "ToolInput.cites": "citation",
    "ToolItem.cites": "citation",
    "Constant.cites": "citation",
    "ToolRule.cites": "citation",
    "Task.to": "page",
    "NextStep.to": "page",
    "Feed.tool": "tool",
    "Site.playbooks": "playbook",
    "Site.tools": "tool",
    "Site.workshops": "workshop",
    "Session.playbooks": "playbook",
    "Exercise.tool": "tool",
    "Exercise.checklist": "playbook",
    "CaseTask.case": "case",
}
"""Fields that name something said elsewhere, as ``Record.field``, and what they name."""

_LANGUAGE = r"^[a-z]{2,3}(-[A-Za-z0-9]+)*$"
_FORMS = {
    r"^[a-z0-9]+(-[a-z0-9]+)*$": "An id: lower-case words joined by hyphens, such as cold-start.",
    r"^[a-z][a-z0-9_]*$": "An input's id: lower-case words joined by underscores, such as order_value.",
    r"^\d{4}-\d{2}-\d{2}$": "A day, written YYYY-MM-DD.",
    r"^https?://[^\s\"'<>]+$": "A web address; it begins with https://.",
}
_TYPES = {
    "boolean": "true or false.",
    "integer": "A whole number.",
    "number": "A number.",
    "object": "A group of lines, each a name and its value.",
    "string": "Text.",
}
_TEXT = "A text, written in each language. **so** is strong; [[id]] or [[id|these words]] leads to a page."
_OPEN = ["string", "number", "boolean"]  # what may stand where we want text: 2001 and true are no strings to an editor


def schemas(library: Library) -> dict[str, Schema]:
    """Every schema by the name of its file: one for each kind, and :data:`IDS`."""
    return {**{f"{kind}.json": schema_of_kind(kind, library) for kind in KINDS}, IDS: known_ids(library)}


def schema_of_kind(kind: str, library: Library) -> Schema:
    """The schema of one kind of file."""
    return _Maker(library).kind(kind)


@cache
def bare_schema(kind: str) -> Mapping[str, Any]:
    """What pydantic says of one kind of file: a tenth of a second for all, and the same as long as the code is."""
    return KINDS[kind].model_json_schema()


def known_ids(library: Library) -> Schema:
    """The ids a field may name, by what they are. A well-formed id that is not among them is allowed as well."""
    site = library.site
    shelves: dict[str, Iterable[str]] = {
        "playbook": library.playbooks,
        "tool": library.tools,
        "case": library.cases,
        "finding": library.findings,
        "source": library.sources,
        "fact": library.facts,
        "term": library.terms,
        "workshop": library.workshops,
        "step": (step.id for step in site.path),
        "citation": {**library.sources, **library.findings, **library.facts},
        "page": inline.addresses(library),
    }
    form = {"page": r"^(tools/|cases/|workshops/)?[a-z0-9]+(-[a-z0-9]+)*$"}
    slug = r"^[a-z0-9]+(-[a-z0-9]+)*$"
    return {
        "$schema": DRAFT,
        "description": "Ids of the playbook, for completion in editors. Made by `tonghao schema`.",
        "$defs": {
            name: {"anyOf": [{"enum": sorted(ids)}, {"type": "string", "pattern": form.get(name, slug)}]}
            for name, ids in ((name, list(ids)) for name, ids in shelves.items())
            if ids
        },
    }


def schema_of(file: str) -> str:
    """The name of the schema a playbook file follows, from its path below ``playbook/``; empty when there is none."""
    for kind, home in HOMES.items():
        if file == home:
            return f"{kind}.json"
    for kind, home in HOMES.items():
        if "*" in home and file.endswith(".yml") and Path(file).parent == Path(home).parent:
            return f"{kind}.json"
    return ""


def modeline(file: str) -> str:
    """The comment that tells an editor which schema a playbook file follows; empty when there is none."""
    name = schema_of(file)
    up = "../" * file.count("/")
    return f"# yaml-language-server: $schema={up}{FOLDER}/{name}" if name else ""


def dump(schema: Schema) -> str:
    """A schema as the text of its file."""
    return json.dumps(schema, ensure_ascii=False, indent=2) + "\n"


def stale(library: Library, folder: Path) -> list[str]:
    """Names of the schema files below ``folder`` (the playbook's) that are not what :func:`schemas` makes now."""
    wanted = {name: dump(schema) for name, schema in schemas(library).items()}
    home = folder / FOLDER
    there = {path.name: path.read_text("utf-8") for path in home.glob("*.json")} if home.is_dir() else {}
    return sorted(name for name in {*wanted, *there} if wanted.get(name) != there.get(name))


def write(library: Library, folder: Path) -> list[str]:
    """Brings the schema files below ``folder`` up to date; returns the names of those that changed."""
    changed = stale(library, folder)
    made = schemas(library)
    (folder / FOLDER).mkdir(exist_ok=True)
    for name in changed:
        path = folder / FOLDER / name
        if name in made:
            path.write_text(dump(made[name]), "utf-8")
        else:
            path.unlink()
    return changed


class _Maker:
    """Turns what pydantic says of a record into what an editor understands."""

    def __init__(self, library: Library) -> None:
        self.languages = library.site.languages
        self.named = {"tool": sorted(library.tools)}
        self.said: dict[str, str] = {}

    def kind(self, kind: str) -> Schema:
        """The schema of one kind of file."""
        raw = bare_schema(kind)
        self.said = {name: record.get("description", "") for name, record in raw.get("$defs", {}).items()}
        records = {name: self._record(name, record) for name, record in raw.get("$defs", {}).items()}
        whole = self._record(KINDS[kind].__name__, raw)
        shared = {"text": self._text(), "words": {"type": _OPEN, "minLength": 1}}
        return {"$schema": DRAFT, **whole, "$defs": {**records, **shared}}

    def _record(self, name: str, raw: Mapping[str, Any]) -> Schema:
        fields = {field: self._field(f"{name}.{field}", schema) for field, schema in raw.get("properties", {}).items()}
        made: Schema = {"type": "object", "description": _plain(raw.get("description", "")), "properties": fields}
        if raw.get("required"):
            made["required"] = raw["required"]
        made["additionalProperties"] = False
        return made

    def _field(self, place: str, raw: Schema) -> Schema:
        made = self._value(raw, REFERENCES.get(place))
        if made.get("default", ...) in (None, [], {}):
            made.pop("default")
        description = raw.get("description") or self._fallback(raw)
        return {"description": _plain(description), **{key: made[key] for key in made if key != "description"}}

    def _value(self, raw: Schema, names: str | None) -> Schema:
        """One value: its titles gone, texts and ids led to where they are described."""
        options = [option for option in raw.get("anyOf", ()) if option != {"type": "null"}]
        if len(options) == 1:
            return self._value({**_without(raw, "anyOf"), **options[0]}, names)
        if _is_text(raw):
            return {"$ref": "#/$defs/text"}
        if names and raw.get("type") == "string":
            return {"$ref": f"{IDS}#/$defs/{names}"}
        made = _without(raw, "title", "discriminator", "description", "ge", "gt", "le", "lt")
        if "items" in made:
            made["items"] = self._value(made["items"], names)
            if made["items"].get("pattern") == _LANGUAGE:
                made["items"] = {"enum": [language.code for language in self.languages]}
        if "patternProperties" in made:
            made = self._mapping(made, names)
        if made.get("type") == "string" and not made.keys() & {"pattern", "enum", "const", "format"}:
            made["type"] = _OPEN
        return made

    def _mapping(self, raw: Schema, names: str | None) -> Schema:
        """Free keys of one form: languages are listed, ids are completed."""
        ((pattern, value),) = raw["patternProperties"].items()
        inside = self._value(value, None)
        made = _without(raw, "patternProperties", "propertyNames")
        if pattern == _LANGUAGE:
            made["properties"] = {language.code: {**inside, **_named(language)} for language in self.languages}
            return {**made, "additionalProperties": False}
        if names:  # listed as well, because few editors complete from what a name may be
            known = dict.fromkeys(self.named.get(names, ()), inside)
            ids = {"$ref": f"{IDS}#/$defs/{names}"}
            return {**made, "properties": known, "propertyNames": ids, "additionalProperties": inside}
        return {
            **made,
            "patternProperties": {pattern: inside},
            "additionalProperties": False,
            **({"propertyNames": raw["propertyNames"]} if "propertyNames" in raw else {}),
        }

    def _text(self) -> Schema:
        made: Schema = {
            "type": "object",
            "description": _TEXT,
            "properties": {language.code: {"$ref": "#/$defs/words", **_named(language)} for language in self.languages},
            "minProperties": 1,
        }
        required = [language.code for language in self.languages if language.required]
        return {**made, **({"required": required} if required else {}), "additionalProperties": False}

    def _fallback(self, raw: Schema) -> str:
        """What can be said of a field nobody described."""
        options = [option for option in raw.get("anyOf", ()) if option != {"type": "null"}]
        raw = {**raw, **options[0]} if len(options) == 1 else raw
        if _is_text(raw):
            return _TEXT
        if raw.get("pattern") in _FORMS:
            return _FORMS[raw["pattern"]]
        if "const" in raw:
            return f"Always `{raw['const']}`: it says what the file is."
        if "enum" in raw:
            return f"One of {', '.join(map(str, raw['enum']))}."
        if "items" in raw:
            return f"A list. Each: {self._fallback(raw['items'])}"
        return self.said.get(raw.get("$ref", "").split("/")[-1]) or _TYPES.get(str(raw.get("type")), "A value.")


def _named(language: SiteLanguage) -> Schema:
    return {"description": f"In {language.name}."}


def _is_text(raw: Mapping[str, Any]) -> bool:
    return raw.get("format") == "text"


def _without(raw: Mapping[str, Any], *keys: str) -> Schema:
    return {key: value for key, value in raw.items() if key not in keys}


def _plain(text: str) -> str:
    """A docstring's marks as an editor shows them."""
    return " ".join(text.replace("``", "`").split())
