"""The whole report of a domain: DKIM, DMARC, MX, PTR, what to publish, and the command."""

from __future__ import annotations

import json
from base64 import b64encode
from ipaddress import ip_address

import pytest
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from dnsserver import DnsServer
from typer.testing import CliRunner

from flong.backends.dkim_keys import SigningKey
from flong.backends.domain.check import Question, check
from flong.backends.domain.report import Publish, tags
from flong.backends.domain.resolver import Resolver
from flong.cli.app import app
from flong.errors import ConfigError

KEY = SigningKey("s1", rsa.generate_private_key(65537, 2048))
ED = SigningKey("e1", ed25519.Ed25519PrivateKey.generate())
IP = ip_address("192.88.98.9")
GOOD = {
    "acme.test": {"TXT": ["v=spf1 ip4:192.88.98.0/24 -all"], "MX": ["10 mx.acme.test."], "A": ["192.88.98.1"]},
    "mx.acme.test": {"A": ["192.88.98.2"], "AAAA": ["2a00:1450::2"]},
    "s1._domainkey.acme.test": {"TXT": [KEY.record()]},
    "e1._domainkey.acme.test": {"TXT": [ED.record()]},
    "_dmarc.acme.test": {"TXT": ["v=DMARC1; p=reject; rua=mailto:dmarc@acme.test"]},
    "9.98.88.192.in-addr.arpa": {"PTR": ["out.acme.test."]},
    "out.acme.test": {"A": ["192.88.98.9"]},
}
QUESTION = Question("acme.test", selectors={"s1": KEY, "e1": ED}, ips=(IP,))


def asked(changes=(), question=QUESTION, timeout=2.0):
    with DnsServer({**GOOD, **dict(changes)}) as server:
        return check(question, Resolver(server.address, timeout))


def worst(report, topic):
    """(level, text) of the first finding of a topic that is not well."""
    found = [(f.level, f"{f.what} | {f.help}") for f in report.findings if f.topic == topic and f.level != "ok"]
    return found[0] if found else ("ok", "")


def txt(name, *texts):
    return {name: {"TXT": list(texts)}}


def test_a_domain_as_it_should_be():
    """Every topic is fine, and all records are there."""
    report = asked()
    assert {finding.level for finding in report.findings} == {"ok"}
    assert {finding.topic for finding in report.findings} == {"mx", "spf", "dkim", "dmarc", "ptr"}
    assert [record.there for record in report.publish] == [True] * 4


@pytest.mark.parametrize(
    ("change", "level", "told"),
    [
        ({"MX": ["0 ."]}, "error", "null MX"),
        ({"MX": ["0 .", "5 mx.acme.test."]}, "error", "null MX"),
        ({"A": ["192.88.98.1"]}, "warning", "no MX"),
        ({}, "error", "neither MX nor address"),
        ({"MX": ["1 alias.test."]}, "error", "alias (CNAME) of mx.acme.test"),
        ({"MX": ["1 inside.test."]}, "error", "10.0.0.7, which is not public"),
        ({"MX": ["1 local.test."]}, "error", "127.0.0.1, which is not public"),
        ({"MX": ["1 six.test."]}, "error", "fd00::1, which is not public"),
        ({"MX": ["1 nowhere.test."]}, "error", "has no address"),
        ({"MX": ["1 192.88.98.1."]}, "error", "is an address"),
        ({"MX": ["1 broken.test."]}, "unknown", "SERVFAIL"),
        ({"MX": ["1 new.test."]}, "ok", ""),
        (
            {"MX": [f"{n} mx.acme.test." for n in range(99)] + ["99 nowhere.test."]},
            "error",
            "nowhere.test has no address",
        ),
    ],
)
def test_mx(change, level, told):
    """RFC 5321 5.1, RFC 7505, and hosts that nobody can reach."""
    zone = {
        "acme.test": {"TXT": GOOD["acme.test"]["TXT"], **change},
        "alias.test": {"CNAME": ["mx.acme.test."]},
        "inside.test": {"A": ["10.0.0.7"]},
        "local.test": {"A": ["127.0.0.1"]},
        "six.test": {"AAAA": ["fd00::1"]},
        "new.test": {"AAAA": ["2a00:1450::9"]},
        "broken.test": "servfail",
    }
    found = worst(asked(zone), "mx")
    assert found[0] == level and told in found[1]


def rsa_record(bits):
    key = rsa.generate_private_key(65537, bits).public_key()
    return "v=DKIM1; p=" + b64encode(key.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)).decode()


