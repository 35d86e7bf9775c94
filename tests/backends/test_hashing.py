"""SHA-256 of many messages at a time: what hashlib gives."""

from __future__ import annotations

from hashlib import sha256
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flong.backends.hashing import LANES, in_lanes, sha256_all

WIDTHS = [lanes for lanes in (4, 8, 16) if lanes <= LANES]


def expected(messages: list[bytes]) -> list[bytes]:
    return [sha256(one).digest() for one in messages]


@pytest.mark.parametrize("lanes", WIDTHS)
def test_every_size(lanes: int) -> None:
    """All sizes to three blocks: the padding fits into the last block, or needs one more."""
    random = Random(lanes)
    for size in range(200):
        some = [random.randbytes((size + 13 * lane) % 200) for lane in range(lanes)]
        assert in_lanes(some, lanes) == expected(some)


@pytest.mark.parametrize("lanes", WIDTHS)
@given(st.data())
@settings(max_examples=30, deadline=None)
def test_any_messages(lanes: int, data: st.DataObject) -> None:
    """As many as fit, of very different sizes."""
    sizes = data.draw(st.lists(st.integers(0, 5000), max_size=lanes))
    some = [Random(size).randbytes(size) for size in sizes]
    assert in_lanes(some, lanes) == expected(some)


@pytest.mark.parametrize("count", [0, 1, 3, 15, 16, 17, 40])
@pytest.mark.parametrize("longest", [100, 16_000, 400_000])
def test_more_than_lanes(count: int, longest: int) -> None:
    """Handful after handful, also with one that is much longer than the others."""
    some = [bytes([n]) * (16_000 + n) for n in range(count)] + [b"x" * longest]
    assert sha256_all(some) == expected(some)


def test_wrong_use() -> None:
    """No more messages than lanes, and only bytes."""
    for messages, lanes in (([b""] * 5, 4), ([], 3), ([], 32), ([], 0)):
        with pytest.raises(ValueError, match="lanes"):
            in_lanes(messages, lanes)
    with pytest.raises(TypeError):
        in_lanes(["text"], 4)
