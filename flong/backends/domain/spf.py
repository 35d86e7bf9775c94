"""SPF (RFC 7208): what the terms of a record (`terms.py`) cost, and whether they let an address send.

`survey` walks all that a record includes, whatever the address, as a check before sending must; `evaluate` is
check_host of section 4 for one address. Both raise SpfError for what makes receivers say permerror, and Unanswered.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from ipaddress import IPv6Address, ip_network
from itertools import takewhile
from typing import Final, Literal, TypeVar
from urllib.parse import quote

from flong.backends.domain.resolver import Ip, Resolver, Unanswered
from flong.backends.domain.terms import MACRO, SpfError, Term, is_name, terms

LOOKUPS: Final = 10
"""Terms that ask the DNS, those of included records too (section 4.6.4)."""
VOIDS: Final = 2
"""Such questions that may find nothing."""
HOSTS: Final = 10
"""Hosts of one `mx`."""
LONGEST: Final = 253
"""Characters of a name in the DNS."""

T = TypeVar("T")
Result = Literal["pass", "fail", "softfail", "neutral", "none"]
_RESULTS: Final[dict[str, Result]] = {"+": "pass", "-": "fail", "~": "softfail", "?": "neutral"}
EVERYBODY: Final = "lets everybody send as this domain"
_ASKING: Final = frozenset(("include", "a", "mx", "ptr", "exists", "redirect"))
_MOST: Final = 100  # questions of a survey: records of strangers could lead on for ever


@dataclass(slots=True)
class Survey:
    """What a record and all it includes cost: questions and empty answers, the questions of each term of its own, and
    what is unwise about it."""

    lookups: int = 0
    voids: list[str] = field(default_factory=list)
    costs: dict[str, int] = field(default_factory=dict)
    advice: list[str] = field(default_factory=list)


def record(domain: str, resolver: Resolver) -> str | None:
    """The SPF record of a domain (section 4.5). Raises SpfError when there are several."""
    found = [text for text in resolver.txt(domain).values if re.match(r"v=spf1( |\Z)", text, re.IGNORECASE)]
    if len(found) > 1:
        raise SpfError(f"{domain} has {len(found)} SPF records; there must be one")
    return found[0] if found else None


def misspelt(domain: str, resolver: Resolver) -> list[str]:
    """Texts that were meant as SPF records and are none: `v=spf1` and a blank must come first."""
    return [text for text in resolver.txt(domain).values if re.match(r"\W*v *= *spf", text, re.IGNORECASE)]


# --- what it costs --------------------------------------------------------------------------------------------------


def survey(domain: str, text: str, resolver: Resolver) -> Survey:
    """All questions that the record of `domain` can make a receiver ask."""
    found = Survey()
    for term in _heeded(text):
        before = found.lookups
        _walk(domain, term, resolver, found, (domain,))
        if found.lookups > before:
            found.costs[str(term)] = found.lookups - before
    found.advice += _advice(text)
    return found


def _heeded(text: str) -> Iterator[Term]:
    """Nothing behind `all` is (section 5.1)."""
    return takewhile(lambda term: term.kind != "all", terms(text))


def _walk(domain: str, term: Term, resolver: Resolver, found: Survey, path: tuple[str, ...]) -> None:
    """Count a term and what it leads to; a name with macros is another one for every mail."""
    if term.kind not in _ASKING:
        return
    found.lookups += 1
    if found.lookups > _MOST:
        raise SpfError(f"more than {_MOST} DNS lookups")
    target = (term.value or domain).lower().rstrip(".")
    if "%" in target:
        return
    if term.kind in ("include", "redirect"):
        _enter(target, resolver, found, path)
    elif _is_void(term.kind, target, resolver):
        found.voids.append(f"{term.kind}:{target}")


def _enter(target: str, resolver: Resolver, found: Survey, path: tuple[str, ...]) -> None:
    """Walk the record of another domain."""
    if target in path:
        raise SpfError(f"{' includes '.join([*path, target])}: without end")
    if (text := record(target, resolver)) is None:
        raise SpfError(f"{path[-1]} includes {target}, which has no SPF record")
    for term in _heeded(text):
        _walk(target, term, resolver, found, (*path, target))


def _is_void(kind: str, target: str, resolver: Resolver) -> bool:
    if kind == "ptr":
        return False
    if kind == "mx":
        hosts = resolver.mx(target).values
        if len(hosts) > HOSTS:
            raise SpfError(f"mx:{target} has {len(hosts)} hosts; {HOSTS} are allowed")
        return not hosts
    return not resolver.addresses(target, ("A",) if kind == "exists" else ("A", "AAAA")).values


def _advice(text: str) -> Iterator[str]:
    """What the record's own terms should not be."""
    found = terms(text)
    ends = [at for at, term in enumerate(found) if term.kind == "all"]
    if ends and found[ends[0]].qualifier == "+":
        yield f"`+all` {EVERYBODY}"
    for term in found:
        if term.network and not term.network.prefixlen and term.qualifier == "+":
            yield f"`{term}` {EVERYBODY}"
    if ends and found[ends[0]].qualifier == "?":
        yield "`?all` says nothing about the others: write `~all` or `-all`"
    if not ends and not any(term.kind == "redirect" for term in found):
        yield "there is no `all` at the end: others are neither allowed nor refused"
    if ends and ends[0] < len(found) - 1:
        yield f"`{found[ends[0] + 1]}` stands behind `all` and does nothing"
    if ends and "redirect=" in text.lower():
        yield "`redirect=` does nothing beside `all`"
    if any(term.kind == "ptr" for term in found):
        yield "`ptr` is slow and not to be used (section 5.5)"
    if len(text) > 450:
        yield f"the record has {len(text)} characters; beyond 450 an answer may not fit into 512 bytes (section 3.4)"


