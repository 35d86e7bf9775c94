"""What a text costs and where it is cut, against the tables and rules of the standards."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flong.backends.sms import gsm
from flong.backends.sms.korean import KoreanLength, korean_length
from flong.backends.sms.segments import LIMITS, TooLong, named, segments
from flong.backends.sms.text import Policy, Unsendable
from flong.backends.sms.typography import plain

SIGNS = {
    0x00: "COMMERCIAL AT", 0x01: "POUND SIGN", 0x02: "DOLLAR SIGN", 0x03: "YEN SIGN",
    0x04: "LATIN SMALL LETTER E WITH GRAVE", 0x05: "LATIN SMALL LETTER E WITH ACUTE",
    0x06: "LATIN SMALL LETTER U WITH GRAVE", 0x07: "LATIN SMALL LETTER I WITH GRAVE",
    0x08: "LATIN SMALL LETTER O WITH GRAVE", 0x09: "LATIN CAPITAL LETTER C WITH CEDILLA",
    0x0B: "LATIN CAPITAL LETTER O WITH STROKE", 0x0C: "LATIN SMALL LETTER O WITH STROKE",
    0x0E: "LATIN CAPITAL LETTER A WITH RING ABOVE", 0x0F: "LATIN SMALL LETTER A WITH RING ABOVE",
    0x10: "GREEK CAPITAL LETTER DELTA", 0x11: "LOW LINE", 0x12: "GREEK CAPITAL LETTER PHI",
    0x13: "GREEK CAPITAL LETTER GAMMA", 0x14: "GREEK CAPITAL LETTER LAMDA", 0x15: "GREEK CAPITAL LETTER OMEGA",
    0x16: "GREEK CAPITAL LETTER PI", 0x17: "GREEK CAPITAL LETTER PSI", 0x18: "GREEK CAPITAL LETTER SIGMA",
    0x19: "GREEK CAPITAL LETTER THETA", 0x1A: "GREEK CAPITAL LETTER XI", 0x1C: "LATIN CAPITAL LETTER AE",
    0x1D: "LATIN SMALL LETTER AE", 0x1E: "LATIN SMALL LETTER SHARP S", 0x1F: "LATIN CAPITAL LETTER E WITH ACUTE",
    0x24: "CURRENCY SIGN", 0x40: "INVERTED EXCLAMATION MARK", 0x5B: "LATIN CAPITAL LETTER A WITH DIAERESIS",
    0x5C: "LATIN CAPITAL LETTER O WITH DIAERESIS", 0x5D: "LATIN CAPITAL LETTER N WITH TILDE",
    0x5E: "LATIN CAPITAL LETTER U WITH DIAERESIS", 0x5F: "SECTION SIGN", 0x60: "INVERTED QUESTION MARK",
    0x7B: "LATIN SMALL LETTER A WITH DIAERESIS", 0x7C: "LATIN SMALL LETTER O WITH DIAERESIS",
    0x7D: "LATIN SMALL LETTER N WITH TILDE", 0x7E: "LATIN SMALL LETTER U WITH DIAERESIS",
    0x7F: "LATIN SMALL LETTER A WITH GRAVE",
}  # fmt: skip
"""Where the alphabet of 3GPP TS 23.038 differs from ASCII, by the names of the characters."""
EXTENSION = {
    0x14: "CIRCUMFLEX ACCENT", 0x28: "LEFT CURLY BRACKET", 0x29: "RIGHT CURLY BRACKET", 0x2F: "REVERSE SOLIDUS",
    0x3C: "LEFT SQUARE BRACKET", 0x3D: "TILDE", 0x3E: "RIGHT SQUARE BRACKET", 0x40: "VERTICAL LINE", 0x65: "EURO SIGN",
}  # fmt: skip
TABLE = {unicodedata.lookup(name): bytes([code]) for code, name in SIGNS.items()}
TABLE |= {unicodedata.lookup(name): bytes([0x1B, code]) for code, name in EXTENSION.items()} | {"\f": b"\x1b\n"}
TABLE |= {chr(code): bytes([code]) for code in (0x0A, 0x0D, *range(0x20, 0x7F)) if code not in SIGNS}


def test_every_character_of_the_alphabet_is_right():
    """All 137 of them, and no other: a backtick is none."""
    assert gsm.CODES == TABLE and len(TABLE) == 137 and "`" not in TABLE
    assert segments("`").encoding == "UCS-2"


gsm_texts = st.text(st.sampled_from(sorted(TABLE)), max_size=700)
MIXED = "a€中가😀👩\u200d👧\u0301\ufe0f🇹🇼\u1112"
any_texts = st.text(st.one_of(st.characters(exclude_categories=("Cs",)), st.sampled_from(MIXED)), max_size=300)
CLUSTERS = [
    "e\u0301", "👩\u200d👩\u200d👧", "👍🏽", "🇹🇼", "\u845b\U000e0100", "\u1112\u1161\u11ab", "가\u11ab", "中",
]  # fmt: skip


@settings(max_examples=80)
@given(gsm_texts)
def test_septets_are_read_back(text):
    """Encoding is lossless."""
    assert gsm.decode(gsm.encode(text)) == text


@settings(max_examples=150)
@given(st.one_of(gsm_texts, any_texts))
def test_parts_give_the_text_and_fit(text):
    """Joined they are the text; each is as long as may be; none ends with half of something."""
    found = segments(text)
    assert "".join(found.parts) == text
    single, several = LIMITS[found.encoding]
    for payload in found.payloads(7):
        if len(found.parts) > 1:
            assert payload[:3] == b"\x05\0\x03" and payload[3] == 7 and payload[4] == len(found.parts)
            payload = payload[6:]
        width = 1 if found.encoding == "GSM-7" else 2
        assert len(payload) <= width * (single if len(found.parts) == 1 else several)
        decoded = gsm.decode(payload) if width == 1 else payload.decode("utf-16-be")  # raises for halves
        assert decoded in text
    assert all(part for part in found.parts) or text == ""
    assert 0 <= found.room <= single


@settings(max_examples=80)
@given(st.lists(st.sampled_from(CLUSTERS), max_size=200))
def test_what_is_read_as_one_sign_stays_in_one_part(signs):
    """Combining marks, joined emoji, skin tones, flags, variation sequences, jamo."""
    rest = iter(signs)
    for part in segments("".join(signs)).parts:
        while part:
            sign = next(rest)
            assert part.startswith(sign)
            part = part.removeprefix(sign)
    assert next(rest, None) is None


@pytest.mark.parametrize(
    ("text", "encoding", "sizes"),
    [
        ("a" * 160, "GSM-7", [160]),
        ("a" * 161, "GSM-7", [153, 8]),
        ("€" * 80, "GSM-7", [80]),
        ("a" * 152 + "€" + "a" * 10, "GSM-7", [152, 11]),
        ("中" * 70, "UCS-2", [70]),
        ("中" * 71, "UCS-2", [67, 4]),
        ("中" * 66 + "😀" + "中" * 10, "UCS-2", [66, 11]),
        ("a" * 159 + "ç", "UCS-2", [67, 67, 26]),
        ("e" + "\u0301" * 100, "UCS-2", [67, 34]),
        ("", "GSM-7", [0]),
    ],
)
def test_edges(text, encoding, sizes):
    """The limits, and what stands across them."""
    found = segments(text)
    assert (found.encoding, [len(part) for part in found.parts]) == (encoding, sizes)


def test_who_is_to_blame_is_told_by_name():
    """Each character once, in order."""
    found = segments("Zoë’s café “ok”")
    assert [named(char) for char in found.foreign] == [
        "U+00EB LATIN SMALL LETTER E WITH DIAERESIS", "U+2019 RIGHT SINGLE QUOTATION MARK",
        "U+201C LEFT DOUBLE QUOTATION MARK", "U+201D RIGHT DOUBLE QUOTATION MARK",
    ]  # fmt: skip


@pytest.mark.parametrize("text", ["中" * 17_086, "a" * 39_016, "中" * 5_000_000])
def test_more_than_can_be_numbered_is_refused(text):
    """255 parts, and no time lost over what is far too long."""
    with pytest.raises(TooLong):
        segments(text)


def test_half_a_pair_is_refused():
    """Such a text can't be written in any encoding."""
    with pytest.raises(ValueError, match="surrogate"):
        segments("a\ud83d")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("가" * 45, KoreanLength(90, "SMS")),
        ("가" * 45 + "a", KoreanLength(91, "LMS")),
        ("가" * 1000, KoreanLength(2000, "LMS")),
    ],
)
def test_korean_bytes(text, found):
    """Two for a syllable, one for a letter."""
    assert korean_length(text) == found


