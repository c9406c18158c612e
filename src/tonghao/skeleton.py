"""An entry to begin with: every field of a record with a remark that says what it is for, ready to be filled in.

Made from the schema, and so from the model: a field that is added there is here by itself. Required fields are
written out; the others stand as remarks, to be switched on by deleting the ``#``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from tonghao import schema
from tonghao.model import Library

TO_WRITE = {"en": "To be written", "zh": "待写"}
_OTHER = "…"  # for languages nobody has written this in yet
_HUMBLE = ("ours", "illustrative", "assertion")  # where a claim must be chosen, the one that claims least
_TEXT = "#/$defs/text"
_WIDTH = 110
_COUNTED = ("first", "second", "third", "fourth", "fifth")

Values = Mapping[str, str]


class Skeleton:
    """Writes entries for one playbook. ``today`` (YYYY-MM-DD) stands where a day is wanted."""

    def __init__(self, library: Library, today: str) -> None:
        self.library, self.today = library, today
        self.ids = schema.known_ids(library)["$defs"]

    def record(self, kind: str, values: Values) -> str:
        """A whole file of one kind. ``values`` gives what is known already, as YAML, by the field's name."""
        whole = schema.schema_of_kind(kind, self.library)
        return "\n".join(_Writer(self, whole["$defs"]).fields(whole, values, 0)) + "\n"

    def entry(self, kind: str, name: str, values: Values, column: int) -> str:
        """One item for a list in a file of ``kind``: the record called ``name``, its dash at ``column``."""
        records = schema.schema_of_kind(kind, self.library)["$defs"]
        lines = list(_Writer(self, records).fields(records[name], values, column + 2))
        return _dashed(lines, column) + "\n"

    def text(self, **words: str) -> str:
        """A text in every language, as YAML on one line."""
        said = {
            language.code: words.get(language.code, TO_WRITE.get(language.code, _OTHER))
            for language in self.library.site.languages
        }
        return "{ " + ", ".join(f"{code}: {_safe(text)}" for code, text in said.items()) + " }"


class _Writer:
    def __init__(self, skeleton: Skeleton, records: Mapping[str, Any]) -> None:
        self.skeleton, self.records = skeleton, records

    def fields(
        self, record: Mapping[str, Any], values: Values, column: int, *, remarks: bool = True, optional: bool = True
    ) -> Iterator[str]:
        """The lines of one record."""
        space, required = " " * column, record.get("required", ())
        for name, field in record["properties"].items():
            wanted = name in required or name in values
            if not wanted and not optional:
                continue
            if remarks and "const" not in field:
                yield from (f"{space}# {line}" for line in _wrapped(self._remark(field, wanted), _WIDTH - column))
            if wanted:
                yield from self._field(name, field, values.get(name), column, remarks)
            else:
                lines = "\n".join(self._field(name, field, None, 0, False)).split("\n")
                yield from (f"{space}# {line}" for line in lines)

    def _remark(self, field: Mapping[str, Any], required: bool) -> str:
        said = str(field.get("description", ""))
        options = self._target(field).get("enum", ())
        listed = ", ".join(map(str, options))
        if options and not all(str(option) in said for option in options):
            said = f"{said} One of: {listed}."
        ids = field.get("items", field).get("$ref", "").startswith(schema.IDS)
        return f"{said} Replace this one." if required and ids else said

    def _field(
        self, name: str, field: Mapping[str, Any], value: str | None, column: int, remarks: bool
    ) -> Iterator[str]:
        space = " " * column
        target = self._target(field)
        if value is not None:
            yield f"{space}{name}: {value}"
        elif target.get("type") == "array" and self._is_record(target["items"]):
            yield f"{space}{name}:"
            for number in range(max(1, target.get("minItems", 1))):
                record, first = self._target(target["items"]), remarks and number == 0
                known = {"id": _COUNTED[number % len(_COUNTED)]} if "id" in record["properties"] else {}
                lines = list(self.fields(record, known, column + 4, remarks=first, optional=first))
                yield _dashed(lines, column + 2)
        elif target.get("type") == "array":
            items = [self._scalar(target["items"])] * max(1, target.get("minItems", 1))
            yield f"{space}{name}: [{', '.join(items)}]" if not items[0].startswith("{") else f"{space}{name}:"
            if items[0].startswith("{"):
                yield from (f"{space}  - {item}" for item in items)
        elif self._is_record(field):
            yield f"{space}{name}:"
            yield from self.fields(target, {}, column + 2, remarks=remarks, optional=remarks)
        elif target.get("properties") and self._is_record(target.get("additionalProperties") or {}):
            yield f"{space}{name}:"
            yield f"{space}  {next(iter(target['properties']))}:"
            inside = self._target(target["additionalProperties"])
            yield from self.fields(inside, {}, column + 4, remarks=False, optional=False)
        else:
            yield f"{space}{name}: {self._scalar(field)}"

    def _scalar(self, field: Mapping[str, Any]) -> str:
        way = field.get("$ref", "")
        if way == _TEXT:
            return self.skeleton.text()
        if way.startswith(schema.IDS):
            known = self.skeleton.ids[way.split("/")[-1]]["anyOf"][0]["enum"]
            return str(known[0])
        if "enum" in field or "const" in field:
            options = [field["const"]] if "const" in field else field["enum"]
            return str(next((option for option in options if option in _HUMBLE), options[0]))
        if isinstance(field.get("type"), list):
            return TO_WRITE["en"]
        if field.get("type") in ("number", "integer"):
            return f"{max(field.get('minimum', 1), field.get('exclusiveMinimum', 0) + 1):g}"
        if field.get("type") == "boolean":
            return "false"
        if field.get("type") == "object":
            return "{}"
        pattern = field.get("pattern", "")
        if "https?" in pattern:
            return "https://example.org"
        if pattern.startswith(r"^\d"):
            return f'"{self.skeleton.today}"'
        return "first" if pattern else _OTHER

    def _target(self, field: Mapping[str, Any]) -> Mapping[str, Any]:
        way = field.get("$ref", "")
        return self.records.get(way.removeprefix("#/$defs/"), field) if way.startswith("#/") else field

    def _is_record(self, field: Mapping[str, Any]) -> bool:
        return field.get("$ref", _TEXT) != _TEXT and "properties" in self._target(field)


def _dashed(lines: list[str], column: int) -> str:
    """Lines indented as an item's fields, the first of them after the item's dash; remarks before it stay above."""
    first = next(at for at, line in enumerate(lines) if not line.lstrip().startswith("#"))
    above = [f"{' ' * column}{line.lstrip()}" for line in lines[:first]]
    return "\n".join([*above, f"{' ' * column}- {lines[first].lstrip()}", *lines[first + 1 :]])


def _safe(text: str) -> str:
    return f'"{text}"' if any(sign in text for sign in ",:{}[]#") else text


def _wrapped(text: str, width: int) -> Iterator[str]:
    line = ""
    for word in text.split():
        if line and len(line) + len(word) + 1 > width:
            yield line
            line = ""
        line = f"{line} {word}".strip()
    if line:
        yield line
