"""reportlab: its page layout, a table with a repeated head."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from reportlab.lib.colors import HexColor, white
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Image, Paragraph, SimpleDocTemplate, Table, TableStyle

from benchmarks.bill import content
from benchmarks.engines.bills import Draw
from benchmarks.engines.bills.fonts import truetype

BLUE, GREY, LINE, ZEBRA = HexColor("#12395b"), HexColor("#5b6875"), HexColor("#dde4ea"), HexColor("#f1f4f7")
TEXT = ParagraphStyle("text", fontName="Noto", fontSize=8, leading=12, textColor=HexColor("#1d2733"))
TITLE = ParagraphStyle("title", TEXT, fontName="NotoBold", fontSize=14, leading=20, textColor=BLUE)
TOTAL = ParagraphStyle("total", TEXT, fontName="NotoBold", fontSize=10, alignment=2, spaceBefore=3 * mm)
SMALL = ParagraphStyle("small", TEXT, fontSize=7, textColor=GREY, spaceBefore=2 * mm)
ROWS = TableStyle(
    [
        ("FONT", (0, 0), (-1, -1), "Noto", 8, 12),
        ("FONT", (0, 0), (-1, 0), "NotoBold", 8, 12),
        ("BACKGROUND", (0, 0), (-1, 0), BLUE),
        ("TEXTCOLOR", (0, 0), (-1, 0), white),
        ("ROWBACKGROUNDS", (0, 1), (-1, -1), (white, ZEBRA)),
        ("LINEBELOW", (0, 1), (-1, -1), 0.3, LINE),
        ("ALIGN", (3, 0), (-1, -1), "RIGHT"),
        ("PADDING", (0, 0), (-1, -1), 1.5 * mm),
        ("TOPPADDING", (0, 0), (-1, -1), 0.25 * mm),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 0.25 * mm),
    ]
)
HEAD = TableStyle([("VALIGN", (0, 0), (-1, -1), "TOP"), ("PADDING", (0, 0), (-1, -1), 0)])


def make() -> Draw:
    """Registers the fonts."""
    pdfmetrics.registerFont(TTFont("Noto", truetype("Regular")))
    pdfmetrics.registerFont(TTFont("NotoBold", truetype("Bold")))
    return draw


def draw(record: dict[str, Any]) -> bytes:
    """One bill."""
    out = BytesIO()
    document = SimpleDocTemplate(
        out, pagesize=A4, leftMargin=16 * mm, rightMargin=16 * mm, topMargin=14 * mm, bottomMargin=16 * mm
    )
    address = [Paragraph(_escaped(line), TEXT) for line in record["address"]]
    address.append(Paragraph(f'<font name="NotoBold">{_escaped(record["name"])}</font>', TEXT))
    facts = [Paragraph(_escaped(line), TEXT) for line in content.facts(record)]
    code = Image(BytesIO(content.code(record)), 26 * mm, 26 * mm)
    head = Table([[address, facts, code]], colWidths=[88 * mm, 62 * mm, 28 * mm], rowHeights=[30 * mm], style=HEAD)
    rows = [list(content.HEADS), *map(list, content.table(record))]
    logo = Image(content.LOGO, 40 * mm, 8 * mm, hAlign="LEFT")
    table = Table(rows, colWidths=[width * mm for width in content.WIDTHS], style=ROWS, repeatRows=1)
    total, note = Paragraph(content.closing(record), TOTAL), Paragraph(content.NOTE, SMALL)
    document.build([logo, Paragraph(content.TITLE, TITLE), head, table, total, note], canvasmaker=_Numbered)
    return out.getvalue()


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;")


class _Numbered(Canvas):  # type: ignore[misc]  # reportlab has no types
    """Knows the number of pages when it writes the foot of each."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self._states: list[dict[str, Any]] = []

    def showPage(self) -> None:
        """Keeps the page until all are known."""
        self._states.append(dict(self.__dict__))
        self._startPage()

    def save(self) -> None:
        """Writes the pages."""
        for number, state in enumerate(self._states, 1):
            self.__dict__.update(state)
            self.setFont("Noto", 7)
            self.setFillColor(GREY)
            self.drawRightString(A4[0] - 16 * mm, 8 * mm, f"第 {number} / {len(self._states)} 頁")
            super().showPage()
        super().save()
