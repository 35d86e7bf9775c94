"""flong: bills laid out once and stamped; `bills` is the one place where they are asked for."""

from __future__ import annotations

from functools import cache
from typing import Any

import flong
from benchmarks.bill.content import HERE
from flong.bill import cast_bill
from flong.casting import Row, bill_of


@cache
def template(*, protected: bool = False) -> flong.Template:
    """The bill's template; `protected` bills have a password."""
    source = (HERE / "mail.html").read_text("utf-8")
    if protected:
        source = source.replace('as "bill.pdf"', 'as "bill.pdf" password password')
    return flong.compile(source, folder=HERE)


def true_bill(record: dict[str, Any]) -> bytes:
    """The bill by the true path."""
    (batch,) = template().render_batches([record])
    bill, pictures = bill_of(Row(batch.raw, 0), template().module.attachments[0])
    return cast_bill(bill, base=template().folder, pictures=pictures)


def bills(records: list[dict[str, Any]], *, protected: bool = False) -> list[bytes]:
    """The bills by the fast path with its gates."""
    return [
        bytes(batch[i]) for batch in template(protected=protected).pdf_batches(records) for i in range(len(batch.rows))
    ]
