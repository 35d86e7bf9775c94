"""SPF: what a record costs, what it answers, and what is wrong with it."""

from __future__ import annotations

from ipaddress import ip_address

import pytest
from dnsserver import DnsServer
from hypothesis import given, settings
from hypothesis import strategies as st

from flong.backends.domain import spf
from flong.backends.domain.resolver import Resolver, Unanswered

IP, OTHER, SIX = (ip_address(text) for text in ("192.0.2.9", "198.51.100.9", "2001:db8::9"))
MAPPED = ip_address("::ffff:192.0.2.9")


@pytest.fixture
def dns():
    """dns(zone) → a resolver that knows it; texts of a name are its TXT records."""
    servers = []

    def dns(zone, timeout=2.0):
        server = DnsServer({name: {"TXT": [one]} if isinstance(one, str) else one for name, one in zone.items()})
        servers.append(server.__enter__())
        return Resolver(server.address, timeout)

    yield dns
    for server in servers:
        server.__exit__()


@pytest.mark.parametrize(
    ("text", "ip", "result"),
    [
        ("v=spf1 ip4:192.0.2.0/24 -all", IP, "pass"),
        ("v=spf1 ip4:192.0.2.0/24 -all", OTHER, "fail"),
        ("v=spf1 ip6:2001:db8::/32 ~all", SIX, "pass"),
        ("v=spf1 ip6:2001:db8::/32 ~all", IP, "softfail"),
        ("v=spf1 ?all", IP, "neutral"),
        ("v=spf1", IP, "neutral"),
        ("v=spf1 a -all", IP, "pass"),
        ("v=spf1 a -all", SIX, "pass"),
        ("v=spf1 a:host.test/24 -all", ip_address("198.51.100.77"), "pass"),
        ("v=spf1 a:host.test -all", OTHER, "fail"),
        ("v=spf1 MX -ALL", OTHER, "fail"),
        ("v=spf1 mx/24 -all", OTHER, "pass"),
        ("v=spf1 ptr -all", IP, "pass"),
        ("v=spf1 include:good.test -all", OTHER, "pass"),
        ("v=spf1 include:bad.test -all", IP, "fail"),
        ("v=spf1 -include:good.test +all", OTHER, "fail"),
        ("v=spf1 redirect=good.test", OTHER, "pass"),
        ("v=spf1 redirect=good.test -all", OTHER, "fail"),
        ("v=spf1 exists:%{ir}.%{v}._spf.%{d2} -all", IP, "pass"),
        ("v=spf1 exists:%{ir}.%{v}._spf.%{d2} -all", OTHER, "fail"),
        ("v=spf1 exists:%{L}.%{o}.ok.test -all", IP, "pass"),
        ("v=spf1 exists:%{l1r/}.ok.test -all", IP, "pass"),
        ("v=spf1 a:%{p}/32 -all", IP, "pass"),
        ("v=spf1 exists:%{p}.ok.test -all", OTHER, "pass"),
        (f"v=spf1 exists:{'long.' * 60}%{{d}} -all", IP, "fail"),
        ("v=spf1 a:host.test/0//0 -all", MAPPED, "pass"),
        ("v=spf1 ip4:192.0.2.9 -all", MAPPED, "pass"),
        ("v=spf1 a:host.test//0 -all", MAPPED, "fail"),
        ("v=spf1 moo=1 exp=why.test -all", IP, "fail"),
    ],
)
def test_results(dns, text, ip, result):
    """Sections 4 to 7."""
    zone = {
        "acme.test": {"TXT": [text, "other=1"], "A": ["192.0.2.9"], "AAAA": ["2001:db8::9"], "MX": ["5 host.test."]},
        "host.test": {"A": ["198.51.100.5"]},
        "good.test": "v=spf1 ip4:198.51.100.9 -all",
        "bad.test": "v=spf1 ~all",
        "9.2.0.192.in-addr.arpa": {"PTR": ["mail.acme.test."]},
        "mail.acme.test": {"A": ["192.0.2.9"]},
        "9.2.0.192.in-addr._spf.acme.test": {"A": ["127.0.0.2"]},
        "a%2bb.news.test.ok.test": {"A": ["127.0.0.2"]},
        "a+b.ok.test": {"A": ["127.0.0.2"]},
        "unknown.ok.test": {"A": ["127.0.0.2"]},
    }
    assert spf.evaluate(ip, "acme.test", dns(zone), "a+b@news.test") == result


