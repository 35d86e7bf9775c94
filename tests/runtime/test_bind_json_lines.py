"""JSON Lines: cut into records as files are, from bytes, files and pieces, and rendered in batches."""

from __future__ import annotations

import io
import json
from datetime import UTC, datetime
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import flong
from flong.jobs.jsonrows import texts
from flong.runtime.bind import bind_json, bind_json_texts
from flong.runtime.layout import Spec, layout

N = layout((Spec("n", "int"), Spec("t", "text", optional=True)))
NOW = datetime(2026, 11, 21, tzinfo=UTC)
PIECES = st.sampled_from(
    [
        b'{"n": 1}',
        b'{"n": 2, "t": "\xe4\xb8\xad"}',
        b"\n",
        b"\r\n",
        b" ",
        b"\t\x0b\x0c",
        b"\xef\xbb\xbf",
        b"{",
        b"\xff",
        b"\0",
    ]
)


def found(source, **options) -> list[tuple[int, str]]:
    """Every record with its number: its row, or its reason."""
    seen = []
    for rows in bind_json(N, source, **options):
        assert 0 < rows.n <= options.get("size", 1000)
        seen += [(index, repr(rows.to_python(index))) for index in rows.good]
        seen += [(index, reason) for index, _, reason in rows.errors]
    return sorted(seen)


@given(st.lists(PIECES, max_size=12).map(b"".join), st.integers(1, 4))
@settings(max_examples=80, deadline=None)
def test_lines_are_cut_as_jobs_cut_them(tmp_path_factory, data, size) -> None:
    """Blank ones don't count; white space and a byte order mark around records are nothing."""
    path = tmp_path_factory.mktemp("lines") / "data.jsonl"
    path.write_bytes(data)
    rows = bind_json_texts(N, texts(path))
    expected = [(index, repr(rows.to_python(index))) for index in rows.good]
    expected += [(index, reason) for index, _, reason in rows.errors]
    assert found(data, size=size) == sorted(expected)


DATA = b'\xef\xbb\xbf{"n": 1}\r\n\n  {"n": "x"}\n{"n": 3, "t": "\xe4\xb8\xad"}\n{'


def test_records_are_numbered_and_bad_ones_leave_the_others() -> None:
    bad = "an int is wanted, not text"
    assert [(i, what[:26]) for i, what in found(DATA)] == [
        (0, "{'n': 1, 't': None}"), (1, bad), (2, "{'n': 3, 't': '中'}"), (3, "not valid JSON: Expecting "),
    ]  # fmt: skip
    assert [index for index, _ in found(DATA, start=7, size=3)] == [7, 8, 9, 10]


def test_pieces_may_be_cut_anywhere() -> None:
    expected = found(DATA)
    for at in range(len(DATA) + 1):
        assert found([DATA[:at], DATA[at:]]) == expected
    assert found(bytes([byte]) for byte in DATA) == expected
    assert found(iter([])) == found(b"") == found(io.BytesIO()) == []


def test_all_kinds_of_sources_are_read_alike(tmp_path) -> None:
    expected = found(DATA)
    path = tmp_path / "data.jsonl"
    path.write_bytes(DATA)
    with path.open("rb") as file:
        assert found(file) == expected
    for source in (bytearray(DATA), memoryview(DATA), memoryview(b"x" + DATA)[1:], [bytearray(DATA)]):
        assert found(source) == expected


def test_blocks_are_cut_between_lines() -> None:
    """Lines that are longer than a block of a file, and many short ones."""
    long = b'{"n": 1, "t": "' + b"x" * (3 << 20) + b'"}\n'
    assert [n for n, _ in found(io.BytesIO(long + b'{"n": 2}\n' * 200_000 + long))] == list(range(200_002))


@pytest.mark.parametrize("source", ["{}", io.StringIO("{}"), ["{}"], [123]])
def test_text_is_refused(source) -> None:
    with pytest.raises(TypeError, match="JSON comes as bytes, not"):
        list(bind_json(N, source))


@pytest.fixture(params=["python", "cython"])
def template(request) -> flong.Template:
    source = "Timezone: Asia/Taipei\n\n{% data %}\nname: text\nsum: decimal(9, 2)\nat: datetime?\n{% enddata %}\n"
    source += '{{ name }} {{ sum }} {{ date(at ?? now, "yyyy-MM-dd HH:mm") }}'
    return flong.compile(source, kind="text", engine=request.param)


RECORDS = [
    {"name": "王小明", "sum": 1.5, "at": "2026-11-21T08:00"},
    {"name": "Ann", "sum": "1"},
    {"name": "김민준", "sum": 2.25, "at": "2026-11-21T08:00Z", "more": [1]},
]


def test_lines_are_rendered_as_records_are(template) -> None:
    """The same messages and errors as from dicts."""
    data = "\n\n".join(json.dumps(record) for record in RECORDS).encode()
    records = json.loads(f"[{data.decode().replace(chr(10) * 2, ',')}]", parse_float=Decimal)
    lines = list(template.render_json_lines(data, size=2, now=NOW))
    batches = list(template.render_batches(records, size=2, now=NOW))
    assert [[m.text for m in batch.messages] for batch in lines] == [
        [m.text for m in batch.messages] for batch in batches
    ]
    assert [[str(e) for e in batch.errors] for batch in lines] == [[str(e) for e in batch.errors] for batch in batches]
    assert [[m.text.strip() for m in batch.messages] for batch in lines] == [
        ["王小明 1.50 2026-11-21 08:00"], ["김민준 2.25 2026-11-21 16:00"],
    ]  # fmt: skip


def test_a_batch_has_a_record(template) -> None:
    with pytest.raises(ValueError, match="at least one record, not 0"):
        next(template.render_json_lines(b"{}", size=0))


def test_one_record_is_rejected_with_its_field(template) -> None:
    with pytest.raises(flong.RecordError) as error:
        template.render_json(b'{"name": "Ann", "sum": 1.505}')
    assert (error.value.field, error.value.reason, error.value.index) == ("sum", "more than 2 decimal places", 0)
    with pytest.raises(TypeError, match="JSON comes as bytes, not str"):
        template.render_json("{}")
