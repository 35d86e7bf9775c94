"""The keys of pages that open with a password: PBKDF2-HMAC-SHA256 (RFC 8018), a third of a second each, so kept.

What a page is sealed with is a function of the sender's secret, the customer, the password and the page:

- The *salt* is an HMAC of the customer's key, so a customer has one key as long as the password stays, two customers
  never share one, and nobody can prepare tables for it without the secret. Whether a key is derived now, was kept or
  was derived ahead changes no byte of the page.
- The *nonce* is an HMAC of the whole page and its header. AES-GCM breaks when one key seals two contents under one
  nonce; contents that differ have nonces that differ (96 bits of a pseudo-random function, as unlikely to meet as
  drawn ones), whatever the template, the job or the number of the resend. The same content gives the same page: a
  message made again after a crash is the same message, and tells no more than that it is.

Without a secret one is drawn for the process. Passwords are not kept, but digests of them under the secret.
"""

from __future__ import annotations

import hmac
import os
from collections import OrderedDict
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from threading import Lock
from typing import Final

from flong.errors import MissingExtra

ROUNDS: Final = 600_000
"""OWASP's least for PBKDF2-HMAC-SHA256 (Password Storage Cheat Sheet, 2023)."""

KEPT: Final = 4096
"""Keys that a process keeps, the last used."""

_SALT: Final = 16
_NONCE: Final = 12
_NAME: Final = 16


@dataclass(frozen=True, slots=True)
class PageKey:
    """An AES-256 key and what it was derived with, the password aside."""

    salt: bytes
    rounds: int
    key: bytes = field(repr=False)


class PageKeys:
    """The keys of one sender's pages. Threads may share it."""

    def __init__(self, secret: bytes | None = None, rounds: int = ROUNDS) -> None:
        self._secret, self._rounds = secret or os.urandom(32), rounds
        self._kept: OrderedDict[bytes, bytes] = OrderedDict()
        self._ahead: dict[bytes, bytes] = {}
        self._lock = Lock()

    def key(self, customer: str, password: str) -> PageKey:
        """The key of a customer's pages; derived unless it is known."""
        salt = self._salt(customer)
        name = self._name(salt, password)
        with self._lock:
            key = self._ahead.get(name) or self._kept.get(name)
        if key is None:
            key = derive(password, salt, self._rounds)
        self._keep(name, key)
        return PageKey(salt, self._rounds, key)

    def nonce(self, content: bytes) -> bytes:
        """What AES-GCM takes beside the key for `content`, which is all that is sealed and authenticated."""
        return self._hash(b"page nonce", content)[:_NONCE]

    def derived(self, pairs: Iterable[tuple[str, str]], threads: int = 1) -> dict[bytes, bytes]:
        """The keys of customers and passwords by names that only this sender's `recall` understands."""
        salted = [(self._salt(customer), password) for customer, password in pairs]
        with ThreadPoolExecutor(threads) as pool:
            keys = pool.map(lambda pair: derive(pair[1], pair[0], self._rounds), salted)
            return {self._name(*pair): key for pair, key in zip(salted, keys, strict=True)}

    def recall(self, derived: dict[bytes, bytes]) -> None:
        """Take what `derived` gave before, instead of what was recalled last."""
        with self._lock:
            self._ahead = derived

    def _keep(self, name: bytes, key: bytes) -> None:
        with self._lock:
            self._kept[name] = key
            self._kept.move_to_end(name)
            if len(self._kept) > KEPT:
                self._kept.popitem(last=False)

    def _salt(self, customer: str) -> bytes:
        return self._hash(b"page salt", customer.encode())[:_SALT]

    def _name(self, salt: bytes, password: str) -> bytes:
        return self._hash(b"page key", salt + password.encode())[:_NAME]

    def _hash(self, purpose: bytes, data: bytes) -> bytes:
        return hmac.digest(self._secret, purpose + b"\0" + data, "sha256")


def derive(password: str, salt: bytes, rounds: int) -> bytes:
    """32 bytes by PBKDF2-HMAC-SHA256, with the GIL released."""
    try:
        from cryptography.hazmat.primitives.hashes import SHA256
        from cryptography.hazmat.primitives.kdf.pbkdf2 import PBKDF2HMAC
    except ImportError:
        raise MissingExtra("bill", "cryptography") from None
    return PBKDF2HMAC(SHA256(), 32, salt, rounds).derive(password.encode())
