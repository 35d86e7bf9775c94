"""Chameleon; expressions are Python, the running total is an object that adds."""

from __future__ import annotations

from decimal import Decimal

from chameleon import PageTemplate

from benchmarks.cases import Workload, money
from benchmarks.engines import Engine, Render, quoted
from benchmarks.skeleton import Slot, Spelling, spell


class Total:
    """A running total."""

    def __init__(self, opening: Decimal) -> None:
        self.now = opening

    def add(self, amount: Decimal) -> Decimal:
        self.now += amount
        return self.now


def _slot(slot: Slot) -> str:
    if slot.scope == "total":
        return "${money(balance.add(e['amount']))}"
    place = f"{slot.scope}['{slot.name}']"
    if slot.money:
        return f"${{money({place})}}"
    return f"${{{place} or {quoted(slot.default)}}}" if slot.default is not None else f"${{{place}}}"


def _begin(running: bool) -> str:
    return "<tal:entries repeat=\"e it['entries']\">"


def _make(workload: Workload) -> Render:
    template = PageTemplate(spell(workload.skeleton, Spelling(_slot, _begin, "</tal:entries>")))
    running = workload.skeleton.running

    def run(record: dict[str, object]) -> bytes:
        total = Total(record["opening"]) if running else None  # type: ignore[arg-type]
        return template.render(it=record, money=money, balance=total).encode()

    return run


ENGINES = [Engine("chameleon", "chameleon", _make)]
