"""Mini fonts draw what the whole font draws, and hold nothing else."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from functools import cache
from io import BytesIO
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont
from hypothesis import given, settings
from hypothesis import strategies as st

from flong.bill import fonts
from flong.bill.minifont import Face
from flong.errors import ConfigError, FontError
from tests.bill import fontmaker
from tests.bill.fontmaker import NAMES, WIDTHS, collection, drawn, glyph_of, table, with_tables

MADE = {
    "truetype": fontmaker.truetype(),
    "truetype 1000": fontmaker.truetype(1000),
    "cff": fontmaker.cff(),
    "cff 2048": fontmaker.cff(2048),
}
GIDS = st.lists(st.integers(0, len(NAMES) - 1), min_size=1, max_size=12)


def of_the_machine() -> Iterator[tuple[Path, int]]:
    """Fonts that bills use here, and TrueType ones where there are."""
    try:
        noto = fonts.folder()
    except ConfigError:
        return
    for path, index in ((noto / "NotoSansCJK-Regular.ttc", 3), (noto / "NotoSerifCJK-Bold.ttc", 0)):
        if path.exists():
            yield path, index
    for name in ("DejaVuSans.ttf", "DejaVuSerif-Italic.ttf"):
        if (path := Path("/usr/share/fonts/truetype/dejavu") / name).exists():
            yield path, 0


MACHINE = [pytest.param(path, index, id=path.stem) for path, index in of_the_machine()]


@cache
def face_of(name: str) -> Face:
    """A face that many cuts are made from, as in a batch."""
    return Face(MADE[name])


def program_of(program: bytes) -> list[str]:
    """What a CFF font's charstrings say, but for numbers."""
    made = TTFont(BytesIO(program))["CFF "].cff
    glyphs = [made[0].CharStrings[name] for name in made[0].charset]
    for glyph in glyphs:
        glyph.decompile()
    return [token for glyph in glyphs for token in glyph.program if isinstance(token, str)]


@pytest.mark.parametrize("name", MADE)
@settings(max_examples=30)
@given(gids=GIDS)
def test_glyphs_draw_what_they_draw_in_the_whole_font(name: str, gids: list[int]) -> None:
    """By the order asked for, also twice and .notdef, with their advances; also cut from a face that was cut before."""
    whole, program = drawn(MADE[name]), face_of(name).mini(gids)
    cut = drawn(program)
    assert cut[0][0] == []
    assert cut[1 : len(gids) + 1] == [whole[gid] for gid in gids]
    assert Face(MADE[name]).mini(gids) == program


@pytest.mark.parametrize(("path", "index"), MACHINE)
def test_glyphs_of_big_fonts(path: Path, index: int) -> None:
    """Random ones of the fonts that bills are set in; those with most parts of all are among them."""
    data, dice = path.read_bytes(), random.Random(5)
    face, whole = Face(data, index), TTFont(path, fontNumber=index)
    for count in (1, 7, 200):
        gids = [dice.randrange(face.glyph_count) for _ in range(count)]
        cut = drawn(face.mini(gids))
        assert cut[1 : count + 1] == [glyph_of(whole, gid) for gid in gids]


@pytest.mark.deep
@pytest.mark.parametrize(("path", "index"), MACHINE)
def test_thousands_of_glyphs_of_big_fonts(path: Path, index: int) -> None:
    """In one mini font, by chance."""
    data, dice = path.read_bytes(), random.Random(6)
    face, whole = Face(data, index), TTFont(path, fontNumber=index)
    gids = dice.sample(range(face.glyph_count), min(4000, face.glyph_count))
    glyphs, cut = whole.getGlyphSet(), drawn(face.mini(gids))
    assert cut[1 : len(gids) + 1] == [glyph_of(whole, gid, glyphs) for gid in gids]


