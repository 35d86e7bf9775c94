"""Mako with the HTML filter on everything; expressions are Python."""

from __future__ import annotations

from mako.template import Template

from benchmarks.cases import Workload, money
from benchmarks.engines import Engine, Render, quoted
from benchmarks.skeleton import Slot, Spelling, spell


def _slot(slot: Slot) -> str:
    place = "balance" if slot.scope == "total" else f"{slot.scope}['{slot.name}']"
    if slot.money:
        return f"${{money({place})}}"
    return f"${{{place} or {quoted(slot.default)}}}" if slot.default is not None else f"${{{place}}}"


def _begin(running: bool) -> str:
    """Loops are lines of their own, which leave nothing in the output."""
    start, step = ("<% balance = it['opening'] %>\\\n", "<% balance += e['amount'] %>\\\n") if running else ("", "")
    return f"{start}% for e in it['entries']:\n{step}"


def _make(workload: Workload) -> Render:
    text = spell(workload.skeleton, Spelling(_slot, _begin, "% endfor\n"))
    template = Template(text, default_filters=["h"], output_encoding="utf-8", imports=[])
    return lambda record: template.render(it=record, money=money)


ENGINES = [Engine("mako", "mako", _make)]
