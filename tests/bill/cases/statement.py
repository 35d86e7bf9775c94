"""The bank statement of the demo."""

from __future__ import annotations

import sys
from random import Random
from typing import Any

from cases.case import EXAMPLES, Case

sys.path.insert(0, str(EXAMPLES / "statement"))
import make_data


def plain(random: Random, number: int, rows: int) -> dict[str, Any]:
    """A statement of `rows` entries."""
    record = make_data.statement(random, number)
    entries = (record["entries"] * (rows // 30 + 1))[:rows]
    return record | {"entries": sorted(entries, key=lambda entry: entry["on"])}


CASE = Case(
    "statement",
    lambda: EXAMPLES / "statement" / "statement.html",
    plain,
    (34, 46),
    (7, 47),
    frozenset(("customer.id", "customer.email", "customer.id_no", "account.number")),
)
