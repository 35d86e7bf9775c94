# cython: annotation_typing=False, nonecheck=True
"""What must be true of a message before a server hears of it, and the envelope it gets.

A refusal here is permanent and local: the same bytes would be refused again.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, NamedTuple

from flong.backends.base import Outgoing
from flong.backends.scan import DOT, EIGHT, LONG, STRANGE, scan
from flong.backends.usual import usual_lines
from flong.runtime.addresses import check_address

MAX_LINE = 998
_NO_XTEXT = re.compile(rb"[^!-*,-<>-~]")
_NO_UNITEXT = re.compile(r"[\x00-\x20+=\\\x7f]")


class Refusal(Exception):
    """This message can't go to this recipient by this server. `enhanced` is an RFC 3463 code."""

    def __init__(self, text: str, enhanced: str) -> None:
        super().__init__(text)
        self.enhanced = enhanced


@dataclass(frozen=True, slots=True)
class Notices:
    """What is asked of servers that know DSN (RFC 3461): how much of the message a notice brings back, what it is sent
    for (such as `FAILURE,DELAY`), and whether it names the message (ENVID) and the address as we know it (ORCPT)."""

    ret: Literal["", "FULL", "HDRS"] = ""
    notify: str = ""
    names: bool = False


class Envelope(NamedTuple):
    """The lines of MAIL and RCPT, and whether a line of the message begins with a dot."""

    mail: bytes
    rcpt: bytes
    dots: bool


class Envelopes:
    """Makes the envelopes for a server with these ESMTP `extensions` (lower-case names)."""

    def __init__(self, extensions: Mapping[str, str], notices: Notices | None = None) -> None:
        self._extensions = extensions
        self._notices = notices if notices and "dsn" in extensions else None
        limit = extensions.get("size", "").strip()[:18]
        self._limit = int(limit) if limit.isascii() and limit.isdigit() else 0  # 0, or no number: none (RFC 1870)
        self._sized = "size" in extensions

    def of(self, item: Outgoing) -> Envelope:
        """Raises Refusal for wrong addresses, for bytes no server should see, and for an extension that is needed and
        missing."""
        if self._notices is None:
            told = usual_lines(item.mail_from, item.rcpt_to, item.data, MAX_LINE, self._limit, self._sized)
            if told is not None:
                return Envelope(*told)
        return self.looked_at(item)

    def looked_at(self, item: Outgoing) -> Envelope:
        """What `of` gives, of any mail: the slow twin of `usual_lines`."""
        sender = _address(item.mail_from, "5.1.7") if item.mail_from else ""
        recipient = _address(item.rcpt_to, "5.1.3")
        found = scan(item.data, MAX_LINE)
        if found & (STRANGE | LONG):
            raise Refusal(_strange(found), "5.6.0")
        mail, rcpt = f"MAIL FROM:<{sender}>{self._size(item.data.nbytes)}", f"RCPT TO:<{recipient}>"
        if found & EIGHT:
            mail += self._needed("8bitmime", " BODY=8BITMIME", "5.6.3")
        if not (sender + recipient).isascii() or (found & EIGHT and not _head(item.data).isascii()):
            mail += self._needed("smtputf8", " SMTPUTF8", "5.6.7")
        if self._notices:
            mail, rcpt = mail + _of_message(self._notices, item), rcpt + _of_recipient(self._notices, recipient)
        return Envelope(mail.encode(), rcpt.encode(), bool(found & DOT))

    def _size(self, size: int) -> str:
        if 0 < self._limit < size:
            raise Refusal(f"a message of {size} bytes; the server takes {self._limit}", "5.3.4")
        return f" SIZE={size}" if self._sized else ""

    def _needed(self, extension: str, parameter: str, enhanced: str) -> str:
        if extension not in self._extensions:
            raise Refusal(f"the message needs {extension.upper()}, which the server does not offer", enhanced)
        return parameter


def xtext(raw: bytes) -> str:
    """RFC 3461 section 4."""
    return _NO_XTEXT.sub(lambda found: b"+%02X" % found[0][0], raw).decode()


def _of_message(notices: Notices, item: Outgoing) -> str:
    ret = f" RET={notices.ret}" if notices.ret else ""
    return ret + (f" ENVID={item.document.hex()}.{item.attempt}" if notices.names else "")


def _of_recipient(notices: Notices, recipient: str) -> str:
    notify = f" NOTIFY={notices.notify}" if notices.notify else ""
    if not notices.names:
        return notify
    kind = "rfc822" if recipient.isascii() else "utf-8"  # RFC 6533 section 3
    raw = xtext(recipient.encode()) if recipient.isascii() else _unitext(recipient)
    return f"{notify} ORCPT={kind};{raw}"


def _unitext(text: str) -> str:
    """utf-8-addr-unitext of RFC 6533 section 3."""
    return _NO_UNITEXT.sub(lambda found: f"\\x{{{ord(found[0]):02X}}}", text)


def _address(text: str, enhanced: str) -> str:
    try:
        return check_address(text)
    except ValueError:
        raise Refusal("not a valid envelope address", enhanced) from None


def _strange(found: int) -> str:
    """CRLF only (what else has been read as a line end made SMTP smuggling possible), no NUL."""
    if found & STRANGE:
        return "the message holds NUL, or a line end that is not CRLF"
    return f"a line of the message is longer than {MAX_LINE} bytes"


def _head(data: memoryview) -> bytes:
    return bytes(data).partition(b"\r\n\r\n")[0]
