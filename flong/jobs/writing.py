"""Rendered records as unsigned messages: one by one, or all of a batch at once where that gives the same bytes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from flong.errors import FlongError, RecordError
from flong.jobs.cast import Context
from flong.jobs.identity import document_digests, key_digest, message_id, message_ids, own_document
from flong.jobs.lists import ListFields
from flong.jobs.track import Tracker
from flong.mailing import Extra
from flong.runtime.addresses import Address, domain_of, parse_addresses
from flong.runtime.assemble import plain_mailboxes
from flong.runtime.batch import RawBatch
from flong.template import Batch, Template

Envelope = tuple[Address, str] | ValueError


class Written(NamedTuple):
    """An unsigned message, CRLF only: whose it is (`key`), what (a digest), from and to whom. `code` and `bill` are the
    digests of the keys that its pictures and its attachments were made for."""

    key: str
    document: bytes
    author: Address
    recipient: str
    data: bytes | memoryview
    code: bytes | None = None
    bill: bytes | None = None


@dataclass(frozen=True, slots=True)
class Writing:
    """Writes the messages of one job."""

    template: Template
    context: Context
    headers: ListFields
    tracker: Tracker | None

    def all(self, batch: Batch, seqs: Sequence[int], resends: Sequence[int]) -> Iterable[Written | Exception]:
        """The message of each of the batch's rendered records, or why there is none: all are written at once if none
        holds what is made for one record alone. `seqs[i]` is the i-th's number, `resends[i]` that of its resend."""
        bills = any(declared.template for declared in self.template.module.attachments)
        if self.tracker or bills or any(batch.raw.assets):
            return (self.tried(batch, i, *numbers) for i, numbers in enumerate(zip(seqs, resends, strict=True)))
        return at_once(self, batch, resends)

    def tried(self, batch: Batch, i: int, seq: int, resend: int) -> Written | Exception:
        """What `one` gives or raises for the record; what is wrong with the whole job is raised."""
        try:
            return self.one(batch, i, seq, resend)
        except RecordError as error:
            return error
        except FlongError:
            raise
        except Exception as error:  # one record must not end the others
            return error

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
        return self.documents([key], [document])[0]

    def documents(self, keys: Sequence[str], documents: Sequence[str]) -> list[bytes]:
        """Those of many messages."""
        named = zip(keys, documents, strict=True)
        return document_digests([document or own_document(self.context.name, key) for key, document in named])

    def identifier(self, document: bytes, resend: int, author: Address) -> str:
        """The Message-ID; it stays the same through retries and crashes."""
        return message_id(self.context.secret, document, resend, domain_of(author.address))


def at_once(writing: Writing, batch: Batch, resends: Sequence[int]) -> list[Written | Exception]:
    """A batch written by `Template.mails`; what `Writing.tried` gives for each record."""
    raw, keys, people = batch.raw, batch.raw.texts("key"), _people(batch.raw)
    documents = writing.documents(keys, raw.texts("document"))
    mails = writing.template.mails(batch, datetime.now(UTC), *_told(writing, people, documents, resends))
    wire, ends = memoryview(mails.wire.data), pairwise(mails.wire.offsets)
    found: dict[int, memoryview | RecordError] = {error.index: error for error in mails.errors}
    found |= {row: wire[start:end] for row, (start, end) in zip(mails.rows, ends, strict=True)}
    rows = zip(raw.rows, keys, documents, people, strict=True)
    return [_written(found[row], key, document, envelope) for row, key, document, envelope in rows]


def _written(found: memoryview | RecordError, key: str, document: bytes, envelope: Envelope) -> Written | Exception:
    if isinstance(found, RecordError):
        return found
    return envelope if isinstance(envelope, ValueError) else Written(key, document, *envelope, found)


def _told(
    writing: Writing, people: Sequence[Envelope], documents: Sequence[bytes], resends: Sequence[int]
) -> tuple[list[str], list[Extra]]:
    """The Message-ID and the further fields of each record; nothing of use for one that has no envelope."""
    domains = ["" if isinstance(one, ValueError) else domain_of(one[0].address) for one in people]
    ids = message_ids(writing.context.secret, documents, resends, domains)
    return ids, [() if isinstance(one, ValueError) else writing.headers.to(one[1]) for one in people]


def _people(raw: RawBatch) -> list[Envelope]:
    """From whom and to whom each record goes, or why it can't."""
    fields = [raw.texts(part) for part in ("from", "to", "cc", "bcc")]
    return [_envelope(*one) for one in zip(plain_mailboxes(fields[1]), *fields, strict=True)]


def _envelope(plain: str | None, author: str, to: str, cc: str, bcc: str) -> Envelope:
    """By the rules of `Message.envelope`; `plain` is the address in To, where that is all there is."""
    try:
        froms = _senders(author) if author.strip() else ()
        found = [plain] if plain else _listed(to)
        found += [*_listed(cc), *_listed(bcc)] if cc or bcc else []
        if not found:
            raise ValueError("the message has no recipient")
        if not froms:
            raise ValueError("the message has no From")
        return froms[0], found[0] if len(found) == 1 else single(tuple(dict.fromkeys(found)))
    except ValueError as error:
        return error


def _listed(text: str) -> list[str]:
    return [one.address for one in parse_addresses(text)] if text.strip() else []


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
