"""Messages through the API: accepted, sent, recorded, answered once."""

from __future__ import annotations

import asyncio
import json
from email import message_from_bytes
from email.policy import default

import pytest


async def test_a_message_is_sent_and_its_story_told(client, post):
    """202, then the server's reply with its codes."""
    sent = await client.send({"name": "王小明", "due": 12.5})
    assert sent.status_code == 202 and sent.json["state"] == "planned" and sent.json["live"] is True
    assert sent.headers["location"] == f"/v1/messages/{sent.json['id']}"
    view = await client.seen(sent.json["id"], "delivered")
    assert view["key"] == "1" and view["template"] == "hello.html" and view["stream"] == "transactional"
    (attempt,) = view["attempts"]
    assert (attempt["state"], attempt["code"], attempt["enhanced"]) == ("delivered", 250, "2.0.0")
    assert "kept" in attempt["text"] and post.mails[0].rcpt_tos == ["anna@mail.example"]
    assert b"12.5" in post.mails[0].content


async def test_one_customer_gets_many_messages(client, post):
    """A key does not repeat within a job of people; here each message stands for itself."""
    ids = [(await client.send()).json["id"] for _ in range(3)]
    for id in ids:
        await client.seen(id, "delivered")
    assert len(post.mails) == 3
    assert len({mail.content.split(b"Message-ID: ")[1].split(b"\r\n")[0] for mail in post.mails}) == 3


async def test_a_document_is_sent_once(client, post):
    """The template names a document: the second message of it is rejected, with the reason."""
    first, second = [(await client.send(template="bill.html")).json["id"] for _ in range(2)]
    await client.seen(first, "delivered")
    view = await client.seen(second, "rejected")
    assert "its document was sent" in view["events"][0]["detail"]["reason"] and len(post.mails) == 1


async def test_a_record_that_does_not_fit_is_explained(client):
    """422 with the field; the value is not quoted."""
    answer = await client.send({"due": "very-secret"})
    assert answer.status_code == 422 and answer.headers["content-type"] == "application/problem+json"
    assert answer.json["type"] == "urn:flong:problem:record-rejected"
    assert answer.json["errors"][0]["field"] == "due" and "very-secret" not in answer.text


async def test_a_record_that_fails_in_an_included_file(client, site):
    """The answer names the place, and quotes no value."""
    templates = site.folder / "templates"
    (templates / "part.html").write_text("<p>\n{{ due / (due - due) }}</p>")
    hello = (templates / "hello.html").read_text()
    (templates / "fails.html").write_text(hello.replace("</body>", '{% include "part.html" %}</body>'))
    answer = await client.send({"due": 987654.25, "name": "very-secret"}, template="fails.html")
    assert answer.status_code == 422
    assert answer.json["errors"] == [{"field": "", "reason": "division by zero", "place": "part.html:2:4"}]
    assert "very-secret" not in answer.text and "987654" not in answer.text


async def test_a_record_the_template_skips(client):
    """A deliberate `skip` is told apart from a rejection."""
    answer = await client.send({"name": "nobody"}, template="skip.html")
    assert answer.status_code == 422 and answer.json["type"].endswith("record-skipped")


async def test_numbers_keep_their_digits(client, post):
    """A decimal of the record is not read as a float."""
    raw = b"""{"template": "hello.html", "stream": "otp",
    "record": {"id": "1", "name": "A", "email": "a@b.example", "due": 9999999999.99}}"""
    assert (await client.call("POST", "/v1/messages", raw=raw)).status_code == 202
    assert b"9,999,999,999.99" in await post.mail()


async def test_a_suppressed_address_gets_nothing(client, post):
    """The state says so at once, and only in the stream of the suppression."""
    from flong.jobs import planning

    client.service.ledger.do(planning.suppress(["Anna@mail.example"], "broadcast", "complained", 1.0))
    sent = await client.send(stream="broadcast")
    assert sent.status_code == 202 and sent.json["state"] == "suppressed"
    view = await client.seen(sent.json["id"], "suppressed")
    assert "complained" in view["events"][0]["detail"]["reason"]
    assert (await client.send(stream="otp")).json["state"] == "planned"


async def test_the_same_request_is_answered_once(client, post):
    """Same key and body: the first answer; the mail goes out once."""
    first = await client.send(headers={"Idempotency-Key": "k1"})
    await client.seen(first.json["id"], "delivered")
    again = await client.send(headers={"Idempotency-Key": "k1"})
    assert again.status_code == 202 and again.json == first.json
    assert len(post.mails) == 1


async def test_a_key_with_another_body_conflicts(client):
    """409, and nothing is sent for it."""
    await client.send(headers={"Idempotency-Key": "k1"})
    other = await client.send({"name": "Berta"}, headers={"Idempotency-Key": "k1"})
    assert other.status_code == 409 and other.json["type"].endswith("key-reused")


async def test_racing_requests_with_one_key_make_one_message(client, post):
    """Ten at the same time get the same answer."""
    answers = await asyncio.gather(*(client.send(headers={"Idempotency-Key": "race"}) for _ in range(10)))
    assert {a.status_code for a in answers} == {202} and len({a.json["id"] for a in answers}) == 1
    await client.seen(answers[0].json["id"], "delivered")
    assert len(post.mails) == 1


