# cython: annotation_typing=False, nonecheck=True
"""One mail on one connection: what is said, what each reply means, and what it means when none comes.

`Chunked` speaks MAIL, RCPT and BDAT LAST with the message in one write (RFC 3030, RFC 2920); `Dotted` speaks
MAIL, RCPT, DATA, then the message, then the dot (RFC 5321), its commands together or one by one. Each is told
the replies to its own commands, in their order.

When the connection breaks, what was answered counts. Else a mail whose last byte may have left is `ambiguous`;
one that the server had begun is `deferred`; one it had not is not begun at all, and may be given to another
connection. A server that says 421 has looked at nothing behind it. A sender that is refused for good says
nothing about the recipient: the mail is `deferred`, its kind `sender`.
"""

from __future__ import annotations

import time
from typing import Final, NamedTuple

from flong.backends.base import RECIPIENT, SENDER, Outgoing, State
from flong.backends.envelope import Envelope
from flong.backends.reply import CLOSING, OUT_OF_STEP, ProtocolError, Reply, parse_reply
from flong.backends.wire import Wire

START: Final = 354
LOGIN_WANTED: Final = frozenset((530, 534, 535, 538))
_TOO_BIG: Final = 552
_OF_MESSAGE: Final = ("5.2.3", "5.3.4", "5.6.")
FRESH, MAIL, RCPT, DATA, BODY, FINAL, CLEARING, RESETTING = range(-1, 7)


class Blocked(Exception):
    """The server takes no mail before a login: that is about the route, not about this mail."""


class NotBegun(Exception):
    """The server has not taken this mail up, and will not: another connection may."""


class Verdict(NamedTuple):
    """How a mail ended: the state, the reply that decided it, the receipt's kind."""

    state: State
    reply: Reply
    kind: str = ""


class Transaction:
    """What both ways have in common. `end` is the place of its last byte on the wire, 0 before that is written;
    `refusal` is the first reply that was not what it should be, to the command `refused`. Up to the stage `easy` a good
    reply does nothing but begin the next."""

    def __init__(self, item: Outgoing, envelope: Envelope) -> None:
        self.item, self.envelope, self.start = item, envelope, time.time()
        self.stage, self.end, self.easy = MAIL, 0, RCPT
        self.refusal: Reply | None = None
        self.refused = MAIL
        self.taken = False  # whether the last of MAIL and RCPT was

    def answered(self, code: int, said: bytes | list[bytes]) -> Verdict | None:
        """A reply to the present stage: the verdict, if there is one now. Raises ProtocolError, NotBegun, Blocked."""
        raise NotImplementedError

    @property
    def expects(self) -> bool:
        """Whether a command of this mail waits for its reply."""
        raise NotImplementedError

    def broken(self, why: str, left: bool, goodbye: bool) -> Verdict:
        """The verdict when the connection is gone. `left`: the last byte may have left; `goodbye`: the server's last
        word was 421. Raises NotBegun, Blocked."""
        if self.refusal is not None and not (self.refused == MAIL and self.refusal.code == OUT_OF_STEP and left):
            return self.judged()
        if self.stage <= MAIL and (goodbye or not left):
            raise NotBegun(why)
        return Verdict("ambiguous" if left else "deferred", Reply(0, "", why), "connection")

    def judged(self) -> Verdict:
        """The verdict of a refused mail."""
        assert self.refusal is not None
        if self.refusal.code in LOGIN_WANTED:
            raise Blocked(f"the server wants a login: {self.refusal.code} {self.refusal.text}")
        if self.refused == MAIL and self.refusal.code == CLOSING:
            raise NotBegun(f"{self.refusal.code} {self.refusal.text}")
        if self.refused == MAIL and blocks_sender(self.refusal):
            return Verdict("deferred", self.refusal, SENDER)
        return Verdict(self.refusal.failure, self.refusal, RECIPIENT if self.refused == RCPT else "")

    def _note(self, said: bytes | list[bytes]) -> None:
        if self.refusal is None:
            self.refusal, self.refused = parse_reply(said), max(self.stage, MAIL)


