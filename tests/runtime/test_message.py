"""What a message refuses, derives and writes."""

from __future__ import annotations

import email
import email.policy
from datetime import UTC, datetime

import pytest

from flong.runtime.message import Attachment, Image, Message

NOON = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)
BASE = (("From", '"Acme Bank" <bill@acme.example>'), ("To", '"王小明" <wang@mail.example>'), ("Subject", "11月帳單"))


def message(*more: tuple[str, str], **fields: object) -> Message:
    return Message("k1", "bill/k1/202611", BASE + more, **{"html": "<p>帳單</p>", "text": "帳單", **fields})


def parsed(raw: bytes) -> email.message.EmailMessage:
    found = email.message_from_bytes(raw, policy=email.policy.default)
    assert all(not part.defects for part in found.walk())
    return found


def test_addresses_and_subject_come_from_the_head() -> None:
    """Structured addresses are parsed once, when the message is made."""
    one = message(("Cc", "a@b.example, C <c@d.example>"), ("Reply-To", "help@acme.example"))
    assert one.subject == "11月帳單"
    assert one.from_.name == "Acme Bank" and one.from_.address == "bill@acme.example"
    assert [each.address for each in one.to + one.cc + one.reply_to] == [
        "wang@mail.example",
        "a@b.example",
        "c@d.example",
        "help@acme.example",
    ]


def test_the_envelope_holds_bcc_and_the_header_does_not() -> None:
    """A blind copy is a recipient and nothing else."""
    one = message(("Bcc", "audit@acme.example, wang@mail.example"))
    assert one.envelope.rcpt_to == ("wang@mail.example", "audit@acme.example")
    assert b"audit" not in one.as_bytes() and b"Bcc" not in one.as_bytes()


def test_content_is_not_in_the_repr() -> None:
    """Logs that print a message do not print a bill."""
    shown = repr(
        message(attachments=(Attachment("a.pdf", "application/pdf", b"secret"),), html="secret", text="secret")
    )
    assert "secret" not in shown


def test_full_tree() -> None:
    """mixed(related(alternative(text, html), images), attachments)"""
    raw = message(
        images=(Image("qr@flong", "qr.png", "image/png", b"\x89PNG"),),
        attachments=(Attachment("帳單.pdf", "application/pdf", b"%PDF"),),
    ).as_bytes(date=NOON)
    found = parsed(raw)
    assert [part.get_content_type() for part in found.walk()] == [
        "multipart/mixed",
        "multipart/related",
        "multipart/alternative",
        "text/plain",
        "text/html",
        "image/png",
        "application/pdf",
    ]
    assert found["date"].datetime == NOON
    assert [part.get_filename() for part in found.iter_attachments()] == ["帳單.pdf"]
    assert raw.isascii()


@pytest.mark.parametrize(
    ("fields", "kind"),
    [({"html": None}, "text/plain"), ({"text": None}, "text/html"), ({}, "multipart/alternative")],
)
def test_levels_that_are_not_needed_are_dropped(fields: dict[str, object], kind: str) -> None:
    """A lone text part is the message."""
    assert parsed(message(**fields).as_bytes()).get_content_type() == kind


def test_the_same_message_gives_the_same_bytes() -> None:
    """Boundaries and the default Message-ID are made from content."""
    assert message().as_bytes(date=NOON) == message().as_bytes(date=NOON)


def test_message_ids_differ_by_content_and_recipient() -> None:
    """Receivers drop what they have seen."""
    ids = {
        parsed(one.as_bytes())["message-id"] for one in (message(), message(text="2"), message(("Cc", "a@b.example")))
    }
    assert len(ids) == 3 and all(one.endswith("@acme.example>") for one in ids)


@pytest.mark.parametrize(
    "evil", ["a\r\nBcc: x@y.z", "a\nb", "a\rb", "a\0b", "a\x1bb", "a\u2028b", "a\u202eb", "\ud800"]
)
@pytest.mark.parametrize("name", ["Subject", "X-Ref", "From", "To", "List-Unsubscribe"])
def test_header_injection_is_refused(name: str, evil: str) -> None:
    """No control character reaches a header."""
    head = tuple(pair for pair in BASE if pair[0] != name)
    with pytest.raises(ValueError, match=name):
        Message("k", "d", (*head, (name, evil)), text="x")


@pytest.mark.parametrize("name", ["Date", "Message-ID", "Content-Type", "DKIM-Signature", "MIME-Version"])
def test_fields_the_message_writes_are_not_the_template_s(name: str) -> None:
    """One writer per field."""
    with pytest.raises(ValueError, match="written by the message"):
        message((name, "x"))


@pytest.mark.parametrize("name", ["", "X Y", "X:Y", "X-é", "X\n", "x" * 61])
def test_a_field_name_is_a_token(name: str) -> None:
    """RFC 5322 section 2.2."""
    with pytest.raises(ValueError, match="field name"):
        message((name, "x"))


def test_a_field_that_stands_once_is_not_given_twice() -> None:
    """A second From is how one signature comes to cover another's name."""
    with pytest.raises(ValueError, match="twice"):
        message(("subject", "again"))


def test_missing_sender_or_recipient() -> None:
    """Made for preview, refused for the wire."""
    preview = Message("k", "d", (("Subject", "x"),), text="x")
    with pytest.raises(ValueError, match="no From"):
        preview.as_bytes()
    with pytest.raises(ValueError, match="no recipient"):
        Message("k", "d", (("From", "a@b.example"),), text="x").envelope  # noqa: B018


@pytest.mark.parametrize("name", ["", " ", "a/b.pdf", "..\\x.pdf", "a\r\nX: y.pdf", "a\0.pdf"])
def test_file_names(name: str) -> None:
    """An attachment's name can be data: it is a name, not a path or a header."""
    with pytest.raises(ValueError, match=r"name|control"):
        message(attachments=(Attachment(name, "application/pdf", b""),)).as_bytes()


def test_message_id_and_date_are_checked() -> None:
    """A naive date or a torn id is refused."""
    with pytest.raises(ValueError, match="time zone"):
        message().as_bytes(date=datetime(2026, 1, 1))
    with pytest.raises(ValueError, match="Message-ID"):
        message().as_bytes(message_id="a@b>\r\nX: y")
