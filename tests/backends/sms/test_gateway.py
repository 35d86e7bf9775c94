"""HTTP gateways by definition: what they are asked, and what their answers mean."""

from __future__ import annotations

import asyncio
import json
import logging
import ssl

import msgspec
import pytest
from certificates import certificate
from hypothesis import given, settings
from hypothesis import strategies as st
from texting import Job, item
from web import CUT, SILENT, Gateway

from flong.backends.pool import RouteError
from flong.backends.sms.answers import HttpAnswer, id_of, meaning, report_of
from flong.backends.sms.definition import Definition, ReceiptForm, load_definition
from flong.backends.sms.gateway import GatewayBackend, GatewayConfig
from flong.backends.sms.receipts import Report
from flong.errors import ConfigError

FORM = """
url = "http://127.0.0.1:{port}/send/{{user}}"
[form]
to = "{{to}}"
text = "{{text}}"
from = "{{sender}}"
secret = "{{password}}"
[success]
status = [200]
pattern = 'msgid='
[permanent]
pattern = 'code=(4|5)'
[temporary]
pattern = 'code=9'
[id]
pattern = 'msgid=(\\S+)'
"""


@pytest.fixture
def define(tmp_path):
    """define(text) → the definition in a file."""

    def define(text):
        path = tmp_path / "gateway.toml"
        path.write_text(text, "utf-8")
        return load_definition(str(path))

    return define


async def sent(definition, job, **more):
    config = GatewayConfig(
        definition, **{"user": "acme/1", "password": b"hush-hush", "timeout": 2.0, "patience": 0.5, **more}
    )
    backend = GatewayBackend(config)
    await asyncio.wait_for(backend.run(job, job), 20)
    return backend


async def test_a_form_is_posted(define, job, caplog):
    """Every field is quoted; secrets stand in the body alone, and in no log."""
    caplog.set_level(logging.DEBUG)
    made = job("您好 & a=b€\n100%")
    async with Gateway() as gateway:
        await sent(define(FORM.format(port=gateway.port)), made)
    (request,) = gateway.requests
    assert request.line == "POST /send/acme%2F1 HTTP/1.1"
    assert request.form() == {"to": "+886912345678", "text": "您好 & a=b€\n100%", "from": "ACME", "secret": "hush-hush"}
    assert "hush-hush" not in caplog.text and "912345678" not in caplog.text and "您好" not in caplog.text
    (receipt,) = made.receipts
    assert (receipt.state, receipt.text, receipt.kind, receipt.code) == ("delivered", "m1", "sms", 200)


async def test_json_is_posted(define, job):
    """Texts of a tree of JSON, with a login in the head; the id is found by its path."""
    made = job('a"b\\')
    definition = """
    url = "http://localhost:{port}/"
    number = "digits"
    basic = true
    encodings = ["text", "unicode"]
    [json]
    type = "{{encoding}}"
    messages = [{{ to = "{{to}}", content = {{ text = "{{text}}", flash = false }} }}]
    [success]
    json = {{ "messages.0.status" = "0" }}
    [id]
    json = "messages.0.id"
    """
    answer = json.dumps({"messages": [{"status": "0", "id": "x-1"}]})
    async with Gateway(lambda n, r: (200, answer)) as gateway:
        await sent(define(definition.format(port=gateway.port)), made)
    (request,) = gateway.requests
    assert request.headers["authorization"] == "Basic YWNtZS8xOmh1c2gtaHVzaA=="
    content = {"text": 'a"b\\', "flash": False}
    assert json.loads(request.body) == {"type": "text", "messages": [{"to": "886912345678", "content": content}]}
    assert made.receipts[0].text == "x-1"


async def test_a_body_is_escaped_and_has_its_charset(define, job):
    """XML in big5, with a national number; what big5 does not have is refused before anything is sent."""
    definition = """
    url = "http://127.0.0.1:{port}/"
    number = "national:tw"
    charset = "big5"
    content_type = "text/xml; charset=big5"
    body = '<sms to="{{to:xml}}">{{text:xml}}</sms>'
    """
    made = job("<您&好>", "😀")
    async with Gateway() as gateway:
        await sent(define(definition.format(port=gateway.port)), made)
    (request,) = gateway.requests
    assert request.body.decode("big5") == '<sms to="0912345678">&lt;您&amp;好&gt;</sms>'
    assert made.states == {1: "delivered", 2: "bounced"}
    assert next(r.text for r in made.receipts if r.seq == 2) == "big5 does not have U+1F600 GRINNING FACE"


