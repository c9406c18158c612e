"""Every code sample on the contributors' pages is carried out, or is lines of a file that the checks read."""

import shutil
from pathlib import Path
from textwrap import dedent

import pytest

from contribute import samples
from pages import small
from tonghao import pages
from tonghao.guide import Sample
from tonghao.guide.prose import samples as read_samples
from tonghao.model import Library
from tonghao.pages.base import Desk
from tonghao.pages.guide import guide_pages

ROOT = Path(__file__).parents[2]
ALL = read_samples(ROOT)
EACH = pytest.mark.parametrize("sample", ALL.values(), ids=ALL)


@pytest.fixture(scope="module")
def tea_house(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The project every sample begins with, made once."""
    return samples.put(tmp_path_factory.mktemp("tea-house"))


@EACH
def test_it_is_carried_out_and_answers_as_shown(
    sample: Sample, tea_house: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert sample.run
    shutil.copytree(tea_house, tmp_path, dirs_exist_ok=True)
    monkeypatch.chdir(tmp_path)
    if sample.given:
        samples.edit(ALL[sample.given], tmp_path)
    samples.edit(sample, tmp_path)
    result = samples.run(sample)
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    assert result.exit_code == sample.ends, result.output
    assert sample.says in result.output


@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_page_shows_nothing_else(language: str, library: Library) -> None:
    guide = samples.guide()
    files = {path: path.read_text("utf-8").split("\n") for path in (ROOT / "playbook").rglob("*.yml")}
    shown = set()
    for page in (draft.page for draft in guide_pages(Desk(library, language, pages.Assets(guide=guide)), guide)):
        seen = small.Seen(page.html)
        blocks = [attributes for tag, attributes in seen.elements if tag == "pre"]
        parts = page.html.split("<pre ")[1:]
        assert len(blocks) == len(parts)
        for attributes, part in zip(blocks, parts, strict=True):
            text = small.Seen(f"<pre {part.split('</pre>')[0]}</pre>").text()
            if name := attributes.get("data-sample"):
                shown.add(name)
                sample = ALL[name]
                assert text in {dedent(sample.before), dedent(sample.after), sample.run, sample.says}
                continue
            file, _, line = str(attributes["data-excerpt"]).rpartition(":")
            lines = text.split("\n")
            there = files[ROOT / file][int(line) - 1 : int(line) - 1 + len(lines)]
            indent = min(len(one) - len(one.lstrip()) for one in there if one.strip())
            assert [one[indent:] for one in there] == lines
    assert shown == set(ALL)
