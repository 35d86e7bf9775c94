"""Delivery receipts that gateways bring: kept once, answered in their words, refused without the secret."""

from __future__ import annotations

import msgspec
import pytest

from flong.api.hooks import hooks_of
from flong.backends.sms.route import SmsRoute
from flong.errors import ConfigError
from flong.jobs import reports

FORM = "application/x-www-form-urlencoded"
SECRET = "k3YQk3YQk3YQk3YQ"
GATEWAY = """
url = "https://sms.example/"
[form]
to = "{to}"
text = "{text}"
[receipt]
id = "msgid"
status = "state"
delivered = ["OK"]
failed = ["BAD"]
answer = "magic {id}"
"""


@pytest.fixture
async def hooked(site, running, tmp_path, monkeypatch):
    """A client of a service with a gateway `web`, whose message `m1` was sent to record 1."""
    monkeypatch.setenv("HOOK", SECRET)
    monkeypatch.setattr(reports, "PAUSES", ())
    path = tmp_path / "gateway.toml"
    path.write_text(GATEWAY)
    with site.path.open("a") as config:
        config.write(f'\n[sms.web]\ngateway = "{path}"\nwebhook = "env:HOOK"\n[sms.deaf]\ngateway = "{path}"\n')
    async with running(site) as client:
        client.service.ledger.do(lambda db: db.execute(
            "INSERT INTO attempt (job, seq, attempt, state, reply, kind, host, started) "
            "VALUES (1, 1, 1, 'delivered', 'm1', 'sms', 'sms.example', 1.0)"
        ))  # fmt: skip
        yield client


def kept(client):
    with client.service.ledger.read() as db:
        return [tuple(row) for row in db.exec_driver_sql("SELECT job, seq, kind FROM event ORDER BY id")]


@pytest.mark.parametrize(
    ("method", "query", "body", "kind"),
    [
        ("GET", "?msgid=m1&state=OK&more=1", b"", ""),
        ("POST", "", b"msgid=m1&state=OK", FORM),
        ("POST", "", b'{"msgid": "m1", "state": "OK", "parts": [1]}', "application/json"),
    ],
)
async def test_a_receipt_is_kept_and_answered(hooked, method, query, body, kind):
    """Once, in the gateway's words."""
    for _ in range(2):
        answer = await hooked.call(method, f"/s/web/{SECRET}{query}", raw=body, key="", kind=kind or FORM)
        assert (answer.status_code, answer.text) == (200, "magic m1")
    assert kept(hooked) == [(1, 1, "sms-delivered")]


@pytest.mark.parametrize(
    ("path", "body", "status"),
    [
        (f"/s/web/{SECRET[:-1]}", b"msgid=m1&state=OK", 404),
        ("/s/web/", b"msgid=m1&state=OK", 404),
        (f"/s/deaf/{SECRET}", b"msgid=m1&state=OK", 404),
        (f"/s/other/{SECRET}", b"msgid=m1&state=OK", 404),
        (f"/s/web/{SECRET}", b"msgid=m2&state=OK", 404),
        (f"/s/web/{SECRET}", b"state=OK", 400),
        (f"/s/web/{SECRET}", b"&".join([b"a=1"] * 200), 400),
        (f"/s/web/{SECRET}", b"x" * 20_000, 413),
    ],
)
async def test_what_is_no_receipt_is_refused(hooked, path, body, status):
    """And leaves no event."""
    answer = await hooked.call("POST", path, raw=body, key="", kind=FORM)
    assert answer.status_code == status and kept(hooked) == [] and SECRET not in answer.text


def test_hooks_are_checked_at_the_start(site, tmp_path, monkeypatch):
    """A short secret, a gateway without receipts, a message centre."""
    path = tmp_path / "gateway.toml"
    path.write_text(GATEWAY)
    silent = tmp_path / "silent.toml"
    silent.write_text(GATEWAY.partition("[receipt]")[0])
    cases = [
        ("short", SmsRoute(gateway=str(path), webhook="env:HOOK"), "16 or more"),
        ("with/a/slash/in/it/", SmsRoute(gateway=str(path), webhook="env:HOOK"), "16 or more"),
        (SECRET, SmsRoute(gateway=str(silent), webhook="env:HOOK"), "table \\[receipt\\]"),
        (SECRET, SmsRoute(url="smpps://h.example", webhook="env:HOOK"), "table \\[receipt\\]"),
    ]
    for secret, route, reason in cases:
        monkeypatch.setenv("HOOK", secret)
        with pytest.raises(ConfigError, match=reason):
            hooks_of(msgspec.structs.replace(site.config, sms={"web": route}))
