"""Certificates of an authority of the tests, for signing mail."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

ADDRESS = "bill@acme.example"
ROOT_KEY = ec.generate_private_key(ec.SECP256R1())
KEYS = {
    "rsa": rsa.generate_private_key(65537, 2048),
    "p256": ec.generate_private_key(ec.SECP256R1()),
    "p384": ec.generate_private_key(ec.SECP384R1()),
}
_USES = ("digital_signature", "content_commitment", "key_encipherment", "data_encipherment", "key_agreement")
_USES += ("key_cert_sign", "crl_sign", "encipher_only", "decipher_only")


def certificate(
    key,
    addresses=(ADDRESS,),
    *,
    since: int = -1,
    until: int = 30,
    purposes=(ExtendedKeyUsageOID.EMAIL_PROTECTION,),
    uses=("digital_signature",),
    ca: bool = False,
    subject: str = "",
) -> x509.Certificate:
    """A certificate by the authority, valid from `since` to `until` days from now; `subject` is an address there."""
    now = datetime.now(UTC)
    name = [x509.NameAttribute(NameOID.COMMON_NAME, "王小明銀行")]
    name += [x509.NameAttribute(NameOID.EMAIL_ADDRESS, subject)] if subject else []
    builder = (
        x509.CertificateBuilder(_name("test root"), x509.Name(name), key.public_key(), x509.random_serial_number())
        .not_valid_before(now + timedelta(days=since))
        .not_valid_after(now + timedelta(days=until))
        .add_extension(x509.BasicConstraints(ca=ca, path_length=None), critical=True)
        .add_extension(x509.KeyUsage(**{use: use in uses for use in _USES}), critical=True)
    )
    if addresses:
        names = x509.SubjectAlternativeName([x509.RFC822Name(one) for one in addresses])
        builder = builder.add_extension(names, critical=False)
    if purposes:
        builder = builder.add_extension(x509.ExtendedKeyUsage(purposes), critical=False)
    return builder.sign(ROOT_KEY, hashes.SHA256())


def _name(common: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, common)])


def root() -> x509.Certificate:
    """The authority's own."""
    now = datetime.now(UTC)
    return (
        x509.CertificateBuilder(_name("test root"), _name("test root"), ROOT_KEY.public_key(), 1)
        .not_valid_before(now - timedelta(days=99))
        .not_valid_after(now + timedelta(days=99))
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(ROOT_KEY, hashes.SHA256())
    )


def pem_files(folder: Path, key, *chain: x509.Certificate, password: str = "") -> tuple[Path, Path]:
    """The certificates and the private key as files."""
    certificates, private = folder / "chain.pem", folder / "smime.key"
    certificates.write_bytes(b"".join(one.public_bytes(serialization.Encoding.PEM) for one in chain))
    how = serialization.BestAvailableEncryption(password.encode()) if password else serialization.NoEncryption()
    private.touch(0o600)
    private.write_bytes(key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, how))
    return certificates, private
