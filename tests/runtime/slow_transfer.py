"""The transfer encodings of `flong.runtime.transfer` by Python's own base64, binascii and regular expressions."""

from __future__ import annotations

import re
from base64 import encodebytes
from binascii import b2a_qp
from typing import Literal

Encoding = Literal["7bit", "quoted-printable", "base64"]

MAX_LINE = 998
_LINE_END = re.compile(rb"[ \t]*(?:\r\n|\r|\n)")
_FROM = re.compile(rb"(?m)^From ")
_UNSAFE_START = re.compile(rb"(?m)^(?:From |--=_)")
_SAFE = b"\t\r\n" + bytes(range(0x20, 0x7F))


def canonical(text: str) -> bytes:
    """UTF-8 with CRLF, no blanks before a line end, and one CRLF at the end (none when empty)."""
    data = text.encode()
    if b"\r" in data or b" \n" in data or b"\t\n" in data:
        data = _LINE_END.sub(b"\n", data)
    data = data.rstrip(b" \t\n")
    return data.replace(b"\n", b"\r\n") + b"\r\n" if data else b""


def encode_text(data: bytes) -> tuple[Encoding, bytes]:
    """The smallest safe encoding of canonical text."""
    if _is_safe(data):
        return "7bit", data
    if 6 * _non_ascii(data) > len(data):
        return "base64", encode_base64(data)
    return "quoted-printable", encode_quoted(data)


def encode_quoted(data: bytes) -> bytes:
    """Quoted-printable of CRLF text; a soft break splits `From ` so that lines stay within 76."""
    encoded = b2a_qp(data, istext=True)
    return _FROM.sub(b"=46=\r\nrom ", encoded) if b"From " in encoded else encoded


def encode_base64(data: bytes) -> bytes:
    """Base64 in lines of 76, ending with CRLF."""
    return encodebytes(data).replace(b"\n", b"\r\n")


def _is_safe(data: bytes) -> bool:
    if data.translate(None, _SAFE) or _UNSAFE_START.search(data):
        return False
    return max(map(len, data.split(b"\r\n"))) <= MAX_LINE


def _non_ascii(data: bytes) -> int:
    return len(data) - len(data.translate(None, bytes(range(128, 256))))
