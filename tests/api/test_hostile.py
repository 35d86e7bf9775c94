"""Requests that mean harm, or that are merely wrong."""

from __future__ import annotations

import json

import pytest

GOOD = {"template": "hello.html", "stream": "otp", "record": {"id": "1", "name": "A", "email": "a@b.example", "due": 1}}


@pytest.mark.parametrize(
    "name",
    [
        "../secret.html", "..%2fsecret.html", "/etc/passwd", "./hello.html", "hello.html\x00", "sub/../../secret.html",
        "hello.txt", "", ".hidden.html", "a" * 199 + ".html", "linked.html", "hello.html/", "\\..\\secret.html",
    ],
)  # fmt: skip
async def test_templates_are_only_those_of_the_folder(client, site, name):
    """No name, and no symbolic link, leads out of the folder."""
    (site.folder / "templates" / "linked.html").symlink_to(site.folder / "secret.html")
    answer = await client.send(template=name)
    assert answer.status_code == 422
    assert answer.json["type"].rpartition(":")[2] in ("unknown-template", "invalid")


@pytest.mark.parametrize("key", ["", "live_forged", "live_", "é", "x" * 5000])
async def test_a_wrong_key_opens_nothing(client, key):
    """401 with a challenge."""
    headers = {"Authorization": f"Bearer {key}"} if key else {}
    answer = await client.call("POST", "/v1/messages", GOOD, key="", headers=headers)
    assert answer.status_code == 401 and answer.headers["www-authenticate"].startswith("Bearer")


async def test_a_key_does_what_its_scopes_say(client):
    """403 names the scope that is missing."""
    answer = await client.call("POST", "/v1/messages", GOOD, key="reader")
    assert answer.status_code == 403 and "messages:send" in answer.json["detail"]
    assert (await client.call("POST", "/v1/templates/check", {"source": ""}, key="reader")).status_code == 403
    assert (await client.call("GET", "/v1/messages/msg_0", key="reader")).status_code == 404


async def test_a_key_in_another_scheme_is_none(client, site):
    """Only Bearer is read."""
    headers = {"Authorization": f"Basic {site.live}"}
    assert (await client.call("POST", "/v1/messages", GOOD, key="", headers=headers)).status_code == 401


@pytest.mark.parametrize("value", ["a\r\nBcc: evil@x.example", "a\nX-Evil: 1", "a\rb", "a\u2028b\x00c"])
async def test_no_field_breaks_a_header(client, post, value):
    """Line breaks in a record never begin a header field."""
    answer = await client.send({"name": value})
    if answer.status_code == 202:
        await client.seen(answer.json["id"], "delivered", "rejected")
    assert answer.status_code in (202, 422)
    for mail in post.mails:
        head = mail.content.split(b"\r\n\r\n")[0].lower()
        assert b"\nbcc" not in head and b"\nx-evil" not in head and mail.rcpt_tos == ["anna@mail.example"]


@pytest.mark.parametrize("address", ["a@b.example\r\nRCPT TO:<x@y.example>", "a@b.example, x@y.example", "a b@c", ""])
async def test_no_address_becomes_another(client, post, address):
    """What is not one address is rejected."""
    answer = await client.send({"email": address})
    assert answer.status_code == 422 and post.mails == []


@pytest.mark.parametrize("kind", ["text/plain", "application/xml", "application/x-www-form-urlencoded", ""])
async def test_only_json_is_read(client, kind):
    """415 for everything else."""
    answer = await client.call("POST", "/v1/messages", raw=json.dumps(GOOD).encode(), kind=kind)
    assert answer.status_code == 415


async def test_bodies_have_a_limit(client):
    """413, with or without an honest length."""
    big = json.dumps(GOOD | {"route": "x" * 30000}).encode()
    assert (await client.call("POST", "/v1/messages", raw=big)).status_code == 413
    answer = await client.call("POST", "/v1/messages", raw=big, headers={"Content-Length": "10"})
    assert answer.status_code in (400, 413)


