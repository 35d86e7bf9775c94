"""Audiences: the same records whatever the file, exact numbers, bad records by number."""

from __future__ import annotations

import json
import tracemalloc
from decimal import Decimal

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from flong.dsl import types
from flong.errors import ConfigError, DataError, LedgerError, ReconciliationError
from flong.jobs import amounts, jsonrows
from flong.jobs.audience import Audience
from flong.jobs.snapshot import JSON, SEQ, Snapshot, new_key, unwrap, wrap

CUSTOMER = types.Record((types.Field("id", types.TEXT), types.Field("name", types.TEXT)))
BILL = types.Record(
    (
        types.Field("customer", CUSTOMER),
        types.Field("period", types.DATE),
        types.Field("due", types.Decimal(12, 2)),
        types.Field("points", types.Optional(types.INT)),
        types.Field("tier", types.Enum(("gold", "basic"))),
    )
)
DUE = amounts.Amount(("due",), 2)
CSV = """customer.id,customer.name,period,due,points,tier,extra
c1,"王, 小明",2026-11-01,1234.50,7,gold,x
c2,山田,2026-11-01,5,,basic,y
"""


def slices(tmp_path, path, record=BILL, size=100, query="", amount=DUE):
    return list(Audience(record, path, query).slices(size, amount, tmp_path))


def write(tmp_path, name, text):
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return path


def rows(part):
    return part.table.drop_columns([SEQ]).to_pylist()


# CSV


def test_csv_cells_take_the_types_of_the_template(tmp_path):
    [part] = slices(tmp_path, write(tmp_path, "a.csv", CSV))
    first, second = rows(part)
    assert first["customer"] == {"id": "c1", "name": "王, 小明"}
    assert (first["due"], second["due"], second["points"]) == (Decimal("1234.50"), Decimal("5.00"), None)
    assert part.table.schema.field("due").type == pa.decimal128(12, 2)
    assert part.table[SEQ].to_pylist() == [1, 2] and list(part.amounts) == [123450, 500]


def test_columns_the_template_does_not_name_are_not_kept(tmp_path):
    [part] = slices(tmp_path, write(tmp_path, "a.csv", CSV))
    assert "extra" not in part.table.column_names


@pytest.mark.parametrize(
    ("column", "cell", "field"),
    [
        ("due", "1.005", "due"),
        ("due", "12e3", "due"),
        ("due", "12345678901.00", "due"),
        ("due", "", "due"),
        ("period", "2026-13-01", "period"),
        ("period", "1.11.2026", "period"),
        ("points", "1.5", "points"),
        ("points", "99999999999999999999", "points"),
        ("tier", "silver", "tier"),
        ("tier", "", "tier"),
    ],
)
def test_a_cell_that_does_not_fit_rejects_its_record_only(tmp_path, column, cell, field):
    good = {"customer.id": "c", "customer.name": "n", "period": "2026-11-01", "due": "1", "points": "2", "tier": "gold"}
    lines = [",".join(good), ",".join(good.values()), ",".join({**good, column: cell}.values())]
    [part] = slices(tmp_path, write(tmp_path, "a.csv", "\n".join([*lines, lines[1]]) + "\n"))
    assert part.table[SEQ].to_pylist() == [1, 3] and part.count == 3
    [unfit] = part.unfit
    assert ((unfit.seq, unfit.field) == (2, field) and cell not in (unfit.reason or " ")) or cell == ""


def test_an_empty_cell_is_empty_text(tmp_path):
    [part] = slices(tmp_path, write(tmp_path, "a.csv", CSV.replace("山田", "")))
    assert rows(part)[1]["customer"]["name"] == ""


def test_trailing_zeros_are_no_lost_digits(tmp_path):
    [part] = slices(tmp_path, write(tmp_path, "a.csv", CSV.replace(",5,", ",5.1000,")))
    assert rows(part)[1]["due"] == Decimal("5.10")


@pytest.mark.parametrize("suffix, change", [("tsv", ("\t", ",")), ("csv", (";", ","))])
def test_tabs_and_semicolons_separate_too(tmp_path, suffix, change):
    text = CSV.replace('"王, 小明"', "王").replace(",", change[0])
    assert len(rows(slices(tmp_path, write(tmp_path, f"a.{suffix}", text))[0])) == 2


def test_a_byte_order_mark_is_no_part_of_the_first_name(tmp_path):
    assert len(rows(slices(tmp_path, write(tmp_path, "a.csv", "\ufeff" + CSV))[0])) == 2


