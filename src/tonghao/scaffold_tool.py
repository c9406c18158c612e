"""The files of a new tool: its formula, its YAML, its worked numbers, and its name where tools are listed."""

from __future__ import annotations

import keyword
import re
from pathlib import Path

from tonghao.skeleton import Skeleton
from tonghao.strict_yaml import parse

HOME = Path(__file__).with_name("skeletons")
_MODULE = re.compile(r"[a-z][a-z0-9]*\Z")
_LIST = re.compile(r"^TOOLS = \((.*?)\)$", re.MULTILINE | re.DOTALL)


class NoTool(Exception):
    """Why there can be no such tool, in one sentence."""


def tool_files(identity: str, skeleton: Skeleton, root: Path) -> dict[Path, str]:
    """Texts by path. Raises :class:`NoTool`."""
    widgets = root / "widgets" / "tonghao_widgets"
    if not _MODULE.match(identity) or keyword.iskeyword(identity):
        raise NoTool(f"'{identity}' is no name for a Python module: use one lower-case word, like 'growth'")
    if (widgets / f"{identity}.py").exists():
        raise NoTool(f"widgets/tonghao_widgets/{identity}.py is there already; nothing was written")
    known = parse((HOME / "tool.yml").read_bytes(), "tool.yml").data
    title = skeleton.text(en=identity.capitalize())
    values = {"id": identity, "title": title, **{name: block.rstrip("\n") for name, block in known.items()}}
    return {
        widgets / f"{identity}.py": (HOME / "tool.py.txt").read_text("utf-8").replace("{{id}}", identity),
        root / "playbook" / "tools" / f"{identity}.yml": skeleton.record("tool", values),
        root / "tests" / "tools" / "golden" / f"{identity}.yml": (HOME / "golden.yml.txt").read_text("utf-8"),
        widgets / "desk.py": _listed(identity, (widgets / "desk.py").read_text("utf-8")),
    }


def _listed(identity: str, desk: str) -> str:
    """``desk.py`` with one tool more. It names its tools; a module is imported when it is first asked for."""
    found = _LIST.search(desk)
    if found is None:
        raise NoTool("widgets/tonghao_widgets/desk.py has no list of tools; nothing was written")
    lines = found[1].rstrip().rstrip(",")
    return f'{desk[: found.start()]}TOOLS = ({lines},\n    "{identity}",\n){desk[found.end() :]}'
