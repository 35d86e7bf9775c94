"""The General Decimal Arithmetic cases at precision 34 as records of compiled templates, in both engines.

Plain notation shows a result's value and decimals, but neither a positive exponent nor the sign of a zero: `r * unit`
brings a positive exponent to 0, so that its digits tell it apart.
"""

from __future__ import annotations

from collections import Counter
from decimal import Decimal
from pathlib import Path

import pytest

import flong
from tests.runtime.test_decimal_corpus import MODES, Case, cases
from tests.runtime.test_decimal_corpus import excluded as out_of_the_language

BINARY = {
    "add": ("dqAdd", "a + b"),
    "subtract": ("dqSubtract", "a - b"),
    "multiply": ("dqMultiply", "a * b"),
    "divide": ("dqDivide", "a / b"),
    "divideint": ("dqDivideInt", "a // b"),
    "remainder": ("dqRemainder", "a % b"),
    "compare": ("dqCompare", "0 if a == b else -1 if a < b else 1"),
    "minus": ("dqMinus", "-a"),
    "abs": ("dqAbs", "abs(a)"),
    "max": ("dqMax", "max(a, b)"),
    "min": ("dqMin", "min(a, b)"),
}
ROUNDED = "".join(f'{{% when "{mode}" %}}{{% set r = round(a, n, mode="{mode}") %}}' for mode in MODES)
ROUNDING = f"{{% let r = a %}}{{% match mode %}}{ROUNDED}{{% endmatch %}}"
OPERATIONS = {name: (file, f"{{% let r = {expr} %}}") for name, (file, expr) in BINARY.items()} | {
    "quantize": ("dqQuantize", ROUNDING),
    "tointegralx": ("dqToIntegral", ROUNDING),
}
DATA = f"""{{% data %}}
a: decimal
b: decimal
n: int
unit: decimal
mode: enum({", ".join(f'"{mode}"' for mode in MODES)})
{{% enddata %}}
"""
REASONS = {
    "division_by_zero": "division by zero",
    "division_undefined": "division by zero",
    "division_impossible": "a decimal needs more than 34 digits",
    "overflow": "a decimal is too large (exponent beyond 6144)",
    "invalid_operation": "a decimal needs more than 34 digits",
}
PLACES = 34  # that `round` takes, either way
FAR, WHOLE = "more places than `round` takes", "whole, with more than 34 digits in plain notation"
MODE, SPECIAL, ENCODED = "another rounding mode", "NaN and infinity as operands", "encodings"
CLAMP = "clamp 1, where the language has 0"
COUNTS: dict[str, dict[str, int]] = {
    "add": {"": 688, SPECIAL: 91, MODE: 229, ENCODED: 2},
    "subtract": {"": 332, SPECIAL: 84, MODE: 102, ENCODED: 2},
    "multiply": {"": 228, SPECIAL: 116, MODE: 106, CLAMP: 20, ENCODED: 2},
    "divide": {"": 419, SPECIAL: 100, MODE: 146, CLAMP: 21, ENCODED: 2},
    "divideint": {"": 288, SPECIAL: 84, ENCODED: 2},
    "remainder": {"": 412, SPECIAL: 77, CLAMP: 9, ENCODED: 2},
    "compare": {"": 566, SPECIAL: 91, ENCODED: 2},
    "minus": {"": 29, SPECIAL: 14},
    "abs": {"": 66, SPECIAL: 8, ENCODED: 1},
    "max": {"": 163, SPECIAL: 92, ENCODED: 2},
    "min": {"": 153, SPECIAL: 92, ENCODED: 2},
    "quantize": {"": 463, SPECIAL: 102, MODE: 54, ENCODED: 2, FAR: 65},
    "tointegralx": {"": 160, SPECIAL: 11, ENCODED: 2, WHOLE: 5},
}
"""How many cases pass (under no reason), and how many are excluded, by reason."""


def excluded(case: Case) -> str:
    """Why a case can't be a record, or nothing."""
    operation = case.operation
    if operation == "tointegralx":  # it rounds by the mode, as quantize does
        case = case._replace(operation="quantize")
    why = out_of_the_language(case)
    if not why and case.operation == "quantize":
        a, b = Decimal(case.operands[0]), Decimal(case.operands[-1])
        if operation == "quantize" and abs(b.as_tuple().exponent) > PLACES:
            return FAR
        if operation == "tointegralx" and a.adjusted() > 33:
            return WHOLE
    return why


def plain(value: Decimal) -> str:
    return format(value or value.copy_abs(), "f")


def record(case: Case) -> dict[str, object]:
    a, b = Decimal(case.operands[0]), Decimal(case.operands[-1])
    result = Decimal(case.result)
    exponent = result.as_tuple().exponent if result.is_finite() else 0
    n = -b.as_tuple().exponent if case.operation == "quantize" else 0
    rounds = case.operation in ("quantize", "tointegralx")
    unit = Decimal((0, (1,), -max(0, exponent)))
    return {"a": a, "b": Decimal(0) if rounds else b, "n": n, "unit": unit, "mode": case.mode if rounds else "up"}


def wrong(case: Case, found: str) -> bool:
    """Whether what is printed, or the reason of the rejection, is not what the case says."""
    result = Decimal(case.result)
    if case.operation == "remainder" and not Decimal(case.operands[1]):  # the specification has no name for it
        return found != REASONS["division_by_zero"]
    if not result.is_finite():
        return found != next(reason for signal, reason in REASONS.items() if signal in case.conditions)
    if case.operation in ("max", "min", "tointegralx"):  # of equal numbers the first; no exponent above 0
        return Decimal(found.split()[0]) != result
    exponent = max(0, result.as_tuple().exponent)
    scaled = Decimal((result.is_signed(), result.as_tuple().digits, result.as_tuple().exponent - exponent))
    return found != f"{plain(result)} {plain(scaled)}"


def outcomes(template: flong.Template, records: list[dict[str, object]]) -> list[str]:
    found: dict[int, str] = {}
    for batch in template.render_batches(records):
        found |= {error.index: error.reason for error in batch.errors}
        found |= {batch.raw.rows[i]: message.text or "" for i, message in enumerate(batch.messages)}
    return [found[i] for i in range(len(records))]


@pytest.mark.parametrize("engine", ["python", "cython"])
@pytest.mark.parametrize("operation", OPERATIONS)
def test_corpus(corpora: Path, operation, engine) -> None:
    """Every case that a record can hold; the others are counted by reason."""
    file, statements = OPERATIONS[operation]
    found = [c for c in cases(corpora / "decimal128" / f"{file}.decTest") if c.operation == operation]
    counts = Counter(excluded(case) for case in found)
    kept = [case for case in found if not excluded(case)]
    template = flong.compile(f"{DATA}{statements}{{{{ r }}}} {{{{ r * unit }}}}", kind="text", engine=engine)
    texts = outcomes(template, [record(case) for case in kept])
    assert [(c, t) for c, t in zip(kept, texts, strict=True) if wrong(c, t)] == []
    assert dict(counts) == COUNTS[operation]
