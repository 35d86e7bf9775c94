"""The General Decimal Arithmetic cases at precision 34, function by function."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple

import pytest

from flong.runtime import decimal as fl
from flong.runtime.core import Reject
from flong.runtime.decimal import Mode

MODES = {
    "half_even": Mode.HALF_EVEN,
    "half_up": Mode.HALF_UP,
    "half_down": Mode.HALF_DOWN,
    "up": Mode.UP,
    "down": Mode.DOWN,
    "ceiling": Mode.CEIL,
    "floor": Mode.FLOOR,
}
OPERATIONS = {
    "add": ("dqAdd", fl.py_dec_add),
    "subtract": ("dqSubtract", fl.py_dec_sub),
    "multiply": ("dqMultiply", fl.py_dec_mul),
    "divide": ("dqDivide", fl.py_dec_div),
    "divideint": ("dqDivideInt", fl.py_dec_floordiv),
    "remainder": ("dqRemainder", fl.py_dec_mod),
    "compare": ("dqCompare", fl.py_dec_compare),
    "minus": ("dqMinus", fl.py_dec_neg),
    "abs": ("dqAbs", fl.py_dec_abs),
    "quantize": ("dqQuantize", None),
}
TOKEN = re.compile(r"""'((?:[^']|'')*)'|"((?:[^"]|"")*)"|(\S+)""")


class Case(NamedTuple):
    name: str
    mode: str
    operation: str
    operands: list[str]
    result: str
    conditions: set[str]


def cases(path: Path) -> Iterator[Case]:
    mode = "half_even"
    for line in path.read_text(encoding="latin-1").splitlines():
        directive = re.match(r"\s*rounding\s*:\s*(\w+)", line)
        mode = directive[1].lower() if directive else mode
        tokens = ["".join(found) for found in TOKEN.findall(line.split("--")[0])]
        if "->" in tokens:
            arrow = tokens.index("->")
            name, operation, *operands = tokens[:arrow]
            conditions = {word.lower() for word in tokens[arrow + 2 :]}
            yield Case(name, mode, operation.lower(), operands, tokens[arrow + 1], conditions)


def excluded(case: Case) -> str:
    """Why a case does not apply to the language, or nothing."""
    texts = [*case.operands, case.result]
    if any("#" in text for text in texts):
        return "encodings"
    if any(re.search("nan|inf", text, re.IGNORECASE) for text in case.operands):
        return "NaN and infinity as operands"
    if case.mode not in MODES or (case.mode != "half_even" and case.operation != "quantize"):
        return "another rounding mode"
    if "clamped" in case.conditions:
        return "clamp 1, where the language has 0"
    if any(len(re.sub(r"[eE].*|\D", "", text).lstrip("0")) > 34 for text in case.operands):
        return "operands of more than 34 digits"
    return ""


def answer(case: Case) -> str:
    """What the language says: a number's text, or `reject`."""
    operands = [Decimal(text) for text in case.operands]
    try:
        if case.operation == "quantize":
            exponent = operands[1].as_tuple().exponent
            return str(fl.py_dec_round(operands[0], -exponent, MODES[case.mode]))
        return str(OPERATIONS[case.operation][1](*operands))
    except Reject:
        return "reject"


@pytest.mark.parametrize("operation", OPERATIONS)
def test_corpus(corpora, operation, record_property):
    counts: Counter[str] = Counter()
    for case in cases(corpora / "decimal128" / f"{OPERATIONS[operation][0]}.decTest"):
        why = excluded(case) if case.operation == operation else "another operation"
        counts[why or "passed"] += 1
        if not why:
            special = re.search("nan|inf", case.result, re.IGNORECASE)
            assert answer(case) == ("reject" if special else str(Decimal(case.result))), case
    record_property("counts", dict(counts))
    assert counts["passed"] >= 20
