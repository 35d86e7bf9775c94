"""Fields of bulk mail, as they stand in a message."""

from __future__ import annotations

import email
import email.policy

import pytest

from flong.runtime.bulk import feedback_field, unsubscribe_fields
from flong.runtime.message import Message

URL = "https://mail.acme.example/u/" + "k3" * 150


def test_one_click() -> None:
    """RFC 8058 section 3.1: both fields, the URL whole and unencoded however long."""
    extra = (*unsubscribe_fields(URL, "leave@acme.example"), *feedback_field("acme", "2026-11", "c42"))
    raw = Message("k", "d", (("From", "a@acme.example"), ("To", "b@mail.example")), text="x").as_bytes(extra=extra)
    found = email.message_from_bytes(raw, policy=email.policy.default)
    assert found["List-Unsubscribe"] == f"<{URL}>, <mailto:leave@acme.example?subject=unsubscribe>"
    assert found["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert found["Feedback-ID"] == "2026-11:c42:acme"


@pytest.mark.parametrize(
    "url",
    ["", "http://a.example/", "https://a b", "https://a>\r\nBcc: x@y.z", "https://例え.jp/", "https://a/" + "x" * 900],
)
def test_urls_are_checked(url: str) -> None:
    """https only, ASCII only, nothing that ends the brackets."""
    with pytest.raises(ValueError, match="https URL"):
        unsubscribe_fields(url)


@pytest.mark.parametrize("tags", [("a:b",), ("",), ("é",), ("a\r\nb",), ("a", "b", "c", "d")])
def test_tags_are_checked(tags: tuple[str, ...]) -> None:
    """A colon would shift the sender's place."""
    with pytest.raises(ValueError, match="Feedback-ID"):
        feedback_field("acme", *tags)