def test_no_record(dns):
    """A name without one, and one that is not there."""
    resolver = dns({"acme.test": "v=spf10 -all"})
    assert spf.evaluate(IP, "acme.test", resolver) == spf.evaluate(IP, "none.test", resolver) == "none"


def test_names_that_lead_nowhere(dns):
    """`ptr` passes over a name whose server fails (section 5.5), and over an address without an answer."""
    zone = {"9.2.0.192.in-addr.arpa": {"PTR": ["bad.test.", "m.a.test."]}, "bad.test": {"A": ["192.0.2.1"]}}
    zone |= {"a.test": "v=spf1 ptr -all", "m.a.test": {"A": ["192.0.2.9"]}}
    resolver = dns(zone)
    known = resolver.addresses
    resolver.addresses = lambda name: known(name) if name != "bad.test" else unanswered(name)
    assert spf.evaluate(IP, "a.test", resolver) == "pass"
    resolver.names = unanswered
    assert spf.evaluate(IP, "a.test", resolver) == "fail"


def unanswered(name):
    """What a resolver does that knows nothing."""
    raise Unanswered(str(name))


@pytest.mark.parametrize(
    ("zone", "told"),
    [
        ({"a.test": {"TXT": ["v=spf1 -all", "v=spf1 mx -all"]}}, "2 SPF records"),
        ({"a.test": "v=spf1 ipv4:192.0.2.1 -all"}, "`ipv4:192.0.2.1` is not a term"),
        ({"a.test": "v=spf1 ip4:192.0.2.300 -all"}, "names no network"),
        ({"a.test": "v=spf1 ip4:2001:db8::1 -all"}, "no network of ip4"),
        ({"a.test": "v=spf1 ip4 -all"}, "names no network"),
        ({"a.test": "v=spf1 ip4:192.0.2.0/255.255.255.0 -all"}, "names no network"),
        ({"a.test": "v=spf1 ip6:fe80::1%eth0 -all"}, "names no network"),
        ({"a.test": "v=spf1 a/33 -all"}, "length of a prefix"),
        ({"a.test": "v=spf1 include -all"}, "`include` is not a term"),
        ({"a.test": "v=spf1 include: -all"}, "names no domain"),
        ({"a.test": "v=spf1 exists:%{z}.test -all"}, "a macro"),
        ({"a.test": "v=spf1 all:x"}, "`all:x` is not a term"),
        ({"a.test": "v=spf1 a:192.0.2.1 -all"}, "an address, not a domain: write ip4:192.0.2.1"),
        ({"a.test": "v=spf1 mx:2001:db8::1 -all"}, "an address, not a domain: write ip6:2001:db8::1"),
        ({"a.test": "v=spf1 include:test -all"}, "names no domain"),
        ({"a.test": "v=spf1 a:host.test:8080 -all"}, "names no domain"),
        ({"a.test": "v=spf1 exists:host.test/24 -all"}, "names no domain"),
        ({"a.test": "v=spf1 a:host.-test -all"}, "names no domain"),
        ({"a.test": "v=spf1 include:_spf..b.test -all"}, "a part of it is empty"),
        ({"a.test": f"v=spf1 a:{'x' * 64}.test -all"}, "longer than 63"),
        ({"a.test": "v=spf1 a/024 -all"}, "`a/024` is not a term"),
        ({"a.test": "v=spf1 a/２４ -all"}, "is not a term"),
        ({"a.test": "v=spf1 a:café.test -all"}, "neither ASCII"),
        ({"a.test": "v=spf1 mx\t-all"}, "is not a term"),
        ({"a.test": "v=spf1 exists:%{d0}.test -all"}, "a macro"),
        ({"a.test": "v=spf1 exists:%{c}.test -all"}, "a macro"),
        ({"a.test": "v=spf1 moo=%x -all"}, "a macro"),
        ({"a.test": "v=spf1 exp= -all"}, "names no domain"),
        ({"a.test": "v=spf1 exp=b.test exp=c.test -all"}, "`exp=` stands twice"),
        ({"a.test": "v=spf1 redirect=b.test redirect=c.test"}, "stands twice"),
        ({"a.test": "v=spf1 include:b.test -all"}, "b.test, which has no SPF record"),
        ({"a.test": "v=spf1 redirect=b.test"}, "b.test, which has no SPF record"),
        ({"a.test": "v=spf1 mx -all", "A": {}}, "11 hosts"),
    ],
)
def test_permanent_errors(dns, zone, told):
    """What receivers answer with permerror, whoever asks."""
    if "A" in zone:
        zone = {"a.test": {"TXT": ["v=spf1 mx -all"], "MX": [f"{n} m{n}.test." for n in range(11)]}}
    resolver = dns(zone)
    with pytest.raises(spf.SpfError, match=told):
        spf.survey("a.test", spf.record("a.test", resolver), resolver)
    with pytest.raises(spf.SpfError, match=told):
        spf.evaluate(IP, "a.test", resolver)


