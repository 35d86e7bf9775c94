"""WeasyPrint, as flong's own true path asks it."""

from __future__ import annotations

from benchmarks.engines.bills import Draw
from benchmarks.engines.bills.own import true_bill


def make() -> Draw:
    """Renders the mail's template and has its bill laid out, each time anew."""
    return true_bill
