"""A picture is drawn from data in each language: nothing overlaps, nothing is cut, and a table says the same."""

import re
import unicodedata
from dataclasses import dataclass
from functools import cache
from itertools import combinations
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data import KEPT, SHARE, each, examples
from data import library as real_playbook
from pages import small
from pages.small import LANGUAGES, Seen
from tonghao import check, strict_yaml
from tonghao.load import survey
from tonghao.model import Library, Picture, Playbook, decode
from tonghao.pages.base import Assets, Desk
from tonghao.pages.canvas import SIZES, WIDTH
from tonghao.pages.pictures import draw, draw_path

ROOT = Path(__file__).parents[2]
STYLE = (ROOT / "widgets" / "shell" / "picture.css").read_text("utf-8")
EXAMPLES: dict[str, Any] = strict_yaml.parse(Path(__file__).with_name("pictures.yml").read_bytes(), "pictures.yml").data
HOSTILE = "</svg><script>alert('1')</script><b onclick=x>&amp;\"'>"
LONG = "Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichen"
WORDS = {
    "short": "x",
    "Chinese": "社群",
    "one long word": LONG,
    "a long word among others": f"so {LONG} and so on",
    "a long Chinese text": "一二三四五，六七八九十。" * 6,
    "hostile": HOSTILE,
    "numbers": "1 2 3 天" * 9,
    "capitals": "WWW MMM " * 6,
}


def filled(value: Any, text: dict[str, str]) -> Any:
    """An example with its texts."""
    if isinstance(value, dict):
        return {key: filled(item, text) for key, item in value.items()}
    if isinstance(value, list):
        return [filled(item, text) for item in value]
    return dict(text) if value == "TEXT" else value


def put(playbook: Path, picture: Any) -> None:
    """The picture onto the first idea of the page alpha."""
    small.edit(playbook, "alpha.yml", lambda record: record["ideas"][0].update(picture=picture))


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Library:
    """The made-up playbook as it is: whose words and places a picture is drawn with."""
    return small.library(small.put(tmp_path_factory.mktemp("base")))


@cache
def all_kinds(english: str, chinese: str) -> dict[str, Picture]:
    """A picture of every type with these words, all on one page."""
    text = {"en": english, "zh": chinese}
    page = small.read(small.BASE, "alpha.yml")
    first = page["ideas"][0]
    page["ideas"] = [{**first, "id": kind, "picture": filled(raw, text)} for kind, raw in EXAMPLES.items()]
    read = strict_yaml.Document("playbook/alpha.yml", page)
    record = decode(read)
    assert isinstance(record, Playbook), read.problems
    made = {idea.id: idea.picture for idea in record.ideas if idea.picture}
    assert made.keys() == EXAMPLES.keys()
    return made


def ours() -> list[tuple[str, Picture, Library]]:
    """Every picture of the playbook itself."""
    library = real_playbook()
    ideas = [idea for playbook in library.playbooks.values() for idea in playbook.ideas]
    return [(idea.id, idea.picture, library) for idea in ideas if idea.picture]


OURS = ours()


@dataclass(frozen=True)
class Box:
    """The room a line of text takes at least."""

    words: str
    left: float
    top: float
    right: float
    bottom: float


def svg_of(figure: str) -> ElementTree.Element:
    found = re.search(r"<svg.*</svg>", figure, re.DOTALL)
    assert found
    return ElementTree.fromstring(found[0])


def boxes(figure: str) -> list[Box]:
    """Where each line of text stands, by plain rules: a Chinese character is square, a Latin one half as wide."""
    made = []
    for text in svg_of(figure).iter("text"):
        kind = next(name for name in SIZES if f"tg-say--{name}" in text.attrib["class"].split())
        size, words = SIZES[kind], text.text or ""
        em = 0.58 if kind == "title" else 0.55
        width = size * sum(1 if unicodedata.east_asian_width(char) in "WF" else em for char in words)
        x, y = float(text.attrib["x"]), float(text.attrib["y"])
        left = x - width * {"start": 0, "middle": 0.5, "end": 1}[text.attrib.get("text-anchor", "start")]
        made.append(Box(words, left, y - size * 0.8, left + width, y + size * 0.2))
    return made


