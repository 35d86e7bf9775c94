"""Python records to rows."""

from __future__ import annotations

import dataclasses
from collections import UserDict
from datetime import UTC, date, datetime, time, timedelta, timezone
from decimal import Decimal
from types import SimpleNamespace
from zoneinfo import ZoneInfo

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flong.runtime.bind import Rows, bind_dicts
from flong.runtime.bind_dicts import peek_decimals
from flong.runtime.layout import Spec, layout

LINE = (Spec("what", "text"), Spec("amount", "decimal", precision=12, scale=2))
CUSTOMER = (Spec("name", "text"), Spec("tier", "enum", values=("gold", "basic")), Spec("note", "text", optional=True))
BILL = layout(
    (
        Spec("customer", "record", fields=CUSTOMER),
        Spec("period", "date"),
        Spec("lines", "list", item=Spec("", "record", fields=LINE)),
        Spec("tags", "list", optional=True, item=Spec("", "text")),
    )
)
GOOD = {
    "customer": {"name": "王小明", "tier": "gold", "note": None},
    "period": date(2026, 11, 1),
    "lines": [{"what": "fee", "amount": Decimal("5")}, {"what": "", "amount": -7}],
    "tags": ["a", "b"],
    "unknown": object(),
}


def one(spec: Spec, value: object, **options: str) -> tuple[object, str]:
    """What a field of this kind holds afterwards, and the reason if the value was refused."""
    rows = bind_dicts(layout((spec,)), [{spec.name: value}], **options)
    if rows.errors:
        ((index, path, reason),) = rows.errors
        assert (index, path.split("[")[0]) == (0, spec.name)
        assert not rows.good
        return None, reason
    return rows.to_python(0)[spec.name], ""


def test_a_bill_reads_back():
    rows = bind_dicts(BILL, [GOOD])
    assert rows.errors == []
    assert rows.to_python(0) == {
        "customer": {"name": "王小明", "tier": "gold", "note": None},
        "period": date(2026, 11, 1),
        "lines": [{"what": "fee", "amount": Decimal("5.00")}, {"what": "", "amount": Decimal("-7.00")}],
        "tags": ["a", "b"],
    }
    assert str(rows.to_python(0)["lines"][0]["amount"]) == "5.00"


@dataclasses.dataclass
class Line:
    what: str
    amount: Decimal


class Customer(msgspec.Struct):
    name: str
    tier: str


def test_objects_are_read_by_attribute_and_mappings_by_key():
    record = SimpleNamespace(
        customer=Customer("A", "basic"),
        period="2026-11-01",
        lines=(Line("x", Decimal(1)), UserDict(what="y", amount=2)),
    )
    rows = bind_dicts(BILL, [record])
    assert rows.to_python(0) == {
        "customer": {"name": "A", "tier": "basic", "note": None},
        "period": date(2026, 11, 1),
        "lines": [{"what": "x", "amount": 1}, {"what": "y", "amount": 2}],
        "tags": None,
    }


def test_pydantic_models_are_records():
    pydantic = pytest.importorskip("pydantic")
    model = pydantic.create_model("Line", what=str, amount=Decimal)
    rows = bind_dicts(layout(LINE), [model(what="x", amount="1.50")])
    assert rows.to_python(0) == {"what": "x", "amount": Decimal("1.50")}


def test_bad_records_leave_the_others():
    rows = bind_dicts(BILL, [GOOD, {**GOOD, "period": 5}, GOOD, {}], start=10)
    assert list(rows.good) == [10, 12]
    assert rows.errors == [(11, "period", "a date is wanted, not int"), (13, "customer", "missing")]
    assert rows.to_python(12)["period"] == date(2026, 11, 1)
    for index in (9, 11, 14):
        with pytest.raises(IndexError):
            rows.to_python(index)


def test_rows_outlive_what_they_were_made_of():
    records = [{"what": "x" * 100 + str(i), "amount": i} for i in range(100)]
    rows = bind_dicts(layout(LINE), records)
    del records[:]
    assert rows.to_python(99)["what"] == "x" * 100 + "99"


