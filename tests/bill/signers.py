"""Keys and certificates that sign bills in the tests."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa
from cryptography.x509.oid import NameOID

PEM = serialization.Encoding.PEM
Private = rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey | ed25519.Ed25519PrivateKey
CURVE, RSA = ec.generate_private_key(ec.SECP256R1()), rsa.generate_private_key(65537, 2048)
ROOT_KEY = ec.generate_private_key(ec.SECP256R1())
USAGE = {
    **dict.fromkeys(
        ("key_encipherment", "data_encipherment", "key_agreement", "encipher_only", "decipher_only"), False
    ),
    **dict.fromkeys(("digital_signature", "content_commitment", "key_cert_sign", "crl_sign"), True),
}


def certificate(key: Private, name: str, *, days: int = 30, ca: bool = False) -> x509.Certificate:
    """A certificate by the root, from yesterday on."""
    now = datetime.now(UTC)
    return (
        x509.CertificateBuilder(_name("王小明銀行 root"), _name(name), key.public_key(), x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1 + max(0, -days)))
        .not_valid_after(now + timedelta(days=days))
        .add_extension(x509.BasicConstraints(ca=ca, path_length=None), critical=True)
        .add_extension(x509.KeyUsage(**{**USAGE, "key_cert_sign": ca, "crl_sign": ca}), critical=True)
        .sign(ROOT_KEY, hashes.SHA256())
    )


def _name(common: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, common)])


ROOT = certificate(ROOT_KEY, "王小明銀行 root", ca=True)


def pem_files(folder: Path, key: Private, *chain: x509.Certificate, password: str = "") -> tuple[Path, Path]:
    """The certificates and the private key as files."""
    certificates, private = folder / "chain.pem", folder / "key.pem"
    certificates.write_bytes(b"".join(one.public_bytes(PEM) for one in chain))
    how = serialization.BestAvailableEncryption(password.encode()) if password else serialization.NoEncryption()
    private.touch(0o600)
    private.write_bytes(key.private_bytes(PEM, serialization.PrivateFormat.PKCS8, how))
    return certificates, private
