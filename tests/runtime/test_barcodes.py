"""Barcodes: read by zxing-cpp, and Code 128 against a search of all ways to switch sets."""

from __future__ import annotations

import io
from functools import cache

import pytest
import zxingcpp
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from flong.runtime import barcodes
from flong.runtime.barcodes import modules, png
from flong.runtime.core import Context, Reject
from flong.runtime.resolve.codes import barcode, barcode_url
from tests.runtime.test_png import chunks

CODE39 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ-. $/+%"
FORMATS = {
    "code128": zxingcpp.BarcodeFormat.Code128,
    "code39": zxingcpp.BarcodeFormat.Code39Std,
    "ean13": zxingcpp.BarcodeFormat.EAN13,
}
ASCII = st.characters(max_codepoint=127)
PIECES = st.one_of(
    st.text("0123456789", min_size=1, max_size=9),
    st.text(ASCII, min_size=1, max_size=9),
    st.text("\t\n\x1f", min_size=1, max_size=3),
    st.text("abcxyz", min_size=1, max_size=3),
)
MIXED = st.lists(PIECES, min_size=1, max_size=9).map(lambda pieces: "".join(pieces)[:80])
SIZES = {"module": 2, "height": 60, "check": False, "alt": "barcode"}


def scan(kind: str, picture: bytes) -> list[bytes]:
    """What stands in a picture of this kind, with more light above and below."""
    bars = Image.open(io.BytesIO(picture)).convert("L")
    page = Image.new("L", (bars.width, bars.height + 40), 255)
    page.paste(bars, (0, 20))
    return [one.bytes for one in zxingcpp.read_barcodes(page, formats=FORMATS[kind])]


def ean_check(digits: str) -> str:
    """The rule of ISO/IEC 15420."""
    return str(-sum(int(digit) * (3 if i % 2 else 1) for i, digit in enumerate(digits)) % 10)


# --- what readers read -----------------------------------------------------------------------------


@settings(max_examples=40, deadline=None)
@given(MIXED)
def test_code128_is_read(text: str) -> None:
    """Any ASCII, controls among it."""
    assert scan("code128", png("code128", text, 2, 30)) == [text.encode()]


@settings(max_examples=30, deadline=None)
@given(st.text(CODE39, min_size=1, max_size=30))
def test_code39_is_read(text: str) -> None:
    """Every character it has."""
    assert scan("code39", png("code39", text, 2, 30)) == [text.encode()]


@settings(max_examples=30, deadline=None)
@given(st.text("0123456789", min_size=12, max_size=12))
def test_ean13_is_read(digits: str) -> None:
    """With the check digit; the same bars where it is given."""
    whole = digits + ean_check(digits)
    assert scan("ean13", png("ean13", digits, 2, 30)) == [whole.encode()]
    assert modules("ean13", digits) == modules("ean13", whole)


@pytest.mark.parametrize("value", range(95))
def test_every_symbol_of_code128_is_read(value: int) -> None:
    """Each of the three sets."""
    for text in (chr(32 + value), chr(value) + "\x01\x02", f"{value:02}" * 3):
        assert scan("code128", png("code128", text, 2, 30)) == [text.encode()]


@pytest.mark.deep
@settings(max_examples=2000, deadline=None)
@given(MIXED, st.text(CODE39, min_size=1, max_size=80))
def test_many_are_read(text: str, capitals: str) -> None:
    """As above, longer."""
    assert scan("code128", png("code128", text, 2, 30)) == [text.encode()]
    assert scan("code39", png("code39", capitals, 2, 30)) == [capitals.encode()]


# --- Code 128 is short -----------------------------------------------------------------------------


def fewest(text: str) -> int:
    """The fewest symbols between start and check, by trying every set for every next character."""

    def direct(i: int, current: str) -> int:
        if current == "C":
            return 2 if text[i : i + 2].isdigit() and len(text) > i + 1 else 0
        return int(text[i] < "`" if current == "A" else text[i] >= " ")

    @cache
    def best(i: int, current: str) -> int:
        if i >= len(text):
            return 0
        ways = [1 + (other != current) + best(i + step, other) for other in "ABC" if (step := direct(i, other))]
        if current != "C" and direct(i, "B" if current == "A" else "A"):
            ways.append(2 + best(i + 1, current))
        return min(ways)

    return min(best(0, current) for current in "ABC")


@settings(max_examples=100, deadline=None)
@given(MIXED)
def test_no_other_symbols_are_fewer(text: str) -> None:
    """11 modules for each, start and check among them, and 13 for the stop."""
    assert len(modules("code128", text)) == 11 * (fewest(text) + 2) + 13


@pytest.mark.parametrize("text", ["\x01a" * 40, "a\x01" * 40, "x" * 80, "%" * 80, "0" * 79 + "a"])
def test_the_longest_fit(text: str) -> None:
    """80 characters, however many symbols they take."""
    assert scan("code128", png("code128", text, 2, 30)) == [text.encode()]


