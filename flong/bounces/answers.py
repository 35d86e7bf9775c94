"""Mails that machines answer with: out of office and receipts (RFC 3834), and challenges to prove oneself a person."""

from __future__ import annotations

from typing import Final

from flong.bounces.parts import Mail
from flong.bounces.phrases import marks

_HEADS: Final = ("x-autoreply", "x-autorespond", "x-autoresponder", "x-mail-autoreply")
_SUBMITTED: Final = ("auto-replied", "auto-generated", "auto-notified")
_LOOKED_AT: Final = 4000


def name_of(mail: Mail, text: str) -> str:
    """`challenge`, `auto-reply`, or "" for a mail that is neither. Bounces say auto-replied too: ask for them first."""
    head = mail.head
    subject = head.get("subject")
    if marks("challenge").search(subject) or marks("challenge").search(text[:_LOOKED_AT]):
        return "challenge"
    marked = head.get("auto-submitted").lower().startswith(_SUBMITTED) or any(map(head.get, _HEADS))
    precedence = head.get("precedence").lower() in ("auto_reply", "auto-reply")
    receipt = mail.report == "disposition-notification"
    return "auto-reply" if marked or precedence or receipt or marks("answer").search(subject) else ""
