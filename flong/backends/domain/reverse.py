"""PTR records of the addresses that mail is sent from: receivers want a name that leads back (RFC 1912 section 2.1;
Gmail's and docomo's rules for senders ask for it)."""

from __future__ import annotations

from flong.backends.domain.mx import is_public
from flong.backends.domain.report import Finding, Level
from flong.backends.domain.resolver import Ip, Resolver, Unanswered


def check_ptr(ip: Ip, resolver: Resolver) -> Finding:
    """Whether a name of `ip` has that address (forward-confirmed reverse DNS)."""
    if not is_public(ip):
        return _finding(
            "note", f"{ip} is not public: receivers see the address of a gateway", "give that one with --ip"
        )
    try:
        names = resolver.names(ip).values
        confirmed = [name for name in names if ip in resolver.addresses(name).values]
    except Unanswered as error:
        return _finding("unknown", str(error))
    if not names:
        help_ = "Gmail and others refuse mail from there: who gave you the address publishes it"
        return _finding("error", f"{ip} has no name (PTR)", help_)
    if not confirmed:
        shown = ", ".join(names)
        return _finding(
            "error", f"{ip} is called {shown}, which does not have that address", "publish A or AAAA for it"
        )
    if len(names) > 1:
        return _finding("warning", f"{ip} has {len(names)} names (PTR)", "receivers may look at any of them: keep one")
    return _finding("ok", f"{ip} is {confirmed[0]} and back")


def _finding(level: Level, what: str, help_: str = "") -> Finding:
    return Finding("ptr", level, what, help_)
