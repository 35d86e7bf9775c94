"""Bills with records: every template of the examples, and one made from outside markup; plain and adversarial data.

All records follow from a seed. `Case.template` drops the passwords, so that every rasteriser opens the bills.
"""

from __future__ import annotations

from cases import dunning, invoice, receipt, sparksuite, statement, telecom, trade
from cases.case import Case, Data

CASES: dict[str, Case] = {
    case.name: case
    for case in (
        statement.CASE,
        telecom.CASE,
        invoice.CASE,
        receipt.CASE,
        dunning.CASE,
        trade.CASE,
        sparksuite.CASE,
    )
}
__all__ = ["CASES", "Case", "Data"]
