"""Gives every output of a head field, or of an attachment's name or password, its context."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import replace

from flong.dsl.context import Context, Kind
from flong.dsl.html.controls import controls
from flong.dsl.html.inner import Problem
from flong.dsl.html.mailboxes import Mailbox, MailboxError, Piece, split
from flong.dsl.html.safe import misfit
from flong.dsl.typed import Block, Concat, Const, Expr, Output, Statement, Text
from flong.dsl.types import ERROR, TEXT, Enum
from flong.errors import Diagnostic, Span

ADDRESS_FIELDS = ("from", "reply-to", "to", "cc", "bcc")
_SINGLE = ("from", "to")
_WEB = re.compile(r"https://[A-Za-z0-9.-]+(:[0-9]+)?/")
_IN_URL = re.compile(r"""[!#-;=?-~]+\Z""")  # printable ASCII but for `" < >`
_VALUES = ("key", "document", "sms-to")


def assign_head(name: str, block: Block) -> tuple[Block, list[Diagnostic]]:
    """`block` with `Output.context` set everywhere, and what is wrong with it.

    `name` is a head field in any case, or `attach.N.…`. Address lists come back in one form,
    `"name" <address>, …`, each name and each address with outputs being one output. The preheader
    becomes HTML text, the URL of List-Unsubscribe `<url>`.
    """
    name = name.lower()
    done, found = _addresses(name, block) if name in ADDRESS_FIELDS else _in_context(block, Context(_kind(name)))
    if name == "list-unsubscribe":
        done, found = _enclosed(done, found)
    if name == "preheader":
        done = tuple(replace(s, value=html.escape(s.value)) if isinstance(s, Text) else s for s in done)
    return done, [*(_diagnostic(problem, place) for problem, place in controls(block, name)), *found]


def _kind(name: str) -> Kind:
    if name in ("preheader", "list-unsubscribe"):
        return "html" if name == "preheader" else "url_part"
    return "value" if name in _VALUES or name.startswith("attach.") else "header"


def _in_context(block: Block, context: Context) -> tuple[Block, list[Diagnostic]]:
    found = []
    for node in block:
        problem = misfit(node.value.type, context, in_text=False) if isinstance(node, Output) else None
        if problem:
            found.append(_diagnostic(problem, node.span))
    return tuple(replace(s, context=context) if isinstance(s, Output) else s for s in block), found


def _diagnostic(problem: Problem, place: Span) -> Diagnostic:
    return Diagnostic(problem.code, problem.message, place, notes=(problem.help,) if problem.help else ())


def _enclosed(block: Block, found: list[Diagnostic]) -> tuple[Block, list[Diagnostic]]:
    """The URL in angle brackets (RFC 2369). Values are encoded, so that none can end it or name another host."""
    begins = isinstance(block[0], Text) and _WEB.match(block[0].value)
    bad = [s for s in block if isinstance(s, Text) and not _IN_URL.match(s.value)]
    if begins and not bad:
        return (Text("<", block[0].span), *block, Text(">", block[-1].span)), found
    place = bad[0].span if bad else block[0].span
    problem = Problem("F0326", "this is not one `https:` URL", "write `https://HOST/…`; the job adds the rest")
    return block, [*found, _diagnostic(problem, place)]


def _addresses(name: str, block: Block) -> tuple[Block, list[Diagnostic]]:
    marked, found = _in_context(block, Context("address"))
    try:
        mailboxes = split(block)
    except MailboxError as error:
        place = error.place if error.place.file or not block else block[0].span
        return marked, [*found, _diagnostic(error.problem, place)]
    if name in _SINGLE and len(mailboxes) > 1:
        message = f"`{name.capitalize()}` takes one address, here are {len(mailboxes)}"
        found.append(_diagnostic(Problem("F0322", message, "move the others to `Cc`"), mailboxes[1].place))
    found += [_diagnostic(problem, place) for m in mailboxes for problem, place in _untyped(m)]
    return tuple(_listed(mailboxes)), found


def _untyped(mailbox: Mailbox) -> Iterator[tuple[Problem, Span]]:
    """Outputs that are a whole address, but no text."""
    address = mailbox.address()
    if len(address) == 1 and isinstance(address[0], Output):
        kind = address[0].value.type
        if kind not in (TEXT, ERROR) and not isinstance(kind, Enum):
            yield Problem("F0323", f"a value of type {kind} is no mail address", "use a text"), address[0].span


def _listed(mailboxes: list[Mailbox]) -> Iterator[Statement]:
    for i, mailbox in enumerate(mailboxes):
        if i:
            yield Text(", ", mailbox.place)
        name, address = mailbox.display(), mailbox.address()
        if name:
            yield _name(name, mailbox.place)
            yield Text(" <", mailbox.place)
        yield _joined(address, Context("address"), mailbox.place)
        if name:
            yield Text(">", mailbox.place)


def _name(pieces: list[Piece], place: Span) -> Statement:
    if len(pieces) == 1 and isinstance(pieces[0], str):
        escaped = pieces[0].replace("\\", "\\\\").replace('"', '\\"')
        return Text(f'"{escaped}"', place)
    return _joined(pieces, Context("address_name"), place)


def _joined(pieces: list[Piece], context: Context, place: Span) -> Statement:
    """One text, or one output of all pieces."""
    first = pieces[0]
    if len(pieces) == 1:
        if isinstance(first, str):
            return Text(first, place)
        if first.value.type in (TEXT, ERROR) or isinstance(first.value.type, Enum):
            return replace(first, context=context)
    hole = next(piece for piece in pieces if isinstance(piece, Output))
    parts = tuple(_expression(piece, hole.span) for piece in pieces)
    return Output(Concat(TEXT, hole.span, parts), hole.span, context)


def _expression(piece: Piece, place: Span) -> Expr:
    return Const(TEXT, place, piece) if isinstance(piece, str) else piece.value