def test_ten_lookups(dns):
    """Included ones count; the eleventh is too much, for an address that needs it and for the survey."""
    zone = {f"p{n}.test": f"v=spf1 a:h{n}.test mx:h{n}.test -all" for n in range(4)}
    zone |= {f"h{n}.test": {"A": ["192.0.2.1"], "MX": ["1 h0.test."]} for n in range(4)}
    zone["a.test"] = "v=spf1 " + " ".join(f"include:p{n}.test" for n in range(4)) + " -all"
    zone["b.test"] = "v=spf1 " + " ".join(f"include:p{n}.test" for n in range(3)) + " a:h0.test -all"
    zone["early.test"] = "v=spf1 ip4:192.0.2.9 include:a.test -all"
    resolver = dns(zone)
    found = spf.survey("a.test", zone["a.test"], resolver)
    assert found.lookups == 12 and found.costs == {f"include:p{n}.test": 3 for n in range(4)}
    with pytest.raises(spf.SpfError, match="more than 10"):
        spf.evaluate(OTHER, "a.test", resolver)
    assert spf.survey("b.test", zone["b.test"], resolver).lookups == 10
    assert spf.evaluate(OTHER, "b.test", resolver) == "fail"
    assert spf.evaluate(IP, "early.test", resolver) == "pass"
    assert spf.survey("early.test", zone["early.test"], resolver).lookups == 13


def test_two_voids(dns):
    """NXDOMAIN and names without such records; the third is an error."""
    zone = {"two.test": "v=spf1 a:no1.test mx:e.test -all", "e.test": {"TXT": ["x"]}}
    zone["three.test"] = "v=spf1 a:no1.test mx:e.test exists:no2.test -all"
    resolver = dns(zone)
    assert spf.survey("two.test", zone["two.test"], resolver).voids == ["a:no1.test", "mx:e.test"]
    assert spf.evaluate(IP, "two.test", resolver) == "fail"
    assert len(spf.survey("three.test", zone["three.test"], resolver).voids) == 3
    with pytest.raises(spf.SpfError, match="without an answer"):
        spf.evaluate(IP, "three.test", resolver)


