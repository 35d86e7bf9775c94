"""What `canonical.pyx` does, in Python: the canonical forms of DKIM (RFC 6376, section 3.4).

All lines must end with CRLF, and nothing else may hold a CR or LF: what some read as a line end and others do not is
no text to sign. An empty body is allowed. Raises ValueError otherwise.
"""

from __future__ import annotations

import re
from typing import Final

_BARE: Final = re.compile(rb"\r(?!\n)|(?<!\r)\n")
_FIELD: Final = re.compile(rb"([!-9;-~]+):((?:[^\x00-\x08\x0a-\x1f]|\r\n[ \t])*)\r\n")


def simple_body(body: bytes | memoryview) -> bytes:
    """Section 3.4.3: one CRLF at the end, and of nothing too."""
    return _checked(body).rstrip(b"\r\n") + b"\r\n"


def relaxed_body(body: bytes | memoryview) -> bytes:
    """Section 3.4.4: single blanks, none before a line end, no empty lines at the end."""
    lines = re.sub(rb"[ \t]+", b" ", _checked(body)).split(b"\r\n")
    text = b"\r\n".join(line.rstrip(b" ") for line in lines).rstrip(b"\r\n")
    return text + b"\r\n" if text else b""


def relaxed_head(head: bytes | memoryview) -> bytes:
    """Section 3.4.2, for all fields of a head, each ending with CRLF: `name:value`, names in small letters, values on
    one line with single blanks. Control characters are refused: verifiers do not agree on what is white space."""
    out: list[bytes] = []
    head, at = bytes(head), 0
    while at < len(head):
        found = _FIELD.match(head, at)
        if not found:
            raise ValueError("header fields that can't be signed")
        value = re.sub(rb"[ \t]+", b" ", found[2].replace(b"\r\n", b"")).strip(b" ")
        out.append(b"%b:%b\r\n" % (found[1].lower(), value))
        at = found.end()
    return b"".join(out)


def head_size(message: bytes | memoryview) -> int:
    """The bytes before a message's first empty line: its fields; 0 when there is none."""
    head, end, _ = bytes(message).partition(b"\r\n\r\n")
    return len(head) + 2 if end else 0


def names_of(head: bytes) -> bytes:
    """The names of fields as `relaxed_head` gives them, each with its colon."""
    return b"".join(line[: line.index(b":") + 1] for line in head.splitlines())


def _checked(body: bytes | memoryview) -> bytes:
    body = bytes(body)
    if _BARE.search(body) or (body and not body.endswith(b"\r\n")):
        raise ValueError("a body whose lines do not all end with CRLF")
    return body