def faults(figure: str) -> list[str]:
    """Texts that overlap or leave the drawing."""
    _, _, width, height = (float(part) for part in svg_of(figure).attrib["viewBox"].split())
    found = boxes(figure)
    wrong = [
        f"{box.words!r} leaves the drawing"
        for box in found
        if box.left < 0 or box.top < 0 or box.right > width or box.bottom > height
    ]
    for one, other in combinations(found, 2):
        across = min(one.right, other.right) - max(one.left, other.left)
        if across > 0 and min(one.bottom, other.bottom) > max(one.top, other.top):
            wrong.append(f"{one.words!r} overlaps {other.words!r}")
    return wrong


@each("language", LANGUAGES)
@each("picture, library", [case[1:] for case in OURS], ids=[case[0] for case in OURS])
def test_each_of_our_pictures_draws_without_an_overlap(picture: Picture, library: Library, language: str) -> None:
    assert faults(draw(picture, Desk(library, language, Assets()))) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_path_draws_without_an_overlap(language: str) -> None:
    figure = draw_path(Desk(OURS[0][2], language, Assets()))
    assert faults(figure) == []
    assert len(small.Seen(figure).all("aria-label")) == 1


def test_our_playbook_has_every_type_of_picture() -> None:
    assert {picture.type for _, picture, _ in OURS} >= set(EXAMPLES) - {"path"}


@each("words", WORDS.values(), ids=WORDS)
def test_whatever_the_words_they_keep_apart(base: Library, words: str) -> None:
    pictures = all_kinds(words, words)
    for place, (kind, picture) in enumerate(pictures.items(), [*WORDS.values()].index(words)):
        for language in LANGUAGES if SHARE >= 1 else [LANGUAGES[place % 2]]:
            assert faults(draw(picture, Desk(base, language, Assets()))) == [], (kind, language)


@examples(24)
@given(words=st.text(st.sampled_from("ab wm-,.(“”…— 社群，。7天"), min_size=1, max_size=60).filter(str.strip))
def test_no_words_are_lost_in_wrapping(base: Library, words: str) -> None:
    for kind, picture in all_kinds(words, words).items():
        figure = draw(picture, Desk(base, "zh", Assets()))
        drawn = "".join("".join(box.words for box in boxes(figure)).split())
        assert kind == "path" or "".join(words.split()) in drawn, kind
        assert faults(figure) == [], kind


@each("kind", EXAMPLES)
@each("language", LANGUAGES)
def test_a_picture_has_a_name_a_description_and_a_table(base: Library, kind: str, language: str) -> None:
    picture = all_kinds("An English text", "中文的话")[kind]
    desk = Desk(base, language, Assets())
    seen = Seen(draw(picture, desk))
    svg = next(attributes for tag, attributes in seen.elements if tag == "svg")
    assert svg["role"] == "img"
    assert svg["aria-label"] == desk.plain(picture.alt)
    tags = [tag for tag, _ in seen.elements]
    assert all(tags.count(tag) == 1 for tag in ("figure", "figcaption", "svg", "details", "summary", "table"))
    assert not seen.all("id")
    assert not seen.wrong
    assert not seen.open


@each("picture, library", [case[1:] for case in OURS], ids=[case[0] for case in OURS])
def test_the_table_holds_every_word_of_the_drawing(picture: Picture, library: Library) -> None:
    for language in LANGUAGES:
        desk = Desk(library, language, Assets())
        figure = draw(picture, desk)
        table = Seen(figure[figure.index("<details") :]).text()
        left_out = {desk.plain(picture.alt), desk.plain(picture.note or {})}
        told = {desk.plain(text) for _, text in check.texts(picture)} - left_out
        assert [text for text in told if text not in table] == []


