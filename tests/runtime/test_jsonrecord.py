"""JSON records: exact, in linear time, and refused with a reason where they are none."""

from __future__ import annotations

import json
import time
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

import flong
from flong.dsl.json_text import MAX_DEPTH as SCHEMA_DEPTH
from flong.dsl.json_text import JsonError, read_json
from flong.runtime.jsonrecord import MAX_DEPTH, MAX_DIGITS, parse, parse_value

FIELDS = {
    "t": "text?",
    "i": "int?",
    "d": "decimal?",
    "m": "decimal(6, 2)?",
    "f": "float?",
    "b": "bool?",
    "e": 'enum("a", "b")?',
    "on": "date?",
    "at": "datetime?",
    "clock": "time?",
    "span": "duration?",
    "xs": "[int]?",
    "r": "{ n: int, s: text? }?",
}
SOURCE = "{% data %}\n" + "\n".join(f"{k}: {v}" for k, v in FIELDS.items()) + "\n{% enddata %}\n"
SOURCE += """\
{{ t ?? "" }}|{{ i ?? 0 }}|{{ d ?? 0 }}|{{ m ?? 0 }}|{{ e ?? "-" }}|{{ on ?? today }}|{{ join(xs ?? []) }}
{{ r?.n ?? 0 }}|{{ "b" if b ?? false else "" }}
{% if f is present %}{{ round(f, 2) }}{% endif %}
{% if at is present %}{{ date(at, "yyyy") }}{% endif %}
"""


def _literals(name: str) -> list[bytes]:
    return (Path(__file__).parent / "json" / name).read_bytes().splitlines()


NOW = datetime(2026, 11, 21, tzinfo=UTC)
NO_JSON = _literals("no_json.txt")
BAD_FIELDS = _literals("bad_fields.txt")
NO_RECORDS = [
    *(b"", b" ", b"null", b"[1]", b'"x"', b"\x00{}", b"{\xc2\xa0}"),
    *(b'{"a": \xff}', b'{"a": "\xc0\xaf"}', b'{"\xed\xa0\x80": 1}', "{}".encode("utf-16"), "{}".encode("utf-32")),
    *(b'{"a": "\x01"}', b'{"a": "\n"}', b'{"a":' * 100_000, b'{"a":' + b"[" * 100_000),
    *(b'{"a": ' + b"9" * (MAX_DIGITS + 1) + b"}", b'{"a": 1e99999999999999999999}'),
]


@pytest.fixture(scope="module")
def engines() -> list[flong.Template]:
    return [flong.compile(SOURCE, kind="text", engine=engine) for engine in ("python", "cython")]


def outcome(template: flong.Template, data: bytes) -> str:
    """What is printed, or why not; anything else that is raised fails the test."""
    try:
        return f"output {template.render_json(data, now=NOW).text}"
    except flong.RecordError as error:
        assert error.reason
        return f"rejected {error.field}: {error.reason}"


@pytest.mark.parametrize("data", [*NO_JSON, *NO_RECORDS, *BAD_FIELDS], ids=lambda data: repr(data[:24]))
def test_what_is_no_record_is_rejected(engines, data) -> None:
    """In both engines, for the same reason, and without a word of the record."""
    first, second = (outcome(template, data) for template in engines)
    assert first == second
    assert first.startswith("rejected")
    assert first.startswith("rejected :") == (data not in BAD_FIELDS)


KEPT = {
    "5.10": Decimal("5.10"),
    "1E+2": Decimal("1E+2"),
    "-0.0": Decimal("-0.0"),
    "-0": 0,
    "0e-5": Decimal("0E-5"),
    "1e999999999": Decimal("1E+999999999"),
    "12345678901234567.890": Decimal("12345678901234567.890"),
    "9223372036854775808": 2**63,
    '"\\u4e2d\\ud83d\\ude00"': "中😀",
    '"\\u0000"': "\0",
    '"\x7f\u2028"': "\x7f\u2028",
    " [ ] ": [],
    '{"": {}}': {"": {}},
}


@pytest.mark.parametrize(("text", "value"), KEPT.items())
def test_values_keep_their_digits(text, value) -> None:
    """A number with a point or an exponent is a Decimal of the same digits and scale."""
    for found in (parse_value(text), parse_value(text.encode()), parse_value(b"\xef\xbb\xbf" + text.encode())):
        assert (str(found), type(found)) == (str(value), type(value))


