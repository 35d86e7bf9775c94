"""Delivery status notifications: the fields of message/delivery-status (RFC 3464, RFC 6533)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

KINDS: Final = ("message/delivery-status", "message/global-delivery-status")
_FIELD = re.compile(r"^([A-Za-z][\w-]*)[ \t]*:[ \t]*(.*)$")
_ENHANCED = re.compile(r"(?<![\d.])([245]\.\d{1,3}\.\d{1,3})(?![\d.]*\d)")
_ESCAPED = re.compile(r"\\x\{([0-9A-Fa-f]{2,6})\}")
_HERE = re.compile(r"^(?:final-recipient|original-recipient|diagnostic-code)[ \t]*:", re.IGNORECASE | re.MULTILINE)
_RECIPIENT = ("final-recipient", "original-recipient", "action", "status", "diagnostic-code", "x-actual-recipient")


@dataclass(frozen=True, slots=True)
class Status:
    """One recipient's group. `enhanced` is of Status, `comment` what stands in brackets behind it; `diagnostic`
    is without its type; `reporting` and `remote` are the servers' names."""

    address: str
    action: str
    enhanced: str
    comment: str
    diagnostic: str
    reporting: str
    remote: str


def is_status(text: str) -> bool:
    """Whether a part of another type holds such fields: some systems send them as plain text."""
    return bool(_HERE.search(text))


def read(text: str) -> list[Status]:
    """All recipients. Fields may be folded, repeated, in any case and order; groups without a recipient's field
    say who reports."""
    found, reporting = [], ""
    for group in _groups(text):
        reporting = _typed(group.get("reporting-mta", "")) or reporting
        if any(name in group for name in _RECIPIENT):
            found.append(_status(group, reporting))
    return found


def _groups(text: str) -> Iterator[dict[str, str]]:
    for block in re.split(r"\n[ \t]*\n", text.replace("\r\n", "\n")):
        group: dict[str, str] = {}
        last = ""
        for line in block.split("\n"):
            field = _FIELD.match(line)
            if field:
                last = field[1].lower()
                group[last] = f"{group[last]} {field[2]}".strip() if last in group else field[2].strip()
            elif last and line.strip():
                group[last] = f"{group[last]} {line.strip()}"
        if group:
            yield group


def _status(group: dict[str, str], reporting: str) -> Status:
    status = group.get("status", "")
    enhanced = _ENHANCED.search(status)
    diagnostic = group.get("diagnostic-code", "")
    return Status(
        address=_address(group.get("final-recipient") or group.get("original-recipient", "")),
        action=group.get("action", "").partition(" ")[0].lower(),
        enhanced=enhanced[1] if enhanced else "",
        comment=status.partition("(")[2].rpartition(")")[0].strip(),
        diagnostic=diagnostic if diagnostic.lower().startswith("x-unix") else _typed(diagnostic) or diagnostic,
        reporting=reporting,
        remote=_typed(group.get("remote-mta", "")).partition(" ")[0],
    )


def _typed(value: str) -> str:
    """The value behind its type: `dns; mx.example` (RFC 3464 section 2.1.2)."""
    kind, semicolon, rest = value.partition(";")
    return rest.strip() if semicolon and re.fullmatch(r"[\w.-]{1,40}", kind.strip()) else ""


def _address(value: str) -> str:
    """The address of a typed field; utf-8-addr-xtext (RFC 6533 section 3) is undone, source routes are left out."""
    text = (_typed(value) or value).strip().strip("<>").strip()
    text = _ESCAPED.sub(_character, text)
    return text.rpartition(":")[2] if text.startswith("@") else text


def _character(match: re.Match[str]) -> str:
    number = int(match[1], 16)
    return chr(number) if number <= 0x10FFFF and not 0xD800 <= number <= 0xDFFF else "\ufffd"