@pytest.mark.parametrize(
    ("change", "path", "reason"),
    [
        ({"lines": [*GOOD["lines"], {"what": "z", "amount": 1.5}]}, "lines[2].amount", "a float can't hold"),
        ({"lines": [{"what": "z"}]}, "lines[0].amount", "missing"),
        ({"lines": [None]}, "lines[0]", "a record is wanted, not null"),
        ({"lines": {}}, "lines", "a list is wanted, not record"),
        ({"lines": "ab"}, "lines", "a list is wanted, not text"),
        ({"customer": {"name": "x", "tier": "silver"}}, "customer.tier", 'not one of "gold", "basic"'),
        ({"customer": {"name": None, "tier": "gold"}}, "customer.name", "null, and the field is not optional"),
        ({"customer": "x"}, "customer", "a record is wanted, not text"),
        ({"tags": ["a", None]}, "tags[1]", "null, and the field is not optional"),
        ({"tags": ["a", "\ud800"]}, "tags[1]", "the text is not valid Unicode"),
    ],
)
def test_errors_name_the_path(change, path, reason):
    ((_, path_, reason_),) = bind_dicts(BILL, [{**GOOD, **change}]).errors
    assert path_ == path
    assert reason_.startswith(reason)


@pytest.mark.parametrize("record", [None, 5, "x", b"x", [1], 1.5, Decimal(1), date(2026, 1, 1), True])
def test_what_is_no_record_is_an_error_of_the_whole_row(record):
    ((_, path, reason),) = bind_dicts(BILL, [record]).errors
    assert path == ""
    assert reason.startswith("a record is wanted")


def test_values_never_stand_in_reasons():
    for spec in (Spec("x", "int"), Spec("x", "date"), Spec("x", "enum", values=("a",)), Spec("x", "text")):
        _, reason = one(spec, ["s3cret"]) if spec.kind == "text" else one(spec, "s3cret")
        assert reason
        assert "s3cret" not in reason


@pytest.mark.parametrize("value", [0, -(2**63), 2**63 - 1])
def test_ints(value):
    assert one(Spec("x", "int"), value) == (value, "")


@pytest.mark.parametrize(
    ("value", "reason"),
    [
        (2**63, "does not fit a 64-bit integer"),
        (-(2**63) - 1, "does not fit a 64-bit integer"),
        (2**9999, "does not fit a 64-bit integer"),
        (True, "an int is wanted, not bool"),
        (1.0, "an int is wanted, not float"),
        ("1", "an int is wanted, not text"),
        (Decimal("1.5"), "an int is wanted, not decimal"),
        (Decimal("NaN"), "an int is wanted, not decimal"),
        (Decimal("1E+19"), "an int is wanted, not decimal"),
    ],
)
def test_what_is_no_int(value, reason):
    assert one(Spec("x", "int"), value) == (None, reason)


@pytest.mark.parametrize(
    ("value", "precision", "scale", "bound"),
    [
        ("5", 12, 2, "5.00"),
        ("5.1000", 12, 2, "5.10"),
        ("5E+2", 12, 2, "500.00"),
        ("-0", 12, 2, "0.00"),
        ("0E-40", 12, 2, "0.00"),
        ("9999999999.99", 12, 2, "9999999999.99"),
        ("-12345678901234567890123456.12345678", 34, 8, "-12345678901234567890123456.12345678"),
        ("1E+33", 34, 0, "1" + "0" * 33),
    ],
)
def test_decimals_take_the_scale_of_their_type(value, precision, scale, bound):
    spec = Spec("x", "decimal", precision=precision, scale=scale)
    found, reason = one(spec, Decimal(value))
    assert (str(found), reason) == (bound, "")


