"""PDFs whose fonts are replaced by mini fonts look the same to the pixel, and their text can be copied."""

from __future__ import annotations

import random
import re
import zlib
from io import BytesIO
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from pikepdf import Array, Dictionary, Name, Pdf, Stream

from flong.bill import Bill, cast_bill, fonts
from flong.bill.fontobjects import COUNT, font_objects, width
from flong.bill.minifont import Face
from flong.errors import FontError
from tests.bill import fontmaker
from tests.bill.pixels import judge

TEXT = "帳單 王小明 請求書 ひらがな カタカナ 청구서 账单 Coffee AVATAR №42 HKD 1,234.56 ½ é ﬁ 、。「」"
HEX = re.compile(rb"<([0-9a-f]+)>")


def no_pictures(cid: str) -> bytes:
    raise KeyError(cid)


def cast(body: str, base: Path | None = None) -> bytes:
    return cast_bill(
        Bill(f'<!doctype html><html lang="zh-TW"><meta charset="utf-8"><body>{body}</body></html>'),
        base=base, pictures=no_pictures,
    )  # fmt: skip


def noto(name: str, index: int = 3) -> Face:
    path = fonts.folder() / name
    if not path.exists():
        pytest.skip(f"there is no {name}")
    return Face(path.read_bytes(), index)


def put(pdf: Pdf, objects: list[tuple[bytes, bytes | None]]) -> pikepdf.Object:
    """Puts objects that are numbered from 1 on into a file: the first one."""
    made = []
    for head, data in objects:
        value = pikepdf.Object.parse(re.sub(rb"(\d+) 0 R", rb"/Reference\1", head))
        if data is None:
            made.append(pdf.make_indirect(value))
        else:
            plain = zlib.decompress(data) if "/Filter" in value else data
            made.append(Stream(pdf, plain, {key: value[key] for key in value.keys() - {"/Filter"}}))
    for value in made:
        resolve(value, made)
    return made[0]


def resolve(value: pikepdf.Object, made: list[pikepdf.Object]) -> None:
    """Puts objects in place of the names that stand for them."""
    places = value.keys() if isinstance(value, Dictionary | Stream) else range(len(value))
    for place in list(places):
        inner = value[place]
        if isinstance(inner, Name) and str(inner).startswith("/Reference"):
            value[place] = made[int(str(inner)[10:]) - 1]
        elif isinstance(inner, Array):
            resolve(inner, made)


def swapped(data: bytes, faces: dict[str, Face]) -> bytes:
    """The file with a mini font in place of each of its fonts, and codes that fit; `faces` by a part of their name."""
    pdf, out = Pdf.open(BytesIO(data)), BytesIO()
    content = b"".join(page.Contents.read_bytes() for page in pdf.pages)
    dictionary = pdf.pages[0].Resources.Font
    for key in list(dictionary.keys()):
        face = next(face for name, face in faces.items() if name in str(dictionary[key].BaseFont))
        widths = widths_of(dictionary[key])
        gids = sorted(widths)
        dictionary[key] = put(pdf, font_objects(face, gids, {}, 1, widths=widths))
        content = renumbered(content, key.encode(), {gid: code for code, gid in enumerate(gids, 1)})
    pdf.pages[0].Contents = Stream(pdf, content)
    pdf.save(out)
    return out.getvalue()


def widths_of(font: pikepdf.Object) -> dict[int, int]:
    found: dict[int, int] = {}
    array = list(font.DescendantFonts[0].W)
    for first, widths in zip(array[::2], array[1::2], strict=True):
        found |= {int(first) + i: int(value) for i, value in enumerate(widths)}
    return found


def renumbered(content: bytes, font: bytes, codes: dict[int, int]) -> bytes:
    """The content with other codes where text is shown in `font`."""
    parts = re.split(rb"(?=/\S+ [\d.]+ Tf\b)", content)
    return b"".join(HEX.sub(lambda m: code(m[1], codes), p) if p.startswith(font + b" ") else p for p in parts)


def code(shown: bytes, codes: dict[int, int]) -> bytes:
    return b"<%b>" % b"".join(b"%04x" % codes[int(shown[i : i + 4], 16)] for i in range(0, len(shown), 4))


def same(pdf: bytes, faces: dict[str, Face], folder: Path) -> None:
    """Holds a file against itself with mini fonts."""
    other = swapped(pdf, faces)
    assert other != pdf
    assert judge(pdf, other, folder, "fonts") == ""


