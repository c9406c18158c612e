"""Contact sheets: many pictures laid in rows on one, each with its name, and the same as a page to click."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from html import escape
from pathlib import Path

from playwright.sync_api import Browser

GAP = 8  # px between pictures
HEAD = 20  # px for the name above each
STYLE = """body { background: #8b8b8b; font: 13px/18px sans-serif; margin: 0; position: relative }
b, a { position: absolute; white-space: nowrap }
a { overflow: hidden }
img { left: 0; position: absolute }"""


@dataclass(frozen=True)
class Shot:
    """One picture: of what, how, and its size in px."""

    name: str
    language: str
    width: int
    mode: str
    height: int
    part: int = 0  # of what needs several, such as sheets of paper

    @property
    def stem(self) -> str:
        return f"{self.name}-{self.language}-{self.width}-{self.mode}{f'-{self.part}' if self.part else ''}"

    @property
    def file(self) -> str:
        return f"{self.stem}.png"


@dataclass(frozen=True)
class Layout:
    """How large a sheet is at most, in px, and at which scale pictures stand on it, by their width."""

    wide: int
    high: int
    scales: dict[int, float]
    otherwise: float


@dataclass(frozen=True)
class Strip:
    """What stands side by side: a picture, or a part of a tall one."""

    shot: Shot
    top: int  # px of the sheet, counted in the picture as it stands there
    wide: int
    high: int

    def html(self, left: int, down: int) -> str:
        box = f"left:{left}px;top:{down + HEAD}px;width:{self.wide}px;height:{self.high}px"
        name = "" if self.top else f'<b style="left:{left}px;top:{down}px">{escape(self.shot.stem)}</b>'
        picture = f'<img src="{self.shot.file}" width="{self.wide}" style="top:{-self.top}px" alt="">'
        return f'{name}<a href="{self.shot.file}" title="{self.shot.stem}" style="{box}">{picture}</a>'


@dataclass
class Sheet:
    """One that is being filled."""

    items: list[str] = field(default_factory=list)
    high: int = GAP


def write(browser: Browser, shots: list[Shot], folder: Path, layout: Layout) -> list[Path]:
    """Lay ``shots`` in rows, on as many sheets as it takes; say which files there are."""
    sheets = [Sheet()]
    for row in _rows([strip for shot in shots for strip in _strips(shot, layout)], layout.wide):
        tall = HEAD + GAP + max(strip.high for strip in row)
        if sheets[-1].items and sheets[-1].high + tall > layout.high:
            sheets.append(Sheet())
        left = GAP
        for strip in row:
            sheets[-1].items.append(strip.html(left, sheets[-1].high))
            left += strip.wide + GAP
        sheets[-1].high += tall
    return [_picture(browser, sheet, folder, layout.wide, number) for number, sheet in enumerate(sheets, 1)]


def _strips(shot: Shot, layout: Layout) -> Iterator[Strip]:
    scale = layout.scales.get(shot.width, layout.otherwise)
    wide, high = round(shot.width * scale), round(shot.height * scale)
    most = layout.high - HEAD - 2 * GAP
    for top in range(0, high, most):
        yield Strip(shot, top, wide, min(most, high - top))


def _rows(strips: list[Strip], wide: int) -> Iterator[list[Strip]]:
    """As many in a row as have room."""
    row: list[Strip] = []
    for strip in strips:
        if row and GAP + sum(one.wide + GAP for one in [*row, strip]) > wide:
            yield row
            row = []
        row.append(strip)
    if row:
        yield row


def _picture(browser: Browser, sheet: Sheet, folder: Path, wide: int, number: int) -> Path:
    name = "sheet" if number == 1 else f"sheet-{number}"
    html = folder / f"{name}.html"
    head = f'<!doctype html><meta charset="utf-8"><title>{name}</title><style>{STYLE}</style>'
    body = f'<body style="height:{sheet.high}px;width:{wide}px">{"".join(sheet.items)}'
    html.write_text(head + body, "utf-8")
    page = browser.new_page(viewport={"width": wide, "height": 1000})
    page.goto(html.as_uri())
    page.screenshot(path=html.with_suffix(".png"), full_page=True, timeout=120_000)
    page.close()
    return html.with_suffix(".png")
