"""Binding of Python records against its slow twin, and who owns what it reads."""

from __future__ import annotations

import gc
import os
import subprocess
import sys
import tracemalloc
from datetime import UTC, date, datetime, time, timedelta
from decimal import Context, Decimal, localcontext
from types import SimpleNamespace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flong.runtime.bind import bind_dicts
from flong.runtime.bind_dicts import peek_decimals
from flong.runtime.layout import Spec, layout
from tests.runtime.slow_bind import Refused, bind

ITEM = (
    Spec("day", "date"),
    Spec("what", "text"),
    Spec("kind", "enum", values=("card", "費用"), optional=True),
    Spec("amount", "decimal", precision=14, scale=2),
)
FIELDS = (
    Spec("name", "text"),
    Spec("note", "text", optional=True),
    Spec("points", "int"),
    Spec("paid", "bool", optional=True),
    Spec("rate", "float"),
    Spec("free", "decimal"),
    Spec("wide", "decimal", precision=30, scale=4),
    Spec("at", "datetime", optional=True),
    Spec("hour", "time", optional=True),
    Spec("span", "duration", optional=True),
    Spec("inner", "record", fields=(Spec("city", "text"),), optional=True),
    Spec("tags", "list", item=Spec("", "text", optional=True)),
    Spec("lines", "list", item=Spec("", "record", fields=ITEM)),
)
BILL = layout(FIELDS)


class Name(str):
    """A text of a type of the caller's own."""


TEXTS = st.text(st.characters(codec="utf-8"), max_size=12) | st.sampled_from(
    ["", "a" * 40, "é", "臺北市", "😀x", Name("臺")]
)
CENTS = st.integers(-(10**13), 10**13).map(lambda n: Decimal(n).scaleb(-2)) | st.integers(-999, 999)
ODD = st.sampled_from([
    None, True, 1, 2**63, -(2**63), 1.5, float("nan"), "", "2026-02-29", "2026-02-28", b"x", [], {}, "\ud800",
    "é\udfff", Decimal("NaN"), Decimal("-Infinity"), Decimal("1E+30"), Decimal("1.005"), Decimal("1" * 35),
    Decimal(3), object,
])  # fmt: skip
LINE = st.fixed_dictionaries(
    {"day": st.dates() | st.just("2026-11-01"), "what": TEXTS, "amount": CENTS}, optional={"kind": st.just("費用")}
)
RECORD = st.fixed_dictionaries(
    {
        "name": TEXTS,
        "points": st.integers(-(2**63), 2**63 - 1),
        "rate": st.floats(allow_nan=False, allow_infinity=False),
        "free": st.decimals(allow_nan=False, allow_infinity=False, places=5, min_value=-(10**9), max_value=10**9),
        "wide": CENTS,
        "tags": st.lists(TEXTS | st.none(), max_size=3) | st.tuples(TEXTS),
        "lines": st.lists(LINE | LINE.map(lambda line: SimpleNamespace(**line)), max_size=4),
    },
    optional={
        "note": st.none() | TEXTS,
        "paid": st.booleans(),
        "at": st.datetimes() | st.datetimes(timezones=st.just(UTC)),
        "hour": st.times(),
        "span": st.timedeltas(timedelta(-9999), timedelta(9999)),
        "inner": st.fixed_dictionaries({"city": TEXTS}),
    },
)


@st.composite
def spoilt(draw):
    """A record whose keys come in any order, often with an unknown one and odd values here and there."""
    record = draw(RECORD)
    for _ in range(draw(st.integers(0, 2))):
        places = [record, *(line for line in record["lines"] if isinstance(line, dict))]
        place = places[draw(st.integers(0, len(places) - 1))]
        name = draw(st.sampled_from(sorted(place)))
        if draw(st.booleans()) and name != "lines":
            place[name] = draw(ODD)
        elif name != "lines":
            del place[name]
    if draw(st.booleans()):
        record = dict(draw(st.permutations([*record.items(), ("unknown", 5)])))
    return record


def expected(record):
    try:
        return bind(FIELDS, record), None
    except Refused as refused:
        return None, refused.args


def plain(value):
    """Decimals by their digits."""
    if isinstance(value, dict):
        return {name: plain(one) for name, one in value.items()}
    if isinstance(value, list):
        return [plain(one) for one in value]
    return str(value) if isinstance(value, Decimal) else value


def found(rows, index):
    errors = {error[0]: error[1:] for error in rows.errors}
    return (None, errors[index]) if index in errors else (plain(rows.to_python(index)), None)


@settings(max_examples=60)
@given(st.lists(spoilt(), max_size=3), st.booleans())
def test_rows_and_reasons_are_those_of_the_slow_twin(records, peeks):
    try:
        peek_decimals(peeks)
        rows = bind_dicts(BILL, records)
        again = bind_dicts(BILL, [SimpleNamespace(**record) for record in records])
    finally:
        peek_decimals(True)
    for i, record in enumerate(records):
        assert found(rows, i) == expected(record)
        assert found(again, i) == expected(record)