CURVE = (
    ec.generate_private_key(ec.SECP256R1()).public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
)


@pytest.mark.parametrize(
    ("texts", "level", "told"),
    [
        ([], "error", "no key at s1._domainkey.acme.test"),
        ([KEY.record(), KEY.record() + ";"], "error", "2 TXT records"),
        (["v=DKIM1; p="], "error", "revoked"),
        (["v=DKIM1; k=rsa"], "error", "no `p=`"),
        (["v=DKIM2; p=AAAA"], "error", "`v=DKIM1` must come first"),
        (["k=rsa; v=DKIM1; p=AAAA"], "error", "`v=DKIM1` must come first"),
        (["v=DKIM1; p=AA!A"], "error", "not base64"),
        (["v=DKIM1; p=AAAA"], "error", "no RSA key"),
        ([f"v=DKIM1; p={b64encode(CURVE).decode()}"], "error", "no RSA key"),
        (["v=DKIM1; k=ed25519; p=AAAA"], "error", "32 bytes, this one 3"),
        (["v=DKIM1; k=x25519; p=AAAA"], "error", "neither rsa nor ed25519"),
        (["v=DKIM1; p=AAAA; p=AAAA"], "error", "stands twice"),
        (["DKIM1"], "error", "no `tag=value`"),
        ([KEY.record() + "; t=y"], "warning", "on trial"),
        ([KEY.record() + "; h=sha1"], "error", "sha1 only"),
        ([KEY.record() + "; s=tlsrpt"], "error", "not for mail"),
        ([KEY.record().replace("p=", "p=\t ") + "; n=x; t=s; s=email:*; h=sha1:sha256;"], "ok", ""),
        ([rsa_record(1024)], "warning", "1024 bits"),
        ([rsa_record(2048)], "error", "not the public half"),
    ],
)
def test_dkim(texts, level, told):
    """RFC 6376 3.6.1: syntax, strength, and whether it is the private key's."""
    found = worst(asked(txt("s1._domainkey.acme.test", *texts)), "dkim")
    assert found[0] == level and told in found[1]


def test_selectors_without_a_key_of_ours():
    """Somebody else signs, too."""
    question = Question("acme.test", selectors={"s1": None, "gone": None})
    report = asked(question=question)
    dkim = [finding for finding in report.findings if finding.topic == "dkim"]
    assert [finding.level for finding in dkim] == ["ok", "warning"] and "is ours" not in dkim[0].what
    assert len(report.publish) == 2
    assert worst(asked(question=Question("acme.test")), "dkim")[0] == "note"


@pytest.mark.parametrize(
    ("texts", "level", "told"),
    [
        ([], "error", "no DMARC record"),
        (["v=DMARC1; p=none", "v=DMARC1; p=reject"], "error", "2 DMARC records"),
        (["v=DMARC1"], "error", "`p=`"),
        (["v=DMARC1; p=block"], "error", "none, quarantine, reject"),
        (["v=DMARC1; p=none; pct=200"], "error", "`pct=`"),
        (["v=DMARC1; p=none; aspf=x"], "error", "`aspf=` is r or s"),
        (["v=DMARC1; p=none; sp=x"], "error", "`sp=x`"),
        (["v=DMARC1; p=none; rua=mailto:a@acme.test"], "note", "forged mails are delivered"),
        (["v=DMARC1; p=reject"], "warning", "nobody gets reports"),
        (["v=DMARC1; p=reject; rua=http://x.test"], "error", "can't be sent to http://x.test"),
        (["v=DMARC1; p=reject; rua=mailto:a@else.test"], "warning", "acme.test._report._dmarc.else.test"),
        (["v=DMARC1; p=reject; rua=mailto:a@takes.test!10m"], "ok", ""),
        (["v=DMARC1; p=reject; rua=mailto:a@spf.test"], "warning", "spf.test does not take"),
        (["v=DMARC1; p=none; np=x"], "error", "`np=x`"),
        (["v=DMARC1;\tp=Reject; sp=NONE; aspf=S; rua=mailto:a@acme.test"], "ok", ""),
        (["v=DMARC1; p=quarantine; pct=50; rua=mailto:a@sub.acme.test"], "ok", ""),
    ],
)
def test_dmarc(texts, level, told):
    """RFC 7489 6.3, 6.6.3, 7.1."""
    zone = txt("_dmarc.acme.test", *texts) | txt("acme.test._report._dmarc.takes.test", "v=DMARC1")
    zone |= txt("acme.test._report._dmarc.spf.test", "v=spf1 -all")
    found = worst(asked(zone), "dmarc")
    assert found[0] == level and told in found[1]


