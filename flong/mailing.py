"""Whole mails from a batch at once: what `Message.as_bytes` writes for each record, without a `Message` for each."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cache, lru_cache
from secrets import token_hex

from flong.casting import Caster, Row, header_name, is_header
from flong.errors import FlongError, RecordError
from flong.runtime import headers as heads
from flong.runtime import mime
from flong.runtime.addresses import parse_addresses
from flong.runtime.assemble import Assembler, Field, Kind, Source
from flong.runtime.batch import RawBatch
from flong.runtime.columns import Column
from flong.runtime.message import ADDRESS_FIELDS, Image, further

Extra = Sequence[tuple[str, str]]
Parts = list[list[bytes] | None]
_TEXTS = ("key", "text", "html")
_MARK = mime.boundary("alternative", "")


@dataclass(frozen=True, slots=True)
class MailBatch:
    """The mails of some records: `wire[i]` is the whole message of the record with the index `rows[i]`, unsigned.
    `errors` tell of all the others, ordered by index."""

    rows: list[int]
    wire: Column = field(repr=False)
    errors: tuple[RecordError, ...]
    raw: RawBatch = field(repr=False)


class Mailer:
    """Writes mails of one date. `message_id` and `extra` tell what `as_bytes` would be told for record i of a batch;
    without a `message_id` every mail gets a new one."""

    def __init__(
        self,
        caster: Caster,
        date: datetime,
        message_id: Callable[[RawBatch, int], str] | None = None,
        extra: Callable[[RawBatch, int], Extra] | None = None,
    ) -> None:
        self.caster, self.date, self.message_id, self.extra = caster, date, message_id, extra
        self.date_line = _date_line(date.replace(microsecond=0), date.utcoffset())
        self.images = [_image(one) for one in caster.images]

    def mails(self, raw: RawBatch) -> MailBatch:
        """Raises IdentityError when the parts of a record were made for different records."""
        places, token = range(len(raw.rows)), token_hex(16)
        ids = [self.message_id(raw, i) if self.message_id else f"{token}.{i}@" for i in places]
        return self.written(raw, ids, [self.extra(raw, i) if self.extra else () for i in places])

    def written(self, raw: RawBatch, ids: list[str], extra: Sequence[Extra]) -> MailBatch:
        """The same with what is told for each record: its Message-ID, its further fields. Raises ValueError when there
        are more or fewer of them."""
        if not len(ids) == len(extra) == len(raw.rows):
            raise ValueError("each record has one Message-ID, and further fields or none")
        return _Run(self, raw, ids, extra).mails()


class _Run:
    """One batch being written."""

    def __init__(self, mailer: Mailer, raw: RawBatch, ids: list[str], extra: Sequence[Extra]) -> None:
        self._mailer, self._raw, self._caster, self._ids, self._extra = mailer, raw, mailer.caster, ids, extra
        self._count, self._errors = len(raw.rows), list[RecordError]()
        self._fields = tuple(self._field(name) for name in raw.columns if _is_read(name))

    def mails(self) -> MailBatch:
        extras = [_lines(tuple(pairs)) if pairs else b"" for pairs in self._extra]
        data, offsets, written = self._assembler().run(self._ids, extras, self._files())
        errors = sorted([*self._raw.errors, *self._errors], key=lambda error: error.index)
        return MailBatch([self._raw.rows[i] for i in written], Column(data, offsets), tuple(errors), self._raw)

    def _assembler(self) -> Assembler:
        columns = [self._raw.columns.get(name) for name in _TEXTS]
        key, text, html = (Source(column, self._count) if column else None for column in columns)
        levels = _levels(text is not None, html is not None)
        skeleton = self._mailer.date_line, _leaves(), levels, self._mailer.images
        return Assembler(self._fields, key, text, html, *skeleton, self._whole, self._line, self._codes)

    def _field(self, part: str) -> Field:
        return Field(header_name(part).encode(), _kind(part), Source(self._raw.columns[part], self._count))

    def _codes(self, i: int, ids: list[str]) -> list[bytes] | None:
        """All pictures of a mail, whose HTML shows those with `ids`."""
        assets = {asset.id: asset for asset in self._raw.assets[i]}
        try:
            codes = list(self._caster.codes(ids, Row(self._raw, i), assets))
        except ValueError:
            return None
        return self._mailer.images + [_image(one) for one in codes]

    def _files(self) -> Parts:
        declared = self._caster.module.attachments
        if not declared or not self._count:
            return [[]] * self._count
        self._caster.prepare(self._raw)
        if any(one.conditional or one.named or one.template for one in declared):
            return [self._attached(i) for i in range(self._count)]
        return [self._attached(0)] * self._count

    def _attached(self, i: int) -> list[bytes] | None:
        try:
            files = list(self._caster.attachments(Row(self._raw, i)))
            return [mime.attachment_part(one.name, one.media_type, one.data).as_bytes() for one in files]
        except (RecordError, ValueError):
            return None

    def _line(self, number: int, value: bytes) -> bytes | None:
        """A field of the head that is not plain, with its line end; None when something is wrong with it."""
        one = self._fields[number]
        try:
            line = _line(one.name.decode(), value.decode(), one.kind)
        except ValueError:
            return None
        return f"{line}\r\n".encode() if line else b""

    def _whole(self, i: int) -> bytes | None:
        """A mail by `Message`, or None when there is an error."""
        id_ = self._ids[i]
        try:
            message = self._caster.message(self._raw, i)
            domain = message.from_.domain if message.from_ and id_.endswith("@") else ""
            return message.as_bytes(message_id=id_ + domain, date=self._mailer.date, extra=self._extra[i])
        except RecordError as error:
            self._errors.append(error)
        except FlongError:
            raise
        except ValueError as error:
            key = self._raw.text("key", i)
            self._errors.append(RecordError(str(error), index=self._raw.rows[i], key=key))
        return None


def _is_read(part: str) -> bool:
    """Whether `Message` is made from this part, the texts and the key aside."""
    return is_header(part) or part in ("document", "sms", "sms-to")


def _kind(part: str) -> Kind:
    if not is_header(part):
        return Kind.UNSEEN
    if part in ADDRESS_FIELDS:
        return Kind.HIDDEN if part == "bcc" else Kind.ADDRESS
    return Kind.STRUCTURED if heads.is_structured(part) else Kind.TEXT


def _line(name: str, value: str, kind: Kind) -> str:
    """The field; "" for addresses that are not given. Raises ValueError."""
    if kind not in (Kind.ADDRESS, Kind.HIDDEN):
        return heads.any_field(name, value)
    if not value.strip():
        return ""
    addresses = parse_addresses(value)
    if name == "From" and len(addresses) > 1:
        raise ValueError("From: more than one address")
    return heads.address_field(name, addresses)


@lru_cache(2)
def _date_line(date: datetime, _offset: timedelta | None) -> bytes:
    """Instants of several zones may be the same: the offset tells them apart."""
    return f"{heads.field('Date', heads.date_text(date))}\r\n".encode()


@lru_cache(256)
def _lines(pairs: tuple[tuple[str, str], ...]) -> bytes | None:
    try:
        return "".join(f"{heads.any_field(name, value)}\r\n" for name, value in further(pairs)).encode()
    except ValueError:
        return None


def _image(one: Image) -> bytes:
    return mime.image_part(one.cid, one.name, one.media_type, one.data).as_bytes()


@cache
def _leaves() -> tuple[bytes, bytes]:
    """The heads of both texts, up to the name of the encoding."""
    plain, html = (mime.text_part(kind, "").as_bytes().removesuffix(b"7bit\r\n\r\n") for kind in ("plain", "html"))
    return plain, html


@cache
def _levels(text: bool, html: bool) -> tuple[tuple[bytes, bytes], ...]:
    """What stands before and after the boundary in the heads of alternative, related and mixed."""
    root = "multipart/alternative" if text and html else "text/html" if html else "text/plain"
    lines = [mime.multipart_head(kind, root, _MARK).encode() for kind in ("alternative", "related", "mixed")]
    return tuple((before, after) for before, _, after in (line.partition(_MARK.encode()) for line in lines))