def test_hints_are_left_out() -> None:
    """As in what WeasyPrint embeds: no programs, stems and masks, and no subroutines."""
    cut = TTFont(BytesIO(face_of("truetype").mini([2, 4])))
    assert sorted(cut.keys()) == ["GlyphOrder", "glyf", "head", "hhea", "hmtx", "loca", "maxp"]
    assert not any(hasattr(glyph, "program") and glyph.program for glyph in cut["glyf"].glyphs.values())
    assert cut["maxp"].maxSizeOfInstructions == cut["maxp"].maxFunctionDefs == 0
    said = set(program_of(face_of("cff").mini(range(1, 7))))
    assert not said & {"hstem", "vstem", "hstemhm", "vstemhm", "hintmask", "cntrmask", "callsubr", "callgsubr"}
    assert {"flex", "hflex", "rcurveline", "vvcurveto", "hvcurveto"} <= said


@pytest.mark.parametrize("name", MADE)
def test_checksums_are_right(name: str) -> None:
    """Of the tables and of the file."""
    program = face_of(name).mini([2, 3, 4, 5])
    TTFont(BytesIO(program), checkChecksums=2).ensureDecompiled()
    words = [int.from_bytes(program[i : i + 4]) for i in range(0, len(program), 4)]
    assert sum(words) % (1 << 32) == 0xB1B0AFBA


def test_a_face_tells_what_a_pdf_must_say() -> None:
    """Metrics in font units; names without what a PDF's name may not have."""
    face = face_of("truetype")
    assert (face.kind, face.upem, face.glyph_count) == ("truetype", 2048, len(NAMES))
    assert (face.ascent, face.descent, face.name, face.family) == (900, -300, "MadeFont", "Made 字")
    assert [face.advance(gid) for gid in range(len(NAMES))] == list(WIDTHS.values())
    assert face_of("cff").kind == "cff"
    assert TTFont(BytesIO(MADE["cff"]))["head"].xMin == face_of("cff").bbox[0]


def test_fonts_of_a_collection() -> None:
    """By their number; one too many is an error."""
    both = collection(MADE["truetype"], MADE["cff"])
    assert [Face(both, i).kind for i in (0, 1)] == ["truetype", "cff"]
    assert drawn(Face(both, 1).mini([2, 6])) == drawn(face_of("cff").mini([2, 6]))
    with pytest.raises(FontError, match="the collection has 2 fonts, not 3"):
        Face(both, 2)


def test_fonts_by_character_ids() -> None:
    """What was cut can be cut again: its glyphs have no names."""
    once = face_of("cff").mini(range(1, len(NAMES)))
    assert drawn(Face(once).mini([6, 2]))[1:] == [drawn(once)[6], drawn(once)[2]]


@pytest.mark.parametrize(
    ("bits", "embeddable"),
    [(0, True), (2, False), (4, True), (8, True), (2 | 4, True), (0x100, False), (0x200, False), (0x204, False)],
)
def test_licence_bits(bits: int, embeddable: bool) -> None:
    """Restricted fonts are those whose bit stands alone; a part of a font, with outlines, must be allowed."""
    for make in (fontmaker.truetype, fontmaker.cff):
        face = Face(make(fs_type=bits))
        assert face.embeddable is embeddable
        assert bool(face.licence) is not embeddable


@pytest.mark.parametrize("gids", [[], [-1], [len(NAMES)], [1 << 40], range(32001)])
def test_glyphs_that_are_not_there(gids: Sequence[int]) -> None:
    """Told, and the face goes on."""
    for face in (face_of("truetype"), face_of("cff")):
        with pytest.raises(FontError):
            face.mini(gids)
        assert face.mini([2])


SMALL = "the font has no table .*, or a short one"


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", "ends too early"),
        (b"no font at all.......", "no TrueType or OpenType font"),
        (MADE["cff"][:200], "outside the font file"),
        (with_tables(MADE["cff"], CFF=None), "neither TrueType nor CFF"),
        (with_tables(MADE["cff"], fvar=b"x"), "a variable one"),
        (with_tables(MADE["truetype"], COLR=b"x"), "are pictures"),
        (with_tables(MADE["truetype"], head=None), SMALL),
        (with_tables(MADE["truetype"], maxp=b"\0\0\x50\0\0\7"), SMALL),
        (with_tables(MADE["truetype"], loca=b"\0\0"), SMALL),
        (with_tables(MADE["truetype"], hmtx=b"\0\0"), "no advance for every glyph"),
        (with_tables(MADE["cff"], CFF=b"\1\0\4\4\0"), "CFF table is broken"),
        (with_tables(MADE["cff"], CFF=table(MADE["cff"], "CFF ")[:-9]), "CFF table is broken"),
        (with_tables(MADE["cff"], CFF=table(face_of("cff").mini([1]), "CFF ")), "2 of 7 glyphs"),
        (with_tables(MADE["cff"], CFF=table(MADE["cff 2048"], "CFF ")), "slanted or stretched"),
    ],
)
def test_what_is_no_font_is_told(data: bytes, why: str) -> None:
    """By a reason that names what is wrong."""
    with pytest.raises(FontError, match=why):
        Face(data)


