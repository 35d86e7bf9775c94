"""Small PDF files of every kind, for the tests of the writer."""

from __future__ import annotations

from io import BytesIO

import pikepdf

from flong.bill.pdf import Document, Object

TITLE, LANG = "帳單", "zh-TW"
TEXT = "Statement 2026-11"
CONTENT = f"BT /F1 24 Tf 72 700 Td ({TEXT}) Tj ET".encode()
CONTENT_NUMBER = 6
OBJECTS = (
    Object(b"<< /Type /Catalog /Pages 2 0 R /Lang (%b) >>" % LANG.encode()),
    Object(b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>"),
    Object(
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 6 0 R "
        b"/Resources << /Font << /F1 4 0 R >> >> >>"
    ),
    Object(b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"),
    Object(b"<< /Title <%b> >>" % ("\ufeff" + TITLE).encode("utf-16-be").hex().encode()),
)
OWN = (Object(b"<< >>", CONTENT),)
SHARED = Document(OBJECTS, 1, info=5)


def opened(pdf: bytes, password: str = "") -> pikepdf.Pdf:
    """The file as pikepdf reads it, which must not have to repair anything."""
    document = pikepdf.open(BytesIO(pdf), password=password, suppress_warnings=False)
    assert not document.check_pdf_syntax()
    assert not document.get_warnings()
    return document
