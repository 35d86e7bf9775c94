"""Arrow streams to rows. What `to_pylist` gives to `bind_dicts` is the truth."""

from __future__ import annotations

import gc
from datetime import UTC, date, datetime, time, timedelta
from decimal import Context, Decimal

import polars
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flong.errors import DataError
from flong.runtime.bind import bind_arrow, bind_dicts
from flong.runtime.bind_arrow import bind_closely
from flong.runtime.layout import Layout, Spec, layout

WIDE = Context(prec=90)


def read(rows_of) -> tuple[dict[int, object], list[tuple[int, str, str]]]:
    found, errors = {}, []
    for rows in rows_of:
        found |= {i: rows.to_python(i) for i in rows.good}
        errors += rows.errors
    return found, errors


def same(rows: Layout, table: pa.Table, zone: str = "UTC", size: int = 1000) -> None:
    """All ways give equal rows, of equal text, and equal errors."""
    dicts = read([bind_dicts(rows, table.to_pylist(), zone=zone)])
    for arrow in (read(bind_arrow(rows, table, zone=zone, size=size)), closely(rows, table, zone, size)):
        assert arrow == dicts
        assert str(arrow) == str(dicts)


def closely(rows: Layout, table: pa.Table, zone: str = "UTC", size: int = 1000) -> object:
    """What the slow twin reads."""
    bind_closely(True)
    try:
        return read(bind_arrow(rows, table, zone=zone, size=size))
    finally:
        bind_closely(False)


def scalars(kind: str, optional: bool) -> tuple[Spec, pa.DataType, st.SearchStrategy]:
    types = {
        "text": [(pa.string(), st.text(max_size=20)), (pa.large_string(), st.text()), (pa.string_view(), st.text())],
        "enum": [(pa.string(), st.sampled_from(["a", "bé", "other", ""]))],
        "int": [
            (type_(), st.integers(-(2**bits), 2**bits - 1))
            for type_, bits in ((pa.int8, 7), (pa.int16, 15), (pa.int32, 31), (pa.int64, 63))
        ]
        + [
            (type_(), st.integers(0, 2**bits - 1))
            for type_, bits in ((pa.uint8, 8), (pa.uint16, 16), (pa.uint32, 32), (pa.uint64, 64))
        ],
        "bool": [(pa.bool_(), st.booleans())],
        "float": [(pa.float64(), st.floats()), (pa.float32(), st.floats(width=32)), (pa.int32(), st.integers(0, 99))],
        "date": [(type_, st.dates()) for type_ in (pa.date32(), pa.date64())],
        "time": [
            (pa.time64("us"), st.times()),
            (pa.time32("s"), st.integers(0, 86399)),
            (pa.time32("ms"), st.integers(0, 86399999)),
            (pa.time64("ns"), st.times()),
        ],
        "datetime": [
            (pa.timestamp(unit, tz), st.integers(-(10**9), 10**9))
            for unit in ("s", "ms", "us")
            for tz in (None, "UTC", "Asia/Taipei")
        ],
        "duration": [(pa.duration(unit), st.integers(-(10**9), 10**9)) for unit in ("s", "ms", "us")],
    }
    spec = Spec("x", kind, optional, values=("a", "bé") if kind == "enum" else ())
    return st.sampled_from(types[kind]).map(lambda pair: (spec, *pair))


@st.composite
def decimals(draw):
    scale = draw(st.sampled_from([None, 0, 2, 6]))
    precision = None if scale is None else draw(st.integers(max(1, scale), 34))
    spec = Spec("x", "decimal", draw(st.booleans()), precision, scale)
    wide, places = draw(st.sampled_from([(38, 2), (12, 2), (38, 6), (18, 2), (60, 3), (5, 5), (9, 2), (76, 0)]))
    make = pa.decimal256 if wide > 38 else pa.decimal128
    if draw(st.booleans()):
        make = {9: pa.decimal32, 18: pa.decimal64}.get(wide, make)
    numbers = st.integers(-(10**wide) + 1, 10**wide - 1) | st.integers(-99999, 99999).filter(
        lambda n: abs(n) < 10**wide
    )
    return spec, make(wide, places), numbers.map(lambda n: Decimal(n).scaleb(-places, WIDE))


INDEXES = [pa.int8(), pa.int16(), pa.int32(), pa.int64(), pa.uint8(), pa.uint16(), pa.uint32(), pa.uint64()]


