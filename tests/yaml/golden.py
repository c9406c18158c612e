"""Makes the wrong playbook of a golden case and asks for its problems."""

import shutil
from pathlib import Path
from typing import Any

from contribute.examples import since
from data import KEPT, golden
from pages import small
from tonghao.errors import listing
from tonghao.load import survey
from tonghao.model import KINDS
from tonghao.verdicts import case_problems

KINDS_NAMED = listing(sorted(KINDS))
CASES: list[dict[str, Any]] = golden(Path(__file__).with_name("golden.yml"))


def problems(case: dict[str, Any], folder: Path) -> list[str]:
    """What ``tonghao check`` says of a good playbook with this one thing wrong."""
    playbook = small.put(folder)
    _spoil(case, playbook / case["file"])
    library, found = survey(playbook, KEPT)
    found = case_problems(library) if library else found
    if "since" in case:
        earlier = small.put(folder / "earlier")
        _spoil({"replace": [case["replace"][0], case["since"]], "file": case["file"]}, earlier / case["file"])
        found += since(earlier, playbook)
    return [str(problem).replace(KINDS_NAMED, "{kinds}") for problem in found]


def _spoil(case: dict[str, Any], path: Path) -> None:
    path.parent.mkdir(exist_ok=True)
    if case.get("remove"):
        shutil.rmtree(path) if path.is_dir() else path.unlink()
    elif "hex" in case:
        path.write_bytes(bytes.fromhex(case["hex"]))
    elif "text" in case:
        path.write_text(case["text"], "utf-8")
    elif "fill" in case:
        text, times = case["fill"]
        path.write_text(path.read_text("utf-8") + text * times, "utf-8")
    else:
        before, after = case["replace"]
        text = path.read_text("utf-8")
        assert text.count(before) >= 1, f"{case['file']} has no {before!r}"
        path.write_text(text.replace(before, after, 1), "utf-8")
