"""No value adds a header, an address or a line to a mail, by Python's parser and by hand."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import flong

PLAIN, ADDRESS = "Anna", "anna@mailbox.example"
SOURCE = """\
Key: {{ key }}
Document: {{ v }}
Subject: Bill for {{ v }}
Preheader: {{ v }}
From: {{ v }} <bill@acme.example>
Reply-To: "Dr. {{ v }}" <reply@acme.example>, desk@acme.example
To: {{ v }} <{{ to }}>
Cc: {{ to }}
X-Tag: a {{ v }}

{% data %}
key: text
v: text
to: text
{% enddata %}
<p>{{ v }}</p>
"""
HOSTILE = (
    "", " ", "\r\nBcc: eve@evil.example", "\nX: y", "\r\r", "x\r\n\r\n<p>", "\x00", "\x0b", "\x85",
    "\u2028X: y", "\u2029", "a@b.example, eve@evil.example", "Eve <eve@evil.example>",
    '" <eve@evil.example>, "', '"', '\\"', "\\", "a\\", "(comment)", "a (b", "x: y;",
    "=?utf-8?q?=0D=0ABcc:_x?=", "=?utf-8?b?DQpCY2M6IHg=?=", "=?", "?=", "a =?utf-8?q?b?= c", "\u202eevil",
    "\u2066", "\u200b", "\u0301\u0301", "王小明", "王" * 300, "x" * 3000, "x " * 700, "\t", "a\tb", "\ufeff",
    "😀" * 40, "é\r\n é", ",", ";", "<>", "@", "%0d%0aBcc: x", "\\r\\nBcc: x", "&#13;&#10;Bcc: x", "\u0130",
    "\uff0c", "\uff20",
)  # fmt: skip
ADDRESSES = (
    "", " ", ADDRESS, "eve@evil.example", "a@b.example, eve@evil.example", "a@b.example eve@evil.example",
    "a@b.example\r\nBcc: eve@evil.example", "a@b.example\n", " a@b.example", "a@b.example>", "<a@b.example>",
    "a@b.example(x)", "Eve <eve@evil.example>", '"a b"@c.example', '"a\r\nb"@c.example',
    '"a\\"@evil.example"@c.example', "a@b@c.example", "a@[127.0.0.1]", "a@b.example;", "a:b@c.example;",
    "@b.example:a@c.example", "a@b..example", "a@-b.example", "a@b.example.", "a@b_c.example",
    "a%evil.example@b.example", "a!b@c.example", "王@b.example", "a@王.example", "a@ｂ.example", "a@b．example",
    "a@b.example\u202e", "a\x00@b.example", "a@b.example\x00", "x" * 65 + "@b.example",
    "a@" + "b." * 140 + "example", "a@b", "=?utf-8?q?a?=@b.example",
)  # fmt: skip
made_up = st.text(max_size=30) | st.lists(
    st.sampled_from((*HOSTILE, *ADDRESSES, "a", " ", "\r\n", "<", ">", '"', ",")), min_size=2, max_size=4
).map("".join)


@pytest.fixture(scope="module")
def template() -> flong.Template:
    return flong.compile(SOURCE, engine="python")


def mails(template: flong.Template, records: list[tuple[str, str]]) -> Iterator[tuple[str, str, bytes]]:
    """Name, address and mail of the records that are not rejected."""
    rows = [{"key": str(n), "v": value, "to": to} for n, (value, to) in enumerate(records)]
    (batch,) = template.render_batches(rows)
    for message in batch.messages:
        value, to = records[int(message.key)]
        yield value, to, message.as_bytes(message_id="1@acme.example", date=datetime(2026, 11, 21, tzinfo=UTC))


def head_lines(mail: bytes) -> list[bytes]:
    """The lines of a mail's head, whose form is checked: names, folded lines, nothing else."""
    lines = mail.split(b"\r\n\r\n")[0].split(b"\r\n")
    for line in lines:
        assert re.fullmatch(rb"([A-Za-z][A-Za-z-]*: |[ \t]+[^ \t])[^\r\n\0]*", line), line
        assert len(line) <= 998
    return lines


def names(mail: bytes) -> list[bytes]:
    return [line.split(b":")[0] for line in head_lines(mail) if line[:1] not in b" \t"]


def spaced(text: str) -> str:
    """Without what folding may change."""
    return " ".join(text.split())


def judge(plain: bytes, value: str, to: str, mail: bytes) -> None:
    """The mail differs from the plain one in its values only, and these are the record's."""
    assert names(mail) == names(plain)
    parsed = message_from_bytes(mail, policy=policy.default)
    assert isinstance(parsed, EmailMessage) and parsed.keys() == message_from_bytes(plain).keys()
    assert spaced(parsed["subject"]) == spaced("Bill for " + value)
    specs = {name: [one.addr_spec for one in parsed[name].addresses] for name in ("from", "reply-to", "to", "cc")}
    assert specs.pop("from") == ["bill@acme.example"]
    assert specs.pop("reply-to") == ["reply@acme.example", "desk@acme.example"]
    assert len(specs["to"]) == 1 and specs["to"] == specs["cc"]
    local = specs["to"][0].encode("utf-8", "surrogateescape").decode().rpartition("@")[0]
    assert local.strip('"') == to.rpartition("@")[0].strip('"')


@pytest.fixture(scope="module")
def plain(template) -> bytes:
    ((_, _, mail),) = mails(template, [(PLAIN, ADDRESS)])
    return mail


def test_hostile_names(template, plain):
    """Values of names, subjects and header fields."""
    sent = [*mails(template, [(value, ADDRESS) for value in HOSTILE])]
    for value, to, mail in sent:
        assert not re.search("[\x00-\x08\x0a-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]", value)
        judge(plain, value, to, mail)
    assert len(sent) > len(HOSTILE) / 2


def test_hostile_addresses(template, plain):
    """Values of addresses: one address, or the record is rejected."""
    sent = [*mails(template, [(PLAIN, to) for to in ADDRESSES])]
    for value, to, mail in sent:
        judge(plain, value, to, mail)
        assert re.fullmatch(r'("[^"\\]+"|[^\s<>(),;:"\\]+)@[^\s<>(),;:"\\@]+', to)
    assert ADDRESS in [to for _, to, _ in sent] and len(sent) < len(ADDRESSES) / 2


@settings(max_examples=150)
@given(value=made_up, to=st.just(ADDRESS) | made_up)
def test_made_up_values(template, plain, value, to):
    """Any name with any address."""
    for record in mails(template, [(value, to)]):
        judge(plain, *record)


@pytest.mark.deep
@settings(max_examples=20_000)
@given(value=made_up, to=st.just(ADDRESS) | made_up)
def test_made_up_values_deep(template, plain, value, to):
    """Many of them."""
    for record in mails(template, [(value, to)]):
        judge(plain, *record)
