"""Guessing declarations from samples."""

from __future__ import annotations

import csv
import json
from datetime import date
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

import flong
from flong.errors import DataError
from flong.jobs.declaring import declaration
from flong.jobs.infer import infer
from flong.jobs.reading import read


def guess(path: Path, text: str) -> str:
    path.write_text(text, "utf-8")
    found = infer(path)
    return declaration(found.record, found.few).removeprefix("{% data %}\n").removesuffix("\n{% enddata %}\n")


def test_csv_keeps_leading_zeros_as_text(tmp_path: Path) -> None:
    """An account number is not a number."""
    assert guess(tmp_path / "a.csv", "account,n,due\n0012,5,1.50\n0013,,2.25\n") == (
        "account: text\nn: int?\ndue: decimal(12, 2)"
    )


def test_a_csv_column_of_mixed_cells_is_text(tmp_path: Path) -> None:
    """One odd cell does not stop the guess."""
    assert guess(tmp_path / "a.csv", "n,m\n5,1.5\nn/a,\n") == "n: text\nm: decimal(12, 2)?"


def test_json_lines_join_types(tmp_path: Path) -> None:
    """Ints widen to decimals, missing fields to optionals, empty lists take the items of others."""
    lines = '{"a": 1, "xs": []}\n{"a": 2.5, "b": "2026-11-21", "xs": [{"k": "é"}]}\n'
    assert guess(tmp_path / "a.jsonl", lines) == "a: decimal(12, 2)\nxs: [{ k: text }]\nb: date?"


def test_names_that_are_no_identifiers_are_quoted(tmp_path: Path) -> None:
    """A CSV header may hold blanks."""
    assert guess(tmp_path / "a.csv", "Customer Name\nx\n") == "`Customer Name`: text"


def test_parquet_nulls_make_optionals(tmp_path: Path) -> None:
    """Nulls decide, since nearly every Parquet column is declared nullable."""
    table = pa.table({"d": pa.array([None, 5], pa.int32()), "s": [["x"], []]})
    pq.write_table(table, tmp_path / "a.parquet")
    assert declaration(infer(tmp_path / "a.parquet").record).split("\n")[1:3] == ["d: int?", "s: [text]"]


@pytest.mark.parametrize(
    ("name", "text", "says"),
    [
        ("a.json", '[{"a": 1}, {"a": "x"}]', "a: int here and text there"),
        ("a.jsonl", "{", "record 1: not valid JSON"),
        ("a.jsonl", "[1]\n", "record 1: not a JSON object"),
        ("a.csv", "a\n", "no record"),
        ("a.txt", "a", "not a .csv"),
        ("a.parquet", "PAR", "not a Parquet file"),
    ],
)
def test_what_can_not_be_read_is_said(tmp_path: Path, name: str, text: str, says: str) -> None:
    """Errors name the file or the path of the field."""
    (tmp_path / name).write_text(text)
    with pytest.raises(DataError, match=says):
        infer(tmp_path / name)


# cells


@pytest.mark.parametrize(
    ("cells", "wanted"),
    [
        (["0012", "13"], "text"),
        (["-0012.50"], "text"),
        (["1", "2.50", "123456789012"], "decimal(18, 2)"),
        (["0.125", "7"], "decimal(12, 3)"),
        (["0." + "0" * 20 + "1"], "decimal(26, 21)"),
        (["9" * 18], "int"),
        (["9" * 19], "text"),
        (["1." + "0" * 40], "text"),
        (["9" * 20 + ".5", "0." + "1" * 20], "text"),
        (["1,234", "5,678"], "text"),
        (["1.234.567", "1"], "text"),
        (["1,5"], "text"),
        (["+5"], "text"),
        (["１２"], "text"),
        (["1e3"], "text"),
        (["NaN"], "text"),
        (["", ""], "text?"),
        (["5", ""], "int?"),
        (["王", ""], "text?"),
        (["true", "false"], "bool"),
        (["true", "yes"], "text"),
        (["true", "1"], "text"),
        (["2026-11-21", ""], "date?"),
        (["2026-11-31"], "text"),
        (["21/11/2026"], "text"),
        (["20261121"], "int"),
        (["2026-W01-1"], "text"),
        (["2026/11/21", "2026-11-21"], "text"),
        (["0000-01-01"], "text"),
        (["2026-11-21 09:30", "2026-11-21T09:30:05.25"], "datetime"),
        (["2026-11-21T09:30+08:00"], "text"),
        (["2026-11-21T24:61"], "text"),
        (["2026-11-21", "2026-11-21 09:30"], "text"),
    ],
)
@pytest.mark.parametrize("suffix", ["csv", "tsv"])
def test_a_column_is_what_all_its_cells_are(tmp_path: Path, cells: list[str], wanted: str, suffix: str) -> None:
    """And what it is guessed to be takes every cell."""
    path = tmp_path / f"a.{suffix}"
    separator = "," if suffix == "csv" else "\t"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, delimiter=separator).writerows(
            [["編號", "x"], *([str(i), cell] for i, cell in enumerate(cells))]
        )
    assert str(infer(path).record.field("x").type) == wanted
    assert bound(path) == len(cells)


