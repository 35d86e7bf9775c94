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
from hashlib import sha256
from typing import Final, NamedTuple, Protocol, TypeVar

from flong.backends.canonical import relaxed_body, relaxed_head, simple_body
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
_CRLF: Final = b"\r\n"


class Signer(Protocol):
    """Whatever signs messages."""

    def sign(self, data: bytes) -> bytes:
        """Header fields, each ending with CRLF, to put before `data` (a whole message, CRLF only)."""
        ...

    def sign_all(self, messages: Sequence[bytes]) -> list[bytes | ValueError]:
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

    def sign(self, data: bytes) -> bytes:
        """DKIM-Signature fields for `data`. Raises ValueError when it has not exactly one From, a line that does not
        end with CRLF, or control characters in its header."""
        half = self._half(data)
        return self._signed(half, sha256(half.body).digest(), int(time.time()))

    def sign_all(self, messages: Sequence[bytes]) -> list[bytes | ValueError]:
        """See `Signer`. The bodies are hashed side by side."""
        now, halves = int(time.time()), [each(self._half, data) for data in messages]
        digests = iter(sha256_all([half.body for half in halves if isinstance(half, _Half)]))
        return [half if isinstance(half, ValueError) else self._signed(half, next(digests), now) for half in halves]

    def _half(self, data: bytes) -> _Half:
        """What is to be signed, still without the hash of the body."""
        end = data.find(b"\r\n\r\n") + 2
        if end < 2:
            raise ValueError("a message without an empty line behind its header")
        names, lines = fields(data[:end], relaxed=self.form.relaxed_header)
        shape, body = self._shape(names), memoryview(data)[end + 2 :]
        canonical = relaxed_body(body) if self.form.relaxed_body else simple_body(body)
        return _Half(shape, b"".join([lines[i] for i in shape.order]), canonical)

    def _signed(self, half: _Half, digest: bytes, now: int) -> bytes:
        behind = b"%b\r\n bh=%b;\r\n b=" % (self._times(now), b2a_base64(digest, newline=False))
        pairs = zip(self.keys, half.shape.begun, strict=True)
        return b"".join([self._field(key, begin + behind, half.text) for key, begin in pairs])

    def _field(self, key: SigningKey, field: bytes, text: bytes) -> bytes:
        """One whole field: what is signed are the fields in `text`, then this one without its value of `b=`."""
        line = field + _CRLF
        digest = sha256(text + (relaxed_head(line) if self.form.relaxed_header else line)[:-2]).digest()
        return b"%b%b\r\n" % (field, folded(b2a_base64(key.sign(digest), newline=False), LINE - 3))

    def _times(self, now: int) -> bytes:
        return b"%d; x=%d;" % (now, now + self.form.expires) if self.form.expires else b"%d;" % now

    def _shaped(self, names: tuple[bytes, ...]) -> Shape:
        """Raises ValueError."""
        if names.count(b"from") != 1:
            raise ValueError("a signed message has exactly one From")
        order = tuple(i for name in SIGNED for i in reversed(range(len(names))) if names[i] == name)
        listed = _listed([names[i] for i in order])
        begun = (
            b"DKIM-Signature: v=1; a=%b; c=%b;\r\n d=%b; s=%b;\r\n h=%b;\r\n t="
            % (key.algorithm, self.form.name, self.domain.encode(), key.selector.encode(), listed)
            for key in self.keys
        )
        return Shape(order, tuple(begun))


@dataclass(frozen=True, slots=True)
class Shape:
    """What messages with the same fields share: which fields are signed, in their order (of those that occur more than
    once the last one first, section 5.4.2), and how the signature of each key begins."""

    order: tuple[int, ...]
    begun: tuple[bytes, ...]


class _Half(NamedTuple):
    """A message in canonical form: how its signatures begin, the fields to sign, the body."""

    shape: Shape
    text: bytes
    body: bytes


def each(make: Callable[[bytes], T], data: bytes) -> T | ValueError:
    """One of many: what is wrong with it is not wrong with the others."""
    try:
        return make(data)
    except ValueError as error:
        return error


def fields(head: bytes, *, relaxed: bool) -> tuple[tuple[bytes, ...], list[bytes]]:
    """The names of a head's fields, in small letters, and the fields in canonical form. Raises ValueError."""
    lines = relaxed_head(head).splitlines(keepends=True)
    names = tuple([line[: line.index(b":")] for line in lines])
    return names, lines if relaxed else header_fields(head)


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


def folded(text: bytes, width: int) -> bytes:
    """`text` on lines of `width` characters."""
    return b"\r\n ".join(text[at : at + width] for at in range(0, len(text), width))
