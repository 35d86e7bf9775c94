"""DKIM signatures (RFC 6376, RFC 8301, RFC 8463): RSA-SHA256 and Ed25519, alone or both.

What a message does not change is made once: the field's beginning for each set of fields to sign. A message is brought
into its canonical form in C (`canonical.pyx`), hashed by OpenSSL, or with others side by side (`hashing.pyx`), and
signed by `cryptography`. The body is signed in simple form by default: flong's bodies are canonical already. `l=` is
never used; the fields a reader sees are signed once more than they occur, so that none can be added. `dkim_plain.py`
makes the same signatures by dkimpy.
"""

from __future__ import annotations

import time
from binascii import b2a_base64
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import cycle
from typing import Final, NamedTuple, Protocol, TypeVar

from flong.backends.canonical import head_size, names_of, relaxed_body, relaxed_head, simple_body
from flong.backends.dkim_keys import SigningKey, check_name, load_key
from flong.backends.hashing import sha256_all
from flong.errors import ConfigError

__all__ = ["DkimSigner", "Form", "Signer", "SigningKey", "load_key"]

SIGNED: Final = (
    *(b"from", b"sender", b"reply-to", b"to", b"cc", b"subject", b"date", b"message-id"),
    *(b"in-reply-to", b"references", b"mime-version", b"content-type", b"content-transfer-encoding"),
    *(b"list-id", b"list-unsubscribe", b"list-unsubscribe-post", b"feedback-id"),
)
OVERSIGNED: Final = (
    *(b"from", b"reply-to", b"to", b"cc", b"subject", b"date", b"message-id"),
    *(b"mime-version", b"content-type", b"content-transfer-encoding"),
)
LINE: Final = 76
T = TypeVar("T")


class Signer(Protocol):
    """Whatever signs messages."""

    def sign(self, data: bytes | memoryview) -> bytes:
        """Header fields, each ending with CRLF, to put before `data` (a whole message, CRLF only)."""
        ...

    def sign_all(self, messages: Sequence[bytes | memoryview]) -> list[bytes | ValueError]:
        """`sign` of each, at one time, or why it can't be signed."""
        ...


@dataclass(frozen=True, slots=True)
class Form:
    """How a domain's mails are signed: header and body as they are (`simple`) or with white space made one (`relaxed`),
    and the seconds after which verifiers no longer accept a signature (`x=`; 0: never)."""

    relaxed_header: bool = True
    relaxed_body: bool = False
    expires: int = 0

    def __post_init__(self) -> None:
        if self.expires < 0:
            raise ConfigError("dkim: a signature that expires before it is made")

    @property
    def name(self) -> bytes:
        """As in `c=`."""
        return b"/".join(b"relaxed" if relaxed else b"simple" for relaxed in (self.relaxed_header, self.relaxed_body))


