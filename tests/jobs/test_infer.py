"""Guessing declarations from samples."""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from flong.errors import DataError
from flong.jobs.infer import declaration, infer


def guess(path: Path, text: str) -> str:
    path.write_text(text)
    return declaration(infer(path)).removeprefix("{% data %}\n").removesuffix("\n{% enddata %}\n")


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
    assert declaration(infer(tmp_path / "a.parquet")).split("\n")[1:3] == ["d: int?", "s: [text]"]


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
