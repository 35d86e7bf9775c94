"""Gives every output of a body its context, and makes the static text fit for it: unquoted attribute
values are quoted, comments (but conditional ones) are dropped.

Blocks are walked in order with one `Scanner`. The branches of a statement each start where it stands, and
must meet in one point; each has to close what it opened.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Literal

from flong.dsl.context import Context
from flong.dsl.html.inner import Problem
from flong.dsl.html.joins import describe, join, must_close, stays
from flong.dsl.html.safe import misfit
from flong.dsl.html.scanner import Point, Scanner
from flong.dsl.typed import Block, For, If, Included, Only, Output, Picture, Statement, Text
from flong.errors import Diagnostic, Span

_ADDRESS = "cid:flong"  # stands for a picture's address while contexts are looked at
_ROUNDS = 2  # one is enough but for the beginning of a URL


def assign_contexts(block: Block, start: Literal["html", "plain"]) -> tuple[Block, list[Diagnostic]]:
    """`block` with `Output.context` set everywhere, and what is wrong with where outputs stand.

    `start` is `html` for a whole document or message body, `plain` for plain text.
    """
    if start == "plain":
        found: list[Diagnostic] = []
        return _plain(block, found), found
    assigner = _Assigner()
    done = assigner.document(block)
    return done, list(assigner.scanner.found)


def _plain(block: Block, found: list[Diagnostic]) -> Block:
    return tuple(_plain_statement(statement, found) for statement in block)


def _plain_statement(node: Statement, found: list[Diagnostic]) -> Statement:
    match node:
        case Output():
            context = Context("plain")
            problem = misfit(node.value.type, context, in_text=False)
            if problem:
                found.append(Diagnostic(problem.code, problem.message, node.span, notes=(problem.help,)))
            return replace(node, context=context)
        case If():
            arms = tuple((test, _plain(body, found)) for test, body in node.arms)
            return replace(node, arms=arms, orelse=_plain(node.orelse, found))
        case For():
            return replace(node, body=_plain(node.body, found), orelse=_plain(node.orelse, found))
        case Included() | Only():
            return replace(node, body=_plain(node.body, found))
        case _:
            return node


class _Assigner:
    def __init__(self) -> None:
        self.scanner = Scanner()
        self.last = Span("", 0, 0)
        self.walked: dict[tuple[int, Point, Span], tuple[Block, Point, dict[Diagnostic, None]]] = {}

    def document(self, block: Block) -> Block:
        start = self.scanner.point()
        done = self.block(block)
        scanner, point = self.scanner, self.scanner.point()
        for region in point.structure.regions:
            scanner.tell(Problem("F0310", "this conditional comment is never closed", "end it"), region.place)
        unfinished = point.cursor.state not in ("data", "plaintext") or point.cursor.raw
        if unfinished and not scanner.runs_on(start.cursor):
            what = describe(point)
            scanner.tell(Problem("F0318", f"the document ends {what}", "close what is open"), scanner.mark)
        return done

    def block(self, block: Block) -> Block:
        """The statements of one block, from the scanner's point to the block's end."""
        done: list[Statement] = []
        for node in block:
            if self.scanner.full:
                break
            match node:
                case Text():
                    self._text(node)
                case Output():
                    context = self.scanner.hole(node.value.type, node.span)
                    self._flush(done)
                    done.append(replace(node, context=context))
                case Picture():
                    self._picture(done, node)
                case If() | For():
                    self._border(done, node.span)
                    done.extend([self._if(node)] if isinstance(node, If) else self._for(node))
                case Included() | Only():
                    self._border(done, node.span)
                    done.append(self._included(node) if isinstance(node, Included) else self._only(node))
                case _:
                    done.append(node)  # prints nothing, so text before it may follow it
        self._border(done, None)
        return tuple(done)

    def _text(self, node: Text) -> None:
        if not self.scanner.out:
            self.last = node.span
        self.scanner.file, self.scanner.position = node.span.file, node.span.start
        self.scanner.feed(node.value)

    def _picture(self, done: list[Statement], node: Picture) -> None:
        self._text(Text(_ADDRESS, node.span))
        self.scanner.out = ["".join(self.scanner.out).removesuffix(_ADDRESS)]
        self._flush(done)
        done.append(node)

    def _border(self, done: list[Statement], place: Span | None) -> None:
        if place:
            self.scanner.file, self.scanner.position = place.file, place.start
        self.scanner.border()
        self._flush(done)

    def _flush(self, done: list[Statement]) -> None:
        value, self.scanner.out = "".join(self.scanner.out), []
        if value:
            done.append(Text(value, self.last))

    def _included(self, node: Included) -> Included:
        """What is put in has to end in the context it starts in; elements of a file may stay open for another."""
        start = self.scanner.point()
        body = self._inside(node, start)
        end, mark = self.scanner.point(), self.scanner.mark
        if not node.closed:
            self.scanner.runs_on(start.cursor)
        if not stays(start, end):
            message = f"{node.what} begins {describe(start)} and ends {describe(end)}"
            related = ((mark, "the last tag of the file"),) if mark.file != node.span.file else ()
            self.scanner.tell(Problem("F0324", message, "close there what is open"), node.span, related)
            self.scanner.restore(start)
        return replace(node, body=body)

    def _inside(self, node: Included, start: Point) -> Block:
        if not node.closed:
            return self.block(node.body)
        body, end = self._body(node.body, start, node.span)
        self.scanner.restore(end)
        return body

    def _only(self, node: Only) -> Only:
        """What one part alone has stands in the page's text and ends there."""
        start = self.scanner.point()
        if start.cursor.state != "data" or start.cursor.raw or start.structure.closed:
            where = describe(start)
            self.scanner.tell(Problem("F0274", f"`only` stands {where}", "put it around whole elements"), node.span)
            return node
        body, end = self._body(node.body, start, node.span)
        meet = join([start, end])
        if meet is None:
            self._differ([start, end], node.span, "what stands in `only` does not end where it began")
        self.scanner.restore(meet or start)
        return replace(node, body=body)

    # --- branches ---------------------------------------------------------------------------------

    def _body(self, block: Block, start: Point, place: Span) -> tuple[Block, Point]:
        """A block body walked from `start`, once: loops in loops ask again and again."""
        key = (id(block), start, place)
        if key not in self.walked:
            found, self.scanner.found = self.scanner.found, {}
            done, end = self._balanced(block, start, place)
            self.walked[key] = done, end, self.scanner.found
            self.scanner.found = found
        done, end, more = self.walked[key]
        for problem in more:
            self.scanner.add(problem)
        return done, end

    def _balanced(self, block: Block, start: Point, place: Span) -> tuple[Block, Point]:
        """A body has to close the elements and comments it opens."""
        outer = start.structure
        inner = replace(outer, floor=len(outer.elements), strict=True)
        self.scanner.restore(replace(start, structure=inner))
        done = self.block(block)
        self.scanner.runs_on(start.cursor)
        end = self.scanner.point()
        if not outer.hidden:
            for element in end.structure.elements[len(outer.elements) :]:
                problem = Problem(
                    "F0309", f"<{element.name}> is not closed in the block that opens it", "close it there"
                )
                self.scanner.tell(problem, element.place, ((place, "the block"),))
        if end.structure.regions != outer.regions:
            regions = sorted({*end.structure.regions} ^ {*outer.regions}, key=lambda r: r.height)
            problem = Problem("F0310", "a conditional comment must close in the block that opens it", "move its end")
            self.scanner.tell(problem, regions[0].place, ((place, "the block"),))
        return done, replace(end, structure=outer)

    def _if(self, node: If) -> If:
        start = self.scanner.point()
        blocks = [body for _, body in node.arms] + [node.orelse]
        walked = [self._body(block, start, node.span) for block in blocks]
        ends = [end for _, end in walked]
        meet = join(ends)
        if meet is None:
            self._differ(ends, node.span, "the branches end in different places")
            meet = ends[0]
        bodies = [self._closed(body, end, meet) for body, end in walked]
        self.scanner.restore(meet)
        arms = tuple((test, body) for (test, _), body in zip(node.arms, bodies[:-1], strict=True))
        return replace(node, arms=arms, orelse=bodies[-1])

    def _differ(self, ends: Sequence[Point], place: Span, message: str) -> None:
        places = list(dict.fromkeys(describe(end) for end in ends))
        where = f": {' and '.join(places)}" if len(places) > 1 else f", {places[0]}"
        self.scanner.tell(Problem("F0307", message + where, "let them end in the same place"), place)

    def _closed(self, block: Block, end: Point, meet: Point) -> Block:
        return (*block, Text('"', self.last)) if must_close(end, meet) else block

    def _for(self, node: For) -> Block:
        """The loop; an unquoted value that ends in its body is closed before it."""
        start = self.scanner.point()
        body, again, end = self._settled(node, start)
        closing = self._closed((), start, again)
        if join([again, end]) != again:
            self._differ([again, end], node.span, "the loop's body does not end where it began")
        orelse, other = self._body(node.orelse, again if closing else start, node.span)
        after = join([again, other])
        if after is None or must_close(again, after):
            self._differ([again, other], node.span, "the loop and its `else` end in different places")
        self.scanner.restore(after or again)
        orelse = self._closed(orelse, other, after or other)
        return (*closing, replace(node, body=self._closed(body, end, again), orelse=orelse))

    def _settled(self, node: For, start: Point) -> tuple[Block, Point, Point]:
        """The loop's body, where each round of it begins (if there is such a point), and where it ends."""
        again, found = start, len(self.scanner.found)
        body, end = self._body(node.body, start, node.span)
        for _ in range(_ROUNDS):
            met = join([again, end]) or again
            if met != again:
                while len(self.scanner.found) > found:
                    self.scanner.found.popitem()
                again = met
                body, end = self._body(node.body, again, node.span)
        return body, again, end