def record(n=0):
    line = {"day": date(2026, 11, 1), "what": f"x{n}" * 9, "kind": "費用", "amount": Decimal(n)}
    return {
        "name": f"王小明{n}", "note": None, "points": n, "paid": True, "rate": 1.5, "free": Decimal("1.50"),
        "wide": Decimal(n), "at": datetime(2026, 1, 1, tzinfo=UTC), "hour": time(8), "span": timedelta(1),
        "inner": {"city": f"臺北{n}"}, "tags": ["a", f"é{n}"], "lines": [dict(line) for _ in range(5)],
    }  # fmt: skip


def test_rows_do_not_lean_on_the_records():
    records = [record(n) for n in range(50)]
    rows = bind_dicts(BILL, records)
    before = [rows.to_python(i) for i in range(50)]
    for one in records:
        for line in one["lines"]:
            line.clear()
        one["lines"].clear()
        one["inner"]["city"] = "elsewhere"
        one.clear()
    del records
    gc.collect()
    assert [record(n + 100) for n in range(50)]
    assert [rows.to_python(i) for i in range(50)] == before


class Shortening:
    """A line that empties the list it stands in as it is read."""

    def __init__(self, lines):
        self.lines, self.day, self.what, self.kind = lines, date(2026, 1, 1), "x", None

    @property
    def amount(self):
        del self.lines[1:]
        return Decimal(1)


class Rival:
    """A key that has the hash of `what`, and clears the list of lines when it is compared."""

    def __init__(self, lines):
        self.lines = lines

    def __hash__(self):
        return hash("what")

    def __eq__(self, other):
        self.lines.clear()
        gc.collect()
        return False


def test_a_list_that_becomes_shorter_as_it_is_read_ends_there():
    lines = record()["lines"]
    lines[0] = Shortening(lines)
    rows = bind_dicts(BILL, [{**record(), "lines": lines}])
    assert len(rows.to_python(0)["lines"]) == 1


def test_a_key_that_frees_its_dict_as_it_is_compared():
    lines = []
    lines += [{Rival(lines): 0, "amount": Decimal(2), "what": "y" * 50, "day": date(2026, 1, 1)} for _ in range(3)]
    rows = bind_dicts(BILL, [{**record(), "lines": lines}])
    assert rows.to_python(0)["lines"] == []


def test_keys_need_not_be_the_same_objects_nor_come_in_order():
    one = record(3)
    copied = {"".join(list(name)): value for name, value in reversed(one.items())}
    assert bind_dicts(BILL, [copied]).to_python(0) == bind_dicts(BILL, [one]).to_python(0)


@pytest.mark.parametrize("peeks", [True, False])
def test_binding_keeps_no_reference_and_no_memory(peeks):
    one, bad = record(7), {**record(8), "lines": [{"day": 5}]}
    watched = [one["name"], one["free"], one["lines"], one["lines"][0]["what"], one["at"], one["inner"]]
    before = [sys.getrefcount(value) for value in watched]
    peek_decimals(peeks)
    try:
        for _ in range(50):
            bind_dicts(BILL, [one, bad] * 4)
        tracemalloc.start()
        for _ in range(300):
            bind_dicts(BILL, [one, bad] * 4)
        grown = tracemalloc.get_traced_memory()[0]
    finally:
        tracemalloc.stop()
        peek_decimals(True)
    assert [sys.getrefcount(value) for value in watched] == before
    assert grown < 20_000


def test_texts_of_the_caller_do_not_grow():
    text = "臺" * 50
    size = sys.getsizeof(text)
    bind_dicts(layout((Spec("x", "text"),)), [{"x": text}])
    assert sys.getsizeof(text) == size


@pytest.mark.parametrize("size", [65535, 65536, 65537])
@pytest.mark.parametrize("sign", ["a", "é", "臺", "😀"])
def test_long_texts_in_every_width(sign, size):
    text = sign * size
    assert bind_dicts(layout((Spec("x", "text"),)), [{"x": text}]).to_python(0) == {"x": text}


@pytest.mark.parametrize("peeks", [True, False])
def test_decimals_in_the_memory_of_longer_ones(peeks):
    many, nines = Context(prec=400), Decimal("9" * 200)
    long = [many.remainder(nines, 1000), many.divide_int(nines, Decimal(10**180)), many.subtract(nines, nines)]
    peek_decimals(peeks)
    try:
        rows = bind_dicts(layout((Spec("x", "decimal"),)), [{"x": value} for value in long])
    finally:
        peek_decimals(True)
    assert [str(rows.to_python(i)["x"]) for i in range(3)] == [str(value) for value in long]


def test_a_context_with_small_letters_is_read_as_well():
    peek_decimals(False)
    try:
        with localcontext() as context:
            context.capitals = 0
            rows = bind_dicts(layout((Spec("x", "decimal"),)), [{"x": Decimal("1E+7")}])
    finally:
        peek_decimals(True)
    assert str(rows.to_python(0)["x"]) == "1E+7"


def test_the_environment_can_ask_for_the_safe_way():
    code = "from flong.runtime import bind_dicts; print(bind_dicts.peeks_decimals())"
    for setting, peeked in (("1", "False"), ("", "True")):
        environment = {**os.environ, "FLONG_SAFE_DECIMAL": setting}
        done = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True)
        assert done.stdout.strip() == peeked