@pytest.mark.parametrize(
    ("value", "reason"),
    [
        (Decimal("5.001"), "more than 2 decimal places"),
        (Decimal("1E-6000"), "more than 2 decimal places"),
        (Decimal("10000000000"), "more than 12 digits"),
        (Decimal("1E+6000"), "more than 12 digits"),
        (2**9999, "more than 34 digits"),
        (Decimal("1" * 35), "more than 34 digits"),
        (Decimal("NaN"), "NaN and infinity are not allowed"),
        (Decimal("-Infinity"), "NaN and infinity are not allowed"),
        (Decimal("sNaN123"), "NaN and infinity are not allowed"),
        (True, "a decimal is wanted, not bool"),
        ("5.00", "a decimal is wanted, not text"),
        (5.0, "a float can't hold a decimal exactly; use render_json(bytes) or parse_float=Decimal"),
    ],
)
def test_what_does_not_fit_a_decimal(value, reason):
    assert one(Spec("x", "decimal", precision=12, scale=2), value) == (None, reason)


@pytest.mark.parametrize("text", ["0", "-0.00", "1E-6176", "9.999999999999999999999999999999999E+6144", "1.50"])
def test_free_decimals_keep_their_exponent(text):
    found, _ = one(Spec("x", "decimal"), Decimal(text))
    assert str(found) == str(Decimal(text))


@pytest.mark.parametrize(
    ("kind", "value", "bound"),
    [
        ("bool", True, True),
        ("bool", False, False),
        ("float", 1.5, 1.5),
        ("float", 3, 3.0),
        ("date", date(1, 1, 1), date(1, 1, 1)),
        ("date", date(9999, 12, 31), date(9999, 12, 31)),
        ("date", "2026-02-28", date(2026, 2, 28)),
        ("time", time(23, 59, 59, 999999), time(23, 59, 59, 999999)),
        ("time", "08:30", time(8, 30)),
        ("datetime", datetime(2026, 1, 1, tzinfo=UTC), datetime(2026, 1, 1, tzinfo=UTC)),
        ("datetime", "2026-01-01T08:00+08:00", datetime(2026, 1, 1, tzinfo=UTC)),
        ("datetime", "2026-01-01 00:00:00.000001Z", datetime(2026, 1, 1, 0, 0, 0, 1, tzinfo=UTC)),
        ("duration", timedelta(days=-1, microseconds=1), timedelta(days=-1, microseconds=1)),
        ("duration", "P1DT2H3M4.5S", timedelta(days=1, hours=2, minutes=3, seconds=4.5)),
        ("duration", "-P2W", timedelta(weeks=-2)),
    ],
)
def test_other_kinds(kind, value, bound):
    assert one(Spec("x", kind), value) == (bound, "")


@pytest.mark.parametrize(
    ("kind", "value", "reason"),
    [
        ("bool", 1, "a bool is wanted, not int"),
        ("float", float("nan"), "NaN and infinity are not allowed"),
        ("float", float("inf"), "NaN and infinity are not allowed"),
        ("float", 2**9999, "NaN and infinity are not allowed"),
        ("float", True, "a float is wanted, not bool"),
        ("float", "1", "a float is wanted, not text"),
        ("date", datetime(2026, 1, 1), "a date is wanted, not datetime"),
        ("date", "2026-02-30", "a date is wanted, not text"),
        ("date", "20260228", "a date is wanted, not text"),
        ("time", time(1, tzinfo=UTC), "a time is wanted, not time"),
        ("time", "25:00", "a time is wanted, not text"),
        ("datetime", date(2026, 1, 1), "a datetime is wanted, not date"),
        ("datetime", "2026-01-01", "a datetime is wanted, not text"),
        ("datetime", datetime(1, 1, 1, tzinfo=timezone(timedelta(hours=8))), "outside the years 1 to 9999"),
        ("duration", "P1Y", "a duration is wanted, not text"),
        ("duration", "P", "a duration is wanted, not text"),
        ("duration", "P99999999999D", "a duration is wanted, not text"),
        ("duration", timedelta.max, "does not fit a 64-bit integer"),
        ("text", b"x", "a text is wanted, not bytes"),
        ("text", 5, "a text is wanted, not int"),
        ("enum", 5, "a text is wanted, not int"),
    ],
)
def test_what_is_refused(kind, value, reason):
    assert one(Spec("x", kind, values=("a",)), value) == (None, reason)