@pytest.mark.parametrize(
    ("returned", "aspf", "level"),
    [
        ("acme.test", "s", "ok"),
        ("bounce.acme.test", "r", "ok"),
        ("bounce.acme.test", "s", "warning"),
        ("mailer.test", "r", "warning"),
    ],
)
def test_alignment(returned, aspf, level):
    """Whom SPF passes for, and whether that stands for From."""
    zone = txt("_dmarc.acme.test", f"v=DMARC1; p=reject; aspf={aspf}; rua=mailto:a@acme.test")
    zone |= txt(returned, "v=spf1 ip4:192.88.98.0/24 -all") if returned != "acme.test" else {}
    found = worst(asked(zone, Question("acme.test", returned)), "dmarc")
    assert found[0] == level and (level == "ok" or returned in found[1])


def test_neighbours_are_aligned_by_the_domain_above():
    """news.acme.test and bounce.acme.test: acme.test has the record, also their policy (`sp=`)."""
    zone = txt("_dmarc.acme.test", "v=DMARC1; p=reject; sp=none; rua=mailto:a@acme.test")
    zone |= txt("bounce.acme.test", "v=spf1 -all") | {"news.acme.test": GOOD["acme.test"]}
    report = asked(zone, Question("news.acme.test", "bounce.acme.test"))
    dmarc = [finding for finding in report.findings if finding.topic == "dmarc"]
    assert [finding.level for finding in dmarc] == ["note", "ok"] and "acme.test: none" in dmarc[0].what
    other = asked(txt("news.test", "v=spf1 -all"), Question("acme.test", "news.test"))
    assert worst(other, "dmarc")[0] == "warning"


@pytest.mark.parametrize(
    ("names", "level", "told"),
    [
        ([], "error", "no name"),
        (["other.test."], "error", "called other.test, which does not have"),
        (["out.acme.test.", "two.test."], "warning", "2 names"),
    ],
)
def test_ptr(names, level, told):
    """A name, and back."""
    zone = {
        "9.98.88.192.in-addr.arpa": {"PTR": names},
        "other.test": {"A": ["192.88.98.10"]},
        "two.test": {"A": [str(IP)]},
    }
    found = worst(asked(zone), "ptr")
    assert found[0] == level and told in found[1]


def test_addresses_behind_a_gateway():
    """What is private has no public name."""
    assert worst(asked(question=Question("acme.test", ips=(ip_address("10.1.2.3"),))), "ptr")[0] == "note"


def test_spf_of_both_domains():
    """The envelope's, and From's, which docomo looks at."""
    zone = {"acme.test": {"MX": ["1 mx.acme.test."]}} | txt("bounce.test", "v=spf1 ip4:192.88.98.9 -all")
    found = worst(asked(zone, Question("acme.test", "bounce.test", ips=(IP,))), "spf")
    assert found[0] == "error" and "docomo" in found[1] and "acme.test has no SPF" in found[1]


@pytest.mark.parametrize("text", ["v=spf1;mx -all", "v=spf1\tmx -all", '"v=spf1 mx -all"', "v= spf1 -all"])
def test_records_that_were_meant_as_spf(text):
    """They are none, and shown."""
    level, told = worst(asked({"acme.test": {"TXT": [text], "A": ["192.88.98.1"]}}), "spf")
    assert level == "error" and "no SPF record" in told and repr(text) in told


def test_what_to_publish():
    """A first record, a missing address, our key in strings that a zone file takes, a policy to begin with."""
    zone = {"acme.test": {"A": ["192.88.98.1"]}, "s1._domainkey.acme.test": {}, "_dmarc.acme.test": {}}
    spf, key, _, dmarc = asked(zone).publish
    assert (spf.value, spf.there) == ("v=spf1 ip4:192.88.98.9 -all", False)
    assert key.value == KEY.record() and not key.there and all(len(one) <= 255 for one in key.line().split('"')[1::2])
    assert "".join(key.line().split('"')[1::2]) == KEY.record()
    assert dmarc.value == "v=DMARC1; p=none; rua=mailto:dmarc@acme.test" and not dmarc.there
    (lacking, *_) = asked(txt("acme.test", "v=spf1 mx -all")).publish
    assert lacking.value == "v=spf1 ip4:192.88.98.9 mx -all"
    (nothing, *_) = asked(zone, Question("acme.test")).publish
    assert nothing.value == "v=spf1 mx -all"
    assert Publish("a.test", "TXT", 'x"\\', there=True).line() == r'a.test. IN TXT "x\"\\"'


