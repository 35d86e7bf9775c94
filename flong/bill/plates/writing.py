"""The file of one bill: what its plate has alike, and beside it its own pages, pictures and fonts."""

from __future__ import annotations

import struct
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache

from flong.bill.objects import Object, deflated
from flong.bill.plates.canvas import SCALE
from flong.bill.plates.constants import Constants
from flong.bill.plates.minifonts import FontFiles, MiniFonts
from flong.bill.plates.setting import Setter, number
from flong.bill.plates.stamping import Code, Sheet

Pictures = Callable[[str], bytes]
"""The 1-bit PNG of a code by its id."""

_deflated = lru_cache(256)(lambda data: deflated(data, 6))


class Writer:
    """Writes the files of a plate. `level` says how hard a file's own content is deflated."""

    def __init__(self, files: FontFiles, constants: Constants, level: int = 1) -> None:
        self.files, self.constants, self.level = files, constants, level

    def objects(self, sheets: Sequence[Sheet], pictures: Pictures) -> list[Object]:
        """A bill's own objects, numbered from `constants.first`, the page tree before all others."""
        count = len(sheets)
        fonts = MiniFonts(self.files, self.constants.shown)
        contents = [self._content(sheet, fonts) for sheet in sheets]
        pages = self.constants.page
        kids = b" ".join(b"%d 0 R" % (pages + 3 * i) for i in range(count))
        images = list(dict.fromkeys(code.id for sheet in sheets for code in sheet.codes))
        at = pages + 3 * count
        codes = {id_: at + i for i, id_ in enumerate(images)}
        made, numbers = fonts.add(at + len(images))
        return [
            Object(b"<< /Type /Pages /Count %d /Kids [%b] >>" % (count, kids)),
            Object(self._resources(codes, numbers)),
            *(found for i, sheet in enumerate(sheets) for found in self._page(sheet, contents[i], pages + 3 * i)),
            *(_image(pictures(id_)) for id_ in images),
            *made,
        ]

    def _page(self, sheet: Sheet, content: bytes, at: int) -> Iterator[Object]:
        box = b" ".join(number(float(side * SCALE)) for side in (sheet.width, sheet.height))
        first, field = self.constants.first, self.constants.field
        notes = b" /Annots [%d 0 R]" % field if field and at == self.constants.page else b""
        yield Object(
            b"<< /Type /Page /Parent %d 0 R /Resources %d 0 R /MediaBox [0 0 %b] /TrimBox [0 0 %b]"
            b" /Contents [%d 0 R %d 0 R]%b >>" % (first, first + 1, box, box, at + 1, at + 2, notes)
        )
        yield Object(_FLATE, _deflated(sheet.static))
        yield Object(_FLATE, deflated(content, self.level))

    def _content(self, sheet: Sheet, fonts: MiniFonts) -> bytes:
        """What is painted on a page for this record alone."""
        scale = b" ".join(map(number, (SCALE, 0.0, 0.0, -SCALE, 0.0, sheet.height * SCALE)))
        return b"\n".join(
            [scale + b" cm /a1 gs", *map(_painted, sheet.codes), Setter(fonts.shown).content(sheet.lines)]
        )

    def _resources(self, codes: dict[str, int], fonts: dict[str, int]) -> bytes:
        own = {"XObject": codes, "Font": fonts}
        kinds = []
        for kind, shared in self.constants.resources.items():
            more = b" ".join(b"/%b %d 0 R" % (name.encode(), at) for name, at in own.get(kind, {}).items())
            kinds.append(b"/%b <<%b %b>>" % (kind.encode(), shared, more))
        return b"<< %b >>" % b" ".join(kinds)


_FLATE = b"<< /Filter /FlateDecode >>"


def _painted(code: Code) -> bytes:
    picture = code.picture
    box = b" ".join(map(number, (picture.x, code.y, picture.width, picture.height)))
    place = b" ".join(map(number, (1.0, 0.0, 0.0, 1.0, picture.x, code.y)))
    size = b" ".join(map(number, (picture.width, 0.0, 0.0, -picture.height, 0.0, picture.height)))
    return b"q %b%b cm %b cm /%b Do Q" % (box + b" re W n " if picture.cut else b"", place, size, code.id.encode())


def _image(png: bytes) -> Object:
    """A 1-bit grey PNG as an image: its compressed rows are what a PDF wants."""
    width, height = struct.unpack_from(">II", png, 16)
    rows, at = [], 8
    while at < len(png):
        (size,) = struct.unpack_from(">I", png, at)
        if png[at + 4 : at + 8] == b"IDAT":
            rows.append(png[at + 8 : at + 8 + size])
        at += size + 12
    head = b"<< /Type /XObject /Subtype /Image /Width %d /Height %d /ColorSpace /DeviceGray /BitsPerComponent 1"
    told = b" /Interpolate false /Filter /FlateDecode"
    parms = b" /DecodeParms << /Predictor 15 /Columns %d /Colors 1 /BitsPerComponent 1 >> >>"
    return Object(head % (width, height) + told + parms % width, b"".join(rows))
