# cython: annotation_typing=False, nonecheck=True
"""Replies of SMTP servers (RFC 5321 section 4.2): parsed, cleaned, and judged.

The texts come from strangers and end in logs and ledgers: control characters, line breaks, invalid
UTF-8 and excess length never leave this module.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from flong.backends.base import State

MAX_LINE = 8192
MAX_LINES = 128
MAX_TEXT = 2000
CLOSING = 421
OUT_OF_STEP = 503
_LINE = re.compile(rb"([2-5][0-9][0-9])(?:([ -])(.*))?\Z", re.DOTALL)
_ENHANCED = re.compile(r"([245]\.[0-9]{1,3}\.[0-9]{1,3})(?:\s|\Z)")


class ProtocolError(Exception):
    """The server does not speak SMTP (any more)."""


class Reply(NamedTuple):
    """Code, RFC 3463 enhanced code (or ""), and all lines as one clean text."""

    code: int
    enhanced: str
    text: str

    @property
    def good(self) -> bool:
        return 200 <= self.code < 300

    @property
    def permanent(self) -> bool:
        """5xx, unless the enhanced code contradicts it or the server has lost track: unknown means temporary."""
        return self.code >= 500 and self.code != OUT_OF_STEP and not self.enhanced.startswith(("2", "4"))

    @property
    def failure(self) -> State:
        return "bounced" if self.permanent else "deferred"


def parse_reply(said: bytes | list[bytes]) -> Reply:
    """A reply from its line or its lines, without line feeds; all carry the same code."""
    if isinstance(said, bytes):
        text = clean(said[4:].rstrip())
        enhanced = _ENHANCED.match(text)
        return Reply(int(said[:3]), enhanced[1] if enhanced else "", text)
    return _of_lines(said)


def _of_lines(lines: list[bytes]) -> Reply:
    matches = [_LINE.match(line) for line in lines]
    codes = {match[1] for match in matches if match}
    if None in matches or len(codes) != 1:
        raise ProtocolError("the server's reply is no SMTP reply")
    texts = [clean(match[3] or b"") for match in matches if match]
    enhanced = _ENHANCED.match(texts[0])
    return Reply(int(codes.pop()), enhanced[1] if enhanced else "", " ".join(texts)[:MAX_TEXT].strip())


def clean(raw: bytes | str) -> str:
    """One line of printable text: everything else becomes U+FFFD."""
    text = raw.decode("utf-8", "replace") if isinstance(raw, bytes) else raw
    text = text[:MAX_TEXT]
    return text if text.isprintable() else "".join([char if char.isprintable() else "\ufffd" for char in text])
