"""Address lists with holes: RFC 5322 mailboxes whose name or address may be an output.

`split` cuts a head field into mailboxes; groups, comments and domain literals are not accepted.
Whoever writes `Dr. {{ name }} <…>` gets one quoted name; static parts are checked here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from flong.dsl.html.inner import Problem
from flong.dsl.typed import Block, Output, Text
from flong.errors import Span

Piece = str | Output
_ATOM = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~\u00a1-\U0010ffff-]+"
_LOCAL = re.compile(rf"""(?:{_ATOM}(?:\.{_ATOM})*|"[^"\\<>\u0080-\U0010ffff]+")\Z""")
_ENCODED = re.compile(r"=\?.*\?=")  # an encoded word
_LABEL = re.compile(r"(?!-)[\w-]{1,63}(?<!-)\Z")
_SPECIAL = "()[]:;\\>"
_QUOTE = "write the name in quotes"


class MailboxError(ValueError):
    """An address list can't be read; `problem` says why, `place` where."""

    def __init__(self, problem: Problem, place: Span) -> None:
        super().__init__(problem.message)
        self.problem, self.place = problem, place


@dataclass(slots=True)
class Mailbox:
    """`written` is all of it but what stands in `<…>`, `name` the same without quotes; `place` is where it
    stands, or the comma before an empty one."""

    place: Span
    name: list[Piece] = field(default_factory=list)
    written: list[Piece] = field(default_factory=list)
    angle: list[Piece] | None = None
    begun: bool = False

    def reach(self, piece: Piece, place: Span) -> None:
        """One more piece stands at `place`; blanks around a mailbox are none of it."""
        if not (isinstance(piece, str) and piece.isspace()):
            self.place = replace(self.place, end=place.end) if self.begun else place
            self.begun = True

    def address(self) -> list[Piece]:
        return stripped(self.written if self.angle is None else self.angle)

    def display(self) -> list[Piece]:
        return [] if self.angle is None else stripped(self.name)


def stripped(pieces: list[Piece]) -> list[Piece]:
    """Characters joined to texts, without white space at the ends."""
    merged: list[Piece] = []
    for piece in pieces:
        if isinstance(piece, str) and merged and isinstance(merged[-1], str):
            merged[-1] += piece
        else:
            merged.append(piece)
    if merged and isinstance(merged[0], str):
        merged[0] = merged[0].lstrip()
    if merged and isinstance(merged[-1], str):
        merged[-1] = merged[-1].rstrip()
    return [piece for piece in merged if piece != ""]


class _Reader:
    """Reads characters and outputs one by one. `where`: in the name, in `"…"`, in `<…>` or behind it."""

    def __init__(self, place: Span) -> None:
        self.where, self.escape = "name", False
        self.found = [Mailbox(place)]

    def take(self, piece: Piece, place: Span) -> None:
        mailbox = self.found[-1]
        if piece != "," or self.where in ("quoted", "angle"):
            mailbox.reach(piece, place)
        match self.where:
            case "quoted":
                self._quoted(mailbox, piece)
            case "angle" if piece == ">":
                self.where = "behind"
            case "angle" if mailbox.angle is not None:
                mailbox.angle.append(piece)
            case _ if piece == ",":
                self.found.append(Mailbox(place))
                self.where = "name"
            case "behind":
                if not (isinstance(piece, str) and piece.isspace()):
                    raise MailboxError(
                        Problem("F0321", "a comma must follow `<…>`", "separate addresses by commas"), place
                    )
            case _:
                self._name(mailbox, piece, place)

    def _name(self, mailbox: Mailbox, piece: Piece, place: Span) -> None:
        if isinstance(piece, str) and piece in _SPECIAL:
            raise MailboxError(Problem("F0321", f"`{piece}` can't stand in a name without quotes", _QUOTE), place)
        if piece == "<":
            mailbox.angle, self.where = [], "angle"
            return
        mailbox.written.append(piece)
        if piece == '"':
            self.where = "quoted"
        else:
            mailbox.name.append(piece)

    def _quoted(self, mailbox: Mailbox, piece: Piece) -> None:
        mailbox.written.append(piece)
        if piece == '"' and not self.escape:
            self.where = "name"
        elif piece == "\\" and not self.escape:
            self.escape = True
            return
        else:
            mailbox.name.append(piece)
        self.escape = False


def split(block: Block) -> list[Mailbox]:
    """The mailboxes of a head field, each with an address. Raises MailboxError."""
    tokens = list(_tokens(block))
    if not tokens:
        raise MailboxError(Problem("F0321", "no address stands here", "write one"), Span("", 0, 0))
    reader = _Reader(tokens[0][1])
    for piece, place in tokens:
        reader.take(piece, place)
    if reader.where in ("quoted", "angle"):
        missing = '"' if reader.where == "quoted" else ">"
        raise MailboxError(Problem("F0321", f"`{missing}` is missing at the end", "close it"), tokens[-1][1])
    for mailbox in reader.found:
        _check(mailbox)
    return reader.found


def _tokens(block: Block) -> Iterator[tuple[Piece, Span]]:
    for node in block:
        if isinstance(node, Output):
            yield node, node.span
        elif isinstance(node, Text):
            for i, char in enumerate(node.value):
                yield char, Span(node.span.file, node.span.start + i, node.span.start + i + 1)


def _check(mailbox: Mailbox) -> None:
    address = mailbox.address()
    if not address:
        raise MailboxError(
            Problem("F0321", "an address is missing here", "write one, or remove the comma"), mailbox.place
        )
    if len(address) == 1 and isinstance(address[0], str):
        if not is_address(address[0]):
            raise MailboxError(
                Problem("F0321", f"`{address[0]}` is not a mail address", "write local@domain"), mailbox.place
            )
    elif len(address) > 1:
        hole = next(piece for piece in address if isinstance(piece, Output))
        message = "an output stands before `<…>` or is the whole address"
        raise MailboxError(Problem("F0323", message, "write {{ name }} <{{ email }}>"), hole.span)


def is_address(text: str) -> bool:
    """Whether `text` is `local@domain`; the domain may be Unicode."""
    local, at, domain = text.rpartition("@")
    labels = all(_LABEL.match(label) for label in domain.split("."))
    fits = len(local.encode()) <= 64 and len(domain) <= 253 and not _ENCODED.search(local)
    return bool(at and labels and fits and _LOCAL.match(local))
