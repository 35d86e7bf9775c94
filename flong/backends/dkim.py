"""DKIM signatures (RFC 6376, RFC 8301, RFC 8463): RSA-SHA256 and Ed25519, alone or both.

dkimpy canonicalises and writes the field; the private key operation is done by `cryptography`,
since dkimpy's own RSA costs 10 ms a mail. The body is signed in simple form by default: flong's
bodies are canonical already, and hashing them as they are is the cheapest. `l=` is never used; the
fields a reader sees are signed once more than they occur, so that none can be added.
"""

from __future__ import annotations

import re
import time
from base64 import b64decode, b64encode
from collections.abc import Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Literal, Protocol

from flong.errors import ConfigError, MissingExtra
from flong.secret import read_secret

try:
    import dkim
    from cryptography.exceptions import UnsupportedAlgorithm
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ed25519, padding, rsa, utils
except ImportError as error:
    raise MissingExtra("send", error.name or "dkimpy") from error

SIGNED = (
    *(b"from", b"sender", b"reply-to", b"to", b"cc", b"subject", b"date", b"message-id"),
    *(b"in-reply-to", b"references", b"mime-version", b"content-type", b"content-transfer-encoding"),
    *(b"list-id", b"list-unsubscribe", b"list-unsubscribe-post", b"feedback-id"),
)
OVERSIGNED = (
    *(b"from", b"reply-to", b"to", b"cc", b"subject", b"date", b"message-id"),
    *(b"mime-version", b"content-type", b"content-transfer-encoding"),
)
MIN_RSA = 1024
_NAME = re.compile(r"[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?(\.[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?)*\Z")

PrivateKey = rsa.RSAPrivateKey | ed25519.Ed25519PrivateKey
BodyForm = Literal["simple", "relaxed"]


class Signer(Protocol):
    """Whatever signs messages."""

    def sign(self, data: bytes) -> bytes:
        """Header fields, each ending with CRLF, to put before `data` (a whole message, CRLF only)."""
        ...


@dataclass(frozen=True, slots=True)
class SigningKey:
    """A private key and the selector under which its public half is published."""

    selector: str
    private: PrivateKey = field(repr=False)

    def __post_init__(self) -> None:
        if not _NAME.match(self.selector):
            raise ConfigError("dkim: not a selector")
        if isinstance(self.private, rsa.RSAPrivateKey) and self.private.key_size < MIN_RSA:
            raise ConfigError(f"dkim: an RSA key of {self.private.key_size} bits; verifiers refuse less than {MIN_RSA}")

    @property
    def algorithm(self) -> bytes:
        return b"rsa-sha256" if isinstance(self.private, rsa.RSAPrivateKey) else b"ed25519-sha256"

    def record(self) -> str:
        """The TXT record to publish at `SELECTOR._domainkey.DOMAIN`."""
        public = self.private.public_key()
        if isinstance(public, rsa.RSAPublicKey):
            form = serialization.PublicFormat.SubjectPublicKeyInfo
            raw = public.public_bytes(serialization.Encoding.DER, form)
            return f"v=DKIM1; k=rsa; p={b64encode(raw).decode()}"
        return f"v=DKIM1; k=ed25519; p={b64encode(public.public_bytes_raw()).decode()}"

    def sign(self, digest: bytes) -> _Signature:
        """The signature of a SHA-256 digest, in the shape dkimpy asks of a key object."""
        if isinstance(self.private, rsa.RSAPrivateKey):
            return _Signature(self.private.sign(digest, padding.PKCS1v15(), utils.Prehashed(hashes.SHA256())))
        return _Signature(self.private.sign(digest))


def load_key(selector: str, reference: str) -> SigningKey:
    """A key from a private file or `env:NAME`: PEM (PKCS#1, PKCS#8), or a base64 Ed25519 seed."""
    content = read_secret(reference)
    try:
        private = _parse(content)
    except (ValueError, TypeError, UnsupportedAlgorithm):
        raise ConfigError(f"{reference}: not an RSA or Ed25519 private key without a password") from None
    return SigningKey(selector, private)


class DkimSigner:
    """Signs for one domain with one key or several (double signing), in the order given."""

    def __init__(self, domain: str, keys: Sequence[SigningKey], *, body: BodyForm = "simple") -> None:
        if not keys:
            raise ConfigError(f"dkim: no key for {domain}")
        if not _NAME.match(domain):
            raise ConfigError("dkim: not a domain")
        self.domain, self.keys, self.body = domain.lower(), tuple(keys), body

    def sign(self, data: bytes) -> bytes:
        """DKIM-Signature fields for `data`. Raises ValueError when it has not exactly one From."""
        message = _Message(data)
        if message.count(b"from") != 1:
            raise ValueError("a signed message has exactly one From")
        now = int(time.time())
        return b"".join(message.signature(self.domain, key, self.body, now) for key in self.keys)


@dataclass(frozen=True, slots=True)
class _Signature:
    signature: bytes


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

    def signature(self, domain: str, key: SigningKey, body: BodyForm, now: int) -> bytes:
        policy = dkim.CanonicalizationPolicy.from_c_value(b"relaxed/" + body.encode())
        names = self._names()
        fields = [
            (b"v", b"1"),
            (b"a", key.algorithm),
            (b"c", policy.to_c_value()),
            (b"d", domain.encode()),
            (b"s", key.selector.encode()),
            (b"t", str(now).encode()),
            (b"h", b" : ".join(names)),
            (b"bh", b64encode(sha256(policy.canonicalize_body(self.body)).digest())),
            (b"b", b"0" * 60),
        ]
        field: bytes = self.gen_header(fields, names, policy, b"DKIM-Signature", key)
        return b"DKIM-Signature: " + field

    def _names(self) -> list[bytes]:
        present = [name.lower() for name, _ in self.headers]
        names = [name for name in SIGNED for _ in range(present.count(name))]
        return names + list(OVERSIGNED)


def _parse(content: bytes) -> PrivateKey:
    if b"-----BEGIN" not in content:
        return ed25519.Ed25519PrivateKey.from_private_bytes(b64decode(content, validate=True))
    key = serialization.load_pem_private_key(content, password=None)
    if not isinstance(key, PrivateKey):
        raise TypeError("another kind of key")
    return key
