"""Delivery to a real Postfix: what it answers, and what it has stored."""

from __future__ import annotations

import email
import email.policy
from collections.abc import Iterator

import dkim
import pytest
from cryptography.hazmat.primitives.asymmetric import ed25519, rsa
from mailboxes import MAIL, Book, Eager, outgoing
from postfix import Postfix, missing, running

from flong.backends.dkim import DkimSigner, SigningKey
from flong.backends.open import backend_from_url
from flong.runtime.message import Attachment, Image, Message

pytestmark = [
    pytest.mark.servers,
    pytest.mark.skipif(bool(missing()), reason=missing() or "-"),
]

KEYS = [SigningKey("r", rsa.generate_private_key(65537, 2048)), SigningKey("e", ed25519.Ed25519PrivateKey.generate())]
RECORDS = {f"{key.selector}._domainkey.acme.example.".encode(): key.record().encode() for key in KEYS}
SIGNER = DkimSigner("acme.example", KEYS)


@pytest.fixture(scope="module")
def server() -> Iterator[Postfix]:
    with running() as found:
        yield found


@pytest.fixture
def postfix(server: Postfix) -> Postfix:
    server.empty()
    return server


def signed(seq: int) -> bytes:
    """A mail of every shape there is, with lines that servers like to change."""
    bill = Attachment(f"帳單{seq}.pdf", "application/pdf", b"%PDF" + bytes(range(256)) * (seq % 50))
    text = f"第 {seq} 期\n.\n..\nFrom me\n" + ("x" * 990 + "\n") * (seq % 2)
    message = Message(
        f"k{seq}",
        f"d{seq}",
        (("From", '"王小明銀行" <bill@acme.example>'), ("To", f"r{seq}@mail.example"), ("Subject", f"帳單 {seq} " * 9)),
        html=f"<p>{'帳單' * (seq % 7)}  two blanks </p>\n.\n" if seq % 3 else None,
        text=text,
        images=(Image("qr@flong", "qr.png", "image/png", b"\x89PNG" * seq),) if seq % 3 == 1 else (),
        attachments=(bill,) * (seq % 4),
    )
    data = message.as_bytes()
    return SIGNER.sign(data) + data


async def deliver(postfix: Postfix, *items: object, query: str = "") -> Book:
    book = Book()
    await backend_from_url(f"smtp://127.0.0.1:{postfix.port}{query}").run(Eager(*items), book)
    return book


@pytest.mark.parametrize(
    "how", ["tls=none", "tls=starttls", "window=8", "tls=starttls&window=8", "chunking=false", "simple=true"]
)
async def test_two_hundred_mails_arrive_and_verify(postfix: Postfix, how: str) -> None:
    """Each once, over four connections renewed every thirty mails; both signatures hold on what was stored."""
    items = [outgoing(seq, signed(seq), mail_from="bill@acme.example") for seq in range(200)]
    book = await deliver(postfix, *items, query=f"?{how}&ca={postfix.ca}&per_connection=30")
    assert book.states == ["delivered"] * 200 and sorted(book.started) == list(range(200))
    assert all(r.code == 250 and r.enhanced == "2.0.0" and "queued as" in r.text for r in book.receipts)
    stored = postfix.mails(200)
    found = [email.message_from_bytes(raw, policy=email.policy.default) for raw in stored]
    assert sorted(one["Delivered-To"] for one in found) == sorted(item.rcpt_to for item in items)
    assert {one["Return-Path"] for one in found} == {"<bill@acme.example>"}
    for raw, one in zip(stored, found, strict=True):
        assert all(dkim.DKIM(raw).verify(index, dnsfunc=lambda name, timeout=5: RECORDS[name]) for index in (0, 1))
        assert all(not part.defects for part in one.walk())
        assert raw.endswith(bytes(items[int(one["To"].addresses[0].username[1:])].data))


@pytest.mark.parametrize("how", ["window=1", "window=8", "chunking=false", "simple=true"])
async def test_refused_recipients_beside_good_ones(postfix: Postfix, how: str) -> None:
    """Postfix pipelines: a refusal of one mail leaves the next alone, on the same connection."""
    names = ["ok@mail.example", "nobody@mail.example", "full@mail.example", "x@elsewhere.example", "ok2@mail.example"]
    items = [outgoing(seq, rcpt_to=name) for seq, name in enumerate(names)]
    book = await deliver(postfix, *items, query=f"?connections=1&{how}")
    assert [(r.state, r.code, r.enhanced) for r in book.receipts] == [
        ("delivered", 250, "2.0.0"),
        ("bounced", 550, "5.1.1"),
        ("deferred", 452, "4.2.2"),
        ("bounced", 554, "5.7.1"),
        ("delivered", 250, "2.0.0"),
    ]
    assert "No such user here" in book.receipts[1].text
    assert len(postfix.mails(2)) == 2


async def test_international_recipient(postfix: Postfix) -> None:
    """SMTPUTF8 end to end."""
    book = await deliver(postfix, outgoing(0, rcpt_to="王小明@mail.example"))
    assert book.states == ["delivered"]
    assert "王小明@mail.example".encode() in postfix.mails(1)[0]


async def test_its_size_limit_is_known_beforehand(postfix: Postfix) -> None:
    """SIZE in EHLO."""
    book = await deliver(postfix, outgoing(0, MAIL + b"x\r\n" * 70000))
    assert book.states == ["bounced"] and book.receipts[0].enhanced == "5.3.4" and book.started == []
