"""Backends by URL: what is understood, what is refused, and TLS and logins against a real server."""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from aiosmtpd.smtp import SMTP, AuthResult
from certificates import certificate
from mailboxes import MAIL, Book, Faulty, Queue, outgoing

from flong.backends.eml import EmlBackend
from flong.backends.maildir import MaildirBackend
from flong.backends.open import Options, backend_from_url, smtp_from_url
from flong.backends.simple import SimpleBackend
from flong.backends.smtp import SmtpBackend
from flong.backends.stdout import StdoutBackend
from flong.errors import ConfigError, SendError


def test_files(tmp_path: Path) -> None:
    """A path follows the colon; `~` is the home folder."""
    assert isinstance(backend_from_url(f"maildir:{tmp_path}/a"), MaildirBackend)
    assert isinstance(backend_from_url(f"eml:{tmp_path}/b"), EmlBackend)
    assert isinstance(backend_from_url("stdout:"), StdoutBackend)


@pytest.mark.parametrize(
    "url",
    [
        "",
        "smtp",
        "maildir:",
        "eml:",
        "smtp:",
        "smtp://",
        "ftp://h",
        "stdout:x",
        "smtp://h/path",
        "smtp://h:99999",
        "smtp://h:0",
        "smtp://h:x",
        "smtp://[x",
        "smtp://a b",
        "smtp://h#f",
        "smtp://h?port=1",
        "smtp://h?connections=x",
        "smtp://h?connections=0",
        "smtp://h?per_connection=10000000000",
        "smtp://h?window=10000000000",
        "smtp://h?tls=maybe",
        "smtps://h?tls=none",
        "smtp://h?ca=/nonexistent",
        "smtp://h?local_hostname=a%0D%0AMAIL",
        "smtp://h?local_hostname=-",
        "smtp://h?source=here",
    ],
)
def test_wrong_destinations(url: str) -> None:
    """One clear error each."""
    with pytest.raises(ConfigError):
        backend_from_url(url)


def test_passwords_do_not_stand_in_urls() -> None:
    """Refused, and not repeated in the error."""
    with pytest.raises(ConfigError, match="no password") as caught:
        backend_from_url("smtp://user:hunter2@mail.example")
    assert "hunter2" not in str(caught.value)


