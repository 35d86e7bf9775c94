"""S/MIME signatures, as OpenSSL and a parser of CMS see them."""

from __future__ import annotations

import shutil
import subprocess
import time
from email import message_from_bytes, policy
from hashlib import sha256
from pathlib import Path

import dkim
import pytest
from asn1crypto import cms
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, padding, rsa
from cryptography.x509.oid import ExtendedKeyUsageOID
from mailcerts import ADDRESS, KEYS, certificate, pem_files, root

from flong.backends.dkim import DkimSigner, SigningKey
from flong.backends.smime import SmimeSigner, load_smime
from flong.errors import ConfigError
from flong.runtime.message import Attachment, Message

KEY = KEYS["p256"]
OPENSSL = pytest.mark.skipif(not shutil.which("openssl"), reason="openssl, the command, is not installed")


def mail(**more) -> bytes:
    head = (("From", f'"王小明銀行" <{ADDRESS}>'), ("To", "wang@mail.example"), ("Subject", "11月帳單 " * 8))
    return Message("k", "d", head, html="<p>帳單</p>\n", text="a  b \n.\n--x\n", **more).as_bytes()


def signer(key=KEY, *chain, address=ADDRESS) -> SmimeSigner:
    return SmimeSigner(address, key, chain or (certificate(key),))


def verified(folder: Path, data: bytes, tool: str) -> bytes | None:
    """What OpenSSL finds signed, or None."""
    (folder / "mail.eml").write_bytes(data)
    (folder / "root.pem").write_bytes(root().public_bytes(serialization.Encoding.PEM))
    command = ["openssl", tool, "-verify", "-in", folder / "mail.eml", "-CAfile", folder / "root.pem"]
    done = subprocess.run([*command, "-purpose", "smimesign"], capture_output=True, check=False)
    return done.stdout if done.returncode == 0 else None


@OPENSSL
@pytest.mark.parametrize("tool", ["cms", "smime"])
@pytest.mark.parametrize("key", KEYS.values(), ids=KEYS)
def test_openssl_verifies(tmp_path: Path, key, tool: str) -> None:
    """RSA and two curves; what was signed is the content with its own fields, and a changed byte is seen."""
    signed = signer(key).sign(mail(attachments=(Attachment("帳單.pdf", "application/pdf", b"%PDF" * 99),)))
    content = verified(tmp_path, signed, tool)
    assert content and content.lower().startswith(b"content-type: multipart/mixed") and b"\r\n\r\n--=_m" in content
    body = signed.index(b"multipart/mixed") + 60
    assert verified(tmp_path, signed[:body] + bytes([signed[body] ^ 1]) + signed[body + 1 :], tool) is None


@pytest.mark.parametrize("key", KEYS.values(), ids=KEYS)
def test_a_parser_verifies(key) -> None:
    """RFC 8551 3.5.3: two parts, the digest of the exact bytes of the first, the signature of its attributes."""
    data = mail()
    signed = signer(key).sign(data)
    parsed = message_from_bytes(signed, policy=policy.SMTP)
    assert parsed.get_content_type() == "multipart/signed" and parsed["MIME-Version"] == "1.0"
    assert parsed.get_param("protocol") == "application/pkcs7-signature" and parsed.get_param("micalg") == "sha-256"
    mark = b"\r\n--" + parsed.get_boundary().encode() + b"\r\n"
    content = signed.split(mark)[1]
    assert content == data[data.index(b"Content-Type:") :]
    info = cms.ContentInfo.load(parsed.get_payload(1).get_payload(decode=True))["content"]
    (one,) = info["signer_infos"]
    attributes = {found["type"].native: found["values"][0].native for found in one["signed_attrs"]}
    assert info["encap_content_info"]["content"].native is None
    assert attributes["message_digest"] == sha256(content).digest() and "signing_time" in attributes
    told = (one["signature"].native, one["signed_attrs"].untag().dump())
    if isinstance(key, rsa.RSAPrivateKey):
        key.public_key().verify(*told, padding.PKCS1v15(), hashes.SHA256())
    else:
        key.public_key().verify(*told, ec.ECDSA(hashes.SHA256()))


def test_the_mail_stays_as_it_was() -> None:
    """Header and text are read as before; lines are short and end with CRLF."""
    data = mail()
    signed = signer().sign(data)
    before, after = (message_from_bytes(one, policy=policy.SMTP) for one in (data, signed))
    assert {name: after[name] for name in ("From", "To", "Subject", "Date", "Message-ID")} == {
        name: before[name] for name in ("From", "To", "Subject", "Date", "Message-ID")
    }
    assert after.get_body(("plain",)).get_content() == before.get_body(("plain",)).get_content()
    assert b"\n" not in signed.replace(b"\r\n", b"") and max(map(len, signed.split(b"\r\n"))) <= 998
    assert signed.count(b"\r\nContent-Type: multipart/signed") == 1


