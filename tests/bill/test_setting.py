"""The fast parts of stamping mean what their twins in Python mean: numbers, glyphs, segments, texts on pages."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Any

import pytest
from cases import CASES, Case
from hypothesis import example, given
from hypothesis import strategies as st
from pydyf import _to_bytes
from stamping import bill_for

from flong.bill import Press
from flong.bill.plates import cutting, glyphs, setting, setting_twin
from flong.bill.plates.errors import Unknown, Unstampable
from flong.bill.plates.fields import EMPTY, HIDDEN, SIGN, VALUE, Counting, Stack, number_of, segments, tokens
from flong.bill.plates.minifonts import MiniFonts
from flong.bill.plates.texts import Face
from flong.errors import RecordError

COUNTINGS = Counting(), Counting(2, 0), Counting(1, 1, last=True), Counting(3, 2, last=True)


def near_the_middle() -> st.SearchStrategy[float]:
    """Numbers that could be rounded either way."""
    return st.integers(-(10**9), 10**9).map(lambda units: (units + 0.5) / 1e6)


@given(st.floats(-1e4, 1e4) | st.floats() | st.integers(-(2**60), 2**60).map(float) | near_the_middle())
@example(-0.0)
@example(-1e-9)
@example(0.9999999)
@example(1e6)
@example(999_999.999_999_9)
def test_numbers_are_printed_as_pydyf_prints_them(number: float) -> None:
    try:
        expected = _to_bytes(number)
    except (ValueError, OverflowError):
        return
    assert setting.number(number) == expected


@st.composite
def operands(draw: st.DrawFn) -> str:
    """What stands in `TJ`: glyphs in hexadecimal digits, and numbers between."""
    parts = draw(st.lists(st.lists(st.integers(0, 0xFFFF), min_size=1) | st.floats(-99, 99) | st.integers(-99, 99)))
    shown = ("<" + "".join(f"{g:04x}" for g in part) + ">" if isinstance(part, list) else f" {part} " for part in parts)
    return "".join(shown)


@given(operands(), st.dictionaries(st.integers(0, 0xFFFF), st.integers(1, 0xFFFF), max_size=3))
def test_glyphs_get_codes(shown: str, known: dict[int, int]) -> None:
    found = glyphs.glyphs_of(shown)
    assert (setting.recoded(shown, known, False) is None) == (not known.keys() >= set(found))
    codes = {glyph: code for code, glyph in enumerate(known, 1)}
    new = list(dict.fromkeys(glyph for glyph in found if glyph not in codes))
    made = setting.recoded(shown, codes, True)
    assert list(codes) == [*known, *new]
    assert list(codes.values()) == list(range(1, len(codes) + 1))
    assert made == glyphs.recoded(shown, codes).encode() == setting.recoded(shown, codes, False)


@pytest.fixture(params=CASES.values(), ids=lambda case: case.name)
def case(request: pytest.FixtureRequest) -> Case:
    if reason := request.param.missing():
        pytest.skip(reason)
    return request.param


def fields_of(case: Case, plain: int, hard: int, seed: int = 1) -> Iterator[bytes]:
    """The fields of plain and adversarial records."""
    template = case.template()
    for record in [*case.records(plain, seed), *case.adversarial(hard, seed)]:
        try:
            yield bill_for(template, record)[0].fields
        except RecordError:
            continue


def test_fields_are_cut_alike(case: Case) -> None:
    """Whichever statements stand between blocks, and whatever the style sheets count."""
    cut = 0
    for fields in fields_of(case, 1, 4):
        found = tokens(fields)
        numbers = sorted({number_of(token.text) for token in found if token.kind == SIGN})
        for step in (1, 2, 3):
            between = {number: number % step == 0 for number in numbers}
            stack = Stack(frozenset(number for number in numbers if between[number]))
            for counting in COUNTINGS:
                expected = segments(found, stack, counting)
                assert cutting.Cutter(between, counting).segments(fields) == expected
                cut += len(expected) > 1
    assert cut


def test_statements_that_were_not_seen_are_unknown() -> None:
    with pytest.raises(Unknown):
        cutting.Cutter({1: True}, Counting()).segments(b"\xfda1.0\xfdl2\xffx")


def test_what_stands_in_the_tags_of_the_page_goes_with_all_segments() -> None:
    """And a title with none; escapes and codes are read."""
    fields = b"\xfbdark\xfdA3.1\xfctitle\xfee cid:%b@flong\xfdl1\xff&lt;b\xfdl12\xfde1\xfde3" % (b"0" * 32)
    found = tokens(fields)
    for counting in COUNTINGS:
        cutter = cutting.Cutter({1: True, 3: False, 12: False}, counting)
        assert cutter.segments(fields) == segments(found, Stack(frozenset({1})), counting)


@pytest.fixture(scope="module")
def learned() -> tuple[Any, list[bytes]]:
    """The works of a bill that has learned, and fields of many more."""
    case = CASES["statement"]
    template = case.template()
    press = Press(template.folder, first=0, every=0)
    for record in case.records(6):
        press.cast(*bill_for(template, record))
    return press._opened(), list(fields_of(case, 12, 12, seed=2))


def test_pages_have_the_same_content(learned: tuple[Any, list[bytes]]) -> None:
    """Byte for byte, with texts that the tables tell and others."""
    works, records = learned
    same = 0
    for fields in records:
        try:
            sheets = works.stamper.sheets(fields)
            shown = works._writer.constants.shown
            ours, theirs = (MiniFonts(works.files, shown) for _ in range(2))
            for sheet in sheets:
                made = setting.Setter(ours.shown).content(sheet.lines)
                assert made == setting_twin.content(sheet.lines, theirs.shown)
            assert ours.codes == theirs.codes
            same += 1
        except (Unknown, Unstampable):
            continue
    assert same


def test_metrics_are_those_of_the_texts(learned: tuple[Any, list[bytes]]) -> None:
    """And those of no text, of hidden ones and of those that break lines."""
    works, records = learned
    faces = list(works.plate.faces.values())
    texts = tuple(token.text for token in tokens(records[0]) if token.kind == VALUE)[: len(faces)]
    values = ("", "", *texts)
    made = setting.metrics([None, None, *faces], {1}, {(2, texts[0])}, values)
    shaped = [face.shaped(text).line if text else EMPTY for face, text in zip(faces[1:], texts[1:], strict=False)]
    assert made == (EMPTY, HIDDEN, texts[0], *shaped)
    with pytest.raises(Unknown):
        setting.metrics([None], set(), set(), ("a",))


LETTERED = ("NT$1,234.56", "-NT$9.05", "A1B2-C3", "(NT$ 5)", "To AV 7", "1st", "H0", "10 fi 4")
"""Digits among letters, which some fonts show by other glyphs, and letters that move together."""


def test_tables_tell_what_pango_shows(learned: tuple[Any, list[bytes]]) -> None:
    """Each value in each face: from the table, by the one layout of the face, and laid out alone."""
    works, records = learned
    texts = {token.text for fields in records[:3] for token in tokens(fields) if token.kind == VALUE}
    for face in works.plate.faces.values():
        for text in (*islice(sorted(texts), 0, None, 3), *LETTERED):
            _shown_alike(face, text)


def _shown_alike(face: Face, text: str) -> None:
    try:
        shaped = face.shaped(text)
    except Unstampable:
        return
    alone = face.exactly(text)
    assert shaped.runs == alone.runs
    assert shaped.line == alone.line
    assert shaped.width == pytest.approx(alone.width, abs=1e-9)
