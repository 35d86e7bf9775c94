"""Row layouts."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flong.runtime.layout import Layout, Slot, Spec, layout

KINDS = ("text", "int", "bool", "date", "time", "datetime", "duration", "float", "enum")


def specs(depth: int = 2) -> st.SearchStrategy[Spec]:
    name = st.sampled_from("abcdefgh")
    plain = st.builds(Spec, name, st.sampled_from(KINDS), st.booleans())
    scaled = st.builds(Spec, name, st.just("decimal"), st.booleans(), st.integers(1, 34), st.integers(0, 9))
    free = st.builds(Spec, name, st.just("decimal"), st.booleans())
    if not depth:
        return plain | scaled | free
    inner = specs(depth - 1)
    lists = st.builds(Spec, name, st.just("list"), st.booleans(), item=inner)
    fields = st.lists(inner, min_size=1, max_size=4).map(tuple)
    records = st.builds(Spec, name, st.just("record"), st.booleans(), fields=fields)
    return plain | scaled | free | lists | records


def extent(slot: Slot) -> tuple[int, int]:
    if slot.record:
        return slot.offset, slot.record.size
    if slot.kind == "decimal":
        return slot.offset, {"fl_dec": 32, "dec64": 8, "dec128": 16}[slot.storage]
    return slot.offset, 16 if slot.kind in ("text", "list") else 8


def check(rows: Layout) -> None:
    """No two slots share a byte; all stand aligned and inside."""
    taken: set[int] = set()
    assert rows.size % rows.align == 0
    for slot in rows.fields:
        offset, size = extent(slot)
        assert offset % (16 if slot.kind == "decimal" and slot.storage != "dec64" else 8) == 0
        span = set(range(slot.valid_offset if slot.optional else offset, offset + size))
        assert not span & taken
        assert max(span) < rows.size
        taken |= span
        for inner in (slot.item, slot.record):
            if inner:
                check(inner)


@settings(max_examples=100)
@given(st.lists(specs(), min_size=1, max_size=6).map(tuple))
def test_slots_never_overlap(fields):
    check(layout(fields))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (Spec("a", "int"), Spec("b", "int")),
        (Spec("a", "int"), Spec("a", "int", optional=True)),
        (Spec("a", "decimal", precision=12, scale=2), Spec("a", "decimal", precision=12, scale=3)),
        (Spec("a", "enum", values=("x", "y")), Spec("a", "enum", values=("y", "x"))),
        (Spec("a", "text"), Spec("a", "text", rules=(("maxLength", 3),))),
    ],
)
def test_what_differs_has_another_digest(one, other):
    assert layout((one,)).digest != layout((other,)).digest
    assert layout((one,)).digest == layout((one,)).digest


def test_a_list_of_records_has_their_rows():
    fields = (Spec("what", "text"), Spec("n", "int"))
    rows = layout((Spec("lines", "list", item=Spec("", "record", fields=fields)),))
    assert rows.slot("lines").item == layout(fields)


def test_a_list_of_scalars_has_rows_with_one_nameless_slot():
    item = layout((Spec("xs", "list", item=Spec("", "int")),)).slot("xs").item
    assert [slot.name for slot in item.fields] == [""]
    assert item.size == 8


def test_unknown_fields_are_key_errors():
    with pytest.raises(KeyError):
        layout((Spec("a", "int"),)).slot("b")
