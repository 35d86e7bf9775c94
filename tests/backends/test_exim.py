"""Delivery to a real Exim: what it answers, and what it has stored."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from exim import Exim, missing, running
from mailboxes import MAIL, Book, Eager, outgoing

from flong.backends.open import backend_from_url

pytestmark = [pytest.mark.servers, pytest.mark.skipif(bool(missing()), reason=missing() or "-")]
WAYS = ["tls=none", "tls=starttls", "window=8", "tls=starttls&window=8", "chunking=false", "simple=true"]


@pytest.fixture(scope="module")
def server() -> Iterator[Exim]:
    with running() as found:
        yield found


@pytest.fixture
def exim(server: Exim) -> Exim:
    server.empty()
    return server


async def deliver(exim: Exim, *items: object, query: str) -> Book:
    book = Book()
    url = f"smtp://127.0.0.1:{exim.port}?ca={exim.ca}&{query}"
    await backend_from_url(url).run(Eager(*items), book)
    return book


@pytest.mark.parametrize("how", WAYS)
async def test_forty_mails_arrive_as_they_were(exim: Exim, how: str) -> None:
    """Each once, over two connections renewed every ten mails."""
    items = [outgoing(seq, MAIL + b".\r\n..\r\n%d " % seq + b"x" * 990 + b"\r\n") for seq in range(40)]
    book = await deliver(exim, *items, query=f"connections=2&per_connection=10&{how}")
    assert book.states == ["delivered"] * 40
    stored = exim.mails(40)
    assert len(stored) == 40
    for item in items:
        (found,) = [raw for raw in stored if f"Envelope-to: {item.rcpt_to}\r\n".encode() in raw]
        assert found.endswith(bytes(item.data).partition(b"\r\n\r\n")[2])


@pytest.mark.parametrize("how", ["window=1", "window=8", "chunking=false", "simple=true"])
async def test_refused_recipients_beside_good_ones(exim: Exim, how: str) -> None:
    """A refusal of one mail leaves the next alone, on the same connection."""
    names = ["ok@mail.example", "nobody@mail.example", "full@mail.example", "ok2@mail.example"]
    items = [outgoing(seq, rcpt_to=name, mail_from=f"s{seq}@acme.example") for seq, name in enumerate(names)]
    book = await deliver(exim, *items, query=f"connections=1&{how}")
    assert book.states == ["delivered", "bounced", "deferred", "delivered"]
    assert "No such user here" in book.by_seq[1].text
    senders = sorted(raw.partition(b"\r\n")[0] for raw in exim.mails(2))
    assert senders == [b"Return-path: <s0@acme.example>", b"Return-path: <s3@acme.example>"]
