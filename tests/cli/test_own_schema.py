"""Parquet files and queries declare the data of templates that don't; other declarations must be served by them."""

from __future__ import annotations

import json
from decimal import Decimal
from email import message_from_bytes, policy
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from typer.testing import CliRunner

from flong.cli.app import app
from flong.dsl.types import INT, Field, Record
from flong.errors import DataError, LedgerError, TemplateError
from flong.jobs import SendOptions, send
from flong.jobs.amounts import Amount
from flong.jobs.audience import Audience
from flong.jobs.reading import own_record

HEAD = 'Key: {{ id }}\nSubject: Bill\nFrom: "Acme" <bill@acme.example>\nTo: {{ to }}\n\n'
BODY = '<p>{{ id }} {{ due }} {{ note ?? "-" }} {% for l in lines %}{{ l.what }} {% endfor %}</p>\n'
DECLARED = "{% data %}\nid: int\nto: text\ndue: DUE\nnote: text?\nlines: [{ what: text }]\n{% enddata %}\n"


def table(count: int = 3, **more: pa.Array) -> pa.Table:
    """All columns nullable, as pyarrow makes them; only `note` has a null."""
    columns = {
        "id": range(count),
        "to": [f"c{i}@mailbox.example" for i in range(count)],
        "due": pa.array([Decimal(i) for i in range(count)], pa.decimal128(12, 2)),
        "note": [None if i == 1 else f"備註{i}" for i in range(count)],
        "lines": [[{"what": "茶"}] * i for i in range(count)],
    }
    return pa.table(columns | more)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "bill.html").write_text(HEAD + BODY, "utf-8")
    pq.write_table(table(), tmp_path / "may.parquet")
    return tmp_path


def run(*words: str | Path) -> tuple[int, str, str]:
    result = CliRunner().invoke(app, [str(word) for word in words])
    assert result.exception is None or isinstance(result.exception, SystemExit | DataError | TemplateError)
    return result.exit_code, result.stdout, result.stderr + str(result.exception or "")


@pytest.mark.parametrize("engine", ["python", "cython"])
def test_a_parquet_file_declares_the_data(folder: Path, engine: str) -> None:
    """No declaration, no `??` but for the column that holds a null."""
    code, out, err = run("render", folder / "bill.html", "--data", folder / "may.parquet", "--engine", engine)
    assert (code, out.split("\n")[:5:2]) == (
        0,
        ["<p>0 0.00 備註0 </p>", "<p>1 1.00 - 茶 </p>", "<p>2 2.00 備註2 茶 茶 </p>"],
    ), err


def test_a_null_in_the_file_makes_a_column_optional(folder: Path) -> None:
    """Told before anything is rendered, where the template prints it."""
    pq.write_table(table(due=pa.array([None, None, None], pa.decimal128(12, 2))), folder / "may.parquet")
    assert "F0218" in run("check", folder / "bill.html", "--data", folder / "may.parquet")[2]


def test_nulls_are_looked_for_in_every_record_and_depth(tmp_path: Path) -> None:
    """A null record makes its fields no optionals; what an empty list holds counts for nothing."""
    rows = [{"s": {"a": 1, "b": "x"}, "xs": [{"y": 1}], "zs": [1]} for _ in range(25_000)]
    rows[24_999] = {"s": None, "xs": [], "zs": [None]}
    rows[12_000] = {"s": {"a": None, "b": "x"}, "xs": [{"y": None}], "zs": []}
    pq.write_table(pa.Table.from_pylist(rows), tmp_path / "a.parquet")
    wanted = "{s: {a: int?, b: text}?, xs: [{y: int?}], zs: [int?]}"
    assert str(own_record(tmp_path / "a.parquet")) == wanted


def test_a_query_declares_the_data_too(tmp_path: Path) -> None:
    """Also over files without types, and sums of wide types are decimals."""
    (tmp_path / "a.csv").write_text("id,n\n1,2.50\n1,3.50\n")
    query = f"SELECT id, sum(n::DECIMAL(9, 2)) AS due, sum(id) AS ids FROM '{tmp_path}/a.csv' GROUP BY id"
    assert str(own_record(None, query)) == "{id: int, due: decimal(34, 2), ids: decimal(34, 0)}"


def test_files_without_types_declare_nothing(folder: Path) -> None:
    """The error names the cure."""
    for name, text in (("a.csv", "id,to\n1,a@mailbox.example\n"), ("a.jsonl", '{"id": 1}\n')):
        (folder / name).write_text(text)
        assert own_record(folder / name) is None
        with pytest.raises(TemplateError) as raised:
            options = SendOptions(folder / "bill.html", "stdout:", folder / name, engine="python", home=folder / "home")
            send(options)
        [found] = [d for d in raised.value.diagnostics if d.code == "F0202"]
        assert "flong infer" in found.notes[0]


