"""Every kind of file taken apart: its records and fields, from the same model that checks the files.

The shapes come from the JSON Schema that editors use (``tonghao.schema``), bounds from pydantic's own, so a field that
is added to the model is here by itself.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from tonghao import schema
from tonghao.guide.said import Said, Text
from tonghao.load import HOMES
from tonghao.model import KINDS, Library

PICTURE = "picture"
"""The kind that is no file: pictures belong to an idea, and get a page of their own."""

_FORMS = {
    r"^[a-z0-9]+(-[a-z0-9]+)*$": "id",
    r"^[a-z][a-z0-9_]*$": "input-id",
    r"^\d{4}-\d{2}-\d{2}$": "day",
    r"^https?://[^\s\"'<>]+$": "url",
}
_PLAIN = {"number": "number", "integer": "count", "boolean": "flag", "string": "plain"}
_BOUNDS = {
    "least": ("minimum", "ge", "minItems"),
    "above": ("exclusiveMinimum", "gt"),
    "most": ("maximum", "le", "maxItems"),
}


@dataclass(frozen=True)
class Shape:
    """What a field holds: ``name`` is a word of ``said.yml`` (``type-…``), ``inside`` what a list or group holds.

    ``to`` is the record, the kind of id or the constant it names.
    """

    name: str
    to: str = ""
    inside: Shape | None = None


@dataclass(frozen=True)
class Field:
    """One field. ``values`` are those allowed, where they can be listed; ``bounds``: ``least``, ``above``, ``most``."""

    name: str
    means: Text
    shape: Shape
    required: bool
    values: tuple[str, ...] = ()
    bounds: Mapping[str, float] | None = None
    default: Any = None


@dataclass(frozen=True)
class RecordOf:
    """One record of a kind, named as in the model; ``used`` names the fields it stands in, as ``Record.field``."""

    name: str
    means: Text
    fields: tuple[Field, ...]
    used: tuple[str, ...] = ()


@dataclass(frozen=True)
class Kind:
    """One kind of file with all its records, the outermost first. ``home`` is its pattern below ``playbook/``."""

    name: str
    home: str
    records: tuple[RecordOf, ...]


def kinds(library: Library, said: Said) -> dict[str, Kind]:
    """Every kind; pictures apart from the playbooks they stand in."""
    made: dict[str, Kind] = {}
    for name, home in HOMES.items():
        records = list(_records(name, library, said))
        drawn = _below(records, _pictures(records))
        made[name] = Kind(name, home, tuple(record for record in records if record.name not in drawn))
        if drawn:
            made[PICTURE] = Kind(PICTURE, home, tuple(record for record in records if record.name in drawn))
    order = ["playbook", PICTURE, "case", "evidence", "sources", "facts", "glossary", "workshop", "tool"]
    return {name: made[name] for name in sorted(made, key=lambda name: order.index(name) if name in order else 99)}


def _records(kind: str, library: Library, said: Said) -> Iterator[RecordOf]:
    """The records of one kind in the order a reader of the file meets them."""
    raw, made = schema.bare_schema(kind), schema.schema_of_kind(kind, library)
    outer = KINDS[kind].__name__
    known = {name: record for name, record in made["$defs"].items() if "properties" in record and name != "text"}
    bare = {**raw.get("$defs", {}), outer: raw}
    records = {outer: made, **known}
    waiting, done, used = [outer], [], dict[str, list[str]]()
    while waiting:
        name = waiting.pop(0)
        done.append(name)
        for field, value in records[name]["properties"].items():
            for inner in _named(value):
                used.setdefault(inner, []).append(f"{name}.{field}")
                if inner not in done and inner not in waiting:
                    waiting.append(inner)
    for name in done:
        record = records[name]
        fields = (
            _field(field, value, bare[name]["properties"][field], field in record.get("required", ()), said)
            for field, value in record["properties"].items()
        )
        yield RecordOf(name, said.of(record["description"]), tuple(fields), tuple(used.get(name, ())))


def _field(name: str, made: Mapping[str, Any], raw: Mapping[str, Any], required: bool, said: Said) -> Field:
    values = tuple(map(str, made.get("enum") or made.get("items", {}).get("enum") or ()))
    means = said.words["always"] if "const" in made else said.of(made["description"])
    return Field(name, means, _shape(made), required, values, _bounds(raw), made.get("default"))


def _bounds(raw: Mapping[str, Any]) -> dict[str, float]:
    sides = [raw, *(option for option in raw.get("anyOf", ()) if option.get("type") != "null")]
    return {
        bound: side[key]
        for bound, keys in _BOUNDS.items()
        for side in sides
        for key in reversed(keys)  # what the field says goes before what its type says
        if key in side
    }


def _shape(made: Mapping[str, Any]) -> Shape:
    if "$ref" in made:
        file, _, name = made["$ref"].partition("#/$defs/")
        return Shape("text") if name == "text" else Shape("id-of", name) if file else Shape("record", name)
    if "const" in made:
        return Shape("const", str(made["const"]))
    if "oneOf" in made:
        return Shape("picture")
    if "enum" in made:
        return Shape("choice")
    if made.get("type") == "array":
        return Shape("list", inside=_shape(made["items"]))
    if made.get("type") == "object":
        return _group(made)
    if made.get("pattern"):
        return Shape(_FORMS.get(made["pattern"], "plain"))
    kind = made.get("type")
    return Shape(_PLAIN.get(kind, "plain") if isinstance(kind, str) else "plain" if kind else "any")


def _group(made: Mapping[str, Any]) -> Shape:
    """What lines with free names hold: ids of something, languages, or names of one's own."""
    rest = made.get("additionalProperties")
    names = made.get("propertyNames", {}).get("$ref", "").split("/")[-1]
    if names and isinstance(rest, Mapping):
        return Shape("by-id", names, _shape(rest))
    if not rest and "properties" in made:
        return Shape("by-language", inside=_shape(next(iter(made["properties"].values()))))
    inside = next(iter(made.get("patternProperties", {}).values()), rest)
    return Shape("by-name", inside=_shape(inside) if isinstance(inside, Mapping) else Shape("any"))


def _named(value: Any) -> Iterator[str]:
    """Names of the records a field leads to."""
    if isinstance(value, Mapping):
        where = value.get("$ref", "")
        if where.startswith("#/$defs/") and where.split("/")[-1] not in {"text", "words"}:
            yield where.split("/")[-1]
        for inside in value.values():
            yield from _named(inside)
    elif isinstance(value, list):
        for inside in value:
            yield from _named(inside)


def _pictures(records: list[RecordOf]) -> set[str]:
    """Records that stand where a picture does."""
    spots = {f"{one.name}.{field.name}" for one in records for field in one.fields if field.shape.name == PICTURE}
    return {record.name for record in records if spots & set(record.used)}


def _below(records: list[RecordOf], names: set[str]) -> set[str]:
    """``names`` and every record that stands only inside them."""
    found = set(names)
    for record in records:
        if record.used and all(place.split(".")[0] in found for place in record.used):
            found.add(record.name)
    return found
