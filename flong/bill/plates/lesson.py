"""What one laid-out record teaches: its leaves, painted, as bands; how they follow each other; where pages begin."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from weasyprint.formatting_structure import boxes

from flong.bill.plates import flow
from flong.bill.plates.errors import Unstampable
from flong.bill.plates.fields import CELLS, SIGN, SIGNS, VALUE, Counting, Stack, Token, number_of, segments
from flong.bill.plates.layout import Laid
from flong.bill.plates.lines import lines_of, texts_on, wrapped

_MARK = "data-flong"


@dataclass(slots=True)
class Value:
    """A value of the record: its number, that of the template's output, its text, the segment and the place there, and
    the text boxes that show it.

    `frozen`: lines break because of it, so that another text would need another layout."""

    number: int
    output: int
    text: str
    segment: int
    place: int
    boxes: list[Any] = field(default_factory=list)
    frozen: bool = False


class Lesson:
    """A record laid out and compared with its fields. Raises Unstampable where they don't fit."""

    def __init__(self, laid: Laid, found: Sequence[Token], counting: Counting) -> None:
        self.laid, self.tokens = laid, found
        self.order = flow.Order(laid.html.etree_element)
        self.leaves = flow.leaves(laid.pages, self.order)
        signs = self._signs()
        self.stack = self._stack(signs)
        self.segments = segments(found, self.stack, counting)
        self.starts = [place for place, sign in signs if number_of(sign) in self.stack.between]
        self._check_containers()
        if any(len(set(segment.codes)) < len(segment.codes) for segment in self.segments):
            raise Unstampable("two codes of the bill say the same")
        self.values = self._values()
        self.of_span: dict[int, Value] = {}
        self._find_boxes()

    def _signs(self) -> list[tuple[int, str]]:
        """The places of the comments that stand for statements. They are those of the fields, in the same order."""
        nodes = enumerate(self.order.nodes)
        signs = [(i, n.text[6:]) for i, n in nodes if not isinstance(n.tag, str) and n.text.startswith("flong:")]
        seen = {number_of(sign) for _, sign in signs}
        told = [t.text for t in self.tokens if t.kind == SIGN and number_of(t.text) in seen]
        if told != [sign for _, sign in signs]:
            raise Unstampable("the HTML parser moved statements: is there text between the rows of a table?")
        return signs

    def _stack(self, signs: list[tuple[int, str]]) -> Stack:
        """Where the statements stand."""
        inside = {number_of(sign) for place, sign in signs if self._leaf_around(place)}
        between = {number_of(sign) for place, sign in signs if not self._leaf_around(place)}
        if inside & between:
            raise Unstampable("a statement begins between blocks and ends inside one")
        told = {number_of(token.text) for token in self.tokens if token.kind == SIGN}
        return Stack(frozenset(between), frozenset(told - between - inside))

    def _leaf_around(self, place: int) -> bool:
        return any(leaf.first <= place <= leaf.last for leaf in self.leaves)

    def _check_containers(self) -> None:
        """A box around several segments must not depend on what only the first of them knows."""
        for element in flow.containers(self.laid.pages):
            segment = self.segment_of(self.order.place[id(element)][0])
            tags = [text for text in self.segments[segment].family.inside if text is not None and self._in_tag(text)]
            if element.tag not in ("html", "body") and element.attrib and tags:
                raise Unstampable(f"a <{element.tag}> around several rows depends on a value")

    def check_counted(self, tags: frozenset[str]) -> None:
        """Elements whose look depends on those beside them may only be made by one loop among their neighbours."""
        blocks = {leaf.box.element.tag for leaf in self.leaves} | {e.tag for e in flow.containers(self.laid.pages)}
        if found := sorted(blocks & tags & CELLS):
            raise Unstampable(f"the style sheet counts <{found[0]}> elements, which are blocks here")
        tags -= CELLS
        for parent in (node for node in self.order.nodes if isinstance(node.tag, str)):
            self._check_sheets(parent)
            if parent.tag == "ol" and any(not isinstance(node.tag, str) for node in parent.iter()):
                raise Unstampable("a numbered list whose items statements make")
            beside = [child.tag for child in parent if isinstance(child.tag, str)]
            if ("" in tags and beside) or not tags.isdisjoint(beside):
                self._check_beside(parent)

    @staticmethod
    def _check_sheets(parent: Any) -> None:
        """Style sheets stand in the head, where no statement chooses among them."""
        for child in parent:
            if not isinstance(child.tag, str):
                if parent.tag == "head" and child.text.startswith("flong:"):
                    raise Unstampable("a statement in the head")
            elif child.tag in ("style", "link") and parent.tag != "head":
                raise Unstampable("a style sheet outside the head")

    def _check_beside(self, parent: Any) -> None:
        """Raises Unstampable unless at most one loop makes what stands in `parent`, and nothing stands behind it."""
        signs = [n.text[6:] for n in parent if not isinstance(n.tag, str) and n.text.startswith("flong:")]
        between = [sign for sign in signs if number_of(sign) in self.stack.between]
        loop = all(sign[0] in "loe" for sign in between) and len({number_of(sign) for sign in between}) == 1
        if between and (not loop or isinstance(list(parent)[-1].tag, str)):
            raise Unstampable(
                f"the style sheet counts what stands in a <{parent.tag}>, where statements make more or less of it"
            )

    def _in_tag(self, shape: str) -> bool:
        if SIGNS.fullmatch(shape):
            return number_of(shape) in self.stack.tags
        return not shape.startswith("<")  # an html value stands between tags

    def segment_of(self, place: int) -> int:
        return bisect_right(self.starts, place)

    def _values(self) -> list[Value]:
        spans = [n for n in self.order.nodes if isinstance(n.tag, str) and n.get(_MARK)]
        outputs = [int(span.get(_MARK)) for span in spans]
        texts = [token.text for token in self.tokens if token.kind == VALUE]
        if ["".join(span.itertext()) for span in spans] != texts:
            raise Unstampable("the HTML parser moved values: is there text between the rows of a table?")
        places = ((s, i) for s, segment in enumerate(self.segments) for i in range(len(segment.values)))
        told = zip(outputs, texts, places, strict=True)
        return [Value(n, output, text, *place) for n, (output, text, place) in enumerate(told)]

    def _spans(self) -> Iterator[tuple[Any, Value]]:
        spans = (n for n in self.order.nodes if isinstance(n.tag, str) and n.get(_MARK))
        return zip(spans, self.values, strict=True)

    def values_of(self, segment: int) -> list[Value]:
        return [value for value in self.values if value.segment == segment]

    def _find_boxes(self) -> None:
        """Which text boxes show each value; those of repeated table heads are left out."""
        self.of_span = {id(span): value for span, value in self._spans()}
        for leaf in self.leaves:
            for box in [] if leaf.again else texts_of(leaf.box):
                if (value := self.value_of(box)) is not None:
                    value.boxes.append(box)
        self._check_hidden()
        self._freeze()

    def _check_hidden(self) -> None:
        """A value that is in no box is one that its styles hide: any other might show when it is longer."""
        if unseen := {id(span): value for span, value in self._spans() if value.text and not value.boxes}:
            styles = self.laid.context.style_for
            for element in (node for node in self.order.nodes if isinstance(node.tag, str)):
                for span in element.iter("flong-v") if styles(element)["display"] == ("none",) else ():
                    unseen.pop(id(span), None)
        for value in unseen.values():
            raise Unstampable("a value shows nothing", value.output)

    def _freeze(self) -> None:
        """Freeze the values on lines that were broken for want of room, and those that the layout changed."""
        for value in self.values:
            value.frozen = len(value.boxes) > 1 or any(box.text != value.text for box in value.boxes)
        for leaf in self.leaves:
            for run in wrapped(leaf.box):
                for value in self._values_on(run):
                    value.frozen = True
        for leaf in self.leaves:
            for line, _ in lines_of(leaf.box, None):
                on = self._values_on([line])
                if any(value.frozen for value in on):
                    for value in on:
                        value.frozen = True

    def value_of(self, box: Any) -> Value | None:
        """The value that a text box shows."""
        return self.of_span.get(id(box.element))

    def _values_on(self, lines: Sequence[Any]) -> list[Value]:
        found = (self.value_of(box) for line in lines for box in texts_on(line))
        return [value for value in found if value is not None]


def texts_of(box: Any) -> list[Any]:
    """The text boxes within."""
    if isinstance(box, boxes.TextBox):
        return [box]
    return [text for child in flow.children(box) for text in texts_of(child)]