@pytest.mark.parametrize(("name", "separator"), [("a.csv", ";"), ("a.csv", "\t"), ("a.tsv", "\t"), ("a.csv", ",")])
def test_what_separates_cells_is_seen_in_the_first_line(tmp_path: Path, name: str, separator: str) -> None:
    """A byte order mark, CRLF and quotes are no part of names or cells."""
    lines = [["姓名", "金額 (元)"], ['"王, 小明; 先生"', "1.50"], ["李", "2"]]
    text = "\ufeff" + "\r\n".join(separator.join(line) for line in lines) + "\r\n"
    assert guess(tmp_path / name, text) == "姓名: text\n`金額 (元)`: decimal(12, 2)"
    assert bound(tmp_path / name) == 2


def test_dotted_columns_are_records(tmp_path: Path) -> None:
    """If no column has the record's name."""
    text = "c.name,n,c.at.city,n.x,.y\n王,1,台北,2,3\n"
    assert guess(tmp_path / "a.csv", text) == "c: { name: text, at: { city: text } }\nn: int\n`n.x`: int\n`.y`: int"
    assert bound(tmp_path / "a.csv") == 1


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (b"a,b\n1\n", "a record has 1 cells, and the first line has 2"),
        (b"a,a\n1,2\n", "each once"),
        (b"a,,b\n1,2,3\n", "each once"),
        (b"", "each once"),
        ("姓名\n王\n".encode("gb18030"), "not UTF-8"),
        (b"name\n" + b"x" * 20_000 + "\n王\n".encode("gb18030"), "not CSV in UTF-8"),
        (b"a\n" + b"x" * 200_000 + b"\n", "not CSV in UTF-8"),
        (b"a`b\n1\n", "can't name the field"),
        (b"{% enddata %}\n1\n", "can't name the field"),
    ],
)
def test_a_file_that_is_no_table_is_said(tmp_path: Path, text: bytes, says: str) -> None:
    (tmp_path / "a.csv").write_bytes(text)
    with pytest.raises(DataError, match=says):
        declaration(infer(tmp_path / "a.csv").record)


# JSON


@pytest.mark.parametrize(
    ("values", "wanted"),
    [
        ([1, 2.5, 12345678901234567890], "decimal(26, 2)"),
        ([2**63], "decimal(34, 0)"),
        ([5.0, 1], "decimal(12, 2)"),
        ([None, None], "text?"),
        ([None, [None]], "[text?]?"),
        ([[], [[]]], "[[text]]"),
        ([[1], [None, 2]], "[int?]"),
        ([{"a": 1, "b": {}}, {"a": None}], "{a: int?}"),
        ([[{"k": "x"}], [{"k": "y", "n": 1.25}]], "[{k: text, n: decimal(12, 2)?}]"),
        (["2026-11-21T09:30:00Z", "2026-11-21 10:00"], "datetime"),
        (["2026-11-21", None], "date?"),
        (["11/21/2026"], "text"),
        (["0012"], "text"),
        ([True, None], "bool?"),
    ],
)
def test_json_values_are_what_all_of_them_are(tmp_path: Path, values: list[Any], wanted: str) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text("".join(json.dumps({"x": value}) + "\n" for value in values), "utf-8")
    assert str(infer(path).record.field("x").type) == wanted
    assert bound(path) == len(values)


def test_numbers_that_fit_no_scale_together_are_plain_decimals(tmp_path: Path) -> None:
    """34 digits each, but more from the first to the last place."""
    text = '{"x": 1E+30}\n{"x": 0.0000000001}\n{"x": ' + "9" * 34 + "}\n"
    assert guess(tmp_path / "a.jsonl", text) == "x: decimal"
    assert bound(tmp_path / "a.jsonl") == 3


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ('{"x": ' + "9" * 35 + "}", "x: a number of 35 digits"),
        ('{"x": [{"y": 1e9000}]}', r"x\[\].y: a number beyond all bounds"),
        ('{"x": "\\ud800"}', "x: half of a surrogate pair"),
        ('{"": 1}', "can't name the field ''"),
        ('{"a\\nb": 1}', "can't name the field"),
        ('{"x": ' + "[" * 40 + "]" * 40 + "}", "nested more than 30 deep"),
        ('{"x": 1}\n{"x": true}', "x: int here and bool there"),
        ('{"x": 1.5}\n{"x": {"y": 1}}', "x: decimal here and a record there"),
        ('{"x": []}\n{"x": "1"}', "x: a list here and text there"),
    ],
)
def test_values_of_no_type_are_named_by_their_path(tmp_path: Path, text: str, says: str) -> None:
    with pytest.raises(DataError, match=says):
        guess(tmp_path / "a.jsonl", text)


