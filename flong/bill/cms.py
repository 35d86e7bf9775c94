"""CMS SignedData for PAdES baseline B-B (RFC 5652, RFC 5035, ETSI EN 319 142-1), made once but for the digest and
the signature.

RSA signs by PKCS #1 v1.5: many validators of PDF files do not know PSS.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Final

from flong.errors import ConfigError, MissingExtra
from flong.secret import read_secret

try:
    from cryptography.exceptions import UnsupportedAlgorithm
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
    from cryptography.x509 import Certificate, load_pem_x509_certificates
except ImportError:
    raise MissingExtra("bill", "cryptography") from None

PrivateKey = rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey

MIN_RSA: Final = 2048
_DER: Final = serialization.Encoding.DER
_MARK: Final = sha256(b"the digest stands here").digest()
_SEQUENCE, _SET, _OCTETS, _INTEGER = 0x30, 0x31, 0x04, 0x02
_ATTRIBUTES: Final = 0xA0


def der(tag: int, *content: bytes) -> bytes:
    """One element of the distinguished encoding rules (X.690)."""
    body = b"".join(content)
    if len(body) < 128:
        return bytes((tag, len(body))) + body
    size = len(body).to_bytes((len(body).bit_length() + 7) // 8)
    return bytes((tag, 0x80 | len(size))) + size + body


def _oid(value: str) -> bytes:
    return der(0x06, bytes.fromhex(value))


_SIGNED_DATA: Final = _oid("2a864886f70d010702")
_DATA: Final = _oid("2a864886f70d010701")
_CONTENT_TYPE: Final = _oid("2a864886f70d010903")
_MESSAGE_DIGEST: Final = _oid("2a864886f70d010904")
_SIGNING_CERTIFICATE: Final = _oid("2a864886f70d010910022f")
_SHA256: Final = der(_SEQUENCE, _oid("608648016503040201"))
_RSA_SHA256: Final = der(_SEQUENCE, _oid("2a864886f70d01010b"), der(0x05))
_ECDSA_SHA256: Final = der(_SEQUENCE, _oid("2a8648ce3d040302"))


class Cms:
    """Signs digests with one key. `chain` begins with the signer's certificate.

    Raises ConfigError for a key that is no RSA of 2048 bits or more and not of the curve P-256, and when it does not
    belong to the certificate.
    """

    def __init__(self, key: PrivateKey, chain: Sequence[Certificate]) -> None:
        _check(key, chain[0])
        self._key, self._chain = key, tuple(chain)
        self._since, self._until = chain[0].not_valid_before_utc, chain[0].not_valid_after_utc
        self._attributes = _attributes(chain[0])
        self._frame = lru_cache(8)(self._framed)
        self.size = len(self._whole(bytes(_longest(key))))

    def require_valid(self, now: datetime) -> None:
        """Raises ConfigError when the certificate has expired, or is not valid yet."""
        if not self._since <= now <= self._until:
            raise ConfigError(f"signature: the certificate is valid from {self._since} to {self._until} only")

    def sign(self, digest: bytes) -> bytes:
        """The SignedData, `size` bytes or a little less, of what has this SHA-256 digest."""
        signature = self._raw(self._attributes.replace(_MARK, digest))
        before, behind = self._frame(len(signature))
        return b"".join((before, digest, behind, signature))

    def _raw(self, data: bytes) -> bytes:
        if isinstance(self._key, rsa.RSAPrivateKey):
            return self._key.sign(data, padding.PKCS1v15(), hashes.SHA256())
        return self._key.sign(data, ec.ECDSA(hashes.SHA256()))

    def _framed(self, size: int) -> tuple[bytes, bytes]:
        """What stands before the digest, and between it and a signature of `size` bytes."""
        before, _, behind = self._whole(bytes(size)).partition(_MARK)
        return before, behind[:-size]

    def _whole(self, signature: bytes) -> bytes:
        signed = der(
            _SEQUENCE,
            der(_INTEGER, b"\1"),
            der(_SET, _SHA256),
            der(_SEQUENCE, _DATA),
            der(0xA0, *(certificate.public_bytes(_DER) for certificate in self._chain)),
            der(_SET, self._signer(signature)),
        )
        return der(_SEQUENCE, _SIGNED_DATA, der(0xA0, signed))

    def _signer(self, signature: bytes) -> bytes:
        """The SignerInfo; the attributes are tagged otherwise here than where they are signed."""
        certificate = self._chain[0]
        serial = certificate.serial_number
        number = der(_INTEGER, serial.to_bytes(serial.bit_length() // 8 + 1))
        algorithm = _RSA_SHA256 if isinstance(self._key, rsa.RSAPrivateKey) else _ECDSA_SHA256
        return der(
            _SEQUENCE,
            der(_INTEGER, b"\1"),
            der(_SEQUENCE, certificate.issuer.public_bytes(), number),
            _SHA256,
            bytes((_ATTRIBUTES,)) + self._attributes[1:],
            algorithm,
            der(_OCTETS, signature),
        )


def _attributes(certificate: Certificate) -> bytes:
    """The signed attributes, with a mark for the digest, in the order that DER asks of a set."""
    hashed = der(_OCTETS, sha256(certificate.public_bytes(_DER)).digest())
    this = der(_SEQUENCE, der(_SEQUENCE, der(_SEQUENCE, hashed)))
    values = (_CONTENT_TYPE, _DATA), (_MESSAGE_DIGEST, der(_OCTETS, _MARK)), (_SIGNING_CERTIFICATE, this)
    return der(_SET, *sorted(der(_SEQUENCE, oid, der(_SET, value)) for oid, value in values))


def _longest(key: PrivateKey) -> int:
    """Bytes of a signature, at most: of P-256, two numbers of 33 bytes and their frames."""
    return key.key_size // 8 if isinstance(key, rsa.RSAPrivateKey) else 72


def _check(key: PrivateKey, certificate: Certificate) -> None:
    if isinstance(key, rsa.RSAPrivateKey) and key.key_size < MIN_RSA:
        raise ConfigError(f"signature: an RSA key of {key.key_size} bits; validators refuse less than {MIN_RSA}")
    if isinstance(key, ec.EllipticCurvePrivateKey) and not isinstance(key.curve, ec.SECP256R1):
        raise ConfigError("signature: a key of another curve than P-256")
    if key.public_key() != certificate.public_key():
        raise ConfigError("signature: the key does not belong to the first certificate")


def load_cms(certificates: Path, key: Path) -> Cms:
    """From PEM files: `certificates` begins with the signer's own, those that vouch for it follow; `key` is a private
    file (PKCS #8 and others) without a password. Raises ConfigError, which never quotes a file."""
    secret = read_secret(str(key))
    try:
        chain = load_pem_x509_certificates(certificates.read_bytes())
        private = serialization.load_pem_private_key(secret, None)
    except OSError as error:
        raise ConfigError(f"{certificates}: {error.strerror}") from None
    except (ValueError, TypeError, UnsupportedAlgorithm):
        raise ConfigError(f"signature: {certificates} or {key} is not PEM, or has a password") from None
    if not isinstance(private, rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey):
        raise ConfigError(f"signature: {key} is neither an RSA nor a P-256 key")
    return Cms(private, chain)
