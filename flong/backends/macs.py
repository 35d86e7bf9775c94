"""HMAC-SHA-256 of many texts under one key, side by side: what `Mac.digest` gives for each."""

from __future__ import annotations

from collections.abc import Iterable

from flong.backends.hashing import sha256_all
from flong.runtime.mac import mac_of


def macs(key: bytes, texts: Iterable[bytes]) -> list[bytes]:
    """The 32 bytes of each text."""
    inner, outer = mac_of(key).pads
    return sha256_all([outer + digest for digest in sha256_all([inner + text for text in texts])])