def test_fonts_of_bills_look_the_same(tmp_path: Path) -> None:
    """Four scripts, two weights and several sizes of the CFF fonts that bills are set in."""
    sizes = "".join(f'<p style="font-size:{size}px">{TEXT} <b>{TEXT}</b></p>' for size in (7, 11.5, 16, 40))
    faces = {"CJK-TC-Bold": noto("NotoSansCJK-Bold.ttc"), "CJK-TC": noto("NotoSansCJK-Regular.ttc")}
    same(cast(f'<div style="font-family:Noto Sans CJK TC">{sizes}</div>'), faces, tmp_path)


@pytest.mark.parametrize("name", ["truetype", "cff", "cff of 2048", "DejaVuSans.ttf", "DejaVuSerif-Italic.ttf"])
def test_fonts_of_templates_look_the_same(name: str, tmp_path: Path) -> None:
    """TrueType fonts, with glyphs made of others, and OpenType fonts of other kinds."""
    made = {"truetype": fontmaker.truetype(), "cff": fontmaker.cff(), "cff of 2048": fontmaker.cff(2048)}
    path = Path("/usr/share/fonts/truetype/dejavu") / name
    if name not in made and not path.exists():
        pytest.skip(f"there is no {name}")
    data = made.get(name) or path.read_bytes()
    (tmp_path / "own.ttf").write_bytes(data)
    style = "<style>@font-face{font-family:Own;src:url(own.ttf)}p{font-family:Own}</style>"
    text = "A B C D E AB CD 字" if name in made else "Ångström déjà ﬁ Ǻ Ṩ №42 ½ AVATAR Ђ"
    pdf = cast(style + "".join(f'<p style="font-size:{size}px">{text}</p>' for size in (9, 17, 60)), tmp_path)
    same(pdf, {"Own": Face(data)}, tmp_path)


def page_of(face: Face, gids: list[int], texts: dict[int, str], level: int) -> bytes:
    """A page with one line of glyphs, all of them as they stand in a PDF that flong writes."""
    pdf, out = Pdf.new(), BytesIO()
    pdf.add_blank_page(page_size=(2000, 60))
    objects = font_objects(face, gids, texts, 1, level=level)
    assert len(objects) == COUNT
    pdf.pages[0].Resources = Dictionary(Font=Dictionary(F=put(pdf, objects)))
    shown = b"".join(b"%04x" % i for i in range(1, len(gids) + 1))
    pdf.pages[0].Contents = Stream(pdf, b"BT /F 8 Tf 10 20 Td <%b> Tj ET" % shown)
    pdf.save(out)
    return out.getvalue()


@pytest.mark.parametrize("level", [0, 1, 9])
@pytest.mark.parametrize("kind", ["truetype", "cff"])
def test_text_can_be_copied(kind: str, level: int) -> None:
    """What a glyph stands for is told by its text, be it several characters; 150 codes take two lists."""
    face = Face(fontmaker.truetype() if kind == "truetype" else fontmaker.cff())
    gids = [2, 3, 4, *[6] * 147]
    page = pypdfium2.PdfDocument(page_of(face, gids, {2: "A", 3: "ffi", 4: "𠮷", 6: "字"}, level))[0]
    assert page.get_textpage().get_text_range() == "Affi𠮷" + "字" * 147


def test_widths_are_thousandths_of_the_size() -> None:
    """The font's own, or those that the page was laid out with."""
    face = Face(fontmaker.truetype())
    head = font_objects(face, [2, 5], {}, 1)[1][0]
    assert b"/W [1 [%d %d]]" % (round(494 / 2.048), round(785 / 2.048)) in head
    assert width(face, 2) == 241
    assert b"/W [1 [7 8]]" in font_objects(face, [2, 5], {}, 1, widths={2: 7, 5: 8})[1][0]


def test_same_glyphs_same_objects() -> None:
    """Output follows from input; other parts of a font have other names."""
    dice = random.Random(1)
    gids = [dice.randrange(7) for _ in range(20)]
    data = fontmaker.cff()
    face = Face(data)
    assert font_objects(face, gids, {2: "A"}, 9) == font_objects(Face(data), gids, {2: "A"}, 9)
    assert font_objects(face, [1], {}, 9)[0] != font_objects(face, [2], {}, 9)[0]
    assert (
        b"/BaseFont /" in font_objects(face, [1], {}, 9)[0][0] and b"+MadeFont " in font_objects(face, [1], {}, 9)[0][0]
    )


def test_fonts_that_may_not_be_embedded_are_refused() -> None:
    """By the licence bits, with the name."""
    with pytest.raises(FontError, match="Made 字: its licence forbids embedding"):
        font_objects(Face(fontmaker.cff(fs_type=2)), [1], {}, 1)