def test_a_line_with_the_wrong_number_of_cells_is_named_without_its_content(tmp_path):
    with pytest.raises(DataError, match="Line: 3") as caught:
        slices(tmp_path, write(tmp_path, "a.csv", CSV.replace("c2,山田", "c2,山田,more")))
    assert "山田" not in str(caught.value)


def test_a_missing_column_is_named(tmp_path):
    with pytest.raises(DataError, match="no column due; it has: customer"):
        slices(tmp_path, write(tmp_path, "a.csv", CSV.replace("due", "owed")))


def test_a_csv_file_that_is_not_utf8_is_an_error(tmp_path):
    path = tmp_path / "a.csv"
    path.write_bytes(CSV.encode("gb18030"))
    with pytest.raises(DataError):
        slices(tmp_path, path)


def test_quotes_in_column_and_file_names_stay_names(tmp_path):
    record = types.Record((types.Field('it\'s "x"', types.TEXT),))
    path = write(tmp_path, "o'brien.csv", '"it\'s ""x"""\nyes\n')
    assert rows(slices(tmp_path, path, record, amount=amounts.Amount())[0]) == [{'it\'s "x"': "yes"}]


# Parquet and SQL


def parquet(tmp_path, columns, name="a.parquet"):
    pq.write_table(pa.table(columns), tmp_path / name)
    return tmp_path / name


PAYMENT = types.Record((types.Field("id", types.TEXT), types.Field("due", types.Decimal(12, 2))))


def test_a_float_column_for_a_decimal_field_is_an_error(tmp_path):
    path = parquet(tmp_path, {"id": ["a"], "due": [1.5]})
    with pytest.raises(DataError, match="due is a binary float"):
        slices(tmp_path, path, PAYMENT)


def test_a_float_deep_in_a_list_is_found(tmp_path):
    item = types.Record((types.Field("amount", types.DECIMAL),))
    path = parquet(tmp_path, {"lines": [[{"amount": 1.5}]]})
    with pytest.raises(DataError, match=r"lines\[\].amount is a binary float"):
        slices(tmp_path, path, types.Record((types.Field("lines", types.List(item)),)), amount=amounts.Amount())


def test_all_columns_that_do_not_fit_are_named_at_once(tmp_path):
    with pytest.raises(DataError, match=r"id is int64.*there is no column due"):
        slices(tmp_path, parquet(tmp_path, {"id": [1]}), PAYMENT)


def test_nested_lists_come_through_parquet(tmp_path):
    item = types.Record((types.Field("what", types.TEXT), types.Field("amount", types.Decimal(12, 2))))
    record = types.Record((types.Field("id", types.TEXT), types.Field("lines", types.List(item))))
    lines = [[{"what": "費用", "amount": Decimal("1.10")}], []]
    [part] = slices(tmp_path, parquet(tmp_path, {"id": ["a", "b"], "lines": lines}), record, amount=amounts.Amount())
    assert [row["lines"] for row in rows(part)] == lines


def test_slices_hold_exactly_their_share_in_order(tmp_path):
    ids = [f"k{i:05}" for i in range(5003)]
    path = parquet(tmp_path, {"id": ids, "due": pa.array([Decimal(i) for i in range(5003)], pa.decimal128(12, 2))})
    parts = slices(tmp_path, path, PAYMENT, size=300)
    assert [part.count for part in parts] == [300] * 16 + [203]
    assert [row["id"] for part in parts for row in rows(part)] == ids
    assert [n for part in parts for n in part.table[SEQ].to_pylist()] == list(range(1, 5004))
    assert sum(sum(part.amounts) for part in parts) == sum(range(5003)) * 100


def test_a_query_sees_the_file_as_data(tmp_path):
    path = parquet(tmp_path, {"id": ["a", "b"], "due": pa.array([Decimal(1), Decimal(2)], pa.decimal128(12, 2))})
    [part] = slices(tmp_path, path, PAYMENT, query="SELECT id, due * 2 AS due FROM data WHERE due > 1")
    assert rows(part) == [{"id": "b", "due": Decimal(4)}]


@pytest.mark.parametrize("query", ["SELEC 1", "SELECT nothing FROM data", "CREATE TABLE x (a INT)"])
def test_a_wrong_query_is_a_data_error(tmp_path, query):
    path = parquet(tmp_path, {"id": ["a"], "due": [Decimal("1.00")]})
    with pytest.raises(DataError):
        slices(tmp_path, path, PAYMENT, query=query)


