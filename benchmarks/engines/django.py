"""Django's engine. It has no arithmetic: a view in Python, timed, adds the running total to every entry."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.template import Context
from django.template import Engine as DjangoEngine
from django.template.library import Library

from benchmarks.cases import Workload, money
from benchmarks.engines import Engine, Render, quoted
from benchmarks.skeleton import Slot, Spelling, spell

register = Library()
register.filter("money", money)


def _slot(slot: Slot) -> str:
    place = "e.balance" if slot.scope == "total" else f"{slot.scope}.{slot.name}"
    default = f"|default_if_none:{quoted(slot.default)}" if slot.default is not None else ""
    return "{{ " + place + default + ("|money" if slot.money else "") + " }}"


def _begin(running: bool) -> str:
    return "{% for e in it.entries %}"


def _with_totals(record: dict[str, Any]) -> dict[str, Any]:
    total, entries = record["opening"], []
    for entry in record["entries"]:
        total += entry["amount"]
        entries.append({**entry, "balance": total})
    return {**record, "entries": entries}


def _make(workload: Workload) -> Render:
    if not settings.configured:
        settings.configure(USE_I18N=False, USE_THOUSAND_SEPARATOR=False)
    engine = DjangoEngine(builtins=["django.template.defaultfilters", "benchmarks.engines.django"])
    template = engine.from_string(spell(workload.skeleton, Spelling(_slot, _begin, "{% endfor %}")))
    running = workload.skeleton.running

    def run(record: dict[str, Any]) -> bytes:
        return template.render(Context({"it": _with_totals(record) if running else record})).encode()

    return run


ENGINES = [Engine("django", "django", _make, totals="running total in a Python view")]
