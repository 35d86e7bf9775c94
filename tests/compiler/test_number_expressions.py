"""Expressions of numbers in compiled templates against Python's `decimal`: values, digits and reasons."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from flong.compiler.cython_engine import CythonRenderer, compiled_code
from flong.compiler.frontend import check_template, to_module
from flong.compiler.python import PythonRenderer
from flong.runtime.bind import bind_dicts
from tests.compiler.numberexpressions import (
    BY_ZERO,
    DATA,
    DIGITS,
    EXPRESSIONS,
    RECORDS,
    TOO_BIG,
    TOO_LARGE,
    ZERO_POWER,
    Expression,
    Rejected,
    field,
    power,
    printed,
)

NOW = datetime(2026, 11, 21, tzinfo=UTC)
COLLECT = settings(phases=[Phase.generate], database=None)
ALWAYS = (power(field("i"), 0), power(field("b"), 0), power(field("x"), 64), power(field("y"), -3))
Renderer = PythonRenderer | CythonRenderer


def collected(count: int) -> list[Expression]:
    """Different expressions, always the same; twenty at a time, as Hypothesis often goes on with a near copy."""
    found = {expression.text: expression for expression in ALWAYS}

    @settings(COLLECT, max_examples=count)
    @given(st.lists(EXPRESSIONS, min_size=20, max_size=20))
    def collect(expressions: list[Expression]) -> None:
        if len(found) < count:
            found.update({expression.text: expression for expression in expressions})

    collect()
    assert len(found) >= count
    return list(found.values())[:count]


def renderers(expressions: list[Expression], level: str) -> list[tuple[Renderer, ...]]:
    """Both engines' renderers of a template for each expression."""
    modules = []
    for expression in expressions:
        program, found = check_template(f"{DATA}{{{{ {expression.text} }}}}", "t.txt", {}.get)
        assert not found, (expression.text, found)
        modules.append(to_module(program))
    codes = compiled_code(modules, level)
    return [(PythonRenderer(m), CythonRenderer(m, code)) for m, code in zip(modules, codes, strict=True)]


def expected(expression: Expression, record: dict[str, Any]) -> str:
    try:
        return printed(expression.value(record))
    except Rejected as rejected:
        return f"rejected {rejected}"


def outcomes(renderer: Renderer, records: list[dict[str, Any]]) -> list[str]:
    batch = renderer.render(bind_dicts(renderer.layout, records), NOW)
    found = {error.index: f"rejected {error.reason}" for error in batch.errors}
    found |= {row: batch.columns["text"][i].decode() for i, row in enumerate(batch.rows)}
    return [found[i] for i in range(len(records))]


def compare(count: int, examples: int, level: str) -> None:
    """`count` expressions, with `examples` records each."""
    expressions = collected(count)
    compiled = renderers(expressions, level)
    seen: Counter[str] = Counter()

    @settings(max_examples=examples)
    @given(RECORDS)
    def check(record: dict[str, Any]) -> None:
        for expression, engines in zip(expressions, compiled, strict=True):
            right = expected(expression, record)
            seen[right if right.startswith("rejected") else "printed"] += 1
            for renderer in engines:
                found = outcomes(renderer, [record])
                assert found == [right], (expression.text, type(renderer).__name__)

    check()
    reasons = {f"rejected {reason}" for reason in (BY_ZERO, DIGITS, TOO_BIG, TOO_LARGE, ZERO_POWER)}
    assert set(seen) == {"printed", *reasons}
    assert seen["printed"] > sum(seen.values()) / 3


def test_expressions() -> None:
    """100 expressions with 50 records."""
    compare(100, 50, "-O0")


@pytest.mark.deep
def test_many_expressions() -> None:
    """400 expressions with 150 records."""
    compare(400, 150, "-O2")