def test_a_collection_is_asked_for_a_font_it_has() -> None:
    """A file of one font has no second."""
    with pytest.raises(FontError, match="the file has one font, not 2"):
        Face(MADE["cff"], 1)


def cut_all(data: bytes) -> None:
    """Everything that can be done with a font, whose errors must be FontErrors."""
    try:
        face = Face(data)
    except FontError:
        return
    for gid in range(min(face.glyph_count, 20)):
        try:
            face.mini([gid])
        except FontError:
            continue


@pytest.mark.parametrize("name", ["truetype", "cff"])
@settings(max_examples=150)
@given(change=st.data())
def test_broken_fonts_do_no_harm(name: str, change: st.DataObject) -> None:
    """Bytes changed and lost anywhere, mostly in the tables that hold glyphs."""
    data = bytearray(MADE[name])
    for _ in range(change.draw(st.integers(1, 6))):
        data[change.draw(st.integers(0, len(data) - 1))] = change.draw(
            st.sampled_from([0, 1, 10, 11, 28, 29, 127, 255])
        )
    cut_all(bytes(data[: change.draw(st.integers(len(data) * 3 // 4, len(data)))]))


@pytest.mark.parametrize("name", ["truetype", "cff"])
def test_every_byte_broken(name: str) -> None:
    """Each byte of the glyphs and of what leads to them."""
    for tag in ("glyf", "loca", "maxp", "head") if name == "truetype" else ("CFF ",):
        raw = table(MADE[name], tag)
        for i in range(len(raw)):
            for value in (0, 10, 29, 255):
                cut_all(with_tables(MADE[name], **{tag.strip(): raw[:i] + bytes((value,)) + raw[i + 1 :]}))


BOMB: list[list[object]] = [[i - 106, "callsubr"] * 10 + ["return"] for i in range(9)]


@pytest.mark.parametrize(
    ("program", "why"),
    [
        ([1, 2, "rlineto", "endchar"], "broken"),
        ([1, "rmoveto", "endchar"], "broken"),
        ([1, 2, 3, 4, "rmoveto", "endchar"], "broken"),
        ([1, 2, "rmoveto", 1, 2, "endchar"], "broken"),
        ([1] * 49 + ["rmoveto"], "broken"),
        (["callsubr"], "broken"),
        ([500, "callsubr"], "broken"),
        ([1.5, "callsubr"], "broken"),
        ([-107, "callgsubr"], "broken"),
        ([1, 2] * 20 + ["hstemhm", "hintmask", b"\1", "endchar"], "broken"),
        ([0, 0, 65, 66, "endchar"], "made of others or calculates"),
        ([1, 2, "add", 3, "rmoveto", "endchar"], "made of others or calculates"),
        ([-107, "callsubr"], "broken"),
    ],
)
def test_broken_glyphs_are_refused(program: list[object], why: str) -> None:
    """And only they: subroutines that call themselves or a billion others too."""
    data = fontmaker.cff(programs={"B": program}, subroutines=[*BOMB, ["return"]], shared=[[-107, "callgsubr"]])
    face = Face(data)
    with pytest.raises(FontError, match=f"a glyph of the font is .*{why}"):
        face.mini([3])
    assert drawn(face.mini([2]))[1] == glyph_of(TTFont(BytesIO(data)), 2)


def test_a_glyph_may_lack_its_end() -> None:
    """Readers draw it all the same."""
    ended, open_ = (
        Face(fontmaker.cff(programs={"B": [1, 2, "rmoveto", 3, "hlineto", *end]})) for end in (["endchar"], [])
    )
    assert open_.mini([3]) == ended.mini([3])