async def test_idempotency_keys_belong_to_their_api_key(client):
    """Another client's key of the same spelling is another key."""
    mine = await client.send(headers={"Idempotency-Key": "k"})
    theirs = await client.send(headers={"Idempotency-Key": "k"}, key="test")
    assert mine.json["id"] != theirs.json["id"]


@pytest.mark.parametrize("text", ["", "a b", "x" * 256, "ü"])
async def test_an_idempotency_key_is_printable_ascii(client, text):
    """A key that can't be stored as it is, is refused."""
    assert (await client.send(headers={"Idempotency-Key": text})).status_code == 400


async def test_a_test_key_stops_before_the_server(client, post):
    """Everything happens but the sending; nothing claims that it was delivered."""
    sent = await client.send(key="test")
    assert sent.status_code == 202 and sent.json["live"] is False
    view = await client.seen(sent.json["id"], "held", key="test")
    assert view["attempts"] == [] and view["events"][0]["kind"] == "test" and post.mails == []
    assert (await client.call("GET", f"/v1/messages/{sent.json['id']}", key="live")).status_code == 404


async def test_a_test_does_not_use_up_the_document(client, post):
    """The real message of the same document still goes out."""
    tried = await client.send(template="bill.html", key="test")
    await client.seen(tried.json["id"], "held", key="test")
    sent = await client.send(template="bill.html")
    await client.seen(sent.json["id"], "delivered")


async def test_a_deferred_message_is_tried_again(client, post):
    """4xx defers, the next attempt delivers; both are told."""
    post.says = "451 4.7.1 later"
    sent = await client.send()
    view = await client.seen(sent.json["id"], "deferred")
    assert view["until"] is not None
    post.says = "250 2.0.0 kept"
    view = await client.seen(sent.json["id"], "delivered")
    first, last = view["attempts"][0], view["attempts"][-1]
    assert (first["state"], first["code"], last["code"]) == ("deferred", 451, 250)


async def test_a_refused_message_bounces(client, post):
    """5xx is final."""
    post.says = "550 5.1.1 no such person"
    view = await client.seen((await client.send()).json["id"], "bounced")
    assert view["attempts"][0]["enhanced"] == "5.1.1" and "no such person" in view["attempts"][0]["text"]


async def test_messages_wait_for_a_server_that_is_away(site, running, post):
    """Accepted while nobody listens, sent when somebody does, after a restart of the service."""
    site.write(1)
    async with running(site) as client:
        id = (await client.send()).json["id"]
        await asyncio.sleep(0.2)
        assert (await client.call("GET", f"/v1/messages/{id}")).json["state"] == "planned"
    site.write(post.port)
    async with running(site) as client:
        await client.seen(id, "delivered")


async def test_what_is_too_late_expires(site, running, post):
    """A message that could not be sent before its deadline is not sent after it."""
    site.write(1, jobs="deadline = 0.5")
    async with running(site) as client:
        id = (await client.send()).json["id"]
        view = await client.seen(id, "bounced")
        assert view["events"][-1]["kind"] == "expired"
    site.write(post.port)
    async with running(site) as client:
        assert (await client.call("GET", f"/v1/messages/{id}")).json["state"] == "bounced"
    assert post.mails == []


async def test_the_record_is_forgotten_when_it_is_done(client, post):
    """Sealed while it waits, gone afterwards."""
    from sqlalchemy import select

    from flong.jobs.schema import message

    id = (await client.send({"name": "Zebulon"})).json["id"]
    await client.seen(id, "delivered")
    for _ in range(100):
        with client.service.ledger.read() as db:
            if (record := db.scalar(select(message.c.record))) is None:
                break
        assert b"Zebulon" not in record
        await asyncio.sleep(0.05)
    assert record is None
    assert b"Zebulon" not in client.service.ledger.home.ledger.read_bytes()


@pytest.mark.parametrize(
    ("stream", "tokens", "tracked"),
    [
        ("broadcast", 'url = "https://t.acme.example"', True),
        ("broadcast", 'url = "https://t.acme.example"\ntrack = false', False),
        ("broadcast", 'url = ""', False),
        ("transactional", 'url = "https://t.acme.example"', False),
        ("otp", 'url = "https://t.acme.example"', False),
    ],
)
async def test_only_broadcasts_are_tracked(site, running, post, stream, tokens, tracked):
    """Where links have a url, and unless told not to; transactional mails and codes keep their links."""
    site.write(post.port, tokens=tokens)
    async with running(site) as client:
        await client.send(stream=stream)
        mail = message_from_bytes(await post.mail(), policy=default)
    html = mail.get_body(("html",)).get_content()
    assert ("/o/" in html) == ("/c/" in html) == tracked
    assert ("https://acme.example/a?" in html) is not tracked
    assert ("List-Unsubscribe-Post" in mail) == (stream == "broadcast" and tokens != 'url = ""')


async def test_attempts_are_logged(site, running, post):
    """As those of jobs are; what a test key sends is none."""
    log = site.folder / "attempts"
    site.write(post.port, jobs=f'log = "{log}"')
    async with running(site) as client:
        sent, tried = (await client.send()).json["id"], (await client.send(key="test")).json["id"]
        await client.seen(sent, "delivered")
        await client.seen(tried, "held", key="test")
    (line,) = [json.loads(line) for line in log.read_text().splitlines()]
    assert (line["job"], line["outcome"], line["code"]) == ("api/live/transactional/main", "delivered", 250)
