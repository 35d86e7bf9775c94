"""Characters that no font has, fonts that may not be embedded, and text of every kind on the true path."""

from __future__ import annotations

import warnings
from io import BytesIO
from pathlib import Path

import pikepdf
import pypdfium2
import pytest

from flong.bill import Bill, cast_bill
from flong.bill.glyphs import VARIABLE, check_missing, policy
from flong.errors import ConfigError, RecordError
from tests.bill import fontmaker

OWN = "<style>@font-face{font-family:Own;src:url(own.ttf)}p{font-family:Own}</style>"


def no_pictures(cid: str) -> bytes:
    raise KeyError(cid)


def cast(body: str, base: Path | None = None) -> bytes:
    head = '<!doctype html><html lang="zh-TW"><meta charset="utf-8"><body style="font-family:sans-serif">'
    return cast_bill(Bill(f"{head}{body}</body></html>"), base=base, pictures=no_pictures)


def text_of(pdf: bytes) -> str:
    return "".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(pdf))


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("王🧿明", 'U+1F9FF "🧿" NAZAR AMULET (see FLONG_FONTS)'),
        ("👨‍👩‍👧", 'U+1F468 "👨" MAN and 2 more characters'),
        ("አማርኛ", 'U+12A0 "አ" ETHIOPIC SYLLABLE GLOTTAL A and 3 more characters'),
        ("a\ue000b", "U+E000 (see"),
        ("a&#x378;b", "U+0378 (see"),
    ],
)
def test_a_character_that_no_font_has_rejects_the_bill(text: str, named: str) -> None:
    """With its name, whatever the application does with logs."""
    with pytest.raises(RecordError) as caught:
        cast(f"<p>{text}</p>")
    assert f"no font has {named}" in caught.value.reason


def test_or_is_told_only(monkeypatch: pytest.MonkeyPatch) -> None:
    """With FLONG_MISSING_GLYPHS=warn the bill shows a box, and there is a warning."""
    monkeypatch.setenv(VARIABLE, "warn")
    with pytest.warns(RuntimeWarning, match='no font has U\\+1F9FF "🧿" NAZAR AMULET'):
        assert "王" in text_of(cast("<p>王🧿</p>"))
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        cast("<p>王</p>")
        check_missing([])


def test_the_option_has_two_values(monkeypatch: pytest.MonkeyPatch) -> None:
    """Empty is the default; another value is told."""
    monkeypatch.setenv(VARIABLE, "")
    assert policy() == "reject"
    monkeypatch.setenv(VARIABLE, "ignore")
    with pytest.raises(ConfigError, match="FLONG_MISSING_GLYPHS is reject or warn, not 'ignore'"):
        cast("<p>王🧿</p>")


@pytest.mark.parametrize(
    "text", ["a\u200bb", "é e\u0301", "葛\U000e0100城", "a\u00adb", "\ufeffa", "全　角", "A\u2060B"]
)
def test_characters_that_show_nothing_need_no_glyph(text: str) -> None:
    """Joiners, variation selectors, soft hyphens and spaces."""
    cast(f"<p>{text}</p>")


def test_a_fonts_own_glyphs_are_not_missing(tmp_path: Path) -> None:
    """Nor are those that another font of the bill has."""
    (tmp_path / "own.ttf").write_bytes(fontmaker.truetype())
    with pikepdf.open(BytesIO(cast(f"{OWN}<p>AB 帳單</p>", tmp_path))) as document:
        names = {
            str(f["/BaseFont"]) for f in document.objects if isinstance(f, pikepdf.Dictionary) and "/BaseFont" in f
        }
    assert any("Own" in name for name in names) and any("Noto" in name for name in names)


@pytest.mark.parametrize(
    ("bits", "why"),
    [(0x2, "its licence forbids embedding"), (0x200, "bitmaps only"), (0x100, "forbids to embed a part of it")],
)
def test_fonts_that_may_not_be_embedded_reject_the_bill(bits: int, why: str, tmp_path: Path) -> None:
    """By their licence bits."""
    (tmp_path / "own.ttf").write_bytes(fontmaker.truetype(fs_type=bits))
    with pytest.raises(RecordError, match=f"the bill can't be shown in the font Own: .*{why}"):
        cast(f"{OWN}<p>AB</p>", tmp_path)
    cast(f"{OWN}<div>only defined</div>", tmp_path)


def test_fonts_for_preview_and_printing_may_be_embedded(tmp_path: Path) -> None:
    """As their licence bits say."""
    (tmp_path / "own.ttf").write_bytes(fontmaker.truetype(fs_type=4))
    assert "AB" in text_of(cast(f"{OWN}<p>AB</p>", tmp_path))


def test_a_font_that_is_not_there_has_a_substitute() -> None:
    """A family that the machine does not have is no reason to stop; the text is there in another."""
    assert "帳單 Total" in text_of(cast('<p style="font-family:No Such Font">帳單 Total</p>'))


@pytest.mark.parametrize(("text", "rightmost"), [("אב", "א"), ("DE אב", "E"), ("א D", "א")])
def test_text_from_right_to_left(text: str, rightmost: str, tmp_path: Path) -> None:
    """It is all in the PDF, and what comes first stands on the right."""
    (tmp_path / "own.ttf").write_bytes(fontmaker.truetype())
    page = pypdfium2.PdfDocument(cast(f'{OWN}<p dir="rtl">{text}</p>', tmp_path))[0].get_textpage()
    places = {page.get_text_range(i, 1): page.get_charbox(i)[0] for i in range(page.count_chars())}
    assert max(set(text) - {" "}, key=places.__getitem__) == rightmost


@pytest.mark.parametrize("text", ["שלום עולם", "مرحبا", "Total: שלום 12"])
def test_right_to_left_scripts_are_shown_or_rejected(text: str) -> None:
    """By the fonts of the machine: it is all in the PDF, or the reason names a character."""
    try:
        shown = text_of(cast(f'<p dir="auto">{text}</p>'))
    except RecordError as error:
        assert "no font has U+0" in error.reason
    else:
        assert sorted(shown.split()) == sorted(text.split())


@pytest.mark.parametrize("name", ["王" * 500, "Wolfeschlegelsteinhausen" * 21, "a b " * 125, "ကကက" * 170])
def test_a_name_of_500_characters(name: str) -> None:
    """It wraps, overflows or is rejected for its letters; nothing is lost."""
    try:
        shown = text_of(cast(f"<p>{name}</p>"))
    except RecordError as error:
        assert "no font has U+1000" in error.reason
    else:
        assert "".join(shown.split()) == "".join(name.split())
