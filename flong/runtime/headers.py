"""Header fields as they stand on the wire: ASCII, folded, one string without the last CRLF.

Unstructured text and display names become RFC 2047 encoded words where they must (split between
characters, at most 75 long); parameters become RFC 2231. Every function raises ValueError for what
would break a header; nothing is silently dropped.
"""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Iterable, Iterator
from datetime import datetime
from email.utils import format_datetime
from urllib.parse import quote

from flong.runtime.addresses import Address, no_breaks

LINE = 76
MAX_LINE = 998
_NAME = re.compile(r"[!-9;-~]{1,60}\Z")
_PLAIN = re.compile(r"[!-~]+(?: [!-~]+)*\Z")
_MESSAGE_ID = re.compile(r"[!#-'*+\-./0-9=?A-Z^_`a-z{|}~]+@[!#-'*+\-./0-9=?A-Z^_`a-z{|}~]+\Z")
_Q_SAFE = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789!*+-/")
_STRUCTURED = frozenset(
    [
        "list-unsubscribe",
        "list-unsubscribe-post",
        "list-id",
        "list-help",
        "list-owner",
        "feedback-id",
        "auto-submitted",
        "precedence",
        "references",
        "in-reply-to",
    ]
)
_WORD = 75 - len("=?UTF-8?B??=")
_PIECE = 60


def check_name(name: str) -> str:
    """`name`, or ValueError when it is no field name (RFC 5322 section 2.2)."""
    if not _NAME.match(name):
        raise ValueError("not a header field name")
    return name


def field(name: str, value: str) -> str:
    """A structured field: ASCII, folded at its spaces."""
    if not _PLAIN.match(value):
        raise ValueError(f"{name}: must be printable ASCII")
    return _fold(name, value.split(" "))


def is_structured(name: str) -> bool:
    """Whether a field is written as it is, never in encoded words."""
    return name.lower() in _STRUCTURED


def any_field(name: str, value: str) -> str:
    """A field by its name: known structured ones as they are, others as text with encoded words."""
    check_name(name)
    if is_structured(name):
        return field(name, value)
    no_breaks(value, name)
    if value == "":
        return f"{name}: "
    if _PLAIN.match(value) and "=?" not in value and max(map(len, value.split(" "))) < MAX_LINE - 80:
        return _fold(name, value.split(" "))
    return _fold(name, encoded_words(value, LINE - len(name) - 2))


def address_field(name: str, addresses: Iterable[Address]) -> str:
    """From, To, Cc, Reply-To: mailboxes with quoted or encoded names."""
    tokens: list[str] = []
    for one in addresses:
        if tokens:
            tokens[-1] += ","
        tokens += _mailbox(one)
    return _fold(name, tokens)


def date_text(instant: datetime) -> str:
    """An aware instant as RFC 5322 date-time."""
    if instant.tzinfo is None:
        raise ValueError("Date: needs a time zone")
    return format_datetime(instant)


def message_id(value: str) -> str:
    """`left@right` in angle brackets."""
    if not _MESSAGE_ID.match(value) or len(value) > 250:
        raise ValueError("Message-ID: must be left@right")
    return f"<{value}>"


def parameter(name: str, value: str) -> list[str]:
    """A MIME parameter, as pieces to join by `; `: quoted ASCII, or RFC 2231 in UTF-8."""
    if _is_plain(value) and len(value) <= _PIECE:
        return [f"{name}={quoted(value)}"]
    pieces = list(_percent_pieces(no_breaks(value, name)))
    if len(pieces) == 1:
        return [f"{name}*=UTF-8''{pieces[0]}"]
    heads = (f"{name}*{number}*=" for number in range(len(pieces)))
    return [
        head + ("UTF-8''" if at == 0 else "") + piece
        for at, (head, piece) in enumerate(zip(heads, pieces, strict=True))
    ]


def plain_or_encoded(text: str) -> str:
    """A quoted-string, of encoded words where it must be: not RFC 2045, but what old clients read."""
    return quoted(text if _is_plain(text) else " ".join(encoded_words(text, 60)))


def parameterised(name: str, value: str, parameters: Iterable[str]) -> str:
    """A field like Content-Type: value and parameters, a parameter never broken."""
    tokens = [value, *parameters]
    return _fold(name, [token + ";" for token in tokens[:-1]] + tokens[-1:])


def quoted(text: str) -> str:
    """A quoted-string of ASCII text."""
    no_breaks(text, "a quoted string")
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def encoded_words(text: str, first: int = 75) -> list[str]:
    """RFC 2047: UTF-8 in Q or B, whichever is shorter; `first` limits the first word."""
    raw = text.encode()
    q_size = sum(1 if chr(byte) in _Q_SAFE or byte == 0x20 else 3 for byte in raw)
    use_q = q_size <= (len(raw) + 2) // 3 * 4
    return list(_words(text, use_q, min(_WORD, max(first - 12, 16))))


def _words(text: str, use_q: bool, first: int) -> Iterator[str]:
    size, start, room = 0, 0, first
    for at, char in enumerate(text):
        cost = len(_q(char)) if use_q else len(char.encode())
        if size + cost > (room if use_q else room // 4 * 3):
            yield _word(text[start:at], use_q)
            size, start, room = 0, at, _WORD
        size += cost
    yield _word(text[start:], use_q)


def _word(text: str, use_q: bool) -> str:
    if use_q:
        return f"=?UTF-8?Q?{''.join(map(_q, text))}?="
    return f"=?UTF-8?B?{b64encode(text.encode()).decode('ascii')}?="


def _q(char: str) -> str:
    if char in _Q_SAFE:
        return char
    return "_" if char == " " else "".join(f"={byte:02X}" for byte in char.encode())


def _mailbox(one: Address) -> list[str]:
    if not one.name:
        return [one.address]
    if _is_plain(one.name) and len(one.name) <= MAX_LINE - 80:
        return [quoted(one.name), f"<{one.address}>"]
    return [*encoded_words(one.name, 60), f"<{one.address}>"]


def _is_plain(text: str) -> bool:
    return text.isascii() and "=?" not in text


def _percent_pieces(text: str) -> Iterator[str]:
    piece = ""
    for char in text:
        code = quote(char, safe="")
        if len(piece) + len(code) > _PIECE:
            yield piece
            piece = ""
        piece += code
    yield piece


def _fold(name: str, tokens: list[str]) -> str:
    """`name: tokens`, with a line break before a token that would pass column 76."""
    lines, line = [], f"{name}:"
    for token in tokens:
        if len(line) + 1 + len(token) > LINE and line.strip() and line != f"{name}:":
            lines.append(line)
            line = ""
        line += f" {token}"
    lines.append(line)
    if any(len(one.encode()) > MAX_LINE for one in lines):
        raise ValueError(f"{name}: too long")
    return "\r\n".join(lines)