@st.composite
def columns(draw, depth: int = 3):
    """A field, the Arrow type of its column, and a strategy for values."""
    kinds = ["text", "enum", "int", "bool", "float", "date", "time", "datetime", "duration", "decimal"]
    kind = draw(st.sampled_from(kinds + ["list", "record"] * (depth > 0)))
    optional = draw(st.booleans())
    if kind == "decimal":
        spec, type_, values = draw(decimals())
    elif kind == "list":
        item, inner, values = draw(columns(depth - 1))
        make = draw(st.sampled_from([pa.list_, pa.large_list, pa.list_view, lambda type_: pa.list_(type_, 2)]))
        spec, type_ = Spec("x", "list", optional, item=named(item, "")), make(inner)
        two = 2 if pa.types.is_fixed_size_list(type_) else None
        values = st.lists(values, min_size=two or 0, max_size=two or 3)
    elif kind == "record":
        fields = [draw(columns(depth - 1)) for _ in range(draw(st.integers(1, 3)))]
        spec = Spec("x", "record", optional, fields=tuple(named(f[0], f"f{i}") for i, f in enumerate(fields)))
        type_ = pa.struct([(f"f{i}", f[1]) for i, f in enumerate(fields)])
        values = st.fixed_dictionaries({f"f{i}": f[2] for i, f in enumerate(fields)})
    else:
        spec, type_, values = draw(scalars(kind, optional))
    if kind in ("text", "enum") and type_ != pa.string_view() and draw(st.integers(0, 2)) == 0:
        type_ = pa.dictionary(draw(st.sampled_from(INDEXES)), type_)
    nulls = draw(st.booleans())
    return spec, type_, st.none() | values if nulls else values


def named(spec: Spec, name: str) -> Spec:
    return Spec(
        name, spec.kind, spec.optional, spec.precision, spec.scale, spec.values, spec.fields, spec.item, spec.rules
    )


def agree(data: st.DataObject) -> None:
    fields = data.draw(st.lists(columns(), min_size=1, max_size=3))
    n = data.draw(st.integers(0, 6))
    arrays = [pa.array([data.draw(values) for _ in range(n)], type_) for _, type_, values in fields]
    names = [f"c{i}" for i in range(len(fields))]
    table = pa.table(arrays, names=names)
    start = data.draw(st.integers(0, n))
    table = table.slice(start, data.draw(st.integers(0, n)))
    if data.draw(st.booleans()):
        table = pa.concat_tables([table, table.slice(1), table])
    rows = layout(tuple(named(spec, name) for (spec, _, _), name in zip(fields, names, strict=True)))
    same(rows, table, data.draw(st.sampled_from(["UTC", "Asia/Taipei"])), data.draw(st.integers(1, 8)))


@settings(max_examples=100)
@given(st.data())
def test_arrow_and_dicts_agree(data):
    agree(data)


@pytest.mark.deep
@settings(max_examples=5000)
@given(st.data())
def test_arrow_and_dicts_agree_at_length(data):
    agree(data)


TEXT = layout((Spec("x", "text", optional=True),))


def texts(array: pa.Array) -> list[object]:
    found, errors = read(bind_arrow(TEXT, pa.table({"x": array})))
    return [record["x"] for record in found.values()] + errors


@settings(max_examples=50)
@given(st.lists(st.none() | st.sampled_from(["a", "王小明", "x" * 40, ""]), max_size=20), st.integers(0, 5))
def test_dictionaries(values, start):
    array = pa.array(values, pa.string()).dictionary_encode().slice(start)
    assert texts(array) == values[start:]
    enum = layout((Spec("x", "enum", values=("a", "")),))
    same(enum, pa.table({"x": array}))


def flat(optional: bool) -> st.SearchStrategy:
    """A field that is no list or record, the type of its column, and a strategy for values."""
    kinds = ["text", "enum", "int", "bool", "float", "date", "time", "datetime", "duration"]
    return decimals() | st.sampled_from(kinds).flatmap(lambda kind: scalars(kind, optional))


@settings(max_examples=60)
@given(st.data(), st.booleans(), st.sampled_from(INDEXES))
def test_dictionaries_of_any_values_and_indexes(data, optional, index):
    """Nulls may stand among the indexes and among the values, or values that can't be bound."""
    spec, type_, values = data.draw(flat(optional))
    words = pa.array(data.draw(st.lists(st.none() | values, min_size=1, max_size=6)), type_)
    numbers = data.draw(st.lists(st.none() | st.integers(0, len(words) - 1), max_size=9))
    array = pa.DictionaryArray.from_arrays(pa.array(numbers, index), words).slice(data.draw(st.integers(0, 3)))
    same(layout((named(spec, "x"),)), pa.table({"x": array}), size=data.draw(st.integers(1, 9)))


