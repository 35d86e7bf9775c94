"""The escaper in its widths: byte by byte, in blocks, and by the widest way of this processor."""

from __future__ import annotations

import ctypes
import mmap
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flong.runtime.escape import py_escape_by

SPECIAL = st.sampled_from(list(b"&<>\"'#\t\n\r\0\x01\x1f =/?~\x7f\x80\xbf\xe4\xff"))
BYTES = st.lists(st.one_of(SPECIAL, st.just(0x61), st.integers(0, 255)), max_size=300).map(bytes)
ENTITIES = {ord("&"): b"&amp;", ord("<"): b"&lt;", ord(">"): b"&gt;", ord('"'): b"&#34;", ord("'"): b"&#39;"}


def twin(text: bytes, html: bool) -> bytes:
    kept = [byte for byte in text if byte >= 0x20 or byte in b"\t\n\r"]
    return b"".join(ENTITIES.get(byte, bytes([byte])) if html else bytes([byte]) for byte in kept)


@settings(max_examples=300, deadline=None)
@given(BYTES, st.booleans())
def test_ways_agree(text: bytes, html: bool) -> None:
    expected = twin(text, html)
    assert py_escape_by("scalar", text, html) == expected
    assert py_escape_by("blocks", text, html) == expected
    assert py_escape_by("any", text, html) == expected


@pytest.mark.parametrize("html", [True, False])
def test_every_byte_at_every_place(html: bool) -> None:
    for byte in range(256):
        for before in (0, 1, 14, 15, 16, 31, 63, 64, 80):
            text = b"a" * before + bytes([byte]) + b"b" * 7
            assert py_escape_by("any", text, html) == twin(text, html), (byte, before)


def test_end_of_memory() -> None:
    """A text that ends where memory ends is read no further."""
    page = mmap.PAGESIZE
    memory = mmap.mmap(-1, 2 * page)
    memory[:page] = (b"plain text, <b>bold</b> & more; " * page)[:page]
    behind = ctypes.addressof(ctypes.c_char.from_buffer(memory)) + page
    protect = ctypes.CDLL(None, use_errno=True).mprotect
    assert protect(ctypes.c_void_p(behind), ctypes.c_size_t(page), 0) == 0
    for size, gap in product(range(150), (0, 1, 8, 15, 16, 17)):
        text = memoryview(memory)[page - size - gap : page - gap]
        assert py_escape_by("any", text, True) == twin(bytes(text), True)
