"""QR pictures, read by an outside decoder."""

from __future__ import annotations

import io

import pytest
import zxingcpp
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from flong.runtime.qr import LEVELS, modules, png


def scan(picture: bytes) -> list[zxingcpp.Barcode]:
    return zxingcpp.read_barcodes(Image.open(io.BytesIO(picture)).convert("L"))


@pytest.mark.parametrize("level", range(4))
def test_decodes_to_its_data_and_level(level: int) -> None:
    """Payment text with Chinese, at every error correction."""
    found = scan(png("TWQRP://銀行/158/02/V1?D1=12300&D6=0012345678", level, 200))
    assert [one.text for one in found] == ["TWQRP://銀行/158/02/V1?D1=12300&D6=0012345678"]
    assert found[0].ec_level == LEVELS[level]


@settings(max_examples=30)
@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=60))
def test_any_text_decodes(text: str) -> None:
    """UTF-8 in byte mode."""
    assert [one.bytes for one in scan(png(text, 1, 120))] == [text.encode()]


@pytest.mark.parametrize("size", [21, 120, 333, 2000])
def test_size_is_a_lower_bound_in_whole_modules(size: int) -> None:
    """Every module has the same number of pixels, so that nothing blurs."""
    picture = Image.open(io.BytesIO(png("x", 0, size)))
    assert picture.mode == "1" and picture.width == picture.height
    assert picture.width >= size and picture.width % (21 + 8) == 0


def test_the_quiet_zone_is_white() -> None:
    """Four modules on every side, ISO/IEC 18004 section 6.3.8."""
    picture = Image.open(io.BytesIO(png("x", 0, 29)))
    assert picture.width == 29
    assert all(picture.getpixel((x, y)) for x in range(29) for y in (*range(4), *range(25, 29)))


def test_too_much_data() -> None:
    """A clear error, which rejects the record."""
    with pytest.raises(ValueError, match="can't hold 3000 bytes at level H"):
        modules("x" * 3000, 3)


def test_made_once() -> None:
    """The same content is the same object."""
    assert png("same", 1, 120) is png("same", 1, 120)
