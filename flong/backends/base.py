"""The contract between jobs and whatever delivers messages.

A backend pulls work and reports on it::

    await backend.run(source, book)
        item = await source.take(route)          # None: nothing more will come
        await book.starting(item)                # returns once the in-flight row is durable
        … only now may the last byte (BDAT LAST, the final dot, the rename) leave …
        book.finished(receipt)                   # exactly one receipt for every item taken

`starting` may raise `Refused`: that one item must not leave (its document was sent by another job, or
the job was stopped meanwhile). It needs no receipt; the session resets (RSET) and goes on with the next.
Any other exception from `starting` ends `run`.

A source may have more than one item at once, and a book may make several in flight with one commit; those that
can say so are `EagerSource` and `GroupBook`, which backends then use instead.

Failures are per recipient. One question decides a retry: is the error temporary? Unknown means
temporary. An item whose last byte left and whose answer did not come is `ambiguous`; one that was
never begun is `unsent` and goes back to planned. `data` is signed: no backend changes a byte of it.
"""

from __future__ import annotations

from collections.abc import Awaitable, Sequence
from contextlib import suppress
from typing import Final, Literal, Protocol, runtime_checkable

import msgspec

State = Literal["delivered", "deferred", "bounced", "ambiguous", "unsent"]


SENDER: Final = "sender"
"""The kind of a receipt whose reply refused MAIL FROM for good."""

RECIPIENT: Final = "recipient"
"""The kind of a receipt whose reply refused RCPT TO."""

SMS: Final = "sms"
"""The kind of a receipt of a text message: `code` is no SMTP code, and `text` of a delivered one is the id that its
delivery receipts will name."""


class Refused(Exception):
    """Raised by `Book.starting`: this item must not leave. It has been recorded; report no receipt."""


class Gates(msgspec.Struct, frozen=True, gc=False):
    """The identity digest (16 bytes, from the record key) that each stage stored beside its output.
    A stage that did not run holds None. They are compared before MAIL FROM."""

    row: bytes
    render: bytes | None = None
    code: bytes | None = None
    bill: bytes | None = None
    sign: bytes | None = None


class Outgoing(msgspec.Struct, frozen=True, gc=False):
    """One message for one recipient. `data` is the signed wire form: CRLF only, lines ≤ 998 bytes."""

    job: str
    seq: int
    attempt: int
    key: str
    document: bytes
    gates: Gates
    mail_from: str
    rcpt_to: str
    data: memoryview


class Receipt(msgspec.Struct, frozen=True, gc=False):
    """What became of one `Outgoing`. `code` is the SMTP reply code (0: none came), `enhanced` the
    RFC 3463 code or "", `text` the full reply. Where no reply decided, `kind` says what did: `connection`
    (it broke), `refused` (by us, before the server heard of it) or `route` (none to be had); `sender` marks a
    reply that refused the sender, whoever the recipient is, `recipient` one that refused RCPT TO. `start`, `end` are
    seconds since the epoch. `again`: the seconds after which a message that is deferred or unsent may be tried again,
    where the backend knows better than the schedule. `host` is the other side's name, `address` its IP address,
    `source` ours."""

    seq: int
    attempt: int
    state: State
    code: int = 0
    enhanced: str = ""
    text: str = ""
    kind: str = ""
    host: str = ""
    source: str = ""
    start: float = 0.0
    end: float = 0.0
    again: float | None = None
    address: str = ""


class Source(Protocol):
    """Where work comes from; implemented by jobs."""

    async def take(self, route: str) -> Outgoing | None:
        """The next item for `route`, waiting for one; None when the job has no more."""
        ...


@runtime_checkable
class EagerSource(Source, Protocol):
    """A source that also tells at once whether it has an item; nobody has to wait for each."""

    def take_now(self, route: str) -> Outgoing | None:
        """The next item if there is one now. None decides nothing: more may come, `take` tells. Items come in the same
        order by either way; errors are those of `take`."""
        ...


class Book(Protocol):
    """Where outcomes go; implemented by jobs."""

    async def starting(self, item: Outgoing) -> None:
        """Make `item` in flight, durably. Raises IdentityError when its gates differ, Refused when this
        one item must not leave."""
        ...

    def finished(self, receipt: Receipt) -> None:
        """Record the outcome; becomes durable with the next group commit."""
        ...


@runtime_checkable
class GroupBook(Book, Protocol):
    """A book that also makes several items in flight together."""

    def starting_all(self, items: Sequence[Outgoing]) -> Awaitable[Sequence[Outgoing]]:
        """Make `items` in flight, durably, with one commit if possible; gives those that may leave, in their order. The
        others are refused: they have been recorded and need no receipt. Raises what `starting` raises but Refused:
        then none of them may leave, and each needs a receipt (`unsent`)."""
        ...


def grouped(book: Book) -> GroupBook:
    """Any book as a GroupBook. Ask once: it takes time."""
    return book if isinstance(book, GroupBook) else _Grouped(book)


class _Grouped:
    """A book that knows of one item at a time, asked for each."""

    def __init__(self, book: Book) -> None:
        self.starting, self.finished = book.starting, book.finished

    async def starting_all(self, items: Sequence[Outgoing]) -> Sequence[Outgoing]:
        may_leave = []
        for item in items:
            with suppress(Refused):
                await self.starting(item)
                may_leave.append(item)
        return may_leave


class Backend(Protocol):
    """A way out: SMTP, files."""

    async def run(self, source: Source, book: Book) -> None:
        """Deliver until `source` ends or `stop` was called. Raises SendError when nothing can be sent, or
        when to go on would do harm."""
        ...

    def stop(self) -> None:
        """Let begun transactions end and start none."""
        ...