# --- pictures --------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", FORMATS)
@pytest.mark.parametrize(("module", "height"), [(1, 10), (2, 60), (3, 61), (8, 500), (10, 17)])
def test_a_picture_has_whole_modules(kind: str, module: int, height: int) -> None:
    """Bars between their quiet zones in every line."""
    bars, quiet = modules(kind, "471008841234"), 11 if kind == "ean13" else 10
    picture = png(kind, "471008841234", module, height)
    shown = Image.open(io.BytesIO(picture))
    assert chunks(picture)[b"IEND"] == b""
    assert shown.mode == "1" and shown.size == ((len(bars) + 2 * quiet) * module, height)
    line = [dark for dark in (*[False] * quiet, *bars, *[False] * quiet) for _ in range(module)]
    for y in (0, height // 2, height - 1):
        assert [not shown.getpixel((x, y)) for x in range(shown.width)] == line


# --- in templates ----------------------------------------------------------------------------------


def noted(kind: str, text: str, **constants: object) -> tuple[str, tuple[int, int, str, int, int, bytes]]:
    """The markup, and what was noted."""
    context = Context()
    markup = barcodes.py_barcode(context, barcode(kind)(None, {**SIZES, **constants}), text)
    (asset,) = context.assets()
    return markup, asset


@pytest.mark.parametrize("kind", FORMATS)
def test_the_markup_says_how_large_the_picture_is(kind: str) -> None:
    """What is noted makes a picture of this size."""
    markup, (_, number, id_, height, module, data) = noted(kind, "471008841234", module=3, height=70, alt="<x>")
    shown = Image.open(io.BytesIO(png(kind, data.decode(), module, height)))
    assert barcodes.KINDS[kind] == number
    assert markup == f'<img src="cid:{id_}@flong" width="{shown.width}" height="70" alt="&lt;x&gt;">'
    told = barcode_url(kind)(None, {**SIZES, "module": 3, "height": 70})
    assert barcodes.py_barcode_url(Context(), told, "471008841234") == f"cid:{id_}@flong"


def test_an_id_depends_on_everything() -> None:
    """Kind, sizes and text."""
    ids = {noted(kind, text, module=module, height=height)[1][2] for kind in FORMATS for module in (1, 2)
           for height in (60, 316) for text in ("471008841234", "471008841235")}  # fmt: skip
    assert len(ids) == 24


@given(st.text(CODE39, min_size=1, max_size=80))
def test_code39_checks(text: str) -> None:
    """The sum of all values modulo 43, behind the text."""
    expected = text + CODE39[sum(map(CODE39.index, text)) % 43]
    assert noted("code39", text, check=True)[1][5] == expected.encode()
    assert noted("code39", text)[1][5] == text.encode()


@given(st.text(max_size=90))
def test_texts_without_bars_are_rejected(text: str) -> None:
    """And no others."""
    for kind, fits in (
        ("code128", text.isascii()),
        ("code39", set(text) <= set(CODE39)),
        ("ean13", text.isascii() and text.isdigit() and (len(text) == 12 or text[12:] == ean_check(text[:12]))),
    ):
        try:
            noted(kind, text)
        except Reject:
            assert not (fits and 0 < len(text.encode()) <= 80)
        else:
            assert fits and 0 < len(text.encode()) <= 80


@pytest.mark.parametrize(
    ("kind", "text", "reason"),
    [
        ("code128", "é", "ASCII characters only"),
        ("code39", "a", "capital letters"),
        ("code39", "x\0", "capital letters"),
        ("code39", "\0", "capital letters"),
        ("ean13", "47100884123", "12 or 13 digits"),
        ("ean13", "47100884123a", "12 or 13 digits"),
        ("ean13", "471008841234a", "12 or 13 digits"),
        ("ean13", "4710088412340", "check digit"),
        ("code128", "x" * 81, "too long"),
        ("code39", "", "argument"),
    ],
)
def test_reasons(kind: str, text: str, reason: str) -> None:
    """What the record's error says."""
    with pytest.raises(Reject, match=reason):
        noted(kind, text)


@pytest.mark.parametrize(
    ("constants", "message"),
    [({"module": 0}, "module must be .* 1 to 10"), ({"height": 501}, "height must be .* 10 to 500")],
)
def test_wrong_constants(constants: dict[str, int], message: str) -> None:
    """Told when the template is compiled."""
    with pytest.raises(ValueError, match=message):
        barcode("code128")(None, {**SIZES, **constants})


@pytest.mark.parametrize(("text", "message"), [("é", "ASCII"), ("x" * 82, "80 characters")])
def test_no_picture_without_bars(text: str, message: str) -> None:
    """Nothing is drawn beyond what fits."""
    with pytest.raises(ValueError, match=message):
        png("code128", text, 2, 60)
