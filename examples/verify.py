"""Judges mails of the statement example by outside tools: dkimpy, Python's email, pikepdf, pypdfium2, zxing-cpp."""

from __future__ import annotations

from base64 import b64encode
from email import message_from_bytes, policy
from email.message import EmailMessage
from io import BytesIO
from typing import Any

import dkim
import pikepdf
import pypdfium2
import zxingcpp
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from PIL import Image


def key_record(key: RSAPublicKey) -> str:
    """The TXT record that publishes a DKIM key."""
    form = serialization.PublicFormat.SubjectPublicKeyInfo
    return f"v=DKIM1; k=rsa; p={b64encode(key.public_bytes(serialization.Encoding.DER, form)).decode()}"


def check_mail(data: bytes, record: str, known: dict[str, dict[str, Any]]) -> None:
    """Raise AssertionError unless the mail is right in every respect; `known` are the records by address."""
    assert dkim.verify(data, dnsfunc=lambda name, timeout=5: record.encode()), "the DKIM signature does not verify"
    message = message_from_bytes(data, policy=policy.default)
    assert isinstance(message, EmailMessage)
    for part in message.walk():
        assert not part.defects, f"MIME defects: {part.defects}"
    customer = known[message["to"].addresses[0].addr_spec]
    wanted = payment(customer)
    codes = [code for picture in _pictures(message) for code in _codes(Image.open(BytesIO(picture)))]
    assert codes == ([wanted] if wanted else []), f"the mail's QR code reads {codes}"
    for bill in message.iter_attachments():
        check_bill(bill.get_content(), customer, wanted)


def check_bill(pdf: bytes, record: dict[str, Any], wanted: str) -> None:
    """Raise AssertionError unless the bill is locked, the customer's own, and pays the right amount."""
    try:
        pikepdf.open(BytesIO(pdf)).close()
    except pikepdf.PasswordError:
        pass
    else:
        raise AssertionError("the bill opens without a password")
    document = pypdfium2.PdfDocument(pdf, password=password(record))
    pages = [document[i] for i in range(len(document))]
    text = "".join(page.get_textpage().get_text_range() for page in pages)
    assert record["account"]["number"] in text, "the bill is another customer's"
    codes = [code for page in pages for code in _codes(page.render(scale=3).to_pil())]
    assert codes == ([wanted] if wanted else []), f"the bill's QR code reads {codes}"


def password(record: dict[str, Any]) -> str:
    """The password of the record's bill."""
    return f"{record['customer']['id_no']}{record['customer']['birthday']:%m%d}"


def payment(record: dict[str, Any]) -> str:
    """What the record's QR code says; nothing when no payment is due."""
    due = -sum(entry["amount"] for entry in record["entries"] if entry["kind"] == "card")
    number, customer = record["account"]["number"], record["customer"]["id"]
    return f"https://pay.faraway.example/qr?a={number}&m={due}&r={customer}" if due > 0 else ""


def _pictures(message: EmailMessage) -> list[bytes]:
    return [part.get_content() for part in message.walk() if part.get_filename() == "qr.png"]


def _codes(picture: Image.Image) -> list[str]:
    return [code.text for code in zxingcpp.read_barcodes(picture)]