def test_nulls_inside_a_dictionary():
    array = pa.DictionaryArray.from_arrays(pa.array([0, 1, None]), pa.array(["a", None]))
    assert texts(array) == ["a", None, None]
    _, errors = read(bind_arrow(layout((Spec("x", "text"),)), pa.table({"x": array})))
    assert [error[0] for error in errors] == [1, 2]


def binary(chunks: list[bytes | None], type_: pa.DataType) -> pa.Array:
    """Texts that may be invalid: bytes seen as text."""
    raw = pa.array(chunks, pa.binary() if type_ == pa.string() else pa.large_binary())
    return pa.Array.from_buffers(type_, len(raw), raw.buffers(), raw.null_count)


def valid(chunk: bytes) -> bool:
    try:
        chunk.decode()
    except UnicodeDecodeError:
        return False
    return True


CHUNKS = st.sampled_from(
    [
        b"\xff",
        b"\xe7",
        b"\xe7\x8e",
        b"\x8b",
        b"\xed\xa0\x80",
        b"\xc0\x80",
        b"\xf4\x90\x80\x80",
        b"\xe0\x80\x80",
        b"12345678",
    ]
)


@settings(max_examples=80)
@given(st.lists(st.none() | CHUNKS | st.binary(max_size=9) | st.text().map(str.encode), max_size=8))
@pytest.mark.parametrize("type_", [pa.string(), pa.large_string()])
def test_invalid_utf8_rejects_its_record(type_, chunks):
    """Also where two halves of a character in neighbouring values look valid together."""
    found, errors = read(bind_arrow(TEXT, pa.table({"x": binary(chunks, type_)})))
    assert [error[0] for error in errors] == [i for i, c in enumerate(chunks) if c is not None and not valid(c)]
    assert all(found[i]["x"] == (None if c is None else c.decode()) for i, c in enumerate(chunks) if i in found)


def test_invalid_utf8_in_views_and_dictionaries():
    bad = binary([b"ok", b"\xff", b"\xe7\x8e"], pa.string())
    table = pa.table({"x": pa.DictionaryArray.from_arrays(pa.array([1, 0, 2], pa.int8()), bad)})
    found, errors = read(bind_arrow(TEXT, table))
    assert (found, [e[0] for e in errors]) == ({1: {"x": "ok"}}, [0, 2])


def test_unsigned_indexes():
    table = pa.table({"x": pa.DictionaryArray.from_arrays(pa.array([200], pa.uint8()), pa.array(map(str, range(256))))})
    assert read(bind_arrow(TEXT, table))[0] == {0: {"x": "200"}}