class DkimSigner:
    """Signs for one domain with one key or several (double signing), in the order given."""

    def __init__(self, domain: str, keys: Sequence[SigningKey], form: Form | None = None) -> None:
        if not keys:
            raise ConfigError(f"dkim: no key for {domain}")
        self.domain, self.keys, self.form = check_name(domain, "domain").lower(), tuple(keys), form or Form()
        self._shape = lru_cache(64)(self._shaped)

    def sign(self, data: bytes | memoryview) -> bytes:
        """DKIM-Signature fields for `data`. Raises ValueError when it has not exactly one From, a line that does not
        end with CRLF, or control characters in its header."""
        return self._fields([self._half(data)])[0]

    def sign_all(self, messages: Sequence[bytes | memoryview]) -> list[bytes | ValueError]:
        """See `Signer`. What is hashed is hashed side by side."""
        halves = [each(self._half, data) for data in messages]
        made = iter(self._fields([half for half in halves if isinstance(half, _Half)]))
        return [half if isinstance(half, ValueError) else next(made) for half in halves]

    def _half(self, data: bytes | memoryview) -> _Half:
        """What is to be signed, still without the hash of the body."""
        end = head_size(data)
        if not end:
            raise ValueError("a message without an empty line behind its header")
        head, body = bytes(data[:end]), memoryview(data)[end + 2 :]
        relaxed = relaxed_head(head)
        lines = relaxed.splitlines(keepends=True) if self.form.relaxed_header else header_fields(head)
        shape = self._shape(names_of(relaxed))
        canonical = relaxed_body(body) if self.form.relaxed_body else simple_body(body)
        return _Half(shape, b"".join(map(lines.__getitem__, shape.order)), canonical)

    def _fields(self, halves: Sequence[_Half]) -> list[bytes]:
        """The signatures of each. What is signed are the message's fields, then this one without its value of `b=`."""
        times = self._times(int(time.time()))
        ends = [self._end(times, digest) for digest in sha256_all([half.body for half in halves])]
        parts = [(half.text, begin, end) for half, end in zip(halves, ends, strict=True) for begin in half.shape.begun]
        digests = sha256_all([text + begin.signed + end.signed for text, begin, end in parts])
        made = [
            _field(begin.written + end.written, key.sign(digest))
            for key, (_, begin, end), digest in zip(cycle(self.keys), parts, digests, strict=False)
        ]
        return [b"".join(made[at : at + len(self.keys)]) for at in range(0, len(made), len(self.keys))]

    def _end(self, times: bytes, digest: bytes) -> _Piece:
        hash_ = b2a_base64(digest, newline=False)
        written = b"%b\r\n bh=%b;\r\n b=" % (times, hash_)
        return _Piece(written, b"%b bh=%b; b=" % (times, hash_) if self.form.relaxed_header else written)

    def _times(self, now: int) -> bytes:
        return b"%d; x=%d;" % (now, now + self.form.expires) if self.form.expires else b"%d;" % now

    def _shaped(self, names: bytes) -> Shape:
        """Raises ValueError."""
        found = names.split(b":")[:-1]
        if found.count(b"from") != 1:
            raise ValueError("a signed message has exactly one From")
        order = tuple(i for name in SIGNED for i in reversed(range(len(found))) if found[i] == name)
        listed = _listed([found[i] for i in order])
        return Shape(order, tuple(self._begin(key, listed) for key in self.keys))

    def _begin(self, key: SigningKey, listed: bytes) -> _Piece:
        written = b"DKIM-Signature: v=1; a=%b; c=%b;\r\n d=%b; s=%b;\r\n h=%b;\r\n t=" % (
            *(key.algorithm, self.form.name, self.domain.encode(), key.selector.encode(), listed),
        )
        return _Piece(written, relaxed_head(written + b"0\r\n")[:-3] if self.form.relaxed_header else written)


class _Piece(NamedTuple):
    """Some of a signature's field: as it is written, and in the form in which it is signed itself."""

    written: bytes
    signed: bytes


@dataclass(frozen=True, slots=True)
class Shape:
    """What messages with the same fields share: which fields are signed, in their order (of those that occur more than
    once the last one first, section 5.4.2), and how the signature of each key begins."""

    order: tuple[int, ...]
    begun: tuple[_Piece, ...]


class _Half(NamedTuple):
    """A message in canonical form: how its signatures begin, the fields to sign, the body."""

    shape: Shape
    text: bytes
    body: bytes | memoryview


def each(make: Callable[[bytes | memoryview], T], data: bytes | memoryview) -> T | ValueError:
    """One of many: what is wrong with it is not wrong with the others."""
    try:
        return make(data)
    except ValueError as error:
        return error


def header_fields(head: bytes) -> list[bytes]:
    """The fields of a head as they stand, each with its folded lines."""
    found: list[bytes] = []
    for line in head.splitlines(keepends=True):
        if line[:1] in (b" ", b"\t"):
            found[-1] += line
        else:
            found.append(line)
    return found


def _listed(names: Sequence[bytes]) -> bytes:
    """The value of `h=`, folded before a colon as it grows long."""
    lines: list[bytes] = []
    line = b""
    for name in (*names, *OVERSIGNED):
        piece = b":" + name if lines or line else name
        if len(line) + len(piece) > LINE - 3:
            lines.append(line)
            line = b""
        line += piece
    return b"\r\n ".join([*lines, line])


def _field(begun: bytes, signature: bytes) -> bytes:
    return b"%b%b\r\n" % (begun, folded(b2a_base64(signature, newline=False), LINE - 3))


def folded(text: bytes, width: int) -> bytes:
    """`text` on lines of `width` characters."""
    return b"\r\n ".join(text[at : at + width] for at in range(0, len(text), width))
