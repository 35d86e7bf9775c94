"""Mail addresses: RFC 5322 mailboxes, without comments, groups and domain literals.

Non-ASCII is allowed in names, in domains (written as A-labels, RFC 5891) and in local parts
(which need SMTPUTF8, RFC 6531). Quoted local parts are allowed. Carriers in Japan gave out addresses like
`a..b@docomo.ne.jp` and `a.@ezweb.ne.jp` until 2009, which are no dot-atoms: theirs get the quotes they need,
and count as the same address with and without. Everything here raises ValueError for text that is no address.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

_ATOM = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~\u00a1-\U0010ffff-]+"
_LOCAL = re.compile(rf"""(?:{_ATOM}(?:\.{_ATOM})*|"[^"\\<>\u0080-\U0010ffff]+")\Z""")
_USUAL = re.compile(r"([A-Za-z0-9!#$%&'*+/=^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=^_`{|}~-]+)*)@([a-z0-9.-]+)\Z")
_LABEL = re.compile(r"(?!-)[A-Za-z0-9_-]{1,63}(?<!-)\Z")
_QUOTED = r'"(?:[^"\\]|\\.)*"'
_PHRASE, _ESCAPED = re.compile(_QUOTED), re.compile(r"\\(.)")
_MAILBOX = re.compile(
    rf"""\s*(?:(?P<name>(?:{_QUOTED}|[^"<>,@])*?)\s*<(?P<angle>(?:"[^"<>]*"|[^"<>])*)>"""
    r"""|(?P<bare>(?:"[^"<>]*"@)?[^\s"<>,]+))\s*(?P<comma>,|\Z)"""
)
_NAMED = re.compile(r'"([^"\\]*)" <([^"<>\s]+)>\Z')
"""What most lists are: one mailbox, whose name holds nothing escaped."""
_BREAKS = re.compile(r"[\x00-\x08\x0a-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")
_ENCODED = re.compile(r"=\?.*\?=")  # an encoded word: some programs decode it even here, and deliver elsewhere
MAX_LOCAL, MAX_DOMAIN = 64, 253
_DOTS = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]*[A-Za-z0-9][A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]*\Z")
_CARRIERS = re.compile(
    r"(?:[a-z0-9-]+\.)*(?:docomo\.ne\.jp|ezweb\.ne\.jp|au\.com|softbank\.ne\.jp|vodafone\.ne\.jp)\Z", re.IGNORECASE
)
"""Domains whose owners gave out local parts with dots at the end or side by side."""


@dataclass(frozen=True, slots=True)
class Address:
    """A mailbox: display name (Unicode, may be empty) and address (`local@domain`, domain in ASCII)."""

    name: str
    address: str

    @property
    def domain(self) -> str:
        return self.address.rpartition("@")[2]

    def __str__(self) -> str:
        if not self.name:
            return self.address
        escaped = self.name.replace("\\", "\\\\").replace('"', '\\"')
        return f'"{escaped}" <{self.address}>'


@lru_cache(1 << 8)
def domain_of(address: str) -> str:
    """What stands behind the `@`, in small letters."""
    return address.rpartition("@")[2].lower()


def no_breaks(text: str, what: str) -> str:
    """`text`, or ValueError when it holds a control, a bidi control, a line separator or a surrogate."""
    if _BREAKS.search(text):
        raise ValueError(f"{what} holds a control character")
    return text


def check_address(text: str) -> str:
    """`text` as one bare address for an envelope or a header; the domain in lower-case ASCII."""
    usual = _USUAL.match(text)
    if usual and len(usual[1]) <= MAX_LOCAL and _ascii_domain(usual[2]):
        return text
    local, at, domain = text.rpartition("@")
    if _DOTS.match(local) and not _LOCAL.match(local) and _CARRIERS.match(domain):
        local = f'"{local}"'
    bad = not _LOCAL.match(local) or not local.isprintable() or _ENCODED.search(local)
    if not at or bad or len(local.encode()) > MAX_LOCAL:
        raise ValueError("not a mail address")
    return f"{local}@{_ascii_domain(domain)}"


def same_address(text: str) -> str:
    """What two spellings of one address have in common: no case, no white space around, no quotes that mean
    nothing (RFC 5321 section 4.1.2). Of any text; nothing is checked."""
    local, at, domain = text.strip().casefold().rpartition("@")
    if len(local) > 2 and local[0] == local[-1] == '"' and _DOTS.match(local[1:-1]):
        local = local[1:-1]
    return f"{local}{at}{domain}"


def parse_addresses(text: str) -> tuple[Address, ...]:
    """The mailboxes of an address list; at least one."""
    no_breaks(text, "an address list")
    if usual := _NAMED.match(text):
        return (Address(" ".join(usual[1].split()), check_address(usual[2])),)
    return _listed(text)


def _listed(text: str) -> tuple[Address, ...]:
    """The same, of any form."""
    found, at = [], 0
    while True:
        match = _MAILBOX.match(text, at)
        if match is None:
            raise ValueError("not a list of mail addresses")
        found.append(_mailbox(match))
        at = match.end()
        if not match["comma"]:
            return tuple(found)


def _mailbox(match: re.Match[str]) -> Address:
    if match["bare"] is not None:
        return Address("", check_address(match["bare"]))
    return Address(_unquote(match["name"].strip()), check_address(match["angle"].strip()))


def _unquote(phrase: str) -> str:
    if '"' in phrase:
        phrase = _PHRASE.sub(lambda quoted: _ESCAPED.sub(r"\1", quoted[0][1:-1]), phrase)
    return " ".join(phrase.split())


@lru_cache(1 << 12)
def _ascii_domain(domain: str) -> str:
    """The domain in A-labels (UTS 46), checked for form and length."""
    if not domain.isascii():
        domain = _to_ascii(domain)
    domain = domain.lower()
    if len(domain) > MAX_DOMAIN or not all(_LABEL.match(label) for label in domain.split(".")):
        raise ValueError("not a mail address: its domain is wrong")
    return domain


def _to_ascii(domain: str) -> str:
    import idna  # its tables are large and rarely needed

    try:
        return idna.encode(domain, uts46=True).decode("ascii")
    except idna.IDNAError as error:
        raise ValueError("not a mail address: its domain is wrong") from error