@pytest.mark.parametrize(
    ("spec", "array", "message"),
    [
        (
            Spec("x", "decimal", precision=12, scale=2),
            pa.array([1.5]),
            "column `x` is float64, but decimal(12, 2) is wanted",
        ),
        (Spec("x", "decimal"), pa.array(["1"]), "column `x` is text, but decimal is wanted"),
        (Spec("x", "int"), pa.array(["1"]), "column `x` is text, but int is wanted"),
        (Spec("x", "int"), pa.array([date(2026, 1, 1)]), "column `x` is date, but int is wanted"),
        (Spec("x", "int"), pa.array([Decimal("1.5")]), "column `x` is decimal(2, 1), but int is wanted"),
        (Spec("x", "text"), pa.array([b"x"]), "column `x` is binary, but text is wanted"),
        (Spec("x", "text"), pa.array([1]), "column `x` is int64, but text is wanted"),
        (Spec("x", "date"), pa.array([1]), "column `x` is int64, but date is wanted"),
        (Spec("x", "date"), pa.array([0], pa.timestamp("s")), "column `x` is timestamp, but date is wanted"),
        (Spec("x", "datetime"), pa.array([date(2026, 1, 1)]), "column `x` is date, but datetime is wanted"),
        (Spec("x", "bool"), pa.array([1]), "column `x` is int64, but bool is wanted"),
        (Spec("x", "int"), pa.array(["1"]).dictionary_encode(), "`x` is a dictionary of text, but int is wanted"),
        (Spec("x", "text"), pa.array([[("a", 1)]], pa.map_(pa.string(), pa.int64())), "`x` is map, but text is wanted"),
        (
            Spec("x", "int"),
            pa.RunEndEncodedArray.from_arrays([1], [7]),
            "column `x` is run-end encoded, but int is wanted",
        ),
        (Spec("x", "record", fields=(Spec("y", "int"),)), pa.array([1]), "column `x` is int64, but record is wanted"),
        (Spec("x", "record", fields=(Spec("y", "int"),)), pa.array([{"y": "1"}]), "column `x.y` is text, but int"),
        (Spec("x", "list", item=Spec("", "int")), pa.array([["1"]]), "column `x[]` is text, but int is wanted"),
        (Spec("x", "list", item=Spec("", "int")), pa.array([1]), "column `x` is int64, but list is wanted"),
        (
            Spec("x", "list", item=Spec("", "record", fields=(Spec("y", "int"),))),
            pa.array([[1]]),
            "column `x[]` is int64, but record is wanted",
        ),
        (
            Spec("x", "list", item=Spec("", "record", fields=(Spec("y", "int"),))),
            pa.array([[{"z": 1}]]),
            "column `x[].y` is missing; int is wanted",
        ),
        (Spec("z", "int"), pa.array([1]), "column `z` is missing; int is wanted"),
        (Spec("x", "float"), pa.array([1.0]).cast(pa.float16()), "column `x` is float16, but float is wanted"),
    ],
)
def test_columns_that_do_not_fit(spec, array, message):
    with pytest.raises(DataError) as caught:
        bind_arrow(layout((spec,)), pa.table({"x": array}))
    assert message in str(caught.value)


def test_missing_optional_columns_are_null():
    table = pa.table({"y": [1, 2]})
    assert read(bind_arrow(TEXT, table)) == ({0: {"x": None}, 1: {"x": None}}, [])


def test_two_columns_of_one_name_are_refused():
    table = pa.Table.from_arrays([pa.array(["a"]), pa.array(["b"])], names=["x", "x"])
    with pytest.raises(DataError, match="two columns are called `x`"):
        bind_arrow(TEXT, table)


@pytest.mark.parametrize("source", [None, [{"x": 1}], "x"])
def test_what_has_no_arrow_interface(source):
    with pytest.raises(DataError, match="no Arrow interface"):
        bind_arrow(TEXT, source)


def test_an_array_of_another_type_is_no_table():
    with pytest.raises(DataError, match="a table is wanted, not int64"):
        bind_arrow(TEXT, pa.array([1]))


def test_null_records_are_errors():
    structs = pa.array([{"x": "a"}, None, {"x": None}])
    assert read(bind_arrow(TEXT, structs)) == (
        {0: {"x": "a"}, 2: {"x": None}},
        [(1, "", "a record is wanted, not null")],
    )


def test_values_under_a_null_struct_do_not_matter():
    inner = pa.array([None, "b"])
    structs = pa.StructArray.from_arrays([inner], names=["y"], mask=pa.array([True, False]))
    spec = Spec("x", "record", optional=True, fields=(Spec("y", "text"),))
    assert read(bind_arrow(layout((spec,)), pa.table({"x": structs}))) == ({0: {"x": None}, 1: {"x": {"y": "b"}}}, [])


def test_batches_are_cut_and_numbered():
    table = pa.table({"x": [str(i) for i in range(10)]})
    batches = list(bind_arrow(TEXT, table.to_reader(max_chunksize=4), size=3, start=100))
    assert [(rows.start, len(rows)) for rows in batches] == [(100, 3), (103, 1), (104, 3), (107, 1), (108, 2)]
    assert [rows.to_python(i)["x"] for rows in batches for i in rows.good] == [str(i) for i in range(10)]


def test_a_stream_is_read_once():
    capsule = pa.table({"x": ["a"]}).__arrow_c_stream__()

    class Given:
        def __arrow_c_stream__(self):
            return capsule

    assert len(list(bind_arrow(TEXT, Given()))) == 1
    with pytest.raises(DataError, match="already read"):
        bind_arrow(TEXT, Given())


def test_a_failing_stream_is_a_data_error():
    def batches():
        yield pa.record_batch({"x": ["a"]})
        raise RuntimeError("disk gone")

    reader = pa.RecordBatchReader.from_batches(pa.schema({"x": pa.string()}), batches())
    found = bind_arrow(TEXT, reader)
    assert len(next(found)) == 1
    with pytest.raises(DataError, match="disk gone"):
        next(found)


