"""SHA-256 of many messages at a time: what hashlib gives."""

from __future__ import annotations

from base64 import b32encode
from hashlib import sha256
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flong.backends.hashing import WAYS, base32, in_lanes, sha256_all

LANES = (4, 8, 8)
"""Of each way of hashing."""
EVERY = pytest.mark.parametrize("by", range(WAYS))


def expected(messages: list[bytes]) -> list[bytes]:
    return [sha256(one).digest() for one in messages]


@EVERY
def test_every_size(by: int) -> None:
    """All sizes to three blocks: the padding fits into the last block, or needs one more."""
    random, lanes = Random(by), LANES[by]
    for size in range(200):
        some = [random.randbytes((size + 13 * lane) % 200) for lane in range(lanes)]
        assert in_lanes(some, by) == expected(some)


@EVERY
@given(st.data())
@settings(max_examples=30, deadline=None)
def test_any_messages(by: int, data: st.DataObject) -> None:
    """As many as fit, of very different sizes."""
    sizes = data.draw(st.lists(st.integers(0, 5000), max_size=LANES[by]))
    some = [Random(size).randbytes(size) for size in sizes]
    assert in_lanes(some, by) == expected(some)
    assert in_lanes([memoryview(one) for one in some], by) == expected(some)


@pytest.mark.parametrize("count", [0, 1, 3, 15, 16, 17, 40])
@pytest.mark.parametrize("longest", [100, 16_000, 400_000])
def test_more_than_lanes(count: int, longest: int) -> None:
    """Handful after handful, also with one that is much longer than the others."""
    some = [bytes([n]) * (16_000 + n) for n in range(count)] + [b"x" * longest]
    assert sha256_all(some) == expected(some)


def test_wrong_use() -> None:
    """No more messages than lanes, no other ways, and only bytes: those before are let go."""
    for messages, way in (([b""] * 5, 0), ([], -1), ([], WAYS)):
        with pytest.raises(ValueError, match="lanes"):
            in_lanes(messages, way)
    held = bytearray(b"x")
    with pytest.raises(TypeError):
        in_lanes([held, "text"], 0)
    held.append(1)


def test_base32() -> None:
    """As the standard library writes it, in small letters; nothing that would need padding."""
    for size in range(0, 41, 5):
        for data in (Random(size + n).randbytes(size) for n in range(20)):
            assert base32(data) == b32encode(data).decode().lower()
    for size in (1, 9, 45):
        with pytest.raises(ValueError, match="base32"):
            base32(bytes(size))
