"""Comparing PDFs by their pixels: equal ones are, and every kind of difference is found where it is."""

from __future__ import annotations

from io import BytesIO

import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image
from pixels import judge, no_poppler

from flong.bill.compare import Difference, difference

BLACK = "0 g 10 20 5 4 re f"
"""A rectangle of 5 × 4 points whose lower left corner is at (10, 20)."""


def pdf(*pages: str, size: tuple[float, float] = (100, 50)) -> bytes:
    """A PDF with these page contents."""
    document, out = pikepdf.Pdf.new(), BytesIO()
    for content in pages:
        page = document.add_blank_page(page_size=size)
        page.Contents = document.make_stream(content.encode())
    document.save(out)
    return out.getvalue()


def test_equal_pages_have_no_difference() -> None:
    """Also when they are written differently."""
    assert difference(pdf(BLACK, ""), pdf(BLACK, "")) is None
    assert difference(pdf(BLACK), pdf("q 0 0 0 rg 10 20 m 15 20 l 15 24 l 10 24 l f Q"), 72) is None


def test_pixels_are_counted_and_boxed() -> None:
    """At 72 dpi a point is a pixel; pictures count from the top."""
    found = difference(pdf("", BLACK), pdf("", ""), 72)
    assert found == Difference(2, "pixels", 20, (10, 26, 15, 30))


@pytest.mark.parametrize("color", ["1 1 0.99 rg", "0.99 1 1 rg", "1 0.99 1 rg"])
def test_a_faint_colour_is_a_difference(color: str) -> None:
    """One channel, one or two steps of 255."""
    found = difference(pdf(f"{color} 10 20 5 4 re f"), pdf(""), 72)
    assert found and found.count == 20


@settings(max_examples=15)
@given(st.integers(0, 90), st.integers(0, 40), st.integers(1, 9), st.integers(1, 9))
def test_any_rectangle_is_found(x: int, y: int, width: int, height: int) -> None:
    """Wherever it is, up to the borders of the page."""
    found = difference(pdf(f"0.5 g {x} {y} {width} {height} re f"), pdf(""), 72)
    assert found == Difference(1, "pixels", width * height, (x, 50 - y - height, x + width, 50 - y))


def test_pages_and_sizes_count() -> None:
    """A page more or less, and a page a tenth of a point wider, which has as many pixels."""
    assert difference(pdf(BLACK), pdf(BLACK, "")) == Difference(2, "pages")
    assert difference(pdf(BLACK, ""), pdf(BLACK)) == Difference(2, "pages")
    assert difference(pdf(BLACK, size=(99.5, 50)), pdf(BLACK, size=(99.6, 50)), 72) == Difference(1, "size")


def test_the_picture_shows_what_differs() -> None:
    """Red where pixels differ; both pages where sizes do, one where the other is missing."""
    found = difference(pdf(BLACK), pdf("0.5 g 60 0 10 10 re f"), 72)
    picture = Image.open(BytesIO(found.picture()))
    assert picture.size == (100, 50)
    assert picture.getpixel((12, 28)) == picture.getpixel((65, 45)) == (255, 0, 0)
    assert picture.getpixel((50, 25)) == (255, 255, 255)
    sizes = difference(pdf(BLACK), pdf(BLACK, size=(40, 60)), 72)
    assert Image.open(BytesIO(sizes.picture())).size == (140, 60)
    assert Image.open(BytesIO(difference(pdf(""), pdf("", ""), 72).picture())).size == (100, 50)


@pytest.mark.parametrize("broken", [b"", b"no PDF", pdf(BLACK)[:200]])
def test_what_is_no_pdf_is_told(broken: bytes) -> None:
    """On either side."""
    for pair in ((broken, pdf("")), (pdf(""), broken)):
        with pytest.raises(ValueError, match="not a PDF"):
            difference(*pair)


def test_poppler_sees_the_same(tmp_path) -> None:
    """Both rasterisers are asked, and what they saw is kept."""
    if reason := no_poppler():
        pytest.skip(reason)
    from pixels import by_poppler

    assert by_poppler(pdf(BLACK, ""), pdf(BLACK, ""), tmp_path / "x.png") == ""
    assert "page 2: pixels" in by_poppler(pdf("", BLACK), pdf("", ""), tmp_path / "x.png")
    assert Image.open(tmp_path / "x.png").getbbox()
    assert "1 and 2 pages" in by_poppler(pdf(""), pdf("", ""), tmp_path / "x.png")
    assert "(209, 105) and (209, 125)" in by_poppler(pdf(""), pdf("", size=(100, 60)), tmp_path / "x.png")


def test_both_files_are_kept(tmp_path) -> None:
    """With a picture; nothing is written for equal ones."""
    assert judge(pdf(BLACK), pdf(BLACK), tmp_path, "same") == ""
    assert judge(pdf(BLACK), pdf(""), tmp_path, "other").startswith("other: pdfium: page 1: pixels")
    assert {path.name for path in tmp_path.iterdir()} == {"other.first.pdf", "other.second.pdf", "other.pdfium.png"}
