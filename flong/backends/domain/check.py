"""Everything that receivers look up about a sender's domain, in one report."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial

from flong.backends.dkim_keys import SigningKey
from flong.backends.domain import spf
from flong.backends.domain.dmarc import check_dmarc, dmarc_record
from flong.backends.domain.keys import check_key, key_record
from flong.backends.domain.mx import check_mx
from flong.backends.domain.report import Finding, Publish, Report, Topic
from flong.backends.domain.resolver import Ip, Resolver, Unanswered
from flong.backends.domain.reverse import check_ptr
from flong.backends.domain.terms import SpfError


@dataclass(frozen=True, slots=True)
class Question:
    """What to check: the `domain` in From; the one that bounces go to; the selectors that sign, with our key where it
    is known; the addresses that mail comes from."""

    domain: str
    return_path: str = ""
    selectors: Mapping[str, SigningKey | None] = field(default_factory=dict)
    ips: tuple[Ip, ...] = ()

    @property
    def domains(self) -> tuple[str, ...]:
        """Those whose SPF record counts. docomo looks at From's too, where others look at the envelope's alone."""
        return tuple(dict.fromkeys((self.return_path or self.domain, self.domain)))


def check(question: Question, resolver: Resolver) -> Report:
    """Ask and tell. What the DNS does not answer is a finding of the level `unknown`."""
    domain, returned = question.domain, question.return_path or question.domain
    if missing := list(_missing(question.domains, resolver)):
        return Report(domain, tuple(missing), ())
    findings = _told("mx", partial(check_mx, domain, resolver))
    for name in question.domains:
        findings += _told("spf", partial(_spf, name, question, resolver))
    findings += _dkim(question, resolver)
    findings += _told("dmarc", partial(check_dmarc, domain, returned, resolver))
    findings += [check_ptr(ip, resolver) for ip in question.ips]
    return Report(domain, tuple(findings), tuple(_publish(question, resolver)))


def _missing(domains: Iterable[str], resolver: Resolver) -> Iterator[Finding]:
    """The domains that do not exist, or that nobody can say anything about."""
    for domain in domains:
        try:
            if not resolver.txt(domain).exists:
                help_ = "register it, or mind its spelling; mail from it is refused everywhere"
                yield Finding("domain", "error", f"the domain {domain} does not exist", help_)
        except Unanswered as error:
            yield Finding("domain", "unknown", str(error), "ask again later, or another resolver (--server)")


def _told(topic: Topic, ask: Callable[[], Iterable[Finding]]) -> list[Finding]:
    """The findings, or that nobody knows."""
    try:
        return list(ask())
    except Unanswered as error:
        return [Finding(topic, "unknown", str(error), "ask again later, or another resolver (--server)")]


def _spf(domain: str, question: Question, resolver: Resolver) -> Iterator[Finding]:
    """What the SPF record of one domain costs and says."""
    own = domain == question.domain
    try:
        text = spf.record(domain, resolver)
        if text is None:
            help_ = "docomo looks at the domain of From too" if own and len(question.domains) > 1 else "publish one"
            near = "".join(f": {one[:40]!r} is none" for one in spf.misspelt(domain, resolver)[:1])
            yield Finding("spf", "error", f"{domain} has no SPF record{near}", help_)
            return
        yield from _costs(domain, spf.survey(domain, text, resolver))
    except SpfError as error:
        yield Finding("spf", "error", f"SPF of {domain}: {error}", "receivers answer permerror: nothing passes")
        return
    for ip in question.ips:
        yield _result(domain, ip, resolver)


def _costs(domain: str, found: spf.Survey) -> Iterator[Finding]:
    """The limits of RFC 7208 section 4.6.4, and advice."""
    shown = ", ".join(f"{term} {count}" for term, count in found.costs.items())
    what = f"SPF of {domain} needs {found.lookups} DNS lookups of {spf.LOOKUPS}" + (f" ({shown})" if shown else "")
    if found.lookups > spf.LOOKUPS:
        yield Finding("spf", "error", what, "receivers answer permerror: name networks (ip4, ip6) instead of includes")
    else:
        yield Finding("spf", "ok", what)
    if len(found.voids) > spf.VOIDS:
        names = ", ".join(found.voids)
        yield Finding(
            "spf", "error", f"SPF of {domain} asks for what is not there: {names}", f"{spf.VOIDS} are allowed"
        )
    elif found.voids:
        yield Finding("spf", "warning", f"SPF of {domain} asks for what is not there: {', '.join(found.voids)}")
    for advice in found.advice:
        yield Finding("spf", "error" if spf.EVERYBODY in advice else "warning", f"SPF of {domain}: {advice}")


def _result(domain: str, ip: Ip, resolver: Resolver) -> Finding:
    """Whether an address may send."""
    try:
        result = spf.evaluate(ip, domain, resolver)
    except SpfError as error:
        return Finding("spf", "error", f"SPF of {domain} for {ip}: {error}", "receivers answer permerror")
    if result == "pass":
        return Finding("spf", "ok", f"SPF of {domain} lets {ip} send")
    return Finding("spf", "error", f"SPF of {domain} for {ip}: {result}", f"add ip{ip.version}:{ip} to the record")


def _dkim(question: Question, resolver: Resolver) -> Iterator[Finding]:
    if not question.selectors:
        help_ = "name one with --selector, or the keys in flong.toml"
        yield Finding("dkim", "note", "no selector to look at", help_)
    for selector, key in question.selectors.items():
        yield from _told("dkim", partial(check_key, question.domain, selector, key, resolver))


def _publish(question: Question, resolver: Resolver) -> Iterator[Publish]:
    """What should stand in the DNS; nothing about what nobody knows."""
    keys = [key for key in question.selectors.values() if key]
    asks = [partial(_spf_record, name, question.ips, resolver) for name in question.domains]
    asks += [partial(key_record, question.domain, key, resolver) for key in keys]
    asks.append(partial(dmarc_record, question.domain, resolver))
    for ask in asks:
        try:
            yield ask()
        except (Unanswered, SpfError):
            continue


def _spf_record(domain: str, ips: tuple[Ip, ...], resolver: Resolver) -> Publish:
    """The record that is there with what its addresses lack, or a first one. Raises Unanswered, SpfError."""
    text = spf.record(domain, resolver)
    lacking = [ip for ip in ips if text is None or spf.evaluate(ip, domain, resolver) != "pass"]
    if text is not None and not lacking:
        return Publish(domain, "TXT", text, there=True)
    words = (text or f"v=spf1 {'' if ips else 'mx '}-all").split()
    return Publish(
        domain, "TXT", " ".join([words[0], *(f"ip{ip.version}:{ip}" for ip in lacking), *words[1:]]), there=False
    )
