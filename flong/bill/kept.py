"""The keys that bills are encrypted with, kept: a page's takes a third of a second (PBKDF2-HMAC-SHA256, RFC 8018), a
PDF's a millisecond or two (revision 6), and both depend on the customer and the password alone.

They are a function of the sender's secret, the customer and the password. Whether a key is derived now, was kept or was
derived ahead changes no byte of the bill.

- A page's *salt* is an HMAC of the customer's key, so a customer has one key as long as the password stays, two
  customers never share one, and nobody can prepare tables for it without the secret. What is random in a PDF's keys
  follows from an HMAC of customer and password, so that who knows an old password can't open later bills.
- A page's *nonce* is an HMAC of the whole page and its header. AES-GCM breaks when one key seals two contents under one
  nonce; contents that differ have nonces that differ (96 bits of a pseudo-random function, as unlikely to meet as
  drawn ones), whatever the template, the job or the number of the resend. The same content gives the same page: a
  message made again after a crash is the same message, and tells no more than that it is. Every stream of a PDF has a
  random initialisation vector.

Without a secret one is drawn for the process. Passwords are not kept, but digests of them under the secret.
"""

from __future__ import annotations

import hmac
import os
from collections import OrderedDict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from itertools import chain, groupby
from threading import Lock
from typing import Final, Literal

from flong.bill.keys import Keys
from flong.bill.pbkdf2 import LANES
from flong.bill.pbkdf2 import derive as derive_lanes
from flong.errors import MissingExtra

ROUNDS: Final = 600_000
"""OWASP's least for PBKDF2-HMAC-SHA256 (Password Storage Cheat Sheet, 2023)."""

KEPT: Final = 4096
"""Keys that a process keeps, the last used."""

_SALT: Final = 16
_NONCE: Final = 12
_NAME: Final = 16

Kind = Literal["page", "pdf"]

_TOGETHER: Final[Mapping[Kind, int]] = {"page": LANES, "pdf": 64}
"""Keys derived at a time: of pages as many as there are lanes; lanes of PDFs are filled again and again."""


@dataclass(frozen=True, slots=True)
class Opening:
    """What opens a bill: the kind of file, whose it is (the customer's key) and the password."""

    kind: Kind
    customer: str
    password: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class PageKey:
    """An AES-256 key and what it was derived with, the password aside."""

    salt: bytes
    rounds: int
    key: bytes = field(repr=False)


class BillKeys:
    """The keys of one sender's bills. Threads may share it."""

    def __init__(self, secret: bytes | None = None, rounds: int = ROUNDS) -> None:
        self._secret, self._rounds = secret or os.urandom(32), rounds
        self._kept: OrderedDict[bytes, bytes] = OrderedDict()
        self._ahead: Mapping[bytes, bytes] = {}
        self._lock = Lock()

    def page(self, customer: str, password: str) -> PageKey:
        """The key of a customer's pages."""
        return PageKey(self._salt(customer), self._rounds, self._known(Opening("page", customer, password)))

    def pdf(self, customer: str, password: str) -> Keys:
        """The keys of a customer's PDF files, revision 6."""
        return Keys.from_bytes(self._known(Opening("pdf", customer, password)))

    def nonce(self, content: bytes) -> bytes:
        """What AES-GCM takes beside a page's key for `content`, which is all that is sealed and authenticated."""
        return self._hash(b"page nonce", content)[:_NONCE]

    def derived(self, openings: Iterable[Opening], threads: int = 1) -> dict[bytes, bytes]:
        """The keys of bills by names that only this sender's `recall` understands."""
        wanted = sorted(openings, key=lambda opening: opening.kind)
        kinds = [[*some] for _, some in groupby(wanted, lambda opening: opening.kind)]
        groups = [some for kind in kinds for some in _pieces(kind, _TOGETHER[kind[0].kind])]
        with ThreadPoolExecutor(threads) as pool:
            keys = chain(*(pool.map if threads > 1 else map)(self._derive, groups))
            return dict(zip(map(self._name, wanted), keys, strict=True))

    def prepare(self, openings: Iterable[Opening]) -> None:
        """Derive what is not known yet and keep it: together the keys of a batch take a fraction of the time."""
        with self._lock:
            known = self._kept, self._ahead
            unknown = [one for one in dict.fromkeys(openings) if not any(self._name(one) in some for some in known)]
        if len(unknown) > 1:
            self._keep(self.derived(unknown[:KEPT]))

    def recall(self, derived: Mapping[bytes, bytes]) -> None:
        """Take what `derived` gave before, instead of what was recalled last."""
        with self._lock:
            self._ahead = derived

    def _known(self, opening: Opening) -> bytes:
        name = self._name(opening)
        with self._lock:
            key = self._ahead.get(name) or self._kept.get(name)
        key = key or self._derive([opening])[0]
        self._keep({name: key})
        return key

    def _keep(self, found: Mapping[bytes, bytes]) -> None:
        """The last ones used; those that were used long ago make room."""
        with self._lock:
            for name, key in found.items():
                self._kept[name] = key
                self._kept.move_to_end(name)
            while len(self._kept) > KEPT:
                self._kept.popitem(last=False)

    def _derive(self, group: Sequence[Opening]) -> list[bytes]:
        """The keys of some bills of one kind, side by side."""
        if group[0].kind == "page":
            return self._derive_pages(group)
        from flong.bill.derive import derive_all_r6

        seeds = [self._hash(b"pdf key", _joined(opening)) for opening in group]
        return [bytes(keys) for keys in derive_all_r6([opening.password for opening in group], seeds)]

    def _derive_pages(self, group: Sequence[Opening]) -> list[bytes]:
        salts = [self._salt(opening.customer) for opening in group]
        if len(group) == 1:
            return [derive(group[0].password, salts[0], self._rounds)]
        return derive_lanes([opening.password.encode() for opening in group], salts, self._rounds)

    def _salt(self, customer: str) -> bytes:
        return self._hash(b"page salt", customer.encode())[:_SALT]

    def _name(self, opening: Opening) -> bytes:
        return self._hash(b"name of key " + opening.kind.encode(), _joined(opening))[:_NAME]

    def _hash(self, purpose: bytes, data: bytes) -> bytes:
        return hmac.digest(self._secret, purpose + b"\0" + data, "sha256")


def _pieces(some: Sequence[Opening], size: int) -> Iterator[Sequence[Opening]]:
    return (some[start : start + size] for start in range(0, len(some), size))


def _joined(opening: Opening) -> bytes:
    """Customer and password; no password holds a zero byte."""
    return f"{opening.customer}\0{opening.password}".encode()


def derive(password: str, salt: bytes, rounds: int) -> bytes:
    """32 bytes by PBKDF2-HMAC-SHA256, with the GIL released."""
    try:
        from cryptography.hazmat.primitives.hashes import SHA256
        from cryptography.hazmat.primitives.kdf.pbkdf2 import PBKDF2HMAC
    except ImportError:
        raise MissingExtra("bill", "cryptography") from None
    return PBKDF2HMAC(SHA256(), 32, salt, rounds).derive(password.encode())
