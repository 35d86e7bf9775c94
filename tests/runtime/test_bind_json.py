"""JSON texts to rows: the reader and its slow twin, jsonrecord and bind_dicts, give the same rows and reasons."""

from __future__ import annotations

import ctypes
import mmap

import pyarrow as pa
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from flong.runtime import jsonrecord
from flong.runtime.bind import bind_dicts, bind_json, bind_json_texts
from flong.runtime.bind_json import find_stop
from flong.runtime.jsonrecord import MAX_DEPTH, MAX_DIGITS
from flong.runtime.layout import Layout, Spec, layout
from tests.runtime import json_texts
from tests.runtime.test_jsonrecord import BAD_FIELDS, KEPT, NO_JSON, NO_RECORDS, PRINTED

Case = tuple[Layout, bytes]
ZONES = st.sampled_from(["UTC", "Asia/Taipei", "Europe/Berlin", "America/New_York"])
LINE = (Spec("what", "text"), Spec("kind of a thing", "text", optional=True), Spec("amount", "decimal", False, 12, 2))
BILL = layout(
    (
        Spec("name", "text"),
        Spec("n", "int"),
        Spec("at", "datetime"),
        Spec("r", "record", optional=True, fields=(Spec("x", "float"), Spec("long", "duration"))),
        Spec("lines", "list", item=Spec("", "record", fields=LINE)),
        Spec("tags", "list", optional=True, item=Spec("", "text", optional=True)),
        Spec("more", "list", item=Spec("", "record", fields=(Spec("key", "text"), Spec("value", "date")))),
    )
)
GOOD = """{"name":"王小明 \\u4e2d\\ud83d\\ude00\\n","n":-12,"at":"2026-11-21T08:00:00.5+08:00",
 "r": {"x": 0.30000000000000004, "long": "PT6H"}, "extra": [{"a": [], "b": 1e5}, null, true, "\\t"],
 "lines": [{"what":"a","kind of a thing":null,"amount":1.10},{"amount":1E+2,"what":"b"}],
 "tags": ["x", null], "more": {"é": "2026-11-21", "b": "2024-02-29"}}""".encode()
ODD = [
    *(b'{"unknown": ' + sign + b"9" * MAX_DIGITS + b"}" for sign in (b"", b"9", b"-")),
    *(b'{"unknown": ' + value + b"}" for value in (b'"\\ud800"', b"1e99999999999999999999", b"1e999999999", b"NaN")),
    *(b'{"unknown": ' + b"[" * deep + b"]" * deep + b"}" for deep in (MAX_DEPTH - 1, MAX_DEPTH)),
    *(b'{"xs": ' + b"[" * deep + b"]" * deep + b"}" for deep in (MAX_DEPTH - 1, MAX_DEPTH)),
    *(b"{" + b",".join(b'"%d": 1' % (i % most) for i in range(40)) + b"}" for most in (40, 39)),
    *(b'{"u": 1, "\\u0075": 2}', b'{"u": 1, "v": 2, "u": 3}', b'{"t": "a", "\\u0074": "b"}'),
    *(b'\xef\xbb\xbf{"t": "a"}', b'\xef\xbb\xbf\xef\xbb\xbf{"t": "a"}', b'{"t": "a"} \x0b', b'{"t": "a"}\x00'),
    *(b'{"t": "\xed\xa0\x80"}', b'{"t": "\\ud83d\\u0041"}', b'{"t": "\\ude00\\ud83d"}'),
    *(b'{"t": "\xe4\\u4e2d\xb8\xad"}', b'{"x": {"u": 1, "u": 1}}', b'{"t": {"u": [{"v": 1, "v": 2}]}}'),
]  # fmt: skip


def read(layout: Layout, text: bytes, zone: str = "UTC") -> str:
    """What the reader makes of one text: a row, or a path and a reason."""
    rows = bind_json_texts(layout, [text], zone=zone)
    return repr(rows.errors or rows.to_python(0))


def read_slowly(layout: Layout, text: bytes, zone: str = "UTC") -> str:
    """What its slow twin makes of it."""
    try:
        rows = bind_dicts(layout, [jsonrecord.parse(text)], zone=zone)
    except ValueError as error:
        return repr([(0, "", str(error))])
    return repr(rows.errors or rows.to_python(0))


def check(case: Case, zone: str = "UTC") -> None:
    assert read(*case, zone) == read_slowly(*case, zone)


def check_many(layout: Layout, texts: list[bytes]) -> None:
    """All texts at once, each with its number."""
    rows = bind_json_texts(layout, texts)
    errors = {index: repr([(0, path, reason)]) for index, path, reason in rows.errors}
    for i, text in enumerate(texts):
        assert (errors.get(i) or repr(rows.to_python(i))) == read_slowly(layout, text), text


@st.composite
def cases(draw: st.DrawFn) -> Case:
    fields = draw(json_texts.fields)
    return layout(fields), draw(json_texts.objects(fields)).encode("utf-8", "surrogatepass")


@st.composite
def cases_and_broken_ones(draw: st.DrawFn) -> Case:
    case = draw(cases())
    return case if draw(st.booleans()) else (case[0], draw(json_texts.mutated(case[1])))


@given(cases_and_broken_ones(), ZONES)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_records_and_broken_records_are_read_as_by_the_slow_twin(case, zone) -> None:
    check(case, zone)


