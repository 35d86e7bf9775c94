"""TLS: required, opportunistic, stripped, injected into, ended without a word; and what is only said over it."""

from __future__ import annotations

import asyncio
import ssl
from pathlib import Path

import pytest
from certificates import certificate
from mailboxes import MAIL, Book, Faulty, ehlo, outgoing, send

from flong.errors import SendError

pytestmark = pytest.mark.usefixtures("way")


class Upgrading(Faulty):
    """A server that starts TLS when asked to, after `said`."""

    def __init__(self, pem: Path, said: bytes = b"220 2.0.0 go\r\n", **script: list) -> None:
        super().__init__(**script)
        self._said, self._context = said, ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        self._context.load_cert_chain(pem)

    async def _act(self, stage: str, writer: asyncio.StreamWriter) -> bytes:
        if stage != "starttls":
            return await super()._act(stage, writer)
        writer.write(self._said)
        await writer.drain()
        await writer.start_tls(self._context)
        return self._said


@pytest.fixture
def pem(tmp_path: Path) -> Path:
    return certificate(tmp_path)


def trusting(pem: Path) -> ssl.SSLContext:
    return ssl.create_default_context(cafile=pem)


async def test_mails_over_starttls(pem: Path) -> None:
    """EHLO is said anew inside; what was offered outside does not count (RFC 3207 section 4.2)."""
    server = Upgrading(pem, ehlo=[ehlo(b"STARTTLS", b"SIZE 1")])
    book = await send(server, *map(outgoing, range(5)), tls=trusting(pem))
    assert book.states == ["delivered"] * 5 and server.messages == [MAIL] * 5
    assert [line.split()[0] for line in server.commands[:3]] == [b"EHLO", b"STARTTLS", b"EHLO"]


async def test_words_put_in_before_tls_are_not_heard(pem: Path) -> None:
    """What came in the clear behind 220 is not taken for the answer to EHLO inside (command injection)."""
    server = Upgrading(pem, b"220 2.0.0 go\r\n250-evil\r\n250 SIZE 1\r\n", ehlo=[ehlo(b"STARTTLS")])
    book = Book()
    try:
        await send(server, book=book, tls=trusting(pem))
    except SendError:
        assert book.states == ["unsent"] and server.messages == []  # uvloop hands the words to TLS, which refuses them
    else:
        assert book.states == ["delivered"] and server.commands[2].startswith(b"EHLO")


async def test_stripped_starttls_is_not_accepted(pem: Path) -> None:
    """Required means required: the server hears of no mail."""
    server, book = Faulty(), Book()
    with pytest.raises(SendError, match="STARTTLS"):
        await send(server, book=book, tls=trusting(pem))
    assert book.states == ["unsent"] and not any(line.startswith(b"MAIL") for line in server.commands)


async def test_a_stranger_s_certificate_is_not_accepted(pem: Path) -> None:
    """Nor its name."""
    server, book = Upgrading(pem, ehlo=[ehlo(b"STARTTLS")]), Book()
    with pytest.raises(SendError):
        await send(server, book=book, tls=ssl.create_default_context())
    assert book.states == ["unsent"] and not any(line.startswith(b"MAIL") for line in server.commands)


@pytest.mark.parametrize("offered", [True, False])
async def test_opportunistic(pem: Path, offered: bool) -> None:
    """Used where it is offered, whoever the server says it is."""
    context = ssl.create_default_context()
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    server = Upgrading(pem, ehlo=[ehlo(b"STARTTLS")] if offered else [])
    book = await send(server, tls=context, opportunistic=True)
    assert book.states == ["delivered"] and (b"STARTTLS\r\n" in server.commands) == offered


@pytest.mark.parametrize("tls", [None, "opportunistic"])
async def test_no_password_without_tls(pem: Path, tls: str | None) -> None:
    """Not even where the server would take it in the clear."""
    server, book = Faulty(ehlo=[ehlo(b"AUTH PLAIN LOGIN")]), Book()
    context = trusting(pem) if tls else None
    with pytest.raises(SendError, match="only sent over TLS"):
        await send(server, book=book, user="u", password=b"hunter2", tls=context, opportunistic=bool(tls))
    assert server.commands == [] and book.states == ["unsent"]


async def test_tls_that_ends_without_a_word(pem: Path) -> None:
    """No close_notify: the answer is lost all the same, and only that."""

    class Rude(Upgrading):
        async def _act(self, stage: str, writer: asyncio.StreamWriter) -> bytes:
            if stage == "final" and not self.rude:
                self.rude = True
                writer.transport.abort()
                return b""
            return await super()._act(stage, writer)

        rude = False

    offer = ehlo(b"STARTTLS")
    server = Rude(pem, ehlo=[offer, ehlo(), offer, ehlo()])
    book = await send(server, outgoing(0), tls=trusting(pem))
    assert book.states == ["ambiguous"] and book.receipts[0].kind == "connection"
