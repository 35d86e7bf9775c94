"""PBKDF2 of several passwords at a time, beside hashlib's of each."""

from __future__ import annotations

from hashlib import pbkdf2_hmac

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flong.bill.kept import derive
from flong.bill.pbkdf2 import LANES
from flong.bill.pbkdf2 import derive as derive_lanes

WIDTHS = [lanes for lanes in (4, 8, 16) if lanes <= LANES]


@settings(max_examples=60)
@given(
    st.sampled_from(WIDTHS),
    st.lists(st.tuples(st.binary(max_size=140), st.binary(min_size=16, max_size=16)), max_size=16),
    st.integers(1, 6),
)
def test_each_lane_is_a_derivation_of_its_own(width: int, pairs: list[tuple[bytes, bytes]], rounds: int) -> None:
    """In every width that the processor has, full or not, with passwords above a block too."""
    pairs = pairs[:width]
    found = derive_lanes([password for password, _ in pairs], [salt for _, salt in pairs], rounds, width)
    assert found == [pbkdf2_hmac("sha256", password, salt, rounds) for password, salt in pairs]


@pytest.mark.parametrize("width", WIDTHS)
def test_many_rounds(width: int) -> None:
    """As one password alone."""
    passwords, salts = [f"A12345678{n}" for n in range(width)], [bytes([n] * 16) for n in range(width)]
    wanted = [derive(password, salt, 2000) for password, salt in zip(passwords, salts, strict=True)]
    assert derive_lanes([password.encode() for password in passwords], salts, 2000, width) == wanted


@pytest.mark.parametrize(
    ("passwords", "salts", "rounds", "lanes"),
    [
        ([b"x"], [bytes(15)], 1, 4),
        ([b"x"], [], 1, 4),
        ([b"x"] * 5, [bytes(16)] * 5, 1, 4),
        ([b"x"], [bytes(16)], 0, 4),
        ([b"x"], [bytes(16)], 1, 5),
        ([b"x"], [bytes(16)], 1, 32),
        ([b"x"] * (LANES + 1), [bytes(16)] * (LANES + 1), 1, 0),
    ],
)
def test_other_sizes_are_refused(passwords: list[bytes], salts: list[bytes], rounds: int, lanes: int) -> None:
    with pytest.raises(ValueError):
        derive_lanes(passwords, salts, rounds, lanes)