def test_few_texts_that_repeat_suggest_an_enum(tmp_path: Path) -> None:
    """In a comment above the line; names, dates and what is too rare are none."""
    records = [
        {"id": f"c{i}", "tier": "金卡" if i % 3 else "一般", "on": "2026-11-21", "rare": "xy"[i % 2] if i < 9 else None}
        | {"lines": [{"kind": ("fee", "item")[i % 2]}]}
        for i in range(40)
    ]
    text = "".join(json.dumps(record, ensure_ascii=False) + "\n" for record in records)
    assert guess(tmp_path / "a.jsonl", text).split("\n") == [
        "id: text", '# tier: enum("一般", "金卡")?', "tier: text", "on: date", "rare: text?",
        '# lines[].kind: enum("fee", "item")?', "lines: [{ kind: text }]",
    ]  # fmt: skip
    assert bound(tmp_path / "a.jsonl") == 40


def test_parquet_keeps_what_its_columns_are(tmp_path: Path) -> None:
    """Sums of SQL have 38 digits, categories are texts, lists hold nulls or not."""
    columns = {
        "due": pa.array([Decimal("1.50")] * 2, pa.decimal128(38, 2)),
        "金額 (元)": pa.array([Decimal("1.5"), None], pa.decimal128(10, 1)),
        "tier": pa.array(["a", "b"]).dictionary_encode(),
        "xs": [[{"y": 1}], [{"y": None}]],
        "none": pa.nulls(2),
        "on": [date(2026, 11, 21)] * 2,
    }
    pq.write_table(pa.table(columns), tmp_path / "a.parquet")
    wanted = "{due: decimal(34, 2), 金額 (元): decimal(10, 1)?, tier: text, xs: [{y: int?}], none: int?, on: date}"
    assert str(infer(tmp_path / "a.parquet").record) == wanted
    assert bound(tmp_path / "a.parquet") == 2


# any file


def bound(path: Path) -> int:
    """How many records of a file a template takes that declares what was guessed from it; none may be rejected."""
    found = infer(path)
    template = flong.compile(declaration(found.record, found.few) + "x", kind="text", engine="python")
    assert template.data == found.record
    taken = 0
    for records in read(template.data, path, 1000):
        assert not records.errors
        for batch in template.render_batches(records.table):
            assert not batch.errors
            taken += len(batch.messages)
    return taken


names = st.text(min_size=1, max_size=5) | st.sampled_from(
    ["if", "true", "date", "客戶 名", "a.b", "ﬁ", "x·y", "#", "it"]
)
scalars = (
    st.none() | st.booleans() | st.integers(-(10**40), 10**40) | st.text(max_size=12)
    | st.decimals(allow_nan=False, allow_infinity=False).map(float) | st.floats(allow_nan=False, allow_infinity=False)
    | st.dates().map(str) | st.datetimes().map(str) | st.datetimes(timezones=st.timezones()).map(str)
)  # fmt: skip
values = st.recursive(
    scalars, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(names, inner, max_size=3), max_leaves=5
)


@given(st.lists(st.dictionaries(names, values, max_size=3), min_size=1, max_size=3))
@settings(max_examples=60, deadline=None)
@example([{"x": "0001-01-01T00:00:00+14:00"}])
@example([{"x": "9999-12-31T23:59:59-01:00"}, {"x": "9999-12-31"}])
def test_what_is_guessed_takes_all_it_was_guessed_from(records: list[dict[str, Any]]) -> None:
    """Any JSON Lines file: an error that says why, or a declaration that every record fits."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "a.jsonl"
        path.write_text("".join(json.dumps(record) + "\n" for record in records), "utf-8")
        try:
            declaration(infer(path).record)
        except DataError:
            return
        assert bound(path) == len(records)


cells = (
    st.integers(-(10**20), 10**20).map(str) | st.decimals(allow_nan=False, allow_infinity=False).map("{:f}".format)
    | st.dates().map(str) | st.datetimes().map(str) | st.sampled_from(["", "true", "NULL", "-0", "-0.0", " 1", "007"])
    | st.text(st.characters(codec="utf-8", exclude_characters="\x00"), max_size=6)
)  # fmt: skip


@given(st.data(), st.sampled_from([",", ";", "\t"]))
@settings(max_examples=30, deadline=None)
def test_what_is_guessed_takes_every_row(data: st.DataObject, separator: str) -> None:
    """Any CSV file; quoted as needed, with cells of every kind."""
    width = data.draw(st.integers(2, 3))
    rows = data.draw(st.lists(st.lists(cells, min_size=width, max_size=width), min_size=1, max_size=3))
    with TemporaryDirectory() as folder:
        path = Path(folder) / "a.csv"
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, delimiter=separator, quoting=csv.QUOTE_ALL)
            writer.writerows([["a", "b c", "c.d"][:width], *rows])
        assert bound(path) == len(rows)
