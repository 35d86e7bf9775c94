"""Opens bills that are pages the slow way, by what is written about their format alone."""

from __future__ import annotations

import re
import zlib
from base64 import b64decode
from hashlib import pbkdf2_hmac

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from flong.bill.page import HEADER


def sealed(page: bytes) -> bytes:
    """Header, nonce, ciphertext and tag."""
    return b64decode(re.search(rb'id="sealed">([^<]+)<', page)[1])


def opened(page: bytes, password: str) -> str:
    """The bill's HTML. Raises InvalidTag."""
    data = sealed(page)
    header, nonce, rest = data[:25], data[25:37], data[37:]
    magic, version, rounds, salt = HEADER.unpack(header)
    assert (magic, version) == (b"FLNG", 1)
    key = pbkdf2_hmac("sha256", password.encode(), salt, rounds)
    return zlib.decompress(AESGCM(key).decrypt(nonce, rest, header)).decode()
