"""Which modules a page names in its head: what the elements on it need, and nothing of what others need."""

import re
from pathlib import Path

import pytest

from data import ROOT
from tonghao import shell

ENTRY = """import "./words.mjs";
const ELEMENTS = {
  "tonghao-big": () => import("./big.mjs"),
  "tonghao-small": () => import("./small.mjs"),
};
"""
MODULES = {
    "main.mjs": ENTRY,
    "words.mjs": "export const word = 1;",
    "big.mjs": 'import { word } from "./words.mjs";\nimport { part } from "./part.mjs";',
    "part.mjs": 'import "./deep.mjs";\nexport const part = 2;',
    "deep.mjs": "",
    "small.mjs": 'import "./deep.mjs";',
    "worker.mjs": "",
    "door.mjs": "",
    "bare.mjs": "",
}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> shell.Shell:
    root = tmp_path_factory.mktemp("shell")
    places = {
        f"widgets/shell/{name}": text for name, text in {**MODULES, **dict.fromkeys(shell.BARE_ORDER, "")}.items()
    }
    places |= dict.fromkeys((f"widgets/shell/{name}" for name in (*shell.STYLE_ORDER, shell.LAST_STYLE)), "")
    places["node_modules/idiomorph/dist/idiomorph.esm.js"] = ""
    for name, text in places.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, encoding="utf-8")
    return shell.gather(root)


def names(addresses: tuple[str, ...]) -> list[str]:
    return [Path(address).name.split(".")[0] for address in addresses]


def test_the_entry_brings_what_every_page_has(made: shell.Shell) -> None:
    assert names(made.modules) == ["main", "words"]


def test_an_element_brings_what_it_imports_and_what_that_imports(made: shell.Shell) -> None:
    assert {tag: names(modules) for tag, modules in made.elements.items()} == {
        "tonghao-big": ["big", "part", "deep"],
        "tonghao-small": ["small", "deep"],
    }


def test_later_imports_carry_the_name_of_the_content_too(made: shell.Shell) -> None:
    text = made.files[made.entry].decode()
    for tag in ("big", "small"):
        address = made.elements[f"tonghao-{tag}"][0]
        assert f'import("./{Path(address).name}")' in text and address in made.files


def test_every_element_of_the_site_is_listed() -> None:
    folder = ROOT / "widgets" / "shell"
    defined = {
        tag
        for path in folder.glob("*.mjs")
        for tag in re.findall(r'customElements\.define\("(tonghao-\w+)"', path.read_text("utf-8"))
    }
    bare = {"tonghao-slides", "tonghao-presenter"}  # on pages of their own, with a script of their own
    assert {*shell.gather(ROOT).elements} == defined - bare