# --- what it answers ------------------------------------------------------------------------------------------------


def evaluate(ip: Ip, domain: str, resolver: Resolver, sender: str = "") -> Result:
    """What the record of `domain` says about mail of `sender` from `ip`."""
    return _Evaluation(ip, sender or f"postmaster@{domain}", resolver).result(domain)


class _Evaluation:
    """One evaluation, which counts its questions over all records."""

    def __init__(self, ip: Ip, sender: str, resolver: Resolver) -> None:
        self._ip, self._sender, self._resolver = unmapped(ip), sender, resolver
        self._lookups = self._voids = 0

    def result(self, domain: str) -> Result:
        """What the record of `domain` says."""
        text = record(domain, self._resolver)
        if text is None:
            return "none"
        for term in terms(text):
            if term.kind == "redirect":
                return self._redirected(self._target(term, domain))
            if self._matches(term, domain):
                return _RESULTS[term.qualifier]
        return "neutral"

    def _redirected(self, target: str) -> Result:
        self._count()
        result = self.result(target)
        if result == "none":
            raise SpfError(f"redirect={target}, which has no SPF record")
        return result

    def _matches(self, term: Term, domain: str) -> bool:
        if term.kind == "all":
            return True
        if term.network:
            return self._ip in term.network
        self._count()
        target = self._target(term, domain)
        if term.kind == "include":
            return self._included(target)
        if term.kind == "exists":
            return bool(self._noted(self._resolver.addresses(target, ("A",)).values))
        if term.kind == "ptr":
            return self._named(target)
        return any(self._near(found, term) for found in self._addresses(term.kind, target))

    def _included(self, target: str) -> bool:
        result = self.result(target)
        if result == "none":
            raise SpfError(f"include:{target}, which has no SPF record")
        return result == "pass"

    def _addresses(self, kind: str, target: str) -> Iterator[Ip]:
        """Of the host, or of the hosts that take its mail."""
        own = ("A",) if self._ip.version == 4 else ("AAAA",)
        if kind == "a":
            yield from self._noted(self._resolver.addresses(target, own).values)
            return
        hosts = self._noted(self._resolver.mx(target).values)
        if len(hosts) > HOSTS:
            raise SpfError(f"mx:{target} has {len(hosts)} hosts; {HOSTS} are allowed")
        for _, host in hosts:
            yield from self._resolver.addresses(host, own).values if host else ()

    def _named(self, target: str) -> bool:
        """Section 5.5: a confirmed name of the address is the target or below it."""
        return any(_is_in(name, target) for name in self._confirmed())

    def _confirmed(self) -> list[str]:
        """The names of the address that have it; one that nobody knows is none."""
        with suppress(Unanswered):
            return [name for name in self._noted(self._resolver.names(self._ip).values)[:HOSTS] if self._leads(name)]
        return []

    def _leads(self, name: str) -> bool:
        with suppress(Unanswered):
            return self._ip in self._resolver.addresses(name).values
        return False

    def _near(self, found: Ip, term: Term) -> bool:
        if found.version != self._ip.version:
            return False
        return self._ip in ip_network(f"{found}/{term.lengths[found.version == 6]}", strict=False)

    def _count(self) -> None:
        self._lookups += 1
        if self._lookups > LOOKUPS:
            raise SpfError(f"more than {LOOKUPS} DNS lookups")

    def _noted(self, values: tuple[T, ...]) -> tuple[T, ...]:
        self._voids += not values
        if self._voids > VOIDS:
            raise SpfError(f"more than {VOIDS} DNS lookups without an answer")
        return values

    def _target(self, term: Term, domain: str) -> str:
        """The domain that a term means; of one that is too long, the labels at its end (section 7.3)."""
        made = MACRO.sub(lambda match: self._macro(match, domain), term.value).lower().rstrip(".") or domain
        if len(made) > LONGEST:
            made = made[-LONGEST - 1 :].partition(".")[2]
        if not is_name(made):
            raise SpfError(f"`{str(term)[:60]}` names no domain for this address")
        return made

    def _macro(self, match: re.Match[str], domain: str) -> str:
        """Section 7."""
        letter, digits, reverse, delimiters, plain = match.groups()
        if plain:
            return {"%": "%", "_": " ", "-": "%20"}[plain]
        parts = re.split(f"[{re.escape(delimiters or '.')}]", self._letter(letter.lower(), domain))
        parts = parts[::-1] if reverse else parts
        text = ".".join(parts[-int(digits) :] if digits and int(digits) else parts)
        return quote(text, safe="") if letter.isupper() else text

    def _letter(self, letter: str, domain: str) -> str:
        local, _, own = self._sender.rpartition("@")
        six = self._ip.version == 6
        dotted = ".".join(self._ip.exploded.replace(":", "")) if six else str(self._ip)
        if letter == "p":
            return self._name(domain)
        values = {"s": self._sender, "l": local, "o": own, "d": domain, "i": dotted, "h": own}
        return values.get(letter, "ip6" if six else "in-addr")

    def _name(self, domain: str) -> str:
        """What the address is called: the domain itself or a name in it before others (section 7.3)."""
        names = sorted(self._confirmed(), key=lambda name: (name != domain, not _is_in(name, domain)))
        return names[0] if names else "unknown"


def unmapped(ip: Ip) -> Ip:
    """An IPv4 address that was written as one of IPv6 (`::ffff:192.0.2.1`) is one of IPv4 (section 5)."""
    return (ip.ipv4_mapped if isinstance(ip, IPv6Address) else None) or ip


def _is_in(name: str, domain: str) -> bool:
    return name == domain or name.endswith(f".{domain}")
