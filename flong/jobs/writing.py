"""Rendered records as unsigned messages: one by one, or all of a batch at once where that gives the same bytes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from typing import NamedTuple

from flong.errors import RecordError
from flong.jobs.cast import Context
from flong.jobs.identity import document_digest, key_digest, message_id, own_document
from flong.jobs.lists import ListFields
from flong.jobs.track import Tracker
from flong.runtime.addresses import Address, parse_addresses
from flong.template import Batch, Template


class Written(NamedTuple):
    """An unsigned message, CRLF only: whose it is (`key`), what (a digest), from and to whom. `code` and `bill` are the
    digests of the keys that its pictures and its attachments were made for."""

    key: str
    document: bytes
    author: Address
    recipient: str
    data: bytes
    code: bytes | None = None
    bill: bytes | None = None


@dataclass(frozen=True, slots=True)
class Writing:
    """Writes the messages of one job."""

    template: Template
    context: Context
    headers: ListFields
    tracker: Tracker | None

    def batch(self, batch: Batch, resends: Sequence[int]) -> BatchWriting | None:
        """The batch written at once; None where a message holds what is made for one record alone. `resends[i]` is the
        number of the i-th rendered record's resend."""
        bills = any(declared.template for declared in self.template.module.attachments)
        if self.tracker or bills or any(batch.raw.assets):
            return None
        return BatchWriting(self, batch, resends)

    def one(self, batch: Batch, i: int, seq: int, resend: int) -> Written:
        """The message of the i-th rendered record. Raises RecordError and ValueError when it can't be made."""
        message = batch.messages[i]
        if self.tracker:
            message = self.tracker.tracked(message, seq)
        recipient, document = single(message.envelope.rcpt_to), self.document(message.key, message.document)
        assert message.from_  # there is no envelope without it
        identifier, extra = self.identifier(document, resend, message.from_), self.headers.to(recipient)
        data = message.as_bytes(message_id=identifier, extra=extra)
        code = made_for([image.key for image in message.images])
        bill = made_for([attachment.key for attachment in message.attachments])
        return Written(message.key, document, message.from_, recipient, data, code, bill)

    def document(self, key: str, document: str) -> bytes:
        """The digest of a message's document."""
        return document_digest(document or own_document(self.context.name, key))

    def identifier(self, document: bytes, resend: int, author: Address) -> str:
        """The Message-ID; it stays the same through retries and crashes."""
        return message_id(self.context.secret, document, resend, author.domain.lower())


class BatchWriting:
    """A batch written by `Template.mails`; what `Writing.one` gives for each record."""

    def __init__(self, writing: Writing, batch: Batch, resends: Sequence[int]) -> None:
        self.batch, self._raw, self._writing = batch, batch.raw, writing
        places = range(len(self._raw.rows))
        self._keys, documents = batch.raw.texts("key"), batch.raw.texts("document")
        envelopes = zip(*map(batch.raw.texts, ("from", "to", "cc", "bcc")), strict=True)
        given = zip(envelopes, self._keys, documents, resends, strict=True)
        self._heads = [self._head(*one) for one in given]
        mails = writing.template.mails(
            batch,
            datetime.now(UTC),
            message_id=lambda _, i: head.identifier if isinstance(head := self._heads[i], _Head) else "",
            extra=lambda _, i: head.extra if isinstance(head := self._heads[i], _Head) else (),
        )
        self._wire, self._errors = mails.wire, {error.index: error for error in mails.errors}
        of_row = dict(zip(self._raw.rows, places, strict=True))
        self._written = {of_row[row]: (p, row) for p, row in enumerate(mails.rows)}
        self._of_row = of_row

    def one(self, i: int) -> Written:
        """The message of the i-th rendered record. Raises RecordError and ValueError when it can't be made."""
        if i not in self._written:
            raise self._errors[self._raw.rows[i]]
        if not isinstance(head := self._heads[i], _Head):
            raise head
        place, row = self._written[i]
        return Written(self._keys[self._of_row[row]], head.document, head.author, head.recipient, self._wire[place])

    def _head(self, envelope: tuple[str, ...], key: str, document_name: str, resend: int) -> _Head | ValueError:
        writing = self._writing
        try:
            author, recipient = _envelope(envelope)
        except ValueError as error:
            return error
        document = writing.document(key, document_name)
        identifier = writing.identifier(document, resend, author)
        return _Head(document, author, recipient, identifier, writing.headers.to(recipient))


class _Head(NamedTuple):
    document: bytes
    author: Address
    recipient: str
    identifier: str
    extra: list[tuple[str, str]]

    def __repr__(self) -> str:
        """Without the links, which hold tokens."""
        return f"_Head(document={self.document!r})"


def _envelope(fields: tuple[str, ...]) -> tuple[Address, str]:
    """From whom and to whom, by the rules of `Message.envelope`: From, To, Cc and Bcc."""
    author, *others = fields
    froms = _senders(author) if author.strip() else ()
    found = [one.address for text in others if text.strip() for one in parse_addresses(text)]
    if not found:
        raise ValueError("the message has no recipient")
    if not froms:
        raise ValueError("the message has no From")
    return froms[0], found[0] if len(found) == 1 else single(tuple(dict.fromkeys(found)))


_senders = lru_cache(16)(parse_addresses)


def single(recipients: Sequence[str]) -> str:
    """The only one. Raises RecordError for several."""
    if len(recipients) != 1:
        raise RecordError("Cc and Bcc can't be sent by a job yet", index=0, field="Cc")
    return recipients[0]


def made_for(keys: Sequence[str | None]) -> bytes | None:
    """The digest of the one record that these were made for; a digest of nobody if they differ."""
    own = {key for key in keys if key is not None}
    if not own:
        return None
    return key_digest(own.pop()) if len(own) == 1 else bytes(16)
