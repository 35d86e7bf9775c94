"""Producers that break the Arrow C data interface: what can be seen to be wrong is refused, and nothing crashes."""

from __future__ import annotations

import ctypes
from collections.abc import Callable
from ctypes import POINTER, Structure, c_char_p, c_int32, c_int64, c_void_p

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flong.errors import DataError
from flong.runtime.bind import Rows, bind_arrow
from flong.runtime.bind_arrow import bind_closely
from flong.runtime.layout import Spec, layout


class Schema(Structure):
    pass


class Array(Structure):
    pass


Schema._fields_ = [
    *(("format", c_char_p), ("name", c_char_p), ("metadata", c_char_p), ("flags", c_int64), ("n_children", c_int64)),
    *(("children", POINTER(POINTER(Schema))), ("dictionary", POINTER(Schema)), ("release", c_void_p)),
    ("private_data", c_void_p),
]
Array._fields_ = [
    *(("length", c_int64), ("null_count", c_int64), ("offset", c_int64), ("n_buffers", c_int64)),
    *(("n_children", c_int64), ("buffers", POINTER(c_void_p)), ("children", POINTER(POINTER(Array)))),
    *(("dictionary", POINTER(Array)), ("release", c_void_p), ("private_data", c_void_p)),
]
Tamper = Callable[[Array, Schema], object]
ITEM = Spec("", "text", optional=True)
WANTED = {
    "text": (pa.array(["a", "王小明", "x" * 20]), Spec("x", "text")),
    "gaps": (pa.array(["ab", None, "cde"]), Spec("x", "text", optional=True)),
    "enum": (pa.array(["ab", None, "cde"]), Spec("x", "enum", optional=True, values=("ab", "cde", "cdefghijk"))),
    "view": (pa.array(["a", "王小明" * 9, "x" * 20], pa.string_view()), Spec("x", "text")),
    "int": (pa.array([1, 2, 3]), Spec("x", "int")),
    "dictionary": (pa.array(["a", "b", "a"]).dictionary_encode(), Spec("x", "text")),
    "list": (pa.array([["a"], [], ["b", "c"]]), Spec("x", "list", item=ITEM)),
    "list_view": (pa.array([["a"], [], ["b", "c"]], pa.list_view(pa.string())), Spec("x", "list", item=ITEM)),
    "fixed": (pa.array([["a"], ["b"], ["c"]], pa.list_(pa.string(), 1)), Spec("x", "list", item=ITEM)),
    "record": (pa.array([{"y": 1}] * 3), Spec("x", "record", fields=(Spec("y", "int"),))),
}


class Producer:
    """A table of one column, changed on its way."""

    def __init__(self, array: pa.Array, tamper: Tamper) -> None:
        self.array, self.schema = Array(), Schema()
        batch = pa.record_batch({"x": array})
        batch._export_to_c(ctypes.addressof(self.array), ctypes.addressof(self.schema))
        self.kept = tamper(self.array.children[0].contents, self.schema.children[0].contents)

    def __arrow_c_array__(self, requested_schema: object = None) -> tuple[object, object]:
        return _capsule(self.schema, b"arrow_schema"), _capsule(self.array, b"arrow_array")


def _capsule(struct: Structure, name: bytes) -> object:
    make = ctypes.pythonapi.PyCapsule_New
    make.restype, make.argtypes = ctypes.py_object, [c_void_p, c_char_p, c_void_p]
    return make(ctypes.addressof(struct), name, None)


def bound(kind: str, tamper: Tamper) -> list[Rows]:
    array, spec = WANTED[kind]
    producer = Producer(array, tamper)  # what it changed lives as long as it does
    return list(bind_arrow(layout((spec,)), producer))


def attribute(name: str, value: int) -> Tamper:
    return lambda array, _: setattr(array, name, value)


def buffer(number: int, values: list[int] | None, kind: type = c_int32) -> Tamper:
    """Puts a buffer of `values` there, or none."""

    def tamper(array: Array, _: Schema) -> object:
        made = None if values is None else (kind * len(values))(*values)
        array.buffers[number] = None if made is None else ctypes.addressof(made)
        return made

    return tamper


def child(tamper: Tamper) -> Tamper:
    return lambda array, schema: tamper(array.children[0].contents, schema.children[0].contents)


def no_dictionary(array: Array, _: Schema) -> None:
    array.dictionary = POINTER(Array)()


def form(text: bytes) -> Tamper:
    return lambda _, schema: setattr(schema, "format", text)


