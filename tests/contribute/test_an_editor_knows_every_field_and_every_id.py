"""The schemas are those the model makes, say something of every field, and accept exactly what lies in playbook/."""

import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft7Validator
from referencing import Registry, Resource

from data import documents, each
from tonghao import schema, strict_yaml
from tonghao.check import assemble
from tonghao.load import HOMES, read
from tonghao.model import KINDS, Library

from pages import small  # isort: skip

ROOT = Path(__file__).parents[2]
PLAYBOOK = ROOT / "playbook"
FILES = sorted(path.relative_to(PLAYBOOK).as_posix() for path in PLAYBOOK.rglob("*.yml"))
Schemas = dict[str, schema.Schema]


@pytest.fixture(scope="module")
def schemas(library: Library) -> Schemas:
    return schema.schemas(library)


def problems(schemas: Schemas, file: str, data: Any) -> list[str]:
    registry = Registry().with_resources([(name, Resource.from_contents(made)) for name, made in schemas.items()])
    validator = Draft7Validator(schemas[schema.schema_of(file)], registry=registry)
    return [f"{error.json_path}: {error.message[:200]}" for error in validator.iter_errors(data)]


@cache
def seen(file: str) -> Any:
    """A file as an editor that reads YAML 1.2 sees it."""
    return strict_yaml.resolve(documents()[file].data)


def fields(schemas: Schemas) -> Iterator[tuple[str, schema.Schema]]:
    for name, made in schemas.items():
        for record, inside in [("", made), *made.get("$defs", {}).items()]:
            for field, value in inside.get("properties", {}).items():
                yield f"{name} {record}.{field}", value


def test_the_committed_schemas_are_those_the_model_makes(schemas: Schemas) -> None:
    committed = {path.name: path.read_text("utf-8") for path in (PLAYBOOK / schema.FOLDER).iterdir()}
    assert set(committed) == {f"{kind}.json" for kind in KINDS} | {schema.IDS}
    stale = [name for name in committed if name != schema.IDS and committed[name] != schema.dump(schemas[name])]
    assert stale == [], "run `make fix`"


def test_nearly_every_id_is_completed(schemas: Schemas) -> None:
    """An entry added in the browser must not fail for this file; the next `make fix` takes it up."""
    committed = json.loads((PLAYBOOK / schema.FOLDER / schema.IDS).read_text("utf-8"))["$defs"]
    for shelf, made in schemas[schema.IDS]["$defs"].items():
        ids, known = set(made["anyOf"][0]["enum"]), set(committed[shelf]["anyOf"][0]["enum"])
        assert len(ids & known) > 0.8 * len(ids | known), f"{shelf}: run `make fix`"


@each("file", FILES)
def test_every_file_follows_its_schema(file: str, schemas: Schemas) -> None:
    assert problems(schemas, file, seen(file)) == []


def test_every_schema_is_one_and_every_field_says_what_it_is_for(schemas: Schemas) -> None:
    for made in schemas.values():
        Draft7Validator.check_schema(made)
    found = dict(fields(schemas))
    assert len(found) > 150
    assert [place for place, value in found.items() if not value.get("description")] == []


@each("place", schema.REFERENCES)
def test_ids_are_completed_where_one_is_named(place: str, schemas: Schemas) -> None:
    record, field = place.split(".")
    kinds = {model.__name__: f"{kind}.json" for kind, model in KINDS.items()}
    homes = [schemas[kinds[record]]] if record in kinds else [made["$defs"].get(record) for made in schemas.values()]
    asked = [json.dumps(home["properties"][field]) for home in homes if home]
    assert asked and all(re.search(rf"{schema.IDS}#/\$defs/{schema.REFERENCES[place]}\b", text) for text in asked)


DAMAGES = [
    ("rituals.yml", {"titel": {"en": "a", "zh": "甲"}}, "titel"),
    ("rituals.yml", {"title": {"en": "a"}}, "'zh' is a required property"),
    ("rituals.yml", {"title": {"en": "a", "zh": "甲", "fr": "b"}}, "'fr'"),
    ("rituals.yml", {"title": "a"}, "is not of type 'object'"),
    ("rituals.yml", {"evidence": []}, "evidence"),
    ("rituals.yml", {"next": ["Not An Id"]}, "Not An Id"),
    ("cases/kaishu.yml", {"real": "perhaps"}, "'perhaps' is not one of"),
    ("cases/kaishu.yml", {"kind": "playbook"}, "'case' was expected"),
]


@each("file, change, said", DAMAGES, ids=[said for _, _, said in DAMAGES])
def test_what_the_checks_refuse_is_underlined(file: str, change: dict[str, Any], said: str, schemas: Schemas) -> None:
    assert any(said in line for line in problems(schemas, file, {**seen(file), **change}))


def test_a_new_id_and_a_year_without_quotes_are_not_underlined(schemas: Schemas) -> None:
    assert problems(schemas, "rituals.yml", {**seen("rituals.yml"), "next": ["brand-new"]}) == []
    source = {**seen("sources.yml")["sources"][0], "year": 2019, "title": {"en": 2019, "zh": 2019}}
    assert problems(schemas, "sources.yml", {"kind": "sources", "sources": [source]}) == []


def test_a_third_language_is_in_the_schemas_when_the_site_has_it(tmp_path: Path) -> None:
    playbook = small.put(tmp_path)
    small.edit(
        playbook, "site.yml", lambda site: site["languages"].append({"code": "eo", "name": "Esperanto", "locale": "eo"})
    )
    shelf = read(playbook)
    library = assemble(shelf.entries, shelf.broken, [])
    assert library is not None
    text = schema.schemas(library)["case.json"]["$defs"]["text"]
    assert text["properties"]["eo"]["description"] == "In Esperanto."
    assert text["required"] == ["en", "zh"]


def test_the_files_name_their_schema_in_their_first_line() -> None:
    """A file made in the browser may go without it until the next `make fix`; a wrong one misleads."""
    first = {file: (PLAYBOOK / file).read_text("utf-8").split("\n", 1)[0] for file in FILES}
    told = {file: line for file, line in first.items() if "yaml-language-server" in line}
    assert len(told) > 0.8 * len(FILES), "run `make fix`"
    for file, line in told.items():
        assert line == schema.modeline(file)
        assert (PLAYBOOK / file).parent.joinpath(line.split("$schema=")[1]).resolve().is_file()


def test_the_editor_is_told_of_every_kind_of_file() -> None:
    settings = json.loads((ROOT / ".vscode/settings.json").read_text("utf-8"))
    told = {Path(name).name: pattern for name, pattern in settings["yaml.schemas"].items()}
    for kind, home in HOMES.items():
        patterns = told[f"{kind}.json"]
        assert any(f"playbook/{file}" in patterns or "*" in home for file in FILES if schema.schema_of(file))
    assert set(told) == {f"{kind}.json" for kind in HOMES}
    wanted = json.loads((ROOT / ".vscode/extensions.json").read_text("utf-8"))["recommendations"]
    assert "redhat.vscode-yaml" in wanted
