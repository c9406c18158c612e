import ast
import json
import re
import zipfile
from pathlib import Path

import pytest

from data import each
from tonghao.pack import pack
from tonghao.pack.pages import packed, to_page
from tonghao.pack.scripts import HERE, gives_worker, runs

PAGES = {"", "en", "en/fit", "en/tools/fit"}
HEAD = '<!doctype html><html><head><meta charset="utf-8">'
POLICY = '<meta http-equiv="Content-Security-Policy" content="default-src \'none\'">'


@each(
    "href, folder, expected",
    [
        ("../", "en/fit", "../index.html"),
        ("..", "en/fit", "../index.html"),
        (".", "en/fit", "./index.html"),
        ("./#top", "en/fit", "./index.html#top"),
        ("../tools/fit/?h=a#b", "en/fit", "../tools/fit/index.html?h=a#b"),
        ("../../", "en/fit", "../../index.html"),
        ("en/", "", "en/index.html"),
        ("../assets/x.css", "en/fit", "../assets/x.css"),
        ("../gone/", "en/fit", "../gone/"),
        ("../../../", "en/fit", "../../../"),
        ("#here", "en/fit", "#here"),
        ("", "en/fit", ""),
        ("https://example.org/", "en/fit", "https://example.org/"),
        ("mailto:a@example.org", "en/fit", "mailto:a@example.org"),
        ("/en/", "en/fit", "/en/"),
    ],
)
def test_a_link_to_a_folder_names_its_page(href: str, folder: str, expected: str) -> None:
    assert to_page(href, folder, PAGES.__contains__) == expected


def test_modules_become_scripts_and_what_belongs_to_a_server_goes() -> None:
    config = '<script id="__config" type="application/json">{"features": ["navigation.instant", "x"]}</script>'
    module = '<script type="module" src="../../assets/shell/main.1.mjs"></script>'
    gone = f'{POLICY}<link rel="canonical" href="https://x.org/"><meta property="og:url" content="https://x.org/">'
    html, modules = packed(f"{HEAD}{gone}</head>{config}{module}", "en/fit/index.html", PAGES.__contains__)
    assert modules == {"assets/shell/main.1.mjs"}
    assert html.startswith(f'{HEAD}<script src="../../assets/pack/boot.js"></script></head>')
    assert '<script defer src="../../assets/shell/main.1.mjs.run.js">' in html
    assert json.loads(re.findall(r'json">(.*?)</script>', html)[0]) == {"features": ["x"]}
    assert "Policy" not in html and "x.org" not in html


def test_modules_stand_after_those_they_import(tmp_path: Path) -> None:
    texts = {
        "a.mjs": 'import { b } from "./b.mjs";\nimport "./c.mjs";\n',
        "b.mjs": 'import * as c from "./c.mjs"; // not from "./gone.mjs"\nexport const b = c;\n',
        "c.mjs": "export default 1;\n",
    }
    for name, text in texts.items():
        (tmp_path / name).write_text(text, "utf-8")
    listed = json.loads(runs(tmp_path, "a.mjs").decode().removeprefix("tonghaoPack.run(").rstrip().removesuffix(")"))
    assert [text.split("\n")[0] for text in listed] == [
        "export default 1;",
        'import * as c from "tonghao-pack:0"; // not from "./gone.mjs"',
        'import { b } from "tonghao-pack:1";',
    ]
    (tmp_path / "c.mjs").write_text('import "./a.mjs";', "utf-8")
    with pytest.raises(ValueError, match="in a circle"):
        runs(tmp_path, "a.mjs")


def test_a_worker_that_does_not_stand_alone_is_refused() -> None:
    assert b"await packedImport(address)" in gives_worker("w.mjs", "await import(address)")
    for text in ('import { x } from "./x.mjs"; await import(address)', "no import at all"):
        with pytest.raises(ValueError, match="worker in one file"):
            gives_worker("w.mjs", text)


def test_the_same_site_gives_the_same_bytes(tmp_path: Path) -> None:
    site = tmp_path / "site"
    (site / "en" / "search").mkdir(parents=True)
    (site / "en" / "index.html").write_text(f"{HEAD}</head><a href='./'>x</a>", "utf-8")
    (site / "en" / "search" / "search_index.json").write_text('{"docs":[{"location":"#a"}]}', "utf-8")
    (site / "sw.js").write_text("", "utf-8")
    zips = [pack(site, tmp_path / name, "x", {"README.txt": b"hello"}).path for name in ("1.zip", "2.zip")]
    assert zips[0].read_bytes() == zips[1].read_bytes()
    with zipfile.ZipFile(zips[0]) as archive:
        assert "x/README.txt" in archive.namelist() and "x/sw.js" not in archive.namelist()
        assert (
            archive.read("x/en/search/search_index.js") == b'var __index = {"docs":[{"location":"./index.html#a"}]}\n'
        )


def test_the_small_server_is_written_for_an_old_python() -> None:
    ast.parse((HERE / "serve.py").read_text("utf-8"), feature_version=(3, 9))
