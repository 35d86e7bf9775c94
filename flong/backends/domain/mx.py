"""MX records of the sender's domain (RFC 5321 section 5.1, RFC 7505): can an answer, a bounce, be delivered?

docomo, and others, take no mail from a domain with neither MX nor address.
"""

from __future__ import annotations

from collections.abc import Iterator
from ipaddress import ip_address

from flong.backends.domain.report import Finding
from flong.backends.domain.resolver import Ip, Resolver, Unanswered

_NULL = "RFC 7505 section 4.2: mail from a domain that takes none may be refused; bounces are lost"


def check_mx(domain: str, resolver: Resolver) -> list[Finding]:
    """What the MX records say. Raises Unanswered for those of the domain itself."""
    found = resolver.mx(domain).values
    if not found:
        return [_without(domain, resolver)]
    if any(not host for _, host in found):
        extra = [] if len(found) == 1 else [_error("a null MX stands beside others", "RFC 7505 section 3")]
        return [_error(f"a null MX: {domain} takes no mail", _NULL), *extra]
    findings = [one for _, host in found for one in _host(host, resolver)]
    hosts = ", ".join(host for _, host in found)
    return findings or [Finding("mx", "ok", f"mail for {domain} goes to {hosts}")]


def _without(domain: str, resolver: Resolver) -> Finding:
    if resolver.addresses(domain).values:
        return Finding("mx", "warning", f"no MX; mail for {domain} goes to its address", "publish an MX record")
    help_ = "docomo and others refuse mail from such a domain, and bounces are lost: publish an MX record"
    return _error(f"{domain} has neither MX nor address", help_)


def _host(host: str, resolver: Resolver) -> Iterator[Finding]:
    """What is wrong with one host that takes mail."""
    if _is_address(host):
        yield _error(f"the MX {host} is an address", "an MX is a host's name (RFC 5321 section 5.1)")
        return
    try:
        if alias := resolver.cname(host).values:
            yield _error(
                f"the MX {host} is an alias (CNAME) of {alias[0]}", "RFC 2181 section 10.3: name the host itself"
            )
        addresses = resolver.addresses(host).values
    except Unanswered as error:
        yield Finding("mx", "unknown", str(error))
        return
    if not addresses:
        yield _error(f"the MX {host} has no address", "senders can't reach it")
    for ip in addresses:
        if not is_public(ip):
            yield _error(f"the MX {host} has the address {ip}, which is not public", "senders refuse to connect there")


def is_public(ip: Ip) -> bool:
    """Whether hosts of the internet can have this address."""
    return ip.is_global and not ip.is_multicast


def _is_address(host: str) -> bool:
    try:
        ip_address(host)
    except ValueError:
        return False
    return True


def _error(what: str, help_: str) -> Finding:
    return Finding("mx", "error", what, help_)