def test_a_query_only_reads(tmp_path):
    path = write(tmp_path, "a.csv", "id,due\n1,2\n")
    copied = f"COPY (SELECT 1) TO '{tmp_path}/b.csv'"
    for query in (copied, f"SELECT 1; {copied}", "CREATE TABLE b (c int)", "-- nothing"):
        with pytest.raises(DataError, match="not one query"):
            slices(tmp_path, path, PAYMENT, query=query)
    assert not (tmp_path / "b.csv").exists()


def test_an_amount_that_would_lose_digits_rejects_its_record(tmp_path):
    due = pa.array([Decimal("1.001"), Decimal("2.000")], pa.decimal128(12, 3))
    [part] = slices(tmp_path, parquet(tmp_path, {"id": ["a", "b"], "due": due}), PAYMENT)
    assert [unfit.seq for unfit in part.unfit] == [1] and list(part.amounts) == [200]


def test_memory_stays_flat(tmp_path):
    path = write(tmp_path, "a.jsonl", "".join(f'{{"id": "{i}", "due": {i}.25}}\n' for i in range(20000)))
    tracemalloc.start()
    for _ in Audience(PAYMENT, path).slices(500, DUE, tmp_path):
        pass
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 1_500_000


# JSON


def test_json_lines_keep_every_digit(tmp_path):
    path = write(tmp_path, "a.jsonl", '{"id": "a", "due": 12345678901234567.91}\n\n{"id": "b", "due": 0.10}\n')
    [part] = slices(tmp_path, path, PAYMENT)
    assert list(part.amounts) == [1234567890123456791, 10]
    assert jsonrows.parse(part.table[JSON][1].as_py()) == {"id": "b", "due": Decimal("0.10")}


@pytest.mark.parametrize(
    "line",
    [
        "{",
        "[1]",
        "nul",
        '{"due": NaN}',
        '{"due": Infinity}',
        "[" * 100000,
        '"\\ud800',
        "{}x",
        '{"due": 1e99999999999999999999}',
    ],
)
def test_a_bad_line_is_one_bad_record(tmp_path, line):
    path = write(tmp_path, "a.jsonl", f'{{"due": 1}}\n{line}\n{{"due": 2}}\n')
    [part] = slices(tmp_path, path, PAYMENT)
    assert [unfit.seq for unfit in part.unfit] == [2] and part.table[SEQ].to_pylist() == [1, 3]


def test_invalid_utf8_rejects_the_record(tmp_path):
    path = tmp_path / "a.jsonl"
    path.write_bytes(b'{"id": "\xff"}\n{"id": "b"}\n')
    [part] = slices(tmp_path, path, PAYMENT)
    assert part.unfit[0].reason == "not valid UTF-8"


def test_a_json_array_is_cut_into_its_items(tmp_path):
    records = [{"id": f"鍵{i}", "due": 1, "note": 'a,]}"' * 40000} for i in range(20)]
    path = write(tmp_path, "a.json", json.dumps(records, ensure_ascii=False, indent=1))
    parts = slices(tmp_path, path, PAYMENT, size=7)
    found = [jsonrows.parse(text.as_py()) for part in parts for text in part.table[JSON]]
    assert found == records


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ('[{"a": 1}', "not closed"),
        ("[", "not closed"),
        ("[{]", "not valid JSON"),
        ('[{"a": 1}] more', "behind the array"),
        ('[{"a": 1},]', "missing behind a comma"),
        ('[{"a": 1},,{"a": 2}]', "missing behind a comma"),
        ('[,{"a": 1}]', "not valid JSON"),
        ('[{"a": 1} {"a": 2}]', "expected `,`"),
        ("[" * 100_000, "nested more than 200 deep"),
    ],
    ids=lambda text: text[:12],
)
def test_a_broken_array_is_an_error(tmp_path, text, says):
    with pytest.raises(DataError, match=says):
        slices(tmp_path, write(tmp_path, "a.json", text), PAYMENT)


def test_what_is_no_record_in_an_array_is_one_reject(tmp_path, monkeypatch):
    """A number is not cut in two where reading stops, and a huge one is no error of the file."""
    monkeypatch.setattr(jsonrows, "_READ", 4)
    text = '\ufeff [ 123456789 , {"id": "a", "due": 1}, ' + "9" * 5000 + ', "x" ] '
    [part] = slices(tmp_path, write(tmp_path, "a.json", text), PAYMENT)
    assert [(u.seq, u.reason.split(" of")[0]) for u in part.unfit] == [
        (1, "not a JSON object"),
        (3, "a whole number"),
        (4, "not a JSON object"),
    ]
    assert part.table[SEQ].to_pylist() == [2]


