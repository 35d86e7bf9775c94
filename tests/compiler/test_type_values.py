"""What the expressions on the pages of docs/types print, in both engines."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal

import pytest

from flong.compiler import ir
from flong.compiler.cython_engine import CythonRenderer, compiled_code
from flong.compiler.frontend import check_template, to_module
from flong.compiler.python import PythonRenderer
from flong.dsl.typed import Let
from flong.dsl.types import BOOL, DATETIME, TIME, List, Optional, Type
from flong.runtime.batch import RawBatch
from flong.runtime.bind import bind_dicts
from tests.typepages import fences

NOW = datetime(2026, 11, 21, 15, 30, tzinfo=UTC)
SHOWN = {
    BOOL: '{{{{ "true" if {0} else "false" }}}}',
    TIME: '{{{{ time({0}, "HH:mm:ss") }}}}',
    DATETIME: '{{{{ date({0}, "yyyy-MM-dd HH:mm:ss") }}}}',
}


@dataclass(frozen=True)
class Case:
    """An expression's template, a record, and what comes out."""

    place: str
    module: ir.Module
    record: object
    expected: str


def shown(kind: Type, name: str) -> str:
    """A template that prints the variable `name` of type `kind`."""
    if isinstance(kind, Optional):
        return f"{{% if {name} is present %}}{shown(kind.inner, name)}{{% else %}}none{{% endif %}}"
    if isinstance(kind, List):
        item = f"x{name}"
        inner = f'{shown(kind.item, item)}{{{{ "" if loop.last else ", " }}}}'
        return f"[{{% for {item} in {name} %}}{inner}{{% endfor %}}]"
    return SHOWN.get(kind, "{{{{ {0} }}}}").format(name)


def cases() -> Iterator[Case]:
    """Every line of every fence of values."""
    for fence in fences("values"):
        record = json.loads(fence.record, parse_float=Decimal)
        for place, expression, expected in fence.lines():
            yield Case(place, _module(fence.data, expression, place), record, expected)


def _module(data: str, expression: str, place: str) -> ir.Module:
    source = f"{data}{{% let v = {expression} %}}"
    program, found = check_template(source, "t.txt", {}.get)
    assert not found, (place, found)
    probed = next(s for part in program.parts for s in part.body if isinstance(s, Let))
    program, found = check_template(source + shown(probed.value.type, "v"), "t.txt", {}.get)
    assert not found, (place, found)
    return to_module(program)


def outcome(batch: RawBatch) -> str:
    """What the one record prints, or why it is rejected."""
    if batch.errors:
        return f"rejected {batch.errors[0].reason}"
    return batch.columns["text"][0].decode() or "nothing"


@pytest.mark.parametrize("engine", ["python", "cython"])
def test_values(engine) -> None:
    """The cases share a compiled module, so they are one test."""
    found = list(cases())
    assert len(found) >= 100
    codes = compiled_code([case.module for case in found], "-O0") if engine == "cython" else []
    wrong = {}
    for number, case in enumerate(found):
        renderer = CythonRenderer(case.module, codes[number]) if codes else PythonRenderer(case.module)
        printed = outcome(renderer.render(bind_dicts(renderer.layout, [case.record]), NOW))
        if printed != case.expected:
            wrong[case.place] = (case.expected, printed)
    assert wrong == {}
