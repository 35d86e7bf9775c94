"""Ciphers and hashes of encrypted files: in C by OpenSSL's functions where these are found."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from flong.bill import evp, evp_twin, keyhash

Secret = tuple[bytes, bytes, bytes]
"""What `evp_twin.key_hash` takes: password, salt, user."""

AT_ONCE: Final = 6
"""With fewer hashes than this, lanes stay so empty that one after the other is faster."""


def encrypt(key: bytes, iv: bytes, data: bytes, *, padded: bool = True) -> bytes:
    """See `evp_twin.encrypt`."""
    if evp.AVAILABLE:
        return evp.encrypt(key, iv, data, padded=padded)
    return evp_twin.encrypt(key, iv, data, padded=padded)


def key_hash(password: bytes, salt: bytes, user: bytes) -> bytes:
    """See `evp_twin.key_hash`."""
    return (evp.key_hash if evp.AVAILABLE else evp_twin.key_hash)(password, salt, user)


def key_hashes(secrets: Sequence[Secret]) -> list[bytes]:
    """`key_hash` of each: many are made side by side, where the processor can, in a fraction of the time."""
    if len(secrets) < AT_ONCE or not keyhash.LANES:
        return [key_hash(*secret) for secret in secrets]
    return keyhash.key_hashes(secrets)


def rc4_rounds(key: bytes, data: bytes) -> bytes:
    """See `evp_twin.rc4_rounds`."""
    return (evp.rc4_rounds if evp.AVAILABLE else evp_twin.rc4_rounds)(key, data)
