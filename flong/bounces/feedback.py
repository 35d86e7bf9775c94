"""Complaints: feedback reports (RFC 5965, 6430, 6591), and what providers send that is none but means the same."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from flong.bounces.parts import ORIGINAL, Head, Mail, Part, read_head
from flong.bounces.phrases import marks

KIND: Final = "message/feedback-report"
_TYPES: Final = {
    "abuse": "complaint", "fraud": "complaint", "virus": "complaint", "other": "complaint",
    "miscategorized": "complaint", "opt-out": "opt-out", "opt-out-list": "opt-out", "unsubscribe": "opt-out",
    "auth-failure": "authentication-report", "dmarc": "authentication-report", "not-spam": "delivered",
}  # fmt: skip
_FIELD = re.compile(r"^([\w-]+)[ \t]*:[ \t]*(.*(?:\n[ \t]+\S.*)*)$", re.MULTILINE)
_HOTMAIL = "x-hmxmroriginalrecipient"
_STAFF = re.compile(r"\b(?:staff@hotmail\.com|feedback@arf\.|fbl@|complaints?@)", re.IGNORECASE)


def name_of(mail: Mail) -> str:
    """The class of a report, "" when the mail is none."""
    if part := mail.first(KIND):
        return _TYPES.get(_fields(part).get("feedback-type", [""])[0].strip().lower(), "complaint")
    if mail.report == "feedback-report":
        return "complaint"
    sender, subject = mail.head.get("from"), mail.head.get("subject")
    if _STAFF.search(sender) and "complaint" in subject.lower():
        return "complaint"
    if marks("unsubscribes").search(subject) and len(mail.parts) == 1:
        return "opt-out"
    return ""


def recipients(mail: Mail) -> list[str]:
    """Who complained, as far as it is told; [""] when the report is redacted."""
    found = [address for address in _told(mail) if "@" in address and not address.startswith("redacted")]
    return list(dict.fromkeys(found)) or [""]


def _told(mail: Mail) -> Iterator[str]:
    part = mail.first(KIND)
    for name in ("original-rcpt-to", "removal-recipient"):
        yield from (value.strip().strip("<>") for value in (_fields(part).get(name, ()) if part else ()))
    head = original(mail)
    yield from head.all(_HOTMAIL)


def original(mail: Mail) -> Head:
    """The head of the mail that is complained of."""
    part = mail.first(*ORIGINAL)
    return read_head(part.body) if part else Head(())


def senders(mail: Mail) -> list[str]:
    """The return paths that the report names."""
    part = mail.first(KIND)
    return [value.strip().strip("<>") for value in (_fields(part).get("original-mail-from", ()) if part else ())]


def _fields(part: Part) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for match in _FIELD.finditer(part.text):
        found.setdefault(match[1].lower(), []).append(" ".join(match[2].split()))
    return found
