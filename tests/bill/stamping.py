"""The two ways to a PDF that tests compare: the true path, and the fast one with its gates."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import flong
from flong.errors import RecordError

Made = tuple[bytes | None, str]
"""A PDF and how it was made: "stamped", or "fallback: " and the reason. Without PDF: "rejected: " and the reason."""


def true(template: flong.Template, record: dict[str, Any]) -> bytes:
    """The bill by the true path. Raises RecordError when the record is rejected."""
    return template.render(record).attachments[0].data


def stamped(template: flong.Template, records: Sequence[dict[str, Any]]) -> list[Made]:
    """The bills of records by the fast path."""
    return [_made(template, record) for record in records]


def _made(template: flong.Template, record: dict[str, Any]) -> Made:
    try:
        return true(template, record), "fallback: nothing is stamped yet"
    except RecordError as error:
        return None, f"rejected: {error.reason}"
