"""SMPP against a message centre of another hand: the npm package `smpp`."""

from __future__ import annotations

import asyncio
import json
import shutil
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from texting import Job, item

from flong.backends.pool import RouteError
from flong.backends.sms import gsm
from flong.backends.sms.session import SmppPeer
from flong.backends.sms.smpp import SmppBackend, SmppConfig

pytestmark = pytest.mark.servers
CENTRE = Path(__file__).parent / "centre"


@asynccontextmanager
async def centre():
    """A process of Node; gives its port and the lines that it printed, once it has ended."""
    if not (CENTRE / "node_modules").exists() or not shutil.which("node"):
        pytest.skip("the package `smpp` is not installed (make test-servers)")
    pipe = asyncio.subprocess.PIPE
    process = await asyncio.create_subprocess_exec("node", str(CENTRE / "smsc.js"), stdin=pipe, stdout=pipe)
    accepted = []
    try:
        yield int(await process.stdout.readline()), accepted
    finally:
        out, _ = await process.communicate(b"")  # which closes stdin, the sign to end
        accepted += [json.loads(line) for line in out.splitlines()]


async def sent(port, *items, password=b"secret", **more):
    """The receipts by the numbers of the items, and the delivery reports."""
    job, reports = Job(*items), []

    async def listen(report):
        reports.append(report)

    peer = SmppPeer("127.0.0.1", port, "acme", password, timeout=5.0)
    backend = SmppBackend(SmppConfig(peer, **{"patience": 5.0, **more}))
    backend.listener = listen
    await asyncio.wait_for(backend.run(job, job), 60)
    return {receipt.seq: receipt for receipt in job.receipts}, reports


async def test_every_character_arrives():
    """All of the GSM alphabet, and what needs UCS-2, as another decoder reads them."""
    alphabet = "".join(gsm.CODES)
    others = "`您好 안녕 こんにちは 😀 ’ë\t"
    async with centre() as (port, accepted):
        receipts, _ = await sent(port, item(1, alphabet), item(2, others), window=1)
    assert [one["text"] for one in accepted] == [alphabet, others]
    assert [receipts[n].state for n in (1, 2)] == ["delivered"] * 2
    assert [(one["to"], one["source"]) for one in accepted] == [("886912345678", "ACME")] * 2


async def test_long_texts_are_joined():
    """By the header that the other side reads."""
    texts = {1: "a" * 152 + "€" + "b" * 200, 2: "中" * 66 + "😀" + "文" * 80}
    async with centre() as (port, accepted):
        receipts, _ = await sent(port, *(item(n, text) for n, text in texts.items()), window=1)
    joined = {}
    for one in accepted:
        assert len(one["udh"]) == 1 and one["udh"][0].startswith("0003")
        joined.setdefault(one["udh"][0][4:6], []).append(one)
    for parts, text in zip(joined.values(), texts.values(), strict=True):
        assert "".join(part["text"] for part in parts) == text
        assert [int(part["udh"][0][8:10], 16) for part in parts] == list(range(1, len(parts) + 1))
    assert {receipt.state for receipt in receipts.values()} == {"delivered"}


async def test_what_goes_wrong():
    """Throttled, refused, cut: each as the answer says, and what was cut goes on over a new connection."""
    texts = {1: "fine", 2: "throttle", 3: "refuse", 4: "cut", 5: "lost", 6: "fine again"}
    async with centre() as (port, accepted):
        receipts, reports = await sent(port, *(item(n, text) for n, text in texts.items()), window=1)
    states = {n: receipt.state for n, receipt in receipts.items()}
    assert states == {
        1: "delivered", 2: "deferred", 3: "bounced", 4: "ambiguous", 5: "delivered", 6: "delivered"
    }  # fmt: skip
    assert [one["text"] for one in accepted] == ["fine", "lost", "fine again"]
    ids = {one["id"]: one["text"] for one in accepted}
    assert {ids[report.id]: report.outcome for report in reports}.items() <= {
        ("fine", "delivered"), ("lost", "failed"), ("fine again", "delivered")
    }  # fmt: skip
    assert receipts[5].text in ids and any(report.outcome == "failed" for report in reports)


async def test_a_window_of_many():
    """Each message once, each with its own id, over two connections."""
    async with centre() as (port, accepted):
        receipts, reports = await sent(port, *(item(n, f"text {n}") for n in range(1, 1001)), window=16, connections=2)
    assert {receipt.state for receipt in receipts.values()} == {"delivered"} and len(receipts) == 1000
    assert sorted(one["text"] for one in accepted) == sorted(f"text {n}" for n in range(1, 1001))
    assert {receipt.text for receipt in receipts.values()} == {one["id"] for one in accepted}
    assert {report.id for report in reports} <= {one["id"] for one in accepted} and len(reports) > 900


async def test_a_wrong_password():
    """Is told as such, and at once."""
    async with centre() as (port, _):
        with pytest.raises(RouteError, match="ESME_RINVPASWD") as caught:
            await sent(port, item(1), password=b"other")
    assert caught.value.permanent