async def test_forms_have_their_charset(define, job):
    """Percent-encoded bytes of cp949."""
    made = job("안녕")
    async with Gateway() as gateway:
        await sent(define('charset = "cp949"\n' + FORM.format(port=gateway.port)), made)
    assert gateway.requests[0].form("cp949")["text"] == "안녕"


@pytest.mark.parametrize(
    ("answer", "state"),
    [
        ((200, "msgid=7"), "delivered"),
        ((200, "code=4 msgid=7"), "bounced"),
        ((200, "code=9"), "deferred"),
        ((200, "<html>maintenance</html>"), "ambiguous"),
        ((400, "code=5"), "bounced"),
        ((400, "what?"), "deferred"),
        ((302, ""), "deferred"),
        ((429, "slow"), "deferred"),
        ((500, ""), "deferred"),
        ((504, ""), "ambiguous"),
        (CUT, "ambiguous"),
        (SILENT, "ambiguous"),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nmsgid=7", "ambiguous"),
        (b"no http at all\r\n\r\n", "ambiguous"),
        (b"HTTP/1.1 200 OK\r\nContent-Type: a/b; charset=zlib\r\nContent-Length: 8\r\n\r\nmsgid=7\xff", "delivered"),
        (b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 2\r\n\r\nzz", "ambiguous"),
    ],
)
async def test_what_answers_mean(define, job, answer, state):
    """Unknown means temporary, unless the gateway may have taken the message."""
    made = job("a")
    async with Gateway(lambda n, r: answer) as gateway:
        await sent(define(FORM.format(port=gateway.port)), made, timeout=0.3)
    assert made.states == {1: state} and len(gateway.requests) == 1


async def test_an_answer_that_never_ends_is_none(define, job):
    """However often another byte comes."""

    async def drip(writer):
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 9999\r\n\r\n")
        for _ in range(100):
            writer.write(b"x")
            await asyncio.sleep(0.05)

    made = job("a")
    async with Gateway(lambda n, r: drip) as gateway:
        await sent(define(FORM.format(port=gateway.port)), made, timeout=0.2)
    assert made.states == {1: "ambiguous"} and made.receipts[0].text == "no answer in time"


async def test_too_fast_slows_down(define, job, brief):
    """429 is not counted as sent, and the pace drops."""
    made = job("a", "b")
    async with Gateway(lambda n, r: (429, "") if n == 1 else (200, "msgid=1")) as gateway:
        backend = await sent(define(FORM.format(port=gateway.port)), made, connections=1)
    assert made.states == {1: "deferred", 2: "delivered"} and backend.pace.interval > 0


async def test_a_refused_login_ends_the_run(define, job):
    """Nobody is bounced for it."""
    made = job(*"abc")
    async with Gateway(lambda n, r: (401, "bad hush-hush")) as gateway:
        with pytest.raises(RouteError, match="the login was refused") as caught:
            await sent(define(FORM.format(port=gateway.port)), made, connections=1)
    assert caught.value.permanent and made.states == {1: "unsent"} and "hush" not in str(caught.value)


async def test_secrets_that_answers_repeat_are_not_kept(define, job):
    """Nor is more of an answer than a line."""
    made = job("a")
    async with Gateway(lambda n, r: (400, f"user acme\r\npassword hush-hush{'x' * 100_000}")) as gateway:
        await sent(define(FORM.format(port=gateway.port)), made)
    text = made.receipts[0].text
    assert "hush" not in text and len(text) <= 500 and text.isprintable()


async def test_secrets_are_found_in_every_spelling(define, job):
    """Of a form, of JSON, of XML, of a login."""
    echoes = ["a%26b%22c+d%2F", 'a&b\\"c d/', "a&amp;b&quot;c d/", "YWNtZS8xOmEmYiJjIGQv", "a%26b%22c%20d%2F"]
    async with Gateway(lambda n, r: (400, f"<{echoes[n - 1]}>")) as gateway:
        made = job(*echoes)
        await sent(define(FORM.format(port=gateway.port)), made, password=b'a&b"c d/', connections=1)
    assert [receipt.text for receipt in made.receipts] == ["400 <…>"] * 5


async def test_an_id_that_may_be_missing(define, job):
    """The message was accepted all the same."""
    made = job("a")
    async with Gateway(lambda n, r: (200, "msgid=")) as gateway:
        await sent(define(FORM.format(port=gateway.port).replace("(\\S+)", "(\\S+)?")), made)
    assert made.states == {1: "delivered"} and made.receipts[0].text == ""


async def test_headers_of_the_definition_go_before_others(define, job):
    """Each field once, whatever its case."""
    kind, lines = "application/x-www-form-urlencoded; charset=utf-8", []
    text = FORM.format(port=1).replace("[form]", f'[headers]\ncontent-type = "{kind}"\n[form]')

    async def serve(reader, writer):
        lines.extend((await reader.readuntil(b"\r\n\r\n")).decode().lower().split("\r\n"))
        writer.close()

    server = await asyncio.start_server(serve, "127.0.0.1")
    async with server:
        await sent(define(text.replace(":1/", f":{server.sockets[0].getsockname()[1]}/")), job("a"))
    assert [line for line in lines if line.startswith("content-type")] == [f"content-type: {kind}"]


def test_scalars_of_json(define):
    """Written in TOML as they stand in JSON, or as texts."""
    made = define(FORM.format(port=1).replace("pattern = 'msgid='", 'json = { ok = true, code = 0, state = "1" }'))
    answers = ['{"ok": true, "code": 0, "state": 1}', '{"ok": false, "code": 0, "state": 1}', "{}"]
    assert [meaning(made, HttpAnswer(200, body)) for body in answers] == ["delivered", "ambiguous", "ambiguous"]
    assert meaning(define(FORM.format(port=1).replace("pattern = 'msgid='", "json = { ok = 'true' }")),
                   HttpAnswer(200, answers[0])) == "delivered"  # fmt: skip


async def test_an_absent_gateway_is_tried_until_patience_ends(define, job):
    """Then the item goes back: nothing was sent."""
    made = job("a")
    with pytest.raises(RouteError, match=r"127\.0\.0\.1: ConnectError"):
        await sent(define(FORM.format(port=1)), made)
    assert made.states == {1: "unsent"}


async def test_nothing_leaves_before_it_is_in_flight(define, job):
    """And what the book refuses never does."""
    made = job("a", "b")
    made.refused = {1}
    async with Gateway() as gateway:
        await sent(define(FORM.format(port=gateway.port)), made, connections=1)
    assert made.begun == [2] and made.states == {2: "delivered"} and len(gateway.requests) == 1


async def test_connections_are_kept(define, job):
    """One for each carrier."""
    made = job(*["x"] * 20)
    async with Gateway() as gateway:
        await sent(define(FORM.format(port=gateway.port)), made, connections=2)
    assert gateway.connections <= 2 and set(made.states.values()) == {"delivered"}


async def test_certificates_are_checked(define, job, tmp_path):
    """For good, and never without."""
    server = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    path = certificate(tmp_path)
    server.load_cert_chain(path)
    made = job("a")
    async with Gateway(tls=server) as gateway:
        definition = define(FORM.format(port=gateway.port).replace("http:", "https:"))
        with pytest.raises(RouteError) as caught:
            await sent(definition, made)
        assert caught.value.permanent and gateway.requests == []
        made = job("a")
        await sent(definition, made, tls=ssl.create_default_context(cafile=path))
    assert made.states == {1: "delivered"}


async def test_texts_and_numbers_the_gateway_does_not_take(define):
    """Too long for it, or abroad where it wants national numbers."""
    made = Job(item(1, "a" * 11), item(2, to="+821023456789"))
    async with Gateway() as gateway:
        text = 'longest = 10\nnumber = "national:TW"\n' + FORM.format(port=gateway.port)
        await sent(define(text), made, connections=1)
    reasons = [receipt.text for receipt in made.receipts]
    assert reasons == ["the text has 11 characters, the gateway takes 10", "the number is not a number of TW"]
    assert gateway.requests == []


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ("http://127.0.0.1:1", "http://sms.example", "https only"),
        ("http://127.0.0.1:1", "ftp://sms.example", "https://"),
        ("http://127.0.0.1:1", "https://a:b@sms.example", "ends in logs"),
        ("/{user}", "/{user}?to={to}", "ends in logs"),
        ("/{user}", "/{password}", "ends in logs"),
        (":1/", ":99999/", "url is wrong"),
        ('to = "{to}"', 'to = "x"', "nothing holds {to}"),
        ('"{sender}"', '"{sendr}"', "`sendr` is not known"),
        ("[id]", "[ids]", "unknown field `ids`; did you mean `id`"),
        ("[form]", 'method = "GET"\n[form]', "there are POST, PUT"),
        ("msgid=(", "msgid=((", r"id\.pattern: not a regular expression of RE2: missing \)"),
        ("[form]", 'charset = "utf-9"\n[form]', "no charset"),
        ("[form]", 'number = "local"\n[form]', "numbers are"),
        ("[form]", 'number = "national:XX"\n[form]', "no region"),
        ("[form]", 'body = "{text}"\n[form]', "one of form, json and body"),
        ("[form]", '[headers]\nX-To = "{to}"\n[form]', "a header holds"),
        ("[form]", 'like = "acme"\n[form]', "no definition `acme`"),
        ("[form]", '[receipt]\nid = "i"\nstatus = "s"\nanswer = "{text}"\n[form]', "answer to a receipt"),
        ("url", "url =", "gateway.toml"),
        ("/send/", "/se nd/", "a blank or a control character"),
        ("/send/", "/se\\tnd/", "a blank or a control character"),
        ("(\\S+)", "\\S+", "put it in brackets"),
        ("[form]", '[headers]\n"X Key" = "a"\n[form]', "'X Key' is no header field"),
        ("[form]", '[headers]\nX-Key = "a\\nb"\n[form]', "'X-Key' is no header field"),
        ("{sender}", "{sender:htm}", "`:htm` is not known; there are :xml"),
        ("[form]", "longest = -1\n[form]", "longest"),
    ],
)
def test_wrong_definitions_are_refused(define, old, new, reason):
    """When they are read, by name of the file."""
    with pytest.raises(ConfigError, match=reason):
        define(FORM.format(port=1).replace(old, new, 1))


