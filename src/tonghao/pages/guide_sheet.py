"""What every page for contributors is written on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from tonghao.guide import Guide
from tonghao.pages.base import Sheet
from tonghao_widgets.markup import Markup, h
from tonghao_widgets.words import fill


class GuideSheet(Sheet):
    """A sheet whose texts may name what stands in a file between backticks, as in a message."""

    def __init__(self, sheet: Sheet, guide: Guide) -> None:
        super().__init__(sheet.desk, sheet.path, sheet.kind)
        self.guide = guide

    def say(self, word: str, **values: object) -> Markup:
        """A word of the guide's furniture with its blanks filled, marked when it is borrowed."""
        return self.plain({code: fill(text, values) for code, text in self.guide.said.words[word].items()})

    def bare(self, word: str, **values: object) -> str:
        """The same as plain text: for what can hold no mark, and to fill another word's blank."""
        return fill(self.desk.say(self.guide.said.words[word]), values)

    def code(self, text: str, *label: object, **attributes: str) -> Markup:
        """Lines of a file, or what is typed and answered, as they are, with what they are above them."""
        lines = h("pre", {"tabindex": "0", **attributes}, h("code", text))
        return h("figure", {"class": "tg-sample"}, h("figcaption", label), lines)

    def repository(self, file: str, line: int = 1) -> str:
        """The address of a file in the repository, at a line."""
        site = self.desk.library.site
        return f"{site.repository}/blob/{site.branch}/{file}" + (f"#L{line}" if line > 1 else "")

    def forward(self, to: str, title: Mapping[str, str]) -> None:
        """The way to the next page."""
        link = h("a", {"class": "tg-button tg-button--main", "href": self.href(to)}, self.plain(title))
        self.block(h("p", {"class": "tg-quiet"}, self.say("next")), h("p", link), class_="tg-guide-next")

    def _rich(self, text: str, explain: bool) -> Iterable[object]:
        for number, piece in enumerate(text.split("`")):
            if number % 2:
                yield h("code", piece)
            else:
                yield from super()._rich(piece, explain)
