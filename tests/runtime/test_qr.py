"""QR codes: modules against the `qrcode` library, segments against a search of all ways, pictures read by zxing-cpp."""

from __future__ import annotations

import io
import re
import sys
from functools import cache
from itertools import groupby
from pathlib import Path

import pytest
import zxingcpp
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image
from qrcode import QRCode, util

from flong.runtime.core import Context, Reject
from flong.runtime.qr import png
from flong.runtime.qrcodes import LEVELS, modules, py_qr_svg, segments
from flong.runtime.resolve.codes import qr_svg

ROOT = Path(__file__).parents[2]
NUMERIC, ALPHANUMERIC, BYTE, KANJI = range(4)
ALPHANUMERICS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"
EVERY = st.characters(exclude_categories=["Cs", "Cc"])
KANJI_TEXT = st.sampled_from("亜漢字日本語ひらがなカタカナ，。銀行支払金額円×＋Ａｚ９Ωя")
PIECES = st.one_of(
    st.text("0123456789", min_size=1, max_size=40),
    st.text(ALPHANUMERICS, min_size=1, max_size=30),
    st.text("abcxyz?&=#/", min_size=1, max_size=30),
    st.text(EVERY, min_size=1, max_size=10),
)
MIXED = st.lists(PIECES, min_size=1, max_size=6).map("".join)
KANJI_PIECES = st.one_of(st.text(KANJI_TEXT, min_size=3, max_size=20), st.text(ALPHANUMERICS + "abc?&=", max_size=30))
KANJI_MIXED = st.lists(KANJI_PIECES).map("".join)
SAMPLE = "https://pay.example/bills/202611/AB1234567890?amount=12800&due=20261205&銀行"


def scan(picture: bytes) -> list[zxingcpp.Barcode]:
    return zxingcpp.read_barcodes(Image.open(io.BytesIO(picture)).convert("L"), formats=zxingcpp.BarcodeFormat.QRCode)


class Kanji(util.QRData):
    """A segment that the library has bit lengths for, and no writer."""

    def __init__(self, text: str) -> None:
        self.mode, self.codes = util.MODE_KANJI, [text[i].encode("shift_jis") for i in range(len(text))]

    def __len__(self) -> int:
        return len(self.codes)

    def write(self, buffer: util.BitBuffer) -> None:
        for high, low in self.codes:
            buffer.put((high - (0x81 if high < 0xE0 else 0xC1)) * 0xC0 + low - 0x40, 13)


def library(data: str, level: int, version: int, mask: int | None = None) -> tuple[tuple[bool, ...], ...]:
    """The library's modules for the segments that were chosen here."""
    code = QRCode(error_correction=[1, 0, 3, 2][level], border=0, mask_pattern=mask, version=version)
    modes, start = segments(data, level, version)[1], 0
    units = list(data) if KANJI in modes else [bytes([byte]) for byte in data.encode()]
    for mode, run in groupby(modes):
        end = start + len(list(run))
        part = units[start:end]
        if mode == KANJI:
            code.add_data(Kanji("".join(part)))
        else:
            text = b"".join(unit.encode() if isinstance(unit, str) else unit for unit in part)
            code.add_data(util.QRData(text, 1 << mode, check_data=False))
        start = end
    code.make()
    return tuple(tuple(map(bool, row)) for row in code.modules)


# --- modules -------------------------------------------------------------------------------------


@pytest.mark.parametrize("version", [1, 2, 6, 7, 9, 10, 14, 21])
def test_every_mask_and_level_has_the_librarys_modules(version: int) -> None:
    """Function patterns, format, version, error correction, placement and masks."""
    for mask in range(8):
        level = (version + mask) % 4
        assert modules("Ω1234567a", level, version, mask) == library("Ω1234567a", level, version, mask)


@pytest.mark.parametrize("level", range(4))
def test_the_librarys_mask_is_chosen(level: int) -> None:
    """By the four penalties, and the first of those that cost the same."""
    for end in range(4, len(SAMPLE), 17):
        assert modules(SAMPLE[:end], level) == library(SAMPLE[:end], level, 1)


@settings(max_examples=25, deadline=None)
@given(st.one_of(MIXED, KANJI_MIXED), st.integers(0, 3))
def test_any_text_has_the_librarys_modules(text: str, level: int) -> None:
    """Version, padding, blocks and mask for the same segments."""
    assert modules(text, level) == library(text, level, 1)


@pytest.mark.deep
@pytest.mark.parametrize("version", range(1, 41))
def test_every_version_has_the_librarys_modules(version: int) -> None:
    """All levels, with a chosen and with fixed masks."""
    for level in range(4):
        assert modules(SAMPLE[:6], level, version) == library(SAMPLE[:6], level, version)
        for mask in (version % 8, (version + 3) % 8):
            assert modules(SAMPLE[:6], level, version, mask) == library(SAMPLE[:6], level, version, mask)