@each("kind", EXAMPLES)
def test_hostile_words_make_no_element(base: Library, kind: str) -> None:
    shapes = []
    for words in ("plain", HOSTILE):
        figure = draw(all_kinds(words, words)[kind], Desk(base, "en", Assets()))
        # A longer text is wrapped into more lines; everything else must be the same.
        shapes.append([tag for tag, _ in Seen(figure).elements if tag != "text"])
        assert "<script" not in figure
        assert not any(name.startswith("on") for _, attributes in Seen(figure).elements for name in attributes)
    assert shapes[0] == shapes[1]


def test_a_language_that_is_missing_is_reported_where_it_is_missing(tmp_path: Path) -> None:
    playbook = small.put(tmp_path)
    picture = filled(EXAMPLES["spine"], {"en": "Words", "zh": "话"})
    del picture["rows"][1]["elements"][2]["name"]["zh"]
    put(playbook, picture)
    _, problems = survey(playbook, KEPT)
    assert [(problem.code, problem.where) for problem in problems] == [
        ("missing-language", "ideas 1, picture, rows 2, elements 3, name")
    ]


def test_a_text_that_may_be_missing_is_borrowed_and_marked(tmp_path: Path) -> None:
    playbook = small.put(tmp_path)
    small.edit(playbook, "site.yml", lambda site: site["languages"][1].pop("required"))
    put(playbook, filled(EXAMPLES["gates"], {"en": "Words"}))
    library = small.library(playbook)
    picture = library.playbooks["alpha"].ideas[0].picture
    assert picture is not None
    assert "尚未翻译" in draw(picture, Desk(library, "zh", Assets()))
    assert "not translated" not in draw(picture, Desk(library, "en", Assets()))


@each(
    "change, says",
    [
        ({"type": "spline"}, "unknown-value: 'spline' is not one of"),
        ({"type": None}, "missing-key: 'type' is missing; it is one of spine"),
        ({"hue": "red"}, "unknown-key: unknown key 'hue'; known here: caption, note, alt, type"),
        ({"key": None}, "missing-key: 'key' is missing; add it to this record [ideas 1, picture]"),
        ({"rows": []}, "wrong-length: at least 2 wanted here, 0 given [ideas 1, picture, rows]"),
    ],
)
def test_a_mistake_in_a_picture_is_said_with_its_place(tmp_path: Path, change: dict[str, Any], says: str) -> None:
    playbook = small.put(tmp_path)
    picture = {**filled(EXAMPLES["spine"], {"en": "Words", "zh": "话"}), **change}
    put(playbook, {key: value for key, value in picture.items() if value is not None})
    _, problems = survey(playbook, KEPT)
    assert len(problems) == 1
    assert says in str(problems[0])


def test_the_words_of_a_drawing_are_not_searched_twice(tmp_path: Path) -> None:
    playbook = small.put(tmp_path)
    put(playbook, filled(EXAMPLES["path"], {"en": "A caption", "zh": "标题"}))
    page = small.made(small.library(playbook))["en/alpha.md"]
    assert "svg" in page.markdown
    assert "Core idea" in [section.heading.text for section in page.sections() if section.heading]
    text = " ".join(section.text for section in page.sections())
    assert text.count("A caption") == 2  # above the drawing and above the table


def test_the_style_sheet_knows_the_same_sizes_and_they_are_large_enough() -> None:
    rules = dict(re.findall(r"\.tg-picture \.tg-say(--\w+)? \{[^}]*?(?:font|font-size): [^;]*?([\d.]+)px", STYLE))
    assert {kind: float(rules["" if kind == "text" else f"--{kind}"]) for kind in SIZES} == SIZES
    assert min(SIZES.values()) >= 12
    assert WIDTH <= 320  # the column of a phone 360 wide is 328


def test_colours_come_from_the_scheme_alone(base: Library) -> None:
    for picture in all_kinds("Words", "话").values():
        figure = draw(picture, Desk(base, "en", Assets()))
        assert not re.search(r'(fill|stroke|style|color)="', figure)
    screen = STYLE[: STYLE.index("@media print")]
    assert not re.search(r"#[0-9a-f]{3,6}\b|\brgb", screen)
