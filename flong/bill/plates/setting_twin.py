"""What `setting.Setter` does, in Python: the meaning it is held to. The twin of `cutting.Cutter` is
`fields.segments`."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from flong.bill.plates.alphabets import Run, Shaped
from flong.bill.plates.errors import Unknown
from flong.bill.plates.parts import Atom, Line, Rule
from flong.bill.plates.tape import printed

Shown = Callable[[Run], tuple[bytes, bytes]]
Set = tuple[tuple[Line, ...], float, tuple[str, ...]]
"""The lines of a band, its top, and the values of its segment."""


class Text(NamedTuple):
    """A text on a page: where it begins, px, what sets its colour, its glyphs."""

    x: float
    y: float
    ink: bytes
    runs: tuple[Run, ...]
    rule: tuple[float, float, Rule] | None  # where the line under it ends, and its height


def content(lines: Sequence[Set], shown: Shown) -> bytes:
    """See `Setter.content`."""
    texts = [text for band, top, values in lines for line in band for text in composed(line, top, values)]
    return b"\n".join([*_rules(texts), b"BT", *_texts(texts, shown), b"ET"])


def composed(line: Line, top: float, values: Sequence[str]) -> list[Text]:
    """The texts of a line in a band at `top`. Raises Unknown when they don't fit."""
    shaped = [_shaped(atom, values) for atom in line.atoms]
    starts, at = [], 0.0
    for atom, glyphs in zip(line.atoms, shaped, strict=True):
        starts.append(at + atom.gap)
        at += atom.gap + glyphs.width
    if at > line.width:
        raise Unknown("a value that goes over several lines was not seen yet")
    left = line.left + (line.width - at) * line.align
    texts = []
    for x, atom, glyphs in zip(starts, line.atoms, shaped, strict=True):
        rule = atom.rule and (left + x + glyphs.width, top + atom.rule.y, atom.rule)
        texts.append(Text(left + x, top + atom.y, atom.ink, glyphs.runs, rule))
    return texts


def _shaped(atom: Atom, values: Sequence[str]) -> Shaped:
    return atom.face.fixed(atom.text) if atom.value is None else atom.face.shaped(values[atom.value])


def _texts(texts: Sequence[Text], shown: Shown) -> Iterator[bytes]:
    ink, font = b"", (b"", 0.0)
    for text in texts:
        if text.ink != ink:
            ink = text.ink
            yield ink
        yield b"1 0 0 -1 %b %b Tm" % (printed(text.x), printed(text.y))
        for run in text.runs:
            name, glyphs = shown(run)
            if (name, run.size) != font:
                font = (name, run.size)
                yield b"/%b %b Tf" % (name, printed(run.size))
            yield b"[%b] TJ" % glyphs


def _rules(texts: Sequence[Text]) -> Iterator[bytes]:
    """The lines under texts."""
    for text in texts:
        if text.rule:
            end, y, rule = text.rule
            place = tuple(map(printed, (rule.width, text.x, y, end, y)))
            yield b"q %b %b w %b %b m %b %b l S Q" % (rule.ink, *place)