def test_a_domain_that_does_not_exist():
    """Nothing else is asked."""
    (finding,) = asked(question=Question("nowhere.test", selectors={"s1": KEY})).findings
    assert finding.level == "error" and "does not exist" in finding.what


def test_what_nobody_knows():
    """Silence for one name; the others are told."""
    report = asked({"s1._domainkey.acme.test": "silent", "_dmarc.acme.test": "servfail"}, timeout=0.3)
    unknown = [finding.what for finding in report.findings if finding.level == "unknown"]
    assert unknown == [
        "TXT of s1._domainkey.acme.test: no answer within 0.3 s",
        "TXT of _dmarc.acme.test: the resolver answers SERVFAIL",
    ]
    assert [record.name for record in report.publish] == ["acme.test", "e1._domainkey.acme.test"]
    assert {finding.topic for finding in report.findings if finding.level == "ok"} == {"mx", "spf", "dkim", "ptr"}


@pytest.mark.parametrize("text", ["", ";", "a", "=x", "a=1;;b=2", "1=2", "a=1;a=2"])
def test_tag_lists(text):
    """Broken ones are told; the last semicolon may be missing."""
    if text:
        with pytest.raises(ValueError):
            tags(text)
    assert tags(" a = 1 ; b=2=3 ;") == {"a": "1", "b": "2=3"}


@pytest.mark.parametrize("server", ["resolver.test", "127.0.0.1:x", "127.0.0.1:0", "127.0.0.1:70000", "[::1"])
def test_resolvers_that_are_none(server):
    """An address, and a port."""
    with pytest.raises(ConfigError, match="resolver"):
        Resolver(server)
    Resolver("[::1]:5353")
    Resolver("::1")


@pytest.fixture
def run(tmp_path, monkeypatch):
    """run(*options, zone) → what the command prints, with the keys of a configuration."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SEED", b64encode(ED.private.private_bytes_raw()).decode())
    lines = ['[[dkim."Acme.test"]]\nselector = "e1"\nkey = "env:SEED"', '[[dkim."acme.test"]]\nselector = "later"']
    lines += ['key = "/nonexistent"\nfrom = 2999-01-01\n[[dkim."acme.test"]]\nselector = "gone"']
    lines += ['key = "env:SEED"\nuntil = 2020-01-01', '[jobs]\nreturn_path = "bounce@acme.test"']
    (tmp_path / "flong.toml").write_text("\n".join(lines))
    (tmp_path / "flong.toml").chmod(0o600)

    def run(*options, changes=()):
        with DnsServer({**GOOD, **dict(changes)}) as server:
            return CliRunner().invoke(app, ["dns", *options, "--server", server.address])

    return run


def test_the_command(run):
    """Exit codes: all well, a problem, nobody knows; the configuration's keys and return path."""
    done = run("ACME.test.", "--ip", str(IP))
    assert done.exit_code == 0, done.output
    assert "the key e1 is published and is ours" in done.output and "published:" in done.output
    missing = run("acme.test", changes=txt("e1._domainkey.acme.test"))
    assert missing.exit_code == 1 and f'e1._domainkey.acme.test. IN TXT "{ED.record()}"' in missing.output
    assert run("acme.test", changes={"_dmarc.acme.test": "servfail"}).exit_code == 3


def test_the_command_for_machines(run):
    """The whole report as JSON."""
    told = json.loads(run("acme.test", "--selector", "s1", "--format", "json").output)
    assert told["domain"] == "acme.test" and {"topic", "level", "what", "help"} == set(told["findings"][0])
    assert {one["name"] for one in told["publish"]} == {"acme.test", "_dmarc.acme.test"}


def test_addresses_written_as_ipv6(run):
    """IPv4 all the same."""
    assert "192.88.98.9 is out.acme.test" in run("acme.test", "--ip", f"::ffff:{IP}").output


@pytest.mark.parametrize(
    "options",
    [("a b",), ("acme.test", "--ip", "x"), ("acme.test", "--return-path", "x y"), ("acme.test", "--selector", "a b")],
)
def test_wrong_use(run, options):
    """What is no domain and no address."""
    assert isinstance(run(*options).exception, ConfigError)


def test_internationalised_names(run):
    """Asked for as they stand in the DNS."""
    changes = txt("xn--fiqs8s.test", "v=spf1 -all")
    assert "xn--fiqs8s.test" in run("中国.test", changes=changes).output
