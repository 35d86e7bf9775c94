"""The two ways to a PDF that tests compare: the true path, and the fast one with its gates."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import flong
from flong.bill import Bill, Press, cast_bill
from flong.bill.cast import Pictures
from flong.casting import Row, bill_of
from flong.errors import RecordError

Made = tuple[bytes | None, str]
"""A PDF and how it was made: "stamped", or "fallback: " and the reason. Without PDF: "rejected: " and the reason."""


def true(template: flong.Template, record: dict[str, Any]) -> bytes:
    """The bill by the true path. Raises RecordError when the record is rejected."""
    bill, pictures = bill_for(template, record)
    return cast_bill(bill, base=template.folder, pictures=pictures)


def stamped(template: flong.Template, records: Sequence[dict[str, Any]]) -> list[Made]:
    """The bills of records by the fast path, without the gate that compares samples: the tests compare all."""
    press = Press(template.folder, first=0, every=0)
    return [_made(template, press, record) for record in records]


def _made(template: flong.Template, press: Press, record: dict[str, Any]) -> Made:
    try:
        made = press.cast(*bill_for(template, record))
    except RecordError as error:
        return None, f"rejected: {error.reason}"
    return made.pdf, f"fallback: {made.reason}" if made.reason else "stamped"


def bill_for(template: flong.Template, record: dict[str, Any]) -> tuple[Bill, Pictures]:
    """A record's bill as it is rendered. Raises RecordError."""
    (batch,) = template.render_batches([record])
    if batch.errors:
        raise batch.errors[0]
    return bill_of(Row(batch.raw, 0), template.module.attachments[0])
