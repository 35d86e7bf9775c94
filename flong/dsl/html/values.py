"""Attribute values: what language a value is in, what it may not say, and values whose closing quote was lost."""

from __future__ import annotations

import html
import re
from dataclasses import replace

from flong.dsl.cut import MAX_PROBLEMS
from flong.dsl.html.css import Css
from flong.dsl.html.inner import Fixed, Inner, Plain, Problem, Report
from flong.dsl.html.listener import Cursor
from flong.dsl.html.machine import Machine
from flong.dsl.html.names import SRCSET_ATTRIBUTES, STATIC_ATTRIBUTES, is_picture, is_url
from flong.dsl.html.url import Srcset, Url
from flong.errors import Diagnostic, Span

QUOTED = ("double", "single")
VALUE_STATES = (*QUOTED, "unquoted")
_ASSIGNS = re.compile(r"""\s[^\s"'<>=]+=\Z""")
_EVENT = re.compile(r"on[a-z]")


class Values(Machine):
    """`found` collects diagnostics; `inner` is the state inside a value or raw text. A lost quote shows itself at the
    next one: behind a value that holds tags, or ends in `name=`, the tag goes on with what was meant as a value."""

    def __init__(self) -> None:
        super().__init__()
        self.inner: Inner | None = None
        self.found: dict[Diagnostic, None] = {}  # in order, each once
        self._known: set[Diagnostic] = set()
        self.full = False
        self._value: list[str] = []
        self._value_place = self._begun = self.mark
        self._script = ""
        self._runaway: Span | None = None  # where a value begins that seems to hold what follows it
        self._lost = False  # a value of this tag has no closing quote
        self._place: Span | None = None

    # --- reports ----------------------------------------------------------------------------------

    def report(self, problem: Problem) -> None:
        place = self._place or Span(self.file, self.position, self.position + 1)
        self.tell(problem, place)

    def tell(self, problem: Problem, place: Span, related: tuple[tuple[Span, str], ...] = ()) -> None:
        notes = (problem.help,) if problem.help else ()
        found = Diagnostic(problem.code, problem.message, place, notes=notes, related=related)
        self.add(replace(found, severity="warning") if problem.warning else found)

    def add(self, found: Diagnostic) -> None:
        """One finding more, unless there are too many; `full` says that nothing more is worth finding."""
        if found not in self._known:
            if self.full:
                return
            if len(self._known) == MAX_PROBLEMS - 1:
                message = f"there are {MAX_PROBLEMS:,} mistakes or more; what follows was not checked"
                found, self.full = Diagnostic("F0129", message, found.span), True
            self._known.add(found)
        self.found[found] = None

    # --- attributes -------------------------------------------------------------------------------

    def on_attribute(self) -> None:
        name = self.cursor.attribute
        place = Span(self.file, self.position, self.position + len(name))
        if self.cursor.closing:
            return
        if self._runaway and ('"' in name or "'" in name):
            self._unclosed(self._runaway, place, "which makes this part of the tag")
        if _EVENT.match(name):
            problem = Problem("F0304", f"`{name}` is refused: mail programs run no scripts", "remove the attribute")
            self.tell(problem, place)
        elif name == "srcdoc":
            problem = Problem("F0305", "`srcdoc` is refused: it holds a whole document", "remove the attribute")
            self.tell(problem, place)

    def _unclosed(self, value: Span, place: Span, label: str) -> None:
        """A value ran on to the quote of another tag, behind which `place` seems to be in this one."""
        self._lost = True
        problem = Problem("F0621", "this value has no closing quote", "it would end at the quote that comes next")
        self.tell(problem, value, ((place, label),))

    def runs_on(self, start: Cursor) -> bool:
        """Whether a value that began behind `start` holds the end of its tag, and of a block or file; told if so."""
        lost = self.cursor.state in QUOTED and start.state not in QUOTED and self._runaway == self._begun
        if lost:
            here = Span(self.file, self.position, self.position)
            self._unclosed(self._begun, here, "up to here it goes on")
        return lost

    def on_value(self) -> None:
        self._begun = Span(self.file, self.position, self.position + 1)
        self.inner = _inner(self.cursor.name, self.cursor.attribute)

    def on_value_text(self, text: str) -> None:
        if not self._value:
            self._value_place = Span(self.file, self.position, self.position + len(text))
        self._value.append(text)
        if "<" in text or ">" in text or _ASSIGNS.search(text):
            self._runaway = self._begun
        elif self._runaway and self.cursor.state == "unquoted" and "&#34;" in text:
            self._unclosed(self._runaway, self._value_place, "which makes this part of the tag")

    def _flush_value(self) -> None:
        text, self._value = "".join(self._value), []
        if text and self.inner is not None:
            self.inner = self.inner.feed(html.unescape(text), self._report_value)

    def _report_value(self, problem: Problem) -> None:
        self.tell(problem, self._value_place)

    def on_value_end(self) -> None:
        self._flush_value()
        if isinstance(self.inner, Fixed) and not self._script:
            self._script = "" if self.inner.broken else self.inner.value.strip().lower()
        self._end_inner(self._report_value)

    def _end_inner(self, report: Report) -> None:
        self._flush_value()
        if self.inner is not None:
            self.inner.end(report)
        self.inner = None


def _inner(element: str, attribute: str) -> Inner:
    if (element, attribute) in STATIC_ATTRIBUTES:
        return Fixed(element, attribute)
    if attribute in SRCSET_ATTRIBUTES:
        return Srcset()
    if is_url(element, attribute):
        return Url(is_picture(element, attribute))
    return Css(attribute=True, depth=1) if attribute == "style" else Plain()
