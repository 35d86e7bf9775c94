"""Signatures, as an outside verifier sees them."""

from __future__ import annotations

import os
from base64 import b64encode
from pathlib import Path

import dkim
import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa

from flong.backends.dkim import DkimSigner, Form, SigningKey, load_key
from flong.backends.dkim_plain import PlainSigner
from flong.errors import ConfigError
from flong.runtime.message import Attachment, Message

RSA = SigningKey("r1", rsa.generate_private_key(65537, 2048))
ED = SigningKey("e1", ed25519.Ed25519PrivateKey.generate())
PEM, PKCS8 = serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8
NONE = serialization.NoEncryption()


def mail() -> bytes:
    head = (("From", '"王小明銀行" <bill@acme.example>'), ("To", "wang@mail.example"), ("Subject", "11月帳單 " * 8))
    message = Message(
        "k", "d", head, html="<p>帳單</p>\n" * 9, text="a  b \n.\n\n", attachments=(Attachment("a", "a/b", b"x"),)
    )
    return message.as_bytes(extra=(("List-Unsubscribe", "<https://acme.example/u>"),))


def dns(*keys: SigningKey):
    records = {f"{key.selector}._domainkey.acme.example.".encode(): key.record().encode() for key in keys}
    return lambda name, timeout=5: records.get(name)


def verifies(data: bytes, *keys: SigningKey, index: int = 0) -> bool:
    try:
        return bool(dkim.DKIM(data).verify(index, dnsfunc=dns(*keys)))
    except dkim.ValidationError:
        return False


FORMS = [Form(header, body) for header in (True, False) for body in (True, False)]
SIGNERS = pytest.mark.parametrize("signer", [DkimSigner, PlainSigner])


@SIGNERS
@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.name.decode())
@pytest.mark.parametrize("key", [RSA, ED], ids=["rsa", "ed25519"])
def test_dkimpy_verifies(key: SigningKey, form: Form, signer: type) -> None:
    """Both algorithms, all forms of header and body, both signers."""
    data = mail()
    signed = signer("acme.example", [key], form).sign(data)
    assert b"c=%b;" % form.name in signed
    assert verifies(signed + data, key)


@SIGNERS
def test_signatures_expire(signer: type, monkeypatch: pytest.MonkeyPatch) -> None:
    """x= is t= and what was asked for; without it there is none."""
    monkeypatch.setattr("time.time", lambda: 1_800_000_000.7)
    data = mail()
    field = signer("acme.example", [ED], Form(expires=86400)).sign(data)
    assert b"t=1800000000; x=1800086400;" in field.replace(b"\r\n", b"")
    assert verifies(field + data, ED)
    assert b"x=" not in signer("acme.example", [ED]).sign(data)
    with pytest.raises(ConfigError):
        Form(expires=-1)


def test_both_signers_hash_the_same() -> None:
    """The body's hash and the list of fields, whatever the fold."""
    data = mail() + b"  \r\n\r\n"
    for form in FORMS:
        fast, plain = (
            dkim.DKIM(one("acme.example", [ED], form).sign(data) + data) for one in (DkimSigner, PlainSigner)
        )
        told = [dkim.parse_tag_value(made.headers[0][1]) for made in (fast, plain)]
        assert told[0][b"bh"] == told[1][b"bh"]
        names = [[name.strip() for name in one[b"h"].split(b":")] for one in told]
        assert names[0] == names[1]


def test_doubled_fields_are_signed_from_below() -> None:
    """RFC 6376 5.4.2: of two References the last one is the first in h=."""
    data = mail().replace(b"MIME-Version", b"References: <a@b>\r\nReferences: <c@d>\r\nMIME-Version")
    for form in FORMS:
        signed = DkimSigner("acme.example", [ED], form).sign(data) + data
        assert verifies(signed, ED)
        assert not verifies(signed.replace(b"<c@d>", b"<e@f>"), ED)


def test_many_at_once() -> None:
    """Each as if it were alone."""
    mails = [mail() + b"%d\r\n" % n for n in range(5)]
    signer = DkimSigner("acme.example", [RSA, ED])
    for data, signed in zip(mails, signer.sign_all(mails), strict=True):
        assert verifies(signed + data, RSA, ED) and verifies(signed + data, RSA, ED, index=1)


def test_long_header_fields() -> None:
    """A name that folds over many lines, and an h= that does."""
    data = mail().replace(b"Subject:", b"Subject: " + b"\r\n ".join([b"word " * 12] * 40) + b"\r\n", 1)
    for form in FORMS:
        assert verifies(DkimSigner("acme.example", [RSA], form).sign(data) + data, RSA)


@pytest.mark.parametrize("data", [b"From: a@b.example\r\n", b"From: a@b.example\r\n\r\nx", b"From: a\n\r\n\r\nx\r\n"])
def test_messages_that_are_no_messages(data: bytes) -> None:
    """No empty line, no CRLF at the end, a bare LF."""
    with pytest.raises(ValueError):
        DkimSigner("acme.example", [ED]).sign(data)


def test_double_signing() -> None:
    """Two signatures, each valid on its own."""
    data = mail()
    signed = DkimSigner("acme.example", [RSA, ED]).sign(data) + data
    assert verifies(signed, RSA, ED, index=0) and verifies(signed, RSA, ED, index=1)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b"wang@mail", b"evil@mail"),
        (b"</p>", b"</b>") if b"</p>" in mail() else (b"PHA+", b"PHB+"),
        (b"MIME-Version", b"From: x@evil.example\r\nMIME-Version"),
        (b"MIME-Version", b"Subject: other\r\nMIME-Version"),
        (b"MIME-Version", b"Reply-To: x@evil.example\r\nMIME-Version"),
        (b"MIME-Version", b"Cc: x@evil.example\r\nMIME-Version"),
    ],
    ids=["to", "body", "from", "subject", "reply-to", "cc"],
)
def test_tampering_fails(old: bytes, new: bytes) -> None:
    """A changed or added field, or a changed body."""
    data = mail()
    signed = DkimSigner("acme.example", [ED]).sign(data) + data
    assert old in signed
    assert not verifies(signed.replace(old, new, 1), ED)


