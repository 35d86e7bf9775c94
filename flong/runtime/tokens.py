"""Tokens in links: encrypted and authenticated, so that nobody learns or forges whom they are about.

A token is base64url, without padding, of `key id (1 byte) ‖ nonce (12) ‖ ciphertext ‖ tag (16)`, AES-256-GCM
(NIST SP 800-38D). The purpose is authenticated with it: a token made for opens is no token for clicks.
"""

from __future__ import annotations

import binascii
import os
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Mapping, Sequence
from typing import Any

import msgspec

from flong.errors import ConfigError, MissingExtra

try:
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM
except ImportError as error:
    raise MissingExtra("send", "cryptography") from error

_NONCE = 12
LONGEST = 2048
"""Characters a token may have; longer ones are refused unread."""


class BadToken(Exception):
    """A token that was forged, damaged, made for another purpose or under a forgotten key."""


class Tokens:
    """Seals and opens tokens. `keys` are 32 bytes each, by id 0 to 255; the highest id seals."""

    def __init__(self, keys: Mapping[int, bytes]) -> None:
        if not keys or any(len(key) != 32 or not 0 <= number <= 255 for number, key in keys.items()):
            raise ConfigError("token keys are 32 bytes each, with ids from 0 to 255")
        self._ciphers = {number: AESGCM(key) for number, key in keys.items()}
        self._newest = max(keys)

    def seal(self, purpose: str, payload: Sequence[Any]) -> str:
        """A token for `purpose` that carries `payload` (texts, ints, bytes)."""
        nonce = os.urandom(_NONCE)
        sealed = self._ciphers[self._newest].encrypt(nonce, msgspec.msgpack.encode(payload), purpose.encode())
        return urlsafe_b64encode(bytes((self._newest,)) + nonce + sealed).rstrip(b"=").decode()

    def open(self, purpose: str, token: str) -> list[Any]:
        """The payload. Raises BadToken for anything that `seal` did not make for this purpose."""
        raw = _decoded(token)
        cipher = self._ciphers.get(raw[0]) if len(raw) > _NONCE + 16 else None
        if cipher is None:
            raise BadToken
        try:
            payload = cipher.decrypt(raw[1 : 1 + _NONCE], raw[1 + _NONCE :], purpose.encode())
        except InvalidTag:
            raise BadToken from None
        return msgspec.msgpack.decode(payload, type=list[Any])


def _decoded(token: str) -> bytes:
    """The token's bytes; only the one spelling that `seal` writes is read."""
    if len(token) > LONGEST or not token.isascii():
        raise BadToken
    try:
        raw = urlsafe_b64decode(token + "=" * (-len(token) % 4))
    except (binascii.Error, ValueError):
        raise BadToken from None
    if urlsafe_b64encode(raw).rstrip(b"=").decode() != token:
        raise BadToken
    return raw