def test_a_column_of_no_type_is_an_error_only_when_it_declares(folder: Path) -> None:
    pq.write_table(table(photo=pa.array([b""] * 3)), folder / "may.parquet")
    with pytest.raises(DataError, match="photo: no type for Arrow's binary"):
        own_record(folder / "may.parquet")
    (folder / "bill.html").write_text(HEAD + DECLARED.replace("DUE", "decimal(12, 2)") + BODY, "utf-8")
    assert run("render", folder / "bill.html", "--data", folder / "may.parquet")[0] == 0


@pytest.mark.parametrize(
    ("declared", "column", "says"),
    [
        (
            "decimal(12, 2)",
            pa.array([1.5] * 3),
            "due is a binary float (double), which can't be an exact decimal(12, 2)",
        ),
        ("date", pa.array(["2026-11-21"] * 3), "due is string, the template declares date"),
        ("int", None, "due is decimal128(12, 2), the template declares int"),
    ],
    ids=["float", "text", "decimal"],
)
def test_a_declaration_is_served_by_the_file(folder: Path, declared: str, column: pa.Array | None, says: str) -> None:
    """By name; the error has both types, in `check`, `render` and `send`."""
    (folder / "bill.html").write_text(HEAD + DECLARED.replace("DUE", declared) + BODY.replace("{{ due }}", ""), "utf-8")
    pq.write_table(table(**({} if column is None else {"due": column})), folder / "may.parquet")
    for command in ("check", "render"):
        code, _, err = run(command, folder / "bill.html", "--data", folder / "may.parquet")
        assert code and says in err
    with pytest.raises(DataError) as raised:
        send(
            SendOptions(folder / "bill.html", "stdout:", folder / "may.parquet", engine="python", home=folder / "home")
        )
    assert says in str(raised.value)


def mails(folder: Path) -> list[str]:
    found = [message_from_bytes(path.read_bytes(), policy=policy.default) for path in (folder / "out").rglob("*.eml")]
    return sorted(mail.get_body(("html",)).get_content().strip() for mail in found)


def test_a_job_is_sent_and_resumed_with_the_type_its_data_had(folder: Path) -> None:
    """The input is gone when the job goes on: what declared the data is kept with the job."""
    options = {"template": folder / "bill.html", "home": folder / "home", "engine": "python", "job": "may"}
    (folder / "home").mkdir(mode=0o700)
    (folder / "home" / "STOP").touch()
    with pytest.raises(LedgerError, match="sending is stopped"):
        send(SendOptions(via=f"eml:{folder / 'out'}", data=folder / "may.parquet", **options))
    assert mails(folder) == []
    (folder / "home" / "STOP").unlink()
    (folder / "may.parquet").unlink()
    done = send(SendOptions(via=f"eml:{folder / 'out'}", resume=True, **options))
    assert done.counts == {"delivered": 3}
    assert mails(folder) == ["<p>0 0.00 備註0 </p>", "<p>1 1.00 - 茶 </p>", "<p>2 2.00 備註2 茶 茶 </p>"]


def test_check_looks_at_the_columns_of_any_file(folder: Path) -> None:
    (folder / "bill.html").write_text(HEAD + DECLARED.replace("DUE", "int") + BODY, "utf-8")
    (folder / "a.csv").write_text("id,to\n1,a@mailbox.example\n")
    assert (
        "the CSV file has no column due; it has: id, to"
        in run("check", folder / "bill.html", "--data", folder / "a.csv")[2]
    )
    (folder / "a.jsonl").write_text(json.dumps({"id": 1}))
    assert run("check", folder / "bill.html", "--data", folder / "a.jsonl")[0] == 0


@pytest.mark.parametrize(
    ("query", "says"),
    [
        ("SELECT 1 AS a, 2 AS a", "a: there are 2 columns of this name"),
        ("SELECT INTERVAL 1 MONTH AS a", "a: no type for Arrow's month_day_nano_interval"),
        ("SELECT [{'m': MAP {'k': 1}}] AS a", r"a\[\].m: no type for Arrow's map"),
        ("SELECT 1.5::DECIMAL(38, 36) AS a", "a: no type for Arrow's decimal128"),
        ("SELECT 1 AS a; SELECT 2 AS a", "not one query"),
        ("SELEC", "syntax error"),
    ],
)
def test_what_declares_nothing_usable_is_an_error(query: str, says: str) -> None:
    with pytest.raises(DataError, match=says):
        own_record(None, query)


def test_two_columns_of_one_name_serve_no_declaration(tmp_path: Path) -> None:
    query = "SELECT 1 AS a, 2 AS a, 3 AS b, 4 AS b"
    with pytest.raises(DataError, match="there are 2 columns a"):
        list(Audience(Record((Field("a", INT),)), None, query).slices(10, Amount(), tmp_path))


@pytest.mark.parametrize("name", ["bad.parquet", "none.parquet", "a.xlsx"])
def test_a_file_that_can_not_be_read_is_an_error(tmp_path: Path, name: str) -> None:
    (tmp_path / "bad.parquet").write_bytes(b"PAR1xx")
    (tmp_path / "a.xlsx").touch()
    with pytest.raises(DataError, match=name):
        own_record(tmp_path / name)