def test_a_datetime_without_zone_takes_the_templates():
    """Gaps and folds are read as fold=0."""
    zone = ZoneInfo("Europe/Berlin")
    for wall in ("2026-07-01T12:00", "2026-10-25T02:30", "2026-03-29T02:30"):
        wanted = datetime.fromisoformat(wall).replace(tzinfo=zone)
        for value in (wall, datetime.fromisoformat(wall).replace(fold=1)):
            assert one(Spec("x", "datetime"), value, zone="Europe/Berlin") == (wanted.astimezone(UTC), "")


@pytest.mark.parametrize(
    ("kind", "rule", "good", "bad"),
    [
        ("int", ("minimum", 3), 3, 2),
        ("int", ("exclusiveMaximum", 3), 2, 3),
        ("decimal", ("maximum", "0.10"), Decimal("0.1"), Decimal("0.1000001")),
        ("decimal", ("exclusiveMinimum", "0"), Decimal("1E-6000"), Decimal("0")),
        ("float", ("minimum", "0.1"), 0.1, 0.09),
        ("text", ("minLength", 2), "王明", "王"),
        ("text", ("maxLength", 2), "👩👩", "abc"),
        ("text", ("pattern", "^[A-Z]\\d{9}$"), "A123456789", "A12345678"),
        ("list", ("minItems", 1), [1], []),
        ("list", ("maxItems", 1), [1], [1, 2]),
    ],
)
def test_bounds_of_the_schema(kind, rule, good, bad):
    spec = Spec("x", kind, item=Spec("", "int") if kind == "list" else None, rules=(rule,))
    assert one(spec, good) == (good, "")
    value, reason = one(spec, bad)
    assert value is None
    assert str(rule[1]) in reason


def test_bounds_do_not_apply_to_null():
    assert one(Spec("x", "int", optional=True, rules=(("minimum", 3),)), None) == (None, "")


def test_large_lists_and_texts_have_memory_of_their_own():
    spec = Spec("x", "list", item=Spec("", "text"))
    value = ["y" * 70_000_000, *map(str, range(100_000))]
    assert one(spec, value) == (value, "")


def test_lists_of_lists_and_of_optional_records():
    deep = Spec("x", "list", item=Spec("", "list", item=Spec("", "int", optional=True)))
    assert one(deep, [[1, None], []]) == ([[1, None], []], "")
    maybe = Spec("x", "list", item=Spec("", "record", optional=True, fields=(Spec("a", "int"),)))
    assert one(maybe, [{"a": 1}, None]) == ([{"a": 1}, None], "")
    assert one(deep, [[1], ["2"]])[1] == "an int is wanted, not text"


def test_rows_are_only_made_by_binding():
    with pytest.raises(TypeError):
        Rows()


def test_no_records_make_no_rows():
    rows = bind_dicts(BILL, iter(()))
    assert (len(rows), list(rows.good), rows.errors) == (0, [], [])


@pytest.fixture
def through_text():
    """Decimals read through their text, as where their memory is not known."""
    assert not peek_decimals(False)
    yield
    peek_decimals(True)


DECIMALS = st.decimals() | st.builds(
    lambda n, e: Decimal(n).scaleb(e), st.integers(-(10**36), 10**36), st.integers(-9, 9)
)


@settings(max_examples=200)
@given(st.lists(DECIMALS, max_size=4))
def test_decimals_are_read_from_memory_as_from_text(values):
    free, scaled = layout((Spec("x", "decimal"),)), layout((Spec("x", "decimal", precision=20, scale=3),))
    for rows in (free, scaled):
        records = [{"x": value} for value in values]
        fast = bind_dicts(rows, records)
        peek_decimals(False)
        slow = bind_dicts(rows, records)
        peek_decimals(True)
        assert fast.errors == slow.errors
        assert [str(fast.to_python(i)) for i in fast.good] == [str(slow.to_python(i)) for i in slow.good]


@pytest.mark.usefixtures("through_text")
def test_decimals_through_their_text():
    assert one(Spec("x", "decimal", precision=12, scale=2), Decimal("5.1")) == (Decimal("5.10"), "")
    assert one(Spec("x", "decimal"), Decimal("NaN")) == (None, "NaN and infinity are not allowed")


def test_this_python_lays_decimals_out_as_expected():
    assert peek_decimals(True)
