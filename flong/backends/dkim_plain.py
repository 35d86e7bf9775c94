"""The plain signer: dkimpy parses, canonicalises and writes the field, as slowly as it does (1 to 3 ms a mail).

It is what `dkim.py` is held to. `FLONG_PLAIN_DKIM=1` makes jobs sign by it. The private key operation alone is done by
`cryptography`, since dkimpy's own RSA costs 10 ms a mail.
"""

from __future__ import annotations

import time
from base64 import b64encode
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256

from flong.backends.dkim import OVERSIGNED, SIGNED, Form, each
from flong.backends.dkim_keys import SigningKey, check_name
from flong.errors import MissingExtra

try:
    import dkim
except ImportError:
    raise MissingExtra("send", "dkimpy") from None


class PlainSigner:
    """See `dkim.DkimSigner`."""

    def __init__(self, domain: str, keys: Sequence[SigningKey], form: Form | None = None) -> None:
        self.domain, self.keys, self.form = check_name(domain, "domain").lower(), tuple(keys), form or Form()

    def sign(self, data: bytes | memoryview) -> bytes:
        """DKIM-Signature fields for `data`. Raises ValueError when it has not exactly one From."""
        message = _Message(bytes(data))
        if message.count(b"from") != 1:
            raise ValueError("a signed message has exactly one From")
        now = int(time.time())
        return b"".join(message.signature(self.domain, key, self.form, now) for key in self.keys)

    def sign_all(self, messages: Sequence[bytes | memoryview]) -> list[bytes | ValueError]:
        """See `dkim.Signer`."""
        return [each(self.sign, data) for data in messages]


@dataclass(frozen=True, slots=True)
class _Signature:
    signature: bytes


@dataclass(frozen=True, slots=True)
class _Key:
    """A key in the shape that dkimpy asks of one."""

    key: SigningKey

    def sign(self, digest: bytes) -> _Signature:
        return _Signature(self.key.sign(digest))


class _Message(dkim.DKIM):  # type: ignore[misc]
    """dkimpy's signer, parsed once for all keys, without its key handling.

    dkimpy asks a key object to sign a SHA-256 digest only for Ed25519; RSA keys of `cryptography`
    take the same road here. The algorithm that the field names is the key's own.
    """

    def __init__(self, data: bytes) -> None:
        super().__init__(signature_algorithm=b"ed25519-sha256")
        self.hasher = sha256
        head, _, body = data.partition(b"\r\n\r\n")
        self.headers = dkim.rfc822_parse(head + b"\r\n\r\n")[0]
        self.body = body

    def count(self, name: bytes) -> int:
        return sum(found.lower() == name for found, _ in self.headers)

    def signature(self, domain: str, key: SigningKey, form: Form, now: int) -> bytes:
        policy = dkim.CanonicalizationPolicy.from_c_value(form.name)
        names = self._names()
        times = [(b"t", str(now).encode())] + ([(b"x", str(now + form.expires).encode())] if form.expires else [])
        fields = [
            (b"v", b"1"),
            (b"a", key.algorithm),
            (b"c", policy.to_c_value()),
            (b"d", domain.encode()),
            (b"s", key.selector.encode()),
            *times,
            (b"h", b" : ".join(names)),
            (b"bh", b64encode(sha256(policy.canonicalize_body(self.body)).digest())),
            (b"b", b"0" * 60),
        ]
        field: bytes = self.gen_header(fields, names, policy, b"DKIM-Signature", _Key(key))
        return b"DKIM-Signature: " + field

    def _names(self) -> list[bytes]:
        present = [name.lower() for name, _ in self.headers]
        names = [name for name in SIGNED for _ in range(present.count(name))]
        return names + list(OVERSIGNED)
