"""The two ways to a PDF that tests compare: the true path, and the fast one with its gates."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import flong

Made = tuple[bytes, str]
"""A PDF and how it was made: "stamped", or "fallback: " and the reason."""


def true(template: flong.Template, record: dict[str, Any]) -> bytes:
    """The bill by the true path. Raises RecordError when the record is rejected."""
    return template.render(record).attachments[0].data


def stamped(template: flong.Template, records: Sequence[dict[str, Any]]) -> list[Made]:
    """The bills of good records by the fast path."""
    return [(true(template, record), "fallback: nothing is stamped yet") for record in records]
