"""flong: bills laid out once and stamped; `bills` is the one place where they are asked for."""

from __future__ import annotations

from functools import cache
from typing import Any

import flong
from benchmarks.bill.content import HERE

NOT_STAMPED = "bills are not stamped yet"


@cache
def template(*, protected: bool = False) -> flong.Template:
    """The bill's template; `protected` bills have a password."""
    source = (HERE / "mail.html").read_text("utf-8")
    if protected:
        source = source.replace('as "bill.pdf"', 'as "bill.pdf" password password')
    return flong.compile(source, folder=HERE)


def true_bill(record: dict[str, Any]) -> bytes:
    """The bill by the true path."""
    return template().render(record).attachments[0].data


def bills(records: list[dict[str, Any]], *, protected: bool = False) -> list[bytes] | None:
    """The bills by the fast path with its gates, or None while there is none."""
    return None
