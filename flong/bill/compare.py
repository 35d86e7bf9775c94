"""Whether two PDFs look the same: every pixel of every page, by pdfium.

Pages are drawn one by one until two differ, so equal files cost their drawing and one memory compare a page.
pdfium is not safe for threads: they wait for each other.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO
from itertools import zip_longest
from threading import Lock
from typing import Any, NamedTuple

from flong.errors import MissingExtra

Size = tuple[float, float]
_ONE = Lock()
Box = tuple[int, int, int, int]
_memcmp = ctypes.CDLL(None).memcmp
_memcmp.argtypes, _memcmp.restype = (ctypes.c_void_p, ctypes.c_void_p, ctypes.c_size_t), ctypes.c_int


class Drawn(NamedTuple):
    """One page: `points` is its size, `pixels` its bitmap (BGRX, `width` pixels a row)."""

    points: Size
    width: int
    height: int
    pixels: ctypes.Array[ctypes.c_ubyte]


@dataclass(frozen=True, slots=True)
class Difference:
    """Where two PDFs first differ.

    `page` counts from 1; `what` is "pages" (one of them ends before this page), "size" or "pixels". Of pixels, `count`
    differ, all inside `box` (left, top, right, bottom; right and bottom exclusive).
    """

    page: int
    what: str
    count: int = 0
    box: Box = (0, 0, 0, 0)
    drawn: tuple[Drawn | None, Drawn | None] = field(default=(None, None), repr=False, compare=False)

    def picture(self) -> bytes:
        """A PNG: the first PDF's page paled, differing pixels in red; where sizes differ, both pages side by side."""
        from PIL import Image

        images = [_image(drawn) for drawn in self.drawn if drawn]
        if self.what == "pixels":
            paled = Image.blend(images[0], Image.new("RGB", images[0].size, "white"), 0.7)
            paled.paste((255, 0, 0), mask=_mask(*images))
            return _png(paled)
        both = Image.new("RGB", (sum(one.width for one in images), max(one.height for one in images)), "grey")
        for at, one in enumerate(images):
            both.paste(one, (at * images[0].width, 0))
        return _png(both)


def difference(first: bytes, second: bytes, dpi: float = 150) -> Difference | None:
    """The first difference between two PDFs drawn at `dpi`, or None when they look the same.

    Raises ValueError when one of them can't be read, MissingExtra without pypdfium2.
    """
    with _ONE:
        both = zip_longest(_pages(first, dpi), _pages(second, dpi))
        for page, (one, other) in enumerate(both, 1):
            if found := _page_difference(page, one, other):
                return found
    return None


def _page_difference(page: int, one: Drawn | None, other: Drawn | None) -> Difference | None:
    if one is None or other is None:
        return Difference(page, "pages", drawn=(one, other))
    if one[:3] != other[:3]:
        return Difference(page, "size", drawn=(one, other))
    if _memcmp(one.pixels, other.pixels, 4 * one.width * one.height) == 0:
        return None
    mask = _mask(_image(one), _image(other))
    return Difference(page, "pixels", mask.histogram()[255], mask.getbbox(), (one, other))


def _pages(pdf: bytes, dpi: float) -> Iterator[Drawn]:
    try:
        import pypdfium2
    except ImportError:
        raise MissingExtra("bill", "pypdfium2") from None
    try:
        with pypdfium2.PdfDocument(pdf) as document:
            for page in document:
                bitmap = page.render(scale=dpi / 72, rev_byteorder=False, prefer_bgrx=True)
                yield Drawn(page.get_size(), bitmap.width, bitmap.height, bitmap.buffer)
                page.close()
    except pypdfium2.PdfiumError as error:
        raise ValueError(f"not a PDF that pdfium reads ({error})") from None


def _image(drawn: Drawn) -> Any:
    from PIL import Image

    return Image.frombuffer("RGB", (drawn.width, drawn.height), bytes(drawn.pixels), "raw", "BGRX", 0, 1)


def _mask(one: Any, other: Any) -> Any:
    """255 where two pictures differ in any colour."""
    from PIL import ImageChops

    red, green, blue = ImageChops.difference(one, other).split()
    most = ImageChops.lighter(ImageChops.lighter(red, green), blue)
    return most.point(lambda value: 255 if value else 0)


def _png(image: Any) -> bytes:
    out = BytesIO()
    image.save(out, "PNG")
    return out.getvalue()