@pytest.mark.parametrize(("text", "reason"), [("가" * 1001, "2002 bytes"), ("가😀", "cp949 does not have U\\+1F600")])
def test_what_korean_carriers_do_not_take(text, reason):
    """Too long, or outside cp949."""
    with pytest.raises(ValueError, match=reason):
        korean_length(text)


@pytest.mark.parametrize(
    ("policy", "text", "sent"),
    [
        (Policy(), "  您好\r\n再見\n", "您好\n再見"),
        (Policy(), "“a”", "“a”"),
        (Policy(typography="plain"), "“a”\u00a0– b’s…", '"a" - b\'s...'),
        (Policy(count="cp949"), "가" * 200, "가" * 200),
    ],
)
def test_policies(policy, text, sent):
    """Quotes become plain by policy only; white space around a text is never paid for."""
    assert policy.applied(text) == sent


@pytest.mark.parametrize(
    ("policy", "text", "reason"),
    [
        (Policy(), " \n", "the text is empty"),
        (Policy(max_segments=1), "a" * 161, r"becomes 2 messages \(161 units of GSM-7\); at most 1"),
        (Policy(max_segments=1), "a" * 90 + "’", r"of UCS-2, because of U\+2019 RIGHT SINGLE"),
        (Policy(count="cp949"), "가" * 1001, "an LMS 2000"),
        (Policy(), "\ud800", "surrogate"),
    ],
)
def test_policies_refuse(policy, text, reason):
    """With the reason, and who is to blame."""
    with pytest.raises(Unsendable, match=reason):
        policy.applied(text)


def test_plain_signs_are_of_the_alphabet():
    """What is made plain costs no second message; letters are never touched."""
    signs = "‘’“”„«»–—…\u00a0\u202f\t`´−×"
    assert segments(plain(signs)).encoding == "GSM-7"
    letters = "ÄçëŁ中가あ"
    assert plain(letters) == letters
