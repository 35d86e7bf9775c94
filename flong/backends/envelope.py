"""What must be true of a message before a server hears of it.

A refusal here is permanent and local: the same bytes would be refused again.
"""

from __future__ import annotations

from collections.abc import Mapping

from flong.backends.base import Outgoing
from flong.runtime.addresses import check_address

MAX_LINE = 998


class Refusal(Exception):
    """This message can't go to this recipient by this server. `enhanced` is an RFC 3463 code."""

    def __init__(self, text: str, enhanced: str) -> None:
        super().__init__(text)
        self.enhanced = enhanced


def commands(item: Outgoing, data: bytes, extensions: Mapping[str, str]) -> tuple[bytes, bytes]:
    """MAIL and RCPT for the server's ESMTP `extensions` (lower-case names). Raises Refusal for wrong
    addresses, for bytes no server should see, and for an extension that is needed and missing."""
    sender = _address(item.mail_from, "5.1.7") if item.mail_from else ""
    recipient = _address(item.rcpt_to, "5.1.3")
    _check_bytes(data)
    parameters = [_size(len(data), extensions)]
    if not data.isascii():
        parameters.append(_needed("8bitmime", "BODY=8BITMIME", "5.6.3", extensions))
    if not (sender + recipient).isascii() or not data[: data.find(b"\r\n\r\n")].isascii():
        parameters.append(_needed("smtputf8", "SMTPUTF8", "5.6.7", extensions))
    mail = " ".join([f"MAIL FROM:<{sender}>", *filter(None, parameters)])
    return mail.encode(), f"RCPT TO:<{recipient}>".encode()


def _address(text: str, enhanced: str) -> str:
    try:
        return check_address(text)
    except ValueError:
        raise Refusal("not a valid envelope address", enhanced) from None


def _size(size: int, extensions: Mapping[str, str]) -> str:
    """SIZE (RFC 1870); a limit of 0, or one that is no number, is none."""
    if "size" not in extensions:
        return ""
    limit = extensions["size"].strip()
    if limit.isascii() and limit.isdigit() and 0 < int(limit[:20]) < size:
        raise Refusal(f"a message of {size} bytes; the server takes {limit[:20]}", "5.3.4")
    return f"SIZE={size}"


def _needed(extension: str, parameter: str, enhanced: str, extensions: Mapping[str, str]) -> str:
    if extension not in extensions:
        raise Refusal(f"the message needs {extension.upper()}, which the server does not offer", enhanced)
    return parameter


def _check_bytes(data: bytes) -> None:
    """CRLF only (what else has been read as a line end made SMTP smuggling possible), no NUL."""
    lines = data.split(b"\r\n")
    strange = len(data) - len(data.translate(None, b"\r\n\0")) - 2 * (len(lines) - 1)
    if strange or lines[-1] or len(lines) == 1:
        raise Refusal("the message holds NUL, or a line end that is not CRLF", "5.6.0")
    if max(map(len, lines)) > MAX_LINE:
        raise Refusal(f"a line of the message is longer than {MAX_LINE} bytes", "5.6.0")
