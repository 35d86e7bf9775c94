"""The keys of DKIM: private ones that sign, and the records to publish for them."""

from __future__ import annotations

import re
from base64 import b64decode, b64encode
from dataclasses import dataclass, field
from typing import Final

from flong.errors import ConfigError, MissingExtra
from flong.secret import read_secret

try:
    from cryptography.exceptions import UnsupportedAlgorithm
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ed25519, padding, rsa, utils
except ImportError:
    raise MissingExtra("send", "cryptography") from None

MIN_RSA: Final = 1024
_NAME: Final = re.compile(r"[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?(\.[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?)*\Z")
_PADDING: Final = padding.PKCS1v15()
_PREHASHED: Final = utils.Prehashed(hashes.SHA256())

PrivateKey = rsa.RSAPrivateKey | ed25519.Ed25519PrivateKey


@dataclass(frozen=True, slots=True)
class SigningKey:
    """A private key and the selector under which its public half is published."""

    selector: str
    private: PrivateKey = field(repr=False)

    def __post_init__(self) -> None:
        check_name(self.selector, "selector")
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

    def sign(self, digest: bytes) -> bytes:
        """The signature of a SHA-256 digest; Ed25519 signs the digest as its message (RFC 8463)."""
        if isinstance(self.private, rsa.RSAPrivateKey):
            return self.private.sign(digest, _PADDING, _PREHASHED)
        return self.private.sign(digest)


def check_name(name: str, what: str) -> str:
    """`name`, or ConfigError when it is no name of the DNS: it goes into a header field and a query."""
    if not _NAME.match(name):
        raise ConfigError(f"dkim: {name!r} is not a {what}: letters, digits and - of ASCII, with dots between")
    return name


def load_key(selector: str, reference: str) -> SigningKey:
    """A key from a private file or `env:NAME`: PEM (PKCS#1, PKCS#8), or a base64 Ed25519 seed."""
    content = read_secret(reference)
    try:
        private = _parse(content)
    except (ValueError, TypeError, UnsupportedAlgorithm):
        raise ConfigError(f"{reference}: not an RSA or Ed25519 private key without a password") from None
    return SigningKey(selector, private)


def _parse(content: bytes) -> PrivateKey:
    if b"-----BEGIN" not in content:
        return ed25519.Ed25519PrivateKey.from_private_bytes(b64decode(content, validate=True))
    key = serialization.load_pem_private_key(content, password=None)
    if not isinstance(key, PrivateKey):
        raise TypeError("another kind of key")
    return key