@pytest.mark.parametrize(
    "zone",
    [{"a.test": "v=spf1 include:a.test -all"}, {"a.test": "v=spf1 redirect=b.test", "b.test": "v=spf1 include:a.test"}],
)
def test_records_that_include_themselves(dns, zone):
    """Told, not followed for ever."""
    resolver = dns(zone)
    with pytest.raises(spf.SpfError, match="without end"):
        spf.survey("a.test", zone["a.test"], resolver)
    with pytest.raises(spf.SpfError, match="more than 10"):
        spf.evaluate(IP, "a.test", resolver)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("v=spf1 +all", "lets everybody"),
        ("v=spf1 all", "lets everybody"),
        ("v=spf1 ip4:0.0.0.0/0 -all", "lets everybody"),
        ("v=spf1 mx ?all", "says nothing"),
        ("v=spf1 ip4:192.0.2.1", "no `all`"),
        ("v=spf1 -all ip4:192.0.2.1", "behind `all`"),
        ("v=spf1 -all redirect=b.test", "does nothing beside"),
        ("v=spf1 ptr -all", "5.5"),
        ("v=spf1 " + "ip4:192.0.2.1 " * 33 + "-all", "512 bytes"),
    ],
)
def test_advice(dns, text, told):
    """Valid, and unwise."""
    resolver = dns({"a.test": {"TXT": [text], "MX": ["1 a.test."]}})
    assert any(told in one for one in spf.survey("a.test", text, resolver).advice)
    good = "v=spf1 ip4:192.0.2.1 -all"
    assert not spf.survey("a.test", good, resolver).advice


@pytest.mark.parametrize("entry", ["servfail", "refused"])
def test_servers_that_fail(entry):
    """No answer is not the answer no."""
    told = rf"TXT of x\.test: the resolver answers {entry.upper()}"
    with DnsServer({"x.test": entry}) as server, pytest.raises(Unanswered, match=told):
        spf.record("x.test", Resolver(server.address))


def test_records_that_lead_on_for_ever(dns):
    """Thirty includes of thirty includes each: the survey ends."""
    zone = {"a.test": "v=spf1 " + " ".join(f"include:i{n}.test" for n in range(30))}
    zone |= {f"i{n}.test": "v=spf1 " + " ".join(f"include:j{k}.test" for k in range(30)) for n in range(30)}
    zone |= {f"j{n}.test": "v=spf1 -all" for n in range(30)}
    resolver = dns(zone)
    with pytest.raises(spf.SpfError, match="more than 100"):
        spf.survey("a.test", zone["a.test"], resolver)


def test_what_stands_behind_all_costs_nothing(dns):
    """In an included record too."""
    zone = {"a.test": "v=spf1 include:b.test -all include:c.test", "b.test": "v=spf1 ?all a:d.test mx:d.test"}
    assert spf.survey("a.test", zone["a.test"], dns(zone)).lookups == 1


def test_records_can_t_speak_to_a_terminal():
    """Escape sequences and line breaks of a stranger's record."""
    with DnsServer({"x.test": {"TXT": ["v=spf1 \x1b]0;x\x07\n -all"]}}) as server:
        resolver = Resolver(server.address)
        assert spf.record("x.test", resolver) == "v=spf1 \ufffd]0;x\ufffd\ufffd -all"


def test_answers_that_need_tcp():
    """A record that does not fit into a datagram."""
    text = "v=spf1 " + "ip4:192.0.2.1 " * 60 + "-all"
    with DnsServer({"x.test": f"truncated:{text}"}) as server:
        assert spf.record("x.test", Resolver(server.address)) == text


WORDS = st.sampled_from(
    ["v=spf1", "all", "-all", "a", "mx", "ip4:", "ip4:192.0.2.1/99", "include:", "a:%{x}", "%", "exists:%{i}",
     "redirect=", "x=y", "ip6:::", "a//129", "a/", "\0", "ptr/3", "帳"]
)  # fmt: skip


@given(st.lists(WORDS, max_size=6).map(" ".join) | st.text(max_size=60))
@settings(max_examples=60)
def test_any_text_is_read_or_refused(text):
    """Never another exception: records are written by strangers."""
    try:
        assert all(term.kind for term in spf.terms(f"v=spf1 {text}"))
    except spf.SpfError as error:
        assert len(str(error)) < 200
