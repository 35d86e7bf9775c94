"""The pages themselves: their kinds and sizes, their background, and what stands in their margins."""

from __future__ import annotations

import re
from typing import Any

from weasyprint import draw

from flong.bill.plates.canvas import SCALE, Canvas
from flong.bill.plates.errors import Unknown, Unstampable
from flong.bill.plates.fields import Counting, counted, counted_tags
from flong.bill.plates.layout import Laid
from flong.bill.plates.parts import PageKind
from flong.bill.plates.tape import moved, printed


class Sheets:
    """Page n is of kind 0 (the first), 1, or 2 (where left and right pages differ)."""

    def __init__(self, canvas: Canvas) -> None:
        self.canvas = canvas
        self.kept: dict[int, tuple[Laid, Any]] = {}
        self.sides = False
        self.counting, self.counted = Counting(), frozenset[str]()
        self.css: str | None = None
        self.titles: tuple[str, ...] = ("", "")
        self._sizes: dict[int, PageKind] = {}
        self._painted: dict[tuple[int, int], bytes] = {}

    def rules(self, laid: Laid, *, titled: bool) -> None:
        """Read off the style sheets what pages and rows they tell apart. `titled`: the title has values."""
        css = laid.css()
        if self.css is not None and css != self.css:
            raise Unstampable("the style sheet is another one in another bill")
        self.css = css
        if found := _FAR.search(_PAGES.sub(" ", laid.styles())) or _NAMED.search(css):
            raise Unstampable(f"the style sheet says {found[0].strip()!r}, which depends on what stands elsewhere")
        self.sides = bool(re.search(r"@page[^{]*:(left|right)", css, re.IGNORECASE))
        self.counting, self.counted = counted(css.lower()), counted_tags(css.lower())
        metadata = laid.document.metadata
        told = "" if titled else metadata.title or "", metadata.lang or ""
        self.titles = (
            told if not self.kept else tuple(a if a == b else "" for a, b in zip(self.titles, told, strict=True))
        )

    def kind(self, number: int) -> int:
        """The kind of the page with this number, from 0."""
        return 0 if number == 0 else 1 + (number % 2 if self.sides else 0)

    def keep(self, laid: Laid) -> None:
        """Remember a page of each kind."""
        for number, page in enumerate(laid.pages):
            if (page.content_box_x(), page.width) != (laid.pages[0].content_box_x(), laid.pages[0].width):
                raise Unstampable("pages whose margins at the sides differ")
            self.kept.setdefault(self.kind(number), (laid, page))
            self._sizes.setdefault(self.kind(number), _size(page))

    def size(self, number: int) -> PageKind:
        """Size of a page. Raises Unknown for a kind that was not seen."""
        found = self._sizes.get(self.kind(number))
        if found is None:
            raise Unknown("a page of this kind was not seen yet")
        return found

    def ground(self, number: int, count: int) -> bytes:
        """What a page begins with: its coordinates, background and margins, as page `number` (from 0) of `count`."""
        if (number, count) not in self._painted:
            if len(self._painted) > _MOST:
                self._painted.clear()
            self._painted[number, count] = self._paint(number, count)
        return self._painted[number, count]

    def _page(self, number: int) -> tuple[Laid, Any]:
        self.size(number)
        return self.kept[self.kind(number)]

    def _paint(self, number: int, count: int) -> bytes:
        laid, page = self._page(number)
        bare = laid.furniture(page, number + 1, count)
        tape = self.canvas.tape(bare)
        draw.draw_page(bare, tape)
        height = bare.margin_height() * SCALE
        scale = b"1 0 0 -1 0 " + printed(float(height)) + b" cm " + b" ".join(map(printed, (SCALE, 0, 0, SCALE, 0, 0)))
        return b"\n".join([scale + b" cm", *moved(tape.stream, 0)])


def _size(page: Any) -> PageKind:
    return PageKind(page.margin_width(), page.margin_height(), page.content_box_y() + page.height)


_MOST = 1000
_PAGES = re.compile(r"@page[^{]*\{(?:[^{}]|\{[^{}]*\})*\}", re.IGNORECASE)
_NAMED = re.compile(r"@page[^{]*:nth|@page\s+[\w-]|(?:string|element)\(", re.IGNORECASE)
_FAR = re.compile(
    r":has\(|:nth-last-|:nth-[a-z-]+\([^)]*\sof\s|:first-letter|counter|string-set|string\(|element\(|running\(|target-|(?:open|close)-quote"
    r"|footnote|\bpage\s*:\s*[\w-]"
    r"|list-item|list-style(?:-type)?\s*:(?!(?:\s|none|disc|circle|square|inside|outside)*(?:[;}]|$))",
    re.IGNORECASE,
)
"""What makes a place depend on another one: numbers, names, quotation marks, notes."""
