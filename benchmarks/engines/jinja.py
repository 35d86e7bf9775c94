"""Jinja2 with autoescape, Decimal values and a Python money filter: `it.x`, `it['x']`, and after orjson."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from importlib.util import find_spec
from typing import Any

import jinja2

from benchmarks.cases import Records, Workload, money
from benchmarks.engines import Engine, Render, quoted
from benchmarks.engines.lines import json_lines
from benchmarks.skeleton import Slot, Spelling, spell


def _spelling(path: Callable[[str, str], str]) -> Spelling:
    def slot(slot: Slot) -> str:
        place = "ns.b" if slot.scope == "total" else path(slot.scope, slot.name)
        default = f" or {quoted(slot.default)}" if slot.default is not None else ""
        return "{{ " + place + default + (" | money" if slot.money else "") + " }}"

    def begin(running: bool) -> str:
        start = "{% set ns = namespace(b=" + path("it", "opening") + ") %}" if running else ""
        step = "{% set ns.b = ns.b + " + path("e", "amount") + " %}" if running else ""
        return start + "{% for e in " + path("it", "entries") + " %}" + step

    return Spelling(slot, begin, "{% endfor %}")


ATTRIBUTES = _spelling(lambda scope, name: f"{scope}.{name}")
_ITEMS = _spelling(lambda scope, name: f"{scope}['{name}']")


def _template(workload: Workload, spelling: Spelling) -> Callable[..., str]:
    environment = jinja2.Environment(autoescape=True, keep_trailing_newline=True)
    environment.filters["money"] = money
    return environment.from_string(spell(workload.skeleton, spelling)).render


def _attributes(workload: Workload) -> Render:
    render = _template(workload, ATTRIBUTES)
    return lambda record: render(it=record).encode()


def _items(workload: Workload) -> Render:
    render = _template(workload, _ITEMS)
    return lambda record: render(it=record).encode()


def _after_orjson(workload: Workload) -> Render:
    """orjson reads a number as a float; its shortest digits are the ones that were written (15 at most here)."""
    import orjson

    render = _template(workload, ATTRIBUTES)
    exact = [name for name, kind in workload.fields.items() if kind.startswith("decimal")]
    exact_entry = [name for name, kind in workload.entry.items() if kind.startswith("decimal")]

    def run(line: bytes) -> bytes:
        record = orjson.loads(line)
        for name in exact:
            record[name] = Decimal(repr(record[name]))
        if exact_entry:
            for entry in record["entries"]:
                for name in exact_entry:
                    entry[name] = Decimal(repr(entry[name]))
        return render(it=record).encode()

    return run


def _lines(records: Records) -> list[Any]:
    return json_lines(records).splitlines()


ENGINES = [
    Engine("jinja2", "jinja2", _attributes, "it.x"),
    Engine("jinja2-item", "jinja2", _items, "it['x']"),
]
if find_spec("orjson"):
    ENGINES.append(Engine("jinja2-orjson", "jinja2", _after_orjson, "it.x, after orjson.loads", view=_lines))
