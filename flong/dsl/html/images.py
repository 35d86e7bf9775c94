"""Pictures that a body shows from the template's folder: relative addresses in `src` and the like.

With `Assets:` each that begins with static text gets the base before it, and is then an address like any other.
Without, each has to be static as a whole, in every branch, and becomes a `Picture`. Addresses that begin with an output
are left to the rendering.
"""

from __future__ import annotations

import html
import re
from dataclasses import dataclass, field, replace

from flong.dsl.html.machine import Machine
from flong.dsl.html.names import is_picture
from flong.dsl.typed import Block, Fail, For, If, Included, Let, Only, Output, Picture, Set, Statement, Text
from flong.errors import Diagnostic, Span

_ABSOLUTE = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:|[/\\#?]")
_UNDECIDED = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*")  # what may still become a scheme
_ENDS = {"double": re.compile('"'), "single": re.compile("'"), "unquoted": re.compile(r"[\t\n\f\r >]")}
ALTERNATIVES = 64


@dataclass(frozen=True, slots=True)
class Placed:
    """A body with its pictures placed, those of the folder each once with a place that shows it, and what is wrong."""

    body: Block
    pictures: tuple[Picture, ...]
    found: list[Diagnostic]


def place_pictures(body: Block, assets: str | None) -> Placed:
    """`body`, as written, with the relative addresses of pictures settled. `assets` is the base for them, if any."""
    placer = _Placer(assets)
    done = placer.block(body)
    first: dict[str, Picture] = {}
    for picture in placer.pictures:
        first.setdefault(picture.file, picture)
    return Placed(done, tuple(first.values()), placer.found)


@dataclass(slots=True)
class _Value:
    """An address being read. `begin` counts the statements done before it, once it has begun; `crossed`: it ends inside
    a branch, `again`: where another begins."""

    begin: int | None = None
    crossed: bool = False
    again: bool = False


@dataclass(slots=True)
class _Address:
    """What became of one address: whether anything of it is relative, how many alternatives were made, whether it
    has more, and where a name goes on with what is not known."""

    relative: bool = False
    arms: int = 0
    full: bool = False
    pictures: list[Picture] = field(default_factory=list)
    hole: Span | None = None


class _Placer(Machine):
    """Copies statements and cuts the static text where addresses begin and end."""

    def __init__(self, assets: str | None) -> None:
        super().__init__()
        self.base = None if assets is None else html.escape(assets.rstrip("/")) + "/"
        self.pictures: list[Picture] = []
        self.found: list[Diagnostic] = []
        self.done: list[Statement] = []
        self.text = Text("", self.mark)
        self.cut = 0  # how much of the text is done
        self.value: _Value | None = None
        self.within = 0

    def emit(self, text: str) -> None:
        """The statements are copied, not what the machine makes of them."""

    def block(self, block: Block) -> Block:
        outer, self.done = self.done, []
        for node in block:
            self._statement(node)
        self.settle()
        if self.value:
            self._leave(self.value)
        done, self.done = self.done, outer
        return tuple(done)

    def _statement(self, node: Statement) -> None:
        if isinstance(node, Text):
            self._text_node(node)
            return
        self._ready(node)
        if self.value is None:
            self.done.append(self._inside(node))
            return
        self._begin()
        self.within += 1
        self._inside(node)
        self.within -= 1
        self.done.append(node)
        if self.value.crossed:
            self._leave(self.value)

    def _ready(self, node: Statement) -> None:
        self.settle()
        if isinstance(node, Output) and self.cursor.state == "before_value":
            self.begin_unquoted()

    def _text_node(self, node: Text) -> None:
        if not self.within:
            self.text, self.cut = node, 0
        self.file, self.position = node.span.file, node.span.start
        self.feed(node.value)
        if not self.within:
            self._copy(len(node.value))

    def _copy(self, end: int) -> None:
        """The text up to `end` is done."""
        if self.cut < end:
            start, span = self.cut, self.text.span
            self.done.append(Text(self.text.value[start:end], Span(span.file, span.start + start, span.start + end)))
            self.cut = end

    def _inside(self, node: Statement) -> Statement:
        match node:
            case Included() | Only(part="html"):
                return replace(node, body=self._nested(node.body))
            case If():
                start = self.cursor.copy()
                arms = []
                for test, body in node.arms:
                    self.cursor = start.copy()
                    arms.append((test, self._nested(body)))
                self.cursor = start.copy()
                return replace(node, arms=tuple(arms), orelse=self._nested(node.orelse))
            case For():
                start = self.cursor.copy()
                body = self._nested(node.body)
                self.cursor = start.copy()
                return replace(node, body=body, orelse=self._nested(node.orelse))
        return node

    def _nested(self, block: Block) -> Block:
        if not self.within:
            return self.block(block)
        for node in block:
            if isinstance(node, Text):
                self._text_node(node)
            else:
                self._ready(node)
                self._inside(node)
        self.settle()
        return block

    # --- addresses --------------------------------------------------------------------------------

    def on_value(self) -> None:
        if not is_picture(self.cursor.name, self.cursor.attribute):
            return
        if self.within and self.value:
            self.value.again = True
        else:
            self.value = _Value()

    def on_value_text(self, text: str) -> None:
        if self.value and not self.within:
            self._begin(self.position - self.text.span.start)

    def _begin(self, at: int | None = None) -> None:
        if self.value and self.value.begin is None:
            if at is not None:
                self._copy(at)
            self.value.begin = len(self.done)

    def on_value_end(self) -> None:
        if self.value and self.within:
            self.value.crossed = True
        elif self.value:
            at = self.position - self.text.span.start
            end = _ENDS[self.cursor.state].search(self.text.value, at)
            begin = self.value.begin
            if begin is not None:
                self._copy(end.start() if end else len(self.text.value))
                self.done[begin:] = self._settled(tuple(self.done[begin:]))
            self.value = None

    def _leave(self, value: _Value) -> None:
        """A value that begins here and ends in another block is left alone, unless it should be placed."""
        self.value = None
        first = self.done[value.begin] if value.begin is not None and value.begin < len(self.done) else None
        if value.again or (isinstance(first, Text) and _kind(first.value, whole=True) == "relative"):
            place = first.span if first else self.mark
            label = "put quotes around it, and let it begin and end in one branch"
            self._error("a picture's address ends in another block", place, label)

    def _settled(self, nodes: Block) -> Block:
        """The statements of an address, with what is relative placed."""
        address = _Address()
        placed = self._alternative("", nodes[0].span if nodes else self.mark, nodes, address)
        if address.full:
            message = f"a picture's address has more than {ALTERNATIVES} alternatives"
            self._error(message, nodes[0].span, "put the branches around whole pictures")
        elif address.hole:
            label = "only whole names are looked for beside the template: begin with `https:`, or say `Assets:`"
            self._error("this picture would not be found", address.hole, label)
        self.pictures += address.pictures
        return placed if address.relative else nodes

    def _alternative(self, prefix: str, place: Span, nodes: Block, address: _Address) -> Block:
        """`nodes` behind the static text `prefix`. Branches take in what follows them, until all is known."""
        kept: list[Statement] = []
        for at, node in enumerate(nodes):
            if isinstance(node, Text):
                place = place if prefix else node.span
                prefix += node.value
                place = replace(place, end=node.span.end) if place.file == node.span.file else place
                if _kind(prefix) == "absolute" or (self.base and _kind(prefix) == "relative"):
                    return (*kept, *self._known(prefix, place, address), *nodes[at + 1 :])
            elif isinstance(node, Let | Set | Fail):
                kept.append(node)
            elif isinstance(node, If | Included) and address.arms <= ALTERNATIVES:
                rest = nodes[at + 1 :]
                return (*kept, *self._branched(prefix, place, node, rest, address))
            else:
                address.full = address.full or isinstance(node, If | Included)
                return (*kept, *self._holed(prefix, place, address), *nodes[at:])
        return (*kept, *self._known(prefix, place, address))

    def _branched(self, prefix: str, place: Span, node: If | Included, rest: Block, address: _Address) -> Block:
        if isinstance(node, Included):
            return self._alternative(prefix, place, (*node.body, *rest), address)
        address.arms += len(node.arms)
        arms = tuple((test, self._alternative(prefix, place, (*body, *rest), address)) for test, body in node.arms)
        return (replace(node, arms=arms, orelse=self._alternative(prefix, place, (*node.orelse, *rest), address)),)

    def _known(self, prefix: str, place: Span, address: _Address) -> Block:
        """Static text that is the whole address, or as much of it as is needed."""
        if _kind(prefix, whole=True) != "relative":
            return (Text(prefix, place),) if prefix else ()
        address.relative = True
        if self.base:
            return (Text(self.base + prefix.lstrip(), place),)
        picture = Picture(html.unescape(prefix).strip(), place)
        address.pictures.append(picture)
        return (picture,)

    def _holed(self, prefix: str, place: Span, address: _Address) -> Block:
        if not self.base and _kind(prefix, whole=True) == "relative":
            address.hole = place
            return (Text(prefix, place),)
        return self._known(prefix, place, address)

    def _error(self, message: str, place: Span, label: str) -> None:
        self.found.append(Diagnostic("F0246", message, place, label))


def _kind(text: str, whole: bool = False) -> str:
    """Whether an address that begins with `text`, or is that, is `relative`, `absolute` or not known ("")."""
    name = html.unescape(text).strip()
    if _ABSOLUTE.match(name):
        return "absolute"
    return "relative" if name and (whole or not _UNDECIDED.fullmatch(name)) else ""
