"""Tokens: what was sealed opens, anything else does not."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flong.errors import ConfigError
from flong.runtime.tokens import LONGEST, BadToken, Tokens

TOKENS = Tokens({1: b"k" * 32})
PAYLOADS = st.lists(st.text() | st.integers(-(1 << 63), (1 << 63) - 1) | st.binary(max_size=40), max_size=6)


@settings(max_examples=100)
@given(PAYLOADS)
def test_a_sealed_payload_opens(payload: list[object]) -> None:
    """Payloads come back as they went in, and tokens are safe in URLs."""
    token = TOKENS.seal("open", payload)
    assert TOKENS.open("open", token) == payload
    assert set(token) <= set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_")


def test_a_token_is_for_one_purpose() -> None:
    """A token for opens does not count as a click."""
    with pytest.raises(BadToken):
        TOKENS.open("click", TOKENS.seal("open", ["job", 1]))


def test_every_changed_character_is_noticed() -> None:
    """Flipping any character makes the token worthless."""
    token = TOKENS.seal("open", ["job", 12345])
    for i, char in enumerate(token):
        changed = token[:i] + ("A" if char != "A" else "B") + token[i + 1 :]
        with pytest.raises(BadToken):
            TOKENS.open("open", changed)


@pytest.mark.parametrize("token", ["", "A", "====", "é" * 40, "A" * (LONGEST + 1), "AAAA AAAA", "AA==" * 20])
def test_garbage_is_refused(token: str) -> None:
    """Whatever a scanner sends is refused without a traceback."""
    with pytest.raises(BadToken):
        TOKENS.open("open", token)


def test_keys_rotate() -> None:
    """Old tokens open as long as their key is kept; new ones use the newest key."""
    both = Tokens({1: b"k" * 32, 2: b"n" * 32})
    assert both.open("open", TOKENS.seal("open", ["x"])) == ["x"]
    with pytest.raises(BadToken):
        TOKENS.open("open", both.seal("open", ["x"]))


@pytest.mark.parametrize("keys", [{}, {0: b"short"}, {256: b"k" * 32}])
def test_bad_keys_are_refused(keys: dict[int, bytes]) -> None:
    """A weak or misnumbered key is a configuration error."""
    with pytest.raises(ConfigError):
        Tokens(keys)