@pytest.mark.parametrize(
    ("kind", "tamper", "message"),
    [
        ("int", attribute("length", 2), "`x` is shorter than its table"),
        ("int", attribute("length", -1), "`x` is shorter than its table"),
        ("int", attribute("offset", -1), "`x` has a broken length"),
        ("int", attribute("n_buffers", 1), "`x` has too few buffers"),
        ("int", attribute("buffers", POINTER(c_void_p)()), "`x` has too few buffers"),
        ("int", buffer(1, None), "`x` lacks a buffer"),
        ("text", attribute("n_buffers", 2), "`x` has too few buffers"),
        ("text", buffer(1, None), "`x` lacks a buffer"),
        ("text", buffer(2, None), "`x`: broken offsets"),
        ("text", buffer(1, [0, 4, 2, 5]), "`x`: broken offsets"),
        ("text", buffer(1, [-1, 0, 2, 5]), "`x`: broken offsets"),
        ("gaps", buffer(1, [0, 9, 2, 5]), "`x`: broken offsets"),
        ("enum", buffer(1, [0, 9, 2, 5]), "`x`: broken offsets"),
        ("view", attribute("n_buffers", 2), "`x` has too few buffers"),
        ("view", buffer(3, None), "`x` lacks a buffer"),
        ("view", buffer(1, [-1, 0, 0, 0] * 3), "`x`: broken offsets"),
        ("view", buffer(1, [20, 0, 1, 0] * 3), "`x`: broken offsets"),
        ("view", buffer(1, [20, 0, -1, 0] * 3), "`x`: broken offsets"),
        ("view", buffer(1, [20, 0, 0, -1] * 3), "`x`: broken offsets"),
        ("view", buffer(1, [2**31 - 1, 0, 0, 2**31 - 1] * 3), "`x`: broken offsets"),
        ("dictionary", no_dictionary, "`x` has no dictionary"),
        ("list", buffer(1, [0, 2, 1, 3]), "`x`: broken offsets"),
        ("list", buffer(1, [-2, 0, 1, 3]), "`x`: broken offsets"),
        ("list", buffer(1, [0, 1, 1, 4]), "`x`: broken offsets"),
        ("list", attribute("n_children", 0), "`x` has no items"),
        ("list", child(attribute("length", 2)), "`x`: broken offsets"),
        ("list_view", buffer(1, [0, 0, 3]), "`x`: broken offsets"),
        ("list_view", buffer(1, [-1, 0, 0]), "`x`: broken offsets"),
        ("list_view", buffer(2, [1, -1, 1]), "`x`: broken offsets"),
        ("list_view", buffer(2, None), "`x` lacks a buffer"),
        ("fixed", child(attribute("length", 2)), "`x` has no items"),
        ("record", attribute("n_children", 0), "`x.y` is missing in a batch"),
        ("record", child(attribute("length", 2)), "`x.y` is shorter than its table"),
        ("int", form(b""), "the Arrow type ``"),
        ("int", form(b"\xff"), "the Arrow type"),
        ("int", form(b"d:a,b"), "`a` is no number"),
        ("int", form(b"d:1"), "broken Arrow schema"),
        ("int", form(b"tsx:"), "the Arrow type `tsx:`"),
        ("list", lambda _, schema: setattr(schema, "n_children", 0), "one kind of items"),
    ],
)
@pytest.mark.parametrize("slow", [False, True])
def test_what_is_broken_is_refused(kind, tamper, message, slow):
    bind_closely(slow)
    try:
        with pytest.raises(DataError) as caught:
            bound(kind, tamper)
    finally:
        bind_closely(False)
    assert message in str(caught.value)


@pytest.mark.parametrize("slow", [False, True])
@pytest.mark.parametrize("item", [ITEM, Spec("", "enum", optional=True, values=("ab", "c"))])
def test_some_of_an_array_s_texts_end_where_all_do_at_most(item, slow, monkeypatch):
    """Offsets may fall behind those that a list, or a batch, looks at."""
    lists = pa.ListArray.from_arrays(pa.array([0, 1], pa.int32()), pa.array(["ab", "c", "ab"]))
    monkeypatch.setitem(WANTED, "some", (lists, Spec("x", "list", item=item)))
    assert outcome("some", child(buffer(1, [0, 1 << 30, 3, 5])), slow) == "column `x[]`: broken offsets"
    assert outcome("some", child(buffer(1, [0, 2, 3, 5])), slow) == [([{"x": ["ab"]}], [])]


def test_indexes_outside_the_dictionary_reject_their_records():
    (rows,) = bound("dictionary", buffer(1, [1, 2, -1]))
    assert rows.to_python(0) == {"x": "b"}
    assert rows.errors == [(n, "x", "not in the dictionary of its column") for n in (1, 2)]


@pytest.mark.parametrize("slow", [False, True])
@pytest.mark.parametrize("texts", [pa.string(), pa.large_string(), pa.string_view()])
def test_a_dictionary_without_entries_may_lack_its_buffers(texts, slow, monkeypatch):
    """Arrow allows it of any empty array."""
    empty = pa.DictionaryArray.from_arrays(pa.array([None, None], pa.int32()), pa.array([], texts))
    monkeypatch.setitem(WANTED, "empty", (empty, Spec("x", "text", optional=True)))
    none = outcome("empty", lambda array, schema: buffer(1, None)(array.dictionary.contents, schema), slow)
    assert none == [([{"x": None}, {"x": None}], [])]


def test_arrays_that_are_not_changed_are_taken():
    for kind, (array, _) in WANTED.items():
        (rows,) = bound(kind, lambda *_: None)
        assert [rows.to_python(n)["x"] for n in range(3)] == array.to_pylist()


NUMBERS = st.integers(-4, 6) | st.sampled_from([2**31 - 1, -(2**31)])


@settings(max_examples=60)
@given(st.data())
def test_any_numbers_where_lengths_are_known(data):
    """Spans of lists, indexes and views can be checked, whatever stands in their buffers."""
    kind, number, count = data.draw(
        st.sampled_from(
            [("list", 1, 4), ("list_view", 1, 3), ("list_view", 2, 3), ("dictionary", 1, 3), ("view", 1, 12)]
        )
    )
    numbers = data.draw(st.lists(NUMBERS, min_size=count, max_size=count))
    fast, slow = outcome(kind, buffer(number, numbers), False), outcome(kind, buffer(number, numbers), True)
    assert fast == slow


def outcome(kind: str, tamper: Tamper, slow: bool) -> object:
    """The records and errors, or why the table is refused."""
    bind_closely(slow)
    try:
        return [([rows.to_python(n) for n in rows.good], rows.errors) for rows in bound(kind, tamper)]
    except DataError as error:
        return str(error)
    finally:
        bind_closely(False)