def test_text_behind_the_body_fails() -> None:
    """There is no l= to hide behind."""
    data = mail()
    signed = DkimSigner("acme.example", [ED]).sign(data) + data
    assert b" l=" not in signed.partition(b"\r\nDate")[0]
    assert not verifies(signed + b"more\r\n", ED)


def test_the_field_is_clean_on_the_wire() -> None:
    """CRLF only, short lines, both unsubscribe fields covered when present."""
    field = DkimSigner("acme.example", [RSA]).sign(mail())
    assert field.endswith(b"\r\n") and b"\n" not in field.replace(b"\r\n", b"")
    assert max(map(len, field.split(b"\r\n"))) <= 78
    assert b"list-unsubscribe" in field


def test_from_is_needed_once() -> None:
    """Never sign what another From could hide in."""
    signer = DkimSigner("acme.example", [ED])
    for data in (b"To: a@b.example\r\n\r\n", b"From: a@b.example\r\nFrom: c@d.example\r\n\r\n"):
        with pytest.raises(ValueError, match="one From"):
            signer.sign(data)


def test_dkimpy_itself_is_left_alone() -> None:
    """Signing with our keys changes nothing for other users of the library."""
    before = (dkim.parse_pem_private_key, dkim.RSASSA_PKCS1_v1_5_sign)
    DkimSigner("acme.example", [RSA]).sign(mail())
    assert before == (dkim.parse_pem_private_key, dkim.RSASSA_PKCS1_v1_5_sign)


def write(path: Path, content: bytes, mode: int = 0o600) -> str:
    path.write_bytes(content)
    path.chmod(mode)
    return str(path)


def pem(key: object, form: serialization.PrivateFormat = PKCS8) -> bytes:
    return key.private_bytes(PEM, form, NONE)


@pytest.mark.parametrize("form", [PKCS8, serialization.PrivateFormat.TraditionalOpenSSL])
def test_rsa_key_file(tmp_path: Path, form: serialization.PrivateFormat) -> None:
    """PKCS#1 and PKCS#8."""
    assert load_key("s", write(tmp_path / "key", pem(RSA.private, form))).record() == RSA.record()


def test_ed25519_key_file_and_variable(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """PEM, and the bare seed that dknewkey writes."""
    seed = b64encode(ED.private.private_bytes_raw())
    assert load_key("s", write(tmp_path / "pem", pem(ED.private))).record() == ED.record()
    assert load_key("s", write(tmp_path / "seed", seed + b"\n")).record() == ED.record()
    monkeypatch.setenv("FLONG_TEST_KEY", seed.decode())
    assert load_key("s", "env:FLONG_TEST_KEY").record() == ED.record()


def test_keys_others_can_read_are_refused(tmp_path: Path) -> None:
    """0600, and the error says how to get there."""
    with pytest.raises(ConfigError, match="chmod 600"):
        load_key("s", write(tmp_path / "key", pem(ED.private), 0o640))


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can give a file away")
def test_keys_of_somebody_else_are_refused(tmp_path: Path) -> None:
    """A key another user can replace is not ours."""
    path = write(tmp_path / "key", pem(ED.private))
    os.chown(path, 12345, 12345)
    with pytest.raises(ConfigError, match="somebody else"):
        load_key("s", path)


@pytest.mark.parametrize(
    "content", [b"", b"secret-garbage", b"-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----"]
)
def test_broken_keys(tmp_path: Path, content: bytes) -> None:
    """An error that names the file and shows nothing of it."""
    with pytest.raises(ConfigError) as caught:
        load_key("s", write(tmp_path / "key", content))
    assert "key" in str(caught.value) and "garbage" not in str(caught.value)


def test_other_kinds_of_key(tmp_path: Path) -> None:
    """Elliptic curves but Ed25519 are not DKIM."""
    with pytest.raises(ConfigError, match="RSA or Ed25519"):
        load_key("s", write(tmp_path / "ec", pem(ec.generate_private_key(ec.SECP256R1()))))


def test_weak_keys() -> None:
    """RFC 8301: a verifier does not look at less than 1024 bits."""
    p, q, e = 2**521 - 1, 2**127 - 1, 65537
    d = pow(e, -1, (p - 1) * (q - 1))
    numbers = rsa.RSAPrivateNumbers(p, q, d, d % (p - 1), d % (q - 1), pow(q, -1, p), rsa.RSAPublicNumbers(e, p * q))
    with pytest.raises(ConfigError, match="648 bits"):
        SigningKey("s", numbers.private_key())


@pytest.mark.parametrize("reference", ["env:FLONG_NOT_SET", "/nonexistent/key", "/"])
def test_missing_secrets(reference: str) -> None:
    """No variable, no file, a folder."""
    with pytest.raises(ConfigError):
        load_key("s", reference)


def test_names_are_checked() -> None:
    """Selector and domain go into a header and a DNS query."""
    with pytest.raises(ConfigError):
        SigningKey("a;b", ED.private)
    with pytest.raises(ConfigError):
        DkimSigner("a\r\nb", [ED])
    with pytest.raises(ConfigError):
        DkimSigner("acme.example", [])


def test_private_keys_are_not_shown() -> None:
    """repr is for logs."""
    assert "private" not in repr(RSA)
