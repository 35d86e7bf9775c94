"""A plate: all that was learned about the bills of one template, and how a record's segments stack up into pages."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Any, TypeVar

from flong.bill.plates.bands import make_bands
from flong.bill.plates.canvas import Canvas
from flong.bill.plates.cutting import Cutter
from flong.bill.plates.errors import Unknown, Unstampable
from flong.bill.plates.fields import SIGN, TITLE, Family, Said, Segment, Token, number_of
from flong.bill.plates.lesson import Lesson
from flong.bill.plates.lines import Lines
from flong.bill.plates.parts import Band, Edge, Form, Pair, Strokes, Top, Variant
from flong.bill.plates.sheets import Sheets
from flong.bill.plates.texts import Face

_MOST_WRAPPED = 10_000
_Known = TypeVar("_Known", Pair, Top, Variant)


class Plate:
    """Grows with every record that is learned. `MOST` records are learned at most."""

    MOST = 64

    def __init__(self) -> None:
        self.canvas = Canvas()
        self.sheets = Sheets(self.canvas)
        self.faces: dict[Any, Face] = {}
        self.statements: dict[int, int] = {}  # 0: between leaves, 1: in a tag, 2: in a leaf
        self.cutter: Cutter | None = None
        self.wrapped = set[str]()
        self.forms: dict[Family, Form] = {}
        self.shapes: dict[Any, int] = {}
        self.pairs: dict[Any, Pair | None] = {}
        self.tops: dict[Any, Top | None] = {}
        self.alike: dict[Any, list[Band]] = {}
        self.lessons = 0
        self.version = 0  # grows whenever something is learned, or half of it

    # --- learning -----------------------------------------------------------------------------------

    def admit(self, laid: Any, found: Sequence[Token]) -> Lesson:
        """A laid-out record, compared with its fields. Raises Unstampable when there is nothing to be learned from it.

        A text that goes over several lines is learned as it is, if it was seen before: the next one will be another.
        """
        if self.lessons >= self.MOST:
            raise Unstampable(f"more than {self.MOST} records had something new")
        if any(page.links for page in laid.document.pages):
            raise Unstampable("the bill has links")
        self.sheets.rules(laid, titled=any(token.kind == TITLE for token in found))
        lesson = Lesson(laid, found, self.sheets.counting)
        lesson.check_counted(self.sheets.counted)
        wrapped = {value.text: value.output for value in lesson.values if value.frozen}
        new = wrapped.keys() - self.wrapped
        self.wrapped = set(wrapped) if len(self.wrapped) > _MOST_WRAPPED else self.wrapped | wrapped.keys()
        if new:
            raise Unstampable("a value goes over several lines", min(wrapped[text] for text in new))
        return lesson

    def learn(self, lesson: Lesson) -> None:
        """Add what a record shows. Raises Unstampable when it can't be stamped."""
        self.version += 1
        laid = lesson.laid
        for token in lesson.tokens:
            if token.kind == SIGN:
                number = number_of(token.text)
                where = 0 if number in lesson.stack.between else 1 if number in lesson.stack.tags else 2
                if self.statements.setdefault(number, where) != where:
                    raise Unstampable("a statement is between blocks in one record and inside a block in another")
        lines = Lines(self.faces, lesson, self.canvas, laid.pages[0])
        made = make_bands(lesson, self.canvas, lines)
        self.canvas.kept.append(laid.document.font_config)
        self.sheets.keep(laid)
        self.cutter = Cutter({n: where == 0 for n, where in self.statements.items()}, self.sheets.counting)
        bands: dict[int, list[Band]] = {}
        for leaf, (band, _) in zip(lesson.leaves, made, strict=True):
            if not leaf.again:
                bands.setdefault(lesson.segment_of(leaf.first), []).append(band)
        kept: dict[Band, Band] = {}
        for i, segment in enumerate(lesson.segments):
            new = tuple(bands.get(i, ()))
            kept |= zip(new, self._learn_segment(segment, lesson.values_of(i), new, lines), strict=True)
        self._learn_flow(lesson, [(kept[band], edge) for band, edge in made])
        self.lessons += 1

    def _learn_segment(
        self, segment: Segment, values: Sequence[Any], bands: tuple[Band, ...], lines: Lines
    ) -> tuple[Band, ...]:
        """Add a segment. Gives the bands that stand for `bands` from now on."""
        form = self.forms.setdefault(segment.family, Form([None] * len(values)))
        for value in values:
            if value.frozen:
                form.frozen.add((value.place, value.text))
            elif value.boxes:
                form.faces[value.place] = lines.face(value.boxes[0])
            elif value.text:
                form.hidden.add(value.place)
        kept = _add(form.variants, form.metrics(segment.values), Variant(bands, self._shape(segment, bands)))
        if kept is None:
            raise Unstampable("the same part of the bill looked differently in different bills")
        for band, new in zip(kept.bands, bands, strict=True):
            for edge, strokes in new.strokes.items():
                known = band.strokes.setdefault(edge, strokes)
                self.alike.setdefault((band.geometry, edge, known.digest), []).append(band)
        return kept.bands

    def _shape(self, segment: Segment, bands: tuple[Band, ...]) -> int:
        """A number for all that stacking asks of a segment."""
        told = tuple((b.geometry, b.height, b.part, b.y if b.free else None) for b in bands)
        return self.shapes.setdefault((segment.family.said, told), len(self.shapes))

    def strokes(self, band: Band, edge: Edge) -> Strokes:
        """What is painted for a band; a row not seen at this edge looks as another that looks alike elsewhere."""
        found = band.strokes.get(edge)
        if found is None:
            found = band.strokes[edge] = self._borrowed(band, edge)
        return found

    def _borrowed(self, band: Band, edge: Edge) -> Strokes:
        for at, strokes in band.strokes.items():
            for other in self.alike[band.geometry, at, strokes.digest]:
                if edge in other.strokes:
                    return other.strokes[edge]
        raise Unknown("a row was not seen yet at this place of its table")

    def _learn_flow(self, lesson: Lesson, made: Sequence[tuple[Band, Any]]) -> None:
        flow = [(leaf, band) for leaf, (band, _) in zip(lesson.leaves, made, strict=True) if not leaf.free]
        stacked = [(leaf, band) for leaf, band in flow if not leaf.again]
        said, begun = [segment.family.said for segment in lesson.segments], dict[int, Pair]()
        for (a, above), (b, below) in pairwise(stacked):
            skipped = tuple(said[lesson.segment_of(a.first) + 1 : lesson.segment_of(b.first)])
            pair = _pair(a, b)
            begun.setdefault(b.page, pair)
            _add(self.pairs, (above.geometry, skipped, below.geometry), pair)
        last, band = stacked[-1]
        skipped = tuple(said[lesson.segment_of(last.first) + 1 :])
        _add(self.pairs, (band.geometry, skipped, None), Pair(None, last.closing, avoid=False, forced=False))
        for number in range(len(lesson.laid.pages)):
            on = [item for item in zip(lesson.leaves, made, strict=True) if item[0].page == number]
            self._learn_top(number, begun[number] if number else None, on)

    def _learn_top(self, number: int, pair: Pair | None, found: list[tuple[Any, tuple[Band, Any]]]) -> None:
        heads = [(band, edge, leaf.y) for leaf, (band, edge) in found if leaf.again]
        if any(band.lines or band.pictures for band, _, _ in heads):
            raise Unstampable("a table's head that is repeated has values")
        again = tuple(band for band, *_ in heads)
        first = next(((leaf, band) for leaf, (band, _) in found if not leaf.again and not leaf.free), None)
        if first is None:
            raise Unstampable("a page is empty")
        leaf, band = first
        _add(self.tops, self._place(band, number, pair, again), Top(leaf.y, tuple(heads)))

    # --- stacking -----------------------------------------------------------------------------------

    def segments(self, fields: bytes) -> list[Segment]:
        """The record's segments. Raises Unknown for a statement that was not seen yet."""
        if self.cutter is None:
            raise Unknown("nothing was learned yet")
        return self.cutter.segments(fields)

    def variants(self, segments: Sequence[Segment]) -> list[Variant]:
        """The segments as they were learned. Raises Unknown when one was not."""
        found = []
        for family, values, _ in segments:
            form = self.forms.get(family)
            if form is None:
                raise Unknown("a part of the bill was not seen yet")
            found.append(_got(form.variants, form.metrics(values)))
        return found

    def pair(self, above: Band, skipped: tuple[Said, ...], below: Band | None) -> Pair:
        """How `below` (None: the end) follows. Raises Unknown or Unstampable."""
        return _got(self.pairs, (above.geometry, skipped, below and below.geometry))

    def top(self, band: Band, page: int, pair: Pair | None, heads: tuple[Band, ...]) -> Top:
        """How a page begins with `band`, which follows another as `pair` says, below the repeated `heads` of its table.
        Raises Unknown or Unstampable."""
        return _got(self.tops, self._place(band, page, pair, heads))

    def _place(self, band: Band, page: int, pair: Pair | None, heads: tuple[Band, ...]) -> tuple[Any, ...]:
        """What the place of a band at the top of a page depends on."""
        return band.geometry, self.sheets.kind(page), pair and (pair.forced, pair.opening), heads


def _pair(a: Any, b: Any) -> Pair:
    around = a.breaks("after") | b.breaks("before")
    if around & {"left", "right", "recto", "verso"}:
        raise Unstampable("a block begins on a left or a right page")
    forced = bool(around - {"auto", "avoid", "avoid-page", "avoid-column"})
    advance = b.y - a.y if a.page == b.page else None
    joined = a.together(b)
    avoid = bool(around & {"avoid", "avoid-page"}) or (joined and a.group == "head")  # no head is left alone
    return Pair(advance, a.closing, avoid, forced, joined, b.opening)


def _add(table: dict[Any, _Known | None], key: Any, found: _Known) -> _Known | None:
    """Remember `found`; what was different before is never used again (None)."""
    known = table.get(key, found)
    table[key] = kept = known and known.agreed(found)
    return kept


def _got(table: dict[Any, _Known | None], key: Any) -> _Known:
    if key not in table:
        raise Unknown("a part of the bill was not seen yet in this form or at this place")
    if (found := table[key]) is None:
        raise Unstampable("the same parts of the bill were laid out differently in different bills")
    return found
