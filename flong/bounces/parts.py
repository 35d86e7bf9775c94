"""A mail from strangers, taken apart: its leaves with their text decoded. Nothing here raises, all is bounded.

The stdlib's parser recurses as deep as a mail nests and keeps every part; here depth, number and size have limits,
and what lies beyond them is not looked at. Boundaries that are never closed, heads without a blank line behind
them, parts that name charsets and encodings that do not exist: all are common in bounces, and all are read.
"""

from __future__ import annotations

import binascii
import quopri
import re
from collections.abc import Iterator
from dataclasses import dataclass
from email.errors import MessageError
from email.header import decode_header
from email.message import Message
from email.parser import BytesHeaderParser
from email.policy import compat32
from typing import Final

from flong.bounces.charsets import decode

MAX_BYTES: Final = 4 << 20
MAX_DEPTH: Final = 8
MAX_PARTS: Final = 64
MAX_HEAD: Final = 256 << 10
MAX_FIELD: Final = 8000
MAX_TEXT: Final = 256 << 10
"""Bytes of one part that are looked at."""

ORIGINAL: Final = ("message/rfc822", "text/rfc822-headers", "message/global", "message/global-headers")
_END_OF_HEAD = re.compile(rb"\r?\n[ \t]*\r?\n")
_CHARSET = re.compile(rb"""charset=["']?([\w.:-]{2,40})|=\?([\w.:-]{2,40})\?[bq]\?""", re.IGNORECASE)
_heads = BytesHeaderParser(policy=compat32)


@dataclass(frozen=True, slots=True)
class Head:
    """The header fields of a mail or a part, unfolded and decoded."""

    fields: tuple[tuple[str, str], ...]

    def get(self, name: str) -> str:
        """The first field of that name, lower case; "" when there is none."""
        return next((value for key, value in self.fields if key == name), "")

    def all(self, name: str) -> list[str]:
        """All fields of that name."""
        return [value for key, value in self.fields if key == name]


@dataclass(frozen=True, slots=True)
class Part:
    """A leaf: `kind` is its content type in lower case, `body` its decoded bytes, `text` them as text."""

    kind: str
    head: Head
    body: bytes
    text: str


@dataclass(frozen=True, slots=True)
class Mail:
    """A mail: its head, its top content type with the report-type parameter, its leaves in order."""

    head: Head
    kind: str
    report: str
    parts: tuple[Part, ...]

    def first(self, *kinds: str) -> Part | None:
        """The first leaf of one of these types."""
        return next((part for part in self.parts if part.kind in kinds), None)


def take_apart(raw: bytes) -> Mail:
    """The leaves of a mail, as far as the limits go."""
    raw = raw[:MAX_BYTES]
    if raw.startswith(b"From ") or raw.startswith(b">From "):
        raw = raw.partition(b"\n")[2]
    head, body = split(raw)
    found = _CHARSET.search(raw[:MAX_HEAD])
    hint = (found[1] or found[2]).decode("ascii", "replace") if found else ""
    message = _heads.parsebytes(head)
    parts = tuple(part for part, _ in zip(_leaves(message, body, hint, 0), range(MAX_PARTS), strict=False))
    return Mail(read_head(head, hint), _kind(message), _parameter(message, "report-type").lower(), parts)


def split(raw: bytes) -> tuple[bytes, bytes]:
    """Head and body."""
    raw = raw.lstrip(b"\r\n")
    end = _END_OF_HEAD.search(raw, 0, MAX_HEAD)
    return (raw[: end.start() + 1], raw[end.end() :]) if end else (raw[:MAX_HEAD], b"")


def read_head(raw: bytes, hint: str = "") -> Head:
    """The fields of a head; encoded words (RFC 2047) are decoded."""
    message = _heads.parsebytes(raw[:MAX_HEAD])
    return Head(tuple((name.lower(), _value(value, hint)) for name, value in message.raw_items()))


def _value(value: object, hint: str) -> str:
    text = str(value)[:MAX_FIELD]
    raw = text.encode("utf-8", "surrogateescape")
    if b"\x1b" in raw or not text.isascii():
        text = decode(raw, "", hint)
    if "=?" in text:
        text = _decoded_words(text)
    return " ".join(text.split())


def _decoded_words(text: str) -> str:
    try:
        pieces = decode_header(text)
    except (MessageError, ValueError, LookupError):
        return text
    return "".join(piece if isinstance(piece, str) else decode(piece, label or "") for piece, label in pieces)


def _leaves(message: Message, body: bytes, hint: str, depth: int) -> Iterator[Part]:
    kind, boundary = _kind(message), _parameter(message, "boundary").encode("utf-8", "surrogateescape")
    if not kind.startswith("multipart/") or not boundary or b"--" + boundary not in body:
        yield _leaf(message, "text/plain" if kind.startswith("multipart/") else kind, body, hint)
    elif depth < MAX_DEPTH:
        for piece in _pieces(body, boundary):
            head, inner = split(piece) if not piece.startswith((b"\n", b"\r\n")) else (b"", piece)
            yield from _leaves(_heads.parsebytes(head), inner, hint, depth + 1)


def _pieces(body: bytes, boundary: bytes) -> Iterator[bytes]:
    """What stands between boundaries (RFC 2046 section 5.1.1); the last one may lack its end."""
    line = re.compile(rb"^--" + re.escape(boundary) + rb"(--)?[ \t]*(?:\r?\n|\Z)", re.MULTILINE)
    start = None
    for count, match in enumerate(line.finditer(body)):
        if start is not None:
            yield body[start : match.start()]
        start = None if match[1] else match.end()
        if count > MAX_PARTS or match[1]:
            break
    if start is not None:
        yield body[start:]


def _leaf(message: Message, kind: str, body: bytes, hint: str) -> Part:
    head = Head(tuple((name.lower(), _value(value, hint)) for name, value in message.raw_items()))
    raw = _without_encoding(body[: MAX_TEXT * 2], head.get("content-transfer-encoding").lower())[:MAX_TEXT]
    return Part(kind, head, raw, decode(raw, _parameter(message, "charset"), hint).replace("\r\n", "\n"))


def _without_encoding(body: bytes, encoding: str) -> bytes:
    if encoding == "base64":
        return _base64(body)
    return quopri.decodestring(body) if encoding == "quoted-printable" else body


def _base64(body: bytes) -> bytes:
    clean = re.sub(rb"[^A-Za-z0-9+/]", b"", body.partition(b"=")[0])
    return binascii.a2b_base64(clean[: len(clean) // 4 * 4] + _rest(clean))


def _rest(clean: bytes) -> bytes:
    """The last, short group, padded."""
    left = clean[len(clean) // 4 * 4 :]
    return left + b"=" * (4 - len(left)) if len(left) > 1 else b""


def _kind(message: Message) -> str:
    try:
        return message.get_content_type()
    except (ValueError, IndexError, LookupError, TypeError, AttributeError):
        return "text/plain"


def _parameter(message: Message, name: str) -> str:
    try:
        value = message.get_param(name, "")
        text = value[2] if isinstance(value, tuple) else value
    except (ValueError, IndexError, LookupError, TypeError, AttributeError):
        return ""
    return str(text or "").strip()
