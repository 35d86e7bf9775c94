# cython: annotation_typing=False, nonecheck=True
"""One SMTP connection that carries mails, several at once where that is allowed.

aiosmtplib greets; then its transport is taken over, because it would rewrite the signed bytes, waits for every
reply, and offers no hold before the final dot. From then on replies are dispatched to the mails in flight, in
order, without a task or a future for each.

A lane (`smtp.py`) gives mails and waits while it is `changing()`:

- where the server takes BDAT, `give` sends each whole; so the ledger must know of it before.
- otherwise `give` sends the envelope. Once the server waits for the message it gets all of it but the dot, and
  `waiting` is that mail; when the ledger knows of it, `end` sends the dot, and the next envelope with it.
"""

from __future__ import annotations

import asyncio
import time
from collections import deque
from collections.abc import Iterable, Mapping
from typing import Final, Protocol, cast

from flong.backends.base import Outgoing, Receipt
from flong.backends.envelope import Envelopes, Refusal
from flong.backends.peer import Peer, broken, greeted, most_mails, route_error
from flong.backends.pool import RouteError
from flong.backends.reply import CLOSING, ProtocolError, Reply
from flong.backends.transaction import BODY, DATA, FINAL, MAIL, Blocked, Chunked, Dotted, NotBegun, Transaction, Verdict
from flong.backends.wire import BLOCK, Wire

GO_AHEAD: Final = 120.0
"""Seconds until a server says that it waits for the message (RFC 5321 section 4.5.3.2.4)."""

_QUIT_PATIENCE: Final = 5.0


class OutOfTurn(ProtocolError):
    """A reply that nobody waits for."""


class Sink(Protocol):
    """Whoever gave the mails."""

    def finished(self, receipt: Receipt) -> None:
        """A mail has an outcome."""
        ...

    def returned(self, item: Outgoing, error: RouteError) -> None:
        """A mail was not begun; `error` says why."""
        ...


