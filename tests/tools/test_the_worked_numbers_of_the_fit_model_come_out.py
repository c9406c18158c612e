"""Every number the model states is computed, ties included."""

from pathlib import Path
from typing import Any

import pytest

import yaml
from tonghao_widgets import desk
from tonghao_widgets.hub import Hub

CASES = yaml.safe_load(Path(__file__).with_name("fit_cases.yml").read_text("utf-8"))


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_the_tool_answers_as_the_model_says(case: dict[str, Any], real_hub: Hub) -> None:
    result = desk.evaluate("fit", case["inputs"], real_hub)
    for name, wanted in case["expect"].items():
        got = result[name]
        if name == "also":
            assert list(got) == sorted(wanted)
        elif isinstance(wanted, float):
            assert got == pytest.approx(wanted, abs=1e-4), name
        else:
            assert got == wanted, name


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_every_reason_names_its_source_and_every_result_its_limits(case: dict[str, Any], real_hub: Hub) -> None:
    result = desk.evaluate("fit", case["inputs"], real_hub)
    assert result["limits"]
    for reason in result["reasons"]:
        assert reason["text"] and "{" not in reason["text"]
        assert reason["source"] in {"seed", "law", "research", "ours"}
