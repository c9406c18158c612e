"""docs/.overrides replaces parts of Material for MkDocs. When Material changes one of them, somebody must look."""

import hashlib
from importlib.util import find_spec
from pathlib import Path

from data import each, golden

ROOT = Path(__file__).parents[2]
OVERRIDES = ROOT / "docs" / ".overrides"
KNOWN: dict[str, str] = golden(Path(__file__).with_name("upstream_partials.yml"))


def upstream() -> Path:
    spec = find_spec("material")
    assert spec is not None and spec.origin is not None
    return Path(spec.origin).parent / "templates"


@each("file", sorted(KNOWN))
def test_the_part_we_replaced_is_the_one_we_looked_at(file: str) -> None:
    now = hashlib.sha256((upstream() / file).read_bytes()).hexdigest()[:16]
    assert now == KNOWN[file], (
        f"Material's {file} changed. Compare it with docs/.overrides/{file}, take over what matters "
        f"(hooks named data-md-component, ids, ARIA), then write {now} in tests/rules/upstream_partials.yml."
    )


def test_every_part_we_replace_is_watched() -> None:
    ours = {path.relative_to(OVERRIDES).as_posix() for path in OVERRIDES.rglob("*.html")}
    assert {file for file in ours if (upstream() / file).is_file()} == set(KNOWN)
