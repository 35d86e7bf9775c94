"""The first gate: a record is laid out again with short and with long values. Nothing but the values may move."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from weasyprint.formatting_structure import boxes

from flong.bill.plates.errors import Unstampable
from flong.bill.plates.fields import VALUE, Token
from flong.bill.plates.flow import children
from flong.bill.plates.lesson import Lesson, Value, texts_of
from flong.bill.plates.lines import Lines, held_at, lines_of, shrinks
from flong.bill.plates.parts import NEAR, Line
from flong.bill.plates.texts import Face

_FULL = 0.9
"""How much of a line's free width the long values take."""
_GOLDEN = 0.6180339887498949


def probed(lesson: Lesson, lines: Lines) -> Iterator[list[Token]]:
    """The record's tokens with other values: as short, and as long as their lines allow without other line metrics."""
    short, long = dict[int, str](), dict[int, str]()
    for leaf in lesson.leaves:
        for line, texts in lines.of(leaf):
            values = [lesson.value_of(box) for box in texts]
            room = _room(line, texts) * _FULL / sum(value is not None for value in values)
            for atom, value in zip(line.atoms, values, strict=True):
                if value is not None:
                    short[value.number] = _short(atom.face, value.text)
                    long[value.number] = _long(atom.face, value.text, room * _share(value.number))
    yield _changed(lesson.tokens, short)
    yield _changed(lesson.tokens, long)


def _room(line: Line, texts: Sequence[Any]) -> float:
    return line.width - float(sum(atom.gap + box.width for atom, box in zip(line.atoms, texts, strict=True)))


def _share(number: int) -> float:
    """Another one for each value: where all are as long as the others, the columns of a table keep their widths."""
    return 1.0 - 0.5 * (number * _GOLDEN % 1.0)


def _short(face: Face, text: str) -> str:
    """A text as short as possible, and not as wide as `text`."""
    if face.shaped(text).line != face.line:
        return text[0]
    return next((char for char in "1.i" if face.shaped(char).width != face.shaped(text).width), "1")


def _long(face: Face, text: str, room: float) -> str:
    char = "0" if face.shaped(text).line == face.line else text[-1]
    count = int(room // max(face.shaped(char).width, 1.0))
    longer = text + char * count
    same = face.shaped(longer).line == face.shaped(text).line
    return longer if same and face.shaped(longer).width <= face.shaped(text).width + room else text


def _changed(tokens: Sequence[Token], texts: Mapping[int, str]) -> list[Token]:
    values = iter(range(len(tokens)))
    return [Token(VALUE, texts.get(next(values), token.text)) if token.kind == VALUE else token for token in tokens]


def change_values(tokens: Sequence[Token]) -> Any:
    """What gives the spans of an element tree the values of `tokens`."""

    def change(root: Any) -> None:
        texts = iter([token.text for token in tokens if token.kind == VALUE])
        for span in root.iter("flong-v"):
            if span.get("data-flong"):
                span.text = next(texts)

    return change


def hold(lesson: Lesson, other: Lesson) -> None:
    """Raises Unstampable when anything but values stands elsewhere in `other`, and names it."""
    ours, theirs = list(_places(lesson)), list(_places(other))
    for (name, value, place), (_, _, there) in zip(ours, theirs, strict=False):
        if len(place) != len(there) or any(abs(a - b) > NEAR for a, b in zip(place, there, strict=True)):
            why = f"{name} moves with the length of a value: give it, or the table it is in, a fixed width"
            raise Unstampable(why, value.output if value else None)
    if len(ours) != len(theirs):
        raise Unstampable("lines break with the length of a value")


def _places(lesson: Lesson) -> Iterator[tuple[str, Value | None, tuple[float, ...]]]:
    """Each leaf, line, text and picture that is not a value, a value of the leaf, and where it is, px."""
    for leaf in lesson.leaves:
        value = next((v for v in map(lesson.value_of, texts_of(leaf.box)) if v is not None), None)
        side = held_at(leaf.box) if shrinks(leaf.box) else (leaf.box.position_x, leaf.box.width)
        yield _name(leaf.box), value, (leaf.page, *side, leaf.y, leaf.height)
        for line, block in lines_of(leaf.box, None):
            yield _name(block), value, (*held_at(block), line.position_y, line.height)
            inside = list(_inside(line))
            if not any(lesson.value_of(box) is not None for box in inside):
                yield from ((_name(box), value, (box.position_x, box.position_y, box.width)) for box in inside)


def _name(box: Any) -> str:
    """What to call a box: its element, as in a style sheet."""
    kind = box.element.get("class") if box.element is not None else None
    return f"<{box.element_tag}>" if not kind else f"<{box.element_tag} class={kind!r}>"


def _inside(box: Any) -> Iterator[Any]:
    for child in children(box):
        yield from _inside(child)
        if not isinstance(child, boxes.InlineBox):
            yield child