@pytest.mark.parametrize("name", ["a.xlsx", "missing.csv"])
def test_a_file_that_is_not_there_or_of_another_kind_is_an_error(tmp_path, name):
    (tmp_path / "a.xlsx").touch()
    with pytest.raises(DataError):
        slices(tmp_path, tmp_path / name)


# amounts and control totals


def test_the_amount_is_a_field_with_a_fixed_scale():
    assert amounts.amount_field(BILL, "due") == DUE
    assert amounts.amount_field(BILL, "points") == amounts.Amount(("points",), 0)
    for path in ("tier", "customer", "nothing", "customer.due"):
        with pytest.raises(ConfigError):
            amounts.amount_field(BILL, path)


def test_control_totals_are_exact():
    control = amounts.parse_control("count=2, sum=1239.50")
    amounts.check_control(control, 2, 123950, DUE)
    with pytest.raises(ReconciliationError, match=r"sums to 1239.51, its control total says 1239.50"):
        amounts.check_control(control, 2, 123951, DUE)
    with pytest.raises(ReconciliationError, match="holds 1 records"):
        amounts.check_control(control, 1, 123950, DUE)


@pytest.mark.parametrize("text", ["", "count", "count=x", "sum=1,other=2", "total=3"])
def test_a_wrong_control_is_a_config_error(text):
    with pytest.raises(ConfigError):
        amounts.parse_control(text)


def test_the_input_may_bring_its_own_totals(tmp_path):
    data = write(tmp_path, "a.csv", CSV)
    assert amounts.own_control(data) == amounts.Control()
    write(tmp_path, "a.csv.control.json", '{"count": 2, "sum": "1239.50"}')
    assert amounts.own_control(data) == amounts.Control(2, Decimal("1239.50"))


@pytest.mark.parametrize("text", ["1.001", "92233720368547758.08", "1." + "0" * 40 + "1", "1e999999"])
def test_an_amount_the_ledger_can_not_keep_exactly_is_refused(text):
    with pytest.raises(DataError):
        amounts.scaled(Decimal(text), 2)


def test_nothing_is_shown_while_data_is_read(tmp_path, monkeypatch, capfd):
    """DuckDB would draw its progress on standard output, where messages and JSON go."""
    connect = duckdb.connect

    def eager(**settings):
        con = connect(**settings)
        con.execute("SET progress_bar_time = 1")
        return con

    monkeypatch.setattr(duckdb, "connect", eager)
    record = types.Record((types.Field("id", types.TEXT),))
    asked = Audience(record, None, "SELECT 'c' || range AS id FROM range(1000000)")
    assert sum(part.table.num_rows for part in asked.slices(100_000, amounts.Amount(), tmp_path)) == 1_000_000
    assert capfd.readouterr().out == ""


# snapshots


def test_a_snapshot_gives_the_same_rows_back_in_the_order_asked(tmp_path):
    [part] = slices(tmp_path, write(tmp_path, "a.csv", CSV))
    snapshot = Snapshot(tmp_path / "snap", new_key())
    snapshot.write(0, part.table)
    assert snapshot.read(0, [2, 1]).to_pylist() == part.table.take([1, 0]).to_pylist()
    assert (tmp_path / "snap").stat().st_mode & 0o777 == 0o700
    [file] = (tmp_path / "snap").iterdir()
    assert file.stat().st_mode & 0o777 == 0o600 and b"ARROW1" not in file.read_bytes()


def test_a_snapshot_that_was_tampered_with_is_refused(tmp_path):
    [part] = slices(tmp_path, write(tmp_path, "a.csv", CSV))
    snapshot = Snapshot(tmp_path / "snap", new_key())
    snapshot.write(0, part.table)
    snapshot.write(1, part.table)
    (tmp_path / "snap" / "000001.arrow.sealed").rename(tmp_path / "snap" / "000000.arrow.sealed")
    with pytest.raises(LedgerError, match="chunk 0 can't be decrypted"):
        snapshot.read(0, [1])


def test_a_data_key_opens_for_its_job_and_secret_only():
    key = new_key()
    wrapped = wrap(b"s" * 32, key, "bills")
    assert unwrap(b"s" * 32, wrapped, "bills") == key
    for secret, job in ((b"t" * 32, "bills"), (b"s" * 32, "other")):
        with pytest.raises(LedgerError):
            unwrap(secret, wrapped, job)
