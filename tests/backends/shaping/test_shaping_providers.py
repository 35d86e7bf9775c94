"""Whose mail it is: by domain, and by the MX records of domains that nobody names."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import dns.flags
import dns.message
import dns.rcode
import dns.rrset
import pytest

from flong.backends.shaping.mx import MxLookup
from flong.backends.shaping.providers import Providers
from flong.backends.shaping.reading import load_rules
from flong.errors import ConfigError

RULES = load_rules()


@pytest.mark.parametrize(
    ("address", "provider"),
    [
        ("a@gmail.com", "gmail"),
        ("a@GMAIL.com", "gmail"),
        ("a@gmail.com.", "gmail"),
        ("a@qq.com", "qq"),
        ('"a..b"@docomo.ne.jp', "docomo"),
        ("a@ms21.hinet.net", "hinet"),
        ("a@hinet.net", "hinet"),
        ("a@t.vodafone.ne.jp", "softbank"),
        ("a@notgmail.com", "other"),
        ("a@mail.gmail.com", "other"),
        ("a@會員.example", "other"),
        ("a@" + "x" * 300, "other"),
        ("@", "other"),
    ],
)
async def test_a_provider_by_domain(address: str, provider: str) -> None:
    assert await Providers(RULES).of(address) == provider


@pytest.mark.parametrize(
    ("host", "provider"),
    [
        ("aspmx.l.google.com", "gmail"),
        ("acme-example.mail.protection.outlook.com", "outlook"),
        ("mta5.am0.yahoodns.net", "yahoo"),
        ("mx01.mail.icloud.com", "apple"),
        ("mxbiz1.qq.com", "qq"),
        ("notgoogle.com", None),
        ("google.com.evil.example", None),
    ],
)
def test_a_provider_by_mail_host(host: str, provider: str | None) -> None:
    """Suffixes are whole labels."""
    assert Providers(RULES).host(host) == provider


class Dns(asyncio.DatagramProtocol):
    """A DNS server of one process: MX records by domain; other domains do not exist."""

    def __init__(self, zones: dict[str, tuple[int, list[str]]]) -> None:
        self.zones, self.asked, self.port = zones, [], 0

    def connection_made(self, transport: asyncio.DatagramTransport) -> None:
        self.transport, self.port = transport, transport.get_extra_info("sockname")[1]

    def datagram_received(self, data: bytes, address: object) -> None:
        query = dns.message.from_wire(data)
        name = query.question[0].name
        self.asked.append(name.to_text(True))
        answer = dns.message.make_response(query)
        answer.flags |= dns.flags.RA
        ttl, records = self.zones.get(name.to_text(True), (60, None))
        if records is None:
            answer.set_rcode(dns.rcode.SERVFAIL if "broken" in name.to_text() else dns.rcode.NXDOMAIN)
        else:
            answer.answer.append(dns.rrset.from_text_list(name, ttl, "IN", "MX", records))
        self.transport.sendto(answer.to_wire(), address)


ZONES = {
    "acme.example": (300, ["10 aspmx2.google.com.", "1 ASPMX.l.google.com."]),
    "null.example": (300, ["0 ."]),
    "many.example": (300, [f"{n} mx{n}.many.example." for n in range(40)]),
    "brief.example": (1, ["1 mx.qq.com."]),
}


@asynccontextmanager
async def serving() -> AsyncIterator[Dns]:
    made = Dns(ZONES)
    transport, _ = await asyncio.get_running_loop().create_datagram_endpoint(lambda: made, ("127.0.0.1", 0))
    try:
        yield made
    finally:
        transport.close()


async def test_a_domain_nobody_names_is_looked_up() -> None:
    """The most wanted host first; a domain that the rules name is not asked for."""
    async with serving() as server:
        lookup = MxLookup(f"127.0.0.1:{server.port}")
        providers = Providers(RULES, lookup)
        assert await lookup.hosts("acme.example") == ("aspmx.l.google.com", "aspmx2.google.com")
        assert await providers.of("a@acme.example") == "gmail"
        assert await providers.of("a@gmail.com") == "gmail"
        assert server.asked == ["acme.example"]


@pytest.mark.parametrize("domain", ["null.example", "none.example", "broken.example", "a..b", "x" * 300, "", "."])
async def test_no_hosts_where_there_are_none(domain: str) -> None:
    """A null MX, no such domain, an answer that tells of a failure, a name that is none."""
    async with serving() as server:
        lookup = MxLookup(f"127.0.0.1:{server.port}")
        assert await lookup.hosts(domain) == ()
        assert await Providers(RULES, lookup).of(f"a@{domain}") == "other"


async def test_answers_are_remembered_as_long_as_they_say() -> None:
    """At least a minute, and so are failures."""
    now = 0.0
    async with serving() as server:
        lookup = MxLookup(f"127.0.0.1:{server.port}", clock=lambda: now)
        for domain, seconds in (("acme.example", 300), ("brief.example", 60), ("none.example", 60)):
            server.asked.clear()
            for later in (0, seconds - 1, 1):
                now += later
                await lookup.hosts(domain)
            assert server.asked == [domain] * 2


async def test_memory_is_bounded() -> None:
    """Domains, and hosts of a domain."""
    async with serving() as server:
        lookup = MxLookup(f"127.0.0.1:{server.port}", size=2)
        for domain in ("acme.example", "null.example", "acme.example", "brief.example", "acme.example"):
            await lookup.hosts(domain)
        assert server.asked.count("acme.example") == 1
        await lookup.hosts("null.example")
        assert server.asked.count("null.example") == 2
        assert len(await lookup.hosts("many.example")) == 16


@pytest.mark.parametrize("server", ["dns.example", "127.0.0.1:port", "[::1", "1.2.3.4.5"])
def test_a_resolver_is_an_address(server: str) -> None:
    with pytest.raises(ConfigError, match="must be the address of a DNS server"):
        MxLookup(server)


@pytest.mark.parametrize("server", ["192.0.2.53", "192.0.2.53:5353", "2001:db8::53", "[2001:db8::53]:5353"])
def test_addresses_with_and_without_a_port(server: str) -> None:
    MxLookup(server)
