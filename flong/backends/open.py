"""Backends by URL: `smtp://USER@HOST:PORT?tls=…`, `smtps://…`, `maildir:PATH`, `eml:PATH`, `stdout:`.

Options of SMTP may stand in the query or in `Options`; secrets may not stand in either: `password`
is a reference, the path of a private file or `env:NAME`.
"""

from __future__ import annotations

import re
import socket
import ssl
from dataclasses import dataclass, field, fields, replace
from ipaddress import ip_address
from pathlib import Path
from typing import TYPE_CHECKING, Literal
from urllib.parse import SplitResult, parse_qsl, unquote, urlsplit

import msgspec

from flong.backends.base import Backend
from flong.backends.eml import EmlBackend
from flong.backends.maildir import MaildirBackend
from flong.backends.stdout import StdoutBackend
from flong.errors import ConfigError
from flong.remedies import told
from flong.secret import read_secret

if TYPE_CHECKING:
    from flong.backends.smtp import SmtpConfig

_FORMS = "smtp://[USER@]HOST[:PORT], smtps://…, maildir:PATH, eml:PATH or stdout:"
_PORTS = {"starttls": 587, "implicit": 465, "opportunistic": 25, "none": 25}
_MOST = 1_000_000_000
_NOTIFY = re.compile(r"(NEVER|(SUCCESS|FAILURE|DELAY)(,(SUCCESS|FAILURE|DELAY))*)?\Z")
_NAME = re.compile(r"[a-z0-9][a-z0-9._-]{0,39}\Z")
_HOST = re.compile(r"[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?\Z")
_GREETING = re.compile(r"(?:[A-Za-z0-9]([A-Za-z0-9._-]*[A-Za-z0-9])?|\[[A-Za-z0-9.:]+\])\Z")


@dataclass(frozen=True, slots=True)
class Options:
    """How to treat a relay.

    `tls`: `starttls` (required, never stripped), `implicit`, `opportunistic` (used where it is offered, whoever the
    server is) or `none`; by default `none` to this machine and `starttls` to others. `ca`: a file of certificates to
    trust instead of the system's.
    `local_hostname`: what EHLO says. `source`: the address to connect from.
    `window`: messages on their way at once on a connection whose server takes BDAT. Times are seconds.
    `chunking`: use BDAT where it is offered. `ret`, `notify`, `named`: what notices (DSN, RFC 3461) servers are asked
    for, see `envelope.Notices`.
    `simple`: by plain aiosmtplib, one message and one reply at a time.
    """

    tls: Literal["", "starttls", "implicit", "opportunistic", "none"] = ""
    password: str = ""
    ca: str = ""
    local_hostname: str = ""
    source: str = ""
    connections: int = 4
    per_connection: int = 100
    window: int = 1
    chunking: bool = True
    timeout: float = 300.0
    final: float = 600.0
    patience: float = 30.0
    ret: Literal["", "FULL", "HDRS"] = ""
    notify: str = ""
    named: bool = False
    simple: bool = False

    def __post_init__(self) -> None:
        if (
            min(self.connections, self.per_connection, self.window) < 1
            or min(self.timeout, self.final) <= 0
            or self.patience < 0
        ):
            raise ConfigError("connections, per_connection, window and times must be positive")
        if max(self.connections, self.per_connection, self.window) > _MOST:
            raise ConfigError("connections, per_connection and window are at most a thousand million")
        if self.local_hostname and not _GREETING.match(self.local_hostname):
            raise ConfigError("local_hostname is a name, or an address in brackets")
        if self.source and not _is_address(self.source):
            raise ConfigError("source must be an IP address of this machine")
        if not _NOTIFY.match(self.notify):
            raise ConfigError("notify is NEVER, or some of SUCCESS,FAILURE,DELAY")


@dataclass(frozen=True, slots=True)
class Relay:
    """A relay of the pool `pool`. It gets `weight` parts of the messages; `sources` are addresses of ours to send from,
    each with as many connections as the options say. Port 0 is the usual one."""

    name: str
    host: str
    port: int = 0
    user: str = ""
    weight: int = 1
    sources: tuple[str, ...] = ()
    pool: str = "main"
    options: Options = field(default_factory=Options)

    def __post_init__(self) -> None:
        if not _NAME.match(self.name):
            raise ConfigError("name must be 1 to 40 of a-z, 0-9, ., _ and -")
        if not self.host or not 0 <= self.port <= 65535 or self.weight < 1:
            raise ConfigError("host must be given, port be 0 to 65535, weight 1 or more")
        if self.options.simple:
            raise ConfigError("simple is for a route of its own: what goes by a pool is shaped")
        if self.options.source:
            raise ConfigError('write sources = ["ADDRESS"], not source')
        for address in self.sources:
            if not _is_address(address):
                raise ConfigError("sources must be IP addresses of this machine")


