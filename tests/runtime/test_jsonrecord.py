"""Single JSON records: exact, and refused with a reason where they are not records."""

from __future__ import annotations

from decimal import Decimal

import pytest

from flong.runtime.jsonrecord import parse


def test_numbers_keep_their_digits() -> None:
    """A number with a point is a Decimal of the same text."""
    assert parse(b'{"a": 12345678901234567.890, "b": 5}') == {"a": Decimal("12345678901234567.890"), "b": 5}


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (b'{"a": 1, "a": 2}', "given twice"),
        (b'{"x": {"a": 1, "a": 1}}', "given twice"),
        (b"[1]", "not a JSON object"),
        (b'{"a": NaN}', "NaN is not a number"),
        (b'{"a": }', "not valid JSON"),
        (b"\xff", "not valid UTF-8"),
        (b'{"a":' * 100000, "not valid JSON"),
    ],
)
def test_what_is_no_record_is_refused(text: bytes, says: str) -> None:
    """The reason quotes nothing of the record."""
    with pytest.raises(ValueError, match=says):
        parse(text)
