from __future__ import annotations

import hmac

from hypothesis import example, given
from hypothesis import strategies as st

from flong.runtime.mac import Mac


@given(st.binary(max_size=200), st.binary(max_size=300), st.binary(max_size=300))
@example(b"k" * 64, b"", b"x")
@example(b"k" * 65, b"", b"x")
def test_it_is_hmac(key: bytes, first: bytes, second: bytes) -> None:
    """For every text: one leaves no trace in the next."""
    mac = Mac(key)
    for text in (first, second, first):
        assert mac.digest(text) == hmac.digest(key, text, "sha256")
