"""How a server is reached and greeted: aiosmtplib connects, says EHLO, starts TLS and logs in."""

from __future__ import annotations

import ssl
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from types import UnionType

from flong.backends.envelope import Notices
from flong.backends.pool import RouteError
from flong.backends.reply import clean
from flong.errors import MissingExtra

try:
    import aiosmtplib
except ImportError as error:
    raise MissingExtra("send", "aiosmtplib") from error


@dataclass(frozen=True, slots=True)
class Peer:
    """A server. Times are seconds: `timeout` for the greeting, MAIL, RCPT, and at most for anything else that is not
    `final`, the answer to a whole message; RFC 5321 section 4.5.3.2 asks for five and ten minutes.

    `tls` with `opportunistic` is used where the server offers it, and proves nothing about the server; else it is
    required. `window` mails may be on the way at once on one connection, where the server takes BDAT.
    """

    host: str
    port: int
    local_hostname: str
    tls: ssl.SSLContext | None = None
    implicit: bool = False
    opportunistic: bool = False
    user: str | None = None
    password: bytes | None = field(default=None, repr=False)
    source: str = ""
    timeout: float = 300.0
    final: float = 600.0
    window: int = 1
    chunking: bool = True
    notices: Notices | None = None


async def greeted(peer: Peer) -> tuple[aiosmtplib.SMTP, Mapping[str, str]]:
    """A connection ready for MAIL FROM, and the server's ESMTP extensions by lower-case names. Raises RouteError."""
    try:
        return await _greeted(peer)
    except (aiosmtplib.SMTPException, OSError, ValueError) as error:
        if not (peer.opportunistic and _is_wrong(error, ssl.SSLError)):
            raise route_error(peer, error) from None
    return await greeted(replace(peer, tls=None, opportunistic=False))


async def _greeted(peer: Peer) -> tuple[aiosmtplib.SMTP, Mapping[str, str]]:
    if peer.user is not None and (peer.tls is None or peer.opportunistic):
        raise RouteError(f"{peer.host}:{peer.port}: a password is only sent over TLS", permanent=True)
    client = _client(peer)
    try:
        await client.connect()
        if client.is_ehlo_or_helo_needed:
            await client.ehlo()
    except (aiosmtplib.SMTPException, OSError, ValueError):
        client.close()
        raise
    if client.transport is None:
        raise ConnectionResetError("the connection was lost")
    return client, {name.lower(): value for name, value in client.esmtp_extensions.items()}


def most_mails(extensions: Mapping[str, str]) -> int:
    """How many mails the server takes on one connection (RFC 9422); 0: it does not say."""
    limits = dict(item.partition("=")[::2] for item in extensions.get("limits", "").upper().split())
    value = limits.get("MAILMAX", "")
    return int(value) if value.isascii() and value.isdigit() and len(value) < 10 else 0


def route_error(peer: Peer, error: BaseException) -> RouteError:
    """Worth another try unless the server said 5xx, or certificate or configuration are wrong."""
    code = getattr(error, "code", 0)
    wrong = _is_wrong(error, ssl.SSLError | ValueError) or type(error) is aiosmtplib.SMTPException
    text = f"{code} {getattr(error, 'message', '')}" if code else broken(error)
    return RouteError(f"{peer.host}:{peer.port}: {clean(text)}", permanent=wrong or 500 <= code < 600)


def broken(error: BaseException) -> str:
    """What to tell of a connection that ended."""
    if isinstance(error, TimeoutError):
        return "no answer in time"
    return clean(str(error) or type(error).__name__)


def _is_wrong(error: BaseException, kinds: UnionType | type[Exception]) -> bool:
    """Whether certificate or configuration are the cause."""
    causes = (error, error.__cause__, getattr(error.__cause__, "__cause__", None))
    return any(isinstance(one, kinds) for one in causes)


def _client(peer: Peer) -> aiosmtplib.SMTP:
    return aiosmtplib.SMTP(
        hostname=peer.host,
        port=peer.port,
        username=peer.user,
        password=peer.password,
        local_hostname=peer.local_hostname,
        source_address=(peer.source, 0) if peer.source else None,
        timeout=peer.timeout,
        use_tls=peer.implicit,
        start_tls=None if peer.opportunistic else peer.tls is not None and not peer.implicit,
        tls_context=peer.tls,
    )