class Chunked(Transaction):
    """MAIL, RCPT and BDAT LAST in one write."""

    def begin_afresh(self) -> None:
        """RSET comes first: a mail before this one may be, or has been, refused. There are servers (Exim) that keep its
        sender, refuse MAIL, and take this one in the name of that."""
        self.stage = FRESH

    def text(self) -> tuple[bytes, memoryview]:
        """What is sent: the commands, the message."""
        data, reset = self.item.data, b"RSET\r\n" if self.stage == FRESH else b""
        mail, rcpt, _ = self.envelope
        return b"%b%b\r\n%b\r\nBDAT %d LAST\r\n" % (reset, mail, rcpt, data.nbytes), data

    @property
    def expects(self) -> bool:
        return True

    def answered(self, code: int, said: bytes | list[bytes]) -> Verdict | None:
        """BDAT's answer decides, unless the recipient was refused before."""
        good = 200 <= code < 300
        if self.stage == FRESH and code != CLOSING:
            self.stage = MAIL
            return None
        if self.stage < DATA:
            if not good:
                self._note(said)
            self.taken = good
            self.stage += 1
            return None
        if 300 <= code < 400:
            raise ProtocolError("the server's answer to the message is neither yes nor no")
        if self.refusal is not None and not (self.taken and good):  # one that nests mails may have refused MAIL only
            return self.judged()
        reply = parse_reply(said)
        return Verdict("delivered" if reply.good else reply.failure, reply)


class Dotted(Transaction):
    """MAIL, RCPT, DATA, message, dot, on `wire`; `together`: the three commands may leave at once."""

    def __init__(self, item: Outgoing, envelope: Envelope, wire: Wire, *, together: bool) -> None:
        super().__init__(item, envelope)
        self._wire, self._together = wire, together
        if not together:
            self.easy = -1
        self.verdict: Verdict | None = None

    def opening(self) -> bytes:
        """What is sent first."""
        mail, rcpt, _ = self.envelope
        return b"%b\r\n%b\r\nDATA\r\n" % (mail, rcpt) if self._together else mail + b"\r\n"

    @property
    def expects(self) -> bool:
        return self.stage != BODY

    def answered(self, code: int, said: bytes | list[bytes]) -> Verdict | None:
        """See `Transaction`. The mail clears up after itself: then the verdict comes with the last reply."""
        if self.stage <= DATA:
            return self._of_envelope(code, said)
        if self.stage == CLEARING:
            return self._reset(code)
        if self.stage == RESETTING:
            if not 200 <= code < 300:
                raise ProtocolError("the server does not reset")
            return self.judged()
        return self._of_message(code, parse_reply(said))

    def _of_envelope(self, code: int, said: bytes | list[bytes]) -> Verdict | None:
        stage, good = self.stage, (code == START if self.stage == DATA else 200 <= code < 300)
        if not good:
            self._note(said)
        if code == CLOSING:
            return self.judged()
        if stage == DATA or (self.refusal is not None and not self._together):
            return self._opened(code)
        self.stage += 1
        if not self._together:
            self._wire.write(b"DATA\r\n" if self.stage == DATA else self.envelope.rcpt + b"\r\n")
        return None

    def _opened(self, code: int) -> Verdict | None:
        """All commands are answered. A server that waits for a message although it took no recipient gets none
        (RFC 2920 section 3.1)."""
        if self.refusal is None:
            self.stage = BODY
            self._wire.write(self._body())
            return None
        if code == START and self.stage == DATA:
            self.stage = CLEARING
            self._wire.write(b".\r\n")
            return None
        return self._reset(code)

    def _reset(self, code: int) -> Verdict | None:
        if code == CLOSING or (self.refused == MAIL and self.stage != CLEARING):
            return self.judged()
        self.stage = RESETTING
        self._wire.write(b"RSET\r\n")
        return None

    def _of_message(self, code: int, reply: Reply) -> Verdict:
        """Before the dot only a refusal can be an answer: the server has not taken the message."""
        if self.stage == BODY and code < 400:
            raise ProtocolError("the server answered before the message ended")
        if 300 <= code < 400:
            raise ProtocolError("the server's answer to the message is neither yes nor no")
        return Verdict("delivered" if reply.good else reply.failure, reply)

    def _body(self) -> bytes:
        return stuff(bytes(self.item.data)) if self.envelope.dots else bytes(self.item.data)


def blocks_sender(reply: Reply) -> bool:
    """Whether this answer to MAIL will meet every mail: not so if it tells of this message's size or form."""
    return reply.permanent and reply.code != _TOO_BIG and not reply.enhanced.startswith(_OF_MESSAGE)


def stuff(data: bytes) -> bytes:
    """`data` for DATA: a dot before each dot that begins a line (RFC 5321 section 4.5.2)."""
    if data.startswith(b"."):
        data = b"." + data
    return data.replace(b"\r\n.", b"\r\n..")