def test_memory_lives_as_long_as_the_rows_and_no_longer():
    """Texts point into Arrow's buffers; the last Rows releases them."""
    before = pa.total_allocated_bytes()
    table = pa.table({"x": pa.array(["y" * 1000 + str(i) for i in range(2000)])})
    batches = list(bind_arrow(TEXT, table))
    del table
    gc.collect()
    assert batches[1].to_python(1999)["x"].endswith("1999")
    del batches[0]
    assert pa.total_allocated_bytes() > before
    del batches
    gc.collect()
    assert pa.total_allocated_bytes() == before


def test_wall_time_is_in_the_templates_zone():
    rows = layout((Spec("x", "datetime"),))
    wall = [datetime(2026, 7, 1, 12), datetime(2026, 10, 25, 2, 30), datetime(1, 1, 1)]
    table = pa.table({"x": pa.array(wall, pa.timestamp("us"))})
    for zone in ("UTC", "Europe/Berlin", "Asia/Taipei"):
        dicts = read([bind_dicts(rows, table.to_pylist(), zone=zone)])
        assert read(bind_arrow(rows, table, zone=zone)) == dicts


def test_times_beyond_the_calendar_reject():
    far = pa.array([2**62, -(2**62), 0], pa.timestamp("s"))
    rows = layout((Spec("x", "datetime"), Spec("d", "date", optional=True), Spec("t", "time", optional=True)))
    table = pa.table({"x": far, "d": pa.array([None, None, 2**31 - 1], pa.date32())})
    _, errors = read(bind_arrow(rows, table))
    reason = "outside the years 1 to 9999"
    assert errors == [(0, "x", reason), (1, "x", reason), (2, "d", reason)]
    odd = pa.table({"x": pa.array([0], pa.timestamp("s")), "t": pa.array([86400], pa.int32()).view(pa.time32("s"))})
    assert read(bind_arrow(rows, odd))[1] == [(0, "t", "not a time of day")]


def test_nanoseconds_are_cut_off():
    rows = layout((Spec("a", "datetime"), Spec("b", "duration")))
    table = pa.table({"a": pa.array([-1], pa.timestamp("ns", "UTC")), "b": pa.array([1999], pa.duration("ns"))})
    wanted = {"a": datetime(1969, 12, 31, 23, 59, 59, 999999, tzinfo=UTC), "b": timedelta(microseconds=1)}
    assert read(bind_arrow(rows, table)) == ({0: wanted}, [])


def test_bounds_of_the_schema():
    rules = (("minimum", 3),)
    specs = (
        Spec("n", "int", rules=rules),
        Spec("xs", "list", item=Spec("", "int", optional=True, rules=rules), rules=(("maxItems", 2),)),
    )
    table = pa.table({"n": [3, 2, 5, 5, 5], "xs": [[3], [3], [3, None], [4, 1], [4, 4, 4]]})
    same(layout(specs), table)
    assert [error[:2] for error in read(bind_arrow(layout(specs), table))[1]] == [(1, "n"), (3, "xs[1]"), (4, "xs")]


def test_polars_streams():
    frame = polars.DataFrame(
        {
            "x": ["a", "王小明" * 9, None],
            "n": [1, 2, 3],
            "d": [Decimal("1.50"), Decimal("-2.25"), None],
            "when": [datetime(2026, 1, 1, tzinfo=UTC)] * 3,
            "lines": [[{"what": "fee"}], [], [{"what": "a"}, {"what": "b"}]],
            "tier": polars.Series(["gold", "basic", "gold"], dtype=polars.Categorical),
            "t": [time(8, 30)] * 3,
        }
    )
    specs = (
        Spec("x", "text", optional=True),
        Spec("n", "int"),
        Spec("d", "decimal", optional=True, precision=12, scale=2),
        Spec("when", "datetime"),
        Spec("lines", "list", item=Spec("", "record", fields=(Spec("what", "text"),))),
        Spec("tier", "enum", values=("gold", "basic")),
        Spec("t", "time"),
    )
    found, errors = read(bind_arrow(layout(specs), frame))
    assert errors == []
    assert list(found.values()) == frame.to_dicts()


def test_duckdb_streams():
    duckdb = pytest.importorskip("duckdb")
    result = duckdb.sql("select 'a' || range as x from range(3)")
    assert [r["x"] for r in read(bind_arrow(TEXT, result))[0].values()] == ["a0", "a1", "a2"]
