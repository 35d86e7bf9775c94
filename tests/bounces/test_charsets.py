"""What real mails carry in the name of a charset."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flong.bounces.charsets import decode


@pytest.mark.parametrize(
    ("text", "codec", "label"),
    [
        ("똠방각하 펲시콜라", "cp949", "ks_c_5601-1987"),
        ("똠방각하", "cp949", "euc-kr"),
        ("朱镕基 €", "gb18030", "gb2312"),
        ("繁體字 碁銹", "cp950", "big5"),
        ("香港嘅", "big5hkscs", "big5"),
        ("①㈱髙﨑", "cp932", "shift_jis"),
        ("①㈱", "cp932", "Windows-31J"),
        ("“quotes” €", "cp1252", "iso-8859-1"),
        ("収信できません", "utf-8", "us-ascii"),
        ("収信できません", "utf-8", ""),
        ("가나다", "utf-8", "no-such-charset"),
    ],
)
def test_labels_mean_what_mail_programs_mean(text: str, codec: str, label: str) -> None:
    assert decode(text.encode(codec), label) == text


def test_iso_2022_jp_has_the_vendors_characters() -> None:
    """Rows 13 (NEC) and 89 to 92 (IBM), half-width kana; Python's codecs refuse them."""
    assert decode(b"\x1b$B-!-j\x1b(B ok", "iso-2022-jp") == "①㈱ ok"
    assert decode(b"\x1b(I1\x1b(Bx", "ISO-2022-JP") == "ｱx"
    assert decode("日本語".encode("iso2022_jp"), "") == "日本語"
    assert decode(b"\x1b$(D0!\x1b(B", "iso-2022-jp") == b"\x8f\xb0\xa1".decode("euc_jp")


def test_a_line_ends_a_mode_whose_escape_is_missing() -> None:
    assert decode("日本".encode("iso2022_jp").removesuffix(b"\x1b(B") + b"\nplain", "iso-2022-jp") == "日本\nplain"


@given(st.integers(0x21, 0x7E), st.integers(0x21, 0x7E))
@settings(max_examples=200)
def test_iso_2022_jp_agrees_with_pythons_codec(row: int, cell: int) -> None:
    """But for six characters, for which cp932 has full-width forms (U+FF5E for U+301C, and so on)."""
    raw = b"\x1b$B" + bytes((row, cell)) + b"\x1b(B"
    try:
        expected = raw.decode("iso2022_jp")
    except UnicodeError:
        return
    assert decode(raw, "iso-2022-jp") == expected.translate(dict(zip(map(ord, "〜‖−¢£¬"), "～∥－￠￡￢", strict=True)))


@given(st.binary(max_size=60), st.sampled_from(["", "gb2312", "big5", "iso-2022-jp", "cp949", "utf-16", "\0", "hex"]))
@settings(max_examples=100)
def test_nothing_raises(raw: bytes, label: str) -> None:
    assert isinstance(decode(raw, label, "shift_jis"), str)


def test_the_mails_own_charset_is_a_hint_for_what_has_none() -> None:
    assert decode("用户不存在".encode("gb18030"), "", "gb2312") == "用户不存在"
    assert decode(b"\xff\xfe\xfd", "", "") == "\ufffd" * 3
