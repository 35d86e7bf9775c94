"""The plain-text part, derived from the HTML when a template brings none.

Blocks become lines, headings and paragraphs stand apart, cells have two spaces between, list items a
dash; links are written `text (address)`, pictures by their `alt`. What is not shown (head, styles, `display:none`,
comments for Outlook) is left out. Statements stay, so both parts show the same.
"""

from __future__ import annotations

import html
from dataclasses import dataclass, field, replace

from flong.compiler import ir
from flong.compiler.blobs import signatures
from flong.compiler.passes.markup import Markup, body_of
from flong.compiler.passes.only import kept
from flong.compiler.passes.spacing import AFTER_TEXT, LINE, NONE, PARAGRAPH, SPACE, Spacing, meet, met
from flong.compiler.passes.text_rules import BLANKS, HIDDEN, INVISIBLE, UNSHOWN, gap_ahead, gap_of, says
from flong.dsl.html.listener import Cursor
from flong.dsl.html.names import VOID
from flong.dsl.signature import Signature
from flong.dsl.typed import Call
from flong.dsl.types import HTML, TEXT

_PICTURES = frozenset(("qr", "code128", "code39", "ean13"))


def text_part(module: ir.Module) -> ir.Module:
    """`module` with a part `text` behind `html`, if it has html and no text."""
    body = body_of(module, "html")
    if body is None or body_of(module, "text") is not None:
        return module
    parts = []
    for part in module.parts:
        parts += [part, ir.Part("text", derive(kept(body, "text")))] if part.name == "html" else [part]
    return replace(module, parts=tuple(parts))


def derive(body: ir.Block) -> ir.Block:
    """The text of an HTML body."""
    teller = _Teller()
    told = teller.whole(body)
    return told if teller.spacing.written >= LINE else (*told, ir.Write(b"\n"))


@dataclass(slots=True)
class _Tag:
    """What is known of the open tag: values read where it stands, not in a branch inside it."""

    depth: int
    values: dict[str, ir.Block] = field(default_factory=dict)


@dataclass(slots=True)
class _Link:
    address: ir.Block
    shown: str = ""
    mixed: bool = False


