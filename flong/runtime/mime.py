"""MIME entities (RFC 2045, 2046, 2183, 2387): leaves and multiparts, as bytes of the wire.

A boundary can't occur in what it encloses: `=_` stands in no base64 and no quoted-printable, and a text with `--=_`
at a line start is not sent as 7bit. It is made from the message's id, so that it is another one in every message.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import blake2b, sha256

from flong.runtime import headers as heads
from flong.runtime.transfer import encode_base64, encode_text

_MEDIA_TYPE = re.compile(r"[a-z0-9][a-z0-9.+-]{0,60}/[a-z0-9][a-z0-9.+-]{0,90}\Z")
_CID = re.compile(r"[A-Za-z0-9._+-]+@[A-Za-z0-9.-]+\Z")
_CRLF = "\r\n"


@dataclass(frozen=True, slots=True)
class Entity:
    """Header fields (folded, without the last CRLF) and the encoded body."""

    media_type: str
    headers: tuple[str, ...]
    body: bytes

    def as_bytes(self, before: Sequence[str] = ()) -> bytes:
        """The whole entity; `before` are header fields to stand in front of its own."""
        head = _CRLF.join((*before, *self.headers))
        return b"%b\r\n\r\n%b" % (head.encode(), self.body)


def text_part(subtype: str, text: str) -> Entity:
    """text/plain or text/html, in UTF-8."""
    encoding, body = encode_text(text)
    return _leaf(f"text/{subtype}", ['charset="utf-8"'], encoding, body)


def image_part(cid: str, name: str, media_type: str, data: bytes) -> Entity:
    """A picture shown by the HTML through `cid:`."""
    if not _CID.match(cid):
        raise ValueError("not a content id")
    return _file("inline", name, media_type, data, (heads.field("Content-ID", f"<{cid}>"),))


def attachment_part(name: str, media_type: str, data: bytes) -> Entity:
    """A file beside the mail."""
    return _file("attachment", name, media_type, data, ())


def multipart(subtype: str, parts: Sequence[Entity], message_id: str) -> Entity:
    """The parts under the boundary of this level of the message; a single part stands for itself."""
    if len(parts) == 1:
        return parts[0]
    mark = boundary(subtype, message_id).encode()
    body = b"".join(b"--%b\r\n%b\r\n" % (mark, part.as_bytes()) for part in parts) + b"--%b--\r\n" % mark
    head, media_type = multipart_head(subtype, parts[0].media_type, mark.decode()), f"multipart/{subtype}"
    return Entity(media_type, (head,), body)


def multipart_head(subtype: str, root: str, boundary: str) -> str:
    """The Content-Type of a multipart; `root` is the media type of its first part (RFC 2387)."""
    parameters = [f'type="{root}"'] if subtype == "related" else []
    return heads.parameterised("Content-Type", f"multipart/{subtype}", [*parameters, f'boundary="{boundary}"'])


def boundary(subtype: str, message_id: str) -> str:
    """What separates the parts of a multipart: 35 characters, others for every level and message."""
    return f"=_{subtype[0]}{sha256(message_id.encode()).hexdigest()[:32]}"


def digest(head: Sequence[str], parts: Sequence[Entity]) -> str:
    """32 hex digits, by content."""
    state = blake2b(digest_size=16)
    for piece in (_CRLF.join(head).encode(), *(part.as_bytes() for part in parts)):
        state.update(len(piece).to_bytes(8, "big") + piece)
    return state.hexdigest()


def _file(disposition: str, name: str, media_type: str, data: bytes, more: tuple[str, ...]) -> Entity:
    """A base64 leaf. The name stands twice: RFC 2231 in Content-Disposition, and RFC 2047 in
    Content-Type for older clients."""
    if problem := file_name_problem(name):
        raise ValueError(problem)
    kind = _media_type(media_type)
    leaf = _leaf(kind, [f"name={heads.plain_or_encoded(name)}"], "base64", encode_base64(data))
    shown = heads.parameterised("Content-Disposition", disposition, heads.parameter("filename", name))
    return Entity(leaf.media_type, (*leaf.headers, shown, *more), leaf.body)


def _leaf(media_type: str, parameters: list[str], encoding: str, body: bytes) -> Entity:
    kind = heads.parameterised("Content-Type", media_type, parameters)
    return Entity(media_type, (kind, heads.field("Content-Transfer-Encoding", encoding)), body)


def _media_type(media_type: str) -> str:
    """Checked; composite types, which may not be base64 (RFC 2045 section 6.4), as octet-stream."""
    media_type = media_type.lower()
    if not _MEDIA_TYPE.match(media_type):
        raise ValueError("not a media type")
    return "application/octet-stream" if media_type.startswith(("multipart/", "message/")) else media_type


def file_name_problem(name: str) -> str:
    """What is wrong with the name of a file, or ""."""
    if not name.strip():
        return "an attachment's name is empty"
    if len(name) > 200:
        return "an attachment's name has more than 200 characters"
    if "/" in name or "\\" in name:
        return "an attachment's name holds a slash"
    return ""