def test_logins_need_tls_and_both_halves(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A user without password, a password without user, and either in the clear."""
    monkeypatch.setenv("FLONG_TEST_PASSWORD", "hunter2")
    for url in ("smtp://u@h", "smtp://h?password=env:FLONG_TEST_PASSWORD"):
        with pytest.raises(ConfigError, match="both"):
            backend_from_url(url)
    for url in ("smtp://u@h?tls=none", "smtp://u@127.0.0.1"):
        with pytest.raises(ConfigError, match="over TLS"):
            backend_from_url(url + ("&" if "?" in url else "?") + "password=env:FLONG_TEST_PASSWORD")


def test_options_stand_in_either_place() -> None:
    """The URL's over the configuration's."""
    backend = backend_from_url("smtp://127.0.0.1:2525?connections=9", Options(connections=2, timeout=7))
    assert isinstance(backend, SmtpBackend) and backend._count == 9
    assert isinstance(backend_from_url("smtp://127.0.0.1:2525?simple=true"), SimpleBackend)


def test_notices_and_tls_that_proves_nothing() -> None:
    """They reach the session; a login goes over no such connection."""
    peer = smtp_from_url("smtp://mx.example?tls=opportunistic&notify=FAILURE,DELAY&ret=HDRS", Options(), "r").peer
    assert peer.opportunistic and peer.port == 25 and peer.tls.verify_mode == ssl.CERT_NONE
    assert (peer.notices.ret, peer.notices.notify, peer.notices.names) == ("HDRS", "FAILURE,DELAY", False)
    for query in ("notify=ALWAYS", "ret=SOME", "tls=opportunistic&password=env:NOBODY"):
        with pytest.raises(ConfigError):
            backend_from_url(f"smtp://u@mx.example?{query}" if "password" in query else f"smtp://mx.example?{query}")


class Mailbox:
    """A handler of aiosmtpd that keeps what it gets."""

    def __init__(self) -> None:
        self.mails: list[tuple[str, list[str], bytes]] = []

    async def handle_DATA(self, server: object, session: object, envelope: object) -> str:
        self.mails.append((envelope.mail_from, envelope.rcpt_tos, envelope.original_content))
        return "250 2.0.0 kept"


@asynccontextmanager
async def server(
    box: Mailbox, pem: Path | None = None, *, implicit: bool = False, password: str = ""
) -> AsyncIterator[int]:
    """A real SMTP server on this loop; gives its port."""
    context = None
    if pem:
        context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        context.load_cert_chain(pem)

    def check(server: object, session: object, envelope: object, mechanism: str, data: object) -> AuthResult:
        return AuthResult(success=(data.login, data.password) == (b"user", password.encode()), handled=False)

    def make() -> SMTP:
        starttls = None if implicit else context
        login = {"authenticator": check, "auth_required": True, "auth_require_tls": not implicit} if password else {}
        return SMTP(box, tls_context=starttls, require_starttls=starttls is not None, enable_SMTPUTF8=True, **login)

    listening = await asyncio.get_running_loop().create_server(make, "127.0.0.1", 0, ssl=context if implicit else None)
    async with listening:
        yield listening.sockets[0].getsockname()[1]


async def test_plain_to_this_machine() -> None:
    """No TLS by default on the loopback; the bytes arrive as they were."""
    box, book = Mailbox(), Book()
    data = MAIL + b".\r\n..\r\n" + "帳單\r\n".encode()
    async with server(box) as port:
        await backend_from_url(f"smtp://127.0.0.1:{port}").run(Queue(outgoing(0, data), outgoing(1, data)), book)
    assert book.states == ["delivered"] * 2
    assert sorted(box.mails) == [("a@acme.example", [f"r{seq}@mail.example"], data) for seq in range(2)]


@pytest.mark.filterwarnings("ignore:Requiring AUTH while not requiring TLS:UserWarning")
@pytest.mark.parametrize("implicit", [False, True], ids=["starttls", "implicit"])
async def test_tls_and_login(tmp_path: Path, implicit: bool) -> None:
    """The certificate is checked, the password comes from a private file."""
    pem, box, book = certificate(tmp_path), Mailbox(), Book()
    secret = tmp_path / "password"
    secret.write_text("hunter2\n")
    secret.chmod(0o600)
    async with server(box, pem, implicit=implicit, password="hunter2") as port:
        url = f"{'smtps' if implicit else 'smtp'}://user@127.0.0.1:{port}?tls={'implicit' if implicit else 'starttls'}"
        await backend_from_url(f"{url}&ca={pem}&password={secret}").run(Queue(*map(outgoing, range(9))), book)
    assert book.states == ["delivered"] * 9 and len(box.mails) == 9


async def failure(url: str, options: Options | None = None) -> str:
    """Why a run failed; its mail goes back unsent."""
    book = Book()
    with pytest.raises(SendError) as caught:
        await asyncio.wait_for(backend_from_url(url, options).run(Queue(outgoing()), book), 20)
    assert book.states == ["unsent"]
    return str(caught.value)


@pytest.mark.parametrize("implicit", [False, True], ids=["starttls", "implicit"])
async def test_certificates_of_others(tmp_path: Path, implicit: bool) -> None:
    """Unknown issuer, and another name: final, without waiting for better times."""
    pem, other = certificate(tmp_path), certificate(tmp_path, "127.0.0.9")
    tls = "implicit" if implicit else "starttls"
    async with server(Mailbox(), pem, implicit=implicit) as port:
        assert "self-signed" in await failure(f"smtp://127.0.0.1:{port}?tls={tls}")
    async with server(Mailbox(), other, implicit=implicit) as port:
        assert "mismatch" in await failure(f"smtp://127.0.0.1:{port}?tls={tls}&ca={other}")


async def test_a_wrong_password(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """535 is final; the password is not in the error."""
    monkeypatch.setenv("FLONG_TEST_PASSWORD", "not-it")
    pem = certificate(tmp_path)
    async with server(Mailbox(), pem, password="hunter2") as port:
        text = await failure(f"smtp://user@127.0.0.1:{port}?tls=starttls&ca={pem}&password=env:FLONG_TEST_PASSWORD")
    assert "535" in text and "not-it" not in text


async def test_starttls_is_never_stripped(monkeypatch: pytest.MonkeyPatch) -> None:
    """A server, or somebody in between, that does not offer TLS sees neither login nor mail."""
    monkeypatch.setenv("FLONG_TEST_PASSWORD", "hunter2")
    faulty = Faulty()
    async with faulty.running():
        await failure(f"smtp://user@127.0.0.1:{faulty.port}?tls=starttls&password=env:FLONG_TEST_PASSWORD")
    assert {line.split()[0] for line in faulty.commands} <= {b"EHLO", b"QUIT"}


async def test_what_comes_before_tls_is_forgotten(tmp_path: Path) -> None:
    """RFC 3207 section 4.2: a reply slipped in behind 220 is not read as the answer to the second EHLO."""
    pem, book, seen = certificate(tmp_path), Book(), []
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(pem)

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"220 hello\r\n")
        while line := await reader.readline():
            seen.append(line.split()[0])
            if line == b"STARTTLS\r\n":
                writer.write(b"220 go\r\n250-injected\r\n250 SIZE 1\r\n")
                await writer.start_tls(context)
            elif line == b"DATA\r\n":
                writer.write(b"354 go on\r\n")
                await reader.readuntil(b"\r\n.\r\n")
                writer.write(b"250 kept\r\n")
            else:
                writer.write(b"250-faulty\r\n250 STARTTLS\r\n" if line.startswith(b"EHLO") else b"250 ok\r\n")
        writer.close()

    listening = await asyncio.start_server(serve, "127.0.0.1", 0)
    port = listening.sockets[0].getsockname()[1]
    await backend_from_url(f"smtp://127.0.0.1:{port}?tls=starttls&ca={pem}&connections=1").run(Queue(outgoing()), book)
    listening.close()
    assert book.states == ["delivered"] and seen[:4] == [b"EHLO", b"STARTTLS", b"EHLO", b"MAIL"]