class _Teller(Markup):
    """`out` collects text here instead of the copy; `hidden` names the elements that are not shown."""

    def __init__(self) -> None:
        super().__init__()
        self.spacing = Spacing()
        self.tag = _Tag(0)
        self.value: list[ir.Node] | None = None
        self.hidden: list[str] = []
        self.outlook = False
        self.link: _Link | None = None
        self.known: dict[tuple[int, Cursor, Spacing, bool, bool], tuple[ir.Block, Spacing, Cursor]] = {}

    def emit(self, text: str) -> None:
        """The copy is not wanted."""

    # --- text -------------------------------------------------------------------------------------

    @property
    def _shown(self) -> bool:
        return not self.hidden and not self.outlook and not self.cursor.raw

    def on_text(self, text: str) -> None:
        if self._shown:
            self._say(html.unescape(text))

    def _say(self, text: str) -> None:
        words = BLANKS.sub(" ", INVISIBLE.sub("", text))
        if words.startswith(" "):
            self.spacing = self.spacing.want(SPACE)
        if words.strip(" "):
            self._write(words.strip(" "))
            if self.link:
                self.link.shown += words
        if words.endswith(" "):
            self.spacing = self.spacing.want(SPACE)

    def _write(self, text: str) -> None:
        self.out += [self.spacing.gap(), text]
        self.spacing = AFTER_TEXT

    def on_emit(self, node: ir.Emit) -> None:
        if self.value is not None:
            self.value.append(replace(node, attribute=False, escaper=_bare(node.escaper)))
        elif self.cursor.state == "data" and self._shown and (told := _told(node)):
            self._write("")
            self.flush()
            self.nodes.append(told)
            if self.link:
                self.link.mixed = True

    # --- tags -------------------------------------------------------------------------------------

    def on_open(self) -> None:
        self.tag = _Tag(self.depth)

    def on_value(self) -> None:
        self.value = []

    def on_value_text(self, text: str) -> None:
        if self.value is not None:
            self.value.append(ir.Write(html.unescape(text).encode()))

    def on_value_end(self) -> None:
        if self.value is not None and self.depth == self.tag.depth:
            self.tag.values.setdefault(self.cursor.attribute, tuple(self.value))
        self.value = None

    def on_tag(self, self_closing: bool) -> None:
        name = self.cursor.name
        if self.outlook:
            return
        if self.cursor.closing:
            self._close(name)
        elif name not in VOID and not self_closing:
            self._open(name)
        if not self.hidden:
            if self.spacing.address and not self.cursor.closing and name in ("a", "img"):
                self.spacing = self.spacing.want(SPACE)
            self._space(name)
            if name == "img":
                self._picture()

    def _open(self, name: str) -> None:
        style = _static(self.tag.values.get("style", ()))
        if self.hidden or name in UNSHOWN or HIDDEN.search(style):
            self.hidden.append(name)
        elif name == "a":
            self.link = _Link(self.tag.values.get("href", ()))

    def _close(self, name: str) -> None:
        if name in self.hidden:
            while self.hidden.pop() != name:
                pass
        elif name == "a" and self.link and not self.hidden:
            self._address(self.link)
            self.link = None

    def _space(self, name: str) -> None:
        if name == "br":
            self.spacing = self.spacing.want(PARAGRAPH if self.spacing.wanted == LINE else LINE)
        else:
            self.spacing = self.spacing.want(gap_of(name))
        if name == "li" and not self.cursor.closing:
            self._write("- ")
            self.spacing = Spacing(written=SPACE)

    def _picture(self) -> None:
        for node in self.tag.values.get("alt", ()):
            if isinstance(node, ir.Write):
                self._say(node.data.decode())
            elif isinstance(node, ir.Emit):
                self._write("")
                self.flush()
                self.nodes.append(replace(node, escaper=_bare(node.escaper)))

    def _address(self, link: _Link) -> None:
        """Behind a link's text: where it leads, unless the text says so."""
        static = _static(link.address)
        if not link.address or static.startswith("#") or says(link.shown, static):
            return
        bare = not link.shown.strip() and not link.mixed
        self.spacing = self.spacing.want(SPACE)
        self._write("" if bare else "(")
        self.flush()
        self.nodes += link.address
        self.out.append("" if bare else ")")
        self.spacing = replace(self.spacing, address=True)

    def on_conditional(self, source: str, kind: str) -> None:
        if kind == "hidden":
            self.outlook = True
        elif kind in ("/hidden", "/revealed"):
            self.outlook = False

    # --- statements -------------------------------------------------------------------------------

    def on_if(self, node: ir.If) -> None:
        start = self.cursor.copy()
        if self.value is not None:
            self._value_branches(node, start)
            return
        before, following = self.spacing, self.ahead
        bodies = [*(body for _, body in node.arms), node.orelse]
        walked = [self._walked(body, start, before) for body in bodies]
        ahead = gap_ahead(following) if self.cursor.state == "data" else NONE
        walked = [(body, end.want(ahead)) for body, end in walked]
        told = self._met(walked)
        arms = tuple((test, body) for (test, _), body in zip(node.arms, told, strict=False))
        self.nodes.append(ir.If(arms, told[-1]))

    def _value_branches(self, node: ir.If, start: Cursor) -> None:
        """A condition inside a value stays in it; one that ends the value makes it unknown."""
        outer = self.value or []
        told = []
        for body in [*(body for _, body in node.arms), node.orelse]:
            self.value = []
            self.inner(body, start)
            told.append(tuple(self.value or ()))
            if self.value is None:
                return
        arms = tuple((test, body) for (test, _), body in zip(node.arms, told, strict=False))
        outer.append(ir.If(arms, told[-1]))
        self.value = outer

    def _walked(self, body: ir.Block, start: Cursor, spacing: Spacing) -> tuple[ir.Block, Spacing]:
        """A body told from `spacing`, once: loops in loops ask again and again."""
        key = (id(body), start.copy(), spacing, bool(self.hidden), self.outlook)
        if key not in self.known:
            self.spacing = spacing
            self.known[key] = self.inner(body, start), self.spacing, self.cursor.copy()
        told, self.spacing, cursor = self.known[key]
        self.cursor = cursor.copy()
        return told, self.spacing

    def _met(self, walked: list[tuple[ir.Block, Spacing]]) -> list[ir.Block]:
        """The bodies, each with its gap written where they do not end alike."""
        ends = [end for _, end in walked]
        joined = meet(ends)
        self.spacing = joined or met(ends)
        if joined:
            return [body for body, _ in walked]
        return [(*body, ir.Write(end.gap().encode())) for body, end in walked]

    def on_for(self, node: ir.For) -> None:
        start = self.cursor.copy()
        if self.value is not None:
            self._value_loop(node, start)
            return
        before = self.spacing
        body, end = self._walked(node.body, start, before)
        orelse, other = self._walked(node.orelse, start, before)
        if not before == end == other:
            self.out.append(before.gap())
            self.flush()
            body, end = self._loop(node.body, start, before.settled())
            orelse, other = self._walked(node.orelse, start, before.settled())
            orelse = (*orelse, ir.Write(other.gap().encode()))
            self.spacing = met([before, end, other])
        self.nodes.append(replace(node, body=body, orelse=orelse))

    def _loop(self, body: ir.Block, start: Cursor, before: Spacing) -> tuple[ir.Block, Spacing]:
        """A body that ends with its gap written, so that each turn starts alike."""
        _, end = self._walked(body, start, before)
        again = met([before, end])
        done, end = self._walked(body, start, again)
        return (*done, ir.Write(end.gap().encode())), end.settled()

    def _value_loop(self, node: ir.For, start: Cursor) -> None:
        outer, self.value = self.value or [], []
        self.inner(node.body, start)
        if self.value is not None:
            outer.append(replace(node, body=tuple(self.value), orelse=()))
            self.value = outer


def _bare(escaper: ir.Escaper) -> ir.Escaper:
    return "plain" if escaper == "html" else escaper


def _told(node: ir.Emit) -> ir.Emit | None:
    """The emit as plain text; a picture made of a value has none."""
    value = node.value
    if value.type != HTML:
        return replace(node, escaper=_bare(node.escaper))
    name = value.function.name if isinstance(value, Call) else ""
    if name in _PICTURES:
        return None
    if isinstance(value, Call) and name == "nl2br":
        return replace(node, value=value.args[0], escaper="plain")
    stripped = Call(TEXT, value.span, _strip_tags(), (value,), ())
    return replace(node, value=stripped, escaper="plain")


def _strip_tags() -> Signature:
    return next(s for s in signatures()["strip_tags"] if s.parameters[0].type == HTML)


def _static(value: ir.Block) -> str:
    """The static text of a value; empty when it has other parts."""
    if not all(isinstance(node, ir.Write) for node in value):
        return ""
    return b"".join(node.data for node in value if isinstance(node, ir.Write)).decode().strip()
