"""Who a message is for and what it is: digests, the gate that compares them, the Message-ID.

All digests are 16 bytes; at ten thousand million documents two of them meet with a chance of 10^-19.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import Final

from flong.backends.base import Gates
from flong.backends.hashing import sha256_all
from flong.backends.macs import macs
from flong.errors import IdentityError
from flong.runtime.addresses import same_address
from flong.runtime.mac import mac_of

SIZE: Final = 16
STAGES: Final = ("render", "code", "bill", "sign")
_KEY, _DOCUMENT, _ADDRESS = b"key\0", b"document\0", b"address\0"


def key_digest(key: str) -> bytes:
    """The digest each stage derives from the record key in its own input row."""
    return hashlib.sha256(_KEY + key.encode()).digest()[:SIZE]


def key_digests(keys: Sequence[str]) -> list[bytes]:
    """`key_digest` of each."""
    return [digest[:SIZE] for digest in sha256_all([_KEY + key.encode() for key in keys])]


def document_digest(document: str) -> bytes:
    """What the ledger keeps of a document's name (class, customer, period, version)."""
    return hashlib.sha256(_DOCUMENT + document.encode()).digest()[:SIZE]


def document_digests(documents: Sequence[str]) -> list[bytes]:
    """`document_digest` of each."""
    return [digest[:SIZE] for digest in sha256_all([_DOCUMENT + document.encode() for document in documents])]


def address_digest(address: str) -> bytes:
    """What the suppression list keeps of an address, however it is spelt."""
    return hashlib.sha256(_ADDRESS + same_address(address).encode()).digest()[:SIZE]


def address_digests(addresses: Sequence[str]) -> list[bytes]:
    """`address_digest` of each."""
    return [digest[:SIZE] for digest in sha256_all([_ADDRESS + same_address(one).encode() for one in addresses])]


def own_document(job: str, key: str) -> str:
    """The document of a template that names none: the job and the key."""
    return f"{job}\0{key}"


def message_id(secret: bytes, document: bytes, resend: int, domain: str) -> str:
    """The stable Message-ID (RFC 5322 §3.6.4, without brackets) of one document and one resend of it."""
    return _identifier(mac_of(secret).digest(_sending(document, resend)), domain)


def message_ids(secret: bytes, documents: Sequence[bytes], resends: Sequence[int], domains: Sequence[str]) -> list[str]:
    """`message_id` of each."""
    tags = macs(secret, map(_sending, documents, resends))
    return [_identifier(*one) for one in zip(tags, domains, strict=True)]


def _sending(document: bytes, resend: int) -> bytes:
    return b"message-id\0" + document + resend.to_bytes(4, "big")


def _identifier(tag: bytes, domain: str) -> str:
    return f"{tag[:20].hex()}@{domain}"


def check_gates(seq: int, gates: Gates) -> None:
    """Raise IdentityError unless all stages that ran saw the record that the ledger names.

    Rendering and signing always run, so a missing digest of theirs is a mix-up too.
    """
    row = gates.row
    if gates.render == gates.sign == row and gates.code in (None, row) and gates.bill in (None, row):
        return
    for stage in STAGES:
        digest = getattr(gates, stage)
        if digest is None and stage in ("code", "bill"):
            continue
        if digest != row:
            raise IdentityError(f"record {seq}: the {stage} stage worked on another record; nothing was sent")


def check_document(seq: int, cast: bytes, planned: bytes) -> None:
    """Raise IdentityError unless the message that was `cast` is the document that the ledger has `planned`."""
    if cast != planned:
        raise IdentityError(f"record {seq}: the message is another document than was planned; it was not sent")
