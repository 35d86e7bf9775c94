"""MiniJinja (Rust). Its binding makes Decimal a float, so it gets whole cents and a Python filter to print them."""

from __future__ import annotations

import minijinja

from benchmarks.cases import Workload, cents, money_of_cents
from benchmarks.engines import Engine, Render, quoted
from benchmarks.skeleton import Slot, Spelling, spell


def _slot(slot: Slot) -> str:
    place = "ns.b" if slot.scope == "total" else f"{slot.scope}.{slot.name}"
    default = f" or {quoted(slot.default)}" if slot.default is not None else ""
    return "{{ " + place + default + (" | money" if slot.money else "") + " }}"


def _begin(running: bool) -> str:
    start, step = "{% set ns = namespace(b=it.opening) %}", "{% set ns.b = ns.b + e.amount %}"
    return f"{start if running else ''}{{% for e in it.entries %}}{step if running else ''}"


def _make(workload: Workload) -> Render:
    text = spell(workload.skeleton, Spelling(_slot, _begin, "{% endfor %}"))
    environment = minijinja.Environment(templates={"page.html": text}, keep_trailing_newline=True)
    environment.add_filter("money", money_of_cents)
    return lambda record: environment.render_template("page.html", it=record).encode()


ENGINES = [
    Engine(
        "minijinja",
        "minijinja",
        _make,
        totals="whole cents",
        view=lambda records: [cents(record) for record in records],
    )
]