def test_bodies_name_their_escape(define):
    """A text in XML without one would be markup."""
    text = 'url = "https://sms.example/"\ncontent_type = "text/xml"\nbody = "<a>{to:xml}{text}</a>"'
    with pytest.raises(ConfigError, match="text:xml"):
        define(text)


@pytest.mark.parametrize("name", ["mitake", "every8d", "twilio", "vonage"])
def test_shipped_definitions_say_that_they_are_not_complete(name):
    """They hold what is known and are to be completed; nothing is sent by half a definition."""
    with pytest.raises(ConfigError, match=r"needs a url|not complete|one of form"):
        load_definition(name)


def test_shipped_definitions_are_completed(define):
    """By a file that begins like them."""
    made = define('like = "mitake"\nurl = "https://sms.example/"\n[form]\nphone = "{to}"\nbody = "{text}"')
    assert made.form == {"username": "{user}", "password": "{password}", "phone": "{to}", "body": "{text}"}
    assert made.untried and made.receipt.answer == "magicid=sms_gateway_rpack\n"


def test_logins_of_headers_are_plain():
    """A line break in a password would be a header of its own."""
    definition = Definition(headers={"Authorization": "Bearer {password}"})
    for password in (b"a\r\nX: y", "密碼".encode()):
        with pytest.raises(ConfigError, match="printable ASCII"):
            GatewayConfig(definition, password=password)
    assert "hush" not in repr(GatewayConfig(definition, password=b"hush"))