# --- segments ------------------------------------------------------------------------------------


def cheapest(data: str, version: int) -> int:
    """The fewest bits for `data` as bytes, by trying every length of every next segment."""
    size = util.mode_sizes_for_version(version)
    text = data.encode()
    longest = {
        NUMERIC: b"0123456789",
        ALPHANUMERIC: ALPHANUMERICS.encode(),
        BYTE: bytes(range(256)),
    }

    @cache
    def best(at: int) -> int:
        if at == len(text):
            return 0
        found = []
        for mode, alphabet in longest.items():
            end = at
            while end < len(text) and text[end] in alphabet:
                end += 1
                found.append(4 + size[1 << mode] + bits(mode, end - at) + best(end))
        return min(found)

    return best(0)


def bits(mode: int, n: int) -> int:
    """Data bits of `n` units (ISO/IEC 18004, 7.4)."""
    return [10 * (n // 3) + (0, 4, 7)[n % 3], 11 * (n // 2) + 6 * (n % 2), 8 * n, 13 * n][mode]


def cost(modes: bytes, version: int) -> int:
    size = util.mode_sizes_for_version(version)
    return sum(4 + size[1 << mode] + bits(mode, len(list(run))) for mode, run in groupby(modes))


@settings(max_examples=60, deadline=None)
@given(MIXED.map(lambda s: s[:80]), st.sampled_from([1, 10, 27]))
def test_no_other_segments_are_shorter(text: str, least: int) -> None:
    """Against a search of all of them, for each width of the length field."""
    version, modes = segments(text, 1, least)
    if KANJI not in modes:
        assert cost(modes, version) == cheapest(text, version)


@given(st.one_of(MIXED, KANJI_MIXED))
def test_kanji_stand_only_beside_ascii(text: str) -> None:
    """And in no symbol that UTF-8 would not make larger."""
    version, modes = segments(text, 0)
    if KANJI in modes:
        assert [mode == KANJI for mode in modes] == [char > "\x7f" for char in text]
        assert 8 * sum(map(len, map(str.encode, text))) > cost(modes, version)


def test_kanji_make_a_smaller_symbol() -> None:
    """13 bits instead of 24 for each."""
    text = "お支払い金額は12800円です。期限は11月30日です。"
    version, modes = segments(text, 1)
    assert version == 4 and [char for char, mode in zip(text, modes, strict=True) if mode != KANJI] == list("128001130")
    assert [one.text for one in scan(png(text, 1, 200))] == [text]


@pytest.mark.parametrize("text", ["金額は12800円です" * 3 + other for other in "~\\é―～🙂"])
def test_what_readers_of_shift_jis_differ_about_stays_utf8(text: str) -> None:
    """Backslash, tilde, dashes; and what JIS X 0208 does not have."""
    assert KANJI not in segments(text, 1)[1]


def test_the_kanji_table_is_what_its_tool_writes(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The codecs of this Python."""
    monkeypatch.setattr(sys, "path", [str(ROOT / "tools"), *sys.path])
    import make_kanji_table

    make_kanji_table.main()
    assert capsys.readouterr().out == (ROOT / "flong/runtime/qr_kanji.h").read_text()


# --- capacity ------------------------------------------------------------------------------------

MOST = {
    "0": (7089, 5596, 3993, 3057),
    "A": (4296, 3391, 2420, 1852),
    "x": (2953, 2331, 1663, 1273),
    "漢": (1817, 1435, 1024, 784),
}


@pytest.mark.parametrize("char", MOST)
@pytest.mark.parametrize("level", range(4))
def test_version_40_holds_what_the_standard_says(char: str, level: int) -> None:
    """ISO/IEC 18004, table 7."""
    most = MOST[char][level]
    assert segments(char * most, level)[0] == 40
    more = char * (most + 1)
    with pytest.raises(ValueError, match=f"can't hold {len(more.encode())} bytes at level {LEVELS[level]}"):
        modules(more, level)


@pytest.mark.deep
@pytest.mark.parametrize("version", range(1, 41))
def test_every_version_is_filled_to_its_edge(version: int) -> None:
    """As much as the library's table says, decoded; one more needs the next version."""
    for level in range(4):
        limit = util.BIT_LIMIT_TABLE[[1, 0, 3, 2][level]][version]
        room = limit - 4 - util.length_in_bits(util.MODE_8BIT_BYTE, version)
        text = ("x歐é" * 800).encode()[: room // 8].decode("utf-8", "ignore")
        text += "y" * (room // 8 - len(text.encode()))
        assert segments(text, level)[0] == version
        assert version == 40 or segments(text + "y", level)[0] == version + 1
        assert [one.bytes for one in scan(png(text, level, 4 * (25 + 4 * version)))] == [text.encode()]


@pytest.mark.parametrize(
    ("level", "version", "mask"), [(4, 1, 0), (-1, 1, 0), (0, 0, 0), (0, 41, 0), (0, 1, 8), (0, 1, -2)]
)
def test_wrong_arguments(level: int, version: int, mask: int) -> None:
    """Nothing is read beyond the tables."""
    with pytest.raises(ValueError, match="level 0 to 3"):
        modules("x", level, version, mask)


@pytest.mark.parametrize(("level", "version"), [(4, 1), (-1, 1), (0, 0), (0, 41)])
def test_wrong_arguments_of_segments(level: int, version: int) -> None:
    """The same."""
    with pytest.raises(ValueError, match="level 0 to 3"):
        segments("x", level, version)


# --- pictures ------------------------------------------------------------------------------------


@pytest.mark.parametrize("level", range(4))
def test_decodes_to_its_data_and_level(level: int) -> None:
    """Payment text with Chinese, at every error correction."""
    found = scan(png("TWQRP://銀行/158/02/V1?D1=12300&D6=0012345678", level, 200))
    assert [one.text for one in found] == ["TWQRP://銀行/158/02/V1?D1=12300&D6=0012345678"]
    assert found[0].ec_level == LEVELS[level]


@settings(max_examples=30, deadline=None)
@given(st.one_of(st.text(EVERY, min_size=1, max_size=60), MIXED), st.integers(0, 3))
def test_any_text_decodes(text: str, level: int) -> None:
    """The same characters, by the guess of an outside reader where they are UTF-8."""
    (found,) = scan(png(text, level, 160))
    assert found.text == text or found.bytes == text.encode()


@settings(max_examples=30, deadline=None)
@given(KANJI_MIXED.filter(bool), st.integers(0, 3))
def test_kanji_decode(text: str, level: int) -> None:
    """Beside digits, letters and ASCII, as text and not only as bytes."""
    (found,) = scan(png(text, level, 160))
    if KANJI in segments(text, level)[1]:
        assert found.text == text


@pytest.mark.deep
@settings(max_examples=1500, deadline=None)
@given(st.one_of(MIXED, st.text(EVERY, min_size=1, max_size=700), KANJI_MIXED), st.integers(0, 3))
def test_many_texts_decode(text: str, level: int) -> None:
    """As above, longer."""
    if text:
        (found,) = scan(png(text, level, 400))
        assert found.text == text or found.bytes == text.encode()


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
        png("x" * 3000, 3, 120)


def test_made_once() -> None:
    """The same content is the same object."""
    assert png("same", 1, 120) is png("same", 1, 120)


# --- drawings ------------------------------------------------------------------------------------


def drawn(svg: str, width: int) -> set[tuple[int, int]]:
    """The dark modules of a drawing, quiet zone included."""
    found, x, y = set[tuple[int, int]](), 0, 0
    path = svg.split('<path d="')[1].removesuffix('"/></svg>')
    for dx, dy, run, back in re.findall(r"m(-?\d+) (-?\d+)h(\d+)v1h-(\d+)z", path):
        x, y = x + int(dx), y + int(dy)
        assert run == back
        found |= {(x + i, y) for i in range(int(run))}
    assert re.fullmatch(r"(m-?\d+ -?\d+h\d+v1h-\d+z)+", path) and all(0 <= n < width for n in sum(found, ()))
    return found


@pytest.mark.parametrize("length", [1, 77, 300, 2900])
def test_a_drawing_has_the_modules(length: int) -> None:
    """One unit for a module, four around."""
    told = {"size": 120, "level": "L", "alt": 'pay "here"'}
    svg = py_qr_svg(Context(), qr_svg(None, told), "aZ?" * length if length < 300 else "x" * length)
    rows = modules("aZ?" * length if length < 300 else "x" * length, 0)
    width = len(rows) + 8
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {width}" width="120" height="120" role="img" '
    assert svg.startswith(head + 'aria-label="pay &quot;here&quot;" shape-rendering="crispEdges">')
    assert f'<path fill="#fff" d="M0 0h{width}v{width}H0z"/>' in svg
    assert drawn(svg, width) == {(x + 4, y + 4) for y, row in enumerate(rows) for x, dark in enumerate(row) if dark}


@pytest.mark.parametrize(("data", "reason"), [("", "argument"), ("x" * 2954, "too long")])
def test_what_has_no_drawing(data: str, reason: str) -> None:
    """The record is rejected, as for a picture."""
    with pytest.raises(Reject, match=reason):
        py_qr_svg(Context(), qr_svg(None, {"size": 120, "level": "L", "alt": ""}), data)