@pytest.mark.parametrize(
    ("raw", "status"),
    [
        (b"", 400), (b"{", 400), (b"\xff\xfe", 400), (b"[]", 422), (b"null", 422), (b'{"template": 1}', 422),
        (b"[" * 9000, 422),
        (b'{"template":"hello.html","stream":"otp","record":' + b"[" * 9000 + b"}", 400),
        (b'{"template":"hello.html","stream":"otp","record":' + b'{"a":' * 3000 + b"1" + b"}" * 3001, 422),
        (b'{"template":"hello.html","stream":"otp","record":{"id":"\\ud800"}}', 400),
        (b'{"template":"hello.html","stream":"otp","record":[1]}', 422),
        (b'{"template":"hello.html","stream":"otp","record":1e999999999}', 422),
        (b'{"template":"hello.html","stream":"otp","record":{"due":1e99999999999999999999}}', 422),
        (b'{"template":"hello.html","stream":"spam","record":{}}', 422),
        (b'{"template":"hello.html","stream":"otp","record":{},"more":1}', 422),
        (b'{"template":"hello.html","stream":"otp","record":{},"route":"elsewhere"}', 422),
        (b'{"template":"hello.html","stream":"otp","record":{},"route":"smtp://evil.example"}', 422),
    ],
)  # fmt: skip
async def test_bad_json_is_a_problem(client, raw, status):
    """Never a crash: 400 for what is no JSON, 422 for what does not fit."""
    answer = await client.call("POST", "/v1/messages", raw=raw)
    assert answer.status_code == status and answer.headers["content-type"] == "application/problem+json"
    assert set(answer.json) == {"type", "title", "status", "detail", "errors"}


async def test_unknown_paths_and_methods(client):
    """Also problems."""
    assert (await client.call("GET", "/nothing")).json["type"] == "urn:flong:problem:not-found"
    answer = await client.call("DELETE", "/v1/messages")
    assert answer.status_code == 405 and answer.headers["allow"] == "POST, OPTIONS"


async def test_errors_and_logs_tell_no_secrets(client, site, monkeypatch, caplog):
    """An unforeseen error answers 500 and logs its kind and place, not what it quotes."""
    from flong.jobs.standing import Standing

    async def broken(*given):
        raise RuntimeError(given)

    monkeypatch.setattr(Standing, "head", broken)
    answer = await client.send({"name": "4111-1111"})
    assert answer.status_code == 500 and answer.json["title"] == "The service failed"
    assert "RuntimeError" in caplog.text
    for secret in ("4111", "anna@", site.live):
        assert secret not in caplog.text + answer.text


async def test_the_key_file_holds_no_keys(site):
    """Only hashes, readable by the owner alone."""
    assert site.live not in site.keys.read_text() and site.live[5:] not in site.keys.read_text()
    assert site.keys.stat().st_mode & 0o077 == 0


async def test_a_key_added_later_works_at_once(client, site):
    """The file is read again when it changes."""
    from flong.api.keys import new_key

    site.late = new_key(site.keys, "late", live=True)
    assert (await client.send(key="late")).status_code == 202


async def test_a_key_file_open_to_others_is_refused(client, site):
    """Whoever can write it could add a key."""
    site.keys.chmod(0o644)
    site.keys.touch()
    assert (await client.send()).status_code == 503


async def test_a_changed_template_is_read_again(client, site, post):
    """Also when a part that it includes is what changed."""
    first = await client.send()
    await client.seen(first.json["id"], "delivered")
    path = site.folder / "templates" / "hello.html"
    path.write_text(path.read_text().replace("Dear", "Liebe"))
    await client.seen((await client.send()).json["id"], "delivered")
    assert b"Dear" in post.mails[0].content and b"Liebe" in post.mails[1].content


async def test_a_text_message_is_refused(client, site):
    """Nothing is accepted that would not be sent."""
    templates = site.folder / "templates"
    (templates / "note.txt").write_text("{{ name }}")
    (templates / "hello.html").write_text("Sms: note.txt\n" + (templates / "hello.html").read_text())
    answer = await client.send()
    assert answer.status_code == 422 and answer.json["type"].endswith("broken-template")
    assert "its text messages go by a route of [sms], and there is none" in answer.json["detail"]


async def test_a_broken_template_is_no_crash(client, site):
    """It is the service's own file, so the answer says only what is wrong with it."""
    (site.folder / "templates" / "hello.html").write_text("{{ nope }}")
    answer = await client.send()
    assert answer.status_code == 422 and answer.json["type"].endswith("broken-template")
