"""The machine that knows where it stands: it follows tags, attribute values and raw text, tells what is
refused, and gives a place its context."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass, field

from flong.dsl.context import Context
from flong.dsl.html.css import Css
from flong.dsl.html.inner import Inner, Problem
from flong.dsl.html.jsontext import Json
from flong.dsl.html.listener import Cursor
from flong.dsl.html.names import CLOSED
from flong.dsl.html.safe import misfit
from flong.dsl.html.structure import Found, Structure
from flong.dsl.html.values import VALUE_STATES, Values
from flong.dsl.types import ERROR, Type
from flong.errors import Span

_NAME_STATES = ("tag_name", "before_name", "slash", "attribute_name", "after_name", "gap")
_UNDECIDED = ("tag_open", "end_open", "markup", "raw_less")
_REFERENCE = re.compile(r"&(?:#[xX]?[0-9A-Fa-f]*|[A-Za-z][A-Za-z0-9]*)?\Z")
_NO_OUTPUT = "outputs stand in text, or in an attribute's value"


@dataclass(frozen=True, slots=True)
class Point:
    """All that decides what the text behind it means. `tail` is the end of what was written, kept
    inside hidden comments; `script` the type of the script whose tag is open."""

    cursor: Cursor
    inner: Inner | None
    structure: Structure
    tail: str
    script: str
    begun: Span = field(compare=False)  # where the latest value begins


class Scanner(Values):
    """`found` collects diagnostics; a run over the same text may be undone with `restore`."""

    def __init__(self) -> None:
        super().__init__()
        self.structure = Structure()
        self._tail = ""

    def _structured(self, result: tuple[Structure, Found | None]) -> None:
        self.structure, found = result
        if found:
            self.tell(found.problem, found.place, (found.related,) if found.related else ())

    # --- points -----------------------------------------------------------------------------------

    def point(self) -> Point:
        return Point(_canonical(self.cursor), self.inner, self.structure, self._tail, self._script, self._begun)

    def restore(self, point: Point) -> None:
        self.cursor, self.inner, self.structure = point.cursor.copy(), point.inner, point.structure
        self._tail, self._script, self._begun = point.tail, point.script, point.begun

    # --- what the machine tells ---------------------------------------------------------------------

    def emit(self, text: str) -> None:
        super().emit(text)
        if self.structure.hidden:
            tail = self._tail + text
            if "-->" in tail or "--!>" in tail:
                region = next(r for r in self.structure.regions if r.kind == "hidden")
                problem = Problem("F0310", "this could end the conditional comment early", "write `&gt;` for `>`")
                place = Span(self.file, self.position, self.position + 1)
                self.tell(problem, place, ((region.place, "the comment begins here"),))
            self._tail = tail[-3:]

    def on_text(self, text: str) -> None:
        if self.inner is not None:
            self.inner = self.inner.feed(text, self.report)

    def on_open(self) -> None:
        cursor, self._script, self._runaway, self._lost = self.cursor, "", None, False
        end = self.mark.start + len(cursor.name) + (2 if cursor.closing else 1)
        self.mark = Span(self.mark.file, self.mark.start, end)
        if cursor.closing:
            self._end_inner(self.report)
        elif cursor.name == "base":
            self.tell(Problem("F0305", "<base> is refused: it would move every link", "write links out"), self.mark)
        elif cursor.name.startswith("mj-"):
            remedy = (
                "MJML is translated in the text of a `.mjml` template alone: components and files it brings hold HTML"
            )
            self.tell(Problem("F0340", f"<{cursor.name}> stands in HTML", remedy), self.mark)

    def on_tag(self, self_closing: bool) -> None:
        cursor = self.cursor
        if cursor.closing:
            self._structured(self.structure.close(cursor.name, self.mark))
            return
        if cursor.name == "script" and self._script != "application/ld+json" and not self._lost:
            remedy = 'mail programs remove scripts; only type="application/ld+json" may stand'
            self.tell(Problem("F0303", "<script> is refused", remedy), self.mark)
        if self.structure.foreign:
            cursor.raw, cursor.state = "", "data"
        if cursor.raw and any(element.name == "select" for element in self.structure.elements):
            message = f"<{cursor.name}> is refused in <select>: programs do not agree on where it ends"
            self.tell(Problem("F0306", message, "move it out"), self.mark)
        self._structured(self.structure.open(cursor.name, self_closing, self.mark))
        self._begin_raw()

    def _begin_raw(self) -> None:
        if self.cursor.raw == "style":
            self.inner = Css(attribute=False)
        elif self.cursor.raw == "script":
            self.inner = Json()

    def on_gap(self) -> None:
        message = "white space, `/` or `>` must follow a block inside a tag"
        self.report(Problem("F0307", message, "begin the next attribute with a space"))

    def on_comment(self, source: str) -> None:
        if self.structure.foreign and source.startswith("<![CDATA["):
            message = f"CDATA is refused in <{self.structure.closed}>: mail programs read it differently"
            self.tell(Problem("F0306", message, "write the text with `&lt;` and `&amp;`"), self.mark)

    def on_conditional(self, source: str, kind: str) -> None:
        if kind.startswith("/"):
            self._structured(self.structure.leave(kind[1:], self.mark))
            self.emit(source)
        else:
            self.emit(source)
            self._structured(self.structure.enter(kind, self.mark))
            self._tail = ""

    # --- places between texts -----------------------------------------------------------------------

    def border(self) -> None:
        """A statement or the end of a block stands here: what is held must be decided."""
        self.settle()
        self._flush_value()
        state = self.cursor.state
        if state in _UNDECIDED or (state == "condition" and len(self.cursor.held) > len("<!--[")):
            self._cut()
        elif state in ("tag_name", "attribute_name", "after_name"):
            {"tag_name": self.end_tag_name, "attribute_name": self.end_attribute_name}.get(state, lambda: None)()
            self.cursor.state = "gap"
        self._finish_reference()

    def _cut(self) -> None:
        self.report(Problem("F0301", f"`{self.cursor.held}` is cut off here", "write tags and comments in one piece"))
        if self.cursor.state == "condition":
            self.cursor.state = "comment"
        else:
            self._release()

    def _finish_reference(self) -> None:
        """Make sure that nothing behind joins an `&…` at the end of what was written."""
        value = self.cursor.state in VALUE_STATES
        if not self.out or not (value or (self.cursor.state == "data" and self.cursor.raw not in ("style", "script"))):
            return
        text = "".join(self.out)
        end = _REFERENCE.search(text)
        self.out = [text[: end.start()], _finished(end[0], value)] if end else [text]

    def hole(self, type: Type, place: Span) -> Context:
        """The context of an output here; the state is the one after it."""
        before = len(self.found)
        self._place = place
        self.settle()
        if self.cursor.state == "before_value":
            self.begin_unquoted()
        self._flush_value()
        context = self._hole(type)
        self._finish_reference()
        if self.structure.hidden and len(self.found) == before:
            self._tail = "--"
        problem = misfit(type, context, in_text=self.cursor.state == "data" and not self.cursor.raw)
        if problem and type != ERROR:
            self.report(problem)
        self._place = None
        return context

    def _hole(self, type: Type) -> Context:
        state = self.cursor.state
        if self._runaway and state in _NAME_STATES:
            self._unclosed(self._runaway, self._place or self.mark, "which makes this part of the tag")
        elif state in _UNDECIDED or state in _NAME_STATES:
            message = "an output can't stand in a tag's or an attribute's name"
            self.report(Problem("F0301", message, _NO_OUTPUT))
            if state in _UNDECIDED:
                self._release()
        elif state not in ("data", "plaintext", *VALUE_STATES):
            self.report(Problem("F0302", "an output can't stand in a comment", "use {# … #} for notes"))
        elif self._closed():
            message = f"an output can't stand in <{self._closed()}>"
            self.report(Problem("F0306", message, "mail programs drop or misread it; use a picture or plain HTML"))
        elif self.inner is not None:
            context, self.inner = self.inner.hole(type, self.report)
            return context
        return Context("html")

    def _closed(self) -> str:
        if self.cursor.state in VALUE_STATES and self.cursor.name in CLOSED:
            return self.cursor.name
        return self.structure.closed


def _finished(reference: str, value: bool) -> str:
    """A trailing `&…` so written that nothing can join it. Without its `;` a named reference counts
    in text but not in attribute values."""
    named = not reference.startswith("&#")
    text = reference if value and named else html.unescape(reference)
    return html.escape(text, quote=True)


def _canonical(cursor: Cursor) -> Cursor:
    """`cursor` without what is left over from before."""
    clean = cursor.copy()
    if clean.state.startswith(("comment", "bogus", "condition")):
        clean.held = "<!-- "
    if clean.state not in VALUE_STATES and clean.state != "before_value":
        clean.attribute = ""
    if clean.state not in _NAME_STATES and clean.state not in VALUE_STATES and clean.state != "before_value":
        clean.name, clean.closing = "", False
    return clean
