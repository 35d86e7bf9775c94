"""MX records by dnspython, remembered as long as they say, for as many domains as fit.

What goes wrong (no such domain, no answer, a broken answer) gives no hosts and is remembered for a minute:
the provider of the domain is then unknown, which stops nothing.
"""

from __future__ import annotations

import re
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from ipaddress import ip_address
from typing import Final

from flong.errors import ConfigError, MissingExtra

try:
    import dns.asyncresolver
    import dns.exception
    import dns.name
    import dns.resolver
except ImportError as error:
    raise MissingExtra("send", "dnspython") from error

REMEMBERED: Final = 10_000
SHORTEST, LONGEST, FAILED = 60.0, 86400.0, 60.0
MOST_HOSTS: Final = 16
_PATIENCE: Final = 5.0
_SERVER: Final = re.compile(r"(?:\[([^]]*)\]|([^:]*))(?::([0-9]{1,5}))?\Z")


@dataclass(frozen=True, slots=True)
class _Known:
    hosts: tuple[str, ...]
    until: float


class MxLookup:
    """Asks `server` ("ADDRESS" or "ADDRESS:PORT"; by default the system's resolvers). Use it from one event loop."""

    def __init__(
        self, server: str = "", *, size: int = REMEMBERED, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._resolver = _resolver(server)
        self._known: OrderedDict[str, _Known] = OrderedDict()
        self._size, self._clock = size, clock

    async def hosts(self, domain: str) -> tuple[str, ...]:
        """The mail hosts of `domain`, the most wanted first; none for a null MX (RFC 7505) or without an answer."""
        known = self._known.get(domain)
        if known is None or known.until <= self._clock():
            known = self._known[domain] = await self._ask(domain)
            if len(self._known) > self._size:
                self._known.popitem(last=False)
        self._known.move_to_end(domain)
        return known.hosts

    async def _ask(self, domain: str) -> _Known:
        try:
            answer = await self._resolver.resolve(domain, "MX", lifetime=_PATIENCE, search=False)
        except (dns.exception.DNSException, OSError, UnicodeError):
            return _Known((), self._clock() + FAILED)
        wanted = sorted((record.preference, record.exchange.to_text(True).lower()) for record in answer)
        hosts = tuple(host for _, host in wanted[:MOST_HOSTS] if host not in ("", "@", "."))
        ttl = answer.rrset.ttl if answer.rrset is not None else FAILED
        return _Known(hosts, self._clock() + min(max(ttl, SHORTEST), LONGEST))


def _resolver(server: str) -> dns.asyncresolver.Resolver:
    try:
        if not server:
            return dns.asyncresolver.Resolver()
        host, port = _address(server)
    except (ValueError, dns.resolver.NoResolverConfiguration):
        raise ConfigError(
            "resolver: must be the address of a DNS server, like 192.0.2.53 or [2001:db8::53]:5353"
        ) from None
    resolver = dns.asyncresolver.Resolver(configure=False)
    resolver.nameservers, resolver.port = [host], port
    return resolver


def _address(server: str) -> tuple[str, int]:
    """Raises ValueError."""
    match = _SERVER.match(server)
    if match is None:
        return str(ip_address(server)), 53
    return str(ip_address(match[1] or match[2])), int(match[3] or 53)
