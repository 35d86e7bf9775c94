"""fpdf2: its tables."""

from __future__ import annotations

from typing import Any

from fpdf import FPDF
from fpdf.fonts import FontFace

from benchmarks.bill import content
from benchmarks.engines.bills import Draw
from benchmarks.engines.bills.fonts import truetype

BLUE, GREY, DARK, WHITE, ZEBRA = (18, 57, 91), (91, 104, 117), (29, 39, 51), (255, 255, 255), (241, 244, 247)


def make() -> Draw:
    """The fonts are made; fpdf2 reads them anew for each document, as it has no other way."""
    truetype("Regular")
    truetype("Bold")
    return draw


class _Bill(FPDF):  # type: ignore[misc]  # fpdf2 is typed, but optional here
    def footer(self) -> None:
        """The number of the page."""
        self.set_y(-12)
        self.set_font("Noto", size=7)
        self.set_text_color(*GREY)
        self.cell(0, 4, f"第 {self.page_no()} / {{nb}} 頁", align="R")


def draw(record: dict[str, Any]) -> bytes:
    """One bill."""
    pdf = _Bill("P", "mm", "A4")
    pdf.set_margins(16, 14, 16)
    pdf.set_auto_page_break(True, 16)
    pdf.add_font("Noto", fname=truetype("Regular"))
    pdf.add_font("Noto", style="B", fname=truetype("Bold"))
    pdf.add_page()
    _head(pdf, record)
    _table(pdf, record)
    pdf.set_font("Noto", "B", 10)
    pdf.set_y(pdf.get_y() + 3)
    pdf.cell(0, 5, content.closing(record), align="R", new_x="LMARGIN", new_y="NEXT")
    pdf.set_font("Noto", size=7)
    pdf.set_text_color(*GREY)
    pdf.cell(0, 5, content.NOTE)
    return bytes(pdf.output())


def _head(pdf: FPDF, record: dict[str, Any]) -> None:
    pdf.image(content.LOGO, h=8)
    pdf.set_font("Noto", "B", 14)
    pdf.set_text_color(*BLUE)
    pdf.cell(0, 11, content.TITLE, new_x="LMARGIN", new_y="NEXT")
    pdf.set_text_color(*DARK)
    top = pdf.get_y()
    _lines(pdf, 16, top, record["address"])
    pdf.set_font("Noto", "B", 8)
    pdf.cell(80, 4.2, record["name"])
    _lines(pdf, 104, top, content.facts(record))
    pdf.image(content.code(record), x=166, y=top, w=26)
    pdf.set_xy(16, top + 30)


def _lines(pdf: FPDF, left: float, top: float, lines: list[str]) -> None:
    pdf.set_font("Noto", size=8)
    pdf.set_xy(left, top)
    for line in lines:
        pdf.cell(60, 4.2, line)
        pdf.set_xy(left, pdf.get_y() + 4.2)


def _table(pdf: FPDF, record: dict[str, Any]) -> None:
    pdf.set_draw_color(221, 228, 234)
    heads = FontFace(emphasis="B", color=WHITE, fill_color=BLUE)
    align = ("LEFT", "LEFT", "LEFT", "RIGHT", "RIGHT")
    with pdf.table(
        col_widths=content.WIDTHS, text_align=align, headings_style=heads, line_height=4.73, padding=(0, 1.5),
        borders_layout="HORIZONTAL_LINES", cell_fill_color=ZEBRA, cell_fill_mode="EVEN_ROWS",
    ) as table:  # fmt: skip
        table.row(content.HEADS)
        for cells in content.table(record):
            table.row(cells)
