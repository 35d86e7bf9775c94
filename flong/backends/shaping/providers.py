"""Which provider takes the mail of a domain: by the domain itself, or by the hosts of its MX records."""

from __future__ import annotations

from functools import lru_cache
from typing import Protocol

from flong.backends.shaping.rules import OTHER, Rules

LONGEST = 253

REMEMBERED = 4096
"""Domains whose provider is not looked for again."""


class Lookup(Protocol):
    """Finds the mail hosts of a domain (`mx.py`)."""

    async def hosts(self, domain: str) -> tuple[str, ...]:
        """Lower-case names without a final dot, the most wanted first; empty when there is nothing to know."""
        ...


class Providers:
    """The table of the rules. With a `lookup`, domains that no provider names are looked up once."""

    def __init__(self, rules: Rules, lookup: Lookup | None = None) -> None:
        self._domains = {domain: rule.name for rule in rules.providers.values() for domain in rule.domains}
        self._hosts = {suffix: rule.name for rule in rules.providers.values() for suffix in rule.mx}
        self._lookup = lookup
        self._of_domain = lru_cache(REMEMBERED)(self._find)

    def named(self, address: str) -> str | None:
        """The provider that names the address's domain."""
        return self._of_domain(address.rpartition("@")[2])

    async def of(self, address: str) -> str:
        """The provider of an address: `other` when nobody claims its domain."""
        name = self.named(address)
        if name is None and self._lookup is not None:
            hosts = await self._lookup.hosts(_domain(address.rpartition("@")[2]))
            name = next((found for host in hosts if (found := self.host(host))), None)
        return name or OTHER

    def host(self, host: str) -> str | None:
        """The provider that a mail host belongs to."""
        return self._hosts.get(host) or _suffix(host, self._hosts, "")

    @property
    def looks_up(self) -> bool:
        return self._lookup is not None

    def _find(self, written: str) -> str | None:
        domain = _domain(written)
        return self._domains.get(domain) or _suffix(domain, self._domains, "*.")


def _domain(written: str) -> str:
    """A domain as rules write it: lower case, ASCII, no final dot."""
    domain = written.lower().rstrip(".")
    if domain.isascii():
        return domain
    import idna

    try:
        return idna.encode(domain, uts46=True).decode()
    except idna.IDNAError:
        return domain


def _suffix(name: str, table: dict[str, str], mark: str) -> str | None:
    """What the longest suffix of whole labels stands for."""
    labels = name[:LONGEST].split(".")
    ends = (mark + ".".join(labels[n:]) for n in range(1, len(labels)))
    return next((table[end] for end in ends if end in table), None)
