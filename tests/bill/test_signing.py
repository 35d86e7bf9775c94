"""Signed bills, as pyHanko validates them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from asn1crypto.x509 import Certificate as Asn1Certificate
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa
from cryptography.x509 import Certificate
from papers import CONTENT, OBJECTS, OWN, TITLE, opened
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko.sign.validation.status import PdfSignatureStatus
from pyhanko_certvalidator import ValidationContext
from signers import CURVE, ROOT, RSA, Private, certificate, pem_files
from test_keys import KINDS, USER

from flong.bill.cms import Cms
from flong.bill.pdf import Document, Object, write_pdf
from flong.bill.signature import Signer, load_signer, signable
from flong.errors import BufferTooSmall, ConfigError

REASON = "對帳單"
CHAINS = {"p256": (CURVE, certificate(CURVE, "Acme")), "rsa": (RSA, certificate(RSA, "Acme"))}
SIGNERS = {name: Signer(Cms(key, [own, ROOT]), REASON) for name, (key, own) in CHAINS.items()}
SHARED = Document(signable([*OBJECTS, *OWN], 1, 3), 1, info=5)
ROOTS = [Asn1Certificate.load(ROOT.public_bytes(serialization.Encoding.DER))]

signers = pytest.mark.parametrize("signer", SIGNERS.values(), ids=SIGNERS)


def validated(pdf: bytes, password: str = "") -> PdfSignatureStatus:
    """What pyHanko says about the only signature."""
    reader = PdfFileReader(BytesIO(pdf))
    if password:
        reader.decrypt(password)
    (signature,) = reader.embedded_signatures
    trust = ValidationContext(trust_roots=ROOTS, allow_fetching=False)
    return validate_pdf_signature(signature, trust)


@signers
@pytest.mark.parametrize("kind", [None, *KINDS])
def test_a_signature_covers_the_whole_file(signer: Signer, kind: str | None) -> None:
    """In the open and encrypted in every way, and the file is read as before."""
    keys, password = (KINDS[kind], USER) if kind else (None, "")
    pdf = SHARED.write(keys=keys, signer=signer)
    status = validated(pdf, password)
    assert status.bottom_line, status.summary()
    assert status.coverage.name == "ENTIRE_FILE"
    with opened(pdf, password) as document:
        assert document.docinfo["/Title"] == TITLE
        assert document.pages[0].Contents.read_bytes() == CONTENT
        assert document.pages[0].Annots[0].V.Reason == REASON


@signers
def test_it_is_a_pades_baseline_signature(signer: Signer) -> None:
    """What EN 319 142-1 asks of level B-B: its attributes and no others, the time in the dictionary only."""
    (signature,) = PdfFileReader(BytesIO(SHARED.write(signer=signer))).embedded_signatures
    assert signature.sig_object["/SubFilter"] == "/ETSI.CAdES.detached"
    assert abs((signature.self_reported_timestamp - datetime.now(UTC)).total_seconds()) < 60
    attributes = {attribute["type"].native: attribute for attribute in signature.signer_info["signed_attrs"]}
    assert set(attributes) == {"content_type", "message_digest", "signing_certificate_v2"}
    assert signature.signer_info["unsigned_attrs"].native is None
    assert len(signature.signed_data["certificates"]) == 2


@signers
@pytest.mark.parametrize("keys", [None, KINDS["r6"]], ids=["plain", "r6"])
def test_any_changed_byte_is_noticed(signer: Signer, keys: object) -> None:
    """Outside the signature itself."""
    pdf = bytearray(SHARED.write(keys=keys, signer=signer))
    pdf[pdf.index(b"stream\n") + 40] ^= 1
    assert not validated(bytes(pdf), USER if keys else "").intact


def test_signatures_are_left_readable_and_nothing_else_is() -> None:
    """The reason and the time are encrypted beside them."""
    pdf = SHARED.write(keys=KINDS["r6"], signer=SIGNERS["p256"])
    assert b"/Contents <3082" in pdf
    readable = SHARED.write(signer=SIGNERS["p256"])
    for string in (b"D:20".hex().encode(), REASON.encode("utf-16-be").hex().encode()):
        assert string in readable
        assert string not in pdf


def test_pictures_of_the_page_stay_in_its_annotations() -> None:
    """The field is one more."""
    page = Object(OBJECTS[2].head[:-2] + b"/Annots [7 0 R] >>")
    link = Object(b"<< /Type /Annot /Subtype /Link /Rect [0 0 9 9] >>")
    pdf = write_pdf(signable([*OBJECTS[:2], page, *OBJECTS[3:], *OWN, link], 1, 3), 1, signer=SIGNERS["p256"])
    with opened(pdf) as document:
        assert sorted(str(a.Subtype) for a in document.pages[0].Annots) == ["/Link", "/Widget"]
    assert validated(pdf).bottom_line


@pytest.mark.parametrize(
    ("number", "extra", "reason"), [(1, b"/AcroForm << >> >>", "a form"), (3, b"/Annots 9 0 R >>", "an object of")]
)
def test_what_a_field_can_not_be_put_in_is_refused(number: int, extra: bytes, reason: str) -> None:
    objects = [*OBJECTS]
    objects[number - 1] = Object(objects[number - 1].head[:-2] + extra)
    with pytest.raises(ValueError, match=reason):
        signable(objects, 1, 3)


def test_a_signer_and_its_place_belong_together() -> None:
    """Neither is left out in silence."""
    with pytest.raises(ValueError, match="a SIGNATURE"):
        SHARED.write()
    with pytest.raises(ValueError, match="a SIGNATURE"):
        write_pdf([*OBJECTS, *OWN], 1, signer=SIGNERS["p256"])


@signers
def test_a_buffer_of_the_caller_is_signed_in_place(signer: Signer) -> None:
    """What stands behind the file is not signed; nothing is signed when the file does not fit."""
    size = len(SHARED.write(signer=signer))
    buffer = bytearray(b"." * (size + 100))
    used = SHARED.write_into(buffer, signer=signer)
    assert used == size
    assert buffer[size:] == b"." * 100
    assert validated(bytes(buffer[:used])).bottom_line
    with pytest.raises(BufferTooSmall):
        SHARED.write_into(memoryview(buffer)[: size - 1], signer=signer)


def test_signatures_of_all_lengths_fit() -> None:
    """Those of a curve are of 68 to 72 bytes, mostly."""
    cms, lengths = SIGNERS["p256"].cms, set()
    for i in range(300):
        signed = cms.sign(i.to_bytes(32))
        lengths.add(len(signed))
        assert len(signed) <= cms.size
    assert len(lengths) >= 2
    assert all(validated(SHARED.write(signer=SIGNERS["p256"])).bottom_line for _ in range(8))


def test_an_expired_certificate_signs_nothing() -> None:
    signer = Signer(Cms(CURVE, [certificate(CURVE, "Acme", days=-3)]))
    with pytest.raises(ConfigError, match="is valid from"):
        SHARED.write(signer=signer)


@pytest.mark.parametrize("name", CHAINS)
def test_a_signer_is_loaded_from_files(name: str, tmp_path: Path) -> None:
    """The certificate that vouches for it is passed on."""
    key, own = CHAINS[name]
    signer = load_signer(*pem_files(tmp_path, key, own, ROOT), reason=REASON)
    assert validated(SHARED.write(signer=signer)).bottom_line
    assert "rivate" not in repr(signer)


WEAK, OTHER = rsa.generate_private_key(65537, 1024), ec.generate_private_key(ec.SECP384R1())
EDWARDS = ed25519.Ed25519PrivateKey.generate()


@pytest.mark.parametrize(
    ("key", "chain", "reason"),
    [
        (WEAK, [certificate(WEAK, "weak")], "1024 bits"),
        (OTHER, [certificate(OTHER, "curve")], "another curve"),
        (EDWARDS, [certificate(EDWARDS, "edwards")], "neither an RSA"),
        (CURVE, [ROOT], "does not belong"),
        (CURVE, [], "is not PEM"),
    ],
)
def test_keys_that_do_not_serve_are_refused(
    key: Private, chain: list[Certificate], reason: str, tmp_path: Path
) -> None:
    with pytest.raises(ConfigError, match=reason):
        load_signer(*pem_files(tmp_path, key, *chain))


Spoil = Callable[[Path, Path], object]


@pytest.mark.parametrize(
    ("spoil", "reason"),
    [
        (lambda chain, key: key.chmod(0o644), "others can read it"),
        (lambda chain, key: key.unlink(), "No such file"),
        (lambda chain, key: chain.unlink(), "No such file"),
        (lambda chain, key: key.write_bytes(b"secret"), "is not PEM"),
        (lambda chain, key: chain.write_bytes(b"-----BEGIN CERTIFICATE-----\nc2VjcmV0\n"), "is not PEM"),
    ],
)
def test_files_that_do_not_serve_are_named_and_not_quoted(spoil: Spoil, reason: str, tmp_path: Path) -> None:
    chain, key = pem_files(tmp_path, CURVE, CHAINS["p256"][1])
    spoil(chain, key)
    with pytest.raises(ConfigError, match=reason) as caught:
        load_signer(chain, key)
    assert "secret" not in str(caught.value)


def test_a_key_with_a_password_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="has a password"):
        load_signer(*pem_files(tmp_path, CURVE, CHAINS["p256"][1], password="secret"))


@pytest.mark.parametrize("kind", ["r6", "r4"])
def test_a_signed_file_is_closed_to_others(kind: str) -> None:
    with pytest.raises(pikepdf.PasswordError):
        opened(SHARED.write(keys=KINDS[kind], signer=SIGNERS["p256"]))