RECEIPT = ReceiptForm("id", "st", "er", ("OK", "0"), ("BAD",), "ok {id}")


@pytest.mark.parametrize(
    ("fields", "report", "answer"),
    [
        ({"id": "m1", "st": "OK", "er": ""}, Report("m1", "h", "delivered", "OK"), "ok m1"),
        ({"id": "m1", "st": "BAD", "er": "9"}, Report("m1", "h", "failed", "BAD", "9"), "ok m1"),
        ({"id": "m1", "st": "QUEUED"}, Report("m1", "h", "pending", "QUEUED"), "ok m1"),
        ({"id": "m{user}", "st": "0"}, Report("m{user}", "h", "delivered", "0"), "ok m{user}"),
        ({"st": "OK"}, None, ""),
        ({"id": "m" * 65}, None, ""),
    ],
)
def test_receipts_of_webhooks(fields, report, answer):
    """By the names and values of the definition."""
    assert report_of(RECEIPT, "h", fields) == (report, answer)


@settings(max_examples=100)
@given(st.integers(100, 599), st.text(max_size=80), st.sampled_from(["", "a.0.b", "0", "a"]))
def test_any_answer_means_something(status, body, path):
    """Whatever a gateway says, nothing breaks."""
    definition = msgspec.convert({"success": {"json": {path: "0"}}, "id": {"json": path}}, Definition)
    answer = HttpAnswer(status, body)
    assert meaning(definition, answer) in ("delivered", "bounced", "deferred", "throttled", "ambiguous", "login")
    assert len(id_of(definition, answer)) < 65


def test_deep_json_is_no_answer():
    """It is read as none."""
    assert HttpAnswer(200, "[" * 60_000).value("0.0") == ""