def backend_from_url(url: str, options: Options | None = None, *, route: str = "default") -> Backend:
    """The backend for `url`. Raises ConfigError for what is wrong or unsafe, SendError for a folder
    that can't be made, MissingExtra without `flong[send]`."""
    scheme, colon, rest = url.partition(":")
    if not colon or (scheme in ("maildir", "eml") and not rest):
        raise ConfigError(f"a destination is {_FORMS}")
    if scheme in ("smtp", "smtps"):
        return _smtp(url, options or Options(), route)
    if scheme in ("maildir", "eml"):
        folder = Path(rest).expanduser()
        return MaildirBackend(folder, route=route) if scheme == "maildir" else EmlBackend(folder, route=route)
    if url == "stdout:":
        return StdoutBackend(route=route)
    raise ConfigError(f"a destination is {_FORMS}")


def _split(url: str) -> SplitResult:
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        raise ConfigError("the destination's host or port is wrong") from None
    if parts.password is not None:
        raise ConfigError("a destination holds no password: use ?password=FILE or ?password=env:NAME")
    if not parts.hostname or port == 0 or parts.path.strip("/") or parts.fragment or not _is_host(parts.hostname):
        raise ConfigError(f"a destination is {_FORMS}")
    return parts


def _smtp(url: str, options: Options, route: str) -> Backend:
    from flong.backends.simple import SimpleBackend
    from flong.backends.smtp import SmtpBackend

    config = smtp_from_url(url, options, route)
    return SimpleBackend(config) if config.simple else SmtpBackend(config)


def smtp_from_url(url: str, options: Options, route: str) -> SmtpConfig:
    """The relay that an `smtp:` or `smtps:` URL names. Raises ConfigError."""
    parts = _split(url)
    options = _with_query(options, parts.query)
    if parts.scheme == "smtps":
        if options.tls not in ("", "implicit"):
            raise ConfigError("smtps:// is implicit TLS")
        options = replace(options, tls="implicit")
    user = unquote(parts.username) if parts.username else None
    return smtp_config(parts.hostname or "", parts.port or 0, user, options, route)


def smtp_config(host: str, port: int, user: str | None, options: Options, route: str) -> SmtpConfig:
    """A relay; port 0 is the usual one. Raises ConfigError."""
    from flong.backends.envelope import Notices
    from flong.backends.peer import Peer
    from flong.backends.smtp import SmtpConfig

    if not _is_host(host):
        raise ConfigError("the relay's host is wrong")
    tls = options.tls or ("implicit" if port == _PORTS["implicit"] else "none" if _is_local(host) else "starttls")
    _check_login(user, options, tls)
    peer = Peer(
        host,
        port or _PORTS[tls],
        options.local_hostname or _own_name(),
        tls=None if tls == "none" else _context(options.ca, proven=tls != "opportunistic"),
        implicit=tls == "implicit",
        opportunistic=tls == "opportunistic",
        user=user,
        password=read_secret(options.password) if options.password else None,
        source=options.source,
        timeout=options.timeout,
        final=options.final,
        window=options.window,
        chunking=options.chunking,
        notices=Notices(options.ret, options.notify, options.named),
    )
    return SmtpConfig(peer, options.connections, options.per_connection, options.patience, route, simple=options.simple)


def _with_query(options: Options, query: str) -> Options:
    """Options of the query over those of the configuration."""
    pairs = parse_qsl(query, keep_blank_values=True)
    known = [one.name for one in fields(Options)]
    for name, _ in pairs:
        if name not in known:
            raise ConfigError(f"`{name}` is not an option of SMTP; there are {', '.join(known)}")
    try:
        given = msgspec.convert(dict(pairs), Options, strict=False)
    except msgspec.ValidationError as error:
        raise ConfigError(f"destination: {told(error, Options)}") from None
    return replace(options, **{name: getattr(given, name) for name, _ in pairs})


def _check_login(user: str | None, options: Options, tls: str) -> None:
    if (user is None) != (not options.password):
        raise ConfigError("a login needs both a user (in a URL smtp://USER@HOST) and a password (a file or env:NAME)")
    if user is not None and tls in ("none", "opportunistic"):
        raise ConfigError("a password is only sent over TLS")


def _context(ca: str, *, proven: bool) -> ssl.SSLContext:
    try:
        context = ssl.create_default_context(cafile=ca or None)
        if not proven:
            context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
        return context
    except (OSError, ssl.SSLError):
        raise ConfigError(f"{ca}: not a file of certificates") from None


def _own_name() -> str:
    """This machine's name if it is fit for EHLO."""
    name = socket.gethostname()
    return name if _HOST.match(name) else "localhost"


def _is_local(host: str) -> bool:
    return ip_address(host).is_loopback if _is_address(host) else host == "localhost"


def _is_address(text: str) -> bool:
    try:
        ip_address(text)
    except ValueError:
        return False
    return True


def _is_host(host: str) -> bool:
    return bool(_HOST.match(host)) or _is_address(host)