@OPENSSL
def test_signed_twice(tmp_path: Path) -> None:
    """S/MIME first, then DKIM over all of it: both verify."""
    key = SigningKey("s", ed25519.Ed25519PrivateKey.generate())
    signed = signer().sign(mail())
    data = DkimSigner("acme.example", [key]).sign(signed) + signed
    assert dkim.verify(data, dnsfunc=lambda *_, **__: key.record().encode())
    assert verified(tmp_path, data, "cms")


def test_addresses_of_a_certificate() -> None:
    """Case does not count; an old certificate has its address in the subject."""
    signer(address="Bill@ACME.example")
    signer(KEY, certificate(KEY, (), subject=ADDRESS))
    signer(KEY, certificate(KEY, ("other@acme.example", ADDRESS)))


@pytest.mark.parametrize(
    ("chain", "told"),
    [
        (lambda: certificate(KEY, until=-0.5, since=-9), "expired on"),
        (lambda: certificate(KEY, since=3), "from .* on only"),
        (lambda: certificate(KEYS["rsa"]), "does not belong to the key"),
        (lambda: certificate(KEY, ("mallory@acme.example",)), "is one of mallory@acme.example"),
        (lambda: certificate(KEY, ()), "nobody with an address"),
        (lambda: certificate(KEY, purposes=(ExtendedKeyUsageOID.SERVER_AUTH,)), "emailProtection"),
        (lambda: certificate(KEY, uses=("key_agreement",)), "digitalSignature"),
        (lambda: certificate(KEY, ca=True), "authority"),
    ],
    ids=["expired", "early", "key", "address", "no-address", "purpose", "use", "authority"],
)
def test_certificates_that_do_not_fit(chain, told: str) -> None:
    """A mail program would show a warning to every recipient."""
    with pytest.raises(ConfigError, match=told):
        signer(KEY, chain())


def test_weak_and_strange_keys() -> None:
    """RSA of 1024 bits, a curve that mail programs do not know."""
    for key in (rsa.generate_private_key(65537, 1024), ec.generate_private_key(ec.SECP256K1())):
        with pytest.raises(ConfigError, match="mail programs"):
            signer(key)


def test_a_certificate_that_expires_meanwhile(monkeypatch: pytest.MonkeyPatch) -> None:
    """The job stops; no record is to blame."""
    one = signer()
    later = time.time() + 40 * 86400
    monkeypatch.setattr("time.time", lambda: later)
    with pytest.raises(ConfigError, match="expired"):
        one.sign(mail())


def test_content_must_be_ascii() -> None:
    """RFC 8551 3.1.3: what a relay might encode anew would break the signature."""
    with pytest.raises(ValueError, match="ASCII"):
        signer().sign(mail().replace(b"\r\n\r\n", b"\r\n\r\n\xe5", 1))


def test_files(tmp_path: Path) -> None:
    """A chain and its key; errors name files and quote nothing of them."""
    files = pem_files(tmp_path, KEY, certificate(KEY), root())
    signed = load_smime(ADDRESS, files[0], str(files[1])).sign(mail())
    info = cms.ContentInfo.load(message_from_bytes(signed).get_payload(1).get_payload(decode=True))["content"]
    assert len(info["certificates"]) == 2
    with pytest.raises(ConfigError, match=r"none\.pem: No such file"):
        load_smime(ADDRESS, tmp_path / "none.pem", str(files[1]))
    with pytest.raises(ConfigError, match=r"\.key holds no certificate in PEM"):
        load_smime(ADDRESS, files[1], str(files[1]))
    pem_files(tmp_path, KEY, certificate(KEY), password="secret")
    with pytest.raises(ConfigError, match=r"\.key is not PEM, or has a password") as caught:
        load_smime(ADDRESS, files[0], str(files[1]))
    assert "BEGIN" not in str(caught.value)
    pem_files(tmp_path, ed25519.Ed25519PrivateKey.generate(), certificate(KEY))
    with pytest.raises(ConfigError, match="neither an RSA key"):
        load_smime(ADDRESS, files[0], str(files[1]))


def test_keys_are_not_shown() -> None:
    """repr is for logs."""
    assert "key" not in repr(signer()).lower()