@pytest.mark.deep
@given(cases_and_broken_ones(), ZONES)
@settings(max_examples=5000, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_many_records_and_broken_records_are_read_as_by_the_slow_twin(case, zone) -> None:
    check(case, zone)


def _spoiled(text: bytes, signs: bytes) -> list[bytes]:
    """`text` cut everywhere, and with each byte dropped, replaced by each of `signs`, and each of them put in."""
    cuts = [text[:at] for at in range(len(text))] + [text[:at] + text[at + 1 :] for at in range(len(text))]
    put = [
        text[:at] + bytes([sign]) + text[at + over :] for at in range(len(text)) for sign in signs for over in (0, 1)
    ]
    return cuts + put


def test_a_record_cut_or_spoiled_anywhere_is_read_as_by_the_slow_twin() -> None:
    check_many(BILL, _spoiled(GOOD, b'"\\'))


@pytest.mark.deep
@given(cases())
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_any_record_spoiled_anywhere_is_read_as_by_the_slow_twin(case) -> None:
    check_many(case[0], _spoiled(case[1], json_texts.SIGNS))


FIELDS = layout((*map(json_texts.optional, json_texts.SCALARS), Spec("xs", "list", True, item=Spec("", "int"))))


@pytest.mark.parametrize("text", [*NO_JSON, *NO_RECORDS, *BAD_FIELDS, *PRINTED, *ODD], ids=lambda text: repr(text[:24]))
def test_texts_of_all_kinds_are_read_as_by_the_slow_twin(text) -> None:
    check((FIELDS, text))


@pytest.mark.parametrize("name", [spec.name for spec in json_texts.SCALARS])
def test_values_of_all_kinds_are_read_as_by_the_slow_twin(name) -> None:
    """In every field."""
    check_many(FIELDS, [f'{{"{name}": {value}}}'.encode() for value in [*KEPT, *json_texts.NUMBERS]])
    texts = [value.encode("utf-8", "surrogatepass") for value in json_texts.STRINGS]
    check_many(FIELDS, [f'{{"{name}": "'.encode() + text + b'"}' for text in texts])


@pytest.mark.parametrize("name", ['a"b', "a\\b", "a\nb", "", "x" * 40, "名" * 9])
def test_any_name_is_a_field(name) -> None:
    plain = b'{"' + name.encode() + b'":1}'
    check((layout((Spec(name, "int"),)), plain))
    check((layout((Spec(name, "int"),)), json_texts.all_escaped(name).join(["{", ": 1}"]).encode()))


def test_more_than_64_fields_are_all_wanted_and_once() -> None:
    wide = layout(tuple(Spec(f"f{i}", "int") for i in range(130)))
    pairs = [b'"f%d":%d' % (i, i) for i in range(130)]
    for chosen in (pairs, pairs[::-1], pairs[:-1], pairs[1:], [*pairs, b'"f64":1'], [*pairs, b'"g":1']):
        check((wide, b"{" + b",".join(chosen) + b"}"))


@pytest.fixture
def only_fast(monkeypatch) -> None:
    def parse(text: bytes) -> None:
        raise AssertionError("left to the slow twin")

    monkeypatch.setattr(jsonrecord, "parse", parse)


def test_good_records_are_not_left_to_the_slow_twin(only_fast) -> None:
    rows = bind_json_texts(BILL, [GOOD] * 3, zone="Europe/Berlin")
    assert repr(rows.to_python(2)) == repr(rows.to_python(0))
    assert rows.to_python(0)["name"] == "王小明 中😀\n"
    assert [str(line["amount"]) for line in rows.to_python(0)["lines"]] == ["1.10", "100.00"]


@given(st.floats(min_value=1e-10, max_value=1e20))
@settings(max_examples=100, deadline=None)
def test_floats_are_rounded_once(number) -> None:
    for text in (repr(number), f"{number:.18e}"):
        rows = bind_json_texts(layout((Spec("f", "float"),)), [f'{{"f": {text}}}'.encode()])
        assert rows.to_python(0)["f"] == float(text)


@given(st.binary(max_size=50) | st.text(max_size=50).map(str.encode))
@settings(deadline=None)
def test_plain_text_ends_where_it_ends_byte_by_byte(text) -> None:
    assert find_stop(text) == find_stop(text, scalar=True)


def test_nothing_is_read_behind_the_end(tmp_path) -> None:
    """Texts that end where the memory ends, which may not be touched behind it."""
    page = mmap.PAGESIZE
    texts = [
        GOOD.replace(b"\n", b" "),
        b'{"name":"' + b"x" * 40,
        b'{"name":"\\',
        b'{"name":"\\u12',
        b'{"n":12',
        b'{"n',
        b"{",
    ]
    libc = ctypes.CDLL(None, use_errno=True)
    for number, text in enumerate(texts):
        path = tmp_path / str(number)
        path.write_bytes(text.rjust(page) + b" " * page)
        with path.open("rb") as file:
            memory = mmap.mmap(file.fileno(), 2 * page, prot=mmap.PROT_READ)
        view = memoryview(memory)
        behind = ctypes.c_void_p(pa.py_buffer(view).address + page)
        assert libc.mprotect(behind, page, 0) == 0
        (rows,) = bind_json(BILL, view[page - len(text) : page])
        assert repr(rows.errors or rows.to_python(0)) == read_slowly(BILL, text)


def test_rows_outlive_the_texts() -> None:
    """Whatever becomes of their buffer."""
    data = bytearray(GOOD.replace(b"\n", b" "))
    (rows,) = bind_json(BILL, data)
    data[:] = b"x" * len(data)
    kept = bind_json_texts(BILL, [bytes(GOOD) + b" "])
    assert repr(rows.to_python(0)) == repr(kept.to_python(0))
