"""S/MIME signatures of mails (RFC 8551): multipart/signed with SHA-256, by RSA or elliptic curves.

What is signed is the mail's content with its Content-* fields, byte for byte as it is sent; the other fields stay where
they are, outside. The content must be ASCII (RFC 8551 section 3.1.3), which flong's mails are. Verifiers hold From
against the certificate (RFC 8550 section 3), so a signer signs for one address of its certificate. The boundary can't
occur in the content, as `runtime/mime.py` tells; it is made from the fields outside, the Message-ID among them.
"""

from __future__ import annotations

import time
from base64 import encodebytes
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import Final

from flong.backends.dkim import header_fields
from flong.errors import ConfigError, MissingExtra
from flong.secret import read_secret

try:
    from cryptography import x509
    from cryptography.exceptions import UnsupportedAlgorithm
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec, rsa
    from cryptography.hazmat.primitives.serialization import pkcs7
    from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID
except ImportError:
    raise MissingExtra("send", "cryptography") from None

PrivateKey = rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey

MIN_RSA: Final = 2048
_CURVES: Final = (ec.SECP256R1, ec.SECP384R1, ec.SECP521R1)
_MAIL: Final = frozenset((ExtendedKeyUsageOID.EMAIL_PROTECTION, ExtendedKeyUsageOID.ANY_EXTENDED_KEY_USAGE))
_OPTIONS: Final = [pkcs7.PKCS7Options.DetachedSignature, pkcs7.PKCS7Options.Binary]
_HEAD: Final = (
    b'Content-Type: multipart/signed; protocol="application/pkcs7-signature";\r\n micalg=sha-256; boundary="%b"\r\n'
)
_SIGNATURE: Final = (
    b'Content-Type: application/pkcs7-signature; name="smime.p7s"\r\n'
    b"Content-Transfer-Encoding: base64\r\n"
    b'Content-Disposition: attachment; filename="smime.p7s"\r\n'
)


class SmimeSigner:
    """Signs mails from `address`. `chain` begins with the signer's certificate; those that vouch for it follow.

    Raises ConfigError when certificate and key do not belong together, when the certificate is not valid now, when it
    is not for mail or not for this address.
    """

    def __init__(self, address: str, key: PrivateKey, chain: Sequence[x509.Certificate]) -> None:
        where = f"smime: the certificate for {address}"
        _check_key(where, key, chain[0])
        _check_use(where, chain[0])
        if address.lower() not in (found := [one.lower() for one in addresses(chain[0])]):
            raise ConfigError(f"{where} is one of {', '.join(found) or 'nobody with an address'}")
        self._where, self._key, self._chain = where, key, tuple(chain)
        self._since, self._until = chain[0].not_valid_before_utc, chain[0].not_valid_after_utc
        self._require_valid()

    def sign(self, data: bytes) -> bytes:
        """The signed mail for `data`, a whole message, CRLF only. Raises ConfigError when the certificate has expired
        meanwhile, ValueError when the message is not ASCII behind its header."""
        self._require_valid()
        end = data.index(b"\r\n\r\n") + 2
        fields, body = header_fields(data[:end]), data[end + 2 :]
        if not body.isascii():
            raise ValueError("S/MIME needs a content of ASCII")
        own = [field for field in fields if field[:8].lower() != b"content-"]
        content = b"".join([*(field for field in fields if field[:8].lower() == b"content-"), b"\r\n", body])
        mark = b"=_s" + sha256(b"".join(own)).hexdigest()[:32].encode()
        signature = encodebytes(self._signature(content)).replace(b"\n", b"\r\n")
        parts = (content, b"\r\n", b"--", mark, b"\r\n", _SIGNATURE, b"\r\n", signature, b"--", mark, b"--\r\n")
        return b"".join([*own, _HEAD % mark, b"\r\n--", mark, b"\r\n", *parts])

    def _signature(self, content: bytes) -> bytes:
        """CMS SignedData (RFC 5652) without the content."""
        builder = pkcs7.PKCS7SignatureBuilder().set_data(content)
        builder = builder.add_signer(self._chain[0], self._key, hashes.SHA256())
        for certificate in self._chain[1:]:
            builder = builder.add_certificate(certificate)
        return builder.sign(serialization.Encoding.DER, _OPTIONS)

    def _require_valid(self) -> None:
        now = datetime.fromtimestamp(time.time(), UTC)
        if now > self._until:
            raise ConfigError(f"{self._where} expired on {self._until:%Y-%m-%d}")
        if now < self._since:
            raise ConfigError(f"{self._where} is valid from {self._since:%Y-%m-%d} on only")


def addresses(certificate: x509.Certificate) -> list[str]:
    """The addresses a certificate speaks for: its alternative names and, of old ones, its subject's."""
    try:
        names = certificate.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
        found = names.get_values_for_type(x509.RFC822Name)
    except x509.ExtensionNotFound:
        found = []
    subject = certificate.subject.get_attributes_for_oid(NameOID.EMAIL_ADDRESS)
    return [*found, *(str(one.value) for one in subject)]


def load_smime(address: str, certificates: Path, key: str) -> SmimeSigner:
    """From a PEM file whose first certificate is the signer's, and a reference to the key (PEM, without a password).
    Raises ConfigError, which never quotes a file."""
    secret = read_secret(key)
    try:
        chain = x509.load_pem_x509_certificates(certificates.expanduser().read_bytes())
    except OSError as error:
        raise ConfigError(f"{certificates}: {error.strerror}") from None
    except ValueError:
        raise ConfigError(f"smime: {certificates} holds no certificate in PEM") from None
    try:
        private = serialization.load_pem_private_key(secret, None)
    except (ValueError, TypeError, UnsupportedAlgorithm):
        raise ConfigError(f"smime: {key} is not PEM, or has a password") from None
    if not isinstance(private, PrivateKey):
        raise ConfigError(f"smime: {key} is neither an RSA key nor one of an elliptic curve")
    return SmimeSigner(address, private, chain)


def _check_key(where: str, key: PrivateKey, certificate: x509.Certificate) -> None:
    if key.public_key() != certificate.public_key():
        raise ConfigError(f"{where} does not belong to the key")
    if isinstance(key, rsa.RSAPrivateKey) and key.key_size < MIN_RSA:
        raise ConfigError(f"{where} has an RSA key of {key.key_size} bits; mail programs refuse less than {MIN_RSA}")
    if isinstance(key, ec.EllipticCurvePrivateKey) and not isinstance(key.curve, _CURVES):
        raise ConfigError(f"{where} has a key of the curve {key.curve.name}, which mail programs do not know")


def _check_use(where: str, certificate: x509.Certificate) -> None:
    """Whether its extensions, where it has them, let it sign mail (RFC 8550 section 4.4)."""
    for kind in _extensions(certificate):
        if isinstance(kind, x509.BasicConstraints) and kind.ca:
            raise ConfigError(f"{where} is one of an authority; it signs certificates, not mail")
        if isinstance(kind, x509.ExtendedKeyUsage) and not _MAIL & set(kind):
            raise ConfigError(f"{where} is not for mail: its extended key usage lacks emailProtection")
        if isinstance(kind, x509.KeyUsage) and not (kind.digital_signature or kind.content_commitment):
            raise ConfigError(f"{where} may not sign: its key usage lacks digitalSignature")


def _extensions(certificate: x509.Certificate) -> Iterable[x509.ExtensionType]:
    return [extension.value for extension in certificate.extensions]
