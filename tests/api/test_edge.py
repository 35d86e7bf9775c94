"""The edge: tokens decide, pictures never fail, only POST unsubscribes, no redirect is open."""

from __future__ import annotations

import os

import pytest
from sqlalchemy import select

from flong.jobs.identity import address_digest
from flong.jobs.links import Links
from flong.jobs.schema import suppression
from flong.runtime.tokens import Tokens

FORM = "application/x-www-form-urlencoded"
ONE_CLICK = b"List-Unsubscribe=One-Click"


@pytest.fixture
def links(client):
    return Links("", client.service.tokens)


def suppressed(client):
    with client.service.ledger.read() as db:
        return [tuple(row) for row in db.execute(select(suppression.c.address, suppression.c.stream))]


async def place(client):
    """A delivered message: its id, job, seq."""
    from flong.jobs import messages

    id = (await client.send()).json["id"]
    await client.seen(id, "delivered")
    with client.service.ledger.read() as db:
        row = messages.find(db, id)
    return id, row.job, row.seq


async def events(client, id):
    return [e["kind"] for e in (await client.call("GET", f"/v1/messages/{id}")).json["events"]]


async def test_an_opening_is_an_event(client, links):
    """The picture is one point, is never stored, and a HEAD counts for nothing."""
    id, job, seq = await place(client)
    path = links.open(job, seq)
    answer = await client.call("GET", path, key="")
    assert answer.status_code == 200 and answer.headers["content-type"] == "image/gif"
    assert answer.content[:6] == b"GIF89a" and "no-store" in answer.headers["cache-control"]
    assert answer.headers["content-length"] == str(len(answer.content))
    assert (await client.call("HEAD", path, key="")).status_code == 200
    assert await events(client, id) == ["open"]


@pytest.mark.parametrize("token", ["x", "AAAA", "é", "%00", "a" * 3000, "..%2f..%2fetc%2fpasswd"])
async def test_bad_openings_get_the_picture_too(client, token):
    """A proxy would keep an error for weeks."""
    answer = await client.call("GET", f"/o/{token}.gif", key="")
    assert answer.status_code == 200 and answer.content[:6] == b"GIF89a"


async def test_openings_are_counted_to_a_limit(client, links):
    """Who holds a link can't fill the disk."""
    id, job, seq = await place(client)
    path = links.open(job, seq)
    for _ in range(105):
        await client.call("GET", path, key="")
    assert len(await events(client, id)) == 100


async def test_a_click_leads_to_its_target(client, links):
    """302 to what the author wrote, as an event; the next site does not learn the token."""
    id, job, seq = await place(client)
    path = links.click(job, seq, "https://acme.example/ü?a=1&b=2#c")
    head = await client.call("HEAD", path, key="")
    assert head.status_code == 302 and await events(client, id) == []
    answer = await client.call("GET", path, key="")
    assert answer.status_code == 302 and answer.headers["location"] == "https://acme.example/%C3%BC?a=1&b=2#c"
    assert answer.headers["referrer-policy"] == "no-referrer" and "no-store" in answer.headers["cache-control"]
    view = (await client.call("GET", f"/v1/messages/{id}")).json
    assert view["events"][0]["detail"] == {"url": "https://acme.example/ü?a=1&b=2#c"}


@pytest.mark.parametrize(
    "target",
    [
        "javascript:alert(1)", "data:text/html,x", "//evil.example", "/v1/messages", "ftp://acme.example/",
        "https://a@evil.example/", "https://acme.example/\r\nSet-Cookie: a=b", "http:\\\\evil.example", "https://", "",
        " https://acme.example/", "https://acme.example\\@evil.example/",
    ],
)  # fmt: skip
async def test_only_web_targets_are_followed(client, target):
    """Even a token made with the right key leads to http and https only."""
    path = "/c/" + client.service.tokens.seal("click", (1, 1, target))
    answer = await client.call("GET", path, key="")
    assert answer.status_code == 404 and "location" not in answer.headers


async def test_tokens_serve_one_purpose(client, links):
    """A token of one kind, or of another installation, opens nothing else."""
    open_, click = links.open(1, 1)[3:-4], links.click(1, 1, "https://acme.example/")[3:]
    leave = links.unsubscribe("broadcast", "a@b.example")[3:]
    foreign = Links("", Tokens({1: os.urandom(32)}))
    for token in (open_, leave, foreign.click(1, 1, "https://acme.example/")[3:], click[:-1], click + "A"):
        assert (await client.call("GET", f"/c/{token}", key="")).status_code == 404
    for token in (open_, click, foreign.unsubscribe("broadcast", "a@b.example")[3:]):
        answer = await client.call("POST", f"/u/{token}", raw=ONE_CLICK, key="", kind=FORM)
        assert answer.status_code == 404
    assert suppressed(client) == []


async def test_get_never_unsubscribes(client, links):
    """Link scanners use GET and HEAD; they see a form."""
    path = links.unsubscribe("broadcast", "anna@mail.example")
    answer = await client.call("GET", path, key="")
    assert answer.status_code == 200 and '<form method="post">' in answer.text
    assert (await client.call("HEAD", path, key="")).status_code == 200
    assert suppressed(client) == []


@pytest.mark.parametrize("kind", [FORM, "multipart/form-data; boundary=b"])
async def test_one_click_unsubscribes(client, links, kind):
    """Both encodings of RFC 8058; the next message of the stream is suppressed, others are not."""
    part = b'--b\r\nContent-Disposition: form-data; name="List-Unsubscribe"\r\n\r\nOne-Click\r\n--b--\r\n'
    path = links.unsubscribe("broadcast", "Anna@mail.example")
    for _ in range(2):
        answer = await client.call("POST", path, raw=ONE_CLICK if kind == FORM else part, key="", kind=kind)
        assert answer.status_code == 200
    assert suppressed(client) == [(address_digest("anna@mail.example"), "broadcast")]
    assert (await client.send(stream="broadcast")).json["state"] == "suppressed"
    assert (await client.send(stream="otp")).json["state"] == "planned"


@pytest.mark.parametrize(
    ("raw", "kind", "status"),
    [
        (b"", FORM, 400),
        (b"List-Unsubscribe=Two", FORM, 400),
        (b"x=1&" * 500, FORM, 400),
        (b"--b", "multipart/form-data; boundary=b", 400),
        (b"junk", "multipart/form-data", 400),
        (b"--b\r\nContent-Type: message/rfc822\r\n\r\nOne-Click\r\n--b--\r\n", "multipart/form-data; boundary=b", 400),
        (b"--b\r\nContent-Type: multipart/mixed; boundary=c\r\n\r\n--c\r\n", "multipart/form-data; boundary=b", 400),
        (b"--b\r\nContent-Type: text/plain; charset=none\r\n\r\nx\r\n--b--", "multipart/form-data; boundary=b", 400),
        (ONE_CLICK, "text/plain", 415),
        (ONE_CLICK + b"&" + b"x" * 5000, FORM, 413),
    ],
)
async def test_other_posts_do_not_unsubscribe(client, links, raw, kind, status):
    """What does not say One-Click does nothing."""
    path = links.unsubscribe("broadcast", "anna@mail.example")
    assert (await client.call("POST", path, raw=raw, key="", kind=kind)).status_code == status
    assert suppressed(client) == []


async def test_an_unknown_stream_is_no_unsubscription(client):
    """A token made by an older or another program names a stream of today."""
    token = client.service.tokens.seal("unsubscribe", ("*", "anna@mail.example"))
    assert (await client.call("POST", f"/u/{token}", raw=ONE_CLICK, key="", kind=FORM)).status_code == 404
    assert suppressed(client) == []
