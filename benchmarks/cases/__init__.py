"""The workloads: a page and seeded records, in one place for all engines.

Every workload holds characters that need escaping, Chinese and Japanese text, and nulls in a tenth of the rows or
more. Amounts are exact decimals.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import pyarrow as pa

from benchmarks.skeleton import Skeleton

Records = list[dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Workload:
    """A page with its data. `fields` and `entry` give flong's types by name; `make(count)` gives records.

    `few` is how many records a peer renders in one run, `many` how many flong does.
    """

    name: str
    skeleton: Skeleton
    fields: Mapping[str, str]
    entry: Mapping[str, str]
    make: Callable[[int], Records]
    few: int
    many: int

    @property
    def data(self) -> str:
        """flong's declaration of the records."""
        lines = [f"{name}: {kind}" for name, kind in self.fields.items()]
        if self.entry:
            lines.append("entries: [{ " + ", ".join(f"{name}: {kind}" for name, kind in self.entry.items()) + " }]")
        return "{% data %}\n" + "\n".join(lines) + "\n{% enddata %}\n"

    @property
    def schema(self) -> pa.Schema:
        """The Arrow schema of the records."""
        fields = list(_arrow_fields(self.fields).items())
        if self.entry:
            fields.append(("entries", pa.list_(pa.struct(list(_arrow_fields(self.entry).items())))))
        return pa.schema(fields)

    def table(self, records: Records) -> pa.Table:
        """The records as one chunk of Arrow columns."""
        return pa.Table.from_pylist(records, schema=self.schema)


def _arrow_fields(types: Mapping[str, str]) -> dict[str, pa.DataType]:
    return {name: _arrow_type(kind.rstrip("?")) for name, kind in types.items()}


def _arrow_type(kind: str) -> pa.DataType:
    if match := re.fullmatch(r"decimal\((\d+), (\d+)\)", kind):
        return pa.decimal128(int(match[1]), int(match[2]))
    return {"text": pa.string(), "int": pa.int64()}[kind]


def money(value: Decimal) -> str:
    """What flong's `money` prints in English: -$1,234.50."""
    return f"-${-value:,.2f}" if value < 0 else f"${value:,.2f}"


def money_of_cents(value: int) -> str:
    """The same from whole cents."""
    whole, part = divmod(abs(value), 100)
    return f"{'-' if value < 0 else ''}${whole:,}.{part:02}"


def cents(record: dict[str, Any]) -> dict[str, Any]:
    """The record with whole cents for its decimals, for engines without exact decimals."""

    def plain(value: Any) -> Any:
        if isinstance(value, Decimal):
            return int(value.scaleb(2))
        return [cents(item) for item in value] if isinstance(value, list) else value

    return {name: plain(value) for name, value in record.items()}


def workloads() -> dict[str, Workload]:
    """All workloads by name."""
    from benchmarks.cases import bigtable, newsletter, statement

    return {made.name: made for made in (statement.workload(), newsletter.workload(), bigtable.workload())}
