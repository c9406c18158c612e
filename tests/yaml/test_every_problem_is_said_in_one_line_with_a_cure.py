"""Golden messages: what a contributor reads is part of the product, so it is fixed here word for word."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from golden import CASES, problems

from data import each, nodes

SOURCE = Path(__file__).parents[2] / "src" / "tonghao"
SAYERS = {"Problem", "problem", "_refuse", "Mistake"}
CODE = re.compile(r"[a-z]+(-[a-z]+)*\Z")
SAID = re.compile(r"playbook[\w./-]*:\d+:\d+: ([a-z-]+): [^\n]+\Z")


@each("case", CASES, [case["name"] for case in CASES])
def test_the_contributor_reads_exactly_this(case: dict[str, Any], tmp_path: Path) -> None:
    assert problems(case, tmp_path) == case["says"]


def test_every_line_names_file_line_column_and_code() -> None:
    for case in CASES:
        for line in case["says"]:
            assert SAID.match(line), line


def test_every_code_there_is_has_a_golden_case() -> None:
    golden = {SAID.match(line)[1] for case in CASES for line in case["says"]}
    assert sorted(set(codes())) == sorted(golden)


def codes() -> Iterator[str]:
    """Every problem code in the builder's source: the first word-like text given to whatever makes a problem."""
    for path in SOURCE.rglob("*.py"):
        for node in nodes(path):
            if isinstance(node, ast.Call) and _name(node.func) in SAYERS:
                texts = [
                    argument.value
                    for argument in node.args
                    if isinstance(argument, ast.Constant) and isinstance(argument.value, str)
                ]
                yield from [text for text in texts if CODE.match(text)][:1]
            if (
                isinstance(node, ast.Assign)
                and isinstance(node.value, ast.Dict)
                and path.name == "decode.py"
                and _name(node.targets[0]) == "names"
            ):
                yield from [value.value for value in node.value.values if isinstance(value, ast.Constant)]


def _name(node: ast.expr) -> str:
    return node.attr if isinstance(node, ast.Attribute) else getattr(node, "id", "")
