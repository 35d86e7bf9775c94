"""UTF-8 in blocks of 32 bytes, and byte by byte. Python's decoder is the truth."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flong.runtime.bind_arrow import utf8_check

BAD, ASCII, WIDE = 0, 1, 2
ODD = [
    *(
        b"\x80",
        b"\xbf",
        b"\xc0\x80",
        b"\xc1\xbf",
        b"\xc2",
        b"\xdf\xbf",
        b"\xe0\x80\x80",
        b"\xe0\x9f\xbf",
        b"\xe0\xa0\x80",
    ),
    *(
        b"\xe7\x8e",
        b"\xed\x9f\xbf",
        b"\xed\xa0\x80",
        b"\xed\xbf\xbf",
        b"\xee\x80\x80",
        b"\xef\xbf\xbf",
        b"\xe7\x8e\x8b\x8b",
    ),
    *(b"\xf0\x80\x80\x80", b"\xf0\x8f\xbf\xbf", b"\xf0\x90\x80\x80", b"\xf0\x90\x80", b"\xf3\xbf\xbf\xbf"),
    *(b"\xf4\x8f\xbf\xbf", b"\xf4\x90\x80\x80", b"\xf5\x80\x80\x80", b"\xf8\x88\x80\x80\x80", b"\xfe", b"\xff"),
]


def kind(text: bytes) -> int:
    try:
        text.decode()
    except UnicodeDecodeError:
        return BAD
    return ASCII if text.isascii() else WIDE


@pytest.mark.parametrize("odd", ODD, ids=bytes.hex)
def test_odd_sequences_at_every_place(odd):
    """A sequence may stand across the border of two blocks, and at the end."""
    for before in range(70):
        for after in (b"", b"z", "字".encode() * 12, b"z" * 40):
            text = "é".encode() + b"a" * before + odd + after
            assert utf8_check(text, True) == utf8_check(text, False) == kind(text)


def test_every_pair_of_bytes():
    """All that stands in the tables of half bytes."""
    lead = "字".encode() * 11
    for pair in range(65536):
        text = lead + pair.to_bytes(2) + b"\x80\x80" * (pair % 2) + lead
        assert utf8_check(text, True) == kind(text)


@settings(max_examples=200)
@given(st.lists(st.text(max_size=30).map(str.encode) | st.binary(max_size=4) | st.sampled_from(ODD), max_size=12))
def test_all_ways_agree(pieces):
    text = b"".join(pieces)
    assert utf8_check(text, True) == utf8_check(text, False) == kind(text)


@pytest.mark.deep
@settings(max_examples=20_000)
@given(st.lists(st.text(max_size=30).map(str.encode) | st.binary(max_size=4) | st.sampled_from(ODD), max_size=12))
def test_all_ways_agree_at_length(pieces):
    text = b"".join(pieces)
    assert utf8_check(text, True) == utf8_check(text, False) == kind(text)
