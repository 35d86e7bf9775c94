"""Suite `scaling`: rows per second of statements of 10 to 10,000 rows, and of tables of 100 to 100,000 records.

The records of a table lie in one chunk of Arrow columns, so that the larger ones leave the caches.
"""

from __future__ import annotations

from dataclasses import replace

import pyarrow as pa

import flong
from benchmarks import climit
from benchmarks.cases import statement
from benchmarks.engines import Engine, own
from benchmarks.engines.jinja import ENGINES
from benchmarks.harness import Case, Contender, Suite
from benchmarks.render import COMPILER, case

ROWS = (10, 40, 100, 1000, 10000)
RECORDS = (100, 1000, 10000, 100000)
SMALL = 8
"""Rows of a record in the tables."""


def suite() -> Suite:
    """The suite."""
    missing = {"c-limit": reason} if (reason := climit.missing()) else {}
    cases = (*(_rows(rows, ENGINES[:1]) for rows in ROWS), *(_records(count) for count in RECORDS))
    return Suite("scaling", "rows_per_second", "rows/s", cases, missing=missing)


def _rows(rows: int, peers: list[Engine]) -> Case:
    """Statements of `rows` rows; the amounts become rows."""
    workload = statement.workload(rows)
    made = case(workload, workload.make(workload.many), peers, ("flong-arrow", "flong-dicts"))
    contenders = tuple(replace(one, amount=one.amount * rows) for one in made.contenders if one.name != "memcpy")
    return replace(made, name=f"{rows:,} rows a record", contenders=contenders)


def _records(count: int) -> Case:
    """A table of `count` records; that the outputs agree is checked on its first ones."""
    workload = statement.workload(SMALL)
    table = tiled(workload.table(workload.make(min(count, 1000))), count)
    template = flong.compile(own.source(workload))
    contenders = [own.contender("flong-arrow", lambda: own.pages(template, table), count * SMALL)]
    limit = None if climit.missing() else climit.Limit(workload, table)
    if limit:
        contenders.append(Contender("c-limit", COMPILER, count * SMALL, limit.run))

    def agree() -> None:
        some = table.slice(0, 100)
        if limit:
            pages = own.outputs(lambda: own.pages(template, some))
            assert climit.Limit(workload, some).outputs() == pages, "the limit's output differs"

    return Case(f"{count:,} records", tuple(contenders), "flong-arrow", "c-limit", agree)


def tiled(table: pa.Table, count: int) -> pa.Table:
    """`count` records in one chunk: the table over and over."""
    return pa.concat_tables([table] * -(-count // table.num_rows)).combine_chunks().slice(0, count)
