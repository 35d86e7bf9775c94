"""Questions to the DNS, by dnspython: what there is, that there is nothing, or that nobody knows (`Unanswered`)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from ipaddress import IPv4Address, IPv6Address, ip_address
from typing import Any, Final, Generic, TypeVar

from flong.errors import ConfigError, MissingExtra

try:
    import dns.exception
    import dns.rcode
    import dns.resolver
    import dns.reversename
except ImportError:
    raise MissingExtra("send", "dnspython") from None

Ip = IPv4Address | IPv6Address
T = TypeVar("T")

TIMEOUT: Final = 5.0
"""Seconds for one question, with all that is tried for it."""


class Unanswered(Exception):
    """Nobody knows: the resolver fails or does not answer. Asking again later may help."""


@dataclass(frozen=True, slots=True)
class Answer(Generic[T]):
    """The records of a name; `exists` tells a name without such records from one that is not there (NXDOMAIN)."""

    values: tuple[T, ...]
    exists: bool = True


class Resolver:
    """Asks the system's resolver, or the one at `server` (`ADDRESS` or `ADDRESS:PORT`), each question once. Names come
    and go without a final dot, in small letters. Raises ConfigError for a server that is none."""

    def __init__(self, server: str = "", timeout: float = TIMEOUT) -> None:
        self._resolver = _named(server) if server else _own()
        self._resolver.lifetime = timeout
        self._ask = cache(self._asked)

    def txt(self, name: str) -> Answer[str]:
        """TXT records, their strings joined; what can't be printed, which could speak to a terminal, is replaced."""
        return self._all(name, "TXT", lambda record: _printable(b"".join(record.strings).decode("utf-8", "replace")))

    def mx(self, name: str) -> Answer[tuple[int, str]]:
        """Preferences and hosts, as they are to be tried; a null MX is `""`."""
        found = self._all(name, "MX", lambda record: (int(record.preference), _text(record.exchange)))
        return Answer(tuple(sorted(found.values)), found.exists)

    def cname(self, name: str) -> Answer[str]:
        """What the name stands for instead."""
        return self._all(name, "CNAME", lambda record: _text(record.target))

    def addresses(self, name: str, kinds: tuple[str, ...] = ("A", "AAAA")) -> Answer[Ip]:
        """The addresses of a host."""
        found = [self._all(name, kind, lambda record: ip_address(record.address)) for kind in kinds]
        return Answer(tuple(one for answer in found for one in answer.values), any(one.exists for one in found))

    def names(self, ip: Ip) -> Answer[str]:
        """The names of an address (PTR)."""
        return self._all(_text(dns.reversename.from_address(str(ip))), "PTR", lambda record: _text(record.target))

    def _all(self, name: str, kind: str, read: Callable[[Any], T]) -> Answer[T]:
        found = self._ask(name, kind)
        return Answer((), exists=False) if found is None else Answer(tuple(read(record) for record in found))

    def _asked(self, name: str, kind: str) -> tuple[Any, ...] | None:
        """The records, or None for a name that does not exist."""
        try:
            answer = self._resolver.resolve(name, kind, search=False, raise_on_no_answer=False)
        except dns.resolver.NXDOMAIN:
            return None
        except dns.resolver.LifetimeTimeout:
            raise Unanswered(f"{kind} of {name}: no answer within {self._resolver.lifetime:g} s") from None
        except dns.resolver.NoNameservers as error:
            raise Unanswered(f"{kind} of {name}: {_failure(error)}") from None
        except dns.exception.DNSException as error:  # no name at all, an endless chain of aliases
            raise Unanswered(f"{kind} of {name}: {type(error).__name__}") from None
        return tuple(answer.rrset or ())


def _failure(error: dns.resolver.NoNameservers) -> str:
    """What the last server that was asked answered."""
    errors = error.kwargs.get("errors") or [(None, None, None, "no server", None)]
    return f"the resolver answers {errors[-1][3]}"


def _printable(text: str) -> str:
    return "".join(char if char.isprintable() or char == "\t" else "\ufffd" for char in text)


def _text(name: Any) -> str:
    return str(name).rstrip(".").lower()


def _own() -> dns.resolver.Resolver:
    try:
        return dns.resolver.Resolver()
    except dns.resolver.NoResolverConfiguration:
        raise ConfigError("this machine names no resolver; give one with --server") from None


def _named(server: str) -> dns.resolver.Resolver:
    host, port = server, "53"
    if server.startswith("[") or server.count(":") == 1:
        host, _, port = server.rpartition(":")
    resolver = dns.resolver.Resolver(configure=False)
    try:
        resolver.nameservers = [str(ip_address(host.strip("[]")))]
        resolver.port = int(port)
    except ValueError:
        raise ConfigError("a resolver is ADDRESS or ADDRESS:PORT") from None
    if not 0 < resolver.port < 65536:
        raise ConfigError("a resolver's port is 1 to 65535")
    return resolver
