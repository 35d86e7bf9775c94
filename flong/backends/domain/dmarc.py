"""DMARC (RFC 7489): the policy of a domain, and whether SPF and DKIM can pass for its From (alignment).

The policy is the domain's own, or that of the nearest domain above it that has one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from flong.backends.domain.report import Finding, Publish, tags
from flong.backends.domain.resolver import Resolver

_POLICIES: Final = ("none", "quarantine", "reject")
_WORDS: Final = ("p", "sp", "np", "adkim", "aspf")  # in small letters or large ones
_REPORTS: Final = re.compile(r"mailto:[^@\s,!]+@([A-Za-z0-9.-]+)(?:![0-9]+[kmgt]?)?\Z", re.IGNORECASE)


def check_dmarc(domain: str, return_path: str, resolver: Resolver) -> list[Finding]:
    """The policy for mails From `domain` that are returned to `return_path`. Raises Unanswered."""
    place, records = _nearest(domain, resolver)
    if not records:
        help_ = (
            "Gmail and Yahoo refuse bulk mail without one, docomo expects one; begin with p=none and read the reports"
        )
        return [_error(f"no DMARC record at _dmarc.{domain}", help_)]
    if len(records) > 1:
        return [_error(f"{len(records)} DMARC records at _dmarc.{place}", "RFC 7489 section 6.6.3: then none counts")]
    try:
        found = _parsed(records[0])
    except ValueError as error:
        return [_error(f"the DMARC record at _dmarc.{place} is broken: {error}", "it counts as none")]
    return [
        _policy(domain, place, found),
        *_alignment(domain, return_path, found, resolver),
        *_reports(place, found, resolver),
    ]


def dmarc_record(domain: str, resolver: Resolver) -> Publish:
    """The record that is there, or one to begin with. Raises Unanswered."""
    place, records = _nearest(domain, resolver)
    if len(records) == 1:
        return Publish(f"_dmarc.{place}", "TXT", records[0], there=True)
    return Publish(f"_dmarc.{domain}", "TXT", f"v=DMARC1; p=none; rua=mailto:dmarc@{domain}", there=False)


def _nearest(domain: str, resolver: Resolver) -> tuple[str, list[str]]:
    """The domain at or above `domain` that has records, and these."""
    labels = domain.split(".")
    for at in range(max(1, len(labels) - 1)):
        place = ".".join(labels[at:])
        if found := _records(place, resolver):
            return place, found
    return domain, []


def _records(place: str, resolver: Resolver) -> list[str]:
    return _told(f"_dmarc.{place}", resolver)


def _told(name: str, resolver: Resolver) -> list[str]:
    """The records of DMARC among the texts at a name."""
    return [text for text in resolver.txt(name).values if "".join(text.split())[:8] == "v=DMARC1"]


def _parsed(text: str) -> dict[str, str]:
    found = tags(text)
    if next(iter(found)) != "v" or found["v"] != "DMARC1":
        raise ValueError("`v=DMARC1` must come first")
    found |= {name: found[name].lower() for name in _WORDS if name in found}
    for name in ("p", "sp", "np"):
        if (policy := found.get(name, "" if name == "p" else "none")) not in _POLICIES:
            raise ValueError(f"`{name}={policy[:20]}` is none of {', '.join(_POLICIES)}")
    for name in ("adkim", "aspf"):
        if found.get(name, "r") not in ("r", "s"):
            raise ValueError(f"`{name}=` is r or s")
    if not (share := found.get("pct", "100")).isdecimal() or int(share) > 100:
        raise ValueError("`pct=` is 0 to 100")
    return found


def _policy(domain: str, place: str, found: dict[str, str]) -> Finding:
    policy = found["p"] if place == domain else found.get("sp", found["p"])
    where = f"DMARC of {place}: {policy}" + (f" for {found['pct']} %" if "pct" in found else "")
    if policy == "none":
        return Finding(
            "dmarc", "note", f"{where}: forged mails are delivered", "when the reports are clean, p=quarantine"
        )
    return Finding("dmarc", "ok", where)


def _alignment(domain: str, return_path: str, found: dict[str, str], resolver: Resolver) -> Iterator[Finding]:
    """Identifiers in alignment (RFC 7489 section 3.1): DKIM's d= is the domain of From, so it always is."""
    strict = found.get("aspf", "r") == "s"
    if return_path == domain or (not strict and aligned(return_path, domain, resolver)):
        yield Finding("dmarc", "ok", f"SPF ({return_path}) and DKIM ({domain}) both stand for From: …@{domain}")
        return
    why = " (`aspf=s`)" if strict else ""
    what = f"SPF passes for {return_path}, which does not stand for {domain}{why}"
    yield Finding("dmarc", "warning", what, "DMARC then rests on DKIM alone: bounce to an address of the domain")


def aligned(one: str, other: str, resolver: Resolver) -> bool:
    """Whether two domains belong to one organisation: one stands below the other, or both below a domain with a DMARC
    record. Raises Unanswered."""
    common: list[str] = []
    for a, b in zip(reversed(one.split(".")), reversed(other.split(".")), strict=False):
        if a != b:
            break
        common.insert(0, a)
    if ".".join(common) in (one, other):
        return True
    return any(_records(".".join(common[at:]), resolver) for at in range(len(common) - 1))


def _reports(place: str, found: dict[str, str], resolver: Resolver) -> Iterator[Finding]:
    """Who gets reports (sections 6.2 and 7.1)."""
    if "rua" not in found:
        yield Finding("dmarc", "warning", "nobody gets reports (`rua=`)", "they show who else sends as this domain")
    for uri in [uri.strip() for name in ("rua", "ruf") for uri in found.get(name, "").split(",") if uri.strip()]:
        if not (match := _REPORTS.match(uri)):
            yield _error(f"reports can't be sent to {uri[:60]}", "write mailto:NAME@DOMAIN")
        elif not aligned(to := match[1].lower(), place, resolver) and not _told(
            f"{place}._report._dmarc.{to}", resolver
        ):
            help_ = f'{to} must publish {place}._report._dmarc.{to} TXT "v=DMARC1"'
            yield Finding("dmarc", "warning", f"{to} does not take the reports of {place}", help_)


def _error(what: str, help_: str) -> Finding:
    return Finding("dmarc", "error", what, help_)