class Session(Wire):
    """An open connection; `sent` counts its mails; `worked`: the server has taken up one."""

    def __init__(
        self, peer: Peer, transport: asyncio.Transport, extensions: Mapping[str, str], sink: Sink, most: int
    ) -> None:
        self._flights: deque[Transaction] = deque()
        self._decided: list[tuple[Transaction, Verdict]] = []
        self._closing, self._refused = False, False
        self._last_code = 0
        self._change: asyncio.Future[None] | None = None
        self._quit: asyncio.Future[None] | None = None
        self.peer, self.sent, self.worked = peer, 0, False
        self.chunked = peer.chunking and {"chunking", "pipelining"} <= extensions.keys()
        self.waiting: Dotted | None = None
        self._together = "pipelining" in extensions
        self._envelopes, self._sink = Envelopes(extensions, peer.notices), sink
        self._window, self._half = peer.window, (peer.window + 1) // 2
        self._most = min(most, most_mails(extensions) or most)
        super().__init__(transport)
        self.shortest = min(peer.timeout, peer.final, GO_AHEAD, _QUIT_PATIENCE)
        self._address, self._source = self.ends

    # for the lane

    @property
    def busy(self) -> bool:
        """Mails are in flight."""
        return bool(self._flights)

    @property
    def over(self) -> bool:
        """It will take no further mail, and none is in flight."""
        return not self._flights and (self._closing or not self.open or self.sent >= self._most)

    @property
    def full(self) -> bool:
        """Mails are in flight, and no more are sent beside them at present."""
        flights = len(self._flights)
        return flights > 0 and (not self.chunked or self._window - flights < self._half)

    @property
    def room(self) -> int:
        """How many mails it would take now. A window is filled again when half of it is free."""
        rest = self._most - self.sent
        if self.chunked:
            free, least = self._window - len(self._flights), self._half
        else:
            free, least = int(not self._flights or (self._together and self._ending)), 1
        if (free < least and free < rest) or self._closing or self.paused or not self.open:
            return 0
        return free if free < rest else rest

    @property
    def _ending(self) -> bool:
        return len(self._flights) == 1 and self._flights[0].stage == FINAL

    @property
    def overlaps(self) -> bool:
        """The next envelope may go with a dot."""
        return self._together and not self._closing and self.open and self.sent < self._most

    def changing(self) -> asyncio.Future[None]:
        """Done when something has happened here. One at a time."""
        self._change = self._loop.create_future()
        return self._change

    def prepare(self, item: Outgoing) -> Transaction | None:
        """A mail ready to be given; None if it can't go to this server, which is its receipt."""
        try:
            envelope = self._envelopes.of(item)
        except Refusal as refusal:
            now = time.time()
            verdict = Verdict("bounced", Reply(0, refusal.enhanced, str(refusal)), "refused")
            self._sink.finished(self._receipt(item, verdict, now))
            return None
        if self.chunked:
            return Chunked(item, envelope)
        return Dotted(item, envelope, self, together=self._together)

    def give(self, mails: Iterable[Transaction]) -> None:
        """Send them, or as much as may be sent now. Not more than there is `room` for."""
        pieces: list[bytes | memoryview] = []
        at = self._written
        for mail in mails:
            if isinstance(mail, Chunked):
                if self._flights or self._refused:
                    mail.begin_afresh()
                self._refused = False
                commands, data = mail.text()
                mail.end = at = at + len(commands) + len(data)
                pieces += (commands, data)
            elif isinstance(mail, Dotted):
                pieces.append(mail.opening())
            self._flights.append(mail)
            self.sent += 1
        self.write(b"".join(pieces))

    def end(self, mail: Dotted, following: Transaction | None) -> None:
        """The dot for the mail that was `waiting`, and the envelope of the `following` one. A server that has answered
        already has not taken the message."""
        self.waiting = None
        if mail.verdict is not None:
            return self._tell(mail, mail.verdict)
        mail.stage = FINAL
        mail.end = self._written + 3
        if isinstance(following, Dotted):
            self._flights.append(following)
            self.sent += 1
            self.write(b".\r\n" + following.opening())
        else:
            self.write(b".\r\n")

    def abandon(self) -> None:
        """The mail that is `waiting` must not end: the connection does. It gets no receipt."""
        if self.waiting is not None:
            self._flights = deque(mail for mail in self._flights if mail is not self.waiting)
            self.waiting = None
        self.fail(ConnectionAbortedError("given up"))

    async def quit(self) -> None:
        """Says QUIT if that can still be heard, and closes."""
        if self.open and not self._flights and not self._closing:
            self._quit = self._loop.create_future()
            self.write(b"QUIT\r\n")
            await asyncio.wait((self._quit,), timeout=_QUIT_PATIENCE)
        self.fail(ConnectionAbortedError("closed"))

    # for the wire

    def replied(self, code: int, said: bytes | list[bytes]) -> None:
        self._last_code = code
        if not self._flights:
            return _wake(self._quit) if self._quit is not None else self._unasked(code)
        mail = self._flights[0]
        if mail.stage <= mail.easy and 200 <= code < 300:
            mail.stage += 1
            mail.taken = True
            self.worked |= mail.stage > MAIL and mail.refusal is None
        else:
            self._answered(mail, code, said)

    def _answered(self, mail: Transaction, code: int, said: bytes | list[bytes]) -> None:
        if mail is self.waiting:
            return self._early(self.waiting, code, said)
        if self.paused and mail.end and mail.stage >= DATA and code < 400 and not self.left(mail.end):
            raise ProtocolError("the server answered before the message ended")
        try:
            verdict = mail.answered(code, said)
        except (NotBegun, Blocked) as error:
            self._flights.popleft()
            self._give_back(mail, error)
            return self._close()
        self.worked |= mail.stage > MAIL and mail.refusal is None
        if verdict is not None:
            self._flights.popleft()
            self._refused |= not verdict.reply.good
            self._decided.append((mail, verdict))
            if verdict.reply.code == CLOSING:
                self._close()
        elif mail.stage == BODY:
            self.waiting = cast(Dotted, mail)

    def lost(self, error: Exception) -> None:
        goodbye, why = self._last_code == CLOSING and not self._said_more(error), broken(error)
        self._report(doubtful=isinstance(error, OutOfTurn))
        for mail in self._flights:
            try:
                verdict = mail.broken(why, bool(mail.end) and self.left(mail.end), goodbye)
            except (NotBegun, Blocked) as end:
                self._give_back(mail, end)
            else:
                self._hold(self.waiting, verdict) if mail is self.waiting else self._tell(mail, verdict)
        self._flights.clear()
        _wake(self._quit)

    def changed(self) -> None:
        self._report()
        _wake(self._change)

    @property
    def expecting(self) -> bool:
        return bool(self._flights) and self._flights[0].expects

    def patience(self) -> float:
        if self._closing and self._flights:
            return min(self.peer.timeout, _QUIT_PATIENCE)
        if self._quit is not None or not self.expecting:
            return BLOCK if self.paused else 0.0
        stage = self._flights[0].stage
        if stage == FINAL or (self.chunked and stage == DATA):
            return self.peer.final
        return min(self.peer.timeout, GO_AHEAD) if stage == DATA else self.peer.timeout

    # inside

    def _unasked(self, code: int) -> None:
        """Goodbye, or something that could be taken for the answer to the next command."""
        self._closing = True
        if code != CLOSING:
            raise OutOfTurn("the server speaks out of turn")

    def _said_more(self, error: Exception) -> bool:
        """Whether the last reply was not the last that came: a server that goes on after 421 may take mails, too."""
        return isinstance(error, ProtocolError) or bool(self._rest or self._lines)

    def _report(self, *, doubtful: bool = False) -> None:
        """Tell what a read has decided. `doubtful`: it held one reply too many, so none of the good ones is certain."""
        decided, self._decided = self._decided, []
        for mail, verdict in decided:
            doubt = doubtful and verdict.reply.good and mail.end
            self._tell(mail, Verdict("ambiguous", verdict.reply, "connection") if doubt else verdict)

    def _early(self, mail: Dotted, code: int, said: bytes | list[bytes]) -> None:
        """An answer to a message that has not ended: only a refusal can be one. The ledger is being asked about the
        mail, so the verdict waits."""
        self._hold(mail, mail.answered(code, said))
        self.fail(ConnectionAbortedError("the server answered before the message ended"))

    def _hold(self, mail: Dotted | None, verdict: Verdict | None) -> None:
        if mail is not None:
            mail.verdict = mail.verdict or verdict

    def _tell(self, mail: Transaction, verdict: Verdict) -> None:
        self._sink.finished(self._receipt(mail.item, verdict, mail.start))

    def _give_back(self, mail: Transaction, error: Exception) -> None:
        why = f"{self.peer.host}:{self.peer.port}: {error}"
        self._sink.returned(mail.item, RouteError(why, permanent=isinstance(error, Blocked)))

    def _receipt(self, item: Outgoing, verdict: Verdict, start: float) -> Receipt:
        state, reply, kind = verdict
        where, now = (self.peer.host, self._source, start), time.time()
        return Receipt(item.seq, item.attempt, state, *reply, kind, *where, now, None, self._address)

    def _close(self) -> None:
        """No further mail. What the server may have whole can still be answered."""
        self._closing = True
        if not any(mail.end for mail in self._flights):
            self.fail(ConnectionResetError("the server closed the connection"))


def _wake(future: asyncio.Future[None] | None) -> None:
    if future is not None and not future.done():
        future.set_result(None)


async def connect(peer: Peer, sink: Sink, most: int) -> Session:
    """A session for at most so many mails. Raises RouteError."""
    client, extensions = await greeted(peer)
    if client.transport is None:
        raise route_error(peer, ConnectionResetError("the connection was lost"))
    return Session(peer, cast(asyncio.Transport, client.transport), extensions, sink, most)
