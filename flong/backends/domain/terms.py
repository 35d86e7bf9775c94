"""The terms of an SPF record (RFC 7208 sections 4.6, 5, 6 and 12), read as strictly as receivers do."""

from __future__ import annotations

import re
from dataclasses import dataclass
from ipaddress import IPv4Network, IPv6Network, ip_address, ip_network
from typing import Final

MACRO: Final = re.compile(r"%(?:\{([slodiphv])(0{0,9}[1-9][0-9]{0,8})?(r?)([-.+,/_=]*)\}|([%_-]))", re.IGNORECASE)
"""Section 7.1, as it may stand in a domain: `c`, `r` and `t` are for explanations alone."""

_TERM: Final = re.compile(r"([+?~-]?)(all|include|a|mx|ptr|ip4|ip6|exists)(?=[:/]|\Z)(.*)\Z", re.IGNORECASE | re.DOTALL)
_MODIFIER: Final = re.compile(r"([A-Za-z][A-Za-z0-9_.-]*)=(.*)\Z", re.DOTALL)
_LENGTH: Final = "(0|[1-9][0-9]{0,2})"
_HOSTS: Final = re.compile(rf"(?::(.+?))?(?:/{_LENGTH})?(?://{_LENGTH})?\Z", re.DOTALL)
_NETWORK: Final = re.compile(rf":[0-9A-Fa-f:.]+(/{_LENGTH})?\Z")  # no net mask, no zone
_LITERAL: Final = re.compile(r"[!-$&-~]*\Z")
_TOP: Final = re.compile(r"(?![0-9]+\Z)[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?\Z")
_NAMED: Final = frozenset(("include", "exists"))
_MARK: Final = "%"
_LABEL: Final = 63


class SpfError(Exception):
    """What receivers answer with permerror: the record counts as none, or worse."""


@dataclass(frozen=True, slots=True)
class Term:
    """A mechanism, or the modifier `redirect`. `value` is a domain, still with macros, or "" for the record's own."""

    kind: str
    value: str = ""
    qualifier: str = "+"
    network: IPv4Network | IPv6Network | None = None
    lengths: tuple[int, int] = (32, 128)

    def __str__(self) -> str:
        """As people speak of it."""
        return f"{self.kind}:{self.network or self.value}" if self.network or self.value else self.kind


def terms(text: str) -> list[Term]:
    """The mechanisms of a record in their order, `redirect` last. Raises SpfError."""
    found: list[Term] = []
    modifiers: dict[str, str] = {}
    for word in filter(None, text.split(" ")[1:]):
        if match := _TERM.match(word):
            found.append(_mechanism(word, match[2].lower(), match[3], match[1] or "+"))
        elif match := _MODIFIER.match(word):
            _modify(modifiers, word, match[1].lower(), match[2])
        else:
            raise SpfError(f"`{word[:60]}` is not a term of SPF")
    redirected = "redirect" in modifiers and not any(term.kind == "all" for term in found)
    return [*found, Term("redirect", modifiers["redirect"])] if redirected else found


def is_name(domain: str) -> bool:
    """Whether the DNS can be asked for it: no label is empty or too long."""
    return all(0 < len(label) <= _LABEL for label in domain.removesuffix(".").split("."))


def _modify(modifiers: dict[str, str], word: str, name: str, value: str) -> None:
    """Take note of `redirect` and `exp`; others are ignored if they are well written (section 6)."""
    if name not in ("redirect", "exp"):
        _without_macros(word, value)
        return
    if name in modifiers:
        raise SpfError(f"`{name}=` stands twice")
    modifiers[name] = _spec(word, value)


def _mechanism(word: str, kind: str, rest: str, qualifier: str) -> Term:
    if kind in ("ip4", "ip6"):
        return Term(kind, "", qualifier, _network(word, kind, rest))
    if kind == "all" and not rest:
        return Term(kind, "", qualifier)
    if kind in _NAMED and rest.startswith(":"):
        return Term(kind, _spec(word, rest[1:]), qualifier)
    match = _HOSTS.match(rest)
    if kind not in ("a", "mx", "ptr") or not match or (kind == "ptr" and (match[2] or match[3])):
        raise SpfError(f"`{word[:60]}` is not a term of SPF")
    lengths = int(match[2] or 32), int(match[3] or 128)
    if lengths[0] > 32 or lengths[1] > 128:
        raise SpfError(f"`{word[:60]}`: no such length of a prefix")
    return Term(kind, _spec(word, match[1]) if match[1] else "", qualifier, None, lengths)


def _network(word: str, kind: str, rest: str) -> IPv4Network | IPv6Network:
    try:
        found = ip_network(rest.removeprefix(":"), strict=False)
    except ValueError:
        raise SpfError(f"`{word[:60]}` names no network") from None
    if found.version != int(kind[2]) or not _NETWORK.match(rest):
        raise SpfError(f"`{word[:60]}` names no network of {kind}")
    return found


def _spec(word: str, spec: str) -> str:
    """A domain that may hold macros, and ends with one or with the name of a top-level domain (section 7.1)."""
    marked = _without_macros(word, spec)
    above, _, top = marked.removesuffix(".").rpartition(".")
    if not marked.endswith(_MARK) and not (above and _TOP.match(top)):
        raise SpfError(f"`{word[:60]}` names {_address(spec) or 'no domain'}")
    if _MARK not in marked and not is_name(spec):
        raise SpfError(f"`{word[:60]}` names no domain: a part of it is empty or longer than {_LABEL}")
    return spec


def _without_macros(word: str, value: str) -> str:
    """The text with a `%` for each macro."""
    if not _LITERAL.match(MACRO.sub("", value)):
        raise SpfError(f"`{word[:60]}` holds what is neither ASCII nor, behind `%`, a macro")
    return MACRO.sub(_MARK, value)


def _address(spec: str) -> str:
    """What to write for an address where a domain belongs, a common mistake; "" for anything else."""
    try:
        return f"an address, not a domain: write ip{ip_address(spec).version}:{spec}"
    except ValueError:
        return ""
