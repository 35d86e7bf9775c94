"""Suite `threads`: statements from Arrow with one thread and with two, beside the renderer in C with as many.

Wall time counts here; the machine's two cores should have nothing else to do.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import flong
from benchmarks import climit
from benchmarks.cases import statement
from benchmarks.engines import own
from benchmarks.harness import Case, Contender, Suite
from benchmarks.render import COMPILER
from benchmarks.scaling import tiled

RECORDS = 16384
"""So many that starting a thread is not what is measured."""


def suite() -> Suite:
    """The suite."""
    missing = {"c-limit": reason} if (reason := climit.missing()) else {}
    return Suite(
        "threads", "records_per_second", "records/s", (_statement(),), clock="wall", second="cpu", missing=missing
    )


def _statement() -> Case:
    workload = statement.workload()
    table = tiled(workload.table(workload.make(256)), RECORDS)
    template = flong.compile(own.source(workload))
    limit = None if climit.missing() else climit.Limit(workload, table)
    contenders = [
        own.contender("flong-arrow-1", lambda: own.pages(template, table), RECORDS),
        own.contender("flong-arrow-2", lambda: own.pages(template, table, threads=2), RECORDS),
    ]
    if limit:
        contenders += _limits(limit, ThreadPoolExecutor(1))

    def agree() -> None:
        expected = own.outputs(lambda: own.pages(template, table))
        assert own.outputs(lambda: own.pages(template, table, threads=2)) == expected, (
            "two threads print something else"
        )
        assert limit is None or limit.outputs() == expected, "the renderer in C prints something else"

    return Case("statement", tuple(contenders), "flong-arrow-1", "c-limit-1", agree)


def _limits(limit: climit.Limit, pool: ThreadPoolExecutor) -> list[Contender]:
    runs: dict[str, Callable[[], None]] = {"c-limit-1": limit.run, "c-limit-2": lambda: limit.run_two(pool)}
    return [Contender(name, COMPILER, limit.records, run) for name, run in runs.items()]
