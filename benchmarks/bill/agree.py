"""Whether the bills of several engines say the same."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from benchmarks.bill.content import HEADS, NOTE, TITLE, closing, facts, link, table

SCALE = 2.5
_BLANK = re.compile(r"\s+")


def agreed(record: dict[str, Any], bills: Mapping[str, bytes], password: str | None = None) -> None:
    """Raises AssertionError unless each bill shows all of the record's texts and its code, on as many pages."""
    seen = {name: read(pdf, password) for name, pdf in bills.items()}
    pages = {name: count for name, (count, _, _) in seen.items()}
    assert max(pages.values()) - min(pages.values()) <= 1, f"unlike numbers of pages: {pages}"
    for name, (_, text, codes) in seen.items():
        absent = [one for one in texts(record) if _BLANK.sub("", one) not in text]
        assert not absent, f"{name}: {absent[:3]} not on the bill"
        assert codes == [link(record)], f"{name}: the code reads {codes}"


def texts(record: dict[str, Any]) -> list[str]:
    """All that must be read on the bill."""
    cells = [cell for row in table(record) for cell in row]
    return [TITLE, NOTE, *HEADS, *record["address"], record["name"], *facts(record), *cells, closing(record)]


def read(pdf: bytes, password: str | None) -> tuple[int, str, list[str]]:
    """Number of pages, all text without blanks, and what the first page's codes say."""
    import pypdfium2
    import zxingcpp

    if password:
        assert not _opens(pdf), "the bill opens without its password"
    with pypdfium2.PdfDocument(pdf, password=password) as document:
        text = "".join(page.get_textpage().get_text_range() for page in document)
        picture = document[0].render(scale=SCALE).to_pil()
        codes = [code.text for code in zxingcpp.read_barcodes(picture)]
        return len(document), _BLANK.sub("", text), codes


def _opens(pdf: bytes) -> bool:
    import pypdfium2

    try:
        pypdfium2.PdfDocument(pdf).close()
    except pypdfium2.PdfiumError:
        return False
    return True
