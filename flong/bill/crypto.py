"""Ciphers and hashes of encrypted files: in C by OpenSSL's functions where these are found."""

from __future__ import annotations

from flong.bill import evp, evp_twin


def encrypt(key: bytes, iv: bytes, data: bytes, *, padded: bool = True) -> bytes:
    """See `evp_twin.encrypt`."""
    if evp.AVAILABLE:
        return evp.encrypt(key, iv, data, padded=padded)
    return evp_twin.encrypt(key, iv, data, padded=padded)


def key_hash(password: bytes, salt: bytes, user: bytes) -> bytes:
    """See `evp_twin.key_hash`."""
    return (evp.key_hash if evp.AVAILABLE else evp_twin.key_hash)(password, salt, user)


def rc4_rounds(key: bytes, data: bytes) -> bytes:
    """See `evp_twin.rc4_rounds`."""
    return (evp.rc4_rounds if evp.AVAILABLE else evp_twin.rc4_rounds)(key, data)
