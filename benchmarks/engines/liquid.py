"""python-liquid with autoescape. It has no exact decimals, so it gets whole cents and a Python filter."""

from __future__ import annotations

from liquid import Environment

from benchmarks.cases import Workload, cents, money_of_cents
from benchmarks.engines import Engine, Render, quoted
from benchmarks.skeleton import Slot, Spelling, spell


def _slot(slot: Slot) -> str:
    place = "balance" if slot.scope == "total" else f"{slot.scope}.{slot.name}"
    default = f" | default: {quoted(slot.default)}" if slot.default is not None else ""
    return "{{ " + place + default + (" | money" if slot.money else "") + " }}"


def _begin(running: bool) -> str:
    start, step = "{% assign balance = it.opening %}", "{% assign balance = balance | plus: e.amount %}"
    return f"{start if running else ''}{{% for e in it.entries %}}{step if running else ''}"


def _make(workload: Workload) -> Render:
    environment = Environment(autoescape=True)
    environment.add_filter("money", money_of_cents)
    template = environment.from_string(spell(workload.skeleton, Spelling(_slot, _begin, "{% endfor %}")))
    return lambda record: template.render(it=record).encode()


ENGINES = [
    Engine(
        "python-liquid",
        "python-liquid",
        _make,
        totals="whole cents",
        view=lambda records: [cents(record) for record in records],
    )
]
