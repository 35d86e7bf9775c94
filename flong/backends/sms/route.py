"""`[sms.NAME]` of the configuration: a way out for text messages.

::

    [sms.carrier]                          # a message centre
    url = "smpps://smsc.carrier.example:3550"
    user = "acme"
    password = "env:SMSC_PASSWORD"         # a private file's path, or env:NAME
    sender = "ACME"
    region = "TW"

    [sms.web]                              # an HTTP gateway
    gateway = "/etc/flong/gateway.toml"
    user = "acme"
    password = "/etc/flong/gateway.key"
    region = "TW"
"""

from __future__ import annotations

import logging
import re
import ssl
from typing import Annotated, Final
from urllib.parse import SplitResult, urlsplit

import msgspec
from msgspec import Meta

from flong.backends.base import Backend
from flong.backends.sms.text import Count, Policy, Typography
from flong.errors import ConfigError
from flong.secret import read_secret

Positive = Annotated[int, Meta(ge=1)]
Seconds = Annotated[float, Meta(gt=0)]

_PORTS: Final = {"smpp": 2775, "smpps": 3550}
_MOST_LOGIN: Final = 15
_MOST_TYPE: Final = 12
_NAME: Final = 11
_SENDER: Final = re.compile(rf"\+[1-9][0-9]{{0,14}}\Z|[0-9]{{1,20}}\Z|(?![+ ])[ -~]{{1,{_NAME}}}(?<! )\Z")
"""A number (20 digits are the most that SMPP 3.4 section 5.2.8 has place for), or a name."""
_log = logging.getLogger(__name__)


class SmsRoute(msgspec.Struct, frozen=True):
    """Where text messages go, and what they may be.

    `url` is `smpps://HOST:PORT`, or `smpp://` to this machine or, with `plaintext`, over a line that is safe by
    itself; or `gateway` is a shipped definition or the path of one (`definition.py`). `sender` is what phones show: a
    number with `+`, a short code, or up to 11 letters. Numbers without `+` are of `region` (ISO 3166-1). See `Policy`
    for `max_segments`, `typography` and `count`, `SmppConfig` and `GatewayConfig` for the rest. `webhook` refers to
    the secret that a gateway's calls with delivery receipts end with.
    """

    url: str = ""
    gateway: str = ""
    user: str = ""
    password: str = ""
    sender: str = ""
    region: str = ""
    max_segments: Positive = 3
    typography: Typography = "keep"
    count: Count = "gsm"
    connections: Positive = 1
    window: Positive = 8
    rate: Annotated[float, Meta(ge=0)] = 0.0
    timeout: Seconds = 60.0
    patience: Annotated[float, Meta(ge=0)] = 30.0
    enquire: Seconds = 30.0
    receipts: bool = True
    plaintext: bool = False
    system_type: str = ""
    ca: str = ""
    proxy: str = ""
    webhook: str = ""

    @property
    def policy(self) -> Policy:
        """What texts may be."""
        return Policy(self.max_segments, self.typography, self.count)


def check_route(route: SmsRoute, where: str) -> None:
    """Raises ConfigError for what is wrong with it at first sight; secrets are not read."""
    if bool(route.url) == bool(route.gateway):
        raise ConfigError(f"{where}: give a url (smpps://…) or a gateway")
    if route.sender and not _SENDER.match(route.sender):
        raise ConfigError(f"{where}: a sender is a number or at most {_NAME} letters and digits")
    if route.region:
        from flong.backends.sms.numbers import check_region

        try:
            check_region(route.region)
        except ConfigError as error:
            raise ConfigError(f"{where}: region: {error}") from None


def sms_backend(route: SmsRoute, name: str) -> Backend:
    """The backend of a route called `name`. Raises ConfigError, MissingExtra without `flong[sms]`."""
    return _gateway(route, name) if route.gateway else _smpp(route, name)


def _smpp(route: SmsRoute, name: str) -> Backend:
    from flong.backends.sms.session import SmppPeer
    from flong.backends.sms.smpp import SmppBackend, SmppConfig

    parts = _split(route, name)
    password = _password(route)
    if not _is_plain(route.user, _MOST_LOGIN) or not route.user or not password or b"\0" in password:
        raise ConfigError(f"[sms.{name}]: a message centre wants a user of 1 to {_MOST_LOGIN} letters and a password")
    if not _is_plain(route.system_type, _MOST_TYPE):
        raise ConfigError(f"[sms.{name}]: a system_type is at most {_MOST_TYPE} letters and digits")
    peer = SmppPeer(
        parts.hostname or "",
        parts.port or _PORTS[parts.scheme],
        route.user,
        password,
        route.system_type,
        tls=_context(route.ca) if parts.scheme == "smpps" else None,
        timeout=route.timeout,
        enquire=route.enquire,
    )
    sizes = (route.connections, route.window, route.rate, route.patience)
    return SmppBackend(SmppConfig(peer, *sizes, receipts=route.receipts, route=name))


def _is_plain(text: str, most: int) -> bool:
    return text.isascii() and text.isprintable() and len(text) <= most


def _split(route: SmsRoute, name: str) -> SplitResult:
    from flong.backends.sms.definition import is_local

    where = f"[sms.{name}]"
    try:
        parts = urlsplit(route.url)
        port = parts.port
    except ValueError:
        raise ConfigError(f"{where}: the url's host or port is wrong") from None
    if parts.scheme not in _PORTS or not parts.hostname or port == 0 or parts.username is not None:
        raise ConfigError(f"{where}: a url is smpps://HOST[:PORT] or smpp://HOST[:PORT]")
    if parts.path.strip("/") or parts.query or parts.fragment:
        raise ConfigError(f"{where}: a url is smpps://HOST[:PORT] or smpp://HOST[:PORT]")
    if parts.scheme == "smpp" and not route.plaintext and not is_local(parts.hostname):
        raise ConfigError(f"{where}: smpp:// shows texts and password to the network; smpps://, or plaintext = true")
    return parts


def _gateway(route: SmsRoute, name: str) -> Backend:
    from flong.backends.sms.definition import load_definition
    from flong.backends.sms.gateway import GatewayBackend, GatewayConfig

    definition = load_definition(route.gateway)
    if definition.untried:
        _log.warning("[sms.%s]: nobody has tried this definition with the real gateway yet", name)
    config = GatewayConfig(
        definition,
        route.user,
        _password(route),
        route.connections,
        route.rate,
        route.timeout,
        route.patience,
        tls=_context(route.ca) if route.ca else None,
        proxy=route.proxy or None,
        route=name,
    )
    return GatewayBackend(config)


def _password(route: SmsRoute) -> bytes:
    return read_secret(route.password) if route.password else b""


def _context(ca: str) -> ssl.SSLContext:
    try:
        return ssl.create_default_context(cafile=ca or None)
    except (OSError, ssl.SSLError):
        raise ConfigError(f"{ca}: not a file of certificates") from None