PRINTED = {
    b'{"i": 5.0}': "5",
    b'{"i": 1E+2}': "100",
    b'{"d": 5.10}': "5.10",
    b'{"d": 1E+2}': "100",
    b'{"d": -0.00}': "0.00",
    b'{"m": 5}': "5.00",
    b'{"m": 500e-2}': "5.00",
    b'{"f": 5.125}': "5.13",
}


@pytest.mark.parametrize(("text", "printed"), PRINTED.items())
def test_numbers_are_taken_by_what_they_are(engines, text, printed) -> None:
    """However they are written."""
    for template in engines:
        assert printed in (template.render_json(text).text or "").replace("\n", "|").split("|")


@pytest.mark.parametrize(("opener", "closer"), [(b"[", b"]"), (b'{"a":', b"}"), (b'[{"\\\\\\"[[": ', b"}]")])
def test_the_depth_is_limited(opener, closer) -> None:
    """By its own count, whatever else stands in texts."""
    times = MAX_DEPTH // len(closer)
    assert parse_value(opener * times + b"1" + closer * times)
    with pytest.raises(ValueError, match=f"nested more than {MAX_DEPTH} deep"):
        parse_value(opener * (times + 1) + b"1" + closer * (times + 1))


def test_many_brackets_are_not_deep() -> None:
    """Beside each other, and in texts."""
    assert len(parse_value(b"[" + b"[],{}," * 1000 + b'"' + b"[" * 500 + b'"]')) == 2001


LONG = [b"9" * 10**7, b"0." + b"9" * 10**7, b"1e" + b"9" * 10**7, b"[" * 10**7, b'"' * 10**7, b"[]," * 10**6]


@pytest.mark.parametrize("data", LONG, ids=lambda data: repr(data[:5]))
def test_ten_megabytes_take_no_long(data) -> None:
    """Of digits, brackets, quotes: the time is linear. A generous bound, for slow machines."""
    template = flong.compile("{% data %}\nd: decimal\n{% enddata %}\n{{ d }}", kind="text", engine="python")
    start = time.process_time()
    with pytest.raises(flong.RecordError):
        template.render_json(b'{"d":' + data + b"}")
    assert time.process_time() - start < 5


def _values() -> st.SearchStrategy[Any]:
    scalars = st.none() | st.booleans() | st.integers(-(2**65), 2**65) | st.text(max_size=8)
    decimals = st.decimals(allow_nan=False, allow_infinity=False, places=3)
    few = st.sampled_from(
        ["a", "2026-11-21", "2026-11-21T08:00:00Z", "08:30", "PT6H", "\ud800", "\x00", 5, 1.5, 10**40]
    )
    leaves = scalars | decimals | few
    return st.recursive(leaves, lambda inner: st.lists(inner, max_size=3) | _objects(inner), max_leaves=6)


def _objects(values: st.SearchStrategy[Any]) -> st.SearchStrategy[dict[str, Any]]:
    return st.dictionaries(st.sampled_from([*FIELDS, "n", "s", "x"]), values, max_size=5)


@given(_objects(_values()))
@settings(max_examples=40)
def test_any_json_gives_output_or_a_rejection(engines, record) -> None:
    """Never anything else, and the same in both engines."""
    data = json.dumps(record, default=float).encode()
    first, second = (outcome(template, data) for template in engines)
    assert first == second


@given(_values(), st.sampled_from([None, 2]), st.booleans())
@settings(max_examples=50)
@example("\ud800", None, True)
def test_valid_json_reads_as_python_reads_it(value, indent, escaped) -> None:
    """Differentially, but for numbers: those are exact."""
    text = json.dumps(value, default=float, indent=indent, ensure_ascii=escaped)
    expected = json.loads(text, parse_float=Decimal)
    assert parse_value(text) == expected
    assert parse_value(text.encode("utf-8", "replace")) == json.loads(
        text.encode("utf-8", "replace"), parse_float=Decimal
    )


@pytest.mark.parametrize("text", NO_JSON, ids=repr)
def test_schemas_are_read_as_strictly(text) -> None:
    """The reader that knows places refuses what the reader of records refuses."""
    with pytest.raises(JsonError):
        read_json(text.decode())


def test_schemas_hold_no_half_surrogates_and_are_flat() -> None:
    for text in ('"\\ud800"', '{"\\udc00": 1}', "[" * (SCHEMA_DEPTH + 2)):
        with pytest.raises(JsonError):
            read_json(text)


def test_a_record_is_an_object() -> None:
    with pytest.raises(ValueError, match="not a JSON object"):
        parse(b"[1]")
