"""The public `Message`: one rendered mail, for one record, before it is signed and sent.

A message is immutable. Whatever could break a header or name a wrong recipient is refused when the
message is made (ValueError), so that a `Message` that exists can be written.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

from flong.runtime import headers as heads
from flong.runtime import mime
from flong.runtime.addresses import Address, no_breaks, parse_addresses

ADDRESS_FIELDS = ("from", "to", "cc", "bcc", "reply-to")
_ONCE = frozenset((*ADDRESS_FIELDS, "sender", "subject", "in-reply-to", "references"))
_WRITTEN_HERE = frozenset(("date", "message-id", "mime-version", "dkim-signature", "return-path", "received"))


@dataclass(frozen=True, slots=True)
class Image:
    """A picture the HTML shows as `cid:…`; `cid` is the id without angle brackets. `key` names the record
    it was made for (None: it is the same for all)."""

    cid: str
    name: str
    media_type: str
    data: bytes = field(repr=False)
    key: str | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that comes with the mail; `key` as for pictures."""

    name: str = field(repr=False)
    media_type: str
    data: bytes = field(repr=False)
    key: str | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class Envelope:
    """Who SMTP says the mail is from and for: bare addresses, Bcc included, each recipient once."""

    mail_from: str
    rcpt_to: tuple[str, ...]


@dataclass(frozen=True, slots=True, repr=False)
class Message:
    """One mail.

    `headers` are the rendered head fields in order, names and values in Unicode, among them From,
    To, Cc, Bcc, Reply-To and Subject. `from_`, `to`, `cc`, `bcc`, `reply_to` are parsed from them.
    `key` names the recipient, `document` what is sent. `sms` is the text message beside the mail, no part of it.
    """

    key: str
    document: str
    headers: tuple[tuple[str, str], ...]
    html: str | None = None
    text: str | None = None
    images: tuple[Image, ...] = ()
    attachments: tuple[Attachment, ...] = ()
    sms: str | None = None
    subject: str = field(init=False, default="")
    from_: Address | None = field(init=False, default=None)
    to: tuple[Address, ...] = field(init=False, default=())
    cc: tuple[Address, ...] = field(init=False, default=())
    bcc: tuple[Address, ...] = field(init=False, default=())
    reply_to: tuple[Address, ...] = field(init=False, default=())

    def __post_init__(self) -> None:
        values = _by_name(self.headers)
        lists = {name: parse_addresses(values[name]) for name in ADDRESS_FIELDS if values.get(name, "").strip()}
        if len(lists.get("from", ())) > 1:
            raise ValueError("From: more than one address")
        put = object.__setattr__
        put(self, "subject", values.get("subject", ""))
        put(self, "from_", lists.get("from", (None,))[0])
        for name in ("to", "cc", "bcc", "reply_to"):
            put(self, name, lists.get(name.replace("_", "-"), ()))

    def __repr__(self) -> str:
        """Sizes and counts: what is said to whom does not belong in a log."""
        texts = ("html", self.html), ("text", self.text), ("sms", self.sms)
        sizes = [f"{kind} of {len(text)}" for kind, text in texts if text is not None]
        counts = (len(self.headers), "headers"), (len(self.images), "images"), (len(self.attachments), "attachments")
        return f"<Message: {', '.join([*sizes, *(f'{n} {what}' for n, what in counts if n)])}>"

    @property
    def envelope(self) -> Envelope:
        """Sender and recipients. Raises ValueError without From or without a recipient."""
        rcpt_to = tuple(dict.fromkeys(one.address for one in (*self.to, *self.cc, *self.bcc)))
        if not rcpt_to:
            raise ValueError("the message has no recipient")
        return Envelope(self._author.address, rcpt_to)

    def as_bytes(
        self,
        *,
        message_id: str = "",
        date: datetime | None = None,
        extra: Sequence[tuple[str, str]] = (),
    ) -> bytes:
        """The message as it goes over the wire: ASCII but for SMTPUTF8 addresses, CRLF, lines ≤ 998,
        mixed(related(alternative(text, html), images), attachments) without the levels not needed.

        `message_id` is `left@right` without brackets (default: made from the content),
        `date` an aware instant (default: now), `extra` further header fields, like List-Unsubscribe.
        """
        texts, images, files, head = self._texts(), self._images(), self._files(), self._head()
        message_id = message_id or f"{mime.digest(head, [*texts, *images, *files])}@{self._author.domain}"
        lines = [
            heads.field("Date", heads.date_text(date or datetime.now(UTC))),
            heads.field("Message-ID", heads.message_id(message_id)),
            *head,
            *(heads.any_field(name, value) for name, value in further(extra)),
            heads.field("MIME-Version", "1.0"),
        ]
        body = mime.multipart("alternative", texts, message_id)
        body = mime.multipart("related", [body, *images], message_id)
        return mime.multipart("mixed", [body, *files], message_id).as_bytes(lines)

    @property
    def _author(self) -> Address:
        if self.from_ is None:
            raise ValueError("the message has no From")
        return self.from_

    def _head(self) -> list[str]:
        """The header fields of the template; Bcc is never written."""
        lists = {"from": (self._author,), "to": self.to, "cc": self.cc, "reply-to": self.reply_to}
        lines = []
        for name, value in self.headers:
            lower = name.lower()
            if lower in lists:
                lines += [heads.address_field(name, lists[lower])] if lists[lower] else []
            elif lower != "bcc":
                lines.append(heads.any_field(name, value))
        return lines

    def _texts(self) -> list[mime.Entity]:
        texts = ("plain", self.text), ("html", self.html)
        return [mime.text_part(kind, text) for kind, text in texts if text is not None] or [mime.text_part("plain", "")]

    def _images(self) -> list[mime.Entity]:
        return [mime.image_part(one.cid, one.name, one.media_type, one.data) for one in self.images]

    def _files(self) -> list[mime.Entity]:
        return [mime.attachment_part(one.name, one.media_type, one.data) for one in self.attachments]


def _by_name(pairs: Sequence[tuple[str, str]]) -> dict[str, str]:
    """Values by lower-case name; ValueError for what would break or double a header."""
    values: dict[str, str] = {}
    for name, value in checked(pairs):
        lower = name.lower()
        if lower in values and lower in _ONCE:
            raise ValueError(f"{name}: given twice")
        values[lower] = value
    return values


def further(pairs: Sequence[tuple[str, str]]) -> Sequence[tuple[str, str]]:
    """Fields beside the template's own; ValueError for one that may stand in a mail once, or in none (Bcc)."""
    for name, _ in pairs:
        if name.lower() in _ONCE:
            raise ValueError(f"{name}: is written by the template")
    return checked(pairs)


def checked(pairs: Sequence[tuple[str, str]]) -> Sequence[tuple[str, str]]:
    """`pairs`, or ValueError for a field that a message can't be given."""
    for name, value in pairs:
        heads.check_name(name)
        if name.lower() in _WRITTEN_HERE or name.lower().startswith("content-"):
            raise ValueError(f"{name}: is written by the message itself")
        no_breaks(value, name)
    return pairs
