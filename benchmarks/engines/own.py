"""flong itself: its spelling of the workloads, and the ways a record reaches it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Any

import flong
from benchmarks.cases import Records, Workload
from benchmarks.engines import quoted
from benchmarks.engines.lines import json_lines
from benchmarks.harness import Contender
from benchmarks.skeleton import Slot, Spelling, spell
from flong.runtime.bind_dicts import peek_decimals
from flong.template import Batch

NOW = datetime(2026, 11, 21, tzinfo=UTC)
FEW = 8
"""Records for the Python engine."""
Batches = Callable[[], Iterator[Batch]]


def _slot(slot: Slot) -> str:
    place = f"e.{slot.name}" if slot.scope == "e" else slot.name
    default = f" ?? {quoted(slot.default)}" if slot.default is not None else ""
    return "{{ " + place + default + (" | money" if slot.money else "") + " }}"


def _begin(running: bool) -> str:
    start, step = "{% let balance = opening %}", "{% set balance = balance + e.amount %}"
    return f"{start if running else ''}{{% for e in entries %}}{step if running else ''}"


def source(workload: Workload, head: str = "") -> str:
    """The template, with further `head` fields."""
    page = spell(workload.skeleton, Spelling(_slot, _begin, "{% endfor %}"))
    return f"Locale: en\nCurrency: USD\n{head}\n{workload.data}{page}"


def ways(workload: Workload, records: Records) -> dict[str, Batches]:
    """How batches are made of `records`, by the name of the contender."""
    fast = flong.compile(source(workload))
    slow = flong.compile(source(workload), engine="python")
    table, lines = workload.table(records), json_lines(records)
    return {
        "flong-arrow": lambda: pages(fast, table),
        "flong-arrow+text": lambda: fast.render_batches(table, now=NOW),
        "flong-dicts": lambda: pages(fast, records),
        "flong-dicts-safe": lambda: _safely(pages(fast, records)),
        "flong-json": lambda: fast.render_json_lines(lines, now=NOW, parts=("html",)),
        "flong-python": lambda: pages(slow, records[:FEW]),
    }


def pages(template: flong.Template, data: object, threads: int = 1) -> Iterator[Batch]:
    """Batches of the HTML alone."""
    return template.render_batches(data, now=NOW, parts=("html",), threads=threads)


def _safely(batches: Iterator[Batch]) -> Iterator[Batch]:
    """The batches, reading Decimal by its public API alone."""
    peek_decimals(False)
    try:
        yield from batches
    finally:
        peek_decimals(True)


def contender(name: str, batches: Batches, records: int, note: str = "", **more: Any) -> Contender:
    """Makes all batches and lets them go."""

    def run() -> None:
        for batch in batches():
            assert not batch.errors

    return Contender(name, flong.__version__, records, run, note, **more)


def outputs(batches: Batches) -> list[bytes]:
    """The HTML of every record."""
    return [page for batch in batches() for page in _html(batch)]


def _html(batch: Batch) -> list[bytes]:
    column = batch.raw.columns["html"]
    return [column[i] for i in range(len(batch.raw.rows))]
